#include "catalog/shape.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"

/* Beyond this a suggestion is not worth its time. */
#define SUGGESTED_BYTES_MAX 128

const char *nearest_word(const char *word, const char *const *candidates, size_t count)
{
	size_t length = strnlen(word, SUGGESTED_BYTES_MAX + 1);
	const char *nearest;

	if (length > SUGGESTED_BYTES_MAX)
		return NULL;
	nearest = text_nearest(word, candidates, count);
	/* A word cut short is a slip too: "alias", "org". */
	for (size_t i = 0; i < count && !nearest && length >= 3; i++)
		if (strncmp(candidates[i], word, length) == 0)
			nearest = candidates[i];
	return nearest;
}

static const char *kind_name(const struct node *node)
{
	switch (node->kind) {
	case NODE_SEQUENCE:
		return "a list";
	case NODE_MAPPING:
		return "a mapping";
	case NODE_SCALAR:
		break;
	}
	return "a text";
}

/* "id, name and group" */
static void words_join(char *joined, size_t size, const char *const *words, size_t count,
		       const char *last_separator)
{
	char *end = joined;

	*joined = '\0';
	for (size_t i = 0; i < count; i++) {
		const char *separator = i == 0 ? "" : i + 1 == count ? last_separator : ", ";

		assert((size_t)(end - joined) + strlen(separator) + strlen(words[i]) < size);
		end = stpcpy(stpcpy(end, separator), words[i]);
	}
	(void)size;
}

static size_t keys_count(const char *const *keys)
{
	size_t count = 0;

	while (keys[count])
		count++;
	return count;
}

static bool key_refuse(const struct node *key, const struct record_shape *shape,
		       struct error *error)
{
	size_t count = keys_count(shape->keys);
	const char *nearest = nearest_word(key->text, shape->keys, count);
	char all[256];

	if (nearest)
		return place_refuse(&key->place, error, "'%.*s' is not %s; did you mean '%s'?",
				    quoted_bytes(key->text), key->text, shape->whose, nearest);
	words_join(all, sizeof(all), shape->keys, count, " and ");
	return place_refuse(&key->place, error, "'%.*s' is not %s; the keys are %s",
			    quoted_bytes(key->text), key->text, shape->whose, all);
}

bool record_read(const struct node *node, const struct record_shape *shape,
		 const struct node *values[RECORD_KEYS_MAX], struct error *error)
{
	if (node->kind != NODE_MAPPING)
		return place_refuse(&node->place, error, "%s is expected here, such as %s",
				    shape->what, shape->example);
	memset(values, 0, RECORD_KEYS_MAX * sizeof(*values));
	for (const struct node *key = node->first; key; key = key->next->next) {
		size_t i = 0;

		while (shape->keys[i] && strcmp(shape->keys[i], key->text) != 0)
			i++;
		if (!shape->keys[i])
			return key_refuse(key, shape, error);
		values[i] = node_is_null(key->next) ? NULL : key->next;
	}
	return true;
}

bool list_check(const struct node *node, const char *what, struct error *error)
{
	if (node->kind == NODE_SEQUENCE)
		return true;
	return place_refuse(&node->place, error, "%s is expected here, not %s", what,
			    kind_name(node));
}

static bool scalar_check(const struct node *node, const char *what, struct error *error)
{
	if (node->kind != NODE_SCALAR)
		return place_refuse(&node->place, error, "%s is expected here, not %s", what,
				    kind_name(node));
	if (!*node->text || node_is_null(node))
		return place_refuse(&node->place, error,
				    "%s is expected here, not an empty text", what);
	if (text_is_blank(node->text))
		return place_refuse(&node->place, error,
				    "%s is expected here, not white space alone", what);
	return true;
}

bool text_read(const struct node *node, const char *what, struct arena *arena,
	       const char **text, struct error *error)
{
	if (!scalar_check(node, what, error))
		return false;
	*text = arena_copy_string(arena, node->text);
	return true;
}

bool text_read_optional(const struct node *node, const char *what, struct arena *arena,
			const char **text, struct error *error)
{
	if (node)
		return text_read(node, what, arena, text, error);
	*text = NULL;
	return true;
}

bool id_read(const struct node *node, const char *what, struct arena *arena, const char **id,
	     struct error *error)
{
	if (!scalar_check(node, what, error))
		return false;
	if (strspn(node->text, ID_CHARACTERS) != strlen(node->text))
		return place_refuse(&node->place, error,
				    "'%.*s' is not an id: letters a to z, digits, '.', '_' and "
				    "'-' only",
				    quoted_bytes(node->text), node->text);
	if (strlen(node->text) > ID_BYTES_MAX)
		return place_refuse(&node->place, error, "this id is longer than %d characters",
				    ID_BYTES_MAX);
	*id = arena_copy_string(arena, node->text);
	return true;
}

bool texts_read(const struct node *node, const char *what_list, const char *what,
		struct arena *arena, const char *const **texts, size_t *count,
		struct error *error)
{
	const char **read;
	size_t filled = 0;

	if (!node) {
		*texts = NULL;
		*count = 0;
		return true;
	}
	if (!list_check(node, what_list, error))
		return false;
	read = ARENA_ARRAY(arena, node->count, const char *);
	for (const struct node *item = node->first; item; item = item->next)
		if (!text_read(item, what, arena, &read[filled++], error))
			return false;
	*texts = read;
	*count = filled;
	return true;
}

bool choice_read(const struct node *node, const char *what, const char *const *words,
		 size_t count, size_t *choice, struct error *error)
{
	const char *nearest;
	char all[256];

	if (!scalar_check(node, what, error))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (strcmp(words[i], node->text) == 0) {
			*choice = i;
			return true;
		}
	}
	nearest = nearest_word(node->text, words, count);
	if (nearest)
		return place_refuse(&node->place, error, "'%.*s' is not %s; did you mean '%s'?",
				    quoted_bytes(node->text), node->text, what, nearest);
	words_join(all, sizeof(all), words, count, " or ");
	return place_refuse(&node->place, error, "'%.*s' is not %s; choose %s",
			    quoted_bytes(node->text), node->text, what, all);
}

bool percent_is_meant(const char *text)
{
	char percent[32];
	struct share meant;

	if (strlen(text) > sizeof(percent) - 2)
		return false;
	stpcpy(stpcpy(percent, text), "%");
	return share_parse(percent, &meant);
}

bool share_read(const struct node *node, const char *what, struct share *share,
		struct error *error)
{
	if (!scalar_check(node, what, error))
		return false;
	if (share_parse(node->text, share))
		return true;
	if (percent_is_meant(node->text))
		return place_refuse(&node->place, error,
				    "'%s' is more than 1; did you mean '%s%%'?", node->text,
				    node->text);
	return place_refuse(&node->place, error,
			    "'%.*s' is not %s; write a share above 0 and up to 100%%, such as "
			    "99.9%% or 0.999 (at most 12 decimal places)",
			    quoted_bytes(node->text), node->text, what);
}

bool span_read(const struct node *node, const char *what, int64_t *seconds, struct error *error)
{
	if (!scalar_check(node, what, error))
		return false;
	if (span_parse(node->text, seconds, error))
		return true;
	return place_refuse(
		&node->place, error,
		"'%.*s' is not %s; write a whole number and a unit, such as 28d or 4w",
		quoted_bytes(node->text), node->text, what);
}

bool slo_window_check(int64_t seconds, const struct node *node, const char *text,
		      struct error *error)
{
	if (seconds >= SECONDS_PER_DAY && seconds <= SLO_WINDOW_MAX)
		return true;
	return place_refuse(&node->place, error,
			    "the window of an SLO is from 1d to 366d, not '%.*s'",
			    quoted_bytes(text), text);
}
