/*
 * Events on their way out, one after the other, in one of the formats of `events -f`.
 *
 * Rule: text is for people, by days; csv and jsonl go in again as they are.
 */
#ifndef APLOMB_BOARD_EVENT_WRITER_H
#define APLOMB_BOARD_EVENT_WRITER_H

#include "board/board.h"
#include "model/event.h"

/* "text", "csv", "jsonl", NULL; the first is the one where none is asked for. */
extern const char *const event_formats[];
/* How the name of a file of that format ends. */
const char *event_ending(const char *format);
/* Whether it holds events of one type alone. */
bool event_format_is_of_one_type(const char *format);

struct event_writer {
	void (*add)(struct event_writer *writer, const struct event *event);
	const struct zone *zone;
	bool is_ascii;
	bool has_heading;
	int64_t day; /* of the heading */
	struct buffer *out;
	struct buffer cell;
};

/*
 * Begins to append to `out`; format: one of event_formats; type: of all that will be added,
 * NULL: of several. Each begin has its end.
 */
void event_writer_begin(struct event_writer *writer, const struct invocation *invocation,
			const char *format, const struct event_type *type,
			const struct zone *zone, struct buffer *out);
void event_writer_add(struct event_writer *writer, const struct event *event);
void event_writer_end(struct event_writer *writer);

#endif
