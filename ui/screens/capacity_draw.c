#include "ui/screens/capacity_screen.h"

#include <math.h>

#include "report/facts.h"
#include "ui/widgets/divider.h"
#include "ui/widgets/paragraph.h"
#include "ui/widgets/reading_cells.h"
#include "ui/widgets/reading_chart.h"

#define CHART_ROWS_MAX 18
#define STRIP_ROWS 9
#define QUESTION_ROWS 4
#define TALL_ROWS 22 /* from here on there is room for more notes */
#define NOTES_MAX_LOW 2
#define NOTES_MAX 4
#define WHY_COLUMNS_MIN 60
#define EVENTS_ROWS_KEPT 20 /* no lane takes a row from these, if there are so many */

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

/* The verdict, the window before and the goal, in one line; returns how far it goes. */
static int draw_verdict_line(struct view *view, struct canvas *canvas, int row, int column,
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
	return used + canvas_text(canvas, row, column + used, cells - used, STYLE_DIM,
				  words_take(&view->words));
}

/* Beside what is said already, or in a line of their own. */
static void draw_bands_line(struct view *view, struct canvas *canvas, struct area *area,
			    int row, int used, const struct reading *reading)
{
	struct buffer *buffer = &view->words.buffer;
	int cells = area->columns - 2 * CAPACITY_MARGIN_CELLS;
	int column = area->column + CAPACITY_MARGIN_CELLS;
	const char *bands;

	if (!reading->has_bands)
		return;
	buffer_addf(buffer, "%s: ", band_edition_word(view->wording.period.bands));
	wording_add_bands(buffer, &view->wording, reading);
	bands = words_take(&view->words);
	used += used ? 3 : 0;
	if (used + canvas_text_cells(canvas, bands) > cells && !capacity_is_short(view)) {
		row = area_cut_top(area, 1).row;
		used = 0;
	}
	canvas_text(canvas, row, column + used, cells - used, STYLE_DIM, bands);
}

/* Cuts the words off the top of the area. */
static void draw_words(struct view *view, struct canvas *canvas, struct area *area,
		       const struct reading *reading)
{
	int cells = area->columns - 2 * CAPACITY_MARGIN_CELLS;
	int column = area->column + CAPACITY_MARGIN_CELLS;
	struct paragraph sentence;
	struct area line;

	wording_add_sentence(&view->words.buffer, &view->wording, reading);
	sentence = paragraph_break(&view->words.arena, words_take(&view->words), cells);
	line = area_cut_top(area, sentence.count < 3 ? sentence.count : 3);
	paragraph_draw(canvas, line.row, column, line.rows, cells, STYLE_PLAIN, &sentence);
	if (reading->state == READING_UNCOLLECTED)
		return;
	line = area_cut_top(area, 1);
	if (line.rows == 0)
		return;
	draw_bands_line(view, canvas, area, line.row,
			draw_verdict_line(view, canvas, line.row, column, cells, reading),
			reading);
}

/* -- the chart ------------------------------------------------------------------------------
 */

/* The events to be dots, and the newest notes of the time that the chart shows. */
static struct chart_events events_of(const struct capacity_screen *screen, struct view *view,
				     const struct reading *reading)
{
	const struct capacity_rows *rows = &screen->rows;
	struct chart_events events = {.events = rows->evidence, .count = rows->evidence_count};
	const struct notes *notes = &view->scorecard->notes;
	instant begin = notes_begin(&view->wording, reading);
	const struct note **shown;
	const struct note *note;
	size_t from = 0;

	if (rows->count > 0)
		events.selected = rows->rows[screen->list.selected].evidence;
	shown = ARENA_ARRAY(&view->words.arena, notes->count, const struct note *);
	while ((note = notes_next(notes, screen->team, screen->capacity, begin, &from)))
		shown[events.note_count++] = note;
	events.notes = shown;
	return events;
}

/* What was noted last, the newest first: its index'th. */
static const struct note *note_back(const struct chart_events *events, int index)
{
	return events->notes[events->note_count - 1 - (size_t)index];
}

static int date_cells(struct view *view, struct canvas *canvas,
		      const struct chart_events *events, int count)
{
	int widest = 0;

	for (int i = 0; i < count; i++) {
		int cells;

		note_add_date(&view->words.buffer, &view->wording, note_back(events, i));
		cells = canvas_text_cells(canvas, words_take(&view->words));
		if (cells > widest)
			widest = cells;
	}
	return widest;
}

/* Under the chart what its marks stand for. */
static void draw_notes(struct view *view, struct canvas *canvas, struct area area,
		       const struct chart_events *events)
{
	struct buffer *buffer = &view->words.buffer;
	int column = area.column + CAPACITY_MARGIN_CELLS;
	int count = area.rows < (int)events->note_count ? area.rows : (int)events->note_count;
	int text_column = column + 2 + date_cells(view, canvas, events, count) + 2;
	int end = area.column + area.columns - CAPACITY_MARGIN_CELLS;

	for (int i = 0; i < count; i++) {
		const struct note *note = note_back(events, i);
		int row = area.row + i;

		canvas_text(canvas, row, column, 2, STYLE_PLAIN,
			    note_glyph(view->wording.is_ascii));
		note_add_date(buffer, &view->wording, note);
		canvas_text(canvas, row, column + 2, text_column - column - 4, STYLE_DIM,
			    words_take(&view->words));
		note_add_text(buffer, &view->wording, note);
		canvas_text(canvas, row, text_column, end - text_column, STYLE_PLAIN,
			    words_take(&view->words));
	}
}

static void draw_chart(struct view *view, struct canvas *canvas, struct area area,
		       const struct reading *reading, const struct chart_events *events)
{
	reading_chart_draw(canvas, area, &view->words, &view->wording, reading, events);
}

/* -- the whole ------------------------------------------------------------------------------
 */

/* What can be asked where there is nothing to draw. */
static void draw_question(struct view *view, struct canvas *canvas, struct area area,
			  const struct reading *reading)
{
	int cells = area.columns - 2 * CAPACITY_MARGIN_CELLS;
	struct paragraph question;

	reading_add_question(&view->words.buffer, &view->wording, reading);
	question = paragraph_break(&view->words.arena, words_take(&view->words), cells);
	paragraph_draw(canvas, area.row + 1, area.column + CAPACITY_MARGIN_CELLS, area.rows - 1,
		       cells, STYLE_QUESTION, &question);
}

/* A low chart where the dots are few; beside a list of events at most half of all. */
static int chart_rows(const struct reading *reading, const struct chart_events *events,
		      int rows)
{
	int most = reading_chart_is_sparse(reading, events) ? STRIP_ROWS : CHART_ROWS_MAX;

	rows = (rows - 2) / 2;
	return (rows < most ? rows : most) + (events->note_count > 0);
}

static void draw_short(struct capacity_screen *screen, struct view *view, struct canvas *canvas,
		       struct area area, const struct reading *reading)
{
	struct chart_events events = events_of(screen, view, reading);

	if (screen->shows_chart && !reading->capacity->is_loop)
		draw_chart(view, canvas, area, reading, &events);
	else if (screen->shows_chart)
		draw_question(view, canvas, area, reading);
	else
		capacity_draw_rows(screen, view, canvas, area, reading);
}

/* What is left of the rows once chart, notes and the events behind it have theirs. */
static int rows_left(const struct capacity_screen *screen, int rows, int taken)
{
	int events = 1 + screen->rows.count;

	return rows - taken - (events < EVENTS_ROWS_KEPT ? events : EVENTS_ROWS_KEPT);
}

static void draw_chart_and_rows(struct capacity_screen *screen, struct view *view,
				struct canvas *canvas, struct area area,
				const struct reading *reading)
{
	struct chart_events events = events_of(screen, view, reading);
	int notes_most = area.rows < TALL_ROWS ? NOTES_MAX_LOW : NOTES_MAX;
	int notes = (int)events.note_count < notes_most ? (int)events.note_count : notes_most;
	int chart;
	struct area part;

	area_cut_top(&area, 1);
	chart = chart_rows(reading, &events, area.rows);
	/* A row parts them from the events, and one from the chart. */
	events.lanes = capacity_lanes(screen, view, reading, area.columns - 1,
				      rows_left(screen, area.rows, chart + notes + 2));
	part = area_cut_top(&area, chart + chart_lanes_rows(&events.lanes));
	/* Its labels do not touch what stands to the right. */
	part.columns--;
	draw_chart(view, canvas, part, reading, &events);
	area_cut_top(&area, events.lanes.count > 0 && notes > 0 ? 1 : 0);
	part = area_cut_top(&area, notes);
	draw_notes(view, canvas, part, &events);
	area_cut_top(&area, 1);
	capacity_draw_rows(screen, view, canvas, area, reading);
}

/* Nothing to draw over time: a question, and what was left out. */
static void draw_question_and_rows(struct capacity_screen *screen, struct view *view,
				   struct canvas *canvas, struct area area,
				   const struct reading *reading)
{
	struct area part = area_cut_top(&area, QUESTION_ROWS);

	draw_question(view, canvas, part, reading);
	capacity_draw_rows(screen, view, canvas, area, reading);
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
	canvas_place_cursor(canvas, area.row, area.column + CAPACITY_MARGIN_CELLS);
	draw_words(view, canvas, &area, reading);
	if (reading->state == READING_UNCOLLECTED)
		draw_question(view, canvas, area, reading);
	else if (capacity_is_short(view))
		draw_short(screen, view, canvas, area, reading);
	else if (reading_has_chart(reading))
		draw_chart_and_rows(screen, view, canvas, area, reading);
	else
		draw_question_and_rows(screen, view, canvas, area, reading);
}
