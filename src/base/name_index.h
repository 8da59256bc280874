/*
 * Names and where they were first defined, found again at once however many there are (a hash
 * table).
 *
 * Rule: the index keeps pointers; names and places must outlive it.
 */
#ifndef APLOMB_BASE_NAME_INDEX_H
#define APLOMB_BASE_NAME_INDEX_H

#include <stddef.h>

#include "base/place.h"

struct named {
	const char *name;
	struct place place;
	size_t index;	   /* into an array of the caller's */
	const void *thing; /* or what has the name */
};

/* Zeros are a valid empty index. */
struct name_index {
	struct name_slot *slots;
	size_t count, capacity;
};

/* NULL where nothing has that name. */
struct named *name_index_find(const struct name_index *names, const char *name);

/* Adds, unless the name is there already; returns the one that is there now. */
struct named *name_index_add(struct name_index *names, struct named *named);

void name_index_release(struct name_index *names);

#endif
