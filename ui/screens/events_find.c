/* Finding events by a text: the history is asked, not the lines that are shown. */
#include "ui/screens/events_screen.h"

#include <string.h>

#include "ui/widgets/id.h"

#define NAMED_SERVICES_MAX 16 /* whose names have the query and whose ids do not */

/* A search from an item on, in one direction, then around to it from the other end. */
struct search {
	struct events_screen *screen;
	struct view *view;
	int from;	 /* an item */
	bool is_newer;	 /* in that direction */
	bool takes_from; /* what is found may be that item itself */
	bool is_around;	 /* past the end, on the way back to `from` */
	int found;	 /* -1: nothing */
};

/* Whether an item lies where this part of the search looks. */
static bool is_wanted(const struct search *search, int item)
{
	bool is_beyond = search->is_newer ? item < search->from : item > search->from;

	if (item == search->from)
		return search->takes_from || search->is_around;
	return search->is_around ? !is_beyond : is_beyond;
}

static bool take_found(const struct event *event, void *context, struct error *error)
{
	struct search *search = context;
	bool is_exact;
	int item = events_locate(search->screen, search->view, event, &is_exact);

	(void)error;
	if (!is_exact || !is_wanted(search, item))
		return true;
	search->found = item;
	return false;
}

/* The instant where an item lies; of a fold the beginning of its day. */
static instant instant_of_item(struct search *search)
{
	const struct event *event = events_at(search->screen, search->view, search->from);

	return event ? event_at(event)
		     : zone_day_start(search->view->wording.zone,
				      events_day_of(&search->screen->data, search->from)->day);
}

static bool team_has_service(const struct team *team, const struct service *service)
{
	for (size_t i = 0; i < team->service_count; i++)
		if (team->services[i] == service)
			return true;
	return false;
}

/* Of two found items the one that comes first in this direction. */
static int nearer(const struct search *search, int one, int other)
{
	if (one < 0 || other < 0)
		return one < 0 ? other : one;
	return (one > other) == search->is_newer ? one : other;
}

static void run_filter(struct search *search, struct event_filter filter)
{
	int before = search->found;
	struct error error;

	search->found = -1;
	/* It is stopped where something was found, which is no failure. */
	search->view->source->events(search->view->source->context, &filter, take_found, search,
				     &error);
	search->found = nearer(search, search->found, before);
}

/* The history names services as tools do; people look for the names that they see. */
static void run_named_services(struct search *search, struct event_filter filter)
{
	const struct catalog *catalog = search->view->scorecard->catalog;
	const char *query = search->view->query;
	int run = 0;

	filter.text = NULL;
	for (size_t i = 0; i < catalog->service_count && run < NAMED_SERVICES_MAX; i++) {
		const struct service *service = &catalog->services[i];

		if (!strcasestr(service->name, query) || strcasestr(service->id, query) ||
		    (filter.service && filter.service != service) ||
		    (filter.team && !team_has_service(filter.team, service)))
			continue;
		filter.service = service;
		run_filter(search, filter);
		filter.service = catalog_service(catalog, search->screen->service);
		run++;
	}
}

/* Only the side of the item that this part of the search looks at is read. */
static bool run(struct search *search)
{
	struct event_filter filter = events_filter(search->screen, search->view);
	instant bound = instant_of_item(search);

	filter.text = search->view->query;
	filter.is_newest_first = !search->is_newer;
	if (search->is_newer != search->is_around && bound > filter.since)
		filter.since = bound;
	if (search->is_newer == search->is_around && bound + 1 < filter.until)
		filter.until = bound + 1;
	run_filter(search, filter);
	run_named_services(search, filter);
	return search->found >= 0;
}

static int search_around(struct events_screen *screen, struct view *view, int from,
			 bool is_newer, bool takes_from)
{
	struct search search = {screen, view, from, is_newer, takes_from, false, -1};

	if (run(&search))
		return search.found;
	search.is_around = true;
	run(&search);
	return search.found;
}

/* What nothing has, nothing has with more letters. */
static bool cannot_have(const struct events_screen *screen, const char *query)
{
	size_t length = strlen(screen->find_none);

	return length && strncmp(screen->find_none, query, length) == 0;
}

bool events_find(struct screen *base, struct view *view, enum find_step step)
{
	struct events_screen *screen = (struct events_screen *)base;
	int selected, found;

	events_synchronise(screen, view);
	selected = screen->list.selected;
	screen->is_settled = false;
	if (step == FIND_BEGIN) {
		screen->find_origin = selected;
		id_set(&screen->find_none, NULL);
	}
	if (step == FIND_BEGIN || step == FIND_CANCEL || !screen->data.item_count) {
		list_select(&screen->list, screen->find_origin);
		return false;
	}
	if (step == FIND_TYPED && cannot_have(screen, view->query))
		return false;
	found = search_around(screen, view, step == FIND_TYPED ? screen->find_origin : selected,
			      step == FIND_PREVIOUS, step == FIND_TYPED);
	if (found >= 0)
		list_select(&screen->list, found);
	else if (step == FIND_TYPED)
		id_set(&screen->find_none, view->query);
	return found >= 0 && (step == FIND_TYPED || found != selected);
}
