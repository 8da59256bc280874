/* What a reading command looks at: catalog, history and scorecards for one period. */
#include <string.h>

#include "base/embedded.h"
#include "capacity/registry.h"
#include "catalog/catalog_load.h"
#include "command/command.h"
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
	if (!span_parse(text, &seconds, error)) {
		error->kind = ERROR_USAGE;
		return error_prefix(error, "--window");
	}
	if (seconds % SECONDS_PER_DAY != 0 || seconds < SECONDS_PER_DAY ||
	    seconds > WINDOW_DAYS_MAX * SECONDS_PER_DAY)
		return error_set(error, ERROR_USAGE,
				 "--window: '%s' is not a whole number of days from 1 to %d",
				 text, WINDOW_DAYS_MAX);
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
	else
		return error_set(
			error, ERROR_USAGE,
			"--bands: '%s' is not an edition; there are 2019, 2021 and none", text);
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

void board_score(struct board *board)
{
	scorecard_release(&board->scorecard);
	scorecard_make(&board->scorecard, &board->catalog, &board->history, &board->period);
	board->scorecard.notes = board->history.notes;
}

static bool board_make(struct board *board, struct error *error)
{
	struct arena arena;
	struct history history;

	arena_init(&arena);
	if (!store_load_history(board->store, &board->catalog, NULL, board->period.as_of,
				&arena, &history, error)) {
		arena_release(&arena);
		return false;
	}
	arena_release(&board->arena);
	board->arena = arena;
	board->history = history;
	board_score(board);
	return true;
}

bool board_open(struct board *board, struct invocation *invocation, bool is_demo,
		struct error *error)
{
	memset(board, 0, sizeof(*board));
	board->is_demo = is_demo;
	if ((is_demo ? open_demo(board, error) : open_own(board, invocation, error)) &&
	    read_period(invocation, board, &board->period, error) && board_make(board, error))
		return true;
	board_close(board);
	return false;
}

void board_close(struct board *board)
{
	scorecard_release(&board->scorecard);
	arena_release(&board->arena);
	if (board->store)
		store_close(board->store);
	catalog_release(&board->catalog);
	memset(board, 0, sizeof(*board));
}
