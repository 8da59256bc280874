/*
 * What may come next on a command line that is being typed.
 *
 * Rule: everything is read from the tables that the command line itself is read by: options,
 * commands and their synopsis, types of event and their fields, formats, capacities, and the
 * catalog for teams and services. It is quick, and silent about what is not valid.
 */
#ifndef APLOMB_COMMAND_COMPLETE_H
#define APLOMB_COMMAND_COMPLETE_H

#include "command/command.h"
#include "invocation/options.h"

struct completing {
	struct invocation *invocation; /* its arena */
	char **words;
	int count;	    /* of the words before the one that is begun */
	const char *begun;  /* what of it must match */
	const char *before; /* what stands before that in the same word: "--format=" */
	const struct command *command;	  /* NULL: none yet */
	const struct option_row *pending; /* the option whose argument comes next; NULL: none */
	int positional;			  /* how many words that are no options stand before */
	const char *type;		  /* record, amend: its type of event */
	const struct event_field *field;  /* theirs: whose value comes next */
	bool only_words;		  /* after -- */
};

/*
 * complete_offer.c: each prints, a line each, the candidates that the begun word may become,
 * with what is said of them; those that do not begin with it are passed over, and what cannot
 * be read (a team file) offers nothing.
 */

/* One candidate, and what is said of it; foreign text in that is made visible. */
void offer(const struct completing *completing, const char *word, const char *help);
/* What a word of a synopsis, or an option's argument, stands for: "TEAM", "FILE", "a|b". */
void offer_for(const struct completing *completing, const char *what);
/* The commands, by name. */
void offer_commands(const struct completing *completing);
/* The teams of the catalog, by id. */
void offer_teams(const struct completing *completing);
/* The options of the command, or (none yet) of all. */
void offer_options(const struct completing *completing);
/* record, amend: the fields of its type, and the value of one. */
void offer_fields(const struct completing *completing);
void offer_value(const struct completing *completing);
/* "--service"; of a list, "--change", "--team". In the invocation's arena. */
const char *field_option(const struct completing *completing, const struct event_field *field);

#endif
