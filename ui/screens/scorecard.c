/* One scorecard: a team's, with its services, or a service's. */
#include "ui/screens/scorecard_screen.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "report/deeds.h"
#include "ui/widgets/id.h"
#include "ui/widgets/pick.h"

static struct scorecard_screen *scorecard_of(struct screen *screen)
{
	return (struct scorecard_screen *)screen;
}

/* -- what is on it --------------------------------------------------------------------------
 */

static const struct service_card *find_service(const struct team_card *team, const char *id)
{
	for (size_t i = 0; i < team->service_count; i++)
		if (strcmp(team->services[i].service->id, id) == 0)
			return &team->services[i];
	return NULL;
}

/* Section by section, in the order of the registry within each. */
static int add_readings(struct card_item *items, const struct reading *readings, size_t count)
{
	int added = 0;

	for (int section = 0; section < SECTION_COUNT; section++)
		for (size_t i = 0; i < count; i++)
			if ((int)readings[i].capacity->section == section &&
			    !reading_is_folded(&readings[i]))
				items[added++].reading = &readings[i];
	return added;
}

bool card_of(const struct scorecard_screen *screen, struct view *view, struct card *card)
{
	struct card_item *items;

	memset(card, 0, sizeof(*card));
	card->team = view_team(view, screen->team);
	if (!card->team)
		return false;
	items = ARENA_ARRAY(&view->words.arena,
			    card->team->reading_count + card->team->service_count,
			    struct card_item);
	card->items = items;
	if (*screen->service) {
		card->service = find_service(card->team, screen->service);
		if (!card->service)
			return false;
		card->count = add_readings(items, card->service->readings,
					   card->service->reading_count);
		return true;
	}
	card->count = add_readings(items, card->team->readings, card->team->reading_count);
	for (size_t i = 0; i < card->team->service_count; i++)
		items[card->count++].service = &card->team->services[i];
	return true;
}

static const char *item_id(const struct card_item *item)
{
	if (item->reading)
		return item->reading->capacity->id;
	assert(item->service);
	return item->service->service->id;
}

static void synchronise(struct scorecard_screen *screen, const struct card *card)
{
	list_set_count(&screen->list, card->count);
	for (int i = 0; i < card->count; i++)
		if ((card->items[i].service != NULL) == screen->item_is_service &&
		    strcmp(item_id(&card->items[i]), screen->item) == 0)
			list_select(&screen->list, i);
}

static void select_item(struct scorecard_screen *screen, const struct card *card, int index)
{
	list_select(&screen->list, index);
	if (card->count == 0)
		return;
	id_set(&screen->item, item_id(&card->items[screen->list.selected]));
	screen->item_is_service = card->items[screen->list.selected].service != NULL;
}

/* -- keys -----------------------------------------------------------------------------------
 */

static void open_item(const struct scorecard_screen *screen, const struct card *card,
		      bool shows_why, struct request *request)
{
	const struct card_item *item;

	if (card->count == 0)
		return;
	item = &card->items[screen->list.selected];
	if (item->service)
		request->open = scorecard_screen_new(screen->team, item->service->service->id);
	else
		request->open = capacity_screen_new(screen->team, screen->service,
						    item->reading->capacity->id, shows_why);
}

static void scorecard_act(struct screen *base, struct view *view, enum action action,
			  const struct input *input, struct request *request)
{
	struct scorecard_screen *screen = scorecard_of(base);
	struct card card;
	enum pick pick;

	if (action == ACTION_BACK || action == ACTION_LEAVE) {
		request->goes_back = true;
		return;
	}
	if (!card_of(screen, view, &card))
		return;
	synchronise(screen, &card);
	pick = list_pick(&screen->list, &screen->hits, action, input);
	if (action == ACTION_OPEN || action == ACTION_WHY || pick == PICK_OPENED)
		open_item(screen, &card, action == ACTION_WHY, request);
	else if (action == ACTION_EVENTS)
		request->open = events_screen_new(screen->team, screen->service, NULL);
	else if (pick == PICK_SELECTED)
		select_item(screen, &card, screen->list.selected);
}

static enum key_screen scorecard_keys(const struct screen *base, const struct view *view)
{
	const struct scorecard_screen *screen = (const struct scorecard_screen *)base;
	const struct team_card *team = view_team(view, screen->team);

	if (!team || (*screen->service && !find_service(team, screen->service)))
		return KEY_SCREEN_GONE;
	return KEY_SCREEN_SCORECARD;
}

/* -- the rest of the vtable -----------------------------------------------------------------
 */

static void scorecard_title(struct screen *base, struct view *view, struct title *title)
{
	struct scorecard_screen *screen = scorecard_of(base);
	struct card card;
	bool is_there = card_of(screen, view, &card);

	title_add_team(title, view, screen->team);
	if (*screen->service)
		title->crumbs[title->crumb_count++] =
			is_there ? card.service->service->name : screen->service;
	title->aside = "weekly";
}

static void scorecard_draw_any(struct screen *base, struct view *view, struct canvas *canvas,
			       struct area area)
{
	struct scorecard_screen *screen = scorecard_of(base);
	struct card card;

	hits_clear(&screen->hits);
	if (!card_of(screen, view, &card)) {
		screen_draw_gone(canvas, area, NULL);
		return;
	}
	synchronise(screen, &card);
	if (!*screen->item)
		select_item(screen, &card, 0);
	scorecard_draw(screen, view, canvas, area, &card);
}

static void scorecard_reloaded(struct screen *base)
{
	card_events_forget(&scorecard_of(base)->events);
}

static void scorecard_free(struct screen *base)
{
	struct scorecard_screen *screen = scorecard_of(base);

	card_events_forget(&screen->events);
	hits_release(&screen->hits);
	free(screen->team);
	free(screen->service);
	free(screen->item);
	free(screen);
}

static const char *team_of_card(const struct screen *base, const struct view *view)
{
	(void)view;
	return ((const struct scorecard_screen *)base)->team;
}

static const char *capacity_of_card(const struct screen *base, const struct view *view)
{
	const struct scorecard_screen *screen = (const struct scorecard_screen *)base;

	(void)view;
	return screen->item_is_service ? NULL : screen->item;
}

static bool scorecard_text(struct screen *base, struct view *view, struct buffer *out,
			   const char **note, struct error *error)
{
	struct scorecard_screen *screen = scorecard_of(base);

	if (*screen->service)
		*note = DEED_COPIED_THE_TEAMS;
	return screen_add_text(view, screen->team, NULL, out, error);
}

static const struct screen_type scorecard_type = {
	.keys = scorecard_keys,
	.title = scorecard_title,
	.draw = scorecard_draw_any,
	.act = scorecard_act,
	.team = team_of_card,
	.capacity = capacity_of_card,
	.text = scorecard_text,
	.reloaded = scorecard_reloaded,
	.free = scorecard_free,
};

struct screen *scorecard_screen_new(const char *team, const char *service)
{
	struct scorecard_screen *screen = memory_resize(NULL, 1, sizeof(*screen));

	memset(screen, 0, sizeof(*screen));
	screen->screen.type = &scorecard_type;
	screen->has_focus = true;
	id_set(&screen->team, team);
	id_set(&screen->service, service);
	id_set(&screen->item, NULL);
	return &screen->screen;
}

void scorecard_screen_select(struct screen *base, const char *capacity)
{
	struct scorecard_screen *screen = scorecard_of(base);

	id_set(&screen->item, capacity);
	screen->item_is_service = false;
}

void scorecard_screen_stand_beside(struct screen *base, const char *team, const char *capacity,
				   bool has_focus)
{
	struct scorecard_screen *screen = scorecard_of(base);

	screen->has_focus = has_focus;
	if (strcmp(screen->team, team) != 0)
		id_set(&screen->team, team);
	if (capacity && !has_focus)
		scorecard_screen_select(base, capacity);
}
