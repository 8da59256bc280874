#include "ui/screens/capacity_screen.h"

#include <math.h>
#include <string.h>

#include "ui/widgets/columns.h"
#include "ui/widgets/divider.h"
#include "ui/widgets/paragraph.h"
#include "ui/widgets/reading_cells.h"
#include "ui/widgets/reading_chart.h"

#define MARGIN_CELLS 2
#define ROW_COLUMN 3
#define CHART_ROWS_MAX 18
#define NAME_MINIMUM_CELLS 16
#define WHY_COLUMNS_MIN 60

/* -- what it says ---------------------------------------------------------------------------
 */

/* "before: 55 min of 13", "before: 4.1 a week, n 49", "before: 47 of 50". */
static void add_previous(struct buffer *buffer, const struct reading *reading)
{
	enum unit unit = reading->capacity->unit;

	buffer_add_string(buffer, "before: ");
	wording_add_previous(buffer, reading, WORDING_LINE);
	if (reading->previous.n == 0 || isnan(reading->previous.value) || unit == UNIT_RATIO)
		return;
	buffer_add_string(buffer, unit == UNIT_SECONDS ? " of " : ", n ");
	quantity_add_count(buffer, reading->previous.n);
}

/* The verdict, the window before and the goal, in one line. */
static void draw_verdict_line(struct view *view, struct canvas *canvas, int row, int column,
			      int cells, const struct reading *reading)
{
	struct buffer *buffer = &view->words.buffer;
	int used = 0;

	if (reading_has_verdict(reading)) {
		buffer_addf(buffer, "%s %s",
			    verdict_glyph(reading->change, view->wording.is_ascii),
			    verdict_word(reading->change));
		used = canvas_text(canvas, row, column, cells, verdict_style(reading->change),
				   words_take(&view->words));
	}
	if (reading_has_value(reading) && view->columns >= SCREEN_NARROW_COLUMNS) {
		buffer_add_string(buffer, used ? "   " : "");
		add_previous(buffer, reading);
	}
	if (reading->goal) {
		buffer_addf(buffer, "%sgoal: ", used || buffer->length_bytes ? "   " : "");
		wording_add_goal(buffer, &view->wording, reading);
	}
	if (reading->has_bands) {
		buffer_addf(buffer, "%s%s: ", used || buffer->length_bytes ? "   " : "",
			    band_edition_word(view->wording.period.bands));
		wording_add_bands(buffer, &view->wording, reading);
	}
	canvas_text(canvas, row, column + used, cells - used, STYLE_DIM,
		    words_take(&view->words));
}

/* Cuts the words off the top of the area. */
static void draw_words(struct view *view, struct canvas *canvas, struct area *area,
		       const struct reading *reading)
{
	int cells = area->columns - 2 * MARGIN_CELLS;
	int column = area->column + MARGIN_CELLS;
	struct paragraph sentence;
	struct area line;

	wording_add_sentence(&view->words.buffer, &view->wording, reading);
	if (reading->shift) {
		buffer_add_char(&view->words.buffer, ' ');
		wording_add_shift(&view->words.buffer, reading);
	}
	sentence = paragraph_break(&view->words.arena, words_take(&view->words), cells);
	line = area_cut_top(area, sentence.count < 3 ? sentence.count : 3);
	paragraph_draw(canvas, line.row, column, line.rows, cells, STYLE_PLAIN, &sentence);
	if (reading->state == READING_UNCOLLECTED)
		return;
	line = area_cut_top(area, 1);
	if (line.rows == 0)
		return;
	draw_verdict_line(view, canvas, line.row, column, cells, reading);
}

/* -- the chart ------------------------------------------------------------------------------
 */

static void draw_chart(const struct capacity_screen *screen, struct view *view,
		       struct canvas *canvas, struct area area, const struct reading *reading)
{
	const struct capacity_rows *rows = &screen->rows;
	struct chart_events events = {rows->evidence, rows->evidence_count, NULL};

	if (rows->count > 0)
		events.selected = rows->rows[screen->list.selected].evidence;
	reading_chart_draw(canvas, area, &view->words, &view->wording, reading, &events);
}

/* -- the events -----------------------------------------------------------------------------
 */

static void draw_rows_head(struct view *view, struct canvas *canvas, struct area area,
			   const struct reading *reading)
{
	struct buffer *buffer = &view->words.buffer;
	int column = area.column + MARGIN_CELLS;
	int used = canvas_text(canvas, area.row, column, area.columns - MARGIN_CELLS,
			       STYLE_HEADING, "EVENTS BEHIND IT");

	buffer_add_string(buffer, "  ");
	if (reading->n > 0)
		wording_add_n(buffer, reading);
	else if (!reading->excluded_count)
		buffer_add_string(buffer, "none in this window");
	if (reading->n > 0 && reading->excluded_count)
		buffer_add_string(buffer, "; ");
	wording_add_excluded(buffer, reading);
	canvas_text(canvas, area.row, column + used, area.columns - MARGIN_CELLS - used - 1,
		    STYLE_DIM, words_take(&view->words));
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

static void draw_row(const struct capacity_screen *screen, struct view *view,
		     struct canvas *canvas, struct area area, int row,
		     const struct column *columns, int index)
{
	const struct capacity_row *shown = &screen->rows.rows[index];
	enum style style = shown->is_left_out ? STYLE_DIM : STYLE_PLAIN;
	int column = 0;
	int end = area.column + area.columns - 2;

	for (int i = 0; i < ROW_CELLS; i++) {
		const char *cell = shown->cells[i];

		if (!shown->is_left_out || i < ROW_RUNS_ON) {
			if (i == ROW_NAME && !shown->evidence)
				cell = name_that_fits(view, canvas, cell, columns[i].cells);
			canvas_text(canvas, row, columns[i].column, columns[i].cells, style,
				    cell);
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

static void draw_rows(struct capacity_screen *screen, struct view *view, struct canvas *canvas,
		      struct area area, const struct reading *reading)
{
	static const int least[ROW_CELLS] = {6, 8, 6, 8, 8};
	static const int ranks[ROW_CELLS] = {0, 2, 0, 3, 4};
	struct column columns[ROW_CELLS];
	struct area head = area_cut_top(&area, 1);

	if (head.rows == 0)
		return;
	draw_rows_head(view, canvas, head, reading);
	if (area.rows == 0)
		return;
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
	list_scroll(&screen->list, area.rows, screen->rows.count, screen->list.selected,
		    screen->list.selected);
	for (int i = 0; i < area.rows && screen->list.top + i < screen->rows.count; i++) {
		hits_add(&screen->hits, area.row + i, area.column, area.columns,
			 screen->list.top + i, 0);
		draw_row(screen, view, canvas, area, area.row + i, columns,
			 screen->list.top + i);
	}
	list_draw_more(canvas, area, &screen->list, screen->rows.count);
}

/* -- the whole ------------------------------------------------------------------------------
 */

#define QUESTION_ROWS 4

/* What can be asked where there is nothing to draw. */
static void draw_question(struct view *view, struct canvas *canvas, struct area area,
			  const struct reading *reading)
{
	int cells = area.columns - 2 * MARGIN_CELLS;
	struct paragraph question;

	reading_add_question(&view->words.buffer, &view->wording, reading);
	question = paragraph_break(&view->words.arena, words_take(&view->words), cells);
	paragraph_draw(canvas, area.row + 1, area.column + MARGIN_CELLS, area.rows - 1, cells,
		       STYLE_QUESTION, &question);
}

static void draw_chart_and_rows(struct capacity_screen *screen, struct view *view,
				struct canvas *canvas, struct area area,
				const struct reading *reading)
{
	struct area chart;
	int rows;

	if (capacity_is_short(view)) {
		if (!screen->shows_chart)
			draw_rows(screen, view, canvas, area, reading);
		else if (reading->capacity->is_loop)
			draw_question(view, canvas, area, reading);
		else
			draw_chart(screen, view, canvas, area, reading);
		return;
	}
	if (reading->capacity->is_loop) {
		draw_question(view, canvas, area_cut_top(&area, QUESTION_ROWS), reading);
		draw_rows(screen, view, canvas, area, reading);
		return;
	}
	area_cut_top(&area, 1);
	rows = (area.rows - 2) / 2;
	chart = area_cut_top(&area, rows < CHART_ROWS_MAX ? rows : CHART_ROWS_MAX);
	draw_chart(screen, view, canvas, chart, reading);
	area_cut_top(&area, 1);
	draw_rows(screen, view, canvas, area, reading);
}

void capacity_draw(struct capacity_screen *screen, struct view *view, struct canvas *canvas,
		   struct area area, const struct reading *reading)
{
	if (screen->shows_why && view->columns < SCREEN_WIDE_COLUMNS) {
		capacity_draw_why(screen, view, canvas, area, reading, true);
		return;
	}
	if (screen->shows_why) {
		struct area why = area;

		area = area_cut_left(&why, area.columns - WHY_COLUMNS_MIN);
		divider_draw(canvas, why.row, why.column, why.rows);
		area_cut_left(&why, DIVIDER_CELLS);
		capacity_draw_why(screen, view, canvas, why, reading, false);
	}
	/* On what is said, unless a row is selected below. */
	canvas_place_cursor(canvas, area.row, area.column + MARGIN_CELLS);
	draw_words(view, canvas, &area, reading);
	if (reading->state == READING_UNCOLLECTED)
		draw_question(view, canvas, area, reading);
	else
		draw_chart_and_rows(screen, view, canvas, area, reading);
}
