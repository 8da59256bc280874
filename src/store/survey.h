/*
 * What `check` asks of a history beside its observations: what is in it that the catalog does
 * not know yet, and what lies in the future.
 *
 * Rule: as in store.h, no SQL and no SQLite name leaves the room. Lists are in the arena; what
 * cannot be read as a text is passed over (store_check_each says it).
 */
#ifndef APLOMB_STORE_SURVEY_H
#define APLOMB_STORE_SURVEY_H

#include "store/store.h"

/* Samples of a service for an SLO that the catalog does not name there. */
struct unnamed_slo {
	const struct service *service;
	const char *slo;
	size_t samples;
};
/* By service in the catalog's order, then by SLO. The cost follows names and SLOs, not rows. */
bool store_unnamed_slos(struct store *store, const struct catalog *catalog, struct arena *arena,
			const struct unnamed_slo **slos, size_t *count, struct error *error);

/* A team that events name. */
struct history_team {
	const char *team;
	unsigned kinds; /* 1 << enum event_kind */
	size_t events;	/* a meeting counts for each of its teams */
};
/* All of them, by name. Reads all rows of the types that have teams. */
bool store_history_teams(struct store *store, struct arena *arena,
			 const struct history_team **teams, size_t *count, struct error *error);

/* Events of one type at or after an instant; what is known up to it is before it. */
struct later_events {
	size_t count;
	instant first_at;    /* of the earliest of them */
	int64_t first_row;   /* its rowid */
	const char *subject; /* its service, team or rule; NULL: it names none */
};
/* Fills one for each type, count 0 where there are none. */
bool store_later_events(struct store *store, instant from, struct arena *arena,
			struct later_events later[EVENT_KIND_COUNT], struct error *error);

#endif
