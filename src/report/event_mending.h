/*
 * An event as it is recorded, and what a change would make of it: what is shown before anything
 * is mended or taken back.
 *
 * Rule: nothing is left out: every field that is known, every field that changes.
 */
#ifndef APLOMB_REPORT_EVENT_MENDING_H
#define APLOMB_REPORT_EVENT_MENDING_H

#include "base/buffer.h"
#include "model/event.h"

/* "need, payments, Wed 2 Sep 2026 10:00" */
void event_add_heading(struct buffer *buffer, const struct event *event,
		       const struct zone *zone);
/* Its heading and its fields, a line each. */
void event_add_whole(struct buffer *buffer, const struct event *event, const struct zone *zone);
/*
 * The fields in which the second differs, a line each: "  met  not given → Thu 3 Sep 2026
 * 09:00:00". Returns how many.
 */
size_t event_add_differences(struct buffer *buffer, const struct event *was,
			     const struct event *is, const struct zone *zone);

#endif
