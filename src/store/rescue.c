/*
 * Saving what can be read of a damaged history.
 *
 * Rule: the damaged file is never written to. Each table is walked through as its pages lead;
 * where one cannot be read, it goes on behind it, so that a damaged page costs the rows that
 * lay in it. What is read is held to the same checks as ever, and only whole events are kept.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "store/rescue.h"

void rescue_tell(const struct rescue *rescue, const char *format, ...)
{
	struct error problem = {.kind = ERROR_INVALID};
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(problem.message, sizeof(problem.message), format, arguments);
	va_end(arguments);
	rescue->listener->problem(&problem, rescue->listener->context);
}

void rescue_tell_gap(const struct rescue *rescue, const struct walk *walk)
{
	char after[48] = "from the first one on", before[48] = "to the last one";

	rescue->account->gaps++;
	if (walk->has_place)
		snprintf(after, sizeof(after), "after row %lld", (long long)walk->place);
	if (!walk->is_to_the_end)
		snprintf(before, sizeof(before), "before row %lld", (long long)walk->from);
	rescue_tell(rescue, "%s: what is %s, %s, cannot be read", walk->table->name, after,
		    before);
}

bool rescue_goes_on(const struct rescue *rescue, struct error *error)
{
	const struct store_work *work = rescue->listener->work;

	return work->go_on(work->context, 0) ||
	       error_set(error, ERROR_IO, "stopped; nothing was written");
}

/* -- one event ------------------------------------------------------------------------------
 */

/* Whatever bears a number that cannot be its own would be given the list of another. */
static bool read_list(struct rescue *rescue, const struct walk *walk, struct arena *arena,
		      struct event *event, bool *lacks, struct error *error)
{
	*lacks = event_list_field(event->type) >= 0 && !walk->is_in_order;
	if (!*lacks)
		return row_event_list(rescue->lists, walk->number, arena, event, error) &&
		       rescue_lacks_of_list(rescue, event->type, walk->number, lacks, error);
	rescue_tell(rescue, "%s: a row bears the number %lld, which cannot be its own",
		    event->type->name, (long long)walk->number);
	return true;
}

/* An event of whose list something cannot be read is saved with what can: it is more. */
static bool put_event(struct rescue *rescue, const struct event *event, bool lacks,
		      struct error *error)
{
	enum put_outcome outcome = PUT_UNCHANGED;
	struct error conflict = {.kind = ERROR_NONE};

	if (!store_put(rescue->into, event, false, &outcome, &conflict, error))
		return false;
	if (outcome != PUT_ADDED) {
		rescue->account->doubled++;
		return true;
	}
	rescue->account->saved[event->type->kind]++;
	rescue->account->lists_lost += lacks;
	return true;
}

static bool save_row(struct rescue *rescue, const struct event_type *type,
		     const struct walk *walk, struct arena *arena, struct error *error)
{
	struct error problem;
	struct event event;
	bool is_event, lacks = false;
	int64_t row;

	is_event = row_event_alone(rescue->from, walk->statement, type, &event, &row, &problem);
	if (is_event && !read_list(rescue, walk, arena, &event, &lacks, error))
		return false;
	if (is_event && event_is_complete(&event, &problem))
		return put_event(rescue, &event, lacks, error);
	rescue->account->invalid++;
	rescue_tell(rescue, "%s row %lld is no event: %.700s", type->name,
		    (long long)walk->number, problem.message);
	return true;
}

/* -- one table ------------------------------------------------------------------------------
 */

static bool save_rows(struct rescue *rescue, const struct event_type *type, struct walk *walk,
		      struct error *error)
{
	enum walked walked;

	while ((walked = walk_on(walk)) != WALKED_END) {
		struct arena arena;
		bool is_ok;

		if (walked == WALKED_GAP) {
			rescue_tell_gap(rescue, walk);
			continue;
		}
		arena_init(&arena);
		is_ok = save_row(rescue, type, walk, &arena, error);
		arena_release(&arena);
		if (!is_ok || !rescue_goes_on(rescue, error))
			return false;
	}
	return true;
}

static bool save_table(struct rescue *rescue, const struct event_type *type,
		       struct error *error)
{
	struct walk_table table = {.name = type->name, .number = "rowid"};
	struct error problem;
	struct buffer columns;
	struct walk walk;
	bool is_ok = true;

	buffer_init(&columns);
	sql_add_columns(&columns, type);
	table.columns = columns.bytes;
	if (walk_begin(&walk, rescue->from, &table, &problem)) {
		is_ok = rescue_read_lists(rescue, type, error) &&
			save_rows(rescue, type, &walk, error);
	} else {
		rescue->account->tables_lost++;
		rescue_tell(rescue, "%s: none can be read: %s", type->name,
			    sqlite3_errmsg(rescue->from->db));
	}
	walk_end(&walk);
	buffer_release(&columns);
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
		rescue_tell(&rescue,
			    "'%s-wal' cannot be read with it, so only what the file itself "
			    "holds is "
			    "saved",
			    damaged);
	account->is_log_damaged = !account->is_log_unread && log_is_damaged(damaged);
	if (account->is_log_damaged)
		rescue_tell(
			&rescue,
			"'%s-wal' is damaged: what was recorded after that place of it is not "
			"saved",
			damaged);
	is_done = rescue_open_lists(&rescue, error) && save_tables(&rescue, error);
	store_close(rescue.lists);
	store_close(rescue.from);
	return is_done;
}
