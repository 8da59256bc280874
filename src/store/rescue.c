/*
 * Saving what can be read of a damaged history.
 *
 * Rule: the damaged file is never written to. Each table is read in the order of its row
 * numbers; where a page cannot be read, the search goes on at the next row that can, so that a
 * damaged page costs the rows that lay in it. What is read is held to the same checks as ever,
 * and only whole events are kept.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "store/database.h"

struct rescue {
	struct store *from, *into;
	const struct rescue_listener *listener;
	struct rescue_account *account;
};

enum look { LOOK_ROW, LOOK_END, LOOK_DAMAGED };

/* One table: rows from ?1 on. */
struct table {
	const struct event_type *type;
	sqlite3_stmt *statement;
	int64_t row; /* the last one that could be read */
	bool has_row;
};

static void tell(const struct rescue *rescue, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void tell(const struct rescue *rescue, const char *format, ...)
{
	struct error problem = {.kind = ERROR_INVALID};
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(problem.message, sizeof(problem.message), format, arguments);
	va_end(arguments);
	rescue->listener->problem(&problem, rescue->listener->context);
}

/* -- one event ------------------------------------------------------------------------------
 */

/* A deployment whose changes cannot be read is saved without them: an event is more. */
static bool read_event(struct rescue *rescue, struct table *table, struct arena *arena,
		       struct event *event, struct error *problem)
{
	int64_t row;

	if (row_event(rescue->from, table->statement, table->type, arena, event, &row, problem))
		return true;
	if (table->type->kind != EVENT_DEPLOYMENT ||
	    !row_event_alone(rescue->from, table->statement, table->type, event, &row, problem))
		return false;
	rescue->account->lists_lost++;
	return true;
}

static bool save_row(struct rescue *rescue, struct table *table, struct error *error)
{
	struct error problem, conflict = {.kind = ERROR_NONE};
	enum put_outcome outcome = PUT_UNCHANGED;
	struct arena arena;
	struct event event;
	bool is_ok = true;

	arena_init(&arena);
	if (!read_event(rescue, table, &arena, &event, &problem) ||
	    !event_is_complete(&event, &problem)) {
		rescue->account->invalid++;
		tell(rescue, "%s row %lld is no event: %.700s", table->type->name,
		     (long long)table->row, problem.message);
	} else {
		is_ok = store_put(rescue->into, &event, false, &outcome, &conflict, error);
		if (is_ok && outcome == PUT_ADDED)
			rescue->account->saved[table->type->kind]++;
		else if (is_ok)
			rescue->account->doubled++;
	}
	arena_release(&arena);
	return is_ok;
}

/* -- one table ------------------------------------------------------------------------------
 */

/* Row numbers only ever rise: pages that lead in a circle are damaged as well. */
static enum look look_on(struct table *table)
{
	int code = sqlite3_step(table->statement);
	int64_t row;

	if (code == SQLITE_NOMEM)
		memory_exhausted();
	if (code == SQLITE_DONE)
		return LOOK_END;
	if (code != SQLITE_ROW)
		return LOOK_DAMAGED;
	row = sqlite3_column_int64(table->statement, 0);
	if (table->has_row && row <= table->row)
		return LOOK_DAMAGED;
	table->row = row;
	table->has_row = true;
	return LOOK_ROW;
}

/* What comes first at or after a row number. */
static enum look look_from(struct table *table, int64_t from)
{
	struct table probe = *table;

	probe.has_row = false;
	sqlite3_reset(probe.statement);
	sqlite3_bind_int64(probe.statement, 1, from);
	return look_on(&probe);
}

/* A readable stretch as long as this part of what cannot be read before it is not missed. */
#define STEP_PART 1024

/*
 * The first number from which on something can be read again, after one from which nothing can:
 * one by one at first, then in steps that grow with what lies behind, so that the end is near;
 * then halving what lies between. False: nothing can up to the end.
 */
static bool find_readable(struct table *table, int64_t damaged, int64_t *readable)
{
	int64_t low = damaged, high;

	while (true) {
		uint64_t step = 1 + ((uint64_t)low - (uint64_t)damaged) / STEP_PART;

		high = step > (uint64_t)INT64_MAX - (uint64_t)low
			       ? INT64_MAX
			       : (int64_t)((uint64_t)low + step);
		if (look_from(table, high) != LOOK_DAMAGED)
			break;
		if (high == INT64_MAX)
			return false;
		low = high;
	}
	while ((uint64_t)high - (uint64_t)low > 1) {
		int64_t middle =
			(int64_t)((uint64_t)low + ((uint64_t)high - (uint64_t)low) / 2);

		if (look_from(table, middle) == LOOK_DAMAGED)
			low = middle;
		else
			high = middle;
	}
	*readable = high;
	return true;
}

static void tell_gap(struct rescue *rescue, const struct table *table, bool is_to_the_end,
		     int64_t until)
{
	char after[48] = "from the first one on", before[48] = "to the last one";

	rescue->account->gaps++;
	if (table->has_row)
		snprintf(after, sizeof(after), "after row %lld", (long long)table->row);
	if (!is_to_the_end)
		snprintf(before, sizeof(before), "before row %lld", (long long)until);
	tell(rescue, "%s: what is %s, %s, cannot be read", table->type->name, after, before);
}

/* Reads on to the end or to what cannot be read. */
static bool save_run(struct rescue *rescue, struct table *table, int64_t from, enum look *look,
		     struct error *error)
{
	sqlite3_reset(table->statement);
	sqlite3_bind_int64(table->statement, 1, from);
	while ((*look = look_on(table)) == LOOK_ROW) {
		if (!save_row(rescue, table, error))
			return false;
		if (!rescue->listener->work->go_on(rescue->listener->work->context, 0))
			return error_set(error, ERROR_IO, "stopped; nothing was written");
	}
	return true;
}

static bool save_rows(struct rescue *rescue, struct table *table, struct error *error)
{
	int64_t from = INT64_MIN;

	while (true) {
		enum look look;

		if (!save_run(rescue, table, from, &look, error))
			return false;
		if (look == LOOK_END)
			return true;
		if (table->has_row && table->row == INT64_MAX)
			return true;
		/* Without a row, what cannot be read begins where the numbers of rows do. */
		if (!find_readable(table, table->has_row ? table->row + 1 : 0, &from)) {
			tell_gap(rescue, table, true, 0);
			return true;
		}
		tell_gap(rescue, table, look_from(table, from) == LOOK_END, from);
	}
}

static bool save_table(struct rescue *rescue, const struct event_type *type,
		       struct error *error)
{
	struct table table = {.type = type};
	struct error problem;
	struct buffer sql;
	bool is_ok = true;

	buffer_init(&sql);
	buffer_add_string(&sql, "SELECT rowid");
	sql_add_columns(&sql, type);
	buffer_addf(&sql, " FROM \"%s\" NOT INDEXED WHERE rowid >= ?1 ORDER BY rowid",
		    type->name);
	if (store_prepare(rescue->from, sql.bytes, &table.statement, &problem)) {
		is_ok = save_rows(rescue, &table, error);
	} else {
		rescue->account->tables_lost++;
		tell(rescue, "%s: none can be read: %s", type->name,
		     sqlite3_errmsg(rescue->from->db));
	}
	buffer_release(&sql);
	sqlite3_finalize(table.statement);
	return is_ok;
}

/* -- the whole ------------------------------------------------------------------------------
 */

static bool save_tables(struct rescue *rescue, struct error *error)
{
	if (!store_begin(rescue->into, error))
		return false;
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		if (!save_table(rescue, &event_types[i], error)) {
			store_rollback(rescue->into);
			return false;
		}
	return store_commit(rescue->into, error);
}

bool store_rescue(const char *damaged, struct store *into,
		  const struct rescue_listener *listener, struct rescue_account *account,
		  struct error *error)
{
	struct rescue rescue = {.into = into, .listener = listener, .account = account};
	bool is_done;

	memset(account, 0, sizeof(*account));
	if (!store_open_damaged(&rescue.from, damaged, &account->is_log_unread, error))
		return false;
	if (account->is_log_unread)
		tell(&rescue,
		     "'%s-wal' cannot be read with it, so only what the file itself holds is "
		     "saved",
		     damaged);
	is_done = save_tables(&rescue, error);
	store_close(rescue.from);
	return is_done;
}
