/* Events: what each kind of field takes, what is refused and in which words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "model/event.h"

static struct arena arena;
static struct error error;

static int set_up(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static struct event_value *value_of(struct event *event, const char *name)
{
	return &event->values[event_field_find(event->type, name)];
}

static bool set(struct event *event, const char *name, const char *text)
{
	int field = event_field_find(event->type, name);

	assert_true(field >= 0);
	memset(&error, 0, sizeof(error));
	return event_set(event, field, text, NULL, &arena, &error);
}

static void takes(struct event *event, const char *name, const char *text)
{
	if (!set(event, name, text))
		fail_msg("%s refuses '%s': %s", name, text, error.message);
}

/* The value stays absent, and the message holds the words. */
static void refuses(enum event_kind kind, const char *name, const char *text, const char *words)
{
	struct event event;

	event_init(&event, &event_types[kind]);
	if (set(&event, name, text))
		fail_msg("%s takes '%s'", name, text);
	assert_int_equal(error.kind, ERROR_INVALID);
	assert_false(value_of(&event, name)->is_present);
	if (!strstr(error.message, words) || !strstr(error.message, name))
		fail_msg("'%s' does not say '%s'", error.message, words);
}

static void is_complete(const struct event *event)
{
	if (!event_is_complete(event, &error))
		fail_msg("%s", error.message);
}

static void is_incomplete(const struct event *event, const char *words)
{
	memset(&error, 0, sizeof(error));
	assert_false(event_is_complete(event, &error));
	assert_int_equal(error.kind, ERROR_INVALID);
	if (!strstr(error.message, words))
		fail_msg("'%s' does not say '%s'", error.message, words);
}

/* -- the table ---------------------------------------------------------------------------- */

static void test_the_table_is_sound(void **state)
{
	(void)state;
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++) {
		const struct event_type *type = &event_types[i];
		int at = event_field_find(type, type->at_field);

		assert_int_equal(type->kind, i);
		assert_ptr_equal(event_type_find(type->name), type);
		assert_true(at >= 0);
		assert_int_equal(type->fields[at].kind, FIELD_INSTANT);
		assert_true(type->field_count <= EVENT_FIELDS_MAX);
		for (size_t j = 0; j < type->field_count; j++) {
			assert_non_null(type->fields[j].name);
			assert_int_equal(event_field_find(type, type->fields[j].name), j);
			assert_int_equal(type->fields[j].kind == FIELD_CHOICE,
					 type->fields[j].choices != NULL);
		}
	}
	assert_null(event_type_find("deploy"));
	assert_int_equal(event_field_find(&event_types[EVENT_RULE], "at"), -1);
}

/* -- one field ---------------------------------------------------------------------------- */

static void test_texts(void **state)
{
	char *long_text = arena_allocate(&arena, EVENT_TEXT_BYTES_MAX + 2, 1);
	char passing[] = "ledger";
	struct event event;

	(void)state;
	event_init(&event, &event_types[EVENT_INCIDENT]);
	takes(&event, "service", passing);
	passing[0] = 'x';
	assert_string_equal(value_of(&event, "service")->text, "ledger");
	takes(&event, "title", "");
	assert_false(value_of(&event, "title")->is_present);
	memset(long_text, 'a', EVENT_TEXT_BYTES_MAX);
	takes(&event, "title", long_text);
	long_text[EVENT_TEXT_BYTES_MAX] = 'a';
	refuses(EVENT_INCIDENT, "title", long_text, "64 KiB");
	refuses(EVENT_INCIDENT, "service", "", "must not be empty");
	refuses(EVENT_INCIDENT, "title", "\xff", "UTF-8");
	refuses(EVENT_INCIDENT, "title", "\xed\xa0\x80", "UTF-8");
}

static void test_instants(void **state)
{
	struct event event;

	(void)state;
	event_init(&event, &event_types[EVENT_INCIDENT]);
	takes(&event, "started_at", "2026-09-30T11:40:00+02:00");
	assert_int_equal(value_of(&event, "started_at")->integer, 1790761200);
	takes(&event, "restored_at", "1790761200");
	assert_int_equal(value_of(&event, "restored_at")->integer, 1790761200);
	refuses(EVENT_INCIDENT, "started_at", "yesterday", "yesterday");
	refuses(EVENT_INCIDENT, "started_at", "", "");
	refuses(EVENT_INCIDENT, "started_at", "2026-09-30T11:40:00", "2026-09-30T11:40:00");
	assert_true(event_set(&event, event_field_find(event.type, "detected_at"),
			      "2026-09-30T11:40:00", &zone_utc, &arena, &error));
	assert_int_equal(value_of(&event, "detected_at")->integer, 1790768400);
}

static void test_numbers(void **state)
{
	struct event event;

	(void)state;
	event_init(&event, &event_types[EVENT_SLO_SAMPLE]);
	takes(&event, "seconds", "86400");
	assert_int_equal(value_of(&event, "seconds")->integer, 86400);
	takes(&event, "seconds", "9007199254740992");
	refuses(EVENT_SLO_SAMPLE, "seconds", "9007199254740993", "too large");
	refuses(EVENT_SLO_SAMPLE, "seconds", "99999999999999999999999", "too large");
	refuses(EVENT_SLO_SAMPLE, "seconds", "-1", "whole number");
	refuses(EVENT_SLO_SAMPLE, "seconds", "1.5", "whole number");
	refuses(EVENT_SLO_SAMPLE, "seconds", "", "whole number");
	takes(&event, "good", "0.1");
	assert_true(value_of(&event, "good")->number >= 0.1 &&
		    value_of(&event, "good")->number <= 0.1);
	takes(&event, "good", "1e3");
	assert_true(value_of(&event, "good")->number >= 1000);
	takes(&event, "good", ".5");
	takes(&event, "good", "5.");
	takes(&event, "good", "0");
	for (const char *const *text =
		     (const char *const[]){"", ".", "-1", "+1", "1e", "e1", "0x10", "inf",
					   "nan", " 1", "1 ", "1,5", "1e+", NULL};
	     *text; text++)
		refuses(EVENT_SLO_SAMPLE, "good", *text, "is not a number");
	refuses(EVENT_SLO_SAMPLE, "good", "1e999", "too large");
}

static void test_booleans(void **state)
{
	struct event event;

	(void)state;
	event_init(&event, &event_types[EVENT_CHECK]);
	for (const char *const *text = (const char *const[]){"true", "yes", "1", NULL}; *text;
	     text++) {
		takes(&event, "passed", *text);
		assert_int_equal(value_of(&event, "passed")->integer, 1);
	}
	for (const char *const *text = (const char *const[]){"false", "no", "0", NULL}; *text;
	     text++) {
		takes(&event, "passed", *text);
		assert_int_equal(value_of(&event, "passed")->integer, 0);
	}
	refuses(EVENT_CHECK, "passed", "maybe", "neither true nor false");
	refuses(EVENT_CHECK, "passed", "TRUE", "neither true nor false");
	refuses(EVENT_CHECK, "passed", "", "neither true nor false");
}

static void test_choices(void **state)
{
	struct event event;

	(void)state;
	event_init(&event, &event_types[EVENT_DEPLOYMENT]);
	takes(&event, "kind", "rollback");
	assert_string_equal(value_of(&event, "kind")->text, "rollback");
	refuses(EVENT_DEPLOYMENT, "kind", "rolback", "did you mean 'rollback'?");
	refuses(EVENT_DEPLOYMENT, "kind", "canary", "normal, hotfix or rollback");
	refuses(EVENT_DEPLOYMENT, "kind", "", "normal, hotfix or rollback");
	refuses(EVENT_DEPLOYMENT, "outcome", "normal", "succeeded or failed");
}

static void test_changes_append(void **state)
{
	struct event event;
	struct event_value *changes;

	(void)state;
	event_init(&event, &event_types[EVENT_DEPLOYMENT]);
	changes = value_of(&event, "changes");
	for (int i = 0; i < 100; i++)
		takes(&event, "changes", arena_printf(&arena, "r%d=%d", i, i));
	assert_int_equal(changes->count, 100);
	for (int i = 0; i < 100; i++) {
		assert_string_equal(changes->changes[i].revision,
				    arena_printf(&arena, "r%d", i));
		assert_int_equal(changes->changes[i].committed_at, i);
	}
	takes(&event, "changes", "a=b=7");
	assert_string_equal(changes->changes[100].revision, "a=b");
	takes(&event, "changes", "unknown=");
	assert_int_equal(changes->changes[101].committed_at, INSTANT_NONE);
	assert_false(set(&event, "changes", "=7"));
	assert_non_null(strstr(error.message, "revision must not be empty"));
	assert_false(set(&event, "changes", "abc"));
	assert_non_null(strstr(error.message, "REVISION=T"));
	assert_false(set(&event, "changes", "abc=soon"));
	assert_non_null(strstr(error.message, "soon"));
	assert_false(set(&event, "changes", "\xff=7"));
	assert_int_equal(changes->count, 102);
}

/* What was put there by others is copied before anything is appended. */
static void test_changes_append_to_an_exact_array(void **state)
{
	struct change_record one[] = {{"a", 1}};
	struct event event;
	struct event_value *changes;

	(void)state;
	event_init(&event, &event_types[EVENT_DEPLOYMENT]);
	changes = value_of(&event, "changes");
	*changes = (struct event_value){.is_present = true, .changes = one, .count = 1};
	takes(&event, "changes", "b=2");
	assert_ptr_not_equal(changes->changes, one);
	assert_string_equal(changes->changes[0].revision, "a");
	assert_string_equal(changes->changes[1].revision, "b");
}

static void test_teams_append(void **state)
{
	struct event event;

	(void)state;
	event_init(&event, &event_types[EVENT_MEETING]);
	takes(&event, "at", "0");
	is_incomplete(&event, "needs 'teams'");
	takes(&event, "teams", "payments");
	takes(&event, "teams", "checkout");
	assert_int_equal(value_of(&event, "teams")->count, 2);
	assert_string_equal(value_of(&event, "teams")->teams[1], "checkout");
	assert_false(set(&event, "teams", ""));
	is_complete(&event);
	takes(&event, "teams", "payments");
	is_incomplete(&event, "teams: 'payments' is given twice");
}

/* -- a whole event ------------------------------------------------------------------------ */

/* An event with the required fields alone is complete, and without any one of them is not. */
static void test_required_fields(void **state)
{
	(void)state;
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++) {
		const struct event_type *type = &event_types[i];
		struct event event;

		event_init(&event, type);
		for (size_t j = 0; j < type->field_count; j++) {
			enum field_kind kind = type->fields[j].kind;
			const char *choices = type->fields[j].choices;

			if (!type->fields[j].is_required)
				continue;
			assert_false(event_is_complete(&event, &error));
			assert_non_null(strstr(error.message, type->fields[j].name));
			takes(&event, type->fields[j].name,
			      kind == FIELD_CHOICE
				      ? arena_copy(&arena, choices, strcspn(choices, " "))
				      : "1");
		}
		is_complete(&event);
	}
}

static void test_values_go_together(void **state)
{
	struct event event;

	(void)state;
	event_init(&event, &event_types[EVENT_SLO_SAMPLE]);
	takes(&event, "service", "ledger");
	takes(&event, "slo", "availability");
	takes(&event, "at", "0");
	takes(&event, "good", "10");
	takes(&event, "total", "10");
	is_complete(&event);
	takes(&event, "good", "11");
	is_incomplete(&event, "good");
	takes(&event, "good", "0");
	takes(&event, "seconds", "0");
	is_incomplete(&event, "seconds");
	takes(&event, "seconds", "1");
	is_complete(&event);

	event_init(&event, &event_types[EVENT_EXERCISE]);
	takes(&event, "team", "payments");
	takes(&event, "at", "0");
	takes(&event, "outcome", "detected");
	takes(&event, "reported", "5");
	is_complete(&event);
	takes(&event, "sent", "4");
	is_incomplete(&event, "reported");
	takes(&event, "sent", "5");
	is_complete(&event);
}

static void test_a_revision_twice_is_refused(void **state)
{
	struct event event;

	(void)state;
	event_init(&event, &event_types[EVENT_DEPLOYMENT]);
	takes(&event, "service", "ledger");
	takes(&event, "at", "0");
	takes(&event, "changes", "a=1");
	takes(&event, "changes", "b=1");
	is_complete(&event);
	takes(&event, "changes", "a=2");
	is_incomplete(&event, "changes: 'a' is given twice");
}

/* What looks odd but is a fact: readings leave it out with its reason. */
static void test_odd_facts_are_taken(void **state)
{
	struct event event;

	(void)state;
	event_init(&event, &event_types[EVENT_INCIDENT]);
	takes(&event, "service", "ledger");
	takes(&event, "started_at", "100");
	takes(&event, "restored_at", "50");
	is_complete(&event);
	event_init(&event, &event_types[EVENT_UPDATE]);
	takes(&event, "service", "ledger");
	takes(&event, "component", "pkg:npm/x");
	takes(&event, "version", "1");
	is_complete(&event);
	assert_int_equal(event_at(&event), INSTANT_NONE);
}

static void test_the_instant_that_orders(void **state)
{
	struct event event;

	(void)state;
	event_init(&event, &event_types[EVENT_RULE]);
	assert_int_equal(event_at(&event), INSTANT_NONE);
	takes(&event, "retired_at", "9");
	assert_int_equal(event_at(&event), 9);
	takes(&event, "added_at", "5");
	assert_int_equal(event_at(&event), 5);
	event_init(&event, &event_types[EVENT_UPDATE]);
	takes(&event, "released_at", "3");
	assert_int_equal(event_at(&event), 3);
	takes(&event, "applied_at", "4");
	assert_int_equal(event_at(&event), 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_the_table_is_sound, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_texts, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_instants, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_numbers, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_booleans, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_choices, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_changes_append, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_changes_append_to_an_exact_array, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_teams_append, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_required_fields, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_values_go_together, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_revision_twice_is_refused, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_odd_facts_are_taken, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_the_instant_that_orders, set_up,
						tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
