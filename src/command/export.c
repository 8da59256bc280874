/* aplomb export [TEAM...]: a snapshot that can be compared and made again. */
#include <stdlib.h>
#include <string.h>

#include "command/command.h"
#include "command/version.h"
#include "export/csv.h"
#include "export/html.h"
#include "export/json.h"
#include "export/markdown.h"
#include "export/output.h"
#include "export/plain.h"
#include "export/text.h"
#include "scorecard/scorecard_make.h"

/* What is written, of which cards. */
struct snapshot {
	struct board *board;
	const struct team_card *const *cards;
	size_t count;
	bool is_ascii, is_plain;
};

static void write_text(struct buffer *out, const struct snapshot *snapshot)
{
	(snapshot->is_plain ? plain_write_snapshot : text_write_snapshot)(
		out, &snapshot->board->scorecard, snapshot->cards, snapshot->count,
		APLOMB_VERSION, snapshot->is_ascii);
}

static void write_markdown(struct buffer *out, const struct snapshot *snapshot)
{
	markdown_write_snapshot(out, &snapshot->board->scorecard, snapshot->cards,
				snapshot->count, APLOMB_VERSION, snapshot->is_ascii);
}

static void write_csv(struct buffer *out, const struct snapshot *snapshot)
{
	csv_write_snapshot(out, &snapshot->board->scorecard, snapshot->cards, snapshot->count,
			   APLOMB_VERSION);
}

static void write_json(struct buffer *out, const struct snapshot *snapshot)
{
	json_write_snapshot(out, &snapshot->board->scorecard, snapshot->cards, snapshot->count,
			    APLOMB_VERSION);
}

static const struct evidence *find_evidence(void *context, const struct team *team,
					    const struct capacity *capacity,
					    struct arena *arena, size_t *count)
{
	return board_evidence(context, team, NULL, capacity, arena, count);
}

static void write_html(struct buffer *out, const struct snapshot *snapshot)
{
	struct evidence_source evidence = {find_evidence, snapshot->board};

	html_write_snapshot(out, &snapshot->board->scorecard, snapshot->cards, snapshot->count,
			    &evidence, APLOMB_VERSION);
}

/* The first is the one that is written where none is asked for. */
const char *const export_formats[] = {"text", "markdown", "csv", "json", "html", NULL};
#define FORMAT_COUNT (sizeof(export_formats) / sizeof(*export_formats) - 1)

typedef void write_format(struct buffer *out, const struct snapshot *snapshot);
static write_format *const writers[FORMAT_COUNT] = {write_text, write_markdown, write_csv,
						    write_json, write_html};

/* How the names of their files end. */
static const char *const endings[FORMAT_COUNT] = {"txt", "md", "csv", "json", "html"};

static bool find_format(const char *asked, write_format **format, struct error *error)
{
	size_t index;

	if (!choose_output_format("export", asked, export_formats, &index, error))
		return false;
	*format = writers[index];
	return true;
}

static bool export_board(struct invocation *invocation, struct board *board,
			 write_format *format, struct error *error)
{
	struct snapshot snapshot = {board, NULL, 0, invocation_is_ascii(invocation),
				    invocation_has(invocation, OPTION_PLAIN)};
	struct buffer out;
	bool is_written;

	if (!board_cards(invocation, board, &snapshot.cards, &snapshot.count, error))
		return false;
	buffer_init(&out);
	format(&out, &snapshot);
	is_written = board_is_whole(board, error) && invocation_write(invocation, &out, error);
	buffer_release(&out);
	return is_written;
}

/* -- for the screens ------------------------------------------------------------------------
 */

bool export_format(int index, const char **name, const char **ending)
{
	if (index < 0 || (size_t)index >= FORMAT_COUNT)
		return false;
	*name = export_formats[index];
	*ending = endings[index];
	return true;
}

static bool make_cards(struct board *board, const struct team_card *const *cards, size_t count,
		       struct error *error)
{
	if (count == board->scorecard.team_count)
		return board_make_all(board, error);
	for (size_t i = 0; i < count; i++)
		if (!board_make_card(board, cards[i]->team, error))
			return false;
	return true;
}

bool export_snapshot(const struct invocation *invocation, struct board *board,
		     const char *format, const struct team *const *teams, size_t team_count,
		     struct buffer *out, struct error *error)
{
	struct snapshot snapshot = {board, NULL, 0, invocation_is_ascii(invocation),
				    invocation_has(invocation, OPTION_PLAIN)};
	const struct team_card **cards;
	write_format *found;
	struct arena arena;
	bool is_made;

	if (!find_format(format, &found, error))
		return false;
	arena_init(&arena);
	cards = ARENA_ARRAY(&arena, board->scorecard.team_count, const struct team_card *);
	for (size_t i = 0; i < board->scorecard.team_count && snapshot.count < team_count; i++)
		if (board->scorecard.teams[i].team == teams[snapshot.count])
			cards[snapshot.count++] = &board->scorecard.teams[i];
	snapshot.cards = cards;
	is_made = make_cards(board, cards, snapshot.count, error);
	if (is_made) {
		board->unread.kind = ERROR_NONE; /* what failed for a screen is past */
		found(out, &snapshot);
		is_made = board_is_whole(board, error);
	}
	arena_release(&arena);
	return is_made;
}

int export_run(struct invocation *invocation, bool is_demo)
{
	struct error error;
	struct board board;
	write_format *format;
	bool is_done;

	if (!find_format(invocation->values[OPTION_FORMAT], &format, &error) ||
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
	.formats = export_formats,
};
