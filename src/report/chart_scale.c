#include "report/chart_scale.h"

#include <math.h>
#include <stdlib.h>

#include "report/quantity.h"

#define MINUTE 60.0
#define HOUR 3600.0
#define DAY 86400.0

static double scaled(const struct chart_scale *scale, double value)
{
	return scale->unit == UNIT_SECONDS ? log(value > 1 ? value : 1) : value;
}

struct chart_scale chart_scale_of(enum unit unit, const double *values, size_t count, int rows)
{
	struct chart_scale scale = {unit, HUGE_VAL, -HUGE_VAL, rows > 0 ? rows : 1};

	for (size_t i = 0; i < count; i++) {
		scale.low = fmin(scale.low, scaled(&scale, values[i]));
		scale.high = fmax(scale.high, scaled(&scale, values[i]));
	}
	if (unit == UNIT_SECONDS) {
		/* At least from two thirds to one and a half of a single value. */
		double room = fmax((scale.high - scale.low) * 0.06, log(1.5) / 2);

		scale.low = fmax(scale.low - room, 0);
		scale.high += room;
	} else if (unit == UNIT_RATIO) {
		scale.low = fmin(floor(scale.low * 10) / 10, 0.9);
		scale.high = 1;
	} else {
		scale.low = 0;
		scale.high = fmax(scale.high * 1.05, 1);
	}
	return scale;
}

double chart_scale_part(const struct chart_scale *scale, double value)
{
	double part = (scaled(scale, value) - scale->low) / (scale->high - scale->low);

	return fmin(fmax(part, 0), 1);
}

int chart_scale_eighths(const struct chart_scale *scale, double value)
{
	return (int)lround(chart_scale_part(scale, value) * 8 * scale->rows);
}

int chart_scale_row(const struct chart_scale *scale, double value)
{
	int height = chart_scale_eighths(scale, value);

	/* What fills a row exactly lies in it, not in the one above. */
	return height == 0 ? scale->rows - 1 : scale->rows - 1 - (height - 1) / 8;
}

/* Times that people think in, the most telling with the lowest rank. */
static const struct {
	double seconds;
	int rank;
} time_ticks[] = {
	{1, 0},		 {5, 2},	  {10, 1},	    {30, 1},	      {MINUTE, 0},
	{2 * MINUTE, 2}, {5 * MINUTE, 1}, {15 * MINUTE, 1}, {30 * MINUTE, 1}, {HOUR, 0},
	{2 * HOUR, 1},	 {4 * HOUR, 1},	  {8 * HOUR, 2},    {12 * HOUR, 1},   {DAY, 0},
	{2 * DAY, 1},	 {4 * DAY, 2},	  {7 * DAY, 0},	    {14 * DAY, 1},    {30 * DAY, 0},
	{60 * DAY, 1},	 {90 * DAY, 1},	  {180 * DAY, 1},   {365 * DAY, 0},
};
#define TIME_TICK_COUNT (sizeof(time_ticks) / sizeof(time_ticks[0]))
#define TIME_RANKS 3

static bool is_apart(const struct chart_scale *scale, int apart, const double *ticks,
		     size_t count, double value)
{
	int row = chart_scale_row(scale, value);

	for (size_t i = 0; i < count; i++)
		if (abs(chart_scale_row(scale, ticks[i]) - row) < apart)
			return false;
	return true;
}

static size_t time_scale_ticks(const struct chart_scale *scale, int apart, double *ticks,
			       size_t room)
{
	size_t count = 0;

	for (int rank = 0; rank < TIME_RANKS; rank++)
		for (size_t i = 0; i < TIME_TICK_COUNT && count < room; i++) {
			double value = time_ticks[i].seconds;

			if (time_ticks[i].rank == rank && scaled(scale, value) >= scale->low &&
			    scaled(scale, value) <= scale->high &&
			    is_apart(scale, apart, ticks, count, value))
				ticks[count++] = value;
		}
	return count;
}

/* 1, 2 or 5 times a power of ten, at least `least`. */
static double round_step(double least)
{
	double power = pow(10, floor(log10(least)));

	for (int i = 0; i < 3; i++) {
		static const double factors[] = {1, 2, 5};

		if (factors[i] * power >= least * (1 - 1e-9))
			return factors[i] * power;
	}
	return 10 * power;
}

size_t chart_scale_ticks(const struct chart_scale *scale, int apart, double *ticks, size_t room)
{
	double step, first;
	size_t count = 0;

	if (scale->unit == UNIT_SECONDS)
		return time_scale_ticks(scale, apart, ticks, room);
	step = round_step((scale->high - scale->low) * apart / scale->rows);
	/* Shares are read from 100 % down, the others from 0 up. */
	if (scale->unit == UNIT_RATIO) {
		for (double tick = 1; tick >= scale->low - 1e-9 && count < room; tick -= step)
			ticks[count++] = tick;
		return count;
	}
	first = ceil(scale->low / step - 1e-9) * step;
	for (double tick = first; tick <= scale->high + 1e-9 && count < room; tick += step)
		ticks[count++] = tick;
	return count;
}

void chart_scale_add_label(struct buffer *buffer, const struct chart_scale *scale, double tick)
{
	if (scale->unit == UNIT_SECONDS)
		quantity_add_exact_span(buffer, tick, WORDING_CELL);
	else if (scale->unit == UNIT_RATIO)
		quantity_add_percent(buffer, tick + 1e-9, 0);
	else
		quantity_add_number(buffer, tick);
}
