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

bool store_copy_pages(struct store *from, struct store *to, const struct store_work *work,
		      struct error *error)
{
	sqlite3_backup *backup = sqlite3_backup_init(to->db, "main", from->db, "main");
	bool is_stopped;

	if (!backup)
		return store_fail(to, error);
	is_stopped = !step_pages(backup, work, error);
	if (sqlite3_backup_finish(backup) != SQLITE_OK)
		return store_fail(to, error);
	return !is_stopped;
}

/* The file lies beside its final place and is nobody else's yet: no journal is needed. */
static bool write_copy(struct store *from, const char *path, const struct store_work *work,
		       struct error *error)
{
	struct store *to;
	bool is_written;

	if (!store_connect_new_file(&to, path, error))
		return false;
	is_written = store_execute(to, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF",
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

/*
 * Pages and rows of the copy, as SQLite sees them. Each index is held against its table: events
 * are counted in an index, and a damaged one counts the same in history and copy. The same
 * pages were read from the history, so it is that which is damaged.
 */
static bool check_pages(struct store *copy, const struct store *from, struct error *error)
{
	sqlite3_stmt *statement;
	bool has_row, is_ok;

	if (!store_prepare(copy, "PRAGMA integrity_check(1)", &statement, error))
		return false;
	is_ok = store_step(copy, statement, &has_row, error);
	if (is_ok && has_row) {
		const char *found = (const char *)sqlite3_column_text(statement, 0);
		const char *last_line;

		if (!found)
			memory_exhausted();
		/* A line that only says which file may go before. */
		last_line = strrchr(found, '\n');
		if (sqlite3_stricmp(found, "ok") != 0)
			is_ok = error_set(error, ERROR_INVALID,
					  "%s: damaged, so no copy of it was kept (%.300s); "
					  "'aplomb check --deep' says more, 'aplomb rescue' "
					  "saves in a new history what can be read",
					  store_name(from), last_line ? last_line + 1 : found);
	}
	sqlite3_finalize(statement);
	return is_ok;
}

static bool check_copy(struct store *from, const char *path,
		       const struct store_summary *expected, const struct store_work *work,
		       struct error *error)
{
	struct store_work looked_at = *work;
	struct store_summary found;
	struct store *copy;
	bool is_same;

	if (!store_open_immutable(&copy, path, error))
		return false;
	sqlite3_progress_handler(copy->db, CHECK_STEPS, look_whether_to_stop, &looked_at);
	is_same = check_pages(copy, from, error) && store_summarise(copy, &found, error);
	if (!is_same && sqlite3_errcode(copy->db) == SQLITE_INTERRUPT)
		refuse_stopped(error);
	if (is_same && memcmp(found.events, expected->events, sizeof(found.events)) != 0)
		is_same = error_set(error, ERROR_IO,
				    "%s: the copy does not hold the same events; nothing was "
				    "written. Try again, on another disk if need be",
				    store_name(from));
	store_close(copy);
	return is_same;
}

bool store_backup(struct store *store, const char *path, const struct store_work *work,
		  struct store_summary *copied, struct error *error)
{
	bool started, is_done;

	if (!store_begin_reading(store, &started, error))
		return false;
	/* The first read fixes the moment. */
	is_done = store_summarise(store, copied, error) && write_copy(store, path, work, error);
	store_end_reading(store, started);
	return is_done && check_copy(store, path, copied, work, error);
}
