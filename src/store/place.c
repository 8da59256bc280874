/*
 * Where a history lies: whether it may be written there, and whether it is still what its name
 * leads to.
 *
 * Rule: a file may be moved, removed or put back while a recorder has it open. What is written
 * to it then would be in no file that anybody finds, so it is not acknowledged.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/history_name.h"
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

/* To SQLite a file of one byte is as empty. */
static bool is_empty(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode) && status.st_size <= 1;
}

bool place_check_log(const char *path, struct error *error)
{
	/* Looked for before the file: another may begin both just now. */
	bool has_log = store_has_log(path);

	return !has_log || !is_empty(path) || refuse_log_alone(path, error);
}

/* "-wal" of "h.db-wal" where there is an h.db: a slip, as what it holds would not be a history.
 */
static const char *part_ending(const char *path)
{
	const char *ending = history_name_ending(path);
	struct buffer history;
	bool is_part;

	if (!ending)
		return NULL;
	buffer_init(&history);
	buffer_add(&history, path, strlen(path) - strlen(ending));
	is_part = !store_is_absent(history.bytes);
	buffer_release(&history);
	return is_part ? ending : NULL;
}

/*
 * A file that is mounted by itself, as into a container, has a log of its own by each name, and
 * so have hard links. The kernel tells since Linux 5.8.
 */
bool store_is_mounted_alone(const char *path)
{
	struct statx found;

	return statx(AT_FDCWD, path, 0, STATX_TYPE, &found) == 0 && S_ISREG(found.stx_mode) &&
	       found.stx_attributes_mask & found.stx_attributes & STATX_ATTR_MOUNT_ROOT;
}

bool store_may_be_written(const char *path, struct error *error)
{
	const char *ending = part_ending(path);
	bool is_there, has_log;
	struct stat status;

	if (ending)
		return error_set(error, ERROR_USAGE,
				 "%s: a part of the history beside it; name that, without '%s'",
				 path, ending);
	has_log = store_has_log(path);
	is_there = stat(path, &status) == 0;
	if (has_log && !is_there && store_is_absent(path))
		return refuse_log_alone(path, error);
	if (!place_check_log(path, error))
		return false;
	if (store_is_mounted_alone(path))
		return error_set(error, ERROR_IO,
				 "%s: is mounted by itself, and those who write it elsewhere "
				 "would lose what is written here; mount its directory",
				 path);
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

/* The index of the log, which all who have it open share. */
static const char *index_path(const struct store *store, char path[PATH_MAX])
{
	snprintf(path, PATH_MAX, "%s-shm", sqlite3_db_filename(store->db, "main"));
	return path;
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
	char index[PATH_MAX];
	int has_moved = 0;

	store->has_place = identify(sqlite3_db_filename(store->db, "main"), &store->file) &&
			   identify(log_path(store), &store->log) &&
			   identify(index_path(store, index), &store->index);
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

/*
 * Without the index that others use by now, it is not known what they wrote to the log since:
 * to take it in would cut that off.
 */
bool place_takes_log_in(const struct store *store)
{
	char index[PATH_MAX];

	return !store->has_place ||
	       (is_kept(sqlite3_db_filename(store->db, "main"), &store->file) &&
		is_kept(index_path(store, index), &store->index) &&
		(is_kept(log_path(store), &store->log) || store_is_absent(log_path(store))));
}

bool place_is_kept(const struct store *store)
{
	char index[PATH_MAX];

	return !store->has_place ||
	       (is_kept(sqlite3_db_filename(store->db, "main"), &store->file) &&
		is_kept(log_path(store), &store->log) &&
		is_kept(index_path(store, index), &store->index));
}

bool place_check(const struct store *store, struct error *error)
{
	return place_is_kept(store) ||
	       error_set(error, ERROR_TRY_LATER,
			 "%s: it, its log or its index was moved, replaced or removed "
			 "while it was open; try again",
			 store_name(store));
}
