/* Foreign files cut into documents: where each begins, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
/* cmocka wants the three above first. */
#include <cmocka.h>

#include <string.h>

#include "intake/documents.h"

/* "1:{...} 3:[...]": lines and texts of the documents so far. */
static struct buffer seen;
static struct error error;

static bool see(const char *json, size_t length_bytes, size_t line, void *context,
		struct error *failure)
{
	(void)context;
	(void)failure;
	buffer_addf(&seen, "%s%zu:%.*s", seen.length_bytes ? " " : "", line, (int)length_bytes,
		    json);
	return true;
}

static bool refuse(size_t line, void *context, struct error *failure)
{
	(void)context;
	(void)failure;
	buffer_addf(&seen, "%s%zu!", seen.length_bytes ? " " : "", line);
	return true;
}

static bool read_bytes(enum document_form form, const char *text, size_t length)
{
	const struct document_reading reading = {
		.forms = 1u << form, .wrappers = "items rows", .each = see, .refuse = refuse};
	FILE *file = tmpfile();
	bool is_read;

	assert_non_null(file);
	fwrite(text, 1, length, file);
	rewind(file);
	buffer_clear(&seen);
	is_read = documents_read(&reading, file, &error);
	fclose(file);
	return is_read;
}

static void gives(enum document_form form, const char *text, const char *expected)
{
	if (!read_bytes(form, text, strlen(text)))
		fail_msg("%s: %s", text, error.message);
	assert_string_equal(seen.bytes, expected);
}

static void refuses(enum document_form form, const char *text, const char *words)
{
	if (read_bytes(form, text, strlen(text)))
		fail_msg("%s gives %s", text, seen.bytes);
	if (!strstr(error.message, words))
		fail_msg("%s: '%s', not '%s'", text, error.message, words);
	assert_int_equal(error.kind, ERROR_INVALID);
}

static void json_is_cut(void **state)
{
	(void)state;
	gives(DOCUMENT_JSON, "", "");
	gives(DOCUMENT_JSON, " \n", "");
	gives(DOCUMENT_JSON, "{}", "1:{}");
	gives(DOCUMENT_JSON, "{} {}\n{}", "1:{} 1:{} 2:{}");
	gives(DOCUMENT_JSON, "[{},\n 1 , \"a]\",\ntrue]", "1:{} 2:1 2:\"a]\" 3:true");
	gives(DOCUMENT_JSON, "[[1,2],[3]]", "1:1 1:2 1:3");
	gives(DOCUMENT_JSON, "{\"a\": [1, {\"items\": [2]}]}",
	      "1:{\"a\": [1, {\"items\": [2]}]}");
	gives(DOCUMENT_JSON, "{\"more\": false,\n\"items\": [1,\n2], \"x\": {}}\n7",
	      "2:1 3:2 4:7");
	gives(DOCUMENT_JSON, "{\"items\": {\"a\": 1}}", "1:{\"items\": {\"a\": 1}}");
	gives(DOCUMENT_JSON, "{\"a\\\"items\": [1]}", "1:{\"a\\\"items\": [1]}");
	gives(DOCUMENT_JSON, "\xef\xbb\xbf{}", "1:{}");
	gives(DOCUMENT_JSON, "\x1e{}\n\x1e{}\n", "1:{} 2:{}");
}

static void json_cut_short_is_refused(void **state)
{
	(void)state;
	refuses(DOCUMENT_JSON, "[1,", "the list that begins on line 1 is not closed");
	refuses(DOCUMENT_JSON, "\n[{}\n", "the list that begins on line 2 is not closed");
	refuses(DOCUMENT_JSON, "{}\n{\"a\": \"}", "the object that begins on line 2");
	refuses(DOCUMENT_JSON, "[1 2]", "a comma or ] is expected");
	refuses(DOCUMENT_JSON, "[[[[[1]]]]]", "lists within lists");
	refuses(DOCUMENT_JSON, "\xff", "not UTF-8");
	assert_false(read_bytes(DOCUMENT_JSON, "{}\n\0", 4));
	assert_non_null(strstr(error.message, "NUL byte on line 2"));
}

/* Whatever is cut off its end, a file gives the documents before the cut, or words. */
static void every_beginning_ends(void **state)
{
	static const char text[] =
		"{\"items\": [{\"a\": \"\\\\\\\"]\"}, [1, 2]], \"b\": null}\n[true, {}]";

	(void)state;
	for (size_t length = 0; length < sizeof(text); length++) {
		error.message[0] = '\0';
		if (!read_bytes(DOCUMENT_JSON, text, length))
			assert_true(error.message[0]);
	}
	gives(DOCUMENT_JSON, text, "1:{\"a\": \"\\\\\\\"]\"} 1:1 1:2 2:true 2:{}");
}

static void rows_are_objects(void **state)
{
	(void)state;
	gives(DOCUMENT_CSV, "a,\"b \"\"c\"\"\"\n1,\n\"x\ny\",2\n",
	      "2:{\"a\":\"1\"} 3:{\"a\":\"x\\u000ay\",\"b \\\"c\\\"\":\"2\"}");
	gives(DOCUMENT_CSV, "a,b\n1\n2,3\n", "2! 3:{\"a\":\"2\",\"b\":\"3\"}");
	refuses(DOCUMENT_CSV, "", "nothing to read");
	refuses(DOCUMENT_CSV, "a\n\"x", "line 2: ");
}

static void stanzas_are_objects(void **state)
{
	(void)state;
	gives(DOCUMENT_STANZAS, "\nA: 1\nB:  x: y\n z\r\n\n\nA: 2",
	      "2:{\"A\":\"1\",\"B\":\"x: y\\u000a z\"} 7:{\"A\":\"2\"}");
	refuses(DOCUMENT_STANZAS, "A: 1\nno key\n", "line 2: 'Key: value' is expected");
	refuses(DOCUMENT_STANZAS, " goes on\n", "line 1: ");
}

static void front_matter_is_an_object(void **state)
{
	(void)state;
	gives(DOCUMENT_FRONT_MATTER, "---\na: yes\nb: [1, ~]\nc: {d: \"2\"}\n---\ntext\n",
	      "1:{\"a\":\"yes\",\"b\":[\"1\",null],\"c\":{\"d\":\"2\"}}");
	/* What is not sound is refused as a document, which may be passed over. */
	gives(DOCUMENT_FRONT_MATTER, "a: 1\n---\n", "1!");
	gives(DOCUMENT_FRONT_MATTER, "---\na: 1\n", "1!");
	gives(DOCUMENT_FRONT_MATTER, "---\na: [\n---\n", "1!");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_is_cut),
		cmocka_unit_test(json_cut_short_is_refused),
		cmocka_unit_test(every_beginning_ends),
		cmocka_unit_test(rows_are_objects),
		cmocka_unit_test(stanzas_are_objects),
		cmocka_unit_test(front_matter_is_an_object),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
