/* What check asks of a history: unnamed SLOs, teams, the future. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "model/rhythm.h"
#include "store/survey.h"
#include "tests/support/store_fixture.h"

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, store_fixture_tear_down)

static int set_up(void **state)
{
	store_fixture_set_up(state);
	fixture_open(*state, STORE_WRITE);
	return 0;
}

static void test_unnamed_slos(void **state)
{
	static const struct slo slos[] = {{.id = "availability"}};
	static const struct service services[] = {
		{.id = "portal"},
		{.id = "ledger", .slos = slos, .slo_count = 1},
	};
	static const struct catalog catalog = {.services = services, .service_count = 2};
	struct store_fixture *fixture = *state;
	const struct unnamed_slo *found;
	struct error error;
	size_t count;

	fixture_put(fixture, "slo_sample|service=ledger|slo=availability|at=1|good=1|total=1");
	fixture_put(fixture, "slo_sample|service=service/ledger|slo=z|at=1|good=1|total=1");
	fixture_put(fixture,
		    "slo_sample|service=service/ledger|slo=latency|at=1|good=1|total=1");
	fixture_put(fixture, "slo_sample|service=ledger|slo=latency|at=2|good=1|total=1");
	fixture_put(fixture, "slo_sample|service=ledger|slo=latency|at=3|good=1|total=1");
	fixture_put(fixture, "slo_sample|service=portal|slo=availability|at=3|good=1|total=1");
	fixture_put(fixture, "slo_sample|service=nobody|slo=latency|at=3|good=1|total=1");
	assert_true(store_unnamed_slos(fixture->store, &catalog, &fixture->arena, &found,
				       &count, &error));
	assert_int_equal(count, 3);
	assert_ptr_equal(found[0].service, &services[0]);
	assert_string_equal(found[0].slo, "availability");
	assert_int_equal(found[0].samples, 1);
	assert_ptr_equal(found[1].service, &services[1]);
	assert_string_equal(found[1].slo, "latency");
	assert_int_equal(found[1].samples, 3);
	assert_string_equal(found[2].slo, "z");
	assert_int_equal(found[2].samples, 1);
}

static void test_teams(void **state)
{
	struct store_fixture *fixture = *state;
	const struct history_team *teams;
	struct error error;
	size_t count;

	fixture_put(fixture, "need|team=web|asked_at=1|text=t");
	fixture_put(fixture, "need|team=web|asked_at=2|text=t");
	fixture_put(fixture, "work|team=web|at=2|kind=business|hours=1");
	fixture_put(fixture, "meeting|at=2|teams=web|teams=app");
	fixture_put(fixture, "rule|text=for all");
	fixture_put(fixture, "rule|text=for app|team=app");
	assert_true(
		store_history_teams(fixture->store, &fixture->arena, &teams, &count, &error));
	assert_int_equal(count, 2);
	assert_string_equal(teams[0].team, "app");
	assert_int_equal(teams[0].events, 2);
	assert_int_equal(teams[0].kinds, 1U << EVENT_MEETING | 1U << EVENT_RULE);
	assert_string_equal(teams[1].team, "web");
	assert_int_equal(teams[1].events, 4);
	assert_int_equal(teams[1].kinds,
			 1U << EVENT_MEETING | 1U << EVENT_NEED | 1U << EVENT_WORK);
}

static void test_later_events(void **state)
{
	struct store_fixture *fixture = *state;
	struct later_events later[EVENT_KIND_COUNT];
	struct error error;

	fixture_put(fixture, "deployment|service=a|at=99");
	fixture_put(fixture, "deployment|service=late|at=300");
	fixture_put(fixture, "deployment|service=first|at=100");
	fixture_put(fixture, "update|service=a|component=c|version=1|released_at=200");
	fixture_put(fixture,
		    "update|service=a|component=c|version=2|released_at=200|applied_at=1");
	fixture_put(fixture, "meeting|at=150|teams=web");
	fixture_put(fixture, "coverage|kind=work|until=100");
	fixture_put(fixture, "coverage|kind=work|until=101|service=a");
	fixture_put(fixture, "rule|text=undated");
	fixture_put(fixture, "rule_review|rule=R|at=150|fits=1");
	assert_true(store_later_events(fixture->store, 100, &fixture->arena, later, &error));
	assert_int_equal(later[EVENT_DEPLOYMENT].count, 2);
	assert_int_equal(later[EVENT_DEPLOYMENT].first_at, 100);
	assert_int_equal(later[EVENT_DEPLOYMENT].first_row, 3);
	assert_string_equal(later[EVENT_DEPLOYMENT].subject, "first");
	assert_int_equal(later[EVENT_UPDATE].count, 1);
	assert_int_equal(later[EVENT_UPDATE].first_at, 200);
	assert_int_equal(later[EVENT_MEETING].count, 1);
	assert_null(later[EVENT_MEETING].subject);
	assert_string_equal(later[EVENT_RULE_REVIEW].subject, "R");
	assert_int_equal(later[EVENT_RULE].count, 0);
	assert_int_equal(later[EVENT_COVERAGE].count, 1);
	assert_string_equal(later[EVENT_COVERAGE].subject, "a");
	assert_int_equal(later[EVENT_INCIDENT].count, 0);
}

/* -- rhythm ------------------------------------------------------------------------------- */

#define DAY SECONDS_PER_DAY
#define NOW (1000 * DAY)

/* `count` of them, `gap_days` apart, the last `silence_days` before now. */
static bool stops(size_t count, int64_t gap_days, int64_t silence_days, struct rhythm *rhythm)
{
	instant instants[64];

	for (size_t i = 0; i < count; i++)
		instants[i] = NOW - DAY * (silence_days + gap_days * (int64_t)(count - 1 - i));
	return rhythm_has_stopped(instants, count, NOW, rhythm);
}

static void test_rhythm(void **state)
{
	struct rhythm rhythm = {0, 0};

	(void)state;
	assert_true(stops(8, 1, 29, &rhythm));
	assert_int_equal(rhythm.last, NOW - 29 * DAY);
	assert_int_equal(rhythm.longest_gap_seconds, DAY);
	assert_false(stops(7, 1, 29, &rhythm));
	assert_false(stops(8, 1, 28, &rhythm));
	assert_true(stops(20, 10, 41, &rhythm));
	assert_false(stops(20, 10, 40, &rhythm));
	/* A service that ended long ago is not told of for ever. */
	assert_false(stops(20, 1, 359, &rhythm));
	assert_true(stops(60, 7, 60, &rhythm));
	assert_false(stops(0, 1, 0, &rhythm));
	assert_false(stops(20, 1, -30, &rhythm)); /* all in the future */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_unnamed_slos),
		TEST(test_teams),
		TEST(test_later_events),
		cmocka_unit_test(test_rhythm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
