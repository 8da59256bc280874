/*
 * The calendar of the made-up organisation: its days, hours and holidays.
 *
 * Rule: no clock and no zone database is asked. The history runs from DEMO_BEGIN_DAY to
 * DEMO_AS_OF and not a second further.
 */
#ifndef APLOMB_DEMO_CALENDAR_H
#define APLOMB_DEMO_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "data/demo/chance.h"

#define MINUTE INT64_C(60)
#define HOUR INT64_C(3600)
#define SECONDS_A_DAY INT64_C(86400)

/* Days since 1970-01-01 of a date since 1900, also as a constant: years begin in March. */
#define DAY_OF_YEAR(month, day) \
	((153 * ((month) > 2 ? (month)-3 : (month) + 9) + 2) / 5 + (day)-1)
#define DAYS_OF_YEARS(year) (365 * (year) + (year) / 4 - (year) / 100 + (year) / 400)
#define DAY(year, month, day) \
	(DAYS_OF_YEARS((int64_t)(year) - ((month) <= 2)) + DAY_OF_YEAR(month, day) - 719468)

#define DEMO_BEGIN_DAY DAY(2024, 9, 30) /* a Monday */
#define DEMO_END_DAY DAY(2026, 10, 1)	/* the first day that is not in it */
/* The end of 30 September 2026 in Chicago: 2026-10-01T05:00:00Z. */
#define DEMO_AS_OF (DEMO_END_DAY * SECONDS_A_DAY + 5 * HOUR)

/* 0 Monday .. 6 Sunday. */
int weekday(int64_t day);

/* UTC seconds of a local time of day (Chicago; clock changes are taken at midnight). */
int64_t local_instant(int64_t day, int64_t second_of_day);
/* The local day of an instant. */
int64_t local_day(int64_t at);

/* Some time in a day's working hours, most often around noon. */
int64_t working_instant(struct chance *chance, int64_t day);
/* The first day from `day` on that people work. */
int64_t working_day(int64_t day);

/* Year's end, Thanksgiving and the fourth of July: releases rest. */
bool is_freeze(int64_t day);

/* A quantity that moves from one value to another between two days, and stays there. */
struct course {
	int64_t from, to;
	int64_t begin_day, end_day; /* both 0: `from` always */
};
#define ALWAYS(value)                  \
	{                              \
		(value), (value), 0, 0 \
	}
int64_t course_at(const struct course *course, int64_t day);

#endif
