/*
 * The process that writes for the terminal scorecard, which may not (confinement.h).
 *
 * Rule: it is forked before anything of a team file or a history is read, so that nothing in
 * them can mislead it; it knows four requests, and ends with the one that asks. What it is sent
 * it takes as it takes anything from outside: an event must be valid, a file is written as
 * output_write_file() does, but: only a regular one, neither hidden, wherever the names lead,
 * nor over a program, nor as a team file. What stands there is replaced only if it was written
 * here, or is named as an export.
 */
#ifndef APLOMB_VIEWER_WRITING_HELPER_H
#define APLOMB_VIEWER_WRITING_HELPER_H

#include <sys/types.h>

#include "invocation/invocation.h"

struct session_state;

struct writing_helper {
	int channel; /* -1: none */
	pid_t process;
};

/* Before any store is opened: what SQLite knows of locks must not be inherited. ERROR_IO. */
bool writing_helper_begin(struct writing_helper *helper, struct invocation *invocation,
			  struct error *error);
/* Waits for its end. */
void writing_helper_end(struct writing_helper *helper);

/*
 * Puts a file in place, as output_write_file() (replaces) or output_write_new_file() do; a path
 * that begins with ~/ begins at home. What may not be written fails with ERROR_IO, too.
 */
bool writing_helper_save(struct writing_helper *helper, const char *path,
			 const struct buffer *bytes, bool replaces, bool *exists,
			 struct error *error);
/* As recorder_change(), on the invocation's history. */
bool writing_helper_change(struct writing_helper *helper, const struct event *was,
			   const struct event *is, struct error *error);
/* Puts a text in tmux's buffer; false: there is no tmux that takes it. */
bool writing_helper_copy(struct writing_helper *helper, const char *bytes, size_t length_bytes);
/* Keeps how the organisation was looked at (remembered.h). */
void writing_helper_remember(struct writing_helper *helper, struct invocation *invocation,
			     const struct session_state *state);

#endif
