/* Then and now of a team, made and in words. */
#include "board/board.h"
#include "export/plain.h"
#include "export/text.h"
#include "invocation/version.h"
#include "scorecard/comparison_make.h"
#include "scorecard/scorecard_make.h"

bool board_compare(struct board *board, const struct team *team, instant then,
		   struct comparison *comparison, struct error *error)
{
	const struct period then_period = {.as_of = then,
					   .window_days = board->period.window_days};
	const struct history_wanted wanted = {.team = team,
					      .from = scorecard_reach(&then_period),
					      .as_of = board->period.as_of};
	struct history history;
	struct arena arena;
	bool is_loaded;

	arena_init(&arena);
	is_loaded = store_load_history(board->store, &board->catalog, &wanted, &arena, &history,
				       error);
	if (is_loaded) {
		history.notes = board->scorecard.notes;
		comparison_make(comparison, &board->catalog, team, &history, &board->period,
				then);
	}
	arena_release(&arena);
	return is_loaded;
}

bool board_add_comparison(const struct invocation *invocation, struct board *board,
			  const struct team *team, instant then, struct buffer *out,
			  struct error *error)
{
	bool is_ascii = invocation_is_ascii(invocation);
	struct comparison comparison;

	if (!board_compare(board, team, then, &comparison, error))
		return false;
	if (invocation_has(invocation, OPTION_PLAIN))
		plain_write_comparison(out, &comparison, APLOMB_VERSION, is_ascii);
	else
		text_write_comparison(out, &comparison, APLOMB_VERSION, is_ascii);
	comparison_release(&comparison);
	return true;
}
