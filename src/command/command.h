/*
 * The commands: one file for each.
 *
 * Rule: a command returns its exit status; none ends the program.
 */
#ifndef APLOMB_COMMAND_COMMAND_H
#define APLOMB_COMMAND_COMMAND_H

#include "board/board.h"
#include "invocation/invocation.h"

/* NULL-terminated; the first is what `aplomb` alone does. */
extern const struct command *const commands[];
/* Prints `begun` and, from that column on, a text in lines that a terminal of 80 has room for.
 */
void help_line(const char *begun, const char *text, int column);
/* Prints the help of one command; of the first, of all. */
void help_print(const struct command *command);
/* The name of the command that a word was meant for; NULL: none is near. */
const char *command_nearest(const char *word);

/* show.c: prints the board as text: all teams, or the team (and capacity) among the arguments.
 */
int show_board(struct invocation *invocation, struct board *board);
/* The same of a board of its own; is_demo: of the demo. */
int show_run(struct invocation *invocation, bool is_demo);
/* export.c: writes the snapshot that -f and -o ask for; is_demo: of the demo. */
int export_run(struct invocation *invocation, bool is_demo);
/* compare.c: then and now of the team among the arguments; is_demo: of the demo. */
int compare_run(struct invocation *invocation, bool is_demo);
/* complete.c: prints what may come next on a command line; the last word is begun only. */
void complete_print(struct invocation *invocation, char **words, int word_count);

extern const struct command command_browse, command_show, command_export, command_events,
	command_compare, command_agenda, command_import, command_record, command_amend,
	command_forget, command_check, command_backup, command_rescue, command_init,
	command_demo, command_doctor, command_completion, command_help;

#endif
