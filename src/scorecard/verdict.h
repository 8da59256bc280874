/*
 * Verdicts: whether a capacity changed, by a named test, two-sided at 0.01.
 *
 * Rule: a change is called a change only by these tests; everything else is steady or
 * gathering. Of a hundred scorecards on which nothing changed at most a handful show a verdict
 * (tests/unit/test_permutation.c keeps it so).
 */
#ifndef APLOMB_SCORECARD_VERDICT_H
#define APLOMB_SCORECARD_VERDICT_H

#include "model/capacity.h"

/* A measurement together with the state it is shown in. */
struct measured {
	enum reading_state state;
	struct measurement is;
};

/*
 * Sets change, test, test_p and test_n of the reading. rates_compare: the first deployment ever
 * seen lies before the previous window began, and what was collected then still is.
 */
void verdict_make(const struct capacity *capacity, const struct measured *previous,
		  const struct measured *now, bool rates_compare, struct reading *reading);

#endif
