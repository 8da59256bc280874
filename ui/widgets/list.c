#include "ui/widgets/list.h"

#define WHEEL_LINES 3

static int clamp(int value, int low, int high)
{
	if (value > high)
		value = high;
	return value < low ? low : value;
}

void list_select(struct list *list, int item)
{
	list->selected = clamp(item, 0, list->count - 1);
	if (list->selected < 0)
		list->selected = 0;
}

void list_set_count(struct list *list, int count)
{
	list->count = count;
	list_select(list, list->selected);
}

bool list_act(struct list *list, enum action action)
{
	int page = list->page_rows > 2 ? list->page_rows - 1 : 1;
	int step = 0;

	if (action == ACTION_UP)
		step = -1;
	else if (action == ACTION_DOWN)
		step = 1;
	else if (action == ACTION_PAGE_UP)
		step = -page;
	else if (action == ACTION_PAGE_DOWN)
		step = page;
	else if (action == ACTION_FIRST)
		step = -list->count;
	else if (action == ACTION_LAST)
		step = list->count;
	else if (action == ACTION_WHEEL_UP)
		step = -WHEEL_LINES;
	else if (action == ACTION_WHEEL_DOWN)
		step = WHEEL_LINES;
	else
		return false;
	list_select(list, list->selected + step);
	return true;
}

void list_scroll(struct list *list, int rows, int lines, int first_line, int last_line)
{
	bool has_moved = first_line != list->anchor_line;

	list->page_rows = rows;
	if (!has_moved)
		list->top = list->anchor_top;
	if (last_line >= list->top + rows)
		list->top = last_line - rows + 1;
	if (first_line < list->top)
		list->top = first_line;
	list->top = clamp(list->top, 0, lines > rows ? lines - rows : 0);
	if (has_moved) {
		list->anchor_top = list->top;
		list->anchor_line = first_line;
	}
}

void list_read(struct list *list, int rows, int lines)
{
	list_set_count(list, lines > rows ? lines - rows + 1 : 1);
	list->top = list->selected;
	list->page_rows = rows;
}

void list_draw_more(struct canvas *canvas, struct area area, const struct list *list, int lines)
{
	int column = area.column + area.columns - 1;

	if (area.rows < 1)
		return;
	if (list->top > 0)
		canvas_text(canvas, area.row, column, 1, STYLE_DIM, "↑");
	if (list->top + area.rows < lines)
		canvas_text(canvas, area.row + area.rows - 1, column, 1, STYLE_DIM, "↓");
}
