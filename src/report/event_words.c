/* What stands behind a reading, in words: events, objectives, components, further figures. */
#include <math.h>
#include <string.h>

#include "report/capacity_words.h"
#include "report/wording.h"

const char *exclusion_words(const char *reason)
{
	static const char *const friendlier[][2] = {
		{"failed", "not completed"},
		{"planned", "planned maintenance"},
	};

	for (size_t i = 0; i < sizeof(friendlier) / sizeof(friendlier[0]); i++)
		if (strcmp(reason, friendlier[i][0]) == 0)
			return friendlier[i][1];
	return reason;
}

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
		/* The one reason that is a thing, and so has a plural. */
		if (exclusion->count > 1 && strcmp(exclusion->reason, "rollback") == 0)
			buffer_add_char(buffer, 's');
	}
}

/* How a component stands: up to date, or how long an update has been out for it. */
static void add_lag(struct buffer *buffer, double lag_seconds, bool is_pending)
{
	if (!is_pending) {
		buffer_add_string(buffer, "up to date");
		return;
	}
	buffer_add_string(buffer, "update out for ");
	quantity_add_span(buffer, lag_seconds, WORDING_LINE);
}

static void add_time_taken(struct buffer *buffer, const struct evidence *evidence)
{
	if (evidence->is_open)
		buffer_add_string(buffer, "open ");
	quantity_add_span(buffer, evidence->value, WORDING_LINE);
	if (evidence->is_open)
		buffer_add_string(buffer, " so far");
}

/* "met after 12 days", "open for 40 days", "12 of 18 reported". */
static void add_outcome(struct buffer *buffer, const struct capacity_words *words,
			const struct evidence *evidence)
{
	bool is_done = evidence->value > 0;

	if (words->event_is_hours) {
		quantity_add_number(buffer, evidence->value);
		buffer_add_string(buffer, evidence->value == 1.0 ? " hour" : " hours");
		return;
	}
	if (evidence->of > 0) {
		quantity_add_count(buffer, (size_t)evidence->value);
		buffer_add_string(buffer, " of ");
		quantity_add_count(buffer, (size_t)evidence->of);
		buffer_addf(buffer, " %s", words->event_yes);
		return;
	}
	buffer_add_string(buffer, is_done ? words->event_yes : words->event_no);
	if (!words->event_has_age || evidence->age_seconds <= 0)
		return;
	buffer_add_string(buffer, is_done ? " after " : " for ");
	quantity_add_span(buffer, evidence->age_seconds, WORDING_LINE);
}

static void add_amount(struct buffer *buffer, const struct capacity_words *words,
		       enum unit unit, double value)
{
	if (unit == UNIT_DAYS)
		quantity_add(buffer, unit, value, WORDING_LINE);
	else
		buffer_add_string(buffer, value > 0 ? words->event_yes : words->event_no);
}

/* Why it is not counted; of a loop's item how old it is, too. */
static void add_left_out(struct buffer *buffer, const struct capacity_words *words,
			 const struct evidence *evidence)
{
	if (words->event_stands) {
		buffer_add_string(buffer, "stands");
		if (evidence->age_seconds > 0) {
			buffer_add_string(buffer, " for ");
			quantity_add_span(buffer, evidence->age_seconds, WORDING_LINE);
		}
		buffer_addf(buffer, ", %s", exclusion_words(evidence->reason));
		return;
	}
	buffer_addf(buffer, "left out: %s", exclusion_words(evidence->reason));
	if (words->event_has_age && evidence->is_open) {
		buffer_add_string(buffer, ", open for ");
		quantity_add_span(buffer, evidence->age_seconds, WORDING_LINE);
	}
}

void wording_add_evidence(struct buffer *buffer, const struct capacity *capacity,
			  const struct evidence *evidence)
{
	const struct capacity_words *words = capacity_words(capacity);

	if (evidence->reason)
		add_left_out(buffer, words, evidence);
	else if (isnan(evidence->value))
		buffer_add_string(buffer, "counted");
	else if (words->event_is_lag)
		add_lag(buffer, evidence->value, evidence->is_open);
	else if (capacity->unit == UNIT_SECONDS)
		add_time_taken(buffer, evidence);
	else if (capacity->unit == UNIT_RATIO)
		add_outcome(buffer, words, evidence);
	else if (capacity->practice != PRACTICE_NONE)
		add_amount(buffer, words, capacity->unit, evidence->value);
	else
		buffer_add_string(buffer, "counted");
}

/* "half of ..." as a percentage of a budget, which an SLO's words are. */
static void add_budget(struct buffer *buffer, double left, const char *name)
{
	if (left <= 0)
		buffer_addf(buffer, "%s spent", name);
	else if (left < 0.01)
		buffer_addf(buffer, "under 1 %% of %s left", name);
	else
		buffer_addf(buffer, "%.0f %% of %s left", floor(left * 100 + 1e-9), name);
}

void slo_add_standing(struct buffer *buffer, const struct slo_reading *reading)
{
	if (!reading->has_data) {
		buffer_addf(buffer, "left out: %s", exclusion_words(reading->reason));
		return;
	}
	buffer_add_string(buffer, reading->is_kept ? "kept: " : "room to grow: ");
	quantity_add_percent(buffer, reading->attained,
			     quantity_share_decimals(reading->slo->target) + 1);
	buffer_add_string(buffer, ", target ");
	quantity_add_share(buffer, reading->slo->target);
	if (!isnan(reading->budget_left)) {
		buffer_add_string(buffer, ", ");
		add_budget(buffer, reading->budget_left, "error budget");
	}
}

void component_add_standing(struct buffer *buffer, const struct component_reading *reading)
{
	if (reading->reason) {
		buffer_addf(buffer, "left out: %s", exclusion_words(reading->reason));
		return;
	}
	if (reading->pending)
		buffer_add_string(buffer, reading->is_current ? "current: " : "room to grow: ");
	add_lag(buffer, reading->lag_seconds, reading->pending != NULL);
}

/* -- further figures ----------------------------------------------------------------------- */

static void add_adoption(struct buffer *buffer, const struct reading *reading,
			 const char *updates, const struct detail *detail,
			 const char *count_name)
{
	double count = reading_detail(reading, count_name);

	buffer_addf(buffer, "%s run %s", updates, detail->at_least ? "at least " : "");
	quantity_add_span(buffer, detail->value, WORDING_LINE);
	buffer_add_string(buffer, " after their release");
	if (count > 0) {
		buffer_add_string(buffer, " (median of ");
		quantity_add_count(buffer, (size_t)count);
		buffer_add_char(buffer, ')');
	}
}

static void add_remedied(struct buffer *buffer, double declared, double inferred)
{
	quantity_add_count(buffer, (size_t)(declared + inferred));
	buffer_add_string(buffer, " remedied later: ");
	quantity_add_count(buffer, (size_t)declared);
	buffer_add_string(buffer, " declared, ");
	quantity_add_count(buffer, (size_t)inferred);
	buffer_add_string(buffer, " inferred");
}

enum detail_words {
	DETAIL_SILENT, /* said elsewhere, with another one */
	DETAIL_DEPLOY_DAYS,
	DETAIL_P90,
	DETAIL_GEOMETRIC_MEAN,
	DETAIL_OPEN,
	DETAIL_WITHIN_GOAL,
	DETAIL_DECLARED,
	DETAIL_BUDGET_LEFT,
	DETAIL_ADOPTION,
	DETAIL_SECURITY_ADOPTION,
	DETAIL_LIBYEARS,
	DETAIL_UNKNOWN,
};

static enum detail_words detail_find(const char *name)
{
	static const struct {
		const char *name;
		enum detail_words words;
	} rows[] = {
		{"deploy_days", DETAIL_DEPLOY_DAYS},
		{"p90", DETAIL_P90},
		{"geometric_mean", DETAIL_GEOMETRIC_MEAN},
		{"detectable_ratio", DETAIL_SILENT},
		{"open", DETAIL_OPEN},
		{"within_goal", DETAIL_WITHIN_GOAL},
		{"declared", DETAIL_DECLARED},
		{"inferred", DETAIL_SILENT},
		{"budget_left", DETAIL_BUDGET_LEFT},
		{"components", DETAIL_SILENT},
		{"current", DETAIL_SILENT},
		{"adoption_median", DETAIL_ADOPTION},
		{"adoption_n", DETAIL_SILENT},
		{"security_adoption_median", DETAIL_SECURITY_ADOPTION},
		{"security_adoption_n", DETAIL_SILENT},
		{"libyears", DETAIL_LIBYEARS},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(rows[i].name, name) == 0)
			return rows[i].words;
	return DETAIL_UNKNOWN;
}

/* A detail that has no words yet: "deploy days 40". */
static void add_unknown(struct buffer *buffer, const struct detail *detail)
{
	for (const char *c = detail->name; *c; c++)
		buffer_add_char(buffer, *c == '_' ? ' ' : *c);
	buffer_add_char(buffer, ' ');
	quantity_add_number(buffer, detail->value);
}

void wording_add_detail(struct buffer *buffer, const struct reading *reading,
			const struct detail *detail)
{
	double value = detail->value;

	if (practice_add_detail(buffer, reading, detail))
		return;
	if (isnan(value) || reading->n == 0)
		return;
	switch (detail_find(detail->name)) {
	case DETAIL_SILENT:
		break;
	case DETAIL_DEPLOY_DAYS:
		buffer_add_string(buffer, "deployed on ");
		quantity_add_counted(buffer, (size_t)value, "day", "days");
		break;
	case DETAIL_P90:
		buffer_add_string(buffer, detail->at_least ? "one in ten takes at least "
							   : "nine in ten took at most ");
		quantity_add_span(buffer, value, WORDING_LINE);
		break;
	case DETAIL_GEOMETRIC_MEAN:
		buffer_add_string(buffer, "geometric mean ");
		if (detail->at_least)
			buffer_add_string(buffer, "at least ");
		quantity_add_span(buffer, value, WORDING_LINE);
		break;
	case DETAIL_OPEN:
		if (value > 0) {
			quantity_add_count(buffer, (size_t)value);
			buffer_add_string(buffer, " still open");
		}
		break;
	case DETAIL_WITHIN_GOAL:
		quantity_add_count(buffer, (size_t)value);
		buffer_add_string(buffer, " of ");
		quantity_add_count(buffer, reading->n);
		buffer_add_string(buffer, " within the goal");
		break;
	case DETAIL_DECLARED:
		if (value + reading_detail(reading, "inferred") > 0)
			add_remedied(buffer, value, reading_detail(reading, "inferred"));
		break;
	case DETAIL_BUDGET_LEFT:
		add_budget(buffer, value, "security budget");
		break;
	case DETAIL_ADOPTION:
		add_adoption(buffer, reading, "updates", detail, "adoption_n");
		break;
	case DETAIL_SECURITY_ADOPTION:
		add_adoption(buffer, reading, "security updates", detail,
			     "security_adoption_n");
		break;
	case DETAIL_LIBYEARS:
		quantity_add_number(buffer, value);
		buffer_add_string(buffer, value == 1.0 ? " libyear behind in all"
						       : " libyears behind in all");
		break;
	case DETAIL_UNKNOWN:
		add_unknown(buffer, detail);
		break;
	}
}
