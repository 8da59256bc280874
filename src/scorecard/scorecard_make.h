/*
 * Catalog and observations to scorecards: states, previous windows, verdicts, bands, usual
 * ranges, where to invest next.
 *
 * Rule: pure; the same inputs give the same bits.
 */
#ifndef APLOMB_SCORECARD_SCORECARD_MAKE_H
#define APLOMB_SCORECARD_SCORECARD_MAKE_H

#include "model/scorecard.h"

/*
 * Makes the scorecards of all teams. The history and the catalog must outlive the scorecard.
 * scorecard_release() gives it back.
 */
void scorecard_make(struct scorecard *scorecard, const struct catalog *catalog,
		    const struct history *history, const struct period *period);
void scorecard_release(struct scorecard *scorecard);

/*
 * The events behind one reading of a team (service NULL) or of one of its services: those
 * counted and those left out, in order of time. Memory from the arena.
 */
const struct evidence *
scorecard_evidence(const struct scorecard *scorecard, const struct history *history,
		   const struct team *team, const struct service *service,
		   const struct capacity *capacity, struct arena *arena, size_t *count);

#endif
