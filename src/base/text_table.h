/*
 * Texts, and a number for each: open addressing in an arena.
 *
 * Rule: it is made for a count of texts that is known before; keys are not copied.
 */
#ifndef APLOMB_BASE_TEXT_TABLE_H
#define APLOMB_BASE_TEXT_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct text_table {
	const char **keys; /* NULL: a free slot */
	int64_t *values;
	size_t mask; /* slots - 1; at most half of the slots are ever taken */
};

/* For up to `count` texts. */
void text_table_init(struct text_table *table, size_t count, struct arena *arena);
/* Keeps the least number of each text; false where the text had one. */
bool text_table_put_least(struct text_table *table, const char *key, int64_t value);
/* The number of a text; `none` where it has none. */
int64_t text_table_find(const struct text_table *table, const char *key, int64_t none);

/* FNV-1a (Fowler, Noll and Vo), 64 bits. */
uint64_t text_hash(const char *text);

#endif
