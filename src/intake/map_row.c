/* A row of a mapping as an event: columns are fields by their names. */
#include <string.h>

#include "base/text.h"
#include "intake/map_reading.h"

/* Where a row is being read into. */
struct row_reading {
	struct map_reading *reading;
	const struct intake *intake;
	sqlite3_stmt *row;
	struct arena *arena;
	struct event event;
	struct sighting sighting;
};

/* A column's text; NULL where it has none. Fails where a NUL byte stands in it. */
static bool column_text(sqlite3_stmt *row, int column, const char **text, struct error *error)
{
	size_t length;

	*text = (const char *)sqlite3_column_text(row, column);
	length = (size_t)sqlite3_column_bytes(row, column);
	if (!*text && sqlite3_column_type(row, column) != SQLITE_NULL)
		memory_exhausted();
	if (*text && strlen(*text) != length)
		return error_set(error, ERROR_INVALID, "%s: there is a NUL (\\u0000) in a text",
				 sqlite3_column_name(row, column));
	if (*text && !text_is_utf8(*text, length))
		return error_set(error, ERROR_INVALID, "%s: not valid UTF-8",
				 sqlite3_column_name(row, column));
	return true;
}

/* -- lists ----------------------------------------------------------------------------------
 */

static bool add_item(struct row_reading *to, int field, sqlite3_stmt *items,
		     struct error *error)
{
	const struct zone *zone = to->reading->assumed_zone;
	const char *first, *second = NULL;

	if (!column_text(items, 0, &first, error))
		return false;
	if (!first || !*first)
		return true;
	if (to->event.type->fields[field].kind == FIELD_TEAMS)
		return event_set(&to->event, field, first, zone, to->arena, error);
	return column_text(items, 1, &second, error) &&
	       event_add_change(&to->event, field, arena_copy_string(to->arena, first), second,
				zone, to->arena, error);
}

/* A JSON list: [{"revision", "committed_at"}] or ["team"]; each once. */
static bool set_list(struct row_reading *to, int field, const char *json, struct error *error)
{
	bool is_changes = to->event.type->fields[field].kind == FIELD_CHANGES;
	sqlite3_stmt *items = is_changes ? to->reading->changes : to->reading->teams;
	bool is_set = true;
	int result;

	sqlite3_bind_text(items, 1, json, -1, SQLITE_TRANSIENT);
	while (is_set && (result = sqlite3_step(items)) != SQLITE_DONE)
		is_set = result == SQLITE_ROW ? add_item(to, field, items, error)
					      : sandbox_fail(to->reading, error);
	sqlite3_reset(items);
	sqlite3_clear_bindings(items);
	return is_set;
}

/* -- fields ---------------------------------------------------------------------------------
 */

static bool refuse_column(const struct row_reading *to, const char *name, struct error *error)
{
	const struct event_type *type = to->event.type;
	const char *names[EVENT_FIELDS_MAX];
	const char *nearest;

	for (size_t i = 0; i < type->field_count; i++)
		names[i] = type->fields[i].name;
	nearest = text_nearest(name, names, type->field_count);
	return error_set(error, ERROR_INVALID,
			 "the mapping's column '%.*s' is not a field of %s%s%s%s",
			 TEXT_CUT(name, 80), type->name, nearest ? "; did you mean '" : "",
			 nearest ? nearest : "", nearest ? "'?" : "");
}

static bool is_list(enum field_kind kind)
{
	return kind == FIELD_CHANGES || kind == FIELD_TEAMS;
}

/* The field that "started_by" is a bound of, "started_at"; -1: there is none. */
static int sighted_field(const struct event_type *type, const char *name)
{
	size_t length = strlen(name);
	char at[40];
	int field;

	if (length < 4 || length >= sizeof(at) || strcmp(name + length - 3, "_by") != 0)
		return -1;
	memcpy(at, name, length - 2);
	memcpy(at + length - 2, "at", sizeof("at"));
	field = event_field_find(type, at);
	return field >= 0 && type->fields[field].kind == FIELD_INSTANT ? field : -1;
}

static bool set_column(struct row_reading *to, int column, struct error *error)
{
	const char *name = sqlite3_column_name(to->row, column);
	int field = event_field_find(to->event.type, name);
	const char *text;

	if (!column_text(to->row, column, &text, error))
		return false;
	if (!text)
		return true;
	if (field < 0 && sighted_field(to->event.type, name) >= 0) {
		to->sighting.field = sighted_field(to->event.type, name);
		return instant_parse(text, to->reading->assumed_zone, &to->sighting.by,
				     error) ||
		       error_prefix(error, "%s", name);
	}
	if (field < 0)
		return refuse_column(to, name, error);
	if (is_list(to->event.type->fields[field].kind))
		return set_list(to, field, text, error);
	return event_set(&to->event, field, text, to->reading->assumed_zone, to->arena, error);
}

/* What the command line says of all records; NULL: nothing. */
static bool set_option(struct row_reading *to, const char *name, const char *text,
		       struct error *error)
{
	int field = event_field_find(to->event.type, name);

	return !text || field < 0 || event_set(&to->event, field, text, NULL, to->arena, error);
}

static bool set_options(struct row_reading *to, struct error *error)
{
	const struct intake *intake = to->intake;
	int source = event_field_find(to->event.type, "source");
	bool has_source = source >= 0 && to->event.values[source].is_present;

	return set_option(to, "service", intake->service, error) &&
	       set_option(to, "environment", intake->environment, error) &&
	       set_option(to, "source",
			  intake->source ? intake->source
			  : has_source	 ? NULL
					 : to->reading->map->name,
			  error);
}

bool map_row_event(struct map_reading *reading, const struct map_statement *statement,
		   const struct intake *intake, struct arena *arena, struct event *event,
		   struct sighting *sighting, struct error *error)
{
	struct row_reading to = {.reading = reading,
				 .intake = intake,
				 .row = statement->statement,
				 .arena = arena,
				 .sighting = {.field = -1}};
	const char *name;

	if (!column_text(to.row, statement->type_column, &name, error))
		return false;
	if (!event_type_find(name))
		return error_set(error, ERROR_INVALID,
				 "the mapping's type '%.*s' is not a type of event",
				 TEXT_CUT(name, 80));
	event_init(&to.event, event_type_find(name));
	for (int i = 1; i < sqlite3_column_count(to.row); i++)
		if (i != statement->type_column && i != statement->note_column &&
		    i != statement->refused_column && !set_column(&to, i, error))
			return false;
	if (!set_options(&to, error))
		return false;
	*event = to.event;
	*sighting = to.sighting;
	return true;
}
