#include "tests/support/random_event.h"

#include <math.h>
#include <string.h>

static const char *const words[] = {
	"ledger",
	"a",
	"0",
	"=1+1",
	"+44",
	"-7",
	"@home",
	"\ttab",
	"\rreturn",
	"'quoted",
	"'=guarded",
	"''-twice",
	"a,b",
	"say \"so\"",
	"two\nlines",
	"two\r\nlines",
	"ends in CR\r",
	" spaces ",
	"a;b",
	"a=b",
	"a\\;b\\",
	"\\",
	";",
	"=",
	"{\"json\": [1]}",
	"\\u0041",
	"\x01\x1b[31m\x7f",
	"caf\xc3\xa9",
	"\xc2\x9b"
	"31m",
	"\xe2\x80\xae"
	"override",
	"\xf0\x9f\x98\x80",
	"\xf3\xa0\x81\x81 tag",
	"null",
	"true",
	"2026-01-01",
	"\xef\xbb\xbf mark",
};
#define WORD_COUNT (sizeof(words) / sizeof(*words))

uint64_t random_next(uint64_t *seed)
{
	/* xorshift64 (Marsaglia 2003) */
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

static const char *random_text(uint64_t *seed, struct arena *arena)
{
	const char *text = words[random_next(seed) % WORD_COUNT];

	if (random_next(seed) % 3 == 0)
		text = arena_printf(arena, "%s%s", text, words[random_next(seed) % WORD_COUNT]);
	return text;
}

static instant random_instant(uint64_t *seed)
{
	switch (random_next(seed) % 8) {
	case 0:
		return INSTANT_MIN;
	case 1:
		return INSTANT_MAX;
	default:
		return (instant)(random_next(seed) % (uint64_t)INSTANT_MAX);
	}
}

static double random_number(uint64_t *seed)
{
	static const double numbers[] = {0.0, 1.0, 0.1, 999.0, 1e15, 123456.789, 5e-324, 1e300};
	uint64_t bits = random_next(seed);
	double number;

	if (bits % 2)
		return numbers[(bits >> 8) % (sizeof(numbers) / sizeof(*numbers))];
	memcpy(&number, &bits, sizeof(number));
	return isfinite(number) ? fabs(number) : 1.5;
}

static const char *random_choice(const char *choices, uint64_t *seed, struct arena *arena)
{
	char *rest = arena_copy_string(arena, choices);
	const char *chosen = strsep(&rest, " ");

	while (rest && random_next(seed) % 3)
		chosen = strsep(&rest, " ");
	return chosen;
}

/* Different texts: each begins with its own letter. */
static void random_list(struct event_value *value, enum field_kind kind, uint64_t *seed,
			struct arena *arena)
{
	size_t count = random_next(seed) % 5 + 1;
	struct change_record *changes = ARENA_ARRAY(arena, count, struct change_record);
	const char **teams = ARENA_ARRAY(arena, count, const char *);

	for (size_t i = 0; i < count; i++) {
		const char *text =
			arena_printf(arena, "%s%c", random_text(seed, arena), (char)('a' + i));

		teams[i] = text;
		changes[i].revision = text;
		changes[i].committed_at =
			random_next(seed) % 4 ? random_instant(seed) : INSTANT_NONE;
	}
	value->count = count;
	if (kind == FIELD_CHANGES)
		value->changes = changes;
	else
		value->teams = teams;
}

static void random_value(struct event_value *value, const struct event_field *field,
			 uint64_t *seed, struct arena *arena)
{
	value->is_present = true;
	switch (field->kind) {
	case FIELD_TEXT:
		value->text = random_text(seed, arena);
		break;
	case FIELD_CHOICE:
		value->text = random_choice(field->choices, seed, arena);
		break;
	case FIELD_INSTANT:
		value->integer = random_instant(seed);
		break;
	case FIELD_INTEGER:
		value->integer = (int64_t)(random_next(seed) % (EVENT_INTEGER_MAX + 1));
		break;
	case FIELD_NUMBER:
		value->number = random_number(seed);
		break;
	case FIELD_BOOLEAN:
		value->integer = (int64_t)(random_next(seed) % 2);
		break;
	case FIELD_CHANGES:
	case FIELD_TEAMS:
		random_list(value, field->kind, seed, arena);
		break;
	}
}

static struct event_value *value_named(struct event *event, const char *name)
{
	return &event->values[event_field_find(event->type, name)];
}

void random_event(struct event *event, const struct event_type *type, uint64_t *seed,
		  struct arena *arena)
{
	event_init(event, type);
	for (size_t i = 0; i < type->field_count; i++)
		if (type->fields[i].is_required || random_next(seed) % 2)
			random_value(&event->values[i], &type->fields[i], seed, arena);
	if (type->kind == EVENT_SLO_SAMPLE) {
		value_named(event, "total")->number += value_named(event, "good")->number;
		if (!isfinite(value_named(event, "total")->number))
			value_named(event, "good")->number =
				value_named(event, "total")->number = 1;
		value_named(event, "seconds")->integer |= 1;
	}
	if (type->kind == EVENT_EXERCISE)
		value_named(event, "reported")->integer =
			value_named(event, "sent")->integer / 2;
}

static bool values_are_equal(const struct event_value *left, const struct event_value *right,
			     enum field_kind kind)
{
	bool has_left = left->is_present, has_right = right->is_present;

	if (!has_left || !has_right)
		return has_left == has_right;
	switch (kind) {
	case FIELD_TEXT:
	case FIELD_CHOICE:
		return !strcmp(left->text, right->text);
	case FIELD_INSTANT:
	case FIELD_INTEGER:
	case FIELD_BOOLEAN:
		return left->integer == right->integer;
	case FIELD_NUMBER:
		return !memcmp(&left->number, &right->number, sizeof(left->number));
	case FIELD_CHANGES:
	case FIELD_TEAMS:
		break;
	}
	if (left->count != right->count)
		return false;
	for (size_t i = 0; i < left->count; i++) {
		if (kind == FIELD_TEAMS ? strcmp(left->teams[i], right->teams[i]) != 0
					: strcmp(left->changes[i].revision,
						 right->changes[i].revision) != 0 ||
						  left->changes[i].committed_at !=
							  right->changes[i].committed_at)
			return false;
	}
	return true;
}

bool events_are_equal(const struct event *left, const struct event *right)
{
	if (left->type != right->type)
		return false;
	for (size_t i = 0; i < left->type->field_count; i++)
		if (!values_are_equal(&left->values[i], &right->values[i],
				      left->type->fields[i].kind))
			return false;
	return true;
}
