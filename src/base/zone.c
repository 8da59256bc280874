/*
 * Time zones (instant.h).
 *
 * Rule: the C library and the system's database know the rules; they are asked once for each
 * zone, and what they said is kept as a table. The environment is as it was afterwards.
 */
#include <assert.h>
#include <ctype.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/instant.h"

#define ZONE_NAME_MAX 64
#define PROBE_END INT64_C(4133980800) /* 2101-01-01T00:00:00Z */
/*
 * Steps that find every change: the shortest stay away from an offset since 1970 is 6 days and
 * 23 hours (America/Boa_Vista in October 2000, Asia/Gaza's rule in 2040).
 */
#define PROBE_STEP_SECONDS (6 * SECONDS_PER_DAY)

static const int32_t utc_offsets[] = {0};
const struct zone zone_utc = {"UTC", NULL, utc_offsets, 0};

/* -- loading ------------------------------------------------------------------------------ */

/* A name that cannot lead out of the database; right/ counts leap seconds, we do not. */
static bool name_is_harmless(const char *name)
{
	size_t length = strlen(name);

	return length > 0 && length <= ZONE_NAME_MAX && isalpha((unsigned char)name[0]) &&
	       strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
			    "_+/-") == length &&
	       strncmp(name, "right/", 6) != 0;
}

static const char *database_directory(void)
{
	const char *directory = getenv("TZDIR");

	return directory && directory[0] ? directory : "/usr/share/zoneinfo";
}

/* Whether the database has a zone file of that name, not a table or a directory. */
static bool is_in_database(const char *name)
{
	char path[4096];
	char magic[4] = "";
	struct stat status;
	bool is_zone;
	int file, length = snprintf(path, sizeof(path), "%s/%s", database_directory(), name);

	if ((size_t)length >= sizeof(path))
		return false;
	/* A pipe is not waited for. */
	file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (file < 0)
		return false;
	is_zone = fstat(file, &status) == 0 && S_ISREG(status.st_mode) &&
		  read(file, magic, sizeof(magic)) == sizeof(magic) &&
		  memcmp(magic, "TZif", sizeof(magic)) == 0;
	close(file);
	return is_zone;
}

/* What the C library says while TZ names the zone. */
static int32_t probe_offset(instant at)
{
	time_t time = (time_t)at;
	struct tm local = {0};

	localtime_r(&time, &local);
	return (int32_t)local.tm_gmtoff;
}

/* The first instant in (low, high] whose offset is not `offset`, which low's is. */
static instant find_transition(instant low, instant high, int32_t offset)
{
	while (high - low > 1) {
		instant middle = low + (high - low) / 2;

		if (probe_offset(middle) == offset)
			low = middle;
		else
			high = middle;
	}
	return high;
}

static void probe_transitions(struct zone *zone, struct arena *arena)
{
	int32_t offset = probe_offset(INSTANT_MIN);
	size_t transition_capacity = 0;
	size_t offset_capacity = 0;
	instant *transitions = NULL;
	int32_t *offsets = NULL;
	size_t count = 0;
	instant at = INSTANT_MIN;

	offsets = arena_grow(arena, offsets, 0, &offset_capacity, sizeof(*offsets));
	offsets[0] = offset;
	while (at < PROBE_END) {
		instant next = at + PROBE_STEP_SECONDS;

		if (probe_offset(next) == offset) {
			at = next;
			continue;
		}
		at = find_transition(at, next, offset);
		offset = probe_offset(at);
		transitions = arena_grow(arena, transitions, count, &transition_capacity,
					 sizeof(*transitions));
		transitions[count++] = at;
		offsets = arena_grow(arena, offsets, count, &offset_capacity, sizeof(*offsets));
		offsets[count] = offset;
	}
	zone->transitions = transitions;
	zone->offsets = offsets;
	zone->count = count;
}

/*
 * Asks the C library about a zone of the database, and puts TZ back. It is not told of that: no
 * time is read by it but here, and it would open whatever TZ names, be it a pipe.
 */
static void probe_zone(struct zone *zone, const char *name, struct arena *arena)
{
	const char *outer = getenv("TZ");
	char *saved = outer ? arena_copy_string(arena, outer) : NULL;

	/* A colon: a file of the database, never a rule such as "EST5EDT". */
	if (setenv("TZ", arena_printf(arena, ":%s", name), 1) != 0)
		memory_exhausted();
	tzset();
	probe_transitions(zone, arena);
	if (saved && setenv("TZ", saved, 1) != 0)
		memory_exhausted();
	if (!saved)
		unsetenv("TZ");
}

bool zone_load(struct zone *zone, const char *name, struct arena *arena, struct error *error)
{
	struct zone loaded;

	if (strcmp(name, zone_utc.name) == 0) {
		*zone = zone_utc;
		return true;
	}
	if (!name_is_harmless(name) || !is_in_database(name)) {
		if (access(database_directory(), R_OK | X_OK) != 0)
			return error_set(error, ERROR_IO,
					 "the time zone database %s cannot be read; install "
					 "tzdata, or use the zone UTC",
					 database_directory());
		return error_set(error, ERROR_INVALID,
				 "'%.*s' is not a time zone that this system knows; expected "
				 "an IANA name such as Europe/Berlin, or UTC",
				 ZONE_NAME_MAX, name);
	}
	loaded.name = arena_copy_string(arena, name);
	probe_zone(&loaded, name, arena);
	*zone = loaded;
	return true;
}

/* -- asking ------------------------------------------------------------------------------- */

/* Index of the offset that holds at that instant. */
static size_t offset_index(const struct zone *zone, instant at)
{
	size_t low = 0;
	size_t high = zone->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (zone->transitions[middle] <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int32_t zone_offset_seconds(const struct zone *zone, instant at)
{
	return zone->offsets[offset_index(zone, at)];
}

static int64_t floor_day(int64_t seconds)
{
	int64_t day = seconds / SECONDS_PER_DAY;

	return seconds % SECONDS_PER_DAY < 0 ? day - 1 : day;
}

int64_t zone_local_day(const struct zone *zone, instant at)
{
	return floor_day(at + zone_offset_seconds(zone, at));
}

/* The first offset whose clocks can have shown that local time: none is two days off. */
static size_t earliest_offset(const struct zone *zone, int64_t local_seconds)
{
	return offset_index(zone, local_seconds - 2 * SECONDS_PER_DAY);
}

/* The first offset that ends after its clocks showed that local time. */
static size_t offset_reaching(const struct zone *zone, int64_t local_seconds)
{
	size_t i = earliest_offset(zone, local_seconds);

	while (i < zone->count && local_seconds - zone->offsets[i] >= zone->transitions[i])
		i++;
	return i;
}

instant zone_day_start(const struct zone *zone, int64_t local_day)
{
	int64_t midnight = local_day * SECONDS_PER_DAY;
	size_t i = offset_reaching(zone, midnight);
	instant start = midnight - zone->offsets[i];

	if (i > 0 && start < zone->transitions[i - 1])
		return zone->transitions[i - 1];
	return start;
}

instant zone_local_instant(const struct zone *zone, int64_t local_seconds)
{
	size_t i = offset_reaching(zone, local_seconds);
	instant at = local_seconds - zone->offsets[i];

	/* Skipped: the clock that was not put forward shows it as long after the change. */
	if (i > 0 && at < zone->transitions[i - 1])
		return local_seconds - zone->offsets[i - 1];
	return at;
}

/* Year, month and day of a day number from the year 1 on: the inverse of civil_day_number. */
static void civil_set_date(struct civil *civil, int64_t day)
{
	/* Years from March, so that a leap day ends one; eras of 400 years = 146,097 days. */
	int64_t from_march = day + 719468;
	int64_t era = from_march / 146097;
	int64_t day_of_era = from_march - era * 146097;
	int64_t year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) /
		365;
	int64_t day_of_year =
		day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t month = (5 * day_of_year + 2) / 153; /* 0 is March */

	assert(from_march >= 0);
	civil->day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
	civil->month = (int)(month < 10 ? month + 3 : month - 9);
	civil->year = (int)(year_of_era + era * 400 + (month >= 10));
}

struct civil zone_civil(const struct zone *zone, instant at)
{
	int64_t local = at + zone_offset_seconds(zone, at);
	int64_t day = floor_day(local);
	int second_of_day = (int)(local - day * SECONDS_PER_DAY);
	struct civil civil;

	civil_set_date(&civil, day);
	civil.hour = second_of_day / 3600;
	civil.minute = second_of_day / 60 % 60;
	civil.second = second_of_day % 60;
	return civil;
}
