/* What is valid in a catalog and yet worth a look. */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "catalog/catalog_load.h"

struct adviser {
	void (*each)(const char *advice, void *context);
	void *context;
	struct buffer advice;
};

static void advice_begin(struct adviser *adviser, const struct place *place)
{
	buffer_clear(&adviser->advice);
	buffer_addf(&adviser->advice, "%s:%zu:%zu: ", place->file, place->line, place->column);
}

static void advice_end(struct adviser *adviser)
{
	adviser->each(adviser->advice.bytes, adviser->context);
}

static void advise_groups(struct adviser *adviser, const struct catalog *catalog)
{
	bool *has_teams = memory_resize(NULL, catalog->group_count, sizeof(bool));

	memset(has_teams, 0, catalog->group_count * sizeof(bool));
	for (size_t i = 0; i < catalog->team_count; i++)
		if (catalog->teams[i].group != CATALOG_NO_GROUP)
			has_teams[catalog->teams[i].group] = true;
	/* Parents come before their children. */
	for (size_t i = catalog->group_count; i-- > 0;) {
		const struct group *group = &catalog->groups[i];

		if (has_teams[i] && group->parent != CATALOG_NO_GROUP)
			has_teams[group->parent] = true;
	}
	for (size_t i = 0; i < catalog->group_count; i++) {
		if (has_teams[i])
			continue;
		advice_begin(adviser, &catalog->groups[i].place);
		buffer_addf(&adviser->advice, "group '%s' holds no teams yet",
			    catalog->groups[i].id);
		advice_end(adviser);
	}
	free(has_teams);
}

static void advise_teams(struct adviser *adviser, const struct catalog *catalog)
{
	for (size_t i = 0; i < catalog->team_count; i++) {
		const struct team *team = &catalog->teams[i];

		if (team->service_count)
			continue;
		advice_begin(adviser, &team->place);
		buffer_addf(&adviser->advice,
			    "team '%s' names no services yet, so there is nothing to count",
			    team->id);
		advice_end(adviser);
	}
}

static bool team_has_service(const struct team *team, const struct service *service)
{
	for (size_t i = 0; i < team->service_count; i++)
		if (team->services[i] == service)
			return true;
	return false;
}

static void advise_services(struct adviser *adviser, const struct catalog *catalog)
{
	for (size_t i = 0; i < catalog->service_count; i++) {
		const struct service *service = &catalog->services[i];
		const char *separator = "";

		if (service->owner_count < 2)
			continue;
		advice_begin(adviser, &service->place);
		buffer_addf(&adviser->advice,
			    "service '%s' is named by %zu teams and counts for each of them: ",
			    service->id, service->owner_count);
		for (size_t j = 0; j < catalog->team_count; j++) {
			if (!team_has_service(&catalog->teams[j], service))
				continue;
			buffer_addf(&adviser->advice, "%s%s", separator, catalog->teams[j].id);
			separator = ", ";
		}
		advice_end(adviser);
	}
}

/* What was found while the documents were put together. */
static void advise_notes(struct adviser *adviser, const struct catalog *catalog)
{
	for (size_t i = 0; i < catalog->note_count; i++) {
		advice_begin(adviser, &catalog->notes[i].place);
		buffer_add_string(&adviser->advice, catalog->notes[i].text);
		advice_end(adviser);
	}
}

void catalog_each_advice(const struct catalog *catalog,
			 void (*each)(const char *advice, void *context), void *context)
{
	struct adviser adviser = {each, context, {0}};

	buffer_init(&adviser.advice);
	advise_groups(&adviser, catalog);
	advise_teams(&adviser, catalog);
	advise_services(&adviser, catalog);
	advise_notes(&adviser, catalog);
	buffer_release(&adviser.advice);
}
