/*
 * Whose reading: a team, which pools its services, or one of its services.
 *
 * Rule: plain data, for as long as the history and the arena that it was made from.
 */
#ifndef APLOMB_SCORECARD_SUBJECT_H
#define APLOMB_SCORECARD_SUBJECT_H

#include "model/capacity.h"
#include "model/history.h"

struct subject {
	const struct service_history *const *services;
	size_t service_count;
	const struct team *team;
	const struct team_history *team_history;
	const struct zone *zone;
	bool is_service; /* capacities of teams alone are not its own */
};

struct subject subject_of_team(const struct catalog *catalog, const struct team *team,
			       const struct history *history, struct arena *arena);
/* One of the team's services, by its place among them. */
struct subject subject_of_service(const struct subject *team, size_t index);

/* The next of its capacities, in the order of the registry, from *from on; NULL: no more. *from
 * 0 begins. */
const struct capacity *subject_next(const struct subject *subject, size_t *from);
size_t subject_capacity_count(const struct subject *subject);

#endif
