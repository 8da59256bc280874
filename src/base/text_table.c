#include "base/text_table.h"

#include <string.h>

void text_table_init(struct text_table *table, size_t count, struct arena *arena)
{
	size_t slots = 16;

	while (slots / 2 < count)
		slots *= 2;
	table->keys = ARENA_ARRAY(arena, slots, const char *);
	table->values = ARENA_ARRAY(arena, slots, int64_t);
	table->mask = slots - 1;
}

uint64_t text_hash(const char *text)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return hash;
}

/* The slot that holds the text, or the free one where it would go. */
static size_t text_table_slot(const struct text_table *table, const char *key)
{
	uint64_t hash = text_hash(key);
	size_t slot = (size_t)(hash ^ (hash >> 32)) & table->mask;

	while (table->keys[slot] && strcmp(table->keys[slot], key) != 0)
		slot = (slot + 1) & table->mask;
	return slot;
}

bool text_table_put_least(struct text_table *table, const char *key, int64_t value)
{
	size_t slot = text_table_slot(table, key);
	bool is_new = !table->keys[slot];

	if (is_new || value < table->values[slot]) {
		table->keys[slot] = key;
		table->values[slot] = value;
	}
	return is_new;
}

int64_t text_table_find(const struct text_table *table, const char *key, int64_t none)
{
	size_t slot = text_table_slot(table, key);

	return table->keys[slot] ? table->values[slot] : none;
}
