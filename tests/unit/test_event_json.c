/* Events as JSON: what goes in comes out, and what is refused in which words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "intake/event_text.h"
#include "tests/support/random_event.h"
#include "tests/unit/event_support.h"

static const struct event_value *value_of(const struct event *event, const char *name)
{
	return &event->values[event_field_find(event->type, name)];
}

/* The event is untouched, and the message holds the words. */
static void refuses(const char *line, const char *words)
{
	struct event event = {.type = &event_types[EVENT_NOTE]};

	if (read_bytes(line, strlen(line), &event))
		fail_msg("'%s' is taken", line);
	assert_int_equal(error.kind, ERROR_INVALID);
	assert_ptr_equal(event.type, &event_types[EVENT_NOTE]);
	if (!strstr(error.message, words))
		fail_msg("'%s': '%s' does not say '%s'", line, error.message, words);
}

/* A deployment with these members beside the required ones. */
static void refuses_with(const char *members, const char *words)
{
	refuses(arena_printf(&arena, "{\"type\":\"deployment\",\"service\":\"s\",\"at\":0,%s}",
			     members),
		words);
}

/* -- the two ways of reading --------------------------------------------------------------- */

/* Whether a record is read the fast way. */
static bool is_plain(const char *line, struct event *event)
{
	return event_json_read_plain(line, strlen(line), &zone_utc, &arena, event);
}

/* The fast way reads what the long one, which a last "type" leads to, reads. */
static void test_plain_records_are_read_alike(void **state)
{
	static const char *const lines[][2] = {
		{"deployment", "\"service\": \"l\xc3\xa9\",\t\"at\":1790768400, \"id\" : null"},
		{"deployment", "\"service\":\"'s; -\",\"at\":\"2026-09-30T11:40:00Z\",\"kind\":"
			       "\"hotfix\",\"committed_at\":0,\"url\":\"\""},
		{"check", "\"service\":\"s\",\"check\":\"c\",\"at\":1,\"passed\":false "},
		{"slo_sample", "\"service\":\"s\",\"slo\":\"a\",\"at\":1,\"good\":"
			       "999999999999998,\"total\":999999999999999,\"seconds\":60"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		const char *plain = arena_printf(&arena, " {\"type\":\"%s\",%s}\r\n",
						 lines[i][0], lines[i][1]);
		const char *other =
			arena_printf(&arena, "{%s,\"type\":\"%s\"}", lines[i][1], lines[i][0]);
		struct event fast, slow;

		assert_true(is_plain(plain, &fast));
		assert_false(is_plain(other, &slow));
		slow = read_line(other);
		assert_true(event_equals(&fast, &slow));
	}
}

static void test_what_is_not_plain(void **state)
{
	static const char *const members[] = {
		"",
		",",
		",\"id\"",
		",\"id\":",
		",\"id\":}",
		",\"id\":\"a",
		",\"id\":\"a\\u0062\"",
		",\"id\":\"a\tb\"",
		",\"id\":5",
		",\"id\":true",
		",\"id\":nullx}",
		",\"committed_at\":01}",
		",\"committed_at\":-1}",
		",\"committed_at\":1.0}",
		",\"committed_at\":1e3}",
		",\"committed_at\":1234567890123456}",
		",\"committed_at\":5 6}",
		",\"at\":0}",
		",\"type\":\"deployment\"}",
		",\"colour\":\"a\"}",
		",\"changes\":[]}",
		",\"kind\":\"odd\"}",
		"} {}",
		"},",
	};
	struct event event;

	(void)state;
	assert_true(is_plain("{\"type\":\"deployment\",\"service\":\"s\",\"at\":0}", &event));
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (is_plain(arena_printf(
				     &arena,
				     "{\"type\":\"deployment\",\"service\":\"s\",\"at\":0%s",
				     members[i]),
			     &event))
			fail_msg("'%s' is taken", members[i]);
	assert_false(is_plain("{\"type\":\"deployment\",\"at\":0}", &event));
	assert_false(is_plain("{\"type\":\"deploiment\"}", &event));
	assert_false(is_plain("[]", &event));
}

/* -- reading ------------------------------------------------------------------------------ */

static void test_every_shape_is_read(void **state)
{
	struct event event =
		read_line("{\"service\": \"l\\u00e9dger\", \"at\": \"2026-09-30T11:40:00Z\", "
			  "\"changes\": [{\"committed_at\": 5, \"revision\": \"a\"}, "
			  "{\"revision\": \"b\", \"committed_at\": null}, "
			  "{\"revision\": \"c\"}], "
			  "\"id\": null, \"type\": \"deployment\", \"committed_at\": 7}\n");
	const struct event_value *changes = value_of(&event, "changes");

	(void)state;
	assert_string_equal(value_of(&event, "service")->text, "l\xc3\xa9"
							       "dger");
	assert_int_equal(value_of(&event, "at")->integer, 1790768400);
	assert_int_equal(value_of(&event, "committed_at")->integer, 7);
	assert_false(value_of(&event, "id")->is_present);
	assert_int_equal(changes->count, 3);
	assert_string_equal(changes->changes[0].revision, "a");
	assert_int_equal(changes->changes[0].committed_at, 5);
	assert_int_equal(changes->changes[1].committed_at, INSTANT_NONE);
	assert_int_equal(changes->changes[2].committed_at, INSTANT_NONE);

	event = read_line("{\"type\":\"check\",\"service\":\"s\",\"check\":\"c\",\"at\":1,"
			  "\"passed\":true}");
	assert_int_equal(value_of(&event, "passed")->integer, 1);
	event = read_line("{\"type\":\"check\",\"service\":\"s\",\"check\":\"c\",\"at\":1,"
			  "\"passed\":0}");
	assert_int_equal(value_of(&event, "passed")->integer, 0);
	event = read_line("{\"type\":\"meeting\",\"at\":1,\"teams\":[\"a\",\"b\"]}");
	assert_int_equal(value_of(&event, "teams")->count, 2);
	event = read_line(
		"{\"type\":\"deployment\",\"service\":\"s\",\"at\":0,\"changes\":[]}");
	assert_false(value_of(&event, "changes")->is_present);
	event = read_line("{\"type\":\"incident\",\"service\":\"s\",\"started_at\":1,"
			  "\"title\":\"\"}");
	assert_false(value_of(&event, "title")->is_present);
}

/* SQLite's own reading of a number would be an ulp off here and there. */
static void test_numbers_are_exact(void **state)
{
	uint64_t seed = 20261001;

	(void)state;
	for (int i = 0; i < 2000; i++) {
		struct event event;
		struct buffer line;
		double number;
		uint64_t bits = random_next(&seed) & (UINT64_MAX >> 1);

		memcpy(&number, &bits, sizeof(number));
		if (!(number <= 1.7e308))
			continue;
		buffer_init(&line);
		buffer_add_string(&line, "{\"type\":\"slo_sample\",\"service\":\"s\",\"slo\":"
					 "\"x\",\"at\":0,\"good\":0,\"total\":");
		number_add(&line, number);
		buffer_add_char(&line, '}');
		event = read_line(line.bytes);
		assert_memory_equal(&value_of(&event, "total")->number, &number,
				    sizeof(number));
		buffer_release(&line);
	}
}

static void test_whole_numbers_written_otherwise(void **state)
{
	struct event event = read_line("{\"type\":\"slo_sample\",\"service\":\"s\",\"slo\":"
				       "\"x\",\"at\":1759232400.9,\"good\":1,\"total\":2.50,"
				       "\"seconds\":6e2}");

	(void)state;
	assert_int_equal(value_of(&event, "at")->integer, 1759232400);
	assert_int_equal(value_of(&event, "seconds")->integer, 600);
	assert_true(value_of(&event, "total")->number >= 2.5 &&
		    value_of(&event, "total")->number <= 2.5);
	refuses("{\"type\":\"slo_sample\",\"service\":\"s\",\"slo\":\"x\",\"at\":0,"
		"\"good\":1,\"total\":2,\"seconds\":1.5}",
		"whole number");
	refuses("{\"type\":\"slo_sample\",\"service\":\"s\",\"slo\":\"x\",\"at\":0,"
		"\"good\":1,\"total\":1e999}",
		"too large");
	refuses("{\"type\":\"slo_sample\",\"service\":\"s\",\"slo\":\"x\",\"at\":0,"
		"\"good\":-1,\"total\":1}",
		"good");
	refuses("{\"type\":\"incident\",\"service\":\"s\",\"started_at\":-1}", "started_at");
	refuses("{\"type\":\"incident\",\"service\":\"s\",\"started_at\":99999999999999999999}",
		"started_at");
}

static void test_what_is_not_an_object(void **state)
{
	(void)state;
	refuses("", "valid JSON");
	refuses("{", "valid JSON");
	refuses("{\"type\":\"deployment\",}", "valid JSON");
	refuses("{type:\"deployment\"}", "valid JSON");
	refuses("{\"type\":\"deployment\"} {}", "valid JSON");
	refuses("{\"type\":\"a\tb\"}", "valid JSON");
	refuses("NaN", "valid JSON");
	refuses("[]", "an object is expected, not a list");
	refuses("\"x\"", "an object is expected, not a text");
	refuses("12", "an object is expected, not a number");
	refuses("null", "an object is expected");
}

static void test_the_type(void **state)
{
	(void)state;
	refuses("{}", "needs \"type\"");
	refuses("{\"type\":null}", "needs \"type\"");
	refuses("{\"type\":1}", "type: a text is expected, not a number");
	refuses("{\"type\":\"deploymnt\"}", "did you mean 'deployment'?");
	refuses("{\"type\":\"zzz\"}", "'zzz' is not a type of event");
	refuses_with("\"type\":\"deployment\"", "'type' is given twice");
	refuses_with("\"type\":\"incident\"", "'type' is given twice");
}

static void test_keys(void **state)
{
	(void)state;
	refuses_with("\"revison\":\"a\"", "did you mean 'revision'?");
	refuses_with("\"author\":\"a\"", "'author' is not a field of deployment");
	refuses_with("\"\":1", "is not a field of deployment");
	refuses_with("\"service\":\"t\"", "'service' is given twice");
	refuses_with("\"id\":null,\"id\":\"x\"", "'id' is given twice");
	refuses_with("\"a.b[0]\\\"\":1.5", "is not a field of deployment");
	refuses("{\"type\":\"deployment\",\"service\":\"s\"}", "needs 'at'");
	refuses("{\"type\":\"deployment\",\"service\":null,\"at\":0}", "needs 'service'");
}

static void test_wrong_shapes(void **state)
{
	(void)state;
	refuses_with("\"id\":1", "id: a text is expected, not a number");
	refuses_with("\"id\":[]", "id: a text is expected, not a list");
	refuses_with("\"id\":true", "id: a text is expected, not true");
	refuses_with("\"kind\":{}", "kind: a text is expected, not an object");
	refuses_with("\"committed_at\":true", "committed_at: an instant");
	refuses_with("\"committed_at\":{\"x\":1}", "committed_at: an instant");
	refuses_with("\"changes\":{}", "changes: a list");
	refuses_with("\"changes\":\"a=1\"", "changes: a list");
	refuses_with("\"changes\":[1]", "changes: {\"revision\"");
	refuses_with("\"changes\":[null]", "not nothing");
	refuses_with("\"changes\":[[]]", "not a list");
	refuses_with("\"changes\":[{}]", "a change needs 'revision'");
	refuses_with("\"changes\":[{\"committed_at\":1}],\"id\":\"x\"",
		     "a change needs 'revision'");
	refuses_with("\"changes\":[{\"revision\":\"\"}]", "must not be empty");
	refuses_with("\"changes\":[{\"revision\":null}]", "revision");
	refuses_with("\"changes\":[{\"revision\":1}]", "changes: revision: a text");
	refuses_with("\"changes\":[{\"revision\":{\"a\":1}}]", "changes: revision: a text");
	refuses_with("\"changes\":[{\"revision\":\"a\",\"comitted_at\":1}]",
		     "did you mean 'committed_at'?");
	refuses_with("\"changes\":[{\"revision\":\"a\",\"sha\":1}]", "'sha' is not a field");
	refuses_with("\"changes\":[{\"revision\":\"a\",\"revision\":\"b\"}]", "given twice");
	refuses_with("\"changes\":[{\"revision\":\"a\"},{\"revision\":\"a\"}]", "given twice");
	refuses_with("\"changes\":[{\"revision\":\"a\",\"committed_at\":\"x=1\"}]", "x=1");
	refuses("{\"type\":\"meeting\",\"at\":0,\"teams\":\"a\"}", "teams: a list of team ids");
	refuses("{\"type\":\"meeting\",\"at\":0,\"teams\":[1]}", "a team's id is expected");
	refuses("{\"type\":\"meeting\",\"at\":0,\"teams\":[[\"a\"]]}", "a team's id is");
	refuses("{\"type\":\"meeting\",\"at\":0,\"teams\":[]}", "needs 'teams'");
	refuses("{\"type\":\"check\",\"service\":\"s\",\"check\":\"c\",\"at\":1,"
		"\"passed\":\"true\"}",
		"passed: true or false is expected, not a text");
	refuses("{\"type\":\"check\",\"service\":\"s\",\"check\":\"c\",\"at\":1,\"passed\":2}",
		"passed");
	refuses("{\"type\":\"slo_sample\",\"service\":\"s\",\"slo\":\"x\",\"at\":0,"
		"\"good\":\"1\",\"total\":1}",
		"good: a number is expected, not a text");
}

static void test_bytes_that_sqlite_would_pass(void **state)
{
	struct event event;

	(void)state;
	refuses_with("\"id\":\"a\\u0000b\"", "NUL");
	refuses_with("\"id\":\"\\\\\\u0000\"", "NUL");
	refuses_with("\"i\\u0000d\":\"a\"", "NUL");
	refuses_with("\"id\":\"\\ud800\"", "UTF-8");
	refuses_with("\"id\":\"\xff\"", "UTF-8");
	assert_false(read_bytes("{\"type\":\"note\"}\0", 16, &event));
	assert_non_null(strstr(error.message, "NUL"));
	/* A backslash before it, so it is no escape. */
	event = read_line("{\"type\":\"deployment\",\"service\":\"s\",\"at\":0,"
			  "\"id\":\"a\\\\u0000\"}");
	assert_string_equal(value_of(&event, "id")->text, "a\\u0000");
	event = read_line("{\"type\":\"deployment\",\"service\":\"s\",\"at\":0,"
			  "\"id\":\"\\ud83d\\ude00\"}");
	assert_string_equal(value_of(&event, "id")->text, "\xf0\x9f\x98\x80");
}

static void test_hostile_sizes(void **state)
{
	struct buffer line;

	(void)state;
	buffer_init(&line);
	buffer_add_repeated(&line, '[', 100000);
	refuses(line.bytes, "JSON");
	buffer_clear(&line);
	buffer_add_repeated(&line, ' ', EVENT_JSON_BYTES_MAX + 1);
	refuses(line.bytes, "16 MiB");
	buffer_release(&line);
}

/* After a refusal the same reader reads on. */
static void test_a_reader_recovers(void **state)
{
	(void)state;
	refuses_with("\"changes\":[{\"revision\":\"a\"},5]", "changes");
	read_line("{\"type\":\"deployment\",\"service\":\"s\",\"at\":0}");
	refuses("{", "JSON");
	read_line("{\"type\":\"deployment\",\"service\":\"s\",\"at\":0}");
}

/* -- lines -------------------------------------------------------------------------------- */

static void test_lines(void **state)
{
	static const char text[] = "\xef\xbb\xbf{\"a\":1}\r\n\n  \r\n{\"b\":2}\n{\"c\":3}";
	FILE *file = fmemopen((void *)(uintptr_t)text, sizeof(text) - 1, "r");
	struct buffer line;
	size_t number = 0;

	(void)state;
	buffer_init(&line);
	assert_true(event_json_next_line(file, &line, &number));
	assert_int_equal(number, 1);
	assert_string_equal(line.bytes, "   {\"a\":1}\r\n");
	assert_true(event_json_next_line(file, &line, &number));
	assert_int_equal(number, 4);
	assert_true(event_json_next_line(file, &line, &number));
	assert_int_equal(number, 5);
	assert_string_equal(line.bytes, "{\"c\":3}");
	assert_false(event_json_next_line(file, &line, &number));
	buffer_release(&line);
	fclose(file);
}

static void test_a_line_without_end_is_cut(void **state)
{
	FILE *file = tmpfile();
	struct buffer line;
	size_t number = 0;

	(void)state;
	assert_non_null(file);
	for (size_t i = 0; i < 2 * EVENT_JSON_BYTES_MAX; i += 64)
		fprintf(file, "%64s", "x");
	fputs("\n{}\n", file);
	rewind(file);
	buffer_init(&line);
	assert_true(event_json_next_line(file, &line, &number));
	assert_true(line.length_bytes > EVENT_JSON_BYTES_MAX);
	assert_true(line.length_bytes < EVENT_JSON_BYTES_MAX + 8192);
	assert_true(event_json_next_line(file, &line, &number));
	assert_string_equal(line.bytes, "{}\n");
	buffer_release(&line);
	fclose(file);
}

/* -- writing ------------------------------------------------------------------------------ */

static void test_an_event_is_written_in_order(void **state)
{
	struct event event = read_line("{\"changes\":[{\"revision\":\"a\",\"committed_at\":60},"
				       "{\"revision\":\"b\"}],\"kind\":\"hotfix\",\"at\":0,"
				       "\"service\":\"s\",\"type\":\"deployment\"}");
	struct buffer line;

	(void)state;
	buffer_init(&line);
	event_json_write(&line, &event);
	assert_string_equal(line.bytes,
			    "{\"type\": \"deployment\", \"service\": \"s\", \"at\": "
			    "\"1970-01-01T00:00:00Z\", \"kind\": \"hotfix\", \"changes\": "
			    "[{\"revision\": \"a\", \"committed_at\": "
			    "\"1970-01-01T00:01:00Z\"}, {\"revision\": \"b\"}]}\n");
	buffer_clear(&line);
	event = read_line("{\"type\":\"slo_sample\",\"service\":\"s\",\"slo\":\"x\",\"at\":0,"
			  "\"good\":0.1,\"total\":1000,\"seconds\":60}");
	event_json_write(&line, &event);
	assert_string_equal(line.bytes,
			    "{\"type\": \"slo_sample\", \"service\": \"s\", \"slo\": \"x\", "
			    "\"at\": \"1970-01-01T00:00:00Z\", \"good\": 0.1, \"total\": 1000, "
			    "\"seconds\": 60}\n");
	buffer_release(&line);
}

static void test_strings_obey_nobody(void **state)
{
	struct buffer text;

	(void)state;
	buffer_init(&text);
	json_string_add(&text, "a\"b\\c\n\t\x1b[0m\x7f \xc3\xa9 \xc2\x9b \xe2\x80\xae "
			       "\xf3\xa0\x81\x81");
	assert_string_equal(text.bytes,
			    "\"a\\\"b\\\\c\\u000a\\u0009\\u001b[0m\\u007f \xc3\xa9 \\u009b "
			    "\\u202e \\udb40\\udc41\"");
	buffer_release(&text);
}

static void test_numbers_are_short(void **state)
{
	static const struct {
		double number;
		const char *text;
	} numbers[] = {{0, "0"},
		       {1, "1"},
		       {0.1, "0.1"},
		       {999, "999"},
		       {1e15, "1e+15"},
		       {123456.789, "123456.789"},
		       {2.5, "2.5"},
		       {1e300, "1e+300"},
		       {0.30000000000000004, "0.30000000000000004"},
		       {5e-324, "4.94065645841247e-324"}};
	struct buffer text;

	(void)state;
	buffer_init(&text);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		buffer_clear(&text);
		number_add(&text, numbers[i].number);
		assert_string_equal(text.bytes, numbers[i].text);
	}
	buffer_release(&text);
}

static void test_what_goes_in_comes_out(void **state)
{
	uint64_t seed = 42;

	(void)state;
	for (size_t i = 0; i < 4000; i++) {
		struct event written, read;
		struct buffer line;

		random_event(&written, &event_types[i % EVENT_KIND_COUNT], &seed, &arena);
		buffer_init(&line);
		event_json_write(&line, &written);
		assert_int_equal(strcspn(line.bytes, "\n"), line.length_bytes - 1);
		read = read_line(line.bytes);
		if (!events_are_equal(&written, &read))
			fail_msg("not the same: %s", line.bytes);
		buffer_release(&line);
	}
}

#define WITH_READER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_READER(test_plain_records_are_read_alike),
		WITH_READER(test_what_is_not_plain),
		WITH_READER(test_every_shape_is_read),
		WITH_READER(test_numbers_are_exact),
		WITH_READER(test_whole_numbers_written_otherwise),
		WITH_READER(test_what_is_not_an_object),
		WITH_READER(test_the_type),
		WITH_READER(test_keys),
		WITH_READER(test_wrong_shapes),
		WITH_READER(test_bytes_that_sqlite_would_pass),
		WITH_READER(test_hostile_sizes),
		WITH_READER(test_a_reader_recovers),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_a_line_without_end_is_cut),
		WITH_READER(test_an_event_is_written_in_order),
		cmocka_unit_test(test_strings_obey_nobody),
		cmocka_unit_test(test_numbers_are_short),
		WITH_READER(test_what_goes_in_comes_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
