/*
 * Fuzzing one line of JSON Lines: the quick reader beside the whole one, and what is written
 * of an event.
 *
 * What must hold: what the quick reader takes, the whole one reads as the same event; and what
 * is written, as JSON or as CSV, is read as the same event again.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "intake/event_csv.h"
#include "intake/event_json.h"

static struct event_json *reader;

int LLVMFuzzerInitialize(int *argument_count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerInitialize(int *argument_count, char ***arguments)
{
	struct error error;

	(void)argument_count;
	(void)arguments;
	if (!event_json_open(&reader, &error))
		abort();
	return 0;
}

/* Two events are the same where they are written as the same line. */
static void is_same(const struct event *one, const struct event *other)
{
	struct buffer first, second;

	buffer_init(&first);
	buffer_init(&second);
	event_json_write(&first, one);
	event_json_write(&second, other);
	assert(!strcmp(first.bytes, second.bytes));
	buffer_release(&first);
	buffer_release(&second);
}

static void comes_back_in_json(const struct event *event, struct arena *arena)
{
	struct event again;
	struct buffer line;
	struct error error;

	buffer_init(&line);
	event_json_write(&line, event);
	assert(event_json_read(reader, line.bytes, line.length_bytes, NULL, arena, &again,
			       &error));
	is_same(event, &again);
	buffer_release(&line);
}

static void comes_back_in_csv(const struct event *event, struct arena *arena)
{
	struct event_csv rows;
	struct event again;
	struct buffer text;
	struct error error;
	FILE *file;

	buffer_init(&text);
	event_csv_write_header(&text, event->type);
	event_csv_write(&text, event);
	file = fmemopen(text.bytes, text.length_bytes, "r");
	if (!file)
		abort();
	assert(event_csv_open(&rows, file, event->type, NULL, &error));
	assert(event_csv_read(&rows, arena, &again, &error) == CSV_ROW);
	is_same(event, &again);
	event_csv_close(&rows);
	fclose(file);
	buffer_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	const char *line = (const char *)bytes;
	struct event event, quick;
	struct arena arena;
	struct error error;
	bool is_read;

	/* The importer's line: of text, without what ends one. */
	if (!size || memchr(line, '\n', size) || memchr(line, '\0', size) ||
	    !text_is_utf8(line, size))
		return 0;
	arena_init(&arena);
	is_read = event_json_read(reader, line, size, NULL, &arena, &event, &error);
	if (event_json_read_plain(line, size, NULL, &arena, &quick)) {
		assert(is_read);
		is_same(&event, &quick);
	}
	if (is_read) {
		assert(event_is_complete(&event, &error));
		comes_back_in_json(&event, &arena);
		comes_back_in_csv(&event, &arena);
	}
	arena_release(&arena);
	return 0;
}
