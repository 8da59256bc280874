/* What the tests of events share: one reader of JSON Lines for all tests of a program. */
#ifndef APLOMB_TESTS_UNIT_EVENT_SUPPORT_H
#define APLOMB_TESTS_UNIT_EVENT_SUPPORT_H

#include <string.h>

#include "intake/event_json.h"

static struct event_json *reader;
static struct arena arena;
static struct error error;

static inline int set_up(void **state)
{
	(void)state;
	arena_init(&arena);
	return event_json_open(&reader, &error) ? 0 : -1;
}

static inline int tear_down(void **state)
{
	(void)state;
	event_json_close(reader);
	arena_release(&arena);
	return 0;
}

static inline bool read_bytes(const char *line, size_t length_bytes, struct event *event)
{
	memset(&error, 0, sizeof(error));
	return event_json_read(reader, line, length_bytes, NULL, &arena, event, &error);
}

static inline struct event read_line(const char *line)
{
	struct event event = {0};

	if (!read_bytes(line, strlen(line), &event))
		fail_msg("%s: %s", line, error.message);
	return event;
}

#endif
