#include "ui/screens/screen.h"

void screen_free(struct screen *screen)
{
	if (screen)
		screen->type->free(screen);
}

void title_add_team(struct title *title, const struct view *view, const char *team)
{
	const struct catalog *catalog = view->scorecard->catalog;
	const struct team *found = catalog_team(catalog, team);

	if (found && found->group != CATALOG_NO_GROUP)
		title->crumbs[title->crumb_count++] = catalog->groups[found->group].name;
	title->crumbs[title->crumb_count++] = found ? found->name : team;
}
