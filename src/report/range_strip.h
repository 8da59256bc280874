/*
 * Where a value lies against its own usual range, as one line: the range in the middle, the
 * value in it or beside it.
 *
 * Rule: right is more capacity, whatever the unit. Each strip is on the scale of its own range.
 */
#ifndef APLOMB_REPORT_RANGE_STRIP_H
#define APLOMB_REPORT_RANGE_STRIP_H

#include "base/buffer.h"
#include "model/capacity.h"

#define RANGE_STRIP_MINIMUM_CELLS 9

/* Cells of the strip, 0-based. */
struct range_strip {
	size_t low_cell, high_cell; /* ends of the usual range */
	size_t value_cell;
};

/* False where the reading has no usual range or no value. width_cells >= the minimum. */
bool range_strip_place(const struct reading *reading, size_t width_cells,
		       struct range_strip *strip);

/* Exactly width_cells wide; spaces where there is nothing to place. */
void range_strip_add(struct buffer *buffer, const struct reading *reading, size_t width_cells,
		     bool is_ascii);

#endif
