/*
 * A small world for tests of the pure layers: teams, services and their records as plain
 * structs, from which a real scorecard is made.
 *
 * Rule: instants are days (and hours) before or after `world.as_of`, which never changes
 * meaning: day 0 is 2026-10-01T00:00:00Z unless a test moves it.
 */
#ifndef APLOMB_TESTS_WORLD_H
#define APLOMB_TESTS_WORLD_H

#include "model/scorecard.h"
#include "scorecard/scorecard_make.h"

#define WORLD_SERVICES_MAX 8
#define WORLD_RECORDS_MAX 4096

struct world_service {
	struct service service;
	struct slo slos[4];
	struct deployment deployments[WORLD_RECORDS_MAX];
	struct change changes[WORLD_RECORDS_MAX];
	struct incident incidents[WORLD_RECORDS_MAX];
	struct slo_sample samples[4][WORLD_RECORDS_MAX];
	struct slo_history slo_histories[4];
	struct update updates[WORLD_RECORDS_MAX];
	instant covered[COLLECTED_KIND_COUNT][4];
	struct check_result checks[64];
	struct service_history history;
};

/* What the team itself recorded; the capacity of each list is plenty for a test. */
struct world_practices {
	struct loop_item needs[64], concerns[64], lessons[64];
	struct team_record walkarounds[64];
	struct shadowing shadowings[64];
	struct meeting meetings[64];
	struct rule rules[64];
	struct rule_review reviews[64];
	struct exercise exercises[64];
	struct work work[256];
	instant covered[COLLECTED_KIND_COUNT][4];
	struct team_history history;
};

struct world {
	struct arena arena;
	instant as_of;
	int window_days;
	enum band_edition bands;
	struct catalog catalog;
	struct team team;
	struct goal goals[8];
	const struct service *team_services[WORLD_SERVICES_MAX];
	struct world_service *services[WORLD_SERVICES_MAX];
	struct service_history histories[WORLD_SERVICES_MAX];
	struct world_practices practices;
	struct history history;
	struct service catalog_services[WORLD_SERVICES_MAX];
	struct scorecard scorecard;
};

/* A team without services, UTC, window 84 days, bands 2019, as of 2026-10-01T00:00:00Z. */
struct world *world_new(void);
void world_free(struct world *world);

/* Days before (negative) or after as_of, with fractions. */
instant world_day(const struct world *world, double days);

struct world_service *world_add_service(struct world *world, const char *id);
struct goal *world_add_goal(struct world *world, const char *capacity, double value);
struct slo *world_add_slo(struct world_service *service, const char *id, int64_t per_thousand);

/* Each returns the record, successful, in production and normal, to be changed by the test. */
struct deployment *world_deploy(struct world_service *service, instant at, const char *id);
/* A change of the deployment added last. committed_at INSTANT_NONE: not known. */
void world_change(struct world_service *service, const char *revision, instant committed_at);
struct incident *world_incident(struct world_service *service, instant started_at,
				int64_t restored_after_seconds);
void world_sample(struct world_service *service, size_t slo, instant at, double good,
		  double total);
struct update *world_update(struct world_service *service, const char *component,
			    const char *version, instant released_at, instant applied_at);
void world_check(struct world_service *service, const char *check, instant at, bool passed);
void world_cover(struct world_service *service, enum collected_kind kind, instant until);

/*
 * Records of the team, by hand unless the test gives them a source; in order of time. closed_at
 * INSTANT_NONE: still open.
 */
struct loop_item *world_need(struct world *world, instant asked_at, instant met_at);
struct loop_item *world_concern(struct world *world, instant raised_at, instant acted_at);
struct loop_item *world_lesson(struct world *world, instant learned_at, instant acted_at);
struct team_record *world_walkaround(struct world *world, instant at);
struct shadowing *world_shadowing(struct world *world, instant at, double days,
				  bool is_to_security);
struct meeting *world_meeting(struct world *world, instant at, bool is_represented);
/* hours: VALUE_NONE where not known. */
struct rule *world_rule(struct world *world, const char *id, instant added_at,
			instant retired_at, double hours);
/* In order of rule, then time. */
struct rule_review *world_review(struct world *world, const char *rule, instant at, bool fits);
struct exercise *world_exercise(struct world *world, instant at, enum exercise_outcome outcome,
				instant detected_at);
struct work *world_work(struct world *world, instant at, enum work_kind kind, double hours);
void world_cover_team(struct world *world, enum collected_kind kind, instant until);

/* Makes one service's history ready to be read. */
void world_prepare(struct world *world, struct world_service *service);
/* Makes the scorecard of all that was added (in order of time for each kind). */
void world_make(struct world *world);
/* The team's reading after world_make. */
const struct reading *world_reading(const struct world *world, const char *capacity);
const struct reading *world_service_reading(const struct world *world, size_t service,
					    const char *capacity);
/* How many were left out for a reason. */
size_t reading_excluded(const struct reading *reading, const char *reason);

#endif
