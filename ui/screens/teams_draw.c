#include "ui/screens/teams_screen.h"

#include <string.h>

#include "report/goal_words.h"
#include "ui/widgets/columns.h"
#include "ui/widgets/divider.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/reading_cells.h"

#define NAME_MINIMUM_CELLS 10
#define NAME_MAXIMUM_CELLS 26
#define NAME_INDENTED_CELLS 8 /* a name has at least these */
#define INDENT_MAXIMUM_CELLS 8
#define NAME_PART 5 /* of the columns at most */
#define GAP_CELLS 1
#define VALUE_MINIMUM_CELLS 6
#define VALUE_EXPECTED_CELLS 8
#define VALUE_MAXIMUM_CELLS 11
#define STATE_CELLS 14 /* "quiet 12 weeks" */
#define PANEL_ROWS 4
#define UNREAD_MARGIN_CELLS 2
#define LIST_MINIMUM_ROWS 8

/* -- measuring ------------------------------------------------------------------------------
 */

static int value_cells(struct view *view, struct canvas *canvas,
		       const struct capacity *capacity)
{
	/* While the teams are being read hardly a value is wider: little moves. */
	int widest = view_has_readings(view) ? VALUE_MINIMUM_CELLS : VALUE_EXPECTED_CELLS;

	for (size_t i = 0; i < view->scorecard->team_count; i++) {
		const struct reading *reading =
			team_card_reading(&view->scorecard->teams[i], capacity->id);
		int cells;

		if (!reading || !reading_has_value(reading))
			continue;
		wording_add_value(&view->words.buffer, &view->wording, reading, WORDING_CELL);
		cells = canvas_text_cells(canvas, words_take(&view->words));
		widest = cells > widest ? cells : widest;
	}
	return widest < VALUE_MAXIMUM_CELLS ? widest : VALUE_MAXIMUM_CELLS;
}

int teams_indent_cells(const struct teams_layout *layout, int depth)
{
	int most = layout->name_cells - NAME_INDENTED_CELLS;
	int cells = depth * TEAMS_INDENT_CELLS;

	if (most > INDENT_MAXIMUM_CELLS)
		most = INDENT_MAXIMUM_CELLS;
	return cells < most ? cells : most > 0 ? most : 0;
}

/* Of all teams, also those out of sight: folding and filtering move no column. */
static int name_cells(struct view *view, struct canvas *canvas, int columns)
{
	const struct scorecard *scorecard = view->scorecard;
	int most = columns / NAME_PART < NAME_MAXIMUM_CELLS ? columns / NAME_PART
							    : NAME_MAXIMUM_CELLS;
	struct teams_layout room = {.name_cells = most + TEAMS_INDENT_CELLS};
	int widest = NAME_MINIMUM_CELLS;

	for (size_t i = 0; i < scorecard->team_count; i++) {
		int cells = canvas_text_cells(canvas, scorecard->teams[i].team->name) +
			    teams_indent_cells(&room, tree_team_depth(scorecard, i));

		widest = cells > widest ? cells : widest;
	}
	if (tree_team_depth(scorecard, 0) > 0)
		most = room.name_cells;
	return widest < most ? widest : most;
}

static struct teams_layout layout_of(struct teams_screen *screen, struct view *view,
				     struct canvas *canvas, const struct headlines *headlines,
				     int columns)
{
	struct teams_layout layout = {.name_cells = name_cells(view, canvas, columns),
				      .first = 1};
	const int least = STATE_CELLS + 1;
	int room;

	for (int i = 0; i < headlines->count; i++)
		layout.value_cells[i] = value_cells(view, canvas, headlines->capacities[i]);
	if (headlines->count == 0)
		return layout;
	/* Long names give way before a capacity does. */
	while (layout.name_cells > NAME_MINIMUM_CELLS + 2 &&
	       columns - TEAMS_NAME_COLUMN - layout.name_cells - GAP_CELLS <
		       headlines->count * least)
		layout.name_cells--;
	room = columns - TEAMS_NAME_COLUMN - layout.name_cells - GAP_CELLS;
	layout.shown = room / least < headlines->count ? room / least : headlines->count;
	if (layout.shown < 1)
		layout.shown = 1;
	layout.pitch = room / layout.shown;
	/* The selected column is always among those seen. */
	if (screen->column >= screen->first_column + layout.shown)
		screen->first_column = screen->column - layout.shown + 1;
	if (screen->column >= 1 && screen->column < screen->first_column)
		screen->first_column = screen->column;
	if (screen->column == 0 || screen->first_column + layout.shown > headlines->count + 1)
		screen->first_column =
			screen->column == 0 ? 1 : headlines->count + 1 - layout.shown;
	layout.first = screen->first_column;
	return layout;
}

int teams_capacity_column(const struct area *area, const struct teams_layout *layout, int index)
{
	return area->column + TEAMS_NAME_COLUMN + layout->name_cells + GAP_CELLS +
	       index * layout->pitch;
}

/* -- heads ----------------------------------------------------------------------------------
 */

/* A title in two lines where one is too narrow: cut at its first space. */
static void draw_head(struct view *view, struct canvas *canvas, struct area area, int column,
		      int cells, const char *title)
{
	const char *space = strchr(title, ' ');

	if (area.rows < 2 || !space || canvas_text_cells(canvas, title) <= cells) {
		canvas_text(canvas, area.row + area.rows - 1, column, cells, STYLE_DIM, title);
		return;
	}
	canvas_text(canvas, area.row, column, cells, STYLE_DIM,
		    arena_copy(&view->words.arena, title, (size_t)(space - title)));
	canvas_text(canvas, area.row + 1, column, cells, STYLE_DIM, space + 1);
}

static void draw_heads(struct view *view, struct canvas *canvas, struct area area,
		       const struct headlines *headlines, const struct teams_layout *layout)
{
	draw_head(view, canvas, area, area.column + TEAMS_NAME_COLUMN, layout->name_cells,
		  "Team");
	for (int i = 0; i < layout->shown; i++)
		draw_head(view, canvas, area, teams_capacity_column(&area, layout, i),
			  layout->pitch - 1,
			  capacity_title(headlines->capacities[layout->first - 1 + i]));
}

/* -- the whole ------------------------------------------------------------------------------
 */

/* In the place of its scorecard. */
static void draw_unread(struct canvas *canvas, struct area area, const struct team_card *card)
{
	struct area line = area_cut_top(&area, 1);
	int column = area.column + UNREAD_MARGIN_CELLS;
	int cells = area.columns - 2 * UNREAD_MARGIN_CELLS;

	canvas_text(canvas, line.row, column, cells, STYLE_TITLE, card->team->name);
	line = area_cut_top(&area, 1);
	if (line.rows)
		canvas_text(canvas, line.row, column, cells, STYLE_DIM, being_read_words());
}

static void draw_beside(struct teams_screen *screen, struct view *view, struct canvas *canvas,
			struct area area)
{
	const struct team_card *card = teams_shown(screen, view);
	const struct capacity *capacity = teams_selected_capacity(screen, view);
	const struct tree_line *group = teams_selected_group(screen);

	area_cut_left(&area, DIVIDER_CELLS);
	if (!card) {
		screen->card_has_focus = false;
		if (group)
			teams_draw_group(screen, view, canvas, area, group);
		return;
	}
	if (!card->reading_count) {
		screen->card_has_focus = false;
		draw_unread(canvas, area, card);
		return;
	}
	scorecard_screen_stand_beside(screen->card, card->team->id,
				      capacity ? capacity->id : NULL, screen->card_has_focus);
	screen->card->type->draw(screen->card, view, canvas, area);
}

/* In 80 columns a sentence takes two rows, and so does the scorecard's beside the list. */
static int panel_rows(const struct view *view)
{
	return teams_are_wide(view) ? PANEL_ROWS + 1 : PANEL_ROWS;
}

static bool heads_fit(struct canvas *canvas, const struct headlines *headlines,
		      const struct teams_layout *layout)
{
	for (int i = 0; i < headlines->count; i++)
		if (canvas_text_cells(canvas, capacity_title(headlines->capacities[i])) >
		    layout->pitch - 1)
			return false;
	return true;
}

void teams_draw(struct teams_screen *screen, struct view *view, struct canvas *canvas,
		struct area area)
{
	struct headlines headlines = headlines_of(view->scorecard);
	struct area heads, panel, beside = {0, 0, 0, 0};
	struct teams_layout layout;

	/* Of those that are still to be read the selected one comes first. */
	teams_shown(screen, view);
	teams_draw_goals(view, canvas, &area);
	if (screen->tree.count == 0) {
		screen->card_has_focus = false;
		teams_draw_filter(screen, view, canvas, &area);
		teams_draw_none(screen, view, canvas, area);
		return;
	}
	if (teams_are_wide(view)) {
		struct area list = area_cut_left(&area, area.columns * 52 / 100);

		beside = area;
		draw_beside(screen, view, canvas, beside);
		area = list;
	} else {
		screen->card_has_focus = false;
	}
	teams_draw_filter(screen, view, canvas, &area);
	panel = area_cut_bottom(
		&area, area.rows >= LIST_MINIMUM_ROWS + PANEL_ROWS ? panel_rows(view) : 0);
	layout = layout_of(screen, view, canvas, &headlines, area.columns);
	heads = area_cut_top(&area, heads_fit(canvas, &headlines, &layout) ? 1 : 2);
	draw_heads(view, canvas, heads, &headlines, &layout);
	teams_draw_lines(screen, view, canvas, area, &headlines, &layout);
	teams_draw_panel(screen, view, canvas, panel);
	if (beside.rows)
		divider_draw(canvas, beside.row, beside.column, beside.rows);
}
