/*
 * Ownership: the team's services that have exactly one owner in the YAML.
 *
 * A census of today's YAML, which has no past: no interval, no verdict, no series. One clear
 * owner is what full-service ownership begins with.
 */
#include <math.h>

#include "capacity/measure.h"

static void measure(const struct scope *scope, const struct window *window,
		    const struct goal *goal, struct measurement *measurement,
		    struct arena *arena)
{
	(void)goal;
	for (size_t s = 0; s < scope->service_count; s++) {
		const struct service *service = scope->services[s]->service;
		struct evidence evidence = {
			.service = service,
			.at = window->end,
			.until = INSTANT_NONE,
			.value = service->owner_count == 1,
			.id = service->id,
			.text = service->owner_count == 1 ? "one owner" : "several owners",
		};

		measurement_evidence(measurement, &evidence, arena);
		measurement->n++;
		measurement->hits += service->owner_count == 1;
	}
	if (measurement->n)
		measurement->value = measurement->hits / (double)measurement->n;
}

const struct capacity capacity_ownership = {
	.id = "ownership",
	.section = SECTION_PRACTICES,
	.unit = UNIT_RATIO,
	.is_team_only = true,
	.is_undated = true,
	.test = TEST_NONE,
	.measure = measure,
};
