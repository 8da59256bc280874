/* aplomb record: one event from the command line, or many from stdin, each durable at once. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "command/command.h"
#include "intake/event_json.h"

/* A field as it was given: --name value. */
struct given {
	int field;
	const char *text;
};

/* The words after "record", taken apart. */
struct recording {
	struct invocation *invocation;
	const struct event_type *type;
	bool is_stdin;
	bool wants_help;
	bool replaces;
	struct given *given;
	size_t given_count;
};

/* -- the words after "record" -------------------------------------------------------------- */

/* A list is given item by item. */
static const char *option_name(const struct event_field *field)
{
	if (field->kind == FIELD_CHANGES)
		return "change";
	return field->kind == FIELD_TEAMS ? "team" : field->name;
}

static int find_field(const struct event_type *type, const char *name)
{
	for (size_t i = 0; type && i < type->field_count; i++)
		if (!strcmp(option_name(&type->fields[i]), name))
			return (int)i;
	return -1;
}

static bool refuse_option(const struct recording *recording, const char *name,
			  struct error *error)
{
	const struct event_type *type = recording->type;
	const char *names[EVENT_FIELDS_MAX];
	const char *nearest;

	if (!type)
		return error_set(error, ERROR_USAGE,
				 "the type of event comes before '--%.80s', as in 'aplomb "
				 "record deployment --service S --at T'",
				 name);
	for (size_t i = 0; i < type->field_count; i++)
		names[i] = option_name(&type->fields[i]);
	nearest = text_nearest(name, names, type->field_count);
	if (nearest)
		return error_set(error, ERROR_USAGE,
				 "'--%.80s' is not a field of %s; did you mean '--%s'?", name,
				 type->name, nearest);
	return error_set(error, ERROR_USAGE,
			 "'--%.80s' is not a field of %s; see 'aplomb record %s --help'", name,
			 type->name, type->name);
}

static bool set_type(struct recording *recording, const char *word, struct error *error)
{
	if (word[0] == '-' && word[1])
		return error_set(error, ERROR_USAGE,
				 "'%.80s' is not an option of 'aplomb record TYPE'; global "
				 "options go before 'record'",
				 word);
	if (recording->type)
		return error_set(error, ERROR_USAGE,
				 "'%.80s' is not expected here; a field is given as --field "
				 "value",
				 word);
	return choose_event_type(word, &recording->type, error);
}

/* The value of an option: attached by =, or the next word. */
static bool take_value(char **arguments, int count, int *next, const char *name,
		       const char *attached, const char **value, struct error *error)
{
	if (attached) {
		*value = attached;
		return true;
	}
	if (*next < count && strncmp(arguments[*next], "--", 2) != 0) {
		*value = arguments[(*next)++];
		return true;
	}
	return error_set(error, ERROR_USAGE,
			 "'--%.80s' needs a value (one that begins with -- is given as "
			 "--%.80s=VALUE)",
			 name, name);
}

static bool add_field(struct recording *recording, int field, const char *text,
		      struct error *error)
{
	const struct event_field *about = &recording->type->fields[field];
	bool is_list = about->kind == FIELD_CHANGES || about->kind == FIELD_TEAMS;

	for (size_t i = 0; !is_list && i < recording->given_count; i++)
		if (recording->given[i].field == field)
			return error_set(error, ERROR_USAGE, "'--%s' is given twice",
					 about->name);
	recording->given[recording->given_count++] = (struct given){field, text};
	return true;
}

/* One of record's own options; *is_taken says whether it was. Fields of that name go first. */
static bool take_own_option(struct recording *recording, const char *name, const char *attached,
			    int *next, bool *is_taken, struct error *error)
{
	struct invocation *invocation = recording->invocation;

	*is_taken = true;
	if (!strcmp(name, "assume-zone"))
		return take_value(invocation->arguments, invocation->argument_count, next, name,
				  attached, &invocation->values[OPTION_ASSUME_ZONE], error);
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

static bool take_option(struct recording *recording, const char *word, int *next,
			struct error *error)
{
	struct invocation *invocation = recording->invocation;
	const char *equals = strchr(word, '=');
	size_t length = equals ? (size_t)(equals - word) : strlen(word);
	const char *name = arena_copy(&invocation->arena, word, length);
	const char *attached = equals ? equals + 1 : NULL;
	int field = find_field(recording->type, name);
	bool is_taken = false;
	const char *text;

	if (field < 0) {
		if (!take_own_option(recording, name, attached, next, &is_taken, error))
			return false;
		return is_taken || refuse_option(recording, name, error);
	}
	if (recording->type->fields[field].kind == FIELD_BOOLEAN && !attached &&
	    (*next >= invocation->argument_count ||
	     !strncmp(invocation->arguments[*next], "--", 2)))
		attached = "true";
	return take_value(invocation->arguments, invocation->argument_count, next, name,
			  attached, &text, error) &&
	       add_field(recording, field, text, error);
}

static bool parse(struct recording *recording, struct error *error)
{
	struct invocation *invocation = recording->invocation;
	int next = 0;

	recording->given = ARENA_ARRAY(&invocation->arena,
				       (size_t)invocation->argument_count + 1, struct given);
	recording->is_stdin = invocation->values[OPTION_STDIN] != NULL;
	recording->replaces = invocation->values[OPTION_REPLACE] != NULL;
	while (next < invocation->argument_count) {
		const char *word = invocation->arguments[next++];
		bool is_taken;

		if (!strcmp(word, "-h"))
			recording->wants_help = is_taken = true;
		else if (!strncmp(word, "--", 2))
			is_taken = take_option(recording, word + 2, &next, error);
		else
			is_taken = set_type(recording, word, error);
		if (!is_taken)
			return false;
	}
	if (recording->wants_help)
		return true;
	if (recording->is_stdin && recording->type)
		return error_set(error, ERROR_USAGE,
				 "with --stdin each line says its own type; leave '%s' out",
				 recording->type->name);
	if (!recording->is_stdin && !recording->type)
		return error_set(error, ERROR_USAGE,
				 "which type of event? 'aplomb record --help' lists them");
	return true;
}

/* -- help ---------------------------------------------------------------------------------- */

static const char *placeholder(const struct event_field *field)
{
	switch (field->kind) {
	case FIELD_TEXT:
		return "TEXT";
	case FIELD_INSTANT:
		return "T";
	case FIELD_INTEGER:
	case FIELD_NUMBER:
		return "N";
	case FIELD_BOOLEAN:
		return "[true|false]";
	case FIELD_CHOICE:
		return "WORD";
	case FIELD_CHANGES:
		return "REV=T";
	case FIELD_TEAMS:
		return "ID";
	}
	return "";
}

static void print_type_help(const struct event_type *type)
{
	printf("usage: aplomb [options] record %s --field value ...\n\n", type->name);
	for (size_t i = 0; i < type->field_count; i++) {
		const struct event_field *field = &type->fields[i];
		char spelled[48];

		snprintf(spelled, sizeof(spelled), "--%s %s", option_name(field),
			 placeholder(field));
		printf("  %-28s %s%s\n", spelled, field->help,
		       field->is_required ? "; required" : "");
		if (field->choices)
			printf("  %-28s one of: %s\n", "", field->choices);
	}
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
	event_init(event, recording->type);
	for (size_t i = 0; i < recording->given_count; i++) {
		const struct given *given = &recording->given[i];

		if (!event_set(event, given->field, given->text, zone,
			       &recording->invocation->arena, error)) {
			error->kind = ERROR_USAGE;
			return error_prefix(error, "record %s", recording->type->name);
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
		print_help(recording.type);
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
