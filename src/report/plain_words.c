#include "report/plain_words.h"

#include <math.h>
#include <string.h>

/* A first letter that only its place makes great; "SLO" stays. */
static void uncapitalise(struct buffer *buffer, size_t from)
{
	char *first = &buffer->bytes[from];

	if (first[0] >= 'A' && first[0] <= 'Z' &&
	    ((first[1] >= 'a' && first[1] <= 'z') || first[1] == ' '))
		first[0] = (char)(first[0] - 'A' + 'a');
}

void plain_add_title(struct buffer *buffer, const struct capacity *capacity)
{
	size_t start = buffer->length_bytes;

	buffer_add_string(buffer, capacity_title(capacity));
	uncapitalise(buffer, start);
}

static bool has_value(const struct reading *reading)
{
	return reading->state == READING_MEASURED || reading->state == READING_FEW;
}

/* The reading's own sentence without its full stop; where it is known up to comes later. */
static void add_own_sentence(struct buffer *buffer, const struct wording *wording,
			     const struct reading *reading)
{
	struct reading known = *reading;
	size_t start = buffer->length_bytes;

	if (reading->state != READING_UNCOLLECTED)
		known.covered_until = INSTANT_NONE;
	/* Within one sentence what is usual is a clause. */
	known.has_usual = false;
	wording_add_sentence(buffer, wording, &known);
	uncapitalise(buffer, start);
	while (buffer->length_bytes > start && buffer->bytes[buffer->length_bytes - 1] == '.')
		buffer->bytes[--buffer->length_bytes] = '\0';
	if (has_value(reading) && reading->has_usual && !isnan(reading->value)) {
		buffer_add_string(buffer, "; ");
		wording_add_what_is_usual(buffer, wording, reading);
	}
	if (reading->state != READING_UNCOLLECTED && reading->covered_until != INSTANT_NONE) {
		buffer_add_string(buffer, "; ");
		wording_add_coverage(buffer, wording, reading);
	}
}

static void add_goal(struct buffer *buffer, const struct reading *reading)
{
	if (!reading->goal)
		return;
	buffer_add_string(buffer, "; the goal is ");
	goal_add_value(buffer, reading, WORDING_PROSE);
	buffer_addf(buffer, ": %s", goal_met_word(reading->goal_met));
	if (reading->goal->has_review) {
		buffer_add_string(buffer, ", ");
		goal_add_review(buffer, reading->goal);
	}
}

static void add_bands(struct buffer *buffer, const struct wording *wording,
		      const struct reading *reading)
{
	if (!reading->has_bands)
		return;
	buffer_addf(buffer, "; %s: ", band_edition_word(wording->period.bands));
	wording_add_bands(buffer, wording, reading);
}

/* "; steady, 5.3 a week in the 12 weeks before (64 deployments)". */
static void add_change(struct buffer *buffer, const struct wording *wording,
		       const struct reading *reading, bool with_test)
{
	bool had_value = !isnan(reading->previous.value) && reading->previous.n;

	if (reading->capacity->is_undated || (!has_value(reading) && !had_value))
		return;
	buffer_add_string(buffer, "; ");
	if (has_value(reading) && reading->capacity->test != TEST_NONE)
		buffer_addf(buffer, "%s, ", verdict_word(reading->change));
	wording_add_past(buffer, wording, reading, WORDING_PROSE);
	if (had_value && reading->capacity->unit != UNIT_RATIO) {
		buffer_add_string(buffer, " (");
		quantity_add_count(buffer, reading->previous.n);
		buffer_addf(buffer, " %s)",
			    capacity_noun(reading->capacity, reading->previous.n));
	}
	if (with_test && reading->test) {
		buffer_add_string(buffer, "; told by ");
		wording_add_test(buffer, reading);
	}
}

void plain_add_reading(struct buffer *buffer, const struct wording *wording,
		       const struct reading *reading, bool with_test)
{
	add_own_sentence(buffer, wording, reading);
	if (reading->has_interval) {
		buffer_add_string(buffer, "; the value is ");
		wording_add_interval_prose(buffer, reading);
	}
	add_goal(buffer, reading);
	add_bands(buffer, wording, reading);
	add_change(buffer, wording, reading, with_test);
	if (reading->excluded_count) {
		buffer_add_string(buffer, "; ");
		wording_add_excluded(buffer, reading);
	}
	buffer_add_char(buffer, '.');
}

void plain_add_brief(struct buffer *buffer, const struct wording *wording,
		     const struct reading *reading)
{
	plain_add_title(buffer, reading->capacity);
	buffer_add_string(buffer, has_value(reading) ? " " : ", ");
	wording_add_value(buffer, wording, reading, WORDING_PROSE);
	if (!has_value(reading))
		return;
	if (reading->capacity->unit != UNIT_RATIO) {
		buffer_add_string(buffer, " (");
		wording_add_n(buffer, reading);
		buffer_add_char(buffer, ')');
	}
	if (reading->capacity->test != TEST_NONE)
		buffer_addf(buffer, ", %s", verdict_word(reading->change));
}

void plain_add_weeks(struct buffer *buffer, const struct reading *reading)
{
	bool is_any = false;

	for (size_t i = 0; i < reading->week_count; i++)
		is_any |= !isnan(reading->weekly[i]);
	if (!is_any)
		return;
	buffer_add_string(buffer, "by week, oldest first: ");
	for (size_t i = 0; i < reading->week_count; i++) {
		double value = reading->weekly[i];

		buffer_add_string(buffer, i ? ", " : "");
		if (isnan(value))
			buffer_add_string(buffer, "nothing");
		else if (reading->capacity->unit == UNIT_PER_WEEK)
			quantity_add_number(buffer, value);
		else
			quantity_add(buffer, reading->capacity->unit, value, WORDING_PROSE);
	}
}
