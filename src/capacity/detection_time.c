/*
 * Detection time: how soon an incident was noticed.
 *
 * Production incidents whose impact began in the window and that say when they were noticed:
 * detected minus started. What nobody noted is left out; it is not taken for the start.
 */
#include "capacity/measure.h"

static const char *reason_of(const struct incident *incident, instant end)
{
	if (incident->detected_at == INSTANT_NONE || incident->detected_at >= end)
		return "no time of detection";
	if (incident->detected_at < incident->started_at)
		return "noticed before it started";
	if (incident->is_planned)
		return "planned";
	if (!incident->is_production)
		return "not production";
	return NULL;
}

static void add_incident(const struct service_history *history, const struct incident *incident,
			 instant end, struct times_list *times, struct measurement *measurement,
			 struct arena *arena)
{
	struct evidence evidence = {
		.service = history->service,
		.at = incident->started_at,
		.until = INSTANT_NONE,
		.value = VALUE_NONE,
		.reason = reason_of(incident, end),
		.id = incident->id,
		.text = incident->title,
	};

	if (evidence.reason) {
		measurement_exclude(measurement, evidence.reason, 1);
	} else {
		evidence.until = incident->detected_at;
		evidence.value = (double)(incident->detected_at - incident->started_at);
		times_list_add(times, evidence.value, false, arena);
	}
	measurement_evidence(measurement, &evidence, arena);
}

static void measure(const struct scope *scope, const struct window *window,
		    const struct goal *goal, struct measurement *measurement,
		    struct arena *arena)
{
	struct times_list list = {0};
	struct timed times;

	(void)goal;
	for (size_t s = 0; s < scope->service_count; s++) {
		const struct service_history *history = scope->services[s];

		for (size_t i = incidents_from(history, window->begin);
		     scope->is_collected[s] && i < history->incident_count &&
		     history->incidents[i].started_at < window->end;
		     i++)
			add_incident(history, &history->incidents[i], window->end, &list,
				     measurement, arena);
	}
	times = times_rank(&list, arena);
	measurement->n = times.count;
	measurement->value = times_median(&times, &measurement->at_least);
	measurement->compared = times.seconds;
	measurement->compared_count = times.count;
	times_interval(&times, measurement);
	times_details(&times, measurement);
}

const struct capacity capacity_detection_time = {
	.id = "detection_time",
	.section = SECTION_RELIABILITY,
	.unit = UNIT_SECONDS,
	.less_is_better = true,
	.has_minimum = true,
	.collected = COLLECTED_INCIDENTS,
	.test = TEST_TIMES,
	.measure = measure,
};
