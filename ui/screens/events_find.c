/* Finding events by a text: the history is asked, not the lines that are shown. */
#include "ui/screens/events_screen.h"

/* A search from an item on, in one direction. */
struct search {
	struct events_screen *screen;
	struct view *view;
	int from;	 /* an item; what is found lies beyond it */
	bool is_newer;	 /* in that direction */
	bool takes_from; /* or is that item itself */
	int found;	 /* -1: nothing */
};

static bool take_found(const struct event *event, void *context, struct error *error)
{
	struct search *search = context;
	bool is_exact;
	int item = events_locate(search->screen, search->view, event, &is_exact);

	(void)error;
	if (!is_exact || (item == search->from && !search->takes_from) ||
	    (search->is_newer ? item > search->from : item < search->from))
		return true;
	search->found = item;
	return false;
}

/* The instant where an item lies; of folded samples the beginning of their day. */
static instant instant_of_item(struct search *search)
{
	const struct event *event = events_at(search->screen, search->view, search->from);

	return event ? event_at(event)
		     : zone_day_start(search->view->wording.zone,
				      events_day_of(&search->screen->data, search->from)->day);
}

/* Whether the bound of the search is the item it begins at, or the end of the period. */
static int run(struct search *search, bool is_bounded)
{
	struct event_filter filter = events_filter(search->screen, search->view);
	struct error error;
	instant bound;

	filter.text = search->view->query;
	filter.is_newest_first = !search->is_newer;
	search->found = -1;
	if (is_bounded) {
		bound = instant_of_item(search);
		if (search->is_newer && bound > filter.since)
			filter.since = bound;
		if (!search->is_newer && bound + 1 < filter.until)
			filter.until = bound + 1;
	}
	/* It is stopped where something was found, which is no failure. */
	search->view->source->events(search->view->source->context, &filter, take_found, search,
				     &error);
	return search->found;
}

/* From an item on, then once around. */
static int search_around(struct events_screen *screen, struct view *view, int from,
			 bool is_newer, bool takes_from)
{
	struct search search = {screen, view, from, is_newer, takes_from, -1};

	if (run(&search, true) >= 0)
		return search.found;
	search.from = is_newer ? screen->data.item_count - 1 : 0;
	search.takes_from = true;
	return run(&search, false);
}

bool events_find(struct screen *base, struct view *view, enum find_step step)
{
	struct events_screen *screen = (struct events_screen *)base;
	int selected, found;

	events_synchronise(screen, view);
	selected = screen->list.selected;
	screen->is_settled = false;
	if (step == FIND_BEGIN)
		screen->find_origin = selected;
	if (step == FIND_BEGIN || step == FIND_CANCEL || !screen->data.item_count) {
		list_select(&screen->list, screen->find_origin);
		return false;
	}
	found = search_around(screen, view, step == FIND_TYPED ? screen->find_origin : selected,
			      step == FIND_PREVIOUS, step == FIND_TYPED);
	if (found >= 0)
		list_select(&screen->list, found);
	return found >= 0 && (step == FIND_TYPED || found != selected);
}
