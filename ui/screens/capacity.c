/* One capacity of a team or a service: its chart, the events behind it, why. */
#include "ui/screens/capacity_screen.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "report/deeds.h"
#include "ui/widgets/id.h"

#define SHORT_ROWS 20

static struct capacity_screen *capacity_of(struct screen *screen)
{
	return (struct capacity_screen *)screen;
}

static const struct service_card *find_service(const struct team_card *team, const char *id)
{
	for (size_t i = 0; i < team->service_count; i++)
		if (strcmp(team->services[i].service->id, id) == 0)
			return &team->services[i];
	return NULL;
}

const struct reading *capacity_screen_reading(const struct capacity_screen *screen,
					      const struct view *view)
{
	const struct team_card *team = view_team(view, screen->team);
	const struct service_card *service;

	if (!team)
		return NULL;
	if (!*screen->service)
		return team_card_reading(team, screen->capacity);
	service = find_service(team, screen->service);
	return service ? service_card_reading(service, screen->capacity) : NULL;
}

bool capacity_is_short(const struct view *view)
{
	return view->rows < SHORT_ROWS;
}

/* The history that the number rests on, at what is selected where that is one event. */
static void open_events(const struct capacity_screen *screen, bool at_selected,
			struct request *request)
{
	int selected = screen->list.selected;
	const struct evidence *evidence =
		selected < screen->rows.count ? screen->rows.rows[selected].evidence : NULL;

	request->open = events_screen_new(screen->team, screen->service, screen->capacity);
	if (at_selected && evidence)
		events_screen_select(request->open, evidence->at);
}

static void click(struct capacity_screen *screen, const struct input *input,
		  struct request *request)
{
	const struct hit *hit = hits_find(&screen->hits, input->row, input->column);

	if (hit && hit->item == screen->list.selected)
		open_events(screen, true, request);
	else if (hit)
		list_select(&screen->list, hit->item);
}

/* Up is the team's scorecard, whichever way led here; back is where one came from. */
static void leave(const struct capacity_screen *screen, const struct view *view,
		  struct request *request)
{
	request->goes_back = true;
	if (!capacity_screen_reading(screen, view))
		return;
	request->above = scorecard_screen_new(screen->team, screen->service);
	scorecard_screen_select(request->above, screen->capacity);
}

static void toggle_why(struct capacity_screen *screen)
{
	screen->had_chart = screen->had_chart || !screen->shows_why;
	screen->shows_why = !screen->shows_why;
}

static void capacity_act(struct screen *base, struct view *view, enum action action,
			 const struct input *input, struct request *request)
{
	struct capacity_screen *screen = capacity_of(base);
	bool why_takes_keys = screen->shows_why && view->columns < SCREEN_WIDE_COLUMNS;

	/* From why in its place back to the chart, where one came from that. */
	if (action == ACTION_BACK && why_takes_keys && screen->had_chart)
		screen->shows_why = false;
	else if (action == ACTION_BACK)
		request->goes_back = true;
	else if (action == ACTION_LEAVE)
		leave(screen, view, request);
	else if (action == ACTION_WHY)
		toggle_why(screen);
	else if (action == ACTION_PANE)
		screen->shows_chart = !screen->shows_chart;
	else if (action == ACTION_OPEN || action == ACTION_EVENTS)
		open_events(screen, action == ACTION_OPEN, request);
	else if (action == ACTION_CLICK)
		click(screen, input, request);
	else
		list_act(why_takes_keys ? &screen->why : &screen->list, action);
}

static enum key_screen capacity_keys(const struct screen *base, const struct view *view)
{
	const struct capacity_screen *screen = (const struct capacity_screen *)base;

	if (!capacity_screen_reading(screen, view))
		return KEY_SCREEN_GONE;
	if (capacity_is_short(view) && !screen->shows_why)
		return KEY_SCREEN_CAPACITY_SHORT;
	return KEY_SCREEN_CAPACITY;
}

static void capacity_title_crumbs(struct screen *base, struct view *view, struct title *title)
{
	struct capacity_screen *screen = capacity_of(base);
	const struct reading *reading = capacity_screen_reading(screen, view);
	const struct team_card *team = view_team(view, screen->team);
	const struct service_card *service = team ? find_service(team, screen->service) : NULL;

	title_add_team(title, view, screen->team);
	if (service)
		title->crumbs[title->crumb_count++] = service->service->name;
	title->crumbs[title->crumb_count++] =
		reading ? capacity_title(reading->capacity) : screen->capacity;
}

static void capacity_draw_any(struct screen *base, struct view *view, struct canvas *canvas,
			      struct area area)
{
	struct capacity_screen *screen = capacity_of(base);
	const struct reading *reading = capacity_screen_reading(screen, view);

	hits_clear(&screen->hits);
	if (!reading) {
		screen_draw_gone(canvas, area, NULL);
		return;
	}
	capacity_rows_load(screen, view, reading);
	list_set_count(&screen->list, screen->rows.count);
	capacity_draw(screen, view, canvas, area, reading);
}

static void capacity_reloaded(struct screen *base)
{
	capacity_rows_release(&capacity_of(base)->rows);
}

static void capacity_free(struct screen *base)
{
	struct capacity_screen *screen = capacity_of(base);

	capacity_rows_release(&screen->rows);
	hits_release(&screen->hits);
	free(screen->team);
	free(screen->service);
	free(screen->capacity);
	free(screen);
}

static const char *capacity_team(const struct screen *base, const struct view *view)
{
	(void)view;
	return ((const struct capacity_screen *)base)->team;
}

static const char *capacity_itself(const struct screen *base, const struct view *view)
{
	(void)view;
	return ((const struct capacity_screen *)base)->capacity;
}

static bool capacity_text(struct screen *base, struct view *view, struct buffer *out,
			  const char **note, struct error *error)
{
	struct capacity_screen *screen = capacity_of(base);
	const struct reading *reading = capacity_screen_reading(screen, view);

	if (*screen->service)
		*note = DEED_COPIED_THE_TEAMS;
	return screen_add_text(view, screen->team, reading ? reading->capacity : NULL, out,
			       error);
}

static const struct screen_type capacity_type = {
	.keys = capacity_keys,
	.title = capacity_title_crumbs,
	.draw = capacity_draw_any,
	.act = capacity_act,
	.team = capacity_team,
	.capacity = capacity_itself,
	.text = capacity_text,
	.reloaded = capacity_reloaded,
	.free = capacity_free,
};

struct screen *capacity_screen_new(const char *team, const char *service, const char *capacity,
				   bool shows_why)
{
	struct capacity_screen *screen = memory_resize(NULL, 1, sizeof(*screen));

	memset(screen, 0, sizeof(*screen));
	screen->screen.type = &capacity_type;
	screen->shows_why = shows_why;
	id_set(&screen->team, team);
	id_set(&screen->service, service);
	id_set(&screen->capacity, capacity);
	return &screen->screen;
}
