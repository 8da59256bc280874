/*
 * Then and now, made from the same facts.
 *
 * Rule: pure. What is said of then is what a scorecard of that instant says; the verdict is
 * made by the tests of verdict.h on those two windows, and not at all where they share days
 * (a census, which is of an instant, excepted).
 */
#ifndef APLOMB_SCORECARD_COMPARISON_MAKE_H
#define APLOMB_SCORECARD_COMPARISON_MAKE_H

#include "model/comparison.h"
#include "model/history.h"

/*
 * Compares the team as of `then` with the team as of now->as_of, over windows of the same
 * length, and counts what happened in between. `history` as loaded for now->as_of. then lies
 * before now. comparison_release() gives it back.
 */
void comparison_make(struct comparison *comparison, const struct catalog *catalog,
		     const struct team *team, const struct history *history,
		     const struct period *now, instant then);
void comparison_release(struct comparison *comparison);

#endif
