#include "export/figure.h"

void figure_add(struct buffer *buffer, double value, int digits)
{
	buffer_addf(buffer, "%.*g", digits, value == 0 ? 0.0 : value);
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
