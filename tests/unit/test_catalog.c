/* What the catalog takes: every key of the native format, several documents, order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "tests/unit/catalog_support.h"

#define assert_same(one, other) assert_true((one) <= (other) && (one) >= (other))

static void place_is(const struct place *place, size_t line, size_t column)
{
	assert_string_equal(place->file, "t.yaml");
	assert_int_equal(place->line, line);
	assert_int_equal(place->column, column);
}

static void share_is(struct share share, int64_t numerator, int64_t denominator)
{
	assert_int_equal(share.numerator * denominator, numerator * share.denominator);
}

/* -- every key ---------------------------------------------------------------------------- */

static const char everything[] =
	"organization: Northwind\n"
	"timezone: America/Chicago\n"
	"bands: 2021\n"
	"goals:\n"
	"  deploy_cadence: 5/week\n"
	"  lead_time: 1d\n"
	"  patch_freshness: {goal: 90% within 30d, review: 2026-12-01}\n"
	"groups:\n"
	"  - {id: commerce, name: Commerce}\n"
	"  - {id: money, parent: commerce}\n"
	"teams:\n"
	"  - id: payments\n"
	"    name: Payments\n"
	"    group: money\n"
	"    purpose: Moves customers' money, safely.\n"
	"    champion: Inês Duarte\n"
	"    tags: [customer-facing, pci]\n"
	"    collects: [incidents, slo_samples]\n"
	"    goals: {lead_time: 4h}\n"
	"    services:\n"
	"      - id: ledger\n"
	"        name: Ledger\n"
	"        aliases: [ledger-api, \"service/ledger\", \"https://git.example/ledger\"]\n"
	"        slos:\n"
	"          - {id: availability, target: 99.9%}\n"
	"          - {id: latency, name: Quick, target: 0.99, window: 7d, method: timeslices, "
	"slice_target: 95%}\n"
	"      - gateway\n";

static void test_the_organization(void **state)
{
	struct catalog catalog = loaded(everything);

	(void)state;
	assert_string_equal(catalog.organization, "Northwind");
	assert_string_equal(catalog.zone.name, "America/Chicago");
	/* 2026-07-01T00:00:00Z: daylight saving time. */
	assert_int_equal(zone_offset_seconds(&catalog.zone, 1782864000), -5 * 3600);
	assert_int_equal(catalog.bands, BAND_EDITION_2021);
	assert_true(catalog.has_bands);
	catalog_release(&catalog);
}

static void test_groups(void **state)
{
	struct catalog catalog = loaded(everything);

	(void)state;
	assert_int_equal(catalog.group_count, 2);
	assert_string_equal(catalog.groups[0].id, "commerce");
	assert_string_equal(catalog.groups[0].name, "Commerce");
	assert_true(catalog.groups[0].parent == CATALOG_NO_GROUP);
	assert_string_equal(catalog.groups[1].name, "money");
	assert_int_equal(catalog.groups[1].parent, 0);
	place_is(&catalog.groups[1].place, 10, 10);
	catalog_release(&catalog);
}

static void test_a_team(void **state)
{
	struct catalog catalog = loaded(everything);
	const struct team *team = catalog_team(&catalog, "payments");

	(void)state;
	assert_non_null(team);
	assert_string_equal(team->name, "Payments");
	assert_int_equal(team->group, 1);
	assert_string_equal(team->purpose, "Moves customers' money, safely.");
	assert_string_equal(team->champion, "Inês Duarte");
	assert_int_equal(team->tag_count, 2);
	assert_string_equal(team->tags[0], "customer-facing");
	assert_string_equal(team->tags[1], "pci");
	assert_int_equal(team->collects,
			 1U << COLLECTED_INCIDENTS | 1U << COLLECTED_SLO_SAMPLES);
	place_is(&team->place, 12, 9);
	assert_int_equal(team->service_count, 2);
	assert_ptr_equal(team->services[0], catalog_service(&catalog, "ledger"));
	assert_ptr_equal(team->services[1], catalog_service(&catalog, "gateway"));
	catalog_release(&catalog);
}

static void test_services_and_objectives(void **state)
{
	struct catalog catalog = loaded(everything);
	const struct service *ledger = catalog_service(&catalog, "ledger");
	const struct service *gateway = catalog_service(&catalog, "gateway");

	(void)state;
	assert_string_equal(ledger->name, "Ledger");
	assert_int_equal(ledger->index, 0);
	assert_int_equal(ledger->owner_count, 1);
	place_is(&ledger->place, 21, 13);
	assert_int_equal(ledger->alias_count, 3);
	assert_string_equal(ledger->aliases[1], "service/ledger");
	assert_int_equal(ledger->slo_count, 2);
	assert_string_equal(ledger->slos[0].name, "availability");
	share_is(ledger->slos[0].target, 999, 1000);
	assert_int_equal(ledger->slos[0].window_seconds, 28 * SECONDS_PER_DAY);
	assert_int_equal(ledger->slos[0].method, SLO_OCCURRENCES);
	place_is(&ledger->slos[0].place, 25, 18);
	assert_string_equal(ledger->slos[1].id, "latency");
	assert_string_equal(ledger->slos[1].name, "Quick");
	share_is(ledger->slos[1].target, 99, 100);
	assert_int_equal(ledger->slos[1].window_seconds, 7 * SECONDS_PER_DAY);
	assert_int_equal(ledger->slos[1].method, SLO_TIMESLICES);
	share_is(ledger->slos[1].slice_target, 95, 100);
	assert_string_equal(gateway->name, "gateway");
	assert_int_equal(gateway->index, 1);
	assert_int_equal(gateway->alias_count, 0);
	assert_int_equal(gateway->slo_count, 0);
	catalog_release(&catalog);
}

static void test_goals_of_team_and_organization(void **state)
{
	struct catalog catalog = loaded(everything);
	const struct team *team = catalog_team(&catalog, "payments");
	const struct goal *patches = team_goal(team, "patch_freshness");

	(void)state;
	assert_int_equal(catalog.goal_count, 3);
	assert_int_equal(team->goal_count, 3);
	assert_same(team_goal(team, "lead_time")->value, 4 * 3600);
	assert_same(team_goal(team, "deploy_cadence")->value, 5);
	assert_null(team_goal(team, "restore_time"));
	assert_same(patches->value, 0.9);
	share_is(patches->share, 9, 10);
	assert_int_equal(patches->within_seconds, 30 * SECONDS_PER_DAY);
	assert_true(patches->has_review);
	assert_int_equal(patches->review_day, civil_day_number(2026, 12, 1));
	assert_false(team_goal(team, "lead_time")->has_review);
	catalog_release(&catalog);
}

/* -- defaults and forms ------------------------------------------------------------------- */

static void test_only_ids_are_required(void **state)
{
	struct catalog catalog = loaded("teams:\n  - id: payments\n");
	const struct team *team = &catalog.teams[0];

	(void)state;
	assert_string_equal(catalog.organization, "");
	assert_string_equal(catalog.zone.name, "UTC");
	assert_int_equal(catalog.bands, BAND_EDITION_2019);
	assert_false(catalog.has_bands);
	assert_string_equal(team->name, "payments");
	assert_true(team->group == CATALOG_NO_GROUP);
	assert_null(team->purpose);
	assert_null(team->champion);
	assert_int_equal(team->tag_count, 0);
	assert_int_equal(team->collects, 0);
	assert_int_equal(team->goal_count, 0);
	assert_int_equal(team->service_count, 0);
	catalog_release(&catalog);
}

static void test_nothing_is_fine(void **state)
{
	static const char *const empty[] = {"",
					    "\n\n",
					    "# only a comment\n",
					    "---\n...\n",
					    "---\n---\n# x\n---\n",
					    "teams:\n",
					    "\xEF\xBB\xBF"};

	(void)state;
	for (size_t i = 0; i < sizeof(empty) / sizeof(*empty); i++) {
		struct catalog catalog = loaded(empty[i]);

		assert_int_equal(catalog.team_count, 0);
		assert_string_equal(catalog.organization, "");
		catalog_release(&catalog);
	}
}

static void test_keys_without_a_value_are_absent(void **state)
{
	struct catalog catalog =
		loaded("organization:\ntimezone: ~\nbands: null\ngoals:\n"
		       "groups:\nteams:\n"
		       "  - {id: a, name: , group: , purpose: ~, champion: null,"
		       " tags: , collects: , goals: {lead_time: }, services: }\n");

	(void)state;
	assert_string_equal(catalog.organization, "");
	assert_string_equal(catalog.teams[0].name, "a");
	assert_null(catalog.teams[0].champion);
	assert_int_equal(catalog.teams[0].goal_count, 0);
	catalog_release(&catalog);
}

static void test_scalars_are_texts(void **state)
{
	struct catalog catalog =
		loaded("organization: 'null'\n"
		       "teams:\n"
		       "  - {id: 007, name: no, champion: 1.50, tags: [true, 1]}\n"
		       "  - {id: A-b_c.9, name: \"a\\u0301\\e\"}\n");

	(void)state;
	assert_string_equal(catalog.organization, "null");
	assert_string_equal(catalog.teams[0].id, "007");
	assert_string_equal(catalog.teams[0].name, "no");
	assert_string_equal(catalog.teams[0].champion, "1.50");
	assert_string_equal(catalog.teams[0].tags[0], "true");
	assert_string_equal(catalog.teams[1].id, "A-b_c.9");
	/* Escapes stay what they are; they are made visible where they are shown. */
	assert_string_equal(catalog.teams[1].name, "a\xCC\x81\x1B");
	catalog_release(&catalog);
}

static void test_an_id_of_128_characters(void **state)
{
	char text[256];
	struct catalog catalog;

	(void)state;
	snprintf(text, sizeof(text), "teams: [{id: %0128d}]", 1);
	catalog = loaded(text);
	assert_int_equal(strlen(catalog.teams[0].id), 128);
	catalog_release(&catalog);
}

static void test_aliases_of_yaml_expand(void **state)
{
	struct catalog catalog = loaded("teams:\n"
					"  - id: a\n"
					"    tags: &t [one, two]\n"
					"    goals: &g {lead_time: 1d}\n"
					"  - id: b\n"
					"    name: &n Bee\n"
					"    tags: *t\n"
					"    goals: *g\n"
					"  - id: c\n"
					"    name: *n\n"
					"    purpose: &n Sea\n"
					"    champion: *n\n");
	const struct team *b = catalog_team(&catalog, "b");
	const struct team *c = catalog_team(&catalog, "c");

	(void)state;
	assert_int_equal(b->tag_count, 2);
	assert_string_equal(b->tags[1], "two");
	assert_same(team_goal(b, "lead_time")->value, 86400);
	assert_string_equal(c->name, "Bee");
	/* A name given again means the nearest above. */
	assert_string_equal(c->champion, "Sea");
	catalog_release(&catalog);
}

static void test_a_thousand_alias_nodes_and_no_more(void **state)
{
	char text[8192] = "teams:\n  - {id: a, tags: [&x y";
	struct catalog catalog;

	(void)state;
	for (int i = 0; i < 1000; i++)
		strcat(text, ", *x");
	strcat(text, "]}\n");
	catalog = loaded(text);
	assert_int_equal(catalog.teams[0].tag_count, 1001);
	catalog_release(&catalog);
	strcpy(strstr(text, "]}"), ", *x]}\n");
	refused(text, "2:4026: the aliases up to here stand for more than 1000 values; "
		      "write them out");
}

static void test_nesting_of_64(void **state)
{
	char text[256] = "x: ";

	(void)state;
	/* 64 deep with the mapping around: read as YAML, then refused for its key. */
	for (int i = 0; i < 63; i++)
		strcat(text, "[");
	for (int i = 0; i < 63; i++)
		strcat(text, "]");
	refused(text, "1:1: 'x' is not a key of team definitions; the keys are organization, "
		      "timezone, bands, goals, groups and teams");
}

static void test_line_ends_and_byte_order_mark(void **state)
{
	struct catalog catalog =
		loaded("\xEF\xBB\xBFteams:\r\n  - id: a\r\n  - {name: \"é\", id: b}\r\n");

	(void)state;
	place_is(&catalog.teams[0].place, 2, 9);
	/* Columns count characters, not bytes. */
	place_is(&catalog.teams[1].place, 3, 21);
	catalog_release(&catalog);
	refused("\xEF\xBB\xBFteam: []\n",
		"1:1: 'team' is not a key of team definitions; did you mean 'teams'?");
}

static void goal_is(const char *text, double value)
{
	char yaml[128];
	struct catalog catalog;

	snprintf(yaml, sizeof(yaml), "goals: {%s}\n", text);
	catalog = loaded(yaml);
	assert_int_equal(catalog.goal_count, 1);
	if (catalog.goals[0].value < value * (1 - 1e-15) ||
	    catalog.goals[0].value > value * (1 + 1e-15))
		fail_msg("%s: %.17g", text, catalog.goals[0].value);
	catalog_release(&catalog);
}

static void test_goal_grammar(void **state)
{
	(void)state;
	goal_is("deploy_cadence: 5/week", 5);
	goal_is("deploy_cadence: 1.5/week", 1.5);
	goal_is("deploy_cadence: 2/day", 14);
	goal_is("deploy_cadence: 0.5/day", 3.5);
	goal_is("deploy_cadence: 30.4375/month", 7);
	goal_is("deploy_cadence: 4 / month", 28 / 30.4375);
	goal_is("deploy_cadence: {goal: 5/week}", 5);
	goal_is("lead_time: 90m", 5400);
	goal_is("restore_time: 4h", 14400);
	goal_is("lead_time: 2w", 1209600);
	goal_is("change_success: 95%", 0.95);
	goal_is("change_success: 0.95", 0.95);
	goal_is("change_success: 100%", 1);
	goal_is("change_success: '97.5 %'", 0.975);
	goal_is("patch_freshness: 90%", 0.9);
	goal_is("patch_freshness: 0.9 within 4w", 0.9);
	goal_is("shadowing: 3", 3);
	goal_is("shadowing: 2.5", 2.5);
	goal_is("simplification: 0", 0);
}

static void test_windows_of_objectives(void **state)
{
	static const struct {
		const char *text;
		int64_t days;
	} windows[] = {{"1d", 1}, {"24h", 1}, {"4w", 28}, {"366d", 366}, {"1y", 365}};

	(void)state;
	for (size_t i = 0; i < sizeof(windows) / sizeof(*windows); i++) {
		char yaml[160];
		struct catalog catalog;

		snprintf(yaml, sizeof(yaml),
			 "teams: [{id: a, services: [{id: s, slos: [{id: o, target: 1, "
			 "window: %s}]}]}]\n",
			 windows[i].text);
		catalog = loaded(yaml);
		assert_int_equal(catalog.services[0].slos[0].window_seconds,
				 windows[i].days * SECONDS_PER_DAY);
		catalog_release(&catalog);
	}
}

static void test_every_kind_of_record_may_be_collected(void **state)
{
	struct catalog catalog =
		loaded("teams:\n  - id: a\n    collects: [deployments, changes, remediations, "
		       "incidents, "
		       "slo_samples, updates, checks, exercises, work, work]\n");

	(void)state;
	assert_int_equal(catalog.teams[0].collects, (1U << COLLECTED_KIND_COUNT) - 1);
	catalog_release(&catalog);
}

/* -- several documents -------------------------------------------------------------------- */

static void test_documents_add_up(void **state)
{
	struct catalog catalog = loaded("teams:\n  - {id: a, group: late}\n"
					"---\n"
					"organization: Northwind\n"
					"bands: none\n"
					"goals: {lead_time: 1d}\n"
					"---\n"
					"organization: Northwind\n"
					"timezone: UTC\n"
					"bands: none\n"
					"goals: {lead_time: 24h, restore_time: 1h}\n"
					"groups: [{id: late}]\n"
					"teams:\n  - {id: b, goals: {restore_time: 2h}}\n");

	(void)state;
	assert_int_equal(catalog.team_count, 2);
	assert_int_equal(catalog.bands, BAND_EDITION_NONE);
	assert_int_equal(catalog.goal_count, 2);
	assert_int_equal(catalog.teams[0].group, 0);
	assert_same(team_goal(&catalog.teams[0], "restore_time")->value, 3600);
	assert_same(team_goal(&catalog.teams[1], "restore_time")->value, 7200);
	assert_same(team_goal(&catalog.teams[1], "lead_time")->value, 86400);
	catalog_release(&catalog);
}

static void test_groups_go_depth_first(void **state)
{
	static const char *const groups[] = {"x", "x1", "x11", "x2", "y", "y1"};
	static const char *const teams[] = {"in-x",  "in-x11", "in-x2", "also-x2",
					    "in-y1", "free",   "free2"};
	struct catalog catalog = loaded("teams:\n"
					"  - {id: free}\n"
					"  - {id: in-y1, group: y1}\n"
					"  - {id: in-x2, group: x2}\n"
					"  - {id: in-x11, group: x11}\n"
					"  - {id: also-x2, group: x2}\n"
					"  - {id: in-x, group: x}\n"
					"  - {id: free2}\n"
					"groups:\n"
					"  - {id: x11, parent: x1}\n"
					"  - {id: y1, parent: y}\n"
					"  - {id: x}\n"
					"  - {id: x1, parent: x}\n"
					"  - {id: y}\n"
					"  - {id: x2, parent: x}\n");

	(void)state;
	assert_int_equal(catalog.group_count, 6);
	for (size_t i = 0; i < 6; i++)
		assert_string_equal(catalog.groups[i].id, groups[i]);
	assert_int_equal(catalog.groups[2].parent, 1);
	assert_int_equal(catalog.groups[5].parent, 4);
	assert_int_equal(catalog.team_count, 7);
	for (size_t i = 0; i < 7; i++)
		assert_string_equal(catalog.teams[i].id, teams[i]);
	assert_int_equal(catalog.teams[2].group, 3);
	assert_true(catalog.teams[6].group == CATALOG_NO_GROUP);
	catalog_release(&catalog);
}

static void test_a_service_of_two_teams_is_one(void **state)
{
	struct catalog catalog =
		loaded("teams:\n"
		       "  - id: a\n"
		       "    services:\n"
		       "      - other\n"
		       "      - {id: shared, aliases: [one, shared], slos: "
		       "[{id: up, target: 99.9%}, {id: slices, target: 95%, method: "
		       "timeslices, slice_target: 0.9}]}\n"
		       "  - id: b\n"
		       "    services:\n"
		       "      - id: shared\n"
		       "        name: Shared\n"
		       "        aliases: [two, one]\n"
		       "        slos: [{id: up, target: 0.999, window: 4w}, "
		       "{id: fast, target: 95%}, "
		       "{id: slices, target: 0.95, method: timeslices, slice_target: 90%}]\n");
	const struct service *shared = catalog_service(&catalog, "shared");

	(void)state;
	assert_int_equal(catalog.service_count, 2);
	assert_ptr_equal(catalog.teams[0].services[1], shared);
	assert_ptr_equal(catalog.teams[1].services[0], shared);
	assert_int_equal(shared->owner_count, 2);
	assert_string_equal(shared->name, "Shared");
	assert_int_equal(shared->alias_count, 2);
	assert_string_equal(shared->aliases[0], "one");
	assert_string_equal(shared->aliases[1], "two");
	assert_int_equal(shared->slo_count, 3);
	assert_string_equal(shared->slos[2].id, "fast");
	place_is(&shared->place, 5, 14);
	catalog_release(&catalog);
}

/* -- bytes that no tracked file should hold ----------------------------------------------- */

static void bytes_refused(const char *bytes, size_t length, const char *message)
{
	struct error error = {0};
	struct catalog catalog;

	assert_false(
		catalog_load_text(&catalog, "t.yaml", bytes, length, known_capacities, &error));
	assert_int_equal(error.kind, ERROR_INVALID);
	assert_string_equal(error.message, message);
}
#define assert_bytes_refused(bytes, message) \
	bytes_refused((bytes), sizeof(bytes) - 1, "t.yaml:" message)

static void test_bytes_that_are_no_text(void **state)
{
	(void)state;
	assert_bytes_refused("teams:\n  - id: \xFF\n",
			     "2:9: byte 0xFF is not valid UTF-8 here; save the file as UTF-8");
	/* Latin-1, after a character of two bytes: columns count characters. */
	assert_bytes_refused("x: \xC3\xA9\xE9\n",
			     "1:5: byte 0xE9 is not valid UTF-8 here; save the file as UTF-8");
	/* A surrogate, an overlong form, a cut character, beyond U+10FFFF. */
	assert_bytes_refused("\xED\xA0\x80",
			     "1:1: byte 0xED is not valid UTF-8 here; save the file as UTF-8");
	assert_bytes_refused("\xC0\x80",
			     "1:1: byte 0xC0 is not valid UTF-8 here; save the file as UTF-8");
	assert_bytes_refused("# \xE2\x82",
			     "1:3: byte 0xE2 is not valid UTF-8 here; save the file as UTF-8");
	assert_bytes_refused("\xF4\x90\x80\x80",
			     "1:1: byte 0xF4 is not valid UTF-8 here; save the file as UTF-8");
	/* UTF-16, with its mark and without. */
	assert_bytes_refused("\xFF\xFEt\0",
			     "1:1: byte 0xFF is not valid UTF-8 here; save the file as UTF-8");
	assert_bytes_refused("t\0e\0", "1:2: a NUL byte stands here; this is no text");
	assert_bytes_refused("teams: []\n\0", "2:1: a NUL byte stands here; this is no text");
	assert_bytes_refused("a\0\xFF", "1:2: a NUL byte stands here; this is no text");
	assert_bytes_refused(
		"organization: a\x07"
		"b\n",
		"1:16: not valid YAML: control characters are not allowed (U+0007)");
	assert_bytes_refused(
		"# \xC2\x9B\n",
		"1:3: not valid YAML: control characters are not allowed (U+009B)");
}

static void test_foreign_text_in_messages(void **state)
{
	(void)state;
	/* As it is: the printer of errors makes it visible. */
	refused("\"\\e[31mteams\": []\n",
		"1:1: '\x1B[31mteams' is not a key of team definitions; the keys are "
		"organization, timezone, bands, goals, groups and teams");
	refused("teams:\n  - id: \"a\\u202Eb\"\n",
		"2:9: 'a\xE2\x80\xAE"
		"b' is not an id: letters a to z, digits, '.', '_' and '-' only");
	/* 64 bytes at most, whole characters. */
	refused("bands: xéééééééééééééééééééééééééééééééééééé\n",
		"1:8: 'xééééééééééééééééééééééééééééééé' is not an edition of the bands; "
		"choose 2019, 2021 or none");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_organization),
		cmocka_unit_test(test_groups),
		cmocka_unit_test(test_a_team),
		cmocka_unit_test(test_services_and_objectives),
		cmocka_unit_test(test_goals_of_team_and_organization),
		cmocka_unit_test(test_only_ids_are_required),
		cmocka_unit_test(test_nothing_is_fine),
		cmocka_unit_test(test_keys_without_a_value_are_absent),
		cmocka_unit_test(test_scalars_are_texts),
		cmocka_unit_test(test_an_id_of_128_characters),
		cmocka_unit_test(test_aliases_of_yaml_expand),
		cmocka_unit_test(test_a_thousand_alias_nodes_and_no_more),
		cmocka_unit_test(test_nesting_of_64),
		cmocka_unit_test(test_line_ends_and_byte_order_mark),
		cmocka_unit_test(test_goal_grammar),
		cmocka_unit_test(test_windows_of_objectives),
		cmocka_unit_test(test_every_kind_of_record_may_be_collected),
		cmocka_unit_test(test_documents_add_up),
		cmocka_unit_test(test_groups_go_depth_first),
		cmocka_unit_test(test_a_service_of_two_teams_is_one),
		cmocka_unit_test(test_bytes_that_are_no_text),
		cmocka_unit_test(test_foreign_text_in_messages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
