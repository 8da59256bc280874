#include "ui/widgets/reading_cells.h"

#include <math.h>
#include <string.h>

#include "report/range_strip.h"

enum style verdict_style(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_GROWING:
		return STYLE_GROWING;
	case VERDICT_CONVERSATION:
		return STYLE_CONVERSATION;
	case VERDICT_GATHERING:
		return STYLE_GATHERING;
	case VERDICT_STEADY:
	case VERDICT_COUNT:
		break;
	}
	return STYLE_PLAIN;
}

static int draw(const struct cells *cells, enum style style, const char *text)
{
	return canvas_text(cells->canvas, cells->row, cells->column, cells->count, style, text);
}

void cells_draw_value(const struct cells *cells, const struct reading *reading,
		      enum wording_form form)
{
	wording_add_value(&cells->words->buffer, cells->wording, reading, form);
	draw(cells, reading_has_value(reading) ? STYLE_PLAIN : STYLE_GATHERING,
	     words_take(cells->words));
}

const char *cells_known_value(struct words *words, const struct wording *wording,
			      const struct reading *reading, enum wording_form form)
{
	struct buffer *buffer = &words->buffer;

	wording_add_value(buffer, wording, reading, form);
	if (!reading_has_value(reading) || reading->covered_until == INSTANT_NONE)
		return words_take(words);
	if (form == WORDING_LINE) {
		buffer_add_string(buffer, ", ");
		wording_add_coverage(buffer, wording, reading);
	} else {
		/* The last day that is known, as in the words of a line. */
		buffer_add_string(buffer, " to ");
		wording_add_date(buffer, wording, reading->covered_until - 1, false);
	}
	return words_take(words);
}

void cells_draw_value_fitting(const struct cells *cells, const struct reading *reading)
{
	const char *text =
		cells_known_value(cells->words, cells->wording, reading, WORDING_LINE);

	if (canvas_text_cells(cells->canvas, text) > cells->count)
		text = cells_known_value(cells->words, cells->wording, reading, WORDING_CELL);
	draw(cells, reading_has_value(reading) ? STYLE_PLAIN : STYLE_GATHERING, text);
}

/*
 * A full block touches the line above it, so that the series of neighbours run into one: the
 * highest level is drawn an eighth lower.
 */
static const char *lowered(struct words *words, const char *weeks)
{
	char *text = arena_copy_string(&words->arena, weeks);

	for (char *full = text; (full = strstr(full, "█")) != NULL;)
		memcpy(full, "▇", strlen("▇"));
	return text;
}

void cells_draw_weeks(const struct cells *cells, const struct reading *reading)
{
	if (cells->count < 1 || reading->state == READING_UNCOLLECTED)
		return;
	wording_add_sparkline(&cells->words->buffer, cells->wording, reading,
			      (size_t)cells->count);
	draw(cells, STYLE_SPARK, lowered(cells->words, words_take(cells->words)));
}

void cells_draw_verdict(const struct cells *cells, const struct reading *reading)
{
	struct buffer *buffer = &cells->words->buffer;

	if (!reading_has_verdict(reading))
		return;
	buffer_add_string(buffer, verdict_glyph(reading->change, cells->wording->is_ascii));
	if (cells->count >= VERDICT_WORD_CELLS)
		buffer_addf(buffer, " %s", verdict_names[reading->change]);
	draw(cells, verdict_style(reading->change), words_take(cells->words));
}

void cells_draw_range(const struct cells *cells, const struct reading *reading)
{
	size_t width = (size_t)(cells->count > 0 ? cells->count : 0);
	struct range_strip strip;
	const char *marker;

	if (width < RANGE_STRIP_MINIMUM_CELLS || !range_strip_place(reading, width, &strip))
		return;
	range_strip_add(&cells->words->buffer, reading, width, cells->wording->is_ascii);
	draw(cells, STYLE_USUAL, words_take(cells->words));
	marker = cells->wording->is_ascii ? "o" : "●";
	canvas_text(cells->canvas, cells->row, cells->column + (int)strip.value_cell, 1,
		    verdict_style(reading->change), marker);
}

void cells_draw_n(const struct cells *cells, const struct reading *reading)
{
	if (reading->n == 0)
		return;
	quantity_add_count(&cells->words->buffer, reading->n);
	canvas_text_right(cells->canvas, cells->row, cells->column + cells->count, cells->count,
			  STYLE_DIM, words_take(cells->words));
}

void cells_draw_named_n(const struct cells *cells, const struct reading *reading)
{
	if (reading->n == 0 || reading->capacity->unit == UNIT_RATIO)
		return;
	buffer_add_string(&cells->words->buffer, "n ");
	quantity_add_count(&cells->words->buffer, reading->n);
	canvas_text_right(cells->canvas, cells->row, cells->column + cells->count, cells->count,
			  STYLE_DIM, words_take(cells->words));
}

const char *cells_brief_goal(struct words *words, const char *goal)
{
	const char *within = strstr(goal, " within ");

	if (!within)
		within = strstr(goal, " in ");
	return within ? arena_copy(&words->arena, goal, (size_t)(within - goal)) : goal;
}

/* The longest form that fits. */
static const char *goal_text(const struct cells *cells, const struct reading *reading)
{
	static const enum wording_form forms[] = {WORDING_LINE, WORDING_CELL};
	const char *text = "";

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		goal_add_value(&cells->words->buffer, reading, forms[i]);
		text = words_take(cells->words);
		if (canvas_text_cells(cells->canvas, text) + 2 <= cells->count)
			return text;
	}
	return cells_brief_goal(cells->words, text);
}

void cells_draw_goal(const struct cells *cells, const struct reading *reading)
{
	const char *glyph = goal_met_glyph(reading->goal_met, cells->wording->is_ascii);
	const char *text;
	int used;

	if (!reading->goal)
		return;
	text = goal_text(cells, reading);
	used = canvas_text(cells->canvas, cells->row, cells->column, cells->count - 2,
			   STYLE_GOAL, text);
	canvas_text(cells->canvas, cells->row, cells->column + used + 1, 1, STYLE_GOAL, glyph);
}

#define LINE_TITLE_CELLS 16
#define LINE_TITLE_MINIMUM_CELLS 5
#define LINE_VALUE_CELLS 9
#define LINE_WEEKS_CELLS 12

/* Where a title's columns leave a value no room: both as they come, or the title alone. */
static void draw_short_line(const struct cells *cells, const struct reading *reading)
{
	const char *title = capacity_title(reading->capacity);
	struct cells piece = *cells;
	int value;

	wording_add_value(&cells->words->buffer, cells->wording, reading, WORDING_CELL);
	value = canvas_text_cells(cells->canvas, words_take(cells->words));
	if (cells->count - value - 1 < LINE_TITLE_MINIMUM_CELLS) {
		draw(cells, STYLE_PLAIN, title);
		return;
	}
	piece.count -= value + 1;
	piece.column += draw(&piece, STYLE_PLAIN, title) + 1;
	piece.count = value;
	cells_draw_value(&piece, reading, WORDING_CELL);
}

void cells_draw_unread(const struct cells *cells)
{
	draw(cells, STYLE_DIM, "…");
}

void cells_draw_unread_line(const struct cells *cells, const struct capacity *capacity)
{
	bool is_short = cells->count < LINE_TITLE_CELLS + LINE_VALUE_CELLS + 2;
	struct cells piece = *cells;
	int used;

	piece.count = is_short ? cells->count - 2 : LINE_TITLE_CELLS - 1;
	used = draw(&piece, STYLE_PLAIN, capacity_title(capacity)) + 1;
	piece.column += is_short ? used : LINE_TITLE_CELLS;
	piece.count = 1;
	cells_draw_unread(&piece);
}

void cells_draw_line(const struct cells *cells, const struct reading *reading,
		     bool shows_values)
{
	struct cells piece = *cells;
	int end = cells->column + cells->count;

	if (cells->count < LINE_TITLE_CELLS + LINE_VALUE_CELLS + 2) {
		draw_short_line(cells, reading);
		return;
	}
	piece.count = LINE_TITLE_CELLS - 1;
	draw(&piece, STYLE_PLAIN, capacity_title(reading->capacity));
	piece.column += LINE_TITLE_CELLS;
	piece.count = end - piece.column;
	if (!reading_has_value(reading)) {
		cells_draw_value(&piece, reading, WORDING_CELL);
		return;
	}
	piece.count = LINE_VALUE_CELLS;
	cells_draw_value(&piece, reading, WORDING_CELL);
	piece.column += LINE_VALUE_CELLS + 1;
	piece.count = end - piece.column - 2;
	if (piece.count > LINE_WEEKS_CELLS)
		piece.count = LINE_WEEKS_CELLS;
	if (shows_values)
		cells_draw_named_n(&piece, reading);
	else
		cells_draw_weeks(&piece, reading);
	piece.column += piece.count + 1;
	piece.count = end - piece.column;
	cells_draw_verdict(&piece, reading);
}
