/* Events in the formats of `events -f`: for people, or to go in again. */
#include "board/event_writer.h"

#include <string.h>

#include "base/text.h"
#include "export/plain.h"
#include "intake/event_csv.h"
#include "intake/event_json.h"
#include "report/event_summary.h"

#define TYPE_CELLS 12
#define SUBJECT_CELLS 16
#define DAY_NONE INT64_MIN

static void add_json(struct event_writer *writer, const struct event *event)
{
	event_json_write(writer->out, event);
}

static void add_csv(struct event_writer *writer, const struct event *event)
{
	event_csv_write(writer->out, event);
}

/* What stands in writer->cell, at least that wide and two cells apart from what follows. */
static void add_cell(struct event_writer *writer, int width_cells)
{
	int cells = text_width_cells(writer->cell.bytes);

	if (writer->is_ascii)
		text_add_ascii(writer->out, writer->cell.bytes, writer->cell.length_bytes);
	else
		buffer_add(writer->out, writer->cell.bytes, writer->cell.length_bytes);
	buffer_clear(&writer->cell);
	if (width_cells)
		buffer_add_repeated(writer->out, ' ',
				    cells < width_cells ? (size_t)(width_cells - cells) + 2
							: 2);
}

static void add_heading(struct event_writer *writer, instant at)
{
	int64_t day = at == INSTANT_NONE ? DAY_NONE : zone_local_day(writer->zone, at);

	if (writer->has_heading && day == writer->day)
		return;
	buffer_add_string(writer->out, writer->has_heading ? "\n" : "");
	if (day == DAY_NONE)
		buffer_add_string(writer->out, "Without a date");
	else
		event_add_day(writer->out, day);
	buffer_add_char(writer->out, '\n');
	writer->has_heading = true;
	writer->day = day;
}

static void add_text(struct event_writer *writer, const struct event *event)
{
	instant at = event_at(event);
	struct civil civil = zone_civil(writer->zone, at == INSTANT_NONE ? 0 : at);

	add_heading(writer, at);
	if (at == INSTANT_NONE)
		buffer_add_string(writer->out, "         ");
	else
		buffer_addf(writer->out, "  %02d:%02d  ", civil.hour, civil.minute);
	buffer_add_string(&writer->cell, event_type_word(event->type));
	add_cell(writer, TYPE_CELLS);
	event_add_subject(&writer->cell, event);
	add_cell(writer, SUBJECT_CELLS);
	event_add_summary(&writer->cell, event, writer->zone);
	add_cell(writer, 0);
	while (writer->out->bytes[writer->out->length_bytes - 1] == ' ')
		writer->out->bytes[--writer->out->length_bytes] = '\0';
	buffer_add_char(writer->out, '\n');
}

static void add_plain(struct event_writer *writer, const struct event *event)
{
	plain_write_event(writer->out, event, writer->zone, writer->is_ascii);
}

#define FORMAT_COUNT 3
const char *const event_formats[FORMAT_COUNT + 1] = {"text", "csv", "jsonl", NULL};
static void (*const adders[FORMAT_COUNT])(struct event_writer *writer,
					  const struct event *event) = {
	add_text,
	add_csv,
	add_json,
};

const char *event_ending(const char *format)
{
	return strcmp(format, "text") == 0 ? "txt" : format;
}

bool event_format_is_of_one_type(const char *format)
{
	return strcmp(format, "csv") == 0;
}

void event_writer_begin(struct event_writer *writer, const struct invocation *invocation,
			const char *format, const struct event_type *type,
			const struct zone *zone, struct buffer *out)
{
	*writer = (struct event_writer){
		.add = add_text,
		.zone = zone,
		.is_ascii = invocation_is_ascii(invocation),
		.out = out,
	};
	buffer_init(&writer->cell);
	for (size_t i = 0; i < FORMAT_COUNT; i++)
		if (strcmp(format, event_formats[i]) == 0)
			writer->add = adders[i];
	if (writer->add == add_text && invocation_has(invocation, OPTION_PLAIN))
		writer->add = add_plain;
	if (writer->add == add_csv)
		event_csv_write_header(out, type);
}

void event_writer_add(struct event_writer *writer, const struct event *event)
{
	writer->add(writer, event);
}

void event_writer_end(struct event_writer *writer)
{
	buffer_release(&writer->cell);
}
