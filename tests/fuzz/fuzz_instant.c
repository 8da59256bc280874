/*
 * Fuzzing instants, dates and spans: the first byte chooses a zone, the rest is what was typed.
 *
 * What must hold: what is read is written and read again as the same, and a zone's calendar
 * days are consistent with its clocks.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/instant.h"

static struct arena arena;
static struct zone zones[8];

int LLVMFuzzerInitialize(int *argument_count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Half hours, quarters, days that were skipped, DST of half an hour, midnights that are not. */
int LLVMFuzzerInitialize(int *argument_count, char ***arguments)
{
	static const char *const names[] = {"UTC",
					    "Australia/Lord_Howe",
					    "Pacific/Apia",
					    "Asia/Kathmandu",
					    "America/Sao_Paulo",
					    "Europe/Berlin",
					    "Asia/Gaza",
					    "America/St_Johns"};
	struct error error;

	(void)argument_count;
	(void)arguments;
	for (size_t i = 0; i < 8; i++)
		if (!zone_load(&zones[i], names[i], &arena, &error))
			zones[i] = zone_utc;
	return 0;
}

static void look_at(const struct zone *zone, instant at)
{
	struct civil civil = zone_civil(zone, at);
	int64_t local = at + zone_offset_seconds(zone, at);
	int64_t day = zone_local_day(zone, at);
	instant again;

	/* The offset carries the first and last hours out of the years that there are. */
	if (local < INSTANT_MIN || local > INSTANT_MAX)
		return;
	assert(civil_date_exists(civil.year, civil.month, civil.day));
	assert(civil_day_number(civil.year, civil.month, civil.day) == day);
	assert(day * SECONDS_PER_DAY + civil.hour * SECONDS_PER_HOUR +
		       civil.minute * SECONDS_PER_MINUTE + civil.second ==
	       local);
	assert(zone_day_start(zone, day) <= at);
	assert(zone_day_start(zone, day + 1) > at);
	/* The same clock time, or the first of two. */
	again = zone_local_instant(zone, local);
	assert(again <= at && again + zone_offset_seconds(zone, again) == local);
}

static void come_back(instant at)
{
	char text[INSTANT_TEXT_BYTES];
	struct error error;
	instant again;

	assert(at >= INSTANT_MIN && at <= INSTANT_MAX);
	assert(instant_parse(instant_format(at, text), NULL, &again, &error));
	assert(again == at);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	const struct zone *zone = &zones[size ? bytes[0] % 8 : 0];
	char *text = calloc(size + 1, 1);
	int64_t number;
	struct error error;
	instant at;

	if (!text)
		abort();
	if (size)
		memcpy(text, bytes + 1, size - 1);
	if (instant_parse(text, zone, &at, &error)) {
		come_back(at);
		look_at(zone, at);
	}
	if (instant_parse_as_of(text, zone, &at, &error))
		come_back(at);
	if (date_parse(text, &number, &error))
		assert(number >= 0 && number <= INSTANT_MAX / SECONDS_PER_DAY);
	if (span_parse(text, &number, &error))
		assert(number >= 0);
	free(text);
	return 0;
}
