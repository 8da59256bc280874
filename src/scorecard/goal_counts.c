#include "scorecard/goal_counts.h"

/* Another date of review makes no other goal. */
static bool is_same_goal(const struct goal *first, const struct goal *second)
{
	return first->value == second->value &&
	       first->share.numerator == second->share.numerator &&
	       first->share.denominator == second->share.denominator &&
	       first->within_seconds == second->within_seconds;
}

static void count_team(struct goal_count *counted, const struct team_card *team)
{
	const struct reading *reading = team_card_reading(team, counted->goal->capacity);

	if (!reading || !reading->goal)
		return;
	counted->capacity = reading->capacity;
	counted->teams++;
	if (reading->goal_met == GOAL_UNKNOWN)
		return;
	counted->measured++;
	counted->met += reading->goal_met == GOAL_MET;
	counted->own += !is_same_goal(reading->goal, counted->goal);
}

const struct goal_count *goal_counts_make(const struct goal *goals, size_t goal_count,
					  const struct team_card *teams, size_t team_count,
					  struct arena *arena, size_t *count)
{
	struct goal_count *counts = ARENA_ARRAY(arena, goal_count, struct goal_count);

	*count = 0;
	for (size_t i = 0; i < goal_count; i++) {
		struct goal_count counted = {.goal = &goals[i]};

		for (size_t j = 0; j < team_count; j++)
			count_team(&counted, &teams[j]);
		if (counted.capacity)
			counts[(*count)++] = counted;
	}
	return counts;
}
