/* Where something stands in a text file. */
#ifndef APLOMB_BASE_PLACE_H
#define APLOMB_BASE_PLACE_H

#include <stddef.h>

/* 1-based line and column. */
struct place {
	const char *file;
	size_t line, column;
};

#endif
