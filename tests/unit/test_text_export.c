/* The text export: its layout, its width, its ASCII form, and that it is the same each time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/text.h"
#include "capacity/registry.h"
#include "export/text.h"

#define MINUTE 60.0
#define HOUR 3600.0
#define DAY 86400.0
#define READINGS_MAX 24
#define WEEKS 12
#define VERSION "9.9.9"

/* -- a scorecard made by hand -------------------------------------------------------------- */

static const int32_t offset_seconds[] = {-5 * 3600};
static const double growing_rates[WEEKS] = {3, 3, 3, 3, 4, 6, 6, 5, 7, 6, 7, 7};
static const double quicker_times[WEEKS] = {60 * MINUTE, 45 * MINUTE, VALUE_NONE,  40 * MINUTE,
					    35 * MINUTE, 30 * MINUTE, 30 * MINUTE, 25 * MINUTE,
					    22 * MINUTE, 20 * MINUTE, 16 * MINUTE, 14 * MINUTE};

static const struct goal goals[] = {
	{.capacity = "deploy_cadence", .value = 5},
	{.capacity = "restore_time", .value = HOUR},
	{.capacity = "patch_freshness",
	 .value = 0.95,
	 .share = {95, 100},
	 .within_seconds = 30 * 86400,
	 .has_review = true,
	 .review_day = 20788}, /* 2026-12-01 */
};

static const struct slo slos[] = {
	{.id = "availability", .name = "Availability", .target = {999, 1000}},
	{.id = "latency", .name = "Latency", .target = {95, 100}},
};

static const struct service services[] = {
	{.id = "ledger", .name = "Ledger", .slos = slos, .slo_count = 2, .owner_count = 1},
	{.id = "gateway", .name = "Gateway", .owner_count = 1, .index = 1},
	/* Foreign text of every unfriendly kind. */
	{.id = "x",
	 .name = "\x1b[31mred\x1b[0m \xe2\x80\xae evil",
	 .owner_count = 2,
	 .index = 2},
	{.id = "y",
	 .name = "service/with-a-name-that-is-longer-than-any-line-of-eighty-columns-could-"
		 "ever-hold-without-a-break",
	 .owner_count = 1,
	 .index = 3},
};
static const struct service *const payments_services[] = {&services[0], &services[1]};
static const struct service *const foreign_services[] = {&services[2], &services[3]};

static const struct group groups[] = {
	{.id = "commerce", .name = "Commerce", .parent = CATALOG_NO_GROUP},
	{.id = "money", .name = "Money", .parent = 0},
};

static const struct team teams[] = {
	{.id = "payments",
	 .name = "Payments",
	 .purpose = "Moves customers' money, safely.",
	 .champion = "Zo\xc3\xab Duarte",
	 .group = 1,
	 .goals = goals,
	 .goal_count = 3,
	 .services = payments_services,
	 .service_count = 2},
	{.id = "foreign",
	 .name = "\xe6\x94\xaf\xe6\x89\x95\xe3\x81\x84\xe3\x83\x81\xe3\x83\xbc\xe3\x83\xa0\xe3"
		 "\x81"
		 "\xae\xe9\x95\xb7\xe3\x81\x84\xe5\x90\x8d\xe5\x89\x8d",
	 .purpose =
		 "Line\nbreak\tand \x07 bell, then a very long purpose that has to be broken "
		 "into more than one line because it would not fit into one of eighty.",
	 .group = CATALOG_NO_GROUP,
	 .services = foreign_services,
	 .service_count = 2},
	{.id = "new", .name = "New", .group = CATALOG_NO_GROUP},
};

static struct catalog catalog = {
	.organization = "Northwind",
	.zone = {"America/Chicago", NULL, offset_seconds, 0},
	.groups = groups,
	.group_count = 2,
	.teams = teams,
	.team_count = 3,
	.services = services,
	.service_count = 4,
};

static struct reading readings[3][READINGS_MAX];
static struct reading service_readings[4][READINGS_MAX];
static struct service_card service_cards[4];
static struct team_card cards[3];
static struct slo_reading slo_readings[2];
static struct component_reading components[2];
static const struct capacity *because[1];

/* The first is older than the window, the last about another capacity. */
static const struct note notes[] = {
	{"payments", 1780000000, "on-call in pairs", "restore_time"},
	{"payments", 1784048400, "rehearsed the queue replay with everybody", "restore_time"},
	{"payments", 1787418000, "\x1b[2J everybody", ""},
	{"payments", 1787418000, "smaller changes", "lead_time"},
};

static struct scorecard scorecard = {
	.catalog = &catalog,
	/* 2026-10-01T00:00:00 in Chicago */
	.period = {.as_of = 1790830800, .window_days = 84, .bands = BAND_EDITION_2019},
	.teams = cards,
	.team_count = 3,
	.notes = {notes, 4},
};

static size_t readings_init(struct reading *row, bool is_team)
{
	size_t count = 0;

	memset(row, 0, READINGS_MAX * sizeof(*row));
	for (size_t i = 0; capacity_registry[i]; i++) {
		if (!is_team && capacity_registry[i]->is_team_only)
			continue;
		row[count].capacity = capacity_registry[i];
		row[count].value = VALUE_NONE;
		row[count].previous.value = VALUE_NONE;
		row[count].test_p = VALUE_NONE;
		row[count].covered_until = INSTANT_NONE;
		count++;
	}
	return count;
}

static struct reading *reading_in(struct reading *row, const char *capacity)
{
	while (strcmp(row->capacity->id, capacity) != 0)
		row++;
	return row;
}

static struct reading *measure(struct reading *row, const char *capacity, double value,
			       double hits, size_t n)
{
	struct reading *reading = reading_in(row, capacity);

	reading->state = READING_MEASURED;
	reading->value = value;
	reading->hits = hits;
	reading->n = n;
	return reading;
}

static void set_test(struct reading *reading, enum verdict verdict, const char *test, double p,
		     size_t previous_n, size_t n)
{
	reading->change = verdict;
	reading->test = test;
	reading->test_p = p;
	reading->test_n[0] = previous_n;
	reading->test_n[1] = n;
}

static void set_previous(struct reading *reading, double value, double hits, size_t n)
{
	reading->previous.state = READING_MEASURED;
	reading->previous.value = value;
	reading->previous.hits = hits;
	reading->previous.n = n;
}

static void add_detail(struct reading *reading, const char *name, double value)
{
	reading->details[reading->detail_count].name = name;
	reading->details[reading->detail_count++].value = value;
}

static void exclude(struct reading *reading, const char *reason, size_t count)
{
	reading->excluded[reading->excluded_count].reason = reason;
	reading->excluded[reading->excluded_count++].count = count;
}

static void payments_make(struct reading *row)
{
	struct reading *reading = measure(row, "deploy_cadence", 65.0 / 12, 0, 65);

	reading->goal = &goals[0];
	reading->goal_met = GOAL_MET;
	reading->has_interval = true;
	reading->interval = (struct interval){4.18, 6.65};
	reading->has_usual = true;
	reading->usual = (struct process_limits){2.1, 4.3, 6.5};
	reading->weekly = growing_rates;
	reading->week_count = WEEKS;
	set_previous(reading, 49.0 / 12, 0, 49);
	set_test(reading, VERDICT_STEADY, "mann_whitney", 0.061, 12, 12);
	add_detail(reading, "deploy_days", 40);
	exclude(reading, "rollback", 2);

	reading = measure(row, "restore_time", 21 * MINUTE, 0, 12);
	reading->goal = &goals[1];
	reading->goal_met = GOAL_MET;
	reading->has_usual = true;
	reading->usual = (struct process_limits){26 * MINUTE, 40 * MINUTE, 60 * MINUTE};
	reading->shift = (struct reading_shift){
		.side = -1,
		.begin = 1790830800 - 9 * SECONDS_PER_WEEK,
		.week_count = 9,
		.median = 18 * MINUTE,
	};
	reading->weekly = quicker_times;
	reading->week_count = WEEKS;
	set_previous(reading, 45 * MINUTE, 0, 9);
	set_test(reading, VERDICT_GROWING, "mann_whitney", 0.0031, 9, 12);
	add_detail(reading, "p90", 2.5 * HOUR);
	add_detail(reading, "open", 0);
	add_detail(reading, "within_goal", 11);
	exclude(reading, "planned", 1);

	reading = reading_in(row, "lead_time");
	reading->state = READING_QUIET;
	reading = measure(row, "change_success", 2.0 / 3, 2, 3);
	reading->state = READING_FEW;

	slo_readings[0] = (struct slo_reading){&services[0], &slos[0], true, NULL, 9995,
					       10000,	     0.9995,   0.5,  true};
	slo_readings[1] = (struct slo_reading){
		&services[0], &slos[1],	  false, "no traffic in its window", 0, 0,
		VALUE_NONE,   VALUE_NONE, false};
	reading = measure(row, "slo_attainment", 1, 1, 1);
	reading->slos = slo_readings;
	reading->slo_count = 2;
	exclude(reading, "no traffic in its window", 1);

	components[0] = (struct component_reading){
		&services[0], "pkg:deb/debian/openssl", "3.0.14", NULL, INSTANT_NONE, 0, true,
		NULL};
	components[1] = (struct component_reading){&services[1], "pkg:npm/\x1b]0;x\x07",
						   "1.2.3",	 "1.2.4",
						   1786000000,	 45 * DAY,
						   false,	 NULL};
	reading = measure(row, "patch_freshness", 0.5, 1, 2);
	reading->goal = &goals[2];
	reading->goal_met = GOAL_NOT_MET;
	reading->components = components;
	reading->component_count = 2;
	add_detail(reading, "budget_left", -9);
	measure(row, "ownership", 1, 2, 2);
}

static int scorecard_build(void **state)
{
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		cards[i].team = &teams[i];
		cards[i].readings = readings[i];
		cards[i].reading_count = readings_init(readings[i], true);
		cards[i].service_count = teams[i].service_count;
	}
	cards[0].services = service_cards;
	cards[1].services = service_cards + 2;
	for (size_t i = 0; i < 4; i++) {
		service_cards[i].service = &services[i];
		service_cards[i].readings = service_readings[i];
		service_cards[i].reading_count = readings_init(service_readings[i], false);
	}
	payments_make(readings[0]);
	measure(service_readings[0], "restore_time", 14 * MINUTE, 0, 8)->has_bands = true;
	reading_in(service_readings[0], "restore_time")->bands = BAND_ELITE;
	measure(service_readings[1], "restore_time", 3 * DAY, 0, 5)->has_bands = true;
	because[0] = capacity_find("patch_freshness");
	cards[0].invest = INVEST_ENHANCE;
	cards[0].because = because;
	cards[0].because_count = 1;
	reading_in(readings[1], "restore_time")->covered_until = 1777766400;
	measure(readings[1], "deploy_cadence", 0.25, 0, 3);
	return 0;
}

/* -- checks -------------------------------------------------------------------------------- */

static struct buffer text;

static int text_init(void **state)
{
	buffer_init(&text);
	return scorecard_build(state);
}

static int text_release(void **state)
{
	(void)state;
	buffer_release(&text);
	return 0;
}

static const struct evidence events[] = {
	{&services[0], 1788282000, 1788283000, VALUE_NONE, false, "planned", "CHG-77", "", 0,
	 0},
	{&services[1], 1788364920, 1788367800, 48 * MINUTE, false, NULL, "INC-198", "", 0, 0},
	{&services[0], 1789749600, 1789750440, 14 * MINUTE, false, NULL, "INC-204",
	 "queue replay from runbook", 0, 0},
	{&services[3], 1789749601, INSTANT_NONE, 3 * DAY, true, NULL,
	 "an-id-that-does-not-end-an-id-that-does-not-end-an-id-that-does-not-end-0123456789",
	 "\xe2\x80\xae\x1b[2J a title", 0, 0},
};
#define EVENT_COUNT (sizeof(events) / sizeof(events[0]))

enum document {
	DOCUMENT_OVERVIEW,
	DOCUMENT_TEAM,
	DOCUMENT_FOREIGN_TEAM,
	DOCUMENT_EMPTY_TEAM,
	DOCUMENT_READING,
	DOCUMENT_SLOS,
	DOCUMENT_COMPONENTS,
	DOCUMENT_NOTHING,
	DOCUMENT_SNAPSHOT,
	DOCUMENT_COUNT,
};

static void write_reading(const struct team_card *card, const char *capacity, size_t count,
			  bool is_ascii)
{
	text_write_reading(&text, &scorecard, card, team_card_reading(card, capacity), events,
			   count, VERSION, is_ascii);
}

static void write_document(enum document document, bool is_ascii)
{
	const struct team_card *const all[] = {&cards[0], &cards[1], &cards[2]};

	buffer_clear(&text);
	switch (document) {
	case DOCUMENT_OVERVIEW:
		text_write_overview(&text, &scorecard, VERSION, is_ascii);
		break;
	case DOCUMENT_TEAM:
	case DOCUMENT_FOREIGN_TEAM:
	case DOCUMENT_EMPTY_TEAM:
		text_write_team(&text, &scorecard, &cards[document - DOCUMENT_TEAM], VERSION,
				is_ascii);
		break;
	case DOCUMENT_READING:
		write_reading(&cards[0], "restore_time", EVENT_COUNT, is_ascii);
		break;
	case DOCUMENT_SLOS:
		write_reading(&cards[0], "slo_attainment", 2, is_ascii);
		break;
	case DOCUMENT_COMPONENTS:
		write_reading(&cards[0], "patch_freshness", 2, is_ascii);
		break;
	case DOCUMENT_NOTHING:
		write_reading(&cards[2], "lead_time", 0, is_ascii);
		break;
	case DOCUMENT_SNAPSHOT:
	case DOCUMENT_COUNT:
		text_write_snapshot(&text, &scorecard, all, 3, VERSION, is_ascii);
		break;
	}
}

static void assert_says(const char *expected)
{
	if (!strstr(text.bytes, expected))
		fail_msg("no '%s' in:\n%s", expected, text.bytes);
}

static void assert_lines_fit(void)
{
	const char *line = text.bytes;

	assert_int_equal(text.bytes[text.length_bytes - 1], '\n');
	while (*line) {
		char one[1024] = "";
		size_t length = strcspn(line, "\n");

		assert_true(length < sizeof(one));
		memcpy(one, line, length);
		if (text_width_cells(one) > TEXT_COLUMNS)
			fail_msg("over 80 columns: '%s'", one);
		if (length && one[length - 1] == ' ')
			fail_msg("spaces at the end: '%s'", one);
		line += length + 1;
	}
}

static void test_eighty_columns_always(void **state)
{
	(void)state;
	for (int document = 0; document < DOCUMENT_COUNT; document++) {
		for (int is_ascii = 0; is_ascii < 2; is_ascii++) {
			write_document((enum document)document, is_ascii);
			assert_true(text_is_utf8(text.bytes, text.length_bytes));
			assert_int_equal(strlen(text.bytes), text.length_bytes);
			assert_lines_fit();
		}
	}
}

static void test_ascii_is_pure(void **state)
{
	(void)state;
	for (int document = 0; document < DOCUMENT_COUNT; document++) {
		write_document((enum document)document, true);
		for (size_t i = 0; i < text.length_bytes; i++)
			if (text.bytes[i] != '\n')
				assert_in_range(text.bytes[i], 0x20, 0x7e);
	}
	write_document(DOCUMENT_TEAM, true);
	assert_says("Zoe Duarte");
	assert_says("5 a week, met");
}

/* No byte of foreign text is obeyed by a terminal. */
static void test_foreign_text_is_shown(void **state)
{
	(void)state;
	for (int document = 0; document < DOCUMENT_COUNT; document++) {
		write_document((enum document)document, false);
		for (size_t i = 0; i < text.length_bytes; i++)
			assert_true((unsigned char)text.bytes[i] >= 0x20 ||
				    text.bytes[i] == '\n');
		assert_null(strstr(text.bytes, "\xe2\x80\xae"));
	}
	write_document(DOCUMENT_FOREIGN_TEAM, false);
	assert_says("Line<U+000A>break<U+0009>and <U+0007> bell");
}

static void test_same_bytes_twice(void **state)
{
	struct buffer first;

	(void)state;
	buffer_init(&first);
	for (int document = 0; document < DOCUMENT_COUNT; document++) {
		write_document((enum document)document, false);
		buffer_clear(&first);
		buffer_add(&first, text.bytes, text.length_bytes);
		write_document((enum document)document, false);
		assert_string_equal(first.bytes, text.bytes);
	}
	buffer_release(&first);
}

static void test_each_names_what_it_speaks_for(void **state)
{
	(void)state;
	for (int document = 0; document < DOCUMENT_COUNT; document++) {
		write_document((enum document)document, false);
		assert_says("2026-10-01 00:00:00 America/Chicago (2026-10-01T05:00:00Z)");
		assert_says("12 weeks to 30 Sep 2026");
		assert_says("84 days");
		assert_says("DORA 2019");
		assert_says("aplomb " VERSION);
	}
}

static void test_overview(void **state)
{
	(void)state;
	write_document(DOCUMENT_OVERVIEW, true);
	assert_string_equal(
		text.bytes,
		"Northwind: all teams                                     12 weeks to 30 Sep "
		"2026\n"
		"\n"
		"                    Deploy         Restore        SLO            Patch\n"
		"  Team              cadence        time           attainment     freshness\n"
		"Commerce / Money\n"
		"  Payments          5.4/wk __+#@ - 21 min _-=*@ + 1/1          . 1/2          "
		".\n"
		"Other teams\n"
		"  ????????????????~ 0.25/wk      . not collected  not collected  not "
		"collected\n"
		"  New               not collected  not collected  not collected  not "
		"collected\n"
		"\n"
		"  + growing   - steady   ? worth a conversation   . gathering\n"
		"as of 2026-10-01 00:00:00 America/Chicago (2026-10-01T05:00:00Z) - 84 days -\n"
		"bands: DORA 2019 - aplomb 9.9.9\n");
}

static void test_overview_of_nothing_says_how_to_begin(void **state)
{
	struct scorecard nothing = scorecard;

	(void)state;
	nothing.teams = &cards[2];
	nothing.team_count = 1;
	buffer_clear(&text);
	text_write_overview(&text, &nothing, VERSION, false);
	assert_says("Nothing is collected yet. 'aplomb import git");
	assert_lines_fit();
	nothing.team_count = 0;
	buffer_clear(&text);
	text_write_overview(&text, &nothing, VERSION, false);
	assert_says("No teams yet: 'aplomb init'");
}

static void test_team(void **state)
{
	(void)state;
	write_document(DOCUMENT_TEAM, true);
	assert_string_equal(
		text.bytes,
		"Payments                                                 12 weeks to 30 Sep "
		"2026\n"
		"Moves customers' money, safely.\n"
		"Commerce / Money - security champion Zoe Duarte\n"
		"\n"
		"  Capacity         Now                  n  12 weeks      Change\n"
		"Delivery\n"
		"  Deploy cadence   5.4 a week          65  ____-**+@*@@  - steady\n"
		"    goal           5 a week, met\n"
		"    interval       likely between 4.2 and 6.7 a week\n"
		"    usual          2.1 to 6.5 a week                          +-------o--+\n"
		"  Lead time        nothing happened in 12 weeks\n"
		"  Change success   2 of 3               3                . gathering\n"
		"Reliability\n"
		"  Restore time     21 min              12  _. -===+**#@  + growing\n"
		"    goal           1 h, met\n"
		"    usual          26 to 60 min                               +----------+  "
		"o\n"
		"  SLO attainment   1 of 1               1                . gathering\n"
		"Security\n"
		"  Patch freshness  1 of 2               2                . gathering\n"
		"    goal           95 % within 30 days, room to grow\n"
		"  Secure settings  not collected yet\n"
		"Practices\n"
		"  Ownership        2 of 2               2\n"
		"  Not collected yet: Reporting, Defence, Needs met, Concerns closed, Lessons\n"
		"  acted on, Shadowing, Champions, Simplification, Planned work;\n"
		"  aplomb-capacities(7) says how to begin.\n"
		"\n"
		"Services                                      bands: DORA 2019\n"
		"  Ledger\n"
		"    Restore time     14 min              8  . elite\n"
		"    not collected yet: Deploy cadence, Lead time, Change success, SLO\n"
		"      attainment, Patch freshness, Secure settings\n"
		"  Gateway\n"
		"    Restore time     3 days              5  . between medium and low\n"
		"    not collected yet: Deploy cadence, Lead time, Change success, SLO\n"
		"      attainment, Patch freshness, Secure settings\n"
		"\n"
		"Where to invest next: security enhancements (Patch freshness). Which update\n"
		"would you like help with?\n"
		"\n"
		"as of 2026-10-01 00:00:00 America/Chicago (2026-10-01T05:00:00Z) - 84 days -\n"
		"bands: DORA 2019 - aplomb 9.9.9\n");
}

static void test_reading(void **state)
{
	(void)state;
	write_document(DOCUMENT_READING, true);
	assert_string_equal(
		text.bytes,
		"Payments - Restore time                                  12 weeks to 30 Sep "
		"2026\n"
		"\n"
		"Half of 12 restores took 21 minutes or less. Since 30 Jul about 18 "
		"minutes;\n"
		"before, 26 to 60 minutes.\n"
		"\n"
		"    rule           Counted are production incidents whose impact began in "
		"the\n"
		"                   window: the time from that to restored service. One that "
		"is\n"
		"                   still open ranks above all restored ones and counts with "
		"its\n"
		"                   time so far or the longest restore of the window, "
		"whichever\n"
		"                   is larger. Planned maintenance, other environments and\n"
		"                   incidents restored before they started are left out. The\n"
		"                   value is the median: half of the restores took that or "
		"less.\n"
		"    arithmetic     12 restores in order of time taken; the median is the mean "
		"of\n"
		"                   the 6th and the 7th: 21 min (1260 s).\n"
		"    goal           1 h, met\n"
		"    usual          26 to 60 min                               +----------+  "
		"o\n"
		"    change         Growing: 21 min now, 45 min in the 12 weeks before\n"
		"                   (Mann-Whitney test on 9 and 12 restores, p = 0.0031).\n"
		"    shift          Since 30 Jul all 9 weekly values are quicker than the "
		"middle\n"
		"                   of the usual range.\n"
		"    beside it      nine in ten took at most 2.5 h\n"
		"    beside it      11 of 12 within the goal\n"
		"\n"
		"Services                                      bands: DORA 2019\n"
		"  Ledger             14 min              8  . elite\n"
		"  Gateway            3 days              5  . between medium and low\n"
		"\n"
		"What was noted\n"
		"  14 Jul  rehearsed the queue replay with everybody\n"
		"  22 Aug  <U+001B>[2J everybody\n"
		"\n"
		"12 restores counted, 1 left out: planned maintenance\n"
		"  01 Sep 12:00  Ledger              left out: planned maintenance  CHG-77\n"
		"  02 Sep 11:02  Gateway             48 min            INC-198\n"
		"  18 Sep 11:40  Ledger              14 min            INC-204  queue replay "
		"from\n"
		"                                      runbook\n"
		"  18 Sep 11:40  service/with-a-na~  open 3 days so far\n"
		"                                      "
		"an-id-that-does-not-end-an-id-that-does-no\n"
		"                                      "
		"t-end-an-id-that-does-not-end-0123456789\n"
		"                                      <U+202E><U+001B>[2J a title\n"
		"\n"
		"What did you practise that helped on the day?\n"
		"\n"
		"as of 2026-10-01 00:00:00 America/Chicago (2026-10-01T05:00:00Z) - 84 days -\n"
		"bands: DORA 2019 - aplomb 9.9.9\n");
}

static void test_snapshot(void **state)
{
	(void)state;
	write_document(DOCUMENT_SNAPSHOT, true);
	/* What a scorecard says briefly, a snapshot says too, and more. */
	assert_says("team       Payments\n"
		    "id         payments\n"
		    "group      Commerce / Money\n"
		    "purpose    Moves customers' money, safely.\n"
		    "champion   Zoe Duarte\n");
	assert_says(
		"    before         4.1 a week (49 deployments)\n"
		"    change         Steady: 5.4 a week now, 4.1 a week in the 12 weeks before\n"
		"                   (Mann-Whitney test on 12 and 12 weeks, p = 0.061).\n"
		"    beside it      deployed on 40 days\n"
		"    events         2 left out: rollbacks\n");
	assert_says("    goal           95 % within 30 days, room to grow, review by 1 Dec "
		    "2026\n");
	assert_says(
		"    SLO            Ledger, Availability: kept: 99.95 %, target 99.9 %, 50 % "
		"of\n"
		"                   error budget left\n"
		"    SLO            Ledger, Latency: left out: no traffic in its window\n");
	assert_says("  Restore time     not collected since 2 May\n");
	assert_says("What was noted\n"
		    "  14 Jul  Restore time: rehearsed the queue replay with everybody\n"
		    "  22 Aug  <U+001B>[2J everybody\n"
		    "  22 Aug  Lead time: smaller changes\n"
		    "\n");
	assert_says("id         new\n");
	assert_says("Where to invest next: security enhancements (Patch freshness). Which "
		    "update\nwould you like help with?\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_eighty_columns_always),
		cmocka_unit_test(test_ascii_is_pure),
		cmocka_unit_test(test_foreign_text_is_shown),
		cmocka_unit_test(test_same_bytes_twice),
		cmocka_unit_test(test_each_names_what_it_speaks_for),
		cmocka_unit_test(test_overview),
		cmocka_unit_test(test_overview_of_nothing_says_how_to_begin),
		cmocka_unit_test(test_team),
		cmocka_unit_test(test_reading),
		cmocka_unit_test(test_snapshot),
	};

	return cmocka_run_group_tests(tests, text_init, text_release);
}
