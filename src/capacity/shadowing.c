/*
 * Shadowing: days that the team spent with security, and security with the team.
 *
 * Both directions, by the first day of each. Whose days they were is not known.
 */
#include "capacity/measure.h"

static const char *const directions[] = {"from security", "to security"};

static void measure(const struct scope *scope, const struct window *window,
		    const struct goal *goal, struct measurement *measurement,
		    struct arena *arena)
{
	const struct team_history *history = scope->team_history;
	double days[2] = {0, 0};

	(void)goal;
	for (size_t i = 0; i < history->shadowing_count; i++) {
		const struct shadowing *shadowing = &history->shadowings[i];
		struct evidence evidence = {
			.at = shadowing->record.at,
			.until = INSTANT_NONE,
			.value = shadowing->days,
			.id = shadowing->record.id,
			.text = directions[shadowing->is_to_security],
		};

		measurement_record(measurement, &shadowing->record, window);
		if (!window_holds(window, shadowing->record.at))
			continue;
		measurement_evidence(measurement, &evidence, arena);
		days[shadowing->is_to_security] += shadowing->days;
		measurement->n++;
	}
	if (measurement->n)
		measurement->value = days[0] + days[1];
	measurement_detail(measurement, "to_security", days[1]);
	measurement_detail(measurement, "from_security", days[0]);
}

const struct capacity capacity_shadowing = {
	.id = "shadowing",
	.section = SECTION_PRACTICES,
	.unit = UNIT_DAYS,
	.is_team_only = true,
	.practice = PRACTICE_SHADOWING,
	.test = TEST_NONE,
	.measure = measure,
};
