/* aplomb import: another tool's records into the history, in one transaction. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "command/command.h"
#include "command/coverage.h"
#include "intake/intake.h"

#define CONFLICTS_SHOWN 5

/* One import under way. */
struct import {
	struct invocation *invocation;
	const struct intake_format *format;
	struct intake intake;
	struct store *store; /* NULL: nothing came yet */
	bool has_begun;	     /* the transaction */
	size_t outcomes[PUT_OUTCOME_COUNT];
	size_t passed_over;
	instant complete_until; /* INSTANT_NONE: not given */
	struct coverage coverage;
};

/* -- what the format calls ----------------------------------------------------------------- */

static const char *place_of(const struct intake *intake, struct arena *arena)
{
	if (!intake->place)
		return "";
	return intake->line ? arena_printf(arena, "%s:%zu", intake->place, intake->line)
			    : intake->place;
}

static void report_conflict(struct import *import, const struct error *conflict)
{
	struct error said;
	struct arena arena;

	if (import->outcomes[PUT_CONTRADICTED] > CONFLICTS_SHOWN)
		return;
	arena_init(&arena);
	said = *conflict;
	said.kind = ERROR_INVALID;
	error_prefix(&said, "%s", place_of(&import->intake, &arena));
	report_error(&said); /* -q or not: something of the input is not in the history */
	arena_release(&arena);
}

/*
 * The history is opened and the writers' lock taken as late as this: what comes before may take
 * its time, and what does not come makes no history.
 */
static bool begin(struct import *import, struct error *error)
{
	if (import->has_begun)
		return true;
	if (!import->store &&
	    !invocation_store(import->invocation, STORE_WRITE, &import->store, error))
		return false;
	import->has_begun = store_begin(import->store, error);
	return import->has_begun;
}

static bool put(struct intake *intake, const struct event *event, struct error *error)
{
	struct import *import = intake->context;
	struct error conflict = {.kind = ERROR_NONE};
	enum put_outcome outcome;

	if (!begin(import, error) ||
	    !store_put(import->store, event, import->invocation->values[OPTION_REPLACE] != NULL,
		       &outcome, &conflict, error))
		return false;
	import->outcomes[outcome]++;
	if (outcome == PUT_CONTRADICTED)
		report_conflict(import, &conflict);
	if (import->complete_until != INSTANT_NONE && !import->format->collects)
		coverage_see(&import->coverage, event);
	return true;
}

static bool refuse(struct intake *intake, struct error *error)
{
	struct import *import = intake->context;
	bool is_skipped =
		error->kind == ERROR_INVALID && import->invocation->values[OPTION_SKIP_INVALID];
	struct arena arena;

	arena_init(&arena);
	error_prefix(error, "%s", place_of(intake, &arena));
	arena_release(&arena);
	if (!is_skipped)
		return false;
	import->passed_over++;
	report_error(error);
	return true;
}

static void note(struct intake *intake, const char *text)
{
	const struct import *import = intake->context;

	remark(import->invocation, "%s", text);
}

/* -- files --------------------------------------------------------------------------------- */

/*
 * A pipe's writer may take its time: it is read to its end into a temporary file first, so that
 * nobody who records waits for it.
 */
static FILE *read_to_its_end(FILE *file, const char *name, struct error *error)
{
	char bytes[64 * 1024];
	struct stat about;
	size_t count;
	FILE *copy;

	if (!fstat(fileno(file), &about) && S_ISREG(about.st_mode))
		return file;
	copy = tmpfile();
	while (copy && (count = fread(bytes, 1, sizeof(bytes), file)) > 0)
		if (fwrite(bytes, 1, count, copy) != count)
			break;
	if (copy && !ferror(file) && !ferror(copy) && !fseek(copy, 0, SEEK_SET)) {
		fclose(file);
		return copy;
	}
	error_set(error, ERROR_IO, "%s cannot be read: %s", name, strerror(errno));
	if (copy)
		fclose(copy);
	fclose(file);
	return NULL;
}

static bool import_file(struct import *import, const char *path, struct error *error)
{
	bool is_stdin = !strcmp(path, "-");
	const char *name = is_stdin ? "stdin" : path;
	FILE *file = is_stdin ? stdin : fopen(path, "re");
	bool is_read;

	if (!file)
		return error_set(error, ERROR_IO, "%s cannot be opened: %s", path,
				 strerror(errno));
	file = read_to_its_end(file, name, error);
	if (!file)
		return false;
	import->intake.place = name;
	import->intake.line = 0;
	is_read = import->format->read(&import->intake, file, error);
	fclose(file);
	return is_read;
}

static bool import_all(struct import *import, struct error *error)
{
	const struct invocation *invocation = import->invocation;

	if (!import->format->is_read_of_file)
		return import->format->read(&import->intake, NULL, error);
	if (invocation->argument_count == 1)
		return import_file(import, "-", error);
	for (int i = 1; i < invocation->argument_count; i++)
		if (!import_file(import, invocation->arguments[i], error))
			return false;
	return true;
}

static bool put_coverage(struct import *import, struct error *error)
{
	if (import->complete_until == INSTANT_NONE)
		return true;
	if (!import->coverage.services) {
		remark(import->invocation,
		       "aplomb: nothing was read that says what --complete-until speaks of; "
		       "'aplomb record coverage --kind KIND --service S --until T' says it");
		return true;
	}
	return begin(import, error) &&
	       coverage_put(&import->coverage, import->store, import->complete_until,
			    import->intake.source, error);
}

static bool import_whole(struct import *import, struct error *error)
{
	if (import_all(import, error) && put_coverage(import, error) &&
	    (!import->has_begun || store_commit(import->store, error)))
		return true;
	if (import->has_begun)
		store_rollback(import->store);
	return false;
}

/* -- the last word ------------------------------------------------------------------------- */

static void add_part(struct buffer *sentence, size_t count, const char *words)
{
	if (count)
		buffer_addf(sentence, "%s%zu %s", sentence->length_bytes ? ", " : "", count,
			    words);
}

static void report_counts(const struct import *import)
{
	size_t conflicts = import->outcomes[PUT_CONTRADICTED];
	struct buffer sentence;

	buffer_init(&sentence);
	add_part(&sentence, import->outcomes[PUT_ADDED], "added");
	add_part(&sentence, import->outcomes[PUT_COMPLETED], "completed");
	add_part(&sentence, import->outcomes[PUT_REPLACED], "replaced");
	add_part(&sentence, import->outcomes[PUT_UNCHANGED], "already known");
	add_part(&sentence, conflicts,
		 "with a value kept out because what is known differs (--replace takes the new "
		 "one)");
	add_part(&sentence, import->passed_over, "passed over as not valid");
	if (!sentence.length_bytes)
		buffer_add_string(&sentence, "there was nothing to import");
	remark(import->invocation, "%s", sentence.bytes);
	buffer_release(&sentence);
}

/* -- the command line ---------------------------------------------------------------------- */

/* Formats that the manual promises and a later version reads. */
static const char *const later_formats[] = {
	"cdevents",  "devlake",	     "github",	"gitlab",    "pagerduty",
	"opsgenie",  "alertmanager", "upptime", "cstate",    "prometheus",
	"cyclonedx", "npm-outdated", "apt",	"scorecard", "kube-bench",
};
#define LATER_COUNT (sizeof(later_formats) / sizeof(*later_formats))

static bool choose_format(struct import *import, struct error *error)
{
	const char *names[LATER_COUNT + 16];
	const char *name, *nearest;
	size_t count = 0;

	if (!import->invocation->argument_count)
		return error_set(error, ERROR_USAGE,
				 "which format? 'aplomb import events', 'csv --type T' or "
				 "'git --service S'");
	name = import->invocation->arguments[0];
	import->format = intake_format_find(name);
	if (import->format)
		return true;
	for (size_t i = 0; i < LATER_COUNT; i++) {
		if (!strcmp(later_formats[i], name))
			return error_set(error, ERROR_USAGE,
					 "'%s' is not read yet; until then write its records "
					 "as 'events' or 'csv' (aplomb-events(5))",
					 name);
		names[count++] = later_formats[i];
	}
	for (size_t i = 0; intake_formats[i]; i++)
		names[count++] = intake_formats[i]->name;
	nearest = text_nearest(name, names, count);
	if (nearest)
		return error_set(error, ERROR_USAGE,
				 "'%.80s' is not a format; did you mean '%s'?", name, nearest);
	return error_set(error, ERROR_USAGE,
			 "'%.80s' is not a format; there are events, csv and git", name);
}

/* Options that say something about one format only. */
static bool check_options(const struct import *import, struct error *error)
{
	static const struct {
		enum option option;
		const char *name;
	} options[] = {
		{OPTION_TYPE, "--type"},
		{OPTION_SERVICE, "--service"},
		{OPTION_REPO, "--repo"},
		{OPTION_TAGS, "--tags"},
		{OPTION_TIME, "--time"},
		{OPTION_SOURCE, "--source"},
		{OPTION_ENVIRONMENT, "--environment"},
	};

	for (size_t i = 0; i < sizeof(options) / sizeof(*options); i++)
		if (import->invocation->values[options[i].option] &&
		    !strstr(import->format->options, options[i].name))
			return error_set(error, ERROR_USAGE,
					 "'%s' is not an option of 'aplomb import %s'",
					 options[i].name, import->format->name);
	if (!import->format->is_read_of_file && import->invocation->argument_count > 1)
		return error_set(error, ERROR_USAGE,
				 "'aplomb import %s' reads no files; '%.80s' is not expected",
				 import->format->name, import->invocation->arguments[1]);
	return true;
}

static bool choose_type(struct import *import, const char *name, struct error *error)
{
	return !name || choose_event_type(name, &import->intake.type, error) ||
	       error_prefix(error, "--type");
}

static bool choose_time(struct import *import, const char *which, struct error *error)
{
	import->intake.has_time_in_name = which && !strcmp(which, "name");
	if (!which || import->intake.has_time_in_name || !strcmp(which, "tagger"))
		return true;
	return error_set(error, ERROR_USAGE, "--time: '%.80s' is neither tagger nor name",
			 which);
}

static bool choose_coverage(struct import *import, struct error *error)
{
	const char *until = import->invocation->values[OPTION_COMPLETE_UNTIL];
	const struct zone *zone;

	import->complete_until = INSTANT_NONE;
	if (!until)
		return true;
	if (!invocation_zone(import->invocation, &zone, error))
		return false;
	if (!instant_parse_as_of(until, zone, &import->complete_until, error)) {
		error->kind = ERROR_USAGE;
		return error_prefix(error, "--complete-until");
	}
	return true;
}

static bool parse(struct import *import, struct error *error)
{
	const char *const *values = import->invocation->values;

	import->intake = (struct intake){
		.service = values[OPTION_SERVICE],
		.repository = values[OPTION_REPO],
		.tags = values[OPTION_TAGS],
		.source = values[OPTION_SOURCE],
		.environment = values[OPTION_ENVIRONMENT],
		.put = put,
		.refuse = refuse,
		.note = note,
		.context = import,
	};
	return choose_format(import, error) && check_options(import, error) &&
	       choose_type(import, values[OPTION_TYPE], error) &&
	       choose_time(import, values[OPTION_TIME], error) &&
	       (!import->format->check || import->format->check(&import->intake, error)) &&
	       invocation_assumed_zone(import->invocation, &import->intake.assumed_zone,
				       error) &&
	       choose_coverage(import, error);
}

static int run(struct invocation *invocation)
{
	struct import import = {.invocation = invocation};
	struct error error;
	bool is_done;

	if (!parse(&import, &error))
		return report_error(&error);
	coverage_init(&import.coverage);
	if (import.format->collects)
		coverage_add(&import.coverage, import.intake.service, import.format->collects);
	is_done = import_whole(&import, &error);
	coverage_release(&import.coverage);
	if (import.store)
		store_close(import.store);
	if (is_done) {
		report_counts(&import);
		return 0;
	}
	report_error(&error);
	if (error.kind == ERROR_INVALID)
		remark(invocation, "nothing was imported%s",
		       invocation->values[OPTION_SKIP_INVALID]
			       ? ""
			       : "; --skip-invalid passes over what is not valid");
	return (int)error.kind;
}

const struct command command_import = {
	.name = "import",
	.synopsis = "import FORMAT [FILE...]",
	.summary = "Another tool's records into the history: events, csv, git; '-' or no file "
		   "reads stdin",
	.run = run,
};
