/*
 * Numbers packed into bytes, and read back: the blobs of the compact form.
 *
 * Rule: a whole number takes 7 bits a byte, the lowest first (LEB128); what may be negative is
 * folded (0, -1, 1, -2, ...). A reader never runs beyond its bytes: once something was missing,
 * is_whole is false and all it gives is 0.
 */
#ifndef APLOMB_STORE_COLUMNS_H
#define APLOMB_STORE_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

void columns_add(struct buffer *columns, uint64_t number);
void columns_add_signed(struct buffer *columns, int64_t number);
/* A whole number from 0 to 2^53 in few bytes, any other one as it is: the same bits come back.
 */
void columns_add_real(struct buffer *columns, double number);
/* With its NUL, so that it can be used where it stands. */
void columns_add_text(struct buffer *columns, const char *text);

struct columns_reader {
	const unsigned char *at, *end;
	bool is_whole;
};

struct columns_reader columns_read(const void *bytes, size_t length_bytes);
uint64_t columns_next(struct columns_reader *reader);
int64_t columns_next_signed(struct columns_reader *reader);
double columns_next_real(struct columns_reader *reader);
/* A text within the bytes; "" where none is. */
const char *columns_next_text(struct columns_reader *reader);
/* A count of items, each of at least one byte: never more than are left. */
size_t columns_next_count(struct columns_reader *reader);
/* Whether all was read and nothing was missing. */
bool columns_are_read(const struct columns_reader *reader);

#endif
