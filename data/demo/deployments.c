/*
 * Deployments: so many a week, overdispersed, in working hours, resting at year's end. Each
 * brings the few changes that waited for it, so that their lead times come in clusters.
 */
#include <stdio.h>
#include <stdlib.h>

#include "data/demo/history.h"
#include "data/demo/jsonl.h"

#define CHANGES_MAX 8

/* What is printed of one deployment. */
struct deployment {
	const struct demo_service *service;
	int64_t at, number;
	const char *kind;	 /* NULL: normal */
	const char *environment; /* NULL: production */
	bool did_not_take;
	int64_t fixes; /* number of a deployment; 0: not declared */
	uint64_t revisions[CHANGES_MAX];
	int64_t committed_at[CHANGES_MAX];
	int change_count;
};

static void print_deployment(const struct deployment *deployment)
{
	const struct demo_service *service = deployment->service;
	char revision[20];

	if (deployment->at >= DEMO_AS_OF)
		return;
	event_begin("deployment");
	event_text("id", "%s-%d", service->id, (int)deployment->number);
	event_text("source", "pipeline");
	event_text("service", "%s", service->id);
	event_instant("at", deployment->at);
	if (deployment->kind)
		event_text("kind", "%s", deployment->kind);
	if (deployment->did_not_take)
		event_text("outcome", "failed");
	if (deployment->environment)
		event_text("environment", "%s", deployment->environment);
	if (deployment->fixes)
		event_text("fixes", "%s-%d", service->id, (int)deployment->fixes);
	event_text("revision", "%010llx", (unsigned long long)deployment->revisions[0]);
	if (deployment->change_count > 0)
		event_instant("committed_at", deployment->committed_at[0]);
	if (deployment->change_count > 1) {
		event_list("changes");
		for (int i = 1; i < deployment->change_count; i++) {
			snprintf(revision, sizeof(revision), "%010llx",
				 (unsigned long long)deployment->revisions[i]);
			event_list_change(revision, deployment->committed_at[i]);
		}
		event_list_end();
	}
	event_end();
}

static uint64_t new_revision(struct chance *chance)
{
	return (uint64_t)chance_below(chance, INT64_C(1) << 40);
}

/* Half of the deployments bring one change; each further one is half as likely. */
static void draw_changes(struct chance *chance, struct deployment *deployment)
{
	const struct demo_service *service = deployment->service;
	int64_t day = local_day(deployment->at);
	int64_t median = course_at(&service->lead_minutes, day) * MINUTE;
	int64_t waited = chance_log_normal(chance, median, 800);

	deployment->change_count = 0;
	do {
		int i = deployment->change_count++;
		int64_t lead = chance_log_normal(chance, waited, 350);

		deployment->revisions[i] = new_revision(chance);
		deployment->committed_at[i] =
			deployment->at - (lead < 4 * MINUTE ? 4 * MINUTE : lead);
	} while (deployment->change_count < CHANGES_MAX && chance_is(chance, 500));
	/* Now and then a laptop's clock runs ahead. */
	if (chance_is(chance, 3))
		deployment->committed_at[0] = deployment->at + 7 * MINUTE;
	if (service->lacks_commit_times)
		deployment->change_count = 0;
}

static void print_staging(struct chance *chance, const struct deployment *deployment,
			  int64_t *number)
{
	struct deployment staging = *deployment;

	staging.at -= chance_log_normal(chance, 3 * HOUR, 700);
	staging.number = (*number)++;
	staging.environment = "staging";
	if (staging.at >= local_instant(DEMO_BEGIN_DAY, 0))
		print_deployment(&staging);
}

/* A rollback or a hotfix, mostly said to be for that deployment. */
static void print_remedy(struct chance *chance, const struct deployment *remedied,
			 int64_t *number)
{
	struct deployment remedy = {.service = remedied->service};
	bool is_rollback = chance_is(chance, 600);

	remedy.at = remedied->at + 10 * MINUTE + chance_log_normal(chance, 50 * MINUTE, 700);
	remedy.number = (*number)++;
	remedy.kind = is_rollback ? "rollback" : "hotfix";
	remedy.fixes = chance_is(chance, 700) ? remedied->number : 0;
	remedy.revisions[0] = new_revision(chance);
	if (!is_rollback && !remedied->service->lacks_commit_times) {
		remedy.committed_at[0] = remedy.at - chance_between(chance, 5, 40) * MINUTE;
		remedy.change_count = 1;
	}
	print_deployment(&remedy);
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

static void print_all(struct chance *chance, const struct demo_service *service,
		      const int64_t *times, size_t count, struct landings *landings)
{
	struct deployment remedied = {0};
	int64_t number = 100;

	for (size_t i = 0; i < count; i++) {
		struct deployment deployment = {.service = service, .at = times[i]};
		bool is_remedied = chance_is(chance, service->remedied_per_mille);

		draw_changes(chance, &deployment);
		carry_over(&deployment, &remedied);
		remedied.change_count = 0;
		if (service->has_staging && chance_is(chance, 350))
			print_staging(chance, &deployment, &number);
		if (chance_is(chance, 25)) {
			struct deployment attempt = deployment;

			attempt.at -= chance_between(chance, 15, 80) * MINUTE;
			attempt.number = number++;
			attempt.did_not_take = true;
			print_deployment(&attempt);
		}
		deployment.number = number++;
		print_deployment(&deployment);
		if (is_remedied) {
			print_remedy(chance, &deployment, &number);
			remedied = deployment;
		}
		landings->all = grow(landings->all, landings->count, sizeof(*landings->all));
		landings->all[landings->count++] =
			(struct landed){deployment.at, deployment.number, is_remedied};
	}
}

static int64_t draw_day(struct chance *chance, int64_t monday)
{
	static const int64_t per_mille[7] = {180, 230, 220, 220, 130, 12, 8};
	int64_t drawn = chance_below(chance, 1000);
	int day = 0;

	while (day < 6 && drawn >= per_mille[day])
		drawn -= per_mille[day++];
	return monday + day;
}

static int earlier_first(const void *a, const void *b)
{
	int64_t first = *(const int64_t *)a, second = *(const int64_t *)b;

	return (first > second) - (first < second);
}

void print_deployments(const struct demo_service *service, struct landings *landings)
{
	struct chance chance = chance_of("deployments", service->id);
	int64_t *times = NULL;
	size_t count = 0;

	for (int64_t monday = DEMO_BEGIN_DAY; monday < DEMO_END_DAY; monday += 7) {
		int64_t mean_milli = course_at(&service->deployments_milli, monday);

		for (int64_t n = chance_overdispersed(&chance, mean_milli); n > 0; n--) {
			int64_t day = draw_day(&chance, monday);
			int64_t at = working_instant(&chance, day);

			if (day < service->since_day || at >= DEMO_AS_OF ||
			    (is_freeze(day) && !chance_is(&chance, 60)))
				continue;
			times = grow(times, count, sizeof(*times));
			times[count++] = at;
		}
	}
	if (count)
		qsort(times, count, sizeof(*times), earlier_first);
	print_all(&chance, service, times, count, landings);
	free(times);
}
