#include "base/history_name.h"

#include <stddef.h>
#include <string.h>

const char *history_name_ending(const char *name)
{
	static const char *const endings[] = {"-wal", "-shm", "-journal", ".lock", ".spool"};
	size_t length = strlen(name);

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		size_t ending_length = strlen(endings[i]);

		if (length >= ending_length &&
		    strcmp(name + length - ending_length, endings[i]) == 0)
			return endings[i];
	}
	return NULL;
}
