/* The events of a team, or of all: the history by days, the newest first. */
#include "ui/screens/events_screen.h"

#include <stdlib.h>
#include <string.h>

#include "model/service_name.h"
#include "report/deeds.h"
#include "ui/widgets/id.h"

static struct events_screen *events_of(struct screen *screen)
{
	return (struct events_screen *)screen;
}

const struct team *events_team(const struct events_screen *screen, const struct view *view)
{
	return screen->shows_all || !*screen->team
		       ? NULL
		       : catalog_team(view->scorecard->catalog, screen->team);
}

bool events_are_there(const struct events_screen *screen, const struct view *view)
{
	const struct catalog *catalog = view->scorecard->catalog;

	return (screen->shows_all || !*screen->team || events_team(screen, view)) &&
	       (!*screen->service || catalog_service(catalog, screen->service));
}

/* -- what is shown ---------------------------------------------------------------------------
 */

static void select_group(struct events_screen *screen, int group)
{
	if (group == screen->group)
		return;
	events_forget_list(screen);
	screen->group = group;
}

/* The next group that has something, in one direction. False where there is none. */
static bool step_group(struct events_screen *screen, int step)
{
	int group = screen->group + step;

	while (group > 0 && group < EVENT_GROUP_COUNT && !screen->data.group_counts[group])
		group += step;
	if (group < 0 || group >= EVENT_GROUP_COUNT)
		return false;
	select_group(screen, group);
	return true;
}

/* Only the service of the selected event, or all again. */
static void toggle_service(struct events_screen *screen, struct view *view,
			   struct request *request)
{
	const struct event *event = NULL;
	const struct service *service = NULL;
	int field;

	if (*screen->service) {
		events_forget_counts(screen);
		id_set(&screen->service, NULL);
		return;
	}
	if (screen->data.item_count)
		event = events_at(screen, view, screen->list.selected);
	field = event ? event_field_find(event->type, "service") : -1;
	if (field >= 0 && event->values[field].is_present)
		service = service_names_find(&screen->data.names, event->values[field].text,
					     &view->words.arena)
				  .service;
	if (!service) {
		request->notice = "What is selected is of no one service that the YAML names.";
		return;
	}
	events_forget_counts(screen);
	id_set(&screen->service, service->id);
}

static void toggle_teams(struct events_screen *screen)
{
	if (!*screen->team)
		return;
	events_forget_counts(screen);
	screen->shows_all = !screen->shows_all;
	id_set(&screen->service, NULL);
}

/* -- keys ------------------------------------------------------------------------------------
 */

/* An event opens whole; a fold becomes the list of its kind, at that day. */
static void open_selected(struct events_screen *screen, struct view *view,
			  struct request *request)
{
	const struct event *event;
	const struct events_fold *fold;
	struct events_day *day;
	int item = screen->list.selected;

	if (!screen->data.item_count)
		return;
	event = events_at(screen, view, item);
	day = events_day_of(&screen->data, item);
	fold = events_fold_of(&screen->data, item);
	if (event) {
		struct events_choice list = events_choice_of(screen);

		request->open =
			record_screen_new(event, &list, (size_t)(item - day->first_item) + 1,
					  (size_t)day->event_count);
	} else if (fold) {
		int64_t local = day->day;

		select_group(screen, event_group_of_kind(fold->kind));
		screen->has_kept = false;
		events_synchronise(screen, view);
		events_calendar_select(screen, local);
	}
}

static void click(struct events_screen *screen, struct view *view, const struct input *input,
		  struct request *request)
{
	const struct hit *hit = hits_find(&screen->hits, input->row, input->column);

	if (!hit)
		return;
	if (hit->part == EVENTS_PART_GROUP) {
		select_group(screen, hit->item);
	} else if (hit->part == EVENTS_PART_DAY) {
		screen->in_calendar = true;
		events_calendar_select(screen, screen->data.first_day + hit->item);
	} else if (hit->item == screen->list.selected && !screen->in_calendar) {
		open_selected(screen, view, request);
	} else {
		screen->in_calendar = false;
		list_select(&screen->list, hit->item);
	}
}

/* Keys that go to the calendar. True if it took this one. */
static bool act_in_calendar(struct events_screen *screen, const struct view *view,
			    enum action action)
{
	if (!events_in_calendar(screen, view)) {
		screen->in_calendar = false;
		return false;
	}
	if (action != ACTION_PANE && action != ACTION_BACK && action != ACTION_OPEN)
		return events_calendar_act(screen, action);
	screen->in_calendar = false;
	return true;
}

static void events_act(struct screen *base, struct view *view, enum action action,
		       const struct input *input, struct request *request)
{
	struct events_screen *screen = events_of(base);

	if (action == ACTION_LEAVE || !events_are_there(screen, view)) {
		request->goes_back = action == ACTION_LEAVE || action == ACTION_BACK;
		return;
	}
	events_synchronise(screen, view);
	screen->is_settled = false;
	if (act_in_calendar(screen, view, action))
		return;
	if (action == ACTION_BACK)
		request->goes_back = true;
	else if (action == ACTION_LEFT)
		request->goes_back = !step_group(screen, -1);
	else if (action == ACTION_RIGHT)
		step_group(screen, 1);
	else if (action == ACTION_OPEN)
		open_selected(screen, view, request);
	else if (action == ACTION_PANE && events_have_calendar(view))
		screen->in_calendar = true;
	else if (action == ACTION_FILTER)
		toggle_service(screen, view, request);
	else if (action == ACTION_ALL_TEAMS)
		toggle_teams(screen);
	else if (action == ACTION_CLICK)
		click(screen, view, input, request);
	else
		list_act(&screen->list, action);
}

static enum key_screen events_keys(const struct screen *base, const struct view *view)
{
	const struct events_screen *screen = (const struct events_screen *)base;

	if (!events_are_there(screen, view))
		return KEY_SCREEN_GONE;
	if (!events_have_calendar(view))
		return KEY_SCREEN_EVENTS;
	return events_in_calendar(screen, view) ? KEY_SCREEN_CALENDAR
						: KEY_SCREEN_EVENTS_CALENDAR;
}

/* -- the rest of the vtable ------------------------------------------------------------------
 */

static void events_title(struct screen *base, struct view *view, struct title *title)
{
	const struct events_screen *screen = events_of(base);

	if (*screen->team && !screen->shows_all)
		title_add_team(title, view, screen->team);
	else
		title->crumbs[title->crumb_count++] = "All teams";
	title->crumbs[title->crumb_count++] = "Events";
}

static void events_draw_any(struct screen *base, struct view *view, struct canvas *canvas,
			    struct area area)
{
	struct events_screen *screen = events_of(base);

	hits_clear(&screen->hits);
	if (!events_are_there(screen, view)) {
		screen_draw_gone(canvas, area, NULL);
		return;
	}
	events_synchronise(screen, view);
	if (!screen->in_calendar && screen->data.days_shown) {
		screen->calendar_day = events_day_of(&screen->data, screen->list.selected)->day;
		screen->has_day = true;
	}
	events_draw(screen, view, canvas, area);
}

static void events_reloaded(struct screen *base)
{
	events_forget_counts(events_of(base));
}

static const char *team_of_events(const struct screen *base, const struct view *view)
{
	(void)view;
	return ((const struct events_screen *)base)->team;
}

/* More is no text to be pasted, and e writes it. */
#define COPIED_EVENTS_MAX 10000

static bool events_text(struct screen *base, struct view *view, struct buffer *out,
			const char **note, struct error *error)
{
	struct events_screen *screen = events_of(base);
	struct events_choice choice = events_choice_of(screen);

	(void)note;
	events_synchronise(screen, view);
	if (screen->data.group_counts[screen->group] > COPIED_EVENTS_MAX)
		return error_set(error, ERROR_USAGE, DEED_TOO_MANY_TO_COPY);
	return screen_add_events(view, &choice, NULL, out, error);
}

static struct screen *events_exports(const struct screen *base, const struct view *view)
{
	struct events_choice choice = events_choice_of((const struct events_screen *)base);

	(void)view;
	return export_events_dialog_new(&choice, NULL);
}

static void events_free(struct screen *base)
{
	struct events_screen *screen = events_of(base);

	events_data_release(&screen->data);
	arena_release(&screen->kept);
	hits_release(&screen->hits);
	free(screen->team);
	free(screen->service);
	free(screen->find_none);
	free(screen);
}

static const struct screen_type events_type = {
	.keys = events_keys,
	.title = events_title,
	.draw = events_draw_any,
	.act = events_act,
	.find = events_find,
	.find_where = "its service, id or text",
	.find_none = "no event matches",
	.team = team_of_events,
	.text = events_text,
	.exports = events_exports,
	.reloaded = events_reloaded,
	.free = events_free,
};

void events_screen_select(struct screen *base, instant at)
{
	struct events_screen *screen = events_of(base);
	const struct event_type *type = &event_types[EVENT_NOTE];
	struct event_value *value;

	/* As if an event of that instant had been selected before. */
	event_init(&screen->kept_event, type);
	value = &screen->kept_event.values[event_field_find(type, type->at_field)];
	value->is_present = true;
	value->integer = at;
	screen->has_kept = true;
}

struct screen *events_screen_new(const char *team, const char *service, const char *capacity)
{
	struct events_screen *screen = memory_resize(NULL, 1, sizeof(*screen));

	memset(screen, 0, sizeof(*screen));
	screen->screen.type = &events_type;
	screen->group = event_group_of_capacity(capacity);
	id_set(&screen->team, team);
	id_set(&screen->service, service);
	id_set(&screen->find_none, NULL);
	return &screen->screen;
}
