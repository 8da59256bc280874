/*
 * Events as JSON: one object on one line (JSON Lines).
 *
 * Rule: what goes in comes out. Reading is strict: unknown and repeated keys and values of the
 * wrong shape are refused with words; null means absent.
 */
#ifndef APLOMB_INTAKE_EVENT_JSON_H
#define APLOMB_INTAKE_EVENT_JSON_H

#include <stdio.h>

#include "base/buffer.h"
#include "model/event.h"

#define EVENT_JSON_BYTES_MAX ((size_t)16 * 1024 * 1024)

struct event_json; /* a reader; it keeps SQLite's JSON functions ready */

/* Fails with ERROR_IO. */
bool event_json_open(struct event_json **reader, struct error *error);
void event_json_close(struct event_json *reader);

/*
 * Reads one object into a complete event, whose texts lie in the arena. Fails with
 * ERROR_INVALID: what is wrong, without the place.
 */
bool event_json_read(struct event_json *reader, const char *line, size_t length_bytes,
		     const struct zone *assumed_zone, struct arena *arena, struct event *event,
		     struct error *error);

/*
 * The same of a record that is plain, much faster; false where it is not, or is not right
 * either. Its bytes have been found sound; *event means nothing where it fails.
 */
bool event_json_read_plain(const char *line, size_t length_bytes,
			   const struct zone *assumed_zone, struct arena *arena,
			   struct event *event);

/*
 * Reads the next line that is not blank, without a byte order mark; *line counts all lines.
 * What is longer than EVENT_JSON_BYTES_MAX is cut short just beyond it, to be refused. False at
 * the end of the file or where it cannot be read (ferror).
 */
bool event_json_next_line(FILE *file, struct buffer *text, size_t *line);

/*
 * Appends the event as one line with its newline: "type" first, then the fields in their order,
 * absent ones left out. Characters that a terminal would obey are written as \u escapes.
 */
void event_json_write(struct buffer *buffer, const struct event *event);

/* Whether a text in JSON holds \u0000, where SQLite would cut it short without a word. */
bool json_has_nul(const char *json, size_t length_bytes);

/* Appends JSON with all characters that are not ASCII as \u escapes: they stand in texts. */
void json_add_ascii(struct buffer *buffer, const char *json, size_t length_bytes);

/* Appends a text as a JSON string, with its quotes. */
void json_string_add(struct buffer *buffer, const char *text);

#endif
