/*
 * Defence: exercises that were stopped or detected, out of all.
 *
 * What was detected at or after the end had not been detected yet. Real attempts stopped or
 * detected stand beside it, as a count: nobody knows how many there were.
 */
#include "capacity/measure.h"

struct defended {
	size_t count, held, real;
	struct times_list times;
};

/* Whether it was stopped or detected before the end. */
static bool is_held(const struct exercise *exercise, const struct window *window)
{
	return exercise->outcome != EXERCISE_MISSED &&
	       (exercise->detected_at == INSTANT_NONE || exercise->detected_at < window->end);
}

/* One that nobody saw has no time to it: it ranks above all that were seen. */
static void add_time(const struct exercise *exercise, bool held, const struct window *window,
		     struct times_list *times, struct arena *arena)
{
	instant until = held ? exercise->detected_at : window->end;

	if (until != INSTANT_NONE && until >= exercise->record.at)
		times_list_add(times, (double)(until - exercise->record.at), !held, arena);
}

static void add_exercise(const struct exercise *exercise, const struct window *window,
			 struct defended *defended, struct measurement *measurement,
			 struct arena *arena)
{
	bool held = is_held(exercise, window);
	bool has_time = held && exercise->detected_at != INSTANT_NONE;
	struct evidence evidence = {
		.at = exercise->record.at,
		.until = has_time ? exercise->detected_at : INSTANT_NONE,
		.value = held,
		.age_seconds =
			has_time ? (double)(exercise->detected_at - exercise->record.at) : 0,
		.reason = exercise->is_real ? "real attempt" : NULL,
		.id = exercise->record.id,
		.text = exercise->record.text,
	};

	measurement_evidence(measurement, &evidence, arena);
	if (exercise->is_real) {
		measurement_exclude(measurement, evidence.reason, 1);
		defended->real += held;
		return;
	}
	defended->count++;
	defended->held += held;
	add_time(exercise, held, window, &defended->times, arena);
}

static void measure(const struct scope *scope, const struct window *window,
		    const struct goal *goal, struct measurement *measurement,
		    struct arena *arena)
{
	const struct team_history *history = scope->team_history;
	struct defended defended = {0};

	(void)goal;
	for (size_t i = 0; scope->is_team_collected && i < history->exercise_count; i++) {
		measurement_record(measurement, &history->exercises[i].record, window);
		if (window_holds(window, history->exercises[i].record.at))
			add_exercise(&history->exercises[i], window, &defended, measurement,
				     arena);
	}
	measurement_share(measurement, defended.held, defended.count);
	measurement_detail_of_list(measurement, "detect_median", &defended.times, arena);
	measurement_detail(measurement, "real", (double)defended.real);
}

const struct capacity capacity_defence = {
	.id = "defence",
	.section = SECTION_SECURITY,
	.unit = UNIT_RATIO,
	.is_team_only = true,
	.has_minimum = true,
	.practice = PRACTICE_EXERCISES,
	.test = TEST_SHARE,
	.measure = measure,
};
