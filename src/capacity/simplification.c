/*
 * Simplification: rules retired minus rules added.
 *
 * Of the rules that bind the team, its own and those that bind all, in the window. Beside it
 * how many of the standing ones the people who do the work have confirmed, in the last 180
 * days, to fit the work as it is done: the newest review of each says.
 */
#include <math.h>
#include <string.h>

#include "capacity/measure.h"

#define CONFIRMED_SECONDS (180 * SECONDS_PER_DAY)

struct changes {
	size_t retired, added, standing, confirmed;
	double hours_given_back, hours_added; /* NAN: nobody said any */
};

static void add_hours(double *sum, double hours)
{
	if (!isnan(hours))
		*sum = isnan(*sum) ? hours : *sum + hours;
}

/* The first review of a rule or of one that stands after it: they are in order of rules. */
static size_t reviews_of(const struct team_history *history, const char *rule)
{
	size_t low = 0, high = history->review_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(history->reviews[middle].record.of, rule) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Takes note of the rule's reviews; the newest of the last 180 days, NULL: there is none. */
static const struct rule_review *newest_review(const struct team_history *history,
					       const struct rule *rule,
					       const struct window *window,
					       struct measurement *measurement)
{
	const struct rule_review *newest = NULL;

	if (!*rule->record.id)
		return NULL;
	for (size_t i = reviews_of(history, rule->record.id); i < history->review_count; i++) {
		const struct rule_review *review = &history->reviews[i];

		if (strcmp(review->record.of, rule->record.id) != 0)
			break;
		measurement_record(measurement, &review->record, window);
		if (review->record.at < window->end &&
		    review->record.at >= window->end - CONFIRMED_SECONDS)
			newest = review;
	}
	return newest;
}

/* What people who do the work say of a standing rule. */
static const char *reason_of(const struct rule_review *review)
{
	if (!review)
		return "not reviewed in 180 days";
	return review->fits ? "confirmed to fit the work" : "does not fit the work";
}

/* A rule that stands is no part of the value: it is listed for its next review. */
static void add_standing(const struct rule *rule, const struct rule_review *review,
			 const struct window *window, struct measurement *measurement,
			 struct arena *arena)
{
	instant since = rule->record.at;
	struct evidence evidence = {
		.at = since,
		.until = INSTANT_NONE,
		.value = VALUE_NONE,
		.is_open = true,
		.age_seconds = since == INSTANT_NONE ? 0 : (double)(window->end - since),
		.reason = reason_of(review),
		.id = rule->record.id,
		.text = rule->record.text,
	};

	measurement_evidence(measurement, &evidence, arena);
}

static void add_change(const struct rule *rule, instant at, bool is_retired,
		       const struct window *window, struct measurement *measurement,
		       struct arena *arena)
{
	struct evidence evidence = {
		.at = at,
		.until = INSTANT_NONE,
		.value = is_retired ? 1 : -1,
		.id = rule->record.id,
		.text = rule->record.text,
	};

	measurement_deed(measurement, &rule->record, at, window);
	if (window_holds(window, at))
		measurement_evidence(measurement, &evidence, arena);
}

static void add_rule(const struct team_history *history, const struct rule *rule,
		     const struct window *window, struct changes *changes,
		     struct measurement *measurement, struct arena *arena)
{
	const struct rule_review *review = NULL;
	instant added_at = rule->record.at;
	bool is_retired = rule->retired_at != INSTANT_NONE && rule->retired_at < window->end;

	if (added_at != INSTANT_NONE && added_at >= window->end)
		return;
	/* Weeks and the window before are asked for their value alone. */
	if (measurement->use == USE_READING)
		review = newest_review(history, rule, window, measurement);
	if (window_holds(window, added_at)) {
		changes->added++;
		add_hours(&changes->hours_added, rule->hours_per_month);
	}
	if (window_holds(window, rule->retired_at)) {
		changes->retired++;
		add_hours(&changes->hours_given_back, rule->hours_per_month);
	}
	if (is_retired)
		return;
	changes->standing++;
	changes->confirmed += review && review->fits;
	add_standing(rule, review, window, measurement, arena);
}

static void measure(const struct scope *scope, const struct window *window,
		    const struct goal *goal, struct measurement *measurement,
		    struct arena *arena)
{
	const struct team_history *history = scope->team_history;
	struct changes changes = {.hours_given_back = VALUE_NONE, .hours_added = VALUE_NONE};

	(void)goal;
	for (size_t i = 0; i < history->rule_count; i++) {
		const struct rule *rule = &history->rules[i];

		add_rule(history, rule, window, &changes, measurement, arena);
		add_change(rule, rule->record.at, false, window, measurement, arena);
		add_change(rule, rule->retired_at, true, window, measurement, arena);
	}
	measurement->n = changes.retired + changes.added;
	if (measurement->n)
		measurement->value = (double)changes.retired - (double)changes.added;
	measurement_detail(measurement, "retired", (double)changes.retired);
	measurement_detail(measurement, "added", (double)changes.added);
	measurement_detail(measurement, "hours_given_back", changes.hours_given_back);
	measurement_detail(measurement, "hours_added", changes.hours_added);
	measurement_detail(measurement, "standing", (double)changes.standing);
	measurement_detail(measurement, "confirmed", (double)changes.confirmed);
}

const struct capacity capacity_simplification = {
	.id = "simplification",
	.section = SECTION_PRACTICES,
	.unit = UNIT_COUNT,
	.is_team_only = true,
	.practice = PRACTICE_RULES,
	.test = TEST_NONE,
	.measure = measure,
};
