/*
 * Notes: what a team wrote down of what helped, to be seen beside its numbers.
 *
 * Rule: plain data, in order of (at, source, id). Those at or after the as_of that they were
 * loaded for are not among them.
 */
#ifndef APLOMB_MODEL_NOTE_H
#define APLOMB_MODEL_NOTE_H

#include <stddef.h>

#include "base/instant.h"

struct note {
	const char *team; /* its id */
	instant at;
	const char *text;
	const char *capacity; /* the id of what it is about; "" where it does not say */
};

struct notes {
	const struct note *items;
	size_t count;
};

/*
 * The next note of a team, from *from on, that is about the capacity or about none in
 * particular (capacity NULL: any) and not older than `since`. NULL: no more. *from 0 begins.
 */
const struct note *notes_next(const struct notes *notes, const char *team, const char *capacity,
			      instant since, size_t *from);

#endif
