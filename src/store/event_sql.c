#include "store/event_sql.h"

#include <string.h>

#include "store/names.h"

/* Parameters of the conditions. */
enum parameter {
	PARAMETER_SINCE = 1,
	PARAMETER_UNTIL,
	PARAMETER_TEAM,
	PARAMETER_NAMES,
	PARAMETER_TEXT,
	PARAMETER_LIMIT,
	PARAMETER_SKIP,
};

/* So short a span is read in order of time, where no index has the service and then the time.
 */
#define SHORT_SPAN_SECONDS (2 * SECONDS_PER_DAY)

bool event_filter_takes(const struct event_filter *filter, const struct event_type *type)
{
	return (!filter->type || filter->type == type) &&
	       (!filter->kinds || filter->kinds & 1U << type->kind) &&
	       (!filter->service || event_field_find(type, "service") >= 0);
}

bool event_filter_is_bounded(const struct event_filter *filter)
{
	return filter->team || filter->service;
}

/* Zero says nothing, as INSTANT_NONE does: there is nothing before 1970. */
static bool is_bound(instant bound)
{
	return bound > INSTANT_MIN;
}

static bool is_short(const struct event_filter *filter)
{
	return is_bound(filter->since) && is_bound(filter->until) &&
	       filter->until - filter->since <= SHORT_SPAN_SECONDS;
}

/* -- names -------------------------------------------------------------------------------- */

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

static void add_names_of(struct buffer *json, const struct history_names *names,
			 const struct service *service)
{
	size_t count;
	const struct history_name *own = history_names_of(names, service, &count);

	for (size_t i = 0; i < count; i++) {
		if (json->length_bytes > 1)
			buffer_add_char(json, ',');
		add_json_text(json, own[i].name);
	}
}

bool event_filter_gather_names(struct store *store, const struct event_filter *filter,
			       struct buffer *json, struct error *error)
{
	struct history_names names;
	bool is_read;

	if (!event_filter_is_bounded(filter))
		return true;
	is_read = history_names_read(store, filter->catalog, &names, error);
	if (is_read) {
		buffer_add_char(json, '[');
		if (filter->service)
			add_names_of(json, &names, filter->service);
		for (size_t i = 0; !filter->service && i < filter->team->service_count; i++)
			add_names_of(json, &names, filter->team->services[i]);
		buffer_add_char(json, ']');
	}
	return is_read;
}

/* -- conditions --------------------------------------------------------------------------- */

/*
 * What of a type belongs to the team: by service, by team, or by what it refers to. The + keeps
 * SQLite from reading all of a service's samples and updates for those of a day.
 */
static void add_owner(struct buffer *sql, const struct event_type *type,
		      const struct event_filter *filter)
{
	bool has_index = type->kind != EVENT_SLO_SAMPLE && type->kind != EVENT_UPDATE;

	if (event_field_find(type, "service") >= 0)
		buffer_addf(sql, " AND %sservice IN (SELECT value FROM json_each(?%d))",
			    is_short(filter) && !has_index ? "+" : "", PARAMETER_NAMES);
	else if (type->kind == EVENT_MEETING)
		buffer_addf(sql,
			    " AND rowid IN (SELECT meeting FROM meeting_team"
			    " WHERE team = ?%d)",
			    PARAMETER_TEAM);
	else if (type->kind == EVENT_RULE_REVIEW)
		buffer_addf(sql, " AND rule IN (SELECT id FROM rule WHERE team = ?%d)",
			    PARAMETER_TEAM);
	else
		buffer_addf(sql, " AND team = ?%d", PARAMETER_TEAM);
}

static void add_text(struct buffer *sql, const struct event_type *type)
{
	static const char *const names[] = {"service", "team",	"id",	    "title",	"text",
					    "slo",     "check", "revision", "component"};
	const char *separator = " AND (";

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (event_field_find(type, names[i]) < 0)
			continue;
		buffer_addf(sql, "%s\"%s\" LIKE ?%d ESCAPE '\\'", separator, names[i],
			    PARAMETER_TEXT);
		separator = " OR ";
	}
	if (separator[1] == 'A')
		buffer_add_string(sql, " AND false");
	else
		buffer_add_char(sql, ')');
}

void sql_add_filter(struct buffer *sql, const struct event_type *type,
		    const struct event_filter *filter)
{
	buffer_add_string(sql, " WHERE true");
	if (is_bound(filter->since)) {
		buffer_add_string(sql, " AND ");
		sql_add_at(sql, type);
		buffer_addf(sql, " >= ?%d", PARAMETER_SINCE);
	}
	if (is_bound(filter->until)) {
		buffer_add_string(sql, " AND ");
		sql_add_at(sql, type);
		buffer_addf(sql, " < ?%d", PARAMETER_UNTIL);
	}
	if (event_filter_is_bounded(filter))
		add_owner(sql, type, filter);
	if (filter->text)
		add_text(sql, type);
}

void sql_add_limit(struct buffer *sql)
{
	buffer_addf(sql, " LIMIT ?%d OFFSET ?%d", PARAMETER_LIMIT, PARAMETER_SKIP);
}

/* -- parameters --------------------------------------------------------------------------- */

static void bind_text_pattern(sqlite3_stmt *statement, const char *text)
{
	struct buffer pattern;

	buffer_init(&pattern);
	buffer_add_char(&pattern, '%');
	for (; *text; text++) {
		if (strchr("%_\\", *text))
			buffer_add_char(&pattern, '\\');
		buffer_add_char(&pattern, *text);
	}
	buffer_add_char(&pattern, '%');
	if (sqlite3_bind_text(statement, PARAMETER_TEXT, pattern.bytes,
			      (int)pattern.length_bytes, SQLITE_TRANSIENT) != SQLITE_OK)
		memory_exhausted();
	buffer_release(&pattern);
}

void statement_bind_filter(sqlite3_stmt *statement, const struct event_filter *filter,
			   const char *names)
{
	int last = sqlite3_bind_parameter_count(statement);

	if (last >= PARAMETER_SINCE)
		statement_bind_instant(statement, PARAMETER_SINCE, filter->since);
	if (last >= PARAMETER_UNTIL)
		statement_bind_instant(statement, PARAMETER_UNTIL, filter->until);
	if (last >= PARAMETER_TEAM && filter->team)
		statement_bind_text(statement, PARAMETER_TEAM, filter->team->id);
	if (last >= PARAMETER_NAMES && event_filter_is_bounded(filter))
		statement_bind_text(statement, PARAMETER_NAMES, names);
	if (last >= PARAMETER_TEXT && filter->text)
		bind_text_pattern(statement, filter->text);
}

void statement_bind_limit(sqlite3_stmt *statement, size_t limit, size_t skip)
{
	/* SQLite takes a negative limit as none. */
	sqlite3_bind_int64(statement, PARAMETER_LIMIT, limit ? (sqlite3_int64)limit : -1);
	sqlite3_bind_int64(statement, PARAMETER_SKIP, (sqlite3_int64)skip);
}
