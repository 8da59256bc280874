/* aplomb record: one event from the command line, or many from stdin, each durable at once. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "command/fields.h"
#include "intake/event_json.h"

/* The words after "record", taken apart. */
struct recording {
	struct invocation *invocation;
	struct given_fields fields;
	bool is_stdin;
	bool wants_help;
	bool replaces;
};

/* -- the words after "record" -------------------------------------------------------------- */

static bool set_type(struct recording *recording, const char *word, struct error *error)
{
	if (word[0] == '-' && word[1])
		return error_set(error, ERROR_USAGE,
				 "'%.80s' is not an option of 'aplomb record TYPE'; global "
				 "options go before 'record'",
				 word);
	if (recording->fields.type)
		return error_set(error, ERROR_USAGE,
				 "'%.80s' is not expected here; a field is given as --field "
				 "value",
				 word);
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
		recording->replaces = true;
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
	recording->replaces = invocation->values[OPTION_REPLACE] != NULL;
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
	puts("\nTypes; 'aplomb record TYPE --help' lists the fields of one:");
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		printf("  %s\n", event_types[i].name);
}

/* -- recording ----------------------------------------------------------------------------- */

/*
 * One event in a transaction of its own: on disk when this returns true. A value that differs
 * from what is known is kept out, and told in *conflict.
 */
static bool put_event(const struct recording *recording, struct store *store,
		      const struct event *event, enum put_outcome *outcome,
		      struct error *conflict, struct error *error)
{
	if (!store_begin(store, error))
		return false;
	if (!store_put(store, event, recording->replaces, outcome, conflict, error)) {
		store_rollback(store);
		return false;
	}
	return store_commit(store, error);
}

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

static bool record_one(const struct recording *recording, const struct zone *zone,
		       struct error *error)
{
	enum put_outcome outcome;
	struct error conflict;
	struct event event;
	struct store *store;
	bool is_recorded;

	if (!make_event(recording, zone, &event, error) ||
	    !invocation_store(recording->invocation, STORE_WRITE, &store, error))
		return false;
	is_recorded = put_event(recording, store, &event, &outcome, &conflict, error);
	store_close(store);
	if (is_recorded && outcome == PUT_CONTRADICTED)
		return error_set(error, ERROR_INVALID,
				 "%.800s; that value is kept out (--replace takes the new one)",
				 conflict.message);
	if (is_recorded && recording->invocation->values[OPTION_VERBOSE])
		remark(recording->invocation, "%s: %s", event.type->name,
		       outcome_word(outcome));
	return is_recorded;
}

/* One line of stdin; *outcome says how it went where it is true. */
static bool record_line(const struct recording *recording, struct store *store,
			struct event_json *reader, const struct buffer *line,
			const struct zone *zone, enum put_outcome *outcome,
			struct error *conflict, struct error *error)
{
	struct arena arena;
	struct event event;
	bool is_recorded;

	arena_init(&arena);
	is_recorded = event_json_read(reader, line->bytes, line->length_bytes, zone, &arena,
				      &event, error) &&
		      put_event(recording, store, &event, outcome, conflict, error);
	arena_release(&arena);
	return is_recorded;
}

/* Ends at the first line that cannot be recorded: what stands before it is durable. */
static bool record_lines(const struct recording *recording, struct store *store,
			 struct event_json *reader, const struct zone *zone,
			 struct error *error)
{
	bool says_each = recording->invocation->values[OPTION_VERBOSE] != NULL;
	bool is_recorded = true;
	enum put_outcome outcome;
	struct error conflict;
	struct buffer line;
	size_t number = 0, recorded = 0, kept_out = 0;

	buffer_init(&line);
	while (is_recorded && event_json_next_line(stdin, &line, &number)) {
		is_recorded = record_line(recording, store, reader, &line, zone, &outcome,
					  &conflict, error);
		if (!is_recorded) {
			error_prefix(error, "%zu recorded; line %zu", recorded, number);
			break;
		}
		recorded++;
		if (outcome == PUT_CONTRADICTED) {
			kept_out++;
			conflict.kind = ERROR_INVALID;
			error_prefix(&conflict, "line %zu", number);
			report_error(&conflict);
		}
		if (says_each &&
		    (printf("%zu %s\n", number, outcome_word(outcome)) < 0 || fflush(stdout)))
			is_recorded = error_set(error, ERROR_IO, "stdout: %s", strerror(errno));
	}
	if (is_recorded && ferror(stdin))
		is_recorded = error_set(error, ERROR_IO, "%zu recorded; stdin: %s", recorded,
					strerror(errno));
	if (is_recorded && kept_out)
		is_recorded =
			error_set(error, ERROR_INVALID,
				  "%zu recorded, %zu with a value kept out because what is "
				  "known differs (--replace takes the new one)",
				  recorded, kept_out);
	buffer_release(&line);
	return is_recorded;
}

static bool record_stdin(const struct recording *recording, const struct zone *zone,
			 struct error *error)
{
	struct event_json *reader;
	struct store *store;
	bool is_recorded;

	if (!event_json_open(&reader, error))
		return false;
	is_recorded = invocation_store(recording->invocation, STORE_WRITE, &store, error);
	if (is_recorded) {
		is_recorded = record_lines(recording, store, reader, zone, error);
		store_close(store);
	}
	event_json_close(reader);
	return is_recorded;
}

static int run(struct invocation *invocation)
{
	struct recording recording = {.invocation = invocation};
	const struct zone *zone;
	struct error error;

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
	return report_error(&error);
}

const struct command command_record = {
	.name = "record",
	.synopsis = "record TYPE --field value ...",
	.summary = "One event, from a pipeline or by hand (--stdin: JSON Lines, each durable "
		   "before the next)",
	.run = run,
	.takes_raw_arguments = true,
};
