#include "ui/widgets/id.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

void id_set(char **id, const char *text)
{
	size_t bytes = text ? strlen(text) + 1 : 1;
	char *copy = memory_resize(NULL, bytes, 1);

	memcpy(copy, text ? text : "", bytes);
	/* Only now: text may lie within the old one. */
	free(*id);
	*id = copy;
}
