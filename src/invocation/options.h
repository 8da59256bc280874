/*
 * The table of options: what the command line, its help and its completion know of them.
 *
 * Rule: an option is a row; nothing else lists options or what they take.
 */
#ifndef APLOMB_INVOCATION_OPTIONS_H
#define APLOMB_INVOCATION_OPTIONS_H

#include "invocation/invocation.h"

struct option_row {
	const char *name;
	char letter;		 /* 0: none */
	const char *argument;	 /* NULL: a flag; what it is, "FILE"; or all it may be, "a|b" */
	const char *environment; /* NULL: none */
	const char *commands;	 /* that know it, between spaces; NULL: all */
	const char *help;
};

const struct option_row *option_row(enum option option);
/* Whether a command knows the option. */
bool option_row_is_for(const struct option_row *row, const struct command *command);

#endif
