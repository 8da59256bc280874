/*
 * Loading deployments with their changes, incidents and updates.
 *
 * Rule: whatever the order of the rows, the order here is (at, source, id), then what else
 * identifies the record, so that the same facts always give the same bytes.
 */
#include <string.h>

#include "store/load.h"

/* -- deployments -------------------------------------------------------------------------- */

/* A deployment on its way: what only finding its changes needs. */
struct loaded_deployment {
	struct deployment deployment;
	int64_t rowid;
	instant committed_at; /* of its own revision */
};

static int deployments_compare(const void *a, const void *b)
{
	const struct loaded_deployment *first = a, *second = b;
	int order = (first->deployment.at > second->deployment.at) -
		    (first->deployment.at < second->deployment.at);

	if (!order)
		order = strcmp(first->deployment.source, second->deployment.source);
	if (!order)
		order = strcmp(first->deployment.id, second->deployment.id);
	if (!order)
		order = strcmp(first->deployment.revision, second->deployment.revision);
	return order;
}

static bool read_deployment(struct loading *loading, const struct row *row, void *item,
			    struct error *error)
{
	struct loaded_deployment *loaded = item;
	struct deployment *deployment = &loaded->deployment;
	const char *source = "", *id = "", *environment = "production";
	const char *revision = "", *fixes = "", *url = "";
	int kind = DEPLOYMENT_NORMAL, outcome = 0;

	loaded->rowid = row->rowid;
	loaded->committed_at = INSTANT_NONE;
	if (!row_instant(row, 1, "at", &deployment->at, error) ||
	    !row_text(row, 2, "source", &source, error) ||
	    !row_text(row, 3, "id", &id, error) ||
	    !row_choice(row, 4, "kind", "normal hotfix rollback", &kind, error) ||
	    !row_choice(row, 5, "outcome", "succeeded failed", &outcome, error) ||
	    !row_text(row, 6, "environment", &environment, error) ||
	    !row_text(row, 7, "revision", &revision, error) ||
	    !row_instant(row, 8, "committed_at", &loaded->committed_at, error) ||
	    !row_text(row, 9, "fixes", &fixes, error) || !row_text(row, 10, "url", &url, error))
		return false;
	deployment->source = loading_text(loading, source);
	deployment->id = loading_text(loading, id);
	deployment->revision = loading_text(loading, revision);
	deployment->fixes = loading_text(loading, fixes);
	deployment->declares_fixes = *fixes;
	deployment->url = loading_text(loading, url);
	deployment->kind = (enum deployment_kind)kind;
	deployment->succeeded = outcome == 0;
	deployment->is_production = !*environment || strcmp(environment, "production") == 0;
	return true;
}

static void add_change(struct list *changes, struct arena *scratch, const char *revision,
		       instant committed_at, size_t deployment)
{
	struct change *change = list_add(changes, scratch);

	change->revision = revision;
	change->committed_at = committed_at;
	change->deployment = deployment;
}

/*
 * The changes of one deployment, in order of revision. Its own revision is one of them, once:
 * where the list has it too, a commit time that either knows is known, the deployment's first.
 */
static bool load_changes(struct loading *loading, struct loaded_deployment *loaded,
			 size_t index, struct list *changes, struct error *error)
{
	struct deployment *deployment = &loaded->deployment;
	const struct event_type *type = &event_types[EVENT_DEPLOYMENT];
	bool own_is_due = *deployment->revision;
	struct change_list list;

	deployment->first_change = changes->count;
	if (!store_read_list(loading->store, type, loaded->rowid, &loading->scratch, &list,
			     error))
		return false;
	/* A commit time tells of a change even where nobody says which. */
	own_is_due |= list.count == 0 && loaded->committed_at != INSTANT_NONE;
	for (size_t i = 0; i < list.count; i++) {
		struct change_record *record = &list.records[i];
		int order = own_is_due ? strcmp(deployment->revision, record->revision) : 1;

		if (order < 0)
			add_change(changes, &loading->scratch, deployment->revision,
				   loaded->committed_at, index);
		if (order == 0 && loaded->committed_at != INSTANT_NONE)
			record->committed_at = loaded->committed_at;
		own_is_due = order > 0 && own_is_due;
		add_change(changes, &loading->scratch, loading_text(loading, record->revision),
			   record->committed_at, index);
	}
	if (own_is_due)
		add_change(changes, &loading->scratch, deployment->revision,
			   loaded->committed_at, index);
	deployment->change_count = changes->count - deployment->first_change;
	return true;
}

bool load_deployments(struct loading *loading, struct service_history *history,
		      struct deployment **deployments, struct change **changes,
		      struct error *error)
{
	struct list loaded = list_of(sizeof(struct loaded_deployment));
	struct list loaded_changes = list_of(sizeof(struct change));
	struct loaded_deployment *items;

	if (!loading_read(loading, STATEMENT_LOAD_DEPLOYMENTS, EVENT_DEPLOYMENT,
			  read_deployment, &loaded, error))
		return false;
	list_sort(&loaded, deployments_compare);
	items = loaded.items;
	*deployments = ARENA_ARRAY(loading->arena, loaded.count, struct deployment);
	for (size_t i = 0; i < loaded.count; i++) {
		if (!load_changes(loading, &items[i], i, &loaded_changes, error))
			return false;
		(*deployments)[i] = items[i].deployment;
	}
	*changes = list_copy(&loaded_changes, loading->arena);
	history->deployments = *deployments;
	history->deployment_count = loaded.count;
	history->changes = *changes;
	history->change_count = loaded_changes.count;
	return true;
}

/* -- incidents ---------------------------------------------------------------------------- */

static int incidents_compare(const void *a, const void *b)
{
	const struct incident *first = a, *second = b;
	int order = (first->started_at > second->started_at) -
		    (first->started_at < second->started_at);

	if (!order)
		order = strcmp(first->source, second->source);
	if (!order)
		order = strcmp(first->id, second->id);
	return order ? order : strcmp(first->title, second->title);
}

static bool read_incident(struct loading *loading, const struct row *row, void *item,
			  struct error *error)
{
	struct incident *incident = item;
	const char *source = "", *id = "", *environment = "production";
	const char *caused_by = "", *severity = "", *title = "", *url = "";

	incident->detected_at = INSTANT_NONE;
	incident->restored_at = INSTANT_NONE;
	if (!row_instant(row, 1, "started_at", &incident->started_at, error) ||
	    !row_text(row, 2, "source", &source, error) ||
	    !row_text(row, 3, "id", &id, error) ||
	    !row_instant(row, 4, "detected_at", &incident->detected_at, error) ||
	    !row_instant(row, 5, "restored_at", &incident->restored_at, error) ||
	    !row_text(row, 6, "caused_by", &caused_by, error) ||
	    !row_text(row, 7, "severity", &severity, error) ||
	    !row_text(row, 8, "environment", &environment, error) ||
	    !row_boolean(row, 9, "planned", &incident->is_planned, error) ||
	    !row_text(row, 10, "title", &title, error) ||
	    !row_text(row, 11, "url", &url, error))
		return false;
	incident->source = loading_text(loading, source);
	incident->id = loading_text(loading, id);
	incident->caused_by = loading_text(loading, caused_by);
	incident->severity = loading_text(loading, severity);
	incident->is_production = !*environment || strcmp(environment, "production") == 0;
	incident->title = loading_text(loading, title);
	incident->url = loading_text(loading, url);
	return true;
}

bool load_incident_rows(struct loading *loading, const char *name, struct list *incidents,
			struct error *error)
{
	return loading_read_under(loading, STATEMENT_LOAD_INCIDENTS, name, "incident",
				  read_incident, incidents, error);
}

bool load_incidents(struct loading *loading, struct service_history *history,
		    struct error *error)
{
	struct list incidents = list_of(sizeof(struct incident));
	bool is_loaded;

	if (!load_compact_incidents(loading, &incidents, &is_loaded, error) ||
	    (!is_loaded && !loading_read(loading, STATEMENT_LOAD_INCIDENTS, EVENT_INCIDENT,
					 read_incident, &incidents, error)))
		return false;
	if (!is_loaded)
		list_sort(&incidents, incidents_compare);
	history->incidents = list_copy(&incidents, loading->arena);
	history->incident_count = incidents.count;
	return true;
}

/* -- updates ------------------------------------------------------------------------------ */

/* Versions of a component that several sources tell of stand side by side. */
static int updates_compare(const void *a, const void *b)
{
	const struct update *first = a, *second = b;
	int order = strcmp(first->component, second->component);

	if (!order)
		order = strcmp(first->version, second->version);
	return order ? order : strcmp(first->source, second->source);
}

static bool read_update(struct loading *loading, const struct row *row, void *item,
			struct error *error)
{
	struct update *update = item;
	const char *component = "", *version = "", *source = "";

	update->released_at = INSTANT_NONE;
	update->applied_at = INSTANT_NONE;
	if (!row_text(row, 1, "component", &component, error) ||
	    !row_text(row, 2, "version", &version, error) ||
	    !row_text(row, 3, "source", &source, error) ||
	    !row_instant(row, 4, "released_at", &update->released_at, error) ||
	    !row_instant(row, 5, "applied_at", &update->applied_at, error) ||
	    !row_boolean(row, 6, "security", &update->is_security, error))
		return false;
	update->component = loading_text(loading, component);
	update->version = loading_text(loading, version);
	update->source = loading_text(loading, source);
	return true;
}

bool load_update_rows(struct loading *loading, const char *name, struct list *updates,
		      struct error *error)
{
	return loading_read_under(loading, STATEMENT_LOAD_UPDATES, name, "update", read_update,
				  updates, error);
}

static instant earlier(instant a, instant b)
{
	if (a == INSTANT_NONE)
		return b;
	return b == INSTANT_NONE || a < b ? a : b;
}

/* What all sources tell of the version at *next, which moves behind it. */
static struct update next_version(const struct update *updates, size_t count, size_t *next)
{
	struct update version = updates[*next];

	while (++*next < count && strcmp(updates[*next].version, version.version) == 0) {
		version.released_at = earlier(version.released_at, updates[*next].released_at);
		version.applied_at = earlier(version.applied_at, updates[*next].applied_at);
	}
	return version;
}

/* When that was released which the component ran at an instant; INSTANT_NONE: not known. */
static instant running_at(const struct update *updates, size_t count, instant from)
{
	instant running = INSTANT_NONE;

	for (size_t next = 0; next < count;) {
		struct update version = next_version(updates, count, &next);

		if (version.applied_at != INSTANT_NONE && version.applied_at < from &&
		    version.released_at < from && version.released_at > running)
			running = version.released_at;
	}
	return running;
}

/*
 * Leaves out, of one component, the versions that were behind it by then: they will never run,
 * nor be waited for. Returns how many are left, at `to`.
 */
static size_t keep_since(const struct update *updates, size_t count, instant from,
			 struct update *to)
{
	instant running = running_at(updates, count, from);
	size_t kept = 0;

	for (size_t next = 0; next < count;) {
		size_t first = next;
		struct update version = next_version(updates, count, &next);

		if (version.applied_at < from && version.released_at != INSTANT_NONE &&
		    version.released_at < running)
			continue;
		memmove(&to[kept], &updates[first], (next - first) * sizeof(*to));
		kept += next - first;
	}
	return kept;
}

/* The list is in order, and then holds what tells anything from loading->from on. */
static void leave_out_updates(const struct loading *loading, struct list *updates)
{
	struct update *items = updates->items;
	size_t kept = 0;

	for (size_t first = 0, next = 0; first < updates->count; first = next) {
		while (next < updates->count &&
		       strcmp(items[next].component, items[first].component) == 0)
			next++;
		kept += keep_since(&items[first], next - first, loading->from, &items[kept]);
	}
	updates->count = kept;
}

bool load_updates(struct loading *loading, struct service_history *history, struct error *error)
{
	struct list updates = list_of(sizeof(struct update));
	struct update *numbered;

	for (size_t n = 0; n < loading->name_count; n++) {
		const struct history_name *name = &loading->names[n];
		bool is_loaded = false;

		if (!(name->kinds & 1U << EVENT_UPDATE))
			continue;
		if (!load_compact_updates(loading, name->name, &updates, &is_loaded, error) ||
		    (!is_loaded && !load_update_rows(loading, name->name, &updates, error)))
			return false;
	}
	list_sort(&updates, updates_compare);
	leave_out_updates(loading, &updates);
	numbered = list_copy(&updates, loading->arena);
	updates_number(numbered, updates.count);
	history->updates = numbered;
	history->update_count = updates.count;
	return true;
}
