/* Events in a list: the outcome first, in the words of the product, and nothing obeyed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "report/event_brief.h"
#include "report/event_summary.h"
#include "tests/support/random_event.h"
#include "tests/unit/event_support.h"

/* The brief words of an event, and behind a bar what it counts for. */
static void says(const char *json, const char *line)
{
	struct event event = read_line(json);
	struct buffer text;

	buffer_init(&text);
	event_add_brief(&text, &event);
	buffer_add_string(&text, " | ");
	event_add_standing(&text, &event);
	assert_string_equal(text.bytes, line);
	buffer_release(&text);
}

#define DEPLOYMENT "{\"type\":\"deployment\",\"service\":\"s\",\"at\":7200"
#define INCIDENT "{\"type\":\"incident\",\"service\":\"s\",\"started_at\":0"

static void test_deployments(void **state)
{
	(void)state;
	says(DEPLOYMENT "}",
	     "deployed | counts for deploy cadence; what it delivered first, for lead time");
	says(DEPLOYMENT
	     ",\"revision\":\"r1\",\"committed_at\":0,\"environment\":\"production\"}",
	     "r1, 2 h after its commit | counts for deploy cadence; what it delivered first, "
	     "for lead time");
	says(DEPLOYMENT ",\"id\":\"v1\",\"kind\":\"rollback\"}",
	     "v1, rollback | left out of deploy cadence: rollback");
	says(DEPLOYMENT ",\"id\":\"v1\",\"outcome\":\"failed\",\"kind\":\"hotfix\","
			"\"changes\":[{\"revision\":\"a\"}]}",
	     "v1, not completed, hotfix, 1 change | left out of deploy cadence: not completed");
	says(DEPLOYMENT ",\"id\":\"v\\u001b1\",\"environment\":\"staging\"}",
	     "v<U+001B>1, staging | left out of deploy cadence: not production");
}

static void test_incidents(void **state)
{
	(void)state;
	says(INCIDENT ",\"id\":\"I-1\",\"restored_at\":1260,\"title\":\"queue\"}",
	     "restored after 21 min, I-1, queue | counts for restore time");
	says(INCIDENT "}", "still open | counts for restore time");
	says(INCIDENT ",\"planned\":true,\"restored_at\":60}",
	     "planned maintenance, restored after 1 min | left out of restore time: planned "
	     "maintenance");
	says("{\"type\":\"incident\",\"service\":\"s\",\"started_at\":9,\"restored_at\":3}",
	     "restored | left out of restore time: restored before it started");
}

static void test_what_services_have(void **state)
{
	(void)state;
	says("{\"type\":\"slo_sample\",\"service\":\"s\",\"slo\":\"latency\",\"at\":0,"
	     "\"good\":999,\"total\":1000}",
	     "latency, 99.90 % good of 1,000 | counts for SLO attainment where the YAML names "
	     "it");
	says("{\"type\":\"slo_sample\",\"service\":\"s\",\"slo\":\"latency\",\"at\":0,"
	     "\"good\":0,\"total\":0}",
	     "latency, no traffic | counts for SLO attainment where the YAML names it");
	says("{\"type\":\"update\",\"service\":\"s\",\"component\":\"pkg:npm/%40a/b\","
	     "\"version\":\"1\",\"released_at\":0,\"applied_at\":432000,\"security\":true}",
	     "b 1, running after 5 days, security | counts for patch freshness");
	says("{\"type\":\"update\",\"service\":\"s\",\"component\":\"libc\","
	     "\"version\":\"1\",\"released_at\":0}",
	     "libc 1, released, not running yet | counts for patch freshness");
	says("{\"type\":\"check\",\"service\":\"s\",\"check\":\"tls\",\"at\":0,"
	     "\"passed\":false}",
	     "room to grow, tls | ");
}

static void test_what_people_do(void **state)
{
	(void)state;
	says("{\"type\":\"exercise\",\"team\":\"t\",\"at\":0,\"outcome\":\"missed\","
	     "\"sent\":60,\"reported\":41}",
	     "not noticed, 41 of 60 reported | ");
	says("{\"type\":\"exercise\",\"team\":\"t\",\"at\":0,\"outcome\":\"detected\","
	     "\"detected_at\":720}",
	     "detected after 12 min | ");
	says("{\"type\":\"concern\",\"team\":\"t\",\"raised_at\":0,\"text\":\"x\","
	     "\"acted_at\":432000}",
	     "acted on after 5 days, x | ");
	says("{\"type\":\"shadowing\",\"team\":\"t\",\"at\":0,\"days\":1,"
	     "\"direction\":\"to_security\"}",
	     "1 day to security | ");
	says("{\"type\":\"work\",\"team\":\"t\",\"at\":0,\"kind\":\"engineering\","
	     "\"hours\":7.5}",
	     "7.5 hours of engineering work | ");
}

/* No event is without words, none says what the product does not, and none is obeyed. */
static void test_any_event(void **state)
{
	static const char *const never[] = {"fail", "miss", "breach", "violat", "bad", "N/A"};

	uint64_t seed = 2026;

	(void)state;
	for (size_t i = 0; i < 2000; i++) {
		struct arena scratch;
		struct event event;
		struct buffer text;

		arena_init(&scratch);
		random_event(&event, &event_types[i % EVENT_KIND_COUNT], &seed, &scratch);
		buffer_init(&text);
		event_add_brief(&text, &event);
		assert_true(text.length_bytes > 0);
		for (const char *c = text.bytes; *c; c++)
			assert_true((unsigned char)*c >= ' ' && *c != 0x7f);
		buffer_clear(&text);
		event_add_standing(&text, &event);
		for (size_t j = 0; j < sizeof(never) / sizeof(*never); j++)
			assert_null(text.length_bytes ? strstr(text.bytes, never[j]) : NULL);
		buffer_release(&text);
		arena_release(&scratch);
	}
}

static void test_copies(void **state)
{
	uint64_t seed = 2026;

	(void)state;
	for (size_t i = 0; i < 500; i++) {
		const struct event_type *type = &event_types[i % EVENT_KIND_COUNT];
		uint64_t again = seed;
		struct arena first, second, third;
		struct event event, same, copy;

		arena_init(&first);
		arena_init(&second);
		arena_init(&third);
		random_event(&event, type, &seed, &first);
		random_event(&same, type, &again, &second);
		copy = event_copy(&event, &third);
		arena_release(&first);
		assert_true(event_equals(&copy, &same));
		random_event(&event, type, &seed, &first);
		assert_false(event_equals(&copy, &event));
		arena_release(&first);
		arena_release(&second);
		arena_release(&third);
	}
}

static void assert_words(struct buffer *words, const char *expected)
{
	assert_string_equal(words->bytes, expected);
	buffer_clear(words);
}

static void test_words_around_events(void **state)
{
	struct wording wording = {.zone = &zone_utc,
				  .period = {.as_of = 86400, .window_days = 84}};
	struct buffer words;

	(void)state;
	buffer_init(&words);
	events_add_count(&words, 1204, 1204, 84);
	assert_words(&words, "1,204 events in 12 weeks");
	events_add_count(&words, 1, 1204, 365);
	assert_words(&words, "1 of 1,204 events in 1 year");
	events_add_samples(&words, 24, "availability", 1);
	assert_words(&words, "24 samples of availability");
	events_add_samples(&words, 1, NULL, 0);
	assert_words(&words, "1 sample");
	events_add_samples(&words, 24, NULL, 6);
	assert_words(&words, "24 samples of 6 objectives");
	events_add_checks(&words, 33, NULL, true, 31);
	assert_words(&words, "33 checks, 31 passed");
	events_add_checks(&words, 1, "tls", true, 1);
	assert_words(&words, "1 check of tls, 1 passed");
	events_add_checks(&words, 2000, NULL, false, 0);
	assert_words(&words, "2,000 checks");
	events_add_empty(&words, &wording, 0);
	assert_words(&words, "Nothing happened yet in this window. The last was on 1 Jan 1970; "
			     "p looks at another period.");
	buffer_release(&words);
}

static void test_groups(void **state)
{
	unsigned all = 0;

	(void)state;
	for (int i = 1; i < EVENT_GROUP_COUNT; i++) {
		assert_int_equal(all & event_groups[i].kinds, 0);
		all |= event_groups[i].kinds;
	}
	assert_int_equal(all, event_groups[0].kinds);
	assert_int_equal(event_group_of_capacity("restore_time"),
			 event_group_of_kind(EVENT_INCIDENT));
	assert_int_equal(event_group_of_capacity("change_success"),
			 event_group_of_kind(EVENT_DEPLOYMENT));
	assert_int_equal(event_group_of_capacity("secure_configuration"),
			 event_group_of_kind(EVENT_CHECK));
	assert_int_equal(event_group_of_capacity("defence"),
			 event_group_of_kind(EVENT_EXERCISE));
	assert_int_equal(event_group_of_capacity("needs_met"), 0);
	assert_int_equal(event_group_of_capacity("ownership"), 0);
	assert_int_equal(event_group_of_capacity(NULL), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_deployments),
		cmocka_unit_test(test_incidents),
		cmocka_unit_test(test_what_services_have),
		cmocka_unit_test(test_what_people_do),
		cmocka_unit_test(test_any_event),
		cmocka_unit_test(test_copies),
		cmocka_unit_test(test_words_around_events),
		cmocka_unit_test(test_groups),
	};

	return cmocka_run_group_tests_name("event brief", tests, set_up, tear_down);
}
