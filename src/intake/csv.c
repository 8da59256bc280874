/* The format "csv": events of one type, one on each row. */
#include "intake/event_csv.h"
#include "intake/intake.h"

static bool read_rows(struct intake *intake, struct event_csv *reader, struct error *error)
{
	for (;;) {
		struct arena arena;
		struct event event;
		enum csv_row row;
		bool goes_on = false;

		arena_init(&arena);
		row = event_csv_read(reader, &arena, &event, error);
		intake->line = reader->rows.line;
		if (row == CSV_ROW)
			goes_on = intake->put(intake, &event, false, error);
		else if (row == CSV_ROW_INVALID)
			goes_on = intake->refuse(intake, error);
		arena_release(&arena);
		if (row == CSV_ROW_END)
			return true;
		if (row == CSV_ROW_STUCK)
			return error_prefix(error, "%s:%zu", intake->place, reader->rows.line);
		if (!goes_on)
			return false;
	}
}

/* -- which type the header is of ------------------------------------------------------------
 */

/* Whether every column is a field of the type, and no required one is left out. */
static bool header_fits(struct csv_rows *rows, const struct event_type *type)
{
	size_t required = 0, found = 0;

	for (size_t i = 0; i < type->field_count; i++)
		required += type->fields[i].is_required;
	for (size_t i = 0; i < rows->cell_count; i++) {
		int field = event_field_find(type, csv_rows_cell(rows, i));

		if (field < 0)
			return false;
		found += type->fields[field].is_required;
	}
	return found == required;
}

/* The one type that the header fits; NULL: none, or more than one. Rewinds the file. */
static const struct event_type *type_of_header(FILE *file)
{
	const struct event_type *fitting = NULL;
	struct csv_rows rows;
	struct error ignored;
	size_t count = 0;

	csv_rows_init(&rows, file);
	if (csv_rows_next(&rows, &ignored) == CSV_ROW && rows.cell_count <= CSV_CELLS_MAX)
		for (size_t i = 0; i < EVENT_KIND_COUNT; i++) {
			if (!header_fits(&rows, &event_types[i]))
				continue;
			fitting = &event_types[i];
			count++;
		}
	csv_rows_release(&rows);
	rewind(file);
	return count == 1 ? fitting : NULL;
}

static bool recognises_csv(const struct intake_format *format, FILE *file)
{
	(void)format;
	return type_of_header(file) != NULL;
}

static bool read_csv(struct intake *intake, FILE *file, struct error *error)
{
	const struct event_type *type = intake->type ? intake->type : type_of_header(file);
	struct event_csv reader;
	bool is_read = false;

	if (!type)
		return error_set(error, ERROR_USAGE,
				 "%s: its header is not that of one type of event; say which "
				 "with '--type T', such as '--type deployment'",
				 intake->place);
	if (event_csv_open(&reader, file, type, intake->assumed_zone, error))
		is_read = read_rows(intake, &reader, error);
	else
		error_prefix(error, "%s:%zu", intake->place, reader.rows.line);
	event_csv_close(&reader);
	return is_read;
}

const struct intake_format intake_format_csv = {
	.name = "csv",
	.summary = "events of one type as CSV, the header row names the fields",
	.looks_like = "events as CSV",
	.options = "[--type T]",
	.is_read_of_file = true,
	.read = read_csv,
	.recognises = recognises_csv,
};
