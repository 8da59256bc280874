#include "base/name_index.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#define CAPACITY_MIN 8

struct name_slot {
	size_t hash;
	struct named *named; /* NULL: free */
};

/*
 * FNV-1a (Fowler, Noll, Vo), begun where the program lies in memory: nobody who writes a file
 * can know which names would meet.
 */
static size_t hash_of(const char *name)
{
	static const char here = 0;
	uint64_t hash = 0xcbf29ce484222325U ^ (uint64_t)(uintptr_t)&here;

	for (const char *c = name; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 0x100000001b3U;
	return (size_t)(hash ^ hash >> 32);
}

/* Where the name is, or would be. There is always a free slot. */
static struct name_slot *slot_of(const struct name_index *names, const char *name, size_t hash)
{
	size_t at = hash & (names->capacity - 1);

	while (names->slots[at].named && (names->slots[at].hash != hash ||
					  strcmp(names->slots[at].named->name, name) != 0))
		at = (at + 1) & (names->capacity - 1);
	return &names->slots[at];
}

static void grow(struct name_index *names)
{
	struct name_index grown = {.count = names->count};

	grown.capacity = names->capacity ? names->capacity * 2 : CAPACITY_MIN;
	grown.slots = memory_resize(NULL, grown.capacity, sizeof(*grown.slots));
	memset(grown.slots, 0, grown.capacity * sizeof(*grown.slots));
	for (size_t i = 0; i < names->capacity; i++) {
		const struct name_slot *slot = &names->slots[i];

		if (slot->named)
			*slot_of(&grown, slot->named->name, slot->hash) = *slot;
	}
	free(names->slots);
	*names = grown;
}

struct named *name_index_find(const struct name_index *names, const char *name)
{
	return names->count ? slot_of(names, name, hash_of(name))->named : NULL;
}

struct named *name_index_add(struct name_index *names, struct named *named)
{
	size_t hash = hash_of(named->name);
	struct name_slot *slot;

	if (names->count >= names->capacity / 2)
		grow(names);
	slot = slot_of(names, named->name, hash);
	if (!slot->named) {
		*slot = (struct name_slot){hash, named};
		names->count++;
	}
	return slot->named;
}

void name_index_release(struct name_index *names)
{
	free(names->slots);
	*names = (struct name_index){.slots = NULL};
}
