/*
 * A series as one line of blocks.
 *
 * Rule: up is more capacity, whatever the unit (times are turned over), on the series' own
 * scale; a gap stays a gap.
 */
#ifndef APLOMB_REPORT_SPARKLINE_H
#define APLOMB_REPORT_SPARKLINE_H

#include "base/buffer.h"
#include "model/capacity.h"

#define SPARKLINE_LEVELS 8
#define SPARKLINE_GAP (-1)

/*
 * The level (0 lowest .. 7, or SPARKLINE_GAP) of each of `width_cells` cells, oldest first.
 * More values than cells: neighbours are averaged, the newest ones whole; fewer: gaps stand in
 * front. A series of equal values lies in the middle. Times are scaled as logarithms.
 */
void sparkline_levels(const double *values, size_t count, enum unit unit, bool less_is_better,
		      int *levels, size_t width_cells);

/* The glyph of a level: eighth blocks, or "_.-=+*#@" by ink; a gap is a space. */
const char *sparkline_glyph(int level, bool is_ascii);

/* The weekly values of a reading, exactly width_cells wide. */
void sparkline_add(struct buffer *buffer, const struct reading *reading, size_t width_cells,
		   bool is_ascii);

#endif
