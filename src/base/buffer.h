/*
 * A growing string of bytes, for what is written out.
 *
 * Rule: `bytes` is always NUL-terminated after the first append or init, and may hold NULs.
 */
#ifndef APLOMB_BASE_BUFFER_H
#define APLOMB_BASE_BUFFER_H

#include <stddef.h>

struct buffer {
	char *bytes;
	size_t length_bytes;
	size_t capacity_bytes;
};

void buffer_init(struct buffer *buffer);
void buffer_release(struct buffer *buffer);
/* Empties it and keeps its memory. */
void buffer_clear(struct buffer *buffer);

void buffer_add(struct buffer *buffer, const char *bytes, size_t length_bytes);
void buffer_add_string(struct buffer *buffer, const char *text);
void buffer_add_char(struct buffer *buffer, char c);
void buffer_add_repeated(struct buffer *buffer, char c, size_t count);
void buffer_addf(struct buffer *buffer, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
