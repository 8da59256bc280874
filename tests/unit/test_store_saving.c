/* Copies and rescues: stopped at any time they leave nothing; what stands twice is saved once.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "store/database.h"
#include "tests/support/store_fixture.h"

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, store_fixture_tear_down)

static const char *const lines[] = {
	"deployment|service=shop|at=100|id=d1|revision=r1|changes=c1=40",
	"deployment|service=shop|at=200|id=d2|changes=c2=",
	"need|team=web|asked_at=100|id=n1|text=keys",
	"meeting|at=100|teams=web|teams=app",
	"note|team=web|at=100|text=before",
};
#define LINE_COUNT (sizeof(lines) / sizeof(*lines))
#define PAGE_BYTES 4096
/* It goes on after each row: of an event, of a change, of a team at a meeting. */
#define LOOK_COUNT ((int)LINE_COUNT + 2 + 2)

static int set_up(void **state)
{
	store_fixture_set_up(state);
	fixture_open(*state, STORE_WRITE);
	for (size_t i = 0; i < LINE_COUNT; i++)
		fixture_put(*state, lines[i]);
	return 0;
}

/* Goes on as often as is left. */
static bool go_on(void *context, double part_done)
{
	int *left = context;

	assert_true(part_done >= 0 && part_done <= 1);
	return (*left)-- > 0;
}

static void add_problem(const struct error *problem, void *context)
{
	buffer_addf(context, "%s\n", problem->message);
}

static size_t events_in(struct store *store)
{
	struct store_summary summary;
	struct error error;
	size_t count = 0;

	assert_true(store_summarise(store, &summary, &error));
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		count += summary.events[i];
	return count;
}

/* -- rescue ------------------------------------------------------------------------------- */

static struct store *open_beside(struct store_fixture *fixture, const char *name)
{
	struct store *store;
	struct error error;
	char path[160];

	snprintf(path, sizeof(path), "%s/%s", fixture->directory, name);
	if (!store_open(&store, path, STORE_WRITE, &error))
		fail_msg("%s", error.message);
	return store;
}

static void test_rescue_stopped(void **state)
{
	struct store_fixture *fixture = *state;
	struct store *into = open_beside(fixture, "saved.db");
	struct rescue_account account;
	struct buffer told;
	struct error error;

	fixture_close(fixture);
	buffer_init(&told);
	for (int looks = 0; looks <= LOOK_COUNT; looks++) {
		int left = looks;
		const struct store_work work = {go_on, &left};
		const struct rescue_listener listener = {add_problem, &told, &work};
		bool is_done = store_rescue(fixture->path, into, &listener, &account, &error);

		assert_int_equal(is_done, looks == LOOK_COUNT);
		assert_int_equal(events_in(into), is_done ? LINE_COUNT : 0);
		if (!is_done)
			assert_string_equal(error.message, "stopped; nothing was written");
	}
	assert_string_equal(told.bytes, "");
	assert_int_equal(account.saved[EVENT_DEPLOYMENT], 2);
	store_close(into);
	buffer_release(&told);
}

/* Saves what is left of the history once that SQL was run on it, into another one. */
static struct store *rescue_after(struct store_fixture *fixture, const char *sql,
				  struct rescue_account *account, struct buffer *told)
{
	struct store *into = open_beside(fixture, "saved.db");
	int left = 100;
	const struct store_work work = {go_on, &left};
	const struct rescue_listener listener = {add_problem, told, &work};
	struct error error;

	fixture_close(fixture);
	fixture_sql(fixture, sql);
	assert_true(store_rescue(fixture->path, into, &listener, account, &error));
	return into;
}

/* Without the index that keeps them out, as in a history that lost it. */
static void test_rescue_of_doubled_rows(void **state)
{
	struct rescue_account account;
	struct store *into;
	struct buffer told;

	buffer_init(&told);
	into = rescue_after(*state,
			    "DROP INDEX need_id;"
			    "INSERT INTO need (team, asked_at, id, text, source)"
			    " SELECT team, asked_at, id, text, source FROM need",
			    &account, &told);
	assert_int_equal(account.saved[EVENT_NEED], 1);
	assert_int_equal(account.doubled, 1);
	assert_int_equal(events_in(into), LINE_COUNT);
	store_close(into);
	buffer_release(&told);
}

/* An event that is none by its own rules, and a list that cannot be read. */
static void test_rescue_of_parts(void **state)
{
	struct rescue_account account;
	struct store *into;
	struct buffer told;

	buffer_init(&told);
	into = rescue_after(*state,
			    "PRAGMA ignore_check_constraints = ON;"
			    "UPDATE change SET committed_at = -1 WHERE revision = 'c1';"
			    "DELETE FROM meeting_team;"
			    "UPDATE note SET text = CAST(x'ff' AS TEXT)",
			    &account, &told);
	assert_int_equal(account.saved[EVENT_DEPLOYMENT], 2);
	assert_int_equal(account.lists_lost, 1);
	assert_int_equal(account.invalid, 2);
	assert_non_null(strstr(told.bytes, "meeting row 1 is no event: "));
	assert_non_null(strstr(told.bytes, "note row 1 is no event: "));
	assert_int_equal(events_in(into), LINE_COUNT - 2);
	store_close(into);
	buffer_release(&told);
}

/* Changes that nothing can be read of: whoever has none may have lost them. */
static void test_rescue_without_changes(void **state)
{
	struct rescue_account account;
	struct store *into;
	struct buffer told;

	buffer_init(&told);
	into = rescue_after(*state,
			    "DROP TABLE change; CREATE VIEW change AS"
			    " SELECT 1 AS deployment, 'c1' AS revision, 40 AS committed_at",
			    &account, &told);
	assert_non_null(strstr(told.bytes, "change: none can be read: "));
	assert_int_equal(account.saved[EVENT_DEPLOYMENT], 2);
	assert_int_equal(account.lists_lost, 2);
	assert_int_equal(events_in(into), LINE_COUNT);
	store_close(into);
	buffer_release(&told);
}

/* -- backup ------------------------------------------------------------------------------- */

struct backing_up {
	int looks_left;
	bool is_lost; /* what was written so far, each time it is looked at */
	char path[140];
	char journal[160];
};

/* Nothing stands beside the copy that would be left behind. */
static bool go_on_alone(void *context, double part_done)
{
	struct backing_up *backing_up = context;

	assert_int_equal(access(backing_up->journal, F_OK), -1);
	if (backing_up->is_lost)
		assert_int_equal(truncate(backing_up->path, 0), 0);
	return go_on(&backing_up->looks_left, part_done);
}

/* Into a file that is made anew. */
static bool back_up_as(struct store_fixture *fixture, struct backing_up backing_up,
		       struct store_summary *copied, struct error *error)
{
	const struct store_work work = {go_on_alone, &backing_up};
	const char *path = backing_up.path;
	int file;

	snprintf(backing_up.path, sizeof(backing_up.path), "%s/copy.db", fixture->directory);
	snprintf(backing_up.journal, sizeof(backing_up.journal), "%s-journal", path);
	file = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
	assert_true(file >= 0);
	close(file);
	return store_backup(fixture->store, path, "copy.db", &work, copied, error);
}

static bool back_up(struct store_fixture *fixture, int looks, struct store_summary *copied,
		    struct error *error)
{
	return back_up_as(fixture, (struct backing_up){.looks_left = looks}, copied, error);
}

/* So that it is asked whether to go on. */
static void make_large(struct store_fixture *fixture)
{
	fixture_close(fixture);
	fixture_sql(fixture, "PRAGMA synchronous = OFF; CREATE TABLE other (bytes BLOB);"
			     "INSERT INTO other VALUES (zeroblob(40000000))");
	fixture_open(fixture, STORE_READ);
}

static void test_backup_stopped(void **state)
{
	struct store_fixture *fixture = *state;
	struct store_summary copied;
	struct error error;
	bool is_done = false;

	make_large(fixture);
	for (int looks = 0; !is_done; looks++) {
		is_done = back_up(fixture, looks, &copied, &error);
		if (!is_done)
			assert_string_equal(error.message, "stopped; nothing was written");
		else
			assert_true(looks >= 2);
	}
	assert_int_equal(copied.events[EVENT_DEPLOYMENT], 2);
}

/* It is the copy that is damaged: nobody is sent to rescue the history. */
static void test_backup_that_is_lost(void **state)
{
	struct store_fixture *fixture = *state;
	struct store_summary copied;
	struct error error;

	make_large(fixture);
	assert_false(back_up_as(fixture,
				(struct backing_up){.looks_left = INT_MAX, .is_lost = true},
				&copied, &error));
	assert_int_equal(error.kind, ERROR_IO);
	assert_string_equal(error.message, "copy.db: the copy is not what was read of the "
					   "history; nothing was written. Try again, on "
					   "another disk if need be");
}

static size_t big_endian(const unsigned char *bytes, size_t count)
{
	size_t value = 0;

	for (size_t i = 0; i < count; i++)
		value = value << 8 | bytes[i];
	return value;
}

static void read_page(int file, size_t number, unsigned char *bytes)
{
	assert_int_equal(pread(file, bytes, PAGE_BYTES, (off_t)(number - 1) * PAGE_BYTES),
			 PAGE_BYTES);
}

static void write_page(int file, size_t number, const unsigned char *bytes)
{
	assert_int_equal(pwrite(file, bytes, PAGE_BYTES, (off_t)(number - 1) * PAGE_BYTES),
			 PAGE_BYTES);
}

/* The first two leaves of a table or an index that has nothing else below its root. */
static void find_leaves(struct store_fixture *fixture, int file, const char *name,
			size_t leaves[2])
{
	unsigned char root[PAGE_BYTES], leaf[PAGE_BYTES];
	struct error error;
	char sql[120];
	int64_t number;

	snprintf(sql, sizeof(sql), "SELECT rootpage FROM sqlite_schema WHERE name = '%s'",
		 name);
	fixture_open(fixture, STORE_READ);
	assert_true(store_query_integer(fixture->store, sql, &number, &error));
	fixture_close(fixture);
	read_page(file, (size_t)number, root);
	assert_true(root[0] == 2 || root[0] == 5); /* of an index, or a table */
	for (size_t i = 0; i < 2; i++) {
		/* Its cells begin with the number of the page to their left. */
		leaves[i] = big_endian(root + big_endian(root + 12 + 2 * i, 2), 4);
		read_page(file, leaves[i], leaf);
		assert_int_equal(leaf[0], root[0] + 8);
	}
}

static void expect_refused(struct store_fixture *fixture)
{
	struct store_summary copied;
	struct error error;

	fixture_open(fixture, STORE_READ);
	assert_false(back_up(fixture, INT_MAX, &copied, &error));
	fixture_close(fixture);
	assert_int_equal(error.kind, ERROR_INVALID);
	assert_non_null(strstr(error.message, "aplomb.db: damaged, so no copy of it was kept"));
	assert_non_null(strstr(error.message, "aplomb rescue"));
}

/* Pages that are sound by themselves and in the wrong place, in tables and in indices. */
static void test_backup_of_damage(void **state)
{
	static const char *const names[] = {"change", "deployment", "deployment_by_time",
					    "deployment_id"};
	struct store_fixture *fixture = *state;
	struct store_summary copied;
	struct error error;
	int file;

	fixture_close(fixture);
	fixture_sql(fixture, "WITH RECURSIVE n (i) AS (SELECT 1000 UNION ALL SELECT i + 1"
			     " FROM n WHERE i < 3999)"
			     "INSERT INTO deployment (service, at, id, source)"
			     " SELECT 'shop', i * 60, 'd' || i, 'ci' FROM n;"
			     "INSERT INTO change SELECT rowid, 'r' || id, at FROM deployment"
			     " WHERE source = 'ci'");
	file = open(fixture->path, O_RDWR | O_CLOEXEC);
	assert_true(file >= 0);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		unsigned char pages[2][PAGE_BYTES];
		size_t leaves[2];

		find_leaves(fixture, file, names[i], leaves);
		read_page(file, leaves[0], pages[0]);
		read_page(file, leaves[1], pages[1]);
		write_page(file, leaves[0], pages[1]);
		expect_refused(fixture);
		write_page(file, leaves[1], pages[0]);
		expect_refused(fixture);
		write_page(file, leaves[0], pages[0]);
		write_page(file, leaves[1], pages[1]);
	}
	close(file);
	fixture_open(fixture, STORE_READ);
	assert_true(back_up(fixture, INT_MAX, &copied, &error));
	assert_int_equal(copied.events[EVENT_DEPLOYMENT], 3002);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_rescue_stopped),   TEST(test_rescue_of_doubled_rows),
		TEST(test_rescue_of_parts),  TEST(test_rescue_without_changes),
		TEST(test_backup_stopped),   TEST(test_backup_that_is_lost),
		TEST(test_backup_of_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
