/* aplomb completion bash|zsh|fish: a script for the shell, which asks back what may come next.
 */
#include <string.h>

#include "base/embedded.h"
#include "base/text.h"
#include "command/command.h"

/* The scripts ask with this word in a shell's place; it is not for people. */
#define ASKING "words"

static const struct {
	const char *shell, *script;
} scripts[] = {
	{"bash", embedded_completion_bash},
	{"zsh", embedded_completion_zsh},
	{"fish", embedded_completion_fish},
};
#define SHELL_COUNT (sizeof(scripts) / sizeof(*scripts))

static bool no_shell(const char *shell, struct error *error)
{
	const char *names[SHELL_COUNT];
	const char *nearest;

	for (size_t i = 0; i < SHELL_COUNT; i++)
		names[i] = scripts[i].shell;
	nearest = text_nearest(shell, names, SHELL_COUNT);
	if (nearest)
		return error_set(error, ERROR_USAGE,
				 "there is no completion for '%.*s'; did you mean '%s'?",
				 TEXT_CUT(shell, 80), nearest);
	return error_set(error, ERROR_USAGE,
			 "there is no completion for '%.*s'; there is for bash, zsh and fish",
			 TEXT_CUT(shell, 80));
}

static bool write_script(struct invocation *invocation, const char *shell, struct error *error)
{
	for (size_t i = 0; i < SHELL_COUNT; i++) {
		struct buffer out;
		bool is_written;

		if (strcmp(scripts[i].shell, shell) != 0)
			continue;
		buffer_init(&out);
		buffer_add_string(&out, scripts[i].script);
		is_written = invocation_write(invocation, &out, error);
		buffer_release(&out);
		return is_written;
	}
	return no_shell(shell, error);
}

static int run(struct invocation *invocation)
{
	const char *word;
	struct error error;

	if (invocation->argument_count == 0) {
		error_set(&error, ERROR_USAGE,
			  "for which shell? There are scripts for bash, zsh and fish");
		return report_error(&error);
	}
	word = invocation->arguments[0];
	if (strcmp(word, ASKING) == 0) {
		complete_print(invocation, invocation->arguments + 1,
			       invocation->argument_count - 1);
		return 0;
	}
	for (int i = 0; i < invocation->argument_count; i++) {
		if (strcmp(invocation->arguments[i], "--help") != 0 &&
		    strcmp(invocation->arguments[i], "-h") != 0)
			continue;
		help_print(&command_completion);
		return 0;
	}
	if (invocation->argument_count > 1) {
		error_set(&error, ERROR_USAGE, "one shell at a time; '%.*s' is not expected",
			  TEXT_CUT(invocation->arguments[1], 80));
		return report_error(&error);
	}
	return write_script(invocation, word, &error) ? 0 : report_error(&error);
}

const struct command command_completion = {
	.name = "completion",
	.synopsis = "completion bash|zsh|fish",
	.summary = "A script that completes commands, options, teams and more in a shell",
	.run = run,
	.takes_raw_arguments = true,
};
