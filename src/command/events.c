/* aplomb events: the history itself, as text for people, or as it goes in again. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "command/command.h"
#include "export/output.h"
#include "export/plain.h"
#include "intake/event_csv.h"
#include "intake/event_json.h"
#include "report/event_summary.h"

#define CHUNK_BYTES ((size_t)256 * 1024)
#define TYPE_CELLS 12
#define SUBJECT_CELLS 16

/* One printing under way. */
struct listing {
	struct invocation *invocation;
	void (*add)(struct listing *listing, const struct event *event);
	const struct zone *zone;
	bool is_ascii;
	struct event_filter filter;
	bool has_heading;
	int64_t day; /* of the heading; DAY_NONE: of events without a date */
	struct buffer out;
	struct buffer cell;
};
#define DAY_NONE INT64_MIN

/* -- forms --------------------------------------------------------------------------------- */

static void add_json(struct listing *listing, const struct event *event)
{
	event_json_write(&listing->out, event);
}

static void add_csv(struct listing *listing, const struct event *event)
{
	event_csv_write(&listing->out, event);
}

/* What stands in listing->cell, at least that wide and two cells apart from what follows. */
static void add_cell(struct listing *listing, int width_cells)
{
	int cells = text_width_cells(listing->cell.bytes);

	if (listing->is_ascii)
		text_add_ascii(&listing->out, listing->cell.bytes, listing->cell.length_bytes);
	else
		buffer_add(&listing->out, listing->cell.bytes, listing->cell.length_bytes);
	buffer_clear(&listing->cell);
	if (width_cells)
		buffer_add_repeated(&listing->out, ' ',
				    cells < width_cells ? (size_t)(width_cells - cells) + 2
							: 2);
}

static void add_heading(struct listing *listing, instant at)
{
	int64_t day = at == INSTANT_NONE ? DAY_NONE : zone_local_day(listing->zone, at);

	if (listing->has_heading && day == listing->day)
		return;
	buffer_add_string(&listing->out, listing->has_heading ? "\n" : "");
	if (day == DAY_NONE)
		buffer_add_string(&listing->out, "Without a date");
	else
		event_add_day(&listing->out, day);
	buffer_add_char(&listing->out, '\n');
	listing->has_heading = true;
	listing->day = day;
}

static void add_text(struct listing *listing, const struct event *event)
{
	instant at = event_at(event);
	struct civil civil = zone_civil(listing->zone, at == INSTANT_NONE ? 0 : at);

	add_heading(listing, at);
	if (at == INSTANT_NONE)
		buffer_add_string(&listing->out, "         ");
	else
		buffer_addf(&listing->out, "  %02d:%02d  ", civil.hour, civil.minute);
	buffer_add_string(&listing->cell, event_type_word(event->type));
	add_cell(listing, TYPE_CELLS);
	event_add_subject(&listing->cell, event);
	add_cell(listing, SUBJECT_CELLS);
	event_add_summary(&listing->cell, event, listing->zone);
	add_cell(listing, 0);
	while (listing->out.bytes[listing->out.length_bytes - 1] == ' ')
		listing->out.bytes[--listing->out.length_bytes] = '\0';
	buffer_add_char(&listing->out, '\n');
}

static void add_plain(struct listing *listing, const struct event *event)
{
	plain_write_event(&listing->out, event, listing->zone, listing->is_ascii);
}

#define FORM_COUNT 3
static const char *const form_names[FORM_COUNT + 1] = {"text", "csv", "jsonl", NULL};
static void (*const form_adders[FORM_COUNT])(struct listing *listing,
					     const struct event *event) = {
	add_text,
	add_csv,
	add_json,
};

/* -- what was asked for -------------------------------------------------------------------- */

static bool choose_form(struct listing *listing, struct error *error)
{
	const char *name = listing->invocation->values[OPTION_FORMAT];
	const char *nearest;

	for (size_t i = 0; i < FORM_COUNT; i++) {
		if (strcmp(name ? name : "text", form_names[i]) != 0)
			continue;
		listing->add = form_adders[i];
		if (listing->add == add_csv && !listing->filter.type)
			return error_set(error, ERROR_USAGE,
					 "csv holds one type of event: choose it with --kind, "
					 "such as '--kind deployment'");
		if (listing->add == add_text &&
		    invocation_has(listing->invocation, OPTION_PLAIN))
			listing->add = add_plain;
		return true;
	}
	nearest = text_nearest(name, form_names, FORM_COUNT);
	if (nearest)
		return error_set(error, ERROR_USAGE,
				 "there is no format '%.80s' of events; did you mean '%s'?",
				 name, nearest);
	return error_set(error, ERROR_USAGE,
			 "there is no format '%.80s' of events; there are text, csv and jsonl",
			 name);
}

static bool choose_kind(struct listing *listing, struct error *error)
{
	const char *name = listing->invocation->values[OPTION_KIND];

	return !name || choose_event_type(name, &listing->filter.type, error) ||
	       error_prefix(error, "--kind");
}

/* A date given to --since takes that day in, as one given to --until does. */
static bool parse_since(const char *text, const struct zone *zone, instant *since,
			struct error *error)
{
	int64_t day;

	if (!date_parse(text, &day, error))
		return instant_parse_as_of(text, zone, since, error);
	*since = zone_day_start(zone, day);
	return true;
}

static bool choose_span(struct listing *listing, struct error *error)
{
	const char *since = listing->invocation->values[OPTION_SINCE];
	const char *until = listing->invocation->values[OPTION_UNTIL];

	listing->filter.since = listing->filter.until = INSTANT_NONE;
	if (since && !parse_since(since, listing->zone, &listing->filter.since, error)) {
		error->kind = ERROR_USAGE;
		return error_prefix(error, "--since");
	}
	if (until &&
	    !instant_parse_as_of(until, listing->zone, &listing->filter.until, error)) {
		error->kind = ERROR_USAGE;
		return error_prefix(error, "--until");
	}
	return true;
}

/* -- printing ------------------------------------------------------------------------------ */

static bool flush(struct listing *listing, struct error *error)
{
	bool is_written =
		output_write(NULL, listing->out.bytes, listing->out.length_bytes, error);

	buffer_clear(&listing->out);
	return is_written;
}

static bool add_event(const struct event *event, void *context, struct error *error)
{
	struct listing *listing = context;

	listing->add(listing, event);
	/* A file is put in place whole; stdout takes what there is. */
	return listing->out.length_bytes < CHUNK_BYTES ||
	       listing->invocation->values[OPTION_OUTPUT] || flush(listing, error);
}

static bool print_events(struct listing *listing, struct error *error)
{
	struct store *store;
	bool is_read = true;

	if (!invocation_store(listing->invocation, STORE_READ, &store, error))
		return false;
	if (listing->add == add_csv)
		event_csv_write_header(&listing->out, listing->filter.type);
	if (store) {
		is_read = store_each_event(store, &listing->filter, add_event, listing, error);
		store_close(store);
	}
	return is_read && output_write(listing->invocation->values[OPTION_OUTPUT],
				       listing->out.bytes, listing->out.length_bytes, error);
}

/* With a team, the catalog says which services and names are its own. */
static bool print_team(struct listing *listing, const char *id, struct error *error)
{
	struct catalog catalog;
	bool is_printed;

	if (!invocation_catalog(listing->invocation, &catalog, error))
		return false;
	listing->filter.catalog = &catalog;
	is_printed = invocation_team(&catalog, id, &listing->filter.team, error) &&
		     print_events(listing, error);
	catalog_release(&catalog);
	return is_printed;
}

static int run(struct invocation *invocation)
{
	struct listing listing = {.invocation = invocation,
				  .is_ascii = invocation_is_ascii(invocation)};
	struct error error;
	bool is_printed;

	if (invocation->argument_count > 1) {
		error_set(&error, ERROR_USAGE, "one team at a time; '%.80s' is not expected",
			  invocation->arguments[1]);
		return report_error(&error);
	}
	if (!choose_kind(&listing, &error) || !choose_form(&listing, &error) ||
	    !invocation_zone(invocation, &listing.zone, &error) ||
	    !choose_span(&listing, &error))
		return report_error(&error);
	buffer_init(&listing.out);
	buffer_init(&listing.cell);
	is_printed = invocation->argument_count
			     ? print_team(&listing, invocation->arguments[0], &error)
			     : print_events(&listing, &error);
	buffer_release(&listing.cell);
	buffer_release(&listing.out);
	return is_printed ? 0 : report_error(&error);
}

const struct command command_events = {
	.name = "events",
	.synopsis = "events [TEAM] [--kind K] [--since T] [--until T] [-f text|csv|jsonl]",
	.summary = "The history itself, in order of time",
	.run = run,
	.formats = form_names,
};
