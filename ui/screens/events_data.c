/* What the events screen knows of the history: days counted, pages read where they are seen. */
#include "ui/screens/events_screen.h"

#include <stdlib.h>
#include <string.h>

#define FOLDED_READ_MAX 1024 /* more on the days of a page are counted, not looked at */

static const enum event_kind folded_kinds[EVENT_FOLDS_MAX] = {EVENT_CHECK, EVENT_SLO_SAMPLE};

/* The kinds that are one line for each day. */
static unsigned folded(const struct events_screen *screen)
{
	unsigned kinds = 0;

	for (int i = 0; screen->group == 0 && i < EVENT_FOLDS_MAX; i++)
		kinds |= 1U << folded_kinds[i];
	return kinds;
}

static instant period_begin(const struct view *view)
{
	const struct period *period = &view->wording.period;

	return period->as_of - (instant)period->window_days * SECONDS_PER_DAY;
}

/* All that the screen is about, whatever its kind. */
static struct event_filter filter_of_all(const struct events_screen *screen,
					 const struct view *view)
{
	struct event_filter filter = {
		.team = events_team(screen, view),
		.catalog = view->scorecard->catalog,
		.since = period_begin(view),
		.until = view->wording.period.as_of,
		.is_newest_first = true,
	};

	if (*screen->service)
		filter.service = catalog_service(view->scorecard->catalog, screen->service);
	return filter;
}

struct event_filter events_filter(const struct events_screen *screen, const struct view *view)
{
	struct event_filter filter = filter_of_all(screen, view);

	filter.kinds = event_groups[screen->group].kinds & ~folded(screen);
	return filter;
}

/* -- forgetting ------------------------------------------------------------------------------
 */

static void release_pages(struct events_data *data)
{
	for (int i = 0; i < EVENT_PAGES; i++) {
		arena_release(&data->pages[i].arena);
		memset(&data->pages[i], 0, sizeof(data->pages[i]));
	}
}

void events_data_release(struct events_data *data)
{
	release_pages(data);
	arena_release(&data->arena);
	free(data->counts);
	free(data->day_totals);
	memset(data, 0, sizeof(*data));
}

static const struct event *page_event(const struct events_data *data, int item)
{
	for (int i = 0; i < EVENT_PAGES; i++) {
		const struct event_page *page = &data->pages[i];

		if (page->is_read && item >= page->first_item &&
		    item < page->first_item + EVENT_PAGE_ITEMS)
			return page->events[item - page->first_item];
	}
	return NULL;
}

/* The event selected, or where it has none (a fold) the newest one of its day. */
static void keep_selected(struct events_screen *screen)
{
	const struct event *event = page_event(&screen->data, screen->list.selected);

	if (!event && screen->data.is_listed && screen->data.item_count > 0) {
		struct events_day *day = events_day_of(&screen->data, screen->list.selected);

		event = page_event(&screen->data, day->first_item);
	}
	if (!event)
		return;
	arena_release(&screen->kept);
	screen->kept_event = event_copy(event, &screen->kept);
	screen->has_kept = true;
}

void events_forget_list(struct events_screen *screen)
{
	keep_selected(screen);
	release_pages(&screen->data);
	screen->data.is_listed = false;
}

void events_forget_counts(struct events_screen *screen)
{
	keep_selected(screen);
	events_data_release(&screen->data);
}

/* -- counting --------------------------------------------------------------------------------
 */

static bool take_last(const struct event *event, void *context, struct error *error)
{
	(void)error;
	*(instant *)context = event_at(event);
	return true;
}

/* Where the period has nothing: when there was something last. */
static void read_last(struct events_screen *screen, struct view *view)
{
	struct event_filter filter = filter_of_all(screen, view);

	filter.kinds = event_groups[screen->group].kinds;
	filter.since = INSTANT_MIN;
	filter.limit = 1;
	screen->data.last = INSTANT_NONE;
	view->source->events(view->source->context, &filter, take_last, &screen->data.last,
			     &screen->data.error);
}

static void sum_groups(struct events_data *data)
{
	memset(data->group_counts, 0, sizeof(data->group_counts));
	for (size_t day = 0; day < data->day_count; day++)
		for (int kind = 0; kind < EVENT_KIND_COUNT; kind++)
			for (int group = 0; group < EVENT_GROUP_COUNT; group++)
				if (event_groups[group].kinds & 1U << kind)
					data->group_counts[group] += data->counts[day][kind];
}

static void count(struct events_screen *screen, struct view *view)
{
	struct events_data *data = &screen->data;
	struct event_filter filter = filter_of_all(screen, view);

	data->first_day = zone_local_day(view->wording.zone, filter.since);
	data->day_count = (size_t)(zone_local_day(view->wording.zone, filter.until - 1) -
				   data->first_day + 1);
	data->counts = memory_resize(NULL, data->day_count, sizeof(*data->counts));
	memset(data->counts, 0, data->day_count * sizeof(*data->counts));
	data->day_totals = memory_resize(NULL, data->day_count, sizeof(*data->day_totals));
	data->is_counted = true;
	if (!view->source->event_days)
		return;
	if (!view->source->event_days(view->source->context, &filter, data->first_day,
				      data->day_count, data->counts, &data->error))
		memset(data->counts, 0, data->day_count * sizeof(*data->counts));
	sum_groups(data);
}

/* -- days ------------------------------------------------------------------------------------
 */

static void list_day(struct events_screen *screen, size_t index)
{
	struct events_data *data = &screen->data;
	unsigned kinds = event_groups[screen->group].kinds;
	struct events_day *day = &data->days[data->days_shown];
	size_t total = 0, alone = 0;

	*day = (struct events_day){.day = data->first_day + (int64_t)index,
				   .first_item = data->item_count,
				   .first_line = data->line_count};
	for (int kind = 0; kind < EVENT_KIND_COUNT; kind++) {
		size_t counted = kinds & 1U << kind ? data->counts[index][kind] : 0;

		total += counted;
		if (!(folded(screen) & 1U << kind))
			alone += counted;
		else if (counted)
			day->folds[day->fold_count++] = (struct events_fold){
				.kind = (enum event_kind)kind, .count = counted};
	}
	data->day_totals[index] = total;
	if (!total)
		return;
	day->event_count = (int)alone;
	data->item_count += events_day_items(day);
	data->line_count += events_day_items(day) + !events_day_is_one_line(day);
	data->days_shown++;
}

static void list_days(struct events_screen *screen, struct view *view)
{
	struct events_data *data = &screen->data;

	arena_release(&data->arena);
	/* One more, for a day that turns out to have nothing. */
	data->days = ARENA_ARRAY(&data->arena, data->day_count + 1, struct events_day);
	data->days_shown = data->item_count = data->line_count = 0;
	for (size_t index = data->day_count; index-- > 0;)
		list_day(screen, index);
	data->is_listed = true;
	data->last = INSTANT_NONE;
	if (!data->item_count && data->error.kind == ERROR_NONE && view->source->events)
		read_last(screen, view);
}

int events_day_items(const struct events_day *day)
{
	return day->event_count + day->fold_count;
}

bool events_day_is_one_line(const struct events_day *day)
{
	return day->event_count == 0 && day->fold_count == 1;
}

struct events_day *events_day_of(struct events_data *data, int item)
{
	int low = 0, high = data->days_shown;

	while (low + 1 < high) {
		int middle = low + (high - low) / 2;

		if (data->days[middle].first_item <= item)
			low = middle;
		else
			high = middle;
	}
	return &data->days[low];
}

struct events_fold *events_fold_of(struct events_data *data, int item)
{
	struct events_day *day = events_day_of(data, item);
	int fold = item - day->first_item - day->event_count;

	return fold >= 0 && fold < day->fold_count ? &day->folds[fold] : NULL;
}

struct events_day *events_day_near(struct events_data *data, int64_t day)
{
	for (int i = 0; i < data->days_shown; i++)
		if (data->days[i].day <= day)
			return &data->days[i];
	return &data->days[data->days_shown - 1];
}

int events_line_of(struct events_data *data, int item)
{
	const struct events_day *day = events_day_of(data, item);

	return day->first_line + !events_day_is_one_line(day) + item - day->first_item;
}

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
		filter.kinds = 1U << folded_kinds[i];
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

void events_synchronise(struct events_screen *screen, struct view *view)
{
	bool is_exact;

	if (!screen->data.is_counted)
		count(screen, view);
	if (screen->data.is_listed)
		return;
	list_days(screen, view);
	list_set_count(&screen->list, screen->data.item_count);
	if (screen->has_kept)
		list_select(&screen->list,
			    events_locate(screen, view, &screen->kept_event, &is_exact));
	screen->has_kept = screen->is_settled = false;
	arena_release(&screen->kept);
	if (!screen->in_calendar && screen->data.days_shown)
		screen->calendar_day = events_day_of(&screen->data, screen->list.selected)->day;
}
