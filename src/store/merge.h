/*
 * What two records of one event make together.
 *
 * Rule: pure; knows no database. A fact that is not given is unknown, and is filled by one that
 * is; a list (changes, teams) is a set, of which fewer members may have been known.
 */
#ifndef APLOMB_STORE_MERGE_H
#define APLOMB_STORE_MERGE_H

#include "store/store.h"

struct merge {
	enum put_outcome outcome; /* never PUT_ADDED */
	struct event merged;	  /* valid where it is to be written */
	bool is_to_be_written;
	bool list_has_changed;
};

/*
 * Merges what is given into what is stored; both have the same identity. A value that
 * contradicts a known one is kept out and described in conflict->message, unless `replace`,
 * when the given value stands; what was unknown is filled either way, unless a required field
 * differs: then it is another event, and all of it is kept out. Texts of the
 * result are those of the two events, lists are in the arena.
 */
void merge_events(struct merge *merge, const struct event *stored, const struct event *given,
		  bool replace, struct arena *arena, struct error *conflict);

/* Whether the lists of two events have the same members. */
bool lists_are_equal(const struct event *first, const struct event *second,
		     struct arena *arena);

#endif
