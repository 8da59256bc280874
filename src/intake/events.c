/* The format "events": JSON Lines of the project's own. */
#include <errno.h>
#include <string.h>

#include "intake/event_json.h"
#include "intake/intake.h"

static bool read_line(struct intake *intake, struct event_json *reader,
		      const struct buffer *line, struct error *error)
{
	struct arena arena;
	struct event event;
	bool goes_on;

	arena_init(&arena);
	goes_on = event_json_read(reader, line->bytes, line->length_bytes, intake->assumed_zone,
				  &arena, &event, error)
			  ? intake->put(intake, &event, false, error)
			  : intake->refuse(intake, error);
	arena_release(&arena);
	return goes_on;
}

static bool read_events(struct intake *intake, FILE *file, struct error *error)
{
	struct event_json *reader;
	struct buffer line;
	bool goes_on = true;

	if (!event_json_open(&reader, error))
		return false;
	buffer_init(&line);
	intake->line = 0;
	while (goes_on && event_json_next_line(file, &line, &intake->line))
		goes_on = read_line(intake, reader, &line, error);
	if (goes_on && ferror(file))
		goes_on = error_set(error, ERROR_IO, "%s cannot be read: %s", intake->place,
				    strerror(errno));
	buffer_release(&line);
	event_json_close(reader);
	return goes_on;
}

/* By its first event: other tools have an "incident" of their own, with other fields. */
static bool recognises_events(const struct intake_format *format, FILE *file)
{
	struct event_json *reader;
	struct error ignored;
	struct buffer line;
	struct arena arena;
	struct event event;
	size_t number = 0;
	bool is_ours;

	(void)format;
	if (!event_json_open(&reader, &ignored))
		return false;
	arena_init(&arena);
	buffer_init(&line);
	is_ours = event_json_next_line(file, &line, &number) &&
		  event_json_read(reader, line.bytes, line.length_bytes, &zone_utc, &arena,
				  &event, &ignored);
	buffer_release(&line);
	arena_release(&arena);
	event_json_close(reader);
	return is_ours;
}

const struct intake_format intake_format_events = {
	.name = "events",
	.summary = "events as JSON Lines, as 'aplomb events -f jsonl' prints them",
	.looks_like = "events of aplomb",
	.options = "",
	.is_read_of_file = true,
	.read = read_events,
	.recognises = recognises_events,
};
