/* The events themselves, read in pages around what is seen. */
#include "ui/screens/events_screen.h"

#include <string.h>

#define FOLDED_READ_MAX 1024 /* more on the days of a page are counted, not looked at */

/* -- pages -----------------------------------------------------------------------------------
 */

/* A page on its way: events go to the next item that is one. */
struct page_reader {
	struct events_data *data;
	struct event_page *page;
	int item, end;
};

static bool take_event(const struct event *event, void *context, struct error *error)
{
	struct page_reader *reader = context;
	struct event *copy;

	(void)error;
	while (reader->item < reader->end && events_fold_of(reader->data, reader->item))
		reader->item++;
	if (reader->item == reader->end)
		return true;
	copy = ARENA_NEW(&reader->page->arena, struct event);
	*copy = event_copy(event, &reader->page->arena);
	reader->page->events[reader->item++ - reader->page->first_item] = copy;
	return true;
}

/* What is folded, on its way to its day; service and objective together, each once. */
struct fold_reader {
	struct events_data *data;
	const struct zone *zone;
	struct arena scratch;
	const struct events_fold *fold; /* that the names are of */
	const char **names;
	size_t count, capacity;
};

static const char *value_text(const struct event *event, const char *name)
{
	return event->values[event_field_find(event->type, name)].text;
}

static bool is_new_name(struct fold_reader *reader, const struct events_fold *fold,
			const char *name)
{
	if (reader->fold != fold)
		reader->count = 0;
	reader->fold = fold;
	for (size_t i = 0; i < reader->count; i++)
		if (strcmp(reader->names[i], name) == 0)
			return false;
	reader->names = arena_grow(&reader->scratch, reader->names, reader->count,
				   &reader->capacity, sizeof(*reader->names));
	reader->names[reader->count++] = name;
	return true;
}

static void add_to_fold(struct fold_reader *reader, struct events_fold *fold,
			const struct event *event)
{
	bool is_check = event->type->kind == EVENT_CHECK;
	const char *service = value_text(event, "service");
	const char *slo = value_text(event, is_check ? "check" : "slo");

	if (is_check)
		fold->passed +=
			event->values[event_field_find(event->type, "passed")].integer != 0;
	if (!is_new_name(reader, fold, arena_printf(&reader->scratch, "%s\n%s", service, slo)))
		return;
	if (++fold->slo_count == 1) {
		fold->service = arena_copy_string(&reader->data->arena, service);
		fold->slo = arena_copy_string(&reader->data->arena, slo);
		return;
	}
	fold->slo = NULL;
	if (fold->service && strcmp(fold->service, service) != 0)
		fold->service = NULL;
}

static bool take_folded(const struct event *event, void *context, struct error *error)
{
	struct fold_reader *reader = context;
	struct events_day *day =
		events_day_near(reader->data, zone_local_day(reader->zone, event_at(event)));

	(void)error;
	for (int i = 0; i < day->fold_count; i++)
		if (day->folds[i].kind == event->type->kind && !day->folds[i].is_known)
			add_to_fold(reader, &day->folds[i], event);
	return true;
}

/* Reads what is folded on the days of a span, one kind after the other. */
static void read_folds(struct events_screen *screen, struct view *view,
		       const struct event_filter *span, struct events_day *newest,
		       struct events_day *oldest)
{
	struct fold_reader reader = {.data = &screen->data, .zone = view->wording.zone};
	struct event_filter filter = *span;
	size_t unknown = 0;

	for (struct events_day *day = newest; day <= oldest; day++)
		for (int i = 0; i < day->fold_count; i++)
			unknown += day->folds[i].is_known ? 0 : day->folds[i].count;
	if (!unknown || unknown > FOLDED_READ_MAX)
		return;
	filter.skip = filter.limit = 0;
	for (int i = 0; i < EVENT_FOLDS_MAX; i++) {
		filter.kinds = 1U << events_folded_kinds[i];
		view->source->events(view->source->context, &filter, take_folded, &reader,
				     &screen->data.error);
	}
	for (struct events_day *day = newest; day <= oldest; day++)
		for (int i = 0; i < day->fold_count; i++)
			day->folds[i].is_known = true;
	arena_release(&reader.scratch);
}

/* Reads the days that the page lies in, from the event on that its first item is. */
static void read_page(struct events_screen *screen, struct view *view, struct event_page *page)
{
	struct events_data *data = &screen->data;
	int last = page->first_item + EVENT_PAGE_ITEMS;
	struct page_reader reader = {data, page, page->first_item, 0};
	struct event_filter filter = events_filter(screen, view);
	struct events_day *newest = events_day_of(data, page->first_item), *oldest;
	instant begin, end;

	reader.end = last < data->item_count ? last : data->item_count;
	oldest = events_day_of(data, reader.end - 1);
	begin = zone_day_start(view->wording.zone, oldest->day);
	end = zone_day_start(view->wording.zone, newest->day + 1);
	if (begin > filter.since)
		filter.since = begin;
	if (end < filter.until)
		filter.until = end;
	filter.skip = (size_t)(page->first_item - newest->first_item);
	if (filter.skip > (size_t)newest->event_count)
		filter.skip = (size_t)newest->event_count;
	for (int item = reader.item; item < reader.end; item++)
		filter.limit += !events_fold_of(data, item);
	page->is_read = true;
	if (filter.limit)
		view->source->events(view->source->context, &filter, take_event, &reader,
				     &data->error);
	read_folds(screen, view, &filter, newest, oldest);
}

static struct event_page *oldest_page(struct events_data *data)
{
	struct event_page *oldest = &data->pages[0];

	for (int i = 0; i < EVENT_PAGES; i++) {
		if (!data->pages[i].is_read)
			return &data->pages[i];
		if (data->pages[i].used < oldest->used)
			oldest = &data->pages[i];
	}
	return oldest;
}

const struct event *events_at(struct events_screen *screen, struct view *view, int item)
{
	struct events_data *data = &screen->data;
	int first = item - item % EVENT_PAGE_ITEMS;
	struct event_page *page;

	for (int i = 0; i < EVENT_PAGES; i++) {
		page = &data->pages[i];
		if (page->is_read && page->first_item == first) {
			page->used = ++data->clock;
			return page->events[item - first];
		}
	}
	page = oldest_page(data);
	arena_release(&page->arena);
	memset(page, 0, sizeof(*page));
	page->first_item = first;
	page->used = ++data->clock;
	read_page(screen, view, page);
	return page->events[item - first];
}

/* -- where an event is -----------------------------------------------------------------------
 */

struct locator {
	const struct event *wanted;
	int passed, near; /* near: of the first that is not newer; -1: none yet */
	bool is_found;
};

static bool compare_event(const struct event *event, void *context, struct error *error)
{
	struct locator *locator = context;

	(void)error;
	if (event_equals(event, locator->wanted)) {
		locator->near = locator->passed;
		locator->is_found = true;
		return false;
	}
	if (locator->near < 0 && event_at(event) <= event_at(locator->wanted))
		locator->near = locator->passed;
	locator->passed++;
	/* Past its instant it will not come any more. */
	return event_at(event) >= event_at(locator->wanted);
}

int events_locate(struct events_screen *screen, struct view *view, const struct event *event,
		  bool *is_exact)
{
	struct event_filter filter = events_filter(screen, view);
	struct locator locator = {event, 0, -1, false};
	int64_t local = zone_local_day(view->wording.zone, event_at(event));
	const struct events_day *day;
	struct error ignored;
	instant edge = zone_day_start(view->wording.zone, local);

	*is_exact = false;
	if (screen->data.days_shown == 0)
		return 0;
	day = events_day_near(&screen->data, local);
	if (day->day > local)
		return screen->data.item_count - 1;
	if (day->day < local)
		return day->first_item;
	if (edge > filter.since)
		filter.since = edge;
	edge = zone_day_start(view->wording.zone, local + 1);
	if (edge < filter.until)
		filter.until = edge;
	/* It is stopped where it was found, which is no failure. */
	view->source->events(view->source->context, &filter, compare_event, &locator, &ignored);
	*is_exact = locator.is_found;
	if (locator.near < 0)
		locator.near = events_day_items(day) - 1;
	return day->first_item + locator.near;
}
