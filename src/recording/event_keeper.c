#include "recording/event_keeper.h"

#include "recording/spooling.h"

#define RETRY_SECONDS 10

static time_t monotonic_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

/* What could not be written is not tried again at once: each time may take long. */
static void put_off(struct event_keeper *keeper, const struct error *error)
{
	event_keeper_close(keeper);
	keeper->why = *error;
	keeper->retry_at = monotonic_seconds() + RETRY_SECONDS;
}

/* Opened anew, it takes in what waits in the spool. */
static bool open_history(struct event_keeper *keeper, struct error *error)
{
	if (keeper->store)
		return true;
	if (monotonic_seconds() < keeper->retry_at) {
		*error = keeper->why;
		return false;
	}
	if (invocation_store(keeper->invocation, STORE_WRITE, &keeper->store, error) &&
	    spooling_take_in(keeper->invocation, keeper->store, error))
		return true;
	put_off(keeper, error);
	return false;
}

bool event_keeper_open(struct event_keeper *keeper, struct error *error)
{
	const char *path = invocation_db_path(keeper->invocation);

	if (open_history(keeper, error))
		return true;
	/* The event is not what is wrong: it may wait until the history is put back. */
	return error->kind != ERROR_USAGE &&
	       (error->kind != ERROR_INVALID || store_may_be_history(path));
}

void event_keeper_close(struct event_keeper *keeper)
{
	store_close(keeper->store);
	keeper->store = NULL;
}

/*
 * One transaction: on disk when this returns true. What others left in the spool meanwhile is
 * older, and goes first.
 */
static bool put_event(struct event_keeper *keeper, const struct event *event,
		      struct receipt *receipt, struct error *error)
{
	if (!spooling_take_in(keeper->invocation, keeper->store, error) ||
	    !store_begin(keeper->store, error))
		return false;
	if (!store_put(keeper->store, event, keeper->replaces, &receipt->outcome,
		       &receipt->conflict, error)) {
		store_rollback(keeper->store);
		return false;
	}
	return store_commit(keeper->store, error);
}

bool event_keeper_take(struct event_keeper *keeper, const struct event *event,
		       struct receipt *receipt, struct error *error)
{
	*receipt = (struct receipt){.is_spooled = false};
	if (open_history(keeper, error)) {
		if (put_event(keeper, event, receipt, error))
			return true;
		put_off(keeper, error);
	}
	receipt->is_spooled = error->kind != ERROR_USAGE &&
			      spooling_put(keeper->invocation, event, keeper->replaces, error);
	return receipt->is_spooled;
}
