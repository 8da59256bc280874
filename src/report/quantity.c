/* Rounding for people. */
#include "report/quantity.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/instant.h"

void quantity_add_count(struct buffer *buffer, size_t count)
{
	size_t thousand = 1;

	while (count / thousand >= 1000)
		thousand *= 1000;
	buffer_addf(buffer, "%zu", count / thousand);
	for (thousand /= 1000; thousand; thousand /= 1000)
		buffer_addf(buffer, ",%03zu", count / thousand % 1000);
}

void quantity_add_counted(struct buffer *buffer, size_t count, const char *singular,
			  const char *plural)
{
	quantity_add_count(buffer, count);
	buffer_addf(buffer, " %s", count == 1 ? singular : plural);
}

/* As many decimals as asked, without final zeros: "5", "5.4". */
static void add_decimals(struct buffer *buffer, double number, int decimals)
{
	double scale = pow(10, decimals);

	buffer_addf(buffer, "%.*f", decimals, round(number * scale) / scale);
	if (decimals == 0)
		return;
	while (buffer->bytes[buffer->length_bytes - 1] == '0')
		buffer->length_bytes--;
	if (buffer->bytes[buffer->length_bytes - 1] == '.')
		buffer->length_bytes--;
	buffer->bytes[buffer->length_bytes] = '\0';
}

void quantity_add_number(struct buffer *buffer, double number)
{
	const double smallest = 0.001;

	if (number < 0) {
		buffer_add_char(buffer, '-');
		number = -number;
	}
	if (number > 0 && number < smallest)
		buffer_add_string(buffer, "under 0.001");
	else if (number >= 9.95 && number < 1e18)
		quantity_add_count(buffer, (size_t)round(number));
	else if (number >= 1e18)
		buffer_addf(buffer, "%.2g", number);
	else if (number > 0)
		add_decimals(buffer, number, 1 - (int)floor(log10(number)));
	else
		buffer_add_char(buffer, '0');
}

void quantity_add_exact_number(struct buffer *buffer, double number)
{
	for (int decimals = 1; decimals <= 3 && number > 0 && number < 1000; decimals++) {
		double scaled = number * pow(10, decimals);

		if (fabs(scaled - round(scaled)) > 1e-9)
			continue;
		add_decimals(buffer, number, decimals);
		return;
	}
	quantity_add_number(buffer, number);
}

struct span_unit {
	double seconds;
	double below; /* of this unit, once rounded; then the next one */
	const char *brief, *singular, *plural;
};

static const struct span_unit span_units[] = {
	{1, 60, " s", "second", "seconds"},
	{60, 90, " min", "minute", "minutes"},
	{3600, 48, " h", "hour", "hours"},
	{86400, HUGE_VAL, NULL, "day", "days"},
};

/* A number of such a unit as it is shown: one decimal below 10 (two under a second). */
static double span_round(double number)
{
	if (number >= 9.95)
		return round(number);
	if (number < 0.95)
		return round(number * 100) / 100;
	return round(number * 10) / 10;
}

static const struct span_unit *span_unit_for(double seconds)
{
	const struct span_unit *unit = span_units;

	while (span_round(seconds / unit->seconds) >= unit->below)
		unit++;
	return unit;
}

static void add_span_number(struct buffer *buffer, double number)
{
	if (number > 0 && number < 0.1)
		buffer_add_string(buffer, "under 0.1");
	else
		quantity_add_number(buffer, span_round(number));
}

static void add_span_unit(struct buffer *buffer, const struct span_unit *unit, double number,
			  enum wording_form form)
{
	if (unit->brief && form != WORDING_PROSE)
		buffer_add_string(buffer, unit->brief);
	else
		buffer_addf(buffer, " %s",
			    span_round(number) == 1.0 ? unit->singular : unit->plural);
}

void quantity_add_span(struct buffer *buffer, double seconds, enum wording_form form)
{
	const struct span_unit *unit;

	if (seconds < 0) {
		buffer_add_char(buffer, '-');
		seconds = -seconds;
	}
	unit = span_unit_for(seconds);
	add_span_number(buffer, seconds / unit->seconds);
	add_span_unit(buffer, unit, seconds / unit->seconds, form);
}

void quantity_add_exact_span(struct buffer *buffer, double seconds, enum wording_form form)
{
	for (size_t i = sizeof(span_units) / sizeof(span_units[0]); i-- > 0;) {
		double number = seconds / span_units[i].seconds;

		if (number >= 1 && number == floor(number)) {
			quantity_add_count(buffer, (size_t)number);
			add_span_unit(buffer, &span_units[i], number, form);
			return;
		}
	}
	quantity_add_span(buffer, seconds, form);
}

void quantity_add_span_range(struct buffer *buffer, double low_seconds, double high_seconds,
			     const char *joint, enum wording_form form)
{
	const struct span_unit *unit = span_unit_for(high_seconds);
	double low = low_seconds / unit->seconds;

	if (span_round(low) >= 1.0 || (low_seconds <= 0 && high_seconds > 0))
		add_span_number(buffer, low > 0 ? low : 0);
	else
		quantity_add_span(buffer, low_seconds, form);
	buffer_add_string(buffer, joint);
	quantity_add_span(buffer, high_seconds, form);
}

void quantity_add_percent(struct buffer *buffer, double ratio, int decimals)
{
	double scale = pow(10, decimals);
	/* 0.95 x 100 may lie a hair under 95. */
	double cut = floor(ratio * 100 * scale * (1 + 1e-12) + 1e-9) / scale;

	buffer_addf(buffer, "%.*f %%", ratio >= 1 ? 0 : decimals, cut);
}

int quantity_share_decimals(struct share share)
{
	int decimals = -2;

	while (share.denominator > 1 && share.numerator % 10 == 0) {
		share.numerator /= 10;
		share.denominator /= 10;
	}
	for (; share.denominator > 1; share.denominator /= 10)
		decimals++;
	return decimals < 0 ? 0 : decimals;
}

void quantity_add_share(struct buffer *buffer, struct share share)
{
	int decimals = quantity_share_decimals(share);
	int64_t scale = 100;
	int64_t scaled;

	for (int i = 0; i < decimals; i++)
		scale *= 10;
	/* Exact: one of the two divides the other, both are powers of ten. */
	scaled = share.denominator >= scale ? share.numerator / (share.denominator / scale)
					    : share.numerator * (scale / share.denominator);
	scale /= 100;
	buffer_addf(buffer, "%" PRId64, scaled / scale);
	if (decimals)
		buffer_addf(buffer, ".%0*" PRId64, decimals, scaled % scale);
	buffer_add_string(buffer, " %");
}

void quantity_add(struct buffer *buffer, enum unit unit, double value, enum wording_form form)
{
	switch (unit) {
	case UNIT_PER_WEEK:
		quantity_add_number(buffer, value);
		buffer_add_string(buffer, form == WORDING_CELL ? "/wk" : " a week");
		break;
	case UNIT_SECONDS:
		quantity_add_span(buffer, value, form);
		break;
	case UNIT_RATIO:
		quantity_add_percent(buffer, value, 0);
		break;
	case UNIT_DAYS:
		quantity_add_number(buffer, value);
		buffer_add_string(buffer, value == 1.0 ? " day" : " days");
		break;
	case UNIT_COUNT:
		quantity_add_number(buffer, value);
		break;
	}
}
