/* Then and now: what is said of then is what was shown then; when a test is made; the facts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "report/comparison.h"
#include "scorecard/comparison_make.h"
#include "tests/support/world.h"

static int setup(void **state)
{
	*state = world_new();
	return 0;
}

static int teardown(void **state)
{
	world_free(*state);
	return 0;
}

/* Incidents restored in an hour until two windows ago, in a quarter of one in the last. */
static void add_history(struct world *world)
{
	struct world_service *service = world_add_service(world, "a");

	world_add_goal(world, "restore_time", 1800);
	world_add_slo(service, "availability", 900);
	for (int day = -300; day < 0; day += 6) {
		world_deploy(service, world_day(world, day), "");
		world_incident(service, world_day(world, day + 0.5),
			       (day < -84 ? 3600 : 900) + day);
	}
	for (int day = -300; day < 0; day++)
		world_sample(service, 0, world_day(world, day), day < -90 ? 80 : 95, 100);
	world_make(world);
}

static void compare(struct world *world, double then_day, struct comparison *comparison)
{
	struct period now = {world->as_of, world->window_days, world->bands};

	comparison_make(comparison, &world->catalog, &world->team, &world->history, &now,
			world_day(world, then_day));
}

static const struct comparison_row *row_of(const struct comparison *comparison, const char *id)
{
	for (size_t i = 0; i < comparison->row_count; i++)
		if (strcmp(comparison->rows[i].capacity->id, id) == 0)
			return &comparison->rows[i];
	fail_msg("no row %s", id);
	return NULL;
}

static void assert_same(double a, double b)
{
	if (!(isnan(a) && isnan(b)) && memcmp(&a, &b, sizeof(a)) != 0)
		fail_msg("%.17g is not %.17g", a, b);
}

static void assert_same_reading(const struct reading *a, const struct reading *b)
{
	assert_ptr_equal(a->capacity, b->capacity);
	assert_int_equal(a->state, b->state);
	assert_same(a->value, b->value);
	assert_int_equal(a->n, b->n);
	assert_int_equal(a->goal_met, b->goal_met);
	assert_int_equal(a->previous.state, b->previous.state);
	assert_same(a->previous.value, b->previous.value);
	assert_int_equal(a->change, b->change);
	assert_same(a->test_p, b->test_p);
	assert_int_equal(a->test_n[0], b->test_n[0]);
	assert_same(reading_detail(a, "detectable_ratio"),
		    reading_detail(b, "detectable_ratio"));
}

/* What the scorecard says of the capacity of a row: not every reading has one. */
static const struct reading *reading_of(const struct world *world,
					const struct comparison *comparison, size_t row)
{
	return team_card_reading(&world->scorecard.teams[0],
				 comparison->rows[row].capacity->id);
}

static void one_window_back_is_what_the_scorecard_says(void **state)
{
	struct world *world = *state;
	struct comparison comparison;

	add_history(world);
	compare(world, -84, &comparison);
	assert_false(comparison.windows_overlap);
	for (size_t i = 0; i < comparison.row_count; i++)
		assert_same_reading(comparison.rows[i].now, reading_of(world, &comparison, i));
	assert_int_equal(row_of(&comparison, "restore_time")->now->change, VERDICT_GROWING);
	comparison_release(&comparison);
}

static void then_is_what_was_shown_then(void **state)
{
	struct world *world = *state;
	struct comparison comparison;

	add_history(world);
	compare(world, -130, &comparison);
	world->as_of = world_day(world, -130);
	world_make(world);
	for (size_t i = 0; i < comparison.row_count; i++)
		assert_same_reading(comparison.rows[i].then, reading_of(world, &comparison, i));
	assert_int_equal(comparison.services[0].row_count + 1, comparison.row_count);
	comparison_release(&comparison);
}

static void what_is_known_later_was_not_known_then(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	const struct comparison_row *row;
	struct comparison comparison;

	world_incident(service, world_day(world, -101), 10 * SECONDS_PER_DAY);
	world_make(world);
	compare(world, -100, &comparison);
	row = row_of(&comparison, "restore_time");
	assert_true(row->then->at_least);
	assert_int_equal((int)row->then->value, SECONDS_PER_DAY);
	comparison_release(&comparison);
}

static void no_test_takes_a_day_on_both_sides(void **state)
{
	struct world *world = *state;
	const struct comparison_row *row;
	struct comparison comparison;
	struct buffer words;

	add_history(world);
	compare(world, -83, &comparison);
	assert_true(comparison.windows_overlap);
	row = row_of(&comparison, "restore_time");
	assert_null(row->now->test);
	assert_int_equal(row->now->change, VERDICT_GATHERING);
	assert_true(isnan(reading_detail(row->now, "detectable_ratio")));
	/* What it was then is known all the same. */
	assert_same(row->now->previous.value, row->then->value);
	assert_true(row->then->value > 0);
	buffer_init(&words);
	comparison_add_basis(&words, &comparison, row);
	assert_string_equal(words.bytes, "not tested: the two windows share 1 day");
	buffer_release(&words);
	comparison_release(&comparison);
}

static void a_census_is_of_an_instant(void **state)
{
	struct world *world = *state;
	const struct comparison_row *row;
	struct comparison comparison;

	add_history(world);
	/* Good enough since day -90, judged over 28 days. */
	compare(world, -80, &comparison);
	row = row_of(&comparison, "slo_attainment");
	assert_true(comparison.windows_overlap);
	assert_string_equal(row->now->test, "net_change");
	assert_int_equal(row->now->change, VERDICT_GROWING);
	comparison_release(&comparison);
}

/* -- words --------------------------------------------------------------------------------- */

static void a_row_is_a_sentence(void **state)
{
	struct world *world = *state;
	struct comparison comparison;
	struct buffer words;

	add_history(world);
	compare(world, -84, &comparison);
	buffer_init(&words);
	comparison_add_sentence(&words, &comparison, row_of(&comparison, "restore_time"));
	assert_string_equal(words.bytes,
			    "14 minutes now (14 restores), 58 minutes then (14 restores): "
			    "growing; the goal is 30 minutes: room to grow then, met now; "
			    "Mann-Whitney test on 14 and 14 restores, p under 0.001.");
	buffer_clear(&words);
	comparison_add_sentence(&words, &comparison, row_of(&comparison, "patch_freshness"));
	assert_string_equal(words.bytes, "Not collected, then and now.");
	buffer_release(&words);
	comparison_release(&comparison);
}

static void assert_distance(struct world *world, double then_day, const char *expected)
{
	struct comparison comparison;
	struct buffer words;

	compare(world, then_day, &comparison);
	buffer_init(&words);
	comparison_add_distance(&words, &comparison);
	assert_string_equal(words.bytes, expected);
	buffer_release(&words);
	comparison_release(&comparison);
}

static void how_far_back_then_lies_is_said(void **state)
{
	struct world *world = *state;

	world_make(world);
	assert_distance(world, -84, "the 12 weeks before, to 8 Jul");
	assert_distance(world, -182, "half a year earlier, 12 weeks to 1 Apr");
	assert_distance(world, -365, "the same 12 weeks a year earlier, to 30 Sep 2025");
	assert_distance(world, -252, "36 weeks earlier, 12 weeks to 21 Jan");
	assert_distance(world, -449, "a year and 12 weeks earlier, 12 weeks to 8 Jul 2025");
	assert_distance(world, -56,
			"8 weeks earlier, 12 weeks to 5 Aug; the windows share 28 days");
	world->window_days = 365;
	assert_distance(world, -365, "the year before, to 30 Sep 2025");
}

static void what_was_not_collected_then_is_said(void **state)
{
	struct world *world = *state;
	struct comparison comparison;
	const struct comparison_row *row;
	struct buffer words;

	add_history(world);
	compare(world, -84, &comparison);
	assert_true(comparison_then_is_known(&comparison));
	row = row_of(&comparison, "restore_time");
	buffer_init(&words);
	comparison_add_told(&words, &comparison, row);
	assert_string_equal(words.bytes,
			    "Mann-Whitney test on 14 and 14 restores, p under 0.001. Goal "
			    "30 min: room to grow then, met now.");
	comparison_release(&comparison);
	compare(world, -400, &comparison);
	assert_false(comparison_then_is_known(&comparison));
	row = row_of(&comparison, "restore_time");
	buffer_clear(&words);
	comparison_add_then(&words, &comparison, row, WORDING_LINE);
	assert_string_equal(words.bytes, "not collected then");
	buffer_clear(&words);
	comparison_add_then(&words, &comparison, row, WORDING_CELL);
	assert_string_equal(words.bytes, "not collected");
	buffer_release(&words);
	comparison_release(&comparison);
}

/* -- in between ---------------------------------------------------------------------------- */

/* then is 84 days ago. */
static void facts_are_of_the_time_in_between(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	struct comparison comparison;
	const size_t *counts = comparison.between.counts;

	world_deploy(service, world_day(world, -84) - 1, "before");
	world_deploy(service, world_day(world, -84), "first");
	world_deploy(service, world_day(world, -60), "rollback")->kind = DEPLOYMENT_ROLLBACK;
	world_deploy(service, world_day(world, -60), "failed")->succeeded = false;
	world_deploy(service, world_day(world, -60), "qa")->is_production = false;
	world_deploy(service, world_day(world, 0) - 1, "last");
	/* Began before, restored in between; began in between, still open. */
	world_incident(service, world_day(world, -90), 10 * SECONDS_PER_DAY);
	world_incident(service, world_day(world, -30), 60)->restored_at = INSTANT_NONE;
	world_incident(service, world_day(world, -30), 60)->is_planned = true;
	world_incident(service, world_day(world, -30), 60)->is_production = false;
	world_incident(service, world_day(world, -1), 2 * SECONDS_PER_DAY);
	world_update(service, "a", "1", world_day(world, -60), INSTANT_NONE);
	world_update(service, "a", "2", INSTANT_NONE, world_day(world, -60));
	world_make(world);
	compare(world, -84, &comparison);
	assert_int_equal(counts[BETWEEN_DEPLOYMENTS], 2);
	assert_int_equal(counts[BETWEEN_RESTORED], 1);
	assert_int_equal(counts[BETWEEN_UPDATES], 1);
	comparison_release(&comparison);
}

static void practices_count_when_they_were_closed(void **state)
{
	struct world *world = *state;
	struct comparison comparison;
	const size_t *counts = comparison.between.counts;
	instant before = world_day(world, -90), within = world_day(world, -60);

	world_exercise(world, before, EXERCISE_STOPPED, INSTANT_NONE);
	world_exercise(world, within, EXERCISE_MISSED, INSTANT_NONE);
	world_exercise(world, within, EXERCISE_DETECTED, within);
	world_need(world, before, before + 60);
	world_need(world, before, within);
	world_need(world, within, INSTANT_NONE);
	world_lesson(world, before, within);
	world_walkaround(world, before);
	world_walkaround(world, within);
	world_meeting(world, before, true);
	world_meeting(world, within, true);
	world_meeting(world, within, false);
	world_make(world);
	compare(world, -84, &comparison);
	assert_int_equal(counts[BETWEEN_EXERCISES], 1);
	assert_int_equal(counts[BETWEEN_NEEDS], 1);
	assert_int_equal(counts[BETWEEN_CONCERNS], 0);
	assert_int_equal(counts[BETWEEN_LESSONS], 1);
	assert_int_equal(counts[BETWEEN_WALKAROUNDS], 1);
	assert_int_equal(counts[BETWEEN_MEETINGS], 1);
	comparison_release(&comparison);
}

static void rules_add_up_the_hours_they_give_back(void **state)
{
	struct world *world = *state;
	struct comparison comparison;
	const struct between *between = &comparison.between;

	world_rule(world, "undated", INSTANT_NONE, world_day(world, -60), VALUE_NONE);
	world_rule(world, "old", world_day(world, -900), world_day(world, -60), 1.5);
	world_rule(world, "older", world_day(world, -900), world_day(world, -100), 8);
	world_rule(world, "new", world_day(world, -60), INSTANT_NONE, 4);
	world_make(world);
	compare(world, -84, &comparison);
	assert_int_equal(between->counts[BETWEEN_RULES_RETIRED], 2);
	assert_int_equal(between->counts[BETWEEN_RULES_ADDED], 1);
	assert_same(between->hours_given_back, 1.5);
	comparison_release(&comparison);
}

static void facts_are_told_one_by_one(void **state)
{
	struct world *world = *state;
	struct comparison comparison;
	struct buffer words;

	world_make(world);
	compare(world, -84, &comparison);
	buffer_init(&words);
	assert_false(comparison_add_fact(&words, &comparison, 0));
	comparison_release(&comparison);
	world_shadowing(world, world_day(world, -85), 2, true);
	world_shadowing(world, world_day(world, -60), 1, false);
	world_concern(world, world_day(world, -60), world_day(world, -59));
	world_make(world);
	compare(world, -84, &comparison);
	for (size_t i = 0; comparison_add_fact(&words, &comparison, i); i++)
		buffer_add_char(&words, '|');
	assert_string_equal(words.bytes,
			    "1 concern acted on|1 day of shadowing from security|");
	buffer_clear(&words);
	assert_false(comparison_add_fact_sentence(&words, &comparison, 2));
	assert_true(comparison_add_fact_sentence(&words, &comparison, 0));
	assert_string_equal(words.bytes,
			    "Between 9 Jul 2026 and 30 Sep 2026: 1 concern acted on.");
	buffer_release(&words);
	comparison_release(&comparison);
}

static void notes_are_the_teams_own_of_that_time(void **state)
{
	struct world *world = *state;
	struct comparison comparison;
	struct buffer words;
	const struct note notes[] = {
		{world->team.id, world_day(world, -85), "earlier", ""},
		{"another", world_day(world, -60), "another's", ""},
		{world->team.id, world_day(world, -58.5), "a\tb", "restore_time"},
		{world->team.id, world_day(world, -40), "of none", ""},
		{world->team.id, world_day(world, 0), "later", ""},
	};

	world_make(world);
	world->history.notes = (struct notes){notes, sizeof(notes) / sizeof(notes[0])};
	compare(world, -84, &comparison);
	assert_int_equal(comparison.between.note_count, 2);
	assert_string_equal(
		comparison_note_row(&comparison, comparison.between.notes)->capacity->id,
		"restore_time");
	assert_null(comparison_note_row(&comparison, &comparison.between.notes[1]));
	buffer_init(&words);
	comparison_add_note(&words, &comparison, &comparison.between.notes[0]);
	assert_string_equal(words.bytes, "3 Aug 2026, Restore time: a<U+0009>b");
	buffer_release(&words);
	comparison_release(&comparison);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(one_window_back_is_what_the_scorecard_says,
						setup, teardown),
		cmocka_unit_test_setup_teardown(then_is_what_was_shown_then, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_known_later_was_not_known_then, setup,
						teardown),
		cmocka_unit_test_setup_teardown(no_test_takes_a_day_on_both_sides, setup,
						teardown),
		cmocka_unit_test_setup_teardown(a_census_is_of_an_instant, setup, teardown),
		cmocka_unit_test_setup_teardown(a_row_is_a_sentence, setup, teardown),
		cmocka_unit_test_setup_teardown(how_far_back_then_lies_is_said, setup,
						teardown),
		cmocka_unit_test_setup_teardown(what_was_not_collected_then_is_said, setup,
						teardown),
		cmocka_unit_test_setup_teardown(facts_are_of_the_time_in_between, setup,
						teardown),
		cmocka_unit_test_setup_teardown(practices_count_when_they_were_closed, setup,
						teardown),
		cmocka_unit_test_setup_teardown(rules_add_up_the_hours_they_give_back, setup,
						teardown),
		cmocka_unit_test_setup_teardown(facts_are_told_one_by_one, setup, teardown),
		cmocka_unit_test_setup_teardown(notes_are_the_teams_own_of_that_time, setup,
						teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
