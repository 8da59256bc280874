/*
 * What is said while something is recorded by hand: what Enter records, what is missing, what
 * was done.
 *
 * Rule: what is going to be recorded is said exactly, before it is.
 */
#ifndef APLOMB_REPORT_RECORD_WORDS_H
#define APLOMB_REPORT_RECORD_WORDS_H

#include "base/buffer.h"
#include "model/event.h"

#define RECORD_DEMO_KEEPS_NOTHING \
	"The demo keeps nothing: 'aplomb init' begins a history of your own."
#define RECORD_READ_ONLY "Nothing is recorded here: --read-only, or APLOMB_READ_ONLY, says so."
#define RECORD_NEEDS_A_TEAM "Select a team first: what is recorded is a team's."
#define RECORD_NEEDS_TEXT "What is it? Type it in a sentence."
#define RECORD_IS_FULL                                                                      \
	"The end of what was typed does not fit: shorten it. 'aplomb record' takes longer " \
	"texts."
#define RECORD_NEEDS_WHEN "When? now, 11:40, 2026-09-30 or 2026-09-30 11:40"
#define RECORD_IS_AHEAD "That is still to come; what is recorded has happened."
#define RECORD_NONE_OPEN "Nothing of this team is open: no concern and no lesson waits."
#define RECORD_NO_NEED_OPEN "Nothing of this team is open: no need waits."
#define RECORD_IS_GONE \
	"The one that was selected was closed or changed meanwhile: which one is it?"
#define RECORD_CLOSED_TOO_EARLY "That is before it was said."
#define RECORD_ALL_AT_MEETING "They are in the meeting of that day already."
#define RECORD_DONE "Recorded. u takes it back."
#define RECORD_NOTHING_TO_TAKE_BACK "Nothing was recorded here that could be taken back."

/* "The YAML names no team 'paymnts'; did you mean 'payments'?"; nearest: NULL, or that. */
void record_add_no_team(struct buffer *buffer, const char *id, const char *nearest);
/*
 * "Enter records: note, payments, Wed 30 Sep 2026 11:40: The queue ..."; of an event that is
 * there (was not NULL) what it becomes: "as acted on Wed 30 Sep 2026 11:40: concern, ...".
 * about: the title of the capacity that it is about, or NULL.
 */
void record_add_what(struct buffer *buffer, const struct event *was, const struct event *is,
		     const char *about, bool is_kept, const struct zone *zone);
/* "Taken back: note, payments, Wed 30 Sep 2026 11:40." */
void record_add_taken_back(struct buffer *buffer, const struct event *was,
			   const struct event *is, const struct zone *zone);
/* "Not seen here: this scorecard speaks as of Thu 1 Oct 2026 00:00." */
void record_add_is_later(struct buffer *buffer, instant as_of, const struct zone *zone);

#endif
