/* Text on its way to a clipboard, with stand-ins for tmux. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "report/deeds.h"
#include "ui/terminal/terminal_clipboard.h"

static char directory[] = "/tmp/aplomb-clipboard-XXXXXX";
static char text_path[64], tmux_path[64];

static int directory_make(void **state)
{
	(void)state;
	if (!mkdtemp(directory))
		return -1;
	snprintf(text_path, sizeof(text_path), "%s/text", directory);
	snprintf(tmux_path, sizeof(tmux_path), "%s/tmux", directory);
	return setenv("PATH", directory, 1);
}

static int directory_remove(void **state)
{
	(void)state;
	unlink(tmux_path);
	unlink(text_path);
	return rmdir(directory);
}

/* A tmux that does this, in the words of sh. */
static void stand_in(const char *commands)
{
	FILE *file = fopen(tmux_path, "w");

	assert_non_null(file);
	fprintf(file, "#!/bin/sh\n%s\n", commands);
	fclose(file);
	assert_int_equal(chmod(tmux_path, 0700), 0);
}

/* What a copy sent to the terminal. */
static char sent[256];

static const struct clipboard_tmux by_tmux = {.copy = clipboard_copy_by_tmux}, no_tmux;

static enum clipboard_way copy(bool is_in_tmux, const char *text)
{
	struct error error;
	enum clipboard_way way;
	int terminal = open(text_path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	ssize_t length;

	assert_true(terminal >= 0);
	way = clipboard_copy(terminal, is_in_tmux ? &by_tmux : &no_tmux, text, strlen(text),
			     &error);
	length = pread(terminal, sent, sizeof(sent) - 1, 0);
	sent[length > 0 ? length : 0] = '\0';
	close(terminal);
	return way;
}

/* The test vectors of RFC 4648, section 10. */
static void test_osc52(void **state)
{
	static const char *const vectors[][2] = {
		{"", ""},
		{"f", "Zg=="},
		{"fo", "Zm8="},
		{"foo", "Zm9v"},
		{"foob", "Zm9vYg=="},
		{"fooba", "Zm9vYmE="},
		{"foobar", "Zm9vYmFy"},
		{"\xff\xfe\xfd", "//79"},
	};
	char expected[32];

	(void)state;
	for (size_t i = 0; i < sizeof(vectors) / sizeof(*vectors); i++) {
		snprintf(expected, sizeof(expected), "\033]52;c;%s\a", vectors[i][1]);
		assert_int_equal(copy(false, vectors[i][0]), CLIPBOARD_OSC52);
		assert_string_equal(sent, expected);
	}
}

static void test_a_text_goes_whole_or_not_at_all(void **state)
{
	static char text[CLIPBOARD_OSC52_BYTES_MAX + 1];
	struct error error;

	(void)state;
	memset(text, 'a', sizeof(text));
	assert_int_equal(clipboard_copy(-1, &no_tmux, text, sizeof(text), &error),
			 CLIPBOARD_NONE);
	assert_non_null(strstr(error.message, "74000 bytes"));
	/* One byte less is tried. */
	assert_int_equal(clipboard_copy(-1, &no_tmux, text, sizeof(text) - 1, &error),
			 CLIPBOARD_NONE);
	assert_non_null(strstr(error.message, "cannot write"));
}

static void test_tmux(void **state)
{
	(void)state;
	stand_in("test \"$*\" = 'load-buffer -w -' && read line && test \"$line\" = 'a text'");
	assert_int_equal(copy(true, "a text\n"), CLIPBOARD_TMUX);
	assert_string_equal(sent, "");
	assert_int_equal(copy(true, "another\n"), CLIPBOARD_OSC52);
	/* Without TMUX none is asked. */
	assert_int_equal(copy(false, "a text\n"), CLIPBOARD_OSC52);
	/* One before 3.2 knows no -w. */
	stand_in("test \"$*\" = 'load-buffer -'");
	assert_int_equal(copy(true, "a text\n"), CLIPBOARD_TMUX);
	assert_int_equal(unlink(tmux_path), 0);
	assert_int_equal(copy(true, "a text\n"), CLIPBOARD_OSC52);
}

static void test_a_tmux_that_hangs(void **state)
{
	struct timespec before, after;

	(void)state;
	stand_in("exec /bin/sleep 60");
	clock_gettime(CLOCK_MONOTONIC, &before);
	assert_int_equal(copy(true, "a text\n"), CLIPBOARD_OSC52);
	clock_gettime(CLOCK_MONOTONIC, &after);
	assert_in_range(after.tv_sec - before.tv_sec, 1, 20);
}

/* -- what is said ---------------------------------------------------------------------------
 */

static void test_words(void **state)
{
	struct buffer text, said;

	(void)state;
	buffer_init(&text);
	buffer_init(&said);
	assert_int_equal(deed_count_lines(&text), 0);
	buffer_add_string(&text, "one");
	assert_int_equal(deed_count_lines(&text), 1);
	deed_add_copied(&said, 1, COPY_BY_TMUX);
	assert_string_equal(said.bytes, "Copied 1 line to tmux's buffer.");
	buffer_add_string(&text, "\n\nthree\n");
	assert_int_equal(deed_count_lines(&text), 3);
	buffer_clear(&said);
	deed_add_copied(&said, 1234, COPY_BY_OSC52);
	assert_string_equal(said.bytes,
			    "Copied 1,234 lines by OSC 52; the terminal may have refused.");
	buffer_clear(&said);
	deed_add_written(&said, "a.md", 34);
	assert_string_equal(said.bytes, "Written: a.md (34 lines)");
	buffer_release(&said);
	buffer_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_osc52),
		cmocka_unit_test(test_a_text_goes_whole_or_not_at_all),
		cmocka_unit_test(test_tmux),
		cmocka_unit_test(test_a_tmux_that_hangs),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests_name("clipboard", tests, directory_make,
					   directory_remove);
}
