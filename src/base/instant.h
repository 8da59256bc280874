/*
 * Instants, spans and calendar days.
 *
 * Rule: an instant is UTC Unix seconds, without leap seconds, from 1970 to 9999. Nothing here
 * asks the clock; zones are read once, by name, into a table (struct zone).
 */
#ifndef APLOMB_BASE_INSTANT_H
#define APLOMB_BASE_INSTANT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

typedef int64_t instant; /* Unix seconds, UTC */

#define INSTANT_NONE INT64_MIN		  /* unknown: never zero, never "now" */
#define INSTANT_MIN INT64_C(0)		  /* 1970-01-01T00:00:00Z */
#define INSTANT_MAX INT64_C(253402300799) /* 9999-12-31T23:59:59Z */
#define SECONDS_PER_MINUTE INT64_C(60)
#define SECONDS_PER_HOUR INT64_C(3600)
#define SECONDS_PER_DAY INT64_C(86400)
#define SECONDS_PER_WEEK INT64_C(604800)

/* A calendar date with a time of day, in some zone. */
struct civil {
	int year, month, day;	  /* month 1..12, day 1..31 */
	int hour, minute, second; /* 24-hour clock */
};

/*
 * A time zone: the instants at which its offset changes. Offsets are seconds east of UTC.
 * offsets[0] holds before transitions[0]; offsets[i + 1] from transitions[i] on. Known from
 * 1970 to 2100; after that the last offset is kept.
 */
struct zone {
	const char *name; /* IANA name; "UTC" */
	const instant *transitions;
	const int32_t *offsets; /* count + 1 of them */
	size_t count;
};

extern const struct zone zone_utc;

/*
 * Loads an IANA zone by name from the system's database, through the C library (the TZ
 * variable is set meanwhile and put back, so no other thread may ask for local time). Memory
 * comes from the arena. Fails with ERROR_INVALID when there is no such zone, ERROR_IO when
 * there is no database. UTC needs none.
 */
bool zone_load(struct zone *zone, const char *name, struct arena *arena, struct error *error);

/* Seconds east of UTC at that instant. */
int32_t zone_offset_seconds(const struct zone *zone, instant at);

/* Days since 1970-01-01 of the local calendar day that contains `at`. */
int64_t zone_local_day(const struct zone *zone, instant at);

/* The first instant of a local calendar day (where midnight is skipped, the first after it). */
instant zone_day_start(const struct zone *zone, int64_t local_day);

/*
 * The instant at which the zone's clocks showed a local time, given as the seconds that UTC
 * would count for it: the first where it came twice; where it was skipped, as if the clock had
 * not been put forward yet, which is after the change.
 */
instant zone_local_instant(const struct zone *zone, int64_t local_seconds);

/* Broken-down local time; works for every instant from 1970 to 9999. */
struct civil zone_civil(const struct zone *zone, instant at);

/* Days since 1970-01-01 of a proleptic Gregorian date; the date must exist. */
int64_t civil_day_number(int year, int month, int day);
bool civil_date_exists(int year, int month, int day);

/*
 * Reads an instant: RFC 3339 with Z or a numeric offset ("2026-09-30T11:40:00+02:00", a space
 * for T, fractions dropped, seconds optional), or Unix seconds ("1759232400"). Without a zone
 * the instant is refused unless assumed_zone is not NULL, which then says where the clock
 * hung (as zone_local_instant takes it). A leap second counts as the second before it. On
 * failure *error says what was expected; the text itself is in the message.
 */
bool instant_parse(const char *text, const struct zone *assumed_zone, instant *at,
		   struct error *error);

/*
 * The T of the command line: as instant_parse, or a bare date YYYY-MM-DD that means the end of
 * that local day, that is the first instant of the day after it (INSTANT_MAX at the latest).
 */
bool instant_parse_as_of(const char *text, const struct zone *zone, instant *at,
			 struct error *error);

/* A date YYYY-MM-DD, of 1970 to 9999, to days since 1970-01-01. */
bool date_parse(const char *text, int64_t *day, struct error *error);

/* "2026-10-01T05:00:00Z": 21 bytes with the NUL (24 for safety). */
#define INSTANT_TEXT_BYTES 24
const char *instant_format(instant at, char text[INSTANT_TEXT_BYTES]);

/* Reads a span: a whole number and a unit s, m (or min), h, d, w, or y (365 d): "12w", "30d".
 */
bool span_parse(const char *text, int64_t *seconds, struct error *error);

#endif
