/*
 * A card in the making, between keys: its history is loaded and its readings are made in steps
 * so small that nobody waits for one.
 *
 * Rule: what is half made is seen by nobody. Where somebody writes while a team is loaded it is
 * begun anew, and after a few times loaded at once, so that it comes to an end.
 */
#include <stdlib.h>

#include "board/board.h"
#include "scorecard/scorecard_make.h"

#define ATTEMPTS_MAX 3

struct card_work {
	const struct team *team;
	struct arena arena; /* of the history */
	struct history history;
	struct store_load *load;
	int attempts; /* to load it in steps */
	bool is_loaded;
	struct card_making making; /* begun once it is loaded */
};

static void begin_loading(struct board *board, struct card_work *work)
{
	const struct history_wanted wanted = board_wanted(board, work->team);

	arena_clear(&work->arena);
	work->load = store_load_begin(board->store, &board->catalog, &wanted, &work->arena,
				      &work->history);
	work->attempts++;
}

void board_drop_work(struct board *board)
{
	struct card_work *work = board->work;

	if (!work)
		return;
	if (work->is_loaded)
		card_making_drop(&work->making);
	arena_release(&work->arena);
	free(work);
	board->work = NULL;
}

static void begin(struct board *board, const struct team *team)
{
	if (board->work && board->work->team == team)
		return;
	board_drop_work(board);
	board->work = memory_resize(NULL, 1, sizeof(*board->work));
	*board->work = (struct card_work){.team = team};
	begin_loading(board, board->work);
}

static bool load_at_once(struct board *board, struct card_work *work, bool *is_loaded,
			 struct error *error)
{
	const struct history_wanted wanted = board_wanted(board, work->team);

	arena_clear(&work->arena);
	*is_loaded = store_load_history(board->store, &board->catalog, &wanted, &work->arena,
					&work->history, error);
	return *is_loaded;
}

static bool load_step(struct board *board, struct card_work *work, bool *is_loaded,
		      struct error *error)
{
	if (store_load_step(work->load, is_loaded, error))
		return true;
	*is_loaded = false;
	if (error->kind != ERROR_TRY_LATER)
		return false;
	if (work->attempts >= ATTEMPTS_MAX)
		return load_at_once(board, work, is_loaded, error);
	begin_loading(board, work);
	return true;
}

static void put(struct board *board, struct card_work *work)
{
	scorecard_put(&board->scorecard, &work->making);
	work->is_loaded = false;
	board_note_made(board, 1);
	board_drop_work(board);
}

bool board_work(struct board *board, const struct team *team, bool *is_made,
		struct error *error)
{
	struct card_work *work;

	*is_made = board->scorecard.teams[team - board->catalog.teams].is_made;
	if (*is_made)
		return true;
	begin(board, team);
	work = board->work;
	if (work->is_loaded) {
		*is_made = card_making_step(&work->making);
		if (*is_made)
			put(board, work);
		return true;
	}
	if (!load_step(board, work, &work->is_loaded, error)) {
		board_drop_work(board);
		return false;
	}
	if (work->is_loaded)
		card_making_begin(&work->making, &board->scorecard, team, &work->history);
	return true;
}
