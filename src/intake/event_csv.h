/*
 * Events as CSV (RFC 4180): a header row with the fields' names, then one event of one type on
 * each row.
 *
 * Rule: what goes in comes out. An empty cell is absent. A cell that a spreadsheet would take
 * for a formula (it begins with = + - @ TAB or CR) is written with a ' before it; reading takes
 * that ' off again. What a terminal would obey, but for tabs and line ends, is written as a
 * token
 * (<U+001B>), which reading puts back. Changes are REV=T;REV=T and teams a;b in one cell, where
 * \ stands before a ; = or \ that belongs to a revision or an id.
 */
#ifndef APLOMB_INTAKE_EVENT_CSV_H
#define APLOMB_INTAKE_EVENT_CSV_H

#include <stdio.h>

#include "base/buffer.h"
#include "intake/csv_rows.h"
#include "model/event.h"

struct event_csv {
	struct csv_rows rows;
	const struct event_type *type;
	const struct zone *assumed_zone; /* NULL: an instant needs its zone */
	int fields[EVENT_FIELDS_MAX];	 /* by column */
	size_t column_count;
};

/*
 * Begins reading: takes the header row. Fails with ERROR_INVALID (an unknown or repeated
 * column, no header) or ERROR_IO, after which only event_csv_close() may follow.
 */
bool event_csv_open(struct event_csv *reader, FILE *file, const struct event_type *type,
		    const struct zone *assumed_zone, struct error *error);
void event_csv_close(struct event_csv *reader);

/*
 * Reads the next row into a complete event, whose texts lie in the arena. reader->rows.line
 * says where it stands; *error is filled where it is refused.
 */
enum csv_row event_csv_read(struct event_csv *reader, struct arena *arena, struct event *event,
			    struct error *error);

/* Appends the header row of a type, with its CR LF. */
void event_csv_write_header(struct buffer *buffer, const struct event_type *type);
/* Appends one event as a row. */
void event_csv_write(struct buffer *buffer, const struct event *event);

#endif
