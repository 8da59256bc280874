/*
 * A scorecard is the same whether all there ever was is loaded or what scorecard_reach() asks
 * for: on made-up histories that go back much further, with ties, late facts and gaps.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "capacity/registry.h"
#include "catalog/catalog_load.h"
#include "export/json.h"
#include "scorecard/scorecard_make.h"
#include "store/database.h"
#include "tests/support/random_event.h"
#include "tests/support/store_fixture.h"

#define DAYS 1500
#define EVENTS 600

static const char yaml[] = "timezone: UTC\n"
			   "teams:\n"
			   "  - id: t\n"
			   "    services:\n"
			   "      - {id: shop, slos: [{id: open, target: 99%}]}\n"
			   "      - {id: depot, aliases: [depot-api]}\n"
			   "  - id: u\n"
			   "    services: [desk]\n";

struct maker {
	struct store_fixture *fixture;
	struct arena arena;
	uint64_t seed;
};

static unsigned pick(struct maker *maker, unsigned count)
{
	return (unsigned)(random_next(&maker->seed) % count);
}

/* Days, so that much falls on one instant; mostly long ago. */
static long long moment(struct maker *maker)
{
	unsigned day = pick(maker, 3) ? pick(maker, DAYS) : DAYS - 1 - pick(maker, 300);

	return (long long)day * SECONDS_PER_DAY;
}

static const char *later(struct maker *maker, const char *field, long long at)
{
	if (pick(maker, 3) == 0)
		return "";
	return arena_printf(&maker->arena, "|%s=%lld", field,
			    at + (long long)pick(maker, 400) * SECONDS_PER_DAY);
}

static const char *service(struct maker *maker)
{
	static const char *const names[] = {"shop", "depot", "depot-api", "desk"};

	return names[pick(maker, 4)];
}

static const char *team(struct maker *maker)
{
	return pick(maker, 3) ? "t" : "u";
}

/* By a tool, with an id of its own, or by hand. */
static const char *origin(struct maker *maker, unsigned step)
{
	return pick(maker, 2) ? arena_printf(&maker->arena, "|source=tool|id=%u", step) : "";
}

static const char *of_service(struct maker *maker, unsigned step)
{
	struct arena *arena = &maker->arena;
	long long at = moment(maker);

	switch (pick(maker, 6)) {
	case 0:
		return arena_printf(arena, "check|service=%s|check=c%u|at=%lld|passed=%s%s",
				    service(maker), pick(maker, 5), at,
				    pick(maker, 2) ? "yes" : "no",
				    pick(maker, 2) ? "|source=scan" : "");
	case 1:
		return arena_printf(arena, "deployment|service=%s|at=%lld|id=d%u|source=ci",
				    service(maker), at, step);
	case 2:
		return arena_printf(arena, "coverage|kind=%s|until=%lld%s",
				    pick(maker, 2) ? "checks" : "work", at,
				    pick(maker, 2) ? "|service=shop" : "");
	default:
		return arena_printf(
			arena, "update|service=%s|component=p%u|version=%u%s%s%s",
			service(maker), pick(maker, 4), pick(maker, 12),
			pick(maker, 3) ? arena_printf(arena, "|released_at=%lld", at)
				       : later(maker, "applied_at", at),
			later(maker, "applied_at", at), pick(maker, 2) ? "|source=bot" : "");
	}
}

static const char *of_team(struct maker *maker, unsigned step)
{
	struct arena *arena = &maker->arena;
	long long at = moment(maker);
	const char *from = origin(maker, step);

	switch (pick(maker, 10)) {
	case 0:
		return arena_printf(arena, "need|team=%s|asked_at=%lld|text=n%u%s%s",
				    team(maker), at, step, from, later(maker, "met_at", at));
	case 1:
		return arena_printf(arena, "concern|team=%s|raised_at=%lld|text=c%u%s%s",
				    team(maker), at, step, from, later(maker, "acted_at", at));
	case 2:
		return arena_printf(arena, "lesson|team=%s|learned_at=%lld|text=l%u%s%s",
				    team(maker), at, step, from, later(maker, "acted_at", at));
	case 3:
		return arena_printf(arena, "walkaround|team=%s|at=%lld%s", team(maker), at,
				    from);
	case 4:
		return arena_printf(arena, "shadowing|team=%s|at=%lld|days=%u.5|direction=%s%s",
				    team(maker), at, pick(maker, 3),
				    pick(maker, 2) ? "to_security" : "from_security", from);
	case 5:
		return arena_printf(arena, "meeting|at=%lld|teams=%s%s", at, team(maker), from);
	case 6:
		return arena_printf(arena, "rule|id=r%u|text=r%u|added_at=%lld%s%s",
				    pick(maker, 6), step, at, pick(maker, 2) ? "|team=t" : "",
				    later(maker, "retired_at", at));
	case 7:
		return arena_printf(arena, "rule_review|rule=r%u|at=%lld|fits=%s%s",
				    pick(maker, 6), at, pick(maker, 2) ? "yes" : "no", from);
	case 8:
		return arena_printf(arena,
				    "exercise|team=%s|at=%lld|outcome=%s|sent=9|reported=%u%s",
				    team(maker), at, pick(maker, 2) ? "stopped" : "missed",
				    pick(maker, 9), from);
	default:
		return arena_printf(arena, "work|team=%s|at=%lld|kind=%s|hours=%u.25%s",
				    team(maker), at, pick(maker, 2) ? "business" : "unplanned",
				    pick(maker, 9), from);
	}
}

/* -- comparing ---------------------------------------------------------------------------- */

/* The snapshot, and what stands behind each of its numbers. */
static const char *told(struct maker *maker, const struct catalog *catalog,
			const struct period *period, instant from, instant evidence_from)
{
	struct history_wanted wanted = {.from = from, .as_of = period->as_of};
	const struct team_card *cards[2];
	struct scorecard scorecard;
	struct history history;
	struct buffer out;
	struct error error;
	const char *text;

	assert_true(store_load_history(maker->fixture->store, catalog, &wanted, &maker->arena,
				       &history, &error));
	scorecard_make(&scorecard, catalog, &history, period);
	buffer_init(&out);
	for (size_t i = 0; i < catalog->team_count; i++)
		cards[i] = &scorecard.teams[i];
	json_write_snapshot(&out, &scorecard, cards, catalog->team_count, "");
	wanted.from = evidence_from;
	wanted.wants_texts = true;
	assert_true(store_load_history(maker->fixture->store, catalog, &wanted, &maker->arena,
				       &history, &error));
	for (size_t i = 0; i < catalog->team_count; i++)
		for (size_t c = 0; capacity_registry[c]; c++) {
			size_t count;
			const struct evidence *evidence = scorecard_evidence(
				&scorecard, &history, &catalog->teams[i], NULL,
				capacity_registry[c], &maker->arena, &count);

			for (size_t e = 0; e < count; e++)
				buffer_addf(&out, "%s %zu %lld %lld %s %s %s %.17g\n",
					    capacity_registry[c]->id, e,
					    (long long)evidence[e].at,
					    (long long)evidence[e].until, evidence[e].id,
					    evidence[e].text,
					    evidence[e].reason ? evidence[e].reason : "",
					    evidence[e].value);
		}
	text = arena_copy_string(&maker->arena, out.bytes);
	buffer_release(&out);
	scorecard_release(&scorecard);
	return text;
}

static void compare(struct maker *maker, const struct catalog *catalog)
{
	struct period period = {
		.as_of = (instant)(DAYS - pick(maker, pick(maker, 2) ? 30 : DAYS - 1)) *
			 SECONDS_PER_DAY,
		.window_days = 7 + (int)pick(maker, 120),
	};
	instant begin = period.as_of - period.window_days * SECONDS_PER_DAY;
	const char *all = told(maker, catalog, &period, INSTANT_MIN, INSTANT_MIN);

	if (begin < INSTANT_MIN)
		begin = INSTANT_MIN;
	assert_string_equal(all,
			    told(maker, catalog, &period, scorecard_reach(&period), begin));
}

static void test_scorecards_are_the_same(void **state)
{
	struct catalog catalog;
	struct error error;

	assert_true(catalog_load_text(&catalog, "t.yaml", yaml, sizeof(yaml) - 1,
				      capacity_registry, &error));
	for (uint64_t seed = 1; seed <= 4; seed++) {
		struct maker maker = {.fixture = *state, .seed = seed * 7919};

		store_fixture_tear_down(state);
		store_fixture_set_up(state);
		maker.fixture = *state;
		fixture_open(maker.fixture, STORE_WRITE);
		assert_true(store_execute(maker.fixture->store, "PRAGMA synchronous = OFF",
					  &error));
		for (unsigned step = 0; step < EVENTS; step++) {
			struct error conflict;

			fixture_put_with(maker.fixture,
					 pick(&maker, 2) ? of_service(&maker, step)
							 : of_team(&maker, step),
					 true, &conflict);
			if (step % 12 == 0)
				compare(&maker, &catalog);
			arena_release(&maker.arena);
		}
	}
	catalog_release(&catalog);
}

/* Too few samples to be packed, and too old to be read: they say that the kind is collected. */
static void test_old_samples_tell_that_they_are_collected(void **state)
{
	struct maker maker = {.fixture = *state};
	struct period period = {.as_of = DAYS * (instant)SECONDS_PER_DAY, .window_days = 28};
	struct catalog catalog;
	struct error error;
	const char *card;

	assert_true(catalog_load_text(&catalog, "t.yaml", yaml, sizeof(yaml) - 1,
				      capacity_registry, &error));
	fixture_open(maker.fixture, STORE_WRITE);
	for (long long day = 9; day < 12; day++)
		fixture_put_with(maker.fixture,
				 arena_printf(&maker.arena,
					      "slo_sample|service=shop|slo=open|at=%lld|good=9"
					      "|total=9",
					      day * SECONDS_PER_DAY),
				 true, &error);
	card = told(&maker, &catalog, &period, scorecard_reach(&period), INSTANT_MIN);
	assert_string_equal(told(&maker, &catalog, &period, INSTANT_MIN, INSTANT_MIN), card);
	assert_non_null(strstr(card, "\"slo_attainment\",\"state\":\"quiet\""));
	arena_release(&maker.arena);
	catalog_release(&catalog);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_scorecards_are_the_same,
						store_fixture_set_up, store_fixture_tear_down),
		cmocka_unit_test_setup_teardown(test_old_samples_tell_that_they_are_collected,
						store_fixture_set_up, store_fixture_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
