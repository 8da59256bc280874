#include "viewer/watch.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define LOOK_SECONDS 2
#define SETTLED_SECONDS 2
#define EVENTS \
	(IN_MODIFY | IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO)

static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Watches a directory, or that of a file: a file that is replaced is another file. */
static bool watch_directory(int fd, const char *path)
{
	char directory[PATH_MAX] = ".";
	size_t length = (size_t)(name_of(path) - path);
	struct stat status;

	if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
		return inotify_add_watch(fd, path, EVENTS) >= 0;

	if (length >= sizeof(directory))
		return false;
	if (length > 0) {
		memcpy(directory, path, length);
		directory[length] = '\0';
	}
	return inotify_add_watch(fd, directory, EVENTS) >= 0;
}

/* A number that differs when a file is another or was written to; 0 where it is not there. */
static long long file_number(const char *path)
{
	struct stat status;

	if (stat(path, &status) != 0)
		return 0;
	return (long long)((unsigned long long)status.st_mtim.tv_sec * 1000000007U +
			   (unsigned long long)status.st_mtim.tv_nsec * 31U +
			   (unsigned long long)status.st_size * 17U +
			   (unsigned long long)status.st_ino);
}

/* Of the files that were read, and of directories, where a file may come or go. */
static long long files_number(const struct catalog *catalog)
{
	unsigned long long number = 0;

	for (size_t i = 0; i < catalog->path_count; i++)
		number = number * 1000003U + (unsigned long long)file_number(catalog->paths[i]);
	return (long long)number;
}

/* A file that was written to a moment ago may be written to again, and look the same. */
static bool is_settled(const char *path, time_t now)
{
	struct stat status;

	return stat(path, &status) == 0 && status.st_mtim.tv_sec + SETTLED_SECONDS < now;
}

long long watch_files_number(const struct catalog *catalog)
{
	time_t now = time(NULL);

	for (size_t i = 0; i < catalog->path_count; i++)
		if (!is_settled(catalog->paths[i], now))
			return 0;
	return files_number(catalog);
}

static bool watch_files(int fd, const char *history_path, const struct catalog *catalog)
{
	bool all = watch_directory(fd, history_path);

	for (size_t i = 0; i < catalog->path_count; i++)
		all = watch_directory(fd, catalog->paths[i]) && all;
	return all;
}

static int timer_open(void)
{
	const struct itimerspec every = {{LOOK_SECONDS, 0}, {LOOK_SECONDS, 0}};
	int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);

	if (fd >= 0 && timerfd_settime(fd, 0, &every, NULL) != 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

static void look(struct watch *watch, struct store *store, const struct catalog *catalog)
{
	struct error error;

	watch->version = 0;
	if (store)
		store_version(store, &watch->version, &error);
	watch->files = files_number(catalog);
}

void watch_begin(struct watch *watch, const char *history_path, struct store *store,
		 const struct catalog *catalog)
{
	memset(watch, 0, sizeof(*watch));
	watch->history_name = strdup(name_of(history_path));
	watch->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (watch->fd >= 0 && !watch_files(watch->fd, history_path, catalog)) {
		close(watch->fd);
		watch->fd = -1;
	}
	if (watch->fd < 0) {
		watch->fd = timer_open();
		watch->is_timer = true;
	}
	look(watch, store, catalog);
}

void watch_end(struct watch *watch)
{
	if (watch->fd >= 0)
		close(watch->fd);
	free(watch->history_name);
}

static bool ends_in(const char *name, const char *ending)
{
	size_t length = strlen(name), ending_length = strlen(ending);

	return length >= ending_length && strcmp(name + length - ending_length, ending) == 0;
}

/* The history, its log, or a team file; not the history's lock and shared memory. */
static bool concerns(const struct watch *watch, const char *name)
{
	size_t length = watch->history_name ? strlen(watch->history_name) : 0;

	if (length && strncmp(name, watch->history_name, length) == 0)
		return name[length] == '\0' || strcmp(name + length, "-wal") == 0;
	return ends_in(name, ".yaml") || ends_in(name, ".yml");
}

/* Takes all events; whether one of them is about what we read. */
static bool take_events(const struct watch *watch)
{
	_Alignas(struct inotify_event) char bytes[4096];
	bool is_hint = watch->is_timer;
	ssize_t count;

	while ((count = read(watch->fd, bytes, sizeof(bytes))) > 0)
		for (ssize_t at = 0; !watch->is_timer && at < count;) {
			const struct inotify_event *event =
				(const struct inotify_event *)(const void *)(bytes + at);

			is_hint = is_hint || (event->mask & IN_Q_OVERFLOW) ||
				  (event->len > 0 && concerns(watch, event->name));
			at += (ssize_t)(sizeof(*event) + event->len);
		}
	return is_hint;
}

bool watch_has_changed(struct watch *watch, struct store *store, const struct catalog *catalog)
{
	long long version = watch->version, files = watch->files;

	if (!take_events(watch))
		return false;
	look(watch, store, catalog);
	/* Without a history every hint may be the first record. */
	return !store || watch->version != version || watch->files != files;
}
