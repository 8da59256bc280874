#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ARENA_BLOCK_BYTES ((size_t)64 * 1024)

struct arena_block {
	struct arena_block *older;
	size_t size_bytes;
	max_align_t bytes[];
};

void (*memory_exhausted_hook)(void);

_Noreturn void memory_exhausted(void)
{
	static const char message[] =
		"aplomb: out of memory; nothing recorded so far is lost\n";

	if (memory_exhausted_hook)
		memory_exhausted_hook();
	if (write(STDERR_FILENO, message, sizeof(message) - 1) < 0)
		_exit(1);
	_exit(1);
}

void *memory_resize(void *memory, size_t count, size_t size)
{
	void *resized;
	size_t bytes;

	if (size && count > SIZE_MAX / size)
		memory_exhausted();
	bytes = count * size;
	resized = realloc(memory, bytes ? bytes : 1);
	if (!resized)
		memory_exhausted();
	return resized;
}

void arena_init(struct arena *arena)
{
	arena->blocks = NULL;
	arena->used_bytes = 0;
}

static void free_blocks(struct arena_block *block)
{
	while (block) {
		struct arena_block *older = block->older;

		free(block);
		block = older;
	}
}

void arena_release(struct arena *arena)
{
	free_blocks(arena->blocks);
	arena_init(arena);
}

void arena_clear(struct arena *arena)
{
	if (arena->blocks) {
		free_blocks(arena->blocks->older);
		arena->blocks->older = NULL;
	}
	arena->used_bytes = 0;
}

/* What it held before is still in it. */
static void *arena_take(struct arena *arena, size_t count, size_t size)
{
	const size_t alignment = _Alignof(max_align_t);
	size_t bytes;
	void *memory;

	if (size && count > (SIZE_MAX / 2) / size)
		memory_exhausted();
	bytes = (count * size + alignment - 1) / alignment * alignment;
	if (!arena->blocks || arena->blocks->size_bytes - arena->used_bytes < bytes) {
		size_t block_bytes = bytes > ARENA_BLOCK_BYTES ? bytes : ARENA_BLOCK_BYTES;
		struct arena_block *block =
			memory_resize(NULL, 1, sizeof(struct arena_block) + block_bytes);

		block->older = arena->blocks;
		block->size_bytes = block_bytes;
		arena->blocks = block;
		arena->used_bytes = 0;
	}
	memory = (char *)arena->blocks->bytes + arena->used_bytes;
	arena->used_bytes += bytes;
	return memory;
}

void *arena_allocate(struct arena *arena, size_t count, size_t size)
{
	void *memory = arena_take(arena, count, size);

	memset(memory, 0, count * size);
	return memory;
}

char *arena_copy(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_take(arena, length + 1, 1);

	if (length)
		memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

char *arena_copy_string(struct arena *arena, const char *text)
{
	return arena_copy(arena, text, strlen(text));
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list arguments;
	va_list again;
	char *text;
	int length;

	va_start(arguments, format);
	va_copy(again, arguments);
	length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	text = arena_allocate(arena, (size_t)(length < 0 ? 0 : length) + 1, 1);
	if (length > 0)
		vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	return text;
}

void *arena_grow_more(struct arena *arena, void *array, size_t count, size_t *capacity,
		      size_t size)
{
	char *larger;

	*capacity = *capacity ? *capacity * 2 : 8;
	larger = arena_take(arena, *capacity, size);
	if (count)
		memcpy(larger, array, count * size);
	memset(larger + count * size, 0, (*capacity - count) * size);
	return larger;
}
