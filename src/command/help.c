/* All commands, and their help: `aplomb help [COMMAND]`, for those who ask as they ask git. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "command/command.h"
#include "invocation/options.h"

#define HELP_COLUMNS 80
#define OPTION_HELP_COLUMN 32

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

/* A word, or all that stands in one pair of brackets: "[-f FORMAT]". */
static size_t word_bytes(const char *text)
{
	int open = 0;
	size_t length = 0;

	for (; text[length] && (text[length] != ' ' || open > 0); length++)
		open += (text[length] == '[') - (text[length] == ']');
	return length;
}

void help_line(const char *begun, const char *text, int column)
{
	int at = printf("%s", begun);
	bool is_first = true;

	if (*begun)
		at += printf("%*s", at < column ? column - at : 1, "");
	while (*text) {
		size_t length = word_bytes(text);

		if (!is_first && at + 1 + (int)length > HELP_COLUMNS)
			at = printf("\n%*s", column, "") - 1;
		else if (!is_first)
			at += printf(" ");
		at += printf("%.*s", (int)length, text);
		text += length + strspn(text + length, " ");
		is_first = false;
	}
	puts("");
}

static void print_options(const struct command *command, bool is_own)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct option_row *row = option_row((enum option)i);
		char spelled[48];
		char begun[64];

		if (!option_row_is_for(row, command) || (row->commands != NULL) != is_own)
			continue;
		snprintf(spelled, sizeof(spelled), "--%s%s%s", row->name,
			 row->argument ? " " : "", row->argument ? row->argument : "");
		if (row->letter)
			snprintf(begun, sizeof(begun), "  -%c, %s", row->letter, spelled);
		else
			snprintf(begun, sizeof(begun), "      %s", spelled);
		help_line(begun, row->help, OPTION_HELP_COLUMN);
	}
}

static void print_command(const struct command *command)
{
	help_line("  aplomb", command->synopsis, 9);
	help_line("     ", command->summary, 6);
}

static void print_usage(const struct command *command)
{
	struct arena arena;

	arena_init(&arena);
	help_line("usage:", arena_printf(&arena, "aplomb [options] %s", command->synopsis), 7);
	puts("");
	help_line("", arena_printf(&arena, "%s.", command->summary), 0);
	puts("");
	arena_release(&arena);
}

void help_print(const struct command *command)
{
	if (command != commands[0]) {
		print_usage(command);
		if (command->help)
			command->help();
		print_options(command, true);
		puts("\nOptions of all commands:");
		print_options(command, false);
		return;
	}
	puts("aplomb shows each team its positive capacities: a scorecard for the terminal.\n");
	for (size_t i = 0; commands[i]; i++)
		print_command(commands[i]);
	puts("\nOptions, before or after the command:");
	print_options(commands[0], false);
	puts("\nT is YYYY-MM-DD (the end of that day), RFC 3339 with a zone, or Unix seconds.\n"
	     "'aplomb demo' opens a made-up organisation; 'aplomb init' begins your own.\n"
	     "More: man aplomb, aplomb-tutorial(7), aplomb-teams(5), aplomb-events(5),\n"
	     "      aplomb-import(5), aplomb-capacities(7).");
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
