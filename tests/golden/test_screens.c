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

#include "tests/support/manner.h"
#include "tests/support/organization.h"
#include "ui/keys/input.h"
#include "ui/session/session.h"
#include "ui/widgets/prompt.h"

#define GOLDEN_DIRECTORY "tests/golden/screens"
#define WINDOW_DAYS 84

/* One session on one canvas. */
struct world {
	struct organization organization;
	struct session *session;
	struct canvas canvas;
};

/* The organisation must have been made. */
static void world_open(struct world *world, int columns, int rows, const char *team,
		       bool is_ascii)
{
	struct session_options options = {
		.window_days = WINDOW_DAYS, .team = team, .is_ascii = is_ascii};
	struct error error;

	assert_true(
		session_open(&world->session, &world->organization.source, &options, &error));
	canvas_init(&world->canvas, rows, columns);
	session_draw(world->session, &world->canvas);
}

static void world_begin(struct world *world, int columns, int rows, const char *team,
			bool is_ascii)
{
	organization_make(&world->organization);
	world_open(world, columns, rows, team, is_ascii);
}

/* None of its teams is read yet. */
static void world_begin_unread(struct world *world, int columns, int rows)
{
	organization_make(&world->organization);
	organization_read_between_keys(&world->organization);
	world_open(world, columns, rows, NULL, false);
}

static void world_end(struct world *world)
{
	session_close(world->session);
	canvas_release(&world->canvas);
	organization_release(&world->organization);
}

static enum session_outcome press_code(struct world *world, uint32_t code)
{
	struct input input = {.code = code, .row = -1, .column = -1};
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
	struct input input = {.code = INPUT_CLICK, .row = row, .column = column};

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

/* The line of that name has the sign of the selection before it, however deep it is indented.
 */
static bool selects(const struct world *world, const char *name)
{
	static const char sign[] = "▸";
	struct buffer seen;
	bool is_selected = false;

	buffer_init(&seen);
	canvas_to_text(&world->canvas, &seen);
	for (const char *at = seen.bytes; !is_selected && (at = strstr(at, sign));) {
		at += strlen(sign);
		at += strspn(at, " ");
		is_selected = strncmp(at, name, strlen(name)) == 0;
	}
	buffer_release(&seen);
	return is_selected;
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
	manner_assert(drawn.bytes);
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

static void test_teams_folded(void **state)
{
	(void)state;
	assert_golden_at_all_sizes("teams-folded", "-");
	assert_golden_once("teams-group", 80, 24, "g");
	assert_golden_once("teams-group", 160, 45, "g");
	/* One within another, and those without one. */
	assert_golden_once("teams-nested", 160, 45, "gjjjj");
	assert_golden_once("teams-nested-folded", 80, 24, "gjjjjhh");
	assert_golden_once("teams-others", 160, 45, "gjjjjjjjj");
	assert_golden_once("help-group", 80, 24, "g?");
}

static void test_teams_filtered(void **state)
{
	(void)state;
	assert_golden_at_all_sizes("teams-filtered", "fis:growing\n");
	assert_golden_once("teams-filter-typed", 80, 24, "ftag:");
	assert_golden_once("teams-filter-typed", 40, 12, "fis:g");
	assert_golden_once("teams-filter-begun", 100, 30, "f");
	assert_golden_once("teams-filter-states", 80, 24, "fis:");
	assert_golden_once("teams-filter-states", 40, 12, "fis:");
	assert_golden_once("teams-filter-none", 80, 24, "ftag:nowhere\n");
	assert_golden_once("teams-filter-none", 160, 45, "ftag:nowhere\n");
	assert_golden_once("teams-filter-none", 40, 12, "ftag:nowhere\n");
	assert_golden_once("teams-filter-folded", 80, 24, "fgroup:commerce customer\n ");
}

static void test_scorecard(void **state)
{
	(void)state;
	assert_golden_at_all_sizes("scorecard", "\njjj");
	assert_golden_once("scorecard-sparse", 80, 24, "jj\n");
	assert_golden_once("scorecard-service", 100, 30, "\nG\n");
	assert_golden_once("scorecard-foreign", 80, 24, "G\n");
	assert_golden_once("scorecard-practices", 100, 30, "jjjjj\nGkk");
}

static void test_capacity(void **state)
{
	(void)state;
	assert_golden_at_all_sizes("capacity-times", "ll\njj");
	assert_golden_once("capacity-rate", 100, 30, "l\n");
	assert_golden_once("capacity-share", 100, 30, "\njj\n");
	/* A team of one service has its bands; few dots say their values. */
	assert_golden_once("capacity-bands", 100, 30, "jll\n");
	assert_golden_once("capacity-few", 80, 24, "jj\nj\n");
	assert_golden_once("capacity-foreign", 80, 24, "G\n\n");
	assert_golden_once("capacity-slos", 100, 30, "lll\n");
	assert_golden_once("capacity-components", 100, 30, "llll\n");
	assert_golden_once("capacity-quiet", 80, 24, "jjjjjjll\n");
	assert_golden_once("capacity-uncollected", 80, 24, "jjll\n");
	assert_golden_once("capacity-loop", 100, 30, "jjj\njjjjjjjjj\n");
	assert_golden_once("capacity-events", 40, 12, "jj\n");
	assert_golden_once("capacity-chart", 40, 12, "jj\n\t");
}

static void test_then(void **state)
{
	(void)state;
	assert_golden_at_all_sizes("then", "\njjjc");
	assert_golden_once("then-between", 80, 24, "c\033cjjjjjjj");
	assert_golden_once("then-service", 80, 24, "cGkkkkkk");
	assert_golden_once("then-half-a-year", 80, 24, "ccjjj");
	assert_golden_once("then-year-earlier", 100, 30, "ccc");
	/* Before anything was collected, nothing is zero. */
	assert_golden_once("then-not-collected", 80, 24, "ccc[");
	assert_golden_once("then-not-collected", 40, 12, "ccc[j");
	assert_golden_once("then-sparse", 80, 24, "jjc");
	assert_golden_once("then-share-days", 100, 30, "ppccj");
	assert_golden_once("then-foreign", 80, 24, "Gc");
	assert_golden_once("help-then", 80, 24, "c?");
}

/* One team alone practised anything; of the others little or nothing is collected. */
static void test_practices(void **state)
{
	(void)state;
	assert_golden_at_all_sizes("practices", "jjjjjP");
	assert_golden_at_all_sizes("practices-team", "jjjjjP\n");
	/* What the capacity selected reads; and the last one, chosen around the end. */
	assert_golden_once("practices-meetings", 80, 24, "jjjjj\nGkkkkPt");
	assert_golden_once("practices-notes", 80, 24, "P\t\t\t\t\t\t\t\t\t");
	assert_golden_once("practices-hostile", 80, 24, "GP\n");
	assert_golden_once("help-practices", 80, 24, "P?");
	/* Under a chart, where the events leave rows for them. */
	assert_golden_once("capacity-practices", 200, 60, "jjjjjl\n");
	assert_golden_once("capacity-practices", 160, 45, "jjjjjl\n");
}

static void test_goals(void **state)
{
	(void)state;
	assert_golden_at_all_sizes("goals", "o");
}

static void test_practices_in_and_out(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 80, 24, NULL, false);
	press(&world, "jP");
	assert_true(shows(&world, "[Needs]"));
	/* Right and Tab go on, left goes back, and from the first one out. */
	press(&world, "l\tl");
	assert_true(shows(&world, "[Lessons]"));
	press(&world, "hhh");
	assert_true(shows(&world, "[Needs]"));
	press(&world, "h");
	assert_false(shows(&world, "Practices"));
	/* From there the same team is opened, with the same practice. */
	press(&world, "Plj\n");
	assert_true(shows(&world, "Loyalty › Practices"));
	press(&world, "\033");
	assert_true(shows(&world, "[Walkarounds]"));
	press(&world, "q");
	assert_false(shows(&world, "Practices"));
	/* Of a team: what is behind it, all teams, and up to the scorecard. */
	press(&world, "\nP");
	assert_true(shows(&world, "Checkout › Practices"));
	press(&world, "jjjj\n");
	assert_true(shows(&world, "Checkout › Shadowing"));
	press(&world, "\033t");
	assert_true(shows(&world, "[Shadowing]"));
	press(&world, "j\n");
	assert_true(shows(&world, "Loyalty › Practices"));
	press(&world, "q");
	assert_true(shows(&world, "Checkout"));
	world_end(&world);
}

/* Whatever is read again, what is shown is of the scorecards that there are then. */
static void test_practices_outlive_a_reload(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 80, 24, NULL, false);
	press(&world, "jjjjjP\nr");
	assert_true(shows(&world, "Edge › Practices"));
	world.organization.catalog.team_count = 2;
	press(&world, "r");
	assert_true(shows(&world, "does not name it any more"));
	press(&world, "\033");
	assert_true(shows(&world, "[Needs]"));
	press(&world, "jjjj\033");
	assert_true(shows(&world, "All teams"));
	world_end(&world);
}

static void test_why(void **state)
{
	(void)state;
	assert_golden_once("why", 100, 30, "ll\nw");
	assert_golden_once("why", 40, 12, "jj\nwjjjj");
	assert_golden_once("why", 160, 45, "ll\nw");
}

static void test_events(void **state)
{
	(void)state;
	assert_golden_at_all_sizes("events", "E");
	assert_golden_at_all_sizes("events-record", "El\n");
	assert_golden_once("events-deployments", 80, 24, "El");
	assert_golden_once("events-samples", 100, 30, "ElllG");
	assert_golden_once("events-calendar", 80, 30, "E\thhjj");
	assert_golden_once("events-calendar", 160, 45, "E\thhjj");
	assert_golden_once("events-year", 100, 30, "ppE");
	assert_golden_once("events-all", 100, 30, "EtG");
	assert_golden_once("events-service", 80, 24, "Els");
	assert_golden_once("events-find", 80, 24, "E/INC");
}

/* From a capacity its own kind of events; from a service its own. */
static void test_events_of_what_was_seen(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 80, 24, "payments", false);
	press(&world, "jjj\nE");
	assert_true(shows(&world, "Payments › Events"));
	assert_true(shows(&world, "[Incidents "));
	press(&world, "\033");
	assert_true(shows(&world, "Payments › Restore time"));
	/* Enter goes in at the event that is selected. */
	press(&world, "jj");
	assert_true(selects(&world, "15 Sep 17:01  Ledger   21 min"));
	press(&world, "\n");
	assert_true(shows(&world, "[Incidents "));
	assert_true(selects(&world, "17:01  Ledger"));
	press(&world, "\n");
	assert_true(shows(&world, "INC-149"));
	press(&world, "\033\033");
	assert_true(selects(&world, "15 Sep 17:01  Ledger   21 min"));
	press(&world, "\033G\nE");
	assert_true(shows(&world, "only Gateway"));
	press(&world, "s");
	assert_false(shows(&world, "only Gateway"));
	press(&world, "h");
	assert_true(shows(&world, "Payments › Gateway"));
	press(&world, ":events: the\n");
	assert_true(shows(&world, "Payments › Events"));
	world_end(&world);
}

/* However one gets there, an event is the same. */
static void test_events_either_way(void **state)
{
	struct world world;
	struct buffer down, up;

	(void)state;
	buffer_init(&down);
	buffer_init(&up);
	world_begin(&world, 80, 24, NULL, false);
	press(&world, "ElG");
	canvas_to_text(&world.canvas, &down);
	press(&world, "g");
	for (int i = 0; i < 400; i++)
		press(&world, "j");
	canvas_to_text(&world.canvas, &up);
	assert_string_equal(down.bytes, up.bytes);
	buffer_release(&up);
	buffer_release(&down);
	world_end(&world);
}

/* Of a history only what is seen is read. */
static void test_events_are_read_in_pages(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 80, 24, NULL, false);
	press(&world, "ppElll");
	world.organization.events_given = 0;
	press(&world, "Gg");
	assert_in_range(world.organization.events_given, 0, 256);
	world_end(&world);
}

static void test_finding_events(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 80, 24, NULL, false);
	press(&world, "E/vault\n");
	assert_true(shows(&world, "▸ 10:00  need"));
	press(&world, "n");
	assert_true(shows(&world, "Nothing else has that in its service, id or text."));
	press(&world, "g/inc-1\nnn");
	assert_true(shows(&world, "INC-1"));
	press(&world, "gn");
	press(&world, "nNN");
	assert_true(shows(&world, "INC-1"));
	press(&world, "g/nowhere");
	assert_true(shows(&world, "no event matches   Enter keeps"));
	press(&world, "\n");
	assert_true(shows(&world, "Nothing has that in its service, id or text."));
	press(&world, "/vault\033");
	assert_true(shows(&world, "▸ "));
	world_end(&world);
}

/* Events of one instant are each found, in the order of the list, and the other way round. */
static void test_finding_each_event(void **state)
{
	struct world world;
	struct buffer found, last;

	(void)state;
	buffer_init(&found);
	buffer_init(&last);
	world_begin(&world, 100, 60, NULL, false);
	press(&world, "Ellll");
	assert_true(shows(&world, "[Updates 29]"));
	press(&world, "/part\n");
	for (int i = 1; i < 29; i++)
		press(&world, "n");
	canvas_to_text(&world.canvas, &found);
	press(&world, "G");
	canvas_to_text(&world.canvas, &last);
	assert_string_equal(found.bytes, last.bytes);
	press(&world, "nN");
	buffer_clear(&found);
	canvas_to_text(&world.canvas, &found);
	assert_string_equal(found.bytes, last.bytes);
	for (int i = 1; i < 29; i++)
		press(&world, "N");
	buffer_clear(&found);
	canvas_to_text(&world.canvas, &found);
	press(&world, "g");
	buffer_clear(&last);
	canvas_to_text(&world.canvas, &last);
	assert_string_equal(found.bytes, last.bytes);
	buffer_release(&last);
	buffer_release(&found);
	world_end(&world);
}

/* What is selected stays selected, whatever else is shown around it. */
static void test_events_keep_the_selection(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 80, 24, NULL, false);
	press(&world, "E/vault\n");
	press(&world, "r");
	assert_true(shows(&world, "▸ 10:00  need"));
	press(&world, "p");
	assert_true(shows(&world, "26 weeks to"));
	assert_true(shows(&world, "▸ 10:00  need"));
	press(&world, "t");
	assert_true(shows(&world, "All teams › Events"));
	assert_true(shows(&world, "▸ 10:00  need"));
	press(&world, "tp?\033:\033");
	assert_true(shows(&world, "▸ 10:00  need"));
	resize(&world, 40, 12);
	assert_true(shows(&world, "▸ 10:00 Payments"));
	/* A day of samples alone stays, too. */
	press(&world, "pppgjj");
	assert_true(shows(&world, "▸ Tue 29 Sep 2026  4 samples"));
	press(&world, "p");
	assert_true(shows(&world, "▸ Tue 29 Sep 2026  4 samples"));
	world_end(&world);
}

/* Folded samples open as the samples of that day. */
static void test_folded_events(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 80, 24, NULL, false);
	press(&world, "E");
	assert_true(shows(&world, "4 samples of 4 objectives"));
	press(&world, "gjjjj");
	while (!shows(&world, "▸        SLO sample"))
		press(&world, "j");
	press(&world, "\n");
	assert_true(shows(&world, "[SLO samples "));
	world_end(&world);
}

static void test_events_where_there_are_none(void **state)
{
	struct session_options options = {.window_days = WINDOW_DAYS};
	struct world world;
	struct error error;

	(void)state;
	organization_make_empty(&world.organization);
	assert_true(session_open(&world.session, &world.organization.source, &options, &error));
	canvas_init(&world.canvas, 24, 80);
	press(&world, "E");
	assert_true(shows(&world, "Nothing of this is recorded yet."));
	press(&world, "jkhE\n\tstlGg/x\nnNpr?\033");
	world_end(&world);

	world_begin(&world, 100, 30, NULL, false);
	press(&world, "jjjjjjppp");
	assert_true(shows(&world, "4 weeks to"));
	press(&world, "\njjj\nE");
	assert_true(shows(&world, "[Incidents 0]"));
	assert_true(shows(&world, "Nothing happened yet in this window. The last was on "));
	press(&world, "ppp");
	assert_false(shows(&world, "Nothing happened yet"));
	world.organization.fails = true;
	press(&world, "t");
	assert_true(shows(&world, "the history cannot be read just now"));
	world_end(&world);
}

static void test_clicks_on_events(void **state)
{
	struct input wheel = {.code = INPUT_WHEEL_DOWN, .row = 10, .column = 10};
	struct world world;

	(void)state;
	world_begin(&world, 100, 30, NULL, false);
	press(&world, "E");
	click(&world, 2, 14);
	assert_true(shows(&world, "[Deployments "));
	session_key(world.session, &wheel);
	session_draw(world.session, &world.canvas);
	assert_true(shows(&world, "↑") || shows(&world, "▸"));
	/* A day: the first Wednesday that is seen. */
	click(&world, 6, 74);
	assert_true(shows(&world, "Tab list"));
	press(&world, "\n");
	click(&world, 6, 5);
	click(&world, 6, 5);
	assert_true(shows(&world, "in short"));
	assert_true(shows(&world, "Events › "));
	world_end(&world);
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
	press(&world, "\033\033:quit");
	assert_true(shows(&world, "leave aplomb"));
	press(&world, "\033:export\n");
	assert_true(shows(&world, "aplomb › Export"));
	press(&world, "\033:next period\n");
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

/* Back from why is where one was: the chart, or what why was opened from. */
static void test_back_from_why(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 80, 24, "payments", false);
	press(&world, "\nw");
	assert_true(shows(&world, "The rule"));
	press(&world, "\033");
	assert_false(shows(&world, "The rule"));
	assert_true(shows(&world, "EVENTS BEHIND IT"));
	press(&world, "\033");
	assert_true(shows(&world, "CAPACITY"));
	press(&world, "w");
	assert_true(shows(&world, "The rule"));
	press(&world, "\033");
	assert_true(shows(&world, "CAPACITY"));
	/* Beside the chart it is in nobody's place. */
	resize(&world, 160, 45);
	press(&world, "\nw\033");
	assert_true(shows(&world, "CAPACITY"));
	world_end(&world);
}

/* -- the form that adds to the history ------------------------------------------------------
 */

static const struct event_value *told(const struct event *event, const char *name)
{
	return &event->values[event_field_find(event->type, name)];
}

static void press_right(struct world *world, int times)
{
	for (; times > 0; times--)
		press_code(world, INPUT_RIGHT);
}

static void test_add(void **state)
{
	static const int own_sizes[][2] = {{40, 12}, {80, 24}, {160, 45}};
	struct world world;

	(void)state;
	for (size_t i = 0; i < sizeof(own_sizes) / sizeof(own_sizes[0]); i++) {
		world_begin(&world, own_sizes[i][0], own_sizes[i][1], "payments", false);
		press(&world, "jjja");
		assert_golden(&world, "add");
		press(&world, "The replay was in the runbook");
		assert_golden(&world, "add-note");
		press_code(&world, INPUT_UP);
		press_right(&world, 4);
		assert_golden(&world, "add-acted-on");
		press_right(&world, 1);
		assert_golden(&world, "add-met");
		press_right(&world, 1);
		assert_golden(&world, "add-meeting");
		world_end(&world);
	}
	world_begin(&world, 80, 24, NULL, true);
	press(&world, "a");
	assert_golden(&world, "add-ascii");
	world_end(&world);
	world_begin(&world, 20, 4, "payments", false);
	press(&world, "a\t\t\t");
	assert_true(shows(&world, "▸ When"));
	world_end(&world);
}

static void test_add_records(void **state)
{
	struct world world;
	const struct event *is = &world.organization.is;
	struct event added;

	(void)state;
	world_begin(&world, 80, 24, "payments", false);
	press(&world, "jjja  Replay   helped \n");
	assert_int_equal(world.organization.changes, 1);
	assert_false(world.organization.has_was);
	assert_int_equal(is->type->kind, EVENT_NOTE);
	assert_string_equal(told(is, "text")->text, "Replay   helped");
	assert_string_equal(told(is, "capacity")->text, "restore_time");
	assert_int_equal(told(is, "at")->integer, ORGANIZATION_AS_OF - 1);
	assert_true(shows(&world, "Recorded. u takes it back."));
	assert_int_equal(world.organization.loads, 2);
	added = *is;
	press(&world, "u");
	assert_true(world.organization.has_was);
	assert_false(world.organization.has_is);
	assert_true(event_equals(&world.organization.was, &added));
	assert_true(shows(&world, "Taken back: note, payments, Wed 30 Sep 2026 23:59."));
	press(&world, "u");
	assert_int_equal(world.organization.changes, 2);
	assert_true(shows(&world, "Nothing was recorded here"));
	world_end(&world);
}

/* What does not fit is never left out of the middle, and never recorded without a word. */
static void test_add_full(void **state)
{
	struct world world;
	char text[PROMPT_BYTES - 1];

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	world_begin(&world, 80, 24, "payments", false);
	press(&world, "a");
	press(&world, text);
	press_code(&world, 0xe9); /* a byte too many; the next is one that there is room for */
	press(&world, "y");
	assert_true(shows(&world, "does not fit"));
	press(&world, "\t");
	assert_true(shows(&world, "does not fit"));
	press(&world, "\n");
	assert_true(shows(&world, "does not fit"));
	assert_int_equal(world.organization.changes, 0);
	press_code(&world, INPUT_BACKSPACE);
	assert_false(shows(&world, "does not fit"));
	press(&world, "z\n");
	assert_int_equal(world.organization.changes, 1);
	text[sizeof(text) - 2] = 'z';
	assert_string_equal(told(&world.organization.is, "text")->text, text);
	world_end(&world);
}

/* What was acted on is amended; taken back it is open again. */
static void test_add_closes(void **state)
{
	struct world world;
	struct event closed;

	(void)state;
	world_begin(&world, 80, 24, "payments", false);
	press(&world, "a");
	press_right(&world, 4);
	press(&world, "\n");
	closed = world.organization.is;
	assert_true(world.organization.has_was);
	assert_int_equal(closed.type->kind, EVENT_LESSON);
	assert_false(told(&world.organization.was, "acted_at")->is_present);
	assert_int_equal(told(&closed, "acted_at")->integer, ORGANIZATION_AS_OF - 1);
	press(&world, "u");
	assert_true(event_equals(&world.organization.was, &closed));
	assert_false(told(&world.organization.is, "acted_at")->is_present);
	press(&world, "a");
	press_right(&world, 5);
	press(&world, "\n");
	assert_true(shows(&world, "no need waits"));
	assert_int_equal(world.organization.changes, 2);
	world_end(&world);
}

/* What could not be recorded is still there to be tried again. */
static void test_add_keeps_what_was_typed(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 80, 24, "payments", false);
	world.organization.changes_fail = true;
	press(&world, "aOn paper\n");
	assert_true(shows(&world, "aplomb.db: cannot be written"));
	assert_true(shows(&world, " On paper"));
	world.organization.changes_fail = false;
	press(&world, "\n");
	assert_true(shows(&world, "Recorded."));
	world.organization.source.is_as_of_fixed = true;
	press(&world, "aseen");
	assert_false(shows(&world, "Not seen here"));
	press(&world, "\t\t\0252026-09-30\n");
	assert_true(shows(&world, "Recorded."));
	assert_int_equal(told(&world.organization.is, "at")->integer,
			 ORGANIZATION_AS_OF - SECONDS_PER_DAY);
	world.organization.source.keeps_nothing = "Nothing is kept.";
	press(&world, "ax\n");
	assert_true(shows(&world, "Nothing is kept."));
	assert_int_equal(world.organization.changes, 2);
	world_end(&world);
}

/* -- the export dialog ----------------------------------------------------------------------
 */

static void test_export(void **state)
{
	static const int own_sizes[][2] = {{40, 12}, {80, 24}, {160, 45}};
	struct world world;

	(void)state;
	for (size_t i = 0; i < sizeof(own_sizes) / sizeof(own_sizes[0]); i++) {
		world_begin(&world, own_sizes[i][0], own_sizes[i][1], "payments", false);
		press(&world, "e");
		assert_golden(&world, "export");
		press_code(&world, INPUT_DOWN);
		press_right(&world, 4);
		press_code(&world, INPUT_PAGE_DOWN);
		assert_golden(&world, "export-html");
		world.organization.file_is_there = true;
		press(&world, "\n");
		assert_golden(&world, "export-asks");
		world_end(&world);
	}
	world_begin(&world, 20, 4, "payments", false);
	press(&world, "e\t\t");
	assert_true(shows(&world, "▸ File"));
	world_end(&world);
}

/* The name follows what is chosen, until it is the user's. */
static void test_export_names(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 80, 24, NULL, false);
	press(&world, "je");
	assert_true(shows(&world, "[All teams]  Checkout"));
	assert_true(shows(&world, " all-teams-2026-09-30.txt"));
	assert_true(shows(&world, "Preview of 4 teams"));
	assert_true(shows(&world, "text of 4 teams"));
	press_right(&world, 1);
	assert_true(shows(&world, "All teams  [Checkout]"));
	assert_true(shows(&world, " checkout-2026-09-30.txt"));
	assert_true(shows(&world, "text of Checkout"));
	press(&world, "\t");
	press_right(&world, 1);
	assert_true(shows(&world, " checkout-2026-09-30.md"));
	press(&world, "\177\177txt");
	press_right(&world, 1);
	press_code(&world, INPUT_UP);
	press_right(&world, 1);
	assert_true(shows(&world, "[csv]"));
	assert_true(shows(&world, "▸ Format"));
	assert_true(shows(&world, " checkout-2026-09-30.txt"));
	assert_true(shows(&world, "csv of Checkout"));
	press(&world, "\033");
	assert_true(shows(&world, "▸  Checkout"));
	/* A team inside the palette's way, too. */
	press(&world, "\n:write a snapshot\n");
	assert_true(shows(&world, "[Checkout]"));
	world_end(&world);
}

/* What a filter lets through is what is written first; all teams are beside it. */
static void test_export_of_what_is_shown(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 80, 24, NULL, false);
	press(&world, "fgroup:commerce\ne");
	assert_golden(&world, "export-filtered");
	assert_true(shows(&world, "[3 of 7 teams]  All teams   Payments"));
	assert_true(shows(&world, " 3-of-7-teams-2026-09-30.txt"));
	assert_true(shows(&world, "Preview, filter group:commerce"));
	press(&world, "\n");
	assert_memory_equal(world.organization.saved.bytes, "text of 3 teams\n", 16);
	press(&world, "e");
	press_right(&world, 1);
	assert_true(shows(&world, "[All teams]"));
	assert_true(shows(&world, "Preview of 4 teams "));
	press(&world, "\n");
	assert_memory_equal(world.organization.saved.bytes, "text of all teams\n", 18);
	resize(&world, 40, 12);
	press(&world, "e");
	assert_true(shows(&world, "[3 of 7 teams]"));
	press(&world, "\033");
	resize(&world, 160, 45);
	press(&world, "\te");
	assert_true(shows(&world, "[Payments]"));
	world_end(&world);
}

static void test_export_of_events(void **state)
{
	struct buffer *saved;
	struct world world;

	(void)state;
	world_begin(&world, 80, 24, NULL, false);
	saved = &world.organization.saved;
	press(&world, "Else");
	assert_golden(&world, "export-events");
	assert_true(shows(&world, "[Gateway · Deployments]"));
	assert_true(shows(&world, " gateway-deployments-2026-09-30.txt"));
	press(&world, "\n");
	assert_true(shows(&world, "Written: gateway-deployments-2026-09-30.txt ("));
	assert_true(shows(&world, "[Deployments "));
	assert_memory_equal(saved->bytes, "deployment: ", 12);
	assert_null(strstr(saved->bytes, "incident: "));
	/* All kinds at once are no table. */
	press(&world, "she\t");
	assert_true(shows(&world, "[Payments · All events]"));
	press_right(&world, 1);
	assert_true(shows(&world, "csv holds one type of event"));
	press_right(&world, 1);
	assert_true(shows(&world, " payments-events-2026-09-30.jsonl"));
	assert_true(shows(&world, "Preview of the first 200 events"));
	press(&world, "\n");
	assert_int_equal(deed_count_lines(saved) > 201, true);
	/* One alone, or the list that it is from. */
	press(&world, "/vault\n\ne");
	assert_true(shows(&world, "[This need]  Payments · All events"));
	press(&world, "\n");
	assert_int_equal(deed_count_lines(saved), 1);
	assert_memory_equal(saved->bytes, "need: ", 6);
	world.organization.file_is_there = true;
	press(&world, "e\n");
	assert_true(shows(&world, "is there already"));
	world_end(&world);
}

static void test_export_of_then_and_now(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 80, 24, "payments", false);
	press(&world, "ccce");
	assert_golden(&world, "export-then");
	assert_true(shows(&world, "All teams   Payments  [Then and now]"));
	assert_true(shows(&world, " payments-2025-09-30-2026-09-30.txt"));
	assert_true(shows(&world, "365 days back"));
	/* Words have one format. */
	press(&world, "\t");
	press_right(&world, 1);
	assert_true(shows(&world, "Format [text]"));
	assert_false(shows(&world, "markdown"));
	press(&world, "\n");
	assert_true(shows(&world, "Written: payments-2025-09-30-2026-09-30.txt (2 lines)"));
	assert_true(shows(&world, "Then and now"));
	press(&world, "e");
	press_code(&world, INPUT_LEFT);
	assert_true(shows(&world, "[Payments]"));
	assert_true(shows(&world, "markdown"));
	assert_true(shows(&world, " payments-2026-09-30.txt"));
	resize(&world, 40, 12);
	press_right(&world, 1);
	assert_true(shows(&world, "[Then and now]"));
	world_end(&world);
}

static void test_export_writes(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 80, 24, "edge", false);
	press(&world, "e\n");
	assert_true(shows(&world, "Written: edge-2026-09-30.txt (60 lines)"));
	assert_true(shows(&world, "Runtime › Edge"));
	assert_string_equal(world.organization.saved_path, "edge-2026-09-30.txt");
	assert_memory_equal(world.organization.saved.bytes, "text of Edge\n", 13);
	/* What cannot be says why, and the dialog stays. */
	world.organization.saves_fail = true;
	press(&world, "e\n");
	assert_true(shows(&world, "cannot write 'edge-2026-09-30.txt': No space left"));
	press(&world, "\025\n");
	assert_true(shows(&world, "needs a name first"));
	/* A question mark is text in a name, and a question beside it. */
	assert_true(shows(&world, "Esc back   F1 help"));
	press(&world, "\t");
	assert_true(shows(&world, "Esc back   ? help"));
	press(&world, "?");
	assert_true(shows(&world, "write the file"));
	press(&world, "\033\t\t?");
	assert_true(shows(&world, "File    ?"));
	assert_true(shows(&world, "Esc back   F1 help"));
	press_code(&world, INPUT_F1);
	assert_true(shows(&world, "write the file"));
	press(&world, "\033");
	assert_true(shows(&world, "File    ?"));
	press(&world, "\033");
	assert_true(shows(&world, "Runtime › Edge"));
	world_end(&world);
}

static void test_export_replaces_when_asked(void **state)
{
	struct world world;
	struct buffer *saved;

	(void)state;
	world_begin(&world, 80, 24, "edge", false);
	world.organization.file_is_there = true;
	saved = &world.organization.saved;
	press(&world, "e\n");
	assert_true(
		shows(&world, "edge-2026-09-30.txt is there already. Enter again replaces"));
	assert_int_equal(saved->length_bytes, 0);
	/* Escape takes the question back, and nothing else. */
	press(&world, "\033");
	assert_false(shows(&world, "is there already"));
	assert_true(shows(&world, "▸ What"));
	/* Any other key does, too: the next Enter asks again. */
	press(&world, "\n\t\n");
	assert_true(shows(&world, "is there already"));
	assert_int_equal(saved->length_bytes, 0);
	/* Drawing again does not: the question is still there. */
	press(&world, "\014");
	resize(&world, 40, 12);
	assert_true(shows(&world, "Enter again"));
	press(&world, "\n");
	assert_true(saved->length_bytes > 0);
	assert_true(shows(&world, "Written: edge-2026-09-30.txt"));
	world_end(&world);
}

static void test_export_outlives_its_team(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 80, 24, "hostile", false);
	press(&world, "e");
	assert_true(shows(&world, "[Over<U+001B>[2Jthere]"));
	world.organization.catalog.team_count--;
	world.organization.source.has_changed = organization_has_changed;
	session_watched(world.session);
	session_draw(world.session, &world.canvas);
	assert_true(shows(&world, "[All teams]"));
	assert_true(shows(&world, "text of 4 teams"));
	press(&world, "\n");
	assert_memory_equal(world.organization.saved.bytes, "text of all teams\n", 18);
	assert_string_equal(world.organization.saved_path, "all-teams-2026-09-30.txt");
	world_end(&world);
}

static void assert_copies(struct world *world, const char *keys, const char *text)
{
	assert_int_equal(press(world, keys), SESSION_COPIES);
	assert_string_equal(session_copy_text(world->session)->bytes, text);
}

static void test_copying(void **state)
{
	struct error error;
	struct world world;

	(void)state;
	world_begin(&world, 100, 30, NULL, false);
	assert_copies(&world, "jlly", "checkout\nall\n");
	assert_copies(&world, "ccy", "checkout\n182 days back\n");
	press(&world, "\033");
	session_copied(world.session, COPY_BY_TMUX, NULL);
	session_draw(world.session, &world.canvas);
	assert_true(shows(&world, "  Copied 2 lines to tmux's buffer.\n"));
	assert_copies(&world, "\ny", "checkout\nrestore_time\n");
	session_copied(world.session, COPY_BY_OSC52, NULL);
	session_draw(world.session, &world.canvas);
	assert_true(shows(&world, "Copied 2 lines by OSC 52; the terminal may have refused."));
	error_set(&error, ERROR_IO, "it is too long");
	session_copied(world.session, COPY_BY_OSC52, &error);
	session_draw(world.session, &world.canvas);
	assert_true(shows(&world, "it is too long"));
	/* The palette knows it; a service says whose text it is. */
	assert_copies(&world, ":copy as text\n", "checkout\nrestore_time\n");
	assert_copies(&world, "qG\ny", "checkout\nall\n");
	session_copied(world.session, COPY_BY_TMUX, NULL);
	session_draw(world.session, &world.canvas);
	assert_true(shows(&world, "buffer. It is the whole team's"));
	world_end(&world);
}

/* The list as it is filtered; of an open record that one. */
static void test_copying_events(void **state)
{
	struct world world;
	const char *text;

	(void)state;
	world_begin(&world, 100, 30, NULL, false);
	assert_int_equal(press(&world, "Elly"), SESSION_COPIES);
	text = session_copy_text(world.session)->bytes;
	assert_memory_equal(text, "incident: ", 10);
	assert_null(strstr(text, "deployment: "));
	session_copied(world.session, COPY_BY_TMUX, NULL);
	session_draw(world.session, &world.canvas);
	assert_true(shows(&world, " lines to tmux's buffer."));
	assert_int_equal(press(&world, "\ny"), SESSION_COPIES);
	assert_int_equal(deed_count_lines(session_copy_text(world.session)), 1);
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
	press(&world, "\033c");
	assert_golden(&world, "ascii-then");
	world_end(&world);
	world_begin(&world, 160, 45, NULL, true);
	press(&world, "?");
	assert_golden(&world, "ascii-help");
	world_end(&world);
	world_begin(&world, 80, 24, NULL, true);
	press(&world, "j -+gh");
	assert_golden(&world, "ascii-teams-folded");
	world_end(&world);
}

static void test_no_teams(void **state)
{
	struct session_options options = {.window_days = WINDOW_DAYS};
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
	assert_true(selects(&world, "Payments"));
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
	assert_true(shows(&world, "\n  ? help   q up\n"));
	press(&world, "c");
	assert_true(shows(&world, "▸ Deploy cade"));
	assert_true(shows(&world, "\n  ? help   q up\n"));
	/* And of what is a list some of it is there, with the cursor on the selection. */
	press(&world, "qqm");
	assert_true(shows(&world, "\n  ? help   q up\n"));
	assert_true(world.canvas.has_cursor);
	press(&world, "qqP");
	assert_true(shows(&world, "\n  ? help   q up\n"));
	assert_true(world.canvas.has_cursor);
	world_end(&world);
}

/* Where there is room, the newest events; they are read once for each team. */
static void test_a_scorecard_shows_events(void **state)
{
	struct world world;
	size_t given;

	(void)state;
	world_begin(&world, 200, 60, NULL, false);
	assert_true(shows(&world, "Newest events  E opens all"));
	assert_true(shows(&world, " deployment  "));
	given = world.organization.events_given;
	press(&world, "l");
	assert_int_equal(world.organization.events_given, given);
	press(&world, "j");
	assert_true(shows(&world, "Newest events"));
	assert_true(world.organization.events_given > given);
	given = world.organization.events_given;
	press(&world, "r");
	assert_true(world.organization.events_given > given);
	resize(&world, 100, 30);
	press(&world, "\n");
	assert_false(shows(&world, "Newest events"));
	world_end(&world);
}

/* The selected row comes before what is said of it. */
static void test_a_small_scorecard_keeps_its_list(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 21, 5, "payments", false);
	assert_true(shows(&world, "▸ Deploy c"));
	press(&world, "jj");
	assert_true(shows(&world, "▸ Change s"));
	resize(&world, 30, 8);
	assert_true(shows(&world, "▸ Change success"));
	assert_true(shows(&world, "\n  Change success: "));
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
	assert_true(selects(&world, "Checkout"));
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

/* What then is: by `p`, by steps; made once, not at each key. */
static void test_collected(void **state)
{
	struct world world;

	(void)state;
	assert_golden_at_all_sizes("collected", "C");
	assert_golden_once("collected-some", 80, 24, "jjC");
	world_begin(&world, 80, 24, "edge", false);
	press(&world, "C");
	assert_true(shows(&world, "Edge › What is collected"));
	press(&world, "q");
	assert_true(shows(&world, "i says why"));
	press(&world, "C");
	assert_int_equal(press(&world, "y"), SESSION_COPIES);
	assert_string_equal(session_copy_text(world.session)->bytes, "edge\ncollected\n");
	press(&world, "i");
	assert_true(shows(&world, "Edge › Where to invest next"));
	world_end(&world);
}

static void test_invest(void **state)
{
	struct world world;

	(void)state;
	assert_golden_at_all_sizes("invest", "i");
	assert_golden_once("invest-gathering", 80, 24, "jji");
	assert_golden_once("invest-scrolled", 40, 12, "iG");
	world_begin(&world, 80, 24, "edge", false);
	press(&world, "i");
	assert_true(shows(&world, "Edge › Where to invest next"));
	press(&world, "q");
	assert_true(shows(&world, "i says why"));
	world_end(&world);
}

static void test_agenda(void **state)
{
	(void)state;
	assert_golden_at_all_sizes("agenda", "jmjj");
	assert_golden_once("agenda-last", 80, 24, "mG");
	assert_golden_once("agenda-last", 40, 12, "mG");
	assert_golden_once("agenda-foreign", 80, 24, "Gm");
	/* From a group it begins with the first team. */
	assert_golden_once("agenda-first", 80, 24, "gm");
	assert_golden_once("help-agenda", 80, 24, "m?");
}

static void test_agenda_leads_on_and_back(void **state)
{
	struct world world;

	(void)state;
	/* From all teams it is of all, at the team that was selected. */
	world_begin(&world, 80, 24, NULL, false);
	press(&world, "jm");
	assert_true(shows(&world, "aplomb › Champions' meeting"));
	assert_true(shows(&world, "Since the champions' meeting of 16 Sep 2026."));
	assert_true(shows(&world, "Checkout"));
	/* Enter opens what a line is about, Esc comes back to it. */
	press(&world, "\n");
	assert_true(shows(&world, "Checkout › "));
	press(&world, "\033");
	assert_true(shows(&world, "aplomb › Champions' meeting"));
	/* Of that team alone, and of all again. */
	press(&world, "t");
	assert_true(shows(&world, "Checkout › Champions' meeting"));
	assert_false(shows(&world, "Which of these would you like to begin with?"));
	press(&world, "tG");
	assert_true(shows(&world, "▸ Which of these would you like to begin with?"));
	press(&world, "\nr\033");
	assert_false(shows(&world, "Champions' meeting"));
	world_end(&world);

	/* From a scorecard it is of that team, and up from it is the scorecard again. */
	world_begin(&world, 80, 24, "edge", false);
	press(&world, "mj");
	assert_true(shows(&world, "Edge › Champions' meeting"));
	assert_true(shows(&world, "need open for 120 days"));
	assert_golden(&world, "agenda-team");
	resize(&world, 40, 12);
	resize(&world, 80, 24);
	press(&world, "r");
	assert_true(shows(&world, "Edge › Champions' meeting"));
	press(&world, "q");
	assert_true(shows(&world, "Runtime › Edge"));
	assert_false(shows(&world, "Champions' meeting"));
	world_end(&world);
}

static void test_then_can_be_chosen(void **state)
{
	struct world world;
	size_t made;

	(void)state;
	world_begin(&world, 100, 30, "payments", false);
	press(&world, "jc");
	assert_true(shows(&world, "Payments › Then and now"));
	assert_true(shows(&world, "▸ Lead time"));
	assert_true(shows(&world, "Then: the 12 weeks before, to 8 Jul"));
	made = world.organization.comparisons;
	press(&world, "jjjGgjw\033");
	assert_int_equal(world.organization.comparisons, made);
	press(&world, "r");
	assert_int_equal(world.organization.comparisons, made + 1);
	press(&world, "[");
	assert_true(shows(&world, "Then: 24 weeks earlier, 12 weeks to 15 Apr"));
	press(&world, "]]");
	assert_true(shows(&world, "Then: the 12 weeks before"));
	assert_true(shows(&world, "Nearer, the two windows would share days."));
	press(&world, "c");
	assert_true(shows(&world, "Then: half a year earlier, 12 weeks to 1 Apr"));
	press(&world, "c");
	assert_true(shows(&world, "Then: the same 12 weeks a year earlier"));
	press(&world, "[[");
	assert_true(shows(&world, "Nothing was collected then, so there is nothing earlier."));
	press(&world, "c");
	assert_true(shows(&world, "Then: the 12 weeks before"));
	/* Where it cannot be had, what was there stays. */
	world.organization.fails = true;
	press(&world, "c");
	assert_true(shows(&world, "the history cannot be read just now"));
	assert_true(shows(&world, "Then: the 12 weeks before"));
	press(&world, "\033c");
	assert_true(shows(&world, "the history cannot be read just now"));
	press(&world, "jkG\n");
	world.organization.fails = false;
	press(&world, "r");
	assert_true(shows(&world, "Then: the 12 weeks before"));
	world_end(&world);
}

/* In from the list, a capacity or a scorecard; on to a capacity; up and back. */
static void test_then_leads_on_and_back(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 100, 30, NULL, false);
	press(&world, "jllc");
	assert_true(shows(&world, "Checkout › Then and now"));
	assert_true(shows(&world, "▸ Restore time"));
	press(&world, "\n");
	assert_true(shows(&world, "Checkout › Restore time"));
	/* A longer window there is one here. */
	press(&world, "p\033");
	assert_true(shows(&world, "Then: the 26 weeks before"));
	press(&world, "c");
	assert_true(shows(&world, "Then: the same 26 weeks a year earlier"));
	/* The period is changed here as everywhere. */
	press(&world, "pp");
	assert_true(shows(&world, "Then: the 4 weeks before") ||
		    shows(&world, "Then: the same 4 weeks a year earlier"));
	press(&world, "pp");
	assert_true(shows(&world, "Then: the same 26 weeks a year earlier"));
	press(&world, "Gk\n");
	assert_true(shows(&world, "Checkout › Basket › Patch freshness"));
	press(&world, "\033q");
	assert_true(shows(&world, "▸ Patch freshness"));
	press(&world, "c\033\033");
	assert_true(shows(&world, "All teams"));
	/* A note leads to what it is of. */
	press(&world, "kcgjjjjjjjj\n");
	assert_true(shows(&world, "Payments › Restore time"));
	press(&world, "\033j\n");
	assert_true(shows(&world, "Payments › Then and now"));
	click(&world, 6, 10);
	assert_true(shows(&world, "▸ Deploy cadence"));
	click(&world, 6, 10);
	assert_true(shows(&world, "Payments › Deploy cadence"));
	world_end(&world);
}

static void test_finding(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 80, 24, NULL, false);
	press(&world, "/CHECK");
	assert_true(selects(&world, "Checkout"));
	press(&world, "\033");
	assert_true(selects(&world, "Payments"));
	/* By champion, by service; then on to the next. */
	press(&world, "/noor\n");
	assert_true(selects(&world, "Identity"));
	press(&world, "g/ba\177as\n");
	assert_true(selects(&world, "Checkout"));
	press(&world, "g/a\nn");
	assert_true(selects(&world, "Checkout"));
	press(&world, "N");
	assert_true(selects(&world, "Payments"));
	press(&world, "/nowhere");
	assert_true(shows(&world, "no team matches   Enter keeps"));
	press(&world, "\n");
	assert_true(selects(&world, "Payments"));
	assert_true(shows(&world, "Nothing has that"));
	press(&world, "j");
	assert_false(shows(&world, "Nothing has that"));
	press(&world, "gn");
	assert_true(shows(&world, "Nothing has that"));
	press(&world, "/noor\nn");
	assert_true(selects(&world, "Identity"));
	assert_true(shows(&world, "Nothing else has that"));
	/* What is typed is no command; letters beyond ASCII are letters. */
	press(&world, "g/q");
	assert_true(shows(&world, "/q"));
	press_code(&world, INPUT_BACKSPACE);
	press_code(&world, 0x547d);
	assert_true(selects(&world, "命名チーム"));
	press_code(&world, INPUT_BACKSPACE);
	press_code(&world, INPUT_BACKSPACE);
	assert_true(selects(&world, "▾ Commerce"));
	assert_true(shows(&world, "q quit"));
	world_end(&world);
}

/* -- the tree -------------------------------------------------------------------------------
 */

static void test_groups_fold(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 100, 30, NULL, false);
	press(&world, "j");
	/* What is folded away stays selected, by its group. */
	press(&world, " ");
	assert_true(selects(&world, "▸ Commerce  3 teams"));
	assert_false(shows(&world, "Checkout"));
	press(&world, " ");
	assert_true(selects(&world, "Checkout"));
	press(&world, " -");
	assert_true(shows(&world, "▸ Platform  2 teams"));
	assert_true(shows(&world, "▸ Other teams  2 teams"));
	press(&world, "r+");
	assert_true(selects(&world, "Checkout"));
	/* Left goes to the group, folds it, goes to the group around it; right the other way.
	 */
	press(&world, "jjjjlh");
	assert_true(selects(&world, "Edge"));
	press(&world, "h");
	assert_true(selects(&world, "▾ Runtime"));
	press(&world, "h");
	assert_true(selects(&world, "▸ Runtime  2 teams"));
	press(&world, "h");
	assert_true(selects(&world, "▾ Platform"));
	press(&world, "hh");
	assert_true(selects(&world, "▸ Platform  2 teams"));
	press(&world, "l");
	assert_true(selects(&world, "▾ Platform"));
	assert_true(shows(&world, "▸ Runtime  2 teams"));
	press(&world, "ll");
	assert_true(selects(&world, "▾ Runtime"));
	press(&world, "ll");
	assert_true(shows(&world, "Edge · Deploy cadence"));
	/* Enter on a group folds it. */
	press(&world, "g\n");
	assert_true(selects(&world, "▸ Commerce"));
	press(&world, "\n");
	assert_true(selects(&world, "▾ Commerce"));
	world_end(&world);
}

/* A column is kept while one passes a group's line, which has none. */
static void test_a_group_has_no_column(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 100, 30, NULL, false);
	press(&world, "jjllj");
	assert_true(selects(&world, "▾ Platform"));
	assert_true(shows(&world, "Platform: 2 teams with 2 services."));
	press(&world, "jj");
	assert_true(shows(&world, "Edge · Restore time"));
	world_end(&world);
}

static void test_finding_in_folded_groups(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 100, 30, NULL, false);
	press(&world, "-/iden");
	assert_true(selects(&world, "Identity"));
	assert_true(shows(&world, "▸ Commerce"));
	press(&world, "\033");
	assert_true(shows(&world, "▸ Platform  2 teams"));
	assert_false(shows(&world, "Runtime"));
	/* A group by its name: seen, and no more open than it was. */
	press(&world, "/runti\n");
	assert_true(selects(&world, "▸ Runtime  2 teams"));
	press(&world, "/iden\n-n");
	assert_true(selects(&world, "Identity"));
	world_end(&world);
}

static void test_clicks_fold(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 100, 30, NULL, false);
	click(&world, 5, 20);
	assert_true(selects(&world, "▾ Commerce"));
	click(&world, 5, 20);
	assert_true(selects(&world, "▸ Commerce"));
	/* The sign at once. */
	click(&world, 6, 3);
	assert_true(selects(&world, "▸ Platform"));
	world_end(&world);
}

static void test_filtering(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 100, 30, NULL, false);
	press(&world, "jj-f");
	/* What matches is seen, whatever was folded; what was selected comes back. */
	press(&world, "group:plat");
	assert_true(shows(&world, "2 of 7 teams: group:plat"));
	assert_true(selects(&world, "Edge"));
	assert_true(shows(&world, " platform "));
	press(&world, " noor\n");
	assert_true(shows(&world, "1 of 7 teams: group:plat noor"));
	assert_true(selects(&world, "Identity"));
	assert_true(shows(&world, "q quit"));
	press(&world, "\033");
	assert_true(shows(&world, "▸ Commerce  3 teams"));
	assert_false(shows(&world, "of 7 teams:"));
	press(&world, "+");
	assert_true(selects(&world, "Loyalty"));
	/* Each word must hold; a count of what is folded says so. */
	press(&world, "fcustomer pci\n");
	assert_true(selects(&world, "Payments"));
	press(&world, " ");
	assert_true(selects(&world, "▸ Commerce  1 of 3 teams"));
	/* Escape while typing shows all as well; so does an empty filter. */
	press(&world, "f\033");
	assert_true(shows(&world, "Checkout"));
	assert_false(shows(&world, "of 7 teams:"));
	/* Another filter begins unfolded. */
	press(&world, "fcustomer\n");
	assert_true(shows(&world, "Checkout"));
	press(&world, "\033");
	press(&world, "fx\177\177");
	assert_true(shows(&world, "q quit"));
	/* Tab takes the first word offered; letters are no keys. */
	press(&world, "fis:q\tgroup:r\t");
	assert_true(shows(&world, "1 of 7 teams: is:quiet group:runtime"));
	world_end(&world);
}

/* Nothing passes: it is said, and every key still has something to do. */
static void test_a_filter_that_nothing_passes(void **state)
{
	struct world world;

	(void)state;
	for (int columns = 40; columns <= 160; columns += 60) {
		world_begin(&world, columns, 24, NULL, false);
		press(&world, "fnowhere\n");
		assert_true(shows(&world, "0 of 7 teams: nowhere"));
		assert_true(shows(&world, "No team has all of: nowhere"));
		press(&world, "jkhlgG \n-+/x\nnNvp\t");
		press(&world, "\033");
		assert_true(selects(&world, "Payments"));
		world_end(&world);
	}
}

/* -- from one session to the next -----------------------------------------------------------
 */

/* Another session, as the one before was left. */
static void begin_again(struct world *world, const struct session_state *state)
{
	struct session_options options = {.window_days = WINDOW_DAYS, .state = state};
	struct session *session;
	struct error error;

	assert_true(session_open(&session, &world->organization.source, &options, &error));
	session_close(world->session);
	world->session = session;
	session_draw(world->session, &world->canvas);
}

static void test_a_view_comes_back(void **unused)
{
	struct session_state state;
	struct world world;

	(void)unused;
	world_begin(&world, 100, 30, NULL, false);
	press(&world, "vpjll\t");
	session_get_state(world.session, &state);
	assert_int_equal(state.window_days, 182);
	begin_again(&world, &state);
	assert_true(shows(&world, "Checkout · Restore time"));
	assert_true(shows(&world, "n 17"));
	/* Folded groups, one of them selected, and the teams without a group. */
	press(&world, "-gj");
	session_get_state(world.session, &state);
	begin_again(&world, &state);
	assert_true(selects(&world, "▸ Platform  2 teams"));
	assert_true(shows(&world, "▸ Other teams  2 teams"));
	/* A filter, and what was folded without it. */
	press(&world, "fokafor\n");
	session_get_state(world.session, &state);
	begin_again(&world, &state);
	assert_true(shows(&world, "1 of 7 teams: okafor"));
	assert_true(shows(&world, "Runtime"));
	press(&world, "\033");
	assert_true(shows(&world, "▸ Commerce  3 teams"));
	world_end(&world);
}

/* Of what is not there any more nothing comes. */
static void test_a_view_of_what_is_gone(void **unused)
{
	static const char *const folded[] = {"gone", "commerce"};
	struct session_state state = {
		.selected = "gone",
		.capacity = "none",
		.folded = folded,
		.folded_count = 2,
	};
	struct world world;

	(void)unused;
	for (int i = 0; i < 2; i++) {
		state.is_on_group = i == 1;
		world_begin(&world, 100, 30, NULL, false);
		begin_again(&world, &state);
		assert_true(selects(&world, "▸ Commerce  3 teams"));
		press(&world, "jkl\n");
		world_end(&world);
	}
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
	assert_true(selects(&world, "Checkout"));
	world_end(&world);
}

/* -- while teams are read -------------------------------------------------------------------
 */

/* Takes steps until one of them is to be drawn, and draws it. */
static void work(struct world *world)
{
	while (!session_work(world->session))
		;
	session_draw(world->session, &world->canvas);
}

static void work_to_the_end(struct world *world)
{
	while (session_has_work(world->session))
		work(world);
}

static void test_names_come_before_figures(void **state)
{
	static const int unread[][2] = {{40, 12}, {80, 24}, {200, 60}};
	struct world world;

	(void)state;
	for (size_t i = 0; i < sizeof(unread) / sizeof(unread[0]); i++) {
		world_begin_unread(&world, unread[i][0], unread[i][1]);
		assert_golden(&world, "teams-unread");
		world_end(&world);
	}
}

static void test_keys_come_between_steps(void **state)
{
	struct world world;

	(void)state;
	world_begin_unread(&world, 80, 24);
	assert_false(session_work(world.session));
	press(&world, "j");
	assert_true(selects(&world, "Checkout"));
	assert_true(shows(&world, "0 of 7 teams are read"));
	press(&world, "o");
	assert_true(shows(&world, "0 of 7 teams are read."));
	press(&world, "\033k");
	/* What is half made is finished; it is the selected one, which comes first. */
	work(&world);
	assert_true(shows(&world, "1 of 7 teams are read"));
	assert_false(shows(&world, "Its history is being read."));
	work_to_the_end(&world);
	assert_golden(&world, "teams");
	world_end(&world);
}

/* A team, or one of its capacities, can be opened before it is read. */
static void test_what_is_opened_is_read(void **state)
{
	struct world world;

	(void)state;
	world_begin_unread(&world, 100, 30);
	press(&world, "jl\n");
	assert_true(shows(&world, "Checkout › Deploy cadence"));
	press(&world, "\033h\n");
	assert_true(shows(&world, "Lead time"));
	press(&world, "\033");
	assert_true(shows(&world, "1 of 7 teams are read"));
	world_end(&world);
}

/* What stands is shown until it is read again; over another window it would not be true. */
static void test_a_reload_blanks_nothing(void **state)
{
	struct world world;
	(void)state;
	world_begin_unread(&world, 80, 24);
	work_to_the_end(&world);
	press(&world, "r");
	assert_true(session_has_work(world.session));
	press(&world, "jk"); /* the notice goes */
	assert_golden(&world, "teams");
	work(&world);
	assert_golden(&world, "teams");
	press(&world, "p");
	assert_true(shows(&world, "0 of 7 teams are read"));
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
	assert_true(selects(&world, "Payments"));
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
	world.organization.catalog.team_count++;
	press(&world, "rc");
	world.organization.catalog.team_count--;
	press(&world, "r");
	press(&world, "[pjk\n");
	assert_true(shows(&world, "does not name it any more"));
	press(&world, "\033");
	assert_true(shows(&world, "does not name it any more"));
	press(&world, "\033");
	assert_true(selects(&world, "命名チーム"));
	world_end(&world);
}

/* A key that is about one team says so where none is selected. */
static void test_a_group_is_no_team(void **state)
{
	static const char *const keys[] = {"c", "i", "a"};
	struct world world;

	(void)state;
	world_begin(&world, 80, 24, NULL, false);
	press(&world, "g");
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		press(&world, keys[i]);
		assert_true(shows(&world, "Select a team first: "));
		assert_true(shows(&world, "All teams"));
	}
	world_end(&world);
}

static void test_clicks(void **state)
{
	struct world world;

	(void)state;
	world_begin(&world, 100, 30, NULL, false);
	click(&world, 7, 6);
	assert_true(selects(&world, "Checkout"));
	assert_true(shows(&world, "All teams"));
	click(&world, 7, 6);
	assert_true(shows(&world, "Commerce › Checkout"));
	press(&world, "\033");
	click(&world, 6, 46);
	assert_true(shows(&world, "Payments · Restore time"));
	click(&world, 6, 46);
	assert_true(shows(&world, "Payments › Restore time"));
	click(&world, 2, 0);
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
		press(&world, "cj");
		assert_cursor_on_selection(&world);
		press(&world, "Gk");
		assert_cursor_on_selection(&world);
		press(&world, "\033");
		press(&world, "Ejjjj");
		assert_cursor_on_selection(&world);
		press(&world, "\t");
		assert_cursor_on_selection(&world);
		world_end(&world);
	}
}

/* Also where nothing is selected: in what is typed, on what is read. */
static void test_every_screen_has_a_cursor(void **state)
{
	static const char *const ways[] = {"g",	   "-",	    "/a",    "f",  "?",	  "?j",	 "E\n",
					   "E\nj", "E?",    "e",     "ej", "ejj", ":",	 ":re",
					   "\nw",  "\n\nw", "\n\n?", "c?", "c:",  "cGe", "\nG"};
	struct world world;

	(void)state;
	for (size_t i = 0; i < SIZE_COUNT; i++)
		for (size_t j = 0; j < sizeof(ways) / sizeof(ways[0]); j++) {
			world_begin(&world, sizes[i].columns, sizes[i].rows, NULL, false);
			press(&world, ways[j]);
			if (!world.canvas.has_cursor)
				fail_msg("no cursor after %s at %dx%d", ways[j],
					 sizes[i].columns, sizes[i].rows);
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
		'e',
		'y',
		'/',
		'x',
		'c',
		'c',
		'[',
		']',
		'q',
		'E',
		'E',
		'P',
		'P',
		'o',
		'a',
		's',
		'f',
		' ',
		'-',
		'+',
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
			struct input input = {
				.code = codes[rand() % code_count],
				.row = rand() % 40 - 1,
				.column = rand() % 120 - 1,
			};

			if (rand() % 12 == 0)
				resize(&world, rand() % 220, rand() % 64);
			if (rand() % 9 == 0)
				world.organization.file_is_there = rand() % 2;
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
	static const char *const ways[] = {
		"",	"jjl", "jjjll", "\njjj",  "\nG",	   "ll\njjj",
		"\t",	"g",   "-",	"gjjjjh", "fis:growing\n", "jj ",
		"Ejjj", "ElG", "E\thh", "\njcjj", "cjjjjjjjjj",	   "cpG"};
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
		cmocka_unit_test(test_teams_folded),
		cmocka_unit_test(test_teams_filtered),
		cmocka_unit_test(test_scorecard),
		cmocka_unit_test(test_capacity),
		cmocka_unit_test(test_then),
		cmocka_unit_test(test_practices),
		cmocka_unit_test(test_goals),
		cmocka_unit_test(test_practices_in_and_out),
		cmocka_unit_test(test_practices_outlive_a_reload),
		cmocka_unit_test(test_why),
		cmocka_unit_test(test_help),
		cmocka_unit_test(test_events),
		cmocka_unit_test(test_events_of_what_was_seen),
		cmocka_unit_test(test_events_either_way),
		cmocka_unit_test(test_events_are_read_in_pages),
		cmocka_unit_test(test_finding_events),
		cmocka_unit_test(test_finding_each_event),
		cmocka_unit_test(test_events_keep_the_selection),
		cmocka_unit_test(test_folded_events),
		cmocka_unit_test(test_events_where_there_are_none),
		cmocka_unit_test(test_clicks_on_events),
		cmocka_unit_test(test_palette),
		cmocka_unit_test(test_paste),
		cmocka_unit_test(test_back_from_why),
		cmocka_unit_test(test_add),
		cmocka_unit_test(test_add_records),
		cmocka_unit_test(test_add_full),
		cmocka_unit_test(test_add_closes),
		cmocka_unit_test(test_add_keeps_what_was_typed),
		cmocka_unit_test(test_export),
		cmocka_unit_test(test_export_names),
		cmocka_unit_test(test_export_of_what_is_shown),
		cmocka_unit_test(test_export_of_events),
		cmocka_unit_test(test_export_of_then_and_now),
		cmocka_unit_test(test_export_writes),
		cmocka_unit_test(test_export_replaces_when_asked),
		cmocka_unit_test(test_export_outlives_its_team),
		cmocka_unit_test(test_copying),
		cmocka_unit_test(test_copying_events),
		cmocka_unit_test(test_ascii),
		cmocka_unit_test(test_no_teams),
		cmocka_unit_test(test_a_small_canvas_shows_one_word),
		cmocka_unit_test(test_the_smallest_canvas_keeps_its_keys),
		cmocka_unit_test(test_a_scorecard_shows_events),
		cmocka_unit_test(test_a_small_scorecard_keeps_its_list),
		cmocka_unit_test(test_a_team_can_be_asked_for),
		cmocka_unit_test(test_in_and_back_again),
		cmocka_unit_test(test_up_is_not_back),
		cmocka_unit_test(test_invest),
		cmocka_unit_test(test_collected),
		cmocka_unit_test(test_agenda),
		cmocka_unit_test(test_agenda_leads_on_and_back),
		cmocka_unit_test(test_then_can_be_chosen),
		cmocka_unit_test(test_then_leads_on_and_back),
		cmocka_unit_test(test_finding),
		cmocka_unit_test(test_groups_fold),
		cmocka_unit_test(test_a_group_has_no_column),
		cmocka_unit_test(test_finding_in_folded_groups),
		cmocka_unit_test(test_clicks_fold),
		cmocka_unit_test(test_filtering),
		cmocka_unit_test(test_a_filter_that_nothing_passes),
		cmocka_unit_test(test_a_view_comes_back),
		cmocka_unit_test(test_a_view_of_what_is_gone),
		cmocka_unit_test(test_periods),
		cmocka_unit_test(test_reloading),
		cmocka_unit_test(test_names_come_before_figures),
		cmocka_unit_test(test_keys_come_between_steps),
		cmocka_unit_test(test_what_is_opened_is_read),
		cmocka_unit_test(test_a_reload_blanks_nothing),
		cmocka_unit_test(test_a_reload_that_cannot_be_done),
		cmocka_unit_test(test_a_collector_that_ended),
		cmocka_unit_test(test_a_team_that_goes),
		cmocka_unit_test(test_a_group_is_no_team),
		cmocka_unit_test(test_clicks),
		cmocka_unit_test(test_the_cursor_is_on_the_selection),
		cmocka_unit_test(test_every_screen_has_a_cursor),
		cmocka_unit_test(test_any_keys_at_any_size),
		cmocka_unit_test(test_resizing_keeps_the_selection),
	};

	return cmocka_run_group_tests_name("screens", tests, NULL, NULL);
}
