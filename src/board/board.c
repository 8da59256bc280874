/* What a reading command looks at: catalog, history and scorecards for one period. */
#include <string.h>

#include "base/embedded.h"
#include "board/board.h"
#include "board/scoring.h"
#include "capacity/registry.h"
#include "catalog/catalog_load.h"
#include "scorecard/practices_make.h"
#include "scorecard/scorecard_make.h"

#define WINDOW_DAYS 84
#define DEMO_AS_OF "2026-09-30"

static bool read_window(const struct invocation *invocation, int *days, struct error *error)
{
	const char *text = invocation->values[OPTION_WINDOW];
	int64_t seconds;

	*days = WINDOW_DAYS;
	if (!text)
		return true;
	if (!span_parse(text, &seconds, error))
		return option_refuse(invocation, OPTION_WINDOW, error);
	if (seconds % SECONDS_PER_DAY != 0 || seconds < SECONDS_PER_DAY ||
	    seconds > WINDOW_DAYS_MAX * SECONDS_PER_DAY) {
		error_set(error, ERROR_USAGE, "'%s' is not a whole number of days from 1 to %d",
			  text, WINDOW_DAYS_MAX);
		return option_refuse(invocation, OPTION_WINDOW, error);
	}
	*days = (int)(seconds / SECONDS_PER_DAY);
	return true;
}

static bool read_bands(const struct invocation *invocation, const struct catalog *catalog,
		       enum band_edition *bands, struct error *error)
{
	const char *text = invocation->values[OPTION_BANDS];

	if (!text)
		*bands = catalog->bands;
	else if (strcmp(text, "2019") == 0)
		*bands = BAND_EDITION_2019;
	else if (strcmp(text, "2021") == 0)
		*bands = BAND_EDITION_2021;
	else if (strcmp(text, "none") == 0)
		*bands = BAND_EDITION_NONE;
	else {
		error_set(error, ERROR_USAGE,
			  "'%s' is not an edition; there are 2019, 2021 and none", text);
		return option_refuse(invocation, OPTION_BANDS, error);
	}
	return true;
}

static bool read_period(const struct invocation *invocation, const struct board *board,
			struct period *period, struct error *error)
{
	const struct zone *zone = &board->catalog.zone;
	bool is_demos = board->is_demo && !invocation_has(invocation, OPTION_AS_OF) &&
			!invocation_has(invocation, OPTION_NOW);

	return (is_demos ? instant_parse_as_of(DEMO_AS_OF, zone, &period->as_of, error)
			 : invocation_as_of(invocation, zone, &period->as_of, error)) &&
	       read_window(invocation, &period->window_days, error) &&
	       read_bands(invocation, &board->catalog, &period->bands, error);
}

static bool open_demo(struct board *board, struct error *error)
{
	size_t teams_bytes =
		embedded_length_bytes(embedded_demo_teams, embedded_demo_teams_end);
	size_t history_bytes =
		embedded_length_bytes(embedded_demo_history, embedded_demo_history_end);

	if (!catalog_load_text(&board->catalog, "demo", embedded_demo_teams, teams_bytes,
			       capacity_registry, error))
		return false;
	return history_bytes == 0 ||
	       store_open_bytes(&board->store, embedded_demo_history, history_bytes, error);
}

static bool open_own(struct board *board, struct invocation *invocation, struct error *error)
{
	return invocation_catalog(invocation, &board->catalog, error) &&
	       invocation_store(invocation, STORE_READ, &board->store, error);
}

/* Scorecards of board->period in which no team has its readings yet. */
static bool begin_scorecard(struct board *board, struct scorecard *scorecard,
			    struct error *error)
{
	scorecard_begin(scorecard, &board->catalog, &board->period);
	if (store_load_notes(board->store, board->period.as_of, &scorecard->arena,
			     &scorecard->notes, error))
		return true;
	scorecard_release(scorecard);
	return false;
}

bool board_begin_again(struct board *board, struct error *error)
{
	struct scorecard *before = &board->scorecard;
	struct scorecard scorecard;

	if (!begin_scorecard(board, &scorecard, error))
		return false;
	board_drop_work(board);
	if (before->period.window_days == board->period.window_days &&
	    before->period.bands == board->period.bands)
		scorecard_keep(&scorecard, before);
	scorecard_release(before);
	*before = scorecard;
	board->made_count = 0;
	return true;
}

bool board_read_again(struct board *board, struct invocation *invocation, struct error *error)
{
	struct store *opened = NULL, *before = board->store;
	struct period period = board->period;
	bool is_begun = invocation_store(invocation, STORE_READ, &opened, error) &&
			read_period(invocation, board, &board->period, error);

	board_drop_work(board);
	board->store = opened;
	board->period.window_days = period.window_days;
	if (!is_begun || !board_begin_again(board, error)) {
		board->store = before;
		board->period = period;
		before = opened;
		is_begun = false;
	}
	if (before)
		store_close(before);
	return is_begun;
}

void board_note_made(struct board *board, size_t count)
{
	board->made_count += count;
	/* What is told of all teams together. */
	if (board->made_count == board->scorecard.team_count)
		scorecard_end(&board->scorecard);
}

struct history_wanted board_wanted(const struct board *board, const struct team *team)
{
	return (struct history_wanted){
		.team = team,
		.from = scorecard_reach(&board->period),
		.as_of = board->period.as_of,
	};
}

bool board_make_card(struct board *board, const struct team *team, struct error *error)
{
	const struct history_wanted wanted = board_wanted(board, team);
	struct history history;
	struct arena arena;
	bool is_loaded;

	if (board->scorecard.teams[team - board->catalog.teams].is_made)
		return true;
	arena_init(&arena);
	is_loaded = store_load_history(board->store, &board->catalog, &wanted, &arena, &history,
				       error);
	if (is_loaded) {
		board_drop_work(board);
		scorecard_add(&board->scorecard, team, &history);
		board_note_made(board, 1);
	}
	arena_release(&arena);
	return is_loaded;
}

bool board_make_all(struct board *board, struct error *error)
{
	size_t left = board->scorecard.team_count - board->made_count;
	bool is_held = false, is_made;

	/* All of them out of one moment of the history. */
	if (board->store && !store_hold(board->store, &is_held, error))
		return false;
	is_made = scoring_run(board->store, &board->scorecard, error);
	if (board->store)
		store_let_go(board->store, is_held);
	if (is_made && left)
		board_note_made(board, left);
	return is_made;
}

const struct evidence *board_evidence(struct board *board, const struct team *team,
				      const struct service *service,
				      const struct capacity *capacity, struct arena *arena,
				      size_t *count)
{
	const struct period *period = &board->period;
	const struct history_wanted wanted = {
		.team = team,
		.from = period->as_of - period->window_days * SECONDS_PER_DAY,
		.as_of = period->as_of,
		.wants_texts = true,
	};
	struct history history;

	*count = 0;
	if (!store_load_history(board->store, &board->catalog, &wanted, arena, &history,
				&board->unread))
		return NULL;
	return scorecard_evidence(&board->scorecard, &history, team, service, capacity, arena,
				  count);
}

const struct team_practices *board_practices(struct board *board, const struct team *team,
					     struct arena *arena)
{
	static const struct team_history nothing;
	const struct history_wanted wanted = {
		.team = team,
		.from = INSTANT_MIN,
		.as_of = board->period.as_of,
		.practices_alone = true,
	};
	const struct team_practices *practices;
	struct arena read;
	struct history history;
	bool is_read;

	arena_init(&read);
	is_read = store_load_history(board->store, &board->catalog, &wanted, &read, &history,
				     &board->unread);
	practices = team_practices_make(
		team, is_read ? history_of_team(&history, &board->catalog, team) : &nothing,
		&board->scorecard.notes, board->period.as_of, &board->catalog.zone, arena);
	arena_release(&read);
	return practices;
}

bool board_open(struct board *board, struct invocation *invocation, bool is_demo,
		struct error *error)
{
	memset(board, 0, sizeof(*board));
	board->is_demo = is_demo;
	if ((is_demo ? open_demo(board, error) : open_own(board, invocation, error)) &&
	    read_period(invocation, board, &board->period, error) &&
	    begin_scorecard(board, &board->scorecard, error))
		return true;
	board_close(board);
	return false;
}

bool board_is_whole(const struct board *board, struct error *error)
{
	if (board->unread.kind)
		*error = board->unread;
	return !board->unread.kind;
}

bool board_cards(struct invocation *invocation, struct board *board,
		 const struct team_card *const **cards, size_t *count, struct error *error)
{
	const struct team_card **chosen = ARENA_ARRAY(
		&invocation->arena, board->scorecard.team_count, const struct team_card *);
	const struct team *team;

	for (int i = 0; i < invocation->argument_count; i++)
		if (!invocation_team(&board->catalog, invocation->arguments[i], &team, error))
			return false;
	if (invocation->argument_count == 0 && !board_make_all(board, error))
		return false;
	*count = 0;
	for (size_t i = 0; i < board->scorecard.team_count; i++) {
		const struct team_card *card = &board->scorecard.teams[i];
		bool is_chosen = invocation->argument_count == 0;

		for (int j = 0; j < invocation->argument_count; j++)
			is_chosen |= strcmp(card->team->id, invocation->arguments[j]) == 0;
		if (is_chosen && !board_make_card(board, card->team, error))
			return false;
		if (is_chosen)
			chosen[(*count)++] = card;
	}
	*cards = chosen;
	return true;
}

void board_close(struct board *board)
{
	board_drop_work(board);
	scorecard_release(&board->scorecard);
	if (board->store)
		store_close(board->store);
	catalog_release(&board->catalog);
	memset(board, 0, sizeof(*board));
}
