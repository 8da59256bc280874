/* aplomb record: one event from the command line, or many from stdin, each durable at once. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "command/fields.h"
#include "intake/event_json.h"
#include "intake/spool.h"
#include "recording/event_keeper.h"

/* The words after "record", taken apart. */
struct recording {
	struct invocation *invocation;
	struct given_fields fields;
	bool is_stdin;
	bool wants_help;
	struct event_keeper keeper;
	bool is_told;	 /* that lines go to the spool from here, and why */
	bool is_spooled; /* what ends here waits there */
};

/* -- the words after "record" -------------------------------------------------------------- */

static bool set_type(struct recording *recording, const char *word, struct error *error)
{
	if (word[0] == '-' && word[1])
		return error_set(error, ERROR_USAGE,
				 "'%.*s' is not an option of 'aplomb record TYPE'; global "
				 "options go before 'record'",
				 TEXT_CUT(word, 80));
	if (recording->fields.type)
		return error_set(error, ERROR_USAGE,
				 "'%.*s' is not expected here; a field is given as --field "
				 "value",
				 TEXT_CUT(word, 80));
	return choose_event_type(word, &recording->fields.type, error);
}

/* One of record's own options; *is_taken says whether it was. Fields of that name go first. */
static bool take_own_option(struct recording *recording, const char *name, const char *attached,
			    bool *is_taken, struct error *error)
{
	*is_taken = true;
	if (!strcmp(name, "assume-zone"))
		return given_fields_value(&recording->fields, name, attached,
					  &recording->invocation->values[OPTION_ASSUME_ZONE],
					  error);
	if (attached)
		*is_taken = false;
	else if (!strcmp(name, "replace"))
		recording->keeper.replaces = true;
	else if (!strcmp(name, "stdin"))
		recording->is_stdin = true;
	else if (!strcmp(name, "help"))
		recording->wants_help = true;
	else
		*is_taken = false;
	return true;
}

static bool take_option(struct recording *recording, const char *word, struct error *error)
{
	const char *equals = strchr(word, '=');
	size_t length = equals ? (size_t)(equals - word) : strlen(word);
	const char *name = arena_copy(&recording->invocation->arena, word, length);
	const char *attached = equals ? equals + 1 : NULL;
	int field = given_fields_find(&recording->fields, name);
	bool is_taken = false;

	if (field >= 0)
		return given_fields_take(&recording->fields, field, attached, error);
	if (!take_own_option(recording, name, attached, &is_taken, error))
		return false;
	return is_taken || given_fields_refuse(&recording->fields, name, error);
}

static bool parse(struct recording *recording, struct error *error)
{
	struct invocation *invocation = recording->invocation;
	struct given_fields *fields = &recording->fields;

	given_fields_init(fields, invocation, "record deployment --service S --at T");
	recording->is_stdin = invocation->values[OPTION_STDIN] != NULL;
	recording->keeper.replaces = invocation->values[OPTION_REPLACE] != NULL;
	while (fields->next < invocation->argument_count) {
		const char *word = invocation->arguments[fields->next++];
		bool is_taken;

		if (!strcmp(word, "-h"))
			recording->wants_help = is_taken = true;
		else if (!strncmp(word, "--", 2))
			is_taken = take_option(recording, word + 2, error);
		else
			is_taken = set_type(recording, word, error);
		if (!is_taken)
			return false;
	}
	if (recording->wants_help)
		return true;
	if (recording->is_stdin && fields->type)
		return error_set(error, ERROR_USAGE,
				 "with --stdin each line says its own type; leave '%s' out",
				 fields->type->name);
	if (!recording->is_stdin && !fields->type)
		return error_set(error, ERROR_USAGE,
				 "which type of event? 'aplomb record --help' lists them");
	return true;
}

/* -- help ---------------------------------------------------------------------------------- */

static void print_type_help(const struct event_type *type)
{
	printf("usage: aplomb [options] record %s --field value ...\n\n", type->name);
	given_fields_print(type);
	puts("  --assume-zone ZONE           of instants that name none\n"
	     "  --replace                    take the new value where two differ\n\n"
	     "T is RFC 3339 with a zone, or Unix seconds. See aplomb-events(5).");
}

static void print_help(const struct event_type *type)
{
	if (type) {
		print_type_help(type);
		return;
	}
	help_print(&command_record);
}

static void print_types(void)
{
	puts("Types; 'aplomb record TYPE --help' lists the fields of one:");
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		printf("  %s\n", event_types[i].name);
	puts("");
}

/* -- recording ----------------------------------------------------------------------------- */

static const char *outcome_word(enum put_outcome outcome)
{
	switch (outcome) {
	case PUT_ADDED:
		return "recorded";
	case PUT_COMPLETED:
		return "completed";
	case PUT_UNCHANGED:
		return "already known";
	case PUT_REPLACED:
		return "replaced";
	case PUT_CONTRADICTED:
		break;
	}
	return "kept out";
}

static bool make_event(const struct recording *recording, const struct zone *zone,
		       struct event *event, struct error *error)
{
	event_init(event, recording->fields.type);
	for (size_t i = 0; i < recording->fields.count; i++) {
		const struct given *given = &recording->fields.given[i];

		if (!event_set(event, given->field, given->text, zone,
			       &recording->invocation->arena, error)) {
			error->kind = ERROR_USAGE;
			return error_prefix(error, "record %s", event->type->name);
		}
	}
	if (event_is_complete(event, error))
		return true;
	error->kind = ERROR_USAGE;
	return false;
}

static bool record_one(struct recording *recording, const struct zone *zone,
		       struct error *error)
{
	struct receipt receipt;
	struct event event;
	bool is_taken;

	if (!make_event(recording, zone, &event, error))
		return false;
	is_taken = event_keeper_take(&recording->keeper, &event, &receipt, error);
	event_keeper_close(&recording->keeper);
	recording->is_spooled = receipt.is_spooled;
	if (!is_taken || receipt.is_spooled)
		return false;
	if (receipt.outcome == PUT_CONTRADICTED)
		return error_set(error, ERROR_INVALID,
				 "%.*s; that value is kept out (--replace takes the new one)",
				 TEXT_CUT(receipt.conflict.message, 800));
	if (recording->invocation->values[OPTION_VERBOSE])
		remark(recording->invocation, "%s: %s", event.type->name,
		       outcome_word(receipt.outcome));
	return true;
}

/* What came of the lines of stdin. */
struct tally {
	size_t number; /* of the line */
	size_t recorded, spooled, kept_out;
	size_t set_aside_before; /* of the first that was spooled: none of these is its own */
};

static bool take_line(struct recording *recording, struct event_json *reader,
		      const struct buffer *line, const struct zone *zone,
		      struct receipt *receipt, struct error *error)
{
	struct arena arena;
	struct event event;
	bool is_taken;

	arena_init(&arena);
	is_taken = event_json_read(reader, line->bytes, line->length_bytes, zone, &arena,
				   &event, error) &&
		   event_keeper_take(&recording->keeper, &event, receipt, error);
	arena_release(&arena);
	return is_taken;
}

/* What cannot wait until the end: a value kept out, and that lines go to the spool from here.
 */
static void report_line(struct recording *recording, size_t number, struct receipt *receipt,
			struct error *error)
{
	if (receipt->is_spooled && !recording->is_told) {
		error->kind = ERROR_IO; /* it is no failure yet, and not to be tried again */
		error_prefix(error, "line %zu", number);
		report_error(error);
	}
	recording->is_told = receipt->is_spooled;
	if (receipt->is_spooled || receipt->outcome != PUT_CONTRADICTED)
		return;
	receipt->conflict.kind = ERROR_INVALID;
	error_prefix(&receipt->conflict, "line %zu", number);
	report_error(&receipt->conflict);
}

/* Only what is on disk is said, and what waits is told from what is recorded. */
static bool say_line(const struct recording *recording, size_t number,
		     const struct receipt *receipt, struct error *error)
{
	const char *word = receipt->is_spooled ? "spooled" : outcome_word(receipt->outcome);

	if (!recording->invocation->values[OPTION_VERBOSE] ||
	    (printf("%zu %s\n", number, word) >= 0 && !fflush(stdout)))
		return true;
	return error_set(error, ERROR_IO, "stdout: %s", strerror(errno));
}

/* The last word, where all lines were taken and not all is in the history. */
static bool settle_lines(struct recording *recording, const struct tally *tally,
			 struct error *error)
{
	struct invocation *invocation = recording->invocation;
	size_t set_aside = invocation->spool.set_aside - tally->set_aside_before;
	const char *spool = spool_path(invocation_db_path(invocation), &invocation->arena);

	if (ferror(stdin))
		return error_set(error, ERROR_IO, "%zu recorded, %zu spooled; stdin: %s",
				 tally->recorded, tally->spooled, strerror(errno));
	if (!recording->keeper.store && !tally->recorded && !tally->spooled) {
		*error = recording->keeper.why;
		return false;
	}
	/* Opened again, the history has taken in what waited, but for what was told. */
	recording->is_spooled =
		tally->spooled && (!recording->keeper.store || invocation->spool.is_left);
	if (recording->is_spooled)
		return error_set(error, ERROR_TRY_LATER,
				 "%zu recorded; %zu wait%s in %.*s, and the next to write "
				 "takes %s in",
				 tally->recorded, tally->spooled,
				 tally->spooled == 1 ? "s" : "", TEXT_CUT(spool, 500),
				 tally->spooled == 1 ? "it" : "them");
	if (tally->spooled && set_aside)
		return error_set(error, ERROR_INVALID,
				 "%zu recorded; %zu that waited in %.*s %s set aside there; "
				 "'aplomb check' lists %s",
				 tally->recorded, set_aside, TEXT_CUT(spool, 500),
				 set_aside == 1 ? "is" : "are", set_aside == 1 ? "it" : "them");
	if (tally->kept_out)
		return error_set(error, ERROR_INVALID,
				 "%zu recorded, %zu with a value kept out because what is "
				 "known differs (--replace takes the new one)",
				 tally->recorded, tally->kept_out);
	return true;
}

/* Ends at the first line that cannot be taken: what stands before it is durable. */
static bool record_lines(struct recording *recording, struct event_json *reader,
			 const struct zone *zone, struct error *error)
{
	struct tally tally = {0};
	struct receipt receipt;
	bool is_taken = true;
	struct buffer line;

	buffer_init(&line);
	while (is_taken && event_json_next_line(stdin, &line, &tally.number)) {
		is_taken = take_line(recording, reader, &line, zone, &receipt, error);
		if (!is_taken) {
			if (tally.spooled)
				error_prefix(error, "%zu recorded, %zu spooled; line %zu",
					     tally.recorded, tally.spooled, tally.number);
			else
				error_prefix(error, "%zu recorded; line %zu", tally.recorded,
					     tally.number);
			break;
		}
		if (receipt.is_spooled && !tally.spooled++)
			tally.set_aside_before = recording->invocation->spool.set_aside;
		tally.recorded += !receipt.is_spooled;
		tally.kept_out += !receipt.is_spooled && receipt.outcome == PUT_CONTRADICTED;
		report_line(recording, tally.number, &receipt, error);
		is_taken = say_line(recording, tally.number, &receipt, error);
	}
	buffer_release(&line);
	return is_taken && settle_lines(recording, &tally, error);
}

static bool record_stdin(struct recording *recording, const struct zone *zone,
			 struct error *error)
{
	struct event_json *reader;
	bool is_recorded;

	if (!event_json_open(&reader, error))
		return false;
	/* Sooner than the first line is there: what is no history takes none. */
	is_recorded = event_keeper_open(&recording->keeper, error) &&
		      record_lines(recording, reader, zone, error);
	event_keeper_close(&recording->keeper);
	event_json_close(reader);
	return is_recorded;
}

static int run(struct invocation *invocation)
{
	struct recording recording = {.invocation = invocation,
				      .keeper = {.invocation = invocation}};
	const struct zone *zone;
	struct error error;
	int status;

	if (!parse(&recording, &error))
		return report_error(&error);
	if (recording.wants_help) {
		print_help(recording.fields.type);
		return 0;
	}
	if (!invocation_assumed_zone(invocation, &zone, &error))
		return report_error(&error);
	if (recording.is_stdin ? record_stdin(&recording, zone, &error)
			       : record_one(&recording, zone, &error))
		return 0;
	if (recording.is_spooled)
		error.kind = ERROR_IO; /* said is what became of it, not to try again */
	status = report_error(&error);
	return recording.is_spooled ? ERROR_TRY_LATER : status;
}

const struct command command_record = {
	.name = "record",
	.synopsis = "record TYPE --field value ...",
	.summary = "One event, from a pipeline or by hand (--stdin: JSON Lines, each durable "
		   "before the next)",
	.run = run,
	.takes_raw_arguments = true,
	.help = print_types,
};
