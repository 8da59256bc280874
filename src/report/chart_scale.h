/*
 * Where a value stands on the rows of a chart, and which values its axis names.
 *
 * Rule: charts show plain values: up is more seconds, more a week, a larger share.
 */
#ifndef APLOMB_REPORT_CHART_SCALE_H
#define APLOMB_REPORT_CHART_SCALE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
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

/* How far up a value stands, as a part of the whole height: 0 at the foot, 1 at the top. */
double chart_scale_part(const struct chart_scale *scale, double value);

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

/* A tick as the axis names it: "4 h", "95 %", "10". */
void chart_scale_add_label(struct buffer *buffer, const struct chart_scale *scale, double tick);

#endif
