#include "ui/widgets/choices.h"

#define GAP_WIDE 3
#define GAP_NARROW 1 /* where it makes room for all */
#define GAP_SOME 2   /* where there is no room for all anyway */

/* Of those from one on, with the brackets at both ends. */
static int cells_from(struct canvas *canvas, const struct choices *choices, int first, int gap)
{
	int cells = 2;

	for (int i = first; i < choices->count; i++)
		cells += canvas_text_cells(canvas, choices->names[i]) + (i > first ? gap : 0);
	return cells;
}

void choices_draw(struct canvas *canvas, struct area area, const struct choices *choices,
		  bool has_focus, struct hits *hits, int item)
{
	int gap = cells_from(canvas, choices, 0, GAP_WIDE) <= area.columns     ? GAP_WIDE
		  : cells_from(canvas, choices, 0, GAP_NARROW) <= area.columns ? GAP_NARROW
									       : GAP_SOME;
	int column = area.column + 1, end = area.column + area.columns - 1;
	int first = 0;

	while (first < choices->chosen &&
	       cells_from(canvas, choices, first, gap) > area.columns)
		first++;
	for (int i = first; i < choices->count && column < end; i++) {
		bool is_chosen = i == choices->chosen;
		int cells =
			canvas_text(canvas, area.row, column, end - column,
				    is_chosen ? STYLE_TITLE : STYLE_PLAIN, choices->names[i]);

		hits_add(hits, area.row, column, cells, item, i);
		if (is_chosen) {
			canvas_text(canvas, area.row, column - 1, 1, STYLE_TITLE, "[");
			canvas_text(canvas, area.row, column + cells, 1, STYLE_TITLE, "]");
		}
		if (is_chosen && has_focus) {
			canvas_overlay(canvas, area.row, column, cells, STYLE_SELECTED);
			canvas_place_cursor(canvas, area.row, column);
		}
		column += cells + gap;
	}
}
