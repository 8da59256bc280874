#include "report/shown.h"

#include <math.h>

#include "report/sparkline.h"
#include "scorecard/bands.h"

bool reading_has_value(const struct reading *reading)
{
	return (reading->state == READING_MEASURED || reading->state == READING_FEW) &&
	       !isnan(reading->value);
}

bool reading_lists_oldest_first(const struct reading *reading)
{
	return reading->capacity->is_loop || reading->capacity->practice == PRACTICE_RULES;
}

bool reading_has_verdict(const struct reading *reading)
{
	if (reading->capacity->test == TEST_NONE)
		return false;
	return reading_has_value(reading) || reading->change != VERDICT_GATHERING;
}

size_t reading_bands_shown(const struct wording *wording, const struct reading *reading,
			   struct band_shown shown[BAND_COUNT])
{
	struct band_range ranges[BAND_COUNT];
	size_t count = 0;

	if (reading->has_bands)
		count = bands_ranges(wording->period.bands, reading->capacity, ranges);
	for (size_t i = 0; i < count; i++)
		shown[i] = (struct band_shown){ranges[i].low, ranges[i].high, ranges[i].bands};
	return count;
}

void bands_add_name(struct buffer *buffer, unsigned bands)
{
	int first = 0;
	int last = BAND_COUNT - 1;

	while (first < last && !(bands >> first & 1U))
		first++;
	while (last > first && !(bands >> last & 1U))
		last--;
	buffer_add_string(buffer, band_names[first]);
	if (last > first)
		buffer_addf(buffer, "%s%s", last > first + 1 ? " to " : ", ", band_names[last]);
}

bool series_has_values(const double *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!isnan(values[i]))
			return true;
	return false;
}

bool reading_has_chart(const struct reading *reading)
{
	return reading->state != READING_UNCOLLECTED && !reading->capacity->is_loop &&
	       (series_has_values(reading->weekly, reading->week_count) ||
		series_has_values(reading->before, reading->before_count));
}

const double *reading_known_weeks(struct arena *arena, const struct wording *wording,
				  const struct reading *reading)
{
	const size_t count = reading->week_count;
	double *weeks;

	if (reading->covered_until == INSTANT_NONE && !reading->capacity->is_loop)
		return reading->weekly;
	weeks = ARENA_ARRAY(arena, count, double);
	for (size_t i = 0; i < count; i++) {
		instant begin = wording->period.as_of - (instant)(count - i) * SECONDS_PER_WEEK;

		weeks[i] = !reading->capacity->is_loop && begin < reading->covered_until
				   ? reading->weekly[i]
				   : VALUE_NONE;
	}
	return weeks;
}

void wording_add_sparkline(struct buffer *buffer, const struct wording *wording,
			   const struct reading *reading, size_t width_cells)
{
	struct arena arena = {0};
	struct reading known = *reading;

	known.weekly = reading_known_weeks(&arena, wording, reading);
	sparkline_add(buffer, &known, width_cells, wording->is_ascii);
	arena_release(&arena);
}
