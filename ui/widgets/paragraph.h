/* Running text, broken into lines at its spaces. */
#ifndef APLOMB_UI_WIDGETS_PARAGRAPH_H
#define APLOMB_UI_WIDGETS_PARAGRAPH_H

#include "base/arena.h"
#include "ui/canvas/canvas.h"

struct paragraph {
	const char **lines; /* visible text */
	int count;
};

/*
 * Breaks a text into lines of at most `cells` cells; a word that is longer is broken too. An
 * empty text has no lines. Memory from the arena.
 */
struct paragraph paragraph_break(struct arena *arena, const char *text, int cells);

/* Draws at most `rows` lines (the last with an ellipsis if there are more); returns how many.
 */
int paragraph_draw(struct canvas *canvas, int row, int column, int rows, int cells,
		   enum style style, const struct paragraph *paragraph);

#endif
