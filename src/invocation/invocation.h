/*
 * The command line taken apart, and what every command needs of it: the files that it names or
 * that lie in their default places, the instant to speak for, errors and remarks in words.
 *
 * Rule: this room and those above it alone print errors, ask the clock and read the
 * environment; what lies below is told.
 */
#ifndef APLOMB_INVOCATION_INVOCATION_H
#define APLOMB_INVOCATION_INVOCATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/instant.h"
#include "model/catalog.h"
#include "model/event.h"
#include "store/store.h"

/* Of a window, at most. */
#define WINDOW_DAYS_MAX 3660

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
	OPTION_READ_ONLY,
	OPTION_QUIET,
	OPTION_VERBOSE,
	OPTION_HELP,
	OPTION_VERSION,
	OPTION_FORMAT,
	OPTION_OUTPUT,
	OPTION_KIND,	       /* events */
	OPTION_SINCE,	       /* events */
	OPTION_UNTIL,	       /* events */
	OPTION_THEN,	       /* compare */
	OPTION_NOW,	       /* compare */
	OPTION_TYPE,	       /* import csv */
	OPTION_SERVICE,	       /* import */
	OPTION_REPO,	       /* import git */
	OPTION_TAGS,	       /* import git */
	OPTION_TIME,	       /* import git */
	OPTION_ASSUME_ZONE,    /* import, record, amend, forget */
	OPTION_SKIP_INVALID,   /* import */
	OPTION_REPLACE,	       /* import, record */
	OPTION_COMPLETE_UNTIL, /* import */
	OPTION_SOURCE,	       /* import, amend, forget */
	OPTION_ENVIRONMENT,    /* import */
	OPTION_SLO,	       /* import */
	OPTION_AT,	       /* import */
	OPTION_THRESHOLD,      /* import */
	OPTION_RELEASES,       /* import */
	OPTION_MAP,	       /* import */
	OPTION_DRY_RUN,	       /* import */
	OPTION_MEND,	       /* check */
	OPTION_DEEP,	       /* check */
	OPTION_STDIN,	       /* record */
	OPTION_YES,	       /* amend, forget */
	OPTION_COUNT,
};

/* What this process met in the spool beside the history (spooling.h). */
struct spool_found {
	uint64_t mark; /* of what it could not take in; 0: nothing, or to be tried again */
	size_t set_aside;
	bool is_left; /* something still waits */
};

/* The command line, taken apart. */
struct invocation {
	const struct command *command;
	const char *values[OPTION_COUNT]; /* NULL: not given; "" for a flag that was given */
	const char **teams_paths;
	size_t teams_path_count;
	char **arguments; /* what is left, the command's name taken off */
	int argument_count;
	bool has_recalled_window; /* --window is what was remembered, not what was given */
	bool is_confined;	  /* files can be written nowhere but beside the history */
	struct spool_found spool;
	struct arena arena; /* until the program ends */
};

struct command {
	const char *name;
	const char *synopsis; /* "record TYPE --field value ..." */
	const char *summary;  /* one line for --help */
	int (*run)(struct invocation *invocation);
	bool takes_raw_arguments;   /* record, amend: long options are fields */
	const char *const *formats; /* what -f takes, NULL at the end; NULL: no -f */
	void (*help)(void);	    /* prints what else its help says; NULL: nothing */
};

/* -- options.c ----------------------------------------------------------------------------- */

/*
 * Takes the command line apart, then fills in from the environment what it did not say.
 * commands: NULL at the end; the first is the one where no other is named. Fails with
 * ERROR_USAGE.
 */
bool invocation_parse(struct invocation *invocation, const struct command *const *commands,
		      int argument_count, char **arguments, struct error *error);
/* Says first which option or variable gave a value that is refused: false, ERROR_USAGE. */
bool option_refuse(const struct invocation *invocation, enum option option,
		   struct error *error);
/* Whether an option was given on the command line or in the environment. */
bool invocation_has(const struct invocation *invocation, enum option option);
/* The command of that name among them; NULL: there is none. */
const struct command *command_find(const struct command *const *commands, const char *name);
/* "--db", "APLOMB_DB": what gave an option that takes a value its value; NULL: nothing. */
const char *invocation_origin(struct invocation *invocation, enum option option);

/* -- invocation.c -------------------------------------------------------------------------- */

/* Prints the message on stderr, made visible, and returns error->kind as exit status. */
int report_error(const struct error *error);
/* Prints a remark on stderr, made visible, unless -q. */
void remark(const struct invocation *invocation, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * Loads the catalog that the options or the environment name; or else the default one, which
 * must be a file or a directory.
 */
bool invocation_catalog(struct invocation *invocation, struct catalog *catalog,
			struct error *error);
/* Whether there is a team file to load, named or default. */
bool invocation_has_catalog(struct invocation *invocation);
/*
 * The instant to speak for: --as-of, whose date is one of the zone, or now, rounded up: what
 * was recorded in this very second is there already.
 */
bool invocation_as_of(const struct invocation *invocation, const struct zone *zone,
		      instant *as_of, struct error *error);
/* The first default team file or directory that exists; NULL: none. */
const char *invocation_default_teams(struct invocation *invocation);
/*
 * $variable/aplomb/name, or $HOME/fallback/aplomb/name; NULL where neither is set. Memory in
 * the invocation's arena.
 */
const char *xdg_path(struct invocation *invocation, const char *variable, const char *fallback,
		     const char *name);
/* The path of the history; where none is named and none exists, ./aplomb.db. Never NULL. */
const char *invocation_db_path(struct invocation *invocation);
/* False with ERROR_USAGE where --read-only says that nothing is to be written. */
bool invocation_may_write(const struct invocation *invocation, struct error *error);
/*
 * *store NULL where there is no history yet and mode is STORE_READ. What waits in the spool
 * beside it stays there (recording/spooling.h takes it in).
 */
bool invocation_store(struct invocation *invocation, enum store_mode mode, struct store **store,
		      struct error *error);
/* --assume-zone; *zone NULL where it was not given. Memory in the invocation's arena. */
bool invocation_assumed_zone(struct invocation *invocation, const struct zone **zone,
			     struct error *error);
/*
 * The organisation's zone, which cuts the days; UTC where there is no team file, and with a
 * remark where a default one is not valid. Fails only on a file that --teams names.
 */
bool invocation_zone(struct invocation *invocation, const struct zone **zone,
		     struct error *error);
/* Whether output is to be ASCII only: --ascii or a locale that is not UTF-8. */
bool invocation_is_ascii(const struct invocation *invocation);
/* The team of that id; else ERROR_UNKNOWN with the nearest suggested. */
bool invocation_team(const struct catalog *catalog, const char *id, const struct team **team,
		     struct error *error);
/*
 * --since; INSTANT_NONE where it was not given. A date takes that day in, as one given to
 * --until does.
 */
bool invocation_since(const struct invocation *invocation, const struct zone *zone,
		      instant *since, struct error *error);
/*
 * The place of the format that was asked for among those that there are (NULL at the end); the
 * first where none was (NULL). Else ERROR_USAGE with the nearest suggested.
 */
bool choose_output_format(const char *of, const char *asked, const char *const *formats,
			  size_t *index, struct error *error);
/* The type of event of that name; else ERROR_USAGE with the nearest suggested. */
bool choose_event_type(const char *name, const struct event_type **type, struct error *error);
/*
 * Whether an output may have that path: who the teams are was written by hand, and is one slip
 * away from an output's name. Else ERROR_IO: it is one of the invocation's team files, or would
 * be read as one.
 */
bool invocation_check_is_no_team_file(struct invocation *invocation, const char *path,
				      struct error *error);
/* Writes what a command made to -o FILE, which may be no team file, or to stdout. */
bool invocation_write(struct invocation *invocation, const struct buffer *buffer,
		      struct error *error);

#endif
