#include "intake/event_json.h"

#include <assert.h>
#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum json_statement {
	/* One row if ?1 is JSON: the shape of the whole, the shape and the text of its type. */
	STATEMENT_SHAPE,
	/* Every node of ?1, parents before children; the first row is the whole. */
	STATEMENT_NODES,
	/* The member ?2 of ?1 exactly as it is written: SQLite rounds numbers. */
	STATEMENT_RAW,
	STATEMENT_COUNT,
};

/* clang-format off */
static const char *const statements[STATEMENT_COUNT] = {
	[STATEMENT_SHAPE] = ("SELECT json_type(?1), json_type(?1, '$.type'), "
			     "json_extract(?1, '$.type') WHERE json_valid(?1)"),
	[STATEMENT_NODES] = "SELECT key, type, atom, id, parent FROM json_tree(?1)",
	[STATEMENT_RAW] = "SELECT ?1 -> ('$.' || ?2)",
};
/* clang-format on */

enum node_column { NODE_KEY, NODE_TYPE, NODE_ATOM, NODE_ID, NODE_PARENT };

struct event_json {
	sqlite3 *memory;
	sqlite3_stmt *statements[STATEMENT_COUNT];
};

/* Where the walk over an object's nodes stands. */
struct walk {
	struct event_json *reader;
	const char *line;
	size_t length_bytes;
	const struct zone *assumed_zone;
	struct arena *arena;
	struct event *event;
	bool has_type;
	bool has_field[EVENT_FIELDS_MAX];
	/* Node ids; 0, the whole, where there is none. */
	sqlite3_int64 list, element;
	int list_field;
	const char *revision, *committed_at; /* of the element; NULL: not seen yet */
};

bool event_json_open(struct event_json **reader, struct error *error)
{
	struct event_json *opened = memory_resize(NULL, 1, sizeof(*opened));

	*opened = (struct event_json){0};
	if (sqlite3_open_v2(":memory:", &opened->memory, SQLITE_OPEN_READWRITE, NULL) !=
	    SQLITE_OK)
		goto fail;
	for (size_t i = 0; i < STATEMENT_COUNT; i++)
		if (sqlite3_prepare_v3(opened->memory, statements[i], -1,
				       SQLITE_PREPARE_PERSISTENT, &opened->statements[i],
				       NULL) != SQLITE_OK)
			goto fail;
	*reader = opened;
	return true;
fail:
	error_set(error, ERROR_IO, "JSON cannot be read: %s", sqlite3_errmsg(opened->memory));
	event_json_close(opened);
	return false;
}

void event_json_close(struct event_json *reader)
{
	if (!reader)
		return;
	for (size_t i = 0; i < STATEMENT_COUNT; i++)
		sqlite3_finalize(reader->statements[i]);
	sqlite3_close(reader->memory);
	free(reader);
}

/* -- words -------------------------------------------------------------------------------- */

static const char *shape_in_words(const char *json_type)
{
	static const char *const words[][2] = {
		{"object", "an object"}, {"array", "a list"},  {"text", "a text"},
		{"integer", "a number"}, {"real", "a number"}, {"true", "true"},
		{"false", "false"},	 {"null", "nothing"},
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!strcmp(words[i][0], json_type))
			return words[i][1];
	return json_type;
}

static const char *kind_in_words(enum field_kind kind)
{
	switch (kind) {
	case FIELD_TEXT:
	case FIELD_CHOICE:
		return "a text";
	case FIELD_INSTANT:
		return "an instant (RFC 3339 in quotes, or Unix seconds)";
	case FIELD_INTEGER:
	case FIELD_NUMBER:
		return "a number";
	case FIELD_BOOLEAN:
		return "true or false";
	case FIELD_CHANGES:
		return "a list of {\"revision\": ..., \"committed_at\": ...}";
	case FIELD_TEAMS:
		return "a list of team ids";
	}
	return "";
}

static bool refuse_shape(const char *name, const char *expected, const char *json_type,
			 struct error *error)
{
	return error_set(error, ERROR_INVALID, "%s: %s is expected, not %s", name, expected,
			 shape_in_words(json_type));
}

static bool refuse_key(const struct walk *walk, const char *key, struct error *error)
{
	const struct event_type *type = walk->event->type;
	const char *names[EVENT_FIELDS_MAX];
	const char *nearest;

	for (size_t i = 0; i < type->field_count; i++)
		names[i] = type->fields[i].name;
	nearest = text_nearest(key, names, type->field_count);
	if (nearest)
		return error_set(error, ERROR_INVALID,
				 "'%.*s' is not a field of %s; did you mean '%s'?",
				 TEXT_CUT(key, 80), type->name, nearest);
	return error_set(error, ERROR_INVALID, "'%.*s' is not a field of %s", TEXT_CUT(key, 80),
			 type->name);
}

/* -- reading ------------------------------------------------------------------------------ */

bool json_has_nul(const char *json, size_t length_bytes)
{
	const char *end = json + length_bytes;

	while ((json = memchr(json, '\\', (size_t)(end - json))) && end - json >= 2) {
		if (end - json >= 6 && !memcmp(json, "\\u0000", 6))
			return true;
		json += 2;
	}
	return false;
}

/* What SQLite would pass or cut short without a word. */
static bool bytes_are_sound(const char *line, size_t length_bytes, struct error *error)
{
	if (length_bytes > EVENT_JSON_BYTES_MAX)
		return error_set(error, ERROR_INVALID, "the record is longer than 16 MiB");
	if (memchr(line, '\0', length_bytes))
		return error_set(error, ERROR_INVALID, "there is a NUL byte in the record");
	if (!text_is_utf8(line, length_bytes))
		return error_set(error, ERROR_INVALID, "the record is not valid UTF-8");
	if (json_has_nul(line, length_bytes))
		return error_set(error, ERROR_INVALID, "there is a NUL (\\u0000) in a text");
	return true;
}

static sqlite3_stmt *statement_begin(struct walk *walk, enum json_statement which)
{
	sqlite3_stmt *statement = walk->reader->statements[which];

	sqlite3_bind_text64(statement, 1, walk->line, walk->length_bytes, SQLITE_STATIC,
			    SQLITE_UTF8);
	return statement;
}

static void statement_end(sqlite3_stmt *statement)
{
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
}

static const char *column_text(sqlite3_stmt *statement, int column)
{
	const char *text = (const char *)sqlite3_column_text(statement, column);

	return text ? text : "";
}

static bool refuse_type(const char *name, struct error *error)
{
	const char *names[EVENT_KIND_COUNT];
	const char *nearest;

	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		names[i] = event_types[i].name;
	nearest = text_nearest(name, names, EVENT_KIND_COUNT);
	if (nearest)
		return error_set(error, ERROR_INVALID,
				 "'%.*s' is not a type of event; did you mean '%s'?",
				 TEXT_CUT(name, 80), nearest);
	return error_set(error, ERROR_INVALID, "'%.*s' is not a type of event",
			 TEXT_CUT(name, 80));
}

/* Out of memory is none of the line's faults. */
static int step(sqlite3_stmt *statement)
{
	int result = sqlite3_step(statement);

	if (result == SQLITE_NOMEM)
		memory_exhausted();
	return result;
}

/* The event's type, which may stand anywhere in the object. */
static bool read_type(struct walk *walk, struct error *error)
{
	sqlite3_stmt *statement = statement_begin(walk, STATEMENT_SHAPE);
	const struct event_type *type = NULL;
	const char *shape;

	if (step(statement) != SQLITE_ROW) {
		error_set(error, ERROR_INVALID, "this is not valid JSON");
		goto done;
	}
	shape = column_text(statement, 0);
	if (strcmp(shape, "object") != 0) {
		error_set(error, ERROR_INVALID,
			  "an object is expected, not %s; JSON Lines has one object on each "
			  "line",
			  shape_in_words(shape));
		goto done;
	}
	shape = column_text(statement, 1);
	if (!*shape || !strcmp(shape, "null")) {
		error_set(error, ERROR_INVALID,
			  "the record needs \"type\", such as \"deployment\"");
	} else if (strcmp(shape, "text") != 0) {
		refuse_shape("type", "a text", shape, error);
	} else {
		type = event_type_find(column_text(statement, 2));
		if (!type)
			refuse_type(column_text(statement, 2), error);
	}
done:
	statement_end(statement);
	if (!type)
		return false;
	event_init(walk->event, type);
	return true;
}

/* A number as the record writes it. */
static const char *raw_number(struct walk *walk, const char *name)
{
	sqlite3_stmt *statement = statement_begin(walk, STATEMENT_RAW);
	const char *text = "";

	sqlite3_bind_text(statement, 2, name, -1, SQLITE_STATIC);
	if (step(statement) == SQLITE_ROW)
		text = arena_copy_string(walk->arena, column_text(statement, 0));
	statement_end(statement);
	return text;
}

/* "1.5e3" where a whole number is meant; a fraction of a second is dropped. */
static const char *whole_number(struct arena *arena, const char *text, enum field_kind kind)
{
	double number = strtod(text, NULL);

	if (kind == FIELD_INSTANT)
		number = trunc(number);
	if (number != trunc(number) || fabs(number) > (double)EVENT_INTEGER_MAX)
		return text;
	return arena_printf(arena, "%.0f", number);
}

static bool shape_fits(enum field_kind kind, const char *json_type)
{
	bool is_text = !strcmp(json_type, "text");
	bool is_integer = !strcmp(json_type, "integer");
	bool is_real = !strcmp(json_type, "real");

	switch (kind) {
	case FIELD_TEXT:
	case FIELD_CHOICE:
		return is_text;
	case FIELD_INSTANT:
		return is_text || is_integer || is_real;
	case FIELD_INTEGER:
	case FIELD_NUMBER:
		return is_integer || is_real;
	case FIELD_BOOLEAN:
		return is_integer || !strcmp(json_type, "true") || !strcmp(json_type, "false");
	case FIELD_CHANGES:
	case FIELD_TEAMS:
		return false;
	}
	return false;
}

/* A member of the object that holds one value. */
static bool read_scalar(struct walk *walk, sqlite3_stmt *node, int field, struct error *error)
{
	const struct event_field *about = &walk->event->type->fields[field];
	const char *json_type = column_text(node, NODE_TYPE);
	const char *text = json_type; /* true and false are their own text */

	if (!shape_fits(about->kind, json_type))
		return refuse_shape(about->name, kind_in_words(about->kind), json_type, error);
	if (sqlite3_column_type(node, NODE_ATOM) == SQLITE_FLOAT) {
		text = raw_number(walk, about->name);
		if (about->kind != FIELD_NUMBER)
			text = whole_number(walk->arena, text, about->kind);
	} else if (strcmp(json_type, "true") != 0 && strcmp(json_type, "false") != 0) {
		text = column_text(node, NODE_ATOM);
	}
	return event_set(walk->event, field, text, walk->assumed_zone, walk->arena, error);
}

static bool read_field(struct walk *walk, sqlite3_stmt *node, struct error *error)
{
	const char *key = column_text(node, NODE_KEY);
	const char *json_type = column_text(node, NODE_TYPE);
	int field = event_field_find(walk->event->type, key);
	bool *is_seen = field < 0 ? &walk->has_type : &walk->has_field[field];
	enum field_kind kind;

	if (field < 0 && strcmp(key, "type") != 0)
		return refuse_key(walk, key, error);
	if (*is_seen)
		return error_set(error, ERROR_INVALID, "'%s' is given twice", key);
	*is_seen = true;
	if (field < 0 || !strcmp(json_type, "null"))
		return true;
	kind = walk->event->type->fields[field].kind;
	if (kind != FIELD_CHANGES && kind != FIELD_TEAMS)
		return read_scalar(walk, node, field, error);
	if (strcmp(json_type, "array") != 0)
		return refuse_shape(key, kind_in_words(kind), json_type, error);
	walk->list = sqlite3_column_int64(node, NODE_ID);
	walk->list_field = field;
	return true;
}

/* Takes over the change whose members have all been read. */
static bool end_element(struct walk *walk, struct error *error)
{
	const char *revision = walk->revision;
	const char *committed_at = walk->committed_at;

	if (!walk->element)
		return true;
	walk->element = 0;
	walk->revision = walk->committed_at = NULL;
	if (!revision)
		return error_set(error, ERROR_INVALID, "changes: a change needs 'revision'");
	return event_add_change(walk->event, walk->list_field, revision, committed_at,
				walk->assumed_zone, walk->arena, error);
}

static bool read_element(struct walk *walk, sqlite3_stmt *node, struct error *error)
{
	const struct event_field *about = &walk->event->type->fields[walk->list_field];
	const char *json_type = column_text(node, NODE_TYPE);

	if (about->kind == FIELD_CHANGES) {
		if (strcmp(json_type, "object") != 0)
			return refuse_shape(about->name,
					    "{\"revision\": ..., \"committed_at\": ...}",
					    json_type, error);
		walk->element = sqlite3_column_int64(node, NODE_ID);
		return true;
	}
	if (strcmp(json_type, "text") != 0)
		return refuse_shape(about->name, "a team's id", json_type, error);
	return event_set(walk->event, walk->list_field, column_text(node, NODE_ATOM),
			 walk->assumed_zone, walk->arena, error);
}

/* A member of a change. */
static bool read_member(struct walk *walk, sqlite3_stmt *node, struct error *error)
{
	static const char *const keys[] = {"revision", "committed_at"};
	const char *key = column_text(node, NODE_KEY);
	const char *json_type = column_text(node, NODE_TYPE);
	bool is_revision = !strcmp(key, keys[0]);
	const char **member = is_revision ? &walk->revision : &walk->committed_at;
	const char *nearest = text_nearest(key, keys, 2);

	if (!is_revision && strcmp(key, keys[1]) != 0) {
		if (nearest)
			return error_set(error, ERROR_INVALID,
					 "changes: '%.*s' is not a field of a change; did you "
					 "mean '%s'?",
					 TEXT_CUT(key, 80), nearest);
		return error_set(error, ERROR_INVALID,
				 "changes: '%.*s' is not a field of a change",
				 TEXT_CUT(key, 80));
	}
	if (*member)
		return error_set(error, ERROR_INVALID, "changes: '%s' is given twice", key);
	if (!strcmp(json_type, "null") && !is_revision) {
		*member = "";
		return true;
	}
	if (!shape_fits(is_revision ? FIELD_TEXT : FIELD_INSTANT, json_type))
		return refuse_shape(is_revision ? "changes: revision" : "changes: committed_at",
				    kind_in_words(is_revision ? FIELD_TEXT : FIELD_INSTANT),
				    json_type, error);
	*member = arena_copy_string(walk->arena, column_text(node, NODE_ATOM));
	if (!strcmp(json_type, "real"))
		*member = whole_number(walk->arena, *member, FIELD_INSTANT);
	return true;
}

static bool read_node(struct walk *walk, sqlite3_stmt *node, struct error *error)
{
	sqlite3_int64 parent = sqlite3_column_int64(node, NODE_PARENT);

	if (sqlite3_column_type(node, NODE_PARENT) == SQLITE_NULL)
		return true; /* the whole */
	if (parent == walk->element && walk->element)
		return read_member(walk, node, error);
	if (!end_element(walk, error))
		return false;
	if (parent == walk->list && walk->list)
		return read_element(walk, node, error);
	walk->list = 0;
	return read_field(walk, node, error);
}

bool event_json_read(struct event_json *reader, const char *line, size_t length_bytes,
		     const struct zone *assumed_zone, struct arena *arena, struct event *event,
		     struct error *error)
{
	struct event read = {0};
	struct walk walk = {.reader = reader,
			    .line = line,
			    .length_bytes = length_bytes,
			    .assumed_zone = assumed_zone,
			    .arena = arena,
			    .event = &read};
	sqlite3_stmt *node;
	int result = SQLITE_DONE;
	bool is_good = true;

	if (!bytes_are_sound(line, length_bytes, error))
		return false;
	if (event_json_read_plain(line, length_bytes, assumed_zone, arena, &read)) {
		*event = read;
		return true;
	}
	if (!read_type(&walk, error))
		return false;
	node = statement_begin(&walk, STATEMENT_NODES);
	while (is_good && (result = step(node)) == SQLITE_ROW)
		is_good = read_node(&walk, node, error);
	if (is_good && result != SQLITE_DONE)
		is_good = error_set(error, ERROR_IO, "JSON cannot be read: %s",
				    sqlite3_errmsg(reader->memory));
	is_good = is_good && end_element(&walk, error);
	statement_end(node);
	if (!is_good || !event_is_complete(&read, error))
		return false;
	*event = read;
	return true;
}

/* -- lines -------------------------------------------------------------------------------- */

/* One line, newline included; false where nothing was left. */
static bool take_line(FILE *file, struct buffer *text)
{
	char bytes[4096];
	size_t count = 0;
	int byte;

	buffer_clear(text);
	while ((byte = getc_unlocked(file)) != EOF) {
		bytes[count++] = (char)byte;
		if (byte != '\n' && count < sizeof(bytes))
			continue;
		if (text->length_bytes <= EVENT_JSON_BYTES_MAX)
			buffer_add(text, bytes, count);
		count = 0;
		if (byte == '\n')
			return true;
	}
	buffer_add(text, bytes, count);
	return text->length_bytes && !ferror(file);
}

static bool line_is_blank(const struct buffer *text)
{
	return strspn(text->bytes, " \t\r\n") == text->length_bytes;
}

bool event_json_next_line(FILE *file, struct buffer *text, size_t *line)
{
	static const char mark[] = "\xef\xbb\xbf";

	while (take_line(file, text)) {
		++*line;
		if (*line == 1 && !strncmp(text->bytes, mark, sizeof(mark) - 1))
			memset(text->bytes, ' ', sizeof(mark) - 1);
		if (!line_is_blank(text))
			return true;
	}
	return false;
}
