/* The helper, asked through its channel as the screens ask it, and as they would not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command/command.h"
#include "viewer/message.h"
#include "viewer/writing_helper.h"
#include "viewer/writing_helper_serve.h"

static char directory[] = "/tmp/aplomb-helper-XXXXXX";
static char name[] = "aplomb", database_option[] = "-d", database[128], command[] = "events";
static char teams_option[] = "-t", teams[128];
static struct invocation invocation;
static struct writing_helper helper;

static const char *path_of(const char *file)
{
	static char path[128];

	snprintf(path, sizeof(path), "%s/%s", directory, file);
	return path;
}

static int helper_begin(void **state)
{
	char *arguments[] = {name,  database_option, database, teams_option,
			     teams, command,	     NULL};
	struct error error;
	FILE *team_file;

	(void)state;
	if (!mkdtemp(directory) || setenv("HOME", directory, 1) != 0)
		return -1;
	snprintf(database, sizeof(database), "%s", path_of("history.db"));
	snprintf(teams, sizeof(teams), "%s", path_of("teams"));
	if (mkdir(teams, 0700) != 0 || !(team_file = fopen(path_of("teams/org.yml"), "w")))
		return -1;
	fputs("teams: []\n", team_file);
	fclose(team_file);
	return !invocation_parse(&invocation, commands, 6, arguments, &error) ||
	       !writing_helper_begin(&helper, &invocation, &error);
}

static int helper_end(void **state)
{
	(void)state;
	writing_helper_end(&helper);
	arena_release(&invocation.arena);
	unlink(path_of("teams/org.yml"));
	unlink(path_of("teams/card.md"));
	rmdir(teams);
	unlink(path_of("page.md"));
	unlink(path_of("run.sh"));
	unlink(path_of("history.db"));
	unlink(path_of("history.db-wal"));
	unlink(path_of("history.db-shm"));
	unlink(path_of("history.db.lock"));
	return rmdir(directory);
}

static bool save(const char *path, const char *text, bool replaces, bool *exists,
		 struct error *error)
{
	struct buffer bytes;
	bool is_saved;

	buffer_init(&bytes);
	buffer_add_string(&bytes, text);
	*exists = false;
	is_saved = writing_helper_save(&helper, path, &bytes, replaces, exists, error);
	buffer_release(&bytes);
	return is_saved;
}

static void expect_file(const char *file, const char *expected)
{
	char text[64];
	FILE *stream = fopen(path_of(file), "r");

	assert_non_null(stream);
	text[fread(text, 1, sizeof(text) - 1, stream)] = '\0';
	fclose(stream);
	assert_string_equal(text, expected);
}

static void test_files(void **state)
{
	struct error error;
	bool exists;

	(void)state;
	assert_true(save(path_of("page.md"), "one", false, &exists, &error));
	assert_false(exists);
	assert_true(save(path_of("page.md"), "two", false, &exists, &error));
	assert_true(exists);
	expect_file("page.md", "one");
	assert_true(save(path_of("page.md"), "two", true, &exists, &error));
	expect_file("page.md", "two");
	assert_false(save(path_of("nowhere/page.md"), "", false, &exists, &error));
	assert_int_equal(error.kind, ERROR_IO);
	assert_non_null(strstr(error.message, "nowhere"));
}

static void test_neither_hidden_nor_over_a_program(void **state)
{
	struct error error;
	bool exists;

	(void)state;
	assert_false(save(path_of(".profile"), "x", false, &exists, &error));
	assert_false(save(path_of("a/.ssh/keys"), "x", true, &exists, &error));
	assert_false(save("~/.bashrc", "x", true, &exists, &error));
	assert_non_null(strstr(error.message, "hidden"));
	assert_true(save(path_of("run.sh"), "one", false, &exists, &error));
	assert_int_equal(chmod(path_of("run.sh"), 0700), 0);
	assert_false(save(path_of("run.sh"), "two", true, &exists, &error));
	assert_non_null(strstr(error.message, "is a program"));
	expect_file("run.sh", "one");
	assert_int_equal(unlink(path_of("run.sh")), 0);
	assert_true(save(path_of("teams/../page.md"), "up", true, &exists, &error));
	expect_file("page.md", "up");
}

static void expect_hidden(const char *path)
{
	struct error error = {0};
	bool exists;

	assert_false(save(path, "x", false, &exists, &error));
	assert_non_null(strstr(error.message, "hidden"));
	assert_false(save(path, "x", true, &exists, &error));
	assert_int_equal(access(path_of(".keys/page.md"), F_OK), -1);
}

/* What counts is where a file is, not by which name it is reached. */
static void test_hidden_by_another_name(void **state)
{
	struct writing_helper within;
	struct buffer bytes;
	struct error error;
	char path[64], before[1024];
	bool exists = false;

	(void)state;
	assert_int_equal(mkdir(path_of(".keys"), 0700), 0);
	assert_int_equal(symlink(".keys", path_of("keys")), 0);
	assert_int_equal(symlink("keys/..", path_of("seen")), 0);
	expect_hidden("~/keys/page.md");
	expect_hidden(path_of("seen/keys/page.md"));
	assert_true(save("~/seen/page.md", "seen", true, &exists, &error));
	expect_file("page.md", "seen");

	assert_non_null(getcwd(before, sizeof(before)));
	assert_int_equal(chdir(path_of(".keys")), 0);
	snprintf(path, sizeof(path), "/proc/%d/cwd/page.md", (int)getpid());
	expect_hidden(path);
	/* Who works there may write there. */
	assert_true(writing_helper_begin(&within, &invocation, &error));
	assert_int_equal(chdir(before), 0);
	buffer_init(&bytes);
	assert_true(writing_helper_save(&within, "page.md", &bytes, false, &exists, &error));
	assert_false(writing_helper_save(&within, ".page.md", &bytes, false, &exists, &error));
	buffer_release(&bytes);
	writing_helper_end(&within);
	assert_int_equal(unlink(path_of(".keys/page.md")), 0);
	assert_int_equal(unlink(path_of("keys")), 0);
	assert_int_equal(unlink(path_of("seen")), 0);
	assert_int_equal(rmdir(path_of(".keys")), 0);
}

static void write_file(const char *file, const char *text)
{
	FILE *stream = fopen(path_of(file), "w");

	assert_non_null(stream);
	fputs(text, stream);
	fclose(stream);
}

/* Of what others wrote only what is named as an export is. */
static void test_no_file_of_others(void **state)
{
	struct error error;
	bool exists;

	(void)state;
	write_file("build", "theirs");
	for (int replaces = 0; replaces < 2; replaces++) {
		assert_false(save(path_of("build"), "x", replaces, &exists, &error));
		assert_false(exists);
		assert_int_equal(error.kind, ERROR_IO);
		assert_non_null(strstr(error.message, "does not end as an export's"));
	}
	expect_file("build", "theirs");
	assert_int_equal(unlink(path_of("build")), 0);

	assert_true(save("~/build", "one", false, &exists, &error));
	assert_true(save(path_of("build"), "two", false, &exists, &error));
	assert_true(exists);
	assert_true(save(path_of("build"), "two", true, &exists, &error));
	assert_true(save("~/build", "three", true, &exists, &error));
	expect_file("build", "three");
	write_file("build", "theirs again");
	assert_false(save(path_of("build"), "four", true, &exists, &error));
	expect_file("build", "theirs again");
	assert_int_equal(unlink(path_of("build")), 0);

	write_file("events.jsonl", "theirs");
	assert_true(save(path_of("events.jsonl"), "ours", true, &exists, &error));
	expect_file("events.jsonl", "ours");
	assert_int_equal(unlink(path_of("events.jsonl")), 0);
}

/* Neither into a terminal, nor into a pipe that nobody reads. */
static void test_nothing_but_files(void **state)
{
	struct error error;
	bool exists;

	(void)state;
	assert_int_equal(mkfifo(path_of("pipe.txt"), 0600), 0);
	for (int replaces = 0; replaces < 2; replaces++) {
		assert_false(save(path_of("pipe.txt"), "x", replaces, &exists, &error));
		assert_non_null(strstr(error.message, "is no file"));
		assert_false(save("/dev/null", "x", replaces, &exists, &error));
		assert_string_equal(error.message,
				    "'/dev/null' is no file but a device or a pipe; name a "
				    "file, or use 'aplomb export -o'");
	}
	assert_int_equal(unlink(path_of("pipe.txt")), 0);
}

/* Neither one that is there nor one more of a directory that is read. */
static void test_no_team_file(void **state)
{
	struct error error;
	bool exists;

	(void)state;
	assert_false(save(path_of("teams/org.yml"), "a card", true, &exists, &error));
	assert_non_null(strstr(error.message, "is a team file, and stays as it is"));
	assert_false(save("~/teams/org.yml", "a card", false, &exists, &error));
	assert_false(exists);
	expect_file("teams/org.yml", "teams: []\n");
	assert_false(save("~/teams/card.yaml", "a card", false, &exists, &error));
	assert_non_null(strstr(error.message, "would be read as a team file"));
	assert_true(save("~/teams/card.md", "a card", false, &exists, &error));
	expect_file("teams/card.md", "a card");
}

/* A path from home on is asked about as the file that it names. */
static void test_from_home_on(void **state)
{
	struct error error;
	bool exists;

	(void)state;
	assert_true(save("~/page.md", "from home", true, &exists, &error));
	expect_file("page.md", "from home");
	assert_true(save("~/run.sh", "one", false, &exists, &error));
	assert_int_equal(chmod(path_of("run.sh"), 0700), 0);
	assert_false(save("~/run.sh", "two", true, &exists, &error));
	assert_int_equal(error.kind, ERROR_IO);
	assert_string_equal(error.message, "'~/run.sh' is a program; name another file");
	expect_file("run.sh", "one");
}

static void test_events(void **state)
{
	struct event note, other;
	struct error error;
	struct arena arena;

	(void)state;
	arena_init(&arena);
	event_init(&note, event_type_find("note"));
	assert_true(event_set(&note, event_field_find(note.type, "at"), "2026-03-02T10:00Z",
			      NULL, &arena, &error));
	assert_true(event_set(&note, event_field_find(note.type, "team"), "a", NULL, &arena,
			      &error));
	assert_true(event_set(&note, event_field_find(note.type, "text"), "one\ntwo \x1b", NULL,
			      &arena, &error));
	other = event_copy(&note, &arena);
	assert_true(writing_helper_change(&helper, NULL, &note, &error));
	/* Once, and again only in the place of what is there. */
	assert_false(writing_helper_change(&helper, NULL, &note, &error));
	assert_int_equal(error.kind, ERROR_INVALID);
	assert_true(event_set(&other, event_field_find(note.type, "text"), "three", NULL,
			      &arena, &error));
	assert_true(writing_helper_change(&helper, &note, &other, &error));
	assert_false(writing_helper_change(&helper, &note, NULL, &error));
	assert_int_equal(error.kind, ERROR_UNKNOWN);
	assert_true(writing_helper_change(&helper, &other, NULL, &error));
	arena_release(&arena);
}

/* What no screen sends is refused, and the helper goes on. */
static void test_what_no_screen_sends(void **state)
{
	static const struct {
		uint32_t what;
		const char *bytes;
		size_t length;
	} odd[] = {
		{99, "", 0},
		{REQUEST_SAVE, "", 0},
		{REQUEST_SAVE, "no end", 6},
		{REQUEST_CHANGE, "{\"type\":\"no\"}\n\n", 15},
		{REQUEST_CHANGE, "\0\0", 2},
		{REQUEST_CHANGE, "no JSON", 7},
	};
	struct buffer answer;
	struct error error;
	uint32_t what;
	bool exists;

	(void)state;
	buffer_init(&answer);
	for (size_t i = 0; i < sizeof(odd) / sizeof(*odd); i++) {
		assert_true(
			message_send(helper.channel, odd[i].what, odd[i].bytes, odd[i].length));
		assert_true(message_receive(helper.channel, &what, &answer));
		assert_in_range(what, 1, ERROR_INVALID);
		assert_true(answer.length_bytes > 0);
	}
	buffer_release(&answer);
	assert_true(save(path_of("page.md"), "still here", true, &exists, &error));
}

/* Gone, it is missed with words and without a signal. */
static void test_a_helper_that_is_gone(void **state)
{
	struct writing_helper gone;
	struct buffer bytes;
	struct error error;
	bool exists;

	(void)state;
	assert_true(writing_helper_begin(&gone, &invocation, &error));
	assert_int_equal(kill(gone.process, SIGKILL), 0);
	buffer_init(&bytes);
	assert_false(
		writing_helper_save(&gone, path_of("x.md"), &bytes, false, &exists, &error));
	assert_non_null(strstr(error.message, "gone"));
	assert_false(writing_helper_copy(&gone, "x", 1));
	buffer_release(&bytes);
	writing_helper_end(&gone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_neither_hidden_nor_over_a_program),
		cmocka_unit_test(test_hidden_by_another_name),
		cmocka_unit_test(test_no_file_of_others),
		cmocka_unit_test(test_nothing_but_files),
		cmocka_unit_test(test_no_team_file),
		cmocka_unit_test(test_from_home_on),
		cmocka_unit_test(test_events),
		cmocka_unit_test(test_what_no_screen_sends),
		cmocka_unit_test(test_a_helper_that_is_gone),
	};

	return cmocka_run_group_tests(tests, helper_begin, helper_end);
}
