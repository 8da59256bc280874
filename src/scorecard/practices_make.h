/* A team's history to what it did of each practice, by month. Pure. */
#ifndef APLOMB_SCORECARD_PRACTICES_MAKE_H
#define APLOMB_SCORECARD_PRACTICES_MAKE_H

#include "model/scorecard.h"
#include "model/team_practices.h"

/*
 * What the team did before as_of. history: the team's, and notes those of any team. The months
 * end with the one that holds the last second before as_of. A month is collected as a reading
 * of it would be: its first record lies before the month's end, or the YAML or a coverage
 * record says so. Memory from the arena.
 */
const struct team_practices *team_practices_make(const struct team *team,
						 const struct team_history *history,
						 const struct notes *notes, instant as_of,
						 const struct zone *zone, struct arena *arena);

#endif
