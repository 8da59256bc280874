#include "store/merge.h"

#include <stdio.h>
#include <string.h>

#include "store/database.h"

/* A merge under way. */
struct merging {
	struct merge *merge;
	const struct event *stored, *given;
	struct arena *arena;
	bool replaces;
	bool is_other;	      /* a required field differs: another event under the same id */
	bool has_filled;      /* something that was unknown */
	const char *field;    /* the first that contradicts; NULL: none */
	const char *was, *is; /* its stored and given value, in words */
};

static void note_contradiction(struct merging *merging, const char *field, const char *was,
			       const char *is)
{
	if (merging->field)
		return;
	merging->field = field;
	merging->was = was;
	merging->is = is;
}

/* -- single values ------------------------------------------------------------------------ */

/* An empty text says as little as none. */
static bool value_is_known(const struct event_field *field, const struct event_value *value)
{
	if (!value->is_present)
		return false;
	return (field->kind != FIELD_TEXT && field->kind != FIELD_CHOICE) || *value->text;
}

static bool values_are_equal(const struct event_field *field, const struct event_value *first,
			     const struct event_value *second)
{
	if (field->kind == FIELD_TEXT || field->kind == FIELD_CHOICE)
		return strcmp(first->text, second->text) == 0;
	if (field->kind == FIELD_NUMBER)
		return first->number <= second->number && first->number >= second->number;
	return first->integer == second->integer;
}

static const char *value_in_words(struct arena *arena, const struct event_field *field,
				  const struct event_value *value)
{
	char text[INSTANT_TEXT_BYTES];

	switch (field->kind) {
	case FIELD_INSTANT:
		return arena_copy_string(arena, instant_format(value->integer, text));
	case FIELD_INTEGER:
		return arena_printf(arena, "%lld", (long long)value->integer);
	case FIELD_NUMBER:
		return arena_printf(arena, "%.17g", value->number);
	case FIELD_BOOLEAN:
		return value->integer ? "true" : "false";
	case FIELD_TEXT:
	case FIELD_CHOICE:
	case FIELD_CHANGES:
	case FIELD_TEAMS:
		break;
	}
	return arena_printf(arena, "'%s'", value->text);
}

static void merge_value(struct merging *merging, size_t index)
{
	const struct event_field *field = &merging->stored->type->fields[index];
	const struct event_value *stored = &merging->stored->values[index];
	const struct event_value *given = &merging->given->values[index];

	if (!value_is_known(field, given))
		return;
	if (!value_is_known(field, stored))
		merging->has_filled = true;
	else if (values_are_equal(field, stored, given))
		return;
	else
		note_contradiction(merging, field->name,
				   value_in_words(merging->arena, field, stored),
				   value_in_words(merging->arena, field, given));
	merging->is_other |= value_is_known(field, stored) && field->is_required;
	if (merging->replaces || !value_is_known(field, stored))
		merging->merge->merged.values[index] = *given;
}

/* -- lists -------------------------------------------------------------------------------- */

/* The list of an event as sorted changes, whichever kind it is. */
static struct change_list event_list(const struct event *event, int field, struct arena *arena)
{
	const struct event_value *value = &event->values[field];
	struct change_list list = {NULL, value->is_present ? value->count : 0};

	list.records = ARENA_ARRAY(arena, list.count, struct change_record);
	for (size_t i = 0; i < list.count; i++)
		list.records[i] =
			event->type->fields[field].kind == FIELD_CHANGES
				? value->changes[i]
				: (struct change_record){value->teams[i], INSTANT_NONE};
	change_list_sort(&list);
	return list;
}

bool lists_are_equal(const struct event *first, const struct event *second, struct arena *arena)
{
	int field = event_list_field(first->type);
	struct change_list a = event_list(first, field, arena);
	struct change_list b = event_list(second, field, arena);

	if (a.count != b.count)
		return false;
	for (size_t i = 0; i < a.count; i++)
		if (strcmp(a.records[i].revision, b.records[i].revision) != 0)
			return false;
	return true;
}

/* How two sorted lists relate. */
struct comparison {
	struct change_list all;	  /* members of either, with the commit times known to either */
	struct change_list given; /* members of the given one, with those times */
	size_t only_stored, only_given;
	bool has_filled_time;
};

static const char *time_in_words(struct arena *arena, const struct change_record *record)
{
	char text[INSTANT_TEXT_BYTES];

	return arena_printf(arena, "%s committed at %s", record->revision,
			    instant_format(record->committed_at, text));
}

/* A member of both lists: one commit time may be known to either. */
static struct change_record merge_record(struct merging *merging, struct comparison *comparison,
					 const struct change_record *stored,
					 const struct change_record *given)
{
	if (given->committed_at == INSTANT_NONE)
		return *stored;
	if (stored->committed_at == INSTANT_NONE)
		comparison->has_filled_time = true;
	else if (stored->committed_at != given->committed_at)
		note_contradiction(merging, "changes", time_in_words(merging->arena, stored),
				   time_in_words(merging->arena, given));
	return merging->replaces || stored->committed_at == INSTANT_NONE ? *given : *stored;
}

static void compare_lists(struct merging *merging, const struct change_list *stored,
			  const struct change_list *given, struct comparison *comparison)
{
	struct change_list *all = &comparison->all, *kept = &comparison->given;
	size_t s = 0, g = 0;

	all->records =
		ARENA_ARRAY(merging->arena, stored->count + given->count, struct change_record);
	kept->records = ARENA_ARRAY(merging->arena, given->count, struct change_record);
	while (s < stored->count || g < given->count) {
		int order = s == stored->count	? 1
			    : g == given->count ? -1
						: strcmp(stored->records[s].revision,
							 given->records[g].revision);

		if (order < 0) {
			comparison->only_stored++;
			all->records[all->count++] = stored->records[s++];
			continue;
		}
		if (order > 0) {
			comparison->only_given++;
			kept->records[kept->count] = given->records[g++];
		} else {
			kept->records[kept->count] =
				merge_record(merging, comparison, &stored->records[s++],
					     &given->records[g++]);
		}
		all->records[all->count++] = kept->records[kept->count++];
	}
}

static void set_list(struct merging *merging, int field, const struct change_list *list)
{
	struct event_value *value = &merging->merge->merged.values[field];
	const char **teams;

	merging->merge->list_has_changed = true;
	value->is_present = list->count > 0;
	value->count = list->count;
	value->capacity = 0;
	if (merging->stored->type->fields[field].kind == FIELD_CHANGES) {
		value->changes = list->records;
		return;
	}
	teams = ARENA_ARRAY(merging->arena, list->count, const char *);
	for (size_t i = 0; i < list->count; i++)
		teams[i] = list->records[i].revision;
	value->teams = teams;
}

static const char *members_in_words(struct arena *arena, const struct change_list *list)
{
	const char *words = list->count ? list->records[0].revision : "nothing";
	size_t shown = list->count < 5 ? list->count : 5;

	for (size_t i = 1; i < shown; i++)
		words = arena_printf(arena, "%s, %s", words, list->records[i].revision);
	if (shown < list->count)
		words = arena_printf(arena, "%s and %zu more", words, list->count - shown);
	return words;
}

/*
 * A list that has more than was known completes it, one that has less says nothing new, so that
 * the order in which they arrive is of no matter. Each with members of its own: they cannot
 * both be right.
 */
static void merge_list(struct merging *merging, int field)
{
	const char *name = merging->stored->type->fields[field].name;
	struct change_list stored = event_list(merging->stored, field, merging->arena);
	struct change_list given = event_list(merging->given, field, merging->arena);
	struct comparison comparison = {.only_stored = 0};

	if (given.count == 0)
		return;
	compare_lists(merging, &stored, &given, &comparison);
	if (comparison.only_stored > 0 && (comparison.only_given > 0 || merging->replaces)) {
		note_contradiction(merging, name, members_in_words(merging->arena, &stored),
				   members_in_words(merging->arena, &given));
		if (merging->replaces)
			set_list(merging, field, &comparison.given);
		return;
	}
	if (comparison.only_given > 0 || comparison.has_filled_time)
		merging->has_filled = true;
	if (comparison.only_given > 0 || comparison.has_filled_time || merging->field)
		set_list(merging, field, &comparison.all);
}

/* -- the whole ---------------------------------------------------------------------------- */

/* "incident INC-204", "deployment of 2026-09-30T11:40:00Z". */
static const char *event_in_words(const struct event *event, struct arena *arena)
{
	int id = event_field_find(event->type, "id");
	char text[INSTANT_TEXT_BYTES];

	if (id >= 0 && event->values[id].is_present)
		return arena_printf(arena, "%s %s", event->type->name, event->values[id].text);
	if (event_at(event) == INSTANT_NONE)
		return event->type->name;
	return arena_printf(arena, "%s of %s", event->type->name,
			    instant_format(event_at(event), text));
}

static void describe(const struct merging *merging, struct error *conflict)
{
	snprintf(conflict->message, sizeof(conflict->message),
		 "%.300s: %s is %.300s in the history, %.300s was given",
		 event_in_words(merging->stored, merging->arena), merging->field, merging->was,
		 merging->is);
}

/* Facts that are right one by one may not go together: more reported than was ever sent. */
static bool go_together(const struct merging *merging, struct error *conflict)
{
	struct error reason;

	if (event_is_complete(&merging->merge->merged, &reason))
		return true;
	snprintf(conflict->message, sizeof(conflict->message),
		 "%.300s: with what the history holds: %.600s",
		 event_in_words(merging->stored, merging->arena), reason.message);
	return false;
}

void merge_events(struct merge *merge, const struct event *stored, const struct event *given,
		  bool replace, struct arena *arena, struct error *conflict)
{
	struct merging merging = {
		.merge = merge,
		.stored = stored,
		.given = given,
		.replaces = replace,
		.arena = arena,
	};
	int list = event_list_field(stored->type);

	merge->merged = *stored;
	merge->list_has_changed = false;
	merge->is_to_be_written = false;
	for (size_t i = 0; i < stored->type->field_count; i++)
		if ((int)i != list)
			merge_value(&merging, i);
	if (list >= 0)
		merge_list(&merging, list);
	if (merging.field && !replace) {
		/* The value that differs is kept out; what was unknown is filled all the same.
		 */
		merge->is_to_be_written = merging.has_filled && !merging.is_other &&
					  event_is_complete(&merge->merged, conflict);
		describe(&merging, conflict);
		merge->outcome = PUT_CONTRADICTED;
	} else if (!merging.field && !merging.has_filled) {
		merge->outcome = PUT_UNCHANGED;
	} else if (!go_together(&merging, conflict)) {
		merge->outcome = PUT_CONTRADICTED;
	} else {
		merge->outcome = merging.field ? PUT_REPLACED : PUT_COMPLETED;
		merge->is_to_be_written = true;
	}
}
