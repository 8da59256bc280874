/*
 * Changes of the history by hand: an event added, mended or taken back.
 *
 * Rule: each is one transaction under the writers' lock, and on disk when it is reported; where
 * it cannot be whole, nothing is changed.
 */
#ifndef APLOMB_RECORDING_RECORDER_H
#define APLOMB_RECORDING_RECORDER_H

#include "store/store.h"

/*
 * Puts `is` in the place of `was`: NULL for `was` adds an event that must be new, NULL for `is`
 * takes one back. `was` must be in the history as it is given. Fails with ERROR_UNKNOWN where
 * it is not, ERROR_INVALID where another event has the identity of `is`, or as the store does.
 */
bool recorder_change(struct store *store, const struct event *was, const struct event *is,
		     struct error *error);

#endif
