#include "ui/screens/screen.h"

#include <string.h>

#include "report/goal_words.h"

void screen_free(struct screen *screen)
{
	if (screen)
		screen->type->free(screen);
}

bool view_is_whole(const struct view *view)
{
	for (size_t i = 0; i < view->scorecard->team_count; i++)
		if (!view->scorecard->teams[i].is_made)
			return !view->source->make_card;
	return true;
}

bool view_has_readings(const struct view *view)
{
	for (size_t i = 0; i < view->scorecard->team_count; i++)
		if (!view->scorecard->teams[i].reading_count)
			return false;
	return true;
}

void view_add_progress(const struct view *view, struct buffer *buffer)
{
	size_t made = 0;

	for (size_t i = 0; i < view->scorecard->team_count; i++)
		made += view->scorecard->teams[i].is_made;
	wording_add_progress(buffer, made, view->scorecard->team_count);
}

const struct team_card *view_card(struct view *view, size_t index)
{
	const struct team_card *card = &view->scorecard->teams[index];

	if (!card->is_made && view->source->make_card && view->wanted_count < VIEW_WANTED_MAX)
		view->wanted[view->wanted_count++] = index;
	return card;
}

const struct team_card *view_made_card(const struct view *view, size_t index)
{
	const struct team_card *card = &view->scorecard->teams[index];
	const struct session_source *source = view->source;
	struct error error;

	/* What cannot be read stays without readings; the session tries again, and says so. */
	if (!card->is_made && source->make_card)
		source->make_card(source->context, card->team, &error);
	return card;
}

const struct team_card *view_team(const struct view *view, const char *team)
{
	const struct scorecard *scorecard = view->scorecard;

	for (size_t i = 0; i < scorecard->team_count; i++)
		if (strcmp(scorecard->teams[i].team->id, team) == 0) {
			const struct team_card *card = view_made_card(view, i);

			return card->reading_count ? card : NULL;
		}
	return NULL;
}

bool screen_has_no_text(struct error *error)
{
	return error_set(error, ERROR_UNKNOWN, "there is nothing to copy here yet");
}

bool screen_add_text(const struct view *view, const char *team, const struct capacity *capacity,
		     struct buffer *out, struct error *error)
{
	const struct team *found = team ? catalog_team(view->scorecard->catalog, team) : NULL;

	if (!found && view->scorecard->team_count)
		return error_set(error, ERROR_UNKNOWN, "%s", NEEDS_A_TEAM);
	if (!found || !view->source->text)
		return screen_has_no_text(error);
	return view->source->text(view->source->context, found, capacity, out, error);
}

bool screen_add_events(const struct view *view, const struct events_choice *choice,
		       const struct event *event, struct buffer *out, struct error *error)
{
	const struct session_source *source = view->source;
	struct event_filter filter;

	if (!events_choice_filter(choice, view, &filter) || !source->events_text)
		return screen_has_no_text(error);
	return source->events_text(source->context, source->event_formats[0].name, &filter,
				   event, out, error);
}

void title_add_team(struct title *title, const struct view *view, const char *team)
{
	const struct catalog *catalog = view->scorecard->catalog;
	const struct team *found = catalog_team(catalog, team);

	if (found && found->group != CATALOG_NO_GROUP)
		title->crumbs[title->crumb_count++] = catalog->groups[found->group].name;
	title->crumbs[title->crumb_count++] = found ? found->name : team;
}

void screen_draw_gone(struct canvas *canvas, struct area area, const char *instead)
{
	canvas_text_centre(
		canvas, area.row + area.rows / 2, area.column, area.columns, STYLE_PLAIN,
		instead ? instead : "The YAML does not name it any more. Esc goes back.");
}
