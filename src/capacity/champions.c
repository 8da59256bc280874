/*
 * Champions: the champions' meetings at which the team was represented.
 *
 * Out of all that were held in the window, whoever came. Whether the YAML names a champion
 * stands beside it; who it was that came is not kept.
 */
#include "capacity/measure.h"

static void measure(const struct scope *scope, const struct window *window,
		    const struct goal *goal, struct measurement *measurement,
		    struct arena *arena)
{
	const struct team_history *history = scope->team_history;
	size_t held = 0;
	size_t represented = 0;

	(void)goal;
	for (size_t i = 0; i < history->meeting_count; i++) {
		const struct meeting *meeting = &history->meetings[i];
		struct evidence evidence = {
			.at = meeting->record.at,
			.until = INSTANT_NONE,
			.value = meeting->is_represented,
			.id = meeting->record.id,
			.text = "",
		};

		measurement_record(measurement, &meeting->record, window);
		if (!window_holds(window, meeting->record.at))
			continue;
		measurement_evidence(measurement, &evidence, arena);
		held++;
		represented += meeting->is_represented;
	}
	measurement_share(measurement, represented, held);
	measurement_detail(measurement, "names_one", scope->team->champion != NULL);
}

const struct capacity capacity_champions = {
	.id = "champions",
	.section = SECTION_PRACTICES,
	.unit = UNIT_RATIO,
	.is_team_only = true,
	.has_minimum = true,
	.practice = PRACTICE_MEETINGS,
	.test = TEST_SHARE,
	.measure = measure,
};
