/* Lines of blocks and strips: up and right are more capacity, on the series' own scale. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/text.h"
#include "report/range_strip.h"
#include "report/shown.h"
#include "report/sparkline.h"

static const struct capacity rates = {.id = "deploy_cadence", .unit = UNIT_PER_WEEK};
static const struct capacity shares = {.id = "slo_attainment", .unit = UNIT_RATIO};
static const struct capacity times = {
	.id = "restore_time", .unit = UNIT_SECONDS, .less_is_better = true};

#define CELLS_MAX 16
#define GAP SPARKLINE_GAP

static void assert_levels(const double *values, size_t count, enum unit unit, bool less,
			  const int *expected, size_t width_cells)
{
	int levels[CELLS_MAX];

	sparkline_levels(values, count, unit, less, levels, width_cells);
	for (size_t i = 0; i < width_cells; i++)
		assert_int_equal(levels[i], expected[i]);
}

static void test_own_scale(void **state)
{
	const double values[] = {0, 1, 2, 3, 4, 5, 6, 7};
	const double larger[] = {1000, 1100, 1200, 1300, 1400, 1500, 1600, 1700};
	const int expected[] = {0, 1, 2, 3, 4, 5, 6, 7};

	(void)state;
	assert_levels(values, 8, UNIT_PER_WEEK, false, expected, 8);
	assert_levels(larger, 8, UNIT_PER_WEEK, false, expected, 8);
}

/* Quicker restores go up; a halving weighs as much anywhere on the scale. */
static void test_times_are_turned_over(void **state)
{
	const double values[] = {12800, 6400, 3200, 1600, 800, 400, 200, 100};
	const int expected[] = {0, 1, 2, 3, 4, 5, 6, 7};

	(void)state;
	assert_levels(values, 8, UNIT_SECONDS, true, expected, 8);
}

static void test_gaps_stay_gaps(void **state)
{
	const double values[] = {VALUE_NONE, 1, VALUE_NONE, 2};
	const double nothing[] = {VALUE_NONE, VALUE_NONE};
	const int expected[] = {GAP, 0, GAP, 7};
	const int in_front[] = {GAP, GAP, GAP, 0, GAP, 7};
	const int empty[] = {GAP, GAP, GAP};

	(void)state;
	assert_levels(values, 4, UNIT_RATIO, false, expected, 4);
	assert_levels(values, 4, UNIT_RATIO, false, in_front, 6);
	assert_levels(nothing, 2, UNIT_RATIO, false, empty, 3);
	assert_levels(NULL, 0, UNIT_RATIO, false, empty, 3);
}

static void test_equal_values_lie_in_the_middle(void **state)
{
	const double values[] = {5, 5, 5};
	const int expected[] = {3, 3, 3};

	(void)state;
	assert_levels(values, 3, UNIT_PER_WEEK, false, expected, 3);
}

/* Eight weeks in four cells: means of neighbours; a gap within a cell does not pull it down. */
static void test_many_weeks_in_few_cells(void **state)
{
	const double values[] = {0, 2, 3, 3, VALUE_NONE, 5, 8, 8};
	const double five[] = {0, 0, 7, 7, 14};
	const int expected[] = {0, 2, 4, 7};
	const int uneven[] = {0, 7};

	(void)state;
	assert_levels(values, 8, UNIT_PER_WEEK, false, expected, 4);
	assert_levels(five, 5, UNIT_PER_WEEK, false, uneven, 2);
}

/* A screen that is turned into ASCII as a whole looks like one written in ASCII. */
static void assert_likeness(const char *glyph, const char *ascii)
{
	struct buffer likeness;

	buffer_init(&likeness);
	text_add_ascii(&likeness, glyph, strlen(glyph));
	assert_string_equal(likeness.bytes, ascii);
	buffer_release(&likeness);
}

static void test_glyphs(void **state)
{
	(void)state;
	assert_string_equal(sparkline_glyph(0, false), "\xe2\x96\x81");
	assert_string_equal(sparkline_glyph(7, false), "\xe2\x96\x88");
	assert_string_equal(sparkline_glyph(SPARKLINE_GAP, false), " ");
	for (int level = SPARKLINE_GAP; level < SPARKLINE_LEVELS; level++) {
		const char *glyph = sparkline_glyph(level, true);

		assert_likeness(sparkline_glyph(level, false), glyph);
		/* No two levels look alike. */
		for (int other = SPARKLINE_GAP; other < level; other++)
			assert_string_not_equal(glyph, sparkline_glyph(other, true));
	}
}

static void assert_sparkline(const struct reading *reading, size_t width_cells, bool is_ascii,
			     const char *expected)
{
	struct buffer line;

	buffer_init(&line);
	sparkline_add(&line, reading, width_cells, is_ascii);
	assert_string_equal(line.bytes, expected);
	buffer_release(&line);
}

static void test_sparkline_of_a_reading(void **state)
{
	const double weekly[] = {100, VALUE_NONE, 10, 1};
	struct reading reading = {.capacity = &times, .weekly = weekly, .week_count = 4};

	(void)state;
	assert_sparkline(&reading, 4, true, "_ +@");
	assert_sparkline(&reading, 6, false, "  \xe2\x96\x81 \xe2\x96\x85\xe2\x96\x88");
}

/* Where collecting ended, weeks without anything are not calm ones. */
static void test_weeks_of_which_nothing_is_known(void **state)
{
	const double weekly[] = {1, 3, 0, 0};
	const struct wording wording = {.period = {.as_of = 100 * SECONDS_PER_WEEK},
					.is_ascii = true};
	struct reading reading = {.capacity = &rates,
				  .weekly = weekly,
				  .week_count = 4,
				  .covered_until = 98 * SECONDS_PER_WEEK};
	struct buffer line;

	(void)state;
	buffer_init(&line);
	wording_add_sparkline(&line, &wording, &reading, 4);
	assert_string_equal(line.bytes, "_@  ");
	buffer_clear(&line);
	reading.covered_until = INSTANT_NONE;
	wording_add_sparkline(&line, &wording, &reading, 4);
	assert_string_equal(line.bytes, "-@__");
	buffer_release(&line);
}

/* -- range strips -------------------------------------------------------------------------- */

static struct reading reading_with_usual(const struct capacity *capacity, double value,
					 double low, double high)
{
	struct reading reading = {
		.capacity = capacity,
		.state = READING_MEASURED,
		.value = value,
		.has_usual = true,
		.usual = {low, (low + high) / 2, high},
	};

	return reading;
}

static void assert_strip(struct reading reading, const char *expected)
{
	struct buffer strip;

	buffer_init(&strip);
	range_strip_add(&strip, &reading, strlen(expected), true);
	assert_string_equal(strip.bytes, expected);
	buffer_release(&strip);
}

static void test_strip_places_the_value(void **state)
{
	(void)state;
	assert_strip(reading_with_usual(&rates, 4, 2, 6), "   +--o--+   ");
	assert_strip(reading_with_usual(&rates, 2, 2, 6), "   o-----+   ");
	assert_strip(reading_with_usual(&rates, 7, 2, 6), "   +-----+ o ");
	assert_strip(reading_with_usual(&rates, 60, 2, 6), "   +-----+  o");
	assert_strip(reading_with_usual(&rates, 0, 2, 6), "o  +-----+   ");
}

/* However close it lies, what is outside the range is drawn outside. */
static void test_strip_just_outside(void **state)
{
	(void)state;
	assert_strip(reading_with_usual(&rates, 6.01, 2, 6), "   +-----+o  ");
	assert_strip(reading_with_usual(&rates, 1.99, 2, 6), "  o+-----+   ");
}

static void test_strip_of_times_is_turned_over(void **state)
{
	(void)state;
	assert_strip(reading_with_usual(&times, 600, 1200, 4800), "   +-----+  o");
	assert_strip(reading_with_usual(&times, 2400, 1200, 4800), "   +--o--+   ");
	assert_strip(reading_with_usual(&times, 1200, 1200, 4800), "   +-----o   ");
	assert_strip(reading_with_usual(&times, 9600, 1200, 4800), "o  +-----+   ");
}

static void test_strip_of_one_point(void **state)
{
	(void)state;
	assert_strip(reading_with_usual(&shares, 1, 1, 1), "   +--o--+   ");
	assert_strip(reading_with_usual(&shares, 0.5, 1, 1), "o  +-----+   ");
}

static void test_no_strip_without_range_or_value(void **state)
{
	struct reading reading = reading_with_usual(&rates, VALUE_NONE, 2, 6);
	struct range_strip strip;

	(void)state;
	assert_strip(reading, "             ");
	reading.value = 4;
	reading.has_usual = false;
	assert_false(range_strip_place(&reading, 13, &strip));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_own_scale),
		cmocka_unit_test(test_times_are_turned_over),
		cmocka_unit_test(test_gaps_stay_gaps),
		cmocka_unit_test(test_equal_values_lie_in_the_middle),
		cmocka_unit_test(test_many_weeks_in_few_cells),
		cmocka_unit_test(test_glyphs),
		cmocka_unit_test(test_sparkline_of_a_reading),
		cmocka_unit_test(test_weeks_of_which_nothing_is_known),
		cmocka_unit_test(test_strip_places_the_value),
		cmocka_unit_test(test_strip_just_outside),
		cmocka_unit_test(test_strip_of_times_is_turned_over),
		cmocka_unit_test(test_strip_of_one_point),
		cmocka_unit_test(test_no_strip_without_range_or_value),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
