#include "store/list.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct list list_of(size_t item_bytes)
{
	return (struct list){NULL, 0, 0, item_bytes};
}

void *list_add(struct list *list, struct arena *scratch)
{
	char *item;

	list->items = arena_grow(scratch, list->items, list->count, &list->capacity,
				 list->item_bytes);
	item = (char *)list->items + list->count++ * list->item_bytes;
	memset(item, 0, list->item_bytes);
	return item;
}

void *list_copy(const struct list *list, struct arena *arena)
{
	void *copy = arena_allocate(arena, list->count, list->item_bytes);

	if (list->count)
		memcpy(copy, list->items, list->count * list->item_bytes);
	return copy;
}

void list_sort(struct list *list, int (*compare)(const void *, const void *))
{
	const char *items = list->items;
	bool is_sorted = true;

	for (size_t i = 1; i < list->count && is_sorted; i++)
		is_sorted = compare(items + (i - 1) * list->item_bytes,
				    items + i * list->item_bytes) <= 0;
	if (!is_sorted)
		qsort(list->items, list->count, list->item_bytes, compare);
}
