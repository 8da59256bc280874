/*
 * Rows and cells of a CSV file (RFC 4180).
 *
 * Rule: rows and cells only; what they mean is the caller's. Blank lines are passed over, CR LF
 * is one line end, a byte order mark is nothing.
 */
#ifndef APLOMB_INTAKE_CSV_ROWS_H
#define APLOMB_INTAKE_CSV_ROWS_H

#include <stdbool.h>
#include <stdio.h>

#include "base/buffer.h"
#include "base/error.h"

#define CSV_ROW_BYTES_MAX ((size_t)16 * 1024 * 1024)
#define CSV_CELLS_MAX 256

struct csv_rows {
	FILE *file;  /* not owned */
	size_t line; /* where the row last read begins */
	size_t next_line;
	/* The row last read: its cells, each NUL-terminated, and where they begin. */
	struct buffer cells;
	size_t starts[CSV_CELLS_MAX];
	size_t cell_count; /* may be more than are kept */
	bool is_stuck; /* a quote was never closed: where the next row begins is not known */
};

void csv_rows_init(struct csv_rows *rows, FILE *file);
void csv_rows_release(struct csv_rows *rows);

enum csv_row {
	CSV_ROW,
	CSV_ROW_END,
	CSV_ROW_INVALID, /* this row is refused; the next one may be read */
	CSV_ROW_STUCK,	 /* nothing more can be read */
};

/* Reads the next row; *error is filled for the last two. */
enum csv_row csv_rows_next(struct csv_rows *rows, struct error *error);

/* The text of a kept cell, writable; valid until the next row. */
char *csv_rows_cell(struct csv_rows *rows, size_t column);

#endif
