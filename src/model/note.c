#include "model/note.h"

#include <stdbool.h>
#include <string.h>

static bool note_is_about(const struct note *note, const char *capacity)
{
	return !capacity || !*note->capacity || strcmp(note->capacity, capacity) == 0;
}

const struct note *notes_next(const struct notes *notes, const char *team, const char *capacity,
			      instant since, size_t *from)
{
	while (*from < notes->count) {
		const struct note *note = &notes->items[(*from)++];

		if (note->at >= since && strcmp(note->team, team) == 0 &&
		    note_is_about(note, capacity))
			return note;
	}
	return NULL;
}
