/* aplomb export [TEAM...]: a snapshot that can be compared and made again. */
#include "command/command.h"

static bool export_board(struct invocation *invocation, struct board *board, size_t format,
			 struct error *error)
{
	const struct team_card *const *cards;
	struct buffer out;
	bool is_written;
	size_t count;

	if (!board_cards(invocation, board, &cards, &count, error))
		return false;
	buffer_init(&out);
	is_written = board_add_cards(invocation, board, format, cards, count, &out, error) &&
		     invocation_write(invocation, &out, error);
	buffer_release(&out);
	return is_written;
}

int export_run(struct invocation *invocation, bool is_demo)
{
	struct error error;
	struct board board;
	size_t format;
	bool is_done;

	if (!snapshot_format_find(invocation->values[OPTION_FORMAT], &format, &error) ||
	    !board_open(&board, invocation, is_demo, &error))
		return report_error(&error);
	is_done = export_board(invocation, &board, format, &error);
	board_close(&board);
	return is_done ? 0 : report_error(&error);
}

static int run(struct invocation *invocation)
{
	return export_run(invocation, false);
}

const struct command command_export = {
	.name = "export",
	.synopsis = "export [TEAM...] [-f FORMAT] [-o FILE]",
	.summary = "A snapshot of all scorecards or of some: text, markdown, csv, json or html",
	.run = run,
	.formats = snapshot_formats,
};
