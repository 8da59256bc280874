/* The format "events": JSON Lines of the project's own. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "intake/event_json.h"
#include "intake/intake.h"

static bool line_is_blank(const char *line, size_t length_bytes)
{
	for (size_t i = 0; i < length_bytes; i++)
		if (!strchr(" \t\r\n", line[i]) || !line[i])
			return false;
	return true;
}

static bool read_line(struct intake *intake, struct event_json *reader, const char *line,
		      size_t length_bytes, struct error *error)
{
	struct arena arena;
	struct event event;
	bool goes_on;

	if (intake->line == 1 && length_bytes >= 3 && !memcmp(line, "\xef\xbb\xbf", 3)) {
		line += 3;
		length_bytes -= 3;
	}
	if (line_is_blank(line, length_bytes))
		return true;
	arena_init(&arena);
	goes_on = event_json_read(reader, line, length_bytes, intake->assumed_zone, &arena,
				  &event, error)
			  ? intake->put(intake, &event, error)
			  : intake->refuse(intake, error);
	arena_release(&arena);
	return goes_on;
}

static bool read_events(struct intake *intake, FILE *file, struct error *error)
{
	struct event_json *reader;
	size_t capacity_bytes = 0;
	bool goes_on = true;
	char *line = NULL;
	ssize_t length_bytes;

	if (!event_json_open(&reader, error))
		return false;
	intake->line = 0;
	errno = 0;
	while (goes_on && (length_bytes = getline(&line, &capacity_bytes, file)) >= 0) {
		intake->line++;
		goes_on = read_line(intake, reader, line, (size_t)length_bytes, error);
		errno = 0;
	}
	if (goes_on && !feof(file)) {
		if (errno == ENOMEM)
			memory_exhausted();
		goes_on = error_set(error, ERROR_IO, "%s cannot be read: %s", intake->place,
				    strerror(errno));
	}
	free(line);
	event_json_close(reader);
	return goes_on;
}

const struct intake_format intake_format_events = {
	.name = "events",
	.summary = "events as JSON Lines, as 'aplomb events -f jsonl' prints them",
	.options = "",
	.is_read_of_file = true,
	.read = read_events,
};
