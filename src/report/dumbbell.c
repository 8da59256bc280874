#include "report/dumbbell.h"

#include <assert.h>
#include <math.h>

#include "report/shown.h"

/* The least that a scale spans: less is no change that one would act on. */
#define LEAST_TIMES 4.0	 /* from a value to four times that */
#define LEAST_SHARE 0.2	 /* twenty of a hundred */
#define LEAST_RATE 0.5	 /* of the higher of the two */
#define LEAST_NUMBER 4.0 /* of things or days */

struct scale {
	double low, high;
};

/* Times as logarithms, and down where less is better. */
static double scaled(const struct capacity *capacity, double value)
{
	if (capacity->unit == UNIT_SECONDS)
		value = log(value > 1 ? value : 1);
	return capacity->less_is_better ? -value : value;
}

static void hold(struct scale *scale, const struct capacity *capacity, double value)
{
	double at = scaled(capacity, value);

	scale->low = fmin(scale->low, at);
	scale->high = fmax(scale->high, at);
}

static double least_span(const struct capacity *capacity, const struct scale *scale)
{
	switch (capacity->unit) {
	case UNIT_SECONDS:
		return log(LEAST_TIMES);
	case UNIT_RATIO:
		return LEAST_SHARE;
	case UNIT_PER_WEEK:
		return fmax(scale->high * LEAST_RATE, 1e-9);
	case UNIT_COUNT:
	case UNIT_DAYS:
		break;
	}
	return LEAST_NUMBER;
}

/* To both sides, but not beyond what there is: shares end at 0 and 1, rates begin at 0. */
static void widen(struct scale *scale, const struct capacity *capacity)
{
	double lack = least_span(capacity, scale) - (scale->high - scale->low);

	if (lack <= 0)
		return;
	scale->low -= lack / 2;
	scale->high += lack / 2;
	if (capacity->unit == UNIT_RATIO && scale->high > 1) {
		scale->low -= scale->high - 1;
		scale->high = 1;
	}
	if ((capacity->unit == UNIT_RATIO || capacity->unit == UNIT_PER_WEEK) &&
	    scale->low < 0) {
		scale->high -= scale->low;
		scale->low = 0;
	}
}

static int cell_of(const struct scale *scale, const struct capacity *capacity, double value,
		   int width)
{
	double part = (scaled(capacity, value) - scale->low) / (scale->high - scale->low);

	return (int)lround(fmin(fmax(part, 0), 1) * (width - 1));
}

static struct scale scale_of(const struct comparison_row *row, bool has_then, bool has_now)
{
	const struct capacity *capacity = row->capacity;
	const struct reading *now = row->now;
	struct scale scale = {(double)INFINITY, -(double)INFINITY};

	if (has_then)
		hold(&scale, capacity, row->then->value);
	if (has_now)
		hold(&scale, capacity, now->value);
	if (now->has_usual) {
		hold(&scale, capacity, now->usual.low);
		hold(&scale, capacity, now->usual.high);
	}
	if (now->goal)
		hold(&scale, capacity, now->goal->value);
	widen(&scale, capacity);
	return scale;
}

bool dumbbell_place(const struct comparison_row *row, int width_cells,
		    struct dumbbell *dumbbell)
{
	const struct capacity *capacity = row->capacity;
	const struct reading *now = row->now;
	bool has_past = !capacity->is_undated; /* else it is read from the YAML */
	bool has_then = has_past && reading_has_value(row->then);
	bool has_now = has_past && reading_has_value(now);
	struct scale scale;

	assert(width_cells >= DUMBBELL_MINIMUM_CELLS);
	*dumbbell = (struct dumbbell){-1, -1, -1, -1, -1};
	if (!has_then && !has_now)
		return false;
	scale = scale_of(row, has_then, has_now);
	if (has_then)
		dumbbell->then_cell = cell_of(&scale, capacity, row->then->value, width_cells);
	if (has_now)
		dumbbell->now_cell = cell_of(&scale, capacity, now->value, width_cells);
	if (now->goal)
		dumbbell->goal_cell = cell_of(&scale, capacity, now->goal->value, width_cells);
	if (now->has_usual) {
		int low = cell_of(&scale, capacity, now->usual.low, width_cells);
		int high = cell_of(&scale, capacity, now->usual.high, width_cells);

		dumbbell->usual_low_cell = low < high ? low : high;
		dumbbell->usual_high_cell = low < high ? high : low;
	}
	return true;
}
