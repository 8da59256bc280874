/* How many teams have met each goal of the organisation. Pure. */
#ifndef APLOMB_SCORECARD_GOAL_COUNTS_H
#define APLOMB_SCORECARD_GOAL_COUNTS_H

#include "model/scorecard.h"

/*
 * Counts the teams against each of the goals, in their order. A team that set another goal of
 * its own for the same capacity is held to that one. Only readings that are measured are
 * judged. Goals of capacities that no team has a reading of are left out, so *count may be less
 * than goal_count. Memory from the arena.
 */
const struct goal_count *goal_counts_make(const struct goal *goals, size_t goal_count,
					  const struct team_card *teams, size_t team_count,
					  struct arena *arena, size_t *count);

#endif
