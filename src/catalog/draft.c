#include "catalog/draft.h"

#include <stdlib.h>
#include <string.h>

void draft_init(struct draft *draft, struct arena *arena,
		const struct capacity *const *capacities)
{
	memset(draft, 0, sizeof(*draft));
	draft->arena = arena;
	draft->capacities = capacities;
	draft->zone = zone_utc;
	draft->band_edition = BAND_EDITION_2019;
}

void draft_release(struct draft *draft)
{
	name_index_release(&draft->group_names);
	name_index_release(&draft->team_names);
	name_index_release(&draft->service_names);
	name_index_release(&draft->alias_names);
	name_index_release(&draft->slo_names);
	name_index_release(&draft->unit_names);
	for (size_t i = 0; i < OWNED_KIND_COUNT; i++)
		name_index_release(&draft->owned_names[i]);
	name_index_release(&draft->passed_over_names);
	free(draft->groups);
	free(draft->teams);
	free(draft->services);
	arena_release(&draft->scratch);
}

/* Room for one more in one of the draft's three large arrays, which move as they grow. */
static void *room_for_one(void *array, size_t count, size_t *capacity, size_t size)
{
	if (count < *capacity)
		return array;
	*capacity = *capacity ? *capacity * 2 : 16;
	return memory_resize(array, *capacity, size);
}

void draft_name_add(struct draft *draft, struct name_index *names, const char *name,
		    size_t index, const struct place *place)
{
	struct named *named = ARENA_NEW(&draft->scratch, struct named);

	*named = (struct named){.name = name, .place = *place, .index = index};
	name_index_add(names, named);
}

/* `what`: "a team". */
static bool id_is_free(const struct name_index *names, const char *what, const char *id,
		       const struct place *place, struct error *error)
{
	const struct named *first = name_index_find(names, id);

	if (!first)
		return true;
	return place_refuse(place, error, "there is already %s '%s', at %s:%zu:%zu", what, id,
			    first->place.file, first->place.line, first->place.column);
}

bool draft_set_text(struct placed_text *setting, const char *what, const char *text,
		    const struct place *place, struct error *error)
{
	if (!setting->text)
		*setting = (struct placed_text){text, *place};
	if (strcmp(setting->text, text) == 0)
		return true;
	return place_refuse(place, error,
			    "'%.*s' here, but the %s is '%.*s' at %s:%zu:%zu; keep one of them",
			    quoted_bytes(text), text, what, quoted_bytes(setting->text),
			    setting->text, setting->place.file, setting->place.line,
			    setting->place.column);
}

bool draft_add_goals(struct draft *draft, const struct placed_goal *goals, size_t count,
		     struct error *error)
{
	for (size_t i = 0; i < count; i++) {
		const struct placed_goal *known = NULL;

		for (size_t j = 0; j < draft->goal_count && !known; j++)
			if (strcmp(draft->goals[j].goal.capacity, goals[i].goal.capacity) == 0)
				known = &draft->goals[j];
		if (known && !goals_are_equal(&known->goal, &goals[i].goal))
			return place_refuse(&goals[i].place, error,
					    "another goal of %s stands at %s:%zu:%zu; keep one "
					    "of them",
					    goals[i].goal.capacity, known->place.file,
					    known->place.line, known->place.column);
		if (known)
			continue;
		draft->goals = arena_grow(&draft->scratch, draft->goals, draft->goal_count,
					  &draft->goal_capacity, sizeof(*draft->goals));
		draft->goals[draft->goal_count++] = goals[i];
	}
	return true;
}

bool draft_add_group(struct draft *draft, const struct group_draft *group, struct error *error)
{
	const struct group *added = &group->group;

	if (!id_is_free(&draft->group_names, "a group", added->id, &added->place, error))
		return false;
	draft_name_add(draft, &draft->group_names, added->id, draft->group_count,
		       &added->place);
	draft->groups = room_for_one(draft->groups, draft->group_count, &draft->group_capacity,
				     sizeof(*draft->groups));
	draft->groups[draft->group_count++] = *group;
	return true;
}

bool draft_add_team(struct draft *draft, const struct team_draft *team, struct error *error)
{
	const struct team *added = &team->team;

	if (!id_is_free(&draft->team_names, "a team", added->id, &added->place, error))
		return false;
	draft_name_add(draft, &draft->team_names, added->id, draft->team_count, &added->place);
	draft->teams = room_for_one(draft->teams, draft->team_count, &draft->team_capacity,
				    sizeof(*draft->teams));
	draft->teams[draft->team_count++] = *team;
	return true;
}

/* The index of the service, added where no team named it yet. */
static size_t service_find_or_add(struct draft *draft, const char *id,
				  const struct place *place)
{
	const struct named *known = name_index_find(&draft->service_names, id);
	struct service_draft *added;

	if (known)
		return known->index;
	draft_name_add(draft, &draft->service_names, id, draft->service_count, place);
	draft->services = room_for_one(draft->services, draft->service_count,
				       &draft->service_capacity, sizeof(*draft->services));
	added = &draft->services[draft->service_count];
	memset(added, 0, sizeof(*added));
	added->service.id = id;
	added->service.place = *place;
	return draft->service_count++;
}

/* NULL where the team does not name it. */
static const struct owner_draft *owner_find(const struct service_draft *service, size_t team)
{
	const struct owner_draft *owner = service->owners;

	while (owner && owner->team != team)
		owner = owner->next;
	return owner;
}

static void owner_add(struct draft *draft, size_t service, size_t team,
		      const struct place *place)
{
	struct service_draft *owned = &draft->services[service];
	struct team_draft *naming = &draft->teams[team];
	struct owner_draft *owner = ARENA_NEW(&draft->scratch, struct owner_draft);

	*owner = (struct owner_draft){team, *place, owned->owners};
	owned->owners = owner;
	owned->service.owner_count++;
	naming->services = arena_grow(&draft->scratch, naming->services, naming->service_count,
				      &naming->service_capacity, sizeof(*naming->services));
	naming->services[naming->service_count++] = service;
}

bool draft_add_service(struct draft *draft, const char *id, const struct placed_text *name,
		       const struct place *place, size_t *service, struct error *error)
{
	size_t index = service_find_or_add(draft, id, place);
	size_t team = draft->team_count - 1;
	struct service_draft *found = &draft->services[index];
	/* The team is the newest one: if it names the service, it was the last to do so. */
	const struct owner_draft *owner = found->owners;

	if (owner && owner->team == team)
		return place_refuse(place, error,
				    "team '%s' has service '%s' already, at %s:%zu:%zu",
				    draft->teams[team].team.id, id, owner->place.file,
				    owner->place.line, owner->place.column);
	if (name &&
	    !draft_set_text(&found->name, "service's name", name->text, &name->place, error))
		return false;
	owner_add(draft, index, team, place);
	*service = index;
	return true;
}

size_t draft_own_service(struct draft *draft, size_t team, const char *id,
			 const struct place *place)
{
	size_t service = service_find_or_add(draft, id, place);

	if (!owner_find(&draft->services[service], team))
		owner_add(draft, service, team, place);
	return service;
}

bool draft_add_alias(struct draft *draft, size_t service, const char *alias,
		     const struct place *place, struct error *error)
{
	struct service_draft *named = &draft->services[service];
	const struct named *known = name_index_find(&draft->alias_names, alias);

	if (known && known->index != service)
		return place_refuse(place, error,
				    "'%.*s' is an alias of service '%s' already, at %s:%zu:%zu",
				    quoted_bytes(alias), alias,
				    draft->services[known->index].service.id, known->place.file,
				    known->place.line, known->place.column);
	if (known || strcmp(alias, named->service.id) == 0)
		return true;
	draft_name_add(draft, &draft->alias_names, alias, service, place);
	named->aliases = arena_grow(&draft->scratch, named->aliases, named->alias_count,
				    &named->alias_capacity, sizeof(*named->aliases));
	named->aliases[named->alias_count++] = (struct alias_draft){alias, *place};
	return true;
}

static bool shares_are_equal(struct share one, struct share other)
{
	return share_value(one) <= share_value(other) && share_value(one) >= share_value(other);
}

static bool slos_are_equal(const struct slo *one, const struct slo *other)
{
	return strcmp(one->name, other->name) == 0 &&
	       shares_are_equal(one->target, other->target) &&
	       one->window_seconds == other->window_seconds && one->method == other->method &&
	       (one->method == SLO_OCCURRENCES ||
		shares_are_equal(one->slice_target, other->slice_target));
}

bool draft_add_slo(struct draft *draft, size_t service, const struct slo *slo,
		   struct error *error)
{
	struct service_draft *owner = &draft->services[service];
	/* An id has no '/', so this names one SLO of one service. */
	const char *name = arena_printf(&draft->scratch, "%s/%s", owner->service.id, slo->id);
	const struct named *known = name_index_find(&draft->slo_names, name);

	if (known && slos_are_equal(&owner->slos[known->index], slo))
		return true;
	if (known)
		return place_refuse(&slo->place, error,
				    "service '%s' has another SLO '%s', at %s:%zu:%zu; make "
				    "them the same or keep one",
				    owner->service.id, slo->id, known->place.file,
				    known->place.line, known->place.column);
	draft_name_add(draft, &draft->slo_names, name, owner->slo_count, &slo->place);
	owner->slos = arena_grow(&draft->scratch, owner->slos, owner->slo_count,
				 &owner->slo_capacity, sizeof(*owner->slos));
	owner->slos[owner->slo_count++] = *slo;
	return true;
}

void draft_add_path(struct draft *draft, const char *path)
{
	draft->paths = arena_grow(draft->arena, draft->paths, draft->path_count,
				  &draft->path_capacity, sizeof(*draft->paths));
	draft->paths[draft->path_count++] = arena_copy_string(draft->arena, path);
}
