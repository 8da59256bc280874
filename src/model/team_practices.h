/*
 * What a team did of each practice, and when: the instants, and by calendar month whether
 * anything was done, nothing happened, or nobody collects it.
 *
 * Rule: plain data. Months are those of the organisation's zone; nothing at or after as_of is
 * in it. It says that something was done, never how much of it is good.
 */
#ifndef APLOMB_MODEL_TEAM_PRACTICES_H
#define APLOMB_MODEL_TEAM_PRACTICES_H

#include "model/history.h"

/* As screens list them. */
enum practised {
	PRACTISED_NEEDS,       /* asked, met */
	PRACTISED_WALKAROUNDS, /* held */
	PRACTISED_CONCERNS,    /* raised, acted on */
	PRACTISED_LESSONS,     /* learned, acted on */
	PRACTISED_SHADOWING,   /* begun, either way */
	PRACTISED_MEETINGS,    /* of champions, with the team at the table */
	PRACTISED_RULES,       /* that bind the team: added, retired, reviewed */
	PRACTISED_EXERCISES,   /* held; real attempts are none */
	PRACTISED_WORK,	       /* hours written down */
	PRACTISED_NOTES,       /* of what helped */
	PRACTISED_COUNT,
};

/* The capacity that reads it ("needs_met"); NULL: none does. */
const char *practised_capacity(enum practised practised);

enum practice_month {
	PRACTICE_UNCOLLECTED, /* nobody records it */
	PRACTICE_QUIET,	      /* collected, nothing happened */
	PRACTICE_DONE,	      /* something was */
	PRACTICE_FIRST,	      /* for the first time on record */
	PRACTICE_MONTH_STATE_COUNT,
};

#define PRACTICE_MONTHS 36

/* One practice of one team. */
struct practice_record {
	const instant *at; /* whatever was done, ascending */
	size_t count;
	enum practice_month months[PRACTICE_MONTHS]; /* as those of struct team_practices */
};

struct team_practices {
	instant month_begins[PRACTICE_MONTHS]; /* oldest first; the last holds as_of - 1 */
	struct practice_record records[PRACTISED_COUNT];
};

#endif
