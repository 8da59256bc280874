/* Events that outlive the row they were read from, and whether two are the same. */
#include "model/event.h"

#include <string.h>

struct event event_copy(const struct event *event, struct arena *arena)
{
	struct event copy = *event;

	for (size_t i = 0; i < event->type->field_count; i++) {
		const struct event_value *value = &event->values[i];
		struct change_record *changes;
		const char **teams;

		if (value->text)
			copy.values[i].text = arena_copy_string(arena, value->text);
		if (value->changes) {
			changes = ARENA_ARRAY(arena, value->count, struct change_record);
			for (size_t j = 0; j < value->count; j++)
				changes[j] = (struct change_record){
					arena_copy_string(arena, value->changes[j].revision),
					value->changes[j].committed_at};
			copy.values[i].changes = changes;
		}
		if (value->teams) {
			teams = ARENA_ARRAY(arena, value->count, const char *);
			for (size_t j = 0; j < value->count; j++)
				teams[j] = arena_copy_string(arena, value->teams[j]);
			copy.values[i].teams = teams;
		}
		copy.values[i].capacity = 0;
	}
	return copy;
}

static bool lists_equal(const struct event_value *first, const struct event_value *second)
{
	if (first->count != second->count)
		return false;
	for (size_t i = 0; i < first->count; i++) {
		if (first->changes &&
		    (strcmp(first->changes[i].revision, second->changes[i].revision) != 0 ||
		     first->changes[i].committed_at != second->changes[i].committed_at))
			return false;
		if (first->teams && strcmp(first->teams[i], second->teams[i]) != 0)
			return false;
	}
	return true;
}

static bool values_equal(enum field_kind kind, const struct event_value *first,
			 const struct event_value *second)
{
	if (first->is_present != second->is_present)
		return false;
	if (!first->is_present)
		return true;
	switch (kind) {
	case FIELD_TEXT:
	case FIELD_CHOICE:
		return strcmp(first->text, second->text) == 0;
	case FIELD_INSTANT:
	case FIELD_INTEGER:
	case FIELD_BOOLEAN:
		return first->integer == second->integer;
	case FIELD_NUMBER:
		return !(first->number < second->number) && !(first->number > second->number);
	case FIELD_CHANGES:
	case FIELD_TEAMS:
		break;
	}
	return lists_equal(first, second);
}

bool event_equals(const struct event *first, const struct event *second)
{
	if (first->type != second->type)
		return false;
	for (size_t i = 0; i < first->type->field_count; i++)
		if (!values_equal(first->type->fields[i].kind, &first->values[i],
				  &second->values[i]))
			return false;
	return true;
}
