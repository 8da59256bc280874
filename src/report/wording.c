/* Values, states, verdicts, goals and bands in words. */
#include "report/wording.h"

#include <math.h>
#include <string.h>

#include "report/capacity_words.h"

#define UP_RIGHT_ARROW "\xe2\x86\x97"
#define MIDDLE_DOT "\xc2\xb7"
#define WHITE_DIAMOND "\xe2\x97\x87"
#define ELLIPSIS "\xe2\x80\xa6"
#define CHECK_MARK "\xe2\x9c\x93"

const char *reading_state_word(enum reading_state state)
{
	static const char *const words[READING_STATE_COUNT] = {
		[READING_UNCOLLECTED] = "not collected",
		[READING_QUIET] = "quiet",
		[READING_FEW] = "few so far",
		[READING_MEASURED] = "measured",
	};

	return words[state];
}

const char *verdict_word(enum verdict verdict)
{
	static const char *const words[VERDICT_COUNT] = {
		[VERDICT_GATHERING] = "gathering",
		[VERDICT_STEADY] = "steady",
		[VERDICT_GROWING] = "growing",
		[VERDICT_CONVERSATION] = "worth a conversation",
	};

	return words[verdict];
}

const char *verdict_glyph(enum verdict verdict, bool is_ascii)
{
	static const char *const glyphs[VERDICT_COUNT][2] = {
		[VERDICT_GATHERING] = {ELLIPSIS, ":"},
		[VERDICT_STEADY] = {MIDDLE_DOT, "-"},
		[VERDICT_GROWING] = {UP_RIGHT_ARROW, "^"},
		[VERDICT_CONVERSATION] = {WHITE_DIAMOND, "o"},
	};

	return glyphs[verdict][is_ascii];
}

/* -- one value ----------------------------------------------------------------------------- */

/* A value that there is; hits and n are those of a share. */
static void add_measured(struct buffer *buffer, enum unit unit, double value, double hits,
			 size_t n, bool at_least, enum wording_form form)
{
	size_t start;

	if (unit == UNIT_RATIO) {
		quantity_add_count(buffer, hits > 0 ? (size_t)round(hits) : 0);
		buffer_add_string(buffer, form == WORDING_CELL ? "/" : " of ");
		quantity_add_count(buffer, n);
		return;
	}
	if (at_least && form != WORDING_CELL)
		buffer_add_string(buffer, "at least ");
	start = buffer->length_bytes;
	quantity_add(buffer, unit, value, form);
	if (at_least && form == WORDING_CELL) {
		/* "3.2 h" to "3.2+ h": the mark belongs to the number. */
		size_t number = start + strcspn(buffer->bytes + start, " /");

		buffer_add_char(buffer, '+');
		memmove(buffer->bytes + number + 1, buffer->bytes + number,
			buffer->length_bytes - number - 1);
		buffer->bytes[number] = '+';
	}
}

static void add_quiet(struct buffer *buffer, const struct wording *wording,
		      enum wording_form form)
{
	buffer_add_string(buffer, form == WORDING_CELL ? "quiet " : "nothing happened in ");
	wording_add_window(buffer, wording->period.window_days);
}

void wording_add_value(struct buffer *buffer, const struct wording *wording,
		       const struct reading *reading, enum wording_form form)
{
	if (reading->state == READING_UNCOLLECTED) {
		if (form == WORDING_CELL)
			buffer_add_string(buffer, "not collected");
		else if (reading->covered_until != INSTANT_NONE)
			wording_add_coverage(buffer, wording, reading);
		else
			buffer_add_string(buffer, "not collected yet");
	} else if (reading->state == READING_QUIET || isnan(reading->value)) {
		add_quiet(buffer, wording, form);
	} else {
		add_measured(buffer, reading->capacity->unit, reading->value, reading->hits,
			     reading->n, reading->at_least, form);
	}
}

void wording_add_previous(struct buffer *buffer, const struct wording *wording,
			  const struct reading *reading, enum wording_form form)
{
	if (reading->previous.state == READING_UNCOLLECTED)
		buffer_add_string(buffer, "not collected");
	else if (reading->previous.state == READING_QUIET || isnan(reading->previous.value))
		add_quiet(buffer, wording, form);
	else
		add_measured(buffer, reading->capacity->unit, reading->previous.value,
			     reading->previous.hits, reading->previous.n, false, form);
}

void wording_add_n(struct buffer *buffer, const struct reading *reading)
{
	const struct capacity_words *words = capacity_words(reading->capacity);

	quantity_add_counted(buffer, reading->n, words->noun, words->nouns);
}

/* Two ends of a range, in the words of the unit; a share's as counts of its n. */
static void add_range(struct buffer *buffer, const struct reading *reading, double low,
		      double high, const char *joint, enum wording_form form)
{
	double n = (double)reading->n;

	low = low > 0 ? low : 0;
	switch (reading->capacity->unit) {
	case UNIT_SECONDS:
		quantity_add_span_range(buffer, low, high, joint, form);
		break;
	case UNIT_RATIO:
		quantity_add_count(buffer, (size_t)round(low * n));
		buffer_add_string(buffer, joint);
		quantity_add_count(buffer, (size_t)round(fmin(high, 1) * n));
		buffer_add_string(buffer, form == WORDING_CELL ? "/" : " of ");
		quantity_add_count(buffer, reading->n);
		break;
	case UNIT_PER_WEEK:
	case UNIT_COUNT:
	case UNIT_DAYS:
		quantity_add_number(buffer, low);
		buffer_add_string(buffer, joint);
		quantity_add(buffer, reading->capacity->unit, high, form);
		break;
	}
}

void wording_add_interval(struct buffer *buffer, const struct reading *reading)
{
	if (!reading->has_interval)
		return;
	buffer_add_string(buffer, "likely between ");
	add_range(buffer, reading, reading->interval.low, reading->interval.high, " and ",
		  WORDING_LINE);
}

void wording_add_usual(struct buffer *buffer, const struct reading *reading,
		       enum wording_form form)
{
	/* A share's range is told in counts of its n; without one there is nothing to tell. */
	if (!reading->has_usual || (reading->capacity->unit == UNIT_RATIO && reading->n == 0))
		return;
	add_range(buffer, reading, reading->usual.low, reading->usual.high, " to ", form);
}

/* -- goal ---------------------------------------------------------------------------------- */

void goal_add_value(struct buffer *buffer, const struct reading *reading,
		    enum wording_form form)
{
	const struct goal *goal = reading->goal;

	if (!goal)
		return;
	if (reading->capacity->unit == UNIT_SECONDS)
		quantity_add_exact_span(buffer, goal->value, form);
	else if (reading->capacity->unit == UNIT_RATIO && goal->share.denominator > 0)
		quantity_add_share(buffer, goal->share);
	else
		quantity_add(buffer, reading->capacity->unit, goal->value, form);
	if (goal->within_seconds) {
		buffer_add_string(buffer, form == WORDING_CELL ? " in " : " within ");
		quantity_add_exact_span(buffer, (double)goal->within_seconds, form);
	}
}

const char *goal_met_word(enum goal_met met)
{
	switch (met) {
	case GOAL_MET:
		return "met";
	case GOAL_NOT_MET:
		return "room to grow";
	case GOAL_UNKNOWN:
		break;
	}
	return "not judged yet";
}

const char *goal_met_glyph(enum goal_met met, bool is_ascii)
{
	if (met != GOAL_MET)
		return " ";
	return is_ascii ? "+" : CHECK_MARK;
}

void wording_add_goal(struct buffer *buffer, const struct wording *wording,
		      const struct reading *reading)
{
	if (!reading->goal)
		return;
	goal_add_value(buffer, reading, WORDING_LINE);
	if (reading->goal_met == GOAL_MET && !wording->is_ascii)
		buffer_add_string(buffer, " " CHECK_MARK " ");
	else
		buffer_add_string(buffer, ", ");
	buffer_add_string(buffer, goal_met_word(reading->goal_met));
}

/* -- bands --------------------------------------------------------------------------------- */

const char *band_edition_word(enum band_edition edition)
{
	switch (edition) {
	case BAND_EDITION_2019:
		return "DORA 2019";
	case BAND_EDITION_2021:
		return "DORA 2021";
	case BAND_EDITION_NONE:
		break;
	}
	return "none";
}

void wording_add_bands(struct buffer *buffer, const struct wording *wording,
		       const struct reading *reading)
{
	size_t count = 0;
	size_t written = 0;

	(void)wording;
	if (!reading->has_bands)
		return;
	for (size_t i = 0; i < BAND_COUNT; i++)
		count += (reading->bands >> i) & 1U;
	if (count == 0) {
		buffer_add_string(buffer, "between bands");
		return;
	}
	for (size_t i = 0; i < BAND_COUNT; i++) {
		if (!((reading->bands >> i) & 1U))
			continue;
		if (written)
			buffer_add_string(buffer, written + 1 == count ? " and " : ", ");
		buffer_add_string(buffer, band_names[i]);
		written++;
	}
	if (count > 1)
		buffer_add_string(buffer, " alike");
}

/* -- events -------------------------------------------------------------------------------- */

void wording_add_excluded(struct buffer *buffer, const struct reading *reading)
{
	size_t total = 0;

	for (size_t i = 0; i < reading->excluded_count; i++)
		total += reading->excluded[i].count;
	if (total == 0)
		return;
	quantity_add_count(buffer, total);
	buffer_add_string(buffer, " left out: ");
	for (size_t i = 0; i < reading->excluded_count; i++) {
		const struct exclusion *exclusion = &reading->excluded[i];

		if (i)
			buffer_add_string(buffer, ", ");
		if (reading->excluded_count > 1) {
			quantity_add_count(buffer, exclusion->count);
			buffer_add_char(buffer, ' ');
		}
		buffer_add_string(buffer, exclusion_words(exclusion->reason));
	}
}

void wording_add_evidence(struct buffer *buffer, const struct capacity *capacity,
			  const struct evidence *evidence)
{
	const struct capacity_words *words = capacity_words(capacity);

	if (evidence->reason) {
		buffer_addf(buffer, "left out: %s", exclusion_words(evidence->reason));
	} else if (capacity->unit == UNIT_SECONDS && !isnan(evidence->value)) {
		if (evidence->is_open)
			buffer_add_string(buffer, "at least ");
		quantity_add_span(buffer, evidence->value, WORDING_LINE);
		if (evidence->is_open)
			buffer_add_string(buffer, ", still open");
	} else if (capacity->unit == UNIT_RATIO && !isnan(evidence->value)) {
		buffer_add_string(buffer,
				  evidence->value > 0 ? words->event_yes : words->event_no);
	} else {
		buffer_add_string(buffer, "counted");
	}
}
