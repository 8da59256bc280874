/* aplomb show [TEAM [CAPACITY]]: the scorecards as text, down to why one number is what it is.
 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "capacity/registry.h"
#include "command/command.h"
#include "report/wording.h"

static bool find_capacity(const char *id, const struct capacity **capacity, struct error *error)
{
	const char *ids[64];
	const char *nearest;
	size_t count = 0;

	*capacity = capacity_find(id);
	if (*capacity)
		return true;
	for (; capacity_registry[count]; count++)
		ids[count] = capacity_registry[count]->id;
	nearest = text_nearest(id, ids, count);
	if (nearest)
		return error_set(error, ERROR_UNKNOWN,
				 "there is no capacity '%s'; did you mean '%s'?", id, nearest);
	return error_set(error, ERROR_UNKNOWN,
			 "there is no capacity '%s'; 'aplomb show TEAM' shows them, "
			 "aplomb-capacities(7) explains them",
			 id);
}

static bool write_words(struct invocation *invocation, struct board *board, struct buffer *out,
			struct error *error)
{
	const struct capacity *capacity = NULL;
	const struct topic *topic;
	const struct team *team;

	if (invocation->argument_count == 0) {
		if (!board_make_all(board, error))
			return false;
		board_add_overview(invocation, board, out);
		return true;
	}
	if (!invocation_team(&board->catalog, invocation->arguments[0], &team, error) ||
	    !board_make_card(board, team, error))
		return false;
	topic = invocation->argument_count > 1 ? topic_find(invocation->arguments[1]) : NULL;
	if (topic) {
		board_add_topic(invocation, board, team, topic, out);
		return true;
	}
	if (invocation->argument_count > 1 &&
	    !find_capacity(invocation->arguments[1], &capacity, error))
		return false;
	board_add_team(invocation, board, team, capacity, out);
	return true;
}

int show_board(struct invocation *invocation, struct board *board)
{
	struct error error;
	struct buffer out;
	bool is_done;

	buffer_init(&out);
	is_done = write_words(invocation, board, &out, &error) &&
		  board_is_whole(board, &error) && invocation_write(invocation, &out, &error);
	buffer_release(&out);
	return is_done ? 0 : report_error(&error);
}

int show_run(struct invocation *invocation, bool is_demo)
{
	struct error error;
	struct board board;
	int status;

	if (invocation->argument_count > 2) {
		error_set(&error, ERROR_USAGE,
			  "'aplomb %s' takes a team and a capacity; '%s' is one too many",
			  invocation->command->name, invocation->arguments[2]);
		return report_error(&error);
	}
	if (!board_open(&board, invocation, is_demo, &error))
		return report_error(&error);
	status = show_board(invocation, &board);
	board_close(&board);
	return status;
}

static int run(struct invocation *invocation)
{
	return show_run(invocation, false);
}

static void print_capacities(void)
{
	puts("Capacities; aplomb-capacities(7) says what each rests on and how to begin it:");
	for (size_t i = 0; capacity_registry[i]; i++)
		printf("  %-20s  %s\n", capacity_registry[i]->id,
		       capacity_title(capacity_registry[i]));
	puts("");
}

const struct command command_show = {
	.name = "show",
	.synopsis = "show [TEAM [CAPACITY]] [-o FILE]",
	.summary = "All teams, one scorecard, or why one number is what it is, as text",
	.run = run,
	.help = print_capacities,
};
