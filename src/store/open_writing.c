/*
 * Opening a history to write it, beginning or migrating it where need be.
 *
 * Rule: a writer holds the writers' lock whenever SQLite may touch the file. Nobody's database
 * but ours is ever changed.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/connection.h"

#define NOBODY 65534 /* who is not known in a container is told as this one */

/*
 * Begun by root, it is the directory's owner's, as nobody else could record there. Where that
 * cannot be, it is still a history.
 */
static bool give_to_owner(int descriptor, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct stat around;
	char *directory;
	bool is_given;

	if (geteuid() != 0)
		return true;
	directory = store_copy_text(slash ? path : ".");
	if (slash)
		directory[slash - path + 1] = '\0';
	is_given = stat(directory, &around) == 0 && around.st_uid != NOBODY &&
		   fchown(descriptor, around.st_uid, around.st_gid) == 0;
	free(directory);
	return is_given;
}

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
		int reason = errno;

		(void)give_to_owner(descriptor, path);
		close(descriptor);
		if (is_shared)
			return true;
		return error_set(error, ERROR_IO, "%s: cannot be shared with its group: %s",
				 path, strerror(reason));
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
	store->notice = store_copy_text(notice);
}

bool writing_open(struct store *store, struct error *error)
{
	struct buffer lock_path;
	enum schema_state state;
	bool is_ready;

	if (!store_may_be_written(store->path, error) || !create_file(store->path, error) ||
	    !connection_check_file(store->path, error) ||
	    !connection_check_beside(store->path, error) ||
	    !connection_to_file(store, SQLITE_OPEN_READWRITE, error) ||
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
	place_note(store);
	writers_lock_release(store);
	note_network(store);
	return is_ready;
}
