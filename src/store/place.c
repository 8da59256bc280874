/*
 * Where a history lies: whether it may be written there, and whether it is still what its name
 * leads to.
 *
 * Rule: a file may be moved, removed or put back while a recorder has it open. What is written
 * to it then would be in no file that anybody finds, so it is not acknowledged.
 */
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "store/connection.h"

/* A log whose file is gone may be all there is of it, and would be begun anew. */
static bool refuse_log_alone(const char *path, struct error *error)
{
	return error_set(error, ERROR_IO,
			 "%s: is not there, or empty, and '%s-wal' is a log that would be lost "
			 "with what it holds; put back the file that it belongs to, or move "
			 "it away",
			 path, path);
}

bool place_may_be_written(const char *path, struct error *error)
{
	char resolved[PATH_MAX];
	/* SQLite keeps the log beside the file, not beside links to it. Looked for before the
	 * file: another may begin both just now. */
	bool has_log = store_has_log(realpath(path, resolved) ? resolved : path);
	bool is_there;
	struct stat status;

	is_there = stat(path, &status) == 0;
	if (has_log &&
	    (is_there ? S_ISREG(status.st_mode) && status.st_size == 0 : store_is_absent(path)))
		return refuse_log_alone(path, error);
	if (is_there && S_ISREG(status.st_mode) && status.st_nlink > 1)
		return error_set(
			error, ERROR_IO,
			"%s: has %lu names (hard links), and those who write it by one "
			"would lose what is written by another; keep one of them",
			path, (unsigned long)status.st_nlink);
	return true;
}

/* False where it cannot be looked at. */
static bool look_at_log(const struct store *store, struct stat *status)
{
	return stat(sqlite3_filename_wal(sqlite3_db_filename(store->db, "main")), status) == 0;
}

void place_note(struct store *store)
{
	struct stat status;

	store->has_place = look_at_log(store, &status);
	if (!store->has_place)
		return;
	store->log_device = status.st_dev;
	store->log_number = status.st_ino;
}

bool place_is_kept(const struct store *store)
{
	struct stat status;
	int has_moved = 0;

	if (!store->has_place)
		return true;
	sqlite3_file_control(store->db, "main", SQLITE_FCNTL_HAS_MOVED, &has_moved);
	return !has_moved && look_at_log(store, &status) &&
	       status.st_dev == store->log_device && status.st_ino == store->log_number;
}

bool place_check(const struct store *store, struct error *error)
{
	return place_is_kept(store) ||
	       error_set(error, ERROR_TRY_LATER,
			 "%s: it or its log was moved, replaced or removed while it was open; "
			 "try again",
			 store_name(store));
}
