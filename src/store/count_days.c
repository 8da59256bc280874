/* How many events there are of each local day, without reading them. */
#include <stdlib.h>

#include "store/event_sql.h"

/* Days on their way; they begin and end at instants, of which there is one more than days. */
struct day_counter {
	struct store *store;
	const struct event_filter *filter;
	struct buffer names;
	const instant *starts;
	size_t day_count;
	size_t (*counts)[EVENT_KIND_COUNT];
};

/* The day that an instant lies in, looked for from `day` on, where most are. */
static size_t day_of(const struct day_counter *counter, size_t day, instant at)
{
	size_t low = 0, high = counter->day_count;

	if (at >= counter->starts[day] && at < counter->starts[day + 1])
		return day;
	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;

		if (counter->starts[middle] <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* -- of some services: their events are looked at one by one ------------------------------ */

static bool count_each(struct day_counter *counter, const struct event_type *type,
		       struct error *error)
{
	sqlite3_stmt *statement;
	struct buffer sql;
	size_t day = 0;
	bool has_row, is_ok;

	buffer_init(&sql);
	buffer_add_string(&sql, "SELECT ");
	sql_add_at(&sql, type);
	buffer_addf(&sql, " FROM \"%s\"", type->name);
	sql_add_filter(&sql, type, counter->filter);
	is_ok = store_prepare(counter->store, sql.bytes, &statement, error);
	buffer_release(&sql);
	if (!is_ok)
		return false;
	statement_bind_filter(statement, counter->filter, counter->names.bytes);
	while ((is_ok = store_step(counter->store, statement, &has_row, error)) && has_row) {
		day = day_of(counter, day, sqlite3_column_int64(statement, 0));
		counter->counts[day][type->kind]++;
	}
	sqlite3_finalize(statement);
	return is_ok;
}

/* -- of all: SQLite counts the days in the index of time, and goes from one to the next ---- */

/* How many there are in a span, or when the first was; the span is bound later. */
static bool prepare(struct day_counter *counter, const struct event_type *type, bool counts,
		    sqlite3_stmt **statement, struct error *error)
{
	struct event_filter spanned = *counter->filter;
	struct buffer sql;
	bool is_ok;

	spanned.since = spanned.until = INSTANT_MIN + 1;
	buffer_init(&sql);
	buffer_add_string(&sql, counts ? "SELECT count(*" : "SELECT min(");
	if (!counts)
		sql_add_at(&sql, type);
	buffer_addf(&sql, ") FROM \"%s\"", type->name);
	sql_add_filter(&sql, type, &spanned);
	is_ok = store_prepare(counter->store, sql.bytes, statement, error);
	buffer_release(&sql);
	return is_ok;
}

/* The integer that a statement gives for a span; -1 where that is NULL. */
static bool ask(struct day_counter *counter, sqlite3_stmt *statement, instant since,
		instant until, int64_t *answer, struct error *error)
{
	struct event_filter span = *counter->filter;
	bool has_row;

	span.since = since;
	span.until = until;
	sqlite3_reset(statement);
	statement_bind_filter(statement, &span, "");
	if (!store_step(counter->store, statement, &has_row, error))
		return false;
	*answer = sqlite3_column_type(statement, 0) == SQLITE_NULL
			  ? -1
			  : sqlite3_column_int64(statement, 0);
	return true;
}

static bool count_spans(struct day_counter *counter, const struct event_type *type,
			sqlite3_stmt *first, sqlite3_stmt *count, struct error *error)
{
	instant since = counter->filter->since, until = counter->filter->until;

	while (since < until) {
		int64_t at, events;
		size_t day;
		instant end;

		if (!ask(counter, first, since, until, &at, error))
			return false;
		if (at < since)
			break;
		day = day_of(counter, 0, at);
		end = counter->starts[day + 1] < until ? counter->starts[day + 1] : until;
		if (!ask(counter, count, at, end, &events, error))
			return false;
		counter->counts[day][type->kind] += (size_t)events;
		since = end;
	}
	return true;
}

static bool count_all(struct day_counter *counter, const struct event_type *type,
		      struct error *error)
{
	sqlite3_stmt *first = NULL, *count = NULL;
	bool is_ok = prepare(counter, type, false, &first, error) &&
		     prepare(counter, type, true, &count, error) &&
		     count_spans(counter, type, first, count, error);

	sqlite3_finalize(first);
	sqlite3_finalize(count);
	return is_ok;
}

static bool count_type(struct day_counter *counter, const struct event_type *type,
		       struct error *error)
{
	/* Conditions beside the time are not in the index of time. */
	return event_filter_is_bounded(counter->filter) || counter->filter->text
		       ? count_each(counter, type, error)
		       : count_all(counter, type, error);
}

static bool count_types(struct day_counter *counter, struct error *error)
{
	if (!event_filter_gather_names(counter->store, counter->filter, &counter->names, error))
		return false;
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		if (event_filter_takes(counter->filter, &event_types[i]) &&
		    !count_type(counter, &event_types[i], error))
			return false;
	return true;
}

bool store_count_days(struct store *store, const struct event_filter *filter,
		      const struct zone *zone, int64_t first_day, size_t day_count,
		      size_t (*counts)[EVENT_KIND_COUNT], struct error *error)
{
	instant *starts = memory_resize(NULL, day_count + 1, sizeof(*starts));
	struct event_filter within = *filter;
	struct day_counter counter = {.store = store,
				      .filter = &within,
				      .starts = starts,
				      .day_count = day_count,
				      .counts = counts};
	bool started, is_counted = true;

	for (size_t i = 0; i <= day_count; i++)
		starts[i] = zone_day_start(zone, first_day + (int64_t)i);
	if (within.since < starts[0])
		within.since = starts[0];
	if (within.until <= INSTANT_MIN || within.until > starts[day_count])
		within.until = starts[day_count];
	if (day_count > 0 && within.since < within.until) {
		is_counted = store_begin_reading(store, &started, error);
		buffer_init(&counter.names);
		if (is_counted) {
			is_counted = count_types(&counter, error);
			store_end_reading(store, started);
		}
		buffer_release(&counter.names);
	}
	free(starts);
	return is_counted;
}
