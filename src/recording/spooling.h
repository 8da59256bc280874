/*
 * Events that the history could not take: into the spool beside it, or else onto stderr.
 *
 * Rule: an event that was given to the program is in the history, in the spool or on stderr as
 * a line that can be recorded later, and the exit status tells which.
 */
#ifndef APLOMB_RECORDING_SPOOLING_H
#define APLOMB_RECORDING_SPOOLING_H

#include "invocation/invocation.h"
#include "model/event.h"

/*
 * Puts an event in the spool; *error says why it could not be written, and then what became of
 * it. False where it cannot wait there either, or what lies there is no history: its line is
 * printed on stderr then.
 */
bool spooling_put(struct invocation *invocation, const struct event *event, bool replaces,
		  struct error *error);

/*
 * Takes what came into the spool since it was last looked at into the history, which is open
 * for writing. What is set aside or left is said, also with -q. Fails as the history does.
 */
bool spooling_take_in(struct invocation *invocation, struct store *store, struct error *error);

/*
 * Opens the history for writing and takes in what waits. What the history refuses is said and
 * still waits: it may be what it is opened for to mend.
 */
bool spooling_open(struct invocation *invocation, struct store **store, struct error *error);

#endif
