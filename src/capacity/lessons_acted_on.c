/*
 * Lessons acted on: what was learned and became work that was done.
 *
 * Of the lessons learned in the window, from an incident, an exercise or a success. How many
 * came from what went right stands beside it.
 */
#include "capacity/measure.h"

static void measure(const struct scope *scope, const struct window *window,
		    const struct goal *goal, struct measurement *measurement,
		    struct arena *arena)
{
	const struct team_history *history = scope->team_history;
	size_t went_right = 0;

	(void)goal;
	measure_loop(history->lessons, history->lesson_count, "acted_median", window,
		     measurement, arena);
	for (size_t i = 0; i < history->lesson_count; i++)
		went_right += history->lessons[i].went_right &&
			      window_holds(window, history->lessons[i].record.at);
	measurement_detail(measurement, "went_right", (double)went_right);
}

const struct capacity capacity_lessons_acted_on = {
	.id = "lessons_acted_on",
	.section = SECTION_PRACTICES,
	.unit = UNIT_RATIO,
	.is_team_only = true,
	.has_minimum = true,
	.is_loop = true,
	.practice = PRACTICE_LESSONS,
	.test = TEST_SHARE,
	.measure = measure,
};
