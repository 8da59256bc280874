#include "yaml/node.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define QUOTED_BYTES_MAX 64

bool node_is_null(const struct node *node)
{
	return node->kind == NODE_SCALAR && node->is_plain &&
	       (!*node->text || strcmp(node->text, "~") == 0 ||
		strcmp(node->text, "null") == 0);
}

const struct node *node_value(const struct node *mapping, const char *key)
{
	if (mapping->kind != NODE_MAPPING)
		return NULL;
	for (const struct node *child = mapping->first; child; child = child->next->next)
		if (strcmp(child->text, key) == 0)
			return child->next;
	return NULL;
}

int quoted_bytes(const char *text)
{
	size_t length = strnlen(text, QUOTED_BYTES_MAX + 1);

	if (length > QUOTED_BYTES_MAX) {
		length = QUOTED_BYTES_MAX;
		while (((unsigned char)text[length] & 0xC0) == 0x80)
			length--;
	}
	return (int)length;
}

bool place_refuse(const struct place *place, struct error *error, const char *format, ...)
{
	char message[sizeof(error->message)];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(message, sizeof(message), format, arguments);
	va_end(arguments);
	return error_set(error, ERROR_INVALID, "%s:%zu:%zu: %s", place->file, place->line,
			 place->column, message);
}

bool place_prefix(const struct place *place, struct error *error)
{
	return error_prefix(error, "%s:%zu:%zu", place->file, place->line, place->column);
}
