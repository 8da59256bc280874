/* What saving a damaged history is made of. Rule: included by src/store/rescue*.c alone. */
#ifndef APLOMB_STORE_RESCUE_H
#define APLOMB_STORE_RESCUE_H

#include "store/walk.h"

struct rescue {
	struct store *from, *into;
	struct store *lists; /* what was read of changes and teams, where it can be looked up */
	bool has_lost_of_lists; /* of those looked up now */
	const struct rescue_listener *listener;
	struct rescue_account *account;
};

/* Tells one thing that could not be saved. */
void rescue_tell(const struct rescue *rescue, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* Tells and counts where the walk could not read. */
void rescue_tell_gap(const struct rescue *rescue, const struct walk *walk);
bool rescue_goes_on(const struct rescue *rescue, struct error *error);

/* Opens rescue->lists, which store_close() gives back. */
bool rescue_open_lists(struct rescue *rescue, struct error *error);
/* Puts into it what can be read of the lists of a type, if it has any. */
bool rescue_read_lists(struct rescue *rescue, const struct event_type *type,
		       struct error *error);
/* Whether something of the list of that row was, or may have been, where nothing can be read.
 */
bool rescue_lacks_of_list(struct rescue *rescue, const struct event_type *type, int64_t rowid,
			  bool *lacks, struct error *error);

#endif
