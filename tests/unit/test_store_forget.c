/* Taking events back, and finding them by what is known of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "tests/support/store_fixture.h"

#define TEST(name)                                                           \
	cmocka_unit_test_setup_teardown(name, store_fixture_set_up_writable, \
					store_fixture_tear_down)

static int store_fixture_set_up_writable(void **state)
{
	store_fixture_set_up(state);
	fixture_open(*state, STORE_WRITE);
	return 0;
}

static bool forget(struct store_fixture *fixture, const char *line)
{
	struct event event = event_of(line, &fixture->arena);
	struct error error;
	bool is_found;

	assert_true(store_begin(fixture->store, &error));
	assert_true(store_forget(fixture->store, &event, &is_found, &error));
	assert_true(store_commit(fixture->store, &error));
	return is_found;
}

static const char deployment[] = "deployment|service=ledger|at=10|id=D1|source=ci|changes=a=5|"
				 "changes=b=";

static void test_list_goes_with_it(void **state)
{
	struct store_fixture *fixture = *state;

	fixture_put(fixture, deployment);
	fixture_put(fixture, "meeting|at=20|teams=payments|teams=web");
	assert_true(forget(fixture, deployment));
	assert_true(forget(fixture, "meeting|at=20|teams=payments|teams=web"));
	assert_string_equal(fixture_events(fixture, NULL), "");
	/* A row of another deployment may have the number again: nothing of the first is left.
	 */
	fixture_put(fixture, "deployment|service=ledger|at=11|id=D2");
	assert_null(strstr(fixture_events(fixture, NULL), "changes"));
	assert_int_equal(fixture_put(fixture, deployment), PUT_ADDED);
}

/* Whatever differs from what was seen, it is another fact. */
static void test_only_as_it_was_seen(void **state)
{
	static const char *const others[] = {
		"deployment|service=ledger|at=10|id=D1|source=ci",
		"deployment|service=ledger|at=10|id=D1|changes=a=5|changes=b=",
		"deployment|service=ledger|at=10|id=D1|source=ci|changes=a=6|changes=b=",
		"deployment|service=ledger|at=10|id=D1|source=ci|changes=a=5|changes=b=|url=u",
		"deployment|service=web|at=10|id=D1|source=ci|changes=a=5|changes=b=",
		"deployment|service=ledger|at=10|source=ci|changes=a=5|changes=b=",
		"incident|service=ledger|started_at=10|id=D1|source=ci",
	};
	struct store_fixture *fixture = *state;
	const char *before;

	fixture_put(fixture, deployment);
	before = fixture_events(fixture, NULL);
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		assert_false(forget(fixture, others[i]));
	assert_string_equal(fixture_events(fixture, NULL), before);
}

static bool count_match(const struct event *event, void *context, struct error *error)
{
	(void)event;
	(void)error;
	++*(size_t *)context;
	return true;
}

/* An event of a type of which some is known: "field=value|field=value". */
static struct event partial_of(const char *type, const char *known, struct arena *arena)
{
	struct event event;
	struct error error;

	event_init(&event, event_type_find(type));
	while (*known) {
		size_t length = strcspn(known, "|"), name = strcspn(known, "=");
		int field = event_field_find(event.type, arena_copy(arena, known, name));

		assert_true(event_set(&event, field,
				      arena_copy(arena, known + name + 1, length - name - 1),
				      NULL, arena, &error));
		known += length + (known[length] != '\0');
	}
	return event;
}

static size_t matches(struct store_fixture *fixture, const char *type, const char *known)
{
	struct event wanted = partial_of(type, known, &fixture->arena);
	struct error error;
	size_t count = 0;

	assert_true(store_each_match(fixture->store, &wanted, count_match, &count, &error));
	return count;
}

static void test_found_by_what_is_known(void **state)
{
	struct store_fixture *fixture = *state;
	struct event of_none = partial_of("incident", "id=I1", &fixture->arena);
	struct event_value *source = &of_none.values[event_field_find(of_none.type, "source")];
	struct error error;
	size_t count = 0;

	fixture_put(fixture, "incident|service=ledger|started_at=10|id=I1|source=pager");
	fixture_put(fixture, "incident|service=ledger|started_at=20|id=I1");
	fixture_put(fixture, "incident|service=web|started_at=10|id=I2");
	fixture_put(fixture, "meeting|at=20|teams=payments|teams=web");
	assert_int_equal(matches(fixture, "incident", "id=I1"), 2);
	assert_int_equal(matches(fixture, "incident", "id=I1|source=pager"), 1);
	assert_int_equal(matches(fixture, "incident", "started_at=10"), 2);
	assert_int_equal(matches(fixture, "incident", "started_at=10|service=web"), 1);
	assert_int_equal(matches(fixture, "incident", "id=I3"), 0);
	assert_int_equal(matches(fixture, "meeting", "teams=web"), 1);
	assert_int_equal(matches(fixture, "meeting", "teams=web|teams=other"), 0);
	source->is_present = true;
	source->text = "";
	assert_true(store_each_match(fixture->store, &of_none, count_match, &count, &error));
	assert_int_equal(count, 1);
}

static void test_nearest_id(void **state)
{
	struct store_fixture *fixture = *state;
	const struct event_type *type = event_type_find("incident");
	struct error error;
	const char *nearest;

	fixture_put(fixture, "incident|service=ledger|started_at=10|id=INC-204");
	fixture_put(fixture, "deployment|service=ledger|at=10|id=INC-240");
	assert_true(store_nearest_id(fixture->store, type, "INC-240", &fixture->arena, &nearest,
				     &error));
	assert_string_equal(nearest, "INC-204");
	assert_true(store_nearest_id(fixture->store, type, "other", &fixture->arena, &nearest,
				     &error));
	assert_null(nearest);
	assert_true(store_nearest_id(fixture->store, event_type_find("check"), "INC-204",
				     &fixture->arena, &nearest, &error));
	assert_null(nearest);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_list_goes_with_it),
		TEST(test_only_as_it_was_seen),
		TEST(test_found_by_what_is_known),
		TEST(test_nearest_id),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
