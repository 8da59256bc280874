#include "store/columns.h"

#include <math.h>
#include <string.h>

#define WHOLE_MAX 9007199254740992.0 /* 2^53: up to here every whole number is a double */

void columns_add(struct buffer *columns, uint64_t number)
{
	char bytes[10];
	size_t count = 0;

	for (; number > 0x7f; number >>= 7)
		bytes[count++] = (char)(number | 0x80);
	bytes[count++] = (char)number;
	buffer_add(columns, bytes, count);
}

void columns_add_signed(struct buffer *columns, int64_t number)
{
	columns_add(columns, number < 0 ? ~((uint64_t)number << 1) : (uint64_t)number << 1);
}

void columns_add_real(struct buffer *columns, double number)
{
	char bytes[sizeof(number)];

	if (!signbit(number) && number <= WHOLE_MAX && number == trunc(number)) {
		columns_add(columns, (uint64_t)number << 1);
		return;
	}
	columns_add(columns, 1);
	memcpy(bytes, &number, sizeof(number));
	buffer_add(columns, bytes, sizeof(bytes));
}

void columns_add_text(struct buffer *columns, const char *text)
{
	buffer_add(columns, text, strlen(text) + 1);
}

struct columns_reader columns_read(const void *bytes, size_t length_bytes)
{
	const unsigned char *at = bytes;

	return (struct columns_reader){at, length_bytes ? at + length_bytes : at, true};
}

static uint64_t nothing(struct columns_reader *reader)
{
	reader->at = reader->end;
	reader->is_whole = false;
	return 0;
}

uint64_t columns_next(struct columns_reader *reader)
{
	uint64_t number = 0;

	for (unsigned shift = 0; shift < 64 && reader->at < reader->end; shift += 7) {
		unsigned char byte = *reader->at++;

		number |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return number;
	}
	return nothing(reader);
}

int64_t columns_next_signed(struct columns_reader *reader)
{
	uint64_t folded = columns_next(reader);

	return (int64_t)(folded >> 1) ^ -(int64_t)(folded & 1);
}

double columns_next_real(struct columns_reader *reader)
{
	uint64_t folded = columns_next(reader);
	double number;

	if (!(folded & 1))
		return (double)(folded >> 1);
	if ((size_t)(reader->end - reader->at) < sizeof(number))
		return (double)nothing(reader);
	memcpy(&number, reader->at, sizeof(number));
	reader->at += sizeof(number);
	return number;
}

const char *columns_next_text(struct columns_reader *reader)
{
	const char *text = (const char *)reader->at;
	const unsigned char *nul =
		reader->at < reader->end
			? memchr(reader->at, '\0', (size_t)(reader->end - reader->at))
			: NULL;

	if (!nul) {
		nothing(reader);
		return "";
	}
	reader->at = nul + 1;
	return text;
}

size_t columns_next_count(struct columns_reader *reader)
{
	uint64_t count = columns_next(reader);

	return (size_t)(count <= (size_t)(reader->end - reader->at) ? count : nothing(reader));
}

bool columns_are_read(const struct columns_reader *reader)
{
	return reader->is_whole && reader->at == reader->end;
}
