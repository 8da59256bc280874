/*
 * Made-up events with everything that a writer could get wrong: for the tests that what goes in
 * comes out.
 */
#ifndef APLOMB_TESTS_RANDOM_EVENT_H
#define APLOMB_TESTS_RANDOM_EVENT_H

#include "model/event.h"

/* The next of a fixed sequence of numbers; *seed is not 0. */
uint64_t random_next(uint64_t *seed);

/* A complete event of that type, its memory in the arena. */
void random_event(struct event *event, const struct event_type *type, uint64_t *seed,
		  struct arena *arena);

/* Whether both say the same; an empty list is an absent one. */
bool events_are_equal(const struct event *left, const struct event *right);

#endif
