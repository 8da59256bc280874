/*
 * Units become what they are in the catalog: a team if a document says so or it has services; a
 * group if something hangs below it or it is no team; both at once where both hold, and then
 * the team stands in the group of its own name. What native documents say of the same id goes
 * first.
 */
#include <string.h>

#include "catalog/draft.h"

/* The ids of the native documents, in lower case. */
struct natives {
	struct name_index teams, groups;
};

static void natives_index(struct draft *draft, struct natives *natives)
{
	*natives = (struct natives){0};
	for (size_t i = 0; i < draft->team_count; i++) {
		const struct team *team = &draft->teams[i].team;

		draft_name_add(draft, &natives->teams, draft_fold(draft, team->id), i,
			       &team->place);
	}
	for (size_t i = 0; i < draft->group_count; i++) {
		const struct group *group = &draft->groups[i].group;

		draft_name_add(draft, &natives->groups, draft_fold(draft, group->id), i,
			       &group->place);
	}
}

/* As written, or else but for case. */
static size_t native_find(const struct name_index *exact, const struct name_index *folded,
			  const char *id, const char *folded_id)
{
	const struct named *found = name_index_find(exact, id);

	if (!found)
		found = name_index_find(folded, folded_id);
	return found ? found->index : DRAFT_NONE;
}

/* Finds the native team and group of a unit, whose spelling it takes. */
static void unit_join(struct draft *draft, const struct natives *natives,
		      struct unit_draft *unit)
{
	const char *folded = draft_fold(draft, unit->id);

	unit->team = native_find(&draft->team_names, &natives->teams, unit->id, folded);
	unit->group = native_find(&draft->group_names, &natives->groups, unit->id, folded);
	if (unit->team != DRAFT_NONE)
		unit->id = draft->teams[unit->team].team.id;
	else if (unit->group != DRAFT_NONE)
		unit->id = draft->groups[unit->group].group.id;
	else
		return;
	unit->is_reference = false;
}

static struct unit_draft *unit_find(struct draft *draft, const char *id)
{
	const struct named *found = name_index_find(&draft->unit_names, draft_fold(draft, id));

	return found ? &draft->units[found->index] : NULL;
}

/* Makes a unit of what a document only refers to. */
static struct unit_draft *unit_refer(struct draft *draft, const struct natives *natives,
				     const struct placed_text *reference)
{
	struct unit_draft unit = {
		.id = reference->text, .place = reference->place, .is_reference = true};
	struct error unused;

	/* There is none with that name: that is why it is made. */
	(void)draft_add_unit(draft, &unit, &unused);
	unit_join(draft, natives, &draft->units[draft->unit_count - 1]);
	return &draft->units[draft->unit_count - 1];
}

/* The unit with that id, made where no document defines it. */
static struct unit_draft *unit_get(struct draft *draft, const struct natives *natives,
				   const struct placed_text *reference)
{
	struct unit_draft *unit = unit_find(draft, reference->text);

	if (!unit)
		return unit_refer(draft, natives, reference);
	/* Of several spellings the same one, whatever the order of the documents. */
	if (unit->is_reference && strcmp(reference->text, unit->id) < 0)
		unit->id = reference->text;
	return unit;
}

/* -- who hangs below whom ----------------------------------------------------------------- */

static void owners_mark(struct draft *draft, const struct natives *natives)
{
	for (size_t i = 0; i < draft->owned_count; i++)
		if (draft->owned[i].owner.text)
			unit_get(draft, natives, &draft->owned[i].owner)->has_services = true;
}

static void parents_link(struct draft *draft, const struct natives *natives)
{
	size_t count = draft->unit_count; /* what is made here has no parent */

	for (size_t i = 0; i < count; i++) {
		struct placed_text parent = draft->units[i].parent;
		struct unit_draft *above;

		if (!parent.text)
			continue;
		above = unit_get(draft, natives, &parent);
		above->has_children = true;
		draft->units[i].parent_unit = (size_t)(above - draft->units);
		draft->units[i].parent_place = parent.place;
	}
}

/* A child that nothing else says anything about is no one's; it is noted. */
static struct unit_draft *child_find(struct draft *draft, const struct natives *natives,
				     const struct placed_text *reference)
{
	struct unit_draft *child = unit_find(draft, reference->text);
	const char *folded;

	if (child)
		return child;
	folded = draft_fold(draft, reference->text);
	if (name_index_find(&natives->teams, folded) ||
	    name_index_find(&natives->groups, folded))
		return unit_refer(draft, natives, reference);
	draft_note(draft, &reference->place,
		   "no document defines '%s', which is named as a child here", reference->text);
	return NULL;
}

static bool child_link(struct draft *draft, const struct natives *natives, size_t parent,
		       const struct placed_text *reference, struct error *error)
{
	struct unit_draft *child = child_find(draft, natives, reference);

	if (!child)
		return true;
	draft->units[parent].has_children = true;
	if (child->parent_unit == DRAFT_NONE) {
		child->parent_unit = parent;
		child->parent_place = reference->place;
	}
	if (child->parent_unit == parent)
		return true;
	return place_refuse(&reference->place, error,
			    "'%s' is a child of '%s' here, but of '%s' at %s:%zu:%zu; keep one "
			    "of them",
			    child->id, draft->units[parent].id,
			    draft->units[child->parent_unit].id, child->parent_place.file,
			    child->parent_place.line, child->parent_place.column);
}

static bool children_link(struct draft *draft, const struct natives *natives,
			  struct error *error)
{
	size_t count = draft->unit_count; /* what is made here has no children */

	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < draft->units[i].child_count; j++)
			if (!child_link(draft, natives, i, &draft->units[i].children[j], error))
				return false;
	return true;
}

static void native_reference_mark(struct draft *draft, const struct placed_text *reference)
{
	struct unit_draft *unit = reference->text ? unit_find(draft, reference->text) : NULL;

	if (unit && strcmp(unit->id, reference->text) == 0)
		unit->has_children = true;
}

/* Native teams and groups may hang below a unit, too. */
static void natives_mark(struct draft *draft)
{
	for (size_t i = 0; i < draft->team_count; i++)
		native_reference_mark(draft, &draft->teams[i].group);
	for (size_t i = 0; i < draft->group_count; i++)
		native_reference_mark(draft, &draft->groups[i].parent);
}

/* -- groups and teams --------------------------------------------------------------------- */

static bool unit_is_team(const struct unit_draft *unit)
{
	return unit->is_team || unit->has_services || unit->team != DRAFT_NONE;
}

static bool unit_is_group(const struct unit_draft *unit)
{
	return unit->has_children || unit->group != DRAFT_NONE || !unit_is_team(unit);
}

static bool unit_make_group(struct draft *draft, struct unit_draft *unit, struct error *error)
{
	struct group_draft made = {.group = {.id = unit->id, .name = unit->name}};

	if (unit->group != DRAFT_NONE) {
		struct group *known = &draft->groups[unit->group].group;

		known->name = known->name ? known->name : unit->name;
		return true;
	}
	made.group.parent = CATALOG_NO_GROUP;
	made.group.place = unit->place;
	unit->group = draft->group_count;
	return draft_add_group(draft, &made, error);
}

/* The reference to the group above a unit; no text where there is none. */
static struct placed_text parent_reference(const struct draft *draft,
					   const struct unit_draft *unit)
{
	if (unit->parent_unit == DRAFT_NONE)
		return (struct placed_text){0};
	return (struct placed_text){
		draft->groups[draft->units[unit->parent_unit].group].group.id,
		unit->parent_place};
}

/* A team's tags: its own first, then those that it does not have yet. */
static void tags_unite(struct draft *draft, struct team *team, const struct unit_draft *unit)
{
	size_t room = team->tag_count + unit->tag_count, count = 0;
	const char **tags = ARENA_ARRAY(draft->arena, room, const char *);
	struct name_index known = {.slots = NULL};

	for (size_t i = 0; i < room; i++) {
		const char *tag =
			i < team->tag_count ? team->tags[i] : unit->tags[i - team->tag_count];

		if (i >= team->tag_count && name_index_find(&known, tag))
			continue;
		draft_name_add(draft, &known, tag, i, &unit->place);
		tags[count++] = tag;
	}
	name_index_release(&known);
	team->tags = tags;
	team->tag_count = count;
}

static bool unit_make_team(struct draft *draft, struct unit_draft *unit, struct error *error)
{
	struct team_draft made = {.team = {.id = unit->id, .group = CATALOG_NO_GROUP}};
	struct team_draft *team;

	if (unit->team == DRAFT_NONE) {
		made.team.place = unit->place;
		unit->team = draft->team_count;
		if (!draft_add_team(draft, &made, error))
			return false;
	}
	team = &draft->teams[unit->team];
	team->team.name = team->team.name ? team->team.name : unit->name;
	team->team.purpose = team->team.purpose ? team->team.purpose : unit->purpose;
	tags_unite(draft, &team->team, unit);
	if (team->group.text)
		return true;
	if (unit->group != DRAFT_NONE)
		team->group =
			(struct placed_text){draft->groups[unit->group].group.id, unit->place};
	else
		team->group = parent_reference(draft, unit);
	return true;
}

static bool units_make(struct draft *draft, struct error *error)
{
	for (size_t i = 0; i < draft->unit_count; i++)
		if (unit_is_group(&draft->units[i]) &&
		    !unit_make_group(draft, &draft->units[i], error))
			return false;
	for (size_t i = 0; i < draft->unit_count; i++) {
		struct unit_draft *unit = &draft->units[i];

		if (unit->group != DRAFT_NONE && !draft->groups[unit->group].parent.text)
			draft->groups[unit->group].parent = parent_reference(draft, unit);
		if (unit_is_team(unit) && !unit_make_team(draft, unit, error))
			return false;
	}
	return true;
}

static void references_note(struct draft *draft)
{
	for (size_t i = 0; i < draft->unit_count; i++) {
		const struct unit_draft *unit = &draft->units[i];

		if (!unit->is_reference)
			continue;
		if (unit_is_team(unit))
			draft_note(draft, &unit->place,
				   "team '%s' is only named as an owner; define it as a Group "
				   "or under 'teams:'",
				   unit->id);
		else
			draft_note(draft, &unit->place,
				   "group '%s' is only named as a parent; define it as a Group "
				   "or under 'groups:'",
				   unit->id);
	}
}

bool draft_settle_units(struct draft *draft, struct error *error)
{
	struct natives natives;
	bool are_settled;

	if (draft->unit_count == 0 && draft->owned_count == 0)
		return true;
	natives_index(draft, &natives);
	for (size_t i = 0; i < draft->unit_count; i++)
		unit_join(draft, &natives, &draft->units[i]);
	owners_mark(draft, &natives);
	parents_link(draft, &natives);
	are_settled = children_link(draft, &natives, error);
	name_index_release(&natives.teams);
	name_index_release(&natives.groups);
	if (!are_settled)
		return false;
	natives_mark(draft);
	references_note(draft);
	return units_make(draft, error);
}
