#include "base/buffer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* Room for most of what is formatted, so that it is formatted once. */
#define BUFFER_GUESS_BYTES 64

static void buffer_reserve(struct buffer *buffer, size_t more_bytes)
{
	size_t needed = buffer->length_bytes + more_bytes + 1;
	size_t capacity = buffer->capacity_bytes ? buffer->capacity_bytes : 64;

	if (needed < more_bytes)
		memory_exhausted();
	if (needed <= buffer->capacity_bytes)
		return;
	while (capacity < needed) {
		if (capacity > SIZE_MAX / 2)
			memory_exhausted();
		capacity *= 2;
	}
	buffer->bytes = memory_resize(buffer->bytes, capacity, 1);
	buffer->capacity_bytes = capacity;
}

void buffer_init(struct buffer *buffer)
{
	buffer->bytes = NULL;
	buffer->length_bytes = 0;
	buffer->capacity_bytes = 0;
	buffer_add(buffer, "", 0);
}

void buffer_release(struct buffer *buffer)
{
	free(buffer->bytes);
	buffer->bytes = NULL;
	buffer->length_bytes = 0;
	buffer->capacity_bytes = 0;
}

void buffer_clear(struct buffer *buffer)
{
	buffer->length_bytes = 0;
	buffer_add(buffer, "", 0);
}

void buffer_add(struct buffer *buffer, const char *bytes, size_t length_bytes)
{
	buffer_reserve(buffer, length_bytes);
	if (length_bytes)
		memcpy(buffer->bytes + buffer->length_bytes, bytes, length_bytes);
	buffer->length_bytes += length_bytes;
	buffer->bytes[buffer->length_bytes] = '\0';
}

void buffer_add_string(struct buffer *buffer, const char *text)
{
	buffer_add(buffer, text, strlen(text));
}

void buffer_add_char(struct buffer *buffer, char c)
{
	buffer_add(buffer, &c, 1);
}

void buffer_add_repeated(struct buffer *buffer, char c, size_t count)
{
	while (count--)
		buffer_add_char(buffer, c);
}

void buffer_addf(struct buffer *buffer, const char *format, ...)
{
	va_list arguments;
	va_list again;
	int length;

	buffer_reserve(buffer, BUFFER_GUESS_BYTES);
	va_start(arguments, format);
	va_copy(again, arguments);
	length = vsnprintf(buffer->bytes + buffer->length_bytes,
			   buffer->capacity_bytes - buffer->length_bytes, format, arguments);
	va_end(arguments);
	if (length > 0 && (size_t)length >= buffer->capacity_bytes - buffer->length_bytes) {
		buffer_reserve(buffer, (size_t)length);
		vsnprintf(buffer->bytes + buffer->length_bytes, (size_t)length + 1, format,
			  again);
	}
	va_end(again);
	if (length > 0)
		buffer->length_bytes += (size_t)length;
	buffer->bytes[buffer->length_bytes] = '\0';
}
