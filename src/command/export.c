/* aplomb export [TEAM...]: a snapshot that can be compared and made again. */
#include <string.h>

#include "base/text.h"
#include "command/command.h"
#include "command/version.h"
#include "export/csv.h"
#include "export/html.h"
#include "export/json.h"
#include "export/markdown.h"
#include "export/text.h"
#include "scorecard/scorecard_make.h"

/* What is written, of which cards. */
struct snapshot {
	struct board *board;
	const struct team_card *const *cards;
	size_t count;
	bool is_ascii;
};

static void write_text(struct buffer *out, const struct snapshot *snapshot)
{
	text_write_snapshot(out, &snapshot->board->scorecard, snapshot->cards, snapshot->count,
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
	const struct board *board = context;

	return scorecard_evidence(&board->scorecard, &board->history, team, NULL, capacity,
				  arena, count);
}

static void write_html(struct buffer *out, const struct snapshot *snapshot)
{
	struct evidence_source evidence = {find_evidence, snapshot->board};

	html_write_snapshot(out, &snapshot->board->scorecard, snapshot->cards, snapshot->count,
			    &evidence, APLOMB_VERSION);
}

struct format {
	const char *name;
	void (*write)(struct buffer *out, const struct snapshot *snapshot);
};

/* The first is the one that is written where none is asked for. */
static const struct format formats[] = {
	{"text", write_text}, {"markdown", write_markdown}, {"csv", write_csv},
	{"json", write_json}, {"html", write_html},
};
#define FORMAT_COUNT (sizeof(formats) / sizeof(formats[0]))

static bool find_format(const struct invocation *invocation, const struct format **format,
			struct error *error)
{
	const char *asked = invocation->values[OPTION_FORMAT];
	const char *names[FORMAT_COUNT];
	const char *nearest;

	for (size_t i = 0; i < FORMAT_COUNT; i++) {
		names[i] = formats[i].name;
		if (!asked || strcmp(asked, names[i]) == 0) {
			*format = &formats[i];
			return true;
		}
	}
	nearest = text_nearest(asked, names, FORMAT_COUNT);
	if (nearest)
		return error_set(error, ERROR_USAGE,
				 "there is no export format '%s'; did you mean '%s'?", asked,
				 nearest);
	return error_set(error, ERROR_USAGE,
			 "there is no export format '%s'; there are text, markdown, csv, json "
			 "and html",
			 asked);
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

static bool export_board(struct invocation *invocation, struct board *board,
			 const struct format *format, struct error *error)
{
	const struct team_card **cards = ARENA_ARRAY(
		&invocation->arena, board->scorecard.team_count, const struct team_card *);
	struct snapshot snapshot = {board, cards, 0, invocation_is_ascii(invocation)};
	struct buffer out;
	bool is_written;

	if (!choose_teams(invocation, board, cards, &snapshot.count, error))
		return false;
	buffer_init(&out);
	format->write(&out, &snapshot);
	is_written = invocation_write(invocation, &out, error);
	buffer_release(&out);
	return is_written;
}

int export_run(struct invocation *invocation, bool is_demo)
{
	struct error error;
	struct board board;
	const struct format *format;
	bool is_done;

	if (!find_format(invocation, &format, &error) ||
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
};
