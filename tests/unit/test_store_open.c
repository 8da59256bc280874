/* Opening a history: what is made, what is refused and in which words, who may wait for whom.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/embedded.h"
#include "store/compact.h"
#include "tests/support/store_fixture.h"

#define TEST(name) cmocka_unit_test_setup_teardown(name, store_fixture_set_up, tear_down)

#define PATIENCE_MILLISECONDS 200 /* for the tests that wait for a lock in vain */

/* -- fixture ------------------------------------------------------------------------------ */

/* Patience is as it was, whatever the test waited for in vain. */
static int tear_down(void **state)
{
	store_patience_milliseconds = 10000;
	return store_fixture_tear_down(state);
}

static void write_file(const char *path, const void *bytes, size_t length_bytes)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length_bytes, file), length_bytes);
	assert_int_equal(fclose(file), 0);
}

static unsigned char *read_file(const char *path, size_t *length_bytes)
{
	FILE *file = fopen(path, "rb");
	unsigned char *bytes = malloc(1 << 20);

	assert_non_null(file);
	assert_non_null(bytes);
	*length_bytes = fread(bytes, 1, 1 << 20, file);
	assert_int_equal(fclose(file), 0);
	return bytes;
}

static mode_t file_mode(const char *path)
{
	struct stat status;

	assert_int_equal(stat(path, &status), 0);
	return status.st_mode & 07777;
}

static bool file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

/* The name of a file beside the history: its own with a suffix. */
static const char *beside(struct store_fixture *fixture, const char *suffix)
{
	return arena_printf(&fixture->arena, "%s%s", fixture->path, suffix);
}

static void expect_refusal(struct store_fixture *fixture, enum store_mode mode,
			   enum error_kind kind, const char *words)
{
	struct error error = {ERROR_NONE, ""};

	assert_int_equal(fixture_try_open(fixture, mode, &error), kind);
	if (!strstr(error.message, words))
		fail_msg("'%s' does not say '%s'", error.message, words);
	if (strncmp(error.message, fixture->path, strlen(fixture->path)) != 0)
		fail_msg("'%s' does not name the file first", error.message);
}

/* Makes a history with one event and closes it. */
static void make_history(struct store_fixture *fixture)
{
	fixture_open(fixture, STORE_WRITE);
	fixture_put(fixture, "deployment|service=a|at=5|id=1|changes=x=4");
	fixture_close(fixture);
}

/* Ends a child process by what it found; no exit handlers, no leak checks of the parent's. */
static _Noreturn void end_child(bool is_ok)
{
	_exit(is_ok ? 0 : 1);
}

static void expect_child_ok(pid_t child)
{
	int status;

	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

/*
 * A child that does its work, says whether that went well, and is killed where it stands, with
 * no chance to tidy up.
 */
static void killed_after(struct store_fixture *fixture,
			 bool (*work)(struct store_fixture *fixture))
{
	int ends[2], status;
	char answer = 'n';
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		answer = work(fixture) ? 'y' : 'n';
		if (write(ends[1], &answer, 1) == 1)
			pause();
		_exit(1);
	}
	assert_int_equal(read(ends[0], &answer, 1), 1);
	assert_int_equal(answer, 'y');
	assert_int_equal(kill(child, SIGKILL), 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	close(ends[0]);
	close(ends[1]);
}

/* -- making one --------------------------------------------------------------------------- */

static void test_new_history(void **state)
{
	struct store_fixture *fixture = *state;
	mode_t mask = umask(027);

	fixture_open(fixture, STORE_WRITE);
	assert_string_equal(fixture_events(fixture, NULL), "");
	assert_null(store_notice(fixture->store));
	/* The group can write whatever the umask: its viewers leave files beside it. */
	assert_int_equal(file_mode(fixture->path), 0660);
	assert_int_equal(file_mode(beside(fixture, ".lock")), 0660);
	assert_int_equal(file_mode(beside(fixture, "-wal")), 0660);
	umask(mask);
	fixture_close(fixture);
	umask(0);
	assert_int_equal(unlink(fixture->path), 0);
	fixture_open(fixture, STORE_WRITE);
	umask(mask);
	assert_int_equal(file_mode(fixture->path), 0660);
}

static void test_empty_file(void **state)
{
	struct store_fixture *fixture = *state;

	write_file(fixture->path, "", 0);
	expect_refusal(fixture, STORE_READ, ERROR_INVALID, "empty, nothing was recorded yet");
	make_history(fixture);
	fixture_open(fixture, STORE_READ);
	assert_string_equal(fixture_events(fixture, NULL),
			    "deployment|service=a|at=5|id=1|changes=x=4\n");
}

/* The last writer to close leaves a whole history in the one file. */
static void test_file_alone_is_whole(void **state)
{
	struct store_fixture *fixture = *state;
	struct stat status;

	make_history(fixture);
	assert_true(stat(beside(fixture, "-wal"), &status) != 0 || status.st_size == 0);
	unlink(beside(fixture, "-wal"));
	unlink(beside(fixture, "-shm"));
	fixture_open(fixture, STORE_READ);
	assert_string_equal(fixture_events(fixture, NULL),
			    "deployment|service=a|at=5|id=1|changes=x=4\n");
}

static void test_settings(void **state)
{
	static const struct {
		const char *pragma;
		int64_t value;
	} expected[] = {
		{"PRAGMA application_id", SCHEMA_APPLICATION_ID},
		{"PRAGMA user_version", SCHEMA_VERSION},
		{"PRAGMA synchronous", 2},
		{"PRAGMA foreign_keys", 1},
		{"PRAGMA trusted_schema", 0},
		{"PRAGMA cell_size_check", 1},
	};
	struct store_fixture *fixture = *state;
	struct error error;
	int64_t value;

	fixture_open(fixture, STORE_WRITE);
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
		assert_true(store_query_integer(fixture->store, expected[i].pragma, &value,
						&error));
		assert_int_equal(value, expected[i].value);
	}
	assert_false(store_execute(fixture->store, "SELECT \"a text\"", &error));
	assert_true(store_execute(fixture->store, "PRAGMA writable_schema = ON", &error));
	assert_false(store_execute(fixture->store, "DELETE FROM sqlite_schema", &error));
	fixture_open(fixture, STORE_READ);
	assert_true(store_query_integer(fixture->store, "PRAGMA query_only", &value, &error));
	assert_int_equal(value, 1);
	assert_false(store_execute(fixture->store, "DELETE FROM deployment", &error));
}

/* Names that SQLite would take for something else are files like any other. */
static void test_strange_names(void **state)
{
	static const char *const names[] = {":memory:", "file:x?mode=memory", "a b%20#?.db",
					    "-d"};
	struct store_fixture *fixture = *state;
	char *home = getcwd(NULL, 0);

	assert_int_equal(chdir(fixture->directory), 0);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(fixture->path, sizeof(fixture->path), "%s", names[i]);
		make_history(fixture);
		assert_true(file_exists(arena_printf(&fixture->arena, "./%s", names[i])));
		fixture_open(fixture, STORE_READ);
	}
	assert_int_equal(chdir(home), 0);
	free(home);
}

/* All who write a file take the same lock, by whichever link they came. */
static void test_lock_is_beside_the_file(void **state)
{
	struct store_fixture *fixture = *state;
	const char *file = beside(fixture, "");
	const char *lock = beside(fixture, ".lock");

	make_history(fixture);
	unlink(lock);
	snprintf(fixture->path, sizeof(fixture->path), "%s/link.db", fixture->directory);
	assert_int_equal(symlink(file, fixture->path), 0);
	fixture_open(fixture, STORE_WRITE);
	assert_true(file_exists(lock));
	assert_false(file_exists(beside(fixture, ".lock")));
}

static void test_lock_is_no_link(void **state)
{
	struct store_fixture *fixture = *state;

	make_history(fixture);
	unlink(beside(fixture, ".lock"));
	assert_int_equal(symlink("/tmp/elsewhere", beside(fixture, ".lock")), 0);
	expect_refusal(fixture, STORE_WRITE, ERROR_IO, "symbolic link");
}

/* -- refusing ----------------------------------------------------------------------------- */

static void test_no_such_file(void **state)
{
	struct store_fixture *fixture = *state;

	expect_refusal(fixture, STORE_READ, ERROR_IO, "No such file or directory");
	assert_false(file_exists(fixture->path));
	snprintf(fixture->path, sizeof(fixture->path), "%s/none/aplomb.db", fixture->directory);
	expect_refusal(fixture, STORE_WRITE, ERROR_IO, "No such file or directory");
	snprintf(fixture->path, sizeof(fixture->path), "%s", fixture->directory);
	expect_refusal(fixture, STORE_READ, ERROR_IO, "not a file");
	expect_refusal(fixture, STORE_WRITE, ERROR_IO, "not a file");
}

/* What is not a history is refused, and left as it was to the byte. */
static void expect_untouched_refusal(struct store_fixture *fixture, const char *words)
{
	size_t length_before, length_after;
	unsigned char *before = read_file(fixture->path, &length_before), *after;

	expect_refusal(fixture, STORE_READ, ERROR_INVALID, words);
	expect_refusal(fixture, STORE_WRITE, ERROR_INVALID, words);
	after = read_file(fixture->path, &length_after);
	assert_int_equal(length_before, length_after);
	assert_memory_equal(before, after, length_before);
	assert_false(file_exists(beside(fixture, ".lock")));
	free(before);
	free(after);
}

static void test_no_database(void **state)
{
	struct store_fixture *fixture = *state;
	char text[5000];

	memset(text, 'x', sizeof(text));
	write_file(fixture->path, text, sizeof(text));
	expect_untouched_refusal(fixture, "not a history: it is no SQLite database");
}

static void test_foreign_database(void **state)
{
	struct store_fixture *fixture = *state;

	fixture_sql(fixture, "CREATE TABLE deployment (x)");
	expect_untouched_refusal(fixture, "of another program");
	fixture_sql(fixture, "DROP TABLE deployment; PRAGMA application_id = 7");
	expect_untouched_refusal(fixture, "of another program");
}

static void test_newer_schema(void **state)
{
	struct store_fixture *fixture = *state;

	make_history(fixture);
	fixture_sql(fixture, "PRAGMA user_version = 5");
	unlink(beside(fixture, ".lock"));
	expect_untouched_refusal(fixture, "was written by a newer aplomb (schema 5; this one "
					  "knows 4): update aplomb");
	fixture_sql(fixture, "PRAGMA user_version = 0");
	expect_untouched_refusal(fixture, "schema 0, which never was");
}

/* A history as the first aplomb left it: read as it is, and brought up to date by a writer. */
static void test_older_schema(void **state)
{
	struct store_fixture *fixture = *state;
	struct error error;
	int64_t count;

	fixture_sql(fixture, embedded_schema);
	fixture_sql(fixture, "INSERT INTO deployment (service, at, id) VALUES ('a', 5, 'x'), "
			     "('a', 6, 'y'), ('b', 7, 'z');"
			     "INSERT INTO slo_sample (service, slo, at, good, total) "
			     "VALUES ('a', 's', 9, 1, 2)");
	fixture_open(fixture, STORE_READ);
	assert_non_null(strstr(fixture_events(fixture, NULL), "id=z"));
	fixture_close(fixture);
	fixture_open(fixture, STORE_WRITE);
	assert_int_equal(fixture_put(fixture, "deployment|service=c|at=1|id=w"), PUT_ADDED);
	assert_true(store_query_integer(fixture->store, "SELECT count(*) FROM compact_part",
					&count, &error));
	assert_int_equal(count, 3); /* c came last and waits */
	assert_true(store_check(fixture->store, &error));
}

/* Anew, as the aplomb of that schema made it. */
static void make_older(struct store_fixture *fixture, int version)
{
	static const char *const endings[] = {"", "-wal", "-shm"};
	struct buffer triggers;

	fixture_close(fixture);
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		unlink(beside(fixture, endings[i]));
	for (int step = 1; step <= version; step++)
		fixture_sql(fixture, schema_step(step));
	if (version < SCHEMA_COMPACT)
		return;
	buffer_init(&triggers);
	compact_triggers_add(&triggers);
	fixture_sql(fixture, triggers.bytes);
	buffer_release(&triggers);
}

static void fail_of_problem(const struct error *problem, void *context)
{
	(void)context;
	fail_msg("%s", problem->message);
}

/* All that an older schema makes is expected, and nothing that only came later or is gone. */
static void expect_inspected(struct store_fixture *fixture)
{
	struct schema_found found;
	struct error error;
	int64_t count;

	assert_true(store_query_integer(fixture->store,
					"SELECT count(*) FROM sqlite_schema WHERE sql NOT NULL "
					"AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
					&count, &error));
	assert_true(schema_check_each(fixture->store, fail_of_problem, NULL, &found, &error));
	assert_int_equal(found.own, count);
	assert_int_equal(found.others, 0);
}

static void expect_harm_is_found(struct store_fixture *fixture, int version)
{
	struct error error;

	make_older(fixture, version);
	fixture_sql(fixture, "CREATE TRIGGER evil AFTER INSERT ON need BEGIN "
			     "DELETE FROM deployment; END");
	fixture_open(fixture, STORE_READ);
	fixture_close(fixture);
	assert_int_equal(fixture_try_open(fixture, STORE_WRITE, &error), ERROR_INVALID);
	assert_non_null(strstr(error.message, "has a trigger 'evil' that is not aplomb's"));
	make_older(fixture, version);
	fixture_sql(fixture, "ALTER TABLE note ADD COLUMN more TEXT");
	assert_int_equal(fixture_try_open(fixture, STORE_READ, &error), ERROR_INVALID);
	assert_non_null(strstr(error.message, "table 'note' is not as aplomb makes it"));
}

static void test_older_schemas_are_inspected(void **state)
{
	struct store_fixture *fixture = *state;

	for (int version = 1; version <= SCHEMA_VERSION; version++) {
		make_older(fixture, version);
		fixture_open(fixture, STORE_READ);
		assert_int_equal(fixture->store->schema_version, version);
		expect_inspected(fixture);
		fixture_close(fixture);
		fixture_open(fixture, STORE_WRITE);
		assert_int_equal(fixture->store->schema_version, SCHEMA_VERSION);
		expect_inspected(fixture);
		expect_harm_is_found(fixture, version);
	}
}

static void test_damaged_file(void **state)
{
	struct store_fixture *fixture = *state;
	struct error error = {ERROR_NONE, ""};
	unsigned char *bytes;
	size_t length_bytes;

	make_history(fixture);
	bytes = read_file(fixture->path, &length_bytes);
	memset(bytes + 4096, 0xa5, length_bytes - 4096); /* all pages but the schema's first */
	write_file(fixture->path, bytes, length_bytes);
	free(bytes);
	if (fixture_try_open(fixture, STORE_READ, &error) == ERROR_NONE)
		assert_false(store_check(fixture->store, &error));
	assert_int_equal(error.kind, ERROR_INVALID);
	assert_non_null(strstr(error.message, "damaged"));
}

/* Ours by its marks, but not by its tables. */
static void test_other_tables(void **state)
{
	struct store_fixture *fixture = *state;
	struct error error;

	make_history(fixture);
	fixture_sql(fixture, "ALTER TABLE incident RENAME COLUMN planned TO plan");
	assert_int_equal(fixture_try_open(fixture, STORE_READ, &error), ERROR_INVALID);
	assert_non_null(strstr(error.message, "table 'incident' is not as aplomb makes it"));
	fixture_sql(fixture, "ALTER TABLE incident RENAME COLUMN plan TO planned");
	/* A view in a table's place could make every query endless. */
	fixture_sql(fixture, "DROP VIEW event; DROP TABLE note; CREATE VIEW note AS "
			     "SELECT 1 AS id");
	assert_int_equal(fixture_try_open(fixture, STORE_READ, &error), ERROR_INVALID);
	assert_non_null(strstr(error.message, "table 'note' is not as aplomb makes it"));
}

/* -- histories in memory ------------------------------------------------------------------ */

static void test_bytes(void **state)
{
	struct store_fixture *fixture = *state;
	unsigned char *bytes;
	size_t length_bytes;
	long long first, second;
	struct error error;

	make_history(fixture);
	fixture_sql(fixture, "PRAGMA journal_mode = DELETE");
	bytes = read_file(fixture->path, &length_bytes);
	assert_true(store_open_bytes(&fixture->store, bytes, length_bytes, &error));
	assert_string_equal(fixture_events(fixture, NULL),
			    "deployment|service=a|at=5|id=1|changes=x=4\n");
	assert_true(store_version(fixture->store, &first, &error));
	assert_true(store_version(fixture->store, &second, &error));
	assert_true(first == second);
	fixture_close(fixture);
	assert_false(store_open_bytes(&fixture->store, bytes, 0, &error));
	assert_int_equal(error.kind, ERROR_INVALID);
	memset(bytes, 'x', 100);
	assert_false(store_open_bytes(&fixture->store, bytes, length_bytes, &error));
	assert_int_equal(error.kind, ERROR_INVALID);
	free(bytes);
}

/* -- at the same time --------------------------------------------------------------------- */

static bool put_numbered(struct store *store, int writer, int number)
{
	struct arena arena = {0};
	struct error error, conflict;
	enum put_outcome outcome;
	struct event event = event_of(
		arena_printf(&arena, "deployment|service=s%d|at=%d|id=%d-%d|changes=r%d-%d=1",
			     writer, 1000 + number, writer, number, writer, number),
		&arena);
	bool is_put = store_begin(store, &error) &&
		      store_put(store, &event, false, &outcome, &conflict, &error) &&
		      store_commit(store, &error) && outcome == PUT_ADDED;

	if (!is_put)
		fprintf(stderr, "%s\n", error.message);
	arena_release(&arena);
	return is_put;
}

/* Opens once for every ten events, so that opening and closing meet writing, too. */
static bool write_fifty(const char *path, int writer)
{
	for (int round = 0; round < 5; round++) {
		struct store *store;
		struct error error;

		if (!store_open(&store, path, STORE_WRITE, &error)) {
			fprintf(stderr, "%s\n", error.message);
			return false;
		}
		for (int i = 0; i < 10; i++)
			if (!put_numbered(store, writer, round * 10 + i))
				return false;
		store_close(store);
	}
	return true;
}

static void start_writers(struct store_fixture *fixture, pid_t *children, int count)
{
	for (int i = 0; i < count; i++) {
		children[i] = fork();
		assert_true(children[i] >= 0);
		if (children[i] == 0)
			end_child(write_fifty(fixture->path, i));
	}
}

/* Eight make the same history at once and write to it: all of it is there. */
static void test_eight_writers(void **state)
{
	struct store_fixture *fixture = *state;
	struct store_summary summary;
	struct error error;
	pid_t children[8];
	int64_t changes;

	start_writers(fixture, children, 8);
	for (int i = 0; i < 8; i++)
		expect_child_ok(children[i]);
	fixture_open(fixture, STORE_READ);
	assert_true(store_summarise(fixture->store, &summary, &error));
	assert_int_equal(summary.events[EVENT_DEPLOYMENT], 400);
	assert_true(store_query_integer(fixture->store, "SELECT count(*) FROM change", &changes,
					&error));
	assert_int_equal(changes, 400);
	assert_true(store_check(fixture->store, &error));
}

static size_t count_deployments(struct store *store)
{
	struct store_summary summary;
	struct error error;

	if (!store_summarise(store, &summary, &error))
		fail_msg("%s", error.message);
	return summary.events[EVENT_DEPLOYMENT];
}

/* A viewer reads on while others write, and sees each deployment with its change or not at all.
 */
static void test_viewer_while_writing(void **state)
{
	struct store_fixture *fixture = *state;
	size_t last = 0;
	pid_t children[2];

	make_history(fixture);
	start_writers(fixture, children, 2);
	fixture_open(fixture, STORE_READ);
	while (last < 101) {
		size_t now = count_deployments(fixture->store);
		const char *events = fixture_events(fixture, NULL);

		assert_true(now >= last);
		for (; *events; events = strchr(events, '\n') + 1)
			assert_true(strstr(events, "|changes=") < strchr(events, '\n'));
		last = now;
		arena_release(&fixture->arena);
	}
	expect_child_ok(children[0]);
	expect_child_ok(children[1]);
	assert_int_equal(count_deployments(fixture->store), 101);
}

static volatile sig_atomic_t alarms;

static void count_alarm(int signal_number)
{
	(void)signal_number;
	alarms++;
}

/* Waiting borrows SIGALRM; whoever had it has it again. */
static void test_waiting_leaves_no_trace(void **state)
{
	struct store_fixture *fixture = *state;
	struct error error;
	int descriptor;

	make_history(fixture);
	fixture_open(fixture, STORE_WRITE);
	descriptor = open(beside(fixture, ".lock"), O_RDONLY | O_CLOEXEC);
	assert_int_equal(flock(descriptor, LOCK_EX), 0);
	store_patience_milliseconds = PATIENCE_MILLISECONDS;
	signal(SIGALRM, count_alarm);
	assert_false(store_begin(fixture->store, &error));
	assert_int_equal(alarms, 0);
	raise(SIGALRM);
	assert_int_equal(alarms, 1);
	usleep(150000); /* the timer is gone */
	assert_int_equal(alarms, 1);
	signal(SIGALRM, SIG_DFL);
	close(descriptor);
}

/* Whoever waits gets it once it is free. A connection must not be open across a fork(). */
static void test_waiting_for_another_writer(void **state)
{
	struct store_fixture *fixture = *state;
	struct error error;
	int ends[2];
	char go;
	pid_t child;

	make_history(fixture);
	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct store *store = NULL;
		bool is_ok = read(ends[0], &go, 1) == 1 &&
			     store_open(&store, fixture->path, STORE_WRITE, &error) &&
			     put_numbered(store, 1, 1);

		store_close(store);
		end_child(is_ok);
	}
	fixture_open(fixture, STORE_WRITE);
	assert_true(store_begin(fixture->store, &error));
	assert_int_equal(write(ends[1], "g", 1), 1);
	usleep(100000);
	assert_int_equal(waitpid(child, NULL, WNOHANG), 0);
	assert_true(store_commit(fixture->store, &error));
	expect_child_ok(child);
	assert_int_equal(count_deployments(fixture->store), 2);
	close(ends[0]);
	close(ends[1]);
}

static void test_locked(void **state)
{
	struct store_fixture *fixture = *state;
	int descriptor;
	struct error error;

	make_history(fixture);
	fixture_open(fixture, STORE_WRITE);
	descriptor = open(beside(fixture, ".lock"), O_RDONLY | O_CLOEXEC);
	assert_true(descriptor >= 0);
	assert_int_equal(flock(descriptor, LOCK_EX), 0);
	store_patience_milliseconds = PATIENCE_MILLISECONDS;
	assert_false(store_begin(fixture->store, &error));
	assert_int_equal(error.kind, ERROR_TRY_LATER);
	expect_refusal(fixture, STORE_WRITE, ERROR_TRY_LATER, "has been writing for");
	fixture_open(fixture, STORE_READ); /* readers wait for nobody */
	assert_int_equal(count_deployments(fixture->store), 1);
	close(descriptor);
	fixture_open(fixture, STORE_WRITE);
	assert_int_equal(fixture_put(fixture, "rule|text=x"), PUT_ADDED);
}

/* A foreign program does not know our lock; SQLite's own makes us wait for it. */
static void test_locked_by_foreign_program(void **state)
{
	struct store_fixture *fixture = *state;
	struct error error;
	sqlite3 *db;

	store_patience_milliseconds = PATIENCE_MILLISECONDS;
	make_history(fixture);
	fixture_open(fixture, STORE_WRITE);
	assert_int_equal(sqlite3_open(fixture->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	assert_false(store_begin(fixture->store, &error));
	assert_int_equal(error.kind, ERROR_TRY_LATER);
	sqlite3_close(db);
	assert_int_equal(fixture_put(fixture, "rule|text=x"), PUT_ADDED);
}

/* -- another writer in between ------------------------------------------------------------ */

/* One who begins or migrates the history just before a certain statement of who opens it. */
static struct {
	int to_second[2], from_second[2];
	int statements_before;
	const char *lock; /* while it is held, no other can come */
	bool has_come, has_written;
} second;

static bool is_locked(const char *path)
{
	int descriptor = open(path, O_RDONLY | O_CLOEXEC);
	bool is_taken = descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) != 0;

	if (descriptor >= 0)
		close(descriptor);
	return is_taken;
}

static int let_second_write(unsigned kind, void *context, void *statement, void *sql)
{
	char answer = 'n';

	(void)kind, (void)context, (void)statement, (void)sql;
	if (second.has_come || second.statements_before-- > 0 || is_locked(second.lock))
		return 0;
	second.has_come = true;
	assert_int_equal(write(second.to_second[1], "g", 1), 1);
	assert_int_equal(read(second.from_second[0], &answer, 1), 1);
	second.has_written = answer == 'y';
	return 0;
}

static int watch_statements(sqlite3 *db, char **error, const struct sqlite3_api_routines *api)
{
	(void)error, (void)api;
	return sqlite3_trace_v2(db, SQLITE_TRACE_STMT, let_second_write, NULL);
}

static _Noreturn void write_as_second(const char *path)
{
	struct store *store = NULL;
	struct error error;
	bool is_ok;
	char go;

	is_ok = read(second.to_second[0], &go, 1) == 1 &&
		store_open(&store, path, STORE_WRITE, &error) && put_numbered(store, 1, 1);
	store_close(store);
	_exit(write(second.from_second[1], is_ok ? "y" : "n", 1) != 1);
}

/* Opens, with the other one before statement `statements_before`; false: it never came to it.
 */
static bool open_beside_second(struct store_fixture *fixture, enum store_mode mode,
			       int statements_before, enum error_kind *kind,
			       struct error *error)
{
	pid_t child;

	assert_int_equal(pipe(second.to_second), 0);
	assert_int_equal(pipe(second.from_second), 0);
	second.statements_before = statements_before;
	second.lock = beside(fixture, ".lock");
	second.has_come = second.has_written = false;
	child = fork();
	assert_true(child >= 0);
	if (child == 0)
		write_as_second(fixture->path);
	sqlite3_auto_extension((void (*)(void))watch_statements);
	*kind = fixture_try_open(fixture, mode, error);
	sqlite3_cancel_auto_extension((void (*)(void))watch_statements);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	for (int i = 0; i < 2; i++) {
		close(second.to_second[i]);
		close(second.from_second[i]);
	}
	return second.has_come;
}

/* Each statement of an opening in turn; returns how often the other one could write there. */
static int open_beside_each_time(struct store_fixture *fixture, enum store_mode mode,
				 const void *bytes, size_t length_bytes)
{
	enum error_kind kind;
	struct error error;
	int written = 0;

	for (int before = 0;; before++) {
		fixture_close(fixture);
		unlink(beside(fixture, "-wal"));
		unlink(beside(fixture, "-shm"));
		write_file(fixture->path, bytes, length_bytes);
		if (!open_beside_second(fixture, mode, before, &kind, &error))
			return written;
		written += second.has_written;
		if (kind != ERROR_NONE &&
		    (length_bytes > 0 || mode == STORE_WRITE ||
		     !strstr(error.message, "empty, nothing was recorded")))
			fail_msg("before statement %d: %s", before, error.message);
	}
}

/* What is asked on opening is of one moment: nobody's work is taken for another program's. */
static void test_opened_while_another_begins(void **state)
{
	struct store_fixture *fixture = *state;

	store_patience_milliseconds = 20;
	for (int mode = STORE_READ; mode <= STORE_WRITE; mode++) {
		size_t length_bytes;
		unsigned char *older;

		assert_true(open_beside_each_time(fixture, (enum store_mode)mode, "", 0) > 1);
		make_older(fixture, SCHEMA_VERSION - 1);
		older = read_file(fixture->path, &length_bytes);
		assert_true(open_beside_each_time(fixture, (enum store_mode)mode, older,
						  length_bytes) > 1);
		free(older);
	}
}

/* -- moved while it was open --------------------------------------------------------------- */

static void copy_file(const char *from, const char *to)
{
	size_t length_bytes;
	unsigned char *bytes = read_file(from, &length_bytes);

	write_file(to, bytes, length_bytes);
	free(bytes);
}

static void remove_all(struct store_fixture *fixture)
{
	unlink(fixture->path);
	unlink(beside(fixture, "-wal"));
	unlink(beside(fixture, "-shm"));
}

static void remove_log(struct store_fixture *fixture)
{
	assert_int_equal(unlink(beside(fixture, "-wal")), 0);
}

static void put_copy_back(struct store_fixture *fixture)
{
	copy_file(fixture->path, beside(fixture, ".copy"));
	assert_int_equal(rename(beside(fixture, ".copy"), fixture->path), 0);
}

static void put_all_back(struct store_fixture *fixture)
{
	copy_file(fixture->path, beside(fixture, ".copy"));
	remove_all(fixture);
	copy_file(beside(fixture, ".copy"), fixture->path);
}

static void expect_moved(bool is_ok, const struct error *error)
{
	assert_false(is_ok);
	assert_int_equal(error->kind, ERROR_TRY_LATER);
	assert_non_null(strstr(error->message, "was moved, replaced or removed"));
}

/* Nothing is said to be written that would be in no file; and what came instead is untouched.
 */
static void test_moved_while_open(void **state)
{
	static void (*const moves[])(struct store_fixture * fixture) = {
		remove_all, remove_log, put_copy_back, put_all_back};
	struct store_fixture *fixture = *state;

	for (size_t i = 0; i < 2 * sizeof(moves) / sizeof(moves[0]); i++) {
		bool is_during = i % 2;
		struct error error;

		fixture_close(fixture);
		remove_all(fixture);
		make_history(fixture);
		fixture_open(fixture, STORE_WRITE);
		assert_int_equal(fixture_put(fixture, "deployment|service=a|at=6|id=2"),
				 PUT_ADDED);
		if (is_during)
			assert_true(store_begin(fixture->store, &error));
		moves[i / 2](fixture);
		if (is_during)
			expect_moved(store_commit(fixture->store, &error), &error);
		expect_moved(store_begin(fixture->store, &error), &error);
		fixture_close(fixture);
		fixture_open(fixture, STORE_WRITE);
		/* What only the log held, and that was removed, was taken in by the close. */
		if (moves[i / 2] == remove_log)
			assert_int_equal(count_deployments(fixture->store), 2);
		assert_int_equal(fixture_put(fixture, "deployment|service=a|at=7|id=3"),
				 PUT_ADDED);
		assert_true(store_check(fixture->store, &error));
	}
}

/* What is begun anew would overwrite a log whose file is gone. */
static void test_log_alone(void **state)
{
	struct store_fixture *fixture = *state;

	write_file(beside(fixture, "-wal"), "x", 1);
	expect_refusal(fixture, STORE_WRITE, ERROR_IO, "is a log that would be lost");
	assert_false(file_exists(fixture->path));
	write_file(fixture->path, "", 0);
	expect_refusal(fixture, STORE_WRITE, ERROR_IO, "is a log that would be lost");
	write_file(beside(fixture, "-wal"), "", 0);
	make_history(fixture);
}

/* Each name has a lock and a log of its own. */
static void test_several_names(void **state)
{
	struct store_fixture *fixture = *state;

	make_history(fixture);
	assert_int_equal(link(fixture->path, beside(fixture, ".other")), 0);
	expect_refusal(fixture, STORE_WRITE, ERROR_IO, "has 2 names (hard links)");
	fixture_open(fixture, STORE_READ);
	assert_int_equal(unlink(beside(fixture, ".other")), 0);
	fixture_open(fixture, STORE_WRITE);
}

static long monotonic_milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Before a log is begun, one who reads is in the way; he is waited for once. */
static void test_read_before_it_has_a_log(void **state)
{
	struct store_fixture *fixture = *state;
	struct error error;
	long begun;
	sqlite3 *db;

	store_patience_milliseconds = PATIENCE_MILLISECONDS;
	fixture_sql(fixture, embedded_schema);
	assert_int_equal(sqlite3_open(fixture->path, &db), SQLITE_OK);
	assert_int_equal(
		sqlite3_exec(db, "BEGIN; SELECT * FROM sqlite_schema", NULL, NULL, NULL),
		SQLITE_OK);
	begun = monotonic_milliseconds();
	assert_int_equal(fixture_try_open(fixture, STORE_WRITE, &error), ERROR_TRY_LATER);
	assert_in_range(monotonic_milliseconds() - begun, PATIENCE_MILLISECONDS,
			5 * PATIENCE_MILLISECONDS);
	sqlite3_close(db);
	fixture_open(fixture, STORE_WRITE);
}

static bool commit_one_and_begin_another(struct store_fixture *fixture)
{
	struct event event = event_of("rule|text=lost", &fixture->arena);
	enum put_outcome outcome;
	struct error error, conflict;

	fixture_open(fixture, STORE_WRITE);
	return put_numbered(fixture->store, 1, 1) && store_begin(fixture->store, &error) &&
	       store_put(fixture->store, &event, false, &outcome, &conflict, &error);
}

/* A writer that is killed has recorded what it committed and nothing else. */
static void test_killed_writer(void **state)
{
	struct store_fixture *fixture = *state;

	make_history(fixture);
	killed_after(fixture, commit_one_and_begin_another);
	fixture_open(fixture, STORE_READ);
	assert_string_equal(fixture_events(fixture, NULL),
			    "deployment|service=a|at=5|id=1|changes=x=4\n"
			    "deployment|service=s1|at=1001|id=1-1|changes=r1-1=1\n");
	fixture_open(fixture, STORE_WRITE);
	assert_int_equal(fixture_put(fixture, "rule|text=lost"), PUT_ADDED);
}

/* -- no room ------------------------------------------------------------------------------ */

/* Puts notes until one is not taken; the number of those that were is that of the commits. */
static size_t put_until_refused(struct store *store, struct error *error)
{
	static char text[2000];
	struct arena arena = {0};
	struct error conflict;
	size_t taken = 0;

	memset(text, 'x', sizeof(text) - 1);
	while (taken < 10000) {
		enum put_outcome outcome;
		struct event event = event_of(
			arena_printf(&arena, "note|team=t|at=%zu|text=%s", taken, text),
			&arena);

		if (!store_begin(store, error))
			break;
		if (!store_put(store, &event, false, &outcome, &conflict, error)) {
			store_rollback(store);
			break;
		}
		if (!store_commit(store, error))
			break;
		taken++;
		arena_release(&arena);
	}
	arena_release(&arena);
	return taken;
}

static void expect_notes(struct store_fixture *fixture, size_t count)
{
	struct store_summary summary;
	struct error error;

	assert_true(store_summarise(fixture->store, &summary, &error));
	assert_int_equal(summary.events[EVENT_NOTE], count);
	assert_true(store_check(fixture->store, &error));
}

/* What was acknowledged before there was no room is kept, and it goes on once there is. */
static void test_disk_full(void **state)
{
	struct store_fixture *fixture = *state;
	struct error error = {ERROR_NONE, ""};
	size_t taken;

	fixture_open(fixture, STORE_WRITE);
	assert_true(store_execute(fixture->store, "PRAGMA max_page_count = 200", &error));
	taken = put_until_refused(fixture->store, &error);
	assert_in_range(taken, 20, 9999);
	assert_int_equal(error.kind, ERROR_IO);
	assert_non_null(strstr(error.message, "the disk is full; nothing of this was kept"));
	expect_notes(fixture, taken);
	assert_true(store_execute(fixture->store, "PRAGMA max_page_count = 100000", &error));
	assert_int_equal(fixture_put(fixture, "note|team=t|at=99999|text=more"), PUT_ADDED);
	fixture_open(fixture, STORE_READ);
	expect_notes(fixture, taken + 1);
}

/* The same where the system refuses the log's next byte: the commit is what does not succeed.
 */
static void test_write_refused(void **state)
{
	struct store_fixture *fixture = *state;
	struct rlimit before, tight;
	struct error error = {ERROR_NONE, ""};
	size_t taken;

	fixture_open(fixture, STORE_WRITE);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	tight = before;
	tight.rlim_cur = 1000000;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
	taken = put_until_refused(fixture->store, &error);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	signal(SIGXFSZ, SIG_DFL);
	assert_in_range(taken, 20, 9999);
	assert_int_equal(error.kind, ERROR_IO);
	expect_notes(fixture, taken);
	assert_int_equal(fixture_put(fixture, "note|team=t|at=99999|text=more"), PUT_ADDED);
	fixture_open(fixture, STORE_READ);
	expect_notes(fixture, taken + 1);
}

/* -- without permission to write ---------------------------------------------------------- */

/* Runs in a child that is not root, where permissions hold; true where it found all well. */
static void as_somebody(struct store_fixture *fixture,
			bool (*run)(struct store_fixture *fixture))
{
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		bool is_ok = geteuid() != 0 || (setgid(65534) == 0 && setuid(65534) == 0);

		is_ok = is_ok && run(fixture);
		fixture_close(fixture);
		end_child(is_ok);
	}
	expect_child_ok(child);
}

static bool sees_a_snapshot(struct store_fixture *fixture)
{
	struct error error = {ERROR_NONE, ""};

	if (fixture_try_open(fixture, STORE_READ, &error) != ERROR_NONE)
		fprintf(stderr, "%s\n", error.message);
	return fixture->store && store_notice(fixture->store) &&
	       strstr(store_notice(fixture->store), "a snapshot") &&
	       count_deployments(fixture->store) == 1;
}

static bool reads_the_log(struct store_fixture *fixture)
{
	struct error error = {ERROR_NONE, ""};

	/* With the log and its index there, SQLite needs no more than to read them. */
	if (fixture_try_open(fixture, STORE_READ, &error) != ERROR_NONE)
		fprintf(stderr, "%s\n", error.message);
	return fixture->store && !store_notice(fixture->store) &&
	       count_deployments(fixture->store) == 2;
}

static bool is_told_of_the_log(struct store_fixture *fixture)
{
	struct error error = {ERROR_NONE, ""};

	return fixture_try_open(fixture, STORE_READ, &error) == ERROR_IO &&
	       strstr(error.message, "-wal' holds what the file does not yet");
}

static bool cannot_write(struct store_fixture *fixture)
{
	struct error error = {ERROR_NONE, ""};
	bool is_told = fixture_try_open(fixture, STORE_WRITE, &error) == ERROR_IO &&
		       strstr(error.message, "ermission");

	if (!is_told)
		fprintf(stderr, "%s\n", error.message);
	return is_told;
}

static void test_unwritable_directory(void **state)
{
	struct store_fixture *fixture = *state;

	make_history(fixture);
	assert_int_equal(chmod(fixture->path, 0444), 0);
	assert_int_equal(chmod(fixture->directory, 0555), 0);
	unlink(beside(fixture, "-wal"));
	unlink(beside(fixture, "-shm"));
	as_somebody(fixture, sees_a_snapshot);
	as_somebody(fixture, cannot_write);
	chmod(fixture->directory, 0755);
}

/* A log that holds something must not be passed over: it may hold what was acknowledged. */
static void test_unwritable_directory_with_a_log(void **state)
{
	struct store_fixture *fixture = *state;

	make_history(fixture);
	killed_after(fixture, commit_one_and_begin_another);
	assert_int_equal(chmod(fixture->path, 0444), 0);
	assert_int_equal(chmod(beside(fixture, "-wal"), 0444), 0);
	assert_int_equal(chmod(beside(fixture, "-shm"), 0444), 0);
	assert_int_equal(chmod(fixture->directory, 0555), 0);
	as_somebody(fixture, reads_the_log);
	unlink(beside(fixture, "-shm"));
	as_somebody(fixture, is_told_of_the_log);
	chmod(fixture->directory, 0755);
}

static bool cannot_read(struct store_fixture *fixture)
{
	struct error error = {ERROR_NONE, ""};

	return fixture_try_open(fixture, STORE_READ, &error) == ERROR_IO &&
	       strstr(error.message, "Permission denied");
}

static void test_unreadable_file(void **state)
{
	struct store_fixture *fixture = *state;

	make_history(fixture);
	assert_int_equal(chmod(fixture->directory, 0755), 0);
	assert_int_equal(chmod(fixture->path, 0), 0);
	as_somebody(fixture, cannot_read);
}

static bool is_told_to_undo(struct store_fixture *fixture)
{
	struct error error = {ERROR_NONE, ""};
	bool is_told = fixture_try_open(fixture, STORE_READ, &error) == ERROR_IO &&
		       strstr(error.message, "an interrupted write must be undone first");

	if (!is_told)
		fprintf(stderr, "%s\n", error.message);
	return is_told;
}

/* More than its cache holds, so that the file is written before it is committed. */
static bool write_half(struct store_fixture *fixture)
{
	sqlite3 *db;

	return sqlite3_open(fixture->path, &db) == SQLITE_OK &&
	       sqlite3_exec(
		       db,
		       "PRAGMA cache_size = 1; BEGIN IMMEDIATE;"
		       "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
		       "LIMIT 5000) INSERT INTO rule (text) SELECT hex(zeroblob(200)) || i "
		       "FROM n",
		       NULL, NULL, NULL) == SQLITE_OK;
}

/* A history that another program left half written needs someone who may undo that. */
static void test_interrupted_write(void **state)
{
	struct store_fixture *fixture = *state;
	struct error error;

	make_history(fixture);
	fixture_sql(fixture, "PRAGMA journal_mode = DELETE");
	killed_after(fixture, write_half);
	assert_true(file_exists(beside(fixture, "-journal")));
	assert_int_equal(chmod(fixture->path, 0444), 0);
	assert_int_equal(chmod(beside(fixture, "-journal"), 0444), 0);
	assert_int_equal(chmod(fixture->directory, 0555), 0);
	as_somebody(fixture, is_told_to_undo);
	chmod(fixture->directory, 0755);
	chmod(fixture->path, 0644);
	chmod(beside(fixture, "-journal"), 0644);
	fixture_open(fixture, STORE_WRITE);
	assert_string_equal(fixture_events(fixture, NULL),
			    "deployment|service=a|at=5|id=1|changes=x=4\n");
	assert_true(store_check(fixture->store, &error));
}

/* -- whether anything changed ------------------------------------------------------------- */

static long long version_of(struct store *store)
{
	struct error error;
	long long version;

	if (!store_version(store, &version, &error))
		fail_msg("%s", error.message);
	return version;
}

static void test_version(void **state)
{
	struct store_fixture *fixture = *state;
	struct store *viewer, *other;
	struct error error;
	long long before;

	make_history(fixture);
	fixture_open(fixture, STORE_WRITE);
	assert_true(store_open(&viewer, fixture->path, STORE_READ, &error));
	before = version_of(viewer);
	assert_true(before == version_of(viewer));
	assert_int_equal(count_deployments(viewer), 1);
	assert_true(before == version_of(viewer));
	/* Another viewer that opens now sees the same state. */
	assert_true(store_open(&other, fixture->path, STORE_READ, &error));
	assert_true(before == version_of(other));
	store_close(other);
	assert_true(before == version_of(viewer));
	for (int i = 0; i < 20; i++) {
		long long now = version_of(viewer);

		assert_true(put_numbered(fixture->store, 1, i));
		assert_true(now != version_of(viewer));
	}
	before = version_of(fixture->store);
	assert_true(put_numbered(fixture->store, 2, 1));
	assert_true(before != version_of(fixture->store));
	store_close(viewer);
}

/* A file put in the place of the one that is open is a change, too. */
static void test_version_of_a_replaced_file(void **state)
{
	struct store_fixture *fixture = *state;
	const char *file = beside(fixture, ""), *copy = beside(fixture, ".copy");
	unsigned char *bytes;
	size_t length_bytes;
	long long before;

	make_history(fixture);
	bytes = read_file(file, &length_bytes);
	write_file(copy, bytes, length_bytes);
	free(bytes);
	fixture_open(fixture, STORE_READ);
	before = version_of(fixture->store);
	assert_int_equal(rename(copy, file), 0);
	assert_true(before != version_of(fixture->store));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_new_history),
		TEST(test_empty_file),
		TEST(test_file_alone_is_whole),
		TEST(test_settings),
		TEST(test_strange_names),
		TEST(test_lock_is_beside_the_file),
		TEST(test_lock_is_no_link),
		TEST(test_no_such_file),
		TEST(test_no_database),
		TEST(test_foreign_database),
		TEST(test_newer_schema),
		TEST(test_older_schema),
		TEST(test_older_schemas_are_inspected),
		TEST(test_opened_while_another_begins),
		TEST(test_moved_while_open),
		TEST(test_log_alone),
		TEST(test_several_names),
		TEST(test_damaged_file),
		TEST(test_other_tables),
		TEST(test_bytes),
		TEST(test_eight_writers),
		TEST(test_viewer_while_writing),
		TEST(test_waiting_leaves_no_trace),
		TEST(test_waiting_for_another_writer),
		TEST(test_locked),
		TEST(test_locked_by_foreign_program),
		TEST(test_read_before_it_has_a_log),
		TEST(test_killed_writer),
		TEST(test_disk_full),
		TEST(test_write_refused),
		TEST(test_unwritable_directory),
		TEST(test_unwritable_directory_with_a_log),
		TEST(test_unreadable_file),
		TEST(test_interrupted_write),
		TEST(test_version),
		TEST(test_version_of_a_replaced_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
