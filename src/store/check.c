/*
 * Checking a whole history: the file, how rows refer to each other, every value of every row,
 * and that the compact form says what they say.
 *
 * Rule: what this accepts, every other reader of the store accepts.
 */
#include <string.h>

#include "store/compact.h"

struct checking {
	struct store *store;
	store_problem *each;
	void *context;
};

/* SQLite says several in one text, a line each, the first of which names the file. */
static void say_each_line(struct checking *checking, const char *lines)
{
	while (*lines) {
		size_t length = strcspn(lines, "\n");
		struct error problem;

		if (length && strncmp(lines, "***", 3) != 0) {
			error_set(&problem, ERROR_INVALID, "%s: %.*s",
				  store_name(checking->store),
				  (int)(length < 600 ? length : 600), lines);
			checking->each(&problem, checking->context);
		}
		lines += length + (lines[length] == '\n');
	}
}

/*
 * Pages, indexes and constraints, as SQLite itself sees them. To hold indices against their
 * rows it runs what they are on: not so where others made one.
 */
static bool check_file(struct checking *checking, struct error *error)
{
	sqlite3_stmt *statement;
	bool has_row, is_ok;
	size_t told;

	if (!schema_check_indices(checking->store, checking->each, checking->context, &told,
				  error) ||
	    !store_prepare(checking->store,
			   told ? "PRAGMA quick_check(20)" : "PRAGMA integrity_check(20)",
			   &statement, error))
		return false;
	while ((is_ok = store_step(checking->store, statement, &has_row, error)) && has_row) {
		const char *found = (const char *)sqlite3_column_text(statement, 0);

		if (!found)
			memory_exhausted();
		if (sqlite3_stricmp(found, "ok") != 0)
			say_each_line(checking, found);
	}
	sqlite3_finalize(statement);
	return is_ok;
}

/* Changes and teams whose deployment or meeting is gone. */
static bool check_references(struct checking *checking, struct error *error)
{
	static const char *const sql[] = {
		"SELECT DISTINCT deployment, 'deployment' FROM change"
		" WHERE deployment NOT IN (SELECT rowid FROM deployment)",
		"SELECT DISTINCT meeting, 'meeting' FROM meeting_team"
		" WHERE meeting NOT IN (SELECT rowid FROM meeting)",
	};
	static const char *const tables[] = {"change", "meeting_team"};
	bool is_ok = true;

	for (size_t i = 0; i < 2 && is_ok; i++) {
		sqlite3_stmt *statement;
		bool has_row;

		if (!store_prepare(checking->store, sql[i], &statement, error))
			return false;
		while ((is_ok = store_step(checking->store, statement, &has_row, error)) &&
		       has_row) {
			struct row row = row_at(checking->store, statement, tables[i]);
			struct error problem;

			row_refuse(&row, (const char *)sqlite3_column_text(statement, 1),
				   "a row that is not there", &problem);
			checking->each(&problem, checking->context);
		}
		sqlite3_finalize(statement);
	}
	return is_ok;
}

static bool check_row_numbers(struct checking *checking, struct error *error)
{
	const char *table;
	struct error problem;

	if (!store_find_spent(checking->store, &table, error))
		return false;
	if (table) {
		store_refuse_spent(checking->store, table, &problem);
		checking->each(&problem, checking->context);
	}
	return true;
}

/*
 * A table of others may refer to one of ours in a way that SQLite refuses whenever that is
 * written: compiling is enough to see it.
 */
static bool check_takes_rows(struct checking *checking, struct error *error)
{
	struct store *store = checking->store;

	/* Not by a pragma, which does nothing within a transaction. */
	if (sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL) != SQLITE_OK)
		return store_fail(store, error);
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++) {
		sqlite3_stmt *statement = NULL;
		struct error problem;
		struct buffer sql;
		bool takes_rows;

		buffer_init(&sql);
		buffer_addf(&sql, "DELETE FROM \"%s\"", event_types[i].name);
		takes_rows = store_prepare(store, sql.bytes, &statement, &problem);
		sqlite3_finalize(statement);
		buffer_release(&sql);
		if (takes_rows)
			continue;
		if (problem.kind != ERROR_INVALID) {
			*error = problem;
			return false;
		}
		checking->each(&problem, checking->context);
	}
	return true;
}

static bool check_row(struct checking *checking, sqlite3_stmt *statement,
		      const struct event_type *type, struct error *error)
{
	struct arena arena;
	struct event event;
	struct error problem;
	bool is_ok = true;
	int64_t rowid;

	arena_init(&arena);
	if (!row_event(checking->store, statement, type, &arena, &event, &rowid, &problem)) {
		/* What cannot be read now says nothing of the row. */
		is_ok = problem.kind == ERROR_INVALID;
		if (is_ok)
			checking->each(&problem, checking->context);
		else
			*error = problem;
	} else if (!event_is_complete(&event, &problem)) {
		error_prefix(&problem, "%s: table '%s', row %lld", store_name(checking->store),
			     type->name, (long long)rowid);
		checking->each(&problem, checking->context);
	}
	arena_release(&arena);
	return is_ok;
}

static bool check_type(struct checking *checking, const struct event_type *type,
		       struct error *error)
{
	sqlite3_stmt *statement;
	struct buffer sql;
	bool has_row, is_ok;

	buffer_init(&sql);
	buffer_add_string(&sql, "SELECT rowid");
	sql_add_columns(&sql, type);
	buffer_addf(&sql, " FROM \"%s\" ORDER BY rowid", type->name);
	is_ok = store_prepare(checking->store, sql.bytes, &statement, error);
	buffer_release(&sql);
	if (!is_ok)
		return false;
	while (is_ok && (is_ok = store_step(checking->store, statement, &has_row, error)) &&
	       has_row)
		is_ok = check_row(checking, statement, type, error);
	sqlite3_finalize(statement);
	return is_ok;
}

bool store_check_each(struct store *store, store_problem *each, void *context,
		      struct error *error)
{
	struct checking checking = {store, each, context};
	bool started, is_ok;

	if (!store_begin_reading(store, &started, error))
		return false;
	is_ok = check_file(&checking, error) && check_references(&checking, error) &&
		check_row_numbers(&checking, error);
	for (size_t i = 0; i < EVENT_KIND_COUNT && is_ok; i++)
		is_ok = check_type(&checking, &event_types[i], error);
	is_ok = is_ok && compact_check_each(store, each, context, error);
	store_end_reading(store, started);
	return is_ok;
}

/* SQLite passes over what follows, so that nothing else shows it. */
static void check_log(struct checking *checking)
{
	struct error problem;

	if (!checking->store->path || !log_is_damaged(checking->store->path))
		return;
	error_set(&problem, ERROR_INVALID,
		  "%s: its log is damaged, and what was recorded after that place of it cannot "
		  "be read; keep both files, let 'aplomb rescue' save what can be, and import "
		  "again what was recorded last",
		  store_name(checking->store));
	checking->each(&problem, checking->context);
}

/* No index can say that a meeting without an id is another one by its teams. */
static bool check_meetings(struct checking *checking, struct error *error)
{
	sqlite3_stmt *statement;
	bool has_row, is_ok;

	if (!store_prepare(checking->store,
			   "SELECT min(rowid), max(rowid) FROM (SELECT rowid, at, source,"
			   " (SELECT json_group_array(team) FROM (SELECT team FROM meeting_team"
			   " WHERE meeting = m.rowid ORDER BY team)) AS teams"
			   " FROM meeting AS m WHERE id IS NULL)"
			   " GROUP BY at, source, teams HAVING count(*) > 1 ORDER BY 1",
			   &statement, error))
		return false;
	while ((is_ok = store_step(checking->store, statement, &has_row, error)) && has_row) {
		struct error problem;

		error_set(&problem, ERROR_INVALID,
			  "%s: table 'meeting', rows %lld and %lld: the same meeting twice; "
			  "delete one of them with an SQLite tool",
			  store_name(checking->store),
			  (long long)sqlite3_column_int64(statement, 0),
			  (long long)sqlite3_column_int64(statement, 1));
		checking->each(&problem, checking->context);
	}
	sqlite3_finalize(statement);
	return is_ok;
}

static bool look_deep(struct checking *checking, struct store_depth *depth, struct error *error)
{
	struct store *store = checking->store;
	struct store_condition condition;
	struct schema_found found;

	if (!store_examine(store, &condition, error) ||
	    !schema_check_each(store, checking->each, checking->context, &found, error) ||
	    !check_meetings(checking, error) || !check_takes_rows(checking, error))
		return false;
	check_log(checking);
	depth->series = 0;
	if (store->schema_version >= SCHEMA_COMPACT &&
	    !store_query_integer(store, "SELECT count(*) FROM compact_series", &depth->series,
				 error))
		return false;
	depth->pages = condition.page_count;
	depth->page_bytes = condition.page_bytes;
	depth->objects = found.own;
	depth->other_objects = found.others;
	return true;
}

bool store_check_deep(struct store *store, store_problem *each, void *context,
		      struct store_depth *depth, struct error *error)
{
	struct checking checking = {store, each, context};
	bool started, is_ok;

	if (!store_begin_reading(store, &started, error))
		return false;
	is_ok = look_deep(&checking, depth, error);
	store_end_reading(store, started);
	return is_ok;
}

/* The first problem of a check. */
struct first_problem {
	struct error problem;
	bool is_set;
};

static void keep_first(const struct error *problem, void *context)
{
	struct first_problem *first = context;

	if (!first->is_set)
		first->problem = *problem;
	first->is_set = true;
}

bool store_check(struct store *store, struct error *error)
{
	struct first_problem first = {.is_set = false};

	if (!store_check_each(store, keep_first, &first, error))
		return false;
	if (first.is_set)
		*error = first.problem;
	return !first.is_set;
}
