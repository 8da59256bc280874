/*
 * A list that grows while rows are read and is copied once, to size, when it is whole.
 *
 * Rule: it lives in a scratch arena; items are plain data.
 */
#ifndef APLOMB_STORE_LIST_H
#define APLOMB_STORE_LIST_H

#include "base/arena.h"

struct list {
	void *items;
	size_t count, capacity, item_bytes;
};

struct list list_of(size_t item_bytes);
/* A zeroed item at the end, valid until the next is added. */
void *list_add(struct list *list, struct arena *scratch);
void *list_copy(const struct list *list, struct arena *arena);
/* Stable order is the comparison's to see to; a list that is in order is left as it is. */
void list_sort(struct list *list, int (*compare)(const void *, const void *));

#endif
