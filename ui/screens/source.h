/*
 * Where screens get their scorecards from: callbacks, filled in by the command that knows the
 * YAML, the history and the clock.
 */
#ifndef APLOMB_UI_SCREENS_SOURCE_H
#define APLOMB_UI_SCREENS_SOURCE_H

#include "base/buffer.h"
#include "base/error.h"
#include "model/agenda.h"
#include "model/comparison.h"
#include "model/event_filter.h"
#include "model/scorecard.h"
#include "model/team_practices.h"
#include "report/topic.h"

struct session_state;
/* A format of snapshots: "markdown", and how names of its files end: "md". */
struct snapshot_format {
	const char *name, *ending;
};

struct session_source {
	void *context;
	/*
	 * Reads everything again and makes the scorecards of a window. They are the source's
	 * and stay as they are until the next load that succeeds; after one that fails the ones
	 * before still stand. *notice: a sentence that the user should know, or NULL.
	 */
	bool (*load)(void *context, int window_days, const struct scorecard **scorecard,
		     const char **notice, struct error *error);
	/*
	 * Makes the readings of a team whose card has none yet, in its place. NULL: all cards
	 * are made when load() gives them out.
	 */
	bool (*make_card)(void *context, const struct team *team, struct error *error);
	/*
	 * Takes a step towards the same, so small that a key can wait for it; *is_made once
	 * they are. Not NULL where make_card is not.
	 */
	bool (*work)(void *context, const struct team *team, bool *is_made,
		     struct error *error);
	/* The events behind a reading, as scorecard_evidence(); service NULL: the team's. */
	const struct evidence *(*evidence)(void *context, const struct team *team,
					   const struct service *service,
					   const struct capacity *capacity, struct arena *arena,
					   size_t *count);
	/* What a team did of each practice, by month, as team_practices_make(). */
	const struct team_practices *(*practices)(void *context, const struct team *team,
						  struct arena *arena);
	/*
	 * The team at `then`, which lies before now, and now, over windows of the length last
	 * loaded. The receiver's: releasing its arena gives it back. What it names (team,
	 * services, SLOs) stays until the next load() that succeeds. NULL: it cannot be had.
	 */
	bool (*comparison)(void *context, const struct team *team, instant then,
			   struct comparison *comparison, struct error *error);
	/*
	 * What to talk about when the champions meet, of a team or (NULL) of all. The
	 * receiver's: releasing its arena gives it back. NULL: it cannot be had.
	 */
	bool (*agenda)(void *context, const struct team *team, struct agenda *agenda,
		       struct error *error);
	/* Appends what `agenda` prints. NULL: it cannot be had. */
	bool (*agenda_text)(void *context, const struct team *team, struct buffer *out,
			    struct error *error);
	/*
	 * Calls each for the events that pass, as store_each_event(), but never for one at or
	 * after the scorecards' as_of. NULL: there is no history to look at.
	 */
	bool (*events)(void *context, const struct event_filter *filter, event_visitor *each,
		       void *each_context, struct error *error);
	/* Adds how many pass of each local day and kind, as store_count_days(). */
	bool (*event_days)(void *context, const struct event_filter *filter, int64_t first_day,
			   size_t day_count, size_t (*counts)[EVENT_KIND_COUNT],
			   struct error *error);
	/* The formats of snapshots, the first preselected; NULL: none can be made. */
	const struct snapshot_format *formats;
	int format_count;
	/* Appends a snapshot of teams, which stand in the scorecards' order. */
	bool (*snapshot)(void *context, const char *format, const struct team *const *teams,
			 size_t team_count, struct buffer *out, struct error *error);
	/* The formats of events, the first preselected, which holds any of them. */
	const struct snapshot_format *event_formats;
	int event_format_count;
	/*
	 * Appends events as `events -f` prints them: those that pass, as events() gives them,
	 * or one alone (NULL: those). Fails where a format cannot hold them together, too.
	 */
	bool (*events_text)(void *context, const char *format,
			    const struct event_filter *filter, const struct event *alone,
			    struct buffer *out, struct error *error);
	/* Appends what `show` prints: of a team, or of one capacity (NULL: all) of it. This and
	 * the next two are NULL together: they cannot be had. */
	bool (*text)(void *context, const struct team *team, const struct capacity *capacity,
		     struct buffer *out, struct error *error);
	/* Appends what `show` prints of a topic of a team. */
	bool (*topic_text)(void *context, const struct team *team, const struct topic *topic,
			   struct buffer *out, struct error *error);
	/* Appends the organisation's goals, as `show` begins with them. */
	bool (*goals_text)(void *context, struct buffer *out, struct error *error);
	/* Appends what `compare` prints. NULL: it cannot be had. */
	bool (*comparison_text)(void *context, const struct team *team, instant then,
				struct buffer *out, struct error *error);
	/*
	 * Puts bytes in a file; where there is one already and replaces is false, sets *exists,
	 * leaves it and returns true.
	 */
	bool (*save)(void *context, const char *path, const struct buffer *bytes, bool replaces,
		     bool *exists, struct error *error);
	/*
	 * Puts `is` in the place of `was` in the history: NULL for `was` adds an event, NULL
	 * for `is` takes one back. Durable when it returns true; else nothing is changed.
	 */
	bool (*change)(void *context, const struct event *was, const struct event *is,
		       struct error *error);
	/* Why change() is not to be called, a sentence; NULL: it may be. */
	const char *keeps_nothing;
	/* The present instant: when what is recorded now happened. */
	instant (*now)(void *context);
	/* The scorecards speak as of an instant that was asked for: what comes later is not in
	 * them. */
	bool is_as_of_fixed;
	/* Told once the terminal is open: what was needed to open it may be given up. NULL. */
	void (*opened)(void *context);
	/* Told at the end how the organisation was looked at; NULL: nobody remembers it. */
	void (*remember)(void *context, const struct session_state *state);
	/*
	 * A descriptor that can be read once something may have changed, and whether it did
	 * (which also takes what was there to read); -1 and NULL: `r` alone reloads.
	 */
	int watched_fd;
	bool (*has_changed)(void *context);
};

#endif
