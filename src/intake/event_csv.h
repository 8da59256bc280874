/*
 * Events as CSV (RFC 4180): a header row with the fields' names, then one event of one type on
 * each row.
 *
 * Rule: what goes in comes out. An empty cell is absent. A cell that a spreadsheet would take
 * for a formula (it begins with = + - @ TAB or CR) is written with a ' before it; reading takes
 * that ' off again. Changes are REV=T;REV=T and teams a;b in one cell, where \ stands before a
 * ; = or \ that belongs to a revision or an id.
 */
#ifndef APLOMB_INTAKE_EVENT_CSV_H
#define APLOMB_INTAKE_EVENT_CSV_H

#include <stdio.h>

#include "base/buffer.h"
#include "model/event.h"

#define EVENT_CSV_BYTES_MAX ((size_t)16 * 1024 * 1024)

struct event_csv {
	FILE *file; /* not owned */
	const struct event_type *type;
	const struct zone *assumed_zone; /* NULL: an instant needs its zone */
	size_t line;			 /* where the row last read begins */
	size_t next_line;
	int fields[EVENT_FIELDS_MAX]; /* by column */
	size_t column_count;
	/* The row last read: its cells, each NUL-terminated, and where they begin. */
	struct buffer cells;
	size_t starts[EVENT_FIELDS_MAX + 1];
	size_t cell_count;
	bool is_stuck; /* a quote was never closed: where the next row begins is not known */
};

/*
 * Begins reading: takes the header row. Fails with ERROR_INVALID (an unknown or repeated
 * column, no header) or ERROR_IO, after which only event_csv_close() may follow.
 */
bool event_csv_open(struct event_csv *reader, FILE *file, const struct event_type *type,
		    const struct zone *assumed_zone, struct error *error);
void event_csv_close(struct event_csv *reader);

enum event_csv_row {
	EVENT_CSV_EVENT,
	EVENT_CSV_END,
	EVENT_CSV_INVALID, /* this row is refused; the next one may be read */
	EVENT_CSV_STUCK,   /* nothing more can be read */
};

/*
 * Reads the next row into a complete event, whose texts lie in the arena. reader->line says
 * where it stands; *error is filled for the last two.
 */
enum event_csv_row event_csv_read(struct event_csv *reader, struct arena *arena,
				  struct event *event, struct error *error);

/* Appends the header row of a type, with its CR LF. */
void event_csv_write_header(struct buffer *buffer, const struct event_type *type);
/* Appends one event as a row. */
void event_csv_write(struct buffer *buffer, const struct event *event);

#endif
