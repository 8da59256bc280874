/* The scorecards of all teams, on all processors. */
#ifndef APLOMB_BOARD_SCORING_H
#define APLOMB_BOARD_SCORING_H

#include "model/scorecard.h"
#include "store/store.h"

/*
 * Makes the readings of every team that has none yet. One thread reads the history, which has
 * one reader, and as many as there are further processors make readings of what it read. The
 * result does not depend on them. store NULL: an empty history.
 */
bool scoring_run(struct store *store, struct scorecard *scorecard, struct error *error);

#endif
