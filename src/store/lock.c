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
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "store/database.h"

void pause_milliseconds(int milliseconds)
{
	struct timespec span = {milliseconds / 1000, (milliseconds % 1000) * 1000000L};

	while (nanosleep(&span, &span) != 0 && errno == EINTR)
		;
}

bool writers_lock_open(struct store *store, struct error *error)
{
	/* Reading is enough to lock: others of the group may have no more than that. */
	store->lock_descriptor =
		open(store->lock_path, O_RDONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0660);
	if (store->lock_descriptor >= 0)
		return true;
	if (errno == ELOOP)
		return error_set(error, ERROR_IO,
				 "%s: a symbolic link where the writers' lock belongs; "
				 "remove it",
				 store->lock_path);
	return error_set(error, ERROR_IO, "%s: the writers' lock cannot be opened: %s",
			 store->lock_path, strerror(errno));
}

bool writers_lock_try(struct store *store)
{
	int result;

	assert(!store->holds_lock);
	do {
		result = flock(store->lock_descriptor, LOCK_EX | LOCK_NB);
	} while (result != 0 && errno == EINTR);
	store->holds_lock = result == 0;
	return store->holds_lock;
}

bool writers_lock_take(struct store *store, struct error *error)
{
	/* Waiters of different ids wait differently, so that none is always the later one. */
	int stagger = (int)(getpid() % 3);

	for (int waited = 0; !writers_lock_try(store);) {
		int span = 1 + (waited + stagger) % 3;

		if (errno != EWOULDBLOCK)
			return error_set(error, ERROR_IO, "%s: cannot be locked: %s",
					 store->lock_path, strerror(errno));
		if (waited >= store_patience_milliseconds)
			return error_set(error, ERROR_TRY_LATER,
					 "%s: another program has been writing for %d "
					 "seconds; try again later",
					 store_name(store), waited / 1000);
		pause_milliseconds(span);
		waited += span;
	}
	return true;
}

void writers_lock_release(struct store *store)
{
	if (store->holds_lock)
		flock(store->lock_descriptor, LOCK_UN);
	store->holds_lock = false;
}
