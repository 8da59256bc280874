/* Then and now on one line: right is more, the scale is the capacity's own, nothing is zero. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/dumbbell.h"

#define WIDTH 41

/* A capacity with a reading of then and of now. */
struct pair {
	struct capacity capacity;
	struct reading then, now;
	struct comparison_row row;
};

static void pair_make(struct pair *pair, enum unit unit, bool less_is_better, double then,
		      double now)
{
	*pair = (struct pair){.capacity = {.unit = unit,
					   .less_is_better = less_is_better,
					   .test = TEST_TIMES}};
	pair->then = (struct reading){
		.capacity = &pair->capacity, .state = READING_MEASURED, .value = then};
	pair->now = pair->then;
	pair->now.value = now;
	pair->row = (struct comparison_row){&pair->capacity, &pair->then, &pair->now};
}

static void assert_places(const struct pair *pair, int then, int now, int goal)
{
	struct dumbbell marks;

	assert_true(dumbbell_place(&pair->row, WIDTH, &marks));
	assert_int_equal(marks.then_cell, then);
	assert_int_equal(marks.now_cell, now);
	assert_int_equal(marks.goal_cell, goal);
}

static void right_is_more_capacity(void **state)
{
	struct pair pair;

	(void)state;
	/* Four times as long is the least that a scale of times spans, as logarithms. */
	pair_make(&pair, UNIT_SECONDS, true, 7200, 1800);
	assert_places(&pair, 0, 40, -1);
	pair_make(&pair, UNIT_SECONDS, true, 1800, 3600);
	assert_places(&pair, 30, 10, -1);
	pair_make(&pair, UNIT_RATIO, false, 0.5, 0.9);
	assert_places(&pair, 0, 40, -1);
}

static void little_looks_little(void **state)
{
	struct pair pair;

	(void)state;
	pair_make(&pair, UNIT_RATIO, false, 0.70, 0.71);
	assert_places(&pair, 19, 21, -1);
	/* Shares end at all of them, rates begin at none. */
	pair_make(&pair, UNIT_RATIO, false, 1, 1);
	assert_places(&pair, 40, 40, -1);
	pair_make(&pair, UNIT_PER_WEEK, false, 10, 9);
	assert_places(&pair, 24, 16, -1);
	pair_make(&pair, UNIT_COUNT, false, 2, 3);
	assert_places(&pair, 15, 25, -1);
}

static void goal_and_usual_range_are_on_the_scale(void **state)
{
	const struct goal goal = {.capacity = "x", .value = 14400};
	struct dumbbell marks;
	struct pair pair;

	(void)state;
	pair_make(&pair, UNIT_SECONDS, true, 3600, 1800);
	pair.now.goal = &goal;
	pair.now.has_usual = true;
	pair.now.usual.low = 900;
	pair.now.usual.high = 7200;
	assert_places(&pair, 20, 30, 0);
	assert_true(dumbbell_place(&pair.row, WIDTH, &marks));
	assert_int_equal(marks.usual_low_cell, 10);
	assert_int_equal(marks.usual_high_cell, 40);
}

static void what_has_no_value_has_no_mark(void **state)
{
	struct dumbbell marks;
	struct pair pair;

	(void)state;
	pair_make(&pair, UNIT_PER_WEEK, false, VALUE_NONE, 4);
	pair.then.state = READING_UNCOLLECTED;
	assert_places(&pair, -1, 20, -1);
	/* Quiet: the value of a rate is 0 then, and still it is no mark. */
	pair_make(&pair, UNIT_PER_WEEK, false, 4, 0);
	pair.now.state = READING_QUIET;
	assert_places(&pair, 20, -1, -1);
	pair.then.state = READING_QUIET;
	assert_false(dumbbell_place(&pair.row, WIDTH, &marks));
	assert_int_equal(marks.then_cell, -1);
	/* What is read from the YAML has no past to stand beside. */
	pair_make(&pair, UNIT_RATIO, false, 1, 1);
	pair.capacity.is_undated = true;
	assert_false(dumbbell_place(&pair.row, WIDTH, &marks));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(right_is_more_capacity),
		cmocka_unit_test(little_looks_little),
		cmocka_unit_test(goal_and_usual_range_are_on_the_scale),
		cmocka_unit_test(what_has_no_value_has_no_mark),
	};

	return cmocka_run_group_tests_name("dumbbell", tests, NULL, NULL);
}
