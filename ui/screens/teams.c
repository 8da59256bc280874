/* The tree of groups and teams against the headline capacities. */
#include "ui/screens/teams_screen.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "ui/widgets/id.h"

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
	for (size_t i = 0; i < scorecard->teams[0].reading_count; i++) {
		const struct capacity *capacity = scorecard->teams[0].readings[i].capacity;

		if (capacity->is_headline && headlines.count < TEAMS_HEADLINES_MAX)
			headlines.capacities[headlines.count++] = capacity;
	}
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

static int team_index(const struct scorecard *scorecard, const char *id)
{
	for (size_t i = 0; i < scorecard->team_count; i++)
		if (strcmp(scorecard->teams[i].team->id, id) == 0)
			return (int)i;
	return -1;
}

/* The selection is kept by id: after a reload the team may stand elsewhere. */
static void synchronise(struct teams_screen *screen, const struct view *view)
{
	int index = team_index(view->scorecard, screen->team);

	screen->list.count = (int)view->scorecard->team_count;
	list_select(&screen->list, index >= 0 ? index : screen->list.selected);
}

static void select_team(struct teams_screen *screen, const struct view *view, int index)
{
	list_select(&screen->list, index);
	if (view->scorecard->team_count > 0)
		id_set(&screen->team, view->scorecard->teams[screen->list.selected].team->id);
}

const struct team_card *teams_selected(const struct teams_screen *screen,
				       const struct view *view)
{
	if (view->scorecard->team_count == 0)
		return NULL;
	return &view->scorecard->teams[screen->list.selected];
}

const struct reading *teams_selected_reading(const struct teams_screen *screen,
					     const struct view *view)
{
	struct headlines headlines = headlines_of(view->scorecard);

	if (screen->column < 1 || screen->column > headlines.count)
		return NULL;
	return team_card_reading(teams_selected(screen, view),
				 headlines.capacities[screen->column - 1]->id);
}

/* -- finding --------------------------------------------------------------------------------
 */

static bool contains(const char *text, const char *query)
{
	return text && strcasestr(text, query) != NULL;
}

static bool team_matches(const struct team *team, const char *query)
{
	if (!*query)
		return false;
	if (contains(team->name, query) || contains(team->id, query) ||
	    contains(team->champion, query))
		return true;
	for (size_t i = 0; i < team->service_count; i++)
		if (contains(team->services[i]->name, query) ||
		    contains(team->services[i]->id, query))
			return true;
	return false;
}

/* Selects the first match among so many teams from `from` on, in steps, around the end. */
static bool find_from(struct teams_screen *screen, const struct view *view, int from, int step,
		      int among)
{
	int count = screen->list.count;

	for (int i = 0; i < among; i++) {
		int index = ((from + i * step) % count + count) % count;

		if (team_matches(view->scorecard->teams[index].team, view->query)) {
			select_team(screen, view, index);
			return true;
		}
	}
	return false;
}

static bool teams_find(struct screen *base, struct view *view, enum find_step step)
{
	struct teams_screen *screen = teams_of(base);
	int origin;

	synchronise(screen, view);
	if (screen->list.count == 0)
		return false;
	origin = team_index(view->scorecard, screen->find_origin);
	switch (step) {
	case FIND_BEGIN:
		id_set(&screen->find_origin, screen->team);
		return true;
	case FIND_TYPED:
		if (find_from(screen, view, origin >= 0 ? origin : 0, 1, screen->list.count))
			return true;
		select_team(screen, view, origin >= 0 ? origin : 0);
		return false;
	case FIND_NEXT:
		return find_from(screen, view, screen->list.selected + 1, 1,
				 screen->list.count - 1);
	case FIND_PREVIOUS:
		return find_from(screen, view, screen->list.selected - 1, -1,
				 screen->list.count - 1);
	case FIND_CANCEL:
		select_team(screen, view, origin >= 0 ? origin : 0);
		return true;
	}
	return false;
}

/* -- keys -----------------------------------------------------------------------------------
 */

static void open_selected(struct teams_screen *screen, const struct view *view,
			  struct request *request)
{
	const struct team_card *card = teams_selected(screen, view);
	const struct reading *reading = card ? teams_selected_reading(screen, view) : NULL;

	if (reading)
		request->open =
			capacity_screen_new(card->team->id, NULL, reading->capacity->id, false);
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
	if (item == screen->list.selected && part == screen->column) {
		open_selected(screen, view, request);
		return;
	}
	select_team(screen, view, item);
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
		select_team(screen, view, team - 1);
	} else if (action == ACTION_RIGHT || action == ACTION_PAGE_DOWN) {
		select_team(screen, view, team + 1);
	} else if (action == ACTION_UP && screen->column == 0 && team > 0) {
		select_team(screen, view, team - 1);
		screen->column = last;
	} else if (action == ACTION_DOWN && screen->column == last &&
		   team + 1 < screen->list.count) {
		select_team(screen, view, team + 1);
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

static void teams_act(struct screen *base, struct view *view, enum action action,
		      const struct input *input, struct request *request)
{
	struct teams_screen *screen = teams_of(base);

	synchronise(screen, view);
	if (act_in_card(screen, view, action, input, request))
		return;
	if (teams_are_narrow(view) && act_narrow(screen, view, action))
		return;
	if (action == ACTION_LEFT)
		move_sideways(screen, view, -1);
	else if (action == ACTION_RIGHT)
		move_sideways(screen, view, 1);
	else if (action == ACTION_OPEN)
		open_selected(screen, view, request);
	else if (action == ACTION_CLICK)
		click(screen, view, input, request);
	else if (action == ACTION_PANE && teams_are_wide(view))
		screen->card_has_focus = true;
	else if (action == ACTION_LEAVE)
		request->goes_back = true;
	else if (list_act(&screen->list, action))
		select_team(screen, view, screen->list.selected);
}

static enum key_screen teams_keys(const struct screen *base, const struct view *view)
{
	const struct teams_screen *screen = (const struct teams_screen *)base;

	if (teams_are_narrow(view))
		return KEY_SCREEN_TEAMS_NARROW;
	if (!teams_are_wide(view))
		return KEY_SCREEN_TEAMS;
	return screen->card_has_focus ? KEY_SCREEN_CARD : KEY_SCREEN_TEAMS_WIDE;
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

	synchronise(screen, view);
	if (view->scorecard->team_count > 0 && !*screen->team)
		select_team(screen, view, 0);
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
	free(screen->team);
	free(screen->find_origin);
	free(screen);
}

static const char *teams_team(const struct screen *base, const struct view *view)
{
	(void)view;
	return ((const struct teams_screen *)base)->team;
}

static const char *teams_capacity(const struct screen *base, const struct view *view)
{
	const struct teams_screen *screen = (const struct teams_screen *)base;
	const struct reading *reading = teams_selected_reading(screen, view);

	if (screen->card && screen->card_has_focus)
		return screen->card->type->capacity(screen->card, view);
	return reading ? reading->capacity->id : NULL;
}

static const struct screen_type teams_type = {
	.keys = teams_keys,
	.title = teams_title,
	.draw = teams_draw_any,
	.act = teams_act,
	.find = teams_find,
	.team = teams_team,
	.capacity = teams_capacity,
	.reloaded = teams_reloaded,
	.free = teams_free,
};

struct screen *teams_screen_new(void)
{
	struct teams_screen *screen = memory_resize(NULL, 1, sizeof(*screen));

	memset(screen, 0, sizeof(*screen));
	screen->screen.type = &teams_type;
	screen->first_column = 1;
	id_set(&screen->team, NULL);
	id_set(&screen->find_origin, NULL);
	screen->card = scorecard_screen_new("", NULL);
	return &screen->screen;
}
