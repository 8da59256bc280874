/* The columns of then and now, and a capacity across them: two values and a dumbbell. */
#include <string.h>

#include "report/dumbbell.h"
#include "ui/screens/then_screen.h"
#include "ui/widgets/reading_cells.h"

#define TITLE_MINIMUM_CELLS 15
#define TITLE_MAXIMUM_CELLS 24
#define STRIP_MINIMUM_CELLS 9
#define STRIP_TELLING_CELLS 15 /* a value in words is worth less than these */
#define STRIP_MAXIMUM_CELLS 64
#define GAP_CELLS 2
#define NARROW_GAP_CELLS 1

bool then_is_narrow(const struct view *view)
{
	return view->columns < THEN_NARROW_COLUMNS;
}

/* -- places ---------------------------------------------------------------------------------
 */

/* Cells of the longest of each column's texts. */
struct extents {
	int title;
	int value[2], value_short[2], n[2]; /* then, now */
	int state;			    /* what then has no value */
};

static void take_longer(int *cells, struct canvas *canvas, const char *text)
{
	int other = canvas_text_cells(canvas, text);

	if (other > *cells)
		*cells = other;
}

/* Of then what was shown then; of now what is. */
static const char *value_text(const struct then_screen *screen, struct view *view,
			      const struct comparison_row *row, bool is_then,
			      enum wording_form form)
{
	struct buffer *buffer = &view->words.buffer;

	if (is_then)
		comparison_add_then(buffer, &screen->comparison, row, form);
	else
		wording_add_value(buffer, &view->wording, row->now, form);
	return words_take(&view->words);
}

static const char *n_text(struct view *view, const struct reading *reading)
{
	quantity_add_count(&view->words.buffer, reading->n);
	return words_take(&view->words);
}

static void measure_row(const struct then_screen *screen, struct view *view,
			struct canvas *canvas, const struct comparison_row *row,
			struct extents *extents)
{
	const struct reading *const readings[] = {row->then, row->now};

	take_longer(&extents->title, canvas, capacity_title(row->capacity));
	for (int i = 0; i < 2; i++) {
		const char *cell = value_text(screen, view, row, i == 0, WORDING_CELL);

		if (!reading_has_value(readings[i])) {
			if (i == 0 && !row->capacity->is_undated)
				take_longer(&extents->state, canvas, cell);
			continue;
		}
		take_longer(&extents->value_short[i], canvas, cell);
		take_longer(&extents->value[i], canvas,
			    value_text(screen, view, row, i == 0, WORDING_LINE));
		take_longer(&extents->n[i], canvas, n_text(view, readings[i]));
	}
}

static struct extents measure(const struct then_screen *screen, struct view *view,
			      struct canvas *canvas, const struct then_items *items, int gap)
{
	struct extents extents = {TITLE_MINIMUM_CELLS, {4, 4}, {4, 4}, {1, 1}, 0};
	int lack;

	for (int i = 0; i < items->count; i++)
		if (items->items[i].row)
			measure_row(screen, view, canvas, items->items[i].row, &extents);
	/* A state in words has the room of the n that it has none of. */
	lack = extents.state - (extents.value_short[0] + gap + extents.n[0]);
	if (lack > 0)
		extents.value_short[0] += lack;
	if (extents.value[0] < extents.value_short[0])
		extents.value[0] = extents.value_short[0];
	return extents;
}

/* What the other columns leave at their narrowest. */
static int cells_left(const struct column *columns, int cells, int gap)
{
	for (int i = 0; i < THEN_COLUMN_COUNT; i++)
		if (columns[i].minimum_cells)
			cells -= columns[i].minimum_cells + gap;
	return cells;
}

static void set_values(struct column columns[THEN_COLUMN_COUNT], const int cells[2],
		       bool in_words)
{
	for (int i = 0; i < 2; i++)
		columns[i ? NOW_VALUE : THEN_VALUE] = (struct column){
			.minimum_cells = cells[i],
			.content_cells = in_words ? cells[i] : 0,
		};
}

/* Both values stand in the same words, as long as that leaves a strip that tells something. */
static bool values_are_in_words(const struct column *columns)
{
	return columns[THEN_VALUE].content_cells > 0;
}

void then_columns_of(const struct then_screen *screen, struct view *view, struct canvas *canvas,
		     const struct then_items *items, struct area area,
		     struct column columns[THEN_COLUMN_COUNT])
{
	/* On a narrow canvas title and verdict have a line, and values no room for words. */
	bool is_narrow = then_is_narrow(view);
	int gap = is_narrow ? NARROW_GAP_CELLS : GAP_CELLS;
	struct extents extents = measure(screen, view, canvas, items, gap);
	int column = area.column + THEN_MARGIN_CELLS + (is_narrow ? 1 : 0);
	int cells = area.column + area.columns - 1 - column, strip;

	memset(columns, 0, THEN_COLUMN_COUNT * sizeof(*columns));
	if (!is_narrow) {
		columns[THEN_TITLE].minimum_cells = TITLE_MINIMUM_CELLS;
		columns[THEN_TITLE].content_cells = extents.title < TITLE_MAXIMUM_CELLS
							    ? extents.title
							    : TITLE_MAXIMUM_CELLS;
		columns[THEN_VERDICT].minimum_cells = VERDICT_WORD_CELLS;
	}
	columns[THEN_N] = (struct column){.minimum_cells = extents.n[0], .rank = 1};
	columns[NOW_N] = (struct column){.minimum_cells = extents.n[1], .rank = 1};
	set_values(columns, extents.value, true);
	strip = cells_left(columns, cells, gap);
	if (is_narrow || strip < STRIP_TELLING_CELLS) {
		set_values(columns, extents.value_short, false);
		strip = cells_left(columns, cells, gap);
	}
	if (strip > STRIP_TELLING_CELLS)
		strip = STRIP_TELLING_CELLS;
	columns[THEN_STRIP] = (struct column){
		.minimum_cells = strip > STRIP_MINIMUM_CELLS ? strip : STRIP_MINIMUM_CELLS,
		.preferred_cells = STRIP_MAXIMUM_CELLS,
		.rank = 2,
	};
	columns_fit(columns, THEN_COLUMN_COUNT, column, cells, gap);
}

void then_draw_heads(struct canvas *canvas, int row, const struct column *columns)
{
	static const struct {
		enum then_column value, n;
		const char *head;
	} pairs[] = {{THEN_VALUE, THEN_N, "THEN"}, {NOW_VALUE, NOW_N, "NOW"}};

	canvas_text(canvas, row, columns[THEN_TITLE].column - 1, columns[THEN_TITLE].cells,
		    STYLE_DIM, "CAPACITY");
	for (int i = 0; i < 2; i++) {
		const struct column *n = &columns[pairs[i].n];

		canvas_text(canvas, row, columns[pairs[i].value].column,
			    columns[pairs[i].value].cells, STYLE_DIM, pairs[i].head);
		canvas_text_right(canvas, row, n->column + n->cells, n->cells, STYLE_DIM, "n");
	}
	if (columns[THEN_STRIP].cells >= 12)
		canvas_text_right(
			canvas, row, columns[THEN_STRIP].column + columns[THEN_STRIP].cells,
			columns[THEN_STRIP].cells, STYLE_DIM,
			columns[THEN_STRIP].cells >= 18 ? "more capacity →" : "more →");
}

/* -- a capacity -----------------------------------------------------------------------------
 */

static void draw_mark(struct canvas *canvas, int row, int column, enum style style,
		      const char *glyph)
{
	canvas_text(canvas, row, column, 1, style, glyph);
}

static void draw_strip(struct view *view, struct canvas *canvas, int row,
		       const struct column *strip, const struct comparison_row *shown)
{
	bool is_ascii = view->wording.is_ascii;
	enum style style = verdict_style(shown->now->change);
	struct dumbbell marks;
	int from, to;

	if (strip->cells < DUMBBELL_MINIMUM_CELLS ||
	    !dumbbell_place(shown, strip->cells, &marks))
		return;
	for (int cell = marks.usual_low_cell; cell >= 0 && cell <= marks.usual_high_cell;
	     cell++)
		draw_mark(canvas, row, strip->column + cell, STYLE_USUAL, "┈");
	if (marks.goal_cell >= 0)
		draw_mark(canvas, row, strip->column + marks.goal_cell, STYLE_GOAL, "┆");
	from = marks.then_cell < marks.now_cell ? marks.then_cell : marks.now_cell;
	to = marks.then_cell < marks.now_cell ? marks.now_cell : marks.then_cell;
	for (int cell = from + 1; from >= 0 && cell < to; cell++)
		draw_mark(canvas, row, strip->column + cell,
			  cell == marks.goal_cell ? STYLE_GOAL : style,
			  cell == marks.goal_cell ? "┼" : "─");
	if (marks.then_cell >= 0)
		draw_mark(canvas, row, strip->column + marks.then_cell, STYLE_PLAIN,
			  is_ascii ? "o" : "○");
	if (marks.now_cell < 0)
		return;
	draw_mark(canvas, row, strip->column + marks.now_cell, style,
		  marks.now_cell == marks.then_cell ? is_ascii ? "8" : "◉"
		  : is_ascii			    ? "@"
						    : "●");
}

/* A value in the longest form that fits, with its n; a state over the room of both and more. */
static void draw_value(const struct then_screen *screen, struct view *view,
		       struct canvas *canvas, int row, const struct column *columns,
		       const struct comparison_row *shown, bool is_then)
{
	const struct reading *reading = is_then ? shown->then : shown->now;
	const struct column *value = &columns[is_then ? THEN_VALUE : NOW_VALUE];
	const struct column *n = &columns[is_then ? THEN_N : NOW_N];
	const struct column *verdict = &columns[THEN_VERDICT];
	bool has_value = reading_has_value(reading);
	int cells = value->cells;
	const char *text;

	if (!has_value && is_then)
		cells = n->column + n->cells - value->column;
	else if (!has_value && !reading_has_verdict(shown->now))
		cells = (verdict->cells ? verdict->column + verdict->cells
					: n->column + n->cells) -
			value->column;
	text = value_text(screen, view, shown, is_then, WORDING_LINE);
	if ((has_value && !values_are_in_words(columns)) ||
	    canvas_text_cells(canvas, text) > cells)
		text = value_text(screen, view, shown, is_then, WORDING_CELL);
	canvas_text(canvas, row, value->column, cells,
		    has_value ? STYLE_PLAIN : STYLE_GATHERING, text);
	if (has_value)
		canvas_text_right(canvas, row, n->column + n->cells, n->cells, STYLE_DIM,
				  n_text(view, reading));
}

static void draw_figures(const struct then_screen *screen, struct view *view,
			 struct canvas *canvas, int row, const struct column *columns,
			 const struct comparison_row *shown)
{
	draw_strip(view, canvas, row, &columns[THEN_STRIP], shown);
	/* What is read from the YAML has no past. */
	if (!shown->capacity->is_undated)
		draw_value(screen, view, canvas, row, columns, shown, true);
	draw_value(screen, view, canvas, row, columns, shown, false);
}

void then_draw_row(const struct then_screen *screen, struct view *view, struct canvas *canvas,
		   struct area area, int row, const struct column *columns,
		   const struct comparison_row *shown, bool is_first)
{
	bool is_narrow = then_is_narrow(view);
	int end = area.column + area.columns - 1;
	struct cells verdict = {canvas, &view->words, &view->wording, row, 0, 0};
	int column = area.column + THEN_MARGIN_CELLS;

	if (!is_narrow || !is_first)
		draw_figures(screen, view, canvas, row, columns, shown);
	if (!is_first)
		return;
	verdict.count = VERDICT_WORD_CELLS;
	verdict.column = is_narrow ? end - VERDICT_WORD_CELLS : columns[THEN_VERDICT].column;
	if (verdict.column < column + TITLE_MINIMUM_CELLS) {
		verdict.column = end - 1;
		verdict.count = 1;
	}
	canvas_text(canvas, row, column,
		    is_narrow ? verdict.column - 1 - column : columns[THEN_TITLE].cells,
		    STYLE_PLAIN, capacity_title(shown->capacity));
	if (comparison_row_has_value(shown))
		cells_draw_verdict(&verdict, shown->now);
}
