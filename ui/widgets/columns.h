/*
 * Columns side by side, that narrow and drop by priority.
 *
 * Rule: what is dropped is dropped whole: a column is never shown narrower than its minimum.
 */
#ifndef APLOMB_UI_WIDGETS_COLUMNS_H
#define APLOMB_UI_WIDGETS_COLUMNS_H

struct column {
	int minimum_cells, preferred_cells;
	int rank;	   /* 1 stays longest; 0: always stays, cut if it must be */
	int content_cells; /* what stands in it whole: widened to this before any goes on */
	/* Set by columns_fit(). */
	int column, cells; /* cells 0: dropped */
};

/* Places columns in `cells` cells from `column` on, with `gap` cells between neighbours. */
void columns_fit(struct column *columns, int count, int column, int cells, int gap);

#endif
