/* Memory that is given back all at once, strings that grow, and failures in words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"

static void test_arena_allocates_zeroed(void **state)
{
	struct arena arena = {0};

	(void)state;
	for (size_t size = 0; size < 300; size++) {
		unsigned char *memory = arena_allocate(&arena, 1, size);

		assert_int_equal((uintptr_t)memory % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(memory[i], 0);
		memset(memory, 0xaa, size);
	}
	arena_release(&arena);
	/* Empty again, and usable. */
	assert_null(arena.blocks);
	assert_int_equal(*ARENA_NEW(&arena, int), 0);
	arena_release(&arena);
	arena_release(&arena);
}

/* What was allocated stays what it was, beyond blocks and in blocks of its own. */
static void test_arena_keeps(void **state)
{
	enum { COUNT = 3000 };
	struct arena arena;
	unsigned char *kept[COUNT];

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < COUNT; i++) {
		size_t size = i % 500 == 0 ? 200000 : 1 + i % 90;

		kept[i] = arena_allocate(&arena, size, 1);
		memset(kept[i], (int)(i % 251), size);
	}
	for (size_t i = 0; i < COUNT; i++) {
		size_t size = i % 500 == 0 ? 200000 : 1 + i % 90;

		assert_int_equal(kept[i][0], i % 251);
		assert_int_equal(kept[i][size - 1], i % 251);
	}
	arena_release(&arena);
}

static void test_arena_copies(void **state)
{
	struct arena arena;
	const char *text;

	(void)state;
	arena_init(&arena);
	assert_string_equal(arena_copy(&arena, "Payments", 3), "Pay");
	assert_string_equal(arena_copy(&arena, "", 0), "");
	assert_memory_equal(arena_copy(&arena, "a\0b", 3), "a\0b", 4);
	assert_string_equal(arena_copy_string(&arena, "ledger"), "ledger");
	text = arena_printf(&arena, "%s-%d", "INC", 204);
	assert_string_equal(text, "INC-204");
	assert_string_equal(arena_printf(&arena, "%s", ""), "");
	text = arena_printf(&arena, "%0100000d", 1);
	assert_int_equal(strlen(text), 100000);
	arena_release(&arena);
}

static void test_arena_grows(void **state)
{
	struct arena arena;
	size_t capacity = 0;
	size_t moves = 0;
	int *numbers = NULL;

	(void)state;
	arena_init(&arena);
	for (int i = 0; i < 100000; i++) {
		int *before = numbers;

		numbers = arena_grow(&arena, numbers, (size_t)i, &capacity, sizeof(*numbers));
		moves += numbers != before;
		numbers[i] = i;
		assert_true(capacity > (size_t)i);
	}
	for (int i = 0; i < 100000; i++)
		assert_int_equal(numbers[i], i);
	assert_true(moves < 20);
	arena_release(&arena);
}

static int exhausted_pipe;

static void tell_exhausted(void)
{
	if (write(exhausted_pipe, "!", 1) != 1)
		_exit(9);
}

/* A size that overflows is memory exhausted: the hook runs, the process ends with 1. */
static void assert_exhausts(void (*allocate)(void))
{
	int ends[2];
	char told = 0;
	int status;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		if (!freopen("/dev/null", "w", stderr))
			_exit(9);
		exhausted_pipe = ends[1];
		memory_exhausted_hook = tell_exhausted;
		allocate();
		_exit(0);
	}
	close(ends[1]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 1);
	assert_int_equal(read(ends[0], &told, 1), 1);
	assert_int_equal(told, '!');
	close(ends[0]);
}

/* Without a hook, too, a sentence says what came of it. */
static void test_exhausted_says_so(void **state)
{
	static const char expected[] =
		"aplomb: out of memory; nothing recorded so far is lost\n";
	char said[200] = "";
	int ends[2], status;
	pid_t child;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		if (dup2(ends[1], STDERR_FILENO) < 0)
			_exit(9);
		memory_exhausted();
	}
	close(ends[1]);
	assert_int_equal(read(ends[0], said, sizeof(said) - 1), strlen(expected));
	assert_string_equal(said, expected);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(WEXITSTATUS(status), 1);
	close(ends[0]);
}

/* Nothing takes room, and may be asked for. */
static void test_nothing_is_memory(void **state)
{
	void *memory = memory_resize(NULL, 0, 8);

	(void)state;
	assert_non_null(memory);
	memory = memory_resize(memory, 8, 0);
	assert_non_null(memory);
	free(memory);
}

static void resize_too_much(void)
{
	volatile size_t count = SIZE_MAX / 4;

	memory_resize(NULL, count, 8);
}

static void allocate_too_much(void)
{
	volatile size_t count = SIZE_MAX / 4;
	struct arena arena = {0};

	arena_allocate(&arena, count, 8);
}

static void buffer_too_much(void)
{
	volatile size_t length = SIZE_MAX - 2;
	struct buffer buffer = {0};

	buffer_add_string(&buffer, "some");
	buffer_add(&buffer, "", length);
}

/* Not more than can be counted, but than can be doubled. */
static void buffer_far_too_much(void)
{
	volatile size_t length = SIZE_MAX / 2 + 10;
	struct buffer buffer = {0};

	buffer_add(&buffer, "", length);
}

static void test_exhausted(void **state)
{
	(void)state;
	assert_exhausts(resize_too_much);
	assert_exhausts(allocate_too_much);
	assert_exhausts(buffer_too_much);
	assert_exhausts(buffer_far_too_much);
}

static void test_buffer(void **state)
{
	struct buffer buffer;
	char *memory;

	(void)state;
	buffer_init(&buffer);
	assert_string_equal(buffer.bytes, "");
	buffer_add_string(&buffer, "47");
	buffer_add_char(&buffer, ' ');
	buffer_addf(&buffer, "of %d", 50);
	buffer_addf(&buffer, "%s", "");
	buffer_add_repeated(&buffer, '.', 3);
	buffer_add_repeated(&buffer, 'x', 0);
	assert_string_equal(buffer.bytes, "47 of 50...");
	assert_int_equal(buffer.length_bytes, 11);
	memory = buffer.bytes;
	buffer_clear(&buffer);
	assert_string_equal(buffer.bytes, "");
	assert_ptr_equal(buffer.bytes, memory);
	buffer_add(&buffer, "a\0b", 3);
	assert_int_equal(buffer.length_bytes, 3);
	assert_memory_equal(buffer.bytes, "a\0b", 4);
	buffer_release(&buffer);
	assert_null(buffer.bytes);
	buffer_release(&buffer);
}

static void test_buffer_grows(void **state)
{
	struct buffer buffer = {0};

	(void)state;
	for (int i = 0; i < 10000; i++) {
		buffer_addf(&buffer, "%04d", i);
		assert_int_equal(buffer.bytes[buffer.length_bytes], '\0');
	}
	assert_int_equal(buffer.length_bytes, 40000);
	assert_memory_equal(buffer.bytes + 4 * 1234, "1234", 4);
	buffer_addf(&buffer, "%0100000d", 7);
	assert_int_equal(buffer.length_bytes, 140000);
	buffer_release(&buffer);
}

static void test_error(void **state)
{
	struct error error = {0};
	char long_text[3000];

	(void)state;
	assert_false(error_set(&error, ERROR_UNKNOWN, "there is no team '%s'", "payments"));
	assert_int_equal(error.kind, ERROR_UNKNOWN);
	assert_string_equal(error.message, "there is no team 'payments'");
	assert_false(error_prefix(&error, "%s:%d", "teams.yaml", 14));
	assert_int_equal(error.kind, ERROR_UNKNOWN);
	assert_string_equal(error.message, "teams.yaml:14: there is no team 'payments'");
	/* What does not fit is cut, and ends. */
	memset(long_text, 'x', sizeof(long_text) - 1);
	long_text[sizeof(long_text) - 1] = '\0';
	assert_false(error_prefix(&error, "%s", long_text));
	assert_int_equal(strlen(error.message), sizeof(error.message) - 1);
	assert_false(error_set(&error, ERROR_IO, "%s", long_text));
	assert_false(error_prefix(&error, "here"));
	assert_int_equal(strlen(error.message), sizeof(error.message) - 1);
	assert_memory_equal(error.message, "here: xxx", 9);
}

/* What was given back is given out again, zeroed. */
static void test_arena_clears(void **state)
{
	struct arena arena = {0};
	char *first;

	(void)state;
	arena_clear(&arena);
	first = ARENA_ARRAY(&arena, 100000, char);
	memset(first, 'x', 100000);
	assert_ptr_not_equal(ARENA_ARRAY(&arena, 200000, char), first);
	arena_clear(&arena);
	first = ARENA_ARRAY(&arena, 150000, char);
	for (size_t i = 0; i < 150000; i++)
		assert_int_equal(first[i], 0);
	memset(first, 'x', 150000);
	arena_clear(&arena);
	assert_ptr_equal(ARENA_ARRAY(&arena, 150000, char), first);
	assert_int_equal(first[149999], 0);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arena_allocates_zeroed),
		cmocka_unit_test(test_arena_keeps),
		cmocka_unit_test(test_arena_copies),
		cmocka_unit_test(test_arena_grows),
		cmocka_unit_test(test_arena_clears),
		cmocka_unit_test(test_exhausted),
		cmocka_unit_test(test_exhausted_says_so),
		cmocka_unit_test(test_nothing_is_memory),
		cmocka_unit_test(test_buffer),
		cmocka_unit_test(test_buffer_grows),
		cmocka_unit_test(test_error),
	};

	return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
