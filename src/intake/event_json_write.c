/* Events as JSON: writing. */
#include <string.h>

#include "base/text.h"
#include "intake/event_json.h"
#include "intake/event_text.h"

/* Bytes of the character that begins with this byte, of valid UTF-8. */
static size_t character_bytes(unsigned char first)
{
	return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

static void escape_add(struct buffer *buffer, const char *bytes, size_t length_bytes)
{
	static const unsigned char first_mask[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	unsigned code = (unsigned char)bytes[0] & first_mask[length_bytes];

	for (size_t i = 1; i < length_bytes; i++)
		code = code << 6 | ((unsigned char)bytes[i] & 0x3f);
	if (code >= 0x10000) {
		code -= 0x10000;
		buffer_addf(buffer, "\\u%04x", 0xd800 | code >> 10);
		code = 0xdc00 | (code & 0x3ff);
	}
	buffer_addf(buffer, "\\u%04x", code);
}

void json_add_ascii(struct buffer *buffer, const char *json, size_t length_bytes)
{
	for (size_t at = 0, count; at < length_bytes; at += count) {
		count = character_bytes((unsigned char)json[at]);
		if (count > length_bytes - at)
			count = length_bytes - at;
		if (count == 1)
			buffer_add_char(buffer, json[at]);
		else
			escape_add(buffer, json + at, count);
	}
}

void json_string_add(struct buffer *buffer, const char *text)
{
	struct buffer shown;
	size_t length_bytes;

	buffer_init(&shown);
	buffer_add_char(buffer, '"');
	for (; *text; text += length_bytes) {
		length_bytes = strnlen(text, character_bytes((unsigned char)*text));
		if (*text == '"' || *text == '\\')
			buffer_add_char(buffer, '\\');
		if (*text >= ' ' && *text < 0x7f) {
			buffer_add_char(buffer, *text);
			continue;
		}
		buffer_clear(&shown);
		text_add_visible(&shown, text, length_bytes);
		if (shown.length_bytes == length_bytes &&
		    !memcmp(shown.bytes, text, length_bytes))
			buffer_add(buffer, text, length_bytes);
		else
			escape_add(buffer, text, length_bytes);
	}
	buffer_add_char(buffer, '"');
	buffer_release(&shown);
}

static void changes_add(struct buffer *buffer, const struct event_value *value)
{
	char text[INSTANT_TEXT_BYTES];

	for (size_t i = 0; i < value->count; i++) {
		buffer_add_string(buffer, i ? ", {\"revision\": " : "[{\"revision\": ");
		json_string_add(buffer, value->changes[i].revision);
		if (value->changes[i].committed_at != INSTANT_NONE)
			buffer_addf(buffer, ", \"committed_at\": \"%s\"",
				    instant_format(value->changes[i].committed_at, text));
		buffer_add_char(buffer, '}');
	}
	buffer_add_char(buffer, ']');
}

static void teams_add(struct buffer *buffer, const struct event_value *value)
{
	for (size_t i = 0; i < value->count; i++) {
		buffer_add_string(buffer, i ? ", " : "[");
		json_string_add(buffer, value->teams[i]);
	}
	buffer_add_char(buffer, ']');
}

static void field_add(struct buffer *buffer, const struct event *event, int field)
{
	const struct event_value *value = &event->values[field];
	bool is_quoted = event->type->fields[field].kind == FIELD_INSTANT;

	switch (event->type->fields[field].kind) {
	case FIELD_TEXT:
	case FIELD_CHOICE:
		json_string_add(buffer, value->text);
		break;
	case FIELD_CHANGES:
		changes_add(buffer, value);
		break;
	case FIELD_TEAMS:
		teams_add(buffer, value);
		break;
	case FIELD_INSTANT:
	case FIELD_INTEGER:
	case FIELD_NUMBER:
	case FIELD_BOOLEAN:
		buffer_add_string(buffer, is_quoted ? "\"" : "");
		event_value_add(buffer, event, field);
		buffer_add_string(buffer, is_quoted ? "\"" : "");
		break;
	}
}

void event_json_write(struct buffer *buffer, const struct event *event)
{
	buffer_addf(buffer, "{\"type\": \"%s\"", event->type->name);
	for (size_t i = 0; i < event->type->field_count; i++) {
		const struct event_value *value = &event->values[i];
		enum field_kind kind = event->type->fields[i].kind;

		if (!value->is_present ||
		    ((kind == FIELD_CHANGES || kind == FIELD_TEAMS) && !value->count))
			continue;
		buffer_addf(buffer, ", \"%s\": ", event->type->fields[i].name);
		field_add(buffer, event, (int)i);
	}
	buffer_add_string(buffer, "}\n");
}
