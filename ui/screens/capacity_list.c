/* The events behind a reading, drawn: a table, and what its columns cannot show. */
#include <string.h>

#include "report/facts.h"
#include "ui/screens/capacity_screen.h"
#include "ui/widgets/columns.h"
#include "ui/widgets/paragraph.h"

#define ROW_COLUMN 3
#define NAME_MINIMUM_CELLS 16
#define DETAIL_MINIMUM_ROWS 4
#define TALL_LIST_ROWS 10

static void draw_rows_head(struct view *view, struct canvas *canvas, struct area area,
			   const struct reading *reading)
{
	struct buffer *buffer = &view->words.buffer;
	int column = area.column + CAPACITY_MARGIN_CELLS;
	int used = canvas_text(canvas, area.row, column, area.columns - CAPACITY_MARGIN_CELLS,
			       STYLE_HEADING, "EVENTS BEHIND IT");

	buffer_add_string(buffer, "  ");
	if (reading->n > 0)
		wording_add_n(buffer, reading);
	else if (!reading->excluded_count)
		buffer_add_string(buffer, "none in this window");
	if (reading->n > 0 && reading->excluded_count)
		buffer_add_string(buffer, "; ");
	wording_add_excluded(buffer, reading);
	canvas_text(canvas, area.row, column + used,
		    area.columns - CAPACITY_MARGIN_CELLS - used - 1, STYLE_DIM,
		    words_take(&view->words));
}

/* Of a package's URL that is too long the name is at its end: "…/ledger-core". */
static const char *name_that_fits(struct view *view, struct canvas *canvas, const char *name,
				  int cells)
{
	const char *last = strrchr(name, '/');

	if (!last || canvas_text_cells(canvas, name) <= cells)
		return name;
	return arena_printf(&view->words.arena, "…%s", last);
}

static int end_of(struct area area)
{
	return area.column + area.columns - 2;
}

/* What the last column asks for may be more than there is. */
static int cells_of(const struct column *column, int end)
{
	int room = end > column->column ? end - column->column : 0;

	return column->cells < room ? column->cells : room;
}

static void draw_row(const struct capacity_screen *screen, struct view *view,
		     struct canvas *canvas, struct area area, int row,
		     const struct column *columns, int index)
{
	const struct capacity_row *shown = &screen->rows.rows[index];
	enum style style = shown->is_left_out ? STYLE_DIM : STYLE_PLAIN;
	int column = 0;
	int end = end_of(area);

	for (int i = 0; i < ROW_CELLS; i++) {
		int cells = cells_of(&columns[i], end);
		const char *cell = shown->cells[i];

		if (!shown->is_left_out || i < ROW_RUNS_ON) {
			if (i == ROW_NAME && !shown->evidence)
				cell = name_that_fits(view, canvas, cell, cells);
			canvas_text(canvas, row, columns[i].column, cells, style, cell);
		} else if (*cell) {
			/* In its column, or on from there where the reason is longer. */
			if (columns[i].column > column)
				column = columns[i].column;
			column += canvas_text(canvas, row, column, end - column, style, cell);
			column += 2;
		}
	}
	if (index != screen->list.selected)
		return;
	canvas_text(canvas, row, area.column + 1, 1, STYLE_TITLE, "▸");
	canvas_overlay(canvas, row, area.column + 2, area.columns - 3, STYLE_SELECTED);
	canvas_place_cursor(canvas, row, area.column + ROW_COLUMN);
}

/* A component is known by its name: that stays while its service, versions and all else go. */
static void prefer_names(struct column columns[ROW_CELLS], const int widths[ROW_CELLS])
{
	struct column *name = &columns[ROW_NAME], *next = &columns[ROW_CELLS - 1];

	name->rank = 0;
	name->content_cells = widths[ROW_NAME];
	name->minimum_cells =
		widths[ROW_NAME] < NAME_MINIMUM_CELLS ? widths[ROW_NAME] : NAME_MINIMUM_CELLS;
	columns[0].rank = 1;
	next->minimum_cells = widths[ROW_CELLS - 1];
}

/* The first cell that is not seen whole in its column; ROW_CELLS: all are. */
static int first_cut_cell(struct canvas *canvas, const struct capacity_row *row,
			  const struct column *columns, int end)
{
	int column = columns[0].column;

	for (int i = 0; i < ROW_CELLS; i++) {
		int width = canvas_text_cells(canvas, row->cells[i]);

		if (!row->is_left_out || i < ROW_RUNS_ON) {
			if (width > cells_of(&columns[i], end))
				return i;
		} else if (width) {
			if (columns[i].column > column)
				column = columns[i].column;
			if (column + width > end)
				return i;
			column += width + 2;
		}
	}
	return ROW_CELLS;
}

/* Room under the list for the whole of a row; none where every row is seen whole. */
static int detail_rows(const struct capacity_screen *screen, struct canvas *canvas,
		       struct area area, const struct column *columns)
{
	bool is_roomy = area.rows >= TALL_LIST_ROWS || area.columns < SCREEN_NARROW_COLUMNS;

	if (area.rows < DETAIL_MINIMUM_ROWS)
		return 0;
	for (int i = 0; i < screen->rows.count; i++)
		if (first_cut_cell(canvas, &screen->rows.rows[i], columns, end_of(area)) <
		    ROW_CELLS)
			return is_roomy ? 2 : 1;
	return 0;
}

/* What the columns do not show of the selected row. */
static void draw_detail(const struct capacity_screen *screen, struct view *view,
			struct canvas *canvas, struct area area, const struct column *columns)
{
	const struct capacity_row *row = &screen->rows.rows[screen->list.selected];
	struct buffer *buffer = &view->words.buffer;
	int cells = area.columns - ROW_COLUMN - 2;
	int first = first_cut_cell(canvas, row, columns, end_of(area));
	struct paragraph whole;

	if (area.rows == 0 || first == ROW_CELLS)
		return;
	for (int i = first; i < ROW_CELLS; i++) {
		if (!*row->cells[i])
			continue;
		if (buffer->length_bytes)
			separator_add(buffer, &view->wording);
		buffer_add_string(buffer, row->cells[i]);
	}
	whole = paragraph_break(&view->words.arena, words_take(&view->words), cells);
	paragraph_draw(canvas, area.row, area.column + ROW_COLUMN, area.rows, cells, STYLE_DIM,
		       &whole);
}

static void fit_columns(const struct capacity_screen *screen, const struct reading *reading,
			struct area area, struct column columns[ROW_CELLS])
{
	static const int least[ROW_CELLS] = {6, 8, 6, 8, 8};
	static const int ranks[ROW_CELLS] = {0, 2, 0, 3, 4};

	for (int i = 0; i < ROW_CELLS; i++) {
		int width = screen->rows.widths[i];

		columns[i] =
			(struct column){.preferred_cells = width,
					.minimum_cells = width < least[i] ? width : least[i],
					.rank = ranks[i]};
	}
	/* The instant and the outcome are whole or the row says nothing. */
	columns[0].minimum_cells = screen->rows.widths[0];
	columns[2].minimum_cells = screen->rows.widths[2] < 60 ? screen->rows.widths[2] : 60;
	if (reading->component_count)
		prefer_names(columns, screen->rows.widths);
	columns_fit(columns, ROW_CELLS, area.column + ROW_COLUMN, area.columns - ROW_COLUMN - 2,
		    2);
}

void capacity_draw_rows(struct capacity_screen *screen, struct view *view,
			struct canvas *canvas, struct area area, const struct reading *reading)
{
	struct column columns[ROW_CELLS];
	struct area head = area_cut_top(&area, 1);
	struct area detail;

	if (head.rows == 0)
		return;
	draw_rows_head(view, canvas, head, reading);
	if (area.rows == 0)
		return;
	fit_columns(screen, reading, area, columns);
	detail = area;
	area = area_cut_top(&detail, area.rows - detail_rows(screen, canvas, area, columns));
	list_scroll(&screen->list, area.rows, screen->rows.count, screen->list.selected,
		    screen->list.selected);
	for (int i = 0; i < area.rows && screen->list.top + i < screen->rows.count; i++) {
		hits_add(&screen->hits, area.row + i, area.column, area.columns,
			 screen->list.top + i, 0);
		draw_row(screen, view, canvas, area, area.row + i, columns,
			 screen->list.top + i);
	}
	list_draw_more(canvas, area, &screen->list, screen->rows.count);
	/* Near a list that ends early. */
	if (screen->rows.count < area.rows)
		detail.row = area.row + screen->rows.count + 1;
	if (screen->rows.count > 0)
		draw_detail(screen, view, canvas, detail, columns);
}
