/*
 * Incidents: each service has its pace, restores are log-normal around what its team has
 * learned to do, and about a third follow from a deployment.
 */
#include <stdlib.h>
#include <string.h>

#include "data/demo/history.h"
#include "data/demo/jsonl.h"

static void append(struct incidents *incidents, const struct incident *incident)
{
	incidents->all = grow(incidents->all, incidents->count, sizeof(*incidents->all));
	incidents->all[incidents->count++] = *incident;
}

static const char *draw_title(struct chance *chance, const struct demo_service *service,
			      int64_t day)
{
	if (service->learned_title && day >= service->learned_day && chance_is(chance, 350))
		return service->learned_title;
	return service->incident_titles[chance_below(chance, 3)];
}

/* The last deployment within three days before, as the cause: the incident moves to it. */
static void follow_from_deployment(struct chance *chance, struct incident *incident,
				   const struct landings *landings)
{
	for (size_t i = landings->count; i-- > 0;) {
		const struct landed *landed = &landings->all[i];

		if (landed->at >= incident->started_at)
			continue;
		if (landed->at < incident->started_at - 3 * SECONDS_A_DAY)
			return;
		incident->caused_by = landed->number;
		incident->started_at = landed->at + chance_between(chance, 3, 45) * MINUTE;
		return;
	}
}

static void draw_incident(struct chance *chance, struct incidents *incidents,
			  const struct demo_service *service, const struct landings *landings,
			  int64_t at)
{
	static const char *const severities[] = {"sev3", "sev3", "sev3", "sev3", "sev2",
						 "sev2", "sev2", "sev1", "sev4", "sev4"};
	struct incident incident = {.service = service, .started_at = at};
	int64_t day = local_day(at), noticed, took;

	if (service->remedied_per_mille > 0 && chance_is(chance, 330))
		follow_from_deployment(chance, &incident, landings);
	took = chance_log_normal(chance, course_at(&service->restore_minutes, day) * MINUTE,
				 service->restore_sigma_milli);
	noticed = chance_log_normal(chance, 4 * MINUTE, 700);
	incident.detected_at = incident.started_at + (noticed < took ? noticed : took);
	incident.restored_at = incident.started_at + took;
	incident.title = draw_title(chance, service, day);
	incident.severity = severities[chance_below(chance, 10)];
	/* The staging copy is watched as well. */
	if (chance_is(chance, 40))
		incident.environment = "staging";
	append(incidents, &incident);
}

void incidents_add(struct incidents *incidents, const struct demo_service *service,
		   const struct landings *landings)
{
	struct chance chance = chance_of("incidents", service->id);
	int64_t mean = service->incident_gap_days * SECONDS_A_DAY;
	int64_t at = local_instant(DEMO_BEGIN_DAY, 0);

	if (mean == 0)
		return;
	/* The last days are told by hand, in told_by_hand. */
	while ((at += chance_gap(&chance, mean) + HOUR) < DEMO_AS_OF - 2 * SECONDS_A_DAY)
		draw_incident(&chance, incidents, service, landings, at);
}

static const struct demo_service *service_named(const char *id)
{
	for (size_t i = 0; i < demo_service_count; i++) {
		if (!strcmp(demo_services[i].id, id))
			return &demo_services[i];
	}
	abort();
}

/* Maintenance every quarter, a record with its clock askew, and one incident still open. */
static void told_by_hand(struct incidents *incidents)
{
	static const char *const maintained[] = {"ledger", "warehouse", "cluster", "accounts"};
	int64_t askew = local_instant(DAY(2026, 8, 11), 15 * HOUR);
	int64_t open = local_instant(DAY(2026, 9, 30), 19 * HOUR + 25 * MINUTE);

	for (int64_t day = DAY(2024, 11, 3), n = 0; day < DEMO_END_DAY; day += 91, n++) {
		int64_t at = local_instant(day, 4 * HOUR);
		struct incident maintenance = {.service = service_named(maintained[n % 4]),
					       .started_at = at,
					       .detected_at = at,
					       .restored_at = at + 90 * MINUTE,
					       .title = "Database maintenance, announced",
					       .is_planned = true};

		append(incidents, &maintenance);
	}
	append(incidents, &(struct incident){.service = service_named("inventory"),
					     .started_at = askew,
					     .detected_at = askew + MINUTE,
					     .restored_at = askew - 2 * MINUTE,
					     .title = "Counts paused during the audit",
					     .severity = "sev4"});
	append(incidents, &(struct incident){.service = service_named("dispatch"),
					     .started_at = open,
					     .detected_at = open + 3 * MINUTE,
					     .restored_at = DEMO_AS_OF,
					     .title = "Rounds handed out by telephone",
					     .severity = "sev2"});
}

static int earlier_first(const void *a, const void *b)
{
	const struct incident *first = a, *second = b;

	if (first->started_at != second->started_at)
		return first->started_at < second->started_at ? -1 : 1;
	return (first->service > second->service) - (first->service < second->service);
}

static void print_incident(const struct incident *incident)
{
	event_begin("incident");
	event_text("id", incident->is_planned ? "CHG-%d" : "INC-%d", (int)incident->number);
	event_text("source", "pager");
	event_text("service", "%s", incident->service->id);
	event_instant("started_at", incident->started_at);
	event_instant("detected_at", incident->detected_at);
	event_instant("restored_at", incident->restored_at);
	if (incident->caused_by)
		event_text("caused_by", "%s-%d", incident->service->id,
			   (int)incident->caused_by);
	if (incident->severity)
		event_text("severity", "%s", incident->severity);
	if (incident->environment)
		event_text("environment", "%s", incident->environment);
	if (incident->is_planned)
		event_boolean("planned", true);
	event_text("title", "%s", incident->title);
	event_end();
}

void incidents_finish(struct incidents *incidents)
{
	int64_t planned = 60, unplanned = 100;

	told_by_hand(incidents);
	qsort(incidents->all, incidents->count, sizeof(*incidents->all), earlier_first);
	for (size_t i = 0; i < incidents->count; i++) {
		struct incident *incident = &incidents->all[i];

		incident->number = incident->is_planned ? planned++ : unplanned++;
		print_incident(incident);
	}
}
