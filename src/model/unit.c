#include "model/unit.h"

#include <ctype.h>
#include <math.h>
#include <stddef.h>

#define SHARE_DENOMINATOR_MAX INT64_C(1000000000000)

#define ROUNDING_TOLERANCE 1e-12

__extension__ typedef __int128 wide;

bool share_is_reached(struct share share, double good, double total)
{
	const double exact_limit = 9007199254740992.0; /* 2^53 */

	if (fabs(good) <= exact_limit && fabs(total) <= exact_limit && good == floor(good) &&
	    total == floor(total))
		return (wide)good * share.denominator >= (wide)total * share.numerator;
	/* Sums of fractions are rounded: what misses by that alone has reached it. */
	return good * (double)share.denominator >=
	       total * (double)share.numerator * (1 - ROUNDING_TOLERANCE);
}

double share_value(struct share share)
{
	return (double)share.numerator / (double)share.denominator;
}

static const char *digits_read(const char *text, int64_t *value, int64_t *scale, bool *any)
{
	for (; isdigit((unsigned char)*text); text++) {
		if (*value > SHARE_DENOMINATOR_MAX ||
		    (scale && *scale >= SHARE_DENOMINATOR_MAX))
			return NULL;
		*value = *value * 10 + (*text - '0');
		if (scale)
			*scale *= 10;
		*any = true;
	}
	return text;
}

bool share_parse(const char *text, struct share *share)
{
	struct share read = {0, 1};
	bool any = false;

	text = digits_read(text, &read.numerator, NULL, &any);
	if (text && *text == '.')
		text = digits_read(text + 1, &read.numerator, &read.denominator, &any);
	if (!text || !any)
		return false;
	while (*text == ' ')
		text++;
	if (*text == '%') {
		text++;
		if (read.denominator > SHARE_DENOMINATOR_MAX / 100)
			return false;
		read.denominator *= 100;
	}
	if (*text || read.numerator <= 0 || read.numerator > read.denominator)
		return false;
	*share = read;
	return true;
}
