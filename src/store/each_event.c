/*
 * Reading events back, all types in one order.
 *
 * Rule: one cursor for each type, each ordered by (at, source, id, what else identifies it);
 * the next event is the least of their heads, so no more than a row of each is ever in memory.
 */
#include <assert.h>
#include <string.h>

#include "store/names.h"

struct cursor {
	sqlite3_stmt *statement; /* NULL: at its end */
	struct event event;	 /* the head */
	struct arena arena;	 /* its lists */
};

struct cursors {
	struct store *store;
	const struct event_filter *filter;
	struct buffer names; /* of the team's services: a JSON array */
	struct cursor cursors[EVENT_KIND_COUNT];
};

/* -- the query of one type ---------------------------------------------------------------- */

/*
 * What of a type belongs to the team: by service, by team, or by what it refers to. Parameters
 * are since, until, the team and its names, of which there may be any number.
 */
static void sql_add_team_condition(struct buffer *sql, const struct event_type *type)
{
	if (type->kind == EVENT_MEETING) {
		buffer_add_string(sql, " AND rowid IN (SELECT meeting FROM meeting_team "
				       "WHERE team = ?3)");
	} else if (type->kind == EVENT_RULE_REVIEW) {
		buffer_add_string(sql, " AND rule IN (SELECT id FROM rule WHERE team = ?3)");
	} else if (event_field_find(type, "service") >= 0) {
		buffer_add_string(sql, " AND service IN (SELECT value FROM json_each(?4))");
	} else {
		buffer_add_string(sql, " AND team = ?3");
	}
}

static void sql_add_order(struct buffer *sql, const struct event_type *type, bool is_bounded)
{
	/*
	 * The + keeps SQLite from walking all events in order of time for the few of a team:
	 * it finds those by service and sorts them.
	 */
	buffer_add_string(sql, is_bounded ? " ORDER BY +" : " ORDER BY ");
	sql_add_at(sql, type);
	buffer_add_string(sql, ", source");
	if (event_field_find(type, "id") >= 0)
		buffer_add_string(sql, ", id");
	for (size_t i = 0; i < type->field_count; i++)
		if (type->fields[i].is_natural_key && field_is_column(&type->fields[i]))
			buffer_addf(sql, ", \"%s\"", type->fields[i].name);
	buffer_add_string(sql, ", rowid");
}

/* Zero says nothing, as INSTANT_NONE does: there is nothing before 1970. */
static bool is_bound(instant bound)
{
	return bound > INSTANT_MIN;
}

static void sql_add_events(struct buffer *sql, const struct event_type *type,
			   const struct cursors *cursors)
{
	const struct event_filter *filter = cursors->filter;

	buffer_add_string(sql, "SELECT rowid");
	sql_add_columns(sql, type);
	buffer_addf(sql, " FROM \"%s\" WHERE true", type->name);
	if (is_bound(filter->since)) {
		buffer_add_string(sql, " AND ");
		sql_add_at(sql, type);
		buffer_add_string(sql, " >= ?1");
	}
	if (is_bound(filter->until)) {
		buffer_add_string(sql, " AND ");
		sql_add_at(sql, type);
		buffer_add_string(sql, " < ?2");
	}
	if (filter->team)
		sql_add_team_condition(sql, type);
	sql_add_order(sql, type, filter->team != NULL);
}

static void bind_if_used(sqlite3_stmt *statement, int parameter, instant at)
{
	if (parameter <= sqlite3_bind_parameter_count(statement))
		statement_bind_instant(statement, parameter, at);
}

static void bind_filter(sqlite3_stmt *statement, const struct cursors *cursors)
{
	int parameter_count = sqlite3_bind_parameter_count(statement);

	bind_if_used(statement, 1, cursors->filter->since);
	bind_if_used(statement, 2, cursors->filter->until);
	if (cursors->filter->team && parameter_count >= 3)
		statement_bind_text(statement, 3, cursors->filter->team->id);
	if (cursors->filter->team && parameter_count >= 4)
		statement_bind_text(statement, 4, cursors->names.bytes);
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
	sql_add_events(&sql, type, cursors);
	is_open = store_prepare(cursors->store, sql.bytes, &cursor->statement, error);
	buffer_release(&sql);
	if (!is_open)
		return false;
	bind_filter(cursor->statement, cursors);
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

		if (cursor->statement &&
		    (!next || heads_compare(&cursor->event, &next->event) < 0))
			next = cursor;
	}
	return next;
}

static bool each_in_order(struct cursors *cursors,
			  bool (*each)(const struct event *event, void *context,
				       struct error *error),
			  void *context, struct error *error)
{
	const struct event_type *only = cursors->filter->type;
	struct cursor *next;

	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		if ((!only || only == &event_types[i]) &&
		    !cursor_open(cursors, &event_types[i], error))
			return false;
	while ((next = cursors_next(cursors)))
		if (!each(&next->event, context, error) ||
		    !cursor_advance(cursors->store, next, next->event.type, error))
			return false;
	return true;
}

/* Adds a text as JSON; it is valid UTF-8 without NUL. */
static void add_json_text(struct buffer *json, const char *text)
{
	buffer_add_char(json, '"');
	for (; *text; text++) {
		unsigned char byte = (unsigned char)*text;

		if (byte < ' ' || byte == '"' || byte == '\\')
			buffer_addf(json, "\\u%04x", byte);
		else
			buffer_add_char(json, *text);
	}
	buffer_add_char(json, '"');
}

/* The names that the history has for the services of the team. */
static bool gather_names(struct cursors *cursors, struct error *error)
{
	const struct team *team = cursors->filter->team;
	struct history_names names;
	struct arena arena;

	if (!team)
		return true;
	arena_init(&arena);
	if (!history_names_read(cursors->store, cursors->filter->catalog, &arena, &names,
				error)) {
		arena_release(&arena);
		return false;
	}
	buffer_add_char(&cursors->names, '[');
	for (size_t i = 0; i < team->service_count; i++) {
		size_t count;
		const struct history_name *own =
			history_names_of(&names, team->services[i], &count);

		for (size_t j = 0; j < count; j++) {
			if (cursors->names.length_bytes > 1)
				buffer_add_char(&cursors->names, ',');
			add_json_text(&cursors->names, own[j].name);
		}
	}
	buffer_add_char(&cursors->names, ']');
	arena_release(&arena);
	return true;
}

bool store_each_event(struct store *store, const struct event_filter *filter,
		      bool (*each)(const struct event *event, void *context,
				   struct error *error),
		      void *context, struct error *error)
{
	static const struct event_filter all = {.since = INSTANT_NONE, .until = INSTANT_NONE};
	struct cursors cursors = {.store = store, .filter = filter ? filter : &all};
	bool started, is_done;

	assert(!cursors.filter->team || cursors.filter->catalog);
	if (!store_begin_reading(store, &started, error))
		return false;
	buffer_init(&cursors.names);
	is_done =
		gather_names(&cursors, error) && each_in_order(&cursors, each, context, error);
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++) {
		sqlite3_finalize(cursors.cursors[i].statement);
		arena_release(&cursors.cursors[i].arena);
	}
	store_end_reading(store, started);
	buffer_release(&cursors.names);
	return is_done;
}
