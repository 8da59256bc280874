#include "intake/event_csv.h"

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "intake/event_text.h"

#define GUARD '\''
#define ESCAPE '\\'

/* -- rows and cells ----------------------------------------------------------------------- */

static int next_byte(struct event_csv *reader)
{
	int byte = getc_unlocked(reader->file);

	if (byte == '\n')
		reader->next_line++;
	return byte;
}

/* Takes a CR LF as one line end. */
static int next_character(struct event_csv *reader)
{
	int byte = next_byte(reader);

	if (byte == '\r') {
		int following = getc_unlocked(reader->file);

		if (following == '\n')
			reader->next_line++;
		if (following == '\n' || following == EOF)
			return '\n';
		ungetc(following, reader->file);
	}
	return byte;
}

static bool cell_add(struct event_csv *reader, int byte, struct error *error)
{
	if (!byte)
		return error_set(error, ERROR_INVALID, "there is a NUL byte in the row");
	if (reader->cells.length_bytes >= EVENT_CSV_BYTES_MAX) {
		reader->is_stuck = true;
		return error_set(error, ERROR_INVALID,
				 "the row is longer than 16 MiB; is a quote not closed?");
	}
	buffer_add_char(&reader->cells, (char)byte);
	return true;
}

/* The bytes of a quoted cell up to its closing quote; *after is what follows that. */
static bool read_quoted_cell(struct event_csv *reader, int *after, struct error *error)
{
	for (;;) {
		int byte = next_byte(reader);

		*after = byte;
		if (byte == EOF) {
			reader->is_stuck = true;
			return error_set(error, ERROR_INVALID,
					 "a cell's quote is not closed before the file ends");
		}
		if (byte == '"') {
			*after = next_character(reader);
			if (*after == ',' || *after == '\n' || *after == EOF)
				return true;
			if (*after != '"')
				return error_set(error, ERROR_INVALID,
						 "a comma is expected after a closing quote; a "
						 "quote in a quoted cell is written twice");
		}
		if (!cell_add(reader, byte, error))
			return false;
	}
}

/* A cell that begins with `byte`. */
static bool read_plain_cell(struct event_csv *reader, int byte, int *after, struct error *error)
{
	for (; byte != ',' && byte != '\n' && byte != EOF; byte = next_character(reader)) {
		*after = byte;
		if (byte == '"')
			return error_set(error, ERROR_INVALID,
					 "a quote stands in a cell that does not begin with "
					 "one; put the whole cell in quotes");
		if (!cell_add(reader, byte, error))
			return false;
	}
	*after = byte;
	return true;
}

/* Reads one cell; where it cannot be read, passes over the rest of the line. */
static bool read_cell(struct event_csv *reader, int first, int *after, struct error *error)
{
	size_t start = reader->cells.length_bytes;
	bool is_read = first == '"' ? read_quoted_cell(reader, after, error)
				    : read_plain_cell(reader, first, after, error);

	if (!is_read) {
		while (*after != '\n' && *after != EOF && !reader->is_stuck)
			*after = next_character(reader);
		return false;
	}
	buffer_add_char(&reader->cells, '\0');
	/* Of a row that is too long only the number of its cells matters. */
	if (reader->cell_count <= EVENT_FIELDS_MAX)
		reader->starts[reader->cell_count] = start;
	reader->cell_count++;
	return true;
}

static enum event_csv_row read_row(struct event_csv *reader, struct error *error)
{
	int byte;

	do {
		reader->line = reader->next_line;
		byte = next_character(reader);
	} while (byte == '\n');
	if (ferror(reader->file)) {
		error_set(error, ERROR_IO, "the file cannot be read: %s", strerror(errno));
		return EVENT_CSV_STUCK;
	}
	if (byte == EOF)
		return EVENT_CSV_END;
	buffer_clear(&reader->cells);
	reader->cell_count = 0;
	while (read_cell(reader, byte, &byte, error)) {
		if (byte != ',')
			return EVENT_CSV_EVENT;
		byte = next_character(reader);
	}
	return reader->is_stuck ? EVENT_CSV_STUCK : EVENT_CSV_INVALID;
}

/* The text of a cell, its guard taken off; writable. */
static char *row_cell(struct event_csv *reader, size_t column)
{
	return reader->cells.bytes + reader->starts[column];
}

/* Whether a spreadsheet would take it for a formula, guards in front of it or not. */
static bool looks_like_formula(const char *text)
{
	text += strspn(text, "'");
	return *text && strchr("=+-@\t\r", *text);
}

static char *unguarded(char *text)
{
	return *text == GUARD && looks_like_formula(text) ? text + 1 : text;
}

/* -- the header --------------------------------------------------------------------------- */

static bool refuse_column(const struct event_type *type, const char *name, struct error *error)
{
	const char *names[EVENT_FIELDS_MAX];
	const char *nearest;

	for (size_t i = 0; i < type->field_count; i++)
		names[i] = type->fields[i].name;
	nearest = text_nearest(name, names, type->field_count);
	if (nearest)
		return error_set(error, ERROR_INVALID,
				 "the column '%.80s' is not a field of %s; did you mean '%s'?",
				 name, type->name, nearest);
	return error_set(error, ERROR_INVALID, "the column '%.80s' is not a field of %s", name,
			 type->name);
}

static bool read_columns(struct event_csv *reader, struct error *error)
{
	bool has_column[EVENT_FIELDS_MAX] = {false};

	for (size_t i = 0; i < reader->cell_count; i++) {
		/* There are fewer fields than kept cells: one too many is unknown or twice. */
		const char *name = row_cell(reader, i);
		int field = event_field_find(reader->type, name);

		if (field < 0)
			return refuse_column(reader->type, name, error);
		if (has_column[field])
			return error_set(error, ERROR_INVALID, "the column '%s' is there twice",
					 name);
		has_column[field] = true;
		reader->fields[i] = field;
	}
	reader->column_count = reader->cell_count;
	for (size_t i = 0; i < reader->type->field_count; i++)
		if (reader->type->fields[i].is_required && !has_column[i])
			return error_set(error, ERROR_INVALID, "%s needs a column '%s' (%s)",
					 reader->type->name, reader->type->fields[i].name,
					 reader->type->fields[i].help);
	return true;
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

bool event_csv_open(struct event_csv *reader, FILE *file, const struct event_type *type,
		    const struct zone *assumed_zone, struct error *error)
{
	*reader = (struct event_csv){.file = file,
				     .type = type,
				     .assumed_zone = assumed_zone,
				     .line = 1,
				     .next_line = 1};
	buffer_init(&reader->cells);
	skip_mark(file);
	switch (read_row(reader, error)) {
	case EVENT_CSV_EVENT:
		return read_columns(reader, error);
	case EVENT_CSV_END:
		return error_set(error, ERROR_INVALID,
				 "there is nothing to read; the first row names the columns");
	case EVENT_CSV_INVALID:
	case EVENT_CSV_STUCK:
		break;
	}
	return false;
}

void event_csv_close(struct event_csv *reader)
{
	buffer_release(&reader->cells);
}

/* -- lists in one cell -------------------------------------------------------------------- */

/* Where the item ends: at a divider that is not escaped, or at the end. */
static char *item_end(char *text)
{
	while (*text && *text != ';') {
		if (*text == ESCAPE && text[1])
			text++;
		text++;
	}
	return text;
}

/* The last = that is not escaped; NULL where there is none. */
static char *item_divider(char *text)
{
	char *divider = NULL;

	for (; *text; text++) {
		if (*text == ESCAPE && text[1])
			text++;
		else if (*text == '=')
			divider = text;
	}
	return divider;
}

static void unescape(char *text)
{
	char *to = text;

	for (; *text; text++) {
		if (*text == ESCAPE && text[1])
			text++;
		*to++ = *text;
	}
	*to = '\0';
}

static bool read_list(struct event_csv *reader, int field, char *text, struct arena *arena,
		      struct event *event, struct error *error)
{
	enum field_kind kind = event->type->fields[field].kind;
	bool is_last = false;

	for (char *end; !is_last; text = end + 1) {
		char *divider = NULL;
		bool is_set;

		end = item_end(text);
		is_last = !*end;
		*end = '\0';
		if (end == text)
			continue;
		if (kind == FIELD_CHANGES && (divider = item_divider(text)))
			*divider++ = '\0';
		unescape(text);
		is_set = kind == FIELD_CHANGES
				 ? event_add_change(event, field, text, divider,
						    reader->assumed_zone, arena, error)
				 : event_set(event, field, text, NULL, arena, error);
		if (!is_set)
			return false;
	}
	return true;
}

/* -- events ------------------------------------------------------------------------------- */

static bool read_event(struct event_csv *reader, struct arena *arena, struct event *event,
		       struct error *error)
{
	if (reader->cell_count != reader->column_count)
		return error_set(error, ERROR_INVALID,
				 "the row has %zu cells, but the header has %zu",
				 reader->cell_count, reader->column_count);
	event_init(event, reader->type);
	for (size_t i = 0; i < reader->column_count; i++) {
		char *text = unguarded(row_cell(reader, i));
		int field = reader->fields[i];
		enum field_kind kind = reader->type->fields[field].kind;
		bool is_list = kind == FIELD_CHANGES || kind == FIELD_TEAMS;

		if (!*text)
			continue;
		if (is_list ? !read_list(reader, field, text, arena, event, error)
			    : !event_set(event, field, text, reader->assumed_zone, arena,
					 error))
			return false;
	}
	return event_is_complete(event, error);
}

enum event_csv_row event_csv_read(struct event_csv *reader, struct arena *arena,
				  struct event *event, struct error *error)
{
	enum event_csv_row row = read_row(reader, error);
	struct event read;

	if (row != EVENT_CSV_EVENT)
		return row;
	if (!read_event(reader, arena, &read, error))
		return EVENT_CSV_INVALID;
	*event = read;
	return EVENT_CSV_EVENT;
}

/* -- writing ------------------------------------------------------------------------------ */

static void cell_write(struct buffer *buffer, const char *text)
{
	bool is_quoted = text[strcspn(text, ",\"\r\n")] || *text == ' ' ||
			 (*text && text[strlen(text) - 1] == ' ');

	if (is_quoted)
		buffer_add_char(buffer, '"');
	if (looks_like_formula(text))
		buffer_add_char(buffer, GUARD);
	for (; *text; text++) {
		if (*text == '"')
			buffer_add_char(buffer, '"');
		buffer_add_char(buffer, *text);
	}
	if (is_quoted)
		buffer_add_char(buffer, '"');
}

static void escaped_add(struct buffer *cell, const char *text)
{
	for (; *text; text++) {
		if (*text == ';' || *text == '=' || *text == ESCAPE)
			buffer_add_char(cell, ESCAPE);
		buffer_add_char(cell, *text);
	}
}

static void list_add(struct buffer *cell, const struct event_value *value, enum field_kind kind)
{
	char text[INSTANT_TEXT_BYTES];

	for (size_t i = 0; i < value->count; i++) {
		if (i)
			buffer_add_char(cell, ';');
		if (kind == FIELD_TEAMS) {
			escaped_add(cell, value->teams[i]);
			continue;
		}
		escaped_add(cell, value->changes[i].revision);
		if (value->changes[i].committed_at != INSTANT_NONE)
			buffer_addf(cell, "=%s",
				    instant_format(value->changes[i].committed_at, text));
	}
}

void event_csv_write_header(struct buffer *buffer, const struct event_type *type)
{
	for (size_t i = 0; i < type->field_count; i++)
		buffer_addf(buffer, "%s%s", i ? "," : "", type->fields[i].name);
	buffer_add_string(buffer, "\r\n");
}

void event_csv_write(struct buffer *buffer, const struct event *event)
{
	struct buffer cell;

	buffer_init(&cell);
	for (size_t i = 0; i < event->type->field_count; i++) {
		enum field_kind kind = event->type->fields[i].kind;

		buffer_clear(&cell);
		if (i)
			buffer_add_char(buffer, ',');
		if (kind == FIELD_CHANGES || kind == FIELD_TEAMS)
			list_add(&cell, &event->values[i], kind);
		else
			event_value_add(&cell, event, (int)i);
		cell_write(buffer, cell.bytes);
	}
	buffer_release(&cell);
	buffer_add_string(buffer, "\r\n");
}
