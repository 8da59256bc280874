/*
 * The organisation's goals, and how many teams have met each.
 *
 * Rule: teams are counted, never named. Those that are not measured are said to be left out,
 * and a team that set a goal of its own is held to that one.
 */
#ifndef APLOMB_REPORT_GOAL_WORDS_H
#define APLOMB_REPORT_GOAL_WORDS_H

#include "report/wording.h"

/* "The organisation's goals" */
const char *goals_title(void);

/*
 * "9 of 12 teams patch 90 % within 30 days", "8 of 10 teams meet their goal for patch freshness
 * (90 % within 30 days or their own; 2 not measured)"; as a cell "8 of 10 measured teams meet
 * their goal for patch freshness". A sentence without its full stop.
 */
void wording_add_goal_count(struct buffer *buffer, const struct goal_count *counted,
			    enum wording_form form);
/*
 * How many of the scorecard's goals a snapshot of so many teams tells: all where it is of all
 * teams, else none.
 */
size_t goals_told(const struct scorecard *scorecard, size_t team_count);
/* "o shows all 5": the key leads to those that have no room. */
void wording_add_goals_hint(struct buffer *buffer, const char *key, size_t all);

/* In their place, while teams are still being read: "40 of 200 teams are read". */
void wording_add_progress(struct buffer *buffer, size_t made, size_t all);
/* In the place of what is said of a team, until it is. */
const char *being_read_words(void);

/* Where there are none. */
const char *no_goals_words(void);

/* How teams are counted. Sentences. */
const char *goals_rule(void);

#endif
