#include "ui/widgets/words.h"

void words_release(struct words *words)
{
	arena_release(&words->arena);
	buffer_release(&words->buffer);
}

void words_clear(struct words *words)
{
	arena_release(&words->arena);
	buffer_clear(&words->buffer);
}

const char *words_take(struct words *words)
{
	const char *bytes = words->buffer.bytes;
	const char *text =
		arena_copy(&words->arena, bytes ? bytes : "", words->buffer.length_bytes);

	buffer_clear(&words->buffer);
	return text;
}
