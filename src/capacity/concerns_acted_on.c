/*
 * Concerns acted on: what a team raised on leaders' walkarounds, and what came of it.
 *
 * Of the concerns raised in the window, those acted on. A walkaround shows its actions, not its
 * attendance: how many were held stands beside it.
 */
#include "capacity/measure.h"

static void measure(const struct scope *scope, const struct window *window,
		    const struct goal *goal, struct measurement *measurement,
		    struct arena *arena)
{
	const struct team_history *history = scope->team_history;
	size_t held = 0;

	(void)goal;
	measure_loop(history->concerns, history->concern_count, "acted_median", window,
		     measurement, arena);
	for (size_t i = 0; i < history->walkaround_count; i++) {
		measurement_record(measurement, &history->walkarounds[i], window);
		held += window_holds(window, history->walkarounds[i].at);
	}
	measurement_detail(measurement, "walkarounds", (double)held);
}

const struct capacity capacity_concerns_acted_on = {
	.id = "concerns_acted_on",
	.section = SECTION_PRACTICES,
	.unit = UNIT_RATIO,
	.is_team_only = true,
	.has_minimum = true,
	.is_loop = true,
	.practice = PRACTICE_CONCERNS,
	.test = TEST_SHARE,
	.measure = measure,
};
