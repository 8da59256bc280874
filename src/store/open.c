/*
 * Opening and closing a history.
 *
 * Rule: a viewer never writes, not even a log; a writer holds the writers' lock whenever SQLite
 * may touch the file. Nobody's database but ours is ever changed.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/database.h"

#define READER_PATIENCE_MILLISECONDS 500

void store_prepare_process(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static char *copy_text(const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(memory_resize(NULL, size, 1), text, size);
}

static struct store *store_new(const char *path, enum store_mode mode)
{
	struct store *store = memory_resize(NULL, 1, sizeof(*store));

	memset(store, 0, sizeof(*store));
	store->path = path ? copy_text(path) : NULL;
	store->mode = mode;
	store->lock_descriptor = -1;
	return store;
}

/* -- the connection ----------------------------------------------------------------------- */

/* What every connection is told before it reads a byte. */
static bool configure(struct store *store, struct error *error)
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
static bool connect_only(struct store *store, const char *name, int flags, struct error *error)
{
	/* A store is used by one thread at a time: SQLite need not see to that. */
	int code = sqlite3_open_v2(name, &store->db, flags | SQLITE_OPEN_NOMUTEX, NULL);

	if (!store->db)
		memory_exhausted();
	return code == SQLITE_OK || store_fail(store, error);
}

static bool connect_to(struct store *store, const char *name, int flags, struct error *error)
{
	return connect_only(store, name, flags, error) && configure(store, error);
}

/* A path that SQLite takes as a path, not as a URI or a name with a meaning. */
static char *plain_name(const char *path)
{
	struct buffer name;

	buffer_init(&name);
	buffer_add_string(&name, *path == '/' ? "" : "./");
	buffer_add_string(&name, path);
	return name.bytes;
}

static bool connect_to_file(struct store *store, int flags, struct error *error)
{
	char *name = plain_name(store->path);
	bool is_connected = connect_to(store, name, flags, error);

	free(name);
	return is_connected;
}

bool store_is_absent(const char *path)
{
	return access(path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

static bool check_is_file(const char *path, struct error *error)
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

/* -- reading ------------------------------------------------------------------------------ */

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

static bool identify_for_reading(struct store *store, struct error *error)
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

bool store_has_log(const char *path)
{
	struct buffer log;
	struct stat status;
	bool has_log;

	buffer_init(&log);
	buffer_addf(&log, "%s-wal", path);
	has_log = stat(log.bytes, &status) == 0 ? status.st_size > 0 : errno != ENOENT;
	buffer_release(&log);
	return has_log;
}

/* "file:/path?query", with all that a URI could misread percent-encoded. */
static void add_uri(struct buffer *uri, const char *path, const char *query)
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

static bool connect_to_immutable(struct store *store, const char *name, struct error *error)
{
	struct buffer uri;
	bool is_open;

	buffer_init(&uri);
	add_uri(&uri, name, "immutable=1");
	is_open = connect_to(store, uri.bytes, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
	buffer_release(&uri);
	return is_open;
}

/*
 * SQLite cannot, or must not, keep its reading index beside the file. Where no log waits, the
 * file alone is the whole truth of this moment.
 */
static bool open_snapshot(struct store *store, const char *reason, struct error *error)
{
	char notice[1200];
	char *name = copy_text(sqlite3_db_filename(store->db, "main"));
	bool is_open;

	sqlite3_close(store->db);
	store->db = NULL;
	is_open =
		connect_to_immutable(store, name, error) && identify_for_reading(store, error);
	free(name);
	if (!is_open)
		return false;
	snprintf(notice, sizeof(notice),
		 "%.900s: a snapshot: %s, so what others record from now on is not seen",
		 store->path, reason);
	store->notice = copy_text(notice);
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

static bool is_beside(const struct store *store, const char *ending)
{
	struct buffer path;
	bool is_there;

	buffer_init(&path);
	buffer_addf(&path, "%s%s", sqlite3_db_filename(store->db, "main"), ending);
	is_there = access(path.bytes, F_OK) == 0;
	buffer_release(&path);
	return is_there;
}

/*
 * Who may not write the file must begin neither a log nor its index: they would be his, and
 * those who record could not write them.
 */
static bool open_as_reader(struct store *store, struct error *error)
{
	char *name = plain_name(store->path);
	struct buffer uri;
	bool is_connected;

	buffer_init(&uri);
	add_uri(&uri, name, "readonly_shm=1");
	free(name);
	is_connected =
		connect_only(store, uri.bytes, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
	buffer_release(&uri);
	if (!is_connected)
		return false;
	if (is_kept_with_log(store) && !is_beside(store, "-wal"))
		return open_snapshot(
			store, "its log is not there and this user may not begin it", error);
	return configure(store, error) && identify_for_reading(store, error);
}

/* One who records begins the log or its index just now, or mends them after another's end. */
static bool is_being_begun(const struct store *store)
{
	int code = store->db ? sqlite3_extended_errcode(store->db) : SQLITE_OK;

	return code == SQLITE_READONLY_RECOVERY || code == SQLITE_READONLY_CANTLOCK;
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
	return connect_to_file(store, SQLITE_OPEN_READONLY, error) &&
	       identify_for_reading(store, error);
}

static bool open_for_reading(struct store *store, struct error *error)
{
	bool may_write = faccessat(AT_FDCWD, store->path, W_OK, AT_EACCESS) == 0;

	if (!check_is_file(store->path, error))
		return false;
	if (may_write ? open_as_writer(store, error) : open_as_patient_reader(store, error))
		return true;
	if (!wanted_to_write(store) || access(store->path, R_OK) != 0)
		return false;
	if (store_has_log(sqlite3_db_filename(store->db, "main")))
		return error_set(error, ERROR_IO,
				 "%s: its directory cannot be written and '%s-wal' holds what "
				 "the file does not yet; ask for permission to write the "
				 "directory (mode 2770), or let a writer run 'aplomb record'",
				 store->path, store->path);
	return open_snapshot(store, "its directory cannot be written", error);
}

/* -- writing ------------------------------------------------------------------------------ */

/*
 * SQLite would create it without the group's permission to write. The descriptor is closed
 * before SQLite opens the file, and there is none where the file exists: closing one would
 * drop the locks of any other connection of this process.
 */
static bool create_file(const char *path, struct error *error)
{
	int descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0660);

	if (descriptor >= 0) {
		/* Whatever the umask: a viewer of the group leaves files beside it that the
		 * recorder must be able to write. */
		bool is_shared = fchmod(descriptor, 0660) == 0;

		close(descriptor);
		if (is_shared)
			return true;
		return error_set(error, ERROR_IO, "%s: cannot be shared with its group: %s",
				 path, strerror(errno));
	}
	if (errno == EEXIST)
		return true;
	return error_set(error, ERROR_IO, "%s: cannot be created: %s", path, strerror(errno));
}

/* Two that create the same history at once: the later one is told BUSY without waiting. */
static bool try_to_switch_to_wal(struct store *store, struct error *error)
{
	int waited = 0;

	while (true) {
		sqlite3_stmt *statement;
		bool has_row, is_wal;

		if (!store_prepare(store, "PRAGMA journal_mode = WAL", &statement, error))
			return false;
		if (store_step(store, statement, &has_row, error)) {
			const char *mode = (const char *)sqlite3_column_text(statement, 0);

			is_wal = mode && strcmp(mode, "wal") == 0;
			sqlite3_finalize(statement);
			return is_wal ||
			       error_set(error, ERROR_IO,
					 "%s: this file system cannot hold a shared history "
					 "(no write-ahead log); use a local directory",
					 store_name(store));
		}
		sqlite3_finalize(statement);
		if (error->kind != ERROR_TRY_LATER || waited >= store_patience_milliseconds)
			return false;
		pause_milliseconds(5);
		waited += 5;
	}
}

/* Waiting is done here, and so not by SQLite as well each time. */
static bool switch_to_wal(struct store *store, struct error *error)
{
	bool is_switched;

	sqlite3_busy_timeout(store->db, 0);
	is_switched = try_to_switch_to_wal(store, error);
	sqlite3_busy_timeout(store->db, store_patience_milliseconds);
	return is_switched;
}

/* Settings of a writer. The log keeps up to 4 MiB between checkpoints, nothing after a close.
 */
static bool configure_writer(struct store *store, struct error *error)
{
	int is_on = 1;

	sqlite3_file_control(store->db, "main", SQLITE_FCNTL_PERSIST_WAL, &is_on);
	return store_execute(store,
			     "PRAGMA synchronous = FULL;"
			     "PRAGMA foreign_keys = ON;"
			     "PRAGMA journal_size_limit = 4194304",
			     error);
}

static bool prepare_to_write(struct store *store, enum schema_state state, struct error *error)
{
	/* Triggers make each statement keep what it changes until it ends; that in a file costs
	 * more than all else. Not sooner: what a migration sorts may be larger than memory. */
	return switch_to_wal(store, error) && configure_writer(store, error) &&
	       (state == SCHEMA_CURRENT || schema_bring_up(store, error)) &&
	       store_execute(store, "PRAGMA temp_store = MEMORY", error);
}

/* A writer is told, as what he writes may be damaged by one on another machine. */
static void note_network(struct store *store)
{
	const char *name = store_network_file_system(store->path);
	char notice[1200];

	if (!name)
		return;
	snprintf(notice, sizeof(notice),
		 "%.900s: lies on a network file system (%s), whose locks cannot be trusted "
		 "between machines: let one machine alone write it, or keep it on a local disk",
		 store->path, name);
	store->notice = copy_text(notice);
}

static bool open_for_writing(struct store *store, struct error *error)
{
	struct buffer lock_path;
	enum schema_state state;
	bool is_ready;

	if (!create_file(store->path, error) || !check_is_file(store->path, error) ||
	    !connect_to_file(store, SQLITE_OPEN_READWRITE, error) ||
	    !schema_identify(store, &state, error))
		return false;
	if (sqlite3_db_readonly(store->db, "main"))
		return error_set(error, ERROR_IO, "%s: no permission to write", store->path);
	/* SQLite's own name of it, links resolved: all who write it take the same lock. */
	buffer_init(&lock_path);
	buffer_addf(&lock_path, "%s.lock", sqlite3_db_filename(store->db, "main"));
	store->lock_path = lock_path.bytes;
	if (!writers_lock_open(store, error) || !writers_lock_take(store, error))
		return false;
	is_ready = prepare_to_write(store, state, error);
	writers_lock_release(store);
	note_network(store);
	return is_ready;
}

/* -- for everyone ------------------------------------------------------------------------- */

bool store_open(struct store **store, const char *path, enum store_mode mode,
		struct error *error)
{
	struct store *opened = store_new(path, mode);

	if (mode == STORE_WRITE ? !open_for_writing(opened, error)
				: !open_for_reading(opened, error)) {
		store_close(opened);
		return false;
	}
	*store = opened;
	return true;
}

static bool open_bytes(struct store *store, unsigned char *bytes, size_t length_bytes,
		       struct error *error)
{
	return connect_to(store, ":memory:", SQLITE_OPEN_READWRITE, error) &&
	       (sqlite3_deserialize(store->db, "main", bytes, (sqlite3_int64)length_bytes,
				    (sqlite3_int64)length_bytes,
				    SQLITE_DESERIALIZE_READONLY) == SQLITE_OK ||
		store_fail(store, error)) &&
	       identify_for_reading(store, error);
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
	is_copied = open_for_reading(from, error) && store_copy_pages(from, to, NULL, error);
	store_close(from);
	return is_copied;
}

bool store_open_scratch(struct store **store, const char *path, struct error *error)
{
	struct store *opened = store_new(NULL, STORE_WRITE);

	/* "": a temporary file of SQLite's own, so that a large history need not fit in memory.
	 */
	if (!connect_to(opened, "", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error) ||
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
		return copy_text(path);
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
	if (!connect_to_file(opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, error)) {
		store_close(opened);
		return false;
	}
	*store = opened;
	return true;
}

/* Nothing is made beside it, and no lock is waited for. */
static bool open_alone(struct store *store, struct error *error)
{
	char *name = plain_name(store->path);
	bool is_open = check_is_file(store->path, error) &&
		       connect_to_immutable(store, name, error) &&
		       identify_for_reading(store, error);

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
		if (open_for_reading(store, error))
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

/*
 * The last one to close moves the log into the file, so that the file alone is a whole history.
 * That is a write: without the lock it is left to the next one.
 */
static void allow_checkpoint(struct store *store)
{
	if (store->lock_descriptor < 0)
		return;
	if (store->holds_lock || writers_lock_try(store))
		sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
}

void store_close(struct store *store)
{
	if (!store)
		return;
	store_finalize_all(store);
	store_names_forget(store);
	if (store->db && !sqlite3_get_autocommit(store->db))
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	allow_checkpoint(store);
	sqlite3_close(store->db);
	if (store->mapping)
		munmap(store->mapping, store->mapping_bytes);
	writers_lock_release(store);
	if (store->lock_descriptor >= 0)
		close(store->lock_descriptor);
	free(store->lock_path);
	free(store->notice);
	free(store->path);
	free(store);
}

void store_keep_in_memory(struct store *store)
{
	sqlite3_exec(store->db, "PRAGMA temp_store = MEMORY", NULL, NULL, NULL);
}

const char *store_notice(const struct store *store)
{
	return store->notice;
}
