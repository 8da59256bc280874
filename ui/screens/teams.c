/* The tree of groups and teams against the headline capacities. */
#include "ui/screens/teams_screen.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "ui/screens/teams_filter.h"

static struct teams_screen *teams_of(struct screen *screen)
{
	return (struct teams_screen *)screen;
}

/* -- what is selected -----------------------------------------------------------------------
 */

struct headlines headlines_of(const struct scorecard *scorecard)
{
	struct headlines headlines = {.count = 0};

	if (scorecard->team_count == 0)
		return headlines;
	for (const struct capacity *const *at = scorecard->capacities; *at; at++)
		if ((*at)->is_headline && headlines.count < TEAMS_HEADLINES_MAX)
			headlines.capacities[headlines.count++] = *at;
	return headlines;
}

bool teams_are_narrow(const struct view *view)
{
	return view->columns < SCREEN_NARROW_COLUMNS;
}

bool teams_are_wide(const struct view *view)
{
	return view->columns >= SCREEN_WIDE_COLUMNS && view->scorecard->team_count > 0;
}

/* -- keys -----------------------------------------------------------------------------------
 */

static void toggle(struct teams_screen *screen, const struct view *view, size_t group)
{
	struct folds *folds = teams_folds(screen);
	const char *id = tree_group_id(view->scorecard->catalog, group);

	folds_set(folds, id, !folds_have(folds, id));
}

static void open_selected(struct teams_screen *screen, const struct view *view, bool shows_why,
			  struct request *request)
{
	const struct team_card *card = teams_selected(screen, view);
	const struct capacity *capacity = teams_selected_capacity(screen, view);
	const struct tree_line *group = teams_selected_group(screen);

	if (group)
		toggle(screen, view, group->group);
	else if (shows_why && !capacity)
		request->notice = "Select a number first: this says why it is what it is.";
	else if (capacity)
		request->open =
			capacity_screen_new(card->team->id, NULL, capacity->id, shows_why);
	else if (card)
		request->open = scorecard_screen_new(card->team->id, NULL);
}

static void click(struct teams_screen *screen, const struct view *view,
		  const struct input *input, struct request *request)
{
	const struct hit *hit = hits_find(&screen->hits, input->row, input->column);
	int item, part;

	if (!hit)
		return;
	item = hit->item;
	part = hit->part;
	if (part == TEAMS_PART_FOLD ||
	    (item == screen->list.selected &&
	     (part == screen->column || teams_selected_group(screen)))) {
		teams_choose(screen, view, item);
		open_selected(screen, view, false, request);
		return;
	}
	teams_choose(screen, view, item);
	screen->column = part;
}

static void move_sideways(struct teams_screen *screen, const struct view *view, int step)
{
	int last = headlines_of(view->scorecard).count;

	screen->column += step;
	if (screen->column < 0)
		screen->column = 0;
	if (screen->column > last)
		screen->column = last;
}

/* One team at a time: down goes through its lines, then on to the next team. */
static bool act_narrow(struct teams_screen *screen, const struct view *view, enum action action)
{
	int last = headlines_of(view->scorecard).count;
	int team = screen->list.selected;

	if (action == ACTION_LEFT || action == ACTION_PAGE_UP) {
		teams_choose(screen, view, team - 1);
	} else if (action == ACTION_RIGHT || action == ACTION_PAGE_DOWN) {
		teams_choose(screen, view, team + 1);
	} else if (action == ACTION_UP && screen->column == 0 && team > 0) {
		teams_choose(screen, view, team - 1);
		screen->column = last;
	} else if (action == ACTION_DOWN && screen->column == last &&
		   team + 1 < screen->list.count) {
		teams_choose(screen, view, team + 1);
		screen->column = 0;
	} else if (action == ACTION_UP || action == ACTION_WHEEL_UP) {
		move_sideways(screen, view, -1);
	} else if (action == ACTION_DOWN || action == ACTION_WHEEL_DOWN) {
		move_sideways(screen, view, 1);
	} else {
		return false;
	}
	return true;
}

static void fold_all(struct teams_screen *screen, const struct view *view, bool is_folded)
{
	const struct catalog *catalog = view->scorecard->catalog;
	struct folds *folds = teams_folds(screen);

	folds_clear(folds);
	for (size_t i = 0; is_folded && i < catalog->group_count; i++)
		folds_set(folds, catalog->groups[i].id, true);
	folds_set(folds, "", is_folded);
}

/* A group's line: left folds it or goes to the one around it, right opens it or goes in. */
static bool act_on_group(struct teams_screen *screen, const struct view *view,
			 enum action action)
{
	const struct tree_line *line = teams_selected_group(screen);
	int selected = screen->list.selected;
	int parent;

	if (!line || (action != ACTION_LEFT && action != ACTION_RIGHT && action != ACTION_FOLD))
		return false;
	/* It is chosen now, even where it stood for a team that is folded away. */
	if (action == ACTION_LEFT)
		teams_choose(screen, view, selected);
	screen->column = action == ACTION_FOLD ? screen->column : 0;
	if (action == ACTION_FOLD || line->is_folded == (action == ACTION_RIGHT)) {
		toggle(screen, view, line->group);
	} else if (action == ACTION_RIGHT) {
		teams_choose(screen, view, selected + 1);
	} else {
		parent = tree_parent_line(&screen->tree, selected);
		if (parent >= 0)
			teams_choose(screen, view, parent);
	}
	return true;
}

/* A team's line: left from its name goes to its group. */
static bool act_on_team(struct teams_screen *screen, const struct view *view,
			enum action action)
{
	int parent = teams_selected(screen, view)
			     ? tree_parent_line(&screen->tree, screen->list.selected)
			     : -1;

	if (action == ACTION_LEFT && screen->column == 0 && parent >= 0)
		teams_choose(screen, view, parent);
	else if (action == ACTION_FOLD && parent >= 0)
		toggle(screen, view, screen->tree.lines[parent].group);
	else if (action == ACTION_LEFT)
		move_sideways(screen, view, -1);
	else if (action == ACTION_RIGHT)
		move_sideways(screen, view, 1);
	else
		return false;
	return true;
}

/* Keys that change which lines are seen. */
static bool act_on_lines(struct teams_screen *screen, const struct view *view,
			 enum action action)
{
	if (action == ACTION_FILTER)
		screen->is_filtering = true;
	else if (action == ACTION_BACK)
		teams_set_filter(screen, "");
	else if (action == ACTION_FOLD_ALL || action == ACTION_UNFOLD_ALL)
		fold_all(screen, view, action == ACTION_FOLD_ALL);
	else
		return false;
	return true;
}

/* Keys that go to the scorecard beside the list. True if it took this one. */
static bool act_in_card(struct teams_screen *screen, struct view *view, enum action action,
			const struct input *input, struct request *request)
{
	if (!screen->card_has_focus || !teams_are_wide(view) || action == ACTION_CLICK)
		return false;
	if (action == ACTION_PANE || action == ACTION_BACK || action == ACTION_LEAVE) {
		screen->card_has_focus = false;
		return true;
	}
	screen->card->type->act(screen->card, view, action, input, request);
	return true;
}

static const char *teams_team(const struct screen *base, const struct view *view)
{
	const struct team_card *card = teams_selected((const struct teams_screen *)base, view);

	return card ? card->team->id : NULL;
}

static void teams_act(struct screen *base, struct view *view, enum action action,
		      const struct input *input, struct request *request)
{
	struct teams_screen *screen = teams_of(base);

	teams_synchronise(screen, view);
	if (screen->is_filtering) {
		teams_act_filtering(screen, view, action, input);
		return;
	}
	if (act_in_card(screen, view, action, input, request) ||
	    act_on_lines(screen, view, action))
		return;
	if (teams_are_narrow(view)
		    ? act_narrow(screen, view, action)
		    : act_on_group(screen, view, action) || act_on_team(screen, view, action))
		return;
	if (action == ACTION_OPEN || action == ACTION_WHY)
		open_selected(screen, view, action == ACTION_WHY, request);
	else if (action == ACTION_CLICK)
		click(screen, view, input, request);
	else if (action == ACTION_EVENTS)
		request->open = events_screen_new(teams_team(base, view), NULL, NULL);
	else if (action == ACTION_PANE && teams_are_wide(view))
		screen->card_has_focus = true;
	else if (action == ACTION_LEAVE)
		request->goes_back = true;
	else if (list_act(&screen->list, action))
		teams_choose(screen, view, screen->list.selected);
}

static enum key_screen teams_keys(const struct screen *base, const struct view *view)
{
	const struct teams_screen *screen = (const struct teams_screen *)base;

	if (screen->is_filtering)
		return KEY_SCREEN_FILTER;
	if (screen->tree.count == 0 && filter_has_words(screen->filter.text))
		return KEY_SCREEN_TEAMS_NONE;
	if (teams_are_narrow(view))
		return KEY_SCREEN_TEAMS_NARROW;
	if (screen->card_has_focus && teams_are_wide(view))
		return KEY_SCREEN_CARD;
	if (teams_selected_group(screen))
		return KEY_SCREEN_TEAMS_GROUP;
	return teams_are_wide(view) ? KEY_SCREEN_TEAMS_WIDE : KEY_SCREEN_TEAMS;
}

/* -- the rest of the vtable -----------------------------------------------------------------
 */

static void teams_title(struct screen *base, struct view *view, struct title *title)
{
	(void)base;
	title->crumbs[0] = "All teams";
	title->crumb_count = 1;
	if (*view->scorecard->catalog->organization)
		title->aside = view->scorecard->catalog->organization;
}

static void teams_draw_any(struct screen *base, struct view *view, struct canvas *canvas,
			   struct area area)
{
	struct teams_screen *screen = teams_of(base);

	teams_synchronise(screen, view);
	if (!screen->choice.is_group && !*screen->choice.id)
		teams_choose(screen, view, screen->list.selected);
	hits_clear(&screen->hits);
	if (teams_are_narrow(view))
		teams_draw_narrow(screen, view, canvas, area);
	else
		teams_draw(screen, view, canvas, area);
}

static void teams_reloaded(struct screen *base)
{
	struct teams_screen *screen = teams_of(base);

	if (screen->card->type->reloaded)
		screen->card->type->reloaded(screen->card);
}

static void teams_free(struct screen *base)
{
	struct teams_screen *screen = teams_of(base);

	screen_free(screen->card);
	hits_release(&screen->hits);
	tree_release(&screen->tree);
	folds_release(&screen->folds[0]);
	folds_release(&screen->folds[1]);
	folds_release(&screen->find_folds);
	free(screen->choice.id);
	free(screen->find_origin.id);
	free(screen);
}

static bool teams_text(struct screen *base, struct view *view, struct buffer *out,
		       const char **note, struct error *error)
{
	(void)note;
	return screen_add_text(view, teams_team(base, view), NULL, out, error);
}

/* What the filter lets through comes first; from the scorecard beside the list its team. */
static struct screen *teams_exports(const struct screen *base, const struct view *view)
{
	const struct teams_screen *screen = (const struct teams_screen *)base;
	struct export_choice choice = {
		.team = teams_team(base, view),
		.is_of_team = screen->card_has_focus && teams_are_wide(view),
		.then = INSTANT_NONE,
		.filter = screen->filter.text,
	};

	return export_dialog_new(&choice);
}

static const char *teams_capacity(const struct screen *base, const struct view *view)
{
	const struct teams_screen *screen = (const struct teams_screen *)base;
	const struct capacity *capacity = teams_selected_capacity(screen, view);

	if (screen->card && screen->card_has_focus)
		return screen->card->type->capacity(screen->card, view);
	return capacity ? capacity->id : NULL;
}

static const struct screen_type teams_type = {
	.typing = teams_typing,
	.keys = teams_keys,
	.title = teams_title,
	.draw = teams_draw_any,
	.act = teams_act,
	.find = teams_find,
	.find_where = "its name, services or champion",
	.find_none = "no team matches",
	.team = teams_team,
	.capacity = teams_capacity,
	.text = teams_text,
	.exports = teams_exports,
	.reloaded = teams_reloaded,
	.free = teams_free,
};

struct screen *teams_screen_new(void)
{
	struct teams_screen *screen = memory_resize(NULL, 1, sizeof(*screen));

	memset(screen, 0, sizeof(*screen));
	screen->screen.type = &teams_type;
	screen->first_column = 1;
	choice_set(&screen->choice, "", false);
	choice_set(&screen->find_origin, "", false);
	screen->card = scorecard_screen_new("", NULL);
	return &screen->screen;
}

/* -- what is kept from one session to the next ----------------------------------------------
 */

void teams_screen_set_state(struct screen *base, const struct view *view,
			    const struct session_state *state)
{
	struct teams_screen *screen = teams_of(base);
	struct headlines headlines = headlines_of(view->scorecard);

	if (state->selected)
		choice_set(&screen->choice, state->selected, state->is_on_group);
	for (int i = 0; state->capacity && i < headlines.count; i++)
		if (strcmp(headlines.capacities[i]->id, state->capacity) == 0)
			screen->column = i + 1;
	if (state->filter)
		teams_set_filter(screen, state->filter);
	for (size_t i = 0; i < state->folded_count; i++)
		folds_set(&screen->folds[0], state->folded[i], true);
}

void teams_screen_get_state(const struct screen *base, const struct view *view,
			    struct session_state *state)
{
	const struct teams_screen *screen = (const struct teams_screen *)base;
	struct headlines headlines = headlines_of(view->scorecard);

	if (screen->choice.is_group || *screen->choice.id)
		state->selected = screen->choice.id;
	state->is_on_group = screen->choice.is_group;
	if (screen->column >= 1 && screen->column <= headlines.count)
		state->capacity = headlines.capacities[screen->column - 1]->id;
	state->filter = screen->filter.text;
	state->folded = (const char *const *)screen->folds[0].ids;
	state->folded_count = screen->folds[0].count;
}
