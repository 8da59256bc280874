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
	assert_string_equal(words.bytes, "Not collected now, not collected then.");
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

static void take(struct comparison *comparison, const char *type, const char *fields[][2])
{
	struct event event;
	struct arena arena;
	struct error error;

	arena_init(&arena);
	event_init(&event, event_type_find(type));
	for (size_t i = 0; fields[i][0]; i++)
		if (!event_set(&event, event_field_find(event.type, fields[i][0]), fields[i][1],
			       NULL, &arena, &error))
			fail_msg("%s", error.message);
	comparison_take_event(comparison, &event);
	arena_release(&arena);
}
#define TAKE(comparison, type, ...) \
	take((comparison), (type), (const char *[][2]){__VA_ARGS__, {NULL, NULL}})

/* then is 2026-07-09T00:00:00Z, now 2026-10-01T00:00:00Z. */
static void facts_are_of_the_time_in_between(void **state)
{
	struct world *world = *state;
	struct comparison comparison;
	const size_t *counts = comparison.between.counts;

	world_make(world);
	compare(world, -84, &comparison);
	TAKE(&comparison, "deployment", {"at", "2026-07-08T23:59:59Z"});
	TAKE(&comparison, "deployment", {"at", "2026-07-09T00:00:00Z"});
	TAKE(&comparison, "deployment", {"at", "2026-09-30T23:59:59Z"});
	TAKE(&comparison, "deployment", {"at", "2026-10-01T00:00:00Z"});
	TAKE(&comparison, "deployment", {"at", "2026-08-01T00:00:00Z"}, {"kind", "rollback"});
	TAKE(&comparison, "deployment", {"at", "2026-08-01T00:00:00Z"}, {"outcome", "failed"});
	TAKE(&comparison, "deployment", {"at", "2026-08-01T00:00:00Z"}, {"environment", "qa"});
	assert_int_equal(counts[BETWEEN_DEPLOYMENTS], 2);

	/* Began before, restored in between; began in between, still open. */
	TAKE(&comparison, "incident", {"started_at", "2026-07-01T00:00:00Z"},
	     {"restored_at", "2026-07-10T00:00:00Z"});
	TAKE(&comparison, "incident", {"started_at", "2026-09-01T00:00:00Z"});
	TAKE(&comparison, "incident", {"started_at", "2026-09-01T00:00:00Z"},
	     {"restored_at", "2026-09-01T01:00:00Z"}, {"planned", "true"});
	assert_int_equal(counts[BETWEEN_RESTORED], 1);

	TAKE(&comparison, "update", {"released_at", "2026-08-01T00:00:00Z"});
	TAKE(&comparison, "update", {"applied_at", "2026-08-01T00:00:00Z"});
	assert_int_equal(counts[BETWEEN_UPDATES], 1);
	TAKE(&comparison, "exercise", {"at", "2026-08-01T00:00:00Z"}, {"outcome", "missed"});
	TAKE(&comparison, "exercise", {"at", "2026-08-01T00:00:00Z"}, {"outcome", "stopped"});
	assert_int_equal(counts[BETWEEN_EXERCISES], 1);
	TAKE(&comparison, "need", {"asked_at", "2026-01-01T00:00:00Z"},
	     {"met_at", "2026-08-01T00:00:00Z"});
	TAKE(&comparison, "need", {"asked_at", "2026-08-01T00:00:00Z"});
	assert_int_equal(counts[BETWEEN_NEEDS], 1);
	comparison_release(&comparison);
}

static void rules_bind_their_team_or_all(void **state)
{
	struct world *world = *state;
	struct comparison comparison;
	const struct between *between = &comparison.between;

	world_make(world);
	compare(world, -84, &comparison);
	TAKE(&comparison, "rule", {"added_at", "2020-01-01T00:00:00Z"},
	     {"retired_at", "2026-08-01T00:00:00Z"}, {"hours_per_month", "1.5"});
	TAKE(&comparison, "rule", {"team", world->team.id},
	     {"retired_at", "2026-08-01T00:00:00Z"});
	TAKE(&comparison, "rule", {"team", "another"}, {"added_at", "2026-08-01T00:00:00Z"});
	assert_int_equal(between->counts[BETWEEN_RULES_RETIRED], 2);
	assert_int_equal(between->counts[BETWEEN_RULES_ADDED], 0);
	assert_int_equal((int)(between->hours_given_back * 10), 15);
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
	TAKE(&comparison, "shadowing", {"at", "2026-08-01T00:00:00Z"}, {"days", "1"},
	     {"direction", "from_security"});
	TAKE(&comparison, "concern", {"raised_at", "2026-08-01T00:00:00Z"},
	     {"acted_at", "2026-08-02T00:00:00Z"});
	for (size_t i = 0; comparison_add_fact(&words, &comparison, i); i++)
		buffer_add_char(&words, '|');
	assert_string_equal(words.bytes,
			    "1 concern acted on|1 day of shadowing from security|");
	TAKE(&comparison, "note", {"at", "2026-08-03T12:00:00Z"}, {"text", "a\tb"},
	     {"capacity", "restore_time"});
	assert_int_equal(comparison.between.note_count, 1);
	buffer_clear(&words);
	assert_false(comparison_add_fact_sentence(&words, &comparison, 2));
	assert_true(comparison_add_fact_sentence(&words, &comparison, 0));
	assert_string_equal(words.bytes,
			    "Between 9 Jul 2026 and 30 Sep 2026: 1 concern acted on.");
	assert_string_equal(
		comparison_note_row(&comparison, comparison.between.notes)->capacity->id,
		"restore_time");
	buffer_clear(&words);
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
		cmocka_unit_test_setup_teardown(rules_bind_their_team_or_all, setup, teardown),
		cmocka_unit_test_setup_teardown(facts_are_told_one_by_one, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
