/*
 * What was changed in the history in one sitting, to be taken back, the last first.
 *
 * Rule: copies, so that they outlive the screens and scorecards that they came from.
 */
#ifndef APLOMB_UI_SESSION_CHANGES_H
#define APLOMB_UI_SESSION_CHANGES_H

#include "model/event.h"

struct change_made {
	struct arena arena;
	struct event was, is;
	bool has_was, has_is;
};

/* Zeros are a valid empty one. */
struct changes {
	struct change_made *made;
	size_t count, capacity;
};

/* `was` NULL: `is` was added; `is` NULL: `was` was taken back. */
void changes_add(struct changes *changes, const struct event *was, const struct event *is);
/* The last one; NULL: there is none. Valid until the next call. */
const struct change_made *changes_last(const struct changes *changes);
void changes_drop_last(struct changes *changes);
void changes_release(struct changes *changes);

#endif
