/* The board in words, as `show` prints it. */
#include "board/board.h"
#include "export/plain.h"
#include "export/text.h"
#include "invocation/version.h"
#include "scorecard/scorecard_make.h"

void board_add_overview(const struct invocation *invocation, const struct board *board,
			struct buffer *out)
{
	(invocation_has(invocation, OPTION_PLAIN) ? plain_write_overview : text_write_overview)(
		out, &board->scorecard, APLOMB_VERSION, invocation_is_ascii(invocation));
}

void board_add_goals(const struct invocation *invocation, const struct board *board,
		     struct buffer *out)
{
	text_write_goals(out, &board->scorecard, APLOMB_VERSION,
			 invocation_is_ascii(invocation));
}

void board_add_team(const struct invocation *invocation, struct board *board,
		    const struct team *team, const struct capacity *capacity,
		    struct buffer *out)
{
	bool is_ascii = invocation_is_ascii(invocation);
	bool is_plain = invocation_has(invocation, OPTION_PLAIN);
	const struct scorecard *scorecard = &board->scorecard;
	const struct team_card *card = scorecard_team(scorecard, team->id);
	const struct evidence *evidence;
	struct arena arena;
	size_t count;

	if (!capacity) {
		(is_plain ? plain_write_team : text_write_team)(out, scorecard, card,
								APLOMB_VERSION, is_ascii);
		return;
	}
	arena_init(&arena);
	evidence = board_evidence(board, team, NULL, capacity, &arena, &count);
	(is_plain ? plain_write_reading : text_write_reading)(
		out, scorecard, card, team_card_reading(card, capacity->id), evidence, count,
		APLOMB_VERSION, is_ascii);
	arena_release(&arena);
}

void board_add_topic(const struct invocation *invocation, const struct board *board,
		     const struct team *team, const struct topic *topic, struct buffer *out)
{
	(invocation_has(invocation, OPTION_PLAIN) ? plain_write_topic : text_write_topic)(
		out, &board->scorecard, scorecard_team(&board->scorecard, team->id), topic,
		APLOMB_VERSION, invocation_is_ascii(invocation));
}
