/*
 * One import under way: what was asked for, where events go, what became of them.
 *
 * Rule: all files of one command are one transaction. With --dry-run it is made in a copy, and
 * nothing of the history, or beside it, is written or begun.
 */
#ifndef APLOMB_COMMAND_IMPORT_H
#define APLOMB_COMMAND_IMPORT_H

#include "base/name_index.h"
#include "command/command.h"
#include "command/coverage.h"
#include "command/progress.h"
#include "intake/intake.h"

/* A service's name that an event has, which was added. */
struct seen_name {
	struct named named;
	const struct seen_name *before; /* seen before it; NULL: the first */
};

struct import {
	struct invocation *invocation;
	struct intake_formats formats;
	const struct intake_format *format; /* NULL: each file's own (auto) */
	char **files;
	int file_count;
	bool has_taken_stdin;
	struct intake intake;
	struct store *store; /* NULL: nothing came yet */
	bool has_begun;	     /* the transaction */
	bool is_dry;
	size_t outcomes[EVENT_KIND_COUNT][PUT_OUTCOME_COUNT];
	size_t conflicts;
	size_t passed_over;
	instant complete_until; /* INSTANT_NONE: not given */
	struct coverage coverage;
	struct name_index names;	     /* of services, of what was added */
	const struct seen_name *newest_name; /* of them; NULL: none */
	struct progress progress;
	size_t records;
};

/* -- import_options.c ---------------------------------------------------------------------- */

/* Takes the command line of an import: format, files, options. Fails with ERROR_USAGE, ... */
bool import_parse(struct import *import, struct error *error);
/* Whether the options that were given are some of a format. */
bool import_check_options(const struct import *import, const struct intake_format *format,
			  struct error *error);

/* -- import_put.c -------------------------------------------------------------------------- */

/*
 * Whether the format says what it reads completely, of the one service that was named; else
 * what is read shows it.
 */
bool import_is_of_service(const struct import *import);
/* Sets the intake's calls. */
void import_listen(struct import *import);
/* Opens the history and takes the writers' lock, as late as this. */
bool import_begin(struct import *import, struct error *error);
/* Takes the line of progress off the terminal, if one is there. */
void import_end_progress(struct import *import);
/* Says what became of the events. */
void import_report(struct import *import);

/* -- import_names.c ------------------------------------------------------------------------ */

/* Takes note of an event that was added. */
void import_names_see(struct import *import, const struct event *event);
/* Says which of their services no team has, where there is a team file that can be read. */
void import_names_report(struct import *import);

#endif
