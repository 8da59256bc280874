/* The last step of a draft: order, references between documents, and the catalog's arrays. */
#include <stdlib.h>
#include <string.h>

#include "catalog/draft.h"
#include "catalog/shape.h"

/* -- groups ------------------------------------------------------------------------------- */

/* Finds the group that a reference names, or refuses it with the nearest one. */
static bool group_find(const struct draft *draft, const struct placed_text *reference,
		       size_t *group, struct error *error)
{
	const struct named *found = name_index_find(&draft->group_names, reference->text);
	const char *candidates[1000]; /* of more, the first: comparing takes time */
	size_t count = 0;
	const char *nearest;

	if (found) {
		*group = found->index;
		return true;
	}
	while (count < draft->group_count && count < sizeof(candidates) / sizeof(*candidates)) {
		candidates[count] = draft->groups[count].group.id;
		count++;
	}
	nearest = nearest_word(reference->text, candidates, count);
	if (nearest)
		return place_refuse(&reference->place, error,
				    "there is no group '%s'; did you mean '%s'?",
				    reference->text, nearest);
	return place_refuse(&reference->place, error,
			    "there is no group '%s'; define it under 'groups'",
			    reference->text);
}

/* Hangs every group under its parent, or under the root (children of no group). */
static bool groups_connect(struct draft *draft, struct group_draft *root, struct error *error)
{
	root->first_child = root->last_child = DRAFT_NONE;
	for (size_t i = 0; i < draft->group_count; i++) {
		struct group_draft *group = &draft->groups[i];

		group->parent_index = DRAFT_NONE;
		group->first_child = group->last_child = group->next_sibling = DRAFT_NONE;
		group->position = DRAFT_NONE;
	}
	for (size_t i = 0; i < draft->group_count; i++) {
		struct group_draft *group = &draft->groups[i];
		struct group_draft *parent = root;

		if (group->parent.text) {
			if (!group_find(draft, &group->parent, &group->parent_index, error))
				return false;
			parent = &draft->groups[group->parent_index];
		}
		if (parent->last_child == DRAFT_NONE)
			parent->first_child = i;
		else
			draft->groups[parent->last_child].next_sibling = i;
		parent->last_child = i;
	}
	return true;
}

/* Numbers all groups that hang under the root, depth first; returns how many. */
static size_t groups_number(struct draft *draft, const struct group_draft *root)
{
	size_t numbered = 0;
	size_t at = root->first_child;

	while (at != DRAFT_NONE) {
		struct group_draft *group = &draft->groups[at];

		group->position = numbered++;
		if (group->first_child != DRAFT_NONE) {
			at = group->first_child;
			continue;
		}
		while (at != DRAFT_NONE && draft->groups[at].next_sibling == DRAFT_NONE)
			at = draft->groups[at].parent_index;
		if (at != DRAFT_NONE)
			at = draft->groups[at].next_sibling;
	}
	return numbered;
}

/* Some group of a cycle; there must be one. Of its groups, the first in the YAML. */
static size_t cycle_find(const struct draft *draft)
{
	const struct group_draft *groups = draft->groups;
	size_t start = 0, first, at;

	while (groups[start].position != DRAFT_NONE)
		start++;
	/* It may hang below the cycle: after as many steps as there are groups, it is in it. */
	for (size_t i = 0; i < draft->group_count; i++)
		start = groups[start].parent_index;
	first = start;
	for (at = groups[start].parent_index; at != start; at = groups[at].parent_index)
		if (at < first)
			first = at;
	return first;
}

static bool cycle_refuse(const struct draft *draft, struct error *error)
{
	size_t first = cycle_find(draft);
	const struct group_draft *group = &draft->groups[first];
	size_t at = first, length = 0;
	char way[256];

	do {
		const char *id = draft->groups[at].group.id;

		if (length + strlen(id) + sizeof(" > ... > ") > sizeof(way)) {
			stpcpy(way + length, "... > ");
			break;
		}
		length = (size_t)(stpcpy(stpcpy(way + length, id), " > ") - way);
		at = draft->groups[at].parent_index;
	} while (at != first);
	return place_refuse(&group->parent.place, error, "group '%s' is within itself: %s%s",
			    group->group.id, way, group->group.id);
}

static bool groups_finish(struct draft *draft, struct catalog *catalog, struct error *error)
{
	struct group_draft root;
	struct group *groups;

	if (!groups_connect(draft, &root, error))
		return false;
	if (groups_number(draft, &root) < draft->group_count)
		return cycle_refuse(draft, error);
	groups = ARENA_ARRAY(draft->arena, draft->group_count, struct group);
	for (size_t i = 0; i < draft->group_count; i++) {
		const struct group_draft *group = &draft->groups[i];

		groups[group->position] = group->group;
		if (!group->group.name)
			groups[group->position].name = group->group.id;
		groups[group->position].parent =
			group->parent_index == DRAFT_NONE
				? CATALOG_NO_GROUP
				: draft->groups[group->parent_index].position;
	}
	catalog->groups = groups;
	catalog->group_count = draft->group_count;
	return true;
}

/* -- services ----------------------------------------------------------------------------- */

static bool aliases_finish(const struct draft *draft, const struct service_draft *from,
			   struct service *service, struct error *error)
{
	const char **aliases = ARENA_ARRAY(draft->arena, from->alias_count, const char *);

	for (size_t i = 0; i < from->alias_count; i++) {
		const struct alias_draft *alias = &from->aliases[i];
		const struct named *other = name_index_find(&draft->service_names, alias->name);

		if (other)
			return place_refuse(&alias->place, error,
					    "'%s' is the id of another service, at %s:%zu:%zu",
					    alias->name, other->place.file, other->place.line,
					    other->place.column);
		aliases[i] = alias->name;
	}
	service->aliases = aliases;
	service->alias_count = from->alias_count;
	return true;
}

static bool services_finish(struct draft *draft, struct catalog *catalog, struct error *error)
{
	struct service *services =
		ARENA_ARRAY(draft->arena, draft->service_count, struct service);

	for (size_t i = 0; i < draft->service_count; i++) {
		const struct service_draft *from = &draft->services[i];
		struct service *service = &services[i];
		struct slo *slos = ARENA_ARRAY(draft->arena, from->slo_count, struct slo);

		*service = from->service;
		service->index = i;
		service->name = from->name.text ? from->name.text : service->id;
		if (from->slo_count)
			memcpy(slos, from->slos, from->slo_count * sizeof(*slos));
		service->slos = slos;
		service->slo_count = from->slo_count;
		if (!aliases_finish(draft, from, service, error))
			return false;
	}
	for (size_t i = 0; i < draft->team_count; i++)
		for (size_t j = 0; j < draft->teams[i].service_count; j++)
			services[draft->teams[i].services[j]].collects |=
				draft->teams[i].team.collects;
	catalog->services = services;
	catalog->service_count = draft->service_count;
	return true;
}

/* -- teams -------------------------------------------------------------------------------- */

static bool goal_is_set(const struct goal *goals, size_t count, const char *capacity)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(goals[i].capacity, capacity) == 0)
			return true;
	return false;
}

/* The team's own goals, then those of the organisation that it does not override. */
static void goals_finish(const struct draft *draft, const struct team_draft *from,
			 struct team *team)
{
	struct goal *goals =
		ARENA_ARRAY(draft->arena, from->goal_count + draft->goal_count, struct goal);
	size_t count = 0;

	for (size_t i = 0; i < from->goal_count; i++)
		goals[count++] = from->goals[i].goal;
	for (size_t i = 0; i < draft->goal_count; i++)
		if (!goal_is_set(goals, from->goal_count, draft->goals[i].goal.capacity))
			goals[count++] = draft->goals[i].goal;
	team->goals = goals;
	team->goal_count = count;
}

static void team_finish(const struct draft *draft, const struct team_draft *from, size_t group,
			const struct catalog *catalog, struct team *team)
{
	const struct service **services =
		ARENA_ARRAY(draft->arena, from->service_count, const struct service *);

	*team = from->team;
	if (!team->name)
		team->name = team->id;
	team->group = group;
	goals_finish(draft, from, team);
	for (size_t i = 0; i < from->service_count; i++)
		services[i] = &catalog->services[from->services[i]];
	team->services = services;
	team->service_count = from->service_count;
}

/* Sets first[group] to where the group's teams begin; those without a group come last. */
static bool teams_place(const struct draft *draft, size_t *groups, size_t *first,
			struct error *error)
{
	for (size_t i = 0; i < draft->team_count; i++) {
		const struct placed_text *reference = &draft->teams[i].group;
		size_t group = 0;

		groups[i] = CATALOG_NO_GROUP;
		if (reference->text) {
			if (!group_find(draft, reference, &group, error))
				return false;
			groups[i] = draft->groups[group].position;
			first[groups[i] + 1]++;
		}
	}
	for (size_t i = 0; i < draft->group_count; i++)
		first[i + 1] += first[i];
	return true;
}

static bool teams_finish(struct draft *draft, struct catalog *catalog, struct error *error)
{
	struct team *teams = ARENA_ARRAY(draft->arena, draft->team_count, struct team);
	size_t *groups = ARENA_ARRAY(&draft->scratch, draft->team_count, size_t);
	size_t *next = ARENA_ARRAY(&draft->scratch, draft->group_count + 1, size_t);

	if (!teams_place(draft, groups, next, error))
		return false;
	for (size_t i = 0; i < draft->team_count; i++) {
		size_t group = groups[i];
		size_t slot = group == CATALOG_NO_GROUP ? draft->group_count : group;

		team_finish(draft, &draft->teams[i], group, catalog, &teams[next[slot]++]);
	}
	catalog->teams = teams;
	catalog->team_count = draft->team_count;
	return true;
}

static void organization_finish(const struct draft *draft, struct catalog *catalog)
{
	struct goal *goals = ARENA_ARRAY(draft->arena, draft->goal_count, struct goal);

	for (size_t i = 0; i < draft->goal_count; i++)
		goals[i] = draft->goals[i].goal;
	catalog->goals = goals;
	catalog->goal_count = draft->goal_count;
	catalog->organization = draft->organization.text ? draft->organization.text : "";
	catalog->zone = draft->zone;
	catalog->bands = draft->band_edition;
	catalog->has_bands = draft->bands.text != NULL;
}

static int passed_over_compare(const void *a, const void *b)
{
	const struct passed_over *one = a;
	const struct passed_over *other = b;
	int order = strcmp(one->format, other->format);

	return order ? order : strcmp(one->kind, other->kind);
}

/* What the readers of formats and the steps below had to say. */
static void notes_finish(const struct draft *draft, struct catalog *catalog)
{
	struct passed_over *passed_over =
		ARENA_ARRAY(draft->arena, draft->passed_over_count, struct passed_over);
	struct catalog_note *notes =
		ARENA_ARRAY(draft->arena, draft->note_count, struct catalog_note);

	for (size_t i = 0; i < draft->passed_over_count; i++)
		passed_over[i] = draft->passed_over[i];
	if (draft->passed_over_count > 1)
		qsort(passed_over, draft->passed_over_count, sizeof(*passed_over),
		      passed_over_compare);
	for (size_t i = 0; i < draft->note_count; i++)
		notes[i] = draft->notes[i];
	catalog->paths = draft->paths;
	catalog->path_count = draft->path_count;
	catalog->passed_over = passed_over;
	catalog->passed_over_count = draft->passed_over_count;
	catalog->notes = notes;
	catalog->note_count = draft->note_count;
}

bool draft_finish(struct draft *draft, struct catalog *catalog, struct error *error)
{
	organization_finish(draft, catalog);
	if (!draft_settle_units(draft, error) || !draft_settle_owned(draft, error) ||
	    !draft_settle_slos(draft, error) || !groups_finish(draft, catalog, error) ||
	    !services_finish(draft, catalog, error) || !teams_finish(draft, catalog, error))
		return false;
	notes_finish(draft, catalog);
	return true;
}
