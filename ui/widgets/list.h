/*
 * A selection that moves through items, and the part of them that is seen.
 *
 * Rule: knows numbers only: how many items, which is selected, which line is the first shown.
 * What an item is, and how its lines look, is the screen's.
 */
#ifndef APLOMB_UI_WIDGETS_LIST_H
#define APLOMB_UI_WIDGETS_LIST_H

#include <stdbool.h>

#include "ui/canvas/canvas.h"
#include "ui/keys/keys.h"

struct list {
	int count;     /* items */
	int selected;  /* 0 .. count - 1; 0 where there are none */
	int top;       /* first line shown */
	int page_rows; /* rows it was last shown in */
	/* Where it stood when the selection last moved: a resize and back returns to it. */
	int anchor_top, anchor_line;
};

/* A new number of items; the selection stays, or becomes the last. */
void list_set_count(struct list *list, int count);
void list_select(struct list *list, int item);

/* Moves the selection. False where the action does not move one. */
bool list_act(struct list *list, enum action action);

/*
 * Scrolls as little as needed so that lines first_line .. last_line (of the selected item, with
 * its heading if it has one above) lie within `rows`, out of `lines` in all.
 */
void list_scroll(struct list *list, int rows, int lines, int first_line, int last_line);

/*
 * Of lines to be read, not chosen from: what moves the selection scrolls, and the selected one
 * is the first shown. For `rows` rows and that many lines in all.
 */
void list_read(struct list *list, int rows, int lines);

/* An arrow in the last column of the first and the last row where there are more lines. */
void list_draw_more(struct canvas *canvas, struct area area, const struct list *list,
		    int lines);

#endif
