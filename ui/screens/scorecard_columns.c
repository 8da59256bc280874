/* The columns of a scorecard: which there is room for, their heads, a reading across them. */
#include <ctype.h>
#include <string.h>

#include "ui/screens/scorecard_screen.h"
#include "ui/widgets/reading_cells.h"

#define TITLE_MINIMUM_CELLS 15

/* Cells of the longest title, value (states may run on) and series. */
static void measure_words(struct view *view, struct canvas *canvas, const struct card *card,
			  struct column columns[CARD_COLUMN_COUNT])
{
	int title = TITLE_MINIMUM_CELLS, now = 0, weeks = 0;

	for (int i = 0; i < card->count; i++) {
		const struct reading *reading = card->items[i].reading;
		const char *name = reading ? capacity_title(reading->capacity)
					   : card->items[i].service->service->name;
		int cells = canvas_text_cells(canvas, name);

		title = cells > title ? cells : title;
		if (!reading || !reading_has_value(reading))
			continue;
		weeks = (int)reading->week_count > weeks ? (int)reading->week_count : weeks;
		wording_add_value(&view->words.buffer, &view->wording, reading, WORDING_LINE);
		cells = canvas_text_cells(canvas, words_take(&view->words));
		now = cells > now ? cells : now;
	}
	columns[CARD_TITLE].preferred_cells = title < 24 ? title : 24;
	columns[CARD_NOW].minimum_cells = now < 14 ? now : 14;
	columns[CARD_NOW].preferred_cells = now;
	if (columns[CARD_WEEKS].preferred_cells > weeks)
		columns[CARD_WEEKS].preferred_cells = weeks;
}

void card_columns_of(struct view *view, struct canvas *canvas, const struct card *card,
		     struct area area, struct column columns[CARD_COLUMN_COUNT])
{
	static const struct column wanted[CARD_COLUMN_COUNT] = {
		[CARD_TITLE] = {TITLE_MINIMUM_CELLS, 0, 0, 0, 0},
		[CARD_NOW] = {0, 0, 0, 0, 0},
		[CARD_WEEKS] = {6, 26, 2, 0, 0},
		[CARD_RANGE] = {9, 31, 3, 0, 0},
		[CARD_VERDICT] = {VERDICT_WORD_CELLS, VERDICT_WORD_CELLS + 1, 1, 0, 0},
		[CARD_N] = {3, 6, 5, 0, 0},
		[CARD_GOAL] = {7, 16, 4, 0, 0},
	};

	memcpy(columns, wanted, sizeof(wanted));
	measure_words(view, canvas, card, columns);
	if (card->service) {
		columns[CARD_BAND].minimum_cells = 16;
		columns[CARD_BAND].preferred_cells = 28;
		columns[CARD_BAND].rank = 6;
	}
	columns_fit(columns, CARD_COLUMN_COUNT, area.column + CARD_MARGIN_CELLS,
		    area.columns - CARD_MARGIN_CELLS - 1, CARD_GAP_CELLS);
}

static const char *weeks_head(struct view *view)
{
	char *text;

	wording_add_window(&view->words.buffer, view->wording.period.window_days);
	text = arena_copy_string(&view->words.arena, words_take(&view->words));
	for (char *c = text; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	return text;
}

/* A head, or its short form where it does not fit. */
static void draw_head(struct canvas *canvas, int row, const struct column *column,
		      const char *head, const char *short_head)
{
	bool fits = canvas_text_cells(canvas, head) <= column->cells;

	canvas_text(canvas, row, column->column, column->cells, STYLE_DIM,
		    fits ? head : short_head);
}

void card_draw_heads(struct view *view, struct canvas *canvas, int row,
		     const struct column *columns)
{
	const struct column *title = &columns[CARD_TITLE];
	const struct column *n = &columns[CARD_N];

	canvas_text(canvas, row, title->column - 1, title->cells, STYLE_DIM, "CAPACITY");
	draw_head(canvas, row, &columns[CARD_NOW], "NOW", "NOW");
	draw_head(canvas, row, &columns[CARD_WEEKS], weeks_head(view), "WEEKS");
	draw_head(canvas, row, &columns[CARD_RANGE], "OWN USUAL RANGE", "OWN RANGE");
	canvas_text_right(canvas, row, n->column + n->cells, n->cells, STYLE_DIM, "n");
	draw_head(canvas, row, &columns[CARD_GOAL], "GOAL", "GOAL");
	draw_head(canvas, row, &columns[CARD_BAND], "BAND", "BAND");
}

static void draw_bands(const struct cells *cells, const struct reading *reading)
{
	wording_add_bands(&cells->words->buffer, cells->wording, reading);
	canvas_text(cells->canvas, cells->row, cells->column, cells->count, STYLE_PLAIN,
		    words_take(cells->words));
}

void card_draw_reading(struct view *view, struct canvas *canvas, int row,
		       const struct column *columns, const struct reading *reading)
{
	void (*const draw[CARD_COLUMN_COUNT])(const struct cells *, const struct reading *) = {
		[CARD_WEEKS] = cells_draw_weeks,     [CARD_RANGE] = cells_draw_range,
		[CARD_VERDICT] = cells_draw_verdict, [CARD_N] = cells_draw_n,
		[CARD_GOAL] = cells_draw_goal,	     [CARD_BAND] = draw_bands,
	};
	struct cells cells = {canvas, &view->words, &view->wording, row, 0, 0};

	canvas_text(canvas, row, columns[CARD_TITLE].column, columns[CARD_TITLE].cells,
		    STYLE_PLAIN, capacity_title(reading->capacity));
	for (int i = CARD_WEEKS; i < CARD_COLUMN_COUNT; i++) {
		bool says_state = !reading_has_value(reading) && i <= CARD_N;

		cells.column = columns[i].column;
		cells.count = columns[i].cells;
		if (cells.count > 0 && !says_state)
			draw[i](&cells, reading);
	}
	cells.column = columns[CARD_NOW].column;
	cells.count = columns[CARD_NOW].cells;
	/* A state in words has the room of what it has none of. */
	if (!reading_has_value(reading))
		cells.count = columns[CARD_GOAL].column - CARD_GAP_CELLS - cells.column;
	cells_draw_value(&cells, reading, WORDING_LINE);
}
