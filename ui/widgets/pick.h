/*
 * A list whose items lie in hits: the keys that move, the wheel and clicks, alike on every
 * screen.
 *
 * Rule: a click selects; on what is selected already it opens.
 */
#ifndef APLOMB_UI_WIDGETS_PICK_H
#define APLOMB_UI_WIDGETS_PICK_H

#include "ui/keys/input.h"
#include "ui/widgets/hits.h"
#include "ui/widgets/list.h"

enum pick {
	PICK_NOTHING,
	PICK_SELECTED, /* list->selected is what was moved to or clicked; perhaps the same */
	PICK_OPENED,   /* what is selected is to be opened */
};

/* input: of a click, where it was. PICK_NOTHING also where the action is none of these. */
enum pick list_pick(struct list *list, const struct hits *hits, enum action action,
		    const struct input *input);

#endif
