/*
 * A field's value as text: the same words in JSON Lines, CSV and the printed history.
 *
 * Rule: what is written here, event_set() reads back to the same value.
 */
#ifndef APLOMB_INTAKE_EVENT_TEXT_H
#define APLOMB_INTAKE_EVENT_TEXT_H

#include "base/buffer.h"
#include "model/event.h"

/* The shortest decimal that reads back to the same double; number must be finite. */
void number_add(struct buffer *buffer, double number);

/*
 * The value of a field that holds one value (not changes, not teams): texts as they are,
 * instants as RFC 3339 in UTC. Adds nothing where it is absent.
 */
void event_value_add(struct buffer *buffer, const struct event *event, int field);

#endif
