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
			goes_on = intake->put(intake, &event, error);
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

static bool check_csv(const struct intake *intake, struct error *error)
{
	return intake->type || error_set(error, ERROR_USAGE,
					 "csv needs '--type T', such as '--type deployment'");
}

static bool read_csv(struct intake *intake, FILE *file, struct error *error)
{
	struct event_csv reader;
	bool is_read = false;

	if (event_csv_open(&reader, file, intake->type, intake->assumed_zone, error))
		is_read = read_rows(intake, &reader, error);
	else
		error_prefix(error, "%s:%zu", intake->place, reader.rows.line);
	event_csv_close(&reader);
	return is_read;
}

const struct intake_format intake_format_csv = {
	.name = "csv",
	.summary = "events of one type as CSV, the header row names the fields",
	.options = "--type T",
	.is_read_of_file = true,
	.check = check_csv,
	.read = read_csv,
};
