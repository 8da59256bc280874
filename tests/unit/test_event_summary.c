/* Events as lines for people: words for every type, nothing obeyed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "report/event_summary.h"
#include "tests/support/random_event.h"
#include "tests/unit/event_support.h"

static void says(const char *json, const struct zone *zone, const char *line)
{
	struct event event = read_line(json);
	struct buffer text;

	buffer_init(&text);
	buffer_addf(&text, "%s | ", event_type_word(event.type));
	event_add_subject(&text, &event);
	buffer_add_string(&text, " | ");
	event_add_summary(&text, &event, zone);
	assert_string_equal(text.bytes, line);
	buffer_release(&text);
}

static void test_every_type_has_its_words(void **state)
{
	(void)state;
	says("{\"type\":\"deployment\",\"service\":\"ledger\",\"at\":0,\"id\":\"v1\","
	     "\"kind\":\"rollback\",\"outcome\":\"failed\",\"environment\":\"staging\","
	     "\"changes\":[{\"revision\":\"a\"},{\"revision\":\"b\"}],\"fixes\":\"v0\"}",
	     &zone_utc,
	     "deployment | ledger | v1, rollback, not completed, environment staging, "
	     "2 changes, fixes v0");
	says("{\"type\":\"incident\",\"service\":\"ledger\",\"started_at\":0,"
	     "\"restored_at\":90000,\"detected_at\":60,\"planned\":true,\"title\":\"queue\"}",
	     &zone_utc,
	     "incident | ledger | detected 00:01, restored 2 Jan 1970 01:00, planned, queue");
	says("{\"type\":\"slo_sample\",\"service\":\"s\",\"slo\":\"a\",\"at\":0,\"good\":9.5,"
	     "\"total\":10,\"seconds\":60}",
	     &zone_utc, "SLO sample | s | a, good 9.5, total 10, seconds 60");
	says("{\"type\":\"update\",\"service\":\"s\",\"component\":\"pkg:npm/x\","
	     "\"version\":\"2\",\"released_at\":60,\"security\":false}",
	     &zone_utc, "update | s | pkg:npm/x, 2, not security");
	says("{\"type\":\"update\",\"service\":\"s\",\"component\":\"pkg:npm/x\","
	     "\"version\":\"2\",\"released_at\":60,\"applied_at\":90000}",
	     &zone_utc, "update | s | pkg:npm/x, 2, released 1 Jan 1970 00:01");
	says("{\"type\":\"meeting\",\"at\":0,\"teams\":[\"a\",\"b\"]}", &zone_utc,
	     "meeting | a, b | ");
	says("{\"type\":\"rule\",\"text\":\"x\",\"team\":\"t\",\"hours_per_month\":2}",
	     &zone_utc, "rule | t | x, hours per month 2");
	says("{\"type\":\"rule_review\",\"rule\":\"R1\",\"at\":0,\"fits\":false}", &zone_utc,
	     "rule review |  | rule R1, not fits");
	says("{\"type\":\"shadowing\",\"team\":\"t\",\"at\":0,\"days\":1,"
	     "\"direction\":\"from_security\"}",
	     &zone_utc, "shadowing | t | days 1, from security");
	says("{\"type\":\"coverage\",\"kind\":\"slo_samples\",\"until\":0}", &zone_utc,
	     "coverage |  | SLO samples");
	says("{\"type\":\"exercise\",\"team\":\"t\",\"at\":0,\"outcome\":\"detected\","
	     "\"sent\":4,\"first_reported_at\":60}",
	     &zone_utc, "exercise | t | detected, sent 4, first reported 00:01");
}

static void test_days_are_the_zones(void **state)
{
	struct zone chicago;

	(void)state;
	if (!zone_load(&chicago, "America/Chicago", &arena, &error))
		fail_msg("%s", error.message);
	/* 23:30 and 00:10 of the next day there, one UTC day */
	says("{\"type\":\"incident\",\"service\":\"s\",\"started_at\":\"2026-09-30T04:30:00Z\","
	     "\"restored_at\":\"2026-09-30T05:10:00Z\"}",
	     &chicago, "incident | s | restored 30 Sep 2026 00:10");
	says("{\"type\":\"incident\",\"service\":\"s\",\"started_at\":\"2026-09-30T04:30:00Z\","
	     "\"restored_at\":\"2026-09-30T04:40:00Z\"}",
	     &chicago, "incident | s | restored 23:40");
}

static void test_ids_of_commits_are_short(void **state)
{
	(void)state;
	says("{\"type\":\"deployment\",\"service\":\"s\",\"at\":0,"
	     "\"revision\":\"0123456789abcdef0123456789abcdef01234567\"}",
	     &zone_utc, "deployment | s | revision 0123456789ab");
	says("{\"type\":\"deployment\",\"service\":\"s\",\"at\":0,"
	     "\"revision\":\"0123456789abcdef0123456789abcdef0123456x\"}",
	     &zone_utc, "deployment | s | revision 0123456789abcdef0123456789abcdef0123456x");
}

static void test_days(void **state)
{
	static const char *const days[] = {"Thu 1 Jan 1970", "Fri 2 Jan 1970", "Sat 3 Jan 1970",
					   "Sun 4 Jan 1970", "Mon 5 Jan 1970", "Tue 6 Jan 1970",
					   "Wed 7 Jan 1970", "Thu 8 Jan 1970"};
	struct buffer text;

	(void)state;
	buffer_init(&text);
	for (int i = 0; i < 8; i++) {
		buffer_clear(&text);
		event_add_day(&text, i);
		assert_string_equal(text.bytes, days[i]);
	}
	/* West of Greenwich the history may begin on the day before. */
	buffer_clear(&text);
	event_add_day(&text, -1);
	assert_string_equal(text.bytes, "Wed 31 Dec 1969");
	buffer_release(&text);
}

/* People read the names of the YAML; what it does not name keeps its id. */
static void test_subjects_have_names(void **state)
{
	static const char *const aliases[] = {"service/ledger"};
	const struct service services[] = {
		{.id = "ledger-api", .name = "Ledger", .aliases = aliases, .alias_count = 1}};
	const struct team teams[] = {{.id = "pay", .name = "Payments"}};
	const struct catalog catalog = {
		.services = services, .service_count = 1, .teams = teams, .team_count = 1};
	static const struct {
		const char *json, *subject, *field;
	} cases[] = {
		{"{\"type\":\"deployment\",\"service\":\"service/ledger\",\"at\":1}", "Ledger",
		 "Ledger (service/ledger)"},
		{"{\"type\":\"deployment\",\"service\":\"other\",\"at\":1}", "other", "other"},
		{"{\"type\":\"walkaround\",\"team\":\"pay\",\"at\":1}", "Payments",
		 "Payments (pay)"},
		{"{\"type\":\"meeting\",\"at\":1,\"teams\":[\"pay\",\"x\"]}", "Payments, x",
		 "Payments (pay), x"},
	};
	struct service_names known;
	struct event_names names = {&catalog, &known};
	struct buffer text;

	(void)state;
	service_names_init(&known, &catalog, &arena);
	buffer_init(&text);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct event event;

		assert_true(event_json_read(reader, cases[i].json, strlen(cases[i].json), NULL,
					    &arena, &event, &error));
		event_add_named_subject(&text, &event, &names);
		assert_string_equal(text.bytes, cases[i].subject);
		buffer_clear(&text);
		for (size_t j = 0; j < event.type->field_count; j++)
			event_add_subject_field(&text, &event, j, &names);
		assert_string_equal(text.bytes, cases[i].field);
		buffer_clear(&text);
	}
	buffer_release(&text);
}

static void test_nothing_is_obeyed(void **state)
{
	uint64_t seed = 5;

	(void)state;
	for (size_t i = 0; i < 2000; i++) {
		struct event event;
		struct buffer text;

		random_event(&event, &event_types[i % EVENT_KIND_COUNT], &seed, &arena);
		buffer_init(&text);
		event_add_subject(&text, &event);
		event_add_summary(&text, &event, &zone_utc);
		for (size_t j = 0; j < text.length_bytes; j++)
			assert_true((unsigned char)text.bytes[j] >= ' ' &&
				    text.bytes[j] != 0x7f);
		assert_null(strstr(text.bytes, "\xc2\x9b"));
		assert_null(strstr(text.bytes, "\xe2\x80\xae"));
		buffer_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_every_type_has_its_words, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_days_are_the_zones, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_ids_of_commits_are_short, set_up,
						tear_down),
		cmocka_unit_test(test_days),
		cmocka_unit_test_setup_teardown(test_subjects_have_names, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_nothing_is_obeyed, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
