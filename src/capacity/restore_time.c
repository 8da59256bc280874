/*
 * Restore time: how quickly service was restored.
 *
 * Production incidents whose impact began in the window: restored minus started. One that is
 * still open counts with its time so far, ranked above all restored ones, so that a new
 * incident can never make the median look better.
 */
#include "capacity/measure.h"

struct restores {
	struct times_list times;
	size_t within_goal;
};

static const char *reason_of(const struct incident *incident, instant end)
{
	if (incident->restored_at != INSTANT_NONE && incident->restored_at < end &&
	    incident->restored_at < incident->started_at)
		return "restored before it started";
	if (incident->is_planned)
		return "planned";
	if (!incident->is_production)
		return "not production";
	return NULL;
}

static void add_incident(const struct service_history *history, const struct incident *incident,
			 instant end, const struct goal *goal, struct restores *restores,
			 struct measurement *measurement, struct arena *arena)
{
	bool is_open = incident->restored_at == INSTANT_NONE || incident->restored_at >= end;
	double seconds =
		(double)((is_open ? end : incident->restored_at) - incident->started_at);
	struct evidence evidence = {
		.service = history->service,
		.at = incident->started_at,
		.until = is_open ? INSTANT_NONE : incident->restored_at,
		.value = seconds,
		.is_open = is_open,
		.reason = reason_of(incident, end),
		.id = incident->id,
		.text = incident->title,
	};

	measurement_evidence(measurement, &evidence, arena);
	if (evidence.reason) {
		measurement_exclude(measurement, evidence.reason, 1);
		return;
	}
	times_list_add(&restores->times, seconds, is_open, arena);
	restores->within_goal += !is_open && goal && seconds <= goal->value;
}

static void measure(const struct scope *scope, const struct window *window,
		    const struct goal *goal, struct measurement *measurement,
		    struct arena *arena)
{
	struct restores restores = {0};
	struct timed times;

	for (size_t s = 0; s < scope->service_count; s++) {
		const struct service_history *history = scope->services[s];

		if (!scope->is_collected[s])
			continue;
		for (size_t i = incidents_from(history, window->begin);
		     i < history->incident_count &&
		     history->incidents[i].started_at < window->end;
		     i++)
			add_incident(history, &history->incidents[i], window->end, goal,
				     &restores, measurement, arena);
	}
	times = times_rank(&restores.times, arena);
	measurement->n = times.count;
	measurement->value = times_median(&times, &measurement->at_least);
	measurement->compared = times.seconds;
	measurement->compared_count = times.count;
	times_interval(&times, measurement);
	times_details(&times, measurement);
	measurement_detail(measurement, "open", (double)times.open_count);
	measurement_detail(measurement, "within_goal",
			   goal ? (double)restores.within_goal : VALUE_NONE);
}

const struct capacity capacity_restore_time = {
	.id = "restore_time",
	.section = SECTION_RELIABILITY,
	.unit = UNIT_SECONDS,
	.less_is_better = true,
	.is_headline = true,
	.has_minimum = true,
	.collected = COLLECTED_INCIDENTS,
	.test = TEST_TIMES,
	.measure = measure,
};
