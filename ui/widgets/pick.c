#include "ui/widgets/pick.h"

enum pick list_pick(struct list *list, const struct hits *hits, enum action action,
		    const struct input *input)
{
	const struct hit *hit;

	if (action != ACTION_CLICK)
		return list_act(list, action) ? PICK_SELECTED : PICK_NOTHING;
	hit = hits_find(hits, input->row, input->column);
	if (!hit)
		return PICK_NOTHING;
	if (hit->item == list->selected)
		return PICK_OPENED;
	list_select(list, hit->item);
	return PICK_SELECTED;
}
