/*
 * The spool beside a history: whether its directory may be trusted, what is in it, and putting
 * an event there.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "intake/event_json.h"
#include "intake/spool.h"
#include "intake/spool_directory.h"

#define WAITING ".json"
#define NAME_BYTES 96

const char *spool_path(const char *history, struct arena *arena)
{
	char file[PATH_MAX];
	struct stat status;

	/* All who write the file find the same spool, by whichever link they came. */
	if (lstat(history, &status) == 0 && S_ISLNK(status.st_mode) && realpath(history, file))
		history = file;
	return arena_printf(arena, "%s.spool", history);
}

static bool cannot(const struct spool_directory *directory, const char *what,
		   struct error *error)
{
	return error_set(error, ERROR_IO, "%s %s: %s", directory->path, what, strerror(errno));
}

/* -- making it ---------------------------------------------------------------------------- */

/*
 * Those who may write beside the history may take in what waits there: rights are those of the
 * directory around it, though never for everyone. Made by root, it is the history's owner's.
 */
static bool share_directory(const struct spool_directory *directory, struct error *error)
{
	int descriptor = directory->descriptor;
	struct stat own, around;
	mode_t mode;

	if (fstatat(descriptor, "..", &around, 0) != 0)
		return cannot(directory, "cannot be looked at", error);
	if (geteuid() == 0 && directory->has_history &&
	    fchown(descriptor, directory->history.st_uid, around.st_gid) != 0)
		return cannot(directory, "cannot be given to the history's owner", error);
	/* No member of that group: then the group gets nothing. */
	if (fchown(descriptor, (uid_t)-1, around.st_gid) != 0 && errno != EPERM)
		return cannot(directory, "cannot be shared", error);
	if (fstat(descriptor, &own) != 0)
		return cannot(directory, "cannot be looked at", error);
	mode = 0700 | (around.st_mode & 0075) | (around.st_mode & S_ISGID);
	if (own.st_gid != around.st_gid)
		mode &= ~(mode_t)(S_ISGID | 0070);
	return fchmod(descriptor, mode) == 0 || cannot(directory, "cannot be shared", error);
}

/* So that it is still there after a power cut, with what is in it; whoever made it. */
static bool sync_around(const struct spool_directory *directory, struct error *error)
{
	int around = openat(directory->descriptor, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool is_synced = around >= 0 && fsync(around) == 0;

	if (!is_synced)
		cannot(directory, "cannot be made to last", error);
	if (around >= 0)
		close(around);
	return is_synced;
}

/* Who made it may have been ended before it was shared, or before it was on disk. */
static bool complete(struct spool_directory *directory, struct error *error)
{
	bool is_own = directory->status.st_uid == geteuid();

	if (is_own && (directory->status.st_mode & 0777) == 0700 &&
	    !share_directory(directory, error))
		return false;
	if (fstat(directory->descriptor, &directory->status) != 0)
		return cannot(directory, "cannot be looked at", error);
	return sync_around(directory, error);
}

/*
 * Whether those who record would take in what this user puts there: not, where the history is
 * another's and he could make the directory because everyone could (is_trusted()).
 */
static bool is_of_use(const struct spool_directory *directory)
{
	const char *slash = strrchr(directory->path, '/');
	struct stat around;
	char *path;
	bool is_known;

	if (!directory->has_history || directory->history.st_uid == geteuid() || geteuid() == 0)
		return true;
	path = slash ? strndup(directory->path, (size_t)(slash - directory->path) + 1)
		     : strdup(".");
	if (!path)
		memory_exhausted();
	is_known = stat(path, &around) == 0;
	free(path);
	return !is_known || !(around.st_mode & (S_IWOTH | S_ISVTX));
}

/* A link that cannot be followed now: once it can be, the spool is beside the file. */
static bool leads_nowhere(const char *history)
{
	struct stat status;

	return lstat(history, &status) == 0 && S_ISLNK(status.st_mode) &&
	       stat(history, &status) != 0;
}

/* -- opening it --------------------------------------------------------------------------- */

/*
 * Whoever owns it may put in, change and remove what waits. That is well where he owns the
 * history, or could make the directory only because he may replace the history itself, too.
 */
static bool is_trusted(const struct spool_directory *directory)
{
	uid_t owner = directory->status.st_uid;
	struct stat around;

	if (directory->status.st_mode & S_IWOTH)
		return false;
	if (owner == geteuid() || owner == 0 ||
	    (directory->has_history && owner == directory->history.st_uid))
		return true;
	return fstatat(directory->descriptor, "..", &around, 0) == 0 &&
	       !(around.st_mode & (S_IWOTH | S_ISVTX));
}

static bool find_history(struct spool_directory *directory, const char *history,
			 struct error *error)
{
	directory->has_history = stat(history, &directory->history) == 0;
	if (!*history || history[strlen(history) - 1] == '/' ||
	    (directory->has_history && !S_ISREG(directory->history.st_mode)))
		return error_set(error, ERROR_IO, "%s is no file that a spool could be beside",
				 history);
	return true;
}

bool spool_directory_open(struct spool_directory *directory, const char *history, bool makes,
			  struct arena *arena, struct error *error)
{
	*directory = (struct spool_directory){.descriptor = -1};
	directory->path = spool_path(history, arena);
	if (!find_history(directory, history, error))
		return false;
	if (makes && leads_nowhere(history))
		return error_set(
			error, ERROR_IO,
			"%s is a link to what cannot be found, and once it can be, nobody "
			"would look for a spool beside the link",
			history);
	if (makes && store_is_mounted_alone(history))
		return error_set(
			error, ERROR_IO,
			"%s is mounted by itself, and nobody would look for a spool here",
			history);
	if (makes && !is_of_use(directory))
		return error_set(error, ERROR_IO,
				 "%s would be another user's than the history, where everyone "
				 "may make one, so nobody would take it in",
				 directory->path);
	if (makes && mkdir(directory->path, 0700) != 0 && errno != EEXIST)
		return cannot(directory, "cannot be made", error);
	directory->descriptor =
		open(directory->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (directory->descriptor < 0) {
		if (errno == ENOENT && !makes)
			return true;
		if (errno == ELOOP || errno == ENOTDIR)
			return error_set(error, ERROR_IO,
					 "%s is no directory, and cannot be the spool; "
					 "remove it",
					 directory->path);
		return cannot(directory, "cannot be opened", error);
	}
	if (fstat(directory->descriptor, &directory->status) == 0 && is_trusted(directory)) {
		if (!makes || complete(directory, error))
			return true;
		spool_directory_close(directory);
		return false;
	}
	error_set(error, ERROR_IO,
		  "%s is not used: it belongs to another user, or everyone may write in it; "
		  "look through it, then remove it or give it to the history's owner",
		  directory->path);
	spool_directory_close(directory);
	return false;
}

void spool_directory_close(struct spool_directory *directory)
{
	if (directory->descriptor >= 0)
		close(directory->descriptor);
	directory->descriptor = -1;
}

/* -- what is in it ------------------------------------------------------------------------ */

static bool ends_with(const char *name, const char *ending)
{
	size_t length = strlen(name), ending_length = strlen(ending);

	return length > ending_length && strcmp(name + length - ending_length, ending) == 0;
}

static bool is_waiting(const char *name)
{
	return name[0] != '.' && ends_with(name, WAITING);
}

struct growing_names {
	const char **names;
	size_t count, capacity;
};

static void add_name(struct growing_names *names, const char *name, struct arena *arena)
{
	names->names = arena_grow(arena, names->names, names->count, &names->capacity,
				  sizeof(*names->names));
	names->names[names->count++] = arena_copy_string(arena, name);
}

static int name_compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static struct spool_names sorted(struct growing_names *names)
{
	if (names->count)
		qsort(names->names, names->count, sizeof(*names->names), name_compare);
	return (struct spool_names){names->names, names->count};
}

bool spool_directory_list(const struct spool_directory *directory, struct arena *arena,
			  struct spool_names *waiting, struct spool_names *set_aside,
			  struct error *error)
{
	struct growing_names found[2] = {{0}, {0}};
	struct dirent *entry;
	/* The stream closes its descriptor; and one of its own stands at the beginning. */
	int descriptor = openat(directory->descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *stream = descriptor < 0 ? NULL : fdopendir(descriptor);

	if (!stream) {
		cannot(directory, "cannot be looked through", error);
		if (descriptor >= 0)
			close(descriptor);
		return false;
	}
	for (errno = 0; (entry = readdir(stream)); errno = 0)
		if (is_waiting(entry->d_name))
			add_name(&found[0], entry->d_name, arena);
		else if (ends_with(entry->d_name, SPOOL_SET_ASIDE))
			add_name(&found[1], entry->d_name, arena);
	if (errno) {
		cannot(directory, "cannot be looked through", error);
		closedir(stream);
		return false;
	}
	closedir(stream);
	*waiting = sorted(&found[0]);
	*set_aside = sorted(&found[1]);
	return true;
}

/* FNV-1a. */
static uint64_t name_hash(const char *name)
{
	uint64_t hash = 14695981039346656037u;

	while (*name)
		hash = (hash ^ (unsigned char)*name++) * 1099511628211u;
	return hash;
}

uint64_t spool_mark(const char *history)
{
	struct dirent *entry;
	struct arena arena;
	uint64_t mark = 0;
	DIR *stream;

	arena_init(&arena);
	stream = opendir(spool_path(history, &arena));
	if (!stream)
		mark = errno != ENOENT; /* why is told where it is to be taken in */
	while (stream && (entry = readdir(stream)))
		if (is_waiting(entry->d_name))
			mark += name_hash(entry->d_name);
	if (stream)
		closedir(stream);
	arena_release(&arena);
	return mark;
}

bool spool_random(char digits[SPOOL_RANDOM_BYTES])
{
	uint64_t random[2];

	if (getrandom(random, sizeof(random), 0) != (ssize_t)sizeof(random))
		return false;
	snprintf(digits, SPOOL_RANDOM_BYTES, "%016" PRIx64 "%016" PRIx64, random[0], random[1]);
	return true;
}

bool spool_examine(const char *history, struct arena *arena, struct spool_contents *contents,
		   struct error *error)
{
	struct spool_names waiting = {NULL, 0}, set_aside = {NULL, 0};
	struct spool_directory directory;
	bool is_read = true;

	if (!spool_directory_open(&directory, history, false, arena, error))
		return false;
	if (directory.descriptor >= 0)
		is_read = spool_directory_list(&directory, arena, &waiting, &set_aside, error);
	spool_directory_close(&directory);
	if (is_read)
		*contents = (struct spool_contents){
			.path = directory.path,
			.waiting = waiting.count,
			.set_aside = set_aside.names,
			.set_aside_count = set_aside.count,
		};
	return is_read;
}

/* -- putting ------------------------------------------------------------------------------- */

/*
 * As the history's own rights are. Where the history is another's, those who may take it in are
 * those of the directory. A group that it cannot be given to gets nothing.
 */
static bool share_file(const struct spool_directory *directory, int file)
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
	if (share_file(directory, file) && write_whole(file, bytes)) {
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

int64_t spool_last_nanoseconds(const char *history)
{
	struct spool_names waiting = {0}, set_aside;
	struct spool_directory directory;
	struct error unread;
	struct arena arena;
	int64_t last = 0;

	arena_init(&arena);
	if (spool_directory_open(&directory, history, false, &arena, &unread) &&
	    directory.descriptor >= 0) {
		spool_directory_list(&directory, &arena, &waiting, &set_aside, &unread);
		if (waiting.count > 0)
			last = strtoll(waiting.names[waiting.count - 1], NULL, 10);
		spool_directory_close(&directory);
	}
	arena_release(&arena);
	return last > 0 && last < INT64_MAX ? last : 0;
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
