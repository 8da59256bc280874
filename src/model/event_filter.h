/*
 * Which events of the history, and in which order: what the store reads and a screen asks for.
 *
 * Rule: zero and NULL mean all; everything that is given must hold.
 */
#ifndef APLOMB_MODEL_EVENT_FILTER_H
#define APLOMB_MODEL_EVENT_FILTER_H

#include "model/catalog.h"
#include "model/event.h"

struct event_filter {
	const struct team *team; /* of the team, and of whatever name is of its services */
	const struct service *service; /* of that one alone, by whatever name */
	const struct catalog *catalog; /* that they are of; needed with either */
	const struct event_type *type;
	unsigned kinds;	      /* 1 << enum event_kind; 0: all */
	instant since, until; /* [since, until); INSTANT_NONE or 0: open */
	const char *text;     /* in its service, team, id, title, text or what it is about */
	bool is_newest_first; /* exactly the reverse of the other order */
	size_t skip, limit;   /* of what remains; limit 0: all */
};

/* Calls for one event, which is valid during the call; false fails with the error it set. */
typedef bool event_visitor(const struct event *event, void *context, struct error *error);

#endif
