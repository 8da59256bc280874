/*
 * Service-level objectives: a sample a day of how many requests went as promised. An incident
 * takes its share of the day.
 */
#include <string.h>

#include "data/demo/history.h"
#include "data/demo/jsonl.h"

/* Of the requests during an incident, so many fall short. */
#define SHORT_IN_INCIDENT_PER_MILLE 80

/* Minutes of incident in [begin, end). */
static int64_t minutes_of_incident(const struct incidents *incidents, const char *service,
				   int64_t begin, int64_t end)
{
	int64_t seconds = 0;

	for (size_t i = 0; i < incidents->count; i++) {
		const struct incident *incident = &incidents->all[i];
		int64_t from = incident->started_at > begin ? incident->started_at : begin;
		int64_t to = incident->restored_at < end ? incident->restored_at : end;

		if (from < to && !incident->is_planned && !incident->environment &&
		    !strcmp(incident->service->id, service))
			seconds += to - from;
	}
	return seconds / MINUTE;
}

/*
 * A bucket runs from one midnight of Chicago's summer time to the next, all year, so that
 * each is a day long.
 */
void print_slo_samples(const struct demo_slo *slo, const struct incidents *incidents)
{
	struct chance chance = chance_of(slo->service, slo->id);
	int64_t first_day = slo->since_day ? slo->since_day : DEMO_BEGIN_DAY;

	for (int64_t day = first_day; day < DEMO_END_DAY; day++) {
		int64_t at = day * SECONDS_A_DAY + 5 * HOUR;
		int64_t total = chance_log_normal(&chance, slo->requests, 90);
		int64_t short_ppm =
			chance_log_normal(&chance, course_at(&slo->short_ppm, day), 350);
		int64_t minutes =
			minutes_of_incident(incidents, slo->service, at, at + SECONDS_A_DAY);
		int64_t fell_short;

		if (weekday(day) >= 5)
			total = total * slo->weekend_per_mille / 1000;
		short_ppm += minutes * 1000 / 1440 * SHORT_IN_INCIDENT_PER_MILLE;
		/* The part of a request that is left is one more request, or none. */
		fell_short = (total * short_ppm + chance_below(&chance, 1000000)) / 1000000;
		event_begin("slo_sample");
		event_text("service", "%s", slo->service);
		event_text("slo", "%s", slo->id);
		event_instant("at", at);
		event_integer("good", total - fell_short);
		event_integer("total", total);
		event_text("source", "prometheus");
		event_end();
	}
}
