/*
 * Memory that is given back all at once: one arena for each catalog, history, scorecard, frame.
 *
 * Rule: what is allocated from an arena is never freed alone. Out of memory ends the program
 * (memory_exhausted); a transaction under way is then rolled back by SQLite, so nothing
 * acknowledged is lost and nothing half-written is kept.
 */
#ifndef APLOMB_BASE_ARENA_H
#define APLOMB_BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *blocks; /* newest first */
	size_t used_bytes;	    /* of the newest block */
};

/* Caller's storage; an arena of zeros is a valid empty one. */
void arena_init(struct arena *arena);

/* Gives everything back; the arena may be used again. */
void arena_release(struct arena *arena);
/* The same, but for one block that is kept for what comes next. */
void arena_clear(struct arena *arena);

/* Zeroed memory, aligned for any type; size 0 gives a valid pointer. Never returns NULL. */
void *arena_allocate(struct arena *arena, size_t count, size_t size)
	__attribute__((returns_nonnull));

/* A NUL-terminated copy of the first `length` bytes of text. */
char *arena_copy(struct arena *arena, const char *text, size_t length)
	__attribute__((returns_nonnull));

/* A copy of a C string. */
char *arena_copy_string(struct arena *arena, const char *text) __attribute__((returns_nonnull));

char *arena_printf(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3), returns_nonnull));

/*
 * Room for one more element in a growing array that lives in an arena: returns the array,
 * moved if it had to grow. Capacities double, so the waste is at most the final size.
 */
void *arena_grow_more(struct arena *arena, void *array, size_t count, size_t *capacity,
		      size_t size) __attribute__((returns_nonnull));
static inline void *arena_grow(struct arena *arena, void *array, size_t count, size_t *capacity,
			       size_t size)
{
	return array && count < *capacity
		       ? array
		       : arena_grow_more(arena, array, count, capacity, size);
}

#define ARENA_NEW(arena, type) ((type *)arena_allocate((arena), 1, sizeof(type)))
#define ARENA_ARRAY(arena, count, type) ((type *)arena_allocate((arena), (count), sizeof(type)))

/* malloc and realloc for what outgrows an arena: never NULL, else memory_exhausted. */
void *memory_resize(void *memory, size_t count, size_t size) __attribute__((returns_nonnull));

/*
 * The one policy for "out of memory": restores the terminal (if memory_exhausted_hook is set),
 * says so on stderr and ends the process with status 1, without running exit handlers.
 */
_Noreturn void memory_exhausted(void);
extern void (*memory_exhausted_hook)(void);

#endif
