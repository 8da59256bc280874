/* Putting an event in the spool. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "intake/event_json.h"
#include "intake/spool.h"
#include "intake/spool_directory.h"

#define NAME_BYTES 96

/*
 * As the history's own rights are. Where the history is another's, those who may take it in are
 * those of the directory. A group that it cannot be given to gets nothing.
 */
static bool share(const struct spool_directory *directory, int file)
{
	const struct stat *history = directory->has_history ? &directory->history : NULL;
	bool is_own = geteuid() == 0 || !history || history->st_uid == geteuid();
	gid_t group = history && is_own ? history->st_gid : directory->status.st_gid;
	mode_t mode = 0600;
	struct stat own;

	if (is_own)
		mode |= history ? history->st_mode & 0064 : 0060;
	else
		mode |= directory->status.st_mode & 0060;
	if (geteuid() == 0 && history && fchown(file, history->st_uid, group) != 0)
		return false;
	if (fchown(file, (uid_t)-1, group) != 0 && errno != EPERM)
		return false;
	if (fstat(file, &own) != 0)
		return false;
	return fchmod(file, own.st_gid == group ? mode : mode & ~(mode_t)0070) == 0;
}

static bool write_whole(int file, const struct buffer *bytes)
{
	size_t done = 0;

	while (done < bytes->length_bytes) {
		ssize_t count = write(file, bytes->bytes + done, bytes->length_bytes - done);

		if (count < 0 && errno != EINTR)
			return false;
		done += count > 0 ? (size_t)count : 0;
	}
	return fsync(file) == 0;
}

/* Makes the file under a name that is not looked for, whole and on disk. */
static bool make_part(const struct spool_directory *directory, const char *part,
		      const struct buffer *bytes)
{
	int reason;
	int file = openat(directory->descriptor, part,
			  O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (file < 0)
		return false;
	if (share(directory, file) && write_whole(file, bytes)) {
		if (close(file) == 0)
			return true;
		file = -1;
	}
	reason = errno;
	if (file >= 0)
		close(file);
	unlinkat(directory->descriptor, part, 0);
	errno = reason;
	return false;
}

static bool put_file(const struct spool_directory *directory, const char *name,
		     const char *part, const struct buffer *bytes)
{
	int reason;

	if (!make_part(directory, part, bytes))
		return false;
	if (renameat(directory->descriptor, part, directory->descriptor, name) == 0) {
		if (fsync(directory->descriptor) == 0)
			return true;
		part = name;
	}
	reason = errno;
	unlinkat(directory->descriptor, part, 0);
	errno = reason;
	return false;
}

bool spool_put(const char *history, const struct event *event, bool replaces,
	       int64_t nanoseconds, struct error *error)
{
	char random[SPOOL_RANDOM_BYTES], name[NAME_BYTES], part[NAME_BYTES];
	struct spool_directory directory;
	struct buffer bytes;
	struct arena arena;
	bool is_put = false;

	arena_init(&arena);
	buffer_init(&bytes);
	event_json_write(&bytes, event);
	if (bytes.length_bytes > EVENT_JSON_BYTES_MAX)
		error_set(error, ERROR_IO, "the event is longer than 16 MiB");
	else if (spool_directory_open(&directory, history, true, &arena, error)) {
		is_put = spool_random(random);
		snprintf(name, sizeof(name), "%019" PRId64 "-%s%s", nanoseconds, random,
			 replaces ? SPOOL_REPLACING : ".json");
		snprintf(part, sizeof(part), ".%s.part", random);
		is_put = is_put && put_file(&directory, name, part, &bytes);
		if (!is_put)
			error_set(error, ERROR_IO, "%s cannot be written: %s", directory.path,
				  strerror(errno));
		spool_directory_close(&directory);
	}
	buffer_release(&bytes);
	arena_release(&arena);
	return is_put;
}
