/* `/`: finds groups and teams, also those folded away, whose groups it opens. */
#include "ui/screens/teams_screen.h"

#include <string.h>

static bool contains(const char *text, const char *query)
{
	return text && strcasestr(text, query) != NULL;
}

static bool team_matches(const struct team *team, const char *query)
{
	if (contains(team->name, query) || contains(team->id, query) ||
	    contains(team->champion, query))
		return true;
	for (size_t i = 0; i < team->service_count; i++)
		if (contains(team->services[i]->name, query) ||
		    contains(team->services[i]->id, query))
			return true;
	return false;
}

static bool line_matches(const struct view *view, const struct tree_line *line)
{
	const struct scorecard *scorecard = view->scorecard;

	if (!*view->query)
		return false;
	if (line->team != TREE_GROUP)
		return team_matches(scorecard->teams[line->team].team, view->query);
	return contains(teams_group_name(scorecard->catalog, line->group), view->query) ||
	       contains(tree_group_id(scorecard->catalog, line->group), view->query);
}

/* Selects the line of the whole tree, having opened what it is folded away in. */
static void choose_in_whole(struct teams_screen *screen, const struct view *view,
			    const struct tree_line *line)
{
	const struct catalog *catalog = view->scorecard->catalog;
	bool is_group = line->team == TREE_GROUP;

	if (!is_group)
		teams_reveal(screen, view, line->group);
	else if (line->group != CATALOG_NO_GROUP &&
		 catalog->groups[line->group].parent != CATALOG_NO_GROUP)
		teams_reveal(screen, view, catalog->groups[line->group].parent);
	choice_set(&screen->choice,
		   is_group ? tree_group_id(catalog, line->group)
			    : view->scorecard->teams[line->team].team->id,
		   is_group);
	teams_synchronise(screen, view);
}

/* The line of the whole tree that is selected now: of what is folded away, its group. */
static int selected_in_whole(const struct teams_screen *screen, const struct tree *whole)
{
	const struct tree_line *line = teams_line(screen);
	int at = line->team == TREE_GROUP ? tree_group_line(whole, line->group)
					  : tree_team_line(whole, line->team);

	return at < 0 ? 0 : at;
}

/* So many lines from the selected one, in steps; how many of all are left out. */
struct search {
	int offset, step, left_out;
};

static bool search(struct teams_screen *screen, const struct view *view, struct search search)
{
	struct tree whole = {NULL, 0, 0, 0};
	bool has_found = false;
	int from;

	tree_make(&whole, view->scorecard, NULL, screen->filter.text, !teams_are_narrow(view));
	from = selected_in_whole(screen, &whole) + search.offset;
	for (int i = 0; i < whole.count - search.left_out && !has_found; i++) {
		int index =
			((from + i * search.step) % whole.count + whole.count) % whole.count;

		has_found = line_matches(view, &whole.lines[index]);
		if (has_found)
			choose_in_whole(screen, view, &whole.lines[index]);
	}
	tree_release(&whole);
	return has_found;
}

static void remember(struct teams_screen *screen)
{
	choice_set(&screen->find_origin, screen->choice.id, screen->choice.is_group);
	folds_copy(&screen->find_folds, teams_folds(screen));
}

static void go_back(struct teams_screen *screen, const struct view *view)
{
	choice_set(&screen->choice, screen->find_origin.id, screen->find_origin.is_group);
	folds_copy(teams_folds(screen), &screen->find_folds);
	teams_synchronise(screen, view);
}

bool teams_find(struct screen *base, struct view *view, enum find_step step)
{
	struct teams_screen *screen = (struct teams_screen *)base;

	teams_synchronise(screen, view);
	if (step == FIND_BEGIN)
		remember(screen);
	if (screen->list.count == 0)
		return false;
	switch (step) {
	case FIND_BEGIN:
		return true;
	case FIND_TYPED:
		go_back(screen, view);
		return search(screen, view, (struct search){0, 1, 0});
	case FIND_NEXT:
		return search(screen, view, (struct search){1, 1, 1});
	case FIND_PREVIOUS:
		return search(screen, view, (struct search){-1, -1, 1});
	case FIND_CANCEL:
		go_back(screen, view);
		return true;
	}
	return false;
}
