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
	/* Instant of the first record of each kind; INSTANT_NONE where there is none. */
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

/*
 * What follows from the records: sets was_delivered_before of every change (the first counted
 * deployment of a revision delivers it), remedied_at of every deployment, and first_seen of
 * deployments, changes, remediations, incidents, slo_samples and updates. `deployments` and
 * `changes` are the history's own, as writable storage. The loader calls it once.
 */
void service_history_prepare(struct service_history *history, struct deployment *deployments,
			     struct change *changes, struct arena *arena);

#endif
