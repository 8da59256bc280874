/* What the champions talk about when they meet, made and in words. */
#include "board/board.h"
#include "export/plain.h"
#include "export/text.h"
#include "invocation/version.h"
#include "scorecard/agenda_make.h"

bool board_make_agenda(struct board *board, const struct team *team,
		       const struct team_card *const *cards, size_t count, instant since,
		       struct agenda *agenda, struct error *error)
{
	const struct history_wanted wanted = {
		.team = team,
		.from = INSTANT_MIN,
		.as_of = board->period.as_of,
		.practices_alone = true,
	};
	struct history history;

	arena_init(&agenda->arena);
	if (!store_load_history(board->store, &board->catalog, &wanted, &agenda->arena,
				&history, error)) {
		arena_release(&agenda->arena);
		return false;
	}
	agenda_make(agenda, &board->scorecard, &history, cards, count, since);
	return true;
}

bool board_agenda(struct board *board, const struct team *team, struct agenda *agenda,
		  struct error *error)
{
	const struct scorecard *scorecard = &board->scorecard;
	const struct team_card **cards;
	struct agenda made;
	size_t count = 0;
	struct arena arena;
	bool is_made;

	arena_init(&arena);
	cards = ARENA_ARRAY(&arena, scorecard->team_count, const struct team_card *);
	for (size_t i = 0; i < scorecard->team_count; i++)
		if (!team || scorecard->teams[i].team == team)
			cards[count++] = &scorecard->teams[i];
	is_made = (team ? board_make_card(board, team, error) : board_make_all(board, error)) &&
		  board_make_agenda(board, team, cards, count, INSTANT_NONE, &made, error);
	arena_release(&arena);
	if (is_made)
		*agenda = made;
	return is_made;
}

void agenda_add_text(const struct invocation *invocation, const struct agenda *agenda,
		     struct buffer *out)
{
	(invocation_has(invocation, OPTION_PLAIN) ? plain_write_agenda : text_write_agenda)(
		out, agenda, APLOMB_VERSION, invocation_is_ascii(invocation));
}

bool board_add_agenda(const struct invocation *invocation, struct board *board,
		      const struct team *team, struct buffer *out, struct error *error)
{
	struct agenda agenda;

	if (!board_agenda(board, team, &agenda, error))
		return false;
	agenda_add_text(invocation, &agenda, out);
	agenda_release(&agenda);
	return true;
}
