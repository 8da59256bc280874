#include "yaml/yaml_bytes.h"

#include <stdint.h>
#include <string.h>
#include <unistr.h>

#include "yaml/node.h"

struct place place_of_byte(const char *file, const char *text, size_t offset)
{
	struct place place = {file, 1, 1};

	for (size_t i = 0; i < offset; i++) {
		if (text[i] == '\n') {
			place.line++;
			place.column = 1;
		} else if (((unsigned char)text[i] & 0xC0) != 0x80) {
			place.column++;
		}
	}
	return place;
}

static const char *tag_directive_find(const char *text, size_t length_bytes)
{
	static const char directive[] = "\n%TAG";
	const char *found;

	if (length_bytes >= 4 && memcmp(text, directive + 1, 4) == 0)
		return text;
	found = memmem(text, length_bytes, directive, sizeof(directive) - 1);
	return found ? found + 1 : NULL;
}

bool yaml_bytes_check(const char *file, const char *text, size_t length_bytes,
		      struct error *error)
{
	const struct place start = {file, 1, 1};
	struct place place;
	const char *found;
	const uint8_t *invalid;

	if (length_bytes > YAML_FILE_BYTES_MAX)
		return place_refuse(&start, error,
				    "larger than 16 MiB; split it into several files");
	invalid = u8_check((const uint8_t *)text, length_bytes);
	found = memchr(text, '\0', length_bytes);
	if (found && (!invalid || found < (const char *)invalid)) {
		place = place_of_byte(file, text, (size_t)(found - text));
		return place_refuse(&place, error, "a NUL byte stands here; this is no text");
	}
	if (invalid) {
		place = place_of_byte(file, text, (size_t)((const char *)invalid - text));
		return place_refuse(
			&place, error,
			"byte 0x%02X is not valid UTF-8 here; save the file as UTF-8",
			*invalid);
	}
	/* libyaml compares each such line with all before it, before any event is seen. */
	found = tag_directive_find(text, length_bytes);
	if (found) {
		place = place_of_byte(file, text, (size_t)(found - text));
		return place_refuse(&place, error,
				    "YAML tags are not read here; remove this directive");
	}
	return true;
}
