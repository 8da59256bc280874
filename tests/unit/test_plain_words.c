/* Readings as sentences that stand on their own, whatever is known of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/plain_words.h"
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

static void assert_says(struct world *world, const char *capacity, const char *expected)
{
	struct wording wording = wording_of(&world->scorecard, true);
	struct buffer words;

	buffer_init(&words);
	plain_add_reading(&words, &wording, world_reading(world, capacity), true);
	assert_string_equal(words.bytes, expected);
	buffer_release(&words);
}

static void nothing_known_is_not_zero(void **state)
{
	struct world *world = *state;

	world_add_service(world, "a");
	world_make(world);
	assert_says(world, "restore_time", "not collected yet: recording incidents begins it.");
}

static void what_is_no_longer_collected_says_since_when(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");

	world_deploy(service, world_day(world, -150), "");
	world_cover(service, COLLECTED_DEPLOYMENTS, world_day(world, -100));
	world_make(world);
	assert_says(world, "deploy_cadence",
		    "not collected since 23 Jun; 0.083 a week in the 12 weeks before (1 "
		    "deployment).");
}

static void quiet_tells_of_the_window_before(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");

	world_add_goal(world, "restore_time", 3600);
	world_incident(service, world_day(world, -100), 1800);
	world_make(world);
	assert_says(world, "restore_time",
		    "no incident was counted in these 12 weeks; the goal is 1 hour: not judged "
		    "yet; 30 minutes in the 12 weeks before (1 restore).");
}

static void few_have_a_value_and_no_verdict(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	struct incident *planned;

	for (int i = 0; i < 3; i++)
		world_incident(service, world_day(world, -30 + i), 600);
	planned = world_incident(service, world_day(world, -20), 600);
	planned->is_planned = true;
	world_incident(service, world_day(world, -1), INSTANT_NONE);
	world_cover(service, COLLECTED_INCIDENTS, world_day(world, -0.5));
	world_make(world);
	assert_says(world, "restore_time",
		    "so far half of 4 incidents took 10 minutes or less, with 1 still open; "
		    "known up to 30 Sep; gathering, not collected in the 12 weeks before; 1 "
		    "left out: planned maintenance.");
}

static void weeks_stand_in_for_a_chart(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	struct buffer words;

	world->window_days = 28;
	world_incident(service, world_day(world, -20), 1800);
	world_incident(service, world_day(world, -2), 7200);
	world_make(world);
	buffer_init(&words);
	plain_add_weeks(&words, world_reading(world, "restore_time"));
	assert_string_equal(words.bytes, "by week, oldest first: nothing, 30 minutes, nothing, "
					 "2 hours");
	buffer_clear(&words);
	plain_add_weeks(&words, world_reading(world, "lead_time"));
	assert_string_equal(words.bytes, "");
	buffer_release(&words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nothing_known_is_not_zero, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_no_longer_collected_says_since_when,
						setup, teardown),
		cmocka_unit_test_setup_teardown(quiet_tells_of_the_window_before, setup,
						teardown),
		cmocka_unit_test_setup_teardown(few_have_a_value_and_no_verdict, setup,
						teardown),
		cmocka_unit_test_setup_teardown(weeks_stand_in_for_a_chart, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
