/*
 * A whole copy of a history in a file of its own, read back before anyone may trust it.
 *
 * Rule: the copy is of one moment. A read transaction is held from before the first page to
 * after the last one, so that however much others write meanwhile, nothing is begun again.
 */
#include <string.h>

#include "store/database.h"

/* At most so many between two looks at whether to go on: some 16 MiB. */
#define STEP_PAGES 4096
/* Steps of SQLite's machine between two such looks, when it is read back. */
#define CHECK_STEPS 1000000

static bool refuse_stopped(struct error *error)
{
	return error_set(error, ERROR_IO, "stopped; nothing was written");
}

static bool step_pages(sqlite3_backup *backup, const struct store_work *work,
		       struct error *error)
{
	int code;

	do {
		int64_t total, left;

		code = sqlite3_backup_step(backup, work ? STEP_PAGES : -1);
		total = sqlite3_backup_pagecount(backup);
		left = sqlite3_backup_remaining(backup);
		if (code == SQLITE_OK && work && total > 0 &&
		    !work->go_on(work->context, (double)(total - left) / (double)total))
			return refuse_stopped(error);
	} while (code == SQLITE_OK);
	return true;
}

/* SQLite lays either one's failure on the copy; what is read is the history. */
static bool fail_copying(const struct store *from, const struct store *to, struct error *error)
{
	int code = sqlite3_extended_errcode(to->db);
	struct store failed = *to;

	if (code == SQLITE_IOERR_READ || code == SQLITE_IOERR_SHORT_READ ||
	    code == SQLITE_IOERR_CORRUPTFS || (code & 0xff) == SQLITE_CORRUPT)
		failed.path = from->path;
	return store_fail(&failed, error);
}

bool store_copy_pages(struct store *from, struct store *to, const struct store_work *work,
		      struct error *error)
{
	sqlite3_backup *backup = sqlite3_backup_init(to->db, "main", from->db, "main");
	bool is_stopped;

	if (!backup)
		return store_fail(to, error);
	is_stopped = !step_pages(backup, work, error);
	if (sqlite3_backup_finish(backup) != SQLITE_OK)
		return fail_copying(from, to, error);
	return !is_stopped;
}

/*
 * The file lies beside its final place and is nobody else's yet: no journal is needed beside
 * it. Without any there would be none either, but a defensive connection does not take OFF.
 */
static bool write_copy(struct store *from, const char *path, const char *name,
		       const struct store_work *work, struct error *error)
{
	struct store *to;
	bool is_written;

	if (!store_connect_new_file(&to, path, name, error))
		return false;
	is_written = store_execute(to, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF",
				   error) &&
		     store_copy_pages(from, to, work, error);
	store_close(to);
	return is_written;
}

/* -- reading it back ------------------------------------------------------------------------
 */

static int look_whether_to_stop(void *context)
{
	const struct store_work *work = context;

	return !work->go_on(work->context, 1);
}

static bool judge_pages(const struct store *store, const char *found, struct error *error)
{
	/* A line that only says which file may go before. */
	const char *before_last = strrchr(found, '\n');

	return sqlite3_stricmp(found, "ok") == 0 ||
	       error_set(error, ERROR_INVALID,
			 "%s: damaged, so no copy of it was kept (%.300s); 'aplomb check "
			 "--deep' says more, 'aplomb rescue' saves in a new history what can "
			 "be read",
			 store_name(store), before_last ? before_last + 1 : found);
}

/* Pages, rows and each index against its table, as SQLite sees them. */
static bool check_pages(struct store *store, struct error *error)
{
	sqlite3_stmt *statement;
	bool has_row, is_ok;

	if (!store_prepare(store, "PRAGMA integrity_check(1)", &statement, error))
		return false;
	is_ok = store_step(store, statement, &has_row, error);
	if (is_ok && has_row) {
		const char *found = (const char *)sqlite3_column_text(statement, 0);

		if (found)
			is_ok = judge_pages(store, found, error);
		else
			memory_exhausted();
	}
	sqlite3_finalize(statement);
	return is_ok;
}

/* Events are counted in an index: only where that is sound do the counts say something. */
static bool look_through(struct store *store, const struct store_work *work,
			 struct store_summary *found, struct error *error)
{
	struct store_work looked_at = *work;
	bool is_sound;

	sqlite3_progress_handler(store->db, CHECK_STEPS, look_whether_to_stop, &looked_at);
	is_sound = check_pages(store, error) && store_summarise(store, found, error);
	if (!is_sound && sqlite3_errcode(store->db) == SQLITE_INTERRUPT)
		refuse_stopped(error);
	sqlite3_progress_handler(store->db, 0, NULL, NULL);
	return is_sound;
}

static bool look_through_copy(const char *path, const char *name, const struct store_work *work,
			      struct store_summary *found, struct error *error)
{
	struct store *copy;
	bool is_sound;

	if (!store_open_immutable(&copy, path, name, error))
		return false;
	is_sound = look_through(copy, work, found, error);
	store_close(copy);
	return is_sound;
}

static bool check_copy(struct store *from, const char *path, const char *name,
		       const struct store_summary *expected, const struct store_work *work,
		       struct error *error)
{
	struct store_summary found;

	if (look_through_copy(path, name, work, &found, error)) {
		if (memcmp(found.events, expected->events, sizeof(found.events)) == 0)
			return true;
	} else if (error->kind != ERROR_INVALID || !look_through(from, work, &found, error)) {
		/* What the history is to blame for is said of it. */
		return false;
	}
	return error_set(error, ERROR_IO,
			 "%s: the copy is not what was read of the history; nothing was "
			 "written. Try again, on another disk if need be",
			 name);
}

bool store_backup(struct store *store, const char *path, const char *name,
		  const struct store_work *work, struct store_summary *copied,
		  struct error *error)
{
	bool started, is_done;

	if (!store_begin_reading(store, &started, error))
		return false;
	/* The first read fixes the moment. */
	is_done = store_summarise(store, copied, error) &&
		  write_copy(store, path, name, work, error);
	store_end_reading(store, started);
	return is_done && check_copy(store, path, name, copied, work, error);
}
