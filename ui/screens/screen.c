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

void title_add_team(struct title *title, const struct view *view, const char *team)
{
	const struct catalog *catalog = view->scorecard->catalog;
	const struct team *found = catalog_team(catalog, team);

	if (found && found->group != CATALOG_NO_GROUP)
		title->crumbs[title->crumb_count++] = catalog->groups[found->group].name;
	title->crumbs[title->crumb_count++] = found ? found->name : team;
}
