/*
 * Where screens get their scorecards from: callbacks, filled in by the command that knows the
 * YAML, the history and the clock.
 */
#ifndef APLOMB_UI_SCREENS_SOURCE_H
#define APLOMB_UI_SCREENS_SOURCE_H

#include "base/buffer.h"
#include "base/error.h"
#include "model/comparison.h"

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
	 * The team at `then`, which lies before now, and now, over windows of the length last
	 * loaded. The receiver's: releasing its arena gives it back. What it names (team,
	 * services, SLOs) stays until the next load() that succeeds. NULL: it cannot be had.
	 */
	bool (*comparison)(void *context, const struct team *team, instant then,
			   struct comparison *comparison, struct error *error);
	/* The formats of snapshots, NULL-terminated; NULL: none can be made. */
	const char *const *export_formats;
	/* Appends a snapshot, of one team or of all (NULL). */
	bool (*snapshot)(void *context, const char *format, const struct team *team,
			 struct buffer *out, struct error *error);
	/*
	 * Puts bytes in a file; where there is one already and replaces is false, sets *exists
	 * and leaves it.
	 */
	bool (*save)(void *context, const char *path, const struct buffer *bytes, bool replaces,
		     bool *exists, struct error *error);
	/*
	 * A descriptor that can be read once something may have changed, and whether it did
	 * (which also takes what was there to read); -1 and NULL: `r` alone reloads.
	 */
	int watched_fd;
	bool (*has_changed)(void *context);
};

#endif
