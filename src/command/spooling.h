/*
 * Events that the history could not take: into the spool beside it, or else onto stderr.
 *
 * Rule: an event that was given to the program is in the history, in the spool or on stderr as
 * a line that can be recorded later, and the exit status tells which.
 */
#ifndef APLOMB_COMMAND_SPOOLING_H
#define APLOMB_COMMAND_SPOOLING_H

#include "command/command.h"
#include "model/event.h"

/*
 * Puts an event in the spool; *error says why it could not be written, and then what became of
 * it. False where there is no room for it in the spool either: its line is printed on stderr
 * then.
 */
bool spooling_put(struct invocation *invocation, const struct event *event, bool replaces,
		  struct error *error);

/* Takes what waits in the spool into a history that was opened for writing. */
bool spooling_take_in(struct invocation *invocation, struct store *store, const char *history,
		      struct error *error);

#endif
