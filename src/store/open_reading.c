/*
 * Opening a history to read it.
 *
 * Rule: a viewer never writes, not even a log.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/connection.h"

#define READER_PATIENCE_MILLISECONDS 500

static bool check_is_current(const struct store *store, enum schema_state state,
			     struct error *error)
{
	if (state == SCHEMA_EMPTY)
		return error_set(error, ERROR_INVALID,
				 "%s: empty, nothing was recorded yet; 'aplomb record' and "
				 "'aplomb import' begin a history in it",
				 store_name(store));
	return true;
}

/*
 * A schema that says it may be written is the one that SQLite reads as far as it can; the
 * connection can write nothing. The first page must be there: it leads to all others.
 */
static bool prepare_for_damage(struct store *store, struct error *error)
{
	int64_t objects;

	return sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL) == SQLITE_OK &&
	       store_execute(store, "PRAGMA query_only = ON; PRAGMA writable_schema = ON",
			     error) &&
	       store_query_integer(store, "SELECT count(*) FROM sqlite_schema", &objects,
				   error);
}

bool reading_identify(struct store *store, struct error *error)
{
	enum schema_state state;

	if (store->takes_damage)
		return prepare_for_damage(store, error);
	return store_execute(store, "PRAGMA query_only = ON", error) &&
	       schema_identify(store, &state, error) &&
	       (store->takes_any_schema || check_is_current(store, state, error));
}

/* Whether SQLite wanted to write beside the file to read it. */
static bool wanted_to_write(const struct store *store)
{
	int code = store->db ? sqlite3_extended_errcode(store->db) : SQLITE_OK;

	/* Without a name SQLite did not get as far as the file itself. */
	return ((code & 0xff) == SQLITE_CANTOPEN || code == SQLITE_READONLY_DIRECTORY ||
		code == SQLITE_READONLY_CANTINIT) &&
	       sqlite3_db_filename(store->db, "main");
}

/*
 * SQLite cannot, or must not, keep its reading index beside the file. Where no log waits, the
 * file alone is the whole truth of this moment.
 */
static bool open_snapshot(struct store *store, const char *reason, struct error *error)
{
	char notice[1200];
	char *name = store_copy_text(sqlite3_db_filename(store->db, "main"));
	bool is_open;

	sqlite3_close(store->db);
	store->db = NULL;
	is_open = connection_to_immutable(store, name, error) && reading_identify(store, error);
	free(name);
	if (!is_open)
		return false;
	snprintf(notice, sizeof(notice),
		 "%.900s: a snapshot: %s, so what others record from now on is not seen",
		 store->path, reason);
	store->notice = store_copy_text(notice);
	return true;
}

/* Whether it is a file that SQLite reads with a log beside it: a number in its header. */
static bool is_kept_with_log(const struct store *store)
{
	sqlite3_file *file = NULL;
	unsigned char version = 0;

	return sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER, &file) ==
		       SQLITE_OK &&
	       file && file->pMethods &&
	       file->pMethods->xRead(file, &version, 1, 19) == SQLITE_OK && version == 2;
}

/* Whether the file with that ending beside the history can be had so: F_OK, R_OK. */
static bool is_beside(const struct store *store, const char *ending, int access_mode)
{
	struct buffer path;
	bool is_there;

	buffer_init(&path);
	buffer_addf(&path, "%s%s", sqlite3_db_filename(store->db, "main"), ending);
	is_there = access(path.bytes, access_mode) == 0;
	buffer_release(&path);
	return is_there;
}

/* "-wal", "-shm": the file beside the history that is there and may not be read; NULL: none. */
static const char *unreadable_beside(const struct store *store)
{
	static const char *const endings[] = {"-wal", "-shm"};

	if (!store->db || !sqlite3_db_filename(store->db, "main"))
		return NULL;
	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
		if (is_beside(store, endings[i], F_OK) && !is_beside(store, endings[i], R_OK))
			return endings[i];
	return NULL;
}

/*
 * Who may not write the file must begin neither a log nor its index: they would be his, and
 * those who record could not write them.
 */
static bool open_as_reader(struct store *store, struct error *error)
{
	char *name = connection_name(store->path);
	struct buffer uri;
	bool is_connected;

	buffer_init(&uri);
	connection_add_uri(&uri, name, "readonly_shm=1");
	free(name);
	is_connected = connection_open(store, uri.bytes, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
				       error);
	buffer_release(&uri);
	if (!is_connected)
		return false;
	if (is_kept_with_log(store) && !is_beside(store, "-wal", F_OK))
		return open_snapshot(
			store, "its log is not there and this user may not begin it", error);
	return connection_configure(store, error) && reading_identify(store, error);
}

/*
 * One who records begins the log or its index just now, or mends them after another's end. A
 * file that SQLite makes has his rights first, and those of the history a moment later.
 */
static bool is_being_begun(const struct store *store)
{
	int code = store->db ? sqlite3_extended_errcode(store->db) : SQLITE_OK;

	return code == SQLITE_READONLY_RECOVERY || code == SQLITE_READONLY_CANTLOCK ||
	       ((code & 0xff) == SQLITE_CANTOPEN && unreadable_beside(store));
}

static bool open_as_patient_reader(struct store *store, struct error *error)
{
	for (int waited = 0; !open_as_reader(store, error); waited += 5) {
		if (!is_being_begun(store) || waited >= READER_PATIENCE_MILLISECONDS)
			return false;
		sqlite3_close(store->db);
		store->db = NULL;
		pause_milliseconds(5);
	}
	return true;
}

static bool open_as_writer(struct store *store, struct error *error)
{
	return connection_to_file(store, SQLITE_OPEN_READONLY, error) &&
	       reading_identify(store, error);
}

/* Its log is beside its other name, where nobody looks who comes by this one. */
static void note_mounted(struct store *store)
{
	char notice[1200];

	if (store->notice || !store_is_mounted_alone(store->path))
		return;
	snprintf(notice, sizeof(notice),
		 "%.900s: is mounted by itself, so what its log holds elsewhere is not seen; "
		 "mount "
		 "its directory",
		 store->path);
	store->notice = store_copy_text(notice);
}

static bool open_for_reading(struct store *store, struct error *error)
{
	bool may_write = faccessat(AT_FDCWD, store->path, W_OK, AT_EACCESS) == 0;
	const char *unreadable;

	if (!connection_check_file(store->path, error) ||
	    !connection_check_beside(store->path, error) ||
	    !place_check_log(store->path, error))
		return false;
	if (may_write ? open_as_writer(store, error) : open_as_patient_reader(store, error))
		return true;
	if (!wanted_to_write(store) || access(store->path, R_OK) != 0)
		return false;
	unreadable = unreadable_beside(store);
	if (unreadable)
		return error_set(
			error, ERROR_IO,
			"%s: '%s%s' cannot be read by this user, and may hold what the "
			"file does not yet; ask for the file's own rights for it: "
			"'chmod --reference=%s %s%s'",
			store->path, store->path, unreadable, store->path, store->path,
			unreadable);
	if (store_has_log(sqlite3_db_filename(store->db, "main")))
		return error_set(error, ERROR_IO,
				 "%s: its directory cannot be written and '%s-wal' holds what "
				 "the file does not yet; ask for permission to write the "
				 "directory (mode 2770), or let a writer run 'aplomb record'",
				 store->path, store->path);
	return open_snapshot(store, "its directory cannot be written", error);
}

bool reading_open(struct store *store, struct error *error)
{
	if (!open_for_reading(store, error))
		return false;
	note_mounted(store);
	return true;
}
