/*
 * The agenda of a champions' meeting, from scorecards and history.
 *
 * Rule: pure; the same inputs give the same agenda, and nothing at or after as_of is in it.
 */
#ifndef APLOMB_SCORECARD_AGENDA_MAKE_H
#define APLOMB_SCORECARD_AGENDA_MAKE_H

#include "model/agenda.h"

/*
 * Of the cards, in their order; history as the scorecard was made from. since INSTANT_NONE: the
 * newest champions' meeting, else the window's beginning; one that is given lies before as_of.
 * The agenda's
 * arena is there already, so that the history may live in it; all memory comes from it.
 * agenda_release() gives it back.
 */
void agenda_make(struct agenda *agenda, const struct scorecard *scorecard,
		 const struct history *history, const struct team_card *const *cards,
		 size_t count, instant since);
void agenda_release(struct agenda *agenda);

#endif
