/*
 * Where a history lies: whether it may be written there, and whether it is still what its name
 * leads to.
 *
 * Rule: a file may be moved, removed or put back while a recorder has it open. What is written
 * to it then would be in no file that anybody finds, so it is not acknowledged.
 */
#include <errno.h>
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

bool store_may_be_written(const char *path, struct error *error)
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

static const char *log_path(const struct store *store)
{
	return sqlite3_filename_wal(sqlite3_db_filename(store->db, "main"));
}

static bool identify(const char *path, struct file_identity *identity)
{
	struct stat status;

	if (stat(path, &status) != 0)
		return false;
	*identity = (struct file_identity){status.st_dev, status.st_ino};
	return true;
}

void place_note(struct store *store)
{
	int has_moved = 0;

	store->has_place = identify(sqlite3_db_filename(store->db, "main"), &store->file) &&
			   identify(log_path(store), &store->log);
	sqlite3_file_control(store->db, "main", SQLITE_FCNTL_HAS_MOVED, &has_moved);
	if (has_moved)
		store->file = (struct file_identity){0};
}

/* What cannot be looked at is not known to have moved: it was there, and is open still. */
static bool is_kept(const char *path, const struct file_identity *identity)
{
	struct file_identity found;

	if (!identify(path, &found))
		return errno != ENOENT && errno != ENOTDIR;
	return found.device == identity->device && found.number == identity->number;
}

bool place_takes_log_in(const struct store *store)
{
	return !store->has_place ||
	       (is_kept(sqlite3_db_filename(store->db, "main"), &store->file) &&
		(is_kept(log_path(store), &store->log) || store_is_absent(log_path(store))));
}

bool place_is_kept(const struct store *store)
{
	return !store->has_place ||
	       (is_kept(sqlite3_db_filename(store->db, "main"), &store->file) &&
		is_kept(log_path(store), &store->log));
}

bool place_check(const struct store *store, struct error *error)
{
	return place_is_kept(store) ||
	       error_set(error, ERROR_TRY_LATER,
			 "%s: it or its log was moved, replaced or removed while it was open; "
			 "try again",
			 store_name(store));
}
