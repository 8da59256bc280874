/* Then and now: a team beside its own past. */
#include "ui/screens/then_screen.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "ui/widgets/id.h"
#include "ui/widgets/pick.h"

#define HALF_YEAR_DAYS 182
#define YEAR_DAYS 365

static struct then_screen *then_of(struct screen *screen)
{
	return (struct then_screen *)screen;
}

/* -- what then is ---------------------------------------------------------------------------
 */

static int span_days(enum then_span span, int window_days)
{
	return span == THEN_HALF_YEAR ? HALF_YEAR_DAYS
	       : span == THEN_YEAR    ? YEAR_DAYS
				      : window_days;
}

/* How far back then lies. Steps that another window made too short are none. */
static int64_t days_back(enum then_span span, int steps, int window_days)
{
	int64_t days = span_days(span, window_days) + (int64_t)steps * window_days;

	return days >= window_days ? days : span_days(span, window_days);
}

static void forget(struct then_screen *screen)
{
	if (screen->is_made && !screen->has_failed)
		arena_release(&screen->comparison.arena);
	screen->is_made = screen->has_failed = false;
}

static instant then_of_span(const struct view *view, enum then_span span, int steps)
{
	const struct period *now = &view->scorecard->period;

	return now->as_of - days_back(span, steps, now->window_days) * SECONDS_PER_DAY;
}

static bool make(const struct then_screen *screen, const struct view *view, enum then_span span,
		 int steps, struct comparison *comparison, struct error *error)
{
	instant then = then_of_span(view, span, steps);

	if (then < INSTANT_MIN)
		return error_set(error, ERROR_USAGE, "Nothing is that long ago.");
	return view->source->comparison(view->source->context,
					catalog_team(view->scorecard->catalog, screen->team),
					then, comparison, error);
}

const struct comparison *then_comparison(struct then_screen *screen, const struct view *view)
{
	if (!screen->is_made)
		screen->has_failed = !make(screen, view, screen->span, screen->steps,
					   &screen->comparison, &screen->error);
	screen->is_made = true;
	return screen->has_failed ? NULL : &screen->comparison;
}

/* Another then; where that cannot be had the one before stays. */
static void turn_to(struct then_screen *screen, const struct view *view, enum then_span span,
		    int steps, struct request *request)
{
	struct comparison comparison;

	if (!make(screen, view, span, steps, &comparison, &screen->error)) {
		request->notice = screen->error.message;
		return;
	}
	forget(screen);
	screen->comparison = comparison;
	screen->is_made = true;
	screen->span = span;
	screen->steps = steps;
}

static void next_span(struct then_screen *screen, const struct view *view,
		      struct request *request)
{
	int window = view->scorecard->period.window_days;
	enum then_span span = screen->span;

	do
		span = (span + 1) % THEN_SPAN_COUNT;
	while (span != THEN_BEFORE && span_days(span, window) == window);
	turn_to(screen, view, span, 0, request);
}

static void step(struct then_screen *screen, const struct view *view, int by,
		 struct request *request)
{
	int window = view->scorecard->period.window_days;
	const struct comparison *comparison = then_comparison(screen, view);

	if (by > 0 && comparison && !comparison_then_is_known(comparison))
		request->notice = "Nothing was collected then, so there is nothing earlier.";
	else if (span_days(screen->span, window) + (screen->steps + by) * window < window)
		request->notice = "Nearer, the two windows would share days.";
	else
		turn_to(screen, view, screen->span, screen->steps + by, request);
}

/* -- keys -----------------------------------------------------------------------------------
 */

static void open_item(const struct then_screen *screen, const struct then_items *items,
		      bool shows_why, struct request *request)
{
	const struct then_item *item;
	const struct note *note;

	if (items->count == 0)
		return;
	item = &items->items[screen->list.selected];
	if (item->row) {
		request->open = capacity_screen_new(screen->team,
						    item->service ? item->service->id : NULL,
						    item->row->capacity->id, shows_why);
		return;
	}
	note = then_note(&screen->comparison, item->between);
	if (note && comparison_note_row(&screen->comparison, note))
		request->open =
			capacity_screen_new(screen->team, NULL, note->capacity, shows_why);
}

static void act_on_items(struct then_screen *screen, struct view *view, enum action action,
			 const struct input *input, struct request *request)
{
	struct then_items items;
	enum pick pick;

	if (!then_comparison(screen, view))
		return;
	items = then_items_of(screen, view, !then_is_wide(screen, view));
	then_synchronise(screen, &items);
	pick = list_pick(&screen->list, &screen->hits, action, input);
	if (action == ACTION_OPEN || action == ACTION_WHY || pick == PICK_OPENED)
		open_item(screen, &items, action == ACTION_WHY, request);
	else if (pick == PICK_SELECTED)
		then_select(screen, &items, screen->list.selected);
}

/* Up is the team's scorecard, whichever way led here; back is where one came from. */
static void leave(const struct then_screen *screen, const struct view *view,
		  struct request *request)
{
	request->goes_back = true;
	if (!catalog_team(view->scorecard->catalog, screen->team))
		return;
	request->above = scorecard_screen_new(screen->team, NULL);
	if (*screen->capacity)
		scorecard_screen_select(request->above, screen->capacity);
}

static void then_act(struct screen *base, struct view *view, enum action action,
		     const struct input *input, struct request *request)
{
	struct then_screen *screen = then_of(base);

	if (action == ACTION_BACK)
		request->goes_back = true;
	else if (action == ACTION_LEAVE)
		leave(screen, view, request);
	else if (!catalog_team(view->scorecard->catalog, screen->team))
		return;
	else if (action == ACTION_THEN_SPAN)
		next_span(screen, view, request);
	else if (action == ACTION_EARLIER || action == ACTION_LATER)
		step(screen, view, action == ACTION_EARLIER ? 1 : -1, request);
	else
		act_on_items(screen, view, action, input, request);
}

/* -- the rest of the vtable -----------------------------------------------------------------
 */

static enum key_screen then_keys(const struct screen *base, const struct view *view)
{
	const struct then_screen *screen = (const struct then_screen *)base;

	return catalog_team(view->scorecard->catalog, screen->team) ? KEY_SCREEN_THEN
								    : KEY_SCREEN_GONE;
}

static void then_title(struct screen *base, struct view *view, struct title *title)
{
	struct then_screen *screen = then_of(base);
	struct buffer *buffer = &view->words.buffer;
	const struct comparison *comparison;

	title_add_team(title, view, screen->team);
	title->crumbs[title->crumb_count++] = "Then and now";
	if (!catalog_team(view->scorecard->catalog, screen->team))
		return;
	comparison = then_comparison(screen, view);
	if (!comparison)
		return;
	comparison_add_then_window(buffer, comparison);
	buffer_add_string(buffer, " · ");
	wording_add_period(buffer, &view->wording);
	title->windows = words_take(&view->words);
	comparison_add_then_date(buffer, comparison);
	buffer_add_string(buffer, " · ");
	wording_add_date(buffer, &view->wording, comparison->now_period.as_of - 1, true);
	title->windows_short = words_take(&view->words);
}

static void then_draw_any(struct screen *base, struct view *view, struct canvas *canvas,
			  struct area area)
{
	struct then_screen *screen = then_of(base);

	hits_clear(&screen->hits);
	if (!catalog_team(view->scorecard->catalog, screen->team))
		screen_draw_gone(canvas, area, NULL);
	else if (!then_comparison(screen, view))
		screen_draw_gone(canvas, area, screen->error.message);
	else
		then_draw(screen, view, canvas, area);
}

static void then_reloaded(struct screen *base)
{
	forget(then_of(base));
}

static void then_free(struct screen *base)
{
	struct then_screen *screen = then_of(base);

	forget(screen);
	hits_release(&screen->hits);
	free(screen->team);
	free(screen->service);
	free(screen->capacity);
	free(screen);
}

static const char *then_team(const struct screen *base, const struct view *view)
{
	(void)view;
	return ((const struct then_screen *)base)->team;
}

/* Once it was made, it can be made again in words. */
static instant then_then(const struct screen *base, const struct view *view)
{
	const struct then_screen *screen = (const struct then_screen *)base;

	return screen->is_made && !screen->has_failed
		       ? then_of_span(view, screen->span, screen->steps)
		       : INSTANT_NONE;
}

static struct screen *then_exports(const struct screen *base, const struct view *view)
{
	struct export_choice choice = {
		.team = ((const struct then_screen *)base)->team,
		.is_of_team = true,
		.then = then_then(base, view),
	};

	return export_dialog_new(&choice);
}

static bool then_text(struct screen *base, struct view *view, struct buffer *out,
		      const char **note, struct error *error)
{
	struct then_screen *screen = then_of(base);
	const struct team *team = catalog_team(view->scorecard->catalog, screen->team);

	(void)note;
	if (!team || !view->source->comparison_text || !then_comparison(screen, view))
		return error_set(error, ERROR_UNKNOWN, "there is nothing to copy here yet");
	return view->source->comparison_text(view->source->context, team, then_then(base, view),
					     out, error);
}

static const struct screen_type then_type = {
	.keys = then_keys,
	.title = then_title,
	.draw = then_draw_any,
	.act = then_act,
	.team = then_team,
	.exports = then_exports,
	.text = then_text,
	.reloaded = then_reloaded,
	.free = then_free,
};

struct screen *then_screen_new(const char *team, const char *capacity)
{
	struct then_screen *screen = memory_resize(NULL, 1, sizeof(*screen));

	memset(screen, 0, sizeof(*screen));
	screen->screen.type = &then_type;
	screen->between = -1;
	id_set(&screen->team, team);
	id_set(&screen->service, NULL);
	id_set(&screen->capacity, capacity);
	return &screen->screen;
}
