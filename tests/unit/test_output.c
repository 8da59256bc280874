/* A file is put in place whole or not at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "export/output.h"

static char directory[64];
static bool directories_fail;

/* In the place of the C library's: a disk that takes files, and fails as it takes their names.
 */
int fsync(int file)
{
	struct stat status;

	if (directories_fail && fstat(file, &status) == 0 && S_ISDIR(status.st_mode)) {
		errno = EIO;
		return -1;
	}
	return fdatasync(file);
}

static int directory_make(void **state)
{
	(void)state;
	strcpy(directory, "/tmp/aplomb-output-XXXXXX");
	return mkdtemp(directory) ? 0 : -1;
}

static int directory_remove(void **state)
{
	DIR *listing = opendir(directory);
	struct dirent *entry;

	(void)state;
	while (listing && (entry = readdir(listing)))
		unlinkat(dirfd(listing), entry->d_name, 0);
	closedir(listing);
	return rmdir(directory);
}

static const char *path_of(const char *name)
{
	static char path[128];

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	return path;
}

static void assert_holds(const char *path, const char *expected)
{
	char bytes[256] = "";
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	bytes[fread(bytes, 1, sizeof(bytes) - 1, file)] = '\0';
	fclose(file);
	assert_string_equal(bytes, expected);
}

static size_t directory_entries(void)
{
	DIR *listing = opendir(directory);
	struct dirent *entry;
	size_t count = 0;

	while ((entry = readdir(listing)))
		count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	closedir(listing);
	return count;
}

static unsigned mode_of(const char *path)
{
	struct stat status;

	assert_int_equal(stat(path, &status), 0);
	return status.st_mode & 07777;
}

static void test_new_file_obeys_umask(void **state)
{
	struct error error;
	mode_t umask_before = umask(027);

	(void)state;
	assert_true(output_write(path_of("new"), "text\n", 5, &error));
	umask(umask_before);
	assert_holds(path_of("new"), "text\n");
	assert_int_equal(mode_of(path_of("new")), 0640);
	assert_int_equal(directory_entries(), 1);
}

static void test_existing_file_keeps_mode(void **state)
{
	struct error error;

	(void)state;
	assert_true(output_write_file(path_of("kept"), "old old old\n", 12, &error));
	assert_int_equal(chmod(path_of("kept"), 0600), 0);
	assert_true(output_write_file(path_of("kept"), "new\n", 4, &error));
	assert_holds(path_of("kept"), "new\n");
	assert_int_equal(mode_of(path_of("kept")), 0600);
	assert_int_equal(directory_entries(), 1);
}

/* A reader that has the old file open still reads all of the old text. */
static void test_reader_sees_whole_old_text(void **state)
{
	struct error error;
	char bytes[16] = "";
	int reader;

	(void)state;
	assert_true(output_write_file(path_of("read"), "the old\n", 8, &error));
	reader = open(path_of("read"), O_RDONLY | O_CLOEXEC);
	assert_true(output_write_file(path_of("read"), "x\n", 2, &error));
	assert_int_equal(read(reader, bytes, sizeof(bytes)), 8);
	close(reader);
	assert_string_equal(bytes, "the old\n");
	assert_holds(path_of("read"), "x\n");
}

/* A disk that fills half way: the old text stands and nothing is left beside it. */
static void test_half_written_leaves_old_text(void **state)
{
	static const char large[8192] = {0};
	struct error error = {0};
	struct rlimit before;
	struct rlimit small;
	bool is_written;

	(void)state;
	assert_true(output_write_file(path_of("full"), "old\n", 4, &error));
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	small = before;
	small.rlim_cur = 4096;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	is_written = output_write_file(path_of("full"), large, sizeof(large), &error);
	setrlimit(RLIMIT_FSIZE, &before);
	signal(SIGXFSZ, SIG_DFL);
	assert_false(is_written);
	assert_int_equal(error.kind, ERROR_IO);
	assert_non_null(strstr(error.message, "full"));
	assert_non_null(strstr(error.message, strerror(EFBIG)));
	assert_holds(path_of("full"), "old\n");
	assert_int_equal(directory_entries(), 1);
}

static void test_refused_places(void **state)
{
	struct error error = {0};

	(void)state;
	assert_int_equal(symlink("elsewhere", path_of("link")), 0);
	assert_false(output_write_file(path_of("link"), "x", 1, &error));
	assert_non_null(strstr(error.message, "symbolic link"));
	assert_int_equal(access(path_of("elsewhere"), F_OK), -1);
	assert_false(output_write_file(directory, "x", 1, &error));
	assert_non_null(strstr(error.message, "is a directory"));
	assert_false(output_write_file(path_of("nowhere/file"), "x", 1, &error));
	assert_non_null(strstr(error.message, "nowhere/file"));
	assert_non_null(strstr(error.message, strerror(ENOENT)));
	assert_false(output_write_file(path_of("file/"), "x", 1, &error));
	assert_false(output_write_file("", "x", 1, &error));
	assert_non_null(strstr(error.message, "names no file"));
	assert_int_equal(directory_entries(), 1);
}

/* A device is written to, never replaced. */
static void test_device_stays(void **state)
{
	struct error error;
	struct stat status;

	(void)state;
	assert_true(output_write_file("/dev/null", "x", 1, &error));
	assert_int_equal(stat("/dev/null", &status), 0);
	assert_true(S_ISCHR(status.st_mode));
}

static void test_fifo_is_written_to(void **state)
{
	struct error error;
	char bytes[16] = "";
	int reader;

	(void)state;
	assert_int_equal(mkfifo(path_of("fifo"), 0600), 0);
	reader = open(path_of("fifo"), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	assert_true(output_write_file(path_of("fifo"), "through\n", 8, &error));
	assert_int_equal(read(reader, bytes, sizeof(bytes)), 8);
	close(reader);
	assert_string_equal(bytes, "through\n");
}

static void test_reader_that_left_is_no_error(void **state)
{
	struct error error = {0};
	int ends[2];

	(void)state;
	signal(SIGPIPE, SIG_IGN);
	assert_int_equal(pipe(ends), 0);
	close(ends[0]);
	assert_true(output_write_descriptor(ends[1], "standard output", "x", 1, &error));
	close(ends[1]);
	assert_false(output_write_descriptor(ends[1], "standard output", "x", 1, &error));
	assert_non_null(strstr(error.message, "cannot write standard output"));
	signal(SIGPIPE, SIG_DFL);
}

/* More than a pipe holds, to a reader that is slow and a writer that must not block. */
static void test_slow_reader_gets_all(void **state)
{
	enum { LENGTH = 300000 };
	char *bytes = calloc(LENGTH, 1);
	struct error error;
	int ends[2];
	pid_t reader;
	int status;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	reader = fork();
	if (reader == 0) {
		size_t total = 0;
		ssize_t got;

		close(ends[1]);
		while ((got = read(ends[0], bytes, 1000)) > 0)
			total += (size_t)got;
		_exit(total == LENGTH ? 0 : 1);
	}
	close(ends[0]);
	fcntl(ends[1], F_SETFL, O_NONBLOCK);
	assert_true(output_write_descriptor(ends[1], "pipe", bytes, LENGTH, &error));
	close(ends[1]);
	assert_int_equal(waitpid(reader, &status, 0), reader);
	assert_int_equal(status, 0);
	free(bytes);
}

static void test_name_without_directory(void **state)
{
	struct error error;
	char before[4096];

	(void)state;
	assert_non_null(getcwd(before, sizeof(before)));
	assert_int_equal(chdir(directory), 0);
	assert_true(output_write_file("plain", "here\n", 5, &error));
	assert_int_equal(chdir(before), 0);
	assert_holds(path_of("plain"), "here\n");
}

/* What stands there already stays, of whatever kind it is. */
static void test_new_file_replaces_nothing(void **state)
{
	struct error error;
	bool exists = false;

	(void)state;
	assert_true(output_write_new_file(path_of("file"), "one\n", 4, &exists, &error));
	assert_false(exists);
	assert_true(output_write_new_file(path_of("file"), "two\n", 4, &exists, &error));
	assert_true(exists);
	assert_holds(path_of("file"), "one\n");
	exists = false;
	assert_true(output_write_new_file("/dev/null", "two\n", 4, &exists, &error));
	assert_true(exists);
	exists = false;
	assert_false(output_write_new_file(directory, "two\n", 4, &exists, &error));
	assert_false(output_write_new_file(path_of("no/file"), "two\n", 4, &exists, &error));
	assert_non_null(strstr(error.message, "No such file or directory"));
	assert_false(exists);
}

static bool fills(struct error *error)
{
	struct replacement replacement;
	struct stat standing;
	bool is_filled;

	assert_true(replacement_begin(&replacement, path_of("file"), &standing, error));
	assert_true(stat(directory, &standing) == 0);
	is_filled = replacement_make(&replacement, error) &&
		    replacement_finish(&replacement, &standing, error);
	replacement_drop(&replacement);
	return is_filled;
}

/* Its name might not outlive a power cut: whoever was told that it failed can try it again. */
static void test_new_file_is_taken_away(void **state)
{
	struct error error;
	bool exists = false;

	(void)state;
	directories_fail = true;
	assert_false(output_write_new_file(path_of("file"), "one\n", 4, &exists, &error));
	assert_non_null(strstr(error.message, strerror(EIO)));
	assert_false(fills(&error));
	assert_non_null(strstr(error.message, strerror(EIO)));
	directories_fail = false;
	assert_int_equal(access(path_of("file"), F_OK), -1);
	assert_true(fills(&error));
	/* What another made is not. */
	directories_fail = true;
	assert_true(output_write_new_file(path_of("file"), "one\n", 4, &exists, &error));
	directories_fail = false;
	assert_true(exists);
	assert_int_equal(access(path_of("file"), F_OK), 0);
}

#define IN_DIRECTORY(test) \
	cmocka_unit_test_setup_teardown(test, directory_make, directory_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_DIRECTORY(test_new_file_obeys_umask),
		IN_DIRECTORY(test_existing_file_keeps_mode),
		IN_DIRECTORY(test_reader_sees_whole_old_text),
		IN_DIRECTORY(test_half_written_leaves_old_text),
		IN_DIRECTORY(test_refused_places),
		IN_DIRECTORY(test_name_without_directory),
		IN_DIRECTORY(test_new_file_replaces_nothing),
		IN_DIRECTORY(test_new_file_is_taken_away),
		IN_DIRECTORY(test_fifo_is_written_to),
		cmocka_unit_test(test_device_stays),
		cmocka_unit_test(test_reader_that_left_is_no_error),
		cmocka_unit_test(test_slow_reader_gets_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
