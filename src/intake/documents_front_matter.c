/*
 * The front matter of a page (Hugo, Jekyll): the YAML between two lines of ---, as one object;
 * every scalar is a text, as it is written.
 */
#include <string.h>

#include "intake/documents.h"
#include "intake/event_json.h"
#include "yaml/yaml_reader.h"

/* How deep it goes yaml_reader_next() has checked. */
static void node_add(struct buffer *json, const struct node *node)
{
	const struct node *child;

	if (node->kind == NODE_SCALAR) {
		if (node_is_null(node))
			buffer_add_string(json, "null");
		else
			json_string_add(json, node->text);
		return;
	}
	buffer_add_char(json, node->kind == NODE_SEQUENCE ? '[' : '{');
	for (child = node->first; child; child = child->next) {
		if (node->kind == NODE_MAPPING) {
			json_string_add(json, child->text);
			buffer_add_char(json, ':');
			child = child->next;
		}
		node_add(json, child);
		if (child->next)
			buffer_add_char(json, ',');
	}
	buffer_add_char(json, node->kind == NODE_SEQUENCE ? ']' : '}');
}

/* Whether a line of --- stands at a place, and where the next line begins. */
static bool is_fence(const char *at, const char *end, const char **next)
{
	const char *newline = memchr(at, '\n', (size_t)(end - at));
	const char *line_end = newline ? newline : end;

	*next = newline ? newline + 1 : end;
	while (line_end > at && strchr(" \t\r", line_end[-1]))
		line_end--;
	return line_end - at == 3 && !memcmp(at, "---", 3);
}

/* From the first fence to the line of the second; blanks and empty lines may stand before. */
static bool find_matter(const struct buffer *text, const char **begin, const char **close,
			size_t *line, struct error *error)
{
	const char *end = text->bytes + text->length_bytes;
	const char *at = text->bytes, *next;

	*line = 1;
	for (; at < end && strchr(" \t\r\n", *at); at++)
		*line += *at == '\n';
	if (!is_fence(at, end, &next))
		return error_set(error, ERROR_INVALID,
				 "the page does not begin with a line of ---, so it has no "
				 "front matter");
	*begin = at;
	for (at = next; at < end; at = next) {
		*close = at;
		if (is_fence(at, end, &next))
			return true;
	}
	return error_set(error, ERROR_INVALID,
			 "the front matter is not closed by a second line of ---");
}

/* The page as an object; false where it is not sound. */
static bool page_to_json(const char *begin, const char *close, struct buffer *json,
			 bool *is_empty, struct error *error)
{
	const struct node *document;
	struct yaml_reader *reader;
	struct arena arena;
	bool is_read;

	if (!yaml_reader_open(&reader, "front matter", begin, (size_t)(close - begin), error))
		return false;
	arena_init(&arena);
	is_read = yaml_reader_next(reader, &arena, &document, error);
	*is_empty = is_read && !document;
	if (is_read && document)
		node_add(json, document);
	arena_release(&arena);
	yaml_reader_close(reader);
	return is_read;
}

/* A page is a document: one that is not sound may be passed over, and the next one read. */
bool documents_of_front_matter(const struct document_reading *reading,
			       const struct buffer *text, struct error *error)
{
	const char *begin = NULL, *close = NULL;
	bool is_empty = false, goes_on = true;
	struct buffer json;
	size_t line;

	buffer_init(&json);
	if (!find_matter(text, &begin, &close, &line, error) ||
	    !page_to_json(begin, close, &json, &is_empty, error))
		goes_on = reading->refuse(line, reading->context, error);
	else if (!is_empty)
		goes_on = reading->each(json.bytes, json.length_bytes, line, reading->context,
					error);
	buffer_release(&json);
	return goes_on;
}
