#include "report/deeds.h"

#include <string.h>

#include "report/quantity.h"

size_t deed_count_lines(const struct buffer *text)
{
	const char *at = text->bytes;
	const char *end = at ? at + text->length_bytes : at;
	size_t count = 0;

	for (; at != end; count++) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));

		at = newline ? newline + 1 : end;
	}
	return count;
}

void deed_add_written(struct buffer *buffer, const char *path, size_t line_count)
{
	buffer_addf(buffer, "Written: %s (", path);
	quantity_add_counted(buffer, line_count, "line", "lines");
	buffer_add_char(buffer, ')');
}

void deed_add_is_there(struct buffer *buffer, const char *path)
{
	buffer_addf(buffer,
		    "%s is there already. Enter again replaces it, any other key leaves it.",
		    path);
}

void deed_add_copied(struct buffer *buffer, size_t line_count, enum copy_way way)
{
	buffer_add_string(buffer, "Copied ");
	quantity_add_counted(buffer, line_count, "line", "lines");
	buffer_add_string(buffer, way == COPY_BY_TMUX
					  ? " to tmux's buffer."
					  : " by OSC 52; the terminal may have refused.");
}
