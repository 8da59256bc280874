#include "export/json_write.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "export/figure.h"

#define JSON_SCHEMA_VERSION 1

void json_add_text(struct buffer *out, const char *text)
{
	struct buffer visible;

	if (!text) {
		buffer_add_string(out, "null");
		return;
	}
	buffer_add_char(out, '"');
	if (!strpbrk(text, "\"\\")) {
		text_add_visible(out, text, strlen(text));
		buffer_add_char(out, '"');
		return;
	}
	buffer_init(&visible);
	text_add_visible(&visible, text, strlen(text));
	for (size_t i = 0; i < visible.length_bytes; i++) {
		if (visible.bytes[i] == '"' || visible.bytes[i] == '\\')
			buffer_add_char(out, '\\');
		buffer_add_char(out, visible.bytes[i]);
	}
	buffer_add_char(out, '"');
	buffer_release(&visible);
}

/* "key":, with a comma before it unless it is the first of its object. */
void json_add_key(struct buffer *out, const char *key)
{
	if (out->length_bytes && out->bytes[out->length_bytes - 1] != '{')
		buffer_add_char(out, ',');
	buffer_add_char(out, '"');
	buffer_add_string(out, key);
	buffer_add(out, "\":", 2);
}

void json_add_number(struct buffer *out, double value, int digits)
{
	if (!isfinite(value))
		buffer_add_string(out, "null");
	else
		figure_add(out, value, digits);
}

void json_add_key_number(struct buffer *out, const char *key, double value)
{
	json_add_key(out, key);
	json_add_number(out, value, FIGURE_DIGITS);
}

void json_add_key_text(struct buffer *out, const char *key, const char *text)
{
	json_add_key(out, key);
	json_add_text(out, text);
}

void json_add_key_word(struct buffer *out, const char *key, const char *word)
{
	json_add_key(out, key);
	buffer_add_string(out, word);
}

void json_add_key_instant(struct buffer *out, const char *key, instant at)
{
	char text[INSTANT_TEXT_BYTES];

	json_add_key_text(out, key, at == INSTANT_NONE ? NULL : instant_format(at, text));
}

void json_begin(struct buffer *out, const struct scorecard *scorecard, const char *version)
{
	buffer_add_char(out, '{');
	json_add_key_text(out, "aplomb", version);
	json_add_key_number(out, "schema_version", JSON_SCHEMA_VERSION);
	json_add_key_text(out, "organization", scorecard->catalog->organization);
	json_add_key_instant(out, "as_of", scorecard->period.as_of);
	json_add_key_number(out, "window_days", scorecard->period.window_days);
	json_add_key_text(out, "timezone", scorecard->catalog->zone.name);
	json_add_key_text(out, "bands_edition", band_edition_name(scorecard->period.bands));
}
