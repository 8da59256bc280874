/*
 * Deploy cadence: counted deployments a week.
 *
 * Counted: successful, production, kind normal or hotfix; a rollback is not. A steady flow of
 * small changes is what lets a team learn and mend quickly (Forsgren, Humble and Kim 2018).
 */
#include <math.h>

#include "capacity/measure.h"

/* Why a deployment is not counted; NULL: it is. */
static const char *reason_of(const struct deployment *deployment)
{
	if (deployment->kind == DEPLOYMENT_ROLLBACK)
		return "rollback";
	if (!deployment->succeeded)
		return "failed";
	if (!deployment->is_production)
		return "not production";
	return NULL;
}

/* Local days on which something was deployed, each once. */
struct days {
	bool *is_seen; /* by day, from `first` on */
	int64_t first;
	size_t count;
};

/* Clocks that are put back may show a day that lies outside: one day off at most. */
static struct days days_of(const struct zone *zone, const struct window *window,
			   struct arena *arena)
{
	int64_t first = zone_local_day(zone, window->begin) - 2;
	int64_t last = zone_local_day(zone, window->end - 1) + 2;

	return (struct days){ARENA_ARRAY(arena, (size_t)(last - first) + 1, bool), first, 0};
}

static void days_add(struct days *days, const struct zone *zone, instant at)
{
	bool *is_seen = &days->is_seen[zone_local_day(zone, at) - days->first];

	days->count += !*is_seen;
	*is_seen = true;
}

static void weeks_begin(struct measurement *measurement, const struct window *window,
			struct arena *arena)
{
	measurement->compared_count =
		(size_t)((window->end - window->begin) / SECONDS_PER_WEEK);
	measurement->compared = ARENA_ARRAY(arena, measurement->compared_count, double);
}

/* Adds one deployment to the whole week, counted back from the window's end, it lies in. */
static void week_add(struct measurement *measurement, const struct window *window, instant at)
{
	size_t weeks_back = (size_t)((window->end - 1 - at) / SECONDS_PER_WEEK);

	if (weeks_back < measurement->compared_count)
		measurement->compared[measurement->compared_count - 1 - weeks_back]++;
}

/* Whether every collector that tells of this window still told of that week. */
static bool week_is_known(const struct scope *scope, instant week_begin)
{
	for (size_t s = 0; s < scope->service_count; s++)
		if (scope->is_collected[s] && scope->covered_until[s] != INSTANT_NONE &&
		    scope->covered_until[s] <= week_begin)
			return false;
	return true;
}

/* Leaves the weeks that are known: silence after a collector's end is no week of zero. */
static void weeks_keep_known(const struct scope *scope, const struct window *window,
			     struct measurement *measurement)
{
	size_t known = 0;

	for (size_t i = 0; i < measurement->compared_count; i++) {
		instant weeks_back = (instant)(measurement->compared_count - i);

		if (week_is_known(scope, window->end - weeks_back * SECONDS_PER_WEEK))
			measurement->compared[known++] = measurement->compared[i];
	}
	measurement->compared_count = known;
}

static void measure(const struct scope *scope, const struct window *window,
		    const struct goal *goal, struct measurement *measurement,
		    struct arena *arena)
{
	double seconds = (double)(window->end - window->begin);
	bool wants_all = measurement->use == USE_READING;
	struct days days = {0};
	bool was_ever_seen = false;

	(void)goal;
	if (wants_all)
		days = days_of(scope->zone, window, arena);
	if (measurement->use != USE_SERIES)
		weeks_begin(measurement, window, arena);
	for (size_t s = 0; s < scope->service_count; s++) {
		const struct service_history *history = scope->services[s];
		instant first = history->first_seen[COLLECTED_DEPLOYMENTS];

		if (!scope->is_collected[s])
			continue;
		was_ever_seen |= first != INSTANT_NONE && first < window->end;
		for (size_t i = deployments_from(history, window->begin);
		     i < history->deployment_count && history->deployments[i].at < window->end;
		     i++) {
			const struct deployment *deployment = &history->deployments[i];
			struct evidence evidence = {
				.service = history->service,
				.at = deployment->at,
				.until = INSTANT_NONE,
				.value = 1,
				.reason = reason_of(deployment),
				.id = deployment->id,
				.text = deployment->revision,
			};

			measurement_evidence(measurement, &evidence, arena);
			if (evidence.reason) {
				measurement_exclude(measurement, evidence.reason, 1);
				continue;
			}
			if (wants_all)
				days_add(&days, scope->zone, deployment->at);
			measurement->n++;
			week_add(measurement, window, deployment->at);
		}
	}
	if (was_ever_seen)
		/* One division: 61 in 61 days are exactly 7 a week. */
		measurement->value =
			(double)measurement->n * (double)SECONDS_PER_WEEK / seconds;
	weeks_keep_known(scope, window, measurement);
	if (wants_all && measurement->n && measurement->compared_count >= 4) {
		measurement->interval = statistics_mean_interval(measurement->compared,
								 measurement->compared_count);
		measurement->interval.low = fmax(measurement->interval.low, 0);
		measurement->has_interval = true;
	}
	measurement_detail(measurement, "deploy_days", (double)days.count);
}

const struct capacity capacity_deploy_cadence = {
	.id = "deploy_cadence",
	.section = SECTION_DELIVERY,
	.unit = UNIT_PER_WEEK,
	.is_headline = true,
	.collected = COLLECTED_DEPLOYMENTS,
	.test = TEST_RATE,
	.measure = measure,
};
