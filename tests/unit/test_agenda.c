/* The agenda of a champions' meeting: since when, which one conversation, what waits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "capacity/registry.h"
#include "report/agenda_words.h"
#include "scorecard/agenda_make.h"

#define AS_OF INT64_C(1790812800) /* 2026-10-01T00:00:00Z */
#define DAY SECONDS_PER_DAY
#define READINGS 4

/* Two teams, one of which is looked at; its readings are the test's to change. */
struct world {
	struct team teams[3];
	struct catalog catalog;
	struct goal goals[READINGS];
	struct reading readings[READINGS];
	struct team_card card;
	struct scorecard scorecard;
	struct team_history histories[3];
	struct history history;
	struct agenda agenda;
};

static const char *const ids[READINGS] = {"deploy_cadence", "lead_time", "needs_met",
					  "concerns_acted_on"};

static void world_begin(struct world *world)
{
	memset(world, 0, sizeof(*world));
	for (size_t i = 0; i < 3; i++) {
		static const char *const names[] = {"zebra", "payments", "anvil"};

		world->teams[i] = (struct team){
			.id = names[i], .name = names[i], .group = CATALOG_NO_GROUP};
	}
	world->catalog.zone = zone_utc;
	world->catalog.teams = world->teams;
	world->catalog.team_count = 3;
	for (size_t i = 0; i < READINGS; i++)
		world->readings[i] = (struct reading){.capacity = capacity_find(ids[i]),
						      .state = READING_MEASURED,
						      .value = 1,
						      .change = VERDICT_STEADY};
	world->card.team = &world->teams[1];
	world->card.readings = world->readings;
	world->card.reading_count = READINGS;
	world->scorecard.catalog = &world->catalog;
	world->scorecard.period = (struct period){AS_OF, 84, BAND_EDITION_2019};
	world->scorecard.teams = &world->card;
	world->scorecard.team_count = 1;
	world->history.teams = world->histories;
}

static const struct agenda_team *make(struct world *world, instant since)
{
	const struct team_card *card = &world->card;

	agenda_release(&world->agenda);
	agenda_make(&world->agenda, &world->scorecard, &world->history, &card, 1, since);
	assert_int_equal(world->agenda.team_count, 1);
	return &world->agenda.teams[0];
}

static void miss_goal(struct world *world, size_t index)
{
	world->readings[index].goal = &world->goals[index];
	world->readings[index].goal_met = GOAL_NOT_MET;
}

/* -- since when ---------------------------------------------------------------------------- */

static void test_since_the_newest_meeting_before_as_of(void **state)
{
	static const struct meeting meetings[] = {
		{.record = {.at = AS_OF - 40 * DAY}},
		{.record = {.at = AS_OF - 9 * DAY}},
		{.record = {.at = AS_OF}},
	};
	struct world world;

	(void)state;
	world_begin(&world);
	world.histories[0].meetings = meetings;
	world.histories[0].meeting_count = 3;
	make(&world, INSTANT_NONE);
	assert_int_equal(world.agenda.since, AS_OF - 9 * DAY);
	assert_int_equal(world.agenda.origin, AGENDA_SINCE_MEETING);
	make(&world, AS_OF - 1);
	assert_int_equal(world.agenda.since, AS_OF - 1);
	assert_int_equal(world.agenda.origin, AGENDA_SINCE_GIVEN);
	agenda_release(&world.agenda);
}

static void test_without_a_meeting_since_the_window_began(void **state)
{
	static const struct meeting meetings[] = {{.record = {.at = AS_OF}}};
	struct buffer words;
	struct world world;
	struct wording wording;

	(void)state;
	buffer_init(&words);
	world_begin(&world);
	world.histories[0].meetings = meetings;
	world.histories[0].meeting_count = 1;
	make(&world, INSTANT_NONE);
	assert_int_equal(world.agenda.since, AS_OF - 84 * DAY);
	assert_int_equal(world.agenda.origin, AGENDA_SINCE_WINDOW);
	wording = wording_of(&world.scorecard, true);
	agenda_add_since(&words, &wording, &world.agenda);
	assert_string_equal(words.bytes, "Since the window began, 9 Jul 2026. No champions' "
					 "meeting is recorded before it ends.");
	world.history.teams = NULL;
	make(&world, INSTANT_NONE);
	assert_int_equal(world.agenda.origin, AGENDA_SINCE_WINDOW);
	agenda_release(&world.agenda);
	buffer_release(&words);
}

/* -- the one conversation ------------------------------------------------------------------ */

static void test_no_conversation_where_nothing_calls_for_one(void **state)
{
	const struct agenda_team *team;
	struct world world;

	(void)state;
	world_begin(&world);
	world.readings[0].change = VERDICT_GROWING;
	world.readings[1].goal = &world.goals[1];
	world.readings[1].goal_met = GOAL_UNKNOWN;
	team = make(&world, INSTANT_NONE);
	assert_null(team->conversation);
	assert_int_equal(team->grown_count, 1);
	assert_ptr_equal(team->grown[0], &world.readings[0]);
	agenda_release(&world.agenda);
}

static void assert_chosen(struct world *world, size_t index, enum agenda_reason reason,
			  size_t alike)
{
	const struct agenda_team *team = make(world, INSTANT_NONE);

	assert_ptr_equal(team->conversation, &world->readings[index]);
	assert_int_equal(team->reason, reason);
	assert_int_equal(team->alike_count, alike);
}

static void test_the_conversation_is_the_first_with_the_best_reason(void **state)
{
	const struct agenda_team *team;
	struct buffer words;
	struct world world;

	(void)state;
	buffer_init(&words);
	world_begin(&world);
	miss_goal(&world, 0);
	assert_chosen(&world, 0, AGENDA_ROOM, 1);
	miss_goal(&world, 1);
	assert_chosen(&world, 0, AGENDA_ROOM, 2);
	world.readings[3].change = VERDICT_CONVERSATION;
	assert_chosen(&world, 3, AGENDA_LESS, 1);
	world.readings[2].change = VERDICT_CONVERSATION;
	assert_chosen(&world, 2, AGENDA_LESS, 2);
	team = make(&world, INSTANT_NONE);
	agenda_add_reason(&words, team);
	assert_string_equal(words.bytes,
			    "Why this one: it is less than the same team had before; of 2 of "
			    "which that is true it comes first on the scorecard.");
	miss_goal(&world, 3);
	assert_chosen(&world, 3, AGENDA_LESS_AND_ROOM, 1);
	agenda_release(&world.agenda);
	buffer_release(&words);
}

/* -- what waits, and what was done --------------------------------------------------------- */

static struct loop_item item(instant at, instant closed_at, const char *id)
{
	return (struct loop_item){.record = {.at = at, .source = "", .id = id, .text = id},
				  .closed_at = closed_at};
}

static void test_open_and_closed_are_cut_at_as_of(void **state)
{
	struct loop_item needs[] = {
		item(AS_OF - 60 * DAY, AS_OF - 30 * DAY, "long ago"),
		item(AS_OF - 50 * DAY, AS_OF - 9 * DAY, "at the meeting"),
		item(AS_OF - 40 * DAY, AS_OF - 1, "just now"),
		item(AS_OF - 30 * DAY, AS_OF, "a moment later"),
		item(AS_OF - 10 * DAY, INSTANT_NONE, "young"),
		item(AS_OF, INSTANT_NONE, "not asked yet"),
	};
	struct loop_item concerns[] = {item(AS_OF - 20 * DAY, INSTANT_NONE, "concern")};
	static const char *const open[] = {"a moment later", "concern", "young"};
	static const char *const closed[] = {"at the meeting", "just now"};
	const struct agenda_team *team;
	struct world world;

	(void)state;
	world_begin(&world);
	world.histories[1].needs = needs;
	world.histories[1].need_count = sizeof(needs) / sizeof(needs[0]);
	world.histories[1].concerns = concerns;
	world.histories[1].concern_count = 1;
	team = make(&world, AS_OF - 9 * DAY);
	assert_int_equal(team->open_count, 3);
	for (size_t i = 0; i < 3; i++)
		assert_string_equal(team->open[i].item->record.id, open[i]);
	assert_true(team->open[0].age_seconds == (double)(30 * DAY));
	assert_int_equal(team->closed_count, 2);
	for (size_t i = 0; i < 2; i++)
		assert_string_equal(team->closed[i].item->record.id, closed[i]);
	assert_true(team->closed[0].age_seconds == (double)(41 * DAY));
	agenda_release(&world.agenda);
}

static void test_goals_come_up_four_weeks_ahead(void **state)
{
	int64_t today = AS_OF / DAY - 1;
	const struct agenda_team *team;
	struct world world;

	(void)state;
	world_begin(&world);
	for (size_t i = 0; i < READINGS; i++) {
		static const int days[READINGS] = {29, 28, 0, -1};

		world.readings[i].goal = &world.goals[i];
		world.goals[i].has_review = true;
		world.goals[i].review_day = today + days[i];
	}
	team = make(&world, INSTANT_NONE);
	assert_int_equal(team->review_count, 3);
	assert_ptr_equal(team->reviews[0].reading, &world.readings[1]);
	assert_false(team->reviews[0].is_past);
	assert_false(team->reviews[1].is_past);
	assert_true(team->reviews[2].is_past);
	agenda_release(&world.agenda);
}

/* -- what others wrote --------------------------------------------------------------------- */

/* In the order of the catalog: neither that of names nor that of notes. */
static void test_others_are_quoted_in_the_order_of_the_yaml(void **state)
{
	static const struct note notes[] = {
		{"anvil", AS_OF - 9 * DAY, "first", "lead_time"},
		{"payments", AS_OF - 8 * DAY, "own", "lead_time"},
		{"anvil", AS_OF - 7 * DAY, "of another", "deploy_cadence"},
		{"anvil", AS_OF - 6 * DAY, "of none", ""},
		{"unknown", AS_OF - 5 * DAY, "whose?", "lead_time"},
		{"zebra", AS_OF - 4 * DAY, "zebra's", "lead_time"},
		{"anvil", AS_OF - 3 * DAY, "second", "lead_time"},
		{"anvil", AS_OF, "later", "lead_time"},
	};
	const struct agenda_team *team;
	struct world world;

	(void)state;
	world_begin(&world);
	world.scorecard.notes = (struct notes){notes, sizeof(notes) / sizeof(notes[0])};
	team = make(&world, INSTANT_NONE);
	assert_int_equal(team->account_count, 0);
	world.readings[1].change = VERDICT_CONVERSATION;
	team = make(&world, INSTANT_NONE);
	assert_int_equal(team->account_count, 2);
	assert_ptr_equal(team->accounts[0].team, &world.teams[0]);
	assert_string_equal(team->accounts[0].note->text, "zebra's");
	assert_int_equal(team->accounts[0].earlier_count, 0);
	assert_ptr_equal(team->accounts[1].team, &world.teams[2]);
	assert_string_equal(team->accounts[1].note->text, "second");
	assert_int_equal(team->accounts[1].earlier_count, 1);
	agenda_release(&world.agenda);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_since_the_newest_meeting_before_as_of),
		cmocka_unit_test(test_without_a_meeting_since_the_window_began),
		cmocka_unit_test(test_no_conversation_where_nothing_calls_for_one),
		cmocka_unit_test(test_the_conversation_is_the_first_with_the_best_reason),
		cmocka_unit_test(test_open_and_closed_are_cut_at_as_of),
		cmocka_unit_test(test_goals_come_up_four_weeks_ahead),
		cmocka_unit_test(test_others_are_quoted_in_the_order_of_the_yaml),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
