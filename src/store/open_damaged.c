/* Opening a file that may be damaged, or that nobody writes meanwhile. */
#include <stdlib.h>

#include "store/connection.h"

/* Nothing is made beside it, and no lock is waited for. */
static bool open_alone(struct store *store, const char *path, struct error *error)
{
	char *name = connection_name(path);
	bool is_open =
		connection_to_immutable(store, name, error) && reading_identify(store, error);

	free(name);
	return is_open;
}

static bool open_image(struct store *store, struct error *error)
{
	return connection_to_bytes(store, store->mapping, store->mapping_bytes, error) &&
	       reading_identify(store, error);
}

static void disconnect(struct store *store)
{
	sqlite3_close(store->db);
	store->db = NULL;
}

/* The file with what its log holds; without its schema, that of a new history may serve. */
static bool open_in_memory(struct store *store, bool *is_log_unread, struct error *error)
{
	struct error other;

	if (!image_make(store->path, &store->mapping, &store->mapping_bytes, is_log_unread,
			error))
		return false;
	if (open_image(store, error))
		return true;
	if (error->kind != ERROR_INVALID || !graft_schema(store->mapping, store->mapping_bytes))
		return false;
	disconnect(store);
	return open_image(store, &other);
}

/*
 * With a log, SQLite may want to write beside it, as it cannot where nothing may be written,
 * and must not where the file is empty: what both hold is read all the same.
 */
static bool open_damaged(struct store *store, bool *is_log_unread, struct error *error)
{
	bool has_log = store_has_log(store->path);
	struct error reason;

	*is_log_unread = false;
	if (!connection_check_file(store->path, error))
		return false;
	/* Without a log, nothing is made beside it, and no lock is waited for. */
	if (has_log ? reading_open(store, error) : open_alone(store, store->path, error))
		return true;
	if (error->kind == ERROR_TRY_LATER || (error->kind == ERROR_IO && !has_log))
		return false;
	reason = *error;
	disconnect(store);
	if (!open_in_memory(store, is_log_unread, error))
		return false;
	/* What could be had with another's rights is not given up. */
	if (*is_log_unread && reason.kind == ERROR_IO) {
		*error = reason;
		return false;
	}
	return true;
}

bool store_open_damaged(struct store **store, const char *path, bool *is_log_unread,
			struct error *error)
{
	struct store *opened = store_new(path, STORE_READ);

	opened->takes_damage = true;
	if (!open_damaged(opened, is_log_unread, error)) {
		store_close(opened);
		if (error->kind == ERROR_INVALID)
			error_set(error, ERROR_INVALID,
				  "%s: nothing of it can be read as a history; put back a copy",
				  path);
		return false;
	}
	*store = opened;
	return true;
}

bool store_open_immutable(struct store **store, const char *path, const char *name,
			  struct error *error)
{
	struct store *opened = store_new(name, STORE_READ);

	if (!open_alone(opened, path, error)) {
		store_close(opened);
		return false;
	}
	*store = opened;
	return true;
}
