/*
 * What happened between then and now, counted from the history that readings are made from.
 *
 * Rule: pure. A fact belongs to the time it happened in, whenever its record began: an incident
 * counts where it was restored.
 */
#ifndef APLOMB_SCORECARD_BETWEEN_MAKE_H
#define APLOMB_SCORECARD_BETWEEN_MAKE_H

#include "model/comparison.h"
#include "scorecard/reading_make.h"

/*
 * Counts what happened to the subject's services and its team in [then, now), before `now` the
 * as_of that their histories were loaded for, and gathers the team's notes of that time,
 * copied into the arena.
 */
void between_make(const struct subject *subject, const struct notes *notes, instant then,
		  instant now, struct arena *arena, struct between *between);

#endif
