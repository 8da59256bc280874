/*
 * How many teams have met a goal of the organisation: only measured readings are judged, a team
 * with another goal is held to that one, and the words say who was left out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "capacity/registry.h"
#include "report/goal_words.h"
#include "scorecard/goal_counts.h"
#include "tests/support/manner.h"

#define TEAMS 4

static const struct goal patching = {"patch_freshness",	   0.9,	  {9, 10},
				     30 * SECONDS_PER_DAY, false, 0};

/* Teams that hold the organisation's goal, all measured, none of which has met it. */
struct teams {
	struct arena arena;
	struct reading readings[TEAMS];
	struct goal goals[TEAMS];
	struct team_card cards[TEAMS];
};

static void teams_make(struct teams *teams)
{
	arena_init(&teams->arena);
	for (size_t i = 0; i < TEAMS; i++) {
		teams->goals[i] = patching;
		teams->readings[i] = (struct reading){
			.capacity = capacity_find("patch_freshness"),
			.state = READING_MEASURED,
			.goal = &teams->goals[i],
			.goal_met = GOAL_NOT_MET,
		};
		teams->cards[i] =
			(struct team_card){.readings = &teams->readings[i], .reading_count = 1};
	}
}

static struct goal_count counted(struct teams *teams)
{
	size_t count;
	const struct goal_count *counts =
		goal_counts_make(&patching, 1, teams->cards, TEAMS, &teams->arena, &count);

	assert_int_equal(count, 1);
	return counts[0];
}

static void assert_says(struct teams *teams, enum wording_form form, const char *expected)
{
	struct goal_count count = counted(teams);
	struct buffer words;

	buffer_init(&words);
	wording_add_goal_count(&words, &count, form);
	assert_string_equal(words.bytes, expected);
	manner_assert(words.bytes);
	buffer_release(&words);
}

static void only_what_is_measured_is_judged(void **state)
{
	struct teams teams;
	struct goal_count count;

	(void)state;
	teams_make(&teams);
	teams.readings[0].goal_met = GOAL_MET;
	teams.readings[1].goal_met = GOAL_UNKNOWN;
	teams.readings[1].state = READING_QUIET;
	teams.readings[2].goal = NULL;
	count = counted(&teams);
	assert_int_equal(count.teams, 3);
	assert_int_equal(count.measured, 2);
	assert_int_equal(count.met, 1);
	assert_int_equal(count.own, 0);
	arena_release(&teams.arena);
}

static void a_goal_of_its_own_is_another_goal(void **state)
{
	struct teams teams;

	(void)state;
	teams_make(&teams);
	teams.goals[0].within_seconds = 7 * SECONDS_PER_DAY;
	teams.goals[1].share.denominator = 20;
	/* Only to be looked at again sooner. */
	teams.goals[2].has_review = true;
	teams.goals[2].review_day = 20000;
	assert_int_equal(counted(&teams).own, 2);
	/* Nobody is held to it that is not measured. */
	teams.readings[1].goal_met = GOAL_UNKNOWN;
	assert_int_equal(counted(&teams).own, 1);
	arena_release(&teams.arena);
}

static void goals_keep_their_order_and_need_a_reading(void **state)
{
	const struct goal goals[] = {
		{.capacity = "no_such_thing"}, {.capacity = "restore_time"}, patching};
	struct teams teams;
	const struct goal_count *counts;
	size_t count;

	(void)state;
	teams_make(&teams);
	counts = goal_counts_make(goals, 3, teams.cards, TEAMS, &teams.arena, &count);
	assert_int_equal(count, 1);
	assert_string_equal(counts[0].goal->capacity, "patch_freshness");
	counts = goal_counts_make(goals, 3, NULL, 0, &teams.arena, &count);
	assert_int_equal(count, 0);
	arena_release(&teams.arena);
}

static void words_say_who_was_left_out(void **state)
{
	struct teams teams;

	(void)state;
	teams_make(&teams);
	assert_says(&teams, WORDING_LINE, "0 of 4 teams patch 90 % within 30 days");
	teams.readings[0].goal_met = GOAL_MET;
	assert_says(&teams, WORDING_LINE, "1 of 4 teams patches 90 % within 30 days");
	teams.readings[1].goal_met = GOAL_UNKNOWN;
	assert_says(&teams, WORDING_LINE,
		    "1 of 3 teams patches 90 % within 30 days (1 not measured)");
	assert_says(&teams, WORDING_CELL, "1 of 3 measured teams patches 90 % within 30 days");
	teams.readings[2].goal_met = GOAL_MET;
	teams.goals[2].share.denominator = 20;
	assert_says(&teams, WORDING_LINE,
		    "2 of 3 teams meet their goal for patch freshness (90 % within 30 days or "
		    "their own; 1 not measured)");
	teams.readings[0].goal_met = GOAL_NOT_MET;
	assert_says(&teams, WORDING_LINE,
		    "1 of 3 teams meets its goal for patch freshness (90 % within 30 days or "
		    "its own; 1 not measured)");
	for (size_t i = 0; i < TEAMS; i++)
		teams.readings[i].goal_met = GOAL_UNKNOWN;
	assert_says(&teams, WORDING_LINE,
		    "The goal for patch freshness is 90 % within 30 days; no team is measured "
		    "yet");
	arena_release(&teams.arena);
}

/* Every capacity can be a goal: each has words, with one team and with several. */
static void every_goal_is_well_said(void **state)
{
	(void)state;
	for (size_t i = 0; capacity_registry[i]; i++)
		for (size_t met = 0; met < 3; met++)
			for (size_t own = 0; own < 2; own++) {
				const struct goal goal = {.capacity = capacity_registry[i]->id,
							  .value = 0.5,
							  .share = {1, 2}};
				const struct goal_count count = {
					&goal, capacity_registry[i], 5, 3, met, own};
				struct buffer words;

				buffer_init(&words);
				wording_add_goal_count(&words, &count, WORDING_LINE);
				manner_assert(words.bytes);
				assert_null(strstr(words.bytes, "  "));
				assert_non_null(strstr(words.bytes, "of 3 teams"));
				assert_non_null(strstr(words.bytes, "2 not measured)"));
				buffer_release(&words);
			}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_what_is_measured_is_judged),
		cmocka_unit_test(a_goal_of_its_own_is_another_goal),
		cmocka_unit_test(goals_keep_their_order_and_need_a_reading),
		cmocka_unit_test(words_say_who_was_left_out),
		cmocka_unit_test(every_goal_is_well_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
