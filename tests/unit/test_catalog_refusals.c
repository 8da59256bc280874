/*
 * What the catalog refuses: each file of tests/unit/bad_yaml has one defect, and says in its
 * first line, a comment, what it is refused with ("# 4:5: ..."; FILE stands for its path). The
 * hostile ones that would be large are made here.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <yaml.h>

#include "base/buffer.h"
#include "tests/unit/catalog_support.h"

#define DIRECTORY "tests/unit/bad_yaml"
/*
 * A tenth of a second, on a machine where libyaml alone takes 15 ms or less for the events of
 * 100,000 pairs; in proportion on a slower one.
 */
#define SECONDS_MAX 0.1
#define LIBYAML_SECONDS 0.015
#define RESIDENT_KIBIBYTES_MAX (64L * 1024)

#if defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SANITIZED true
#endif
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED false
#endif

/* Sanitizers, valgrind and code that is not optimised take time and memory of their own. */
static bool is_instrumented(void)
{
	const char *preloaded = getenv("LD_PRELOAD");

#ifndef __OPTIMIZE__
	return true;
#endif
	return IS_SANITIZED || (preloaded && strstr(preloaded, "vgpreload"));
}

/* Processor time, so that a busy machine does not count. */
static double seconds_used(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void add_pairs(struct buffer *text, int count)
{
	for (int i = 0; i < count; i++)
		buffer_addf(text, "k%d: x\n", i);
}

static void libyaml_events(const struct buffer *text)
{
	yaml_event_type_t type;
	yaml_parser_t parser;

	assert_true(yaml_parser_initialize(&parser));
	yaml_parser_set_input_string(&parser, (const unsigned char *)text->bytes,
				     text->length_bytes);
	do {
		yaml_event_t event;

		assert_true(yaml_parser_parse(&parser, &event));
		type = event.type;
		yaml_event_delete(&event);
	} while (type != YAML_STREAM_END_EVENT);
	yaml_parser_delete(&parser);
}

static double seconds_max;

static int seconds_max_set(void **state)
{
	struct buffer text = {0};
	double fastest = 1e9;

	(void)state;
	add_pairs(&text, 100000);
	for (int tries = 0; tries < 3; tries++) {
		double before = seconds_used();

		libyaml_events(&text);
		if (seconds_used() - before < fastest)
			fastest = seconds_used() - before;
	}
	buffer_release(&text);
	seconds_max = SECONDS_MAX;
	if (fastest > LIBYAML_SECONDS)
		seconds_max = SECONDS_MAX * fastest / LIBYAML_SECONDS;
	return 0;
}

/* Has the message the form file:line:column: words? */
static bool message_has_place(const char *message, const char *file)
{
	size_t length = strlen(file);
	int end = 0;

	return strncmp(message, file, length) == 0 &&
	       sscanf(message + length, ":%*u:%*u: %n", &end) == 0 && end > 0 &&
	       message[length + (size_t)end];
}

/* Loads what must be refused, in time; the error is the last try's. */
static void refuse_in_time(const char *name, const char *text, size_t length,
			   struct error *error)
{
	double fastest = 1e9;

	for (int tries = 0; tries < 3 && fastest > seconds_max; tries++) {
		struct catalog catalog;
		double before = seconds_used();
		bool is_taken = catalog_load_text(&catalog, name, text, length,
						  known_capacities, error);
		double seconds = seconds_used() - before;

		if (is_taken)
			fail_msg("%s was taken", name);
		fastest = seconds < fastest ? seconds : fastest;
	}
	if (fastest > seconds_max && !is_instrumented())
		fail_msg("%s took %.0f ms", name, fastest * 1e3);
	assert_int_equal(error->kind, ERROR_INVALID);
	if (!message_has_place(error->message, name))
		fail_msg("no place: %s", error->message);
}

/* -- the tracked files -------------------------------------------------------------------- */

/* "FILE:" in an expectation stands for the file's own path. */
static void expectation_add(struct buffer *expected, const char *path, const char *line,
			    size_t length)
{
	static const char self[] = "FILE:";

	buffer_addf(expected, "%s:", path);
	for (size_t i = 0; i < length; i++) {
		if (strncmp(line + i, self, sizeof(self) - 1) == 0) {
			buffer_addf(expected, "%s:", path);
			i += sizeof(self) - 2;
		} else {
			buffer_add_char(expected, line[i]);
		}
	}
}

static void file_is_refused(const char *path)
{
	FILE *file = fopen(path, "rb");
	struct buffer expected = {0};
	struct error error = {0};
	char text[8192];
	size_t length;

	assert_non_null(file);
	length = fread(text, 1, sizeof(text) - 1, file);
	text[length] = '\0';
	fclose(file);
	if (length < 3 || length == sizeof(text) - 1 || strncmp(text, "# ", 2) != 0)
		fail_msg("%s does not say what is expected", path);
	expectation_add(&expected, path, text + 2, strcspn(text + 2, "\n"));
	refuse_in_time(path, text, length, &error);
	if (strcmp(error.message, expected.bytes) != 0)
		fail_msg("%s\nwas expected, but\n%s", expected.bytes, error.message);
	buffer_release(&expected);
}

static int entry_is_yaml(const struct dirent *entry)
{
	return strstr(entry->d_name, ".yaml") != NULL;
}

static void test_each_bad_file(void **state)
{
	struct dirent **entries;
	int count = scandir(DIRECTORY, &entries, entry_is_yaml, alphasort);

	(void)state;
	if (count < 150)
		fail_msg("only %d files in " DIRECTORY, count);
	for (int i = 0; i < count; i++) {
		char path[512];

		snprintf(path, sizeof(path), DIRECTORY "/%s", entries[i]->d_name);
		file_is_refused(path);
		free(entries[i]);
	}
	free(entries);
}

/* -- the large ones ----------------------------------------------------------------------- */

static void buffer_is_refused(struct buffer *text, const char *message)
{
	struct error error = {0};

	refuse_in_time("big.yaml", text->bytes, text->length_bytes, &error);
	assert_string_equal(error.message, message);
	buffer_release(text);
}

/* `count` times a text. */
static void add_times(struct buffer *buffer, size_t count, const char *text)
{
	while (count--)
		buffer_add_string(buffer, text);
}

static void repeated_is_refused(const char *before, size_t count, const char *text,
				const char *after, const char *message)
{
	struct buffer whole = {0};

	buffer_add_string(&whole, before);
	add_times(&whole, count, text);
	buffer_add_string(&whole, after);
	buffer_is_refused(&whole, message);
}

#define TOO_DEEP "lists and mappings stand more than 64 deep in each other"

static void test_deep_nesting(void **state)
{
	(void)state;
	repeated_is_refused("a: ", 100000, "[", "", "big.yaml:1:67: " TOO_DEEP);
	repeated_is_refused("a:", 100000, "\n [", "", "big.yaml:65:2: " TOO_DEEP);
	repeated_is_refused("", 100000, "{a: ", "", "big.yaml:1:257: " TOO_DEEP);
	repeated_is_refused("", 100000, "- ", "x", "big.yaml:1:129: " TOO_DEEP);
	repeated_is_refused("", 100000, "? ", "x",
			    "big.yaml:1:3: a key must be a word, not a list or a mapping");
}

static void test_many_anchors_and_aliases(void **state)
{
	struct buffer text = {0};

	(void)state;
	for (int i = 0; i < 50000; i++)
		buffer_addf(&text, "a%d: &a%d x\n", i, i);
	buffer_is_refused(&text,
			  "big.yaml:1:1: 'a0' is not a key of team definitions; the keys "
			  "are organization, timezone, bands, goals, groups and teams");
	repeated_is_refused("a: &a x\nb: [", 50000, "*a, ", "]",
			    "big.yaml:2:4005: the aliases up to here stand for more than 1000 "
			    "values; write them out");
}

static void test_sizes(void **state)
{
	static char line[1025];

	(void)state;
	memset(line, 'x', sizeof(line) - 1);
	repeated_is_refused("# ", 17 * 1024, line, "\n",
			    "big.yaml:1:1: larger than 16 MiB; split it into several files");
	repeated_is_refused("# ", 16 * 1024, line, "",
			    "big.yaml:1:1: larger than 16 MiB; split it into several files");
	repeated_is_refused("[", 4 * 1024, line, "",
			    "big.yaml:2:1: not valid YAML: did not find expected ',' or ']' "
			    "while parsing a flow sequence that begins in line 1");
	repeated_is_refused("teams: [{id: ", 4 * 1024, line, "}]",
			    "big.yaml:1:14: this id is longer than 128 characters");
	repeated_is_refused("", 16 * 1024 - 1, line, "\xFF",
			    "big.yaml:1:16776193: byte 0xFF is not valid UTF-8 here; save the "
			    "file as UTF-8");
}

static void test_16_mebibytes_are_taken(void **state)
{
	struct error error = {0};
	struct buffer text = {0};
	struct catalog catalog;

	(void)state;
	buffer_add_string(&text, "teams: [{id: a}]\n#");
	add_times(&text, (size_t)16 * 1024 * 1024 - text.length_bytes, "x");
	assert_true(catalog_load_text(&catalog, "big.yaml", text.bytes, text.length_bytes,
				      known_capacities, &error));
	assert_int_equal(catalog.team_count, 1);
	catalog_release(&catalog);
	buffer_release(&text);
}

static void test_many_values(void **state)
{
	static const char too_many[] = "more than 250000 values in one document; split it into "
				       "several";
	char message[160];

	(void)state;
	snprintf(message, sizeof(message), "big.yaml:1:499999: %s", too_many);
	repeated_is_refused("x: [", 4000000, "a,", "]", message);
	snprintf(message, sizeof(message), "big.yaml:249999:3: %s", too_many);
	repeated_is_refused("x:\n", 4000000, "- a\n", "", message);
	snprintf(message, sizeof(message), "big.yaml:1:624998: %s", too_many);
	repeated_is_refused("x: {", 1000000, "? a, ", "}", message);
}

static void test_many_keys_and_ids(void **state)
{
	struct buffer text = {0};

	(void)state;
	add_pairs(&text, 100000);
	buffer_add_string(&text, "k0: x\n");
	buffer_is_refused(&text, "big.yaml:100001:1: the key 'k0' stands here a second time; "
				 "the first is in line 1");
	buffer_add_string(&text, "teams:\n");
	for (int i = 0; i < 50000; i++)
		buffer_addf(&text, "- id: t%d\n", i);
	buffer_add_string(&text, "- id: t0\n");
	buffer_is_refused(&text,
			  "big.yaml:50002:7: there is already a team 't0', at big.yaml:2:7");
	buffer_add_string(&text, "groups:\n");
	for (int i = 0; i < 20000; i++)
		buffer_addf(&text, "- {id: g%d, parent: g%d}\n", i, (i + 1) % 20000);
	refuse_in_time("big.yaml", text.bytes, text.length_bytes,
		       &(struct error){.kind = ERROR_NONE});
	buffer_release(&text);
	buffer_add_string(&text, "groups:\n");
	for (int i = 0; i < 20000; i++)
		buffer_addf(&text, "- {id: g%0100d}\n", i);
	buffer_addf(&text, "- {id: g, parent: h%0100d}\n", 20000);
	refuse_in_time("big.yaml", text.bytes, text.length_bytes,
		       &(struct error){.kind = ERROR_NONE});
	buffer_release(&text);
}

static void test_many_directives(void **state)
{
	struct buffer text = {0};

	(void)state;
	for (int i = 0; i < 100000; i++)
		buffer_addf(&text, "%%TAG !t%d! x\n", i);
	buffer_is_refused(&text,
			  "big.yaml:1:1: YAML tags are not read here; remove this directive");
}

/* Last: the memory of all of them. */
static void test_memory_stays_small(void **state)
{
	struct rusage usage;

	(void)state;
	assert_int_equal(getrusage(RUSAGE_SELF, &usage), 0);
	if (!is_instrumented() && usage.ru_maxrss > RESIDENT_KIBIBYTES_MAX)
		fail_msg("%ld KiB", usage.ru_maxrss);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_bad_file),
		cmocka_unit_test(test_deep_nesting),
		cmocka_unit_test(test_many_anchors_and_aliases),
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_16_mebibytes_are_taken),
		cmocka_unit_test(test_many_values),
		cmocka_unit_test(test_many_keys_and_ids),
		cmocka_unit_test(test_many_directives),
		cmocka_unit_test(test_memory_stays_small),
	};

	return cmocka_run_group_tests(tests, seconds_max_set, NULL);
}
