/*
 * Planned work: hours on business projects, operations and engineering out of all hours.
 *
 * The rest was unplanned. Hours that were written down together hang together, as the changes
 * of one deployment do: an interval or a test that took each hour for itself would see a change
 * in every other fortnight. So it has no interval, and compares weeks.
 */
#include <math.h>

#include "capacity/measure.h"

struct hours {
	double by_kind[WORK_UNPLANNED + 1], by_aim[WORK_EMPOWERMENT + 1];
	double all;
};

static const char *const kind_names[] = {"business", "operations", "engineering", "unplanned"};
static const char *const aim_names[] = {"risk", "trust", "governance", "empowerment"};

/* The share of each whole week, counted back from the end, that has any hours. */
static void add_weeks(const struct team_history *history, const struct window *window,
		      struct measurement *measurement, struct arena *arena)
{
	size_t weeks = (size_t)((window->end - window->begin) / SECONDS_PER_WEEK);
	double *all = ARENA_ARRAY(arena, weeks, double);
	double *planned = ARENA_ARRAY(arena, weeks, double);

	for (size_t i = 0; i < history->work_count; i++) {
		const struct work *work = &history->work[i];
		size_t week;

		if (!window_holds(window, work->record.at))
			continue;
		week = (size_t)((window->end - 1 - work->record.at) / SECONDS_PER_WEEK);
		if (week >= weeks)
			continue;
		all[week] += work->hours;
		planned[week] += work->kind == WORK_UNPLANNED ? 0 : work->hours;
	}
	measurement->compared = ARENA_ARRAY(arena, weeks, double);
	for (size_t i = 0; i < weeks; i++)
		if (all[i] > 0)
			measurement->compared[measurement->compared_count++] =
				planned[i] / all[i];
}

static void add_work(const struct work *work, struct hours *hours,
		     struct measurement *measurement, struct arena *arena)
{
	struct evidence evidence = {
		.at = work->record.at,
		.until = INSTANT_NONE,
		.value = work->hours,
		.id = work->record.id,
		.text = kind_names[work->kind],
	};

	measurement_evidence(measurement, &evidence, arena);
	hours->by_kind[work->kind] += work->hours;
	hours->by_aim[work->aim] += work->hours;
	hours->all += work->hours;
}

static void add_details(const struct hours *hours, bool is_known,
			struct measurement *measurement)
{
	for (int kind = WORK_BUSINESS; kind <= WORK_UNPLANNED; kind++)
		measurement_detail(measurement, kind_names[kind],
				   is_known ? hours->by_kind[kind] : VALUE_NONE);
	for (int aim = WORK_RISK; aim <= WORK_EMPOWERMENT; aim++)
		measurement_detail(measurement, aim_names[aim - WORK_RISK],
				   is_known ? hours->by_aim[aim] : VALUE_NONE);
}

static void measure(const struct scope *scope, const struct window *window,
		    const struct goal *goal, struct measurement *measurement,
		    struct arena *arena)
{
	const struct team_history *history = scope->team_history;
	struct hours hours = {.all = 0};

	(void)goal;
	for (size_t i = 0; scope->is_team_collected && i < history->work_count; i++) {
		measurement_record(measurement, &history->work[i].record, window);
		if (window_holds(window, history->work[i].record.at))
			add_work(&history->work[i], &hours, measurement, arena);
	}
	if (hours.all > 0) {
		/* Hours are counted whole; the share is exact. */
		measurement->n = (size_t)fmax(1, round(hours.all));
		measurement->value = 1 - hours.by_kind[WORK_UNPLANNED] / hours.all;
		measurement->hits = measurement->value * (double)measurement->n;
	}
	if (scope->is_team_collected && measurement->use != USE_SERIES)
		add_weeks(history, window, measurement, arena);
	add_details(&hours, scope->is_team_collected, measurement);
}

const struct capacity capacity_planned_work = {
	.id = "planned_work",
	.section = SECTION_PRACTICES,
	.unit = UNIT_RATIO,
	.is_team_only = true,
	.has_minimum = true,
	.practice = PRACTICE_WORK,
	.test = TEST_WEEKS,
	.measure = measure,
};
