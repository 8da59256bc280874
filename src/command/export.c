/* aplomb export [TEAM...]: a snapshot that can be compared and made again. */
#include <string.h>

#include "base/text.h"
#include "command/command.h"
#include "command/version.h"
#include "export/json.h"
#include "export/text.h"

static const char *const formats[] = {"text", "json"};

static bool check_format(const struct invocation *invocation, const char **format,
			 struct error *error)
{
	const char *nearest;

	*format = invocation->values[OPTION_FORMAT];
	if (!*format)
		*format = formats[0];
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (strcmp(*format, formats[i]) == 0)
			return true;
	nearest = text_nearest(*format, formats, sizeof(formats) / sizeof(formats[0]));
	if (nearest)
		return error_set(error, ERROR_USAGE,
				 "there is no export format '%s'; did you mean '%s'?", *format,
				 nearest);
	return error_set(error, ERROR_USAGE,
			 "there is no export format '%s'; there are text and json", *format);
}

/* The cards of the teams that were named, in catalog order; of all where none was. */
static bool choose_teams(const struct invocation *invocation, const struct board *board,
			 const struct team_card **cards, size_t *count, struct error *error)
{
	bool is_all = invocation->argument_count == 0;

	for (int i = 0; i < invocation->argument_count; i++) {
		const struct team *team;

		if (!invocation_team(&board->catalog, invocation->arguments[i], &team, error))
			return false;
	}
	*count = 0;
	for (size_t i = 0; i < board->scorecard.team_count; i++) {
		const struct team_card *card = &board->scorecard.teams[i];
		bool is_chosen = is_all;

		for (int j = 0; j < invocation->argument_count; j++)
			is_chosen |= strcmp(card->team->id, invocation->arguments[j]) == 0;
		if (is_chosen)
			cards[(*count)++] = card;
	}
	return true;
}

static bool export_board(struct invocation *invocation, const struct board *board,
			 const char *format, struct error *error)
{
	const struct team_card **cards = ARENA_ARRAY(
		&invocation->arena, board->scorecard.team_count, const struct team_card *);
	struct buffer out;
	size_t count;
	bool is_written;

	if (!choose_teams(invocation, board, cards, &count, error))
		return false;
	buffer_init(&out);
	if (strcmp(format, "json") == 0)
		json_write_snapshot(&out, &board->scorecard, cards, count, APLOMB_VERSION);
	else
		text_write_snapshot(&out, &board->scorecard, cards, count, APLOMB_VERSION,
				    invocation_is_ascii(invocation));
	is_written = invocation_write(invocation, &out, error);
	buffer_release(&out);
	return is_written;
}

int export_run(struct invocation *invocation, bool is_demo)
{
	struct error error;
	struct board board;
	const char *format;
	bool is_done;

	if (!check_format(invocation, &format, &error) ||
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
	.summary = "A snapshot of all scorecards or of some: text or json",
	.run = run,
};
