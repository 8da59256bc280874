/*
 * Deployments with what they delivered, and incidents: week by week in order of time, as a
 * history grows.
 *
 * Weeks are overdispersed, the changes of one deployment waited alike, some deployments are
 * remedied by a rollback or a hotfix, and about a third of the incidents follow from one.
 */
#include <stdlib.h>
#include <string.h>

#include "tests/bench/reference.h"

#define CHANGES_MAX 6

struct deployment {
	int64_t at;
	int64_t number, fixes; /* 0: fixes nothing by name */
	int64_t committed_at[CHANGES_MAX];
	uint64_t revisions[CHANGES_MAX];
	int service;
	int change_count; /* 0: no commit time is known */
	char kind;	  /* 'h'otfix, 'r'ollback or 0 */
	bool did_not_take, is_staging;
};

struct incident {
	int64_t started_at, detected_at, restored_at; /* restored_at 0: open */
	int64_t number, caused_by;
	int service;
	char severity;
	bool is_planned, is_staging;
};

/* What happened in one week, grown as needed and used again for the next. */
struct happenings {
	struct deployment *deployments;
	struct incident *incidents;
	size_t deployment_count, deployment_room, incident_count, incident_room;
};

static void *with_room(void *items, size_t count, size_t *room, size_t size)
{
	if (count < *room)
		return items;
	*room = *room ? *room * 2 : 1024;
	items = realloc(items, *room * size);
	if (!items)
		abort();
	return items;
}

static struct deployment *append_deployment(struct happenings *week,
					    const struct deployment *deployment)
{
	week->deployments = with_room(week->deployments, week->deployment_count,
				      &week->deployment_room, sizeof(*deployment));
	week->deployments[week->deployment_count] = *deployment;
	return &week->deployments[week->deployment_count++];
}

/* -- deployments -------------------------------------------------------------------------- */

static uint64_t new_revision(struct chance *chance)
{
	return (uint64_t)chance_below(chance, INT64_MAX);
}

static void draw_changes(struct chance *chance, const struct reference_service *service,
			 struct deployment *deployment)
{
	int64_t median = service->lead_minutes * MINUTE, waited;

	if (service->is_quicker_lately && deployment->at > REFERENCE_AS_OF - 30 * WEEK)
		median /= 2;
	waited = chance_log_normal(chance, median, 800);
	do {
		int64_t lead = chance_log_normal(chance, waited, 350);
		int i = deployment->change_count++;

		deployment->revisions[i] = new_revision(chance);
		deployment->committed_at[i] =
			deployment->at - (lead < 2 * MINUTE ? 2 * MINUTE : lead);
	} while (deployment->change_count < CHANGES_MAX && chance_is(chance, 330));
	if (chance_is(chance, 2))
		deployment->committed_at[0] = deployment->at + 7 * MINUTE;
	if (chance_is(chance, 10))
		deployment->change_count = 0;
}

/* A rollback or a hotfix, mostly said to be for that deployment. */
static void add_remedy(struct chance *chance, struct happenings *week,
		       const struct deployment *remedied, int64_t *number)
{
	struct deployment remedy = {.service = remedied->service};
	bool is_rollback = chance_is(chance, 600);

	remedy.at = remedied->at + 10 * MINUTE + chance_log_normal(chance, 50 * MINUTE, 700);
	remedy.number = (*number)++;
	remedy.kind = is_rollback ? 'r' : 'h';
	remedy.fixes = chance_is(chance, 700) ? remedied->number : 0;
	remedy.revisions[0] = new_revision(chance);
	if (!is_rollback) {
		remedy.committed_at[0] = remedy.at - chance_between(chance, 5, 40) * MINUTE;
		remedy.change_count = 1;
	}
	if (remedy.at < REFERENCE_AS_OF)
		append_deployment(week, &remedy);
}

/* After a rollback the same changes come again: the next deployment carries one of them. */
static void carry_over(struct deployment *next, const struct deployment *remedied)
{
	if (next->change_count == 0 || next->change_count == CHANGES_MAX ||
	    remedied->change_count == 0)
		return;
	next->revisions[next->change_count] = remedied->revisions[0];
	next->committed_at[next->change_count++] = remedied->committed_at[0];
}

/* Thursday to Wednesday, as weeks since 1970 have it; in working hours. */
static int64_t draw_instant(struct chance *chance, int64_t week)
{
	static const int64_t per_mille[7] = {220, 130, 12, 8, 180, 230, 220};
	int64_t drawn = chance_below(chance, 1000);
	int day = 0;

	while (day < 6 && drawn >= per_mille[day])
		drawn -= per_mille[day++];
	return week * WEEK + day * DAY + 7 * HOUR + chance_below(chance, 11 * HOUR);
}

static int64_t usual_count(struct chance *chance, const struct reference_service *service,
			   int64_t week)
{
	int64_t of_year = ((week * 7 - REFERENCE_AS_OF / DAY) % 365 + 365) % 365;
	bool is_holiday = of_year > 82 && of_year < 93;
	/* Of those that are drawn here others follow: attempts, remedies, staging. */
	int64_t others = 25 + service->remedied_per_mille + (service->has_staging ? 350 : 0);

	return chance_overdispersed(chance, service->deployments_milli *
						    (is_holiday ? 200 : 1000) /
						    (1000 + others));
}

static void add_deployments(struct chance *chance, struct happenings *happenings,
			    const struct reference_service *service, int index, int64_t week)
{
	int64_t number = week * 10000;
	struct deployment remedied = {0};

	for (int64_t n = usual_count(chance, service, week); n > 0; n--) {
		struct deployment deployment = {.service = index,
						.at = draw_instant(chance, week)};

		draw_changes(chance, service, &deployment);
		carry_over(&deployment, &remedied);
		remedied.change_count = 0;
		if (service->has_staging && chance_is(chance, 350)) {
			struct deployment staging = deployment;

			staging.at -= 20 * MINUTE + chance_below(chance, 5 * HOUR);
			staging.number = number++;
			staging.is_staging = true;
			append_deployment(happenings, &staging);
		}
		if (chance_is(chance, 25)) {
			struct deployment attempt = deployment;

			attempt.at -= chance_between(chance, 15, 80) * MINUTE;
			attempt.number = number++;
			attempt.did_not_take = true;
			append_deployment(happenings, &attempt);
		}
		deployment.number = number++;
		append_deployment(happenings, &deployment);
		if (chance_is(chance, service->remedied_per_mille)) {
			add_remedy(chance, happenings, &deployment, &number);
			remedied = deployment;
		}
	}
}

/* -- incidents ---------------------------------------------------------------------------- */

/* One of this week's deployments of the service as the cause: the incident moves after it. */
static void follow_from_deployment(struct chance *chance, struct incident *incident,
				   const struct happenings *happenings, size_t first)
{
	size_t count = happenings->deployment_count - first;
	const struct deployment *cause;

	if (count == 0)
		return;
	cause = &happenings->deployments[first + (size_t)chance_below(chance, (int64_t)count)];
	if (cause->is_staging || cause->did_not_take || cause->kind)
		return;
	incident->caused_by = cause->number;
	incident->started_at = cause->at + chance_between(chance, 3, 45) * MINUTE;
}

static void draw_incident(struct chance *chance, const struct reference_service *service,
			  struct incident *incident)
{
	int64_t took = chance_log_normal(chance, service->restore_minutes * MINUTE, 1000);
	int64_t noticed = chance_log_normal(chance, 4 * MINUTE, 700);

	incident->detected_at = incident->started_at + (noticed < took ? noticed : took);
	incident->restored_at = incident->started_at + took;
	incident->severity = "3333222144"[chance_below(chance, 10)];
	incident->is_planned = chance_is(chance, 40);
	incident->is_staging = chance_is(chance, 30);
	if (chance_is(chance, 2))
		incident->restored_at = incident->started_at - 2 * MINUTE;
	/* The last days leave a few open. */
	if (incident->restored_at >= REFERENCE_AS_OF ||
	    (incident->started_at > REFERENCE_AS_OF - 2 * DAY && chance_is(chance, 100)))
		incident->restored_at = 0;
	if (incident->detected_at >= REFERENCE_AS_OF)
		incident->detected_at = incident->started_at;
}

static void add_incidents(struct chance *chance, struct happenings *happenings,
			  const struct reference_service *service, int index, int64_t week,
			  size_t first_deployment)
{
	int64_t count = chance_overdispersed(chance, service->incidents_milli);

	for (int64_t n = 0; n < count; n++) {
		struct incident incident = {.service = index, .number = week * 100 + n};

		incident.started_at = week * WEEK + chance_below(chance, WEEK);
		if (chance_is(chance, 330))
			follow_from_deployment(chance, &incident, happenings, first_deployment);
		if (incident.started_at >= REFERENCE_AS_OF)
			continue;
		draw_incident(chance, service, &incident);
		happenings->incidents =
			with_room(happenings->incidents, happenings->incident_count,
				  &happenings->incident_room, sizeof(incident));
		happenings->incidents[happenings->incident_count++] = incident;
	}
}

/* -- rows --------------------------------------------------------------------------------- */

static int earlier_deployment(const void *a, const void *b)
{
	const struct deployment *first = a, *second = b;

	if (first->at != second->at)
		return first->at < second->at ? -1 : 1;
	if (first->service != second->service)
		return first->service < second->service ? -1 : 1;
	return (first->number > second->number) - (first->number < second->number);
}

static int earlier_incident(const void *a, const void *b)
{
	const struct incident *first = a, *second = b;

	if (first->started_at != second->started_at)
		return first->started_at < second->started_at ? -1 : 1;
	if (first->service != second->service)
		return first->service < second->service ? -1 : 1;
	return (first->number > second->number) - (first->number < second->number);
}

/* Forty hexadecimal digits, as git's. */
static void print_revision(char *text, uint64_t revision)
{
	static const char digits[] = "0123456789abcdef";
	uint64_t bits = revision;

	for (int i = 0; i < 40; i++) {
		if (i % 16 == 0)
			bits = revision * (UINT64_C(0x9e3779b97f4a7c15) + (uint64_t)i);
		text[i] = digits[bits >> 60];
		bits <<= 4;
	}
	text[40] = '\0';
}

static void number_text(char *text, size_t room, const char *service, int64_t number)
{
	snprintf(text, room, "%s-%lld", service, (long long)number);
}

static void insert_deployment(struct table *deployments, struct table *changes,
			      const struct reference *reference,
			      const struct deployment *deployment)
{
	const char *service = reference->services[deployment->service].id;
	char id[80], fixes[80], revision[41];
	int64_t rowid;

	number_text(id, sizeof(id), service, deployment->number);
	number_text(fixes, sizeof(fixes), service, deployment->fixes);
	print_revision(revision, deployment->revisions[0]);
	row_text(deployments, service);
	row_whole(deployments, deployment->at);
	row_text(deployments, id);
	row_text(deployments, "pipeline");
	row_text(deployments, deployment->kind == 'h'	? "hotfix"
			      : deployment->kind == 'r' ? "rollback"
							: NULL);
	row_text(deployments, deployment->did_not_take ? "failed" : NULL);
	row_text(deployments, deployment->is_staging ? "staging" : NULL);
	row_text(deployments,
		 deployment->change_count > 0 || deployment->kind ? revision : NULL);
	if (deployment->change_count > 0)
		row_whole(deployments, deployment->committed_at[0]);
	else
		row_null(deployments);
	row_text(deployments, deployment->fixes ? fixes : NULL);
	rowid = row_end(deployments);
	for (int i = 1; i < deployment->change_count; i++) {
		print_revision(revision, deployment->revisions[i]);
		row_whole(changes, rowid);
		row_text(changes, revision);
		row_whole(changes, deployment->committed_at[i]);
		row_end(changes);
	}
}

static void insert_incident(struct table *incidents, const struct reference *reference,
			    const struct incident *incident)
{
	static const char *const titles[4] = {"Answers came late", "Queue full",
					      "Requests were not answered",
					      "A certificate had run out"};
	const char *service = reference->services[incident->service].id;
	char id[80], caused_by[80], severity[8];

	number_text(id, sizeof(id), service, incident->number);
	number_text(caused_by, sizeof(caused_by), service, incident->caused_by);
	snprintf(severity, sizeof(severity), "sev%c", incident->severity);
	row_text(incidents, service);
	row_whole(incidents, incident->started_at);
	row_text(incidents, id);
	row_text(incidents, "pager");
	row_whole(incidents, incident->detected_at);
	if (incident->restored_at)
		row_whole(incidents, incident->restored_at);
	else
		row_null(incidents);
	row_text(incidents, incident->caused_by ? caused_by : NULL);
	row_text(incidents, severity);
	row_text(incidents, incident->is_staging ? "staging" : NULL);
	if (incident->is_planned)
		row_whole(incidents, 1);
	else
		row_null(incidents);
	row_text(incidents, titles[(incident->number + incident->service) % 4]);
	row_end(incidents);
}

static void draw_week(const struct reference *reference, int64_t week,
		      struct happenings *happenings)
{
	happenings->deployment_count = happenings->incident_count = 0;
	for (int i = 0; i < reference->service_count; i++) {
		const struct reference_service *service = &reference->services[i];
		size_t first = happenings->deployment_count;
		struct chance chance;
		char thing[80];

		if (week < service->since_week)
			continue;
		number_text(thing, sizeof(thing), service->id, week);
		chance = chance_of("delivery", thing);
		add_deployments(&chance, happenings, service, i, week);
		add_incidents(&chance, happenings, service, i, week, first);
	}
	if (happenings->deployment_count)
		qsort(happenings->deployments, happenings->deployment_count,
		      sizeof(*happenings->deployments), earlier_deployment);
	if (happenings->incident_count)
		qsort(happenings->incidents, happenings->incident_count,
		      sizeof(*happenings->incidents), earlier_incident);
}

void reference_add_delivery(const struct reference *reference, sqlite3 *db)
{
	struct happenings happenings = {0};
	struct table deployments, changes, incidents;

	table_init(&deployments, db, "deployment",
		   "service, at, id, source, kind, outcome, environment, revision, "
		   "committed_at, fixes");
	table_init(&changes, db, "change", "deployment, revision, committed_at");
	table_init(&incidents, db, "incident",
		   "service, started_at, id, source, detected_at, restored_at, caused_by, "
		   "severity, environment, planned, title");
	for (int64_t week = reference->first_week; week < reference->end_week; week++) {
		draw_week(reference, week, &happenings);
		for (size_t i = 0; i < happenings.deployment_count; i++)
			insert_deployment(&deployments, &changes, reference,
					  &happenings.deployments[i]);
		for (size_t i = 0; i < happenings.incident_count; i++)
			insert_incident(&incidents, reference, &happenings.incidents[i]);
	}
	table_release(&deployments);
	table_release(&changes);
	table_release(&incidents);
	free(happenings.deployments);
	free(happenings.incidents);
}
