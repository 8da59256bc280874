/* Events as CSV: RFC 4180, the guard of cells, lists in a cell; what goes in comes out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "intake/event_csv.h"
#include "tests/support/random_event.h"

static struct event_csv reader;
static struct arena arena;
static struct error error;
static FILE *file;

static bool open_bytes(enum event_kind kind, const char *bytes, size_t length_bytes)
{
	memset(&error, 0, sizeof(error));
	arena_init(&arena);
	file = length_bytes ? fmemopen((void *)(uintptr_t)bytes, length_bytes, "r")
			    : fopen("/dev/null", "r");
	assert_non_null(file);
	return event_csv_open(&reader, file, &event_types[kind], NULL, &error);
}

static void open_text(enum event_kind kind, const char *text)
{
	if (!open_bytes(kind, text, strlen(text)))
		fail_msg("%s", error.message);
}

static void close_text(void)
{
	event_csv_close(&reader);
	arena_release(&arena);
	fclose(file);
}

static struct event next_event(void)
{
	struct event event = {0};

	if (event_csv_read(&reader, &arena, &event, &error) != CSV_ROW)
		fail_msg("line %zu: %s", reader.rows.line, error.message);
	return event;
}

static void next_is(enum csv_row expected, size_t line, const char *words)
{
	struct event event;
	enum csv_row row;

	memset(&error, 0, sizeof(error));
	row = event_csv_read(&reader, &arena, &event, &error);
	if (row != expected)
		fail_msg("line %zu is %d, not %d: %s", reader.rows.line, (int)row,
			 (int)expected, error.message);
	assert_int_equal(reader.rows.line, line);
	if (!strstr(error.message, words))
		fail_msg("'%s' does not say '%s'", error.message, words);
}

static const struct event_value *value_of(const struct event *event, const char *name)
{
	return &event->values[event_field_find(event->type, name)];
}

static void text_is(const struct event *event, const char *name, const char *text)
{
	assert_true(value_of(event, name)->is_present);
	assert_string_equal(value_of(event, name)->text, text);
}

/* -- reading ------------------------------------------------------------------------------ */

static void test_rows(void **state)
{
	struct event event;

	(void)state;
	open_text(EVENT_INCIDENT, "\xef\xbb\xbfstarted_at,service,title,planned,restored_at\r\n"
				  "10,ledger,\"a, \"\"quoted\"\"\r\ntitle\",true,\r\n"
				  "\r\n"
				  "20,\"gateway\", spaces ,,30\n"
				  "40,\"\",x,,\n"
				  "50,last,no newline,no,60");
	event = next_event();
	assert_int_equal(reader.rows.line, 2);
	text_is(&event, "service", "ledger");
	text_is(&event, "title", "a, \"quoted\"\r\ntitle");
	assert_int_equal(value_of(&event, "planned")->integer, 1);
	assert_false(value_of(&event, "restored_at")->is_present);
	event = next_event();
	assert_int_equal(reader.rows.line, 5);
	text_is(&event, "title", " spaces ");
	assert_false(value_of(&event, "planned")->is_present);
	assert_int_equal(value_of(&event, "restored_at")->integer, 30);
	next_is(CSV_ROW_INVALID, 6, "needs 'service'");
	event = next_event();
	assert_int_equal(reader.rows.line, 7);
	text_is(&event, "title", "no newline");
	next_is(CSV_ROW_END, 7, "");
	close_text();
}

static void test_guarded_cells(void **state)
{
	struct event event;

	(void)state;
	open_text(EVENT_INCIDENT, "service,started_at,id,title,severity,url\n"
				  "'=a,1,'-b,'quoted',''@c,=bare\n");
	event = next_event();
	text_is(&event, "service", "=a");
	text_is(&event, "id", "-b");
	text_is(&event, "title", "'quoted'");
	text_is(&event, "severity", "'@c");
	text_is(&event, "url", "=bare");
	close_text();
}

static void test_lists(void **state)
{
	const struct event_value *changes;
	struct event event;

	(void)state;
	open_text(EVENT_DEPLOYMENT, "service,at,changes\n"
				    "s,0,a=1;b\\;\\=\\\\=2;c;d=;e=f=3;\n"
				    "s,1,=5\n"
				    "s,2,a=soon\n"
				    "s,3,a=1;a=1\n"
				    "s,4,\\\n");
	event = next_event();
	changes = value_of(&event, "changes");
	assert_int_equal(changes->count, 5);
	assert_string_equal(changes->changes[0].revision, "a");
	assert_int_equal(changes->changes[0].committed_at, 1);
	assert_string_equal(changes->changes[1].revision, "b;=\\");
	assert_int_equal(changes->changes[1].committed_at, 2);
	assert_string_equal(changes->changes[2].revision, "c");
	assert_int_equal(changes->changes[2].committed_at, INSTANT_NONE);
	assert_int_equal(changes->changes[3].committed_at, INSTANT_NONE);
	assert_string_equal(changes->changes[4].revision, "e=f");
	next_is(CSV_ROW_INVALID, 3, "must not be empty");
	next_is(CSV_ROW_INVALID, 4, "soon");
	next_is(CSV_ROW_INVALID, 5, "given twice");
	event = next_event();
	assert_string_equal(value_of(&event, "changes")->changes[0].revision, "\\");
	close_text();

	open_text(EVENT_MEETING, "at,teams\n0,payments;check\\;out\n");
	event = next_event();
	assert_int_equal(value_of(&event, "teams")->count, 2);
	assert_string_equal(value_of(&event, "teams")->teams[1], "check;out");
	close_text();
}

static void test_rows_that_are_refused(void **state)
{
	(void)state;
	open_text(EVENT_NOTE, "team,at,text\n"
			      "a,0\n"
			      "a,0,b,c\n"
			      "a,0,b\"c\n"
			      "a,0,\"b\"c\n"
			      "a,soon,b\n"
			      "a,0,\xff\n"
			      "a,0,fine\n"
			      "\"a\",0,\"two\nlines\",\n"
			      "a,0,fine\n"
			      ",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,\n"
			      "a,0,\"never closed\na,0,b\n");
	next_is(CSV_ROW_INVALID, 2, "has 2 cells, but the header has 3");
	next_is(CSV_ROW_INVALID, 3, "has 4 cells");
	next_is(CSV_ROW_INVALID, 4, "quote");
	next_is(CSV_ROW_INVALID, 5, "closing quote");
	next_is(CSV_ROW_INVALID, 6, "at: ");
	next_is(CSV_ROW_INVALID, 7, "UTF-8");
	next_event();
	next_is(CSV_ROW_INVALID, 9, "has 4 cells");
	next_event();
	assert_int_equal(reader.rows.line, 11);
	next_is(CSV_ROW_INVALID, 12, "has 32 cells");
	next_is(CSV_ROW_STUCK, 13, "not closed");
	close_text();
}

static void test_nul_bytes_are_refused(void **state)
{
	static const char text[] = "team,at,text\na,0,b\0c\na,0,d\n";

	(void)state;
	assert_true(open_bytes(EVENT_NOTE, text, sizeof(text) - 1));
	next_is(CSV_ROW_INVALID, 2, "NUL");
	next_event();
	next_is(CSV_ROW_END, 4, "");
	close_text();
}

static void header_is_refused(const char *text, const char *words)
{
	assert_false(open_bytes(EVENT_NOTE, text, strlen(text)));
	assert_int_equal(error.kind, ERROR_INVALID);
	if (!strstr(error.message, words))
		fail_msg("'%s' does not say '%s'", error.message, words);
	close_text();
}

static void test_headers(void **state)
{
	(void)state;
	header_is_refused("", "nothing to read");
	header_is_refused("\n\n", "nothing to read");
	header_is_refused("team,at,txt\n", "did you mean 'text'?");
	header_is_refused("team,at,text,zzzzzz\n", "'zzzzzz' is not a field of note");
	header_is_refused("team,at,text,at\n", "'at' is there twice");
	header_is_refused("team,text\n", "needs a column 'at'");
	header_is_refused("team,at,\"text", "not closed");
	header_is_refused("\xef\xbb,at\n", "is not a field");
	header_is_refused("team,at,text,id,source,capacity,team,at,text,id,source,capacity,"
			  "team,at,text,id,source,capacity,team\n",
			  "twice");
}

/* -- writing ------------------------------------------------------------------------------ */

static void test_cells_are_written(void **state)
{
	struct event event;
	struct buffer text;

	(void)state;
	arena_init(&arena);
	buffer_init(&text);
	event_init(&event, &event_types[EVENT_DEPLOYMENT]);
	event_set(&event, event_field_find(event.type, "service"), "=cmd|' /C calc'!A0", NULL,
		  &arena, &error);
	event_set(&event, event_field_find(event.type, "at"), "0", NULL, &arena, &error);
	event_set(&event, event_field_find(event.type, "id"), "a \"b\", c", NULL, &arena,
		  &error);
	event_set(&event, event_field_find(event.type, "changes"), "x;y=60", NULL, &arena,
		  &error);
	event_set(&event, event_field_find(event.type, "changes"), "z=", NULL, &arena, &error);
	event_csv_write_header(&text, event.type);
	event_csv_write(&text, &event);
	assert_string_equal(
		text.bytes,
		"service,at,id,source,kind,outcome,environment,revision,committed_at,"
		"changes,fixes,url\r\n"
		"'=cmd|' /C calc'!A0,1970-01-01T00:00:00Z,\"a \"\"b\"\", c\",,,,,,,"
		"x\\;y=1970-01-01T00:01:00Z;z,,\r\n");
	buffer_release(&text);
	arena_release(&arena);
}

/* No cell of a file that we write begins as a formula does. */
static void no_formula(const char *text)
{
	bool is_start = true, is_quoted = false;

	for (; *text; text++) {
		if (is_start && *text == '"') {
			is_quoted = true;
			text++;
		}
		if (is_start && text_is_formula(text) && strncmp(text, "\r\n", 2) != 0)
			fail_msg("a cell begins with '%c': %s", *text, text);
		is_start = false;
		if (is_quoted && *text == '"')
			is_quoted = text[1] == '"' ? (text++, true) : false;
		else if (!is_quoted && (*text == ',' || *text == '\n'))
			is_start = true;
	}
}

static void cell_is(const char *text, const char *expected)
{
	struct event event, read;
	struct buffer row;
	struct arena texts;

	arena_init(&texts);
	buffer_init(&row);
	event_init(&event, &event_types[EVENT_NOTE]);
	event_set(&event, event_field_find(event.type, "team"), "t", NULL, &texts, &error);
	event_set(&event, event_field_find(event.type, "at"), "0", NULL, &texts, &error);
	event_set(&event, event_field_find(event.type, "text"), text, NULL, &texts, &error);
	event_csv_write_header(&row, event.type);
	event_csv_write(&row, &event);
	assert_string_equal(strchr(strstr(row.bytes, "\nt,"), 'Z') + 2, expected);
	open_text(EVENT_NOTE, row.bytes);
	read = next_event();
	text_is(&read, "text", text);
	close_text();
	arena_release(&texts);
	buffer_release(&row);
}

/* What a terminal would obey is a token in a row, and comes back as what it was. */
static void test_controls_are_tokens(void **state)
{
	(void)state;
	cell_is("red \x1b[31m", "red <U+001B>[31m,,,\r\n");
	cell_is("\xc2\x9b"
		"6n \xe2\x80\xae",
		"<U+009B>6n <U+202E>,,,\r\n");
	cell_is("over\rwritten", "over<U+000D>written,,,\r\n");
	cell_is("two\nlines,\ta tab", "\"two\nlines,\ta tab\",,,\r\n");
	cell_is("\r=1", "'<U+000D>=1,,,\r\n");
	cell_is("a token <U+001B>", "a token <U+003C>U+001B>,,,\r\n");
	cell_is("<U+1B> <U+0000> <U+D800> <U+110000> <U+001b>",
		"<U+1B> <U+0000> <U+D800> <U+110000> <U+001b>,,,\r\n");
}

static void test_what_goes_in_comes_out(void **state)
{
	uint64_t seed = 7;

	(void)state;
	for (size_t kind = 0; kind < EVENT_KIND_COUNT; kind++) {
		struct event written[200];
		struct arena texts;
		struct buffer text;

		arena_init(&texts);
		buffer_init(&text);
		event_csv_write_header(&text, &event_types[kind]);
		for (size_t i = 0; i < 200; i++) {
			random_event(&written[i], &event_types[kind], &seed, &texts);
			event_csv_write(&text, &written[i]);
		}
		no_formula(text.bytes);
		open_text((enum event_kind)kind, text.bytes);
		for (size_t i = 0; i < 200; i++) {
			struct event read = next_event();

			if (!events_are_equal(&written[i], &read))
				fail_msg("not the same on line %zu of %s", reader.rows.line,
					 text.bytes);
		}
		close_text();
		buffer_release(&text);
		arena_release(&texts);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_guarded_cells),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_rows_that_are_refused),
		cmocka_unit_test(test_nul_bytes_are_refused),
		cmocka_unit_test(test_headers),
		cmocka_unit_test(test_cells_are_written),
		cmocka_unit_test(test_controls_are_tokens),
		cmocka_unit_test(test_what_goes_in_comes_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
