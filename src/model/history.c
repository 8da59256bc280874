/*
 * What follows from a service's records: which changes were delivered before, which
 * deployments were remedied, and when each kind of record was first seen.
 *
 * Rule: only counted deployments deliver; deployments are taken in the order they stand in.
 */
#include "model/history.h"

#include <assert.h>
#include <string.h>

#include "base/text_table.h"

bool deployment_is_counted(const struct deployment *deployment)
{
	return deployment->succeeded && deployment->is_production &&
	       deployment->kind != DEPLOYMENT_ROLLBACK;
}

static void set_delivered_before(const struct service_history *history, struct change *changes,
				 struct arena *arena)
{
	struct text_table delivered;

	text_table_init(&delivered, history->change_count, arena);
	for (size_t d = 0; d < history->deployment_count; d++) {
		const struct deployment *deployment = &history->deployments[d];
		size_t end = deployment->first_change + deployment->change_count;

		for (size_t i = deployment->first_change; i < end; i++)
			/* Without a revision nobody can say that it was the same one. */
			changes[i].was_delivered_before =
				*changes[i].revision &&
				text_table_find(&delivered, changes[i].revision,
						INSTANT_NONE) != INSTANT_NONE;
		if (!deployment_is_counted(deployment))
			continue;
		for (size_t i = deployment->first_change; i < end; i++)
			text_table_put_least(&delivered, changes[i].revision, deployment->at);
	}
}

bool deployment_is_remedy(const struct deployment *deployment)
{
	return deployment->succeeded && deployment->is_production &&
	       deployment->kind != DEPLOYMENT_NORMAL && deployment->declares_fixes;
}

static void set_remedied_at(const struct service_history *history,
			    struct deployment *deployments, struct arena *arena)
{
	struct text_table remedied;

	text_table_init(&remedied, history->deployment_count + history->incident_count, arena);
	for (size_t i = 0; i < history->incident_count; i++)
		if (*history->incidents[i].caused_by)
			text_table_put_least(&remedied, history->incidents[i].caused_by,
					     history->incidents[i].started_at);
	for (size_t i = 0; i < history->deployment_count; i++)
		if (deployment_is_remedy(&deployments[i]))
			text_table_put_least(&remedied, deployments[i].fixes,
					     deployments[i].at);
	/* Nothing names the empty id, so a deployment without one is never found. */
	for (size_t i = 0; i < history->deployment_count; i++)
		deployments[i].remedied_at =
			text_table_find(&remedied, deployments[i].id, INSTANT_NONE);
}

static void note_first(instant *first, instant at)
{
	if (at != INSTANT_NONE && (*first == INSTANT_NONE || at < *first))
		*first = at;
}

static void note_deployment(const struct service_history *history,
			    const struct deployment *deployment, instant *first_seen)
{
	note_first(&first_seen[COLLECTED_DEPLOYMENTS], deployment->at);
	if (deployment->kind != DEPLOYMENT_NORMAL || deployment->declares_fixes)
		note_first(&first_seen[COLLECTED_REMEDIATIONS], deployment->at);
	for (size_t i = 0; i < deployment->change_count; i++)
		if (history->changes[deployment->first_change + i].committed_at != INSTANT_NONE)
			note_first(&first_seen[COLLECTED_CHANGES], deployment->at);
}

void updates_number(struct update *updates, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		const struct update *before = &updates[i - 1];
		/* Versions of one component mostly share its text. */
		bool is_other = updates[i].component != before->component &&
				strcmp(updates[i].component, before->component) != 0;
		bool is_new = is_other || strcmp(updates[i].version, before->version) != 0;

		updates[i].component_number = before->component_number + is_other;
		updates[i].version_number = before->version_number + is_new;
	}
}

void service_history_note_first(struct service_history *history, enum collected_kind kind,
				instant at)
{
	note_first(&history->first_seen[kind], at);
}

void service_history_note_others(struct service_history *history)
{
	instant *first_seen = history->first_seen;

	for (size_t i = 0; i < history->incident_count; i++) {
		const struct incident *incident = &history->incidents[i];

		note_first(&first_seen[COLLECTED_INCIDENTS], incident->started_at);
		if (*incident->caused_by)
			note_first(&first_seen[COLLECTED_REMEDIATIONS], incident->started_at);
	}
	for (size_t i = 0; i < history->slo_count; i++)
		for (size_t j = 0; j < history->slos[i].count; j++)
			note_first(&first_seen[COLLECTED_SLO_SAMPLES],
				   history->slos[i].samples[j].at);
	for (size_t i = 0; i < history->update_count; i++) {
		note_first(&first_seen[COLLECTED_UPDATES], history->updates[i].released_at);
		note_first(&first_seen[COLLECTED_UPDATES], history->updates[i].applied_at);
	}
	for (size_t i = 0; i < history->check_count; i++)
		note_first(&first_seen[COLLECTED_CHECKS], history->checks[i].at);
}

void service_history_prepare(struct service_history *history, struct deployment *deployments,
			     struct change *changes, struct arena *arena)
{
	assert(history->deployment_count == 0 || history->deployments == deployments);
	assert(history->change_count == 0 || history->changes == changes);
	for (size_t kind = 0; kind < COLLECTED_KIND_COUNT; kind++)
		history->first_seen[kind] = INSTANT_NONE;
	set_delivered_before(history, changes, arena);
	set_remedied_at(history, deployments, arena);
	for (size_t i = 0; i < history->deployment_count; i++)
		note_deployment(history, &history->deployments[i], history->first_seen);
	service_history_note_others(history);
}
