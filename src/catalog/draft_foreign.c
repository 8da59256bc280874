/* What foreign formats add to a draft: kept as it is until draft_finish() knows all documents.
 */
#include <stdarg.h>
#include <stdio.h>

#include "catalog/draft.h"

const char *draft_fold(struct draft *draft, const char *text)
{
	char *folded = arena_copy_string(&draft->scratch, text);

	for (char *c = folded; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	return folded;
}

/* Adds a name in lower case, unless it is there: `what` is "a Group". */
static bool name_claim(struct draft *draft, struct name_index *names, const char *what,
		       const char *id, size_t index, const struct place *place,
		       struct error *error)
{
	const char *folded = draft_fold(draft, id);
	const struct named *first = name_index_find(names, folded);

	if (first)
		return place_refuse(place, error,
				    "there is already %s '%s', at %s:%zu:%zu; keep one of them",
				    what, id, first->place.file, first->place.line,
				    first->place.column);
	draft_name_add(draft, names, folded, index, place);
	return true;
}

bool draft_add_unit(struct draft *draft, const struct unit_draft *unit, struct error *error)
{
	struct unit_draft *added;

	if (!name_claim(draft, &draft->unit_names, "a Group", unit->id, draft->unit_count,
			&unit->place, error))
		return false;
	draft->units = arena_grow(&draft->scratch, draft->units, draft->unit_count,
				  &draft->unit_capacity, sizeof(*draft->units));
	added = &draft->units[draft->unit_count++];
	*added = *unit;
	added->parent_unit = added->team = added->group = DRAFT_NONE;
	return true;
}

bool draft_add_owned(struct draft *draft, const struct owned_draft *owned, struct error *error)
{
	static const char *const kinds[OWNED_KIND_COUNT] = {"a Component", "a System"};
	struct owned_draft *added;

	if (!name_claim(draft, &draft->owned_names[owned->kind], kinds[owned->kind], owned->id,
			draft->owned_count, &owned->place, error))
		return false;
	draft->owned = arena_grow(&draft->scratch, draft->owned, draft->owned_count,
				  &draft->owned_capacity, sizeof(*draft->owned));
	added = &draft->owned[draft->owned_count++];
	*added = *owned;
	added->service = DRAFT_NONE;
	return true;
}

void draft_add_loose_slo(struct draft *draft, const struct loose_slo *slo)
{
	draft->loose_slos =
		arena_grow(&draft->scratch, draft->loose_slos, draft->loose_slo_count,
			   &draft->loose_slo_capacity, sizeof(*draft->loose_slos));
	draft->loose_slos[draft->loose_slo_count++] = *slo;
}

void draft_pass_over(struct draft *draft, const char *format, const char *kind,
		     const struct place *place)
{
	const char *name = arena_printf(&draft->scratch, "%s/%s", format, kind);
	const struct named *known = name_index_find(&draft->passed_over_names, name);

	if (known) {
		draft->passed_over[known->index].count++;
		return;
	}
	draft_name_add(draft, &draft->passed_over_names, name, draft->passed_over_count, place);
	draft->passed_over =
		arena_grow(&draft->scratch, draft->passed_over, draft->passed_over_count,
			   &draft->passed_over_capacity, sizeof(*draft->passed_over));
	draft->passed_over[draft->passed_over_count++] = (struct passed_over){
		.format = format,
		.kind = arena_copy_string(draft->arena, kind),
		.count = 1,
		.first = *place,
	};
}

void draft_note(struct draft *draft, const struct place *place, const char *format, ...)
{
	char text[1024];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	draft->notes = arena_grow(&draft->scratch, draft->notes, draft->note_count,
				  &draft->note_capacity, sizeof(*draft->notes));
	draft->notes[draft->note_count++] =
		(struct catalog_note){arena_copy_string(draft->arena, text), *place};
}
