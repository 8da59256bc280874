#include "catalog/foreign.h"

#include <string.h>

#include "catalog/shape.h"

const struct node *foreign_value(const struct node *mapping, const char *key)
{
	const struct node *value = mapping ? node_value(mapping, key) : NULL;

	return value && node_is_null(value) ? NULL : value;
}

bool foreign_require(const struct node *mapping, const char *key, const char *what,
		     const char *example, const struct node **value, struct error *error)
{
	*value = foreign_value(mapping, key);
	if (*value)
		return true;
	return place_refuse(&mapping->place, error, "%s needs '%s' here, such as %s", what, key,
			    example);
}

bool foreign_mapping(const struct node *mapping, const char *key, const char *what,
		     const struct node **value, struct error *error)
{
	*value = foreign_value(mapping, key);
	if (!*value)
		return place_refuse(&mapping->place, error, "%s needs '%s'", what, key);
	if ((*value)->kind != NODE_MAPPING)
		return place_refuse(&(*value)->place, error, "'%s' of %s must be a mapping",
				    key, what);
	return true;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool foreign_text(const struct node *node, const char *what, struct draft *draft,
		  const char **text, struct error *error)
{
	const char *read = NULL;
	char *copy;
	size_t length = 0;

	*text = NULL;
	if (!node || (node->kind == NODE_SCALAR && !node->text[strspn(node->text, " \t\r\n")]))
		return true;
	if (!text_read(node, what, &draft->scratch, &read, error))
		return false;
	copy = arena_copy_string(draft->arena, read);
	for (const char *c = read; *c; c++) {
		if (!is_space(*c))
			copy[length++] = *c;
		else if (length && copy[length - 1] != ' ')
			copy[length++] = ' ';
	}
	copy[length && copy[length - 1] == ' ' ? length - 1 : length] = '\0';
	*text = copy;
	return true;
}

bool foreign_id(const struct node *node, const char *what, struct draft *draft, const char **id,
		struct error *error)
{
	char *made;

	if (!text_read(node, what, &draft->scratch, id, error))
		return false;
	made = arena_copy_string(draft->arena, *id);
	for (char *c = made; *(c += strspn(c, ID_CHARACTERS)); c++)
		*c = '-';
	if (strlen(made) > ID_BYTES_MAX)
		return place_refuse(&node->place, error, "this name is longer than %d bytes",
				    ID_BYTES_MAX);
	*id = made;
	return true;
}

bool foreign_percent(const struct node *node, const char *what, struct draft *draft,
		     struct share *share, struct error *error)
{
	const char *text;
	char *percent;

	if (!text_read(node, what, &draft->scratch, &text, error))
		return false;
	percent = arena_printf(&draft->scratch, "%s%s", text, strchr(text, '%') ? "" : "%");
	if (!share_parse(percent, share))
		return place_refuse(
			&node->place, error,
			"'%.*s' is not %s; write a percentage above 0 and up to 100, such "
			"as 99.9 (at most 10 decimal places)",
			quoted_bytes(text), text, what);
	if (share->numerator * 100 < share->denominator)
		draft_note(draft, &node->place,
			   "%s of '%.*s' is a percentage, so it is less than 1 %%; was %g "
			   "meant?",
			   what, quoted_bytes(text), text, share_value(*share) * 1e4);
	return true;
}

static const struct span_unit *span_unit_find(const struct span_unit *units, char name)
{
	while (units->name && units->name != name)
		units++;
	return units->name && name ? units : NULL;
}

/* Ten digits are more than any calendar needs, and nothing overflows. */
#define SPAN_DIGITS_MAX 10

bool foreign_span(const struct node *node, const struct span_unit *units, bool may_add,
		  int64_t *seconds, struct error *error)
{
	static const char digits[] = "0123456789";
	const char *at = node->kind == NODE_SCALAR ? node->text : "";
	bool is_span = *at != '\0';

	*seconds = 0;
	while (is_span && *at) {
		size_t length = strspn(at, digits);
		const struct span_unit *unit = span_unit_find(units, at[length]);
		int64_t number = 0;

		is_span = length > 0 && length <= SPAN_DIGITS_MAX && unit &&
			  (may_add || at == node->text) && *seconds < INSTANT_MAX;
		for (size_t i = 0; i < length && is_span; i++)
			number = number * 10 + (at[i] - '0');
		if (is_span)
			*seconds += number * unit->seconds;
		at += is_span ? length + 1 : 0;
	}
	if (is_span)
		return true;
	return place_refuse(&node->place, error,
			    "a window is expected here: a whole number and a unit, such as 28d "
			    "or 4w");
}
