#include "model/catalog.h"

#include <string.h>

const char *const collected_kind_names[COLLECTED_KIND_COUNT] = {
	"deployments", "changes", "remediations", "incidents", "slo_samples",
	"updates",     "checks",  "exercises",	  "work",
};

void catalog_release(struct catalog *catalog)
{
	struct arena arena = catalog->arena;

	arena_release(&arena);
	memset(catalog, 0, sizeof(*catalog));
}

const struct team *catalog_team(const struct catalog *catalog, const char *id)
{
	for (size_t i = 0; i < catalog->team_count; i++)
		if (strcmp(catalog->teams[i].id, id) == 0)
			return &catalog->teams[i];
	return NULL;
}

const struct service *catalog_service(const struct catalog *catalog, const char *id)
{
	for (size_t i = 0; i < catalog->service_count; i++)
		if (strcmp(catalog->services[i].id, id) == 0)
			return &catalog->services[i];
	return NULL;
}

const struct goal *team_goal(const struct team *team, const char *capacity)
{
	for (size_t i = 0; i < team->goal_count; i++)
		if (strcmp(team->goals[i].capacity, capacity) == 0)
			return &team->goals[i];
	return NULL;
}
