/* Exact decimals and the units that a capacity is measured in. */
#ifndef APLOMB_MODEL_UNIT_H
#define APLOMB_MODEL_UNIT_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

/* A number that is not known: null in exports, never 0. Asked with isnan(). */
#define VALUE_NONE ((double)NAN)

enum unit {
	UNIT_PER_WEEK,
	UNIT_SECONDS,
	UNIT_RATIO,
	UNIT_COUNT,
	UNIT_DAYS,
};

/*
 * An exact share such as 99.9 %: numerator / denominator, denominator a power of ten up to
 * 1e12. Targets are compared exactly: 999 of 1,000 keeps 99.9 %.
 */
struct share {
	int64_t numerator, denominator;
};

/* good / total >= share, exactly for whole numbers up to 2^53. total > 0. */
bool share_is_reached(struct share share, double good, double total);
double share_value(struct share share);

/*
 * Reads "99.9%", "99.9 %" or "0.999" exactly. False when it is no number, has more than 12
 * decimal places as a fraction, or lies outside (0, 1].
 */
bool share_parse(const char *text, struct share *share);

#endif
