#include "yaml/yaml_reader.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/name_index.h"
#include "yaml/yaml_bytes.h"

/* What an anchor names: filled when its node is complete. */
struct anchor {
	const struct node *node; /* NULL while it is still being read */
	size_t expanded_count;	 /* nodes that it stands for */
	size_t height;		 /* lists and mappings within each other, itself included */
};

/* A list or mapping that is being read. */
struct frame {
	struct node *node;
	struct node *last; /* the newest child */
	bool is_at_value;  /* of a mapping: a key was read, its value comes next */
	struct anchor *anchor;
	size_t expanded_before;
	size_t height; /* of the highest child so far */
};

struct yaml_reader {
	yaml_parser_t parser;
	const char *file;
	const char *text;
	size_t length_bytes;
	/* Of the document being read: */
	struct arena *arena;
	struct node *root;
	struct frame frames[YAML_NESTING_MAX];
	size_t depth;
	size_t node_count;     /* as written */
	size_t expanded_count; /* with every alias replaced by what it stands for */
	size_t alias_count;    /* nodes that aliases stand for */
	struct name_index anchors;
	/* Room in which a mapping's keys are sorted. */
	const struct node **keys;
	size_t key_capacity;
};

bool yaml_reader_open(struct yaml_reader **reader, const char *file, const char *text,
		      size_t length_bytes, struct error *error)
{
	static const char byte_order_mark[] = "\xEF\xBB\xBF";
	struct yaml_reader *opened;

	if (length_bytes >= 3 && memcmp(text, byte_order_mark, 3) == 0) {
		text += 3;
		length_bytes -= 3;
	}
	if (!yaml_bytes_check(file, text, length_bytes, error))
		return false;
	opened = memory_resize(NULL, 1, sizeof(*opened));
	memset(opened, 0, sizeof(*opened));
	opened->file = file;
	opened->text = text;
	opened->length_bytes = length_bytes;
	if (!yaml_parser_initialize(&opened->parser))
		memory_exhausted();
	yaml_parser_set_encoding(&opened->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&opened->parser, (const unsigned char *)text,
				     length_bytes);
	*reader = opened;
	return true;
}

void yaml_reader_close(struct yaml_reader *reader)
{
	name_index_release(&reader->anchors);
	yaml_parser_delete(&reader->parser);
	free(reader->keys);
	free(reader);
}

/* -- what libyaml refuses ----------------------------------------------------------------- */

static struct place place_of_mark(const struct yaml_reader *reader, const yaml_mark_t *mark)
{
	return (struct place){reader->file, mark->line + 1, mark->column + 1};
}

/* The character at a mark, to word what libyaml only says is unexpected; '\0' at the end. */
static char char_at_mark(const struct yaml_reader *reader, const yaml_mark_t *mark)
{
	size_t characters = 0;

	for (size_t i = 0; i < reader->length_bytes; i++) {
		if (((unsigned char)reader->text[i] & 0xC0) == 0x80)
			continue;
		if (characters++ == mark->index)
			return reader->text[i];
	}
	return '\0';
}

static bool syntax_refuse(const struct yaml_reader *reader, struct error *error)
{
	const yaml_parser_t *parser = &reader->parser;
	struct place place;
	char c;

	if (parser->error == YAML_MEMORY_ERROR)
		memory_exhausted();
	if (parser->error == YAML_READER_ERROR) {
		place = place_of_byte(reader->file, reader->text, parser->problem_offset);
		return place_refuse(&place, error, "not valid YAML: %s (U+%04X)",
				    parser->problem, (unsigned)parser->problem_value);
	}
	place = place_of_mark(reader, &parser->problem_mark);
	if (strcmp(parser->problem, "mapping values are not allowed in this context") == 0)
		return place_refuse(
			&place, error,
			"not valid YAML: this ':' cannot stand here; put quotes "
			"around a text that contains ': ', or mend the indentation");
	c = char_at_mark(reader, &parser->problem_mark);
	if (c == '\t')
		return place_refuse(&place, error, "not valid YAML: a tab; indent with spaces");
	if (strcmp(parser->problem, "found character that cannot start any token") == 0)
		return place_refuse(&place, error,
				    "not valid YAML: a text cannot begin with '%c'; put quotes "
				    "around it",
				    c);
	if (parser->context && parser->context_mark.line != parser->problem_mark.line)
		return place_refuse(
			&place, error, "not valid YAML: %s %s that begins in line %zu",
			parser->problem, parser->context, parser->context_mark.line + 1);
	return place_refuse(&place, error, "not valid YAML: %s", parser->problem);
}

/* -- events to nodes ---------------------------------------------------------------------- */

static int sizes_compare(size_t one, size_t other)
{
	return (one > other) - (one < other);
}

static int keys_compare(const void *a, const void *b)
{
	const struct node *const *one = a;
	const struct node *const *other = b;
	int order = strcmp((*one)->text, (*other)->text);

	if (!order)
		order = sizes_compare((*one)->place.line, (*other)->place.line);
	if (!order)
		order = sizes_compare((*one)->place.column, (*other)->place.column);
	return order;
}

static bool keys_are_unique(struct yaml_reader *reader, const struct node *mapping,
			    struct error *error)
{
	size_t count = 0;

	if (reader->key_capacity < mapping->count) {
		reader->keys = memory_resize(reader->keys, mapping->count, sizeof(void *));
		reader->key_capacity = mapping->count;
	}
	for (const struct node *key = mapping->first; key; key = key->next->next)
		reader->keys[count++] = key;
	if (count > 1)
		qsort(reader->keys, count, sizeof(void *), keys_compare);
	for (size_t i = 1; i < count; i++) {
		const struct node *key = reader->keys[i];

		if (strcmp(key->text, reader->keys[i - 1]->text) == 0)
			return place_refuse(&key->place, error,
					    "the key '%.*s' stands here a second time; the "
					    "first is in line %zu",
					    quoted_bytes(key->text), key->text,
					    reader->keys[i - 1]->place.line);
	}
	return true;
}

static bool key_check(const struct node *key, struct error *error)
{
	if (key->kind != NODE_SCALAR)
		return place_refuse(&key->place, error,
				    "a key must be a word, not a list or a mapping");
	if (key->is_plain && strcmp(key->text, "<<") == 0)
		return place_refuse(&key->place, error,
				    "merge keys (<<) are not read here; write the keys out");
	return true;
}

/* Makes a node a child of the list or mapping being read, or the document's root. */
static bool node_attach(struct yaml_reader *reader, struct node *node, struct error *error)
{
	struct frame *frame;

	if (++reader->node_count > YAML_NODES_MAX)
		return place_refuse(&node->place, error,
				    "more than %d values in one document; split it into "
				    "several",
				    YAML_NODES_MAX);
	if (reader->depth == 0) {
		reader->root = node;
		return true;
	}
	frame = &reader->frames[reader->depth - 1];
	if (frame->node->kind == NODE_MAPPING) {
		if (!frame->is_at_value && !key_check(node, error))
			return false;
		frame->is_at_value = !frame->is_at_value;
	}
	if (frame->last)
		frame->last->next = node;
	else
		frame->node->first = node;
	frame->last = node;
	if (frame->node->kind == NODE_SEQUENCE || frame->is_at_value)
		frame->node->count++;
	return true;
}

static bool tag_check(const struct place *place, const yaml_char_t *tag, struct error *error)
{
	if (!tag)
		return true;
	return place_refuse(place, error, "YAML tags are not read here; remove the '!...'");
}

/*
 * What the anchor is to name, not complete yet; NULL where the node has no anchor. A name may
 * be given again: aliases mean the nearest one above.
 */
static struct anchor *anchor_begin(struct yaml_reader *reader, const yaml_char_t *name)
{
	struct anchor *anchor;
	struct named *named;

	if (!name)
		return NULL;
	anchor = ARENA_NEW(reader->arena, struct anchor);
	named = ARENA_NEW(reader->arena, struct named);
	named->name = arena_copy_string(reader->arena, (const char *)name);
	named = name_index_add(&reader->anchors, named);
	named->thing = anchor;
	return anchor;
}

static void anchor_complete(struct anchor *anchor, const struct node *node,
			    size_t expanded_count, size_t height)
{
	if (!anchor)
		return;
	anchor->node = node;
	anchor->expanded_count = expanded_count;
	anchor->height = height;
}

static bool scalar_take(struct yaml_reader *reader, const yaml_event_t *event,
			struct error *error)
{
	struct place place = place_of_mark(reader, &event->start_mark);
	const char *value = (const char *)event->data.scalar.value;
	size_t length = event->data.scalar.length;
	struct anchor *anchor;
	struct node *node;

	if (!tag_check(&place, event->data.scalar.tag, error))
		return false;
	if (memchr(value, '\0', length))
		return place_refuse(&place, error, "a text cannot contain NUL (\"\\0\")");
	anchor = anchor_begin(reader, event->data.scalar.anchor);
	node = arena_allocate(reader->arena, 1, sizeof(*node) + length + 1);
	memcpy(node + 1, value, length);
	node->kind = NODE_SCALAR;
	node->is_plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	node->text = (const char *)(node + 1);
	node->place = place;
	reader->expanded_count++;
	anchor_complete(anchor, node, 1, 0);
	return node_attach(reader, node, error);
}

static bool collection_begin(struct yaml_reader *reader, enum node_kind kind,
			     const yaml_mark_t *mark, const yaml_char_t *name,
			     const yaml_char_t *tag, struct error *error)
{
	struct place place = place_of_mark(reader, mark);
	struct node *node;

	if (!tag_check(&place, tag, error))
		return false;
	if (reader->depth == YAML_NESTING_MAX)
		return place_refuse(&place, error,
				    "lists and mappings stand more than %d deep in each other",
				    YAML_NESTING_MAX);
	node = ARENA_NEW(reader->arena, struct node);
	node->kind = kind;
	node->place = place;
	if (!node_attach(reader, node, error))
		return false;
	reader->frames[reader->depth++] = (struct frame){
		.node = node,
		.anchor = anchor_begin(reader, name),
		.expanded_before = reader->expanded_count,
	};
	reader->expanded_count++;
	return true;
}

/* Tells the list or mapping being read how high one of its children is. */
static void height_note(struct yaml_reader *reader, size_t height)
{
	struct frame *frame;

	if (!reader->depth)
		return;
	frame = &reader->frames[reader->depth - 1];
	if (frame->height < height)
		frame->height = height;
}

static bool collection_end(struct yaml_reader *reader, struct error *error)
{
	const struct frame *frame = &reader->frames[--reader->depth];
	size_t height = frame->height + 1;

	height_note(reader, height);
	anchor_complete(frame->anchor, frame->node,
			reader->expanded_count - frame->expanded_before, height);
	return frame->node->kind != NODE_MAPPING || keys_are_unique(reader, frame->node, error);
}

/* An alias becomes a copy of the node that it stands for, which shares that one's children. */
static bool alias_take(struct yaml_reader *reader, const yaml_event_t *event,
		       struct error *error)
{
	struct place place = place_of_mark(reader, &event->start_mark);
	const char *name = (const char *)event->data.alias.anchor;
	const struct named *named = name_index_find(&reader->anchors, name);
	const struct anchor *anchor = named ? named->thing : NULL;
	struct node *node;

	if (!anchor)
		return place_refuse(&place, error, "no anchor '&%.*s' stands above",
				    quoted_bytes(name), name);
	if (!anchor->node)
		return place_refuse(&place, error,
				    "'*%.*s' stands within what it names, so it has no end",
				    quoted_bytes(name), name);
	reader->alias_count += anchor->expanded_count;
	if (reader->alias_count > YAML_ALIAS_NODES_MAX)
		return place_refuse(&place, error,
				    "the aliases up to here stand for more than %d values; "
				    "write them out",
				    YAML_ALIAS_NODES_MAX);
	if (reader->depth + anchor->height > YAML_NESTING_MAX)
		return place_refuse(&place, error,
				    "with what '*%.*s' stands for, lists and mappings stand "
				    "more than %d deep in each other",
				    quoted_bytes(name), name, YAML_NESTING_MAX);
	node = ARENA_NEW(reader->arena, struct node);
	*node = *anchor->node;
	node->next = NULL;
	node->place = place;
	reader->expanded_count += anchor->expanded_count;
	height_note(reader, anchor->height);
	return node_attach(reader, node, error);
}

static bool event_take(struct yaml_reader *reader, const yaml_event_t *event,
		       struct error *error)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return scalar_take(reader, event, error);
	case YAML_ALIAS_EVENT:
		return alias_take(reader, event, error);
	case YAML_SEQUENCE_START_EVENT:
		return collection_begin(reader, NODE_SEQUENCE, &event->start_mark,
					event->data.sequence_start.anchor,
					event->data.sequence_start.tag, error);
	case YAML_MAPPING_START_EVENT:
		return collection_begin(reader, NODE_MAPPING, &event->start_mark,
					event->data.mapping_start.anchor,
					event->data.mapping_start.tag, error);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		return collection_end(reader, error);
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_STREAM_END_EVENT:
	case YAML_DOCUMENT_START_EVENT:
	case YAML_DOCUMENT_END_EVENT:
		break;
	}
	return true;
}

bool yaml_reader_next(struct yaml_reader *reader, struct arena *arena,
		      const struct node **document, struct error *error)
{
	yaml_event_type_t type;

	name_index_release(&reader->anchors);
	reader->arena = arena;
	reader->root = NULL;
	reader->node_count = 0;
	reader->expanded_count = 0;
	reader->alias_count = 0;
	do {
		yaml_event_t event;
		bool is_taken;

		if (!yaml_parser_parse(&reader->parser, &event))
			return syntax_refuse(reader, error);
		type = event.type;
		is_taken = event_take(reader, &event, error);
		yaml_event_delete(&event);
		if (!is_taken)
			return false;
	} while (type != YAML_DOCUMENT_END_EVENT && type != YAML_STREAM_END_EVENT);
	*document = reader->root;
	return true;
}

const char *yaml_library_version(void)
{
	return yaml_get_version_string();
}
