/* Where an import's events go, what became of them, and how it is said. */
#include <stdio.h>
#include <string.h>

#include "command/import.h"
#include "intake/event_json.h"
#include "recording/spooling.h"

#define CONFLICTS_SHOWN 5

/* -- progress ------------------------------------------------------------------------------ */

static void show_progress(struct import *import)
{
	if (++import->records % 256 == 0 &&
	    progress_is_due(&import->progress, import->invocation))
		fprintf(stderr, "\r%zu records read ...", import->records);
}

void import_end_progress(struct import *import)
{
	progress_end(&import->progress);
}

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

	if (++import->conflicts > CONFLICTS_SHOWN)
		return;
	import_end_progress(import);
	arena_init(&arena);
	said = *conflict;
	said.kind = ERROR_INVALID;
	error_prefix(&said, "%s", place_of(&import->intake, &arena));
	report_error(&said); /* -q or not: something of the input is not in the history */
	arena_release(&arena);
}

static bool open_store(struct import *import, struct error *error)
{
	const char *path = invocation_db_path(import->invocation);

	if (import->store)
		return true;
	if (import->is_dry)
		return store_open_scratch(&import->store, path, error);
	return spooling_open(import->invocation, &import->store, error);
}

bool import_begin(struct import *import, struct error *error)
{
	if (import->has_begun)
		return true;
	import->has_begun = open_store(import, error) && store_begin(import->store, error);
	return import->has_begun;
}

/* With --dry-run and -v, each event on stdout behind what would become of it. */
static void list_event(const struct event *event, enum put_outcome outcome)
{
	static const char *const words[PUT_OUTCOME_COUNT] = {
		[PUT_ADDED] = "add",	    [PUT_COMPLETED] = "complete",
		[PUT_UNCHANGED] = "leave",  [PUT_CONTRADICTED] = "keep out",
		[PUT_REPLACED] = "replace",
	};
	struct buffer line;

	buffer_init(&line);
	buffer_addf(&line, "%s ", words[outcome]);
	event_json_write(&line, event);
	fputs(line.bytes, stdout);
	buffer_release(&line);
}

bool import_is_of_service(const struct import *import)
{
	return import->intake.service && import->intake.format->collects;
}

static bool put(struct intake *intake, const struct event *event, bool replaces,
		struct error *error)
{
	struct import *import = intake->context;
	struct error conflict = {.kind = ERROR_NONE};
	enum put_outcome outcome;

	replaces = replaces || invocation_has(import->invocation, OPTION_REPLACE);
	show_progress(import);
	if (!import_begin(import, error) ||
	    !store_put(import->store, event, replaces, &outcome, &conflict, error))
		return false;
	import->outcomes[event->type->kind][outcome]++;
	if (outcome == PUT_ADDED)
		import_names_see(import, event);
	if (outcome == PUT_CONTRADICTED)
		report_conflict(import, &conflict);
	if (import->is_dry && invocation_has(import->invocation, OPTION_VERBOSE))
		list_event(event, outcome);
	if (import->complete_until != INSTANT_NONE && !import_is_of_service(import))
		coverage_see(&import->coverage, event);
	return true;
}

static bool refuse(struct intake *intake, struct error *error)
{
	struct import *import = intake->context;
	bool is_skipped = error->kind == ERROR_INVALID &&
			  invocation_has(import->invocation, OPTION_SKIP_INVALID);
	struct arena arena;

	arena_init(&arena);
	error_prefix(error, "%s", place_of(intake, &arena));
	arena_release(&arena);
	if (!is_skipped)
		return false;
	import_end_progress(import);
	import->passed_over++;
	report_error(error);
	return true;
}

static void note(struct intake *intake, const char *text)
{
	struct import *import = intake->context;

	import_end_progress(import);
	remark(import->invocation, "%s", text);
}

static bool find(struct intake *intake, const struct event *event, struct arena *arena,
		 struct event *known, bool *is_found, struct error *error)
{
	struct import *import = intake->context;

	return import_begin(import, error) &&
	       store_find(import->store, event, arena, known, is_found, error);
}

void import_listen(struct import *import)
{
	import->intake.put = put;
	import->intake.refuse = refuse;
	import->intake.note = note;
	import->intake.find = find;
	import->intake.context = import;
	progress_begin(&import->progress);
}

/* -- the last word ------------------------------------------------------------------------- */

static size_t outcome_total(const struct import *import, enum put_outcome outcome)
{
	size_t total = 0;

	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		total += import->outcomes[i][outcome];
	return total;
}

static void add_part(struct buffer *sentence, size_t count, const char *words)
{
	if (count)
		buffer_addf(sentence, "%s%zu %s", sentence->length_bytes ? ", " : "", count,
			    words);
}

/* What a dry run was for is its product: on stdout, by type. */
static void report_dry(const struct import *import)
{
	static const char *const words[PUT_OUTCOME_COUNT] = {
		[PUT_ADDED] = "to add",
		[PUT_COMPLETED] = "to complete",
		[PUT_REPLACED] = "to replace",
		[PUT_UNCHANGED] = "known already",
		[PUT_CONTRADICTED] = "with a value to keep out",
	};
	static const enum put_outcome order[] = {PUT_ADDED, PUT_COMPLETED, PUT_REPLACED,
						 PUT_UNCHANGED, PUT_CONTRADICTED};
	struct buffer line;

	buffer_init(&line);
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++) {
		buffer_clear(&line);
		for (size_t j = 0; j < PUT_OUTCOME_COUNT; j++)
			add_part(&line, import->outcomes[i][order[j]], words[order[j]]);
		if (line.length_bytes)
			printf("%-12s %s\n", event_types[i].name, line.bytes);
	}
	buffer_release(&line);
}

void import_report(struct import *import)
{
	struct buffer sentence;

	import_end_progress(import);
	buffer_init(&sentence);
	if (import->is_dry) {
		report_dry(import);
		add_part(&sentence, import->passed_over, "passed over as not valid");
		remark(import->invocation, "a dry run: nothing was written%s%s",
		       sentence.length_bytes ? ", " : "",
		       sentence.length_bytes ? sentence.bytes : "");
		buffer_release(&sentence);
		return;
	}
	add_part(&sentence, outcome_total(import, PUT_ADDED), "added");
	add_part(&sentence, outcome_total(import, PUT_COMPLETED), "completed");
	add_part(&sentence, outcome_total(import, PUT_REPLACED), "replaced");
	add_part(&sentence, outcome_total(import, PUT_UNCHANGED), "already known");
	add_part(&sentence, outcome_total(import, PUT_CONTRADICTED),
		 "with a value kept out because what is known differs (--replace takes the new "
		 "one)");
	add_part(&sentence, import->passed_over, "passed over as not valid");
	if (!sentence.length_bytes)
		buffer_add_string(&sentence, "there was nothing to import");
	remark(import->invocation, "%s", sentence.bytes);
	buffer_release(&sentence);
}
