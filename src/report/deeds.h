/*
 * What is said of what the user had done: a file written, text copied.
 *
 * Rule: each says what was done, where it went and how much it was, and promises nothing that
 * nobody could see. Paths are appended as they are; the canvas makes them visible.
 */
#ifndef APLOMB_REPORT_DEEDS_H
#define APLOMB_REPORT_DEEDS_H

#include <stddef.h>

#include "base/buffer.h"

/* Where a file has no name yet. */
#define DEED_NEEDS_A_NAME "The file needs a name first."
/* "Written: payments-2026-09-30.md (34 lines)" */
void deed_add_written(struct buffer *buffer, const char *path, size_t line_count);
/* Asked before a file is replaced. */
void deed_add_is_there(struct buffer *buffer, const char *path);

/* Which way text went out. */
enum copy_way {
	COPY_BY_TMUX,
	COPY_BY_OSC52, /* an escape sequence, to which terminals give no answer */
};

/* "Copied 34 lines to tmux's buffer." */
void deed_add_copied(struct buffer *buffer, size_t line_count, enum copy_way way);

/* Said after it, where one looked at a service, which has no text of its own. */
#define DEED_COPIED_THE_TEAMS "It is the whole team's; the service is in it."

/* Said in its place, where there is more than anybody pastes. */
#define DEED_TOO_MANY_TO_COPY "These are too many events to copy; e writes them to a file."

/* Lines of a text; what stands after the last newline is one too. */
size_t deed_count_lines(const struct buffer *text);

#endif
