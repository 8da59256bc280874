/* Above the list: the organisation's goals, as many whole sentences as there is room for. */
#include "ui/screens/teams_screen.h"

#include "report/facts.h"
#include "report/goal_words.h"

#define ROWS_MINIMUM 16 /* of the canvas; fewer are the list's */
#define TWO_LINES_ROWS 30
#define MARGIN_CELLS 2

static const char *sentence_of(struct view *view, size_t index)
{
	wording_add_goal_count(&view->words.buffer, &view->scorecard->goals[index],
			       WORDING_CELL);
	return words_take(&view->words);
}

/* Whole sentences from *from on: at least that one. Returns the cells they take. */
static int draw_line(struct view *view, struct canvas *canvas, int row, int column, int cells,
		     size_t *from)
{
	const char *separator;
	int used = 0;

	separator_add(&view->words.buffer, &view->wording);
	separator = words_take(&view->words);
	for (; *from < view->scorecard->goal_count; ++*from) {
		const char *sentence = sentence_of(view, *from);
		const char *joint = used ? separator : "";
		int needed =
			canvas_text_cells(canvas, joint) + canvas_text_cells(canvas, sentence);

		if (used && used + needed > cells)
			break;
		used += canvas_text(canvas, row, column + used, cells - used, STYLE_DIM, joint);
		used += canvas_text(canvas, row, column + used, cells - used, STYLE_PLAIN,
				    sentence);
	}
	return used;
}

/* Where not all of them have room: which key shows them. */
static void draw_hint(struct view *view, struct canvas *canvas, struct area line, int used)
{
	const char *hint;
	int cells;

	wording_add_goals_hint(&view->words.buffer, "o", view->scorecard->goal_count);
	hint = words_take(&view->words);
	cells = canvas_text_cells(canvas, hint);
	if (MARGIN_CELLS + used + MARGIN_CELLS + cells < line.columns)
		canvas_text_right(canvas, line.row, line.column + line.columns - 1, cells,
				  STYLE_DIM, hint);
}

/* In their place, until all teams are read that they are counted of. */
static void draw_progress(struct view *view, struct canvas *canvas, struct area line)
{
	view_add_progress(view, &view->words.buffer);
	canvas_text(canvas, line.row, line.column + MARGIN_CELLS,
		    line.columns - 2 * MARGIN_CELLS, STYLE_DIM, words_take(&view->words));
}

void teams_draw_goals(struct view *view, struct canvas *canvas, struct area *area)
{
	size_t count = view->scorecard->goal_count;
	int most = view->rows < TWO_LINES_ROWS ? 1 : 2;
	size_t from = 0;

	if (view->rows < ROWS_MINIMUM || teams_are_narrow(view))
		return;
	if (!count && view->scorecard->catalog->goal_count && !view_is_whole(view)) {
		draw_progress(view, canvas, area_cut_top(area, 1));
		return;
	}
	for (int i = 0; i < most && from < count; i++) {
		struct area line = area_cut_top(area, 1);
		int used = draw_line(view, canvas, line.row, line.column + MARGIN_CELLS,
				     line.columns - 2 * MARGIN_CELLS, &from);

		if (i + 1 == most && from < count)
			draw_hint(view, canvas, line, used);
	}
}
