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

/* Without its schema, that of a new history may serve (graft.c). */
static bool open_grafted(struct store *store, struct error *error)
{
	struct error other;

	if (!graft_map(store->path, &store->mapping, &store->mapping_bytes, &other))
		return false;
	sqlite3_close(store->db);
	store->db = NULL;
	return connection_to_bytes(store, store->mapping, store->mapping_bytes, error) &&
	       reading_identify(store, error);
}

/* Its log, where there is one, holds what was recorded last; half a history is better than
 * none.
 */
static bool open_damaged(struct store *store, bool *is_log_unread, struct error *error)
{
	*is_log_unread = false;
	if (store_has_log(store->path)) {
		if (reading_open(store, error))
			return true;
		if (error->kind != ERROR_INVALID)
			return false;
		*is_log_unread = true;
		sqlite3_close(store->db);
		store->db = NULL;
	}
	return (connection_check_file(store->path, error) &&
		open_alone(store, store->path, error)) ||
	       (error->kind == ERROR_INVALID && open_grafted(store, error));
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
