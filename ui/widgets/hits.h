/* What lies where on the last frame, so that a click finds it. */
#ifndef APLOMB_UI_WIDGETS_HITS_H
#define APLOMB_UI_WIDGETS_HITS_H

#include <stddef.h>

struct hit {
	int row, column, cells;
	int item, part; /* what it is: the screen's numbers */
};

struct hits {
	struct hit *hits;
	size_t count, capacity;
};

/* Zeros are a valid empty one. */
void hits_release(struct hits *hits);
void hits_clear(struct hits *hits);
void hits_add(struct hits *hits, int row, int column, int cells, int item, int part);
/* NULL where nothing lies there; of several the one added last. */
const struct hit *hits_find(const struct hits *hits, int row, int column);

#endif
