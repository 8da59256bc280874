/* Loading what teams asked for, raised, learned, tried and shared. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "tests/support/store_fixture.h"

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, store_fixture_tear_down)

static int set_up(void **state)
{
	store_fixture_set_up(state);
	fixture_open(*state, STORE_WRITE);
	return 0;
}

static const struct team teams[] = {{.id = "search"}, {.id = "payments"}, {.id = "pay"}};
static const struct catalog catalog = {.teams = teams, .team_count = 3};

static const struct team_history *load(struct store_fixture *fixture, const struct team *team,
				       instant as_of, size_t index)
{
	struct history history;
	struct error error;

	if (!store_load_history(fixture->store, &catalog,
				&(struct history_wanted){.team = team,
							 .from = INSTANT_MIN,
							 .as_of = as_of,
							 .wants_texts = true},
				&fixture->arena, &history, &error))
		fail_msg("%s", error.message);
	return &history.teams[index];
}

static const struct team_history *load_payments(struct store_fixture *fixture)
{
	return load(fixture, NULL, 1000, 1);
}

static void test_without_a_store(void **state)
{
	struct store_fixture *fixture = *state;
	struct history history;
	struct error error;

	assert_true(store_load_history(
		NULL, &catalog,
		&(struct history_wanted){
			.team = NULL, .from = INSTANT_MIN, .as_of = 5, .wants_texts = true},
		&fixture->arena, &history, &error));
	for (size_t i = 0; i < 3; i++)
		for (int kind = PRACTICE_NONE; kind < PRACTICE_KIND_COUNT; kind++)
			assert_true(team_history_first(&history.teams[i],
						       (enum practice_kind)kind) ==
				    INSTANT_NONE);
}

/* In order of time, source and id, whatever the order of recording. */
static void test_loops(void **state)
{
	struct store_fixture *fixture = *state;
	const struct team_history *history;

	fixture_put(fixture, "need|team=payments|asked_at=9|text=late|met_at=2000");
	fixture_put(fixture, "need|team=payments|asked_at=5|text=b|id=2|source=tickets");
	fixture_put(fixture, "need|team=payments|asked_at=5|text=c|id=1|source=tickets");
	fixture_put(fixture, "need|team=payments|asked_at=5|text=a|met_at=7");
	fixture_put(fixture, "need|team=pay|asked_at=1|text=of another");
	fixture_put(fixture, "need|team=nobody|asked_at=1|text=of nobody");
	fixture_put(fixture,
		    "concern|team=payments|raised_at=4|text=x|walkaround=w|acted_at=6");
	fixture_put(fixture, "walkaround|team=payments|at=3|id=w|title=At the desks");
	fixture_put(fixture, "lesson|team=payments|learned_at=8|text=y|went_right=yes");
	history = load_payments(fixture);
	assert_int_equal(history->need_count, 4);
	assert_string_equal(history->needs[0].record.text, "a");
	assert_int_equal(history->needs[0].closed_at, 7);
	assert_string_equal(history->needs[1].record.text, "c");
	assert_string_equal(history->needs[1].record.source, "tickets");
	assert_string_equal(history->needs[2].record.id, "2");
	assert_true(history->needs[2].closed_at == INSTANT_NONE);
	assert_int_equal(history->needs[3].closed_at, 2000);
	assert_int_equal(history->concern_count, 1);
	assert_int_equal(history->concerns[0].closed_at, 6);
	assert_string_equal(history->walkarounds[0].text, "At the desks");
	assert_true(history->lessons[0].went_right);
	assert_int_equal(team_history_first(history, PRACTICE_NEEDS), 5);
	assert_int_equal(team_history_first(history, PRACTICE_CONCERNS), 3);
	assert_int_equal(load(fixture, NULL, 1000, 2)->need_count, 1);
	assert_int_equal(load(fixture, NULL, 1000, 0)->need_count, 0);
}

/* Nothing at or after as_of exists, of one team as of all. */
static void test_as_of_and_the_team_wanted(void **state)
{
	struct store_fixture *fixture = *state;

	fixture_put(fixture, "need|team=payments|asked_at=99|text=a");
	fixture_put(fixture, "need|team=payments|asked_at=100|text=b");
	fixture_put(fixture, "work|team=payments|at=100|kind=business|hours=1");
	fixture_put(fixture, "rule|text=added then|added_at=100");
	fixture_put(fixture, "rule|text=never dated");
	fixture_put(fixture, "rule|text=retired later|retired_at=500");
	fixture_put(fixture, "meeting|at=100|teams=payments");
	for (int i = 0; i < 2; i++) {
		const struct team_history *history =
			load(fixture, i ? &teams[1] : NULL, 100, 1);

		assert_int_equal(history->need_count, 1);
		assert_int_equal(history->work_count, 0);
		assert_int_equal(history->rule_count, 2);
		assert_int_equal(history->meeting_count, 0);
	}
	assert_int_equal(load(fixture, &teams[2], 1000, 1)->need_count, 0);
	assert_int_equal(load(fixture, &teams[2], 1000, 1)->rule_count, 0);
}

/* All meetings are everybody's; who was represented is each team's own. */
static void test_meetings(void **state)
{
	struct store_fixture *fixture = *state;
	const struct team_history *history;

	fixture_put(fixture, "meeting|at=30|teams=search|teams=payments");
	fixture_put(fixture, "meeting|at=10|teams=search");
	fixture_put(fixture, "meeting|at=10|teams=payments");
	fixture_put(fixture, "meeting|at=20|id=m|teams=elsewhere");
	history = load_payments(fixture);
	assert_int_equal(history->meeting_count, 4);
	assert_int_equal(
		history->meetings[0].is_represented + history->meetings[1].is_represented, 1);
	assert_string_equal(history->meetings[2].record.id, "m");
	assert_false(history->meetings[2].is_represented);
	assert_true(history->meetings[3].is_represented);
	history = load(fixture, &teams[2], 1000, 2);
	assert_int_equal(history->meeting_count, 4);
	for (int i = 0; i < 4; i++)
		assert_false(history->meetings[i].is_represented);
}

/* A rule without a team binds all; reviews of those that bind go by the rule's id. */
static void test_rules(void **state)
{
	struct store_fixture *fixture = *state;
	const struct team_history *history;

	fixture_put(fixture,
		    "rule|text=ours|id=r1|team=payments|added_at=9|hours_per_month=2.5");
	fixture_put(fixture, "rule|text=theirs|team=search|added_at=2");
	fixture_put(fixture, "rule|text=of all|added_at=3|retired_at=80");
	fixture_put(fixture, "rule|text=undated");
	fixture_put(fixture, "rule_review|rule=r1|at=50|fits=no");
	fixture_put(fixture, "rule_review|rule=r1|at=40|fits=yes");
	fixture_put(fixture, "rule_review|rule=r0|at=60|fits=yes");
	fixture_put(fixture, "rule|text=to come|id=r2|added_at=1000");
	fixture_put(fixture, "rule_review|rule=r2|at=60|fits=yes");
	history = load_payments(fixture);
	assert_int_equal(history->rule_count, 3);
	assert_string_equal(history->rules[0].record.text, "undated");
	assert_true(history->rules[0].record.at == INSTANT_NONE);
	assert_string_equal(history->rules[1].record.text, "of all");
	assert_int_equal(history->rules[1].retired_at, 80);
	assert_true(isnan(history->rules[1].hours_per_month));
	assert_true(history->rules[2].hours_per_month > 2.4);
	assert_int_equal(history->review_count, 2);
	assert_int_equal(history->reviews[0].record.at, 40);
	assert_true(history->reviews[0].fits);
	assert_false(history->reviews[1].fits);
	/* What nobody dated was always there. */
	assert_int_equal(team_history_first(history, PRACTICE_RULES), 0);
}

static void test_exercises_work_and_shadowing(void **state)
{
	struct store_fixture *fixture = *state;
	const struct team_history *history;

	fixture_put(fixture, "exercise|team=payments|at=5|outcome=missed|kind=real");
	fixture_put(fixture, "exercise|team=payments|at=6|outcome=detected|detected_at=9|sent=0"
			     "|reported=0|first_reported_at=8");
	fixture_put(fixture, "work|team=payments|at=7|kind=unplanned|hours=1.5|aim=trust");
	fixture_put(fixture, "work|team=payments|at=8|kind=operations|hours=2");
	fixture_put(fixture, "shadowing|team=payments|at=7|days=0.5|direction=from_security");
	fixture_put(fixture, "coverage|kind=work|until=70");
	fixture_put(fixture, "coverage|kind=work|until=60");
	fixture_put(fixture, "coverage|kind=work|until=50|service=ledger");
	history = load_payments(fixture);
	assert_int_equal(history->exercises[0].outcome, EXERCISE_MISSED);
	assert_true(history->exercises[0].is_real);
	assert_true(isnan(history->exercises[0].sent));
	assert_false(history->exercises[1].is_real);
	assert_true(history->exercises[1].sent >= 0);
	assert_int_equal(history->exercises[1].first_reported_at, 8);
	assert_int_equal(history->work[0].kind, WORK_UNPLANNED);
	assert_int_equal(history->work[0].aim, WORK_TRUST);
	assert_int_equal(history->work[1].aim, WORK_AIM_NONE);
	assert_false(history->shadowings[0].is_to_security);
	assert_int_equal(history->covered_count[COLLECTED_WORK], 2);
	assert_int_equal(history->covered_until[COLLECTED_WORK][0], 60);
	assert_int_equal(history->covered_count[COLLECTED_EXERCISES], 0);
}

/* Importing twice changes nothing. */
static void test_twice(void **state)
{
	struct store_fixture *fixture = *state;

	for (int i = 0; i < 2; i++) {
		fixture_put(fixture, "need|team=payments|asked_at=5|text=a");
		fixture_put(fixture, "meeting|at=10|teams=payments");
		fixture_put(fixture,
			    "shadowing|team=payments|at=7|days=1|direction=to_security");
	}
	assert_int_equal(load_payments(fixture)->need_count, 1);
	assert_int_equal(load_payments(fixture)->meeting_count, 1);
	assert_int_equal(load_payments(fixture)->shadowing_count, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_without_a_store),
		TEST(test_loops),
		TEST(test_as_of_and_the_team_wanted),
		TEST(test_meetings),
		TEST(test_rules),
		TEST(test_exercises_work_and_shadowing),
		TEST(test_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
