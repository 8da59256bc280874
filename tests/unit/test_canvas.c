/* The canvas: clipped, safe, wide characters whole, and complete in ASCII. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "ui/canvas/canvas.h"

static void assert_text(const struct canvas *canvas, const char *expected)
{
	struct buffer text;

	buffer_init(&text);
	canvas_to_text(canvas, &text);
	assert_string_equal(text.bytes, expected);
	buffer_release(&text);
}

static void assert_styles(const struct canvas *canvas, const char *expected)
{
	struct buffer map;

	buffer_init(&map);
	canvas_to_styles(canvas, &map);
	assert_string_equal(map.bytes, expected);
	buffer_release(&map);
}

static void test_text_is_drawn_and_clipped(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_init(&canvas, 3, 8);
	assert_int_equal(canvas_text(&canvas, 0, 1, 7, STYLE_PLAIN, "abc"), 3);
	assert_int_equal(canvas_text(&canvas, 1, 6, 9, STYLE_PLAIN, "xyz"), 3);
	assert_int_equal(canvas_text(&canvas, 2, -1, 3, STYLE_PLAIN, "xyz"), 3);
	assert_int_equal(canvas_text(&canvas, 3, 0, 3, STYLE_PLAIN, "out"), 0);
	assert_int_equal(canvas_text(&canvas, -1, 0, 3, STYLE_PLAIN, "out"), 0);
	assert_text(&canvas, " abc\n      xy\nyz\n");
	canvas_release(&canvas);
}

static void test_what_does_not_fit_ends_in_an_ellipsis(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_init(&canvas, 4, 12);
	assert_int_equal(canvas_text(&canvas, 0, 0, 5, STYLE_PLAIN, "Payments"), 5);
	assert_int_equal(canvas_text(&canvas, 1, 0, 8, STYLE_PLAIN, "Payments"), 8);
	assert_int_equal(canvas_text(&canvas, 2, 0, 1, STYLE_PLAIN, "Payments"), 1);
	assert_int_equal(canvas_text(&canvas, 3, 0, 0, STYLE_PLAIN, "Payments"), 0);
	assert_text(&canvas, "Paym…\nPayments\n…\n\n");
	canvas_release(&canvas);
}

static void test_text_is_placed_at_the_right_and_in_the_middle(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_init(&canvas, 3, 8);
	assert_int_equal(canvas_text_right(&canvas, 0, 8, 5, STYLE_PLAIN, "end"), 3);
	assert_int_equal(canvas_text_centre(&canvas, 1, 0, 8, STYLE_PLAIN, "mid"), 3);
	assert_int_equal(canvas_text_right(&canvas, 2, 8, 3, STYLE_PLAIN, "wider"), 3);
	assert_text(&canvas, "     end\n  mid\n     wi…\n");
	canvas_release(&canvas);
}

static void test_wide_characters_stay_whole(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_init(&canvas, 5, 6);
	/* No half of one at the edge of its cells, nor at the edges of the canvas. */
	assert_int_equal(canvas_text(&canvas, 0, 0, 4, STYLE_PLAIN, "日本語"), 3);
	canvas_text(&canvas, 1, 5, 2, STYLE_PLAIN, "日");
	canvas_text(&canvas, 2, -1, 2, STYLE_PLAIN, "日");
	/* What covers one half clears the other. */
	canvas_text(&canvas, 3, 0, 4, STYLE_PLAIN, "日本");
	canvas_text(&canvas, 3, 1, 2, STYLE_PLAIN, "ab");
	canvas_text(&canvas, 4, 0, 4, STYLE_PLAIN, "日本");
	canvas_text(&canvas, 4, 2, 1, STYLE_PLAIN, "x");
	assert_text(&canvas, "日…\n\n\n ab\n日x\n");
	assert_int_equal(canvas_cell_at(&canvas, 0, 0)->width_cells, 2);
	assert_int_equal(canvas_cell_at(&canvas, 0, 1)->width_cells, 0);
	assert_int_equal(canvas_cell_at(&canvas, 3, 3)->width_cells, 1);
	canvas_release(&canvas);
}

static void test_foreign_text_is_shown_never_obeyed(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_init(&canvas, 3, 26);
	canvas_text(&canvas, 0, 0, 24, STYLE_PLAIN, "a\033[2Jb\n\r\tc");
	canvas_text(&canvas, 1, 0, 26, STYLE_PLAIN, "\xe2\x80\xaetxet \x9b\xff");
	canvas_text(&canvas, 2, 0, 24, STYLE_PLAIN, "e\xcc\x81\xe2\x80\x8b!");
	assert_text(&canvas, "a<U+001B>[2Jb<U+000A><U…\n<U+202E>txet <0x9B><0xFF>\n"
			     "e\xcc\x81<U+200B>!\n");
	canvas_release(&canvas);
}

static void test_a_cell_holds_what_a_terminal_takes(void **state)
{
	const struct canvas_cell *cell;
	struct canvas canvas;
	char marks[64] = "a";

	(void)state;
	for (int i = 0; i < 12; i++)
		strcat(marks, "\xcc\x81");
	canvas_init(&canvas, 1, 40);
	canvas_text(&canvas, 0, 0, 40, STYLE_PLAIN, marks);
	cell = canvas_cell_at(&canvas, 0, 0);
	assert_string_equal(cell->text, "a\xcc\x81\xcc\x81\xcc\x81\xcc\x81");
	assert_string_equal(canvas_cell_at(&canvas, 0, 1)->text, "<");
	canvas_release(&canvas);
}

static void test_styles_are_kept_beside_the_text(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_init(&canvas, 2, 8);
	canvas_text(&canvas, 0, 0, 4, STYLE_TITLE, "ab");
	canvas_text(&canvas, 0, 3, 4, STYLE_GROWING, "cd");
	canvas_text(&canvas, 1, 0, 8, STYLE_PLAIN, "plain");
	canvas_overlay(&canvas, 0, 3, 1, STYLE_SELECTED);
	canvas_overlay(&canvas, 1, 4, 2, STYLE_SELECTED);
	canvas_overlay(&canvas, 1, 0, 1, STYLE_FOUND);
	canvas_overlay(&canvas, 1, 7, 99, STYLE_SELECTED);
	assert_styles(&canvas, "tt Gg\nf...## #\n");
	canvas_release(&canvas);
}

static void test_every_style_has_a_letter_of_its_own(void **state)
{
	struct canvas canvas;
	struct buffer map;

	(void)state;
	canvas_init(&canvas, 1, STYLE_COUNT);
	for (int style = 0; style < STYLE_COUNT; style++)
		canvas_text(&canvas, 0, style, 1, (enum style)style, "x");
	buffer_init(&map);
	canvas_to_styles(&canvas, &map);
	assert_int_equal(map.length_bytes, STYLE_COUNT + 1);
	for (size_t i = 0; i < STYLE_COUNT; i++) {
		assert_int_not_equal(map.bytes[i], '?');
		assert_ptr_equal(strchr(map.bytes, map.bytes[i]), map.bytes + i);
	}
	buffer_release(&map);
	canvas_release(&canvas);
}

static void test_ascii_keeps_every_cell_in_its_place(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_init(&canvas, 4, 16);
	canvas_text(&canvas, 0, 0, 16, STYLE_PLAIN, "▸ a › b … ✓ ↗ ◇|");
	canvas_text(&canvas, 1, 0, 16, STYLE_PLAIN, "▁▂▃▄▅▆▇█├─●┤┄│┈|");
	canvas_text(&canvas, 2, 0, 16, STYLE_PLAIN, "Zoë ßx 日本|");
	canvas_text(&canvas, 3, 0, 8, STYLE_PLAIN, "cut off here");
	canvas_make_ascii(&canvas);
	for (int row = 0; row < canvas.rows; row++)
		for (int column = 0; column < canvas.columns; column++) {
			const struct canvas_cell *cell = canvas_cell_at(&canvas, row, column);

			assert_int_equal(cell->width_cells, 1);
			assert_int_equal(strlen(cell->text), 1);
			assert_in_range((unsigned char)cell->text[0], ' ', '~');
		}
	assert_string_equal(canvas_cell_at(&canvas, 0, 15)->text, "|");
	assert_string_equal(canvas_cell_at(&canvas, 1, 15)->text, "|");
	assert_string_equal(canvas_cell_at(&canvas, 2, 11)->text, "|");
	assert_string_equal(canvas_cell_at(&canvas, 2, 2)->text, "e");
	canvas_release(&canvas);
}

static void test_the_cursor_rests_on_the_canvas_or_nowhere(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_init(&canvas, 2, 2);
	assert_false(canvas.has_cursor);
	canvas_place_cursor(&canvas, 1, 1);
	assert_true(canvas.has_cursor);
	canvas_place_cursor(&canvas, 2, 0);
	assert_false(canvas.has_cursor);
	canvas_place_cursor(&canvas, 0, 1);
	canvas_clear(&canvas);
	assert_false(canvas.has_cursor);
	canvas_release(&canvas);
}

static void test_a_canvas_of_nothing(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_init(&canvas, -3, 0);
	canvas_text(&canvas, 0, 0, 9, STYLE_PLAIN, "nowhere");
	canvas_repeat(&canvas, 0, 0, 9, STYLE_RULE, "─");
	canvas_make_ascii(&canvas);
	assert_null(canvas_cell_at(&canvas, 0, 0));
	canvas_resize(&canvas, 1, 3);
	canvas_repeat(&canvas, 0, -2, 9, STYLE_RULE, "─");
	assert_text(&canvas, "───\n");
	canvas_release(&canvas);
}

static void test_areas_are_cut_and_never_overdrawn(void **state)
{
	struct area area = {1, 2, 10, 20};
	struct area top = area_cut_top(&area, 3);
	struct area bottom = area_cut_bottom(&area, 2);
	struct area left = area_cut_left(&area, 8);

	(void)state;
	assert_memory_equal(&top, (&(struct area){1, 2, 3, 20}), sizeof(top));
	assert_memory_equal(&bottom, (&(struct area){9, 2, 2, 20}), sizeof(bottom));
	assert_memory_equal(&left, (&(struct area){4, 2, 5, 8}), sizeof(left));
	assert_memory_equal(&area, (&(struct area){4, 10, 5, 12}), sizeof(area));
	assert_int_equal(area_cut_top(&area, 99).rows, 5);
	assert_int_equal(area.rows, 0);
	assert_int_equal(area_cut_bottom(&area, 1).rows, 0);
	assert_int_equal(area_cut_left(&area, -4).columns, 0);
}

/* Whatever is drawn wherever: the widths of each row add up. */
static void test_any_drawing_leaves_whole_cells(void **state)
{
	static const char *const texts[] = {"日本語テキスト", "a",  "e\xcc\x81", "\033", "…",
					    "👩\xe2\x80\x8d👧", "🇫🇷", ""};
	struct canvas canvas;

	(void)state;
	srand(7);
	canvas_init(&canvas, 4, 13);
	for (int i = 0; i < 20000; i++) {
		int row = rand() % 6 - 1, column = rand() % 18 - 3, cells = rand() % 9 - 1;

		canvas_text(&canvas, row, column, cells, STYLE_DIM, texts[rand() % 8]);
		for (row = 0; row < canvas.rows; row++) {
			int width = 0;

			for (column = 0; column < canvas.columns; column++)
				width += canvas_cell_at(&canvas, row, column)->width_cells;
			assert_int_equal(width, canvas.columns);
		}
	}
	canvas_release(&canvas);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text_is_drawn_and_clipped),
		cmocka_unit_test(test_what_does_not_fit_ends_in_an_ellipsis),
		cmocka_unit_test(test_text_is_placed_at_the_right_and_in_the_middle),
		cmocka_unit_test(test_wide_characters_stay_whole),
		cmocka_unit_test(test_foreign_text_is_shown_never_obeyed),
		cmocka_unit_test(test_a_cell_holds_what_a_terminal_takes),
		cmocka_unit_test(test_styles_are_kept_beside_the_text),
		cmocka_unit_test(test_every_style_has_a_letter_of_its_own),
		cmocka_unit_test(test_ascii_keeps_every_cell_in_its_place),
		cmocka_unit_test(test_the_cursor_rests_on_the_canvas_or_nowhere),
		cmocka_unit_test(test_a_canvas_of_nothing),
		cmocka_unit_test(test_areas_are_cut_and_never_overdrawn),
		cmocka_unit_test(test_any_drawing_leaves_whole_cells),
	};

	return cmocka_run_group_tests_name("canvas", tests, NULL, NULL);
}
