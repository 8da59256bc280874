/*
 * SLO attainment: service-level objectives kept, out of those with data.
 *
 * Each over its own window ending at as_of (a point of the weekly series: over that week
 * alone), by occurrences or by time slices, against its exact target. A sample counts when all
 * of [at, at + seconds) lies in the window.
 */
#include <math.h>

#include "capacity/measure.h"

struct sums {
	double good, total;
	int64_t covered_seconds;
};

static struct sums sum_samples(const struct slo_history *history, instant begin, instant end)
{
	const struct slo *slo = history->slo;
	struct sums sums = {0};

	for (size_t i = slo_samples_from(history, begin);
	     i < history->count && history->samples[i].at < end; i++) {
		const struct slo_sample *sample = &history->samples[i];

		if (sample->at + sample->seconds > end)
			continue;
		sums.covered_seconds += sample->seconds;
		if (slo->method == SLO_OCCURRENCES) {
			sums.good += sample->good;
			sums.total += sample->total;
		} else if (sample->total > 0) {
			sums.total++;
			sums.good += share_is_reached(slo->slice_target, sample->good,
						      sample->total);
		}
	}
	return sums;
}

static struct slo_reading read_slo(const struct service *service,
				   const struct slo_history *history,
				   const struct window *window)
{
	const struct slo *slo = history->slo;
	instant begin = window->is_week ? window->begin : window->end - slo->window_seconds;
	struct sums sums = sum_samples(history, begin, window->end);
	double target = share_value(slo->target);
	struct slo_reading reading = {
		.service = service,
		.slo = slo,
		.good = sums.good,
		.total = sums.total,
		.attained = VALUE_NONE,
		.budget_left = VALUE_NONE,
	};

	if (sums.covered_seconds * 2 < window->end - begin) {
		reading.reason = "less than half of its window is covered";
	} else if (sums.total <= 0) {
		reading.reason = "no traffic in its window";
	} else {
		reading.has_data = true;
		reading.attained = sums.good / sums.total;
		reading.is_kept = share_is_reached(slo->target, sums.good, sums.total);
		if (slo->target.numerator != slo->target.denominator)
			reading.budget_left = (reading.attained - target) / (1 - target);
	}
	return reading;
}

static size_t slos_in(const struct scope *scope)
{
	size_t count = 0;

	for (size_t s = 0; s < scope->service_count; s++)
		if (scope->is_collected[s])
			count += scope->services[s]->slo_count;
	return count;
}

static void add_reading(const struct slo_reading *reading, const struct window *window,
			struct measurement *measurement, struct arena *arena)
{
	struct evidence evidence = {
		.service = reading->service,
		.at = window->end - reading->slo->window_seconds,
		.until = window->end,
		.value = reading->has_data ? reading->is_kept : VALUE_NONE,
		.reason = reading->reason,
		.id = reading->slo->id,
		.text = reading->slo->name,
	};

	measurement_evidence(measurement, &evidence, arena);
	if (!reading->has_data) {
		measurement_exclude(measurement, reading->reason, 1);
		return;
	}
	measurement->hits += reading->is_kept;
	measurement->items[measurement->item_count].key = reading->slo;
	measurement->items[measurement->item_count].name = reading->slo->id;
	measurement->items[measurement->item_count++].meets = reading->is_kept;
}

static void measure(const struct scope *scope, const struct window *window,
		    const struct goal *goal, struct measurement *measurement,
		    struct arena *arena)
{
	size_t slo_count = slos_in(scope);
	struct slo_reading *readings = ARENA_ARRAY(arena, slo_count, struct slo_reading);

	(void)goal;
	measurement->items = ARENA_ARRAY(arena, slo_count, struct census_item);
	for (size_t s = 0; s < scope->service_count; s++) {
		const struct service_history *history = scope->services[s];

		for (size_t i = 0; scope->is_collected[s] && i < history->slo_count; i++) {
			struct slo_reading *reading = &readings[measurement->slo_count++];

			*reading = read_slo(history->service, &history->slos[i], window);
			add_reading(reading, window, measurement, arena);
		}
	}
	measurement->slos = readings;
	measurement->n = measurement->item_count;
	if (measurement->n)
		measurement->value = measurement->hits / (double)measurement->n;
}

const struct capacity capacity_slo_attainment = {
	.id = "slo_attainment",
	.section = SECTION_RELIABILITY,
	.unit = UNIT_RATIO,
	.is_headline = true,
	.collected = COLLECTED_SLO_SAMPLES,
	.test = TEST_CENSUS,
	.measure = measure,
};
