/* The columns of a scorecard: which there is room for, their heads, a reading across them. */
#include <ctype.h>
#include <string.h>

#include "ui/screens/scorecard_screen.h"
#include "ui/widgets/reading_cells.h"

#define TITLE_MINIMUM_CELLS 15
#define TITLE_MAXIMUM_CELLS 24
#define WEEKS_MAXIMUM_CELLS 26
#define N_MINIMUM_CELLS 3
#define N_CELLS 6

/* Cells of the longest of each column's texts. */
struct extents {
	int title;
	int now, now_short;		  /* of values: states may run on */
	int goal, goal_brief, goal_short; /* "1 day", "90 % within 30 days": "90 %" in brief */
	int weeks;
	int n;
	bool has_range;
};

static int longer(int cells, struct canvas *canvas, const char *text)
{
	int other = canvas_text_cells(canvas, text);

	return other > cells ? other : cells;
}

static void measure_reading(struct view *view, struct canvas *canvas,
			    const struct reading *reading, struct extents *extents)
{
	struct buffer *buffer = &view->words.buffer;
	const char *text;

	if (reading->goal) {
		goal_add_value(buffer, reading, WORDING_LINE);
		text = words_take(&view->words);
		extents->goal = longer(extents->goal, canvas, text);
		extents->goal_brief = longer(extents->goal_brief, canvas,
					     cells_brief_goal(&view->words, text));
		goal_add_value(buffer, reading, WORDING_CELL);
		text = cells_brief_goal(&view->words, words_take(&view->words));
		extents->goal_short = longer(extents->goal_short, canvas, text);
	}
	if (!reading_has_value(reading))
		return;
	quantity_add_count(buffer, reading->n);
	extents->n = longer(extents->n, canvas, words_take(&view->words));
	if ((int)reading->week_count > extents->weeks)
		extents->weeks = (int)reading->week_count;
	if (reading->has_usual)
		extents->has_range = true;
	text = cells_known_value(&view->words, &view->wording, reading, WORDING_LINE);
	extents->now = longer(extents->now, canvas, text);
	text = cells_known_value(&view->words, &view->wording, reading, WORDING_CELL);
	extents->now_short = longer(extents->now_short, canvas, text);
}

static struct extents measure(struct view *view, struct canvas *canvas, const struct card *card)
{
	struct extents extents = {.title = TITLE_MINIMUM_CELLS, .n = N_MINIMUM_CELLS};

	/* Where no reading has a value the head stands all the same. */
	extents.now = extents.now_short = canvas_text_cells(canvas, "NOW");
	extents.goal = extents.goal_brief = extents.goal_short =
		canvas_text_cells(canvas, "GOAL");
	for (int i = 0; i < card->count; i++) {
		const struct reading *reading = card->items[i].reading;

		extents.title = longer(extents.title, canvas,
				       reading ? capacity_title(reading->capacity)
					       : card->items[i].service->service->name);
		if (reading)
			measure_reading(view, canvas, reading, &extents);
	}
	return extents;
}

void card_columns_of(struct view *view, struct canvas *canvas, const struct card *card,
		     struct area area, struct column columns[CARD_COLUMN_COUNT])
{
	struct extents extents = measure(view, canvas, card);
	const int title =
		extents.title < TITLE_MAXIMUM_CELLS ? extents.title : TITLE_MAXIMUM_CELLS;
	const int weeks =
		extents.weeks < WEEKS_MAXIMUM_CELLS ? extents.weeks : WEEKS_MAXIMUM_CELLS;
	/* By when it is to be met says the capacity's own screen, too. */
	const int goal =
		area.columns >= SCREEN_WIDE_COLUMNS ? extents.goal : extents.goal_brief;
	const int met = 2; /* a space, and whether it is met */
	const struct column wanted[CARD_COLUMN_COUNT] = {
		[CARD_TITLE] = {.minimum_cells = TITLE_MINIMUM_CELLS,
				.content_cells = title,
				.preferred_cells = title},
		[CARD_NOW] = {.minimum_cells = extents.now_short,
			      .content_cells = extents.now,
			      .preferred_cells = extents.now},
		[CARD_WEEKS] = {.minimum_cells = 6, .preferred_cells = weeks, .rank = 3},
		/* Without a usual range there is nothing to place. */
		[CARD_RANGE] = {.minimum_cells = extents.has_range ? 9 : 0,
				.preferred_cells = 31,
				.rank = 5},
		[CARD_VERDICT] = {.minimum_cells = VERDICT_WORD_CELLS,
				  .preferred_cells = VERDICT_WORD_CELLS + 1,
				  .rank = 2},
		/* Beside every figure: it goes last, and never in part, which would be another.
		 */
		[CARD_N] = {.minimum_cells = extents.n,
			    .preferred_cells = extents.n > N_CELLS ? extents.n : N_CELLS,
			    .rank = 1},
		[CARD_GOAL] = {.minimum_cells = extents.goal_short + met,
			       .content_cells = goal + met,
			       .preferred_cells = goal + met,
			       .rank = 4},
		[CARD_BAND] = {.minimum_cells = card->service ? 16 : 0,
			       .preferred_cells = card->service ? 28 : 0,
			       .rank = 6},
	};

	memcpy(columns, wanted, sizeof(wanted));
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
	cells_draw_value_fitting(&cells, reading);
}
