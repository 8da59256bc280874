#include "data/demo/calendar.h"

/* The first given weekday on or after a day. */
static int64_t weekday_from(int64_t day, int wanted)
{
	while (weekday(day) != wanted)
		day++;
	return day;
}

int weekday(int64_t day)
{
	return (int)((day + 3) % 7); /* 1970-01-01 was a Thursday */
}

static int64_t year_of(int64_t day)
{
	int64_t year = 1970 + day / 366;

	while (DAY(year + 1, 1, 1) <= day)
		year++;
	return year;
}

/* Summer time from the second Sunday of March to the first Sunday of November. */
static int64_t behind_utc_seconds(int64_t day)
{
	int64_t year = year_of(day);
	bool is_summer = day >= weekday_from(DAY(year, 3, 8), 6) &&
			 day < weekday_from(DAY(year, 11, 1), 6);

	return (is_summer ? 5 : 6) * HOUR;
}

int64_t local_instant(int64_t day, int64_t second_of_day)
{
	return day * SECONDS_A_DAY + second_of_day + behind_utc_seconds(day);
}

int64_t local_day(int64_t at)
{
	int64_t day = at / SECONDS_A_DAY;

	return at >= local_instant(day, 0) ? day : day - 1;
}

int64_t working_instant(struct chance *chance, int64_t day)
{
	return local_instant(day, 9 * HOUR + chance_gap(chance, 4 * HOUR));
}

int64_t working_day(int64_t day)
{
	while (weekday(day) >= 5 || is_freeze(day))
		day++;
	return day;
}

bool is_freeze(int64_t day)
{
	int64_t year = year_of(day);
	int64_t thanksgiving = weekday_from(DAY(year, 11, 22), 3);

	return day >= DAY(year, 12, 18) || day <= DAY(year, 1, 3) ||
	       (day >= thanksgiving && day < thanksgiving + 4) || day == DAY(year, 7, 4);
}

int64_t course_at(const struct course *course, int64_t day)
{
	int64_t span = course->end_day - course->begin_day;

	if (day < course->begin_day)
		return course->from;
	if (day >= course->end_day)
		return course->to;
	return course->from + (course->to - course->from) * (day - course->begin_day) / span;
}
