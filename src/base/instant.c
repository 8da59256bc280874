#include "base/instant.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* As much of a text as a message quotes. */
#define QUOTED "'%.80s'"

#define FIRST_YEAR 1970
#define LAST_YEAR 9999

/* -- the calendar ------------------------------------------------------------------------- */

static bool is_leap_year(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && is_leap_year(year) ? 29 : days[month - 1];
}

bool civil_date_exists(int year, int month, int day)
{
	return year >= 0 && year <= LAST_YEAR && month >= 1 && month <= 12 && day >= 1 &&
	       day <= days_in_month(year, month);
}

int64_t civil_day_number(int year, int month, int day)
{
	/* Years from March, so that a leap day ends one; eras of 400 years = 146,097 days. */
	int64_t from_march = (int64_t)year - (month <= 2);
	int64_t era = (from_march >= 0 ? from_march : from_march - 399) / 400;
	int64_t year_of_era = from_march - era * 400;
	int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	int64_t day_of_era =
		year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * 146097 + day_of_era - 719468;
}

/* -- reading ------------------------------------------------------------------------------ */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Reads exactly `count` digits; *at moves behind them. */
static bool read_digits(const char **at, int count, int *value)
{
	int number = 0;

	for (int i = 0; i < count; i++) {
		if (!is_digit((*at)[i]))
			return false;
		number = number * 10 + ((*at)[i] - '0');
	}
	*at += count;
	*value = number;
	return true;
}

static bool read_char(const char **at, const char *any_of)
{
	if (!**at || !strchr(any_of, **at))
		return false;
	(*at)++;
	return true;
}

/* "YYYY-MM-DD"; whether the date exists is asked afterwards. */
static bool read_date(const char **at, struct civil *civil)
{
	return read_digits(at, 4, &civil->year) && read_char(at, "-") &&
	       read_digits(at, 2, &civil->month) && read_char(at, "-") &&
	       read_digits(at, 2, &civil->day);
}

/* "HH:MM", "HH:MM:SS", "HH:MM:SS.fraction". */
static bool read_time(const char **at, struct civil *civil)
{
	civil->second = 0;
	if (!read_digits(at, 2, &civil->hour) || !read_char(at, ":") ||
	    !read_digits(at, 2, &civil->minute))
		return false;
	if (!read_char(at, ":"))
		return true;
	if (!read_digits(at, 2, &civil->second))
		return false;
	if (!read_char(at, "."))
		return true;
	if (!is_digit(**at))
		return false;
	while (is_digit(**at))
		(*at)++;
	return true;
}

/* What is wrong with a date whose digits were read; what names it: "a date". */
static bool check_date(const char *text, const char *what, const struct civil *civil,
		       struct error *error)
{
	static const char *const months[] = {"January",	  "February", "March",	  "April",
					     "May",	  "June",     "July",	  "August",
					     "September", "October",  "November", "December"};
	int days;

	if (civil->month < 1 || civil->month > 12)
		return error_set(error, ERROR_INVALID,
				 QUOTED " is not %s: there is no month %d", text, what,
				 civil->month);
	days = days_in_month(civil->year, civil->month);
	if (civil->day < 1 || civil->day > days)
		return error_set(error, ERROR_INVALID,
				 QUOTED " is not %s: %s %d runs from 1 to %d", text, what,
				 months[civil->month - 1], civil->year, days);
	return true;
}

static bool check_time(const char *text, const struct civil *civil, struct error *error)
{
	static const char not_there[] = QUOTED " is not an instant: there is no %s %d";

	if (civil->hour == 24)
		return error_set(error, ERROR_INVALID,
				 QUOTED " is not an instant: there is no hour 24; midnight is "
					"00:00 of the next day",
				 text);
	if (civil->hour > 23)
		return error_set(error, ERROR_INVALID, not_there, text, "hour", civil->hour);
	if (civil->minute > 59)
		return error_set(error, ERROR_INVALID, not_there, text, "minute",
				 civil->minute);
	if (civil->second > 60)
		return error_set(error, ERROR_INVALID, not_there, text, "second",
				 civil->second);
	return true;
}

static bool out_of_bounds(const char *text, struct error *error)
{
	return error_set(error, ERROR_INVALID, QUOTED " is outside the years 1970 to 9999",
			 text);
}

/* Of what may be a date as well. */
static bool not_an_as_of(const char *text, struct error *error)
{
	return error_set(error, ERROR_INVALID,
			 QUOTED
			 " is not an instant: expected a date such as 2026-09-30, a date, "
			 "time and zone such as 2026-09-30T11:40:00+02:00, or Unix seconds",
			 text);
}

static bool not_an_instant(const char *text, struct error *error)
{
	return error_set(error, ERROR_INVALID,
			 QUOTED " is not an instant: expected a date, time and zone such as "
				"2026-09-30T11:40:00+02:00, or Unix seconds",
			 text);
}

/* Unix seconds: digits, a fraction of which nothing is kept. */
static bool parse_unix_seconds(const char *text, instant *at, struct error *error)
{
	const char *digits = text + (text[0] == '-');
	int64_t seconds = 0;
	size_t count;

	for (count = 0; is_digit(digits[count]); count++)
		if (seconds <= INSTANT_MAX)
			seconds = seconds * 10 + (digits[count] - '0');
	if (digits[count] == '.' && is_digit(digits[count + 1]))
		for (count++; is_digit(digits[count]); count++)
			;
	if (digits[count] || !is_digit(digits[0]))
		return not_an_instant(text, error);
	if (text[0] == '-')
		return out_of_bounds(text, error);
	if (seconds > INSTANT_MAX)
		return error_set(error, ERROR_INVALID,
				 QUOTED " as Unix seconds is outside the years 1970 to 9999; "
					"milliseconds have three digits too many",
				 text);
	*at = seconds;
	return true;
}

/* "Z" or "+HH:MM", to the end of the text. */
static bool parse_offset(const char *text, const char *at, int *offset_seconds,
			 struct error *error)
{
	const char *sign = at;
	int hours, minutes;

	if ((at[0] == 'Z' || at[0] == 'z') && !at[1]) {
		*offset_seconds = 0;
		return true;
	}
	if (!read_char(&at, "+-") || !read_digits(&at, 2, &hours) || !read_char(&at, ":") ||
	    !read_digits(&at, 2, &minutes) || *at)
		return error_set(error, ERROR_INVALID,
				 QUOTED " is not an instant: after the time '%.20s' stands "
					"where Z or an offset such as +02:00 is expected",
				 text, sign);
	if (hours > 23 || minutes > 59)
		return error_set(error, ERROR_INVALID,
				 QUOTED " is not an instant: an offset runs from -23:59 to "
					"+23:59",
				 text);
	*offset_seconds = (hours * 60 + minutes) * 60 * (*sign == '-' ? -1 : 1);
	return true;
}

/* The instant of a date and time that exist, whose zone is at `zone_text`. */
static bool resolve(const char *text, const char *zone_text, struct civil civil,
		    const struct zone *assumed_zone, instant *at, struct error *error)
{
	bool is_leap_second = civil.second == 60;
	int64_t local = civil_day_number(civil.year, civil.month, civil.day) * SECONDS_PER_DAY +
			civil.hour * SECONDS_PER_HOUR + civil.minute * SECONDS_PER_MINUTE +
			civil.second - is_leap_second;
	int offset_seconds = 0;
	instant result;

	if (*zone_text) {
		if (!parse_offset(text, zone_text, &offset_seconds, error))
			return false;
		result = local - offset_seconds;
	} else {
		if (!assumed_zone)
			return error_set(error, ERROR_INVALID,
					 QUOTED
					 " names no zone: end it with Z or an offset "
					 "such as +02:00 (for records that have none there "
					 "is --assume-zone)",
					 text);
		result = zone_local_instant(assumed_zone, local);
	}
	if (is_leap_second && (result + 1) % SECONDS_PER_DAY != 0)
		return error_set(error, ERROR_INVALID,
				 QUOTED " is not an instant: there is no second 60 but at "
					"23:59 UTC",
				 text);
	if (result < INSTANT_MIN || result > INSTANT_MAX)
		return out_of_bounds(text, error);
	*at = result;
	return true;
}

bool instant_parse(const char *text, const struct zone *assumed_zone, instant *at,
		   struct error *error)
{
	const char *rest = text;
	struct civil civil;

	if (!read_date(&rest, &civil))
		return parse_unix_seconds(text, at, error);
	if (!*rest) {
		if (check_date(text, "a date", &civil, error))
			error_set(error, ERROR_INVALID,
				  QUOTED " is a whole day: an instant needs its time and zone, "
					 "such as %.10sT11:40:00+02:00",
				  text, text);
		return false;
	}
	if (!read_char(&rest, "Tt ") || !read_time(&rest, &civil))
		return not_an_instant(text, error);
	return check_date(text, "an instant", &civil, error) &&
	       check_time(text, &civil, error) &&
	       resolve(text, rest, civil, assumed_zone, at, error);
}

bool date_parse(const char *text, int64_t *day, struct error *error)
{
	const char *rest = text;
	struct civil civil;

	if (!read_date(&rest, &civil) || *rest)
		return error_set(error, ERROR_INVALID,
				 QUOTED " is not a date: expected YYYY-MM-DD such as "
					"2026-09-30",
				 text);
	if (!check_date(text, "a date", &civil, error))
		return false;
	if (civil.year < FIRST_YEAR)
		return out_of_bounds(text, error);
	*day = civil_day_number(civil.year, civil.month, civil.day);
	return true;
}

bool instant_parse_as_of(const char *text, const struct zone *zone, instant *at,
			 struct error *error)
{
	const char *rest = text;
	struct civil civil;
	int64_t day;
	instant end;

	if (!is_digit(text[0]) && text[0] != '-')
		return not_an_as_of(text, error);
	if (!read_date(&rest, &civil) || *rest)
		return instant_parse(text, NULL, at, error);
	if (!date_parse(text, &day, error))
		return false;
	end = zone_day_start(zone, day + 1);
	*at = end < INSTANT_MAX ? end : INSTANT_MAX;
	return true;
}

bool span_parse(const char *text, int64_t *seconds, struct error *error)
{
	static const struct {
		const char *name;
		int64_t seconds;
	} units[] = {
		{"s", 1},
		{"m", SECONDS_PER_MINUTE},
		{"min", SECONDS_PER_MINUTE},
		{"h", SECONDS_PER_HOUR},
		{"d", SECONDS_PER_DAY},
		{"w", SECONDS_PER_WEEK},
		{"y", 365 * SECONDS_PER_DAY},
	};
	int64_t number = 0;
	size_t digits;

	for (digits = 0; is_digit(text[digits]); digits++)
		if (number <= INSTANT_MAX)
			number = number * 10 + (text[digits] - '0');
	for (size_t i = 0; digits > 0 && i < sizeof(units) / sizeof(units[0]); i++) {
		if (strcmp(text + digits, units[i].name) != 0)
			continue;
		if (number > INSTANT_MAX / units[i].seconds)
			return error_set(error, ERROR_INVALID,
					 QUOTED " is longer than the calendar, which ends in "
						"9999",
					 text);
		*seconds = number * units[i].seconds;
		return true;
	}
	return error_set(error, ERROR_INVALID,
			 QUOTED " is not a span: expected a whole number and s, m, h, d, w or "
				"y, such as 30d or 12w",
			 text);
}

/* -- writing ------------------------------------------------------------------------------ */

static char *put_digits(char *at, int value, int count)
{
	for (int i = count - 1; i >= 0; i--, value /= 10)
		at[i] = (char)('0' + value % 10);
	return at + count;
}

const char *instant_format(instant at, char text[INSTANT_TEXT_BYTES])
{
	struct civil civil = zone_civil(&zone_utc, at);
	char *end = text;

	assert(at >= INSTANT_MIN && at <= INSTANT_MAX);
	end = put_digits(end, civil.year, 4);
	*end++ = '-';
	end = put_digits(end, civil.month, 2);
	*end++ = '-';
	end = put_digits(end, civil.day, 2);
	*end++ = 'T';
	end = put_digits(end, civil.hour, 2);
	*end++ = ':';
	end = put_digits(end, civil.minute, 2);
	*end++ = ':';
	end = put_digits(end, civil.second, 2);
	*end++ = 'Z';
	*end = '\0';
	return text;
}
