/*
 * What a team did of each practice, by month: months are cut where the organisation is, nothing
 * collected is no quiet month, and what as_of does not know is not there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "report/practised_words.h"
#include "scorecard/practices_make.h"
#include "tests/support/world.h"

#define LAST (PRACTICE_MONTHS - 1)

static int set_up(void **state)
{
	*state = world_new();
	return 0;
}

static int tear_down(void **state)
{
	world_free(*state);
	return 0;
}

static instant at(const char *text)
{
	struct error error;
	instant parsed;

	assert_true(instant_parse(text, NULL, &parsed, &error));
	return parsed;
}

static const struct team_practices *made_of(struct world *world, const struct notes *notes)
{
	static const struct notes none;

	world_make(world);
	return team_practices_make(&world->team, &world->practices.history,
				   notes ? notes : &none, world->as_of, &world->catalog.zone,
				   &world->arena);
}

static const struct practice_record *record_of(struct world *world, enum practised practised)
{
	return &made_of(world, NULL)->records[practised];
}

/* -- months -------------------------------------------------------------------------------- */

/* 2026-10-01T05:00:00Z is midnight in Chicago: a second earlier September still lasts there. */
static void months_are_those_of_the_organisation(void **state)
{
	struct world *world = *state;
	const struct practice_record *needs;
	struct error error;

	assert_true(zone_load(&world->catalog.zone, "America/Chicago", &world->arena, &error));
	world->as_of = at("2026-10-15T00:00:00Z");
	world_need(world, at("2026-09-01T04:59:59Z"), INSTANT_NONE);
	world_need(world, at("2026-10-01T05:00:00Z"), INSTANT_NONE);
	needs = record_of(world, PRACTISED_NEEDS);
	assert_int_equal(needs->months[LAST - 2], PRACTICE_FIRST);
	assert_int_equal(needs->months[LAST - 1], PRACTICE_QUIET);
	assert_int_equal(needs->months[LAST], PRACTICE_DONE);
}

/* As of midnight of the first the newest month is the one that is over. */
static void the_newest_month_holds_the_last_second(void **state)
{
	struct world *world = *state;
	const struct team_practices *practices;
	struct error error;

	assert_true(zone_load(&world->catalog.zone, "America/Chicago", &world->arena, &error));
	world->as_of = at("2026-10-01T05:00:00Z");
	practices = made_of(world, NULL);
	assert_int_equal(practices->month_begins[LAST], at("2026-09-01T05:00:00Z"));
	/* Winter: an hour later by UTC. */
	assert_int_equal(practices->month_begins[LAST - 8], at("2026-01-01T06:00:00Z"));
	assert_int_equal(practices->month_begins[LAST - 9], at("2025-12-01T06:00:00Z"));
	world->as_of++;
	practices = made_of(world, NULL);
	assert_int_equal(practices->month_begins[LAST], at("2026-10-01T05:00:00Z"));
}

/* -- states -------------------------------------------------------------------------------- */

static void four_states_are_told_apart(void **state)
{
	struct world *world = *state;
	const struct practice_record *lessons;

	world_lesson(world, at("2026-06-10T00:00:00Z"), at("2026-08-02T00:00:00Z"));
	lessons = record_of(world, PRACTISED_LESSONS);
	assert_int_equal(lessons->months[LAST], PRACTICE_QUIET);
	assert_int_equal(lessons->months[LAST - 1], PRACTICE_DONE);
	assert_int_equal(lessons->months[LAST - 2], PRACTICE_QUIET);
	assert_int_equal(lessons->months[LAST - 3], PRACTICE_FIRST);
	assert_int_equal(lessons->months[LAST - 4], PRACTICE_UNCOLLECTED);
	assert_int_equal(record_of(world, PRACTISED_NEEDS)->months[LAST], PRACTICE_UNCOLLECTED);
}

/* What was first done before the months shown is first in none of them. */
static void the_first_may_lie_before_all_months(void **state)
{
	struct world *world = *state;
	const struct practice_record *visits;

	world_shadowing(world, at("2015-03-03T00:00:00Z"), 1, true);
	world_shadowing(world, at("2026-09-03T00:00:00Z"), 1, false);
	visits = record_of(world, PRACTISED_SHADOWING);
	assert_int_equal(visits->months[0], PRACTICE_QUIET);
	assert_int_equal(visits->months[LAST], PRACTICE_DONE);
	assert_int_equal(visits->at[0], at("2015-03-03T00:00:00Z"));
}

static void nothing_at_or_after_as_of_exists(void **state)
{
	struct world *world = *state;
	const struct practice_record *concerns;

	world_concern(world, at("2026-08-10T00:00:00Z"), world->as_of);
	concerns = record_of(world, PRACTISED_CONCERNS);
	assert_int_equal(concerns->count, 1);
	assert_int_equal(concerns->months[LAST], PRACTICE_QUIET);
}

static void a_collector_that_ended_is_no_quiet_month(void **state)
{
	struct world *world = *state;
	const struct practice_record *work;

	world_work(world, at("2026-05-05T00:00:00Z"), WORK_BUSINESS, 8);
	world_cover_team(world, COLLECTED_WORK, at("2026-07-20T00:00:00Z"));
	work = record_of(world, PRACTISED_WORK);
	assert_int_equal(work->months[LAST - 4], PRACTICE_FIRST);
	assert_int_equal(work->months[LAST - 2], PRACTICE_QUIET);
	assert_int_equal(work->months[LAST - 1], PRACTICE_UNCOLLECTED);
	assert_int_equal(work->months[LAST], PRACTICE_UNCOLLECTED);
}

/* -- what counts --------------------------------------------------------------------------- */

static void a_meeting_without_the_team_is_a_quiet_month(void **state)
{
	struct world *world = *state;
	const struct practice_record *meetings;

	world_meeting(world, at("2026-08-01T00:00:00Z"), true);
	world_meeting(world, at("2026-09-01T00:00:00Z"), false);
	meetings = record_of(world, PRACTISED_MEETINGS);
	assert_int_equal(meetings->months[LAST - 1], PRACTICE_FIRST);
	assert_int_equal(meetings->months[LAST], PRACTICE_QUIET);
}

static void a_real_attempt_is_no_exercise(void **state)
{
	struct world *world = *state;
	const struct practice_record *exercises;

	world_exercise(world, at("2026-09-05T00:00:00Z"), EXERCISE_STOPPED, INSTANT_NONE)
		->is_real = true;
	exercises = record_of(world, PRACTISED_EXERCISES);
	assert_int_equal(exercises->count, 0);
	assert_int_equal(exercises->months[LAST], PRACTICE_QUIET);
}

static void rules_are_added_reviewed_and_retired(void **state)
{
	struct world *world = *state;

	world_rule(world, "ours", at("2026-01-05T00:00:00Z"), at("2026-05-05T00:00:00Z"), 1);
	world_review(world, "ours", at("2026-03-05T00:00:00Z"), true);
	assert_int_equal(record_of(world, PRACTISED_RULES)->count, 3);
	assert_int_equal(record_of(world, PRACTISED_RULES)->months[LAST], PRACTICE_QUIET);
	assert_int_equal(record_of(world, PRACTISED_RULES)->months[LAST - 4], PRACTICE_DONE);
}

static void notes_of_other_teams_are_not_its_own(void **state)
{
	struct world *world = *state;
	const struct note items[] = {
		{"someone", at("2026-06-01T00:00:00Z"), "theirs", ""},
		{world->team.id, at("2026-08-01T00:00:00Z"), "ours", ""},
	};
	const struct notes notes = {items, 2};
	const struct practice_record *record =
		&made_of(world, &notes)->records[PRACTISED_NOTES];

	assert_int_equal(record->count, 1);
	assert_int_equal(record->months[LAST - 3], PRACTICE_UNCOLLECTED);
	assert_int_equal(record->months[LAST - 1], PRACTICE_FIRST);
}

static void walkarounds_are_not_concerns(void **state)
{
	struct world *world = *state;

	world_walkaround(world, at("2026-08-01T00:00:00Z"));
	assert_int_equal(record_of(world, PRACTISED_WALKAROUNDS)->months[LAST - 1],
			 PRACTICE_FIRST);
	assert_int_equal(record_of(world, PRACTISED_CONCERNS)->months[LAST - 1],
			 PRACTICE_QUIET);
}

/* -- words --------------------------------------------------------------------------------- */

static void assert_says(struct world *world, enum practised practised, const char *expected)
{
	const struct practice_record *record = record_of(world, practised);
	struct wording wording = wording_of(&world->scorecard, true);
	struct buffer words;

	buffer_init(&words);
	practised_add_sentence(&words, &wording, practised, record,
			       world_reading(world, practised_capacity(practised)), 12);
	assert_string_equal(words.bytes, expected);
	buffer_release(&words);
}

static void a_sentence_says_how_it_is_known(void **state)
{
	struct world *world = *state;

	assert_says(world, PRACTISED_NEEDS,
		    "Needs: not collected yet: recording what the team says it needs to be "
		    "secure begins it.");
	world_need(world, at("2026-07-10T00:00:00Z"), INSTANT_NONE);
	assert_says(world, PRACTISED_NEEDS,
		    "Needs: in 1 of the 3 months collected of the last 12, first in Jul 2026; "
		    "attested 10 Jul.");
	world_need(world, at("2026-08-10T00:00:00Z"), at("2026-09-10T00:00:00Z"))
		->record.source = "tracker";
	assert_says(
		world, PRACTISED_NEEDS,
		"Needs: in each of the 3 months collected of the last 12, first in Jul 2026; "
		"attested 10 Sep.");
	world_walkaround(world, at("2020-07-10T00:00:00Z"));
	assert_says(
		world, PRACTISED_WALKAROUNDS,
		"Walkarounds: in none of the last 12 months, first in Jul 2020; expired: the "
		"newest is of 10 Jul 2020.");
}

#define PRACTICES_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		PRACTICES_TEST(months_are_those_of_the_organisation),
		PRACTICES_TEST(the_newest_month_holds_the_last_second),
		PRACTICES_TEST(four_states_are_told_apart),
		PRACTICES_TEST(the_first_may_lie_before_all_months),
		PRACTICES_TEST(nothing_at_or_after_as_of_exists),
		PRACTICES_TEST(a_collector_that_ended_is_no_quiet_month),
		PRACTICES_TEST(a_meeting_without_the_team_is_a_quiet_month),
		PRACTICES_TEST(a_real_attempt_is_no_exercise),
		PRACTICES_TEST(rules_are_added_reviewed_and_retired),
		PRACTICES_TEST(notes_of_other_teams_are_not_its_own),
		PRACTICES_TEST(walkarounds_are_not_concerns),
		PRACTICES_TEST(a_sentence_says_how_it_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
