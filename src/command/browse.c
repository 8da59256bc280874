/* aplomb [TEAM]: the terminal scorecard; printed as text when stdout is no terminal. */
#include <string.h>

#include "command/command.h"
#include "viewer/screens.h"
#include "viewer/writing_helper.h"

/* A first word that is neither a command nor a team: the nearest of both is suggested. */
static int report_unknown_word(const struct board *board, const char *word)
{
	struct error error;
	const struct team *team;
	const char *nearest = command_nearest(word);

	invocation_team(&board->catalog, word, &team, &error);
	if (nearest && !strstr(error.message, "did you mean"))
		error_set(&error, ERROR_USAGE,
			  "'%s' is neither a command nor a team; did you mean 'aplomb %s'?",
			  word, nearest);
	return report_error(&error);
}

static int show_first(struct invocation *invocation, struct board *board,
		      struct writing_helper *helper, const struct session_state *recalled)
{
	if (invocation->argument_count == 1 &&
	    !catalog_team(&board->catalog, invocation->arguments[0]))
		return report_unknown_word(board, invocation->arguments[0]);
	return helper ? screens_run(invocation, board, helper, recalled)
		      : show_board(invocation, board);
}

static int open_and_show(struct invocation *invocation, bool is_demo,
			 struct writing_helper *helper, const struct session_state *recalled)
{
	struct error error;
	struct board board;
	int status;

	if (!board_open(&board, invocation, is_demo, &error))
		return report_error(&error);
	status = show_first(invocation, &board, helper, recalled);
	board_close(&board);
	return status;
}

static int browse(struct invocation *invocation, bool is_demo)
{
	struct error error;
	struct writing_helper helper;
	/* The demo is the same for everyone, at each start. */
	const struct session_state *recalled = is_demo ? NULL : screens_recall(invocation);
	int status;

	if (!screens_are_possible(invocation))
		return open_and_show(invocation, is_demo, NULL, NULL);
	if (!writing_helper_begin(&helper, invocation, &error))
		return report_error(&error);
	status = open_and_show(invocation, is_demo, &helper, recalled);
	writing_helper_end(&helper);
	return status;
}

static int too_many(const struct invocation *invocation)
{
	struct error error;

	error_set(&error, ERROR_USAGE, "'aplomb' takes one team; '%s' is one too many",
		  invocation->arguments[1]);
	return report_error(&error);
}

static int run(struct invocation *invocation)
{
	return invocation->argument_count > 1 ? too_many(invocation)
					      : browse(invocation, false);
}

const struct command command_browse = {
	.name = "",
	.synopsis = "[TEAM]",
	.summary = "The terminal scorecard; printed as text when stdout is no terminal",
	.run = run,
};

/* The demo is whole in the binary, so it takes what show, compare and export take as well. */
static int run_demo(struct invocation *invocation)
{
	if (invocation_has(invocation, OPTION_THEN) || invocation_has(invocation, OPTION_NOW))
		return compare_run(invocation, true);
	if (invocation_has(invocation, OPTION_FORMAT))
		return export_run(invocation, true);
	if (invocation_has(invocation, OPTION_OUTPUT) || invocation->argument_count > 1)
		return show_run(invocation, true);
	return browse(invocation, true);
}

const struct command command_demo = {
	.name = "demo",
	.synopsis = "demo [TEAM [CAPACITY]] [--then T] [-f FORMAT] [-o FILE]",
	.summary = "The terminal scorecard of a made-up organisation at a fixed date",
	.run = run_demo,
	.formats = snapshot_formats,
};
