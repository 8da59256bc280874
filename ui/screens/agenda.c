/* The champions' meeting: what to talk about, team by team. */
#include "ui/screens/agenda_screen.h"

#include <stdlib.h>
#include <string.h>

#include "ui/widgets/id.h"

#define NOTHING_SELECTED (-1) /* yet: the first will be */

static struct agenda_screen *agenda_of(struct screen *screen)
{
	return (struct agenda_screen *)screen;
}

/* NULL: of all teams, or the YAML does not name it any more. */
static const struct team *team_of(const struct agenda_screen *screen, const struct view *view)
{
	return *screen->team ? catalog_team(view->scorecard->catalog, screen->team) : NULL;
}

static bool is_gone(const struct agenda_screen *screen, const struct view *view)
{
	return *screen->team && !team_of(screen, view);
}

static void forget(struct agenda_screen *screen)
{
	agenda_layout_release(&screen->layout);
	if (screen->is_made && !screen->has_failed)
		arena_release(&screen->agenda.arena);
	screen->is_made = screen->has_failed = false;
}

const struct agenda *agenda_screen_agenda(struct agenda_screen *screen, const struct view *view)
{
	if (!screen->is_made)
		screen->has_failed =
			!view->source->agenda(view->source->context, team_of(screen, view),
					      &screen->agenda, &screen->error);
	screen->is_made = true;
	return screen->has_failed ? NULL : &screen->agenda;
}

/* -- keys -----------------------------------------------------------------------------------
 */

static const struct agenda_entry *selected(const struct agenda_screen *screen)
{
	return screen->layout.entry_count ? &screen->layout.entries[screen->list.selected]
					  : NULL;
}

static void remember(struct agenda_screen *screen)
{
	const struct agenda_entry *entry = selected(screen);

	if (!entry)
		return;
	id_set(&screen->selected, entry->team ? entry->team->id : NULL);
	screen->place = entry->place;
}

static void open_entry(const struct agenda_screen *screen, struct request *request)
{
	const struct agenda_entry *entry = selected(screen);

	if (!entry || !entry->team)
		return;
	request->open = entry->capacity ? capacity_screen_new(entry->team->id, NULL,
							      entry->capacity->id, false)
					: scorecard_screen_new(entry->team->id, NULL);
}

/* Of all teams, or of the one that is selected. */
static void toggle_all(struct agenda_screen *screen)
{
	if (*screen->team) {
		id_set(&screen->team, NULL);
	} else if (*screen->selected) {
		id_set(&screen->team, screen->selected);
	} else {
		return;
	}
	screen->is_placed = false;
	forget(screen);
}

static void click(struct agenda_screen *screen, const struct input *input,
		  struct request *request)
{
	const struct hit *hit = hits_find(&screen->hits, input->row, input->column);

	if (!hit)
		return;
	if (hit->item == screen->list.selected)
		open_entry(screen, request);
	else
		list_select(&screen->list, hit->item);
	remember(screen);
}

/* Up from a team's agenda is its scorecard, from that of all where one came from. */
static void leave(const struct agenda_screen *screen, const struct view *view,
		  struct request *request)
{
	request->goes_back = true;
	if (team_of(screen, view))
		request->above = scorecard_screen_new(screen->team, NULL);
}

static void agenda_act(struct screen *base, struct view *view, enum action action,
		       const struct input *input, struct request *request)
{
	struct agenda_screen *screen = agenda_of(base);

	if (action == ACTION_BACK)
		request->goes_back = true;
	else if (action == ACTION_LEAVE)
		leave(screen, view, request);
	else if (is_gone(screen, view))
		return;
	else if (action == ACTION_OPEN)
		open_entry(screen, request);
	else if (action == ACTION_ALL_TEAMS)
		toggle_all(screen);
	else if (action == ACTION_CLICK)
		click(screen, input, request);
	else if (list_act(&screen->list, action))
		remember(screen);
}

/* -- the rest of the vtable -----------------------------------------------------------------
 */

static enum key_screen agenda_keys(const struct screen *base, const struct view *view)
{
	return is_gone((const struct agenda_screen *)base, view) ? KEY_SCREEN_GONE
								 : KEY_SCREEN_AGENDA;
}

static void agenda_title_crumbs(struct screen *base, struct view *view, struct title *title)
{
	const struct agenda_screen *screen = agenda_of(base);

	if (*screen->team)
		title_add_team(title, view, screen->team);
	title->crumbs[title->crumb_count++] = agenda_title();
}

static void agenda_draw_any(struct screen *base, struct view *view, struct canvas *canvas,
			    struct area area)
{
	struct agenda_screen *screen = agenda_of(base);

	hits_clear(&screen->hits);
	if (is_gone(screen, view)) {
		screen_draw_gone(canvas, area, NULL);
		return;
	}
	if (agenda_screen_agenda(screen, view))
		agenda_draw(screen, view, canvas, area);
	else
		canvas_text_centre(canvas, area.row + area.rows / 2, area.column, area.columns,
				   STYLE_PLAIN, screen->error.message);
}

static const char *agenda_team_at_hand(const struct screen *base, const struct view *view)
{
	const struct agenda_screen *screen = (const struct agenda_screen *)base;

	(void)view;
	return *screen->team ? screen->team : screen->selected;
}

static const char *agenda_capacity(const struct screen *base, const struct view *view)
{
	const struct agenda_entry *entry = selected((const struct agenda_screen *)base);

	(void)view;
	return entry && entry->capacity ? entry->capacity->id : NULL;
}

static bool agenda_text_to_copy(struct screen *base, struct view *view, struct buffer *out,
				const char **note, struct error *error)
{
	const struct agenda_screen *screen = agenda_of(base);

	(void)note;
	if (is_gone(screen, view) || !view->source->agenda_text)
		return screen_has_no_text(error);
	return view->source->agenda_text(view->source->context, team_of(screen, view), out,
					 error);
}

static struct screen *agenda_exports(const struct screen *base, const struct view *view)
{
	const struct agenda_screen *screen = (const struct agenda_screen *)base;
	struct export_choice choice = {
		.team = agenda_team_at_hand(base, view),
		.is_of_team = *screen->team != '\0',
		.then = INSTANT_NONE,
		.is_of_meeting = true,
	};

	return export_dialog_new(&choice);
}

static void agenda_reloaded(struct screen *base)
{
	forget(agenda_of(base));
}

static void agenda_free(struct screen *base)
{
	struct agenda_screen *screen = agenda_of(base);

	forget(screen);
	hits_release(&screen->hits);
	free(screen->team);
	free(screen->selected);
	free(screen);
}

static const struct screen_type agenda_type = {
	.keys = agenda_keys,
	.title = agenda_title_crumbs,
	.draw = agenda_draw_any,
	.act = agenda_act,
	.team = agenda_team_at_hand,
	.capacity = agenda_capacity,
	.text = agenda_text_to_copy,
	.exports = agenda_exports,
	.reloaded = agenda_reloaded,
	.free = agenda_free,
};

struct screen *agenda_screen_new(const char *team, bool is_of_team)
{
	struct agenda_screen *screen = memory_resize(NULL, 1, sizeof(*screen));

	memset(screen, 0, sizeof(*screen));
	screen->screen.type = &agenda_type;
	id_set(&screen->team, is_of_team ? team : NULL);
	id_set(&screen->selected, team);
	screen->place = team && *team ? 0 : NOTHING_SELECTED;
	return &screen->screen;
}
