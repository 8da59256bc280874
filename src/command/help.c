/* All commands, and their help: `aplomb help [COMMAND]`, for those who ask as they ask git. */
#include <stdio.h>

#include "base/text.h"
#include "command/command.h"
#include "invocation/options.h"

const struct command *const commands[] = {
	&command_browse,
	&command_show,
	&command_export,
	&command_events,
	&command_compare,
	&command_agenda,
	&command_import,
	&command_record,
	&command_amend,
	&command_forget,
	&command_check,
	&command_backup,
	&command_rescue,
	&command_init,
	&command_demo,
	&command_doctor,
	&command_completion,
	&command_help,
	NULL,
};

const char *command_nearest(const char *word)
{
	const char *names[sizeof(commands) / sizeof(*commands)];
	size_t count = 0;

	for (; commands[count + 1]; count++)
		names[count] = commands[count + 1]->name;
	return text_nearest(word, names, count);
}

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

/* -- the command --------------------------------------------------------------------------- */

static int refuse_command(const char *name)
{
	struct error error;
	const char *nearest = command_nearest(name);

	if (nearest)
		error_set(&error, ERROR_USAGE, "there is no command '%s'; did you mean '%s'?",
			  name, nearest);
	else
		error_set(&error, ERROR_USAGE,
			  "there is no command '%s'; 'aplomb help' lists them all", name);
	return report_error(&error);
}

static int run(struct invocation *invocation)
{
	const char *name = invocation->argument_count ? invocation->arguments[0] : "";
	const struct command *command = command_find(commands, name);
	struct error error;

	if (invocation->argument_count > 1) {
		error_set(&error, ERROR_USAGE,
			  "'aplomb help' takes one command; '%s' is one too many",
			  invocation->arguments[1]);
		return report_error(&error);
	}
	if (!command)
		return refuse_command(name);
	help_print(command);
	return 0;
}

const struct command command_help = {
	.name = "help",
	.synopsis = "help [COMMAND]",
	.summary = "What there is, or how one command is used",
	.run = run,
};
