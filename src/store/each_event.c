/*
 * Reading events back, all types in one order.
 *
 * Rule: one cursor for each type, each ordered by (at, source, id, what else identifies it);
 * the next event is the least of their heads, so no more than a row of each is ever in memory.
 */
#include <assert.h>
#include <string.h>

#include "store/event_sql.h"

struct cursor {
	sqlite3_stmt *statement; /* NULL: at its end */
	struct event event;	 /* the head */
	struct arena arena;	 /* its lists */
};

struct cursors {
	struct store *store;
	const struct event_filter *filter;
	struct buffer names; /* of the services asked for: a JSON array */
	size_t skip;	     /* events to pass over here, for SQLite did not */
	struct cursor cursors[EVENT_KIND_COUNT];
};

/* -- the query of one type ---------------------------------------------------------------- */

static void sql_add_order(struct buffer *sql, const struct event_type *type,
			  const struct event_filter *filter)
{
	const char *way = filter->is_newest_first ? " DESC" : "";

	/*
	 * The + keeps SQLite from walking all events in order of time for the few of a team:
	 * it finds those by service and sorts them.
	 */
	buffer_add_string(sql, event_filter_is_bounded(filter) ? " ORDER BY +" : " ORDER BY ");
	sql_add_at(sql, type);
	buffer_addf(sql, "%s, source%s", way, way);
	if (event_field_find(type, "id") >= 0)
		buffer_addf(sql, ", id%s", way);
	for (size_t i = 0; i < type->field_count; i++)
		if (type->fields[i].is_natural_key && field_is_column(&type->fields[i]))
			buffer_addf(sql, ", \"%s\"%s", type->fields[i].name, way);
	buffer_addf(sql, ", rowid%s", way);
}

static void sql_add_events(struct buffer *sql, const struct event_type *type,
			   const struct event_filter *filter)
{
	buffer_add_string(sql, "SELECT rowid");
	sql_add_columns(sql, type);
	buffer_addf(sql, " FROM \"%s\"", type->name);
	sql_add_filter(sql, type, filter);
	sql_add_order(sql, type, filter);
	if (filter->limit)
		sql_add_limit(sql);
}

/* -- cursors ------------------------------------------------------------------------------ */

static bool cursor_advance(struct store *store, struct cursor *cursor,
			   const struct event_type *type, struct error *error)
{
	bool has_row;
	int64_t rowid;

	arena_release(&cursor->arena);
	if (!store_step(store, cursor->statement, &has_row, error))
		return false;
	if (has_row)
		return row_event(store, cursor->statement, type, &cursor->arena, &cursor->event,
				 &rowid, error);
	sqlite3_finalize(cursor->statement);
	cursor->statement = NULL;
	return true;
}

static bool cursor_open(struct cursors *cursors, const struct event_type *type,
			struct error *error)
{
	struct cursor *cursor = &cursors->cursors[type->kind];
	struct buffer sql;
	bool is_open;

	buffer_init(&sql);
	sql_add_events(&sql, type, cursors->filter);
	is_open = store_prepare(cursors->store, sql.bytes, &cursor->statement, error);
	buffer_release(&sql);
	if (!is_open)
		return false;
	statement_bind_filter(cursor->statement, cursors->filter, cursors->names.bytes);
	/* What comes from several types is passed over after they were merged. */
	if (cursors->filter->limit)
		statement_bind_limit(cursor->statement, cursors->filter->limit + cursors->skip,
				     cursors->filter->skip - cursors->skip);
	return cursor_advance(cursors->store, cursor, type, error);
}

static const char *text_named(const struct event *event, const char *name)
{
	int field = event_field_find(event->type, name);

	return field >= 0 && event->values[field].is_present ? event->values[field].text : "";
}

/* By (at, source, id); an event without a date is before all others. */
static int heads_compare(const struct event *first, const struct event *second)
{
	instant a = event_at(first), b = event_at(second);
	int order = (a > b) - (a < b);

	if (!order)
		order = strcmp(text_named(first, "source"), text_named(second, "source"));
	return order ? order : strcmp(text_named(first, "id"), text_named(second, "id"));
}

/* The cursor whose head is next; NULL where all are at their ends. */
static struct cursor *cursors_next(struct cursors *cursors)
{
	struct cursor *next = NULL;

	for (size_t i = 0; i < EVENT_KIND_COUNT; i++) {
		struct cursor *cursor = &cursors->cursors[i];

		int order;

		if (!cursor->statement)
			continue;
		/* Among equals the first type; the other way round the last one. */
		order = next ? heads_compare(&cursor->event, &next->event) : -1;
		if (cursors->filter->is_newest_first ? !next || order >= 0 : order < 0)
			next = cursor;
	}
	return next;
}

static bool cursors_open(struct cursors *cursors, struct error *error)
{
	const struct event_filter *filter = cursors->filter;
	size_t taken = 0;

	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		taken += event_filter_takes(filter, &event_types[i]);
	cursors->skip = taken == 1 && filter->limit ? 0 : filter->skip;
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		if (event_filter_takes(filter, &event_types[i]) &&
		    !cursor_open(cursors, &event_types[i], error))
			return false;
	return true;
}

static bool each_in_order(struct cursors *cursors, event_visitor *each, void *context,
			  struct error *error)
{
	size_t passed = 0, limit = cursors->filter->limit;
	struct cursor *next;

	if (!cursors_open(cursors, error))
		return false;
	while ((next = cursors_next(cursors)) && (!limit || passed < cursors->skip + limit)) {
		if (passed++ >= cursors->skip && !each(&next->event, context, error))
			return false;
		if (!cursor_advance(cursors->store, next, next->event.type, error))
			return false;
	}
	return true;
}

bool store_each_event(struct store *store, const struct event_filter *filter,
		      event_visitor *each, void *context, struct error *error)
{
	static const struct event_filter all = {.since = INSTANT_NONE, .until = INSTANT_NONE};
	struct cursors cursors = {.store = store, .filter = filter ? filter : &all};
	bool started, is_done;

	assert(!event_filter_is_bounded(cursors.filter) || cursors.filter->catalog);
	if (!store_begin_reading(store, &started, error))
		return false;
	buffer_init(&cursors.names);
	is_done = event_filter_gather_names(store, cursors.filter, &cursors.names, error) &&
		  each_in_order(&cursors, each, context, error);
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++) {
		sqlite3_finalize(cursors.cursors[i].statement);
		arena_release(&cursors.cursors[i].arena);
	}
	store_end_reading(store, started);
	buffer_release(&cursors.names);
	return is_done;
}
