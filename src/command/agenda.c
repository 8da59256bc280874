/* aplomb agenda [TEAM...]: what to talk about when the security champions meet. */
#include "command/command.h"
#include "export/json.h"
#include "export/markdown.h"
#include "invocation/version.h"
#include "scorecard/agenda_make.h"

static void write_markdown(const struct invocation *invocation, const struct agenda *agenda,
			   struct buffer *out)
{
	markdown_write_agenda(out, agenda, APLOMB_VERSION, invocation_is_ascii(invocation));
}

static void write_json(const struct invocation *invocation, const struct agenda *agenda,
		       struct buffer *out)
{
	(void)invocation;
	json_write_agenda(out, agenda, APLOMB_VERSION);
}

/* The first is the one that is written where none is asked for. */
static const char *const formats[] = {"text", "markdown", "json", NULL};
typedef void write_format(const struct invocation *invocation, const struct agenda *agenda,
			  struct buffer *out);
static write_format *const writers[] = {agenda_add_text, write_markdown, write_json};

static bool read_since(const struct invocation *invocation, const struct board *board,
		       instant *since, struct error *error)
{
	if (!invocation_since(invocation, &board->catalog.zone, since, error))
		return false;
	if (*since != INSTANT_NONE && *since >= board->period.as_of)
		return error_set(error, ERROR_USAGE,
				 "--since must lie before the instant that is spoken for "
				 "(--as-of)");
	return true;
}

static bool write_board(struct invocation *invocation, struct board *board,
			write_format *format, struct error *error)
{
	const struct team_card *const *cards;
	struct agenda agenda;
	struct buffer out;
	bool is_written;
	instant since;
	size_t count;

	if (!board_cards(invocation, board, &cards, &count, error) ||
	    !read_since(invocation, board, &since, error) ||
	    !board_make_agenda(board, count == 1 ? cards[0]->team : NULL, cards, count, since,
			       &agenda, error))
		return false;
	buffer_init(&out);
	format(invocation, &agenda, &out);
	is_written = invocation_write(invocation, &out, error);
	buffer_release(&out);
	agenda_release(&agenda);
	return is_written;
}

static int run(struct invocation *invocation)
{
	struct error error;
	struct board board;
	size_t format;
	bool is_done;

	if (!choose_output_format("agenda", invocation->values[OPTION_FORMAT], formats, &format,
				  &error) ||
	    !board_open(&board, invocation, false, &error))
		return report_error(&error);
	is_done = write_board(invocation, &board, writers[format], &error);
	board_close(&board);
	return is_done ? 0 : report_error(&error);
}

const struct command command_agenda = {
	.name = "agenda",
	.synopsis = "agenda [TEAM...] [--since T] [-f text|markdown|json] [-o FILE]",
	.summary = "What to talk about when the security champions meet",
	.run = run,
	.formats = formats,
};
