/*
 * Lead time for changes: from commit to running in production.
 *
 * One observation for each change, at its first counted deployment of that service. Changes
 * come in deployments, and those of one deployment are alike: the interval and the test
 * therefore go by deployments, not by changes (see CONTRIBUTING.md, "Verdicts are tests").
 */
#include <math.h>
#include <string.h>

#include "capacity/measure.h"

struct lead_times {
	double *seconds;
	size_t count, capacity;
	double *medians; /* one for each deployment that delivered any */
	size_t median_count, median_capacity;
};

static const char *reason_of(const struct change *change, const struct deployment *deployment)
{
	if (change->committed_at > deployment->at)
		return "committed after it was deployed";
	if (change->was_delivered_before)
		return "delivered before";
	return NULL;
}

static bool has_commit_time(const struct service_history *history,
			    const struct deployment *deployment)
{
	for (size_t i = 0; i < deployment->change_count; i++)
		if (history->changes[deployment->first_change + i].committed_at != INSTANT_NONE)
			return true;
	return false;
}

static void add_deployment(const struct service_history *history,
			   const struct deployment *deployment, struct lead_times *times,
			   struct measurement *measurement, struct arena *arena)
{
	struct evidence evidence = {
		.service = history->service,
		.at = deployment->at,
		.until = INSTANT_NONE,
		.value = VALUE_NONE,
		.id = deployment->id,
		.text = deployment->revision,
	};
	size_t first = times->count;

	if (!has_commit_time(history, deployment)) {
		evidence.reason = "no commit time";
		measurement_exclude(measurement, evidence.reason, 1);
		measurement_evidence(measurement, &evidence, arena);
		return;
	}
	for (size_t i = 0; i < deployment->change_count; i++) {
		const struct change *change = &history->changes[deployment->first_change + i];

		/* Often the merge that was tagged: what it delivered is in the others. */
		if (change->committed_at == INSTANT_NONE)
			continue;
		evidence.reason = reason_of(change, deployment);
		evidence.text = change->revision;
		evidence.value = (double)(deployment->at - change->committed_at);
		measurement_evidence(measurement, &evidence, arena);
		if (evidence.reason) {
			measurement_exclude(measurement, evidence.reason, 1);
			continue;
		}
		times->seconds = arena_grow(arena, times->seconds, times->count,
					    &times->capacity, sizeof(double));
		times->seconds[times->count++] = evidence.value;
	}
	if (times->count == first || measurement->use == USE_SERIES)
		return;
	/* Their order among all does not matter: all are sorted in the end. */
	statistics_sort(times->seconds + first, times->count - first);
	times->medians = arena_grow(arena, times->medians, times->median_count,
				    &times->median_capacity, sizeof(double));
	times->medians[times->median_count++] =
		statistics_quantile(times->seconds + first, times->count - first, 0.5);
}

/* The ranks of a median of as many deployments, as quantiles of the changes. */
static void add_interval(const struct lead_times *times, struct measurement *measurement)
{
	size_t rank;
	double p;

	if (!times->count || measurement->use != USE_READING)
		return;
	rank = statistics_median_rank(times->median_count);
	p = (double)rank / ((double)times->median_count + 1);
	if (!rank)
		return;
	measurement->has_interval = true;
	measurement->interval.low = statistics_quantile(times->seconds, times->count, p);
	measurement->interval.high = statistics_quantile(times->seconds, times->count, 1 - p);
}

static void measure(const struct scope *scope, const struct window *window,
		    const struct goal *goal, struct measurement *measurement,
		    struct arena *arena)
{
	struct lead_times times = {0};
	struct timed ranked;

	(void)goal;
	for (size_t s = 0; s < scope->service_count; s++) {
		const struct service_history *history = scope->services[s];

		if (!scope->is_collected[s])
			continue;
		for (size_t i = deployments_from(history, window->begin);
		     i < history->deployment_count && history->deployments[i].at < window->end;
		     i++)
			if (deployment_is_counted(&history->deployments[i]))
				add_deployment(history, &history->deployments[i], &times,
					       measurement, arena);
	}
	statistics_sort(times.seconds, times.count);
	ranked = (struct timed){times.seconds, times.count, 0};
	measurement->n = times.count;
	measurement->value = times_median(&ranked, &measurement->at_least);
	measurement->compared = times.medians;
	measurement->compared_count = times.median_count;
	add_interval(&times, measurement);
	times_details(&ranked, measurement);
}

const struct capacity capacity_lead_time = {
	.id = "lead_time",
	.section = SECTION_DELIVERY,
	.unit = UNIT_SECONDS,
	.less_is_better = true,
	.has_minimum = true,
	.collected = COLLECTED_CHANGES,
	.test = TEST_TIMES,
	.measure = measure,
};
