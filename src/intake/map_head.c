/* The head of a mapping: the comments that say what it reads. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "intake/map.h"

struct head {
	struct map *map;
	struct arena *arena;
	size_t line;
};

static bool refuse(const struct head *head, struct error *error, const char *what)
{
	return error_set(error, ERROR_INVALID, "%s:%zu: %s", head->map->file, head->line, what);
}

static bool choose_forms(struct head *head, const char *value, struct error *error)
{
	head->map->forms = 0;
	while (*value) {
		size_t length = strcspn(value, " ");
		size_t form = 0;

		while (form < DOCUMENT_FORM_COUNT &&
		       (strncmp(document_form_names[form], value, length) != 0 ||
			document_form_names[form][length]))
			form++;
		if (form == DOCUMENT_FORM_COUNT)
			break;
		head->map->forms |= DOCUMENT_FORM_BIT(form);
		value += length + strspn(value + length, " ");
	}
	return (!*value && head->map->forms) ||
	       refuse(head, error, "documents are json, csv, front-matter or stanzas");
}

static bool choose_collects(struct head *head, const char *value, struct error *error)
{
	while (*value) {
		size_t length = strcspn(value, " ");
		size_t kind = 0;

		while (kind < COLLECTED_KIND_COUNT &&
		       (strncmp(collected_kind_names[kind], value, length) != 0 ||
			collected_kind_names[kind][length]))
			kind++;
		if (kind == COLLECTED_KIND_COUNT)
			return refuse(head, error,
				      "collects: a kind of record is expected, such as "
				      "deployments");
		head->map->collects |= 1u << kind;
		value += length + strspn(value + length, " ");
	}
	return true;
}

static bool choose_largest(struct head *head, const char *value, struct error *error)
{
	char *end;
	long mebibytes = strtol(value, &end, 10);

	if (*end || mebibytes < 1 || mebibytes > 512)
		return refuse(head, error,
			      "largest: a number of MiB from 1 to 512 is expected");
	head->map->document_bytes_max = (size_t)mebibytes * 1024 * 1024;
	return true;
}

/* "key: value"; a comment without a known key is a comment. */
static bool take_pair(struct head *head, const char *key, size_t length, const char *value,
		      struct error *error)
{
	struct map *map = head->map;
	const struct {
		const char *key;
		const char **value;
	} texts[] = {
		{"map", &map->name},
		{"reads", &map->reads},
		{"looks like", &map->looks_like},
		{"wrapped in", &map->wrappers},
		{"needs", &map->needs},
		{"takes", &map->takes},
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		if (strlen(texts[i].key) != length || strncmp(texts[i].key, key, length) != 0)
			continue;
		*texts[i].value = value;
		return true;
	}
	if (length == strlen("documents") && !strncmp("documents", key, length))
		return choose_forms(head, value, error);
	if (length == strlen("largest") && !strncmp("largest", key, length))
		return choose_largest(head, value, error);
	if (length == strlen("collects") && !strncmp("collects", key, length))
		return choose_collects(head, value, error);
	return true;
}

static bool take_comment(struct head *head, const char *text, size_t length,
			 struct error *error)
{
	const char *colon = memchr(text, ':', length);
	const char *end = text + length;
	const char *value;

	if (!colon)
		return true;
	value = colon + 1;
	while (value < end && *value == ' ')
		value++;
	while (end > value && strchr(" \t\r", end[-1]))
		end--;
	return take_pair(head, text, (size_t)(colon - text),
			 arena_copy(head->arena, value, (size_t)(end - value)), error);
}

bool map_parse(struct map *map, const char *file, const char *text, struct arena *arena,
	       struct error *error)
{
	struct map parsed = {.file = file,
			     .needs = "",
			     .takes = "",
			     .forms = DOCUMENT_FORM_BIT(DOCUMENT_JSON),
			     .document_bytes_max = DOCUMENT_BYTES_DEFAULT};
	struct head head = {.map = &parsed, .arena = arena, .line = 1};

	for (; !strncmp(text, "--", 2); head.line++) {
		size_t length = strcspn(text, "\n");
		size_t begin = 2 + strspn(text + 2, " ");

		if (begin < length && !take_comment(&head, text + begin, length - begin, error))
			return false;
		text += length + (text[length] != '\0');
	}
	if (!parsed.name || !*parsed.name)
		return error_set(error, ERROR_INVALID,
				 "%s:1: a mapping begins with '-- map: NAME'", file);
	if (!parsed.reads)
		parsed.reads = parsed.name;
	if (!parsed.looks_like)
		parsed.looks_like = parsed.name;
	/* What it needs it takes. */
	parsed.takes = arena_printf(arena, "%s %s", parsed.needs, parsed.takes);
	parsed.sql = text;
	parsed.sql_line = head.line;
	*map = parsed;
	return true;
}
