#include "ui/session/changes.h"

#include <stdlib.h>
#include <string.h>

void changes_add(struct changes *changes, const struct event *was, const struct event *is)
{
	struct change_made *made;

	if (changes->count == changes->capacity) {
		changes->capacity = changes->capacity ? 2 * changes->capacity : 8;
		changes->made =
			memory_resize(changes->made, changes->capacity, sizeof(*changes->made));
	}
	made = &changes->made[changes->count++];
	memset(made, 0, sizeof(*made));
	arena_init(&made->arena);
	made->has_was = was != NULL;
	made->has_is = is != NULL;
	if (was)
		made->was = event_copy(was, &made->arena);
	if (is)
		made->is = event_copy(is, &made->arena);
}

const struct change_made *changes_last(const struct changes *changes)
{
	return changes->count ? &changes->made[changes->count - 1] : NULL;
}

void changes_drop_last(struct changes *changes)
{
	arena_release(&changes->made[--changes->count].arena);
}

void changes_release(struct changes *changes)
{
	while (changes->count)
		changes_drop_last(changes);
	free(changes->made);
	memset(changes, 0, sizeof(*changes));
}
