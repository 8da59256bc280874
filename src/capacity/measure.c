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
	if (!count || measurement->use != USE_READING)
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

void measurement_detail_of_times(struct measurement *measurement, const char *name,
				 double value, bool at_least)
{
	struct detail *detail = &measurement->details[measurement->detail_count];

	if (measurement->use != USE_READING)
		return;
	assert(measurement->detail_count < DETAILS_MAX);
	*detail = (struct detail){name, value, at_least};
	measurement->detail_count++;
}

void measurement_detail(struct measurement *measurement, const char *name, double value)
{
	measurement_detail_of_times(measurement, name, value, false);
}

void measurement_keep_evidence(struct measurement *measurement, const struct evidence *evidence,
			       struct arena *arena)
{
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
	if (measurement->use != USE_READING)
		return;
	measurement->has_interval = true;
	measurement->interval = statistics_wilson((double)hits, (double)count);
}

double budget_left(const struct goal *goal, double value, size_t n)
{
	if (!goal || goal->value >= 1 || !n)
		return VALUE_NONE;
	return 1 - (1 - value) / (1 - goal->value);
}

void times_list_add(struct times_list *list, double seconds, bool is_open, struct arena *arena)
{
	if (is_open) {
		list->open = arena_grow(arena, list->open, list->open_count,
					&list->open_capacity, sizeof(double));
		list->open[list->open_count++] = seconds;
	} else {
		list->finished = arena_grow(arena, list->finished, list->finished_count,
					    &list->finished_capacity, sizeof(double));
		list->finished[list->finished_count++] = seconds;
	}
}

struct timed times_rank(struct times_list *list, struct arena *arena)
{
	size_t finished = list->finished_count;
	struct timed times = {NULL, finished + list->open_count, list->open_count};
	double longest;

	statistics_sort(list->finished, finished);
	longest = finished ? list->finished[finished - 1] : 0;
	for (size_t i = 0; i < list->open_count; i++)
		list->open[i] = fmax(list->open[i], longest);
	statistics_sort(list->open, list->open_count);
	times.seconds = ARENA_ARRAY(arena, times.count, double);
	if (finished)
		memcpy(times.seconds, list->finished, finished * sizeof(double));
	if (list->open_count)
		memcpy(times.seconds + finished, list->open, list->open_count * sizeof(double));
	return times;
}

/* A quantile of ranked times, and whether an open item takes part in it. */
static double times_quantile(const struct timed *times, double p, bool *at_least)
{
	*at_least = false;
	if (!times->count)
		return VALUE_NONE;
	*at_least = statistics_quantile_last_index(times->count, p) >=
		    times->count - times->open_count;
	return statistics_quantile(times->seconds, times->count, p);
}

double times_median(const struct timed *times, bool *at_least)
{
	return times_quantile(times, 0.5, at_least);
}

void times_interval(const struct timed *times, struct measurement *measurement)
{
	size_t rank;

	if (measurement->use != USE_READING)
		return;
	rank = statistics_median_rank(times->count);
	if (!rank)
		return;
	measurement->has_interval = true;
	measurement->interval.low = times->seconds[rank - 1];
	measurement->interval.high = times->seconds[times->count - rank];
}

void times_details(const struct timed *times, struct measurement *measurement)
{
	bool at_least;
	double p90, mean = VALUE_NONE;

	if (measurement->use != USE_READING)
		return;
	p90 = times_quantile(times, 0.9, &at_least);
	if (times->count)
		mean = statistics_geometric_mean(times->seconds, times->count);
	measurement_detail_of_times(measurement, "p90", p90, at_least);
	measurement_detail_of_times(measurement, "geometric_mean", mean, times->open_count > 0);
}
