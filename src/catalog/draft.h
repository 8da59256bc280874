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

/* A team that names a service. */
struct owner_draft {
	size_t team;
	struct place place;
	struct owner_draft *next;
};

struct service_draft {
	struct service service; /* arrays and counts are filled by draft_finish() */
	struct placed_text name;
	struct owner_draft *owners; /* the newest first */
	struct alias_draft *aliases;
	size_t alias_count, alias_capacity;
	struct slo *slos;
	size_t slo_count, slo_capacity;
	size_t native_slo_count; /* of these, from native documents: set by draft_finish() */
};

struct team_draft {
	struct team team; /* group, goals and services are filled by draft_finish() */
	struct placed_text group;
	struct placed_goal *goals;
	size_t goal_count;
	size_t *services; /* in draft.services */
	size_t service_count, service_capacity;
};

/*
 * A unit of the organisation that is a team, a group of the tree, or both: only all documents
 * together say which (draft_units.c).
 */
struct unit_draft {
	const char *id;
	const char *name;    /* NULL: not given */
	const char *purpose; /* NULL: not given */
	const char *const *tags;
	size_t tag_count;
	bool is_team;		   /* its document says so */
	struct placed_text parent; /* ids */
	const struct placed_text *children;
	size_t child_count;
	struct place place;
	/* Settled by draft_finish(): */
	bool is_reference; /* no document defines it: `place` is where it is named */
	bool has_children, has_services;
	size_t parent_unit;    /* in draft.units, or DRAFT_NONE */
	const char *parent_id; /* of the group above, and where that is said */
	struct place parent_place;
	size_t team, group; /* in draft.teams, draft.groups, or DRAFT_NONE */
};

/* A service whose document names its owner, instead of the other way round. */
#define OWNED_ALIASES_MAX 4
enum owned_kind {
	OWNED_COMPONENT,
	OWNED_SYSTEM,
	OWNED_KIND_COUNT,
};
struct owned_draft {
	enum owned_kind kind;
	const char *id;
	const char *name;	  /* NULL: not given */
	struct placed_text owner; /* a unit's id; NULL: no team, a person perhaps */
	/* Names that are its own unless another service has them too. */
	struct alias_draft aliases[OWNED_ALIASES_MAX];
	size_t alias_count;
	struct place place;
	size_t service; /* settled by draft_finish(): in draft.services, or DRAFT_NONE */
};

/* An SLO that names its service. */
struct loose_slo {
	struct slo slo;
	struct placed_text service; /* its id or an alias */
	bool is_guess;		    /* the document names none: the SLO's own name */
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

	struct unit_draft *units;
	size_t unit_count, unit_capacity;
	struct owned_draft *owned;
	size_t owned_count, owned_capacity;
	struct loose_slo *loose_slos;
	size_t loose_slo_count, loose_slo_capacity;
	const char **paths; /* of files and directories that were read */
	size_t path_count, path_capacity;
	struct passed_over *passed_over;
	size_t passed_over_count, passed_over_capacity;
	struct catalog_note *notes;
	size_t note_count, note_capacity;

	struct name_index group_names, team_names, service_names;
	struct name_index alias_names; /* index: the service */
	struct name_index slo_names;   /* "service/slo"; index: in the service's slos */
	struct name_index unit_names;  /* ids in lower case */
	struct name_index owned_names[OWNED_KIND_COUNT]; /* the same */
	struct name_index passed_over_names;		 /* "format/kind" */
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
/* The same for any team, which may have it already. Returns the service's index. */
size_t draft_own_service(struct draft *draft, size_t team, const char *id,
			 const struct place *place);
/* Give a service another name, or an SLO; what it has already is fine when it is the same. */
bool draft_add_alias(struct draft *draft, size_t service, const char *alias,
		     const struct place *place, struct error *error);
bool draft_add_slo(struct draft *draft, size_t service, const struct slo *slo,
		   struct error *error);

/*
 * Add what only all documents together can settle. Ids that differ in case alone are the same
 * here; a second unit, or a second one of a kind that is owned, is refused.
 */
bool draft_add_unit(struct draft *draft, const struct unit_draft *unit, struct error *error);
bool draft_add_owned(struct draft *draft, const struct owned_draft *owned, struct error *error);
void draft_add_loose_slo(struct draft *draft, const struct loose_slo *slo);

/* Counts a document of which nothing is read; `kind` is copied. */
void draft_pass_over(struct draft *draft, const char *format, const char *kind,
		     const struct place *place);

/* Notes what is valid and yet worth a look. */
void draft_note(struct draft *draft, const struct place *place, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* For readers of formats and the steps of draft_finish(). */
void draft_name_add(struct draft *draft, struct name_index *names, const char *name,
		    size_t index, const struct place *place);
/* A copy in ASCII lower case, in the scratch arena. */
const char *draft_fold(struct draft *draft, const char *text);

/* Steps of draft_finish(): units and what they own become groups, teams and services ... */
bool draft_settle_units(struct draft *draft, struct error *error);
bool draft_settle_owned(struct draft *draft, struct error *error);
/* ... and each loose SLO its service's, or a note. */
bool draft_settle_slos(struct draft *draft, struct error *error);

/* A file or directory was read. */
void draft_add_path(struct draft *draft, const char *path);

/*
 * Settles what needs all documents and fills the catalog (all but its arena). Fails with
 * ERROR_INVALID on an unknown group, a cycle of groups, an alias that is a service's id.
 */
bool draft_finish(struct draft *draft, struct catalog *catalog, struct error *error);

#endif
