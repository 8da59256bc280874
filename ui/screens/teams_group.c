/*
 * A group that is selected: how much it holds, and beside the list which teams these are.
 *
 * Rule: no value of any team, and none of the group: there is nothing to rank.
 */
#include "ui/screens/teams_screen.h"

#include "base/arena.h"
#include "report/group_words.h"
#include "ui/screens/teams_filter.h"

#define NAME_MAXIMUM_CELLS 30
#define GAP_CELLS 2
#define MARGIN_CELLS 2
#define HEAD_ROWS 2

/* -- what it holds --------------------------------------------------------------------------
 */

const char *teams_group_holds(struct view *view, const struct tree_line *line)
{
	const struct scorecard *scorecard = view->scorecard;
	const struct catalog *catalog = scorecard->catalog;
	bool *is_counted = ARENA_ARRAY(&view->words.arena, catalog->service_count, bool);
	size_t teams = 0, services = 0;

	for (size_t i = 0; i < scorecard->team_count; i++) {
		const struct team *team = scorecard->teams[i].team;

		if (!tree_is_within(catalog, team->group, line->group))
			continue;
		teams++;
		/* A service that two teams name is one service. */
		for (size_t j = 0; j < team->service_count; j++) {
			services += !is_counted[team->services[j]->index];
			is_counted[team->services[j]->index] = true;
		}
	}
	wording_add_group(&view->words.buffer, teams, services);
	return words_take(&view->words);
}

/* -- beside the list ------------------------------------------------------------------------
 */

static const char *services_of(struct view *view, const struct team *team)
{
	for (size_t i = 0; i < team->service_count; i++)
		buffer_addf(&view->words.buffer, "%s%s", i > 0 ? ", " : "",
			    team->services[i]->name);
	return words_take(&view->words);
}

static int widest_name(struct view *view, struct canvas *canvas, const struct tree_line *line)
{
	const struct scorecard *scorecard = view->scorecard;
	int widest = 0;

	for (size_t i = 0; i < scorecard->team_count; i++) {
		const struct team *team = scorecard->teams[i].team;
		int cells = canvas_text_cells(canvas, team->name);

		if (tree_is_within(scorecard->catalog, team->group, line->group) &&
		    cells > widest)
			widest = cells;
	}
	return widest < NAME_MAXIMUM_CELLS ? widest : NAME_MAXIMUM_CELLS;
}

static void draw_team(struct view *view, struct canvas *canvas, struct area row, int name_cells,
		      const struct team *team)
{
	int column = row.column + name_cells + GAP_CELLS;

	canvas_text(canvas, row.row, row.column, name_cells, STYLE_PLAIN, team->name);
	canvas_text(canvas, row.row, column, row.column + row.columns - column, STYLE_DIM,
		    services_of(view, team));
}

/*
 * The teams that are shown, in the order of the YAML, under the names of the groups within;
 * returns how many found no row.
 */
static size_t draw_teams(const struct teams_screen *screen, struct view *view,
			 struct canvas *canvas, struct area area, const struct tree_line *line)
{
	const struct scorecard *scorecard = view->scorecard;
	bool *passes = ARENA_ARRAY(&view->words.arena, scorecard->team_count, bool);
	int name_cells = widest_name(view, canvas, line);
	size_t group = line->group, left = 0;

	filter_teams(screen->filter.text, scorecard, passes);
	for (size_t i = 0; i < scorecard->team_count; i++) {
		const struct team *team = scorecard->teams[i].team;
		struct area row;

		if (!passes[i] || !tree_is_within(scorecard->catalog, team->group, line->group))
			continue;
		if (team->group != group && area.rows > 1) {
			group = team->group;
			row = area_cut_top(&area, 1);
			canvas_text(canvas, row.row, row.column, row.columns, STYLE_HEADING,
				    teams_group_name(scorecard->catalog, group));
		}
		row = area_cut_top(&area, 1);
		if (row.rows)
			draw_team(view, canvas, row, name_cells, team);
		else
			left++;
	}
	return left;
}

void teams_draw_group(struct teams_screen *screen, struct view *view, struct canvas *canvas,
		      struct area area, const struct tree_line *line)
{
	struct area row;
	size_t left;

	area_cut_left(&area, MARGIN_CELLS);
	area.columns--;
	row = area_cut_top(&area, 1);
	canvas_text(canvas, row.row, row.column, row.columns, STYLE_TITLE,
		    teams_group_name(view->scorecard->catalog, line->group));
	row = area_cut_top(&area, HEAD_ROWS);
	canvas_text(canvas, row.row, row.column, row.columns, STYLE_DIM,
		    teams_group_holds(view, line));
	row = area_cut_bottom(&area, 1);
	left = draw_teams(screen, view, canvas, area, line);
	if (left == 0)
		return;
	buffer_add_string(&view->words.buffer, "and ");
	wording_add_teams(&view->words.buffer, left, left);
	buffer_add_string(&view->words.buffer, " more");
	canvas_text(canvas, row.row, row.column, row.columns, STYLE_DIM,
		    words_take(&view->words));
}
