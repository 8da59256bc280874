#include "ui/canvas/canvas.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

static const char ellipsis[] = "…";

static bool is_within(const struct canvas *canvas, int row, int column)
{
	return row >= 0 && row < canvas->rows && column >= 0 && column < canvas->columns;
}

/* Within the canvas only. */
static struct canvas_cell *cell_of(const struct canvas *canvas, int row, int column)
{
	assert(is_within(canvas, row, column));
	return &canvas->cells[(size_t)row * (size_t)canvas->columns + (size_t)column];
}

static void cell_blank(struct canvas_cell *cell)
{
	memset(cell, 0, sizeof(*cell));
	cell->text[0] = ' ';
	cell->width_cells = 1;
}

void canvas_init(struct canvas *canvas, int rows, int columns)
{
	memset(canvas, 0, sizeof(*canvas));
	buffer_init(&canvas->visible);
	canvas_resize(canvas, rows, columns);
}

void canvas_release(struct canvas *canvas)
{
	free(canvas->cells);
	buffer_release(&canvas->visible);
	memset(canvas, 0, sizeof(*canvas));
}

void canvas_resize(struct canvas *canvas, int rows, int columns)
{
	canvas->rows = rows > 0 ? rows : 0;
	canvas->columns = columns > 0 ? columns : 0;
	canvas->cells =
		memory_resize(canvas->cells, (size_t)canvas->rows * (size_t)canvas->columns,
			      sizeof(*canvas->cells));
	canvas_clear(canvas);
}

void canvas_clear(struct canvas *canvas)
{
	size_t count = (size_t)canvas->rows * (size_t)canvas->columns;

	for (size_t i = 0; i < count; i++)
		cell_blank(&canvas->cells[i]);
	canvas->has_cursor = false;
	canvas->cursor_row = canvas->cursor_column = 0;
}

struct area canvas_area(const struct canvas *canvas)
{
	return (struct area){0, 0, canvas->rows, canvas->columns};
}

const struct canvas_cell *canvas_cell_at(const struct canvas *canvas, int row, int column)
{
	return is_within(canvas, row, column) ? cell_of(canvas, row, column) : NULL;
}

/* Blanks a cell, and the other half where it was part of a wide character. */
static void cell_vacate(struct canvas *canvas, int row, int column)
{
	struct canvas_cell *cell = cell_of(canvas, row, column);

	if (cell->width_cells == 0)
		cell_blank(cell_of(canvas, row, column - 1));
	else if (cell->width_cells == 2)
		cell_blank(cell_of(canvas, row, column + 1));
	cell_blank(cell);
}

/* Copies a cluster; marks beyond what a cell takes are dropped, whole characters at a time. */
static void cell_set_text(struct canvas_cell *cell, const char *bytes, size_t length)
{
	size_t kept = 0;
	int characters = 0;

	for (size_t i = 0; i <= length; i++) {
		bool is_start = i == length || ((unsigned char)bytes[i] & 0xc0) != 0x80;

		if (!is_start)
			continue;
		kept = i;
		if (i < length && ++characters > CELL_CHARACTERS_MAX)
			break;
	}
	memcpy(cell->text, bytes, kept);
	cell->text[kept] = '\0';
}

/* Puts one cluster at a place where its whole width fits. */
static void cluster_put(struct canvas *canvas, int row, int column, const char *bytes,
			size_t length, int width_cells, enum style style)
{
	struct canvas_cell *cell;

	for (int i = 0; i < width_cells; i++)
		cell_vacate(canvas, row, column + i);
	cell = cell_of(canvas, row, column);
	cell_set_text(cell, bytes, length);
	cell->width_cells = (unsigned char)width_cells;
	cell->style = (unsigned char)style;
	if (width_cells == 2) {
		struct canvas_cell *right = cell_of(canvas, row, column + 1);

		right->text[0] = '\0';
		right->width_cells = 0;
		right->style = (unsigned char)style;
	}
}

/* A wide character cut by the canvas' edge leaves a blank in the half that is seen. */
static void cluster_clip(struct canvas *canvas, int row, int column, const char *bytes,
			 size_t length, int width_cells, enum style style)
{
	bool fits = column >= 0 && column + width_cells <= canvas->columns;

	if (fits) {
		cluster_put(canvas, row, column, bytes, length, width_cells, style);
		return;
	}
	for (int i = 0; i < width_cells; i++)
		if (column + i >= 0 && column + i < canvas->columns)
			cluster_put(canvas, row, column + i, " ", 1, 1, style);
}

/* Draws visible text, at most `cells` cells of it, whole clusters only. */
static int draw_clusters(struct canvas *canvas, int row, int column, int cells,
			 enum style style, const char *text)
{
	int used = 0;
	int width;
	size_t length;

	for (; (length = text_next_cluster(text, &width)) > 0; text += length) {
		if (width <= 0)
			continue;
		if (used + width > cells)
			break;
		cluster_clip(canvas, row, column + used, text, length, width, style);
		used += width;
	}
	return used;
}

static const char *make_visible(struct canvas *canvas, const char *text)
{
	buffer_clear(&canvas->visible);
	buffer_add_string(&canvas->visible, "");
	text_add_visible(&canvas->visible, text, strlen(text));
	return canvas->visible.bytes;
}

int canvas_text_cells(struct canvas *canvas, const char *text)
{
	return text_width_cells(make_visible(canvas, text));
}

int canvas_text(struct canvas *canvas, int row, int column, int cells, enum style style,
		const char *text)
{
	const char *visible = make_visible(canvas, text);
	int used;

	if (row < 0 || row >= canvas->rows || cells <= 0)
		return 0;
	if (text_width_cells(visible) <= cells)
		return draw_clusters(canvas, row, column, cells, style, visible);
	used = draw_clusters(canvas, row, column, cells - 1, style, visible);
	return used + draw_clusters(canvas, row, column + used, 1, style, ellipsis);
}

int canvas_text_right(struct canvas *canvas, int row, int end_column, int cells,
		      enum style style, const char *text)
{
	int width = canvas_text_cells(canvas, text);

	if (width > cells)
		width = cells;
	return canvas_text(canvas, row, end_column - width, cells, style, text);
}

int canvas_text_centre(struct canvas *canvas, int row, int column, int cells, enum style style,
		       const char *text)
{
	int width = canvas_text_cells(canvas, text);

	if (width > cells)
		width = cells;
	return canvas_text(canvas, row, column + (cells - width) / 2, cells, style, text);
}

void canvas_repeat(struct canvas *canvas, int row, int column, int cells, enum style style,
		   const char *glyph)
{
	int width;
	size_t length = text_next_cluster(glyph, &width);

	assert(width == 1);
	if (row < 0 || row >= canvas->rows)
		return;
	for (int i = 0; i < cells; i++)
		cluster_clip(canvas, row, column + i, glyph, length, 1, style);
}

void canvas_overlay(struct canvas *canvas, int row, int column, int cells, unsigned overlay)
{
	for (int i = 0; i < cells; i++) {
		struct canvas_cell *cell;

		if (!is_within(canvas, row, column + i))
			continue;
		cell = cell_of(canvas, row, column + i);
		cell->style = (unsigned char)(cell->style | overlay);
	}
}

void canvas_place_cursor(struct canvas *canvas, int row, int column)
{
	canvas->has_cursor = is_within(canvas, row, column);
	canvas->cursor_row = canvas->has_cursor ? row : 0;
	canvas->cursor_column = canvas->has_cursor ? column : 0;
}
