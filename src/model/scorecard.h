/*
 * Scorecards: all readings of a team, as of one instant. Immutable.
 */
#ifndef APLOMB_MODEL_SCORECARD_H
#define APLOMB_MODEL_SCORECARD_H

#include "model/capacity.h"
#include "model/note.h"

enum invest_mode {
	INVEST_GATHERING,
	INVEST_GENERAL,
	INVEST_ENHANCE,
	INVEST_SPECIALISE,
	INVEST_MODE_COUNT,
};
extern const char *const invest_mode_names[INVEST_MODE_COUNT];

/* How a capacity stands towards where to invest next. */
enum invest_standing {
	INVEST_ROOM,	     /* room to grow */
	INVEST_GOOD,	     /* as good as what it is judged by */
	INVEST_NOT_JUDGED,   /* measured, but there is nothing to judge it by */
	INVEST_NOT_MEASURED, /* the reading's state says why */
	INVEST_STANDING_COUNT,
};

/* What it is judged by. */
enum invest_yardstick {
	INVEST_BY_NOTHING,
	INVEST_BY_GOAL,
	INVEST_BY_ALL_SLOS, /* nobody set a goal: every SLO is to be kept */
	INVEST_BY_DEFAULT,  /* nobody set a goal: INVEST_DEFAULT_GOAL */
	INVEST_BY_BANDS,    /* nobody set a goal: DORA's, of its services */
};
#define INVEST_DEFAULT_GOAL ((struct share){9, 10})
/* Of the capacities of delivery and reliability; fewer measured say nothing yet. */
#define INVEST_MEASURED_MIN 3

struct invest_reason {
	const struct reading *reading;
	enum invest_standing standing;
	enum invest_yardstick yardstick;
	/* By bands: services that have one, and of them those in neither elite nor high. */
	size_t banded_count, below_count;
};

/* What a scorecard is made for. */
struct period {
	instant as_of;
	int window_days;
	enum band_edition bands;
};

struct service_card {
	const struct service *service;
	const struct reading *readings; /* registry order, without team-only capacities */
	size_t reading_count;
};

struct team_card {
	const struct team *team;
	/* Else it has no readings yet, or those of an earlier instant. */
	bool is_made;
	struct arena arena;		/* of all that follows */
	const struct reading *readings; /* registry order */
	size_t reading_count;
	const struct service_card *services; /* as team->services */
	size_t service_count;
	enum invest_mode invest;
	const struct capacity *const *because; /* the capacities with room to grow */
	size_t because_count;
	const struct invest_reason *reasons; /* of all that are asked, in registry order */
	size_t reason_count;
};

/* How many teams have met a goal that the organisation set. No team is told from another. */
struct goal_count {
	const struct goal *goal; /* the organisation's */
	const struct capacity *capacity;
	size_t teams;	 /* that have a goal for it */
	size_t measured; /* of them, those whose reading is: only these are judged */
	size_t met;	 /* of them */
	size_t own;	 /* of those measured, held to another goal that the team set itself */
};

struct scorecard {
	struct arena arena;	       /* of all but what cards keep themselves */
	const struct catalog *catalog; /* not owned; must outlive it */
	struct period period;
	struct team_card *teams; /* as catalog->teams */
	size_t team_count;
	const struct goal_count *goals; /* in the order of catalog->goals; none until the end */
	size_t goal_count;
	/* What a team has readings of, in order; NULL at the end. */
	const struct capacity *const *capacities;
	struct notes notes; /* of all teams, before as_of; empty until they are set */
};

/* NULL: no such reading. */
const struct reading *team_card_reading(const struct team_card *card, const char *capacity);
const struct reading *service_card_reading(const struct service_card *card,
					   const char *capacity);
const struct team_card *scorecard_team(const struct scorecard *scorecard, const char *team);

#endif
