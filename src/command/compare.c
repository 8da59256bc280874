/* aplomb compare TEAM --then T [--now T]: then and now, the same team, in words. */
#include "command/command.h"

/* --then: an instant, or a span back from now; without it, one window back. */
static bool read_then(const struct invocation *invocation, const struct board *board,
		      instant *then, struct error *error)
{
	const char *text = invocation->values[OPTION_THEN];
	const struct period *now = &board->period;
	struct error no_span;
	int64_t seconds;

	if (!text) {
		*then = now->as_of - now->window_days * SECONDS_PER_DAY;
	} else if (span_parse(text, &seconds, &no_span)) {
		*then = seconds < now->as_of ? now->as_of - seconds : INSTANT_MIN;
	} else if (!instant_parse_as_of(text, &board->catalog.zone, then, error)) {
		error->kind = ERROR_USAGE;
		return error_prefix(error, "--then");
	}
	if (*then >= now->as_of)
		return error_set(error, ERROR_USAGE,
				 "--then must lie before the instant that it is compared with "
				 "(--now)");
	return true;
}

static bool compare_board(struct invocation *invocation, struct board *board,
			  struct error *error)
{
	const struct team *team;
	struct buffer out;
	instant then;
	bool is_done;

	if (!invocation_team(&board->catalog, invocation->arguments[0], &team, error) ||
	    !read_then(invocation, board, &then, error))
		return false;
	buffer_init(&out);
	is_done = board_add_comparison(invocation, board, team, then, &out, error) &&
		  invocation_write(invocation, &out, error);
	buffer_release(&out);
	return is_done;
}

int compare_run(struct invocation *invocation, bool is_demo)
{
	struct error error;
	struct board board;
	bool is_done;

	if (invocation->argument_count != 1) {
		error_set(&error, ERROR_USAGE,
			  "then and now are of one team: 'aplomb compare TEAM --then T'");
		return report_error(&error);
	}
	if (!board_open(&board, invocation, is_demo, &error))
		return report_error(&error);
	is_done = compare_board(invocation, &board, &error);
	board_close(&board);
	return is_done ? 0 : report_error(&error);
}

static int run(struct invocation *invocation)
{
	return compare_run(invocation, false);
}

const struct command command_compare = {
	.name = "compare",
	.synopsis = "compare TEAM [--then T] [--now T] [-o FILE]",
	.summary = "Then and now, the same team, in words",
	.run = run,
};
