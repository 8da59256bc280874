#include "scorecard/bands.h"

#include <math.h>
#include <string.h>

#define HOUR 3600.0
#define DAY 86400.0
#define WEEK (7 * DAY)
#define MONTH (30.4375 * DAY)
#define HALF_YEAR (182.625 * DAY)
/* Once in so many seconds, as a rate per week. */
#define ONCE_IN(seconds) (WEEK / (seconds))

enum ends {
	CLOSED,
	HIGH_OPEN, /* [low, high) */
	LOW_OPEN,  /* (low, high] */
	BOTH_OPEN,
};

struct range {
	double low, high;
	enum ends ends;
};

/* One row of DORA's table: elite, high, medium, low. */
struct band_row {
	enum band_edition edition;
	const char *capacity;
	struct range bands[BAND_COUNT];
};

static const struct band_row rows[] = {
	{BAND_EDITION_2019,
	 "deploy_cadence",
	 {{7, HUGE_VAL, BOTH_OPEN},
	  {1, 7, CLOSED},
	  {ONCE_IN(MONTH), 1, HIGH_OPEN},
	  {ONCE_IN(HALF_YEAR), ONCE_IN(MONTH), HIGH_OPEN}}},
	{BAND_EDITION_2019,
	 "lead_time",
	 {{0, DAY, HIGH_OPEN},
	  {DAY, WEEK, HIGH_OPEN},
	  {WEEK, MONTH, HIGH_OPEN},
	  {MONTH, HALF_YEAR, CLOSED}}},
	{BAND_EDITION_2019,
	 "restore_time",
	 {{0, HOUR, HIGH_OPEN},
	  {HOUR, DAY, HIGH_OPEN},
	  {HOUR, DAY, HIGH_OPEN},
	  {WEEK, MONTH, CLOSED}}},
	{BAND_EDITION_2019,
	 "change_success",
	 {{0.85, 1, CLOSED}, {0.85, 1, CLOSED}, {0.85, 1, CLOSED}, {0.40, 0.54, CLOSED}}},
	{BAND_EDITION_2021,
	 "deploy_cadence",
	 {{7, HUGE_VAL, BOTH_OPEN},
	  {ONCE_IN(MONTH), 1, CLOSED},
	  {ONCE_IN(HALF_YEAR), ONCE_IN(MONTH), HIGH_OPEN},
	  {0, ONCE_IN(HALF_YEAR), BOTH_OPEN}}},
	{BAND_EDITION_2021,
	 "lead_time",
	 {{0, HOUR, HIGH_OPEN},
	  {DAY, WEEK, HIGH_OPEN},
	  {MONTH, HALF_YEAR, HIGH_OPEN},
	  {HALF_YEAR, HUGE_VAL, HIGH_OPEN}}},
	{BAND_EDITION_2021,
	 "restore_time",
	 {{0, HOUR, HIGH_OPEN},
	  {HOUR, DAY, HIGH_OPEN},
	  {DAY, WEEK, HIGH_OPEN},
	  {HALF_YEAR, HUGE_VAL, HIGH_OPEN}}},
	{BAND_EDITION_2021,
	 "change_success",
	 {{0.85, 1, CLOSED},
	  {0.70, 0.85, HIGH_OPEN},
	  {0.70, 0.85, HIGH_OPEN},
	  {0.70, 0.85, HIGH_OPEN}}},
};

static const struct band_row *row_find(enum band_edition edition,
				       const struct capacity *capacity)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].edition == edition && strcmp(rows[i].capacity, capacity->id) == 0)
			return &rows[i];
	return NULL;
}

static bool range_contains(const struct range *range, double value)
{
	bool low_open = range->ends == LOW_OPEN || range->ends == BOTH_OPEN;
	bool high_open = range->ends == HIGH_OPEN || range->ends == BOTH_OPEN;

	return (low_open ? value > range->low : value >= range->low) &&
	       (high_open ? value < range->high : value <= range->high);
}

bool bands_apply(enum band_edition edition, const struct capacity *capacity)
{
	return row_find(edition, capacity) != NULL;
}

unsigned bands_of(enum band_edition edition, const struct capacity *capacity, double value)
{
	const struct band_row *row = row_find(edition, capacity);
	unsigned bands = 0;

	for (unsigned i = 0; row && i < BAND_COUNT; i++)
		if (range_contains(&row->bands[i], value))
			bands |= 1U << i;
	return bands;
}

/* Whether the whole range lies on the better side of a value that it does not contain. */
static bool range_is_better(const struct range *range, const struct capacity *capacity,
			    double value)
{
	return capacity->less_is_better ? range->high <= value : range->low >= value;
}

bool bands_between(enum band_edition edition, const struct capacity *capacity, double value,
		   enum band *better, enum band *worse)
{
	const struct band_row *row = row_find(edition, capacity);
	unsigned last_better = BAND_COUNT;
	unsigned first_worse = BAND_COUNT;

	if (!row || bands_of(edition, capacity, value))
		return false;
	for (unsigned i = 0; i < BAND_COUNT; i++) {
		if (range_is_better(&row->bands[i], capacity, value))
			last_better = i;
		else if (first_worse == BAND_COUNT)
			first_worse = i;
	}
	if (last_better == BAND_COUNT || first_worse == BAND_COUNT)
		return false;
	*better = (enum band)(1U << last_better);
	*worse = (enum band)(1U << first_worse);
	return true;
}

static bool ranges_are_alike(const struct range *a, const struct range *b)
{
	return !(a->low < b->low || a->low > b->low || a->high < b->high || a->high > b->high);
}

size_t bands_ranges(enum band_edition edition, const struct capacity *capacity,
		    struct band_range ranges[BAND_COUNT])
{
	const struct band_row *row = row_find(edition, capacity);
	size_t count = 0;

	for (unsigned i = 0; row && i < BAND_COUNT; i++) {
		const struct range *range = &row->bands[i];

		/* Those that are alike stand next to each other. */
		if (i && ranges_are_alike(range, range - 1))
			ranges[count - 1].bands |= 1U << i;
		else
			ranges[count++] = (struct band_range){range->low, range->high, 1U << i};
	}
	return count;
}
