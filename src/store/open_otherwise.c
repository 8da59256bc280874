/* Opening what is no history of its own: bytes, a scratch, a new copy, what may be damaged. */
#include <stdlib.h>
#include <string.h>

#include "store/connection.h"

static bool open_bytes(struct store *store, unsigned char *bytes, size_t length_bytes,
		       struct error *error)
{
	return connection_to(store, ":memory:", SQLITE_OPEN_READWRITE, error) &&
	       (sqlite3_deserialize(store->db, "main", bytes, (sqlite3_int64)length_bytes,
				    (sqlite3_int64)length_bytes,
				    SQLITE_DESERIALIZE_READONLY) == SQLITE_OK ||
		store_fail(store, error)) &&
	       reading_identify(store, error);
}

bool store_open_bytes(struct store **store, unsigned char *bytes, size_t length_bytes,
		      struct error *error)
{
	struct store *opened = store_new(NULL, STORE_READ);

	if (!open_bytes(opened, bytes, length_bytes, error)) {
		store_close(opened);
		return false;
	}
	*store = opened;
	return true;
}

static bool copy_history(struct store *to, const char *path, struct error *error)
{
	struct store *from = store_new(path, STORE_READ);
	bool is_copied;

	from->takes_any_schema = true;
	is_copied = reading_open(from, error) && store_copy_pages(from, to, NULL, error);
	store_close(from);
	return is_copied;
}

bool store_open_scratch(struct store **store, const char *path, struct error *error)
{
	struct store *opened = store_new(NULL, STORE_WRITE);

	/* "": a temporary file of SQLite's own, so that a large history need not fit in memory.
	 */
	if (!connection_to(opened, "", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error) ||
	    (!store_is_absent(path) && !copy_history(opened, path, error)) ||
	    !store_execute(opened,
			   "PRAGMA journal_mode = MEMORY;"
			   "PRAGMA synchronous = OFF;"
			   "PRAGMA foreign_keys = ON",
			   error) ||
	    !schema_bring_up(opened, error)) {
		store_close(opened);
		return false;
	}
	*store = opened;
	return true;
}

/* The same file with its directory free of links; as it is where there is no such directory. */
static char *resolve_directory(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct buffer resolved;
	char *directory;

	if (!slash)
		return store_copy_text(path);
	buffer_init(&resolved);
	buffer_add(&resolved, path, (size_t)(slash - path) + 1);
	directory = realpath(resolved.bytes, NULL);
	if (directory) {
		buffer_release(&resolved);
		buffer_init(&resolved);
		buffer_addf(&resolved, "%s/", directory);
		free(directory);
	}
	buffer_add_string(&resolved, slash + 1);
	return resolved.bytes;
}

/* The file itself may be no link (its directory may): nobody leads the copy elsewhere. */
bool store_connect_new_file(struct store **store, const char *path, struct error *error)
{
	char *resolved = resolve_directory(path);
	struct store *opened = store_new(resolved, STORE_WRITE);

	free(resolved);
	if (!connection_to_file(opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, error)) {
		store_close(opened);
		return false;
	}
	*store = opened;
	return true;
}

/* Nothing is made beside it, and no lock is waited for. */
static bool open_alone(struct store *store, struct error *error)
{
	char *name = connection_name(store->path);
	bool is_open = connection_check_file(store->path, error) &&
		       connection_to_immutable(store, name, error) &&
		       reading_identify(store, error);

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
	return open_bytes(store, store->mapping, store->mapping_bytes, error);
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
	return open_alone(store, error) ||
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

bool store_open_immutable(struct store **store, const char *path, struct error *error)
{
	struct store *opened = store_new(path, STORE_READ);

	if (!open_alone(opened, error)) {
		store_close(opened);
		return false;
	}
	*store = opened;
	return true;
}
