#include "intake/csv_rows.h"

#include <errno.h>
#include <string.h>

static int next_byte(struct csv_rows *rows)
{
	int byte = getc_unlocked(rows->file);

	if (byte == '\n')
		rows->next_line++;
	return byte;
}

/* Takes a CR LF as one line end. */
static int next_character(struct csv_rows *rows)
{
	int byte = next_byte(rows);

	if (byte == '\r') {
		int following = getc_unlocked(rows->file);

		if (following == '\n')
			rows->next_line++;
		if (following == '\n' || following == EOF)
			return '\n';
		ungetc(following, rows->file);
	}
	return byte;
}

static bool cell_add(struct csv_rows *rows, int byte, struct error *error)
{
	if (!byte)
		return error_set(error, ERROR_INVALID, "there is a NUL byte in the row");
	if (rows->cells.length_bytes >= CSV_ROW_BYTES_MAX) {
		rows->is_stuck = true;
		return error_set(error, ERROR_INVALID,
				 "the row is longer than 16 MiB; is a quote not closed?");
	}
	buffer_add_char(&rows->cells, (char)byte);
	return true;
}

/* The bytes of a quoted cell up to its closing quote; *after is what follows that. */
static bool read_quoted_cell(struct csv_rows *rows, int *after, struct error *error)
{
	for (;;) {
		int byte = next_byte(rows);

		*after = byte;
		if (byte == EOF) {
			rows->is_stuck = true;
			return error_set(error, ERROR_INVALID,
					 "a cell's quote is not closed before the file ends");
		}
		if (byte == '"') {
			*after = next_character(rows);
			if (*after == ',' || *after == '\n' || *after == EOF)
				return true;
			if (*after != '"')
				return error_set(error, ERROR_INVALID,
						 "a comma is expected after a closing quote; a "
						 "quote in a quoted cell is written twice");
		}
		if (!cell_add(rows, byte, error))
			return false;
	}
}

/* A cell that begins with `byte`. */
static bool read_plain_cell(struct csv_rows *rows, int byte, int *after, struct error *error)
{
	for (; byte != ',' && byte != '\n' && byte != EOF; byte = next_character(rows)) {
		*after = byte;
		if (byte == '"')
			return error_set(error, ERROR_INVALID,
					 "a quote stands in a cell that does not begin with "
					 "one; put the whole cell in quotes");
		if (!cell_add(rows, byte, error))
			return false;
	}
	*after = byte;
	return true;
}

/* Reads one cell; where it cannot be read, passes over the rest of the line. */
static bool read_cell(struct csv_rows *rows, int first, int *after, struct error *error)
{
	size_t start = rows->cells.length_bytes;
	bool is_read = first == '"' ? read_quoted_cell(rows, after, error)
				    : read_plain_cell(rows, first, after, error);

	if (!is_read) {
		while (*after != '\n' && *after != EOF && !rows->is_stuck)
			*after = next_character(rows);
		return false;
	}
	buffer_add_char(&rows->cells, '\0');
	/* Of a row that is too long only the number of its cells matters. */
	if (rows->cell_count < CSV_CELLS_MAX)
		rows->starts[rows->cell_count] = start;
	rows->cell_count++;
	return true;
}

enum csv_row csv_rows_next(struct csv_rows *rows, struct error *error)
{
	int byte;

	do {
		rows->line = rows->next_line;
		byte = next_character(rows);
	} while (byte == '\n');
	if (ferror(rows->file)) {
		error_set(error, ERROR_IO, "the file cannot be read: %s", strerror(errno));
		return CSV_ROW_STUCK;
	}
	if (byte == EOF)
		return CSV_ROW_END;
	buffer_clear(&rows->cells);
	rows->cell_count = 0;
	while (read_cell(rows, byte, &byte, error)) {
		if (byte != ',')
			return CSV_ROW;
		byte = next_character(rows);
	}
	return rows->is_stuck ? CSV_ROW_STUCK : CSV_ROW_INVALID;
}

char *csv_rows_cell(struct csv_rows *rows, size_t column)
{
	return rows->cells.bytes + rows->starts[column];
}

/* Passes over a UTF-8 byte order mark. */
static void skip_mark(FILE *file)
{
	int byte = getc(file);

	if (byte == 0xef && getc(file) == 0xbb && getc(file) == 0xbf)
		return;
	if (byte != EOF)
		ungetc(byte, file);
}

void csv_rows_init(struct csv_rows *rows, FILE *file)
{
	*rows = (struct csv_rows){.file = file, .line = 1, .next_line = 1};
	buffer_init(&rows->cells);
	skip_mark(file);
}

void csv_rows_release(struct csv_rows *rows)
{
	buffer_release(&rows->cells);
}
