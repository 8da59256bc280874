/*
 * The writers' lock: one flock beside the database, around every write transaction, checkpoint
 * and close.
 *
 * Rule: SQLite 3.7.0 to 3.51.2 can damage a WAL database when one process writes while another
 * resets the log, so no two writers are ever in SQLite at once. It is quicker, too. Readers
 * never take it.
 */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "store/database.h"

void pause_milliseconds(int milliseconds)
{
	struct timespec span = {milliseconds / 1000, (milliseconds % 1000) * 1000000L};

	while (nanosleep(&span, &span) != 0 && errno == EINTR)
		;
}

/*
 * Whatever the umask and whoever begins it: who may write the history may take its lock, and no
 * one else, as a lock held stops all who write.
 */
static bool share_lock(int descriptor, const struct stat *history)
{
	mode_t mode = 0600;

	mode |= history->st_mode & S_IWGRP ? 0060 : 0;
	mode |= history->st_mode & S_IWOTH ? 0006 : 0;
	if (geteuid() == 0 && fchown(descriptor, history->st_uid, history->st_gid) != 0)
		return false;
	return fchmod(descriptor, mode) == 0;
}

static int close_for(int descriptor, int reason)
{
	close(descriptor);
	errno = reason;
	return -1;
}

/* A descriptor, or -1 and errno: ENXIO where there is something else than a file. */
static int open_lock(const char *path, const struct stat *history)
{
	/* Reading is enough to lock. Nobody writes to a pipe there: it is not waited for. */
	int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, descriptor;
	struct stat status;

	do {
		descriptor = open(path, flags);
		if (descriptor >= 0 && fstat(descriptor, &status) == 0 &&
		    !S_ISREG(status.st_mode))
			return close_for(descriptor, ENXIO);
		if (descriptor >= 0 || errno != ENOENT)
			return descriptor;
		descriptor = open(path, flags | O_CREAT | O_EXCL, 0660);
	} while (descriptor < 0 && errno == EEXIST);
	if (descriptor < 0 || share_lock(descriptor, history))
		return descriptor;
	return close_for(descriptor, errno);
}

bool writers_lock_open(struct store *store, struct error *error)
{
	struct stat history;

	if (stat(store->path, &history) == 0)
		store->lock_descriptor = open_lock(store->lock_path, &history);
	if (store->lock_descriptor >= 0)
		return true;
	if (errno == ELOOP || errno == ENXIO)
		return error_set(
			error, ERROR_IO, "%s: %s where the writers' lock belongs; remove it",
			store->lock_path, errno == ELOOP ? "a symbolic link" : "not a file");
	return error_set(error, ERROR_IO, "%s: the writers' lock cannot be opened: %s",
			 store->lock_path, strerror(errno));
}

bool writers_lock_try(struct store *store)
{
	int result;

	assert(!store->holds_lock);
	if (!store->lock_path) {
		store->holds_lock = true; /* it lies in memory: nobody else knows of it */
		return true;
	}
	do {
		result = flock(store->lock_descriptor, LOCK_EX | LOCK_NB);
	} while (result != 0 && errno == EINTR);
	store->holds_lock = result == 0;
	return store->holds_lock;
}

/* -- waiting ------------------------------------------------------------------------------ */

/*
 * Waiters sleep in flock() itself, where the system wakes them in turn; those who looked again
 * and again would let one writer pass many times before another. flock() knows no time limit,
 * so a timer's signal ends it.
 */
static volatile sig_atomic_t patience_is_over;

static void end_patience(int signal_number)
{
	(void)signal_number;
	patience_is_over = 1;
}

/* What waiting changes in the process, to be put back as it was. */
struct waiting {
	timer_t timer;
	struct sigaction action;
	sigset_t mask;
};

static bool waiting_begin(struct waiting *waiting)
{
	struct sigaction action = {.sa_handler =
					   end_patience}; /* no SA_RESTART: it interrupts */
	struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM};
	/* It repeats, in case the first came just before flock() was entered. */
	struct itimerspec patience = {
		.it_value = {store_patience_milliseconds / 1000,
			     (store_patience_milliseconds % 1000) * 1000000L},
		.it_interval = {0, 50 * 1000000L},
	};
	sigset_t alarm_signal;

	patience_is_over = 0;
	if (timer_create(CLOCK_MONOTONIC, &event, &waiting->timer) != 0)
		return false;
	sigemptyset(&action.sa_mask);
	sigaction(SIGALRM, &action, &waiting->action);
	sigemptyset(&alarm_signal);
	sigaddset(&alarm_signal, SIGALRM);
	sigprocmask(SIG_UNBLOCK, &alarm_signal, &waiting->mask);
	timer_settime(waiting->timer, 0, &patience, NULL);
	return true;
}

static void waiting_end(struct waiting *waiting)
{
	timer_delete(waiting->timer);
	sigprocmask(SIG_SETMASK, &waiting->mask, NULL);
	sigaction(SIGALRM, &waiting->action, NULL);
}

bool writers_lock_take(struct store *store, struct error *error)
{
	struct waiting waiting;
	int result, reason;

	if (writers_lock_try(store))
		return true;
	if (errno != EWOULDBLOCK || !waiting_begin(&waiting))
		return error_set(error, ERROR_IO, "%s: cannot be locked: %s", store->lock_path,
				 strerror(errno));
	do {
		result = flock(store->lock_descriptor, LOCK_EX);
		reason = errno;
	} while (result != 0 && reason == EINTR && !patience_is_over);
	waiting_end(&waiting);
	store->holds_lock = result == 0;
	if (store->holds_lock)
		return true;
	if (reason != EINTR)
		return error_set(error, ERROR_IO, "%s: cannot be locked: %s", store->lock_path,
				 strerror(reason));
	return error_set(error, ERROR_TRY_LATER,
			 "%s: another program has been writing for %d seconds",
			 store_name(store), store_patience_milliseconds / 1000);
}

void writers_lock_release(struct store *store)
{
	if (store->holds_lock && store->lock_path)
		flock(store->lock_descriptor, LOCK_UN);
	store->holds_lock = false;
}
