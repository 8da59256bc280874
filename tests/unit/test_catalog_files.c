/* Catalogs from files and directories, and the advice about valid ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/embedded.h"
#include "tests/unit/catalog_support.h"

static char directory[64];

static int directory_make(void **state)
{
	(void)state;
	strcpy(directory, "/tmp/aplomb-catalog-XXXXXX");
	return mkdtemp(directory) ? 0 : -1;
}

static int directory_remove(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf '%s'", directory);
	return system(command);
}

/* A path within the directory; good until the fifth call after. */
static const char *within(const char *name)
{
	static char paths[4][256];
	static size_t next;
	char *path = paths[next++ % 4];

	snprintf(path, sizeof(paths[0]), "%s/%s", directory, name);
	return path;
}

static void file_write(const char *name, const char *text)
{
	FILE *file = fopen(within(name), "w");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static struct catalog files_loaded(const char *const *paths, size_t count)
{
	struct error error = {0};
	struct catalog catalog;

	if (!catalog_load(&catalog, paths, count, known_capacities, &error))
		fail_msg("%s", error.message);
	return catalog;
}

static void path_refused(const char *path, enum error_kind kind, const char *message)
{
	struct error error = {0};
	struct catalog catalog = {.team_count = 77};
	char expected[512];

	assert_false(catalog_load(&catalog, &path, path ? 1 : 0, known_capacities, &error));
	assert_int_equal(error.kind, kind);
	snprintf(expected, sizeof(expected), "%s%s", path ? path : "", message);
	assert_string_equal(error.message, expected);
	assert_int_equal(catalog.team_count, 77);
}

static void test_a_directory_is_read_by_name(void **state)
{
	const char *path = directory;
	struct catalog catalog;

	(void)state;
	file_write("b.yaml", "teams: [{id: second, group: g}]\n");
	file_write("a.yml", "teams: [{id: first, group: g}]\n");
	file_write("c.yaml", "groups: [{id: g}]\ngoals: {lead_time: 1d}\n");
	file_write("notes.txt", "no: [yaml\n");
	file_write(".hidden.yaml", "no: [yaml\n");
	file_write("yaml", "no: [yaml\n");
	assert_int_equal(mkdir(within("deeper.yaml"), 0700), 0);
	file_write("deeper.yaml/d.yaml", "no: [yaml\n");
	catalog = files_loaded(&path, 1);
	assert_int_equal(catalog.team_count, 2);
	assert_string_equal(catalog.teams[0].id, "first");
	assert_string_equal(catalog.teams[1].id, "second");
	assert_non_null(team_goal(&catalog.teams[0], "lead_time"));
	assert_string_equal(catalog.teams[0].place.file, within("a.yml"));
	catalog_release(&catalog);

	path = within("");
	catalog = files_loaded(&path, 1);
	/* One slash, as people would write it. */
	assert_string_equal(catalog.teams[0].place.file, within("a.yml"));
	catalog_release(&catalog);
}

static void test_paths_are_read_in_order(void **state)
{
	const char *paths[] = {within("two.yaml"), within("one.yaml")};
	struct catalog catalog;

	(void)state;
	file_write("one.yaml", "teams: [{id: one}]\n");
	file_write("two.yaml", "organization: Northwind\nteams: [{id: two}]\n");
	catalog = files_loaded(paths, 2);
	assert_string_equal(catalog.organization, "Northwind");
	assert_string_equal(catalog.teams[0].id, "two");
	assert_string_equal(catalog.teams[1].id, "one");
	assert_string_equal(catalog.teams[1].place.file, paths[1]);
	catalog_release(&catalog);
}

static void test_places_name_both_files(void **state)
{
	const char *paths[] = {within("one.yaml"), within("two.yaml")};
	struct error error = {0};
	struct catalog catalog;
	char expected[512];

	(void)state;
	file_write("one.yaml", "teams: [{id: one}]\n");
	file_write("two.yaml", "\nteams: [{id: one}]\n");
	assert_false(catalog_load(&catalog, paths, 2, known_capacities, &error));
	snprintf(expected, sizeof(expected),
		 "%s:2:14: there is already a team 'one', at %s:1:14", paths[1], paths[0]);
	assert_string_equal(error.message, expected);
}

static void test_what_cannot_be_read(void **state)
{
	(void)state;
	path_refused(
		NULL, ERROR_IO,
		"there are no team definitions; name a YAML file or directory with --teams, or "
		"begin with 'aplomb init'");
	path_refused(within("nowhere.yaml"), ERROR_IO,
		     ": cannot be read: No such file or directory");
	path_refused("/proc/self/mem", ERROR_IO, ": cannot be read: Input/output error");
	assert_int_equal(mkdir(within("empty"), 0700), 0);
	path_refused(within("empty"), ERROR_IO,
		     ": there is no *.yaml or *.yml file in this directory");
	file_write("bad.yaml", "teams:\n  - {id: one, group: g}\n");
	path_refused(within("bad.yaml"), ERROR_INVALID,
		     ":2:22: there is no group 'g'; define it under 'groups'");
	/* One that cannot be read is not passed over. */
	assert_int_equal(symlink("nowhere", within("empty/dangling.yaml")), 0);
	path_refused(within("empty"), ERROR_IO,
		     "/dangling.yaml: cannot be read: No such file or directory");
	/* A pipe that nobody writes to would be waited for. */
	assert_int_equal(mkfifo(within("empty/a.yaml"), 0600), 0);
	path_refused(within("empty"), ERROR_IO,
		     "/a.yaml: a pipe or a device is not read within a directory; name it by "
		     "itself");
}

static void test_a_pipe_is_a_file(void **state)
{
	int ends[2];
	char name[32];
	const char *path = name;
	struct catalog catalog;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	snprintf(name, sizeof(name), "/dev/fd/%d", ends[0]);
	assert_int_equal(write(ends[1], "teams: [{id: one}]\n", 19), 19);
	close(ends[1]);
	catalog = files_loaded(&path, 1);
	assert_int_equal(catalog.team_count, 1);
	catalog_release(&catalog);
	close(ends[0]);
}

static void test_a_file_of_17_mebibytes(void **state)
{
	FILE *file = fopen(within("large.yaml"), "w");

	(void)state;
	assert_non_null(file);
	assert_int_equal(ftruncate(fileno(file), 17L * 1024 * 1024), 0);
	assert_int_equal(fclose(file), 0);
	path_refused(within("large.yaml"), ERROR_INVALID,
		     ":1:1: larger than 16 MiB; split it into several files");
}

/* -- advice ------------------------------------------------------------------------------- */

static void advice_collect(const char *advice, void *context)
{
	buffer_add_string(context, advice);
	buffer_add_char(context, '\n');
}

static void advice_is(const char *text, const char *expected)
{
	struct buffer advice;
	struct error error = {0};
	struct catalog catalog;

	buffer_init(&advice);
	if (!text_load(&catalog, text, &error))
		fail_msg("%s", error.message);
	catalog_each_advice(&catalog, advice_collect, &advice);
	assert_string_equal(advice.bytes, expected);
	catalog_release(&catalog);
	buffer_release(&advice);
}

static void test_advice(void **state)
{
	(void)state;
	advice_is("", "");
	/* No champion, no purpose, no goals: silence. */
	advice_is("teams: [{id: a, services: [s]}]\n", "");
	advice_is("teams:\n  - id: a\n",
		  "t.yaml:2:9: team 'a' names no services yet, so there is nothing to count\n");
	advice_is(
		"teams:\n"
		"  - {id: a, services: [x, s]}\n"
		"  - {id: b, services: [s, y]}\n"
		"  - {id: c, services: [s]}\n",
		"t.yaml:2:27: service 's' is named by 3 teams and counts for each of them: a, "
		"b, c\n");
	/* A group whose subgroup holds a team does hold teams. */
	advice_is("groups:\n"
		  "  - id: top\n"
		  "  - {id: below, parent: top}\n"
		  "  - {id: empty, parent: top}\n"
		  "teams: [{id: a, group: below, services: [s]}]\n",
		  "t.yaml:4:10: group 'empty' holds no teams yet\n");
}

/* -- what we ship ------------------------------------------------------------------------- */

static struct catalog text_loaded(const char *text, size_t length)
{
	struct error error = {0};
	struct catalog catalog;

	if (!catalog_load_text(&catalog, "teams.yaml", text, length, known_capacities, &error))
		fail_msg("%s", error.message);
	return catalog;
}

static void test_the_demo_organisation(void **state)
{
	struct catalog catalog = text_loaded(
		embedded_demo_teams, (size_t)(embedded_demo_teams_end - embedded_demo_teams));

	(void)state;
	assert_string_equal(catalog.organization, "Northwind");
	assert_true(catalog.team_count >= 12);
	catalog_release(&catalog);
}

static void test_the_starter_needs_no_advice(void **state)
{
	struct buffer advice;
	struct catalog catalog = text_loaded(embedded_starter,
					     (size_t)(embedded_starter_end - embedded_starter));

	(void)state;
	buffer_init(&advice);
	catalog_each_advice(&catalog, advice_collect, &advice);
	assert_string_equal(advice.bytes, "");
	assert_int_equal(catalog.team_count, 1);
	/* "aplomb init" names it in the commands to type next. */
	assert_non_null(catalog_service(&catalog, "first-service"));
	/* Nobody set a goal yet. */
	assert_int_equal(catalog.goal_count, 0);
	catalog_release(&catalog);
	buffer_release(&advice);
}

static void test_the_examples_of_the_starter_hold(void **state)
{
	struct buffer text;
	struct catalog catalog;
	const struct team *team;

	(void)state;
	buffer_init(&text);
	for (const char *c = embedded_starter; *c; c++)
		if (*c != '#' || c[1] == ' ' || c[1] == '\'')
			buffer_add_char(&text, *c);
	catalog = text_loaded(text.bytes, text.length_bytes);
	team = catalog_team(&catalog, "first-team");
	assert_int_equal(catalog.bands, BAND_EDITION_NONE);
	assert_int_equal(catalog.goal_count, 5);
	assert_int_equal(catalog.group_count, 2);
	assert_non_null(team->purpose);
	assert_non_null(team->champion);
	assert_int_equal(team->tag_count, 1);
	assert_int_equal(team->collects,
			 1U << COLLECTED_DEPLOYMENTS | 1U << COLLECTED_INCIDENTS);
	assert_int_equal(catalog.services[0].alias_count, 2);
	assert_int_equal(catalog.services[0].slo_count, 2);
	catalog_release(&catalog);
	buffer_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_a_directory_is_read_by_name,
						directory_make, directory_remove),
		cmocka_unit_test_setup_teardown(test_paths_are_read_in_order, directory_make,
						directory_remove),
		cmocka_unit_test_setup_teardown(test_places_name_both_files, directory_make,
						directory_remove),
		cmocka_unit_test_setup_teardown(test_what_cannot_be_read, directory_make,
						directory_remove),
		cmocka_unit_test(test_a_pipe_is_a_file),
		cmocka_unit_test_setup_teardown(test_a_file_of_17_mebibytes, directory_make,
						directory_remove),
		cmocka_unit_test(test_advice),
		cmocka_unit_test(test_the_demo_organisation),
		cmocka_unit_test(test_the_starter_needs_no_advice),
		cmocka_unit_test(test_the_examples_of_the_starter_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
