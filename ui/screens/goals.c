/* The organisation's goals, and how many teams have met each: counted, never named. */
#include "ui/screens/screen.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "report/goal_words.h"
#include "ui/widgets/list.h"
#include "ui/widgets/paragraph.h"

#define MARGIN_CELLS 2
#define TEXT_CELLS_MAX 96
#define SPACIOUS_ROWS 16

struct goals_screen {
	struct screen screen;
	struct list list; /* of positions that it can be scrolled to */
};

/* All lines; NULL: an empty one. */
struct goals_lines {
	const char **lines;
	size_t count, capacity;
};

static void add_line(struct view *view, struct goals_lines *lines, const char *line)
{
	lines->lines = arena_grow(&view->words.arena, lines->lines, lines->count,
				  &lines->capacity, sizeof(*lines->lines));
	lines->lines[lines->count++] = line;
}

static void add_text(struct view *view, struct goals_lines *lines, int cells)
{
	struct paragraph text =
		paragraph_break(&view->words.arena, words_take(&view->words), cells);

	for (int i = 0; i < text.count; i++)
		add_line(view, lines, text.lines[i]);
	if (view->rows >= SPACIOUS_ROWS)
		add_line(view, lines, NULL);
}

static struct goals_lines lines_of(struct view *view, int cells)
{
	const struct scorecard *scorecard = view->scorecard;
	struct buffer *buffer = &view->words.buffer;
	struct goals_lines lines = {NULL, 0, 0};

	for (size_t i = 0; i < scorecard->goal_count; i++) {
		wording_add_goal_count(buffer, &scorecard->goals[i], WORDING_LINE);
		buffer_add_char(buffer, '.');
		add_text(view, &lines, cells);
	}
	if (!scorecard->goal_count && scorecard->catalog->goal_count && !view_is_whole(view)) {
		view_add_progress(view, buffer);
		buffer_add_char(buffer, '.');
	} else {
		buffer_add_string(buffer,
				  scorecard->goal_count ? goals_rule() : no_goals_words());
	}
	add_text(view, &lines, cells);
	return lines;
}

static void goals_draw(struct screen *base, struct view *view, struct canvas *canvas,
		       struct area area)
{
	struct goals_screen *screen = (struct goals_screen *)base;
	int cells = area.columns - 2 * MARGIN_CELLS;
	int column = area.column + MARGIN_CELLS;
	struct goals_lines lines;
	int count;

	if (view->rows >= SPACIOUS_ROWS)
		area_cut_top(&area, 1);
	lines = lines_of(view, cells < TEXT_CELLS_MAX ? cells : TEXT_CELLS_MAX);
	assert(lines.lines); /* one sentence at least */
	count = (int)lines.count;
	list_read(&screen->list, area.rows, count);
	for (int i = 0; i < area.rows && screen->list.top + i < count; i++)
		if (lines.lines[screen->list.top + i])
			canvas_text(canvas, area.row + i, column, cells, STYLE_PLAIN,
				    lines.lines[screen->list.top + i]);
	list_draw_more(canvas, area, &screen->list, count);
	canvas_place_cursor(canvas, area.row, column);
}

static void goals_act(struct screen *base, struct view *view, enum action action,
		      const struct input *input, struct request *request)
{
	struct goals_screen *screen = (struct goals_screen *)base;

	(void)view;
	(void)input;
	if (action == ACTION_BACK || action == ACTION_LEAVE)
		request->goes_back = true;
	else
		list_act(&screen->list, action);
}

static enum key_screen goals_keys(const struct screen *screen, const struct view *view)
{
	(void)screen;
	(void)view;
	return KEY_SCREEN_GOALS;
}

static void goals_title_crumbs(struct screen *screen, struct view *view, struct title *title)
{
	(void)screen;
	(void)view;
	title->crumbs[title->crumb_count++] = "All teams";
	title->crumbs[title->crumb_count++] = "Goals";
}

static bool goals_text_to_copy(struct screen *screen, struct view *view, struct buffer *out,
			       const char **note, struct error *error)
{
	(void)screen;
	(void)note;
	if (!view->scorecard->catalog->goal_count || !view->source->goals_text)
		return screen_has_no_text(error);
	return view->source->goals_text(view->source->context, out, error);
}

static void goals_free(struct screen *screen)
{
	free(screen);
}

static const struct screen_type goals_type = {
	.keys = goals_keys,
	.title = goals_title_crumbs,
	.draw = goals_draw,
	.act = goals_act,
	.text = goals_text_to_copy,
	.free = goals_free,
};

struct screen *goals_screen_new(void)
{
	struct goals_screen *screen = memory_resize(NULL, 1, sizeof(*screen));

	memset(screen, 0, sizeof(*screen));
	screen->screen.type = &goals_type;
	return &screen->screen;
}
