/*
 * --complete-until T: which kinds of which services an import has shown, to be recorded as
 * known completely up to T.
 */
#ifndef APLOMB_COMMAND_COVERAGE_H
#define APLOMB_COMMAND_COVERAGE_H

#include "store/store.h"

struct coverage {
	struct arena arena;
	void *services; /* a search tree of services and their kinds */
};

void coverage_init(struct coverage *coverage);
void coverage_release(struct coverage *coverage);

/* Adds kinds (bits of enum collected_kind) of a service; NULL: of all services. */
void coverage_add(struct coverage *coverage, const char *service, unsigned kinds);
/* Adds what an event shows. */
void coverage_see(struct coverage *coverage, const struct event *event);

/* Puts a coverage record for each, within a transaction. */
bool coverage_put(const struct coverage *coverage, struct store *store, instant until,
		  const char *source, struct error *error);

#endif
