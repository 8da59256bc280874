/*
 * One reading: now, the window before, the weekly series, the verdict, goal and bands.
 */
#ifndef APLOMB_SCORECARD_READING_MAKE_H
#define APLOMB_SCORECARD_READING_MAKE_H

#include "model/scorecard.h"
#include "scorecard/subject.h"

/*
 * Whether a practice of a team is collected in a window. *covered_until is the end of its
 * newest coverage up to the window's end; INSTANT_NONE where nothing says so.
 */
bool practice_is_collected(const struct team *team, const struct team_history *history,
			   enum practice_kind practice, const struct window *window,
			   instant *covered_until);

/* Makes the reading of a capacity; memory from the arena. */
void reading_make(const struct subject *subject, const struct period *period,
		  const struct capacity *capacity, struct arena *arena,
		  struct reading *reading);

/*
 * The same, but previous, change and test are told against the window of the same length that
 * ends at `then`, before period->as_of. Where the two windows share days there is no verdict,
 * except that of a census.
 */
void reading_make_since(const struct subject *subject, const struct period *period,
			instant then, const struct capacity *capacity, struct arena *arena,
			struct reading *reading);

/* The events behind the reading, as measured for the window that ends at as_of. */
void reading_evidence(const struct subject *subject, const struct period *period,
		      const struct capacity *capacity, struct arena *arena,
		      struct measurement *measurement);

/* When the weeks begin that tell what is usual. */
instant reading_usual_begin(const struct period *period);

#endif
