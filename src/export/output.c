#include "export/output.h"
#include "base/history_name.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define NEW_FILE_MODE 0666
#define KEPT_MODE_BITS 0777
#define NAME_ATTEMPTS 100

bool output_write_descriptor(int descriptor, const char *name, const char *bytes,
			     size_t length_bytes, struct error *error)
{
	while (length_bytes) {
		ssize_t written = write(descriptor, bytes, length_bytes);

		if (written >= 0) {
			bytes += written;
			length_bytes -= (size_t)written;
		} else if (errno == EAGAIN) {
			struct pollfd ready = {.fd = descriptor, .events = POLLOUT};

			poll(&ready, 1, -1);
		} else if (errno == EPIPE) {
			return true;
		} else if (errno != EINTR) {
			return error_set(error, ERROR_IO, "cannot write %s: %s", name,
					 strerror(errno));
		}
	}
	return true;
}

static bool cannot(const struct replacement *replacement, struct error *error)
{
	return error_set(error, ERROR_IO, "cannot write '%s': %s", replacement->path,
			 strerror(errno));
}

static bool directory_open(struct replacement *replacement, struct error *error)
{
	const char *slash = strrchr(replacement->path, '/');
	char directory[PATH_MAX] = ".";
	size_t length = slash ? (size_t)(slash - replacement->path) : 0;

	if (length >= sizeof(directory))
		return error_set(error, ERROR_IO, "cannot write '%s': the path is too long",
				 replacement->path);
	if (slash == replacement->path)
		strcpy(directory, "/");
	else if (slash)
		snprintf(directory, sizeof(directory), "%.*s", (int)length, replacement->path);
	replacement->name = slash ? slash + 1 : replacement->path;
	if (!*replacement->name)
		return error_set(error, ERROR_IO, "cannot write '%s': it names no file",
				 replacement->path);
	replacement->directory = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return replacement->directory >= 0 || cannot(replacement, error);
}

/* What stands in the file's place; st_mode 0 where nothing does. */
static bool standing_look(const struct replacement *replacement, struct stat *standing,
			  struct error *error)
{
	if (fstatat(replacement->directory, replacement->name, standing, AT_SYMLINK_NOFOLLOW) !=
	    0) {
		if (errno != ENOENT)
			return cannot(replacement, error);
		standing->st_mode = 0;
		return true;
	}
	if (S_ISLNK(standing->st_mode))
		return error_set(error, ERROR_IO,
				 "'%s' is a symbolic link; name the file that it leads to",
				 replacement->path);
	if (S_ISDIR(standing->st_mode))
		return error_set(error, ERROR_IO, "'%s' is a directory; name a file in it",
				 replacement->path);
	if (faccessat(replacement->directory, replacement->name, W_OK, AT_EACCESS) != 0)
		return cannot(replacement, error);
	return true;
}

static bool temporary_open(struct replacement *replacement, mode_t mode, struct error *error)
{
	for (int attempt = 0; attempt < NAME_ATTEMPTS; attempt++) {
		uint64_t random;

		if (getrandom(&random, sizeof(random), 0) != (ssize_t)sizeof(random))
			return cannot(replacement, error);
		snprintf(replacement->temporary, sizeof(replacement->temporary),
			 ".aplomb-%016" PRIx64, random);
		replacement->file =
			openat(replacement->directory, replacement->temporary,
			       O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
		if (replacement->file >= 0)
			return true;
		if (errno != EEXIST)
			break;
	}
	*replacement->temporary = '\0';
	return cannot(replacement, error);
}

/* Fills the temporary file and makes it last; closes it in any case. */
static bool temporary_fill(struct replacement *replacement, const struct stat *standing,
			   const char *bytes, size_t length_bytes, struct error *error)
{
	bool is_written = output_write_descriptor(replacement->file, replacement->path, bytes,
						  length_bytes, error);

	if (is_written &&
	    ((standing->st_mode &&
	      fchmod(replacement->file, standing->st_mode & KEPT_MODE_BITS) != 0) ||
	     fsync(replacement->file) != 0))
		is_written = cannot(replacement, error);
	if (close(replacement->file) != 0 && is_written)
		is_written = cannot(replacement, error);
	replacement->file = -1;
	return is_written;
}

/* True once the file is in place, or another one is that may not be replaced. */
static bool temporary_place(struct replacement *replacement, struct error *error)
{
	const char *from = replacement->temporary, *to = replacement->name;
	int directory = replacement->directory;
	int status = renameat2(directory, from, directory, to,
			       replacement->is_new ? RENAME_NOREPLACE : 0);

	/* Where that cannot be asked for, it was looked at a moment ago. */
	if (status != 0 && (errno == EINVAL || errno == ENOSYS))
		status = renameat(directory, from, directory, to);
	if (status == 0)
		return true;
	if (errno == EEXIST && replacement->is_new)
		replacement->is_taken = true;
	else
		cannot(replacement, error);
	unlinkat(directory, from, 0);
	return replacement->is_taken;
}

/*
 * Some file systems cannot sync a directory; the file itself is whole either way. A new one
 * whose name may not last is taken away, so that the same can be tried again.
 */
static bool directory_sync(const struct replacement *replacement, struct error *error)
{
	if (fsync(replacement->directory) == 0 || errno == EINVAL)
		return true;
	cannot(replacement, error);
	if (replacement->is_new && !replacement->is_taken)
		unlinkat(replacement->directory, replacement->name, 0);
	return false;
}

static bool file_replace(struct replacement *replacement, const struct stat *standing,
			 const char *bytes, size_t length_bytes, struct error *error)
{
	bool is_placed;

	if (!temporary_open(replacement, NEW_FILE_MODE, error))
		return false;
	is_placed = temporary_fill(replacement, standing, bytes, length_bytes, error);
	if (!is_placed)
		unlinkat(replacement->directory, replacement->temporary, 0);
	else
		is_placed = temporary_place(replacement, error);
	*replacement->temporary = '\0';
	return is_placed && directory_sync(replacement, error);
}

static bool device_write(const struct replacement *replacement, const char *bytes,
			 size_t length_bytes, struct error *error)
{
	int device = openat(replacement->directory, replacement->name,
			    O_WRONLY | O_NOCTTY | O_NOFOLLOW | O_CLOEXEC);
	bool is_written;

	if (device < 0)
		return cannot(replacement, error);
	is_written =
		output_write_descriptor(device, replacement->path, bytes, length_bytes, error);
	if (close(device) != 0 && is_written)
		is_written = cannot(replacement, error);
	return is_written;
}

/* SQLite's own marks of a database, where one can be read. */
static bool is_database(int directory, const char *name, bool *is_readable)
{
	static const char magic[16] = "SQLite format 3";
	char header[sizeof(magic)];
	ssize_t length;
	int file = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	*is_readable = true;
	/* Whoever may not read it may still write it. */
	if (file < 0)
		return false;
	do {
		length = read(file, header, sizeof(header));
	} while (length < 0 && errno == EINTR);
	*is_readable = length >= 0;
	close(file);
	return length == (ssize_t)sizeof(header) && memcmp(header, magic, sizeof(magic)) == 0;
}

static bool is_beside_database(const struct replacement *replacement)
{
	const char *ending = history_name_ending(replacement->name);
	char name[NAME_MAX + 1];
	bool is_readable;
	size_t length;

	if (!ending)
		return false;
	length = strlen(replacement->name) - strlen(ending);
	if (length >= sizeof(name))
		return false;
	snprintf(name, sizeof(name), "%.*s", (int)length, replacement->name);
	return is_database(replacement->directory, name, &is_readable);
}

/*
 * A history is the only copy of what it tells, and one letter away from an output's name.
 * Closing it gives up this process's locks on it: whoever writes an output is done reading.
 */
static bool check_is_no_database(const struct replacement *replacement, struct error *error)
{
	bool is_readable;

	if (is_database(replacement->directory, replacement->name, &is_readable))
		return error_set(error, ERROR_IO,
				 "'%s' is a history, or another SQLite database, and stays as "
				 "it is; name another file",
				 replacement->path);
	if (is_beside_database(replacement))
		return error_set(error, ERROR_IO,
				 "'%s' belongs to the database beside it, and stays as it is; "
				 "name another file",
				 replacement->path);
	return is_readable || cannot(replacement, error);
}

bool replacement_begin(struct replacement *replacement, const char *path, struct stat *standing,
		       struct error *error)
{
	*replacement =
		(struct replacement){.path = path, .directory = -1, .file = -1, .is_new = true};
	if (!directory_open(replacement, error))
		return false;
	if (standing_look(replacement, standing, error))
		return true;
	close(replacement->directory);
	return false;
}

bool replacement_write(struct replacement *replacement, const struct stat *standing,
		       const char *bytes, size_t length_bytes, struct error *error)
{
	sigset_t all;
	sigset_t before;
	bool is_written;

	replacement->is_taken = replacement->is_new && standing->st_mode;
	if (replacement->is_taken)
		return true;
	if (!check_is_no_database(replacement, error))
		return false;
	/* An interrupt waits until no temporary file is left to tidy away. */
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);
	is_written = file_replace(replacement, standing, bytes, length_bytes, error);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return is_written;
}

bool output_write_file(const char *path, const char *bytes, size_t length_bytes,
		       struct error *error)
{
	struct replacement replacement;
	struct stat standing;
	bool is_written;

	if (!replacement_begin(&replacement, path, &standing, error))
		return false;
	replacement.is_new = false;
	if (standing.st_mode && !S_ISREG(standing.st_mode))
		is_written = device_write(&replacement, bytes, length_bytes, error);
	else
		is_written =
			replacement_write(&replacement, &standing, bytes, length_bytes, error);
	replacement_drop(&replacement);
	return is_written;
}

bool output_write_new_file(const char *path, const char *bytes, size_t length_bytes,
			   bool *exists, struct error *error)
{
	struct replacement replacement;
	struct stat standing;
	bool is_written;

	if (!replacement_begin(&replacement, path, &standing, error))
		return false;
	is_written = replacement_write(&replacement, &standing, bytes, length_bytes, error);
	if (is_written)
		*exists = replacement.is_taken;
	replacement_drop(&replacement);
	return is_written;
}

bool replacement_make(struct replacement *replacement, struct error *error)
{
	if (!temporary_open(replacement, 0600, error))
		return false;
	close(replacement->file);
	replacement->file = -1;
	return true;
}

void replacement_add_path(const struct replacement *replacement, struct buffer *path)
{
	buffer_add(path, replacement->path, (size_t)(replacement->name - replacement->path));
	buffer_add_string(path, replacement->temporary);
}

/* Others than the user get at it only as those who could get at the other file. */
static bool take_rights(int file, const struct stat *like)
{
	struct stat own;

	if (fstat(file, &own) != 0)
		return false;
	if (own.st_gid != like->st_gid && fchown(file, (uid_t)-1, like->st_gid) != 0)
		return true;
	return fchmod(file, like->st_mode & KEPT_MODE_BITS) == 0;
}

static bool temporary_seal(struct replacement *replacement, const struct stat *like,
			   struct error *error)
{
	bool is_sealed;

	replacement->file = openat(replacement->directory, replacement->temporary,
				   O_RDWR | O_NOFOLLOW | O_CLOEXEC);
	if (replacement->file < 0)
		return cannot(replacement, error);
	is_sealed = take_rights(replacement->file, like) && fsync(replacement->file) == 0;
	if (!is_sealed)
		cannot(replacement, error);
	if (close(replacement->file) != 0 && is_sealed)
		is_sealed = cannot(replacement, error);
	replacement->file = -1;
	return is_sealed;
}

bool replacement_finish(struct replacement *replacement, const struct stat *like,
			struct error *error)
{
	if (!temporary_seal(replacement, like, error))
		return false;
	if (!temporary_place(replacement, error))
		return false;
	*replacement->temporary = '\0';
	if (replacement->is_taken)
		return error_set(
			error, ERROR_IO,
			"'%s' was made by another program meanwhile, and stays as it is",
			replacement->path);
	return directory_sync(replacement, error);
}

void replacement_drop(struct replacement *replacement)
{
	if (replacement->file >= 0)
		close(replacement->file);
	if (*replacement->temporary)
		unlinkat(replacement->directory, replacement->temporary, 0);
	close(replacement->directory);
}

bool output_write(const char *path, const char *bytes, size_t length_bytes, struct error *error)
{
	if (!path || strcmp(path, "-") == 0)
		return output_write_descriptor(STDOUT_FILENO, "standard output", bytes,
					       length_bytes, error);
	return output_write_file(path, bytes, length_bytes, error);
}
