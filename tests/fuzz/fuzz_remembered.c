/*
 * Fuzzing the file between two sessions: the bytes follow its first two lines.
 *
 * What must hold: no crash, and what was read is written and read again as the same.
 */
#include <assert.h>
#include <string.h>

#include "viewer/remembered.h"

#define HISTORY "/h.db"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct session_state state = {0}, again = {0};
	struct buffer file, first, second;
	struct arena arena;

	arena_init(&arena);
	buffer_init(&file);
	buffer_init(&first);
	buffer_init(&second);
	remembered_parse((const char *)bytes, size, HISTORY, &arena, &state);
	buffer_add_string(&file, "aplomb-view 1\nhistory " HISTORY "\n");
	buffer_add(&file, (const char *)bytes, size);
	if (remembered_parse(file.bytes, file.length_bytes, HISTORY, &arena, &state)) {
		remembered_add(&first, HISTORY, &state);
		assert(remembered_parse(first.bytes, first.length_bytes, HISTORY, &arena,
					&again));
		remembered_add(&second, HISTORY, &again);
		assert(!strcmp(first.bytes, second.bytes));
	}
	buffer_release(&file);
	buffer_release(&first);
	buffer_release(&second);
	arena_release(&arena);
	return 0;
}
