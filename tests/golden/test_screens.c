/*
 * Screens as people see them, without a terminal: each is drawn on a canvas and compared with a
 * file that holds its text and, below, a map of its styles.
 *
 *   UPDATE_GOLDEN=1 build/release/tests/golden/test_screens
 *
 * writes the files anew; the difference is then read like any other change.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/organization.h"
#include "ui/keys/input.h"
#include "ui/session/session.h"

#define GOLDEN_DIRECTORY "tests/golden/screens"
#define WINDOW_DAYS 84

/* One session on one canvas. */
struct world {
	struct organization organization;
	struct session *session;
	struct canvas canvas;
};

static void world_begin(struct world *world, int columns, int rows, const char *team,
			bool is_ascii)
{
	struct session_options options = {WINDOW_DAYS, team, is_ascii};
	struct error error;

	organization_make(&world->organization);
	assert_true(
		session_open(&world->session, &world->organization.source, &options, &error));
	canvas_init(&world->canvas, rows, columns);
	session_draw(world->session, &world->canvas);
}

static void world_end(struct world *world)
{
	session_close(world->session);
	canvas_release(&world->canvas);
	organization_release(&world->organization);
}

static enum session_outcome press_code(struct world *world, uint32_t code)
{
	struct input input = {code, -1, -1};
	enum session_outcome outcome = session_key(world->session, &input);

	if (outcome != SESSION_LEAVES)
		session_draw(world->session, &world->canvas);
	return outcome;
}

/* Keys by their characters; '\n' is Enter, '\033' Escape. */
static enum session_outcome press(struct world *world, const char *keys)
{
	enum session_outcome outcome = SESSION_CONTINUES;

	for (; *keys && outcome != SESSION_LEAVES; keys++)
		outcome = press_code(world, (unsigned char)*keys);
	return outcome;
}

static void click(struct world *world, int row, int column)
{
	struct input input = {INPUT_CLICK, row, column};

	session_key(world->session, &input);
	session_draw(world->session, &world->canvas);
}

static void resize(struct world *world, int columns, int rows)
{
	canvas_resize(&world->canvas, rows, columns);
	session_draw(world->session, &world->canvas);
}

static bool shows(const struct world *world, const char *text)
{
	struct buffer seen;
	bool is_there;

	buffer_init(&seen);
	canvas_to_text(&world->canvas, &seen);
	is_there = strstr(seen.bytes, text) != NULL;
	buffer_release(&seen);
	return is_there;
}

/* -- golden files ---------------------------------------------------------------------------
 */

static void write_golden(const char *path, const struct buffer *drawn)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(drawn->bytes, 1, drawn->length_bytes, file),
			 drawn->length_bytes);
	assert_int_equal(fclose(file), 0);
}

static void read_golden(const char *path, struct buffer *golden)
{
	FILE *file = fopen(path, "r");
	char bytes[4096];
	size_t count;

	if (!file)
		fail_msg("%s is not there; UPDATE_GOLDEN=1 writes it", path);
	while ((count = fread(bytes, 1, sizeof(bytes), file)) > 0)
		buffer_add(golden, bytes, count);
	fclose(file);
}

static void assert_golden(const struct world *world, const char *name)
{
	struct buffer drawn, golden;
	char path[256];

	snprintf(path, sizeof(path), GOLDEN_DIRECTORY "/%s-%dx%d.txt", name,
		 world->canvas.columns, world->canvas.rows);
	buffer_init(&drawn);
	buffer_init(&golden);
	canvas_to_text(&world->canvas, &drawn);
	buffer_add_string(&drawn, "-- styles\n");
	canvas_to_styles(&world->canvas, &drawn);
	if (getenv("UPDATE_GOLDEN")) {
		write_golden(path, &drawn);
	} else {
		read_golden(path, &golden);
		if (strcmp(drawn.bytes, golden.bytes) != 0)
			print_error("%s differs. Where it is meant to: make UPDATE_GOLDEN=1 "
				    "unit, and read git diff. Drawn is:\n%s",
				    path, drawn.bytes);
		assert_string_equal(drawn.bytes, golden.bytes);
	}
	buffer_release(&golden);
	buffer_release(&drawn);
}

static const struct {
	int columns, rows;
} sizes[] = {{40, 12}, {80, 24}, {100, 30}, {160, 45}, {200, 60}};
#define SIZE_COUNT (sizeof(sizes) / sizeof(sizes[0]))

static void assert_golden_at_all_sizes(const char *name, const char *keys)
{
	struct world world;

	for (size_t i = 0; i < SIZE_COUNT; i++) {
		world_begin(&world, sizes[i].columns, sizes[i].rows, NULL, false);
		press(&world, keys);
		assert_golden(&world, name);
		world_end(&world);
	}
}

static void assert_golden_once(const char *name, int columns, int rows, const char *keys)
{
	struct world world;

	world_begin(&world, columns, rows, NULL, false);
	press(&world, keys);
	assert_golden(&world, name);
	world_end(&world);
}

static void test_teams(void **state)
{
	(void)state;
	assert_golden_at_all_sizes("teams", "");
	assert_golden_once("teams-capacity", 100, 30, "jll");
	assert_golden_once("teams-capacity", 40, 12, "jj");
	assert_golden_once("teams-values", 100, 30, "v");
	assert_golden_once("teams-find", 80, 24, "/iden");
	assert_golden_once("teams-month", 80, 24, "ppp");
	/* Fewer columns than capacities: the selected one is among those seen. */
	assert_golden_once("teams-last-column", 64, 20, "llll");
	assert_golden_once("teams-beside", 160, 45, "\tjj");
	/* The scorecard beside the list shows what the list points at. */
	assert_golden_once("teams-beside-capacity", 200, 60, "ll");
}

static void test_scorecard(void **state)
{
	(void)state;
	assert_golden_at_all_sizes("scorecard", "\njjj");
	assert_golden_once("scorecard-sparse", 80, 24, "jj\n");
	assert_golden_once("scorecard-service", 100, 30, "\nG\n");
	assert_golden_once("scorecard-foreign", 80, 24, "G\n");
	assert_golden_once("scorecard-practices", 100, 30, "jjj\nGkk");
}

static void test_capacity(void **state)
{
	(void)state;
	assert_golden_at_all_sizes("capacity-times", "ll\njj");
	assert_golden_once("capacity-rate", 100, 30, "l\n");
	assert_golden_once("capacity-share", 100, 30, "\njj\n");
	assert_golden_once("capacity-slos", 100, 30, "lll\n");
	assert_golden_once("capacity-components", 100, 30, "llll\n");
	assert_golden_once("capacity-quiet", 80, 24, "jjjjll\n");
	assert_golden_once("capacity-uncollected", 80, 24, "jjll\n");
	assert_golden_once("capacity-loop", 100, 30, "jjj\njjjjjjjjj\n");
	assert_golden_once("capacity-events", 40, 12, "jj\n");
	assert_golden_once("capacity-chart", 40, 12, "jj\n\t");
}

static void test_why(void **state)
{
	(void)state;
	assert_golden_once("why", 100, 30, "ll\nw");
	assert_golden_once("why", 40, 12, "jj\nwjjjj");
	assert_golden_once("why", 160, 45, "ll\nw");
}

static void test_help(void **state)
{
	(void)state;
	assert_golden_once("help-teams", 80, 24, "?");
	assert_golden_once("help-teams", 40, 12, "?");
	assert_golden_once("help-scorecard", 100, 30, "\n?");
	/* Words that are too long go on below. */
	assert_golden_once("help-scorecard", 40, 12, "\n?jj");
	assert_golden_once("help-capacity", 160, 45, "l\n?");
}

static void test_palette(void **state)
{
	struct world world;

	(void)state;
	assert_golden_once("palette", 80, 24, ":");
	assert_golden_once("palette-typed", 40, 12, ":rest");
	/* A capacity of the team at hand, by letters of its name. */
	world_begin(&world, 100, 30, NULL, false);
	press(&world, ":patch\n");
	assert_true(shows(&world, "Payments › Patch freshness"));
	press(&world, "\033");
	assert_true(shows(&world, "All teams"));
	/* A team, from inside another one. */
	press(&world, "\n:checkout\n");
	assert_true(shows(&world, "› Checkout"));
	/* An action is done where one was; there is no way out of the palette but back. */
	press(&world, "\033\033:next period\n");
	assert_true(shows(&world, "26 weeks to"));
	assert_true(shows(&world, "All teams"));
	press(&world, ":q");
	assert_true(shows(&world, ": q"));
	press(&world, "\177\177");
	assert_true(shows(&world, "All teams"));
	assert_int_equal(press(&world, ":leave aplomb\n"), SESSION_LEAVES);
	world_end(&world);
}

/* Pasted letters are no keys; where text is typed, they are text. */
static void test_paste(void **state)
{
	struct input pasted = {.code = 'q', .row = -1, .column = -1, .is_pasted = true};
	struct world world;

	(void)state;
	world_begin(&world, 80, 24, NULL, false);
	assert_int_equal(session_key(world.session, &pasted), SESSION_CONTINUES);
	session_draw(world.session, &world.canvas);
	assert_true(shows(&world, "Pasted text goes where text is typed"));
	press(&world, "/");
	session_key(world.session, &pasted);
	session_draw(world.session, &world.canvas);
	assert_true(shows(&world, " /q"));
	world_end(&world);
}

static void test_ascii(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 100, 30, NULL, true);
	assert_golden(&world, "ascii-teams");
	press(&world, "\n");
	assert_golden(&world, "ascii-scorecard");
	press(&world, "jjj\n");
	assert_golden(&world, "ascii-capacity");
	press(&world, "?");
	assert_golden(&world, "ascii-help");
	world_end(&world);
}

static void test_no_teams(void **state)
{
	struct session_options options = {WINDOW_DAYS, NULL, false};
	struct world world;
	struct error error;

	(void)state;
	for (int columns = 40; columns <= 160; columns += 60) {
		organization_make_empty(&world.organization);
		assert_true(session_open(&world.session, &world.organization.source, &options,
					 &error));
		canvas_init(&world.canvas, 24, columns);
		session_draw(world.session, &world.canvas);
		assert_true(shows(&world, "aplomb init"));
		press(&world, "jkhlgG\n/x\nnNvwpr?\033");
		assert_int_equal(press(&world, "q"), SESSION_LEAVES);
		world_end(&world);
	}
}

/* -- what keys do ---------------------------------------------------------------------------
 */

static void test_a_small_canvas_shows_one_word(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 19, 9, NULL, false);
	assert_true(shows(&world, "\n      enlarge\n"));
	press(&world, "\njj?");
	resize(&world, 80, 24);
	assert_true(shows(&world, "▸ Payments"));
	resize(&world, 80, 3);
	assert_true(shows(&world, "enlarge"));
	assert_int_equal(press(&world, "q"), SESSION_LEAVES);
	world_end(&world);
}

/* What has no room is left out: nothing is drawn over the keys. */
static void test_the_smallest_canvas_keeps_its_keys(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 20, 4, NULL, false);
	press(&world, "j");
	assert_true(shows(&world, "▸ Deploy cad… 4/wk\n"));
	press(&world, "k\n\n");
	assert_true(shows(&world, "\n  ? help  q up\n"));
	world_end(&world);
}

static void test_a_team_can_be_asked_for(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 80, 24, "edge", false);
	assert_true(shows(&world, "Runtime › Edge"));
	assert_int_equal(press(&world, "q"), SESSION_CONTINUES);
	assert_true(shows(&world, "All teams"));
	assert_int_equal(press(&world, "q"), SESSION_LEAVES);
	world_end(&world);
}

static void test_in_and_back_again(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 100, 30, NULL, false);
	press(&world, "j\nG");
	assert_true(shows(&world, "▸ Basket"));
	press(&world, "\n");
	assert_true(shows(&world, "Checkout › Basket "));
	press(&world, "j\n");
	assert_true(shows(&world, "Basket › Lead time"));
	press_code(&world, INPUT_LEFT);
	assert_true(shows(&world, "▸ Lead time"));
	press(&world, "\033");
	assert_true(shows(&world, "▸ Basket"));
	press(&world, "h");
	assert_true(shows(&world, "▸ Checkout"));
	/* Escape leaves nothing at the root. */
	assert_int_equal(press(&world, "\033"), SESSION_CONTINUES);
	assert_true(shows(&world, "All teams"));
	world_end(&world);
}

/* A capacity that was opened from the list: `q` goes up to its team, Escape back. */
static void test_up_is_not_back(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 100, 30, NULL, false);
	press(&world, "jll\n");
	assert_true(shows(&world, "Checkout › Restore time"));
	press(&world, "\033");
	assert_true(shows(&world, "All teams"));
	press(&world, "\nq");
	assert_true(shows(&world, "Commerce › Checkout "));
	assert_true(shows(&world, "▸ Restore time"));
	press(&world, "\nq");
	assert_true(shows(&world, "Commerce › Checkout "));
	press(&world, "q");
	assert_true(shows(&world, "All teams"));
	assert_int_equal(press(&world, "q"), SESSION_LEAVES);
	world_end(&world);
}

static void test_finding(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 80, 24, NULL, false);
	press(&world, "/CHECK");
	assert_true(shows(&world, "▸ Checkout"));
	press(&world, "\033");
	assert_true(shows(&world, "▸ Payments"));
	/* By champion, by service; then on to the next. */
	press(&world, "/noor\n");
	assert_true(shows(&world, "▸ Identity"));
	press(&world, "g/ba\177as\n");
	assert_true(shows(&world, "▸ Checkout"));
	press(&world, "g/a\nn");
	assert_true(shows(&world, "▸ Checkout"));
	press(&world, "N");
	assert_true(shows(&world, "▸ Payments"));
	press(&world, "/nowhere\n");
	assert_true(shows(&world, "▸ Payments"));
	assert_true(shows(&world, "Nothing has that"));
	press(&world, "j");
	assert_false(shows(&world, "Nothing has that"));
	press(&world, "gn");
	assert_true(shows(&world, "Nothing has that"));
	press(&world, "/noor\nn");
	assert_true(shows(&world, "▸ Identity"));
	assert_true(shows(&world, "Nothing else has that"));
	/* What is typed is no command; letters beyond ASCII are letters. */
	press(&world, "g/q");
	assert_true(shows(&world, "/q"));
	press_code(&world, INPUT_BACKSPACE);
	press_code(&world, 0x547d);
	assert_true(shows(&world, "▸ 命名チーム"));
	press_code(&world, INPUT_BACKSPACE);
	press_code(&world, INPUT_BACKSPACE);
	assert_true(shows(&world, "▸ Payments"));
	assert_true(shows(&world, "q quit"));
	world_end(&world);
}

static void test_periods(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 80, 24, NULL, false);
	press(&world, "p");
	assert_true(shows(&world, "26 weeks to 30 Sep 2026"));
	press(&world, "p");
	assert_true(shows(&world, "1 year to 30 Sep 2026"));
	press(&world, "p");
	assert_true(shows(&world, "4 weeks to 30 Sep 2026"));
	press(&world, "p");
	assert_true(shows(&world, "12 weeks to 30 Sep 2026"));
	world_end(&world);
}

/* Selections outlive the scorecards that they were made on, at every depth. */
static void test_reloading(void **state)
{
	struct world world;
	size_t loads;

	(void)state;
	world_begin(&world, 100, 30, NULL, false);
	press(&world, "jll\njjj");
	loads = world.organization.loads;
	press(&world, "r");
	assert_int_equal(world.organization.loads, loads + 1);
	assert_true(shows(&world, "Checkout › Restore time"));
	press(&world, "p\033");
	assert_true(shows(&world, "▸ Checkout"));
	world_end(&world);
}

static void test_a_reload_that_cannot_be_done(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 80, 24, NULL, false);
	world.organization.fails = true;
	press(&world, "r");
	assert_true(shows(&world, "the history cannot be read just now"));
	assert_true(shows(&world, "▸ Payments"));
	press(&world, "p");
	assert_true(shows(&world, "12 weeks to 30 Sep 2026"));
	/* What is shown is older than the files, whatever is pressed. */
	press(&world, "j\nj");
	assert_true(shows(&world, "not read again: r says why"));
	press(&world, "r");
	assert_true(shows(&world, "the history cannot be read just now"));
	resize(&world, 40, 12);
	press(&world, "\033");
	assert_true(shows(&world, "not read again\n"));
	resize(&world, 20, 4);
	assert_true(shows(&world, "!\n"));
	resize(&world, 80, 24);
	world.organization.fails = false;
	press(&world, "p");
	assert_true(shows(&world, "26 weeks to 30 Sep 2026"));
	assert_false(shows(&world, "not read again"));
	world_end(&world);
}

/* Weeks after the end of collecting are not drawn, and the value says up to when it is known.
 */
static void test_a_collector_that_ended(void **state)
{
	instant ended = ORGANIZATION_AS_OF - 42 * SECONDS_PER_DAY;
	struct service_history *history;
	struct world world;

	(void)state;
	world_begin(&world, 100, 30, "payments", false);
	history = &world.organization.histories[0];
	history->covered_until[COLLECTED_DEPLOYMENTS] = &ended;
	history->covered_count[COLLECTED_DEPLOYMENTS] = 1;
	press(&world, "rg");
	assert_golden(&world, "scorecard-known-up-to");
	resize(&world, 160, 45);
	assert_true(shows(&world, "a week, known up to 19 Aug"));
	press(&world, "\n");
	resize(&world, 100, 30);
	assert_golden(&world, "capacity-known-up-to");
	world_end(&world);
}

/* A team that the YAML does not name any more. */
static void test_a_team_that_goes(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 100, 30, NULL, false);
	press(&world, "G\nj\n");
	world.organization.catalog.team_count--;
	press(&world, "r");
	assert_true(shows(&world, "does not name it any more"));
	/* The first key takes the notice away; no key is offered that does nothing. */
	press(&world, "j");
	assert_true(shows(&world, "Esc back"));
	assert_false(shows(&world, "move"));
	assert_false(shows(&world, "why"));
	press(&world, "jkw\nr?\033\033");
	assert_true(shows(&world, "does not name it any more"));
	press(&world, "\033");
	assert_true(shows(&world, "▸ 命名チーム"));
	world_end(&world);
}

static void test_clicks(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 100, 30, NULL, false);
	click(&world, 5, 6);
	assert_true(shows(&world, "▸ Checkout"));
	assert_true(shows(&world, "All teams"));
	click(&world, 5, 6);
	assert_true(shows(&world, "Commerce › Checkout"));
	press(&world, "\033");
	click(&world, 4, 46);
	assert_true(shows(&world, "Payments · Restore time"));
	click(&world, 4, 46);
	assert_true(shows(&world, "Payments › Restore time"));
	click(&world, 0, 0);
	assert_true(shows(&world, "Payments › Restore time"));
	world_end(&world);
}

static void assert_cursor_on_selection(const struct world *world)
{
	const struct canvas_cell *cell = canvas_cell_at(
		&world->canvas, world->canvas.cursor_row, world->canvas.cursor_column);

	assert_true(world->canvas.has_cursor);
	assert_true(cell->style & STYLE_SELECTED);
}

static void test_the_cursor_is_on_the_selection(void **state)
{
	struct world world;

	(void)state;
	for (size_t i = 0; i < SIZE_COUNT; i++) {
		world_begin(&world, sizes[i].columns, sizes[i].rows, NULL, false);
		assert_cursor_on_selection(&world);
		press(&world, "jl");
		assert_cursor_on_selection(&world);
		world_end(&world);
		world_begin(&world, sizes[i].columns, sizes[i].rows, "payments", false);
		press(&world, "jjj");
		assert_cursor_on_selection(&world);
		press(&world, "\n");
		assert_true(world.canvas.has_cursor);
		press(&world, "j");
		assert_cursor_on_selection(&world);
		press(&world, "w");
		assert_true(world.canvas.has_cursor);
		world_end(&world);
	}
}

/* -- whatever one does ----------------------------------------------------------------------
 */

static void assert_whole_rows(const struct world *world)
{
	for (int row = 0; row < world->canvas.rows; row++) {
		int width = 0;

		for (int column = 0; column < world->canvas.columns; column++)
			width += canvas_cell_at(&world->canvas, row, column)->width_cells;
		assert_int_equal(width, world->canvas.columns);
	}
}

static void test_any_keys_at_any_size(void **state)
{
	static const uint32_t codes[] = {
		'h',
		'j',
		'k',
		'l',
		'g',
		'G',
		'n',
		'N',
		'v',
		'w',
		'p',
		'r',
		'?',
		'/',
		'x',
		'q',
		INPUT_ENTER,
		INPUT_ENTER,
		INPUT_ENTER,
		INPUT_ESCAPE,
		INPUT_TAB,
		INPUT_UP,
		INPUT_DOWN,
		INPUT_LEFT,
		INPUT_RIGHT,
		INPUT_PAGE_UP,
		INPUT_PAGE_DOWN,
		INPUT_HOME,
		INPUT_END,
		INPUT_BACKSPACE,
		INPUT_WHEEL_UP,
		INPUT_WHEEL_DOWN,
		INPUT_CLICK,
		INPUT_CONTROL('L'),
		0x65e5,
		0x10ffff,
		0xd800,
		0,
	};
	const int code_count = (int)(sizeof(codes) / sizeof(codes[0]));
	struct world world;

	(void)state;
	srand(2026);
	for (int round = 0; round < 30; round++) {
		world_begin(&world, 80, 24, NULL, round % 2);
		for (int i = 0; i < 120; i++) {
			struct input input = {codes[rand() % code_count], rand() % 40 - 1,
					      rand() % 120 - 1};

			if (rand() % 12 == 0)
				resize(&world, rand() % 220, rand() % 64);
			if (rand() % 40 == 0)
				world.organization.fails = rand() % 2;
			if (session_key(world.session, &input) == SESSION_LEAVES)
				break;
			session_draw(world.session, &world.canvas);
			assert_whole_rows(&world);
		}
		world_end(&world);
	}
}

/* A resize there and back shows what was there: nothing was selected or scrolled by it. */
static void test_resizing_keeps_the_selection(void **state)
{
	static const char *const ways[] = {"", "jjl", "jjjll", "\njjj", "\nG", "ll\njjj", "\t"};
	static const int others[][2] = {{40, 12}, {30, 5},   {19, 3},
					{61, 18}, {200, 60}, {1, 1}};
	struct world world;
	struct buffer before, after;

	(void)state;
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		for (size_t j = 0; j < sizeof(others) / sizeof(others[0]); j++) {
			world_begin(&world, 100, 30, NULL, false);
			press(&world, ways[i]);
			buffer_init(&before);
			buffer_init(&after);
			canvas_to_styles(&world.canvas, &before);
			canvas_to_text(&world.canvas, &before);
			resize(&world, others[j][0], others[j][1]);
			resize(&world, 100, 30);
			canvas_to_styles(&world.canvas, &after);
			canvas_to_text(&world.canvas, &after);
			assert_string_equal(before.bytes, after.bytes);
			buffer_release(&before);
			buffer_release(&after);
			world_end(&world);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_teams),
		cmocka_unit_test(test_scorecard),
		cmocka_unit_test(test_capacity),
		cmocka_unit_test(test_why),
		cmocka_unit_test(test_help),
		cmocka_unit_test(test_palette),
		cmocka_unit_test(test_paste),
		cmocka_unit_test(test_ascii),
		cmocka_unit_test(test_no_teams),
		cmocka_unit_test(test_a_small_canvas_shows_one_word),
		cmocka_unit_test(test_the_smallest_canvas_keeps_its_keys),
		cmocka_unit_test(test_a_team_can_be_asked_for),
		cmocka_unit_test(test_in_and_back_again),
		cmocka_unit_test(test_up_is_not_back),
		cmocka_unit_test(test_finding),
		cmocka_unit_test(test_periods),
		cmocka_unit_test(test_reloading),
		cmocka_unit_test(test_a_reload_that_cannot_be_done),
		cmocka_unit_test(test_a_collector_that_ended),
		cmocka_unit_test(test_a_team_that_goes),
		cmocka_unit_test(test_clicks),
		cmocka_unit_test(test_the_cursor_is_on_the_selection),
		cmocka_unit_test(test_any_keys_at_any_size),
		cmocka_unit_test(test_resizing_keeps_the_selection),
	};

	return cmocka_run_group_tests_name("screens", tests, NULL, NULL);
}
