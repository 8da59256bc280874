/* What is selected among the lines of the tree: kept by id, through folds, filters and reloads.
 */
#include "ui/screens/teams_screen.h"

#include <string.h>

#include "ui/screens/teams_filter.h"
#include "ui/widgets/id.h"

void choice_set(struct choice *choice, const char *id, bool is_group)
{
	id_set(&choice->id, id);
	choice->is_group = is_group;
}

static int team_index(const struct scorecard *scorecard, const char *id)
{
	for (size_t i = 0; i < scorecard->team_count; i++)
		if (strcmp(scorecard->teams[i].team->id, id) == 0)
			return (int)i;
	return -1;
}

/* False: there is no such group. */
static bool group_index(const struct catalog *catalog, const char *id, size_t *group)
{
	*group = CATALOG_NO_GROUP;
	if (!*id)
		return true;
	for (size_t i = 0; i < catalog->group_count; i++)
		if (strcmp(catalog->groups[i].id, id) == 0) {
			*group = i;
			return true;
		}
	return false;
}

static int first_team_line(const struct tree *tree)
{
	for (int i = 0; i < tree->count; i++)
		if (tree->lines[i].team != TREE_GROUP)
			return i;
	return 0;
}

/* A group's line; where there is none its first team, or what it is folded away in. */
static int line_of_group(const struct tree *tree, const struct catalog *catalog, size_t group)
{
	int line = tree_group_line(tree, group);

	if (line < 0)
		line = tree_first_team(tree, catalog, group);
	if (line < 0)
		line = tree_line_around(tree, catalog, group);
	return line < 0 ? first_team_line(tree) : line;
}

/* A team's line; where there is none the group that it is folded away in. */
static int line_of_team(const struct tree *tree, const struct scorecard *scorecard, int team)
{
	int line = tree_team_line(tree, team);
	int around;

	if (line >= 0)
		return line;
	around = tree_line_around(tree, scorecard->catalog, scorecard->teams[team].team->group);
	return around >= 0 && tree->lines[around].is_folded ? around : first_team_line(tree);
}

/* `otherwise` where the choice is not there any more. */
static int line_of_choice(const struct choice *choice, const struct tree *tree,
			  const struct scorecard *scorecard, int otherwise)
{
	size_t group;
	int team;

	if (choice->is_group)
		return group_index(scorecard->catalog, choice->id, &group)
			       ? line_of_group(tree, scorecard->catalog, group)
			       : otherwise;
	if (!*choice->id)
		return first_team_line(tree);
	team = team_index(scorecard, choice->id);
	return team >= 0 ? line_of_team(tree, scorecard, team) : otherwise;
}

struct folds *teams_folds(struct teams_screen *screen)
{
	return &screen->folds[filter_has_words(screen->filter.text)];
}

void teams_synchronise(struct teams_screen *screen, const struct view *view)
{
	bool is_narrow = teams_are_narrow(view);

	tree_make(&screen->tree, view->scorecard, is_narrow ? NULL : teams_folds(screen),
		  screen->filter.text, !is_narrow);
	screen->list.count = screen->tree.count;
	list_select(&screen->list, line_of_choice(&screen->choice, &screen->tree,
						  view->scorecard, screen->list.selected));
}

void teams_choose(struct teams_screen *screen, const struct view *view, int index)
{
	const struct scorecard *scorecard = view->scorecard;
	const struct tree_line *line;

	list_select(&screen->list, index);
	line = teams_line(screen);
	if (!line)
		return;
	if (line->team == TREE_GROUP)
		choice_set(&screen->choice, tree_group_id(scorecard->catalog, line->group),
			   true);
	else
		choice_set(&screen->choice, scorecard->teams[line->team].team->id, false);
}

void teams_reveal(struct teams_screen *screen, const struct view *view, size_t group)
{
	const struct catalog *catalog = view->scorecard->catalog;

	folds_set(teams_folds(screen), tree_group_id(catalog, group), false);
	while (group != CATALOG_NO_GROUP) {
		folds_set(teams_folds(screen), catalog->groups[group].id, false);
		group = catalog->groups[group].parent;
	}
}

const struct tree_line *teams_line(const struct teams_screen *screen)
{
	return screen->list.selected < screen->tree.count
		       ? &screen->tree.lines[screen->list.selected]
		       : NULL;
}

const struct tree_line *teams_selected_group(const struct teams_screen *screen)
{
	const struct tree_line *line = teams_line(screen);

	return line && line->team == TREE_GROUP ? line : NULL;
}

const struct team_card *teams_selected(const struct teams_screen *screen,
				       const struct view *view)
{
	const struct tree_line *line = teams_line(screen);

	/* The lines may be older than the scorecards, until the next frame. */
	return line && line->team != TREE_GROUP &&
			       (size_t)line->team < view->scorecard->team_count
		       ? &view->scorecard->teams[line->team]
		       : NULL;
}

const struct capacity *teams_selected_capacity(const struct teams_screen *screen,
					       const struct view *view)
{
	struct headlines headlines = headlines_of(view->scorecard);

	return teams_selected(screen, view) && screen->column >= 1 &&
			       screen->column <= headlines.count
		       ? headlines.capacities[screen->column - 1]
		       : NULL;
}

const struct team_card *teams_shown(const struct teams_screen *screen, struct view *view)
{
	const struct team_card *card = teams_selected(screen, view);

	return card ? view_card(view, (size_t)(card - view->scorecard->teams)) : NULL;
}
