/*
 * The history of services as the capacities read it: plain observations, in order.
 *
 * Rule: arrays are ordered by (at, source, id); unknown instants are INSTANT_NONE; defaults are
 * applied (kind normal, outcome succeeded, environment production). Records at or after the
 * `as_of` it was loaded for are not in it, but facts of a record may lie later (an incident
 * restored afterwards): readers compare with their own as_of.
 */
#ifndef APLOMB_MODEL_HISTORY_H
#define APLOMB_MODEL_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/instant.h"
#include "model/catalog.h"
#include "model/note.h"

enum deployment_kind {
	DEPLOYMENT_NORMAL,
	DEPLOYMENT_HOTFIX,
	DEPLOYMENT_ROLLBACK,
};

struct deployment {
	instant at;
	const char *source, *id; /* id "" where it has none */
	const char *revision;	 /* "" where not given */
	const char *fixes;	 /* id of the deployment it remedies; "" */
	bool declares_fixes;	 /* whether it names one, be the text loaded or not */
	const char *url;	 /* "" where not given */
	enum deployment_kind kind;
	bool succeeded;
	bool is_production;
	/*
	 * The earliest instant at which a remediation named it (an incident's caused_by, the
	 * fixes of a successful production hotfix or rollback); INSTANT_NONE: none did.
	 */
	instant remedied_at;
	size_t first_change; /* its changes: index into service_history.changes, and count */
	size_t change_count;
};

/* A revision that a deployment carried. */
struct change {
	const char *revision;
	instant committed_at;	   /* INSTANT_NONE: not known */
	size_t deployment;	   /* index into service_history.deployments */
	bool was_delivered_before; /* an earlier counted deployment of the service carried it */
};

struct incident {
	instant started_at;
	instant detected_at, restored_at;		  /* INSTANT_NONE: not known (open) */
	const char *source, *id, *title, *url, *severity; /* "" where not given */
	const char *caused_by;				  /* deployment id; "" */
	bool is_production;
	bool is_planned;
};

struct slo_sample {
	instant at;	 /* start of the bucket */
	int64_t seconds; /* its length */
	double good, total;
};

/* All samples of one SLO that the YAML names. */
struct slo_history {
	const struct slo *slo;
	const struct slo_sample *samples; /* ordered by at */
	size_t count;
};

struct update {
	const char *component, *version, *source;
	instant released_at, applied_at; /* INSTANT_NONE: not known / not applied */
	bool is_security;
	/* The same number, the same text: they are compared for each week anew. */
	uint32_t component_number, version_number;
};
/* Numbers what a service's updates, in their order, name. The loader calls it once. */
void updates_number(struct update *updates, size_t count);

/* What one look at a setting of a service found. */
struct check_result {
	const char *check, *title, *source; /* title "" where not given */
	instant at;
	bool passed;
};

struct service_history {
	const struct service *service;
	const struct deployment *deployments;
	size_t deployment_count;
	const struct change *changes; /* in order of their deployments */
	size_t change_count;
	const struct incident *incidents;
	size_t incident_count;
	const struct slo_history *slos; /* one for each of service->slos, in its order */
	size_t slo_count;
	const struct update *updates; /* ordered by component, version, source */
	size_t update_count;
	const struct check_result *checks; /* ordered by check, at, source */
	size_t check_count;
	/*
	 * Instant of the first record of each kind, or of one before what it was loaded from;
	 * INSTANT_NONE where there is none.
	 */
	instant first_seen[COLLECTED_KIND_COUNT];
	/* `until` of coverage records (of this service, or of all), ascending, by kind. */
	const instant *covered_until[COLLECTED_KIND_COUNT];
	size_t covered_count[COLLECTED_KIND_COUNT];
};

/*
 * Is this deployment counted by deploy cadence and lead time: successful, production, kind
 * normal or hotfix.
 */
bool deployment_is_counted(const struct deployment *deployment);
/* Only a hotfix or rollback that took effect in production remedies what it names. */
bool deployment_is_remedy(const struct deployment *deployment);

/*
 * What follows from the records of a history that is loaded whole: sets was_delivered_before of
 * every change (the first counted deployment of a revision delivers it), remedied_at of every
 * deployment, and first_seen of all kinds but exercises and work. `deployments` and `changes`
 * are the history's own, as writable storage. The loader calls it once.
 */
void service_history_prepare(struct service_history *history, struct deployment *deployments,
			     struct change *changes, struct arena *arena);
/*
 * The part of it that does not ask for deployments: first_seen of what else there is, and of
 * remediations that incidents declare; where one is set already, the earlier one stays.
 */
void service_history_note_others(struct service_history *history);
/* Notes one record of a kind; INSTANT_NONE: nothing. */
void service_history_note_first(struct service_history *history, enum collected_kind kind,
				instant at);

/* -- teams --------------------------------------------------------------------------------- */

/* The kinds of record that a team, rather than a service, has. */
enum practice_kind {
	PRACTICE_NONE, /* of a capacity that is read from services */
	PRACTICE_NEEDS,
	PRACTICE_CONCERNS, /* and walkarounds */
	PRACTICE_LESSONS,
	PRACTICE_SHADOWING,
	PRACTICE_MEETINGS, /* of the champions of any team */
	PRACTICE_RULES,	   /* that bind the team, and their reviews */
	PRACTICE_EXERCISES,
	PRACTICE_WORK,
	PRACTICE_KIND_COUNT,
};

/* What every record of a team begins with. */
struct team_record {
	const char *of; /* the team's id; "" of all; of a review the rule's id */
	instant at;	/* asked, raised, learned, held, added */
	const char *source, *id, *text; /* "" where not given */
};

/* A need, a concern or a lesson: it is asked, raised or learned, and then met or acted on. */
struct loop_item {
	struct team_record record;
	instant closed_at; /* INSTANT_NONE: still open */
	bool went_right;   /* a lesson from what went right */
};

struct shadowing {
	struct team_record record;
	double days;
	bool is_to_security; /* else security came to the team */
};

struct meeting {
	struct team_record record;
	bool is_represented; /* the team whose history this is */
};

struct rule {
	struct team_record record; /* at: added; INSTANT_NONE where nobody knows */
	instant retired_at;	   /* INSTANT_NONE: it stands */
	double hours_per_month;	   /* VALUE_NONE: not known */
};

struct rule_review {
	struct team_record record;
	bool fits; /* the work as it is done */
};

enum exercise_outcome {
	EXERCISE_STOPPED,
	EXERCISE_DETECTED,
	EXERCISE_MISSED,
};

struct exercise {
	struct team_record record;
	enum exercise_outcome outcome;
	bool is_real;				/* not an exercise: an attempt */
	instant detected_at, first_reported_at; /* INSTANT_NONE: not known */
	double sent, reported;			/* suspicious messages; VALUE_NONE: not known */
};

enum work_kind {
	WORK_BUSINESS,
	WORK_OPERATIONS,
	WORK_ENGINEERING,
	WORK_UNPLANNED,
};
enum work_aim {
	WORK_AIM_NONE,
	WORK_RISK,
	WORK_TRUST,
	WORK_GOVERNANCE,
	WORK_EMPOWERMENT,
};

struct work {
	struct team_record record;
	enum work_kind kind;
	enum work_aim aim;
	double hours;
};

/* The practices of one team; zeroed it is one of which nothing was ever recorded. */
struct team_history {
	const struct loop_item *needs, *concerns, *lessons;
	size_t need_count, concern_count, lesson_count;
	const struct team_record *walkarounds;
	size_t walkaround_count;
	const struct shadowing *shadowings;
	size_t shadowing_count;
	const struct meeting *meetings; /* all there were */
	size_t meeting_count;
	const struct rule *rules; /* the team's and those that bind all; undated ones first */
	size_t rule_count;
	const struct rule_review *reviews; /* of these rules, ordered by rule, then as ever */
	size_t review_count;
	const struct exercise *exercises;
	size_t exercise_count;
	const struct work *work;
	size_t work_count;
	/* `until` of coverage records of all services, ascending: exercises and work have them.
	 */
	const instant *covered_until[COLLECTED_KIND_COUNT];
	size_t covered_count[COLLECTED_KIND_COUNT];
};

/*
 * The instant of the first record of a kind, or of one before what it was loaded from;
 * INSTANT_NONE where there is none. A rule without a date was always there: 0.
 */
instant team_history_first(const struct team_history *history, enum practice_kind kind);
/* The kind of coverage record that speaks of it; COLLECTED_KIND_COUNT: none does. */
enum collected_kind practice_collected_kind(enum practice_kind kind);

/* -- all ----------------------------------------------------------------------------------- */

/* The observations of a whole catalog, as of an instant. */
struct history {
	const struct service_history *services; /* as catalog->services */
	size_t count;
	const struct team_history *teams; /* as catalog->teams; NULL: none has any record */
	struct notes notes;		  /* of all teams, whatever the YAML names; or none */
};

/* What is recorded of a team of the catalog itself; never NULL. */
const struct team_history *history_of_team(const struct history *history,
					   const struct catalog *catalog,
					   const struct team *team);

#endif
