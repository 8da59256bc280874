/* Practices by team and month, or of one team: when something was done. */
#include "ui/screens/practices_screen.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "ui/widgets/id.h"

static struct practices_screen *practices_screen_of(struct screen *screen)
{
	return (struct practices_screen *)screen;
}

/* -- what it is about -----------------------------------------------------------------------
 */

const struct team *practices_team(const struct practices_screen *screen,
				  const struct view *view)
{
	return screen->shows_all ? NULL : catalog_team(view->scorecard->catalog, screen->team);
}

static bool is_there(const struct practices_screen *screen, const struct view *view)
{
	return screen->shows_all ? view->scorecard->team_count > 0
				 : practices_team(screen, view) != NULL;
}

const struct team_practices *practices_of(struct practices_screen *screen, struct view *view,
					  const struct team *team)
{
	const struct catalog *catalog = view->scorecard->catalog;
	size_t index = (size_t)(team - catalog->teams);

	if (!screen->made)
		screen->made = ARENA_ARRAY(&screen->arena, catalog->team_count,
					   const struct team_practices *);
	if (!screen->made[index])
		screen->made[index] =
			view->source->practices(view->source->context, team, &screen->arena);
	return screen->made[index];
}

const struct reading *practices_reading(const struct view *view, const struct team *team,
					enum practised practised)
{
	const struct team_card *card = view_team(view, team->id);
	const char *capacity = practised_capacity(practised);

	return card && capacity ? team_card_reading(card, capacity) : NULL;
}

/* What the screen remembers, in the list; and in the list's place what is there. */
static void synchronise(struct practices_screen *screen, const struct view *view)
{
	const struct scorecard *scorecard = view->scorecard;

	list_set_count(&screen->list,
		       screen->shows_all ? (int)scorecard->team_count : PRACTISED_COUNT);
	if (!screen->shows_all) {
		list_select(&screen->list, (int)screen->practised);
		return;
	}
	for (size_t i = 0; i < scorecard->team_count; i++)
		if (strcmp(scorecard->teams[i].team->id, screen->selected) == 0)
			list_select(&screen->list, (int)i);
}

static void choose(struct practices_screen *screen, const struct view *view, int item)
{
	list_select(&screen->list, item);
	if (!screen->shows_all)
		screen->practised = (enum practised)screen->list.selected;
	else if (view->scorecard->team_count)
		id_set(&screen->selected,
		       view->scorecard->teams[screen->list.selected].team->id);
}

/* -- keys -----------------------------------------------------------------------------------
 */

static void show_all(struct practices_screen *screen, bool shows_all)
{
	screen->shows_all = shows_all;
	screen->list = (struct list){0};
}

/* Of all teams: the one selected. Of a team: what is behind the practice selected. */
static void open_selected(struct practices_screen *screen, const struct view *view,
			  struct request *request)
{
	const char *capacity = practised_capacity(screen->practised);

	if (screen->shows_all && *screen->team) {
		id_set(&screen->team, screen->selected);
		show_all(screen, false);
	} else if (screen->shows_all) {
		request->open = practices_screen_new(
			view->scorecard->teams[screen->list.selected].team->id, NULL);
		practices_screen_of(request->open)->practised = screen->practised;
	} else if (capacity) {
		request->open = capacity_screen_new(screen->team, NULL, capacity, false);
	} else {
		request->open = events_screen_new(screen->team, NULL, NULL);
	}
}

/* False from the first one to the left. */
static bool step_practised(struct practices_screen *screen, int step)
{
	int next = (int)screen->practised + step;

	if (next >= 0 && next < PRACTISED_COUNT)
		screen->practised = (enum practised)next;
	return next >= 0;
}

static void click(struct practices_screen *screen, const struct view *view,
		  const struct input *input, struct request *request)
{
	const struct hit *hit = hits_find(&screen->hits, input->row, input->column);

	if (!hit)
		return;
	if (hit->part == PRACTICES_PART_PRACTISED)
		screen->practised = (enum practised)hit->item;
	else if (hit->item == screen->list.selected)
		open_selected(screen, view, request);
	else
		choose(screen, view, hit->item);
}

/* Up is the team's scorecard, whichever way led here; back is where one came from. */
static void leave(const struct practices_screen *screen, const struct view *view,
		  struct request *request)
{
	request->goes_back = true;
	if (practices_team(screen, view))
		request->above = scorecard_screen_new(screen->team, NULL);
}

static const char *team_at_hand(const struct screen *base, const struct view *view)
{
	const struct practices_screen *screen = (const struct practices_screen *)base;

	(void)view;
	return screen->shows_all ? screen->selected : screen->team;
}

static void practices_act(struct screen *base, struct view *view, enum action action,
			  const struct input *input, struct request *request)
{
	struct practices_screen *screen = practices_screen_of(base);

	if (action == ACTION_LEAVE) {
		leave(screen, view, request);
		return;
	}
	if (action == ACTION_BACK || !is_there(screen, view)) {
		request->goes_back = action == ACTION_BACK;
		return;
	}
	synchronise(screen, view);
	if (action == ACTION_OPEN)
		open_selected(screen, view, request);
	else if (action == ACTION_LEFT)
		request->goes_back = !step_practised(screen, -1);
	else if (action == ACTION_RIGHT)
		step_practised(screen, 1);
	else if (action == ACTION_PANE)
		screen->practised = (enum practised)((screen->practised + 1) % PRACTISED_COUNT);
	else if (action == ACTION_ALL_TEAMS)
		show_all(screen, true);
	else if (action == ACTION_EVENTS)
		request->open = events_screen_new(team_at_hand(base, view), NULL, NULL);
	else if (action == ACTION_CLICK)
		click(screen, view, input, request);
	else if (list_act(&screen->list, action))
		choose(screen, view, screen->list.selected);
}

/* -- the rest of the vtable -----------------------------------------------------------------
 */

static enum key_screen practices_keys(const struct screen *base, const struct view *view)
{
	const struct practices_screen *screen = (const struct practices_screen *)base;

	if (!is_there(screen, view))
		return KEY_SCREEN_GONE;
	return screen->shows_all ? KEY_SCREEN_PRACTICES : KEY_SCREEN_PRACTICES_TEAM;
}

static void practices_title(struct screen *base, struct view *view, struct title *title)
{
	struct practices_screen *screen = practices_screen_of(base);
	struct buffer *buffer = &view->words.buffer;

	if (screen->shows_all)
		title->crumbs[title->crumb_count++] = "All teams";
	else
		title_add_team(title, view, screen->team);
	title->crumbs[title->crumb_count++] = "Practices";
	practices_add_period(buffer, &view->wording, true);
	title->windows = words_take(&view->words);
	practices_add_period(buffer, &view->wording, false);
	title->windows_short = words_take(&view->words);
}

static void practices_draw_any(struct screen *base, struct view *view, struct canvas *canvas,
			       struct area area)
{
	struct practices_screen *screen = practices_screen_of(base);

	hits_clear(&screen->hits);
	if (!is_there(screen, view)) {
		screen_draw_gone(canvas, area,
				 screen->shows_all ? "The YAML names no team. Esc goes back."
						   : NULL);
		return;
	}
	synchronise(screen, view);
	choose(screen, view, screen->list.selected);
	practices_draw(screen, view, canvas, area);
}

static const char *practices_capacity(const struct screen *base, const struct view *view)
{
	(void)view;
	return practised_capacity(((const struct practices_screen *)base)->practised);
}

/* Why the practice selected is as it is; of one that no capacity reads, the whole scorecard. */
static bool practices_text(struct screen *base, struct view *view, struct buffer *out,
			   const char **note, struct error *error)
{
	const char *id = practices_capacity(base, view);
	const struct team_card *card = view_team(view, team_at_hand(base, view));
	const struct reading *reading = card && id ? team_card_reading(card, id) : NULL;

	(void)note;
	return screen_add_text(view, team_at_hand(base, view),
			       reading ? reading->capacity : NULL, out, error);
}

static void practices_reloaded(struct screen *base)
{
	struct practices_screen *screen = practices_screen_of(base);

	arena_release(&screen->arena);
	screen->made = NULL;
}

static void practices_free(struct screen *base)
{
	struct practices_screen *screen = practices_screen_of(base);

	arena_release(&screen->arena);
	hits_release(&screen->hits);
	free(screen->team);
	free(screen->selected);
	free(screen);
}

static const struct screen_type practices_type = {
	.keys = practices_keys,
	.title = practices_title,
	.draw = practices_draw_any,
	.act = practices_act,
	.team = team_at_hand,
	.capacity = practices_capacity,
	.text = practices_text,
	.reloaded = practices_reloaded,
	.free = practices_free,
};

struct screen *practices_screen_new(const char *team, const char *selected)
{
	struct practices_screen *screen = memory_resize(NULL, 1, sizeof(*screen));

	memset(screen, 0, sizeof(*screen));
	screen->screen.type = &practices_type;
	arena_init(&screen->arena);
	screen->shows_all = !team || !*team;
	id_set(&screen->team, team);
	id_set(&screen->selected, team && *team ? team : selected);
	return &screen->screen;
}

void practices_screen_select(struct screen *base, const char *capacity)
{
	for (int i = PRACTISED_COUNT - 1; capacity && i >= 0; i--) {
		const char *of = practised_capacity((enum practised)i);

		if (of && strcmp(of, capacity) == 0)
			practices_screen_of(base)->practised = (enum practised)i;
	}
}
