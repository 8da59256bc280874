/*
 * Deployments of a service out of their compact form.
 *
 * Rule: what comes out is what the rows would say. Where several names of one service have
 * deployments, one name's may remedy or repeat another's: then the rows are read.
 */
#include <string.h>

#include "store/compact.h"

const char *loading_only_name(const struct loading *loading, enum event_kind kind,
			      size_t *count)
{
	const char *name = NULL;

	*count = 0;
	for (size_t i = 0; i < loading->name_count; i++)
		if (loading->names[i].kinds & 1U << kind) {
			name = loading->names[i].name;
			++*count;
		}
	return *count == 1 ? name : NULL;
}

/* -- from packed to observations ---------------------------------------------------------- */

static void take_deployment(const struct compact_deployment *packed, struct deployment *to)
{
	*to = (struct deployment){
		.at = packed->at,
		.source = "",
		.id = "",
		.revision = "",
		.fixes = "",
		.url = "",
		.kind = packed->kind,
		.succeeded = packed->succeeded,
		.is_production = packed->is_production,
		.declares_fixes = packed->declares_fixes,
		.remedied_at = packed->remedied_at,
		.first_change = packed->first_change,
		.change_count = packed->change_count,
	};
}

static struct change *take_changes(const struct compact_deployments *packed,
				   struct arena *arena)
{
	struct change *changes = ARENA_ARRAY(arena, packed->change_count, struct change);

	for (size_t d = 0; d < packed->count; d++) {
		const struct compact_deployment *deployment = &packed->deployments[d];

		for (size_t i = 0; i < deployment->change_count; i++) {
			const struct compact_change *from =
				&packed->changes[deployment->first_change + i];

			changes[deployment->first_change + i] = (struct change){
				"", from->committed_at, d, from->was_delivered_before};
		}
	}
	return changes;
}

/* -- remedies ----------------------------------------------------------------------------- */

/* The first of the deployments of an instant or of a later one. */
static size_t find_first(const struct deployment *deployments, size_t count, instant at)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (deployments[middle].at < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void note_remedy(struct deployment *deployment, instant at)
{
	if (deployment->remedied_at == INSTANT_NONE || at < deployment->remedied_at)
		deployment->remedied_at = at;
}

static void remedy(struct deployment *deployments, size_t count,
		   const struct compact_target *target, instant at)
{
	size_t first = find_first(deployments, count, target->at);

	/* One that lies before what was loaded matters to nobody. */
	if (target->ordinal < count - first &&
	    deployments[first + target->ordinal].at == target->at)
		note_remedy(&deployments[first + target->ordinal], at);
}

/* What hotfixes and rollbacks remedy. */
static void remedy_named(const struct compact_deployments *packed,
			 struct deployment *deployments)
{
	for (size_t d = 0; d < packed->count; d++)
		for (size_t i = 0; i < packed->deployments[d].target_count; i++)
			remedy(deployments, packed->count,
			       &packed->targets[packed->deployments[d].first_target + i],
			       deployments[d].at);
}

/* What an incident says it was caused by: the rows of that id. */
static bool remedy_by_id(struct loading *loading, const char *name, const char *id, instant at,
			 struct deployment *deployments, size_t count, struct error *error)
{
	struct list targets = list_of(sizeof(struct compact_target));
	const struct compact_target *items;

	if (!compact_targets_of(loading, name, id, loading->as_of, &targets, error))
		return false;
	items = targets.items;
	for (size_t i = 0; i < targets.count; i++)
		remedy(deployments, count, &items[i], at);
	return true;
}

/* What a part tells of it; where several deployments were at that instant, the rows. */
static bool remedy_known(struct loading *loading, const struct compact_cause *cause,
			 struct deployment *deployments, size_t count, struct error *error)
{
	size_t first = find_first(deployments, count, cause->at);

	if (first == count || deployments[first].at != cause->at)
		return true;
	if (first + 1 < count && deployments[first + 1].at == cause->at)
		return remedy_by_id(loading, cause->service, cause->id, cause->started_at,
				    deployments, count, error);
	note_remedy(&deployments[first], cause->started_at);
	return true;
}

/* What incidents, under whatever name, say they were caused by. */
static bool remedy_declared(struct loading *loading, const struct service_history *history,
			    const char *name, struct deployment *deployments, size_t count,
			    struct error *error)
{
	if (loading->causes_are_known) {
		for (size_t i = 0; i < loading->cause_count; i++)
			if (strcmp(loading->causes[i].service, name) == 0 &&
			    !remedy_known(loading, &loading->causes[i], deployments, count,
					  error))
				return false;
		return true;
	}
	for (size_t i = 0; i < history->incident_count; i++)
		if (*history->incidents[i].caused_by &&
		    !remedy_by_id(loading, name, history->incidents[i].caused_by,
				  history->incidents[i].started_at, deployments, count, error))
			return false;
	return true;
}

/* -- when each kind was first seen -------------------------------------------------------- */

/* The earlier of what parts and rows tell; what parts tell ends where they are stale. */
static instant first_of(const struct loading *loading, const struct compact_series *series,
			instant packed, instant in_rows)
{
	if (packed != INSTANT_NONE && packed < compact_packed_until(series, loading->as_of))
		return packed;
	return in_rows;
}

static void set_first_seen(const struct loading *loading, const struct compact_series *series,
			   const struct service_history *rows, instant *first_seen)
{
	static const struct service_history nothing = {
		.first_seen = {[COLLECTED_DEPLOYMENTS] = INSTANT_NONE,
			       [COLLECTED_CHANGES] = INSTANT_NONE,
			       [COLLECTED_REMEDIATIONS] = INSTANT_NONE}};
	const instant *in_rows = rows ? rows->first_seen : nothing.first_seen;

	first_seen[COLLECTED_DEPLOYMENTS] =
		first_of(loading, series, series->first_at, in_rows[COLLECTED_DEPLOYMENTS]);
	first_seen[COLLECTED_CHANGES] =
		first_of(loading, series, series->first_change_at, in_rows[COLLECTED_CHANGES]);
	first_seen[COLLECTED_REMEDIATIONS] = first_of(loading, series, series->first_remedy_at,
						      in_rows[COLLECTED_REMEDIATIONS]);
}

/* -- texts -------------------------------------------------------------------------------- */

/* Puts the texts of rows beside what was packed of them: both stand in the same order. */
static bool add_texts(struct loading *loading, struct deployment *deployments, size_t count,
		      struct change *changes, bool *is_loaded, struct error *error)
{
	struct service_history rows = {0};
	struct deployment *with_texts;
	struct change *changes_with_texts;
	size_t from = 0;

	if (!load_deployments(loading, &rows, &with_texts, &changes_with_texts, error))
		return false;
	while (from < count && deployments[from].at < loading->from)
		from++;
	*is_loaded = rows.deployment_count == count - from;
	for (size_t d = 0; d < rows.deployment_count && *is_loaded; d++) {
		struct deployment *to = &deployments[from + d];
		struct deployment row = with_texts[d];

		*is_loaded = row.at == to->at && row.change_count == to->change_count;
		for (size_t i = 0; i < row.change_count && *is_loaded; i++)
			changes[to->first_change + i].revision =
				changes_with_texts[row.first_change + i].revision;
		row.first_change = to->first_change;
		row.remedied_at = to->remedied_at;
		*to = row;
	}
	return true;
}

/* -- all of it ---------------------------------------------------------------------------- */

static bool take_all(struct loading *loading, const struct compact_series *series,
		     const struct compact_deployments *packed, struct service_history *history,
		     bool *is_loaded, struct error *error)
{
	struct deployment *deployments =
		ARENA_ARRAY(loading->arena, packed->count, struct deployment);
	struct change *changes = take_changes(packed, loading->arena);

	for (size_t i = 0; i < packed->count; i++)
		take_deployment(&packed->deployments[i], &deployments[i]);
	remedy_named(packed, deployments);
	*is_loaded = true;
	if (!remedy_declared(loading, history, series->service, deployments, packed->count,
			     error) ||
	    (loading->wants_texts &&
	     !add_texts(loading, deployments, packed->count, changes, is_loaded, error)))
		return false;
	if (!*is_loaded)
		return true;
	set_first_seen(loading, series, packed->rows, history->first_seen);
	history->deployments = deployments;
	history->deployment_count = packed->count;
	history->changes = changes;
	history->change_count = packed->change_count;
	return true;
}

bool load_compact_deployments(struct loading *loading, struct service_history *history,
			      bool *is_loaded, struct error *error)
{
	size_t names;
	const char *name = loading_only_name(loading, EVENT_DEPLOYMENT, &names);
	struct compact_deployments packed = {0};
	struct compact_series series;

	*is_loaded = names == 0;
	/* All of it with texts is what rows are for. */
	if (!name || (loading->wants_texts && loading->from <= INSTANT_MIN))
		return true;
	if (!compact_series_find(loading->store, "deployment", name, "", &series, is_loaded,
				 error))
		return false;
	if (!*is_loaded)
		return true;
	if (!compact_deployments_read(loading, &series, loading->from, loading->as_of, &packed,
				      is_loaded, error))
		return false;
	return !*is_loaded || take_all(loading, &series, &packed, history, is_loaded, error);
}
