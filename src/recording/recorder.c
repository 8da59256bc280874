#include "recording/recorder.h"

#include "report/event_summary.h"

static bool take_back(struct store *store, const struct event *was, struct error *error)
{
	bool is_found;

	if (!store_forget(store, was, &is_found, error))
		return false;
	return is_found ||
	       error_set(error, ERROR_UNKNOWN,
			 "that %s was changed or taken back meanwhile; it is left as "
			 "it is",
			 event_type_word(was->type));
}

static bool put(struct store *store, const struct event *is, struct error *error)
{
	enum put_outcome outcome;
	struct error conflict;

	if (!store_put(store, is, false, &outcome, &conflict, error))
		return false;
	return outcome == PUT_ADDED ||
	       error_set(error, ERROR_INVALID,
			 "another %s with the same identity is in the history already. "
			 "Nothing is changed",
			 event_type_word(is->type));
}

bool recorder_change(struct store *store, const struct event *was, const struct event *is,
		     struct error *error)
{
	if (!store_begin(store, error))
		return false;
	if ((was && !take_back(store, was, error)) || (is && !put(store, is, error))) {
		store_rollback(store);
		return false;
	}
	return store_commit(store, error);
}
