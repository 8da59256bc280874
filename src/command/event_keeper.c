#include "command/event_keeper.h"

#include "command/spooling.h"

#define RETRY_SECONDS 10

static time_t monotonic_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

/* Reasons that pass: not what the event is, nor what the history is. */
static bool may_pass(const struct error *error)
{
	return error->kind == ERROR_IO || error->kind == ERROR_TRY_LATER;
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
	if (invocation_store(keeper->invocation, STORE_WRITE, &keeper->store, error))
		return true;
	put_off(keeper, error);
	return false;
}

bool event_keeper_open(struct event_keeper *keeper, struct error *error)
{
	return open_history(keeper, error) || may_pass(error);
}

void event_keeper_close(struct event_keeper *keeper)
{
	store_close(keeper->store);
	keeper->store = NULL;
}

/* One transaction: on disk when this returns true. */
static bool put_event(struct event_keeper *keeper, const struct event *event,
		      struct receipt *receipt, struct error *error)
{
	if (!store_begin(keeper->store, error))
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
	receipt->is_spooled = may_pass(error) &&
			      spooling_put(keeper->invocation, event, keeper->replaces, error);
	return receipt->is_spooled;
}
