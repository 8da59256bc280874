/*
 * What to talk about when the security champions meet: team by team, what happened since they
 * last met and what waits. Plain data, for exports and a screen alike.
 *
 * Rule: teams stand in the order of the catalog and are never compared; what one could learn
 * from another is what that one wrote itself. Immutable once made.
 */
#ifndef APLOMB_MODEL_AGENDA_H
#define APLOMB_MODEL_AGENDA_H

#include "model/scorecard.h"

/* Where `since` comes from. */
enum agenda_origin {
	AGENDA_SINCE_MEETING, /* the newest champions' meeting before as_of */
	AGENDA_SINCE_WINDOW,  /* there is none: the window's beginning */
	AGENDA_SINCE_GIVEN,
	AGENDA_ORIGIN_COUNT,
};
extern const char *const agenda_origin_names[AGENDA_ORIGIN_COUNT];

/* Why a reading is the one to talk about; the first that holds for any of a team's. */
enum agenda_reason {
	AGENDA_LESS_AND_ROOM, /* less than before, and short of its goal */
	AGENDA_LESS,	      /* less than before */
	AGENDA_ROOM,	      /* short of its goal */
	AGENDA_REASON_COUNT,
};
extern const char *const agenda_reason_names[AGENDA_REASON_COUNT];

/* A need, a concern or a lesson. */
struct agenda_item {
	const struct capacity *capacity; /* needs_met, concerns_acted_on, lessons_acted_on */
	const struct loop_item *item;
	double age_seconds; /* until as_of, or until it was met or acted on */
};

/* A goal whose review date has come or comes within AGENDA_REVIEW_DAYS. */
#define AGENDA_REVIEW_DAYS 28
struct agenda_review {
	const struct reading *reading; /* has a goal, and that a review date */
	bool is_past;		       /* the date lies before the day of as_of */
};

/* What another team wrote of how it did this: its newest note about the capacity. */
struct agenda_account {
	const struct team *team;
	const struct note *note;
	size_t earlier_count; /* of its notes about the same */
};

struct agenda_team {
	const struct team_card *card;
	const struct reading *const *grown; /* in the order of the scorecard */
	size_t grown_count;
	const struct reading *conversation; /* NULL: none */
	enum agenda_reason reason;	    /* where there is one */
	size_t alike_count;		    /* readings with that reason; it is the first */
	const struct agenda_item *open;	    /* needs and concerns, the oldest first */
	size_t open_count;
	const struct agenda_item *closed; /* since then, in the order of closing */
	size_t closed_count;
	const struct agenda_review *reviews; /* in the order of the scorecard */
	size_t review_count;
	const struct agenda_account *accounts; /* about `conversation`, teams in order */
	size_t account_count;
};

struct agenda {
	struct arena arena;
	const struct scorecard *scorecard; /* not owned; must outlive it, as must the history */
	instant since;			   /* before as_of */
	enum agenda_origin origin;
	const struct agenda_team *teams;
	size_t team_count;
};

#endif
