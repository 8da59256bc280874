#include "store/connection.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *store_copy_text(const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(memory_resize(NULL, size, 1), text, size);
}

struct store *store_new(const char *path, enum store_mode mode)
{
	struct store *store = memory_resize(NULL, 1, sizeof(*store));

	memset(store, 0, sizeof(*store));
	store->path = path ? store_copy_text(path) : NULL;
	store->mode = mode;
	store->lock_descriptor = -1;
	return store;
}

/* What every connection is told before it reads a byte. */
bool connection_configure(struct store *store, struct error *error)
{
	static const struct {
		int option, value;
	} settings[] = {
		{SQLITE_DBCONFIG_DEFENSIVE, 1},
		{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
		{SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
		{SQLITE_DBCONFIG_DQS_DML, 0},
		{SQLITE_DBCONFIG_DQS_DDL, 0},
		/* A checkpoint needs the writers' lock: store_close() decides. */
		{SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1},
		/* Our queries name tables; a view in a table's place would be a trap. */
		{SQLITE_DBCONFIG_ENABLE_VIEW, 0},
	};

	sqlite3_extended_result_codes(store->db, 1);
	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++)
		if (sqlite3_db_config(store->db, settings[i].option, settings[i].value, NULL) !=
		    SQLITE_OK)
			return store_fail(store, error);
	sqlite3_limit(store->db, SQLITE_LIMIT_LENGTH, STORE_VALUE_BYTES_MAX);
	sqlite3_busy_timeout(store->db, store_patience_milliseconds);
	return store_execute(store, "PRAGMA cell_size_check = ON; PRAGMA cache_size = -16384",
			     error);
}

/*
 * `name` as SQLite takes it: never one that means something else to it ("", ":memory:").
 * Nothing of the file is read yet, nor is anything made beside it.
 */
bool connection_open(struct store *store, const char *name, int flags, struct error *error)
{
	/* A store is used by one thread at a time: SQLite need not see to that. */
	int code = sqlite3_open_v2(name, &store->db, flags | SQLITE_OPEN_NOMUTEX, NULL);

	if (!store->db)
		memory_exhausted();
	return code == SQLITE_OK || store_fail(store, error);
}

bool connection_to(struct store *store, const char *name, int flags, struct error *error)
{
	return connection_open(store, name, flags, error) && connection_configure(store, error);
}

/* A path that SQLite takes as a path, not as a URI or a name with a meaning. */
char *connection_name(const char *path)
{
	struct buffer name;

	buffer_init(&name);
	buffer_add_string(&name, *path == '/' ? "" : "./");
	buffer_add_string(&name, path);
	return name.bytes;
}

bool connection_to_file(struct store *store, int flags, struct error *error)
{
	char *name = connection_name(store->path);
	bool is_connected = connection_to(store, name, flags, error);

	free(name);
	return is_connected;
}

/* "file:/path?query", with all that a URI could misread percent-encoded. */
void connection_add_uri(struct buffer *uri, const char *path, const char *query)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				    "0123456789/._-";

	buffer_add_string(uri, "file:");
	for (; *path; path++) {
		if (strchr(plain, *path))
			buffer_add_char(uri, *path);
		else
			buffer_addf(uri, "%%%02X", (unsigned)(unsigned char)*path);
	}
	buffer_addf(uri, "?%s", query);
}

bool connection_to_immutable(struct store *store, const char *name, struct error *error)
{
	struct buffer uri;
	bool is_open;

	buffer_init(&uri);
	connection_add_uri(&uri, name, "immutable=1");
	is_open =
		connection_to(store, uri.bytes, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
	buffer_release(&uri);
	return is_open;
}

bool connection_to_bytes(struct store *store, unsigned char *bytes, size_t length_bytes,
			 struct error *error)
{
	return connection_to(store, ":memory:", SQLITE_OPEN_READWRITE, error) &&
	       (sqlite3_deserialize(store->db, "main", bytes, (sqlite3_int64)length_bytes,
				    (sqlite3_int64)length_bytes,
				    SQLITE_DESERIALIZE_READONLY) == SQLITE_OK ||
		store_fail(store, error));
}

bool store_is_absent(const char *path)
{
	return access(path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

bool connection_check_file(const char *path, struct error *error)
{
	struct stat status;

	if (stat(path, &status) != 0)
		return error_set(error, ERROR_IO, "%s: cannot be opened: %s", path,
				 strerror(errno));
	if (!S_ISREG(status.st_mode))
		return error_set(error, ERROR_IO, "%s: not a file; name the history's file",
				 path);
	return true;
}

bool connection_check_beside(const char *path, struct error *error)
{
	static const char *const endings[] = {"-journal", "-wal", "-shm"};
	char *resolved = realpath(path, NULL); /* not beside links to it */
	const char *no_file = NULL, *linked = NULL;

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		struct buffer name;
		struct stat status;

		buffer_init(&name);
		buffer_addf(&name, "%s%s", resolved ? resolved : path, endings[i]);
		if (stat(name.bytes, &status) == 0 && !S_ISREG(status.st_mode))
			no_file = endings[i];
		else if (lstat(name.bytes, &status) == 0 &&
			 (status.st_nlink > 1 || S_ISLNK(status.st_mode)))
			linked = endings[i];
		buffer_release(&name);
	}
	free(resolved);
	if (no_file)
		return error_set(error, ERROR_IO,
				 "%s: '%s%s' is not a file, and SQLite would open it with the "
				 "history; remove it",
				 path, path, no_file);
	if (linked)
		return error_set(error, ERROR_IO,
				 "%s: '%s%s' is a link, or another name of a file that is "
				 "not the history's, and SQLite would write to it; remove it",
				 path, path, linked);
	return true;
}

bool store_has_log(const char *path)
{
	char *resolved = realpath(path, NULL); /* not beside links to it */
	struct buffer log;
	struct stat status;
	bool has_log;

	buffer_init(&log);
	buffer_addf(&log, "%s-wal", resolved ? resolved : path);
	has_log = stat(log.bytes, &status) == 0 ? status.st_size > 0 : errno != ENOENT;
	buffer_release(&log);
	free(resolved);
	return has_log;
}
