/* aplomb events: the history itself, as text for people, or as it goes in again. */
#include <string.h>

#include "base/text.h"
#include "board/event_writer.h"
#include "command/command.h"
#include "export/output.h"

#define CHUNK_BYTES ((size_t)256 * 1024)

/* One printing under way. */
struct listing {
	struct invocation *invocation;
	const char *format;
	const struct zone *zone;
	struct event_filter filter;
	struct event_writer writer;
	struct buffer out;
};

/* -- what was asked for -------------------------------------------------------------------- */

static bool choose_format(struct listing *listing, struct error *error)
{
	const char *name = listing->invocation->values[OPTION_FORMAT];
	const char *nearest;
	size_t count = 0;

	listing->format = NULL;
	for (; event_formats[count]; count++)
		if (strcmp(name ? name : event_formats[0], event_formats[count]) == 0)
			listing->format = event_formats[count];
	if (listing->format)
		return listing->filter.type || !event_format_is_of_one_type(listing->format) ||
		       error_set(error, ERROR_USAGE,
				 "csv holds one type of event: choose it with --kind, "
				 "such as '--kind deployment'");
	nearest = text_nearest(name, event_formats, count);
	if (nearest)
		return error_set(error, ERROR_USAGE,
				 "there is no format '%.*s' of events; did you mean '%s'?",
				 TEXT_CUT(name, 80), nearest);
	return error_set(error, ERROR_USAGE,
			 "there is no format '%.*s' of events; there are text, csv and jsonl",
			 TEXT_CUT(name, 80));
}

static bool choose_kind(struct listing *listing, struct error *error)
{
	const char *name = listing->invocation->values[OPTION_KIND];

	return !name || choose_event_type(name, &listing->filter.type, error) ||
	       error_prefix(error, "--kind");
}

static bool choose_span(struct listing *listing, struct error *error)
{
	const char *until = listing->invocation->values[OPTION_UNTIL];

	listing->filter.since = listing->filter.until = INSTANT_NONE;
	if (!invocation_since(listing->invocation, listing->zone, &listing->filter.since,
			      error))
		return false;
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

	event_writer_add(&listing->writer, event);
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
	event_writer_begin(&listing->writer, listing->invocation, listing->format,
			   listing->filter.type, listing->zone, &listing->out);
	if (store) {
		is_read = store_each_event(store, &listing->filter, add_event, listing, error);
		store_close(store);
	}
	event_writer_end(&listing->writer);
	return is_read && invocation_write(listing->invocation, &listing->out, error);
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
	struct listing listing = {.invocation = invocation};
	struct error error;
	bool is_printed;

	if (invocation->argument_count > 1) {
		error_set(&error, ERROR_USAGE, "one team at a time; '%.*s' is not expected",
			  TEXT_CUT(invocation->arguments[1], 80));
		return report_error(&error);
	}
	if (!choose_kind(&listing, &error) || !choose_format(&listing, &error) ||
	    !invocation_zone(invocation, &listing.zone, &error) ||
	    !choose_span(&listing, &error))
		return report_error(&error);
	buffer_init(&listing.out);
	is_printed = invocation->argument_count
			     ? print_team(&listing, invocation->arguments[0], &error)
			     : print_events(&listing, &error);
	buffer_release(&listing.out);
	return is_printed ? 0 : report_error(&error);
}

const struct command command_events = {
	.name = "events",
	.synopsis = "events [TEAM] [--kind K] [--since T] [--until T] [-f text|csv|jsonl]",
	.summary = "The history itself, in order of time",
	.run = run,
	.formats = event_formats,
};
