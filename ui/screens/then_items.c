/* What there is to select: capacities, what lies in between, the services' capacities. */
#include <string.h>

#include "base/arena.h"
#include "ui/screens/then_screen.h"
#include "ui/widgets/id.h"

const struct note *then_note(const struct comparison *comparison, int number)
{
	return number >= 0 && (size_t)number < comparison->between.note_count
		       ? &comparison->between.notes[number]
		       : NULL;
}

bool then_add_between(struct buffer *buffer, const struct comparison *comparison, int number)
{
	const struct note *note = then_note(comparison, number);

	if (!note)
		return comparison_add_fact(buffer, comparison,
					   (size_t)number - comparison->between.note_count);
	comparison_add_note(buffer, comparison, note);
	return true;
}

static int between_count(struct view *view, const struct comparison *comparison)
{
	int count = 0;

	while (then_add_between(&view->words.buffer, comparison, count))
		count++;
	buffer_clear(&view->words.buffer);
	return count;
}

/* Section by section, in the order of the registry within each. */
static int add_rows(struct then_item *items, const struct comparison_row *rows, size_t count,
		    const struct service *service)
{
	int added = 0;

	for (int section = 0; section < SECTION_COUNT; section++)
		for (size_t i = 0; i < count; i++)
			if ((int)rows[i].capacity->section == section)
				items[added++] = (struct then_item){&rows[i], -1, service};
	return added;
}

struct then_items then_items_of(const struct then_screen *screen, struct view *view,
				bool lists_between)
{
	const struct comparison *comparison = &screen->comparison;
	int between = lists_between ? between_count(view, comparison) : 0;
	size_t most = comparison->row_count + (size_t)between;
	struct then_item *items;
	int count;

	for (size_t i = 0; i < comparison->service_count; i++)
		most += comparison->services[i].row_count;
	items = ARENA_ARRAY(&view->words.arena, most, struct then_item);
	count = add_rows(items, comparison->rows, comparison->row_count, NULL);
	for (int i = 0; i < between; i++)
		items[count++] = (struct then_item){NULL, i, NULL};
	for (size_t i = 0; i < comparison->service_count; i++) {
		const struct comparison_service *service = &comparison->services[i];

		count += add_rows(items + count, service->rows, service->row_count,
				  service->service);
	}
	return (struct then_items){items, count};
}

static bool is_selected(const struct then_screen *screen, const struct then_item *item)
{
	if (!item->row)
		return item->between == screen->between;
	return screen->between < 0 &&
	       strcmp(screen->service, item->service ? item->service->id : "") == 0 &&
	       strcmp(screen->capacity, item->row->capacity->id) == 0;
}

void then_synchronise(struct then_screen *screen, const struct then_items *items)
{
	list_set_count(&screen->list, items->count);
	for (int i = 0; i < items->count; i++)
		if (is_selected(screen, &items->items[i])) {
			list_select(&screen->list, i);
			return;
		}
}

void then_select(struct then_screen *screen, const struct then_items *items, int index)
{
	const struct then_item *item;

	list_select(&screen->list, index);
	if (items->count == 0)
		return;
	item = &items->items[screen->list.selected];
	screen->between = item->row ? -1 : item->between;
	if (!item->row)
		return;
	id_set(&screen->service, item->service ? item->service->id : NULL);
	id_set(&screen->capacity, item->row->capacity->id);
}
