/* Opening copies: of bytes that are there already, to try things out, to be filled. */
#include <stdlib.h>
#include <string.h>

#include "store/connection.h"

bool store_open_bytes(struct store **store, unsigned char *bytes, size_t length_bytes,
		      struct error *error)
{
	struct store *opened = store_new(NULL, STORE_READ);

	if (!connection_to_bytes(opened, bytes, length_bytes, error) ||
	    !reading_identify(opened, error)) {
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
bool store_connect_new_file(struct store **store, const char *path, const char *name,
			    struct error *error)
{
	char *resolved = resolve_directory(path);
	char *file = connection_name(resolved);
	struct store *opened = store_new(name, STORE_WRITE);
	bool is_open = connection_to(opened, file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW,
				     error);

	free(file);
	free(resolved);
	if (is_open)
		*store = opened;
	else
		store_close(opened);
	return is_open;
}
