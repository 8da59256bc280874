/* The table of keys: what works is shown, and what is shown works. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <string.h>

#include "ui/keys/keys.h"

static void test_a_key_means_one_thing_on_a_screen(void **state)
{
	(void)state;
	for (unsigned screen = 1; screen < KEY_SCREEN_END; screen <<= 1)
		for (size_t i = 0; i < key_binding_count; i++)
			for (size_t j = 0; j < BINDING_INPUTS_MAX; j++) {
				const struct key_binding *binding = &key_bindings[i];

				if ((binding->screens & screen) && binding->inputs[j])
					assert_int_equal(
						keys_action(screen, binding->inputs[j]),
						binding->action);
			}
}

/* What a letter may mean elsewhere, too: a movement, or the same thing once more. */
static bool is_alike(enum action a, enum action b)
{
	static const enum action families[][2] = {
		{ACTION_LEFT, ACTION_BACK},	 /* from the first column */
		{ACTION_RIGHT, ACTION_OPEN},	 /* where there are no columns */
		{ACTION_THEN, ACTION_THEN_SPAN}, /* then and now; another then */
		{ACTION_HELP, ACTION_BACK},	 /* the same key closes it */
	};

	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++)
		if ((a == families[i][0] && b == families[i][1]) ||
		    (a == families[i][1] && b == families[i][0]))
			return true;
	return a == b;
}

static void test_a_letter_means_one_thing_on_all_screens(void **state)
{
	(void)state;
	for (uint32_t letter = '!'; letter <= '~'; letter++) {
		const struct key_binding *first = NULL;

		for (size_t i = 0; i < key_binding_count; i++) {
			const struct key_binding *binding = &key_bindings[i];
			const uint32_t *inputs = binding->inputs;

			if (inputs[0] != letter && inputs[1] != letter && inputs[2] != letter)
				continue;
			first = first ? first : binding;
			if (!is_alike(first->action, binding->action))
				fail_msg("%c: %s; %s", (int)letter, first->help, binding->help);
		}
	}
}

static void test_keys_do_nothing_where_they_do_not_hold(void **state)
{
	(void)state;
	assert_int_equal(keys_action(KEY_SCREEN_HELP, 'p'), ACTION_NONE);
	assert_int_equal(keys_action(KEY_SCREEN_TEAMS, INPUT_TAB), ACTION_NONE);
	assert_int_equal(keys_action(KEY_SCREEN_TEAMS_GROUP, 'w'), ACTION_NONE);
	assert_int_equal(keys_action(KEY_SCREEN_SCORECARD, '/'), ACTION_NONE);
	assert_int_equal(keys_action(KEY_SCREEN_TEAMS, 0), ACTION_NONE);
}

static void test_every_screen_can_be_left_and_explained(void **state)
{
	(void)state;
	for (unsigned screen = 1; screen < KEY_SCREEN_END; screen <<= 1) {
		/* A letter is text where text is typed. */
		assert_true(keys_action(screen, 'q') == ACTION_LEAVE ||
			    keys_action(screen, INPUT_ESCAPE) == ACTION_BACK);
		if (screen != KEY_SCREEN_HELP)
			assert_int_equal(keys_action(screen, INPUT_F1), ACTION_HELP);
	}
}

/* All but the wheel, which needs no word, are in the help; labels are in the footer. */
static void test_what_works_is_explained(void **state)
{
	(void)state;
	for (size_t i = 0; i < key_binding_count; i++) {
		const struct key_binding *binding = &key_bindings[i];

		assert_int_equal(binding->footer_rank > 0, binding->label != NULL);
		assert_true(binding->inputs[0] != 0);
		assert_true(binding->screens != 0);
		if (binding->action != ACTION_WHEEL_UP && binding->action != ACTION_WHEEL_DOWN)
			assert_non_null(binding->help);
	}
}

static void test_keys_have_names(void **state)
{
	char name[INPUT_NAME_BYTES];

	(void)state;
	assert_string_equal(input_name('q', false, name), "q");
	assert_string_equal(input_name('?', false, name), "?");
	assert_string_equal(input_name(INPUT_CONTROL('L'), false, name), "Ctrl-L");
	assert_string_equal(input_name(INPUT_ENTER, false, name), "Enter");
	assert_string_equal(input_name(INPUT_ESCAPE, false, name), "Esc");
	assert_string_equal(input_name(INPUT_TAB, false, name), "Tab");
	assert_string_equal(input_name(INPUT_UP, false, name), "↑");
	assert_string_equal(input_name(INPUT_UP, true, name), "Up");
	for (size_t i = 0; i < key_binding_count; i++)
		for (size_t j = 0; j < BINDING_INPUTS_MAX; j++)
			if (key_bindings[i].inputs[j])
				assert_string_not_equal(
					input_name(key_bindings[i].inputs[j], false, name),
					key_bindings[i].inputs[j] == '?' ? "" : "?");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_key_means_one_thing_on_a_screen),
		cmocka_unit_test(test_a_letter_means_one_thing_on_all_screens),
		cmocka_unit_test(test_keys_do_nothing_where_they_do_not_hold),
		cmocka_unit_test(test_every_screen_can_be_left_and_explained),
		cmocka_unit_test(test_what_works_is_explained),
		cmocka_unit_test(test_keys_have_names),
	};

	return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
