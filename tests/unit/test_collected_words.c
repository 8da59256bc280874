/* What is collected, said of readings in each state. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "capacity/registry.h"
#include "report/topic.h"

#define AS_OF 1790812800 /* 2026-10-01T00:00:00Z */
#define SERVICES 3

static const struct wording wording = {
	.zone = &zone_utc,
	.period = {.as_of = AS_OF, .window_days = 84, .bands = BAND_EDITION_2019},
};
static const struct service services[SERVICES] = {
	{.id = "ledger", .name = "Ledger"},
	{.id = "gateway", .name = "Gateway"},
	{.id = "wallet", .name = "Wallet"},
};

static void add_line(void *context, const struct passage *passage)
{
	buffer_addf(context, "%s | %s\n", passage->heading, passage->text);
}

/* The lines of a team with one capacity, in these states of the team and of its services. */
static void assert_lines(const char *capacity, enum reading_state team,
			 const enum reading_state *states, size_t count, instant covered_until,
			 const char *expected)
{
	struct service_card cards[SERVICES];
	struct reading readings[SERVICES + 1];
	struct team_card card = {.readings = &readings[SERVICES], .reading_count = 1};
	struct passage_reader reader;
	struct buffer lines;

	for (size_t i = 0; i <= SERVICES; i++)
		readings[i] = (struct reading){.capacity = capacity_find(capacity),
					       .state = i < count ? states[i] : team,
					       .value = (double)NAN,
					       .covered_until = INSTANT_NONE};
	readings[SERVICES].state = team;
	readings[SERVICES].covered_until = covered_until;
	for (size_t i = 0; i < count; i++)
		cards[i] = (struct service_card){&services[i], &readings[i], 1};
	card.services = cards;
	card.service_count = count;
	buffer_init(&lines);
	reader = (struct passage_reader){add_line, &lines};
	topic_collected.each_passage(&wording, &card, &reader);
	assert_string_equal(lines.bytes, expected);
	buffer_release(&lines);
}

static void test_services_are_named(void **state)
{
	static const enum reading_state all[] = {READING_MEASURED, READING_QUIET, READING_FEW};
	static const enum reading_state some[] = {READING_UNCOLLECTED, READING_QUIET,
						  READING_UNCOLLECTED};

	(void)state;
	assert_lines("restore_time", READING_MEASURED, all, 1, INSTANT_NONE,
		     "Collected | Restore time: of Ledger.\n");
	assert_lines("restore_time", READING_MEASURED, all, 3, INSTANT_NONE,
		     "Collected | Restore time: of Ledger, Gateway and Wallet.\n");
	assert_lines("restore_time", READING_QUIET, some, 3, INSTANT_NONE,
		     "Collected of some services | Restore time: of Gateway; not of Ledger and "
		     "Wallet.\n");
}

static void test_coverage_is_told(void **state)
{
	static const enum reading_state one[] = {READING_MEASURED};
	static const enum reading_state none[] = {READING_UNCOLLECTED};

	(void)state;
	assert_lines("deploy_cadence", READING_MEASURED, one, 1, AS_OF - 42 * SECONDS_PER_DAY,
		     "Collected | Deploy cadence: of Ledger; known up to 19 Aug.\n");
	assert_lines("deploy_cadence", READING_UNCOLLECTED, none, 1,
		     AS_OF - 151 * SECONDS_PER_DAY,
		     "Not collected any more | Deploy cadence: not collected since 3 May.\n");
}

static void test_what_is_not_collected_says_how_it_begins(void **state)
{
	static const enum reading_state none[] = {READING_UNCOLLECTED};

	(void)state;
	assert_lines("restore_time", READING_UNCOLLECTED, none, 1, INSTANT_NONE,
		     "Not collected yet | Restore time: recording incidents begins it.\n");
}

static void test_a_practice_is_the_teams(void **state)
{
	(void)state;
	assert_lines("needs_met", READING_QUIET, NULL, 0, INSTANT_NONE,
		     "Collected | Needs met: of the team.\n");
	/* What is read from the YAML alone needs no collecting. */
	assert_lines("ownership", READING_MEASURED, NULL, 0, INSTANT_NONE, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_services_are_named),
		cmocka_unit_test(test_coverage_is_told),
		cmocka_unit_test(test_what_is_not_collected_says_how_it_begins),
		cmocka_unit_test(test_a_practice_is_the_teams),
	};

	return cmocka_run_group_tests_name("collected words", tests, NULL, NULL);
}
