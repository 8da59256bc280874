#include "ui/widgets/paragraph.h"

#include <string.h>

#include "base/text.h"

/* Bytes of the first line of text; *next is where the following one begins. */
static size_t line_bytes(const char *text, int cells, const char **next)
{
	size_t fits = text_prefix_bytes(text, cells);
	size_t length = fits;

	if (text[fits] && text[fits] != ' ') {
		while (length > 0 && text[length - 1] != ' ')
			length--;
		if (length == 0) {
			/* One long word. A wide character may not fit at all: take it anyway.
			 */
			int width;

			length = fits ? fits : text_next_cluster(text, &width);
			*next = text + length;
			return length;
		}
	}
	*next = text + length;
	while (**next == ' ')
		(*next)++;
	while (length > 0 && text[length - 1] == ' ')
		length--;
	return length;
}

struct paragraph paragraph_break(struct arena *arena, const char *text, int cells)
{
	struct paragraph paragraph = {NULL, 0};
	size_t capacity = 0;
	const char *visible = text_visible(arena, text);
	const char *next;

	if (cells < 1)
		return paragraph;
	while (*visible == ' ')
		visible++;
	for (; *visible; visible = next) {
		size_t length = line_bytes(visible, cells, &next);

		paragraph.lines = arena_grow(arena, paragraph.lines, (size_t)paragraph.count,
					     &capacity, sizeof(*paragraph.lines));
		paragraph.lines[paragraph.count++] = arena_copy(arena, visible, length);
	}
	return paragraph;
}

int paragraph_draw(struct canvas *canvas, int row, int column, int rows, int cells,
		   enum style style, const struct paragraph *paragraph)
{
	int drawn = paragraph->count < rows ? paragraph->count : rows;

	for (int i = 0; i < drawn; i++) {
		int used =
			canvas_text(canvas, row + i, column, cells, style, paragraph->lines[i]);

		if (i + 1 == rows && paragraph->count > rows)
			canvas_text(canvas, row + i, column + (used < cells ? used : cells - 1),
				    1, style, "…");
	}
	return drawn > 0 ? drawn : 0;
}
