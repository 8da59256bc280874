/*
 * How an organisation was looked at, kept in a small file from one session to the next: a line
 * for each thing, its key and its value.
 *
 * Rule: a convenience, never a duty. What cannot be read or written is passed over in silence,
 * and whatever stands in the file, the worst that comes of it is a view as it comes.
 */
#ifndef APLOMB_VIEWER_REMEMBERED_H
#define APLOMB_VIEWER_REMEMBERED_H

#include "invocation/invocation.h"
#include "ui/session/session.h"

/* Longer files are none of ours. */
#define REMEMBERED_BYTES_MAX 65536

/*
 * Takes a file apart; strings in the arena. A line that is broken, unknown or has no end counts
 * for nothing. False, *state untouched: it is not of that history, or of no such format.
 */
bool remembered_parse(const char *bytes, size_t length_bytes, const char *history,
		      struct arena *arena, struct session_state *state);
/* Appends the file of a state; what is no text of one line is left out. */
void remembered_add(struct buffer *buffer, const char *history,
		    const struct session_state *state);

/* What was remembered for the invocation's history; NULL: nothing. Its arena's. */
const struct session_state *remembered_read(struct invocation *invocation);
/* Appends the invocation's file of a state; false: there is no place for its history. */
bool remembered_text(struct invocation *invocation, const struct session_state *state,
		     struct buffer *text);
/* Puts such a text in its file, unless that says the same already. */
void remembered_keep(struct invocation *invocation, const struct buffer *text);

#endif
