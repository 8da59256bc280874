/*
 * Where to invest next: general performance first, then security on top of it, then what only
 * specialists can do (after DORA's finding that performance begets performance).
 */
#ifndef APLOMB_SCORECARD_INVEST_H
#define APLOMB_SCORECARD_INVEST_H

#include "model/scorecard.h"

/* Sets invest, because and because_count of a card whose readings are made. */
void invest_make(struct team_card *card, struct arena *arena);

#endif
