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

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/instant.h"
#include "model/agenda.h"
#include "model/comparison.h"
#include "model/team_practices.h"
#include "store/store.h"
#include "ui/terminal/terminal.h"

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

/* The command line, taken apart. */
/* What this process met in the spool beside the history (spooling.h). */
struct spool_found {
	uint64_t mark; /* of what it could not take in; 0: nothing, or to be tried again */
	size_t set_aside;
	bool is_left; /* something still waits */
};

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

/* NULL-terminated; the first is what `aplomb` alone does. */
extern const struct command *const commands[];

/* -- options.c ----------------------------------------------------------------------------- */

/*
 * Takes the command line apart, then fills in from the environment what it did not say. Fails
 * with ERROR_USAGE.
 */
bool invocation_parse(struct invocation *invocation, int argument_count, char **arguments,
		      struct error *error);
/* Whether an option was given on the command line or in the environment. */
bool invocation_has(const struct invocation *invocation, enum option option);
/* Prints the help of one command, or of all. */
void help_print(const struct command *command);
/* The command of that name; NULL: there is none. */
const struct command *command_find(const char *name);

/* "--db", "APLOMB_DB": what gave an option that takes a value its value; NULL: nothing. */
const char *invocation_origin(struct invocation *invocation, enum option option);

/* -- context.c ----------------------------------------------------------------------------- */

/* Prints the message on stderr, made visible, and returns error->kind as exit status. */
int report_error(const struct error *error);
/* Prints a remark on stderr, made visible, unless -q. */
void remark(const struct invocation *invocation, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Loads the catalog that the options, the environment or the default files name. */
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
 * *store NULL where there is no history yet and mode is STORE_READ. Opened for writing, it has
 * taken in what waited in its spool.
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
/* Writes what a command made to -o FILE, or to stdout. */
bool invocation_write(const struct invocation *invocation, const struct buffer *buffer,
		      struct error *error);

/* -- board.c ------------------------------------------------------------------------------- */

/* Of a window, at most. */
#define WINDOW_DAYS_MAX 3660

/* What a reading command looks at: catalog, history and scorecards for one period. */
struct board {
	struct catalog catalog;
	struct store *store;	    /* NULL: no history yet */
	struct scorecard scorecard; /* teams have their readings once they are asked for */
	size_t made_count;	    /* teams that have */
	struct period period;
	bool is_demo;
	struct card_work *work; /* of the card that is in the making; NULL: none is */
	struct error unread;	/* why events or practices are missing; kind 0: none are */
};

/*
 * Opens it as the invocation says, no team having its readings yet; is_demo: the organisation
 * inside the binary.
 */
bool board_open(struct board *board, struct invocation *invocation, bool is_demo,
		struct error *error);
void board_close(struct board *board);
/* False with the error where something of what was asked for could not be read. */
bool board_is_whole(const struct board *board, struct error *error);
/*
 * Begins the scorecards anew, for board->period; those before stand if it fails. Of the same
 * window as before, the cards stay to be shown until each is made anew.
 */
bool board_begin_again(struct board *board, struct error *error);
/*
 * The same as of now, out of the history as it is opened again; the catalog stays, which its
 * files still say.
 */
bool board_read_again(struct board *board, struct invocation *invocation, struct error *error);
/* Makes the readings of a team, or of all, unless they are made. */
bool board_make_card(struct board *board, const struct team *team, struct error *error);
bool board_make_all(struct board *board, struct error *error);

/*
 * card_work.c: takes a step of a few milliseconds towards the readings of a team, *is_made once
 * they are. What was begun of another team is thrown away.
 */
bool board_work(struct board *board, const struct team *team, bool *is_made,
		struct error *error);
void board_drop_work(struct board *board);
/* board.c: what a card of the board's period is made of. */
struct history_wanted board_wanted(const struct board *board, const struct team *team);
/* board.c: a card was put among the scorecards. */
void board_note_made(struct board *board, size_t count);
/*
 * The events behind a reading of a team (service NULL) or of one of its services, as
 * scorecard_evidence(), read from the history now; none, and board->unread set, where that
 * fails. Memory from the arena.
 */
const struct evidence *board_evidence(struct board *board, const struct team *team,
				      const struct service *service,
				      const struct capacity *capacity, struct arena *arena,
				      size_t *count);
/*
 * What a team did of each practice, as team_practices_make(), read from the history now; as
 * with evidence where that fails.
 */
const struct team_practices *board_practices(struct board *board, const struct team *team,
					     struct arena *arena);

/* In the place of a capacity: where to invest next, and why. */
#define SHOW_INVEST "invest"
/* show.c: prints the board as text: all teams, or the team (and capacity) among the arguments.
 */
int show_board(struct invocation *invocation, struct board *board);
/* Appends the text of a team, or of one capacity (NULL: all) of it. */
void show_text(const struct invocation *invocation, struct board *board,
	       const struct team *team, const struct capacity *capacity, struct buffer *out);
/* The same of a board of its own; is_demo: of the demo. */
int show_run(struct invocation *invocation, bool is_demo);

/*
 * screens.c: whether the board can be shown as screens: standard input and output are terminals
 * that can, and nothing else was asked for. Where only the terminal cannot, a remark says so.
 */
bool screens_are_possible(const struct invocation *invocation);
/* What the screens are told of the terminal. */
struct terminal_settings screens_settings(const struct invocation *invocation);
struct session_state;
/*
 * How the history was looked at the last time; NULL: nothing is remembered, or there will be no
 * screens. Its window stands in for --window where that is not given, so that the board is made
 * for it.
 */
const struct session_state *screens_recall(struct invocation *invocation);
struct writing_helper;
/*
 * Shows the board as screens, until the user leaves; recalled: how, or NULL. From the first
 * screen on the process is confined (confinement.h), and the helper writes for it.
 */
int screens_run(struct invocation *invocation, struct board *board,
		struct writing_helper *helper, const struct session_state *recalled);

/*
 * The cards of the teams among the arguments, made, in the order of the catalog; of all where
 * there are none. Memory in the invocation's arena.
 */
bool board_cards(struct invocation *invocation, struct board *board,
		 const struct team_card *const **cards, size_t *count, struct error *error);
/*
 * agenda.c: what to talk about when the champions meet, of a team or (NULL) of all, since they
 * last met. agenda_release() gives it back.
 */
bool board_agenda(struct board *board, const struct team *team, struct agenda *agenda,
		  struct error *error);
/* agenda.c: appends the same in words. */
bool agenda_text(const struct invocation *invocation, struct board *board,
		 const struct team *team, struct buffer *out, struct error *error);

/* export.c: writes the snapshot that -f and -o ask for; is_demo: of the demo. */
int export_run(struct invocation *invocation, bool is_demo);
extern const char *const export_formats[]; /* NULL at the end */

/* complete.c: prints what may come next on a command line; the last word is begun only. */
void complete_print(struct invocation *invocation, char **words, int word_count);

/*
 * compare.c: the team at `then`, which lies before the board's instant, and now, with what its
 * history says of the time in between. comparison_release() gives it back.
 */
bool board_compare(struct board *board, const struct team *team, instant then,
		   struct comparison *comparison, struct error *error);
/* compare.c: appends the same in words. */
bool compare_text(const struct invocation *invocation, struct board *board,
		  const struct team *team, instant then, struct buffer *out,
		  struct error *error);
/* compare.c: then and now of the team among the arguments; is_demo: of the demo. */
int compare_run(struct invocation *invocation, bool is_demo);
/* The formats, counted from 0, and how names of their files end; false: there are no more. */
bool export_format(int index, const char **name, const char **ending);
/* Appends a snapshot of teams, in the board's order, in a format of that name. */
bool export_snapshot(const struct invocation *invocation, struct board *board,
		     const char *format, const struct team *const *teams, size_t team_count,
		     struct buffer *out, struct error *error);

extern const struct command command_browse, command_show, command_export, command_events,
	command_compare, command_agenda, command_import, command_record, command_amend,
	command_forget, command_check, command_backup, command_rescue, command_init,
	command_demo, command_doctor, command_completion;

#endif
