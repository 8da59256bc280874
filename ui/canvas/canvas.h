/*
 * The canvas: a grid of styled cells in memory, on which every screen draws.
 *
 * Rule: whatever is drawn goes through text_add_visible(), is clipped at the edges and never
 * leaves half of a wide character; so no text, wherever it came from, can disturb the cells
 * beside it. Rows and columns count from 0. Nothing here knows a terminal.
 */
#ifndef APLOMB_UI_CANVAS_CANVAS_H
#define APLOMB_UI_CANVAS_CANVAS_H

#include <stdbool.h>

#include "base/buffer.h"
#include "ui/canvas/style.h"

/* A base character and four marks upon it, the most that a terminal's cell takes. */
#define CELL_CHARACTERS_MAX 5
#define CELL_BYTES (CELL_CHARACTERS_MAX * 4 + 1)

struct canvas_cell {
	char text[CELL_BYTES]; /* one grapheme cluster; "" in the right half of a wide one */
	unsigned char width_cells; /* 1 or 2; 0 in the right half of a wide one */
	unsigned char style;	   /* enum style, STYLE_SELECTED, STYLE_FOUND */
};

struct canvas {
	int rows, columns;
	struct canvas_cell *cells; /* row by row */
	bool has_cursor;	   /* where the selection is */
	int cursor_row, cursor_column;
	struct buffer visible; /* for text on its way into cells */
};

/* A part of a canvas that one thing has to itself. */
struct area {
	int row, column, rows, columns;
};

/* Cuts rows or columns off an area, at most what it has, and gives them. */
struct area area_cut_top(struct area *area, int rows);
struct area area_cut_bottom(struct area *area, int rows);
struct area area_cut_left(struct area *area, int columns);

/* A blank canvas; sizes below 0 count as 0. */
void canvas_init(struct canvas *canvas, int rows, int columns);
void canvas_release(struct canvas *canvas);
/* Blank again, in a new size. */
void canvas_resize(struct canvas *canvas, int rows, int columns);
void canvas_clear(struct canvas *canvas);
/* The whole of it. */
struct area canvas_area(const struct canvas *canvas);

/* NULL outside. */
const struct canvas_cell *canvas_cell_at(const struct canvas *canvas, int row, int column);

/*
 * Draws text from (row, column) on, in at most `cells` cells; returns how many it took. Text
 * that does not fit ends in an ellipsis.
 */
int canvas_text(struct canvas *canvas, int row, int column, int cells, enum style style,
		const char *text);
/* The same, ending before `end_column`. */
int canvas_text_right(struct canvas *canvas, int row, int end_column, int cells,
		      enum style style, const char *text);
/* The same, in the middle of the `cells` cells from column on. */
int canvas_text_centre(struct canvas *canvas, int row, int column, int cells, enum style style,
		       const char *text);

/* Fills `cells` cells with one glyph of width 1. */
void canvas_repeat(struct canvas *canvas, int row, int column, int cells, enum style style,
		   const char *glyph);

/* Lays STYLE_SELECTED or STYLE_FOUND over cells. */
void canvas_overlay(struct canvas *canvas, int row, int column, int cells, unsigned overlay);

/* Where the hardware cursor rests; outside the canvas: nowhere. */
void canvas_place_cursor(struct canvas *canvas, int row, int column);

/* The cells that canvas_text() takes for a text, given room. */
int canvas_text_cells(struct canvas *canvas, const char *text);

/*
 * Replaces what is in the cells by ASCII, cell by cell: each keeps its width, so the picture
 * stays where it is.
 */
void canvas_make_ascii(struct canvas *canvas);

/* Appends what is seen, a line for each row, without spaces at the ends of lines. */
void canvas_to_text(const struct canvas *canvas, struct buffer *text);

/*
 * Appends a map of the styles, a letter for each cell, in the order of enum style:
 * ".thd-gcwsuokqn". A capital (or '#') is selected, 'f' found, a space plain and blank.
 */
void canvas_to_styles(const struct canvas *canvas, struct buffer *map);

#endif
