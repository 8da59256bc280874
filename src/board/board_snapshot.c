/* A board as a snapshot, in one of the formats of `export -f`. */
#include "board/board.h"
#include "export/csv.h"
#include "export/html.h"
#include "export/json.h"
#include "export/markdown.h"
#include "export/plain.h"
#include "export/text.h"
#include "invocation/version.h"

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
	struct board *board = context;

	/* Where some could not be read nothing is written: no need to wait for the rest. */
	*count = 0;
	return board->unread.kind ? NULL
				  : board_evidence(board, team, NULL, capacity, arena, count);
}

static void write_html(struct buffer *out, const struct snapshot *snapshot)
{
	struct evidence_source evidence = {find_evidence, snapshot->board};

	html_write_snapshot(out, &snapshot->board->scorecard, snapshot->cards, snapshot->count,
			    &evidence, APLOMB_VERSION);
}

/* The first is the one that is written where none is asked for. */
const char *const snapshot_formats[] = {"text", "markdown", "csv", "json", "html", NULL};
#define FORMAT_COUNT (sizeof(snapshot_formats) / sizeof(*snapshot_formats) - 1)

typedef void write_format(struct buffer *out, const struct snapshot *snapshot);
static write_format *const writers[FORMAT_COUNT] = {write_text, write_markdown, write_csv,
						    write_json, write_html};

/* How the names of their files end. */
static const char *const endings[FORMAT_COUNT] = {"txt", "md", "csv", "json", "html"};

const char *snapshot_ending(size_t format)
{
	return endings[format];
}

bool snapshot_format_find(const char *asked, size_t *format, struct error *error)
{
	return choose_output_format("export", asked, snapshot_formats, format, error);
}

bool board_add_cards(const struct invocation *invocation, struct board *board, size_t format,
		     const struct team_card *const *cards, size_t count, struct buffer *out,
		     struct error *error)
{
	const struct snapshot snapshot = {board, cards, count, invocation_is_ascii(invocation),
					  invocation_has(invocation, OPTION_PLAIN)};

	writers[format](out, &snapshot);
	return board_is_whole(board, error);
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

bool board_add_snapshot(const struct invocation *invocation, struct board *board,
			const char *format, const struct team *const *teams, size_t team_count,
			struct buffer *out, struct error *error)
{
	const struct team_card **cards;
	size_t found, count = 0;
	struct arena arena;
	bool is_made;

	if (!snapshot_format_find(format, &found, error))
		return false;
	arena_init(&arena);
	cards = ARENA_ARRAY(&arena, board->scorecard.team_count, const struct team_card *);
	for (size_t i = 0; i < board->scorecard.team_count && count < team_count; i++)
		if (board->scorecard.teams[i].team == teams[count])
			cards[count++] = &board->scorecard.teams[i];
	is_made = make_cards(board, cards, count, error);
	board->unread.kind = ERROR_NONE; /* what failed for a screen is past */
	is_made =
		is_made && board_add_cards(invocation, board, found, cards, count, out, error);
	arena_release(&arena);
	return is_made;
}
