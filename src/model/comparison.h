/*
 * Then and now: the same team at two instants. Plain data, for an export and a screen alike.
 *
 * Rule: a team is compared with its own past only. Immutable once made.
 */
#ifndef APLOMB_MODEL_COMPARISON_H
#define APLOMB_MODEL_COMPARISON_H

#include "model/note.h"
#include "model/scorecard.h"

/* One capacity at both instants. */
struct comparison_row {
	const struct capacity *capacity;
	const struct reading *then; /* as a scorecard of that instant showed it */
	/* Its previous, change and test speak of `then`, not of the window before. */
	const struct reading *now;
};

struct comparison_service {
	const struct service *service;
	const struct comparison_row *rows; /* without team-only capacities */
	size_t row_count;
};

/* What happened from then until now, told as counts of what went right or was done. */
enum between_fact {
	BETWEEN_DEPLOYMENTS, /* successful ones to production, rollbacks left out */
	BETWEEN_RESTORED,    /* incidents whose service was restored, planned ones left out */
	BETWEEN_UPDATES,     /* applied */
	BETWEEN_EXERCISES,   /* stopped or detected */
	BETWEEN_NEEDS,	     /* met */
	BETWEEN_CONCERNS,    /* acted on */
	BETWEEN_LESSONS,     /* acted on */
	BETWEEN_WALKAROUNDS, /* held */
	BETWEEN_MEETINGS,    /* champions' meetings at which the team was represented */
	BETWEEN_RULES_ADDED,
	BETWEEN_RULES_RETIRED,
	BETWEEN_FACT_COUNT,
};

struct between {
	size_t counts[BETWEEN_FACT_COUNT];
	double days_to_security, days_from_security; /* of shadowing */
	double hours_given_back;		     /* a month, by the rules retired */
	const struct note *notes;		     /* "what helped", in order of time */
	size_t note_count;
};

struct comparison {
	struct arena arena;
	const struct catalog *catalog; /* not owned; must outlive it, as must `team` */
	const struct team *team;
	struct period then_period, now_period;
	bool windows_overlap; /* only censuses are compared by a test */
	const struct comparison_row *rows;
	size_t row_count;
	const struct comparison_service *services;
	size_t service_count;
	struct between between;
};

#endif
