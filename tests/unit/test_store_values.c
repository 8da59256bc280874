/*
 * A value that its column does not allow, as another program may write it: `check` tells it by
 * its place, and what reads it for a scorecard refuses it by the same place, or does not need
 * it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "store/database.h"
#include "tests/support/store_fixture.h"

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, store_fixture_tear_down)
#define END 100000000

static const struct slo slos[] = {{.id = "latency", .window_seconds = SECONDS_PER_WEEK}};
static const struct service services[] = {{.id = "shop", .slos = slos, .slo_count = 1}};
static const struct service *const of_team[] = {&services[0]};
static const struct team teams[] = {{.id = "web", .services = of_team, .service_count = 1}};
static const struct catalog catalog = {
	.services = services, .service_count = 1, .teams = teams, .team_count = 1};

static int set_up(void **state)
{
	struct error error;

	store_fixture_set_up(state);
	fixture_open(*state, STORE_WRITE);
	fixture_put_one_of_each(*state);
	return store_execute(((struct store_fixture *)*state)->store,
			     "PRAGMA ignore_check_constraints = ON", &error)
		       ? 0
		       : -1;
}

static bool load(struct store_fixture *fixture, struct error *error)
{
	const struct history_wanted wanted = {
		.from = INSTANT_MIN, .as_of = END, .wants_texts = true};
	struct arena arena = {0};
	struct history history;
	bool is_loaded =
		store_load_history(fixture->store, &catalog, &wanted, &arena, &history, error);

	arena_release(&arena);
	return is_loaded;
}

static void add_problem(const struct error *problem, void *context)
{
	buffer_addf(context, "%s\n", problem->message);
}

/* How often what was written was refused when it was loaded. */
static size_t refused;

/* In a transaction of its own, which is rolled back. */
static void is_told(struct store_fixture *fixture, const struct event_type *type,
		    const char *field, const char *value)
{
	struct buffer sql, told, place;
	struct error error;

	buffer_init(&sql);
	buffer_init(&told);
	buffer_init(&place);
	buffer_addf(&sql, "BEGIN; UPDATE \"%s\" SET \"%s\" = %s WHERE rowid = 1", type->name,
		    field, value);
	buffer_addf(&place, "table '%s', row 1, column '%s': ", type->name, field);
	if (!store_execute(fixture->store, sql.bytes, &error))
		fail_msg("%s: %s", sql.bytes, error.message);
	if (!store_check_each(fixture->store, add_problem, &told, &error))
		fail_msg("%s: %s", sql.bytes, error.message);
	if (!strstr(told.bytes, place.bytes))
		fail_msg("%s: check says\n%s", sql.bytes, told.bytes);
	if (!load(fixture, &error)) {
		refused++;
		assert_int_equal(error.kind, ERROR_INVALID);
		if (!strstr(error.message, place.bytes))
			fail_msg("%s: loading says\n%s", sql.bytes, error.message);
	}
	assert_true(store_execute(fixture->store, "ROLLBACK", &error));
	buffer_release(&place);
	buffer_release(&told);
	buffer_release(&sql);
}

static void test_each_column(void **state)
{
	static const char *const wrong[][3] = {
		[FIELD_TEXT] = {"CAST(x'61ff' AS TEXT)", "'a' || char(0) || 'b'",
				"printf('%.*c', 65537, 'x')"},
		[FIELD_CHOICE] = {"'sideways'", "CAST(x'ff' AS TEXT)"},
		[FIELD_INSTANT] = {"-1", "253402300800"},
		[FIELD_INTEGER] = {"-1"},
		[FIELD_BOOLEAN] = {"2"},
		[FIELD_NUMBER] = {"-1.0", "9e999"},
	};

	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		for (size_t j = 0; j < event_types[i].field_count; j++) {
			const struct event_field *field = &event_types[i].fields[j];

			for (size_t k = 0; field_is_column(field) && k < 3; k++)
				if (wrong[field->kind][k])
					is_told(*state, &event_types[i], field->name,
						wrong[field->kind][k]);
		}
	/* Most of what there is. */
	assert_true(refused > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_each_column),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
