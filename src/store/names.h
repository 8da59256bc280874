/*
 * The service names of a history, and whose they are.
 *
 * Rule: names are found by seeking from one to the next, so what they cost is their number, not
 * that of the rows. A name that is no text of ours (check says so) belongs to nobody.
 */
#ifndef APLOMB_STORE_NAMES_H
#define APLOMB_STORE_NAMES_H

#include "model/service_name.h"
#include "store/database.h"

/* A name that stands in the history. */
struct history_name {
	const char *name;
	unsigned kinds; /* 1 << enum event_kind: of what there are events under it */
	struct service_match match;
};

struct history_names {
	const struct history_name *names; /* by service in the catalog's order, then by name; */
	size_t count;			  /* those without a service last */
};

/*
 * Finds all names and their services; those found before are kept while neither history nor
 * catalog changes. They stay until the next call or until the store is closed; so must the
 * catalog. Call it within the transaction that reads what stands under them.
 */
bool history_names_read(struct store *store, const struct catalog *catalog,
			struct history_names *names, struct error *error);

/* The same in steps, of one type of events each: *is_read once there are no more. */
bool history_names_step(struct store *store, const struct catalog *catalog,
			struct history_names *names, bool *is_read, struct error *error);

/* The names of one service (NULL: of those without): the first, and how many follow. */
const struct history_name *history_names_of(const struct history_names *names,
					    const struct service *service, size_t *count);

#endif
