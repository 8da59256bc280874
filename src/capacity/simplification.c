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

/* Whether the newest review of the last 180 days says that the rule fits. */
static bool is_confirmed(const struct team_history *history, const struct rule *rule,
			 const struct window *window)
{
	bool fits = false;

	if (!*rule->record.id)
		return false;
	for (size_t i = reviews_of(history, rule->record.id); i < history->review_count; i++) {
		const struct rule_review *review = &history->reviews[i];

		if (strcmp(review->record.of, rule->record.id) != 0)
			break;
		if (review->record.at < window->end &&
		    review->record.at >= window->end - CONFIRMED_SECONDS)
			fits = review->fits;
	}
	return fits;
}

static void add_change(const struct rule *rule, instant at, bool is_retired,
		       const struct window *window, struct measurement *measurement,
		       struct arena *arena)
{
	struct team_record record = rule->record;
	struct evidence evidence = {
		.at = at,
		.until = INSTANT_NONE,
		.value = is_retired ? 1 : -1,
		.id = rule->record.id,
		.text = rule->record.text,
	};

	record.at = at;
	measurement_record(measurement, &record, window);
	if (window_holds(window, at))
		measurement_evidence(measurement, &evidence, arena);
}

static void add_rule(const struct team_history *history, const struct rule *rule,
		     const struct window *window, struct changes *changes)
{
	instant added_at = rule->record.at;
	bool is_retired = rule->retired_at != INSTANT_NONE && rule->retired_at < window->end;

	if (added_at != INSTANT_NONE && added_at >= window->end)
		return;
	if (window_holds(window, added_at)) {
		changes->added++;
		add_hours(&changes->hours_added, rule->hours_per_month);
	}
	if (window_holds(window, rule->retired_at)) {
		changes->retired++;
		add_hours(&changes->hours_given_back, rule->hours_per_month);
	}
	if (!is_retired) {
		changes->standing++;
		changes->confirmed += is_confirmed(history, rule, window);
	}
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

		add_rule(history, rule, window, &changes);
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
