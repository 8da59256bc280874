/*
 * Secure configuration: checks whose latest result is as it should be, out of all.
 *
 * The latest result of each check of each service before the end; one that nobody looked at in
 * 90 days is left out. A goal is a security-level objective: budget left after Benninghoff,
 * "Security Budgets" (2025).
 */
#include <string.h>

#include "capacity/measure.h"

#define LOOKED_AT_SECONDS (90 * SECONDS_PER_DAY)

/* The latest result before the end among those of one check; NULL: there is none. */
static const struct check_result *latest_of(const struct check_result *results, size_t count,
					    instant end)
{
	while (count > 0 && results[count - 1].at >= end)
		count--;
	return count ? &results[count - 1] : NULL;
}

static void add_item(const struct service *service, const struct check_result *latest,
		     size_t *capacity, struct measurement *measurement, struct arena *arena)
{
	measurement->items = arena_grow(arena, measurement->items, measurement->item_count,
					capacity, sizeof(*measurement->items));
	measurement->items[measurement->item_count++] =
		(struct census_item){service, latest->check, latest->passed};
	measurement->hits += latest->passed;
}

static void add_check(const struct service *service, const struct check_result *latest,
		      const struct window *window, size_t *capacity,
		      struct measurement *measurement, struct arena *arena)
{
	struct evidence evidence = {
		.service = service,
		.at = latest->at,
		.until = INSTANT_NONE,
		.value = latest->passed,
		.id = latest->check,
		.text = latest->title,
	};

	if (latest->at < window->end - LOOKED_AT_SECONDS) {
		evidence.reason = "not looked at in 90 days";
		measurement_exclude(measurement, evidence.reason, 1);
	} else {
		add_item(service, latest, capacity, measurement, arena);
	}
	measurement_evidence(measurement, &evidence, arena);
}

/* Results are in the order of their checks, then of time. */
static void add_service(const struct service_history *history, const struct window *window,
			size_t *capacity, struct measurement *measurement, struct arena *arena)
{
	for (size_t first = 0, next; first < history->check_count; first = next) {
		const struct check_result *results = &history->checks[first];
		const struct check_result *latest;

		for (next = first + 1; next < history->check_count; next++)
			if (history->checks[next].check != results->check &&
			    strcmp(history->checks[next].check, results->check) != 0)
				break;
		latest = latest_of(results, next - first, window->end);
		if (latest)
			add_check(history->service, latest, window, capacity, measurement,
				  arena);
	}
}

static void measure(const struct scope *scope, const struct window *window,
		    const struct goal *goal, struct measurement *measurement,
		    struct arena *arena)
{
	size_t capacity = 0;

	for (size_t s = 0; s < scope->service_count; s++)
		if (scope->is_collected[s])
			add_service(scope->services[s], window, &capacity, measurement, arena);
	measurement->n = measurement->item_count;
	if (measurement->n)
		measurement->value = measurement->hits / (double)measurement->n;
	measurement_detail(measurement, "budget_left",
			   budget_left(goal, measurement->value, measurement->n));
	measurement_detail(measurement, "checks", (double)measurement->n);
	measurement_detail(measurement, "passing", measurement->hits);
}

const struct capacity capacity_secure_configuration = {
	.id = "secure_configuration",
	.section = SECTION_SECURITY,
	.unit = UNIT_RATIO,
	.collected = COLLECTED_CHECKS,
	.test = TEST_CENSUS,
	.measure = measure,
};
