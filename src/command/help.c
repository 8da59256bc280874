/* All commands, and their help. */
#include <stdio.h>

#include "command/command.h"
#include "invocation/options.h"

const struct command *const commands[] = {
	&command_browse, &command_show,	      &command_export,
	&command_events, &command_compare,    &command_agenda,
	&command_import, &command_record,     &command_amend,
	&command_forget, &command_check,      &command_backup,
	&command_rescue, &command_init,	      &command_demo,
	&command_doctor, &command_completion, NULL,
};

static void print_options(const struct command *command, bool is_own)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct option_row *row = option_row((enum option)i);
		char spelled[48];

		if (!option_row_is_for(row, command) || (row->commands != NULL) != is_own)
			continue;
		snprintf(spelled, sizeof(spelled), "--%s%s%s", row->name,
			 row->argument ? " " : "", row->argument ? row->argument : "");
		if (row->letter)
			printf("  -%c, %-25s %s\n", row->letter, spelled, row->help);
		else
			printf("      %-25s %s\n", spelled, row->help);
	}
}

void help_print(const struct command *command)
{
	if (command != commands[0]) {
		printf("usage: aplomb [options] %s\n\n%s.\n\n", command->synopsis,
		       command->summary);
		if (command->help)
			command->help();
		print_options(command, true);
		puts("\nOptions of all commands:");
		print_options(command, false);
		return;
	}
	puts("aplomb shows each team its positive capacities: a scorecard for the terminal.\n");
	for (size_t i = 0; commands[i]; i++)
		printf("  aplomb %s\n      %s\n", commands[i]->synopsis, commands[i]->summary);
	puts("\nOptions, before or after the command:");
	print_options(commands[0], false);
	puts("\nT is YYYY-MM-DD (the end of that day), RFC 3339 with a zone, or Unix seconds.\n"
	     "'aplomb demo' opens a made-up organisation; 'aplomb init' begins your own.\n"
	     "More: man aplomb, aplomb-teams(5), aplomb-events(5), aplomb-capacities(7).");
}
