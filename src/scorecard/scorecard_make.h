/*
 * Catalog and observations to scorecards: states, previous windows, verdicts, bands, usual
 * ranges, where to invest next.
 *
 * Rule: pure; the same inputs give the same bits.
 */
#ifndef APLOMB_SCORECARD_SCORECARD_MAKE_H
#define APLOMB_SCORECARD_SCORECARD_MAKE_H

#include "model/scorecard.h"
#include "scorecard/subject.h"

/*
 * Scorecards without readings yet. The catalog must outlive them; scorecard_release() gives
 * them back.
 */
void scorecard_begin(struct scorecard *scorecard, const struct catalog *catalog,
		     const struct period *period);
/*
 * Makes the readings of one team, out of a history that tells of it from scorecard_reach() on
 * and that is not needed afterwards. Several threads may make those of one team each.
 */
void scorecard_add(struct scorecard *scorecard, const struct team *team,
		   const struct history *history);

/*
 * The same in steps: the team's readings, then those of a service at a time; what is made is
 * handed over whole. History and catalog must stay until then.
 */
struct card_making {
	struct period period;
	struct team_card card; /* what was made so far */
	struct service_card *services;
	struct subject subject;
};
void card_making_begin(struct card_making *making, const struct scorecard *scorecard,
		       const struct team *team, const struct history *history);
/* True once the card is whole. */
bool card_making_step(struct card_making *making);
void card_making_drop(struct card_making *making);
/* Puts it in the place of the team's card; nothing is to be dropped after that. */
void scorecard_put(struct scorecard *scorecard, const struct card_making *making);

/*
 * Takes the cards of scorecards of the same catalog and window, made at an earlier instant, to
 * be shown until each is made anew; their goals' counts likewise. None of them counts as made.
 */
void scorecard_keep(struct scorecard *scorecard, struct scorecard *before);

/* What is told of all teams together, once each was added: the goals' counts. */
void scorecard_end(struct scorecard *scorecard);
/* All three at once: the scorecards of all teams. */
void scorecard_make(struct scorecard *scorecard, const struct catalog *catalog,
		    const struct history *history, const struct period *period);
void scorecard_release(struct scorecard *scorecard);

/*
 * From when on a scorecard of the period looks at deployments and samples: two windows, or the
 * weeks that tell what is usual. INSTANT_MIN at the earliest.
 */
instant scorecard_reach(const struct period *period);

/*
 * The events behind one reading of a team (service NULL) or of one of its services: those
 * counted and those left out, in order of time. Memory from the arena.
 */
const struct evidence *
scorecard_evidence(const struct scorecard *scorecard, const struct history *history,
		   const struct team *team, const struct service *service,
		   const struct capacity *capacity, struct arena *arena, size_t *count);

#endif
