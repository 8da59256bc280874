#include "intake/documents.h"

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "intake/csv_rows.h"
#include "intake/event_json.h"

const char *const document_form_names[DOCUMENT_FORM_COUNT] = {
	[DOCUMENT_JSON] = "json",
	[DOCUMENT_CSV] = "csv",
	[DOCUMENT_FRONT_MATTER] = "front-matter",
	[DOCUMENT_STANZAS] = "stanzas",
};

/* -- the whole file ----------------------------------------------------------------------- */

/* What the parsers behind this would pass or cut short without a word. */
static bool bytes_are_text(const struct buffer *text, struct error *error)
{
	const char *nul = memchr(text->bytes, '\0', text->length_bytes);
	size_t line = 1;

	for (const char *at = text->bytes; nul && at < nul; at++)
		line += *at == '\n';
	if (nul)
		return error_set(error, ERROR_INVALID,
				 "there is a NUL byte on line %zu; is this a text file?", line);
	if (!text_is_utf8(text->bytes, text->length_bytes))
		return error_set(error, ERROR_INVALID,
				 "this is not UTF-8 text; is it packed? unpack it first, as in "
				 "'zcat FILE | aplomb import ...'");
	return true;
}

static bool read_whole(FILE *file, struct buffer *text, struct error *error)
{
	static const char mark[] = "\xef\xbb\xbf";
	char bytes[64 * 1024];
	size_t count;

	while ((count = fread(bytes, 1, sizeof(bytes), file)) > 0) {
		if (text->length_bytes + count > DOCUMENTS_FILE_BYTES_MAX)
			return error_set(error, ERROR_INVALID,
					 "the file is longer than 512 MiB; import it in parts");
		buffer_add(text, bytes, count);
	}
	if (ferror(file))
		return error_set(error, ERROR_IO, "the file cannot be read: %s",
				 strerror(errno));
	if (text->length_bytes >= 3 && !memcmp(text->bytes, mark, 3))
		memset(text->bytes, ' ', 3);
	return bytes_are_text(text, error);
}

/* The first bytes that are no space or mark; EOF: there are none. Leaves the file as it was. */
static int first_byte(FILE *file)
{
	long begin = ftell(file);
	int byte = getc(file);

	if (begin < 0) { /* a pipe: one byte can be looked at */
		if (byte != EOF)
			ungetc(byte, file);
		return byte;
	}
	while (byte != EOF && strchr(" \t\r\n\xef\xbb\xbf", byte))
		byte = getc(file);
	if (fseek(file, begin, SEEK_SET))
		return EOF;
	return byte;
}

/* Which of several forms a file is of. */
static enum document_form choose_form(unsigned forms, FILE *file)
{
	enum document_form form = DOCUMENT_JSON;
	int first;

	while (!(forms & DOCUMENT_FORM_BIT(form)))
		form++;
	if (forms == DOCUMENT_FORM_BIT(form))
		return form;
	first = first_byte(file);
	if (form == DOCUMENT_JSON && first != EOF && !strchr("{[\x1e", first))
		do
			form++;
		while (!(forms & DOCUMENT_FORM_BIT(form)));
	if (form == DOCUMENT_CSV && first == '-' &&
	    forms & DOCUMENT_FORM_BIT(DOCUMENT_FRONT_MATTER))
		return DOCUMENT_FRONT_MATTER;
	return form;
}

bool documents_read(const struct document_reading *reading, FILE *file, struct error *error)
{
	enum document_form form = choose_form(reading->forms, file);
	struct buffer text;
	bool is_read;

	if (form == DOCUMENT_CSV)
		return documents_of_csv(reading, file, error);
	buffer_init(&text);
	is_read = read_whole(file, &text, error);
	if (is_read && form == DOCUMENT_JSON)
		is_read = documents_of_json(reading, &text, error);
	else if (is_read && form == DOCUMENT_FRONT_MATTER)
		is_read = documents_of_front_matter(reading, &text, error);
	else if (is_read)
		is_read = documents_of_stanzas(reading, &text, error);
	buffer_release(&text);
	return is_read;
}

/* -- CSV ---------------------------------------------------------------------------------- */

static bool copy_names(const struct csv_rows *rows, struct buffer *names, size_t *starts,
		       struct error *error)
{
	if (rows->cell_count > CSV_CELLS_MAX)
		return error_set(error, ERROR_INVALID, "line %zu: more than %d columns",
				 rows->line, CSV_CELLS_MAX);
	buffer_add(names, rows->cells.bytes, rows->cells.length_bytes);
	memcpy(starts, rows->starts, rows->cell_count * sizeof(*starts));
	return true;
}

/* The row as an object; an empty cell is no member. */
static bool row_to_json(struct csv_rows *rows, const struct buffer *names, const size_t *starts,
			size_t column_count, struct buffer *json, struct error *error)
{
	if (rows->cell_count != column_count)
		return error_set(error, ERROR_INVALID,
				 "the row has %zu cells, but the header has %zu",
				 rows->cell_count, column_count);
	if (!text_is_utf8(rows->cells.bytes, rows->cells.length_bytes))
		return error_set(error, ERROR_INVALID, "the row is not valid UTF-8");
	buffer_clear(json);
	buffer_add_char(json, '{');
	for (size_t i = 0; i < column_count; i++) {
		const char *cell = csv_rows_cell(rows, i);

		if (!*cell)
			continue;
		if (json->length_bytes > 1)
			buffer_add_char(json, ',');
		json_string_add(json, names->bytes + starts[i]);
		buffer_add_char(json, ':');
		json_string_add(json, cell);
	}
	buffer_add_char(json, '}');
	return true;
}

static bool each_row(const struct document_reading *reading, struct csv_rows *rows,
		     struct error *error)
{
	size_t starts[CSV_CELLS_MAX], column_count = rows->cell_count;
	struct buffer names, json;
	bool goes_on;
	enum csv_row row;

	buffer_init(&names);
	buffer_init(&json);
	goes_on = copy_names(rows, &names, starts, error);
	while (goes_on && (row = csv_rows_next(rows, error)) != CSV_ROW_END) {
		if (row == CSV_ROW_STUCK)
			goes_on = error_prefix(error, "line %zu", rows->line);
		else if (row == CSV_ROW &&
			 row_to_json(rows, &names, starts, column_count, &json, error))
			goes_on = reading->each(json.bytes, json.length_bytes, rows->line,
						reading->context, error);
		else
			goes_on = reading->refuse(rows->line, reading->context, error);
	}
	buffer_release(&json);
	buffer_release(&names);
	return goes_on;
}

bool documents_of_csv(const struct document_reading *reading, FILE *file, struct error *error)
{
	struct csv_rows rows;
	bool is_read = false;

	csv_rows_init(&rows, file);
	switch (csv_rows_next(&rows, error)) {
	case CSV_ROW:
		is_read = text_is_utf8(rows.cells.bytes, rows.cells.length_bytes)
				  ? each_row(reading, &rows, error)
				  : error_set(error, ERROR_INVALID, "this is not UTF-8 text");
		break;
	case CSV_ROW_END:
		error_set(error, ERROR_INVALID,
			  "there is nothing to read; the first row names the columns");
		break;
	case CSV_ROW_INVALID:
	case CSV_ROW_STUCK:
		error_prefix(error, "line %zu", rows.line);
		break;
	}
	csv_rows_release(&rows);
	return is_read;
}
