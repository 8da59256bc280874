/*
 * Where a value stands on the rows of a chart, and which values its axis names.
 *
 * Rule: charts show plain values: up is more seconds, more a week, a larger share.
 */
#ifndef APLOMB_UI_WIDGETS_CHART_SCALE_H
#define APLOMB_UI_WIDGETS_CHART_SCALE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/unit.h"

struct chart_scale {
	enum unit unit; /* times are drawn as logarithms, the others as they are */
	double low, high;
	int rows;
};

/*
 * A scale that holds all values (at least one), with a little room: times around them, rates
 * from 0, shares up to 1.
 */
struct chart_scale chart_scale_of(enum unit unit, const double *values, size_t count, int rows);

/* The eighths of rows that a value rises above the foot: 0 .. 8 x rows. */
int chart_scale_eighths(const struct chart_scale *scale, double value);

/* The row that a value lies in, 0 at the top. */
int chart_scale_row(const struct chart_scale *scale, double value);

/*
 * Round values for the axis, at least `apart` rows from each other, the most telling first.
 * Returns how many; at most `room`.
 */
size_t chart_scale_ticks(const struct chart_scale *scale, int apart, double *ticks,
			 size_t room);

#endif
