#include "export/figure.h"

#include <math.h>
#include <stdint.h>

#define PLAIN_DIGITS_MAX 9
#define PLAIN_LEAST 1e-4 /* below it %g writes an exponent */

/* How many decimals `digits` significant ones are, 1e-4 <= value < 10^digits. */
static int decimals_of(double value, int digits)
{
	int decimals = digits - 1;

	for (double power = 10; value >= power; power *= 10)
		decimals--;
	for (double power = 1; value < power; power /= 10)
		decimals++;
	return decimals;
}

static double power_of_ten(int exponent)
{
	double power = 1;

	while (exponent-- > 0)
		power *= 10;
	return power;
}

/* Writes whole / 10^decimals without trailing zeros. */
static void add_decimals(struct buffer *buffer, bool is_negative, uint64_t whole, int decimals)
{
	char text[32];
	char *at = text + sizeof(text);

	for (; decimals > 0 && whole % 10 == 0; decimals--)
		whole /= 10;
	for (int written = 0; whole || written <= decimals; written++) {
		if (written && written == decimals)
			*--at = '.';
		*--at = (char)('0' + whole % 10);
		whole /= 10;
	}
	if (is_negative)
		*--at = '-';
	buffer_add(buffer, at, (size_t)(text + sizeof(text) - at));
}

/*
 * What %.*g writes without an exponent, several times as fast. false: it may write one, or the
 * value lies so near the middle of two figures that only exact arithmetic tells which.
 */
static bool add_plain(struct buffer *buffer, double value, int digits)
{
	double magnitude = fabs(value);
	int decimals;
	double scaled, whole;

	if (digits > PLAIN_DIGITS_MAX || magnitude >= power_of_ten(digits) - 1)
		return false;
	if (magnitude == floor(magnitude)) {
		add_decimals(buffer, value < 0, (uint64_t)magnitude, 0);
		return true;
	}
	if (magnitude < PLAIN_LEAST)
		return false;
	decimals = decimals_of(magnitude, digits);
	scaled = magnitude * power_of_ten(decimals);
	whole = nearbyint(scaled);
	if (fabs(scaled - whole) > 0.499999)
		return false;
	add_decimals(buffer, value < 0, (uint64_t)whole, decimals);
	return true;
}

void figure_add(struct buffer *buffer, double value, int digits)
{
	if (!add_plain(buffer, value, digits))
		buffer_addf(buffer, "%.*g", digits, value);
}

const char *unit_name(enum unit unit)
{
	static const char *const names[] = {
		[UNIT_PER_WEEK] = "per_week", [UNIT_SECONDS] = "seconds",
		[UNIT_RATIO] = "ratio",	      [UNIT_COUNT] = "count",
		[UNIT_DAYS] = "days",
	};

	return names[unit];
}

const char *band_edition_name(enum band_edition edition)
{
	static const char *const names[] = {
		[BAND_EDITION_2019] = "2019",
		[BAND_EDITION_2021] = "2021",
		[BAND_EDITION_NONE] = "none",
	};

	return names[edition];
}

const char *truth_name(bool is_true)
{
	return is_true ? "true" : "false";
}
