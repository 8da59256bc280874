/* Values, states, verdicts, goals and bands in words. */
#include "report/wording.h"

#include <math.h>
#include <string.h>

#include "report/capacity_words.h"
#include "scorecard/bands.h"

#define UP_RIGHT_ARROW "\xe2\x86\x97"
#define MIDDLE_DOT "\xc2\xb7"
#define WHITE_DIAMOND "\xe2\x97\x87"
#define ELLIPSIS "\xe2\x80\xa6"
#define CHECK_MARK "\xe2\x9c\x93"

const char *beginning_words(void)
{
	return "Nothing is collected yet. 'aplomb import git --service SERVICE --repo DIR' or "
	       "'aplomb record deployment --service SERVICE --at TIME' begins it.";
}

const char *no_team_words(void)
{
	return "No teams yet: 'aplomb init' writes a file to begin with.";
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

const char *verdict_meaning(enum verdict verdict)
{
	static const char *const meanings[VERDICT_COUNT] = {
		[VERDICT_GATHERING] = "too little to tell yet",
		[VERDICT_STEADY] = "no change that could be told from chance",
		[VERDICT_GROWING] =
			"more capacity than the same team had before, and a named test says so",
		[VERDICT_CONVERSATION] = "less than before: what got in the way?",
	};

	return meanings[verdict];
}

const char *verdict_glyph(enum verdict verdict, bool is_ascii)
{
	static const char *const glyphs[VERDICT_COUNT][2] = {
		[VERDICT_GATHERING] = {ELLIPSIS, "."},
		[VERDICT_STEADY] = {MIDDLE_DOT, "-"},
		[VERDICT_GROWING] = {UP_RIGHT_ARROW, "+"},
		[VERDICT_CONVERSATION] = {WHITE_DIAMOND, "?"},
	};

	return glyphs[verdict][is_ascii];
}

/* -- one value ----------------------------------------------------------------------------- */

/* "2 rules fewer", "1 rule more": the one count there is is of rules that went. */
static void add_fewer(struct buffer *buffer, double value, enum wording_form form)
{
	double count = fabs(value);

	if (count < 0.5) {
		buffer_add_string(buffer, form == WORDING_CELL	 ? "as many"
					  : form == WORDING_LINE ? "as many rules"
								 : "as many rules as before");
		return;
	}
	quantity_add_number(buffer, count);
	if (form != WORDING_CELL)
		buffer_add_string(buffer, count == 1.0 ? " rule" : " rules");
	buffer_add_string(buffer, value > 0 ? " fewer" : " more");
}

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
	if (unit == UNIT_COUNT) {
		add_fewer(buffer, value, form);
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

void wording_add_previous(struct buffer *buffer, const struct reading *reading,
			  enum wording_form form)
{
	if (reading->previous.state == READING_UNCOLLECTED)
		buffer_add_string(buffer, "not collected");
	else if (reading->previous.state == READING_QUIET || isnan(reading->previous.value))
		buffer_add_string(buffer, form == WORDING_CELL ? "quiet" : "nothing happened");
	else
		add_measured(buffer, reading->capacity->unit, reading->previous.value,
			     reading->previous.hits, reading->previous.n,
			     reading->previous.at_least, form);
}

void wording_add_n(struct buffer *buffer, const struct reading *reading)
{
	const struct capacity_words *words = capacity_words(reading->capacity);

	quantity_add_counted(buffer, reading->n, words->noun, words->nouns);
}

/* One end of a range, or both: of a share as counts of its n. */
static void add_end(struct buffer *buffer, const struct reading *reading, double end,
		    enum wording_form form)
{
	double n = (double)reading->n;

	if (reading->capacity->unit == UNIT_COUNT) {
		quantity_add_number(buffer, end);
		return;
	}
	end = end > 0 ? end : 0;
	if (reading->capacity->unit == UNIT_RATIO)
		add_measured(buffer, UNIT_RATIO, end, round(fmin(end, 1) * n), reading->n,
			     false, form);
	else
		quantity_add(buffer, reading->capacity->unit, end, form);
}

/* Two ends that read differently: the unit, or the n, is said once. */
static void add_ends(struct buffer *buffer, const struct reading *reading,
		     const struct interval *ends, const char *joint, enum wording_form form)
{
	double low = ends->low > 0 || reading->capacity->unit == UNIT_COUNT ? ends->low : 0;

	switch (reading->capacity->unit) {
	case UNIT_SECONDS:
		quantity_add_span_range(buffer, low, ends->high, joint, form);
		return;
	case UNIT_RATIO:
		quantity_add_count(buffer, (size_t)round(low * (double)reading->n));
		break;
	case UNIT_PER_WEEK:
	case UNIT_COUNT:
	case UNIT_DAYS:
		quantity_add_number(buffer, low);
		break;
	}
	buffer_add_string(buffer, joint);
	add_end(buffer, reading, ends->high, form);
}

/* "between " and " and ", or "" and " to "; "about " where both ends read the same. */
static void add_range(struct buffer *buffer, const struct reading *reading,
		      const struct interval *ends, const char *opening, const char *joint,
		      enum wording_form form)
{
	struct buffer low;
	struct buffer high;

	buffer_init(&low);
	buffer_init(&high);
	add_end(&low, reading, ends->low, form);
	add_end(&high, reading, ends->high, form);
	if (strcmp(low.bytes, high.bytes) == 0) {
		buffer_addf(buffer, "about %s", low.bytes);
	} else {
		buffer_add_string(buffer, opening);
		add_ends(buffer, reading, ends, joint, form);
	}
	buffer_release(&low);
	buffer_release(&high);
}

static void add_interval(struct buffer *buffer, const struct reading *reading,
			 enum wording_form form)
{
	if (!reading->has_interval)
		return;
	buffer_add_string(buffer, "likely ");
	add_range(buffer, reading, &reading->interval, "between ", " and ", form);
}

void wording_add_interval(struct buffer *buffer, const struct reading *reading)
{
	add_interval(buffer, reading, WORDING_LINE);
}

void wording_add_interval_prose(struct buffer *buffer, const struct reading *reading)
{
	add_interval(buffer, reading, WORDING_PROSE);
}

/* A share's range is told in counts of its n; without one there is nothing to tell. */
static void add_limits(struct buffer *buffer, const struct reading *reading,
		       const struct process_limits *limits, enum wording_form form)
{
	struct interval ends = {limits->low, limits->high};

	if (reading->capacity->unit != UNIT_RATIO || reading->n > 0)
		add_range(buffer, reading, &ends, "", " to ", form);
}

void wording_add_usual(struct buffer *buffer, const struct reading *reading,
		       enum wording_form form)
{
	if (reading->has_usual)
		add_limits(buffer, reading, &reading->usual, form);
}

void wording_add_usual_since(struct buffer *buffer, const struct reading *reading,
			     enum wording_form form)
{
	if (reading->shift.has_usual)
		add_limits(buffer, reading, &reading->shift.usual, form);
}

/* -- goal ---------------------------------------------------------------------------------- */

void goal_add_value(struct buffer *buffer, const struct reading *reading,
		    enum wording_form form)
{
	const struct goal *goal = reading->goal;

	if (!goal)
		return;
	switch (reading->capacity->unit) {
	case UNIT_SECONDS:
		quantity_add_exact_span(buffer, goal->value, form);
		break;
	case UNIT_RATIO:
		quantity_add_share(buffer, goal->share);
		break;
	case UNIT_PER_WEEK:
		quantity_add_exact_number(buffer, goal->value);
		buffer_add_string(buffer, form == WORDING_CELL ? "/wk" : " a week");
		break;
	case UNIT_COUNT:
		add_fewer(buffer, goal->value, form);
		break;
	case UNIT_DAYS:
		quantity_add(buffer, UNIT_DAYS, goal->value, form);
		break;
	}
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
	return is_ascii ? "*" : CHECK_MARK;
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

static const char *band_name(enum band band)
{
	size_t index = 0;

	while (index + 1 < BAND_COUNT && !(((unsigned)band >> index) & 1U))
		index++;
	return band_names[index];
}

/* A value in no band: which two it lies between. */
static void add_gap(struct buffer *buffer, const struct wording *wording,
		    const struct reading *reading)
{
	enum band better, worse;

	if (bands_between(wording->period.bands, reading->capacity, reading->value, &better,
			  &worse))
		buffer_addf(buffer, "between %s and %s", band_name(better), band_name(worse));
	else
		buffer_add_string(buffer, "outside the published bands");
}

void wording_add_bands(struct buffer *buffer, const struct wording *wording,
		       const struct reading *reading)
{
	size_t count = 0;
	size_t written = 0;

	if (!reading->has_bands)
		return;
	for (size_t i = 0; i < BAND_COUNT; i++)
		count += (reading->bands >> i) & 1U;
	if (count == 0) {
		add_gap(buffer, wording, reading);
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
