/* What the events screen knows of the history: days counted, pages read where they are seen. */
#include "ui/screens/events_screen.h"

#include <stdlib.h>
#include <string.h>

const enum event_kind events_folded_kinds[EVENT_FOLDS_MAX] = {EVENT_CHECK, EVENT_SLO_SAMPLE};

/* The kinds that are one line for each day. */
static unsigned folded(const struct events_screen *screen)
{
	unsigned kinds = 0;

	for (int i = 0; screen->group == 0 && i < EVENT_FOLDS_MAX; i++)
		kinds |= 1U << events_folded_kinds[i];
	return kinds;
}

static instant period_begin(const struct view *view)
{
	const struct period *period = &view->wording.period;

	return period->as_of - (instant)period->window_days * SECONDS_PER_DAY;
}

bool events_choice_filter(const struct events_choice *choice, const struct view *view,
			  struct event_filter *filter)
{
	const struct catalog *catalog = view->scorecard->catalog;
	bool has_team = choice->team && *choice->team;
	bool has_service = choice->service && *choice->service;

	*filter = (struct event_filter){
		.team = has_team ? catalog_team(catalog, choice->team) : NULL,
		.service = has_service ? catalog_service(catalog, choice->service) : NULL,
		.catalog = catalog,
		.kinds = event_groups[choice->group].kinds,
		.since = period_begin(view),
		.until = view->wording.period.as_of,
	};
	return (!has_team || filter->team) && (!has_service || filter->service);
}

struct events_choice events_choice_of(const struct events_screen *screen)
{
	return (struct events_choice){screen->shows_all ? "" : screen->team, screen->service,
				      screen->group};
}

/* All that the screen is about, whatever its kind. */
static struct event_filter filter_of_all(const struct events_screen *screen,
					 const struct view *view)
{
	struct events_choice choice = events_choice_of(screen);
	struct event_filter filter;

	events_choice_filter(&choice, view, &filter);
	filter.kinds = 0;
	filter.is_newest_first = true;
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
	service_names_init(&data->names, view->scorecard->catalog, &data->arena);
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

struct event_names events_names(const struct events_screen *screen, const struct view *view)
{
	return (struct event_names){view->scorecard->catalog, &screen->data.names};
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
	else if (screen->has_day && screen->data.days_shown)
		list_select(&screen->list,
			    events_day_near(&screen->data, screen->calendar_day)->first_item);
	screen->has_kept = screen->is_settled = false;
	arena_release(&screen->kept);
	if (!screen->in_calendar && screen->data.days_shown)
		screen->calendar_day = events_day_of(&screen->data, screen->list.selected)->day;
}
