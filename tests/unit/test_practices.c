/*
 * The arithmetic of secure settings, exercises and practices, worked out by hand: what counts
 * at the edges of the window, what is open as of then, how it is known.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "tests/support/world.h"

#define DAY 86400

static int set_up(void **state)
{
	*state = world_new();
	return 0;
}

static int tear_down(void **state)
{
	world_free(*state);
	return 0;
}

static void assert_near(double value, double expected)
{
	if (!(fabs(value - expected) <= 1e-9 * fmax(1, fabs(expected))))
		fail_msg("%.12g is not %.12g", value, expected);
}

static const struct detail *detail_of(const struct reading *reading, const char *name)
{
	for (size_t i = 0; i < reading->detail_count; i++)
		if (strcmp(reading->details[i].name, name) == 0)
			return &reading->details[i];
	fail_msg("%s has no %s", reading->capacity->id, name);
	return NULL;
}

static const struct evidence *evidence_of(struct world *world, const char *capacity,
					  size_t *count)
{
	return scorecard_evidence(&world->scorecard, &world->history, &world->team, NULL,
				  world_reading(world, capacity)->capacity, &world->arena,
				  count);
}

/* -- loops --------------------------------------------------------------------------------- */

static void a_need_counts_from_the_windows_begin_to_before_its_end(void **state)
{
	struct world *world = *state;
	const struct reading *reading;

	world_need(world, world_day(world, -84) - 1, world_day(world, -80)); /* before it */
	world_need(world, world_day(world, -84), world_day(world, -82));
	world_need(world, world_day(world, -50), world_day(world, -46));
	world_need(world, world_day(world, -40), world_day(world, -39));
	world_need(world, world_day(world, -30),
		   world_day(world, 0)); /* met at the end: open */
	world_need(world, world_day(world, -8), INSTANT_NONE);
	world_need(world, world_day(world, 0), world_day(world, 1)); /* not asked yet */
	world_make(world);
	reading = world_reading(world, "needs_met");
	assert_int_equal(reading->state, READING_MEASURED);
	assert_int_equal(reading->n, 5);
	assert_near(reading->value, 3 / 5.0);
	assert_true(reading->has_interval);
	/* Wilson 3 of 5: R: binom::binom.confint(3, 5, methods = "wilson") */
	assert_near(round(reading->interval.low * 1e6), 230724);
	assert_near(round(reading->interval.high * 1e6), 882379);
	assert_near(detail_of(reading, "open")->value, 2);
	/* 1, 2, 4 days; open: 8, 30: the median is the longest finished one. */
	assert_near(detail_of(reading, "met_median")->value, 4 * DAY);
	assert_false(detail_of(reading, "met_median")->at_least);
	assert_int_equal(reading->previous.n, 1);
	/* As of then the one that was met four days later was open. */
	assert_near(reading->previous.value, 0);
}

static void the_past_is_as_it_was(void **state)
{
	struct world *world = *state;
	struct reading then;

	for (int i = 0; i < 6; i++)
		world_need(world, world_day(world, -30 + i), world_day(world, -3 + 2 * i));
	world->as_of -= DAY;
	world_make(world);
	then = *world_reading(world, "needs_met");
	for (int i = 0; i < 6; i++)
		world_need(world, world_day(world, 1 + i), INSTANT_NONE);
	world_make(world);
	assert_near(world_reading(world, "needs_met")->value, then.value);
	assert_int_equal(world_reading(world, "needs_met")->n, then.n);
	assert_near(then.value, 1 / 6.0);
}

static void an_open_item_never_makes_the_median_look_better(void **state)
{
	struct world *world = *state;
	const struct reading *reading;

	world_concern(world, world_day(world, -60), world_day(world, -30));
	world_concern(world, world_day(world, -2), INSTANT_NONE);
	world_concern(world, world_day(world, -1), INSTANT_NONE);
	world_make(world);
	reading = world_reading(world, "concerns_acted_on");
	assert_int_equal(reading->state, READING_FEW);
	assert_near(detail_of(reading, "acted_median")->value, 30 * DAY);
	assert_true(detail_of(reading, "acted_median")->at_least);
	assert_int_equal(reading->change, VERDICT_GATHERING);
}

static void items_open_from_before_are_left_out_and_stand_first(void **state)
{
	struct world *world = *state;
	size_t count;
	const struct evidence *evidence;

	world_lesson(world, world_day(world, -200), INSTANT_NONE);
	world_lesson(world, world_day(world, -150), world_day(world, -140)); /* closed: gone */
	world_lesson(world, world_day(world, -20), world_day(world, -15))->went_right = true;
	world_lesson(world, world_day(world, -10), INSTANT_NONE);
	world_make(world);
	assert_int_equal(world_reading(world, "lessons_acted_on")->n, 2);
	assert_int_equal(reading_excluded(world_reading(world, "lessons_acted_on"),
					  "from before the window"),
			 1);
	assert_near(detail_of(world_reading(world, "lessons_acted_on"), "went_right")->value,
		    1);
	evidence = evidence_of(world, "lessons_acted_on", &count);
	assert_int_equal(count, 3);
	assert_non_null(evidence[0].reason);
	assert_near(evidence[0].age_seconds, 200 * DAY);
	assert_near(evidence[1].age_seconds, 5 * DAY);
	assert_near(evidence[1].value, 1);
	assert_near(evidence[2].age_seconds, 10 * DAY);
	assert_true(evidence[2].is_open);
}

static void what_was_met_before_it_was_asked_was_met_and_took_no_time(void **state)
{
	struct world *world = *state;
	const struct reading *reading;

	world_need(world, world_day(world, -10), world_day(world, -12));
	world_make(world);
	reading = world_reading(world, "needs_met");
	assert_near(reading->value, 1);
	assert_true(isnan(detail_of(reading, "met_median")->value));
}

static void walkarounds_begin_concerns_and_are_counted(void **state)
{
	struct world *world = *state;

	world_walkaround(world, world_day(world, -84) - 1);
	world_walkaround(world, world_day(world, -84));
	world_walkaround(world, world_day(world, 0));
	world_make(world);
	assert_int_equal(world_reading(world, "concerns_acted_on")->state, READING_QUIET);
	assert_true(isnan(world_reading(world, "concerns_acted_on")->value));
	assert_near(detail_of(world_reading(world, "concerns_acted_on"), "walkarounds")->value,
		    1);
}

static void a_share_is_compared_by_fishers_test(void **state)
{
	struct world *world = *state;
	const struct reading *reading;

	for (int i = 0; i < 10; i++)
		world_need(world, world_day(world, -160 + i),
			   i < 1 ? world_day(world, -100) : INSTANT_NONE);
	for (int i = 0; i < 10; i++)
		world_need(world, world_day(world, -40 + i), world_day(world, -20));
	world_make(world);
	reading = world_reading(world, "needs_met");
	assert_string_equal(reading->test, "fisher");
	/* 2 x 10 / choose(20, 11); R: fisher.test(matrix(c(1, 9, 10, 0), 2))$p.value */
	assert_near(round(reading->test_p * 1e9), 119076);
	assert_int_equal(reading->change, VERDICT_GROWING);
}

/* -- collected or not, and how it is known ------------------------------------------------- */

static const char *const practices[] = {
	"reporting", "defence",	  "needs_met",	    "concerns_acted_on", "lessons_acted_on",
	"shadowing", "champions", "simplification", "planned_work"};
#define PRACTICE_COUNT (sizeof(practices) / sizeof(practices[0]))

static void nothing_recorded_is_uncollected_never_zero(void **state)
{
	struct world *world = *state;

	world_add_service(world, "a");
	world_make(world);
	for (size_t i = 0; i < PRACTICE_COUNT; i++) {
		const struct reading *reading = world_reading(world, practices[i]);

		assert_int_equal(reading->state, READING_UNCOLLECTED);
		assert_true(isnan(reading->value));
		assert_int_equal(reading->n, 0);
		assert_int_equal(reading->grade, EVIDENCE_NONE);
		assert_false(reading->has_interval);
		assert_int_equal(reading->change, VERDICT_GATHERING);
		for (size_t week = 0; week < reading->week_count; week++)
			assert_true(isnan(reading->weekly[week]));
		assert_true(reading->detail_count > 0);
	}
	assert_int_equal(world_reading(world, "secure_configuration")->state,
			 READING_UNCOLLECTED);
	assert_true(isnan(detail_of(world_reading(world, "planned_work"), "unplanned")->value));
}

static void what_begins_at_the_end_does_not_exist(void **state)
{
	struct world *world = *state;

	world_need(world, world_day(world, 0), INSTANT_NONE);
	world_walkaround(world, world_day(world, 0));
	world_meeting(world, world_day(world, 0), true);
	world_shadowing(world, world_day(world, 0), 1, true);
	world_exercise(world, world_day(world, 0), EXERCISE_STOPPED, INSTANT_NONE);
	world_work(world, world_day(world, 0), WORK_BUSINESS, 5);
	world_make(world);
	for (size_t i = 0; i < PRACTICE_COUNT; i++)
		assert_int_equal(world_reading(world, practices[i])->state,
				 READING_UNCOLLECTED);
}

static void exercises_and_work_heed_the_yaml_and_coverage(void **state)
{
	struct world *world = *state;

	world->team.collects = 1U << COLLECTED_WORK | 1U << COLLECTED_EXERCISES;
	world_make(world);
	assert_int_equal(world_reading(world, "planned_work")->state, READING_QUIET);
	assert_int_equal(world_reading(world, "defence")->state, READING_QUIET);
	world_work(world, world_day(world, -100), WORK_BUSINESS, 5);
	world_cover_team(world, COLLECTED_WORK, world_day(world, -84));
	world_make(world);
	assert_int_equal(world_reading(world, "planned_work")->state, READING_UNCOLLECTED);
	assert_int_equal(world_reading(world, "planned_work")->covered_until,
			 world_day(world, -84));
	world_cover_team(world, COLLECTED_WORK, world_day(world, -10));
	world_make(world);
	assert_int_equal(world_reading(world, "planned_work")->state, READING_QUIET);
	assert_int_equal(world_reading(world, "planned_work")->covered_until,
			 world_day(world, -10));
}

static void a_practice_is_measured_attested_or_expired(void **state)
{
	struct world *world = *state;

	world_need(world, world_day(world, -90), INSTANT_NONE);
	world_make(world);
	assert_int_equal(world_reading(world, "needs_met")->state, READING_QUIET);
	assert_int_equal(world_reading(world, "needs_met")->grade, EVIDENCE_EXPIRED);
	assert_int_equal(world_reading(world, "needs_met")->newest_at, world_day(world, -90));
	world_need(world, world_day(world, -84), INSTANT_NONE)->record.source = "tickets";
	world_make(world);
	assert_int_equal(world_reading(world, "needs_met")->grade, EVIDENCE_MEASURED);
	world_need(world, world_day(world, -5), INSTANT_NONE);
	world_need(world, world_day(world, 0), INSTANT_NONE);
	world_make(world);
	assert_int_equal(world_reading(world, "needs_met")->grade, EVIDENCE_ATTESTED);
	assert_int_equal(world_reading(world, "needs_met")->newest_at, world_day(world, -5));
	assert_int_equal(world_reading(world, "ownership")->grade, EVIDENCE_NONE);
}

/* What was begun long ago and closed lately is no old news; nor is a rule reviewed lately. */
static void a_practice_is_known_by_what_was_done_last(void **state)
{
	struct world *world = *state;

	world_need(world, world_day(world, -90), world_day(world, -3));
	world_need(world, world_day(world, -95), world_day(world, 0));
	world_rule(world, "old", world_day(world, -300), INSTANT_NONE, VALUE_NONE);
	world_review(world, "old", world_day(world, -2), false)->record.source = "survey";
	world_review(world, "other", world_day(world, -1), true);
	world_review(world, "old", world_day(world, 0), true);
	world_make(world);
	assert_int_equal(world_reading(world, "needs_met")->state, READING_QUIET);
	assert_int_equal(world_reading(world, "needs_met")->grade, EVIDENCE_ATTESTED);
	assert_int_equal(world_reading(world, "needs_met")->newest_at, world_day(world, -3));
	assert_int_equal(world_reading(world, "simplification")->state, READING_QUIET);
	assert_int_equal(world_reading(world, "simplification")->grade, EVIDENCE_MEASURED);
	assert_int_equal(world_reading(world, "simplification")->newest_at,
			 world_day(world, -2));
}

/* -- shadowing, champions, rules, work ----------------------------------------------------- */

static void shadowing_adds_up_both_directions(void **state)
{
	struct world *world = *state;
	const struct reading *reading;

	world_add_goal(world, "shadowing", 4);
	world_shadowing(world, world_day(world, -84) - 1, 7, true);
	world_shadowing(world, world_day(world, -84), 0.5, true);
	world_shadowing(world, world_day(world, -3), 1, true);
	world_shadowing(world, world_day(world, -2), 2.5, false);
	world_make(world);
	reading = world_reading(world, "shadowing");
	assert_int_equal(reading->state, READING_MEASURED);
	assert_near(reading->value, 4);
	assert_int_equal(reading->n, 3);
	assert_int_equal(reading->goal_met, GOAL_MET);
	assert_near(detail_of(reading, "to_security")->value, 1.5);
	assert_near(detail_of(reading, "from_security")->value, 2.5);
	assert_near(reading->previous.value, 7);
	assert_int_equal(reading->change, VERDICT_GATHERING);
	assert_null(reading->test);
	assert_near(reading->weekly[0], 0.5);
	assert_true(isnan(reading->weekly[1]));
}

static void champions_count_all_meetings(void **state)
{
	struct world *world = *state;
	const struct reading *reading;

	for (int i = 0; i < 6; i++)
		world_meeting(world, world_day(world, -84 + 14 * i), i % 3 != 0);
	world_make(world);
	reading = world_reading(world, "champions");
	assert_int_equal(reading->n, 6);
	assert_near(reading->value, 4 / 6.0);
	assert_near(detail_of(reading, "names_one")->value, 0);
	world->team.champion = "Ines";
	world_make(world);
	assert_near(detail_of(world_reading(world, "champions"), "names_one")->value, 1);
}

static void simplification_is_retired_minus_added(void **state)
{
	struct world *world = *state;
	const struct evidence *evidence;
	const struct reading *reading;
	size_t count;

	world_rule(world, "always", INSTANT_NONE, INSTANT_NONE, VALUE_NONE);
	world_rule(world, "old", world_day(world, -300), world_day(world, -84) - 1, 9);
	world_rule(world, "gone", world_day(world, -300), world_day(world, -84), 30);
	world_rule(world, "gone too", world_day(world, -290), world_day(world, -1), 16);
	world_rule(world, "going", world_day(world, -280), world_day(world, 0), 4);
	world_rule(world, "brief", world_day(world, -40), world_day(world, -20), VALUE_NONE);
	world_rule(world, "new", world_day(world, -10), INSTANT_NONE, 5);
	world_rule(world, "to come", world_day(world, 0), INSTANT_NONE, 5);
	world_review(world, "always", world_day(world, -180), true);
	world_review(world, "going", world_day(world, -50), true);
	world_review(world, "going", world_day(world, -40), false);
	world_review(world, "new", world_day(world, -181), true);
	world_make(world);
	reading = world_reading(world, "simplification");
	/* Retired: gone, gone too, brief; added: brief, new. */
	assert_int_equal(reading->n, 5);
	assert_near(reading->value, 1);
	assert_near(detail_of(reading, "retired")->value, 3);
	assert_near(detail_of(reading, "added")->value, 2);
	assert_near(detail_of(reading, "hours_given_back")->value, 46);
	assert_near(detail_of(reading, "hours_added")->value, 5);
	/* Standing: always, going, new; of these only the first is confirmed. */
	assert_near(detail_of(reading, "standing")->value, 3);
	assert_near(detail_of(reading, "confirmed")->value, 1);
	assert_int_equal(reading->previous.n, 1);
	/* Beside what changed stand those three, the oldest first. */
	evidence = evidence_of(world, "simplification", &count);
	assert_int_equal(count, 8);
	assert_string_equal(evidence[0].id, "always");
	assert_int_equal(evidence[0].at, INSTANT_NONE);
	assert_string_equal(evidence[0].reason, "confirmed to fit the work");
	assert_string_equal(evidence[1].id, "going");
	assert_string_equal(evidence[1].reason, "does not fit the work");
	assert_near(evidence[1].age_seconds, 280 * 86400);
	for (size_t i = 2; i < count; i++)
		if (evidence[i].reason)
			assert_string_equal(evidence[i].reason, "not reviewed in 180 days");
}

/* Nobody knows since when it stands: that it is retired one day does not change what was. */
static void a_rule_without_a_date_was_always_there(void **state)
{
	struct world *world = *state;

	world_rule(world, "kept", INSTANT_NONE, world_day(world, 5), VALUE_NONE);
	world_make(world);
	assert_int_equal(world_reading(world, "simplification")->state, READING_QUIET);
	assert_int_equal(world_reading(world, "simplification")->previous.state, READING_QUIET);
}

static void more_rules_are_a_value_below_zero(void **state)
{
	struct world *world = *state;

	world_rule(world, "a", world_day(world, -10), INSTANT_NONE, VALUE_NONE);
	world_rule(world, "b", world_day(world, -9), INSTANT_NONE, VALUE_NONE);
	world_make(world);
	assert_near(world_reading(world, "simplification")->value, -2);
	assert_true(isnan(
		detail_of(world_reading(world, "simplification"), "hours_given_back")->value));
}

static void planned_work_is_hours_out_of_all_hours(void **state)
{
	struct world *world = *state;
	const struct reading *reading;

	world_add_goal(world, "planned_work", 0.7);
	world_work(world, world_day(world, -84) - 1, WORK_UNPLANNED, 900);
	world_work(world, world_day(world, -84), WORK_BUSINESS, 3.5);
	world_work(world, world_day(world, -20), WORK_OPERATIONS, 2)->aim = WORK_TRUST;
	world_work(world, world_day(world, -20), WORK_ENGINEERING, 1.5)->aim = WORK_RISK;
	world_work(world, world_day(world, -10), WORK_UNPLANNED, 3);
	world_work(world, world_day(world, 0), WORK_UNPLANNED, 900);
	world_make(world);
	reading = world_reading(world, "planned_work");
	assert_int_equal(reading->state, READING_MEASURED);
	assert_int_equal(reading->n, 10);
	assert_near(reading->value, 0.7);
	assert_int_equal(reading->goal_met, GOAL_MET);
	assert_false(reading->has_interval);
	assert_near(detail_of(reading, "unplanned")->value, 3);
	assert_near(detail_of(reading, "trust")->value, 2);
	assert_near(detail_of(reading, "risk")->value, 1.5);
	assert_int_equal(reading->change, VERDICT_GATHERING);
}

static void planned_work_compares_whole_weeks(void **state)
{
	struct world *world = *state;
	const struct reading *reading;

	for (int week = 24; week > 0; week--) {
		instant at = world_day(world, -7 * week + 1);

		world_work(world, at, WORK_UNPLANNED, week > 12 ? 20 + week : 5 + week % 3);
		world_work(world, at, WORK_BUSINESS, 40);
	}
	world_make(world);
	reading = world_reading(world, "planned_work");
	assert_string_equal(reading->test, "mann_whitney");
	assert_int_equal(reading->test_n[0], 12);
	assert_int_equal(reading->test_n[1], 12);
	assert_int_equal(reading->change, VERDICT_GROWING);
}

/* -- exercises ----------------------------------------------------------------------------- */

static struct exercise *messages(struct world *world, double day, double sent, double reported,
				 double minutes)
{
	struct exercise *exercise =
		world_exercise(world, world_day(world, day), EXERCISE_DETECTED, INSTANT_NONE);

	exercise->sent = sent;
	exercise->reported = reported;
	if (minutes > 0)
		exercise->first_reported_at = exercise->record.at + (instant)(minutes * 60);
	return exercise;
}

static void reporting_is_messages_reported_of_those_sent(void **state)
{
	struct world *world = *state;
	const struct reading *reading;

	messages(world, -84, 10, 4, 12);
	messages(world, -50, 20, 15, 8);
	messages(world, -40, 5, 0, 0); /* nobody yet: open */
	messages(world, -30, 7, VALUE_NONE, 0);
	messages(world, -20, VALUE_NONE, VALUE_NONE, 0);
	messages(world, -10, 9, 9, 1)->is_real = true;
	messages(world, -1, 6, 5, 24 * 60); /* the first came at the end: none had yet */
	world_make(world);
	reading = world_reading(world, "reporting");
	assert_int_equal(reading->n, 41);
	assert_near(reading->value, 19 / 41.0);
	assert_near(detail_of(reading, "exercises")->value, 4);
	assert_int_equal(reading_excluded(reading, "real attempt"), 1);
	assert_int_equal(reading_excluded(reading, "no messages sent"), 1);
	assert_int_equal(reading_excluded(reading, "reports not counted"), 1);
	/* 8 and 12 minutes, then two open ones: the median is of 12 minutes and 1 day. */
	assert_near(detail_of(reading, "first_report_median")->value, (12 * 60 + DAY) / 2.0);
	assert_true(detail_of(reading, "first_report_median")->at_least);
}

static void defence_is_exercises_stopped_or_detected(void **state)
{
	struct world *world = *state;
	const struct reading *reading;

	world_exercise(world, world_day(world, -84), EXERCISE_DETECTED,
		       world_day(world, -84) + 600);
	world_exercise(world, world_day(world, -60), EXERCISE_STOPPED, INSTANT_NONE);
	world_exercise(world, world_day(world, -50), EXERCISE_DETECTED,
		       world_day(world, -50) + 1200);
	world_exercise(world, world_day(world, -40), EXERCISE_MISSED, INSTANT_NONE);
	world_exercise(world, world_day(world, -30), EXERCISE_STOPPED,
		       world_day(world, -30) + 60)
		->is_real = true;
	world_exercise(world, world_day(world, -20), EXERCISE_MISSED, INSTANT_NONE)->is_real =
		true;
	world_exercise(world, world_day(world, -1), EXERCISE_DETECTED, world_day(world, 0));
	world_make(world);
	reading = world_reading(world, "defence");
	assert_int_equal(reading->n, 5);
	assert_near(reading->value, 3 / 5.0);
	assert_int_equal(reading_excluded(reading, "real attempt"), 2);
	assert_near(detail_of(reading, "real")->value, 1);
	/* 10 and 20 minutes; 1 and 40 days unseen. */
	assert_near(detail_of(reading, "detect_median")->value, (1200 + DAY) / 2.0);
	assert_true(detail_of(reading, "detect_median")->at_least);
}

/* -- secure settings ----------------------------------------------------------------------- */

static void the_latest_result_of_each_check_counts(void **state)
{
	struct world *world = *state;
	struct world_service *a = world_add_service(world, "a");
	struct world_service *b = world_add_service(world, "b");
	const struct reading *reading;

	world_add_goal(world, "secure_configuration", 0.9);
	world_check(a, "old", world_day(world, -90) - 1, true);
	world_check(a, "on the day", world_day(world, -90), true);
	world_check(a, "once more", world_day(world, -100), false);
	world_check(a, "once more", world_day(world, -10), true);
	world_check(a, "to come", world_day(world, -5), true);
	world_check(a, "to come", world_day(world, 0), false);
	world_check(b, "once more", world_day(world, -10), false);
	world_make(world);
	reading = world_reading(world, "secure_configuration");
	assert_int_equal(reading->state, READING_MEASURED);
	assert_int_equal(reading->n, 4);
	assert_near(reading->value, 3 / 4.0);
	assert_false(reading->has_interval);
	assert_int_equal(reading_excluded(reading, "not looked at in 90 days"), 1);
	assert_near(detail_of(reading, "budget_left")->value, 1 - 0.25 / (1 - 0.9));
	assert_int_equal(reading->goal_met, GOAL_NOT_MET);
	assert_int_equal(world_service_reading(world, 0, "secure_configuration")->n, 3);
	assert_int_equal(world_service_reading(world, 1, "secure_configuration")->n, 1);
	/* 84 days ago "once more" had not passed; "old" and "on the day" were known too. */
	assert_int_equal(reading->previous.n, 3);
	assert_near(reading->previous.value, 2 / 3.0);
	assert_string_equal(reading->test, "net_change");
	assert_int_equal(reading->test_n[1], 2);
	assert_int_equal(reading->change, VERDICT_GROWING);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_need_counts_from_the_windows_begin_to_before_its_end),
		TEST(the_past_is_as_it_was),
		TEST(an_open_item_never_makes_the_median_look_better),
		TEST(items_open_from_before_are_left_out_and_stand_first),
		TEST(what_was_met_before_it_was_asked_was_met_and_took_no_time),
		TEST(walkarounds_begin_concerns_and_are_counted),
		TEST(a_share_is_compared_by_fishers_test),
		TEST(nothing_recorded_is_uncollected_never_zero),
		TEST(what_begins_at_the_end_does_not_exist),
		TEST(exercises_and_work_heed_the_yaml_and_coverage),
		TEST(a_practice_is_measured_attested_or_expired),
		TEST(a_practice_is_known_by_what_was_done_last),
		TEST(shadowing_adds_up_both_directions),
		TEST(champions_count_all_meetings),
		TEST(simplification_is_retired_minus_added),
		TEST(a_rule_without_a_date_was_always_there),
		TEST(more_rules_are_a_value_below_zero),
		TEST(planned_work_is_hours_out_of_all_hours),
		TEST(planned_work_compares_whole_weeks),
		TEST(reporting_is_messages_reported_of_those_sent),
		TEST(defence_is_exercises_stopped_or_detected),
		TEST(the_latest_result_of_each_check_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
