/* Readings in whole sentences: what they say, how they changed, how they are made. */
#include "report/wording.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "report/capacity_words.h"

void wording_capitalise(struct buffer *buffer, size_t from)
{
	char first = buffer->bytes[from];

	if (first >= 'a' && first <= 'z')
		buffer->bytes[from] = (char)(first - 'a' + 'A');
}

/* -- the reading --------------------------------------------------------------------------- */

/* What times are of: of restores, as long as each is one; an open incident is none yet. */
static void add_timed_count(struct buffer *buffer, const struct reading *reading)
{
	if (reading_detail(reading, "open") > 0)
		quantity_add_counted(buffer, reading->n, "incident", "incidents");
	else
		wording_add_n(buffer, reading);
}

static void add_open_sentence(struct buffer *buffer, const struct reading *reading)
{
	if (reading->n > 1)
		buffer_add_string(buffer, "the middle of ");
	add_timed_count(buffer, reading);
	buffer_add_string(buffer, reading->n > 1 ? " is at least " : ", open for ");
	quantity_add_span(buffer, reading->value, WORDING_PROSE);
	if (reading->n == 1)
		buffer_add_string(buffer, " so far");
}

/* True whatever is tied, and of an odd number too: the median is never below a half. */
static void add_duration_sentence(struct buffer *buffer, const struct reading *reading)
{
	const struct capacity_words *words = capacity_words(reading->capacity);
	double open = reading_detail(reading, "open");

	if (reading->at_least) {
		add_open_sentence(buffer, reading);
	} else {
		if (reading->n > 1)
			buffer_add_string(buffer, "half of ");
		add_timed_count(buffer, reading);
		buffer_add_string(buffer, " took ");
		quantity_add_span(buffer, reading->value, WORDING_PROSE);
		if (reading->n > 1)
			buffer_add_string(buffer, " or less");
		buffer_add_string(buffer, words->duration_tail ? words->duration_tail : "");
	}
	if (open > 0 && reading->n > 1) {
		buffer_add_string(buffer, ", with ");
		quantity_add_count(buffer, (size_t)open);
		buffer_add_string(buffer, " still open");
	}
}

static void add_share_sentence(struct buffer *buffer, const struct wording *wording,
			       const struct reading *reading)
{
	const struct capacity_words *words = capacity_words(reading->capacity);

	wording_add_value(buffer, wording, reading, WORDING_PROSE);
	buffer_addf(buffer, " %s %s", capacity_noun(reading->capacity, reading->n),
		    reading->hits == 1.0 || reading->n == 1 ? words->predicate
							    : words->predicates);
}

static void add_rate_sentence(struct buffer *buffer, const struct wording *wording,
			      const struct reading *reading)
{
	double days = reading_detail(reading, "deploy_days");

	wording_add_n(buffer, reading);
	buffer_add_string(buffer, " in ");
	wording_add_window(buffer, wording->period.window_days);
	if (days > 0) {
		buffer_add_string(buffer, " on ");
		quantity_add_counted(buffer, (size_t)days, "day", "days");
	}
	buffer_add_string(buffer, ", ");
	quantity_add(buffer, UNIT_PER_WEEK, reading->value, WORDING_PROSE);
}

/* What is usual since a shift, or where that is not known yet about what; and what was. */
static void add_since(struct buffer *buffer, const struct wording *wording,
		      const struct reading *reading)
{
	const struct reading_shift *shift = &reading->shift;

	buffer_add_string(buffer, "since ");
	wording_add_date(buffer, wording, shift->begin, false);
	if (shift->has_usual) {
		buffer_add_string(buffer, " the usual is ");
		wording_add_usual_since(buffer, reading, WORDING_PROSE);
	} else {
		buffer_add_string(buffer, " about ");
		quantity_add(buffer, reading->capacity->unit, shift->median, WORDING_PROSE);
	}
	buffer_add_string(buffer, "; before, ");
	wording_add_usual(buffer, reading, WORDING_PROSE);
}

/* Whether the range since a shift reads otherwise than the one before it. */
static bool shift_is_told(const struct reading *reading)
{
	struct buffer since, before;
	bool differs;

	if (reading->shift.side == 0 || !reading->shift.has_usual)
		return reading->shift.side != 0;
	buffer_init(&since);
	buffer_init(&before);
	wording_add_usual_since(&since, reading, WORDING_PROSE);
	wording_add_usual(&before, reading, WORDING_PROSE);
	differs = strcmp(since.bytes, before.bytes) != 0;
	buffer_release(&since);
	buffer_release(&before);
	return differs;
}

void wording_add_what_is_usual(struct buffer *buffer, const struct wording *wording,
			       const struct reading *reading)
{
	if (!reading->has_usual)
		return;
	if (shift_is_told(reading)) {
		add_since(buffer, wording, reading);
		return;
	}
	buffer_add_string(buffer, "the usual here is ");
	wording_add_usual(buffer, reading, WORDING_PROSE);
}

static void add_measured_sentence(struct buffer *buffer, const struct wording *wording,
				  const struct reading *reading)
{
	size_t start = buffer->length_bytes;

	if (reading->state == READING_FEW)
		buffer_add_string(buffer, "So far ");
	switch (reading->capacity->unit) {
	case UNIT_SECONDS:
		add_duration_sentence(buffer, reading);
		break;
	case UNIT_RATIO:
		add_share_sentence(buffer, wording, reading);
		break;
	case UNIT_PER_WEEK:
		add_rate_sentence(buffer, wording, reading);
		break;
	case UNIT_COUNT:
	case UNIT_DAYS:
		wording_add_value(buffer, wording, reading, WORDING_PROSE);
		if (capacity_words(reading->capacity)->amount_tail)
			buffer_add_string(buffer,
					  capacity_words(reading->capacity)->amount_tail);
		buffer_add_string(buffer, ", ");
		wording_add_n(buffer, reading);
		buffer_add_string(buffer, ", in ");
		wording_add_window(buffer, wording->period.window_days);
		break;
	}
	wording_capitalise(buffer, start);
	if (reading->has_usual) {
		bool is_told = shift_is_told(reading);

		buffer_add_string(buffer, is_told ? ". " : "; ");
		start = buffer->length_bytes;
		wording_add_what_is_usual(buffer, wording, reading);
		if (is_told)
			wording_capitalise(buffer, start);
	}
	buffer_add_char(buffer, '.');
}

void wording_add_sentence(struct buffer *buffer, const struct wording *wording,
			  const struct reading *reading)
{
	const struct capacity_words *words = capacity_words(reading->capacity);
	size_t start = buffer->length_bytes;

	if (reading->state == READING_UNCOLLECTED && reading->covered_until != INSTANT_NONE) {
		wording_add_coverage(buffer, wording, reading);
		wording_capitalise(buffer, start);
		buffer_add_char(buffer, '.');
		return;
	}
	if (reading->state == READING_UNCOLLECTED) {
		buffer_add_string(buffer, words->uncollected);
		return;
	}
	if (reading->state == READING_QUIET || isnan(reading->value)) {
		const char *gap = strstr(words->quiet, "%s");

		buffer_add(buffer, words->quiet,
			   gap ? (size_t)(gap - words->quiet) : strlen(words->quiet));
		if (gap) {
			wording_add_this_window(buffer, wording->period.window_days);
			buffer_add_string(buffer, gap + 2);
		}
	} else {
		add_measured_sentence(buffer, wording, reading);
	}
	if (reading->covered_until != INSTANT_NONE) {
		buffer_add_char(buffer, ' ');
		start = buffer->length_bytes;
		wording_add_coverage(buffer, wording, reading);
		wording_capitalise(buffer, start);
		buffer_add_char(buffer, '.');
	}
}

void wording_add_titled_sentence(struct buffer *buffer, const struct wording *wording,
				 const struct reading *reading)
{
	size_t start;

	buffer_addf(buffer, "%s: ", capacity_title(reading->capacity));
	start = buffer->length_bytes;
	wording_add_sentence(buffer, wording, reading);
	/* "SLO" keeps its letters. */
	if (islower((unsigned char)buffer->bytes[start + 1]) || buffer->bytes[start + 1] == ' ')
		buffer->bytes[start] = (char)tolower((unsigned char)buffer->bytes[start]);
}

/* -- its change ---------------------------------------------------------------------------- */

/* Two digits, cut: what is under the level of the test never reads as the level. */
static void add_p(struct buffer *buffer, double p)
{
	double scale;

	if (p < 0.001) {
		buffer_add_string(buffer, ", p under 0.001");
		return;
	}
	scale = pow(10, 1 - floor(log10(p)));
	buffer_add_string(buffer, ", p = ");
	quantity_add_number(buffer, floor(p * scale + 1e-6) / scale);
}

void wording_add_test(struct buffer *buffer, const struct reading *reading)
{
	const struct capacity_words *words = capacity_words(reading->capacity);

	if (!reading->test)
		return;
	if (strcmp(reading->test, "net_change") == 0) {
		buffer_add_string(buffer, "net change among the ");
		quantity_add_counted(buffer, reading->test_n[1], words->compared,
				     words->compared_many);
		buffer_add_string(buffer, " known at both times");
		return;
	}
	buffer_add_string(buffer, strcmp(reading->test, "fisher") == 0
					  ? "Fisher's exact test on "
					  : "Mann-Whitney test on ");
	quantity_add_count(buffer, reading->test_n[0]);
	buffer_add_string(buffer, " and ");
	quantity_add_counted(buffer, reading->test_n[1], words->compared, words->compared_many);
	if (!isnan(reading->test_p))
		add_p(buffer, reading->test_p);
}

#define DETECTABLE_RATIO_MIN 1.05

/* How far apart two groups of times must lie to be told apart. */
void wording_add_detectable(struct buffer *buffer, const struct reading *reading)
{
	const struct capacity_words *words = capacity_words(reading->capacity);
	double ratio = reading_detail(reading, "detectable_ratio");

	/* Times that are all alike could tell any difference apart: nothing to say. */
	if (isnan(ratio) || ratio < DETECTABLE_RATIO_MIN ||
	    reading->change == VERDICT_GROWING || reading->change == VERDICT_CONVERSATION)
		return;
	if (reading->test_n[0] && reading->test_n[1]) {
		buffer_add_string(buffer, "With ");
		quantity_add_count(buffer, reading->test_n[0]);
		buffer_add_string(buffer, " and ");
		quantity_add_counted(buffer, reading->test_n[1], words->compared,
				     words->compared_many);
		buffer_add_string(buffer, " only ");
	} else {
		buffer_add_string(buffer, "With these numbers only ");
	}
	if (ratio >= 1.75 && ratio < 2.25) {
		buffer_add_string(buffer, "a halving or a doubling");
	} else {
		buffer_add_string(buffer, "a time ");
		quantity_add_number(buffer, ratio);
		buffer_add_string(buffer, " times as long, or as short,");
	}
	buffer_add_string(buffer, " would show.");
}

/* A census is of an instant, everything else of a window. */
void wording_add_past(struct buffer *buffer, const struct wording *wording,
		      const struct reading *reading, enum wording_form form)
{
	if (reading->capacity->test == TEST_CENSUS) {
		wording_add_window(buffer, wording->period.window_days);
		buffer_add_string(buffer, " ago ");
		wording_add_previous(buffer, reading, form);
		return;
	}
	wording_add_previous(buffer, reading, form);
	buffer_add_string(buffer, " in ");
	wording_add_the_window(buffer, wording->period.window_days);
	buffer_add_string(buffer, " before");
}

void wording_add_change(struct buffer *buffer, const struct wording *wording,
			const struct reading *reading)
{
	size_t start = buffer->length_bytes;
	size_t end;
	bool has_value;

	if (reading->capacity->is_undated) {
		buffer_add_string(buffer, "Not compared: this is read from the YAML as it is "
					  "now.");
		return;
	}
	buffer_add_string(buffer, reading->capacity->test == TEST_NONE
					  ? "not tested"
					  : verdict_word(reading->change));
	wording_capitalise(buffer, start);
	buffer_add_string(buffer, ": ");
	has_value = reading->state == READING_MEASURED || reading->state == READING_FEW;
	if (reading->capacity->test != TEST_NONE && reading->change == VERDICT_GATHERING &&
	    has_value)
		buffer_add_string(buffer, "too little to tell yet; ");
	wording_add_value(buffer, wording, reading, WORDING_LINE);
	buffer_add_string(buffer, has_value ? " now, " : "; ");
	wording_add_past(buffer, wording, reading, WORDING_LINE);
	if (reading->test) {
		buffer_add_string(buffer, " (");
		wording_add_test(buffer, reading);
		buffer_add_char(buffer, ')');
	}
	buffer_add_char(buffer, '.');
	end = buffer->length_bytes;
	buffer_add_char(buffer, ' ');
	wording_add_detectable(buffer, reading);
	if (buffer->length_bytes == end + 1)
		buffer->bytes[--buffer->length_bytes] = '\0';
}

void wording_add_shift(struct buffer *buffer, const struct wording *wording,
		       const struct reading *reading)
{
	bool is_time = reading->capacity->unit == UNIT_SECONDS;
	bool is_up = reading->shift.side > 0;

	if (reading->shift.side == 0)
		return;
	buffer_add_string(buffer, "Since ");
	wording_add_date(buffer, wording, reading->shift.begin, false);
	buffer_add_string(buffer, " all ");
	quantity_add_count(buffer, reading->shift.week_count);
	buffer_add_string(buffer, " weekly values are ");
	if (is_time)
		buffer_add_string(buffer, is_up ? "slower than" : "quicker than");
	else
		buffer_add_string(buffer, is_up ? "above" : "below");
	buffer_add_string(buffer, " the middle of the usual range.");
}

void wording_add_shift_mark(struct buffer *buffer, const struct wording *wording,
			    const struct reading *reading)
{
	buffer_add_string(buffer, "from ");
	wording_add_date(buffer, wording, reading->shift.begin, false);
}

/* -- the arithmetic ------------------------------------------------------------------------ */

/* Three significant digits, for a reader who checks. */
static void add_checked(struct buffer *buffer, double number)
{
	int decimals = number >= 100 || number <= 0 ? 0 : 2 - (int)floor(log10(number));

	buffer_addf(buffer, "%.*f", decimals > 6 ? 6 : decimals, number);
}

static const char *ordinal_ending(size_t number)
{
	if (number % 100 / 10 == 1)
		return "th";
	switch (number % 10) {
	case 1:
		return "st";
	case 2:
		return "nd";
	case 3:
		return "rd";
	default:
		return "th";
	}
}

static void add_ordinal(struct buffer *buffer, size_t number)
{
	quantity_add_count(buffer, number);
	buffer_add_string(buffer, ordinal_ending(number));
}

static void add_rate_arithmetic(struct buffer *buffer, const struct wording *wording,
				const struct reading *reading)
{
	int days = wording->period.window_days;

	wording_add_n(buffer, reading);
	buffer_add_string(buffer, " in ");
	if (days % 7 == 0) {
		quantity_add_counted(buffer, (size_t)days / 7, "week", "weeks");
		buffer_addf(buffer, ": %zu / %d = ", reading->n, days / 7);
	} else {
		quantity_add_counted(buffer, (size_t)days, "day", "days");
		buffer_addf(buffer, ": %zu / %d x 7 = ", reading->n, days);
	}
	add_checked(buffer, reading->value);
	buffer_add_string(buffer, " a week.");
}

static void add_median_arithmetic(struct buffer *buffer, const struct reading *reading)
{
	wording_add_n(buffer, reading);
	buffer_add_string(buffer, " in order of time taken; the median is ");
	if (reading->n % 2) {
		buffer_add_string(buffer, "the ");
		add_ordinal(buffer, reading->n / 2 + 1);
	} else {
		buffer_add_string(buffer, "the mean of the ");
		add_ordinal(buffer, reading->n / 2);
		buffer_add_string(buffer, " and the ");
		add_ordinal(buffer, reading->n / 2 + 1);
	}
	buffer_add_string(buffer, ": ");
	if (reading->at_least)
		buffer_add_string(buffer, "at least ");
	quantity_add_span(buffer, reading->value, WORDING_LINE);
	buffer_addf(buffer, " (%.10g s).", reading->value);
}

static void add_share_arithmetic(struct buffer *buffer, const struct wording *wording,
				 const struct reading *reading)
{
	double declared = reading_detail(reading, "declared");
	double inferred = reading_detail(reading, "inferred");

	add_share_sentence(buffer, wording, reading);
	if (declared + inferred > 0)
		buffer_addf(buffer, ", %.0f %s remedied later (%.0f declared, %.0f inferred)",
			    declared + inferred, declared + inferred == 1 ? "was" : "were",
			    declared, inferred);
	buffer_addf(buffer, ": %.0f / %zu = ", reading->hits, reading->n);
	add_checked(buffer, reading->value);
	buffer_add_char(buffer, '.');
}

void wording_add_arithmetic(struct buffer *buffer, const struct wording *wording,
			    const struct reading *reading)
{
	if ((reading->state != READING_MEASURED && reading->state != READING_FEW) ||
	    isnan(reading->value) || reading->n == 0)
		return;
	switch (reading->capacity->unit) {
	case UNIT_PER_WEEK:
		add_rate_arithmetic(buffer, wording, reading);
		break;
	case UNIT_SECONDS:
		add_median_arithmetic(buffer, reading);
		break;
	case UNIT_RATIO:
		add_share_arithmetic(buffer, wording, reading);
		break;
	case UNIT_COUNT:
		if (isnan(reading_detail(reading, "retired")))
			break;
		buffer_addf(buffer, "%.0f retired minus %.0f added: %.0f.",
			    reading_detail(reading, "retired"),
			    reading_detail(reading, "added"), reading->value);
		break;
	case UNIT_DAYS:
		if (isnan(reading_detail(reading, "to_security")))
			break;
		quantity_add_number(buffer, reading_detail(reading, "to_security"));
		buffer_add_string(buffer, " to security and ");
		quantity_add_number(buffer, reading_detail(reading, "from_security"));
		buffer_add_string(buffer, " from security: ");
		wording_add_value(buffer, wording, reading, WORDING_LINE);
		buffer_add_char(buffer, '.');
		break;
	}
}
