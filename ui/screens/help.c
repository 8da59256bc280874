/* The keys of a screen, from the one table, and what its signs mean. */
#include "ui/screens/screen.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "report/practised_words.h"
#include "ui/widgets/list.h"
#include "ui/widgets/paragraph.h"
#include "ui/widgets/reading_cells.h"

#define KEYS_CELLS 16
#define COLUMN_CELLS 70
#define TWO_COLUMNS 144
#define MEANING_MINIMUM_CELLS 12 /* less is cut: a word to a line is no help */
#define LINES_MAX 256

struct help_screen {
	struct screen screen;
	enum key_screen about;
	struct list list; /* of positions that it can be scrolled to */
};

/* A line: a heading, or a sign and what it means. */
struct help_line {
	const char *heading, *sign, *meaning;
	enum style style;
};

struct help_lines {
	struct help_line lines[LINES_MAX];
	int count;
};

static struct help_line *add_line(struct help_lines *lines)
{
	struct help_line *line = &lines->lines[lines->count++];

	memset(line, 0, sizeof(*line));
	return line;
}

static void add_keys(struct help_lines *lines, struct view *view, enum key_screen about)
{
	bool is_ascii = view->wording.is_ascii;
	char name[INPUT_NAME_BYTES];

	add_line(lines)->heading = "Keys";
	for (size_t i = 0; i < key_binding_count; i++) {
		const struct key_binding *binding = &key_bindings[i];
		struct help_line *line;

		if (!(binding->screens & about) || !binding->help)
			continue;
		for (size_t j = 0; j < BINDING_INPUTS_MAX && binding->inputs[j]; j++)
			buffer_addf(&view->words.buffer, "%s%s",
				    !j	       ? ""
				    : is_ascii ? " "
					       : "  ",
				    input_name(binding->inputs[j], is_ascii, name));
		line = add_line(lines);
		line->sign = words_take(&view->words);
		line->meaning = binding->help;
		line->style = STYLE_KEY;
	}
}

static void add_sign(struct help_lines *lines, const char *sign, enum style style,
		     const char *meaning)
{
	struct help_line *line = add_line(lines);

	line->sign = sign;
	line->style = style;
	line->meaning = meaning;
}

/* The signs of then and now alone. */
static void add_then_signs(struct help_lines *lines, bool is_ascii)
{
	add_sign(lines, is_ascii ? "o-----@" : "○─────●", STYLE_PLAIN,
		 "from then to now; right is more capacity, on its own scale");
	add_sign(lines, is_ascii ? "8" : "◉", STYLE_PLAIN, "then and now in one place");
	add_sign(lines, "┈┈┈", STYLE_USUAL, "its own usual range");
	add_sign(lines, "┆", STYLE_GOAL, "the goal");
}

/* The signs of months alone. */
static void add_month_signs(struct help_lines *lines, bool is_ascii)
{
	add_line(lines)->heading = "Signs";
	for (int month = PRACTICE_FIRST; month > PRACTICE_UNCOLLECTED; month--)
		add_sign(lines, practice_month_glyph((enum practice_month)month, is_ascii),
			 month >= PRACTICE_DONE ? STYLE_PLAIN : STYLE_DIM,
			 practice_month_word((enum practice_month)month));
	add_sign(lines, "blank", STYLE_PLAIN, practice_month_word(PRACTICE_UNCOLLECTED));
}

static void add_signs(struct help_lines *lines, struct view *view, enum key_screen about)
{
	static const char *const meanings[VERDICT_COUNT] = {
		[VERDICT_GROWING] = "more capacity than this team had before",
		[VERDICT_STEADY] = "no change that a test could tell",
		[VERDICT_CONVERSATION] = "less than before: worth a conversation",
		[VERDICT_GATHERING] = "too little to tell yet",
	};
	static const enum verdict order[] = {VERDICT_GROWING, VERDICT_STEADY,
					     VERDICT_CONVERSATION, VERDICT_GATHERING};
	bool is_ascii = view->wording.is_ascii;
	const unsigned trees =
		KEY_SCREEN_TEAMS | KEY_SCREEN_TEAMS_WIDE | KEY_SCREEN_TEAMS_GROUP;

	if (about == KEY_SCREEN_PRACTICES || about == KEY_SCREEN_PRACTICES_TEAM) {
		add_month_signs(lines, is_ascii);
		return;
	}
	add_line(lines)->heading = "Signs";
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		buffer_addf(&view->words.buffer, "%s %s", verdict_glyph(order[i], is_ascii),
			    verdict_names[order[i]]);
		add_sign(lines, words_take(&view->words), verdict_style(order[i]),
			 meanings[order[i]]);
	}
	if (about == KEY_SCREEN_THEN) {
		add_then_signs(lines, is_ascii);
		return;
	}
	add_sign(lines, is_ascii ? "_.-=+*#@" : "▁▂▃▄▅▆▇", STYLE_SPARK,
		 "week by week; up is more capacity, on its own scale");
	add_sign(lines, is_ascii ? "+--o--+" : "├──●──┤", STYLE_USUAL,
		 "now, within its own usual range; right is more capacity");
	add_sign(lines, goal_met_glyph(GOAL_MET, is_ascii), STYLE_GOAL, "the goal is met");
	if (about & trees)
		add_sign(lines, is_ascii ? "- +" : "▾ ▸", STYLE_DIM,
			 "a group that is open; one that is folded");
	add_sign(lines, is_ascii ? "words~" : "words…", STYLE_PLAIN,
		 "more than there is room for");
	add_sign(lines, is_ascii ? "^ v" : "↑ ↓", STYLE_DIM,
		 "at the edge: more above; more below");
}

/* The same lines, with each meaning on as many as it takes. */
static void wrap(struct help_lines *wrapped, struct view *view, const struct help_lines *lines,
		 int cells)
{
	for (int i = 0; i < lines->count; i++) {
		struct help_line line = lines->lines[i];
		struct paragraph meaning = {NULL, 0};

		if (line.meaning && cells >= MEANING_MINIMUM_CELLS)
			meaning = paragraph_break(&view->words.arena, line.meaning, cells);
		if (meaning.count > 0)
			line.meaning = meaning.lines[0];
		*add_line(wrapped) = line;
		for (int j = 1; j < meaning.count; j++) {
			line.sign = "";
			line.meaning = meaning.lines[j];
			*add_line(wrapped) = line;
		}
	}
}

static void draw_line(struct canvas *canvas, int row, int column, int cells,
		      const struct help_line *line)
{
	if (line->heading) {
		canvas_text(canvas, row, column, cells, STYLE_HEADING, line->heading);
		return;
	}
	if (!line->sign)
		return;
	canvas_text(canvas, row, column + 1, KEYS_CELLS - 2, line->style, line->sign);
	canvas_text(canvas, row, column + KEYS_CELLS, cells - KEYS_CELLS, STYLE_PLAIN,
		    line->meaning);
}

static void help_draw(struct screen *base, struct view *view, struct canvas *canvas,
		      struct area area)
{
	struct help_screen *screen = (struct help_screen *)base;
	struct help_lines all = {.count = 0}, lines = {.count = 0};
	int column = area.column + 2, signs, shown;

	add_keys(&all, view, screen->about);
	signs = all.count;
	if (view->columns < TWO_COLUMNS)
		add_line(&all);
	add_signs(&all, view, screen->about);
	if (view->columns < TWO_COLUMNS)
		wrap(&lines, view, &all, area.columns - 3 - KEYS_CELLS);
	else
		lines = all;
	shown = view->columns < TWO_COLUMNS ? lines.count : signs;
	list_read(&screen->list, area.rows, shown);
	for (int i = 0; i < area.rows && screen->list.top + i < shown; i++)
		draw_line(canvas, area.row + i, column, area.columns - 3,
			  &lines.lines[screen->list.top + i]);
	for (int i = signs; i < lines.count && shown == signs && i - signs < area.rows; i++)
		draw_line(canvas, area.row + i - signs, column + COLUMN_CELLS,
			  area.columns - COLUMN_CELLS - 3, &lines.lines[i]);
	list_draw_more(canvas, area, &screen->list, shown);
	canvas_place_cursor(canvas, area.row, column);
}

static void help_act(struct screen *base, struct view *view, enum action action,
		     const struct input *input, struct request *request)
{
	struct help_screen *screen = (struct help_screen *)base;

	(void)view;
	(void)input;
	if (action == ACTION_BACK || action == ACTION_LEAVE)
		request->goes_back = true;
	else
		list_act(&screen->list, action);
}

static enum key_screen help_keys(const struct screen *screen, const struct view *view)
{
	(void)screen;
	(void)view;
	return KEY_SCREEN_HELP;
}

static void help_title(struct screen *screen, struct view *view, struct title *title)
{
	(void)screen;
	(void)view;
	title->crumbs[title->crumb_count++] = "Help";
	title->is_timeless = true;
}

static void help_free(struct screen *screen)
{
	free(screen);
}

static const struct screen_type help_type = {
	.keys = help_keys,
	.title = help_title,
	.draw = help_draw,
	.act = help_act,
	.free = help_free,
};

struct screen *help_screen_new(enum key_screen about)
{
	struct help_screen *screen = memory_resize(NULL, 1, sizeof(*screen));

	memset(screen, 0, sizeof(*screen));
	screen->screen.type = &help_type;
	screen->about = about;
	return &screen->screen;
}
