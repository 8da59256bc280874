/* Names, found again however many there are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/name_index.h"

#define COUNT 5000

static void names_are_found_again(void **state)
{
	struct name_index names = {.slots = NULL};
	struct arena arena;
	struct named *named;

	(void)state;
	arena_init(&arena);
	named = ARENA_ARRAY(&arena, COUNT, struct named);
	assert_null(name_index_find(&names, "name-0"));
	for (size_t i = 0; i < COUNT; i++) {
		named[i].name = arena_printf(&arena, "name-%zu", i);
		assert_null(name_index_find(&names, named[i].name));
		assert_ptr_equal(name_index_add(&names, &named[i]), &named[i]);
	}
	for (size_t i = 0; i < COUNT; i++)
		assert_ptr_equal(name_index_find(&names, named[i].name), &named[i]);
	assert_null(name_index_find(&names, "name"));
	assert_null(name_index_find(&names, ""));
	name_index_release(&names);
	assert_null(name_index_find(&names, "name-0"));
	arena_release(&arena);
}

static void the_first_of_a_name_stays(void **state)
{
	struct named one = {.name = "payments", .index = 1};
	struct named other = {.name = "payments", .index = 2};
	struct name_index names = {.slots = NULL};

	(void)state;
	assert_ptr_equal(name_index_add(&names, &one), &one);
	assert_ptr_equal(name_index_add(&names, &other), &one);
	assert_ptr_equal(name_index_find(&names, "payments"), &one);
	name_index_release(&names);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_found_again),
		cmocka_unit_test(the_first_of_a_name_stays),
	};

	return cmocka_run_group_tests_name("name_index", tests, NULL, NULL);
}
