/* Lists, columns, paragraphs and scales: numbers in, places out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/chart_scale.h"
#include "ui/widgets/columns.h"
#include "ui/widgets/hits.h"
#include "ui/widgets/list.h"
#include "ui/widgets/paragraph.h"
#include "ui/widgets/pick.h"

/* -- lists ----------------------------------------------------------------------------------
 */

static void test_a_selection_stays_within_its_list(void **state)
{
	struct list list = {.count = 10, .page_rows = 4};

	(void)state;
	assert_true(list_act(&list, ACTION_UP));
	assert_int_equal(list.selected, 0);
	list_act(&list, ACTION_DOWN);
	list_act(&list, ACTION_PAGE_DOWN);
	assert_int_equal(list.selected, 4);
	list_act(&list, ACTION_LAST);
	list_act(&list, ACTION_DOWN);
	assert_int_equal(list.selected, 9);
	list_act(&list, ACTION_PAGE_UP);
	assert_int_equal(list.selected, 6);
	list_act(&list, ACTION_WHEEL_UP);
	assert_int_equal(list.selected, 3);
	list_act(&list, ACTION_FIRST);
	assert_int_equal(list.selected, 0);
	assert_false(list_act(&list, ACTION_OPEN));
}

static void test_a_list_that_shrinks_keeps_a_selection(void **state)
{
	struct list list = {.count = 10, .selected = 8};

	(void)state;
	list_set_count(&list, 5);
	assert_int_equal(list.selected, 4);
	list_set_count(&list, 0);
	assert_int_equal(list.selected, 0);
	list_act(&list, ACTION_LAST);
	assert_int_equal(list.selected, 0);
}

static void test_a_list_scrolls_as_little_as_needed(void **state)
{
	struct list list = {.count = 20};

	(void)state;
	list_scroll(&list, 5, 20, 7, 7);
	assert_int_equal(list.top, 3);
	list_scroll(&list, 5, 20, 4, 4);
	assert_int_equal(list.top, 3);
	list_scroll(&list, 5, 20, 1, 2);
	assert_int_equal(list.top, 1);
	/* More room than lines: nothing is left out above. */
	list_scroll(&list, 30, 20, 19, 19);
	assert_int_equal(list.top, 0);
	/* An item larger than the room: its first line is seen. */
	list_scroll(&list, 3, 20, 10, 16);
	assert_int_equal(list.top, 10);
}

/* Less room for a while scrolls for that while only. */
static void test_a_list_returns_to_where_it_stood(void **state)
{
	struct list list = {.count = 20};

	(void)state;
	list_scroll(&list, 10, 20, 6, 6);
	assert_int_equal(list.top, 0);
	list_scroll(&list, 3, 20, 6, 6);
	assert_int_equal(list.top, 4);
	list_scroll(&list, 10, 20, 6, 6);
	assert_int_equal(list.top, 0);
	/* What moves the selection meanwhile counts. */
	list_scroll(&list, 3, 20, 7, 7);
	assert_int_equal(list.top, 5);
	list_scroll(&list, 10, 20, 7, 7);
	assert_int_equal(list.top, 5);
}

/* -- columns --------------------------------------------------------------------------------
 */

static void test_columns_widen_and_drop(void **state)
{
	struct column columns[] = {
		{10, 20, 0, 0, 0, 0},
		{5, 5, 2, 0, 0, 0},
		{6, 30, 1, 0, 0, 0},
	};

	(void)state;
	columns_fit(columns, 3, 2, 25, 2);
	assert_int_equal(columns[0].cells, 10);
	assert_int_equal(columns[1].cells, 5);
	assert_int_equal(columns[2].cells, 6);
	assert_int_equal(columns[1].column, 14);
	assert_int_equal(columns[2].column, 21);
	columns_fit(columns, 3, 0, 24, 2);
	assert_int_equal(columns[1].cells, 0);
	assert_int_equal(columns[0].cells + 2 + columns[2].cells, 24);
	columns_fit(columns, 3, 0, 12, 2);
	assert_int_equal(columns[2].cells, 0);
	columns_fit(columns, 3, 0, 100, 2);
	assert_int_equal(columns[0].cells, 20);
	assert_int_equal(columns[2].cells, 30);
	/* What stands in the last is seen whole before the others have more room. */
	columns[2].content_cells = 12;
	columns_fit(columns, 3, 0, 32, 2);
	assert_int_equal(columns[0].cells, 11);
	assert_int_equal(columns[2].cells, 12);
}

/* -- paragraphs -----------------------------------------------------------------------------
 */

static void test_paragraphs_break_at_spaces(void **state)
{
	struct arena arena = {NULL, 0};
	struct paragraph paragraph =
		paragraph_break(&arena, "  Half of 12 restores took under 21 minutes", 16);

	(void)state;
	assert_int_equal(paragraph.count, 3);
	assert_string_equal(paragraph.lines[0], "Half of 12");
	assert_string_equal(paragraph.lines[1], "restores took");
	assert_string_equal(paragraph.lines[2], "under 21 minutes");
	paragraph = paragraph_break(&arena, "incomprehensibilities", 8);
	assert_int_equal(paragraph.count, 3);
	assert_string_equal(paragraph.lines[2], "ities");
	paragraph = paragraph_break(&arena, "日本語", 1);
	assert_int_equal(paragraph.count, 3);
	assert_int_equal(paragraph_break(&arena, "", 8).count, 0);
	assert_int_equal(paragraph_break(&arena, "   ", 8).count, 0);
	assert_int_equal(paragraph_break(&arena, "word", 0).count, 0);
	/* A line break in foreign text is shown like any other control character. */
	paragraph = paragraph_break(&arena, "a\nb", 20);
	assert_int_equal(paragraph.count, 1);
	assert_string_equal(paragraph.lines[0], "a<U+000A>b");
	arena_release(&arena);
}

static void test_a_paragraph_cut_short_says_so(void **state)
{
	struct arena arena = {NULL, 0};
	struct paragraph paragraph = paragraph_break(&arena, "one two three four", 6);
	struct canvas canvas;
	struct buffer text;

	(void)state;
	canvas_init(&canvas, 2, 8);
	buffer_init(&text);
	assert_int_equal(paragraph_draw(&canvas, 0, 1, 2, 6, STYLE_PLAIN, &paragraph), 2);
	canvas_to_text(&canvas, &text);
	assert_string_equal(text.bytes, " one\n two…\n");
	buffer_release(&text);
	canvas_release(&canvas);
	arena_release(&arena);
}

/* -- scales ---------------------------------------------------------------------------------
 */

#define MINUTE 60.0
#define HOUR 3600.0
#define DAY 86400.0

static void test_times_stand_as_logarithms(void **state)
{
	const double values[] = {15 * MINUTE, 4 * HOUR};
	struct chart_scale scale = chart_scale_of(UNIT_SECONDS, values, 2, 9);
	int short_row = chart_scale_row(&scale, 15 * MINUTE);
	int middle_row = chart_scale_row(&scale, HOUR);
	int long_row = chart_scale_row(&scale, 4 * HOUR);

	(void)state;
	assert_int_equal(short_row - middle_row, middle_row - long_row);
	assert_true(long_row >= 0);
	assert_true(short_row <= 8);
}

static void test_rates_begin_at_nothing_and_shares_end_at_all(void **state)
{
	const double rates[] = {4, 5};
	const double shares[] = {0.97, 1};
	struct chart_scale scale = chart_scale_of(UNIT_PER_WEEK, rates, 2, 10);

	(void)state;
	assert_int_equal(chart_scale_eighths(&scale, 0), 0);
	assert_int_equal(chart_scale_row(&scale, 0), 9);
	assert_true(chart_scale_eighths(&scale, 5) <= 80);
	assert_int_equal(chart_scale_row(&scale, 5), 0);
	scale = chart_scale_of(UNIT_RATIO, shares, 2, 10);
	assert_int_equal(chart_scale_row(&scale, 1), 0);
	assert_int_equal(chart_scale_row(&scale, 0.9), 9);
}

static void test_ticks_are_round_and_apart(void **state)
{
	const double times[] = {12 * MINUTE, 5 * HOUR};
	const double rates[] = {0, 7.3};
	double ticks[16];
	struct chart_scale scale = chart_scale_of(UNIT_SECONDS, times, 2, 10);
	size_t count = chart_scale_ticks(&scale, 2, ticks, 16);

	(void)state;
	assert_true(count >= 3);
	assert_true(ticks[0] == HOUR); /* the most telling first */
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < i; j++)
			assert_true(chart_scale_row(&scale, ticks[i]) -
						    chart_scale_row(&scale, ticks[j]) >=
					    2 ||
				    chart_scale_row(&scale, ticks[j]) -
						    chart_scale_row(&scale, ticks[i]) >=
					    2);
	scale = chart_scale_of(UNIT_PER_WEEK, rates, 2, 10);
	count = chart_scale_ticks(&scale, 3, ticks, 16);
	assert_int_equal(count, 2);
	assert_true(ticks[0] == 0 && ticks[1] == 5);
}

static void test_a_scale_of_one_value_has_room(void **state)
{
	const double values[] = {2 * DAY};
	const double nothing[] = {0};
	struct chart_scale scale = chart_scale_of(UNIT_SECONDS, values, 1, 7);

	(void)state;
	assert_int_equal(chart_scale_row(&scale, 2 * DAY), 3);
	scale = chart_scale_of(UNIT_PER_WEEK, nothing, 1, 7);
	assert_int_equal(chart_scale_row(&scale, 0), 6);
}

/* -- hits -----------------------------------------------------------------------------------
 */

static void test_a_click_finds_what_was_drawn_last(void **state)
{
	struct hits hits = {NULL, 0, 0};

	(void)state;
	assert_null(hits_find(&hits, 0, 0));
	hits_add(&hits, 2, 0, 20, 7, 0);
	hits_add(&hits, 2, 5, 5, 7, 3);
	assert_int_equal(hits_find(&hits, 2, 4)->part, 0);
	assert_int_equal(hits_find(&hits, 2, 5)->part, 3);
	assert_int_equal(hits_find(&hits, 2, 10)->part, 0);
	assert_null(hits_find(&hits, 2, 20));
	assert_null(hits_find(&hits, 1, 4));
	hits_clear(&hits);
	assert_null(hits_find(&hits, 2, 4));
	hits_release(&hits);
}

static void test_a_click_selects_and_then_opens(void **state)
{
	struct hits hits = {NULL, 0, 0};
	struct list list = {.count = 3};
	struct input there = {.code = INPUT_CLICK, .row = 5, .column = 2};
	struct input beside = {.code = INPUT_CLICK, .row = 6, .column = 2};

	(void)state;
	hits_add(&hits, 5, 0, 20, 2, 0);
	assert_int_equal(list_pick(&list, &hits, ACTION_CLICK, &beside), PICK_NOTHING);
	assert_int_equal(list_pick(&list, &hits, ACTION_CLICK, &there), PICK_SELECTED);
	assert_int_equal(list.selected, 2);
	assert_int_equal(list_pick(&list, &hits, ACTION_CLICK, &there), PICK_OPENED);
	assert_int_equal(list_pick(&list, &hits, ACTION_UP, &there), PICK_SELECTED);
	assert_int_equal(list.selected, 1);
	assert_int_equal(list_pick(&list, &hits, ACTION_HELP, &there), PICK_NOTHING);
	assert_int_equal(list.selected, 1);
	hits_release(&hits);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_selection_stays_within_its_list),
		cmocka_unit_test(test_a_list_that_shrinks_keeps_a_selection),
		cmocka_unit_test(test_a_list_scrolls_as_little_as_needed),
		cmocka_unit_test(test_a_list_returns_to_where_it_stood),
		cmocka_unit_test(test_columns_widen_and_drop),
		cmocka_unit_test(test_paragraphs_break_at_spaces),
		cmocka_unit_test(test_a_paragraph_cut_short_says_so),
		cmocka_unit_test(test_times_stand_as_logarithms),
		cmocka_unit_test(test_rates_begin_at_nothing_and_shares_end_at_all),
		cmocka_unit_test(test_ticks_are_round_and_apart),
		cmocka_unit_test(test_a_scale_of_one_value_has_room),
		cmocka_unit_test(test_a_click_finds_what_was_drawn_last),
		cmocka_unit_test(test_a_click_selects_and_then_opens),
	};

	return cmocka_run_group_tests_name("widgets", tests, NULL, NULL);
}
