/*
 * Where screens get their scorecards from: callbacks, filled in by the command that knows the
 * YAML, the history and the clock.
 */
#ifndef APLOMB_UI_SCREENS_SOURCE_H
#define APLOMB_UI_SCREENS_SOURCE_H

#include "base/error.h"
#include "model/scorecard.h"

struct session_source {
	void *context;
	/*
	 * Reads everything again and makes the scorecards of a window. They are the source's
	 * and stay as they are until the next load that succeeds; after one that fails the ones
	 * before still stand. *notice: a sentence that the user should know, or NULL.
	 */
	bool (*load)(void *context, int window_days, const struct scorecard **scorecard,
		     const char **notice, struct error *error);
	/* The events behind a reading, as scorecard_evidence(); service NULL: the team's. */
	const struct evidence *(*evidence)(void *context, const struct team *team,
					   const struct service *service,
					   const struct capacity *capacity, struct arena *arena,
					   size_t *count);
	/*
	 * A descriptor that can be read once something may have changed, and whether it did
	 * (which also takes what was there to read); -1 and NULL: `r` alone reloads.
	 */
	int watched_fd;
	bool (*has_changed)(void *context);
};

#endif
