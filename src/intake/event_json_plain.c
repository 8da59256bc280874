/*
 * The plain record: "type" first, then texts without escapes, whole numbers, true, false and
 * null. It is what tools write nearly always, and read here at a fraction of the time.
 *
 * Rule: never refuses. What is not plain, or not right, event_json_read() reads the long way,
 * which has the words for it.
 */
#include <string.h>

#include "intake/event_json.h"

#define DIGITS_MAX 15 /* any such number is exact, however it is read */

/* What is left of the line. */
struct rest {
	const char *at, *end;
};

static void skip_blanks(struct rest *rest)
{
	while (rest->at < rest->end && memchr(" \t\r\n", *rest->at, 4))
		rest->at++;
}

static bool take(struct rest *rest, char mark)
{
	skip_blanks(rest);
	if (rest->at == rest->end || *rest->at != mark)
		return false;
	rest->at++;
	return true;
}

/* A text without its quotes; NULL where it is none or has an escape. */
static const char *take_text(struct rest *rest, struct arena *arena)
{
	const char *begin;

	if (!take(rest, '"'))
		return NULL;
	begin = rest->at;
	while (rest->at < rest->end && *rest->at != '"') {
		if (*rest->at == '\\' || (unsigned char)*rest->at < ' ')
			return NULL;
		rest->at++;
	}
	if (rest->at == rest->end)
		return NULL;
	return arena_copy(arena, begin, (size_t)(rest->at++ - begin));
}

static const char *take_digits(struct rest *rest, struct arena *arena)
{
	const char *begin = rest->at;
	size_t count;

	while (rest->at < rest->end && *rest->at >= '0' && *rest->at <= '9')
		rest->at++;
	count = (size_t)(rest->at - begin);
	if (!count || count > DIGITS_MAX || (count > 1 && *begin == '0'))
		return NULL;
	return arena_copy(arena, begin, count);
}

static bool take_word(struct rest *rest, const char *word)
{
	size_t length = strlen(word);

	if ((size_t)(rest->end - rest->at) < length || memcmp(rest->at, word, length) != 0)
		return false;
	rest->at += length;
	return true;
}

/* The text of a value that the field can have; NULL where it is not that plain. */
static const char *take_value(struct rest *rest, enum field_kind kind, struct arena *arena)
{
	bool is_list = kind == FIELD_CHANGES || kind == FIELD_TEAMS;
	bool is_number = kind == FIELD_INSTANT || kind == FIELD_INTEGER || kind == FIELD_NUMBER;

	if (is_list || rest->at == rest->end)
		return NULL;
	if (*rest->at == '"')
		return kind == FIELD_TEXT || kind == FIELD_CHOICE || kind == FIELD_INSTANT
			       ? take_text(rest, arena)
			       : NULL;
	if (kind == FIELD_BOOLEAN)
		return take_word(rest, "true")	  ? "true"
		       : take_word(rest, "false") ? "false"
						  : NULL;
	return is_number ? take_digits(rest, arena) : NULL;
}

/* One member of the object, but for "type"; each field once. */
static bool read_member(struct rest *rest, const struct zone *assumed_zone, struct arena *arena,
			struct event *event, bool *has_field)
{
	const char *name = take_text(rest, arena);
	int field = name ? event_field_find(event->type, name) : -1;
	struct error ignored;
	const char *text;

	if (field < 0 || has_field[field] || !take(rest, ':'))
		return false;
	has_field[field] = true;
	skip_blanks(rest);
	if (take_word(rest, "null"))
		return true;
	text = take_value(rest, event->type->fields[field].kind, arena);
	return text && event_set(event, field, text, assumed_zone, arena, &ignored);
}

bool event_json_read_plain(const char *line, size_t length_bytes,
			   const struct zone *assumed_zone, struct arena *arena,
			   struct event *event)
{
	struct rest rest = {line, line + length_bytes};
	bool has_field[EVENT_FIELDS_MAX] = {false};
	const struct event_type *type;
	const char *text;
	struct error ignored;

	if (!take(&rest, '{') || !(text = take_text(&rest, arena)) ||
	    strcmp(text, "type") != 0 || !take(&rest, ':') || !(text = take_text(&rest, arena)))
		return false;
	type = event_type_find(text);
	if (!type)
		return false;
	event_init(event, type);
	while (take(&rest, ','))
		if (!read_member(&rest, assumed_zone, arena, event, has_field))
			return false;
	if (!take(&rest, '}'))
		return false;
	skip_blanks(&rest);
	return rest.at == rest.end && event_is_complete(event, &ignored);
}
