#include "ui/canvas/canvas.h"

static int at_most(int wanted, int available)
{
	if (wanted < 0)
		return 0;
	return wanted < available ? wanted : available;
}

struct area area_cut_top(struct area *area, int rows)
{
	struct area cut = *area;

	cut.rows = at_most(rows, area->rows);
	area->row += cut.rows;
	area->rows -= cut.rows;
	return cut;
}

struct area area_cut_bottom(struct area *area, int rows)
{
	struct area cut = *area;

	cut.rows = at_most(rows, area->rows);
	area->rows -= cut.rows;
	cut.row = area->row + area->rows;
	return cut;
}

struct area area_cut_left(struct area *area, int columns)
{
	struct area cut = *area;

	cut.columns = at_most(columns, area->columns);
	area->column += cut.columns;
	area->columns -= cut.columns;
	return cut;
}
