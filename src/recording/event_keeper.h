/*
 * Where recorded events are kept: each in the history, or else in the spool beside it.
 *
 * Rule: what was taken is on disk, and its receipt says where. While the history cannot be
 * written, events go to the spool; once it can, those go before what comes then.
 */
#ifndef APLOMB_RECORDING_EVENT_KEEPER_H
#define APLOMB_RECORDING_EVENT_KEEPER_H

#include <time.h>

#include "invocation/invocation.h"
#include "model/event.h"

struct event_keeper {
	struct invocation *invocation;
	bool replaces;	     /* values take the place of those known that differ */
	struct store *store; /* NULL: not open */
	struct error why;    /* it could not be, the last time */
	time_t retry_at;     /* by the monotonic clock; before, it is not tried again */
};

/* What comes of an event. */
struct receipt {
	bool is_spooled; /* and nothing of the rest is known yet */
	enum put_outcome outcome;
	struct error conflict; /* PUT_CONTRADICTED: which value is kept out */
};

/*
 * Opens the history, where that is wanted sooner than with the first event. True also where
 * events would go to the spool (keeper->store NULL, and why).
 */
bool event_keeper_open(struct event_keeper *keeper, struct error *error);
/*
 * Takes an event. True with a receipt that says it is spooled leaves in *error why, and where
 * it waits. False where it is kept nowhere; its line is on stderr then, but where nothing was
 * to be written (--read-only).
 */
bool event_keeper_take(struct event_keeper *keeper, const struct event *event,
		       struct receipt *receipt, struct error *error);
void event_keeper_close(struct event_keeper *keeper);

#endif
