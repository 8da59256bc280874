/*
 * Reporting: suspicious messages reported, out of those sent in exercises.
 *
 * Reporting is the positive act; who clicked is never kept. What was first reported at or after
 * the end had not been reported yet.
 */
#include <math.h>

#include "capacity/measure.h"

static const char *reason_of(const struct exercise *exercise)
{
	if (exercise->is_real)
		return "real attempt";
	if (isnan(exercise->sent) || exercise->sent <= 0)
		return "no messages sent";
	return isnan(exercise->reported) ? "reports not counted" : NULL;
}

/* How soon the first was reported; without its instant nobody knows, but that none was yet. */
static void add_time(const struct exercise *exercise, double reported,
		     const struct window *window, struct times_list *times, struct arena *arena)
{
	bool is_open = reported <= 0;
	instant until = is_open ? window->end : exercise->first_reported_at;

	if (until != INSTANT_NONE && until >= exercise->record.at)
		times_list_add(times, (double)(until - exercise->record.at), is_open, arena);
}

static void measure(const struct scope *scope, const struct window *window,
		    const struct goal *goal, struct measurement *measurement,
		    struct arena *arena)
{
	const struct team_history *history = scope->team_history;
	struct times_list times = {0};
	double sent = 0;
	double reported = 0;
	size_t exercises = 0;

	(void)goal;
	for (size_t i = 0; scope->is_team_collected && i < history->exercise_count; i++) {
		const struct exercise *exercise = &history->exercises[i];
		bool is_later = exercise->first_reported_at != INSTANT_NONE &&
				exercise->first_reported_at >= window->end;
		struct evidence evidence = {
			.at = exercise->record.at,
			.until = is_later ? INSTANT_NONE : exercise->first_reported_at,
			.value = is_later ? 0 : exercise->reported,
			.of = exercise->sent,
			.reason = reason_of(exercise),
			.id = exercise->record.id,
			.text = exercise->record.text,
		};

		measurement_record(measurement, &exercise->record, window);
		if (!window_holds(window, exercise->record.at))
			continue;
		measurement_evidence(measurement, &evidence, arena);
		if (evidence.reason) {
			measurement_exclude(measurement, evidence.reason, 1);
			continue;
		}
		add_time(exercise, evidence.value, window, &times, arena);
		sent += exercise->sent;
		reported += evidence.value;
		exercises++;
	}
	measurement_share(measurement, (size_t)reported, (size_t)sent);
	measurement_detail(measurement, "exercises", (double)exercises);
	measurement_detail_of_list(measurement, "first_report_median", &times, arena);
}

const struct capacity capacity_reporting = {
	.id = "reporting",
	.section = SECTION_SECURITY,
	.unit = UNIT_RATIO,
	.is_team_only = true,
	.has_minimum = true,
	.practice = PRACTICE_EXERCISES,
	.test = TEST_SHARE,
	.measure = measure,
};
