/* Events: setting fields from text, and whether an event is complete. */
#include "model/event.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define CHOICES_MAX 16

const struct event_type *event_type_find(const char *name)
{
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		if (!strcmp(event_types[i].name, name))
			return &event_types[i];
	return NULL;
}

int event_field_find(const struct event_type *type, const char *name)
{
	for (size_t i = 0; i < type->field_count; i++)
		if (!strcmp(type->fields[i].name, name))
			return (int)i;
	return -1;
}

void event_init(struct event *event, const struct event_type *type)
{
	memset(event, 0, sizeof(*event));
	event->type = type;
}

instant event_at(const struct event *event)
{
	const char *const names[] = {event->type->at_field, event->type->at_fallback};

	for (size_t i = 0; i < 2; i++) {
		int field = names[i] ? event_field_find(event->type, names[i]) : -1;

		if (field >= 0 && event->values[field].is_present)
			return event->values[field].integer;
	}
	return INSTANT_NONE;
}

/* -- one field from its text -------------------------------------------------------------- */

static bool text_check(const char *name, const char *text, size_t length_bytes,
		       struct error *error)
{
	if (length_bytes > EVENT_TEXT_BYTES_MAX)
		return error_set(error, ERROR_INVALID,
				 "%s: the text is longer than 64 KiB; shorten it", name);
	if (!text_is_utf8(text, length_bytes))
		return error_set(error, ERROR_INVALID, "%s: the text is not valid UTF-8", name);
	return true;
}

static bool set_text(struct event_value *value, const struct event_field *field,
		     const char *text, struct arena *arena, struct error *error)
{
	size_t length_bytes = strlen(text);

	if (!text_check(field->name, text, length_bytes, error))
		return false;
	if (!length_bytes) {
		if (field->is_required)
			return error_set(error, ERROR_INVALID, "%s: must not be empty",
					 field->name);
		return true;
	}
	value->text = arena_copy(arena, text, length_bytes);
	value->is_present = true;
	return true;
}

static bool set_instant(struct event_value *value, const struct event_field *field,
			const char *text, const struct zone *assumed_zone, struct error *error)
{
	instant at;

	if (!instant_parse(text, assumed_zone, &at, error))
		return error_prefix(error, "%s", field->name);
	value->integer = at;
	value->is_present = true;
	return true;
}

static bool set_integer(struct event_value *value, const struct event_field *field,
			const char *text, struct error *error)
{
	int64_t integer = 0;

	for (const char *digit = text; *digit || digit == text; digit++) {
		if (*digit < '0' || *digit > '9')
			return error_set(error, ERROR_INVALID,
					 "%s: '%.*s' is not a whole number, 0 or more",
					 field->name, TEXT_CUT(text, 80));
		integer = integer * 10 + (*digit - '0');
		if (integer > EVENT_INTEGER_MAX)
			return error_set(error, ERROR_INVALID, "%s: '%.*s' is too large",
					 field->name, TEXT_CUT(text, 80));
	}
	value->integer = integer;
	value->is_present = true;
	return true;
}

/* strtod() alone would take hexadecimal digits, "inf", "nan" and blanks too. */
static bool number_is_written(const char *text)
{
	size_t digits = strspn(text, "0123456789");
	size_t fraction = 0;

	text += digits;
	if (*text == '.') {
		fraction = strspn(text + 1, "0123456789");
		text += 1 + fraction;
	}
	if (!digits && !fraction)
		return false;
	if (*text == 'e' || *text == 'E') {
		text++;
		if (*text == '+' || *text == '-')
			text++;
		if (!*text || text[strspn(text, "0123456789")])
			return false;
		return true;
	}
	return !*text;
}

static bool set_number(struct event_value *value, const struct event_field *field,
		       const char *text, struct error *error)
{
	double number;

	if (!number_is_written(text))
		return error_set(error, ERROR_INVALID, "%s: '%.*s' is not a number, 0 or more",
				 field->name, TEXT_CUT(text, 80));
	number = strtod(text, NULL);
	if (!isfinite(number))
		return error_set(error, ERROR_INVALID, "%s: '%.*s' is too large", field->name,
				 TEXT_CUT(text, 80));
	value->number = number;
	value->is_present = true;
	return true;
}

static bool set_boolean(struct event_value *value, const struct event_field *field,
			const char *text, struct error *error)
{
	static const char *const words[] = {"false", "true", "no", "yes", "0", "1"};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (!strcmp(words[i], text)) {
			value->integer = i % 2;
			value->is_present = true;
			return true;
		}
	}
	return error_set(error, ERROR_INVALID,
			 "%s: '%.*s' is neither true nor false (yes and no, 1 and 0 do too)",
			 field->name, TEXT_CUT(text, 80));
}

/* "normal, hotfix or rollback" */
static const char *choices_in_words(struct arena *arena, const char *const *choices,
				    size_t count)
{
	const char *words = choices[0];

	for (size_t i = 1; i < count; i++)
		words = arena_printf(arena, "%s%s%s", words, i + 1 < count ? ", " : " or ",
				     choices[i]);
	return words;
}

static bool set_choice(struct event_value *value, const struct event_field *field,
		       const char *text, struct arena *arena, struct error *error)
{
	const char *choices[CHOICES_MAX];
	const char *nearest;
	size_t count = 0;
	char *rest = arena_copy_string(arena, field->choices);

	for (char *word; (word = strsep(&rest, " "));) {
		assert(count < CHOICES_MAX);
		if (!strcmp(word, text)) {
			value->text = word;
			value->is_present = true;
			return true;
		}
		choices[count++] = word;
	}
	nearest = text_nearest(text, choices, count);
	if (nearest)
		return error_set(error, ERROR_INVALID,
				 "%s: '%.*s' is not known; did you mean '%s'?", field->name,
				 TEXT_CUT(text, 80), nearest);
	return error_set(error, ERROR_INVALID, "%s: '%.*s' is not known; it is one of %s",
			 field->name, TEXT_CUT(text, 80),
			 choices_in_words(arena, choices, count));
}

bool event_add_change(struct event *event, int field_index, const char *revision,
		      const char *committed_at, const struct zone *assumed_zone,
		      struct arena *arena, struct error *error)
{
	const char *name = event->type->fields[field_index].name;
	struct event_value *value = &event->values[field_index];
	instant at = INSTANT_NONE;
	struct change_record *changes;

	assert(event->type->fields[field_index].kind == FIELD_CHANGES);
	if (!text_check(name, revision, strlen(revision), error))
		return false;
	if (!*revision)
		return error_set(error, ERROR_INVALID, "%s: a revision must not be empty",
				 name);
	if (committed_at && *committed_at &&
	    !instant_parse(committed_at, assumed_zone, &at, error))
		return error_prefix(error, "%s", name);
	/* The array is the event's own, in the arena; const is for its readers. */
	changes = (struct change_record *)(uintptr_t)value->changes;
	changes = arena_grow(arena, changes, value->count, &value->capacity, sizeof(*changes));
	changes[value->count].revision = arena_copy_string(arena, revision);
	changes[value->count].committed_at = at;
	value->changes = changes;
	value->count++;
	value->is_present = true;
	return true;
}

static bool set_change(struct event *event, int field_index, const char *text,
		       const struct zone *assumed_zone, struct arena *arena,
		       struct error *error)
{
	const char *divider = strrchr(text, '=');
	const char *revision;

	if (!divider)
		return error_set(error, ERROR_INVALID,
				 "%s: '%.*s' is not REVISION=T, a revision and when it was "
				 "committed",
				 event->type->fields[field_index].name, TEXT_CUT(text, 80));
	revision = arena_copy(arena, text, (size_t)(divider - text));
	return event_add_change(event, field_index, revision, divider + 1, assumed_zone, arena,
				error);
}

static bool add_team(struct event_value *value, const struct event_field *field,
		     const char *text, struct arena *arena, struct error *error)
{
	const char **teams;

	if (!text_check(field->name, text, strlen(text), error))
		return false;
	if (!*text)
		return error_set(error, ERROR_INVALID, "%s: a team's id must not be empty",
				 field->name);
	teams = (const char **)(uintptr_t)value->teams;
	teams = arena_grow(arena, teams, value->count, &value->capacity, sizeof(*teams));
	teams[value->count++] = arena_copy_string(arena, text);
	value->teams = teams;
	value->is_present = true;
	return true;
}

bool event_set(struct event *event, int field_index, const char *text,
	       const struct zone *assumed_zone, struct arena *arena, struct error *error)
{
	const struct event_field *field;
	struct event_value *value;

	assert(field_index >= 0 && (size_t)field_index < event->type->field_count);
	field = &event->type->fields[field_index];
	value = &event->values[field_index];
	switch (field->kind) {
	case FIELD_TEXT:
		return set_text(value, field, text, arena, error);
	case FIELD_INSTANT:
		return set_instant(value, field, text, assumed_zone, error);
	case FIELD_INTEGER:
		return set_integer(value, field, text, error);
	case FIELD_NUMBER:
		return set_number(value, field, text, error);
	case FIELD_BOOLEAN:
		return set_boolean(value, field, text, error);
	case FIELD_CHOICE:
		return set_choice(value, field, text, arena, error);
	case FIELD_CHANGES:
		return set_change(event, field_index, text, assumed_zone, arena, error);
	case FIELD_TEAMS:
		return add_team(value, field, text, arena, error);
	}
	assert(false && "a kind of field without its case");
	return false;
}

/* -- a whole event ------------------------------------------------------------------------ */

static int texts_compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The text that stands twice in a list of changes or teams; NULL where all differ. */
static const char *value_repeated(const struct event_value *value, enum field_kind kind)
{
	const char *repeated = NULL;
	const char **texts;

	if (value->count < 2)
		return NULL;
	texts = memory_resize(NULL, value->count, sizeof(*texts));
	for (size_t i = 0; i < value->count; i++)
		texts[i] = kind == FIELD_CHANGES ? value->changes[i].revision : value->teams[i];
	qsort(texts, value->count, sizeof(*texts), texts_compare);
	for (size_t i = 1; i < value->count && !repeated; i++)
		if (!strcmp(texts[i - 1], texts[i]))
			repeated = texts[i];
	free(texts);
	return repeated;
}

static const struct event_value *value_named(const struct event *event, const char *name)
{
	return &event->values[event_field_find(event->type, name)];
}

/* Whether no value contradicts another one. */
static bool values_agree(const struct event *event, struct error *error)
{
	if (event->type->kind == EVENT_SLO_SAMPLE) {
		const struct event_value *seconds = value_named(event, "seconds");

		if (value_named(event, "good")->number > value_named(event, "total")->number)
			return error_set(error, ERROR_INVALID,
					 "good: there cannot be more good events than total");
		if (seconds->is_present && seconds->integer < 1)
			return error_set(error, ERROR_INVALID,
					 "seconds: a bucket lasts at least 1 second");
	}
	if (event->type->kind == EVENT_EXERCISE) {
		const struct event_value *sent = value_named(event, "sent");
		const struct event_value *reported = value_named(event, "reported");

		if (sent->is_present && reported->is_present &&
		    reported->integer > sent->integer)
			return error_set(
				error, ERROR_INVALID,
				"reported: there cannot be more messages reported than sent");
	}
	return true;
}

bool event_is_complete(const struct event *event, struct error *error)
{
	for (size_t i = 0; i < event->type->field_count; i++) {
		const struct event_field *field = &event->type->fields[i];
		const struct event_value *value = &event->values[i];
		const char *repeated;

		if (field->is_required && !value->is_present)
			return error_set(error, ERROR_INVALID, "%s: needs '%s' (%s)",
					 event->type->name, field->name, field->help);
		if (field->kind != FIELD_CHANGES && field->kind != FIELD_TEAMS)
			continue;
		repeated = value_repeated(value, field->kind);
		if (repeated)
			return error_set(error, ERROR_INVALID, "%s: '%.*s' is given twice",
					 field->name, TEXT_CUT(repeated, 80));
	}
	return values_agree(event, error);
}
