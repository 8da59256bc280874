#include "ui/screens/screen.h"

void screen_free(struct screen *screen)
{
	if (screen)
		screen->type->free(screen);
}

bool screen_add_text(const struct view *view, const char *team, const struct capacity *capacity,
		     struct buffer *out, struct error *error)
{
	const struct team *found = team ? catalog_team(view->scorecard->catalog, team) : NULL;

	if (!found || !view->source->text)
		return error_set(error, ERROR_UNKNOWN, "there is nothing to copy here yet");
	return view->source->text(view->source->context, found, capacity, out, error);
}

bool screen_add_events(const struct view *view, const struct events_choice *choice,
		       const struct event *event, struct buffer *out, struct error *error)
{
	const struct session_source *source = view->source;
	struct event_filter filter;

	if (!events_choice_filter(choice, view, &filter) || !source->events_text)
		return error_set(error, ERROR_UNKNOWN, "there is nothing to copy here yet");
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
