/*
 * Running text in passages, each under a heading, through which one scrolls.
 *
 * Rule: knows lines only; what they say is the screen's.
 */
#ifndef APLOMB_UI_WIDGETS_PASSAGES_H
#define APLOMB_UI_WIDGETS_PASSAGES_H

#include "base/arena.h"
#include "ui/widgets/list.h"

#define PASSAGES_CELLS_MAX 90 /* long lines tire the eye */

/* Zeros but for arena and cells are a valid beginning. Memory: the arena's. */
struct passages {
	struct arena *arena; /* of the frame */
	int cells;	     /* of a line; more than PASSAGES_CELLS_MAX are not used */
	struct passage_line {
		const char *text;
		enum style style;
	} * lines;
	size_t count, capacity;
	const char *heading; /* added last */
};

/*
 * Adds a text under its heading, which stands once above what follows under the same one, with
 * an empty line before it; nothing where the text is empty.
 */
void passages_add(struct passages *passages, const char *heading, const char *text);

/* Draws what of it is seen; the list is of the positions that it can be scrolled to. */
void passages_draw(const struct passages *passages, struct canvas *canvas, struct area area,
		   int margin_cells, struct list *list);

#endif
