/*
 * Stanzas of "Key: value" lines, as apt and Debian's control files have them: each an object of
 * texts. A line that begins with a space goes on with the value before it.
 */
#include <string.h>

#include "intake/documents.h"
#include "intake/event_json.h"

struct stanza {
	const struct document_reading *reading;
	struct buffer json;  /* the members so far */
	struct buffer value; /* of the last key */
	size_t line;	     /* where it begins; 0: nothing of it was read yet */
};

static void end_value(struct stanza *stanza)
{
	if (!stanza->value.length_bytes)
		return;
	json_string_add(&stanza->json, stanza->value.bytes);
	buffer_clear(&stanza->value);
}

static bool end_stanza(struct stanza *stanza, struct error *error)
{
	const struct document_reading *reading = stanza->reading;
	size_t line = stanza->line;

	if (!line)
		return true;
	end_value(stanza);
	buffer_add_char(&stanza->json, '}');
	stanza->line = 0;
	return reading->each(stanza->json.bytes, stanza->json.length_bytes, line,
			     reading->context, error);
}

static void begin_value(struct stanza *stanza, const char *key, size_t length, size_t line)
{
	struct buffer name;

	if (!stanza->line) {
		stanza->line = line;
		buffer_clear(&stanza->json);
		buffer_add_char(&stanza->json, '{');
	} else {
		end_value(stanza);
		buffer_add_char(&stanza->json, ',');
	}
	buffer_init(&name);
	buffer_add(&name, key, length);
	json_string_add(&stanza->json, name.bytes);
	buffer_release(&name);
	buffer_add_char(&stanza->json, ':');
}

static bool take_line(struct stanza *stanza, const char *text, size_t length, size_t line,
		      struct error *error)
{
	const char *colon = memchr(text, ':', length);
	size_t key_length = colon ? (size_t)(colon - text) : length;
	const char *value;

	while (length && strchr(" \t\r", text[length - 1]))
		length--;
	if (!length)
		return end_stanza(stanza, error);
	if (*text == ' ' || *text == '\t') {
		if (!stanza->line)
			return error_set(error, ERROR_INVALID,
					 "line %zu: a stanza begins with 'Key: value'", line);
		buffer_add_char(&stanza->value, '\n');
		buffer_add(&stanza->value, text, length);
		return true;
	}
	if (!colon || key_length > 64 || memchr(text, ' ', key_length))
		return error_set(error, ERROR_INVALID, "line %zu: 'Key: value' is expected",
				 line);
	begin_value(stanza, text, key_length, line);
	value = colon + 1;
	while (value < text + length && *value == ' ')
		value++;
	buffer_add(&stanza->value, value, (size_t)(text + length - value));
	if (!stanza->value.length_bytes)
		buffer_add_char(&stanza->value, ' ');
	return true;
}

bool documents_of_stanzas(const struct document_reading *reading, const struct buffer *text,
			  struct error *error)
{
	struct stanza stanza = {.reading = reading};
	const char *at = text->bytes;
	const char *end = text->bytes + text->length_bytes;
	bool goes_on = true;

	buffer_init(&stanza.json);
	buffer_init(&stanza.value);
	for (size_t line = 1; goes_on && at < end; line++) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *line_end = newline ? newline : end;

		goes_on = take_line(&stanza, at, (size_t)(line_end - at), line, error);
		at = newline ? newline + 1 : end;
	}
	goes_on = goes_on && end_stanza(&stanza, error);
	buffer_release(&stanza.value);
	buffer_release(&stanza.json);
	return goes_on;
}
