#include "catalog/native.h"

#include <string.h>

#include "catalog/shape.h"

enum document_key {
	DOCUMENT_ORGANIZATION,
	DOCUMENT_TIMEZONE,
	DOCUMENT_BANDS,
	DOCUMENT_GOALS,
	DOCUMENT_GROUPS,
	DOCUMENT_TEAMS,
};
static const char *const document_keys[] = {"organization", "timezone", "bands", "goals",
					    "groups",	    "teams",	NULL};
static const struct record_shape document_shape = {"a mapping of team definitions",
						   "a key of team definitions",
						   "teams: [{id: payments}]", document_keys};

enum group_key {
	GROUP_ID,
	GROUP_NAME,
	GROUP_PARENT,
};
static const char *const group_keys[] = {"id", "name", "parent", NULL};
static const struct record_shape group_shape = {"a group", "a key of a group",
						"{id: commerce, name: Commerce}", group_keys};

enum team_key {
	TEAM_ID,
	TEAM_NAME,
	TEAM_GROUP,
	TEAM_PURPOSE,
	TEAM_CHAMPION,
	TEAM_TAGS,
	TEAM_COLLECTS,
	TEAM_GOALS,
	TEAM_SERVICES,
};
static const char *const team_keys[] = {"id",	"name",	    "group", "purpose",	 "champion",
					"tags", "collects", "goals", "services", NULL};
static const struct record_shape team_shape = {"a team", "a key of a team",
					       "{id: payments, name: Payments}", team_keys};

static const char *const band_words[] = {"2019", "2021", "none"};
static const enum band_edition band_editions[] = {BAND_EDITION_2019, BAND_EDITION_2021,
						  BAND_EDITION_NONE};

/* -- the organisation --------------------------------------------------------------------- */

static bool organization_read(const struct node *node, struct draft *draft, struct error *error)
{
	const char *text;

	if (!node)
		return true;
	return text_read(node, "the organization's name", draft->arena, &text, error) &&
	       draft_set_text(&draft->organization, "organization", text, &node->place, error);
}

static bool timezone_read(const struct node *node, struct draft *draft, struct error *error)
{
	struct zone zone;
	const char *text;

	if (!node)
		return true;
	if (!text_read(node, "a time zone such as Europe/Berlin", draft->arena, &text, error))
		return false;
	if (!zone_load(&zone, text, draft->arena, error))
		return place_prefix(&node->place, error);
	if (!draft_set_text(&draft->timezone, "time zone", text, &node->place, error))
		return false;
	draft->zone = zone;
	return true;
}

static bool bands_read(const struct node *node, struct draft *draft, struct error *error)
{
	size_t choice;

	if (!node)
		return true;
	if (!choice_read(node, "an edition of the bands", band_words,
			 sizeof(band_words) / sizeof(*band_words), &choice, error) ||
	    !draft_set_text(&draft->bands, "edition of the bands", band_words[choice],
			    &node->place, error))
		return false;
	draft->band_edition = band_editions[choice];
	return true;
}

static bool document_goals_read(const struct node *node, struct draft *draft,
				struct error *error)
{
	struct placed_goal *goals;
	size_t count;

	return goals_read(node, draft->capacities, &draft->scratch, &goals, &count, error) &&
	       draft_add_goals(draft, goals, count, error);
}

/* -- groups and teams --------------------------------------------------------------------- */

/* A reference to a group, by id; node NULL gives none. */
static bool reference_read(const struct node *node, struct draft *draft,
			   struct placed_text *reference, struct error *error)
{
	if (!node)
		return true;
	reference->place = node->place;
	return id_read(node, "the id of a group", draft->arena, &reference->text, error);
}

/* The id and name that groups and teams have alike; *name NULL: not given here. */
static bool identity_read(const struct node *record, const struct record_shape *shape,
			  const struct node *id_node, const struct node *name_node,
			  struct draft *draft, const char **id, const char **name,
			  struct place *place, struct error *error)
{
	if (!id_node)
		return place_refuse(&record->place, error, "%s needs an id, such as %s",
				    shape->what, shape->example);
	if (!id_read(id_node, "an id", draft->arena, id, error) ||
	    !text_read_optional(name_node, "a name", draft->arena, name, error))
		return false;
	*place = id_node->place;
	return true;
}

static bool group_read(const struct node *node, struct draft *draft, struct error *error)
{
	const struct node *values[RECORD_KEYS_MAX];
	struct group_draft read = {.group = {.parent = CATALOG_NO_GROUP}};
	struct group *group = &read.group;

	return record_read(node, &group_shape, values, error) &&
	       identity_read(node, &group_shape, values[GROUP_ID], values[GROUP_NAME], draft,
			     &group->id, &group->name, &group->place, error) &&
	       reference_read(values[GROUP_PARENT], draft, &read.parent, error) &&
	       draft_add_group(draft, &read, error);
}

static bool groups_read(const struct node *list, struct draft *draft, struct error *error)
{
	if (!list)
		return true;
	if (!list_check(list, "a list of groups", error))
		return false;
	for (const struct node *item = list->first; item; item = item->next)
		if (!group_read(item, draft, error))
			return false;
	return true;
}

static bool collects_read(const struct node *list, unsigned *collects, struct error *error)
{
	if (!list)
		return true;
	if (!list_check(list, "a list of what is collected", error))
		return false;
	for (const struct node *item = list->first; item; item = item->next) {
		size_t kind;

		if (!choice_read(item, "a kind of record", collected_kind_names,
				 COLLECTED_KIND_COUNT, &kind, error))
			return false;
		*collects |= 1U << kind;
	}
	return true;
}

static bool team_read(const struct node *node, struct draft *draft, struct error *error)
{
	const struct node *values[RECORD_KEYS_MAX];
	struct team_draft read = {.team = {.group = CATALOG_NO_GROUP}};
	struct team *team = &read.team;

	return record_read(node, &team_shape, values, error) &&
	       identity_read(node, &team_shape, values[TEAM_ID], values[TEAM_NAME], draft,
			     &team->id, &team->name, &team->place, error) &&
	       reference_read(values[TEAM_GROUP], draft, &read.group, error) &&
	       text_read_optional(values[TEAM_PURPOSE], "the team's purpose", draft->arena,
				  &team->purpose, error) &&
	       text_read_optional(values[TEAM_CHAMPION], "the champion's name", draft->arena,
				  &team->champion, error) &&
	       texts_read(values[TEAM_TAGS], "a list of tags", "a tag", draft->arena,
			  &team->tags, &team->tag_count, error) &&
	       collects_read(values[TEAM_COLLECTS], &team->collects, error) &&
	       goals_read(values[TEAM_GOALS], draft->capacities, &draft->scratch, &read.goals,
			  &read.goal_count, error) &&
	       draft_add_team(draft, &read, error) &&
	       services_read(values[TEAM_SERVICES], draft, error);
}

static bool teams_read(const struct node *list, struct draft *draft, struct error *error)
{
	if (!list)
		return true;
	if (!list_check(list, "a list of teams", error))
		return false;
	for (const struct node *item = list->first; item; item = item->next)
		if (!team_read(item, draft, error))
			return false;
	return true;
}

bool native_read(const struct node *document, struct draft *draft, struct error *error)
{
	const struct node *values[RECORD_KEYS_MAX];

	return record_read(document, &document_shape, values, error) &&
	       organization_read(values[DOCUMENT_ORGANIZATION], draft, error) &&
	       timezone_read(values[DOCUMENT_TIMEZONE], draft, error) &&
	       bands_read(values[DOCUMENT_BANDS], draft, error) &&
	       document_goals_read(values[DOCUMENT_GOALS], draft, error) &&
	       groups_read(values[DOCUMENT_GROUPS], draft, error) &&
	       teams_read(values[DOCUMENT_TEAMS], draft, error);
}
