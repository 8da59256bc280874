#include "base/name_index.h"

#include <search.h>
#include <string.h>

#include "base/arena.h"

static int named_compare(const void *a, const void *b)
{
	const struct named *one = a;
	const struct named *other = b;

	return strcmp(one->name, other->name);
}

struct named *name_index_find(const struct name_index *names, const char *name)
{
	const struct named wanted = {.name = name};
	void *const *found = tfind(&wanted, &names->root, named_compare);

	return found ? *found : NULL;
}

struct named *name_index_add(struct name_index *names, struct named *named)
{
	void *const *added = tsearch(named, &names->root, named_compare);

	if (added)
		return *added;
	memory_exhausted();
}

static void named_keep(void *named)
{
	(void)named;
}

void name_index_release(struct name_index *names)
{
	tdestroy(names->root, named_keep);
	names->root = NULL;
}
