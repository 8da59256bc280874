/* The spool: what waits beside a history, comes in whole, once and in order, and is not
 * believed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "intake/spool.h"
#include "store/database.h"
#include "tests/support/store_fixture.h"

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, store_fixture_set_up, store_fixture_tear_down)

/* -- helpers ------------------------------------------------------------------------------ */

static char said[8192];
static struct spool_account account;

static void listen_to(void *context, const char *sentence)
{
	size_t length = strlen(said);

	(void)context;
	snprintf(said + length, sizeof(said) - length, "%s\n", sentence);
}

static bool try_put(struct store_fixture *fixture, const char *line, bool replaces, int64_t at,
		    struct error *error)
{
	struct event event = event_of(line, &fixture->arena);

	return spool_put(fixture->path, &event, replaces, at, error);
}

static void put(struct store_fixture *fixture, const char *line, bool replaces, int64_t at)
{
	struct error error;

	if (!try_put(fixture, line, replaces, at, &error))
		fail_msg("%s", error.message);
}

/* Opens the history and takes in what waits; what is said stands in `said`. */
static void take(struct store_fixture *fixture)
{
	struct error error;

	said[0] = '\0';
	fixture_open(fixture, STORE_WRITE);
	if (!spool_take_in(fixture->store, fixture->path, listen_to, NULL, &account, &error))
		fail_msg("%s", error.message);
}

static const char *in_spool(struct store_fixture *fixture, const char *name)
{
	return arena_printf(&fixture->arena, "%s/%s",
			    spool_path(fixture->path, &fixture->arena), name);
}

static struct spool_contents contents(struct store_fixture *fixture)
{
	struct spool_contents found;
	struct error error;

	if (!spool_examine(fixture->path, &fixture->arena, &found, &error))
		fail_msg("%s", error.message);
	return found;
}

/* Everything in the directory, unfinished files and all. */
static size_t count_files(struct store_fixture *fixture)
{
	DIR *stream = opendir(spool_path(fixture->path, &fixture->arena));
	size_t count = 0;

	assert_non_null(stream);
	while (readdir(stream))
		count++;
	closedir(stream);
	return count - 2;
}

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void expect_said(const char *words)
{
	if (!strstr(said, words))
		fail_msg("'%s' does not say '%s'", said, words);
}

static mode_t mode_of(const char *path)
{
	struct stat status;

	assert_int_equal(stat(path, &status), 0);
	return status.st_mode & 07777;
}

/* The one file that waits. */
static const char *waiting_file(struct store_fixture *fixture)
{
	DIR *stream = opendir(spool_path(fixture->path, &fixture->arena));
	const char *found = NULL;
	struct dirent *entry;

	assert_non_null(stream);
	while ((entry = readdir(stream)))
		if (entry->d_name[0] != '.')
			found = in_spool(fixture, entry->d_name);
	closedir(stream);
	assert_non_null(found);
	return found;
}

/* -- in and out --------------------------------------------------------------------------- */

static void test_comes_in(void **state)
{
	struct store_fixture *fixture = *state;

	assert_int_equal(contents(fixture).waiting, 0);
	put(fixture, "deployment|service=a|at=5|id=1|changes=x=4|url=h\"\xc3\xa9\n", false, 1);
	put(fixture, "rule|text=x", false, 2);
	assert_int_equal(contents(fixture).waiting, 2);
	take(fixture);
	assert_string_equal(fixture_events(fixture, NULL),
			    "rule|text=x\n"
			    "deployment|service=a|at=5|id=1|changes=x=4|url=h\"\xc3\xa9\n\n");
	assert_int_equal(account.taken, 2);
	assert_false(account.is_left);
	assert_int_equal(count_files(fixture), 0);
	take(fixture);
	assert_string_equal(said, "");
}

/* The last to speak is the one who spoke last, in whatever order the files lie. */
static void test_in_order(void **state)
{
	struct store_fixture *fixture = *state;

	for (int64_t i = 9; i > 0; i--)
		put(fixture,
		    arena_printf(&fixture->arena,
				 "incident|service=a|started_at=5|id=1|title=%d", (int)i),
		    true, i);
	take(fixture);
	assert_string_equal(fixture_events(fixture, NULL),
			    "incident|service=a|started_at=5|id=1|title=9\n");
}

/* A value that is known stands, and the one that came later is not lost. */
static void test_contradiction(void **state)
{
	struct store_fixture *fixture = *state;

	fixture_open(fixture, STORE_WRITE);
	fixture_put(fixture, "incident|service=a|started_at=5|id=1|title=known");
	put(fixture, "incident|service=a|started_at=5|id=1|restored_at=9|title=other", false,
	    1);
	take(fixture);
	assert_string_equal(fixture_events(fixture, NULL),
			    "incident|service=a|started_at=5|id=1|restored_at=9|title=known\n");
	expect_said("a value differs from what is known: ");
	expect_said("title");
	assert_int_equal(contents(fixture).waiting, 0);
	assert_int_equal(contents(fixture).set_aside_count, 1);
}

/* Killed after the commit and before the file was removed: it comes in again, to no effect. */
static void test_twice(void **state)
{
	struct store_fixture *fixture = *state;
	const char *kept = arena_printf(&fixture->arena, "%s/kept", fixture->directory);

	put(fixture, "deployment|service=a|at=5|changes=x=4", false, 1);
	assert_int_equal(link(waiting_file(fixture), kept), 0);
	take(fixture);
	assert_int_equal(rename(kept, in_spool(fixture, "again.json")), 0);
	take(fixture);
	assert_int_equal(account.taken, 1);
	assert_string_equal(fixture_events(fixture, NULL),
			    "deployment|service=a|at=5|changes=x=4\n");
}

/* A row that is not valid keeps out what meets it, and holds up nothing else. */
static void test_row_not_valid(void **state)
{
	struct store_fixture *fixture = *state;
	struct error error;

	fixture_open(fixture, STORE_WRITE);
	fixture_put(fixture, "deployment|service=a|at=1|id=1|source=s");
	assert_true(store_execute(fixture->store,
				  "UPDATE deployment SET url = CAST(x'ff' AS TEXT)", &error));
	put(fixture, "deployment|service=a|at=1|id=1|source=s|revision=r", false, 1);
	put(fixture, "need|team=t|asked_at=2|text=x", false, 2);
	put(fixture, "need|team=t|asked_at=3|text=x", false, 3);
	take(fixture);
	assert_int_equal(account.taken, 2);
	assert_int_equal(account.set_aside, 1);
	assert_false(account.is_left);
	expect_said("url");
	assert_int_equal(contents(fixture).waiting, 0);
	assert_int_equal(contents(fixture).set_aside_count, 1);
}

/* What all others would meet, too, is not theirs: they wait in their order. */
static void test_history_refuses(void **state)
{
	struct store_fixture *fixture = *state;
	struct error error;

	fixture_open(fixture, STORE_WRITE);
	put(fixture, "need|team=t|asked_at=2|text=x", false, 1);
	put(fixture, "rule|text=x", false, 2);
	assert_true(
		store_execute(fixture->store, "ALTER TABLE need RENAME text TO words", &error));
	assert_false(spool_take_in(fixture->store, fixture->path, listen_to, NULL, &account,
				   &error));
	assert_int_equal(error.kind, ERROR_INVALID);
	assert_int_equal(contents(fixture).waiting, 2);
}

static void test_mark(void **state)
{
	struct store_fixture *fixture = *state;
	uint64_t one;

	assert_true(spool_mark(fixture->path) == 0);
	put(fixture, "rule|text=x", false, 1);
	one = spool_mark(fixture->path);
	assert_true(one != 0);
	assert_true(spool_mark(fixture->path) == one);
	put(fixture, "rule|text=y", false, 2);
	assert_true(spool_mark(fixture->path) != one);
	write_file(in_spool(fixture, "x.json"), "{");
	take(fixture);
	assert_true(spool_mark(fixture->path) == 0); /* what is set aside does not wait */
}

static void test_takers_at_once(void **state)
{
	struct store_fixture *fixture = *state;
	enum { TAKERS = 4, EVENTS = 1200 };
	struct error error;
	int64_t count;
	int status;

	fixture_open(fixture, STORE_WRITE);
	fixture_close(fixture);
	assert_int_equal(mkdir(spool_path(fixture->path, &fixture->arena), 0700), 0);
	for (int i = 0; i < EVENTS; i++)
		write_file(in_spool(fixture, arena_printf(&fixture->arena, "%04d.json", i)),
			   arena_printf(&fixture->arena,
					"{\"type\": \"slo_sample\", \"service\": \"a\", "
					"\"slo\": \"s\", \"at\": %d, \"good\": 1, "
					"\"total\": 2}\n",
					i));
	for (int i = 0; i < TAKERS; i++)
		if (fork() == 0) {
			fixture_open(fixture, STORE_WRITE);
			if (!spool_take_in(fixture->store, fixture->path, listen_to, NULL,
					   &account, &error))
				_exit(1);
			fixture_close(fixture);
			_exit(0);
		}
	for (int i = 0; i < TAKERS; i++) {
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	fixture_open(fixture, STORE_WRITE);
	assert_true(store_query_integer(fixture->store, "SELECT count(*) FROM slo_sample",
					&count, &error));
	assert_int_equal(count, EVENTS);
	assert_int_equal(count_files(fixture), 0);
}

/* Where the history cannot be written all still waits, and the writer is told why. */
static void test_history_locked(void **state)
{
	struct store_fixture *fixture = *state;
	struct error error;
	int lock;

	put(fixture, "rule|text=x", false, 1);
	fixture_open(fixture, STORE_WRITE);
	lock = open(arena_printf(&fixture->arena, "%s.lock", fixture->path),
		    O_RDONLY | O_CLOEXEC);
	assert_int_equal(flock(lock, LOCK_EX), 0);
	store_patience_milliseconds = 100;
	assert_false(spool_take_in(fixture->store, fixture->path, listen_to, NULL, &account,
				   &error));
	store_patience_milliseconds = 10000;
	assert_int_equal(error.kind, ERROR_TRY_LATER);
	close(lock);
	assert_int_equal(contents(fixture).waiting, 1);
}

/* -- what is not believed ----------------------------------------------------------------- */

static void test_set_aside(void **state)
{
	struct store_fixture *fixture = *state;
	char long_name[256];
	struct error error;

	memset(long_name, 'x', sizeof(long_name));
	memcpy(long_name + 250, ".json", 6);
	put(fixture, "rule|text=x", false, 1);
	write_file(in_spool(fixture, "cut.json"), "{\"type\": \"rule\", \"te");
	write_file(in_spool(fixture, "key.json"), "{\"type\": \"rule\", \"txt\": \"x\"}");
	write_file(in_spool(fixture, "a\nb.json"), "");
	write_file(in_spool(fixture, long_name), "[]");
	write_file(in_spool(fixture, "big.json"), "");
	assert_int_equal(truncate(in_spool(fixture, "big.json"), 17 << 20), 0);
	assert_int_equal(mkfifo(in_spool(fixture, "fifo.json"), 0600), 0);
	assert_int_equal(mkdir(in_spool(fixture, "directory.json"), 0700), 0);
	assert_int_equal(symlink("/dev/zero", in_spool(fixture, "link.json")), 0);
	write_file(in_spool(fixture, ".hidden.json"), "{");
	take(fixture);
	assert_string_equal(fixture_events(fixture, NULL), "rule|text=x\n");
	expect_said("cut.json: this is not valid JSON; it is set aside as cut.json.set-aside");
	expect_said("did you mean 'text'?");
	expect_said("big.json: it is longer than 16 MiB");
	expect_said("fifo.json: it is no file");
	expect_said("directory.json: it is no file");
	expect_said("link.json: it is no file");
	assert_int_equal(contents(fixture).waiting, 0);
	assert_int_equal(contents(fixture).set_aside_count, 8);
	/* The name that was too long has another. */
	assert_int_equal(access(in_spool(fixture, long_name), F_OK), -1);
	/* What is set aside gives way to none of its name. */
	write_file(in_spool(fixture, "cut.json"), "{");
	take(fixture);
	assert_int_equal(contents(fixture).set_aside_count, 9);
	assert_true(spool_take_in(fixture->store, fixture->path, listen_to, NULL, &account,
				  &error));
}

/* Nothing goes in or out where others could have put something, or lead elsewhere. */
static void test_untrusted(void **state)
{
	struct store_fixture *fixture = *state;
	const char *path = spool_path(fixture->path, &fixture->arena);
	const char *elsewhere =
		arena_printf(&fixture->arena, "%s/elsewhere", fixture->directory);
	struct error error;

	put(fixture, "rule|text=x", false, 1);
	assert_int_equal(chmod(path, 0777), 0);
	assert_false(try_put(fixture, "rule|text=y", false, 2, &error));
	assert_non_null(strstr(error.message, "everyone may write in it"));
	take(fixture);
	expect_said("everyone may write in it");
	assert_string_equal(fixture_events(fixture, NULL), "");
	assert_int_equal(chmod(path, 0700), 0);
	assert_int_equal(rename(path, elsewhere), 0);
	assert_int_equal(symlink("elsewhere", path), 0);
	assert_false(try_put(fixture, "rule|text=y", false, 2, &error));
	assert_non_null(strstr(error.message, "is no directory"));
	take(fixture);
	expect_said("is no directory");
	assert_int_equal(unlink(path), 0);
	write_file(path, "");
	assert_false(try_put(fixture, "rule|text=y", false, 2, &error));
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rename(elsewhere, path), 0);
	take(fixture);
	assert_string_equal(fixture_events(fixture, NULL), "rule|text=x\n");
}

/* Where everyone may make directories, another user's is not the spool. */
static void test_planted(void **state)
{
	struct store_fixture *fixture = *state;
	struct error error;
	pid_t child;
	int status;

	if (geteuid() != 0)
		skip();
	fixture_open(fixture, STORE_WRITE);
	fixture_close(fixture);
	put(fixture, "rule|text=planted", false, 1);
	assert_int_equal(chown(spool_path(fixture->path, &fixture->arena), 65534, 65534), 0);
	assert_int_equal(chmod(fixture->directory, 01777), 0);
	take(fixture);
	expect_said("belongs to another user");
	assert_string_equal(fixture_events(fixture, NULL), "");
	/* In a directory of a group, whose members may replace the history itself, it is. */
	assert_int_equal(chmod(fixture->directory, 02770), 0);
	take(fixture);
	assert_string_equal(fixture_events(fixture, NULL), "rule|text=planted\n");
	fixture_close(fixture);
	/* Nor does one without permission to remove what he took in take it in. */
	put(fixture, "rule|text=kept", false, 1);
	assert_int_equal(chmod(waiting_file(fixture), 0644), 0);
	assert_int_equal(chmod(spool_path(fixture->path, &fixture->arena), 0755), 0);
	assert_int_equal(chown(spool_path(fixture->path, &fixture->arena), 0, 0), 0);
	assert_int_equal(chmod(fixture->directory, 0755), 0);
	assert_int_equal(chmod(fixture->path, 0666), 0);
	assert_int_equal(chmod(arena_printf(&fixture->arena, "%s-wal", fixture->path), 0666),
			 0);
	assert_int_equal(chmod(arena_printf(&fixture->arena, "%s-shm", fixture->path), 0666),
			 0);
	assert_int_equal(chmod(arena_printf(&fixture->arena, "%s.lock", fixture->path), 0666),
			 0);
	child = fork();
	if (child == 0) {
		said[0] = '\0';
		if (setgid(65534) != 0 || setuid(65534) != 0 ||
		    fixture_try_open(fixture, STORE_WRITE, &error) != ERROR_NONE ||
		    !spool_take_in(fixture->store, fixture->path, listen_to, NULL, &account,
				   &error))
			_exit(2);
		_exit(strstr(said, "1 event still waits; to take them in needs") ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_int_equal(contents(fixture).waiting, 1);
}

/* -- putting ------------------------------------------------------------------------------ */

static void test_rights(void **state)
{
	struct store_fixture *fixture = *state;
	mode_t mask = umask(077);

	assert_int_equal(chmod(fixture->directory, 02770), 0);
	put(fixture, "rule|text=x", false, 1); /* there is no history yet */
	assert_int_equal(mode_of(spool_path(fixture->path, &fixture->arena)), 02770);
	assert_int_equal(mode_of(waiting_file(fixture)), 0660);
	take(fixture);
	assert_int_equal(chmod(fixture->path, 0640), 0);
	put(fixture, "rule|text=y", false, 1);
	assert_int_equal(mode_of(waiting_file(fixture)), 0640);
	take(fixture);
	assert_int_equal(chmod(fixture->path, 0666), 0);
	put(fixture, "rule|text=z", false, 1);
	assert_int_equal(mode_of(waiting_file(fixture)), 0664); /* never everyone's to change */
	/* Ended before it was shared: whoever made it does so the next time. */
	assert_int_equal(chmod(spool_path(fixture->path, &fixture->arena), 0700), 0);
	put(fixture, "rule|text=z", false, 2);
	assert_int_equal(mode_of(spool_path(fixture->path, &fixture->arena)), 02770);
	umask(mask);
}

/* Beside the file that a link leads to, where the others look. */
static void test_behind_a_link(void **state)
{
	struct store_fixture *fixture = *state;
	char file[sizeof(fixture->path)];

	fixture_open(fixture, STORE_WRITE);
	fixture_close(fixture);
	memcpy(file, fixture->path, sizeof(file));
	snprintf(fixture->path, sizeof(fixture->path), "%s/link", fixture->directory);
	assert_int_equal(symlink(file, fixture->path), 0);
	put(fixture, "rule|text=x", false, 1);
	memcpy(fixture->path, file, sizeof(file));
	assert_int_equal(contents(fixture).waiting, 1);
}

static void test_cannot_be_put(void **state)
{
	struct store_fixture *fixture = *state;
	struct rlimit before, tight;
	struct error error;

	put(fixture, "rule|text=x", false, 1);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	tight = before;
	tight.rlim_cur = 10;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
	assert_false(try_put(fixture, "rule|text=y", false, 2, &error));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	signal(SIGXFSZ, SIG_DFL);
	assert_int_equal(error.kind, ERROR_IO);
	assert_non_null(strstr(error.message, "cannot be written: "));
	assert_int_equal(count_files(fixture), 1); /* nothing half written is left */
	snprintf(fixture->path, sizeof(fixture->path), "%s", fixture->directory);
	assert_false(try_put(fixture, "rule|text=y", false, 2, &error));
	snprintf(fixture->path, sizeof(fixture->path), "%s/none/a", fixture->directory);
	assert_false(try_put(fixture, "rule|text=y", false, 2, &error));
	assert_non_null(strstr(error.message, "cannot be made: No such file or directory"));
	fixture->path[0] = '\0';
	assert_false(try_put(fixture, "rule|text=y", false, 2, &error));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_comes_in),  TEST(test_in_order),	 TEST(test_contradiction),
		TEST(test_twice),     TEST(test_row_not_valid),	 TEST(test_history_refuses),
		TEST(test_mark),      TEST(test_takers_at_once), TEST(test_history_locked),
		TEST(test_set_aside), TEST(test_untrusted),	 TEST(test_planted),
		TEST(test_rights),    TEST(test_behind_a_link),	 TEST(test_cannot_be_put),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
