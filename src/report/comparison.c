#include "report/comparison.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

struct wording comparison_wording(const struct comparison *comparison, bool is_ascii)
{
	return (struct wording){&comparison->catalog->zone, comparison->now_period, is_ascii};
}

struct wording comparison_wording_then(const struct comparison *comparison, bool is_ascii)
{
	return (struct wording){&comparison->catalog->zone, comparison->then_period, is_ascii};
}

void comparison_add_windows(struct buffer *buffer, const struct comparison *comparison)
{
	struct wording now = comparison_wording(comparison, true);
	struct wording then = comparison_wording_then(comparison, true);

	buffer_add_string(buffer, "Then: ");
	wording_add_the_period(buffer, &then);
	buffer_add_string(buffer, ". Now: ");
	wording_add_the_period(buffer, &now);
	buffer_add_char(buffer, '.');
}

static size_t shared_days(const struct comparison *comparison)
{
	instant begin = comparison->now_period.as_of -
			comparison->now_period.window_days * SECONDS_PER_DAY;
	int64_t shared = comparison->then_period.as_of - begin;

	return shared > 0 ? (size_t)((shared + SECONDS_PER_DAY - 1) / SECONDS_PER_DAY) : 0;
}

#define DAYS_OF_HALF_A_YEAR 182
#define DAYS_OF_A_YEAR 365

/* "half a year", "a year and 12 weeks", "36 weeks". */
static void add_days_earlier(struct buffer *buffer, int days)
{
	if (days == DAYS_OF_HALF_A_YEAR) {
		buffer_add_string(buffer, "half a year");
	} else if (days > DAYS_OF_A_YEAR && (days - DAYS_OF_A_YEAR) % 7 == 0) {
		buffer_add_string(buffer, "a year and ");
		wording_add_window(buffer, days - DAYS_OF_A_YEAR);
	} else {
		wording_add_window(buffer, days);
	}
	buffer_add_string(buffer, " earlier, ");
}

void comparison_add_distance(struct buffer *buffer, const struct comparison *comparison)
{
	int window = comparison->now_period.window_days;
	int days = (int)((comparison->now_period.as_of - comparison->then_period.as_of) /
			 SECONDS_PER_DAY);

	if (days == window || days == DAYS_OF_A_YEAR) {
		if (days == window) {
			wording_add_the_window(buffer, window);
		} else {
			buffer_add_string(buffer, "the same ");
			wording_add_window(buffer, window);
		}
		buffer_add_string(buffer,
				  days == window ? " before, to " : " a year earlier, to ");
		comparison_add_then_date(buffer, comparison);
	} else {
		add_days_earlier(buffer, days);
		comparison_add_then_window(buffer, comparison);
	}
	if (!comparison->windows_overlap)
		return;
	buffer_add_string(buffer, "; the windows share ");
	quantity_add_counted(buffer, shared_days(comparison), "day", "days");
}

void comparison_add_then_date(struct buffer *buffer, const struct comparison *comparison)
{
	struct wording now = comparison_wording(comparison, true);

	wording_add_date(buffer, &now, comparison->then_period.as_of - 1, false);
}

void comparison_add_then_window(struct buffer *buffer, const struct comparison *comparison)
{
	wording_add_window(buffer, comparison->then_period.window_days);
	buffer_add_string(buffer, " to ");
	comparison_add_then_date(buffer, comparison);
}

void comparison_add_then(struct buffer *buffer, const struct comparison *comparison,
			 const struct comparison_row *row, enum wording_form form)
{
	struct wording then = comparison_wording_then(comparison, true);

	if (row->then->state == READING_UNCOLLECTED && form != WORDING_CELL)
		buffer_add_string(buffer, "not collected then");
	else
		wording_add_value(buffer, &then, row->then, form);
}

bool comparison_then_is_known(const struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->row_count; i++)
		if (!comparison->rows[i].capacity->is_undated &&
		    comparison->rows[i].then->state != READING_UNCOLLECTED)
			return true;
	return false;
}

static bool has_value(const struct reading *reading)
{
	return reading->state == READING_MEASURED || reading->state == READING_FEW;
}

bool comparison_row_has_value(const struct comparison_row *row)
{
	return has_value(row->then) || has_value(row->now);
}

/* -- how it was told ----------------------------------------------------------------------- */

void comparison_add_basis(struct buffer *buffer, const struct comparison *comparison,
			  const struct comparison_row *row)
{
	size_t end;

	if (!comparison_row_has_value(row))
		return;
	if (row->capacity->test == TEST_NONE) {
		buffer_add_string(buffer,
				  row->capacity->is_undated
					  ? "not compared: read from the YAML as it is now"
					  : "not tested: what adds up has no test");
		return;
	}
	if (row->now->test) {
		wording_add_test(buffer, row->now);
	} else if (comparison->windows_overlap && row->capacity->test != TEST_CENSUS) {
		buffer_add_string(buffer, "not tested: the two windows share ");
		quantity_add_counted(buffer, shared_days(comparison), "day", "days");
	} else {
		buffer_add_string(buffer, "too little to tell yet");
	}
	end = buffer->length_bytes;
	buffer_add_string(buffer, ". ");
	wording_add_detectable(buffer, row->now);
	if (buffer->length_bytes == end + 2)
		buffer->length_bytes = end;
	else
		buffer->length_bytes--; /* the sentence around it has its own full stop */
	buffer->bytes[buffer->length_bytes] = '\0';
}

void comparison_add_goal(struct buffer *buffer, const struct comparison_row *row,
			 enum wording_form form)
{
	if (!row->now->goal)
		return;
	goal_add_value(buffer, row->now, form);
	if (row->then->goal_met == GOAL_UNKNOWN && row->now->goal_met == GOAL_UNKNOWN)
		buffer_addf(buffer, ": %s", goal_met_word(row->now->goal_met));
	else if (row->then->goal_met == row->now->goal_met)
		buffer_addf(buffer, ": %s then and now", goal_met_word(row->now->goal_met));
	else
		buffer_addf(buffer, ": %s then, %s now", goal_met_word(row->then->goal_met),
			    goal_met_word(row->now->goal_met));
}

/* "5.4 a week now (65 deployments)", "47 of 50 changes now". */
static void add_value(struct buffer *buffer, const struct wording *wording,
		      const struct reading *reading, const char *when)
{
	bool is_share = reading->capacity->unit == UNIT_RATIO;

	if (reading->state == READING_UNCOLLECTED) {
		if (reading->covered_until != INSTANT_NONE && strcmp(when, "now") == 0)
			wording_add_coverage(buffer, wording, reading);
		else
			buffer_addf(buffer, "not collected %s", when);
		return;
	}
	wording_add_value(buffer, wording, reading, WORDING_PROSE);
	if (has_value(reading) && is_share)
		buffer_addf(buffer, " %s", capacity_noun(reading->capacity, reading->n));
	buffer_addf(buffer, " %s", when);
	if (!has_value(reading) || is_share)
		return;
	buffer_add_string(buffer, " (");
	wording_add_n(buffer, reading);
	buffer_add_char(buffer, ')');
}

/* Quiet at both times, or not collected at both for all that is known: that is said once. */
static bool is_without_value(const struct comparison_row *row)
{
	return !row->capacity->is_undated && row->now->state == row->then->state &&
	       !has_value(row->now) && row->now->covered_until == INSTANT_NONE;
}

void comparison_add_sentence(struct buffer *buffer, const struct comparison *comparison,
			     const struct comparison_row *row)
{
	struct wording now = comparison_wording(comparison, true);
	struct wording then = comparison_wording_then(comparison, true);
	size_t start = buffer->length_bytes;

	if (is_without_value(row)) {
		if (row->now->state == READING_UNCOLLECTED)
			buffer_add_string(buffer, "not collected");
		else
			wording_add_value(buffer, &now, row->now, WORDING_PROSE);
		buffer_add_string(buffer, ", then and now");
	} else {
		add_value(buffer, &now, row->now, "now");
	}
	if (!row->capacity->is_undated && !is_without_value(row)) {
		buffer_add_string(buffer, ", ");
		add_value(buffer, &then, row->then, "then");
		if (comparison_row_has_value(row) && row->capacity->test != TEST_NONE)
			buffer_addf(buffer, ": %s", verdict_word(row->now->change));
	}
	if (row->now->goal) {
		buffer_add_string(buffer, "; the goal is ");
		comparison_add_goal(buffer, row, WORDING_PROSE);
	}
	if (comparison_row_has_value(row)) {
		buffer_add_string(buffer, "; ");
		comparison_add_basis(buffer, comparison, row);
	}
	buffer_add_char(buffer, '.');
	wording_capitalise(buffer, start);
}

void comparison_add_told(struct buffer *buffer, const struct comparison *comparison,
			 const struct comparison_row *row)
{
	size_t start = buffer->length_bytes;

	if (!comparison_row_has_value(row)) {
		comparison_add_sentence(buffer, comparison, row);
		return;
	}
	comparison_add_basis(buffer, comparison, row);
	wording_capitalise(buffer, start);
	buffer_add_char(buffer, '.');
	if (!row->now->goal)
		return;
	buffer_add_string(buffer, " Goal ");
	comparison_add_goal(buffer, row, WORDING_LINE);
	buffer_add_char(buffer, '.');
}

/* -- in between ---------------------------------------------------------------------------- */

void comparison_add_between(struct buffer *buffer, const struct comparison *comparison)
{
	struct wording wording = comparison_wording(comparison, true);

	buffer_add_string(buffer, "Between ");
	wording_add_date(buffer, &wording, comparison->then_period.as_of, true);
	buffer_add_string(buffer, " and ");
	wording_add_date(buffer, &wording, comparison->now_period.as_of - 1, true);
}

static void add_days(struct buffer *buffer, double days)
{
	quantity_add_number(buffer, days);
	buffer_add_string(buffer, days == 1.0 ? " day" : " days");
}

static void add_shadowing(struct buffer *buffer, const struct between *between)
{
	const char *of = " of shadowing";

	if (between->days_to_security > 0) {
		add_days(buffer, between->days_to_security);
		buffer_addf(buffer, "%s to security", of);
		of = "";
	}
	if (between->days_from_security > 0) {
		buffer_add_string(buffer, *of ? "" : ", ");
		add_days(buffer, between->days_from_security);
		buffer_addf(buffer, "%s from security", of);
	}
}

/* One of them, several, and what is so of them. */
static const char *const fact_words[BETWEEN_FACT_COUNT][3] = {
	[BETWEEN_DEPLOYMENTS] = {"deployment", "deployments", " reached production"},
	[BETWEEN_RESTORED] = {"incident", "incidents", " restored"},
	[BETWEEN_UPDATES] = {"update", "updates", " applied"},
	[BETWEEN_EXERCISES] = {"exercise or real attempt", "exercises and real attempts",
			       " stopped or detected"},
	[BETWEEN_NEEDS] = {"need", "needs", " met"},
	[BETWEEN_CONCERNS] = {"concern", "concerns", " acted on"},
	[BETWEEN_LESSONS] = {"lesson", "lessons", " acted on"},
	[BETWEEN_WALKAROUNDS] = {"leaders' walkaround", "leaders' walkarounds", " held"},
	[BETWEEN_MEETINGS] = {"champions' meeting", "champions' meetings",
			      " with the team represented"},
	[BETWEEN_RULES_ADDED] = {"rule", "rules", " added"},
	[BETWEEN_RULES_RETIRED] = {"rule", "rules", " retired"},
};

static void add_fact(struct buffer *buffer, const struct between *between, size_t fact)
{
	quantity_add_counted(buffer, between->counts[fact], fact_words[fact][0],
			     fact_words[fact][1]);
	buffer_add_string(buffer, fact_words[fact][2]);
	if (fact == BETWEEN_RULES_RETIRED && between->hours_given_back > 0) {
		buffer_add_string(buffer, ", ");
		quantity_add_number(buffer, between->hours_given_back);
		buffer_add_string(buffer, between->hours_given_back == 1.0
						  ? " hour a month given back"
						  : " hours a month given back");
	}
}

bool comparison_add_fact(struct buffer *buffer, const struct comparison *comparison,
			 size_t number)
{
	const struct between *between = &comparison->between;

	for (size_t i = 0; i < BETWEEN_FACT_COUNT; i++) {
		if (between->counts[i] == 0)
			continue;
		if (number-- == 0) {
			add_fact(buffer, between, i);
			return true;
		}
	}
	if (number > 0 || between->days_to_security + between->days_from_security <= 0)
		return false;
	add_shadowing(buffer, between);
	return true;
}

bool comparison_add_fact_sentence(struct buffer *buffer, const struct comparison *comparison,
				  size_t number)
{
	size_t start = buffer->length_bytes;

	comparison_add_between(buffer, comparison);
	buffer_add_string(buffer, ": ");
	if (!comparison_add_fact(buffer, comparison, number)) {
		buffer->length_bytes = start;
		buffer->bytes[start] = '\0';
		return false;
	}
	buffer_add_char(buffer, '.');
	return true;
}

const char *comparison_notes_title(void)
{
	return "What helped";
}

const char *comparison_no_fact_words(void)
{
	return "Nothing else was recorded in between.";
}

const struct comparison_row *comparison_note_row(const struct comparison *comparison,
						 const struct note *note)
{
	for (size_t i = 0; i < comparison->row_count; i++)
		if (strcmp(comparison->rows[i].capacity->id, note->capacity) == 0)
			return &comparison->rows[i];
	return NULL;
}

void comparison_add_note(struct buffer *buffer, const struct comparison *comparison,
			 const struct note *note)
{
	struct wording wording = comparison_wording(comparison, true);
	const struct comparison_row *row = comparison_note_row(comparison, note);

	wording_add_date(buffer, &wording, note->at, true);
	if (row)
		buffer_addf(buffer, ", %s", capacity_title(row->capacity));
	buffer_add_string(buffer, ": ");
	text_add_visible(buffer, note->text, strlen(note->text));
}

/* -- the question -------------------------------------------------------------------------- */

static const struct reading *reading_with(const struct comparison *comparison,
					  enum verdict change)
{
	for (size_t i = 0; i < comparison->row_count; i++)
		if (has_value(comparison->rows[i].now) &&
		    comparison->rows[i].now->change == change)
			return comparison->rows[i].now;
	return NULL;
}

void comparison_add_row_question(struct buffer *buffer, const struct comparison *comparison,
				 const struct comparison_row *row)
{
	struct wording wording = comparison_wording(comparison, true);

	reading_add_question(buffer, &wording, row->now);
}

void comparison_add_question(struct buffer *buffer, const struct comparison *comparison)
{
	static const enum verdict order[] = {VERDICT_GROWING, VERDICT_CONVERSATION,
					     VERDICT_STEADY, VERDICT_GATHERING};
	struct wording wording = comparison_wording(comparison, true);
	const struct reading *reading = NULL;

	for (size_t i = 0; i < VERDICT_COUNT && !reading; i++)
		reading = reading_with(comparison, order[i]);
	if (!reading) {
		buffer_add_string(buffer, "What would you like to see here next time?");
		return;
	}
	buffer_addf(buffer, "%s: ", capacity_title(reading->capacity));
	reading_add_question(buffer, &wording, reading);
}
