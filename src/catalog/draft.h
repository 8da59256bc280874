/*
 * A catalog in the making: what the documents read so far say, in the order in which they say
 * it, each with its place.
 *
 * Rule: formats only add to a draft; what needs all documents (which group a team is in, which
 * name is whose, order) is settled by draft_finish() alone. Elements move while arrays grow, so
 * they are named by index.
 */
#ifndef APLOMB_CATALOG_DRAFT_H
#define APLOMB_CATALOG_DRAFT_H

#include "base/name_index.h"
#include "catalog/goals.h"

#define DRAFT_NONE SIZE_MAX

/* A text that may stand in one document only, or say the same in each. */
struct placed_text {
	const char *text; /* NULL: not given so far */
	struct place place;
};

struct group_draft {
	struct group group;
	struct placed_text parent;
	/* Settled by draft_finish(): */
	size_t parent_index; /* in draft.groups; DRAFT_NONE at the top */
	size_t first_child, last_child, next_sibling;
	size_t position; /* in catalog.groups; DRAFT_NONE until it has one */
};

struct alias_draft {
	const char *name;
	struct place place;
};

struct service_draft {
	struct service service; /* arrays and counts are filled by draft_finish() */
	struct placed_text name;
	struct alias_draft *aliases;
	size_t alias_count, alias_capacity;
	struct slo *slos;
	size_t slo_count, slo_capacity;
	size_t newest_team; /* the team that named it last, and where */
	struct place newest_place;
};

struct team_draft {
	struct team team; /* group, goals and services are filled by draft_finish() */
	struct placed_text group;
	struct placed_goal *goals;
	size_t goal_count;
	size_t *services; /* in draft.services */
	size_t service_count, service_capacity;
};

struct draft {
	struct arena *arena;  /* the catalog's: what stays */
	struct arena scratch; /* the draft's own */
	const struct capacity *const *capacities;

	struct placed_text organization, timezone, bands;
	struct zone zone;
	enum band_edition band_edition;
	struct placed_goal *goals;
	size_t goal_count, goal_capacity;
	struct group_draft *groups;
	size_t group_count, group_capacity;
	struct team_draft *teams;
	size_t team_count, team_capacity;
	struct service_draft *services;
	size_t service_count, service_capacity;

	struct name_index group_names, team_names, service_names;
	struct name_index alias_names; /* index: the service */
	struct name_index slo_names;   /* "service/slo"; index: in the service's slos */
};

void draft_init(struct draft *draft, struct arena *arena,
		const struct capacity *const *capacities);
void draft_release(struct draft *draft);

/*
 * Sets one of the organisation's texts; `what` names it in a refusal ("time zone"). The same
 * text again is fine, another one is refused.
 */
bool draft_set_text(struct placed_text *setting, const char *what, const char *text,
		    const struct place *place, struct error *error);

/* Adds goals of the organisation; a capacity's goal may be repeated, not contradicted. */
bool draft_add_goals(struct draft *draft, const struct placed_goal *goals, size_t count,
		     struct error *error);

/* Add one, with id, name and place set; a second one with the same id is refused. */
bool draft_add_group(struct draft *draft, const struct group_draft *group, struct error *error);
bool draft_add_team(struct draft *draft, const struct team_draft *team, struct error *error);

/*
 * Adds a service to the newest team: a new one, or the one that another team named already.
 * name NULL: not given here. Fails where this team has it already, or the names contradict.
 */
bool draft_add_service(struct draft *draft, const char *id, const struct placed_text *name,
		       const struct place *place, size_t *service, struct error *error);
/* Give a service another name, or an SLO; what it has already is fine when it is the same. */
bool draft_add_alias(struct draft *draft, size_t service, const char *alias,
		     const struct place *place, struct error *error);
bool draft_add_slo(struct draft *draft, size_t service, const struct slo *slo,
		   struct error *error);

/*
 * Settles what needs all documents and fills the catalog (all but its arena). Fails with
 * ERROR_INVALID on an unknown group, a cycle of groups, an alias that is a service's id.
 */
bool draft_finish(struct draft *draft, struct catalog *catalog, struct error *error);

#endif
