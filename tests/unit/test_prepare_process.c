/*
 * SQLite short of memory. Without what store_prepare_process() gives it, 'json_valid' of SQLite
 * 3.40 says no then, and an event that waits in the spool is set aside as no JSON.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sqlite3.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/store.h"

static sqlite3_mem_methods usual;
static int left = -1; /* how many more are given; -1: all */

static bool is_given(void)
{
	if (left > 0)
		left--;
	return left != 0;
}

static void *allocate_some(int bytes)
{
	return is_given() ? usual.xMalloc(bytes) : NULL;
}

static void *resize_some(void *memory, int bytes)
{
	return is_given() ? usual.xRealloc(memory, bytes) : NULL;
}

static int use_scarce_memory(void **state)
{
	sqlite3_mem_methods scarce;

	(void)state;
	if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &usual) != SQLITE_OK)
		return -1;
	scarce = usual;
	scarce.xMalloc = allocate_some;
	scarce.xRealloc = resize_some;
	if (sqlite3_config(SQLITE_CONFIG_MALLOC, &scarce) != SQLITE_OK)
		return -1;
	store_prepare_process();
	return 0;
}

/* Whether it is JSON, to SQLite. */
static int ask(sqlite3 *db)
{
	sqlite3_stmt *statement;
	int answer = -1;

	if (sqlite3_prepare_v2(db, "SELECT json_valid('{\"a\": [1, 2, 3, 4, 5, 6, 7]}')", -1,
			       &statement, NULL) == SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW)
		answer = sqlite3_column_int(statement, 0);
	sqlite3_finalize(statement);
	return answer;
}

/* In a process of its own: its status, where so many pieces of memory are left. */
static int status_with(int pieces)
{
	int status;
	pid_t child;

	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		sqlite3 *db;
		int answer;

		if (!freopen("/dev/null", "w", stderr) ||
		    sqlite3_open(":memory:", &db) != SQLITE_OK)
			_exit(9);
		left = pieces;
		answer = ask(db);
		left = -1;
		sqlite3_close(db);
		_exit(answer == 1 ? 0 : 8);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void test_ends_where_memory_is_short(void **state)
{
	int pieces = 0;

	(void)state;
	assert_int_equal(status_with(-1), 0);
	while (status_with(pieces) != 0) {
		assert_int_equal(status_with(pieces), 1); /* never another answer */
		pieces++;
	}
	assert_true(pieces > 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ends_where_memory_is_short),
	};

	return cmocka_run_group_tests(tests, use_scarce_memory, NULL);
}
