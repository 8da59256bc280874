/* The file between two sessions: it comes back as it was, and nothing in it can do harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "viewer/remembered.h"

#define HISTORY "/srv/some where/aplomb.db"
#define HEAD "aplomb-view 1\nhistory " HISTORY "\n"

static struct arena arena;

static bool parse(const char *text, struct session_state *state)
{
	return remembered_parse(text, strlen(text), HISTORY, &arena, state);
}

/* Of a file that is of this history. */
static struct session_state parsed(const char *lines)
{
	struct session_state state = {.window_days = -1};
	char text[4096] = HEAD;

	strcat(text, lines);
	assert_true(parse(text, &state));
	return state;
}

static void test_it_comes_back_as_it_was(void **unused)
{
	static const char *const folded[] = {"commerce", "", "ns/plat form"};
	const struct session_state left = {
		.window_days = 182,
		.shows_values = true,
		.is_on_group = true,
		.selected = "",
		.capacity = "restore_time",
		.filter = "tag:pci  is:growing 命名",
		.folded = folded,
		.folded_count = 3,
	};
	struct session_state state;
	struct buffer buffer;

	(void)unused;
	buffer_init(&buffer);
	remembered_add(&buffer, HISTORY, &left);
	assert_string_equal(buffer.bytes,
			    HEAD "window 182\nvalues yes\ngroup\ncolumn restore_time\n"
				 "filter tag:pci  is:growing 命名\nfolded commerce\nfolded\n"
				 "folded ns/plat form\n");
	assert_true(parse(buffer.bytes, &state));
	assert_int_equal(state.window_days, 182);
	assert_true(state.shows_values);
	assert_true(state.is_on_group);
	assert_string_equal(state.selected, "");
	assert_string_equal(state.capacity, left.capacity);
	assert_string_equal(state.filter, left.filter);
	assert_int_equal(state.folded_count, 3);
	for (size_t i = 0; i < 3; i++)
		assert_string_equal(state.folded[i], folded[i]);
	buffer_release(&buffer);
}

static void test_little_is_left_out(void **unused)
{
	const struct session_state left = {.window_days = 84, .selected = "payments"};
	struct session_state state;
	struct buffer buffer;

	(void)unused;
	buffer_init(&buffer);
	remembered_add(&buffer, HISTORY, &left);
	assert_string_equal(buffer.bytes, HEAD "window 84\nvalues no\nteam payments\n");
	assert_true(parse(buffer.bytes, &state));
	assert_false(state.is_on_group);
	assert_string_equal(state.selected, "payments");
	assert_null(state.capacity);
	assert_null(state.filter);
	assert_int_equal(state.folded_count, 0);
	buffer_release(&buffer);
}

/* What would end a line or disturb it is no line. */
static void test_hostile_ids_are_not_written(void **unused)
{
	static const char *const folded[] = {"a\nwindow 1", "b\x1b[2J", "\xff", "c"};
	const struct session_state left = {
		.selected = "x\ry", .filter = "\x7f", .folded = folded, .folded_count = 4};
	struct buffer buffer;

	(void)unused;
	buffer_init(&buffer);
	remembered_add(&buffer, HISTORY, &left);
	assert_string_equal(buffer.bytes, HEAD "values no\nfolded c\n");
	buffer_release(&buffer);
}

static void test_another_file_is_none(void **unused)
{
	struct session_state state = {.window_days = 7};

	(void)unused;
	assert_false(parse("", &state));
	assert_false(parse("\n", &state));
	assert_false(parse("aplomb-view 1", &state));
	assert_false(parse("aplomb-view 1\n", &state));
	assert_false(parse("aplomb-view 2\nhistory " HISTORY "\n", &state));
	assert_false(parse("window 84\n", &state));
	assert_false(parse("aplomb-view 1\nhistory /other.db\nwindow 84\n", &state));
	assert_false(parse("SQLite format 3", &state));
	/* Its history's line was cut off. */
	assert_false(parse("aplomb-view 1\nhistory " HISTORY, &state));
	assert_int_equal(state.window_days, 7);
}

static void test_broken_lines_count_for_nothing(void **unused)
{
	static const char *const windows[] = {
		"window\n",
		"window 0\n",
		"window -1\n",
		"window 84 \n",
		"window 84d\n",
		"window  84\n",
		"window 99999999999999999999\n",
		"window 3661\n",
		"window +84\n",
		"window 84",
		"window 0x54\n",
		"WINDOW 84\n",
	};
	struct session_state state;

	(void)unused;
	for (size_t i = 0; i < sizeof(windows) / sizeof(windows[0]); i++)
		assert_int_equal(parsed(windows[i]).window_days, 0);
	assert_int_equal(parsed("window 3660\n").window_days, 3660);
	assert_int_equal(parsed("unknown thing\n\n   \nwindow 28\n").window_days, 28);
	assert_false(parsed("values maybe\n").shows_values);
	assert_null(parsed("team pay\x1b[31mments\n").selected);
	assert_null(parsed("filter \xc3\n").filter);
	assert_null(parsed("filter cut of").filter);
	state = parsed("team a\ngroup b\nteam c\n");
	assert_string_equal(state.selected, "c");
	assert_false(state.is_on_group);
}

static void test_any_bytes(void **unused)
{
	char bytes[600];
	struct session_state state;

	(void)unused;
	srand(2026);
	for (int round = 0; round < 5000; round++) {
		size_t length = (size_t)rand() % sizeof(bytes);

		memcpy(bytes, HEAD "team a\nfolded b\nfilter c\n", sizeof(HEAD) + 24);
		for (size_t i = sizeof(HEAD) + 24; i < length; i++)
			bytes[i] = (char)rand();
		for (int i = 0; i < 4 && length > 0; i++)
			bytes[(size_t)rand() % sizeof(HEAD)] ^= (char)(round % 3 ? 0 : rand());
		if (remembered_parse(bytes, length, HISTORY, &arena, &state))
			assert_in_range(state.window_days, 0, WINDOW_DAYS_MAX);
		arena_release(&arena);
	}
}

static int release(void **unused)
{
	(void)unused;
	arena_release(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_it_comes_back_as_it_was),
		cmocka_unit_test(test_little_is_left_out),
		cmocka_unit_test(test_hostile_ids_are_not_written),
		cmocka_unit_test(test_another_file_is_none),
		cmocka_unit_test(test_broken_lines_count_for_nothing),
		cmocka_unit_test(test_any_bytes),
	};

	return cmocka_run_group_tests_name("remembered", tests, NULL, release);
}
