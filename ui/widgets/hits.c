#include "ui/widgets/hits.h"

#include <stdlib.h>

#include "base/arena.h"

void hits_release(struct hits *hits)
{
	free(hits->hits);
	hits->hits = NULL;
	hits->count = hits->capacity = 0;
}

void hits_clear(struct hits *hits)
{
	hits->count = 0;
}

void hits_add(struct hits *hits, int row, int column, int cells, int item, int part)
{
	if (hits->count == hits->capacity) {
		hits->capacity = hits->capacity ? hits->capacity * 2 : 64;
		hits->hits = memory_resize(hits->hits, hits->capacity, sizeof(*hits->hits));
	}
	hits->hits[hits->count++] = (struct hit){row, column, cells, item, part};
}

const struct hit *hits_find(const struct hits *hits, int row, int column)
{
	for (size_t i = hits->count; i-- > 0;) {
		const struct hit *hit = &hits->hits[i];

		if (hit->row == row && column >= hit->column &&
		    column < hit->column + hit->cells)
			return hit;
	}
	return NULL;
}
