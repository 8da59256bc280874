#include "ui/canvas/canvas.h"

#include <string.h>

#include "base/text.h"

static void cell_make_ascii(struct canvas_cell *cell, struct buffer *ascii)
{
	size_t width = cell->width_cells;

	buffer_clear(ascii);
	text_add_ascii(ascii, cell->text, strlen(cell->text));
	while (ascii->length_bytes < width)
		buffer_add_char(ascii, ' ');
	memset(cell->text, 0, sizeof(cell->text));
	memcpy(cell->text, ascii->bytes, 1);
	cell->width_cells = 1;
	if (width < 2)
		return;
	cell[1].text[0] = ascii->bytes[1];
	cell[1].width_cells = 1;
}

void canvas_make_ascii(struct canvas *canvas)
{
	size_t count = (size_t)canvas->rows * (size_t)canvas->columns;
	struct buffer ascii;

	buffer_init(&ascii);
	for (size_t i = 0; i < count; i++)
		if ((unsigned char)canvas->cells[i].text[0] >= 0x80)
			cell_make_ascii(&canvas->cells[i], &ascii);
	buffer_release(&ascii);
}

/* Cells of a row up to the last that is not blank. */
static int row_end(const struct canvas *canvas, int row, bool styles_matter)
{
	int end = canvas->columns;

	for (; end > 0; end--) {
		const struct canvas_cell *cell = canvas_cell_at(canvas, row, end - 1);

		if (strcmp(cell->text, " ") != 0 || (styles_matter && cell->style))
			break;
	}
	return end;
}

void canvas_to_text(const struct canvas *canvas, struct buffer *text)
{
	for (int row = 0; row < canvas->rows; row++) {
		int end = row_end(canvas, row, false);

		for (int column = 0; column < end; column++)
			buffer_add_string(text, canvas_cell_at(canvas, row, column)->text);
		buffer_add_char(text, '\n');
	}
}

static const char style_letters[STYLE_COUNT + 1] = ".thd-gcwsuokqn";

static char style_letter(const struct canvas_cell *cell)
{
	unsigned base = cell->style & STYLE_BASE_MASK;
	char letter = base < STYLE_COUNT ? style_letters[base] : '?';

	if (cell->style & STYLE_FOUND)
		return 'f';
	if (cell->style & STYLE_SELECTED)
		return letter >= 'a' && letter <= 'z' ? (char)(letter - 'a' + 'A') : '#';
	return letter == '.' && strcmp(cell->text, " ") == 0 ? ' ' : letter;
}

void canvas_to_styles(const struct canvas *canvas, struct buffer *map)
{
	for (int row = 0; row < canvas->rows; row++) {
		int end = row_end(canvas, row, true);

		for (int column = 0; column < end; column++)
			buffer_add_char(map, style_letter(canvas_cell_at(canvas, row, column)));
		buffer_add_char(map, '\n');
	}
}
