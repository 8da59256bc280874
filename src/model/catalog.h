/*
 * The catalog: the organisation as its YAML describes it. Plain data.
 *
 * Rule: everything lives in the catalog's arena and is immutable once loaded. Texts are valid
 * UTF-8 without NUL but not sanitised. Optional texts are NULL when absent.
 */
#ifndef APLOMB_MODEL_CATALOG_H
#define APLOMB_MODEL_CATALOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/instant.h"
#include "base/place.h"
#include "model/unit.h"

/* The kinds of record that may be collected for a service; bit 1 << kind in `collects`. */
enum collected_kind {
	COLLECTED_DEPLOYMENTS,
	COLLECTED_CHANGES,
	COLLECTED_REMEDIATIONS,
	COLLECTED_INCIDENTS,
	COLLECTED_SLO_SAMPLES,
	COLLECTED_UPDATES,
	COLLECTED_CHECKS,
	COLLECTED_EXERCISES,
	COLLECTED_WORK,
	COLLECTED_KIND_COUNT,
};
/* The kind's name as in the YAML and in coverage records: "deployments". */
extern const char *const collected_kind_names[COLLECTED_KIND_COUNT];

/* Which edition of DORA's bands is in use. */
enum band_edition {
	BAND_EDITION_2019,
	BAND_EDITION_2021,
	BAND_EDITION_NONE,
};

struct goal {
	const char *capacity;	/* the capacity's id */
	double value;		/* in the capacity's unit (per week, seconds, ratio, ...) */
	struct share share;	/* of a ratio goal, exact */
	int64_t within_seconds; /* "90% within 30d"; 0 where the goal does not say */
	bool has_review;
	int64_t review_day; /* local day number (days since 1970-01-01) */
};

enum slo_method {
	SLO_OCCURRENCES,
	SLO_TIMESLICES,
};

struct slo {
	const char *id;
	const char *name;
	struct share target;
	int64_t window_seconds; /* default 28 d */
	enum slo_method method;
	struct share slice_target; /* time slices only */
	struct place place;
};

struct service {
	const char *id;
	const char *name; /* the id where the YAML gives none */
	const char *const *aliases;
	size_t alias_count;
	const struct slo *slos;
	size_t slo_count;
	size_t owner_count; /* teams that name it */
	unsigned collects;  /* bits of enum collected_kind, of all teams that name it */
	size_t index;	    /* in catalog.services */
	struct place place;
};

struct group {
	const char *id;
	const char *name;
	size_t parent; /* index in catalog.groups; CATALOG_NO_GROUP at the top */
	struct place place;
};
#define CATALOG_NO_GROUP SIZE_MAX

struct team {
	const char *id;
	const char *name;
	const char *purpose;  /* NULL: not given */
	const char *champion; /* NULL: not named */
	size_t group;	      /* index in catalog.groups or CATALOG_NO_GROUP */
	const char *const *tags;
	size_t tag_count;
	unsigned collects; /* bits of enum collected_kind, for its services */
	const struct goal
		*goals; /* the team's own, then the organisation's it does not override */
	size_t goal_count;
	const struct service *const *services; /* in YAML order */
	size_t service_count;
	struct place place;
};

/* Documents of a foreign format and kind that say nothing about teams, services or SLOs. */
struct passed_over {
	const char *format; /* "Backstage" */
	const char *kind;   /* "API", as the documents write it */
	size_t count;
	struct place first;
};

/* What is worth a look where several documents were put together; a sentence. */
struct catalog_note {
	const char *text;
	struct place place;
};

struct catalog {
	struct arena arena;
	const char *organization; /* "" where the YAML gives none */
	struct zone zone;	  /* UTC by default */
	enum band_edition bands;
	bool has_bands;		  /* the YAML chose the edition */
	const struct goal *goals; /* the organisation's */
	size_t goal_count;
	const struct group *groups;
	size_t group_count;
	const struct team
		*teams; /* by group, depth first in YAML order, then those without one */
	size_t team_count;
	const struct service *services; /* each service once, in order of first appearance */
	size_t service_count;
	const char *const *paths; /* files that it was loaded from, and directories of such */
	size_t path_count;
	const struct passed_over *passed_over; /* by format and kind */
	size_t passed_over_count;
	const struct catalog_note *notes;
	size_t note_count;
};

void catalog_release(struct catalog *catalog);

/* NULL where there is none with that id. */
const struct team *catalog_team(const struct catalog *catalog, const char *id);
const struct service *catalog_service(const struct catalog *catalog, const char *id);
/* The team's goal for a capacity, its own or the organisation's; NULL: nobody set one. */
const struct goal *team_goal(const struct team *team, const char *capacity);

#endif
