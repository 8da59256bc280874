/*
 * What follows from a service's records: which changes were delivered before, which
 * deployments were remedied, and when each kind of record was first seen.
 *
 * Rule: only counted deployments deliver; deployments are taken in the order they stand in.
 */
#include "model/history.h"

#include <assert.h>
#include <string.h>

bool deployment_is_counted(const struct deployment *deployment)
{
	return deployment->succeeded && deployment->is_production &&
	       deployment->kind != DEPLOYMENT_ROLLBACK;
}

/* Texts and an instant for each: open addressing. */
struct text_table {
	const char **keys; /* NULL: a free slot */
	instant *values;
	size_t mask; /* slots - 1; at most half of the slots are ever taken */
};

static void text_table_init(struct text_table *table, size_t count, struct arena *arena)
{
	size_t slots = 16;

	while (slots / 2 < count)
		slots *= 2;
	table->keys = ARENA_ARRAY(arena, slots, const char *);
	table->values = ARENA_ARRAY(arena, slots, instant);
	table->mask = slots - 1;
}

/* FNV-1a (Fowler, Noll and Vo), 64 bits, its halves folded. */
static size_t text_hash(const char *text)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return (size_t)(hash ^ (hash >> 32));
}

/* The slot that holds the text, or the free one where it would go. */
static size_t text_table_slot(const struct text_table *table, const char *key)
{
	size_t slot = text_hash(key) & table->mask;

	while (table->keys[slot] && strcmp(table->keys[slot], key) != 0)
		slot = (slot + 1) & table->mask;
	return slot;
}

/* Keeps the earliest instant of each text. */
static void text_table_put(struct text_table *table, const char *key, instant value)
{
	size_t slot = text_table_slot(table, key);

	if (table->keys[slot] && table->values[slot] <= value)
		return;
	table->keys[slot] = key;
	table->values[slot] = value;
}

static void set_delivered_before(const struct service_history *history, struct change *changes,
				 struct arena *arena)
{
	struct text_table delivered;

	text_table_init(&delivered, history->change_count, arena);
	for (size_t d = 0; d < history->deployment_count; d++) {
		const struct deployment *deployment = &history->deployments[d];
		size_t end = deployment->first_change + deployment->change_count;

		for (size_t i = deployment->first_change; i < end; i++) {
			size_t slot = text_table_slot(&delivered, changes[i].revision);

			/* Without a revision nobody can say that it was the same one. */
			changes[i].was_delivered_before =
				*changes[i].revision && delivered.keys[slot] != NULL;
		}
		if (!deployment_is_counted(deployment))
			continue;
		for (size_t i = deployment->first_change; i < end; i++)
			text_table_put(&delivered, changes[i].revision, deployment->at);
	}
}

/* Only a hotfix or rollback that took effect in production remedies what it names. */
static bool deployment_is_remedy(const struct deployment *deployment)
{
	return deployment->succeeded && deployment->is_production &&
	       deployment->kind != DEPLOYMENT_NORMAL && *deployment->fixes;
}

static void set_remedied_at(const struct service_history *history,
			    struct deployment *deployments, struct arena *arena)
{
	struct text_table remedied;

	text_table_init(&remedied, history->deployment_count + history->incident_count, arena);
	for (size_t i = 0; i < history->incident_count; i++)
		if (*history->incidents[i].caused_by)
			text_table_put(&remedied, history->incidents[i].caused_by,
				       history->incidents[i].started_at);
	for (size_t i = 0; i < history->deployment_count; i++)
		if (deployment_is_remedy(&deployments[i]))
			text_table_put(&remedied, deployments[i].fixes, deployments[i].at);
	for (size_t i = 0; i < history->deployment_count; i++) {
		size_t slot = text_table_slot(&remedied, deployments[i].id);

		/* Nothing names the empty id, so a deployment without one is never found. */
		deployments[i].remedied_at =
			remedied.keys[slot] ? remedied.values[slot] : INSTANT_NONE;
	}
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
	if (deployment->kind != DEPLOYMENT_NORMAL || *deployment->fixes)
		note_first(&first_seen[COLLECTED_REMEDIATIONS], deployment->at);
	for (size_t i = 0; i < deployment->change_count; i++)
		if (history->changes[deployment->first_change + i].committed_at != INSTANT_NONE)
			note_first(&first_seen[COLLECTED_CHANGES], deployment->at);
}

static void set_first_seen(struct service_history *history)
{
	static const enum collected_kind kinds[] = {
		COLLECTED_DEPLOYMENTS, COLLECTED_CHANGES,     COLLECTED_REMEDIATIONS,
		COLLECTED_INCIDENTS,   COLLECTED_SLO_SAMPLES, COLLECTED_UPDATES,
		COLLECTED_CHECKS,
	};
	instant *first_seen = history->first_seen;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		first_seen[kinds[i]] = INSTANT_NONE;
	for (size_t i = 0; i < history->deployment_count; i++)
		note_deployment(history, &history->deployments[i], first_seen);
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
	set_delivered_before(history, changes, arena);
	set_remedied_at(history, deployments, arena);
	set_first_seen(history);
}
