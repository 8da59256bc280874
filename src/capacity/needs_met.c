/*
 * Needs met: answers to "what do you need to be secure?" that were met.
 *
 * Of the needs asked for in the window. Asking is the beginning of Security Differently: the
 * people who do the work know what would make it secure, and what is shown is how often and how
 * soon it was given.
 */
#include "capacity/measure.h"

static void measure(const struct scope *scope, const struct window *window,
		    const struct goal *goal, struct measurement *measurement,
		    struct arena *arena)
{
	const struct team_history *history = scope->team_history;

	(void)goal;
	measure_loop(history->needs, history->need_count, "met_median", window, measurement,
		     arena);
}

const struct capacity capacity_needs_met = {
	.id = "needs_met",
	.section = SECTION_PRACTICES,
	.unit = UNIT_RATIO,
	.is_team_only = true,
	.has_minimum = true,
	.is_loop = true,
	.practice = PRACTICE_NEEDS,
	.test = TEST_SHARE,
	.measure = measure,
};
