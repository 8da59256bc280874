#include "tests/support/world.h"

#include <stdlib.h>
#include <string.h>

#define WORLD_AS_OF INT64_C(1790812800) /* 2026-10-01T00:00:00Z */

struct world *world_new(void)
{
	struct world *world = calloc(1, sizeof(*world));

	if (!world)
		abort();
	world->as_of = WORLD_AS_OF;
	world->window_days = 84;
	world->catalog.organization = "World";
	world->catalog.zone = zone_utc;
	world->catalog.teams = &world->team;
	world->catalog.team_count = 1;
	world->catalog.services = world->catalog_services;
	world->team.id = world->team.name = "team";
	world->team.group = CATALOG_NO_GROUP;
	world->team.goals = world->goals;
	world->team.services = world->team_services;
	return world;
}

void world_free(struct world *world)
{
	scorecard_release(&world->scorecard);
	for (size_t i = 0; i < world->team.service_count; i++)
		free(world->services[i]);
	arena_release(&world->arena);
	free(world);
}

instant world_day(const struct world *world, double days)
{
	return world->as_of + (instant)(days * 86400);
}

struct world_service *world_add_service(struct world *world, const char *id)
{
	size_t index = world->team.service_count++;
	struct world_service *service = calloc(1, sizeof(*service));

	if (!service || index >= WORLD_SERVICES_MAX)
		abort();
	service->service.id = service->service.name = id;
	service->service.owner_count = 1;
	service->service.index = index;
	service->service.slos = service->slos;
	world->services[index] = service;
	world->team_services[index] = &service->service;
	world->catalog.service_count = world->team.service_count;
	return service;
}

struct goal *world_add_goal(struct world *world, const char *capacity, double value)
{
	struct goal *goal = &world->goals[world->team.goal_count++];

	goal->capacity = capacity;
	goal->value = value;
	goal->share.numerator = (int64_t)(value * 1000 + 0.5);
	goal->share.denominator = 1000;
	return goal;
}

struct slo *world_add_slo(struct world_service *service, const char *id, int64_t per_thousand)
{
	struct slo *slo = &service->slos[service->service.slo_count++];

	slo->id = slo->name = id;
	slo->target.numerator = per_thousand;
	slo->target.denominator = 1000;
	slo->window_seconds = 28 * SECONDS_PER_DAY;
	return slo;
}

struct deployment *world_deploy(struct world_service *service, instant at, const char *id)
{
	struct deployment *deployment =
		&service->deployments[service->history.deployment_count++];

	*deployment = (struct deployment){
		.at = at,
		.source = "",
		.id = id,
		.revision = "",
		.fixes = "",
		.url = "",
		.succeeded = true,
		.is_production = true,
	};
	deployment->first_change = service->history.change_count;
	return deployment;
}

void world_change(struct world_service *service, const char *revision, instant committed_at)
{
	struct change *change = &service->changes[service->history.change_count++];

	change->revision = revision;
	change->committed_at = committed_at;
	change->deployment = service->history.deployment_count - 1;
	service->deployments[change->deployment].change_count++;
}

struct incident *world_incident(struct world_service *service, instant started_at,
				int64_t restored_after_seconds)
{
	struct incident *incident = &service->incidents[service->history.incident_count++];

	*incident = (struct incident){
		.started_at = started_at,
		.detected_at = INSTANT_NONE,
		.restored_at = restored_after_seconds == INSTANT_NONE
				       ? INSTANT_NONE
				       : started_at + restored_after_seconds,
		.source = "",
		.id = "",
		.title = "",
		.url = "",
		.severity = "",
		.caused_by = "",
		.is_production = true,
	};
	return incident;
}

void world_sample(struct world_service *service, size_t slo, instant at, double good,
		  double total)
{
	struct slo_history *history = &service->slo_histories[slo];

	service->samples[slo][history->count++] =
		(struct slo_sample){at, SECONDS_PER_DAY, good, total};
}

struct update *world_update(struct world_service *service, const char *component,
			    const char *version, instant released_at, instant applied_at)
{
	struct update *update = &service->updates[service->history.update_count++];

	update->component = component;
	update->version = version;
	update->source = "";
	update->released_at = released_at;
	update->applied_at = applied_at;
	return update;
}

void world_cover(struct world_service *service, enum collected_kind kind, instant until)
{
	service->covered[kind][service->history.covered_count[kind]++] = until;
}

void world_check(struct world_service *service, const char *check, instant at, bool passed)
{
	service->checks[service->history.check_count++] =
		(struct check_result){check, "", "", at, passed};
}

/* -- of the team --------------------------------------------------------------------------- */

static struct team_record record_at(instant at)
{
	return (struct team_record){"team", at, "", "", ""};
}

static struct loop_item *add_loop(struct loop_item *items, size_t *count, instant at,
				  instant closed_at)
{
	items[*count] = (struct loop_item){record_at(at), closed_at, false};
	return &items[(*count)++];
}

struct loop_item *world_need(struct world *world, instant asked_at, instant met_at)
{
	return add_loop(world->practices.needs, &world->practices.history.need_count, asked_at,
			met_at);
}

struct loop_item *world_concern(struct world *world, instant raised_at, instant acted_at)
{
	return add_loop(world->practices.concerns, &world->practices.history.concern_count,
			raised_at, acted_at);
}

struct loop_item *world_lesson(struct world *world, instant learned_at, instant acted_at)
{
	return add_loop(world->practices.lessons, &world->practices.history.lesson_count,
			learned_at, acted_at);
}

struct team_record *world_walkaround(struct world *world, instant at)
{
	struct world_practices *practices = &world->practices;
	struct team_record *record =
		&practices->walkarounds[practices->history.walkaround_count++];

	*record = record_at(at);
	return record;
}

struct shadowing *world_shadowing(struct world *world, instant at, double days,
				  bool is_to_security)
{
	struct world_practices *practices = &world->practices;
	struct shadowing *shadowing =
		&practices->shadowings[practices->history.shadowing_count++];

	*shadowing = (struct shadowing){record_at(at), days, is_to_security};
	return shadowing;
}

struct meeting *world_meeting(struct world *world, instant at, bool is_represented)
{
	struct world_practices *practices = &world->practices;
	struct meeting *meeting = &practices->meetings[practices->history.meeting_count++];

	*meeting = (struct meeting){record_at(at), is_represented};
	return meeting;
}

struct rule *world_rule(struct world *world, const char *id, instant added_at,
			instant retired_at, double hours)
{
	struct world_practices *practices = &world->practices;
	struct rule *rule = &practices->rules[practices->history.rule_count++];

	*rule = (struct rule){record_at(added_at), retired_at, hours};
	rule->record.id = id;
	return rule;
}

struct rule_review *world_review(struct world *world, const char *rule, instant at, bool fits)
{
	struct world_practices *practices = &world->practices;
	struct rule_review *review = &practices->reviews[practices->history.review_count++];

	*review = (struct rule_review){record_at(at), fits};
	review->record.of = rule;
	return review;
}

struct exercise *world_exercise(struct world *world, instant at, enum exercise_outcome outcome,
				instant detected_at)
{
	struct world_practices *practices = &world->practices;
	struct exercise *exercise = &practices->exercises[practices->history.exercise_count++];

	*exercise = (struct exercise){
		.record = record_at(at),
		.outcome = outcome,
		.detected_at = detected_at,
		.first_reported_at = INSTANT_NONE,
		.sent = VALUE_NONE,
		.reported = VALUE_NONE,
	};
	return exercise;
}

struct work *world_work(struct world *world, instant at, enum work_kind kind, double hours)
{
	struct world_practices *practices = &world->practices;
	struct work *work = &practices->work[practices->history.work_count++];

	*work = (struct work){record_at(at), kind, WORK_AIM_NONE, hours};
	return work;
}

void world_cover_team(struct world *world, enum collected_kind kind, instant until)
{
	struct world_practices *practices = &world->practices;

	practices->covered[kind][practices->history.covered_count[kind]++] = until;
}

/* -- the scorecard ------------------------------------------------------------------------- */

static int compare_updates(const void *a, const void *b)
{
	const struct update *left = a;
	const struct update *right = b;
	int order = strcmp(left->component, right->component);

	if (order == 0)
		order = strcmp(left->version, right->version);
	return order ? order : strcmp(left->source, right->source);
}

void world_prepare(struct world *world, struct world_service *service)
{
	struct service_history *history = &service->history;

	qsort(service->updates, history->update_count, sizeof(service->updates[0]),
	      compare_updates);
	updates_number(service->updates, history->update_count);
	history->service = &service->service;
	history->deployments = service->deployments;
	history->changes = service->changes;
	history->incidents = service->incidents;
	history->updates = service->updates;
	history->checks = service->checks;
	history->slos = service->slo_histories;
	history->slo_count = service->service.slo_count;
	for (size_t i = 0; i < history->slo_count; i++) {
		service->slo_histories[i].slo = &service->slos[i];
		service->slo_histories[i].samples = service->samples[i];
	}
	for (size_t i = 0; i < COLLECTED_KIND_COUNT; i++)
		history->covered_until[i] = service->covered[i];
	service_history_prepare(history, service->deployments, service->changes, &world->arena);
}

static void prepare_team(struct world *world)
{
	struct world_practices *practices = &world->practices;
	struct team_history *history = &practices->history;

	history->needs = practices->needs;
	history->concerns = practices->concerns;
	history->lessons = practices->lessons;
	history->walkarounds = practices->walkarounds;
	history->shadowings = practices->shadowings;
	history->meetings = practices->meetings;
	history->rules = practices->rules;
	history->reviews = practices->reviews;
	history->exercises = practices->exercises;
	history->work = practices->work;
	for (size_t i = 0; i < COLLECTED_KIND_COUNT; i++)
		history->covered_until[i] = practices->covered[i];
}

void world_make(struct world *world)
{
	struct period period = {world->as_of, world->window_days, world->bands};

	scorecard_release(&world->scorecard);
	for (size_t i = 0; i < world->team.service_count; i++) {
		world_prepare(world, world->services[i]);
		world->histories[i] = world->services[i]->history;
		world->catalog_services[i] = world->services[i]->service;
	}
	prepare_team(world);
	world->history = (struct history){
		.services = world->histories,
		.count = world->team.service_count,
		.teams = &world->practices.history,
	};
	scorecard_make(&world->scorecard, &world->catalog, &world->history, &period);
}

const struct reading *world_reading(const struct world *world, const char *capacity)
{
	return team_card_reading(&world->scorecard.teams[0], capacity);
}

const struct reading *world_service_reading(const struct world *world, size_t service,
					    const char *capacity)
{
	return service_card_reading(&world->scorecard.teams[0].services[service], capacity);
}

size_t reading_excluded(const struct reading *reading, const char *reason)
{
	for (size_t i = 0; i < reading->excluded_count; i++)
		if (strcmp(reading->excluded[i].reason, reason) == 0)
			return reading->excluded[i].count;
	return 0;
}
