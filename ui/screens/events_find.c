/* Finding events by a text: the history is asked, not the lines that are shown. */
#include "ui/screens/events_screen.h"

#include <string.h>

#include "ui/widgets/id.h"

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

/* Only the side of the item that this part of the search looks at is read. */
static bool run(struct search *search)
{
	struct event_filter filter = events_filter(search->screen, search->view);
	instant bound = instant_of_item(search);
	struct error error;

	filter.text = search->view->query;
	filter.is_newest_first = !search->is_newer;
	if (search->is_newer != search->is_around && bound > filter.since)
		filter.since = bound;
	if (search->is_newer == search->is_around && bound + 1 < filter.until)
		filter.until = bound + 1;
	/* It is stopped where something was found, which is no failure. */
	search->view->source->events(search->view->source->context, &filter, take_found, search,
				     &error);
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
