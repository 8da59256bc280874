#include "capacity/measure.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/statistics.h"

size_t deployments_from(const struct service_history *history, instant at)
{
	size_t low = 0;
	size_t high = history->deployment_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (history->deployments[middle].at < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t incidents_from(const struct service_history *history, instant at)
{
	size_t low = 0;
	size_t high = history->incident_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (history->incidents[middle].started_at < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t slo_samples_from(const struct slo_history *history, instant at)
{
	size_t low = 0;
	size_t high = history->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (history->samples[middle].at < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void measurement_exclude(struct measurement *measurement, const char *reason, size_t count)
{
	if (!count)
		return;
	for (size_t i = 0; i < measurement->excluded_count; i++) {
		if (strcmp(measurement->excluded[i].reason, reason) == 0) {
			measurement->excluded[i].count += count;
			return;
		}
	}
	assert(measurement->excluded_count < EXCLUSIONS_MAX);
	measurement->excluded[measurement->excluded_count].reason = reason;
	measurement->excluded[measurement->excluded_count++].count = count;
}

void measurement_detail(struct measurement *measurement, const char *name, double value)
{
	assert(measurement->detail_count < DETAILS_MAX);
	measurement->details[measurement->detail_count].name = name;
	measurement->details[measurement->detail_count++].value = value;
}

void measurement_evidence(struct measurement *measurement, const struct evidence *evidence,
			  struct arena *arena)
{
	if (!measurement->want_evidence)
		return;
	measurement->evidence =
		arena_grow(arena, measurement->evidence, measurement->evidence_count,
			   &measurement->evidence_capacity, sizeof(*evidence));
	measurement->evidence[measurement->evidence_count++] = *evidence;
}

void measurement_share(struct measurement *measurement, size_t hits, size_t count)
{
	measurement->n = count;
	measurement->hits = (double)hits;
	if (!count)
		return;
	measurement->value = (double)hits / (double)count;
	measurement->has_interval = true;
	measurement->interval = statistics_wilson((double)hits, (double)count);
}

struct timed times_rank(double *finished, size_t finished_count, double *open,
			size_t open_count, struct arena *arena)
{
	struct timed times = {NULL, finished_count + open_count, open_count};
	double longest;

	statistics_sort(finished, finished_count);
	longest = finished_count ? finished[finished_count - 1] : 0;
	for (size_t i = 0; i < open_count; i++)
		open[i] = fmax(open[i], longest);
	statistics_sort(open, open_count);
	times.seconds = ARENA_ARRAY(arena, times.count, double);
	if (finished_count)
		memcpy(times.seconds, finished, finished_count * sizeof(double));
	if (open_count)
		memcpy(times.seconds + finished_count, open, open_count * sizeof(double));
	return times;
}

double times_median(const struct timed *times, bool *at_least)
{
	*at_least = false;
	if (!times->count)
		return VALUE_NONE;
	*at_least = statistics_quantile_last_index(times->count, 0.5) >=
		    times->count - times->open_count;
	return statistics_quantile(times->seconds, times->count, 0.5);
}

void times_details(const struct timed *times, struct measurement *measurement)
{
	bool any = times->count > 0;

	measurement_detail(measurement, "p90",
			   any ? statistics_quantile(times->seconds, times->count, 0.9)
			       : VALUE_NONE);
	measurement_detail(measurement, "geometric_mean",
			   any ? statistics_geometric_mean(times->seconds, times->count)
			       : VALUE_NONE);
}
