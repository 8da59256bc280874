/*
 * The command line: one file per command, one table of options.
 *
 * Rule: only this room prints errors, asks the clock, reads the environment or ends the
 * program. A command returns its exit status.
 */
#ifndef APLOMB_COMMAND_COMMAND_H
#define APLOMB_COMMAND_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/instant.h"
#include "model/scorecard.h"
#include "store/store.h"

/* Every long option of every command, by the order of the table in options.c. */
enum option {
	OPTION_TEAMS, /* repeatable: invocation.teams_paths */
	OPTION_DB,
	OPTION_AS_OF,
	OPTION_WINDOW,
	OPTION_BANDS,
	OPTION_COLOR,
	OPTION_ASCII,
	OPTION_PLAIN,
	OPTION_NO_MOUSE,
	OPTION_QUIET,
	OPTION_VERBOSE,
	OPTION_HELP,
	OPTION_VERSION,
	OPTION_FORMAT,
	OPTION_OUTPUT,
	OPTION_KIND,	       /* events */
	OPTION_SINCE,	       /* events */
	OPTION_UNTIL,	       /* events */
	OPTION_TYPE,	       /* import csv */
	OPTION_SERVICE,	       /* import git */
	OPTION_REPO,	       /* import git */
	OPTION_TAGS,	       /* import git */
	OPTION_TIME,	       /* import git */
	OPTION_ASSUME_ZONE,    /* import, record */
	OPTION_SKIP_INVALID,   /* import */
	OPTION_REPLACE,	       /* import, record */
	OPTION_COMPLETE_UNTIL, /* import */
	OPTION_SOURCE,	       /* import git */
	OPTION_ENVIRONMENT,    /* import git */
	OPTION_STDIN,	       /* record */
	OPTION_COUNT,
};

/* The command line, taken apart. */
struct invocation {
	const char *values[OPTION_COUNT]; /* NULL: not given; "" for a flag that was given */
	const char *const *teams_paths;
	size_t teams_path_count;
	char **arguments; /* what is left, the command's name taken off */
	int argument_count;
	struct arena arena; /* until the program ends */
};

struct command {
	const char *name;
	const char *synopsis; /* "record TYPE --field value ..." */
	const char *summary;  /* one line for --help */
	int (*run)(struct invocation *invocation);
	bool takes_raw_arguments; /* record, amend: long options are fields */
};

/* NULL-terminated. */
extern const struct command *const commands[];

/* Prints "aplomb: message" on stderr, made visible, and returns error->kind as exit status. */
int report_error(const struct error *error);

/* Opens what the options, environment and default files name. */
bool invocation_catalog(struct invocation *invocation, struct catalog *catalog,
			struct error *error);
/* The path of the history; where none is named and none exists, ./aplomb.db. Never NULL. */
const char *invocation_db_path(struct invocation *invocation);
/* *store NULL where there is no history yet and mode is STORE_READ. */
bool invocation_store(struct invocation *invocation, enum store_mode mode, struct store **store,
		      struct error *error);
/* --assume-zone; *zone NULL where it was not given. Memory in the invocation's arena. */
bool invocation_assumed_zone(struct invocation *invocation, const struct zone **zone,
			     struct error *error);

extern const struct command command_record, command_import, command_events, command_show,
	command_export, command_check, command_init, command_demo, command_doctor;

#endif
