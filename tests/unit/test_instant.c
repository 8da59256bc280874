/* Instants, spans and days; the C library and values from zdump(8) say what is right. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/instant.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Deterministic numbers for the properties (Steele et al. 2014, splitmix64). */
static uint64_t random_next(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static instant random_instant(uint64_t *seed, instant end)
{
	return (instant)(random_next(seed) % (uint64_t)end);
}

static struct zone load(const char *name, struct arena *arena)
{
	struct error error = {0};
	struct zone zone;

	if (!zone_load(&zone, name, arena, &error))
		fail_msg("%s", error.message);
	return zone;
}

static void assert_civil(struct civil seen, int year, int month, int day, int hour, int minute,
			 int second)
{
	assert_int_equal(seen.year, year);
	assert_int_equal(seen.month, month);
	assert_int_equal(seen.day, day);
	assert_int_equal(seen.hour, hour);
	assert_int_equal(seen.minute, minute);
	assert_int_equal(seen.second, second);
}

/* -- the calendar ------------------------------------------------------------------------- */

static void test_calendar(void **state)
{
	uint64_t seed = 1;

	(void)state;
	assert_int_equal(civil_day_number(1970, 1, 1), 0);
	assert_int_equal(civil_day_number(1969, 12, 31), -1);
	assert_int_equal(civil_day_number(2000, 2, 29), 11016);
	assert_int_equal(civil_day_number(9999, 12, 31), 2932896);
	for (int round = 0; round < 200000; round++) {
		instant at = random_instant(&seed, INSTANT_MAX + 1);
		time_t time = (time_t)at;
		struct civil civil = zone_civil(&zone_utc, at);
		struct tm tm;

		assert_non_null(gmtime_r(&time, &tm));
		assert_civil(civil, tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
			     tm.tm_min, tm.tm_sec);
		assert_true(civil_date_exists(civil.year, civil.month, civil.day));
		assert_int_equal(civil_day_number(civil.year, civil.month, civil.day),
				 at / SECONDS_PER_DAY);
		assert_int_equal(timegm(&tm), at);
	}
	assert_civil(zone_civil(&zone_utc, INSTANT_MAX), 9999, 12, 31, 23, 59, 59);
	assert_civil(zone_civil(&zone_utc, INSTANT_MIN), 1970, 1, 1, 0, 0, 0);
}

static void test_date_exists(void **state)
{
	(void)state;
	assert_true(civil_date_exists(2024, 2, 29));
	assert_true(civil_date_exists(2000, 2, 29));
	assert_true(civil_date_exists(2400, 2, 29));
	assert_false(civil_date_exists(1900, 2, 29));
	assert_false(civil_date_exists(2100, 2, 29));
	assert_false(civil_date_exists(2023, 2, 29));
	assert_false(civil_date_exists(2026, 4, 31));
	assert_false(civil_date_exists(2026, 0, 1));
	assert_false(civil_date_exists(2026, 13, 1));
	assert_false(civil_date_exists(2026, 1, 0));
	assert_false(civil_date_exists(10000, 1, 1));
	assert_false(civil_date_exists(-1, 1, 1));
}

/* -- reading and writing ------------------------------------------------------------------ */

static void test_parse(void **state)
{
	static const struct {
		const char *text;
		instant at;
	} cases[] = {
		{"2026-09-30T11:40:00+02:00", 1790761200},
		{"2026-09-30T09:40:00Z", 1790761200},
		{"2026-09-30t09:40:00z", 1790761200},
		{"2026-09-30 09:40:00Z", 1790761200},
		{"2026-09-30T09:40Z", 1790761200},
		{"2026-09-30T09:40:00.999999999Z", 1790761200},
		{"2026-09-30T09:40:00-00:00", 1790761200},
		{"2026-10-01T09:39:00+23:59", 1790761200},
		{"2026-09-29T09:41:00-23:59", 1790761200},
		{"1790761200", 1790761200},
		{"1790761200.75", 1790761200},
		{"0", 0},
		{"253402300799", INSTANT_MAX},
		{"1970-01-01T00:00:00Z", INSTANT_MIN},
		{"9999-12-31T23:59:59Z", INSTANT_MAX},
		{"1969-12-31T23:00:00-01:00", INSTANT_MIN},
		{"2024-02-29T00:00:00Z", 1709164800},
		/* a leap second is the second before it */
		{"2016-12-31T23:59:60Z", 1483228799},
		{"2017-01-01T05:29:60.5+05:30", 1483228799},
	};
	struct error error;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		instant at = -1;

		if (!instant_parse(cases[i].text, NULL, &at, &error))
			fail_msg("%s", error.message);
		assert_int_equal(at, cases[i].at);
	}
}

static void test_parse_refuses(void **state)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
		{"", "is not an instant: expected a date, time and zone"},
		{"yesterday", "is not an instant"},
		{"2026-9-30T09:40:00Z", "is not an instant"},
		{"26-09-30T09:40:00Z", "is not an instant"},
		{"2026/09/30 09:40Z", "is not an instant"},
		{" 2026-09-30T09:40:00Z", "is not an instant"},
		{"2026-09-30T9:40:00Z", "is not an instant"},
		{"2026-09-30T09Z", "is not an instant"},
		{"2026-09-30T09:4Z", "is not an instant"},
		{"2026-09-30T09:40:0Z", "is not an instant"},
		{"2026-09-30x09:40Z", "is not an instant"},
		{"2026-09-30T09:40:00+x2:00", "'+x2:00' stands where Z or an offset"},
		{"2026-09-30T09:40:00+02:x", "'+02:x' stands where Z or an offset"},
		{"2026-09-30T09:40:00.Z", "is not an instant"},
		{"+1790761200", "is not an instant"},
		{"1790761200Z", "is not an instant"},
		{"1790761200.", "is not an instant"},
		{"1e9", "is not an instant"},
		{"-", "is not an instant"},
		{"--5", "is not an instant"},
		{"2026-13-01T00:00:00Z", "there is no month 13"},
		{"2026-00-01T00:00:00Z", "there is no month 0"},
		{"2026-04-31T00:00:00Z", "April 2026 runs from 1 to 30"},
		{"2100-02-29T00:00:00Z", "February 2100 runs from 1 to 28"},
		{"2026-04-00T00:00:00Z", "April 2026 runs from 1 to 30"},
		{"2026-09-30T24:00:00Z", "midnight is 00:00 of the next day"},
		{"2026-09-30T25:00:00Z", "there is no hour 25"},
		{"2026-09-30T09:60:00Z", "there is no minute 60"},
		{"2026-09-30T09:40:61Z", "there is no second 61"},
		{"2026-09-30T09:40:60Z", "no second 60 but at 23:59 UTC"},
		{"2026-09-30T09:40:00", "names no zone"},
		{"2026-09-30T09:40", "names no zone"},
		{"2026-09-30", "is a whole day: an instant needs its time and zone, such as "
			       "2026-09-30T11:40"},
		{"2026-02-30", "is not a date: February 2026 runs from 1 to 28"},
		{"2026-09-30T09:40:00+2", "'+2' stands where Z or an offset"},
		{"2026-09-30T09:40:00+0200", "'+0200' stands where Z or an offset"},
		{"2026-09-30T09:40:00Zulu", "'Zulu' stands where"},
		{"2026-09-30T09:40:00 CEST", "' CEST' stands where"},
		{"2026-09-30T09:40:00+02:00[Europe/Berlin]", "stands where"},
		{"2026-09-30T09:40:00+24:00", "an offset runs from -23:59 to +23:59"},
		{"2026-09-30T09:40:00+02:60", "an offset runs from -23:59 to +23:59"},
		{"-5", "'-5' is outside the years 1970 to 9999"},
		{"1969-12-31T23:59:59Z", "is outside the years 1970 to 9999"},
		{"1970-01-01T00:00:00+00:01", "is outside the years"},
		{"9999-12-31T23:59:59-00:01", "is outside the years"},
		{"0000-01-01T00:00:00Z", "is outside the years"},
		{"253402300800", "milliseconds have three digits too many"},
		{"1790761200000", "milliseconds have three digits too many"},
		{"99999999999999999999999999", "is outside the years"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct error error = {0};
		instant at = 42;

		assert_false(instant_parse(cases[i].text, NULL, &at, &error));
		assert_int_equal(at, 42);
		assert_int_equal(error.kind, ERROR_INVALID);
		if (!strstr(error.message, cases[i].says))
			fail_msg("%s\nlacks: %s", error.message, cases[i].says);
		/* It says what was read. */
		assert_int_equal(error.message[0], '\'');
		assert_memory_equal(error.message + 1, cases[i].text, strlen(cases[i].text));
	}
}

static void test_parse_long_text(void **state)
{
	char text[5000];
	struct error error;
	instant at;

	(void)state;
	memset(text, '7', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	assert_false(instant_parse(text, NULL, &at, &error));
	assert_true(strlen(error.message) < 300);
}

static void test_format(void **state)
{
	uint64_t seed = 2;
	char text[INSTANT_TEXT_BYTES];
	struct error error;

	(void)state;
	assert_string_equal(instant_format(0, text), "1970-01-01T00:00:00Z");
	assert_string_equal(instant_format(1790830800, text), "2026-10-01T05:00:00Z");
	assert_string_equal(instant_format(INSTANT_MAX, text), "9999-12-31T23:59:59Z");
	for (int round = 0; round < 100000; round++) {
		instant at = random_instant(&seed, INSTANT_MAX + 1);
		instant again = -1;

		assert_true(instant_parse(instant_format(at, text), NULL, &again, &error));
		assert_int_equal(again, at);
	}
}

static void test_date(void **state)
{
	static const char *const refused[] = {
		"",	    "2026-13-01", "2026-02-29", "2026-1-01",	     "2026-01-01 ",
		"20260101", "1969-12-31", "0000-01-01", "2026-01-01T00:00Z", "10000-01-01"};
	struct error error;
	int64_t day = -1;

	(void)state;
	assert_true(date_parse("1970-01-01", &day, &error));
	assert_int_equal(day, 0);
	assert_true(date_parse("2024-02-29", &day, &error));
	assert_int_equal(day, 19782);
	assert_true(date_parse("9999-12-31", &day, &error));
	assert_int_equal(day, 2932896);
	day = 42;
	for (size_t i = 0; i < COUNT(refused); i++) {
		assert_false(date_parse(refused[i], &day, &error));
		assert_int_equal(error.kind, ERROR_INVALID);
		assert_int_equal(day, 42);
	}
	assert_false(date_parse("2026-13-01", &day, &error));
	assert_string_equal(error.message, "'2026-13-01' is not a date: there is no month 13");
}

static void test_span(void **state)
{
	static const struct {
		const char *text;
		int64_t seconds;
	} cases[] = {
		{"90s", 90},
		{"5m", 300},
		{"5min", 300},
		{"4h", 14400},
		{"1d", 86400},
		{"84d", 7257600},
		{"12w", 7257600},
		{"1y", 31536000},
		{"0d", 0},
		{"007d", 604800},
		{"253402300799s", INSTANT_MAX},
	};
	static const char *const refused[] = {
		"",	"12",  "w",  "12 w",	      "-1d",   "+1d",
		"1.5d", "1D",  "1M", "12wk",	      "1mo",   "1w2d",
		" 1d",	"1d ", "d1", "253402300800s", "8036y", "99999999999999999999999w",
	};
	struct error error;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t seconds = -1;

		assert_true(span_parse(cases[i].text, &seconds, &error));
		assert_int_equal(seconds, cases[i].seconds);
	}
	for (size_t i = 0; i < COUNT(refused); i++) {
		int64_t seconds = 42;

		assert_false(span_parse(refused[i], &seconds, &error));
		assert_int_equal(error.kind, ERROR_INVALID);
		assert_int_equal(seconds, 42);
	}
}

/* -- zones -------------------------------------------------------------------------------- */

static void test_zone_names(void **state)
{
	static const char *const refused[] = {
		"",
		"Mars/Olympus",
		"../etc/passwd",
		"America/../UTC",
		"/etc/localtime",
		"America",
		"tzdata.zi",
		"zone.tab",
		"leapseconds",
		"iso3166.tab",
		"EST5EDT4,M3.2.0,M11.1.0",
		":UTC",
		"right/UTC",
		"UTC ",
		"Europe/Berlin\n",
		"\x1b[31m",
		"<+03>-3",
		"+VERSION",
	};
	struct arena arena;
	struct zone zone = zone_utc;
	char longest[4096];
	struct error error;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < COUNT(refused); i++) {
		assert_false(zone_load(&zone, refused[i], &arena, &error));
		assert_int_equal(error.kind, ERROR_INVALID);
		assert_ptr_equal(zone.name, zone_utc.name);
	}
	memset(longest, 'A', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	assert_false(zone_load(&zone, longest, &arena, &error));
	assert_true(zone_load(&zone, "UTC", &arena, &error));
	assert_int_equal(zone.count, 0);
	assert_string_equal(zone.name, "UTC");
	assert_true(zone_load(&zone, "Etc/GMT+5", &arena, &error));
	assert_int_equal(zone_offset_seconds(&zone, 0), -18000);
	assert_true(zone_load(&zone, "EST5EDT", &arena, &error));
	arena_release(&arena);
}

static void test_zone_keeps_environment(void **state)
{
	struct arena arena;
	struct zone zone;
	struct error error;

	(void)state;
	arena_init(&arena);
	setenv("TZ", "Asia/Tokyo", 1);
	assert_true(zone_load(&zone, "America/Chicago", &arena, &error));
	assert_string_equal(getenv("TZ"), "Asia/Tokyo");
	unsetenv("TZ");
	assert_true(zone_load(&zone, "America/Chicago", &arena, &error));
	assert_null(getenv("TZ"));
	arena_release(&arena);
}

static void test_zone_without_database(void **state)
{
	static char longest[5000];
	struct arena arena;
	struct zone zone;
	struct error error;

	(void)state;
	arena_init(&arena);
	setenv("TZDIR", "/nowhere/at/all", 1);
	assert_false(zone_load(&zone, "Europe/Berlin", &arena, &error));
	assert_int_equal(error.kind, ERROR_IO);
	assert_non_null(strstr(error.message, "/nowhere/at/all"));
	assert_true(zone_load(&zone, "UTC", &arena, &error));
	memset(longest, 'x', sizeof(longest) - 1);
	setenv("TZDIR", longest, 1);
	assert_false(zone_load(&zone, "Europe/Berlin", &arena, &error));
	setenv("TZDIR", "", 1);
	assert_true(zone_load(&zone, "Europe/Berlin", &arena, &error));
	unsetenv("TZDIR");
	assert_true(zone_load(&zone, "Europe/Berlin", &arena, &error));
	arena_release(&arena);
}

/* Offsets before and at a change, as zdump -i and zdump -v print them. */
static void test_zone_offsets(void **state)
{
	static const struct {
		const char *name;
		instant at; /* the first instant of `after` */
		int32_t before, after;
	} changes[] = {
		{"Australia/Lord_Howe", 1775314800, 39600, 37800}, /* half an hour */
		{"Australia/Lord_Howe", 1791041400, 37800, 39600},
		{"Pacific/Apia", 1325239200, -36000, 50400},	 /* no 30 December 2011 */
		{"Asia/Kathmandu", 504901800, 19800, 20700},	 /* +05:45 since 1986 */
		{"America/Chicago", 1772956800, -21600, -18000}, /* 8 March 2026 */
		{"America/Chicago", 1793516400, -18000, -21600}, /* 1 November 2026 */
		{"Africa/Casablanca", 1771120800, 3600, 0},	 /* Ramadan 2026 */
		{"Africa/Casablanca", 1774144800, 0, 3600},
		{"America/Sao_Paulo", 1508036400, -10800, -7200}, /* midnight skipped */
		{"America/St_Johns", 1162089060, -9000, -12600},  /* at 00:01 */
		{"Africa/Monrovia", 63593070, -2670, 0},	  /* not whole minutes */
		{"America/Boa_Vista", 970977600, -14400, -10800}, /* for a week only */
		{"America/Boa_Vista", 971578800, -10800, -14400},
	};
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < COUNT(changes); i++) {
		struct zone zone = load(changes[i].name, &arena);

		assert_int_equal(zone_offset_seconds(&zone, changes[i].at - 1),
				 changes[i].before);
		assert_int_equal(zone_offset_seconds(&zone, changes[i].at), changes[i].after);
	}
	arena_release(&arena);
}

/* The table says what the C library says, at random instants and around every change. */
static void test_zone_agrees_with_library(void **state)
{
	static const char *const names[] = {
		"America/Chicago",  "Europe/Berlin",	 "Europe/Dublin", "Australia/Lord_Howe",
		"Pacific/Apia",	    "Asia/Kathmandu",	 "Asia/Tehran",	  "Africa/Casablanca",
		"Asia/Gaza",	    "America/Sao_Paulo", "Asia/Tokyo",	  "Antarctica/Troll",
		"America/St_Johns", "America/Havana",
	};
	const instant end = civil_day_number(2101, 1, 1) * SECONDS_PER_DAY;
	uint64_t seed = 3;
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < COUNT(names); i++) {
		struct zone zone = load(names[i], &arena);

		setenv("TZ", names[i], 1);
		tzset();
		for (size_t j = 0; j < 5000; j++) {
			instant at = random_instant(&seed, end);
			struct tm tm;

			if (j / 2 < zone.count)
				at = zone.transitions[j / 2] - (instant)(j % 2);
			assert_non_null(localtime_r(&at, &tm));
			assert_int_equal(zone_offset_seconds(&zone, at), tm.tm_gmtoff);
			assert_civil(zone_civil(&zone, at), tm.tm_year + 1900, tm.tm_mon + 1,
				     tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
			assert_int_equal(
				zone_local_day(&zone, at),
				civil_day_number(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday));
		}
	}
	unsetenv("TZ");
	arena_release(&arena);
}

/* A day's start is in it (or the day does not exist), and the instant before is not. */
static void test_zone_day_start(void **state)
{
	static const char *const names[] = {
		"UTC",		"America/Chicago", "Europe/Berlin", "America/Sao_Paulo",
		"Pacific/Apia", "America/Havana",  "Africa/Cairo",  "Asia/Kathmandu",
		"Asia/Beirut",	"America/St_Johns"};
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < COUNT(names); i++) {
		struct zone zone = load(names[i], &arena);

		for (int64_t day = 1; day < civil_day_number(2101, 1, 1); day++) {
			instant start = zone_day_start(&zone, day);

			assert_true(zone_local_day(&zone, start) >= day);
			assert_true(zone_local_day(&zone, start - 1) < day);
			if (day != civil_day_number(2011, 12, 30) || i != 4)
				assert_int_equal(zone_local_day(&zone, start), day);
		}
	}
	arena_release(&arena);
}

static void test_zone_day_start_edges(void **state)
{
	struct arena arena;
	struct zone zone;

	(void)state;
	arena_init(&arena);
	zone = load("America/Sao_Paulo", &arena);
	/* 15 October 2017 began at 01:00. */
	assert_int_equal(zone_day_start(&zone, civil_day_number(2017, 10, 15)), 1508036400);
	zone = load("Pacific/Apia", &arena);
	/* 30 December 2011 is where the 31st begins. */
	assert_int_equal(zone_day_start(&zone, civil_day_number(2011, 12, 30)), 1325239200);
	assert_int_equal(zone_day_start(&zone, civil_day_number(2011, 12, 31)), 1325239200);
	zone = load("America/St_Johns", &arena);
	/* 29 October 2006 began, went back at 00:01, and began again: the first counts. */
	assert_int_equal(zone_day_start(&zone, civil_day_number(2006, 10, 29)), 1162089000);
	zone = load("America/Chicago", &arena);
	assert_int_equal(zone_day_start(&zone, civil_day_number(2026, 10, 1)), 1790830800);
	arena_release(&arena);
}

/* 23, 24 and 25 hours; the last instants of the calendar. */
static void test_zone_lengths_and_ends(void **state)
{
	struct arena arena;
	struct zone zone;
	int64_t day;

	(void)state;
	arena_init(&arena);
	zone = load("America/Chicago", &arena);
	day = civil_day_number(2026, 3, 8);
	assert_int_equal(zone_day_start(&zone, day + 1) - zone_day_start(&zone, day),
			 23 * 3600);
	day = civil_day_number(2026, 11, 1);
	assert_int_equal(zone_day_start(&zone, day + 1) - zone_day_start(&zone, day),
			 25 * 3600);
	assert_civil(zone_civil(&zone, INSTANT_MIN), 1969, 12, 31, 18, 0, 0);
	assert_civil(zone_civil(&zone, INSTANT_MAX), 9999, 12, 31, 17, 59, 59);
	zone = load("Pacific/Kiritimati", &arena);
	assert_civil(zone_civil(&zone, INSTANT_MAX), 10000, 1, 1, 13, 59, 59);
	arena_release(&arena);
}

static void test_assumed_zone(void **state)
{
	struct arena arena;
	struct zone zone;
	struct error error;
	instant at = 0;

	(void)state;
	arena_init(&arena);
	zone = load("America/Chicago", &arena);
	assert_true(instant_parse("2026-07-01T12:00:00", &zone, &at, &error));
	assert_int_equal(at, 1782925200);
	assert_true(instant_parse("2026-01-01 12:00", &zone, &at, &error));
	assert_int_equal(at, 1767290400);
	/* What it says itself counts. */
	assert_true(instant_parse("2026-07-01T12:00:00Z", &zone, &at, &error));
	assert_int_equal(at, 1782907200);
	/* 02:30 was skipped on 8 March 2026: it is 03:30. */
	assert_true(instant_parse("2026-03-08T02:30:00", &zone, &at, &error));
	assert_int_equal(at, 1772956800 + 1800);
	assert_true(instant_parse("2026-03-08T01:59:59", &zone, &at, &error));
	assert_int_equal(at, 1772956800 - 1);
	assert_true(instant_parse("2026-03-08T03:00:00", &zone, &at, &error));
	assert_int_equal(at, 1772956800);
	/* 01:30 came twice on 1 November 2026: the first. */
	assert_true(instant_parse("2026-11-01T01:30:00", &zone, &at, &error));
	assert_int_equal(at, 1793516400 - 1800);
	assert_true(instant_parse("2026-11-01T02:00:00", &zone, &at, &error));
	assert_int_equal(at, 1793516400 + 3600);
	zone = load("Pacific/Apia", &arena);
	/* A whole day skipped. */
	assert_true(instant_parse("2011-12-30T12:00:00", &zone, &at, &error));
	assert_int_equal(at, 1325239200 + 12 * 3600);
	assert_false(instant_parse("1970-01-01T00:00:00",
				   &(struct zone){"East", NULL, (const int32_t[]){3600}, 0},
				   &at, &error));
	arena_release(&arena);
}

/* Local time there and back, wherever a local time comes once. */
static void test_local_instant(void **state)
{
	static const char *const names[] = {"America/Chicago", "Australia/Lord_Howe",
					    "Pacific/Apia", "America/St_Johns"};
	const instant end = civil_day_number(2101, 1, 1) * SECONDS_PER_DAY;
	uint64_t seed = 4;
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < COUNT(names); i++) {
		struct zone zone = load(names[i], &arena);

		for (size_t j = 0; j < 40000; j++) {
			instant at = random_instant(&seed, end);
			int64_t local;
			instant again;

			if (j / 2 < zone.count)
				at = zone.transitions[j / 2] - (instant)(j % 2);
			local = at + zone_offset_seconds(&zone, at);
			again = zone_local_instant(&zone, local);
			assert_int_equal(again + zone_offset_seconds(&zone, again), local);
			assert_true(again <= at && again > at - SECONDS_PER_DAY);
		}
	}
	arena_release(&arena);
}

static void test_as_of(void **state)
{
	struct arena arena;
	struct zone zone;
	struct error error;
	instant at = 42;

	(void)state;
	arena_init(&arena);
	zone = load("America/Chicago", &arena);
	/* The end of that local day. */
	assert_true(instant_parse_as_of("2026-09-30", &zone, &at, &error));
	assert_int_equal(at, 1790830800); /* 2026-10-01T05:00:00Z */
	assert_true(instant_parse_as_of("2026-09-30", &zone_utc, &at, &error));
	assert_int_equal(at, 1790812800);
	assert_true(instant_parse_as_of("2026-10-01T05:00:00Z", &zone, &at, &error));
	assert_int_equal(at, 1790830800);
	assert_true(instant_parse_as_of("1790830800", &zone, &at, &error));
	assert_int_equal(at, 1790830800);
	assert_true(instant_parse_as_of("1970-01-01", &zone_utc, &at, &error));
	assert_int_equal(at, 86400);
	assert_true(instant_parse_as_of("9999-12-31", &zone_utc, &at, &error));
	assert_int_equal(at, INSTANT_MAX);
	at = 42;
	/* The zone is for days; a time says its own. */
	assert_false(instant_parse_as_of("2026-09-30T12:00:00", &zone, &at, &error));
	assert_false(instant_parse_as_of("2026-02-29", &zone, &at, &error));
	assert_false(instant_parse_as_of("1969-12-31", &zone, &at, &error));
	assert_false(instant_parse_as_of("today", &zone, &at, &error));
	assert_int_equal(at, 42);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_calendar),
		cmocka_unit_test(test_date_exists),
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_parse_refuses),
		cmocka_unit_test(test_parse_long_text),
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_date),
		cmocka_unit_test(test_span),
		cmocka_unit_test(test_zone_names),
		cmocka_unit_test(test_zone_keeps_environment),
		cmocka_unit_test(test_zone_without_database),
		cmocka_unit_test(test_zone_offsets),
		cmocka_unit_test(test_zone_agrees_with_library),
		cmocka_unit_test(test_zone_day_start),
		cmocka_unit_test(test_zone_day_start_edges),
		cmocka_unit_test(test_zone_lengths_and_ends),
		cmocka_unit_test(test_assumed_zone),
		cmocka_unit_test(test_local_instant),
		cmocka_unit_test(test_as_of),
	};

	return cmocka_run_group_tests_name("instant", tests, NULL, NULL);
}
