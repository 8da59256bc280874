/* Putting events and reading them back: identity, completion, contradiction, replacement. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/store_fixture.h"

#define TEST(name)                                                           \
	cmocka_unit_test_setup_teardown(name, store_fixture_set_up_writable, \
					store_fixture_tear_down)

static int store_fixture_set_up_writable(void **state)
{
	store_fixture_set_up(state);
	fixture_open(*state, STORE_WRITE);
	return 0;
}

/* One event of every type with every field, and one with the required fields alone. */
static const char *const every_type[] = {
	"rule|text=Two people approve",
	"rule|text=Change board on Thursdays|id=R1|source=wiki|team=payments|added_at=1000|"
	"retired_at=2000|hours_per_month=12.5|aim=fewer surprises",
	"deployment|service=ledger|at=10001",
	"deployment|service=ledger|at=10002|id=D1|source=ci|kind=hotfix|outcome=failed|"
	"environment=staging|revision=abc|committed_at=9000|changes=a=8000|changes=b=|"
	"fixes=D0|url=https://ci.example/1",
	"incident|service=ledger|started_at=10003",
	"incident|service=ledger|started_at=10004|id=I1|source=pager|detected_at=10005|"
	"restored_at=10006|caused_by=D1|severity=SEV2|environment=production|planned=1|"
	"title=Queue \xe2\x80\x9cstuck\xe2\x80\x9d|url=https://pager.example/1",
	"slo_sample|service=ledger|slo=availability|at=10007|good=9.5|total=10",
	"slo_sample|service=ledger|slo=availability|at=10008|good=0|total=0|seconds=3600|"
	"source=prometheus",
	"update|service=ledger|component=pkg:npm/a@1|version=1.2|released_at=10009",
	"update|service=ledger|component=pkg:npm/a@1|version=1.3|released_at=10009|"
	"applied_at=10010|security=0|source=bot",
	"check|service=ledger|check=tls|at=10011|passed=1",
	"check|service=ledger|check=tls|at=10012|passed=0|source=scan|title=TLS 1.3 only",
	"exercise|team=payments|at=10013|outcome=stopped",
	"exercise|team=payments|at=10014|outcome=missed|id=E1|source=red|kind=real|"
	"detected_at=10015|title=Parcel|sent=40|reported=25|first_reported_at=10016",
	"need|team=payments|asked_at=10017|text=A sandbox",
	"need|team=payments|asked_at=10018|text=Time|id=N1|source=form|met_at=10019",
	"walkaround|team=payments|at=10020",
	"walkaround|team=payments|at=10021|id=W1|source=form|title=Night shift",
	"concern|team=payments|raised_at=10022|text=Shared password",
	"concern|team=payments|raised_at=10023|text=Old laptop|id=C1|source=form|walkaround=W1|"
	"acted_at=10024",
	"shadowing|team=payments|at=10025|days=0.5|direction=to_security",
	"shadowing|team=payments|at=10026|days=2|direction=from_security|id=S1|source=form",
	"meeting|at=10027|teams=payments",
	"meeting|at=10028|teams=payments|teams=web|id=M1|source=calendar",
	"lesson|team=payments|learned_at=10029|text=Rehearse",
	"lesson|team=payments|learned_at=10030|text=Small changes|id=L1|source=wiki|from=I1|"
	"went_right=1|acted_at=10031",
	"rule_review|rule=R1|at=10032|fits=0",
	"rule_review|rule=R1|at=10033|fits=1|id=V1|source=form",
	"work|team=payments|at=10034|kind=unplanned|hours=0.25",
	"work|team=payments|at=10035|kind=business|hours=8|id=H1|source=time|aim=trust",
	"coverage|kind=incidents|until=10036",
	"coverage|kind=slo_samples|until=10037|service=ledger|source=prometheus",
	"note|team=payments|at=10038|text=The runbook helped",
	"note|team=payments|at=10039|text=Pairing|id=T1|source=chat|capacity=restore_time",
};
#define EVERY_TYPE_COUNT (sizeof(every_type) / sizeof(every_type[0]))

/* What goes in comes out, in order of time; and the same again changes nothing. */
static void test_every_type_round_trips(void **state)
{
	struct store_fixture *fixture = *state;
	struct buffer expected;
	const char *first;
	bool is_seen[EVENT_KIND_COUNT] = {false};

	buffer_init(&expected);
	for (size_t i = 0; i < EVERY_TYPE_COUNT; i++) {
		buffer_addf(&expected, "%s\n", every_type[i]);
		is_seen[event_of(every_type[i], &fixture->arena).type->kind] = true;
		assert_int_equal(fixture_put(fixture, every_type[i]), PUT_ADDED);
	}
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		assert_true(is_seen[i]);
	first = fixture_events(fixture, NULL);
	assert_string_equal(first, expected.bytes);
	buffer_release(&expected);
	for (size_t i = 0; i < EVERY_TYPE_COUNT; i++)
		assert_int_equal(fixture_put(fixture, every_type[i]), PUT_UNCHANGED);
	assert_string_equal(fixture_events(fixture, NULL), first);
	fixture_open(fixture, STORE_READ);
	assert_string_equal(fixture_events(fixture, NULL), first);
}

/* With an id, (type, source, id) identifies; nothing else does. */
static void test_identity_by_id(void **state)
{
	struct store_fixture *fixture = *state;

	assert_int_equal(fixture_put(fixture, "incident|service=a|started_at=5|id=1"),
			 PUT_ADDED);
	assert_int_equal(fixture_put(fixture, "incident|service=a|started_at=5|id=2"),
			 PUT_ADDED);
	assert_int_equal(fixture_put(fixture, "incident|service=a|started_at=5|id=1|source=x"),
			 PUT_ADDED);
	assert_int_equal(fixture_put(fixture, "incident|service=a|started_at=5"), PUT_ADDED);
	assert_int_equal(fixture_put(fixture, "deployment|service=a|at=5|id=1"), PUT_ADDED);
	assert_int_equal(fixture_put(fixture, "incident|service=a|started_at=5|id=1|source=x"),
			 PUT_UNCHANGED);
	assert_int_equal(fixture_put(fixture, "incident|service=a|started_at=5"),
			 PUT_UNCHANGED);
}

/* Without an id the natural key does, each of its fields. */
static void test_identity_by_natural_key(void **state)
{
	static const char *const different[] = {
		"deployment|service=a|at=5",
		"deployment|service=b|at=5",
		"deployment|service=a|at=6",
		"deployment|service=a|at=5|revision=r",
		"deployment|service=a|at=5|source=x",
		"slo_sample|service=a|slo=s|at=5|good=1|total=1",
		"slo_sample|service=a|slo=t|at=5|good=1|total=1",
		"slo_sample|service=a|slo=s|at=6|good=1|total=1",
		"slo_sample|service=a|slo=s|at=5|good=1|total=1|source=x",
		"update|service=a|component=c|version=1",
		"update|service=a|component=c|version=2",
		"update|service=a|component=d|version=1",
		"check|service=a|check=c|at=5|passed=1",
		"check|service=a|check=c|at=6|passed=1",
		"check|service=a|check=d|at=5|passed=1",
		"shadowing|team=t|at=5|days=1|direction=to_security",
		"shadowing|team=t|at=5|days=2|direction=to_security",
		"shadowing|team=t|at=5|days=1|direction=from_security",
		"coverage|kind=checks|until=5",
		"coverage|kind=checks|until=5|service=a",
		"coverage|kind=work|until=5",
		"meeting|at=5|teams=a",
		"meeting|at=5|teams=b",
		"meeting|at=5|teams=b|teams=a",
		"meeting|at=5|teams=a|source=x",
		"rule|text=a",
		"rule|text=b",
	};
	struct store_fixture *fixture = *state;
	size_t count = sizeof(different) / sizeof(different[0]);

	for (size_t i = 0; i < count; i++)
		assert_int_equal(fixture_put(fixture, different[i]), PUT_ADDED);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(fixture_put(fixture, different[i]), PUT_UNCHANGED);
	assert_int_equal(fixture_put(fixture, "meeting|at=5|teams=a|teams=b"), PUT_UNCHANGED);
	assert_int_equal(fixture_put(fixture, "deployment|service=a|at=5|kind=hotfix"),
			 PUT_COMPLETED);
	assert_int_equal(fixture_put(fixture, "check|service=a|check=c|at=5|passed=0"),
			 PUT_CONTRADICTED);
}

static void test_completion(void **state)
{
	struct store_fixture *fixture = *state;

	fixture_put(fixture, "incident|service=a|started_at=5|id=1");
	assert_int_equal(
		fixture_put(fixture, "incident|service=a|started_at=5|id=1|restored_at=9"),
		PUT_COMPLETED);
	assert_int_equal(
		fixture_put(fixture, "incident|service=a|started_at=5|id=1|planned=false"),
		PUT_COMPLETED);
	assert_int_equal(
		fixture_put(fixture, "incident|service=a|started_at=5|id=1|restored_at=9"),
		PUT_UNCHANGED);
	assert_string_equal(fixture_events(fixture, NULL),
			    "incident|service=a|started_at=5|id=1|restored_at=9|planned=0\n");
}

/* A default that is written out is a fact that was unknown. */
static void test_written_default_completes(void **state)
{
	struct store_fixture *fixture = *state;

	fixture_put(fixture, "deployment|service=a|at=5|id=1");
	assert_int_equal(fixture_put(fixture, "deployment|service=a|at=5|id=1|kind=normal"),
			 PUT_COMPLETED);
	assert_int_equal(fixture_put(fixture, "deployment|service=a|at=5|id=1|kind=hotfix"),
			 PUT_CONTRADICTED);
	assert_string_equal(fixture_events(fixture, NULL),
			    "deployment|service=a|at=5|id=1|kind=normal\n");
}

static void expect_conflict(struct store_fixture *fixture, const char *line,
			    const char *message)
{
	struct error conflict = {ERROR_NONE, ""};

	assert_int_equal(fixture_put_with(fixture, line, false, &conflict), PUT_CONTRADICTED);
	assert_string_equal(conflict.message, message);
	assert_int_equal(conflict.kind, ERROR_NONE);
}

static void test_contradiction(void **state)
{
	struct store_fixture *fixture = *state;
	const char *before;

	fixture_put(fixture, "incident|service=a|started_at=5|id=1|restored_at=9|title=Old");
	fixture_put(fixture, "slo_sample|service=a|slo=s|at=86400|good=1|total=2");
	before = fixture_events(fixture, NULL);
	expect_conflict(fixture, "incident|service=a|started_at=5|id=1|restored_at=10",
			"incident 1: restored_at is 1970-01-01T00:00:09Z in the history, "
			"1970-01-01T00:00:10Z was given");
	expect_conflict(fixture, "incident|service=b|started_at=5|id=1|severity=1",
			"incident 1: service is 'a' in the history, 'b' was given");
	expect_conflict(fixture, "incident|service=a|started_at=6|id=1",
			"incident 1: started_at is 1970-01-01T00:00:05Z in the history, "
			"1970-01-01T00:00:06Z was given");
	expect_conflict(fixture, "slo_sample|service=a|slo=s|at=86400|good=1.5|total=2",
			"slo_sample of 1970-01-02T00:00:00Z: good is 1 in the history, 1.5 was "
			"given");
	assert_string_equal(fixture_events(fixture, NULL), before);
}

/* An incident whose title was edited is restored all the same. */
static void test_what_was_unknown_is_filled_beside_a_contradiction(void **state)
{
	struct store_fixture *fixture = *state;

	fixture_put(fixture, "incident|service=a|started_at=5|id=1|title=Old");
	expect_conflict(fixture,
			"incident|service=a|started_at=5|id=1|title=New|restored_at=10",
			"incident 1: title is 'Old' in the history, 'New' was given");
	assert_string_equal(fixture_events(fixture, NULL),
			    "incident|service=a|started_at=5|id=1|restored_at=10|title=Old\n");
}

static void test_replace(void **state)
{
	struct store_fixture *fixture = *state;
	struct error conflict;

	fixture_put(fixture, "incident|service=a|started_at=5|id=1|restored_at=9|title=Old");
	assert_int_equal(fixture_put_with(fixture,
					  "incident|service=b|started_at=6|id=1|restored_at=10",
					  true, &conflict),
			 PUT_REPLACED);
	assert_string_equal(fixture_events(fixture, NULL),
			    "incident|service=b|started_at=6|id=1|restored_at=10|title=Old\n");
	assert_int_equal(fixture_put_with(fixture, "incident|service=b|started_at=6|id=1", true,
					  &conflict),
			 PUT_UNCHANGED);
	assert_int_equal(fixture_put_with(fixture, "incident|service=b|started_at=6|id=1|url=u",
					  true, &conflict),
			 PUT_COMPLETED);
}

/* Facts that are right one by one and cannot both be: kept out, --replace or not. */
static void test_facts_that_do_not_go_together(void **state)
{
	struct store_fixture *fixture = *state;
	struct error conflict;

	fixture_put(fixture, "exercise|team=t|at=5|outcome=missed|id=1|sent=5");
	assert_int_equal(fixture_put_with(fixture,
					  "exercise|team=t|at=5|outcome=missed|id=1|reported=7",
					  true, &conflict),
			 PUT_CONTRADICTED);
	assert_non_null(strstr(conflict.message, "exercise 1"));
	assert_non_null(strstr(conflict.message, "reported"));
	assert_string_equal(fixture_events(fixture, NULL),
			    "exercise|team=t|at=5|outcome=missed|id=1|sent=5\n");
}

/* -- lists -------------------------------------------------------------------------------- */

static void test_changes(void **state)
{
	struct store_fixture *fixture = *state;

	assert_int_equal(fixture_put(fixture, "deployment|service=a|at=50|id=1"), PUT_ADDED);
	assert_int_equal(fixture_put(fixture, "deployment|service=a|at=50|id=1|changes=b="),
			 PUT_COMPLETED);
	assert_int_equal(fixture_put(fixture, "deployment|service=a|at=50|id=1|changes=b=7"),
			 PUT_COMPLETED);
	assert_int_equal(
		fixture_put(fixture, "deployment|service=a|at=50|id=1|changes=b=|changes=a=6"),
		PUT_COMPLETED);
	assert_int_equal(
		fixture_put(fixture, "deployment|service=a|at=50|id=1|changes=a=6|changes=b=7"),
		PUT_UNCHANGED);
	assert_int_equal(fixture_put(fixture, "deployment|service=a|at=50|id=1"),
			 PUT_UNCHANGED);
	/* Fewer than are known say nothing new. */
	assert_int_equal(fixture_put(fixture, "deployment|service=a|at=50|id=1|changes=a="),
			 PUT_UNCHANGED);
	assert_string_equal(fixture_events(fixture, NULL),
			    "deployment|service=a|at=50|id=1|changes=a=6|changes=b=7\n");
}

static void test_contradicting_changes(void **state)
{
	struct store_fixture *fixture = *state;
	struct error conflict;

	fixture_put(fixture, "deployment|service=a|at=50|id=1|changes=a=6|changes=b=7");
	expect_conflict(fixture, "deployment|service=a|at=50|id=1|changes=a=5|changes=b=7",
			"deployment 1: changes is a committed at 1970-01-01T00:00:06Z in the "
			"history, a committed at 1970-01-01T00:00:05Z was given");
	expect_conflict(fixture, "deployment|service=a|at=50|id=1|changes=a=6|changes=c=7",
			"deployment 1: changes is a, b in the history, a, c was given");
	assert_int_equal(
		fixture_put_with(fixture,
				 "deployment|service=a|at=50|id=1|changes=c=7|changes=a=", true,
				 &conflict),
		PUT_REPLACED);
	assert_string_equal(fixture_events(fixture, NULL),
			    "deployment|service=a|at=50|id=1|changes=a=6|changes=c=7\n");
	assert_int_equal(fixture_put_with(fixture,
					  "deployment|service=a|at=50|id=1|changes=c=8", true,
					  &conflict),
			 PUT_REPLACED);
	assert_string_equal(fixture_events(fixture, NULL),
			    "deployment|service=a|at=50|id=1|changes=c=8\n");
}

static void test_teams_of_a_meeting(void **state)
{
	struct store_fixture *fixture = *state;

	assert_int_equal(fixture_put(fixture, "meeting|at=5|teams=b|id=1"), PUT_ADDED);
	assert_int_equal(fixture_put(fixture, "meeting|at=5|teams=b|teams=a|id=1"),
			 PUT_COMPLETED);
	assert_int_equal(fixture_put(fixture, "meeting|at=5|teams=a|teams=b|id=1"),
			 PUT_UNCHANGED);
	expect_conflict(fixture, "meeting|at=5|teams=a|teams=c|id=1",
			"meeting 1: teams is a, b in the history, a, c was given");
	assert_string_equal(fixture_events(fixture, NULL),
			    "meeting|at=5|teams=a|teams=b|id=1\n");
}

/* -- order -------------------------------------------------------------------------------- */

/* Partial facts about a few events that agree with each other. */
static const char *const partial_facts[] = {
	"incident|service=a|started_at=5|id=1",
	"incident|service=a|started_at=5|id=1|restored_at=9",
	"incident|service=a|started_at=5|id=1|title=Queue|planned=0",
	"incident|service=a|started_at=5|id=1|restored_at=9|severity=2",
	"deployment|service=a|at=50|id=1",
	"deployment|service=a|at=50|id=1|changes=b=",
	"deployment|service=a|at=50|id=1|changes=b=7|kind=normal",
	"deployment|service=a|at=50|id=1|changes=b=7|changes=a=",
	"deployment|service=a|at=50|id=1|changes=c=|changes=a=6|changes=b=",
	"deployment|service=a|at=50|revision=r",
	"deployment|service=a|at=50|revision=r|committed_at=40",
	"update|service=a|component=c|version=1|released_at=3",
	"update|service=a|component=c|version=1|applied_at=8",
	"update|service=a|component=c|version=1|security=1",
	"meeting|at=5|teams=b|id=1",
	"meeting|at=5|teams=b|teams=a|id=1",
	"meeting|at=5|teams=b|teams=c",
	"rule|text=x|id=1",
	"rule|text=x|id=1|added_at=4",
	"rule|text=x|id=1|retired_at=6|hours_per_month=0.1",
	"exercise|team=t|at=5|outcome=missed|sent=5",
	"exercise|team=t|at=5|outcome=missed|reported=3",
};
#define PARTIAL_FACT_COUNT (sizeof(partial_facts) / sizeof(partial_facts[0]))

/* xorshift64 (Marsaglia 2003): the same orders every time. */
static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static void shuffle(const char **lines, size_t count, uint64_t *random)
{
	for (size_t i = count - 1; i > 0; i--) {
		size_t j = (size_t)(next_random(random) % (i + 1));
		const char *line = lines[i];

		lines[i] = lines[j];
		lines[j] = line;
	}
}

/* Puts all in one transaction, which is rolled back once the events were read. */
static const char *events_after(struct store_fixture *fixture, const char *const *lines,
				size_t count)
{
	const char *events;
	struct error error, conflict;

	assert_true(store_begin(fixture->store, &error));
	for (size_t i = 0; i < count; i++) {
		struct event event = event_of(lines[i], &fixture->arena);
		enum put_outcome outcome;

		assert_true(
			store_put(fixture->store, &event, false, &outcome, &conflict, &error));
		if (outcome == PUT_CONTRADICTED)
			fail_msg("%s", conflict.message);
	}
	events = fixture_events(fixture, NULL);
	store_rollback(fixture->store);
	return events;
}

static void test_order_is_of_no_matter(void **state)
{
	struct store_fixture *fixture = *state;
	const char *lines[PARTIAL_FACT_COUNT];
	uint64_t random = 20261001;
	const char *expected = events_after(fixture, partial_facts, PARTIAL_FACT_COUNT);

	assert_string_equal(fixture_events(fixture, NULL), ""); /* rolled back */
	memcpy(lines, partial_facts, sizeof(lines));
	for (int round = 0; round < 200; round++) {
		shuffle(lines, PARTIAL_FACT_COUNT, &random);
		assert_string_equal(events_after(fixture, lines, PARTIAL_FACT_COUNT), expected);
	}
}

static void test_rollback_keeps_nothing(void **state)
{
	struct store_fixture *fixture = *state;
	struct event event = event_of("deployment|service=a|at=5|changes=a=1", &fixture->arena);
	enum put_outcome outcome;
	struct error error, conflict;

	assert_true(store_begin(fixture->store, &error));
	assert_true(store_put(fixture->store, &event, false, &outcome, &conflict, &error));
	assert_int_equal(outcome, PUT_ADDED);
	store_rollback(fixture->store);
	assert_string_equal(fixture_events(fixture, NULL), "");
	/* The lock is free again, for this one and for others. */
	assert_int_equal(fixture_put(fixture, "deployment|service=a|at=5"), PUT_ADDED);
	assert_string_equal(fixture_events(fixture, NULL), "deployment|service=a|at=5\n");
}

/* -- reading back ------------------------------------------------------------------------- */

static void test_order_of_events(void **state)
{
	struct store_fixture *fixture = *state;

	fixture_put(fixture, "incident|service=a|started_at=5|source=b|id=1");
	fixture_put(fixture, "deployment|service=a|at=5|source=b|id=2");
	fixture_put(fixture, "deployment|service=a|at=5|source=a|id=9");
	fixture_put(fixture, "deployment|service=a|at=5|source=b");
	fixture_put(fixture, "deployment|service=z|at=4|revision=b");
	fixture_put(fixture, "deployment|service=z|at=4|revision=a");
	fixture_put(fixture, "update|service=a|component=c|version=1|released_at=6");
	fixture_put(fixture,
		    "update|service=a|component=c|version=2|released_at=1|applied_at=7");
	fixture_put(fixture, "rule|text=undated");
	assert_string_equal(
		fixture_events(fixture, NULL),
		"rule|text=undated\n"
		"deployment|service=z|at=4|revision=a\n"
		"deployment|service=z|at=4|revision=b\n"
		"deployment|service=a|at=5|id=9|source=a\n"
		"deployment|service=a|at=5|source=b\n"
		"incident|service=a|started_at=5|id=1|source=b\n"
		"deployment|service=a|at=5|id=2|source=b\n"
		"update|service=a|component=c|version=1|released_at=6\n"
		"update|service=a|component=c|version=2|released_at=1|applied_at=7\n");
}

static void test_filters(void **state)
{
	static const char *const aliases[] = {"ledger-api", "ledger", "a\"b\\c\td"};
	static const struct service service = {
		.id = "ledger", .name = "Ledger", .aliases = aliases, .alias_count = 3};
	static const struct service *const services[] = {&service};
	static const struct team team = {
		.id = "payments", .services = services, .service_count = 1};
	static const struct catalog catalog = {.services = &service, .service_count = 1};
	struct store_fixture *fixture = *state;
	struct event_filter filter = {.since = 5, .until = 7};
	size_t counts[1][EVENT_KIND_COUNT];
	struct error error;

	fixture_put(fixture, "deployment|service=ledger|at=4");
	fixture_put(fixture, "deployment|service=ledger-api|at=5");
	fixture_put(fixture, "deployment|service=other|at=5");
	fixture_put(fixture, "deployment|service=service/ledger|at=6");
	fixture_put(fixture, "deployment|service=a\"b\\c\td|at=6");
	fixture_put(fixture, "incident|service=ledger|started_at=6");
	fixture_put(fixture, "incident|service=ledger|started_at=7");
	fixture_put(fixture, "rule|text=undated|team=payments|id=R");
	fixture_put(fixture, "rule_review|rule=R|at=6|fits=1");
	fixture_put(fixture, "rule_review|rule=Q|at=6|fits=1");
	fixture_put(fixture, "meeting|at=6|teams=web|teams=payments");
	fixture_put(fixture, "meeting|at=6|teams=web");
	fixture_put(fixture, "need|team=payments|asked_at=6|text=x");
	fixture_put(fixture, "need|team=web|asked_at=6|text=x");
	assert_string_equal(fixture_events(fixture, &filter),
			    "deployment|service=ledger-api|at=5\n"
			    "deployment|service=other|at=5\n"
			    "deployment|service=a\"b\\c\td|at=6\n"
			    "deployment|service=service/ledger|at=6\n"
			    "incident|service=ledger|started_at=6\n"
			    "need|team=payments|asked_at=6|text=x\n"
			    "need|team=web|asked_at=6|text=x\n"
			    "meeting|at=6|teams=payments|teams=web\n"
			    "meeting|at=6|teams=web\n"
			    "rule_review|rule=Q|at=6|fits=1\n"
			    "rule_review|rule=R|at=6|fits=1\n");
	filter.team = &team;
	filter.catalog = &catalog;
	assert_string_equal(fixture_events(fixture, &filter),
			    "deployment|service=ledger-api|at=5\n"
			    "deployment|service=a\"b\\c\td|at=6\n"
			    "deployment|service=service/ledger|at=6\n"
			    "incident|service=ledger|started_at=6\n"
			    "need|team=payments|asked_at=6|text=x\n"
			    "meeting|at=6|teams=payments|teams=web\n"
			    "rule_review|rule=R|at=6|fits=1\n");
	memset(counts, 0, sizeof(counts));
	assert_true(store_count_days(fixture->store, &filter, &zone_utc, 0, 1, counts, &error));
	assert_int_equal(counts[0][EVENT_DEPLOYMENT], 3);
	assert_int_equal(counts[0][EVENT_INCIDENT], 1);
	assert_int_equal(counts[0][EVENT_NEED], 1);
	assert_int_equal(counts[0][EVENT_MEETING], 1);
	assert_int_equal(counts[0][EVENT_RULE_REVIEW], 1);
	/* One day or many, found by service or by time: the same. */
	filter.since = INSTANT_NONE;
	filter.kinds = 1U << EVENT_INCIDENT | 1U << EVENT_NEED;
	assert_string_equal(fixture_events(fixture, &filter),
			    "incident|service=ledger|started_at=6\n"
			    "need|team=payments|asked_at=6|text=x\n");
	filter.service = &service;
	assert_string_equal(fixture_events(fixture, &filter),
			    "incident|service=ledger|started_at=6\n");
	filter = (struct event_filter){
		.team = &team, .catalog = &catalog, .type = event_type_find("rule")};
	assert_string_equal(fixture_events(fixture, &filter),
			    "rule|text=undated|id=R|team=payments\n");
}

static void put_some(struct store_fixture *fixture)
{
	fixture_put(fixture, "deployment|service=a|at=5|source=b");
	fixture_put(fixture, "deployment|service=a|at=5|source=a|id=9");
	fixture_put(fixture, "deployment|service=b|at=5|source=b");
	fixture_put(fixture, "incident|service=a|started_at=5|source=b|title=50% of \\ calls");
	fixture_put(fixture, "incident|service=a|started_at=4|title=Slow_query");
	fixture_put(fixture, "slo_sample|service=a|slo=latency|at=6|good=1|total=1");
	fixture_put(fixture, "need|team=web|asked_at=5|text=a key");
	fixture_put(fixture, "rule|text=undated");
}

/* Newest first is the other order read backwards, and pages put together are the whole. */
static void test_pages(void **state)
{
	struct store_fixture *fixture = *state;
	struct event_filter filter = {.limit = 1};
	const char *forth = "", *back = "";

	put_some(fixture);
	for (; filter.skip < 9; filter.skip++) {
		filter.is_newest_first = false;
		forth = arena_printf(&fixture->arena, "%s%s", forth,
				     fixture_events(fixture, &filter));
		filter.is_newest_first = true;
		back = arena_printf(&fixture->arena, "%s%s", fixture_events(fixture, &filter),
				    back);
	}
	assert_string_equal(forth, fixture_events(fixture, NULL));
	assert_string_equal(back, forth);
	filter = (struct event_filter){.kinds = 1U << EVENT_DEPLOYMENT,
				       .limit = 2,
				       .skip = 1,
				       .is_newest_first = true};
	assert_string_equal(fixture_events(fixture, &filter),
			    "deployment|service=a|at=5|source=b\n"
			    "deployment|service=a|at=5|id=9|source=a\n");
}

static void test_texts(void **state)
{
	struct store_fixture *fixture = *state;
	struct event_filter filter = {.text = "SLOW_"};

	put_some(fixture);
	assert_string_equal(fixture_events(fixture, &filter),
			    "incident|service=a|started_at=4|title=Slow_query\n");
	filter.text = "_";
	filter.type = event_type_find("incident");
	assert_string_equal(fixture_events(fixture, &filter),
			    "incident|service=a|started_at=4|title=Slow_query\n");
	filter.text = "0% of \\ c";
	assert_string_equal(fixture_events(fixture, &filter),
			    "incident|service=a|started_at=5|source=b|title=50% of \\ calls\n");
}

static void test_days(void **state)
{
	struct store_fixture *fixture = *state;
	struct event_filter filter = {.until = 3 * SECONDS_PER_DAY};
	size_t counts[4][EVENT_KIND_COUNT] = {{0}};
	struct error error;

	put_some(fixture);
	fixture_put(fixture, "deployment|service=a|at=86399");
	fixture_put(fixture, "deployment|service=a|at=86400");
	fixture_put(fixture, "deployment|service=a|at=172800");
	fixture_put(fixture, "deployment|service=a|at=259200");
	fixture_put(fixture, "update|service=a|component=c|version=1|released_at=86400");
	assert_true(store_count_days(fixture->store, &filter, &zone_utc, 0, 4, counts, &error));
	assert_int_equal(counts[0][EVENT_DEPLOYMENT], 4);
	assert_int_equal(counts[0][EVENT_INCIDENT], 2);
	assert_int_equal(counts[0][EVENT_NEED], 1);
	assert_int_equal(counts[0][EVENT_RULE], 0);
	assert_int_equal(counts[1][EVENT_UPDATE], 1);
	assert_int_equal(counts[1][EVENT_DEPLOYMENT], 1);
	assert_int_equal(counts[2][EVENT_DEPLOYMENT], 1);
	/* From `until` on there is nothing, nor outside of the days. */
	assert_int_equal(counts[3][EVENT_DEPLOYMENT], 0);
	memset(counts, 0, sizeof(counts));
	assert_true(store_count_days(fixture->store, &filter, &zone_utc, 2, 1, counts, &error));
	assert_int_equal(counts[0][EVENT_DEPLOYMENT], 1);
	assert_int_equal(counts[0][EVENT_UPDATE], 0);
}

static bool count_event(const struct event *event, void *context, struct error *error)
{
	(void)event;
	(void)error;
	++*(size_t *)context;
	return true;
}

/* A tool that names what it deploys by its digest makes as many names as deployments. */
static void test_any_number_of_names(void **state)
{
	static const char *const aliases[] = {"pkg:oci/ledger"};
	static const struct service service = {
		.id = "ledger", .aliases = aliases, .alias_count = 1};
	static const struct service *const services[] = {&service};
	static const struct team team = {
		.id = "payments", .services = services, .service_count = 1};
	static const struct catalog catalog = {.services = &service, .service_count = 1};
	const struct event_filter filter = {.team = &team, .catalog = &catalog};
	struct store_fixture *fixture = *state;
	struct error error;
	size_t seen = 0;

	fixture_sql(fixture,
		    "WITH RECURSIVE n (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM n "
		    "WHERE n < 40000) INSERT INTO deployment (service, at) "
		    "SELECT 'pkg:oci/ledger@' || n, n FROM n");
	if (!store_each_event(fixture->store, &filter, count_event, &seen, &error))
		fail_msg("%s", error.message);
	assert_int_equal(seen, 40000);
}

static bool stop_at_second(const struct event *event, void *context, struct error *error)
{
	(void)event;
	return ++*(int *)context < 2 || error_set(error, ERROR_USAGE, "enough");
}

static void test_stopping(void **state)
{
	struct store_fixture *fixture = *state;
	struct error error;
	int seen = 0;

	for (int i = 0; i < 5; i++)
		fixture_put(fixture, arena_printf(&fixture->arena, "rule|text=%d", i));
	assert_false(store_each_event(fixture->store, NULL, stop_at_second, &seen, &error));
	assert_int_equal(seen, 2);
	assert_string_equal(error.message, "enough");
	assert_int_equal(fixture_put(fixture, "rule|text=more"), PUT_ADDED);
}

static void test_summary(void **state)
{
	struct store_fixture *fixture = *state;
	struct store_summary summary;
	struct error error;

	assert_true(store_summarise(fixture->store, &summary, &error));
	assert_true(summary.earliest == INSTANT_NONE);
	assert_true(summary.latest == INSTANT_NONE);
	fixture_put(fixture, "rule|text=undated");
	fixture_put(fixture, "deployment|service=a|at=5");
	fixture_put(fixture, "deployment|service=a|at=6");
	fixture_put(fixture,
		    "update|service=a|component=c|version=2|released_at=1|applied_at=7");
	assert_true(store_summarise(fixture->store, &summary, &error));
	assert_int_equal(summary.events[EVENT_DEPLOYMENT], 2);
	assert_int_equal(summary.events[EVENT_UPDATE], 1);
	assert_int_equal(summary.events[EVENT_RULE], 1);
	assert_int_equal(summary.events[EVENT_NOTE], 0);
	assert_int_equal(summary.earliest, 5);
	assert_int_equal(summary.latest, 7);
}

static void test_unmatched_names(void **state)
{
	static const char *const aliases[] = {"ledger-api"};
	static const struct service services[] = {
		{.id = "ledger", .aliases = aliases, .alias_count = 1},
		{.id = "gateway"},
	};
	static const struct catalog catalog = {.services = services, .service_count = 2};
	struct store_fixture *fixture = *state;
	const struct unmatched_name *names;
	struct error error;
	size_t count;

	fixture_put(fixture, "deployment|service=ledger|at=5");
	fixture_put(fixture, "deployment|service=ledger-api|at=5");
	fixture_put(fixture, "deployment|service=portal|at=5");
	fixture_put(fixture, "deployment|service=portal|at=6");
	fixture_put(fixture, "check|service=portal|check=c|at=6|passed=1");
	fixture_put(fixture, "incident|service=Gateway|started_at=6");
	fixture_put(fixture, "coverage|kind=work|until=6");
	fixture_put(fixture, "coverage|kind=updates|until=6|service=service/gateway");
	assert_true(store_unmatched_names(fixture->store, &catalog, &fixture->arena, &names,
					  &count, &error));
	assert_int_equal(count, 2);
	assert_string_equal(names[0].name, "Gateway");
	assert_int_equal(names[0].events, 1);
	assert_string_equal(names[1].name, "portal");
	assert_int_equal(names[1].events, 3);
	assert_int_equal(names[1].sharer_count, 0);
}

static void test_shared_names(void **state)
{
	static const char *const aliases[] = {"component:ledger"};
	static const struct service services[] = {
		{.id = "ledger"},
		{.id = "ledger-old", .aliases = aliases, .alias_count = 1},
	};
	static const struct catalog catalog = {.services = services, .service_count = 2};
	struct store_fixture *fixture = *state;
	const struct unmatched_name *names;
	struct error error;
	size_t count;

	fixture_put(fixture, "deployment|service=ledger|at=5");
	fixture_put(fixture, "deployment|service=component:ledger|at=5");
	fixture_put(fixture, "deployment|service=service/ledger|at=5");
	assert_true(store_unmatched_names(fixture->store, &catalog, &fixture->arena, &names,
					  &count, &error));
	assert_int_equal(count, 1);
	assert_string_equal(names[0].name, "service/ledger");
	assert_int_equal(names[0].events, 1);
	assert_int_equal(names[0].sharer_count, 2);
	assert_ptr_equal(names[0].sharers[0], &services[0]);
	assert_ptr_equal(names[0].sharers[1], &services[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_every_type_round_trips),
		TEST(test_identity_by_id),
		TEST(test_identity_by_natural_key),
		TEST(test_completion),
		TEST(test_written_default_completes),
		TEST(test_contradiction),
		TEST(test_what_was_unknown_is_filled_beside_a_contradiction),
		TEST(test_replace),
		TEST(test_facts_that_do_not_go_together),
		TEST(test_changes),
		TEST(test_contradicting_changes),
		TEST(test_teams_of_a_meeting),
		TEST(test_order_is_of_no_matter),
		TEST(test_rollback_keeps_nothing),
		TEST(test_order_of_events),
		TEST(test_filters),
		TEST(test_pages),
		TEST(test_texts),
		TEST(test_days),
		TEST(test_any_number_of_names),
		TEST(test_stopping),
		TEST(test_summary),
		TEST(test_unmatched_names),
		TEST(test_shared_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
