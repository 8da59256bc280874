/*
 * Goals: what leaders set for a capacity, each in the capacity's own unit.
 *
 * Rule: a goal's grammar follows from the capacity's unit alone: `5/week`, `4h`, `95%`,
 * `90% within 30d` (patch freshness), `5 days`, `2`.
 */
#ifndef APLOMB_CATALOG_GOALS_H
#define APLOMB_CATALOG_GOALS_H

#include "model/capacity.h"
#include "yaml/node.h"

struct placed_goal {
	struct goal goal;
	struct place place;
};

/*
 * Reads a mapping of capacities to goals: `lead_time: 1d` or
 * `lead_time: {goal: 1d, review: 2026-12-01}`. node NULL gives none. Memory from the arena.
 */
bool goals_read(const struct node *node, const struct capacity *const *capacities,
		struct arena *arena, struct placed_goal **goals, size_t *count,
		struct error *error);

/* Do they ask for the same? */
bool goals_are_equal(const struct goal *one, const struct goal *other);

#endif
