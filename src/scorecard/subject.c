#include "scorecard/subject.h"

#include "capacity/registry.h"

struct subject subject_of_team(const struct catalog *catalog, const struct team *team,
			       const struct history *history, struct arena *arena)
{
	const struct service_history **services =
		ARENA_ARRAY(arena, team->service_count, const struct service_history *);

	for (size_t i = 0; i < team->service_count; i++)
		services[i] = &history->services[team->services[i]->index];
	return (struct subject){
		.services = services,
		.service_count = team->service_count,
		.team = team,
		.team_history = history_of_team(history, catalog, team),
		.zone = &catalog->zone,
	};
}

struct subject subject_of_service(const struct subject *team, size_t index)
{
	struct subject subject = *team;

	subject.services = &team->services[index];
	subject.service_count = 1;
	subject.is_service = true;
	return subject;
}

const struct capacity *subject_next(const struct subject *subject, size_t *from)
{
	while (capacity_registry[*from]) {
		const struct capacity *capacity = capacity_registry[(*from)++];

		if (!subject->is_service || !capacity->is_team_only)
			return capacity;
	}
	return NULL;
}

size_t subject_capacity_count(const struct subject *subject)
{
	size_t count = 0, from = 0;

	while (subject_next(subject, &from))
		count++;
	return count;
}
