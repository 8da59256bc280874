/*
 * The compact form says what the rows say: on made-up histories of everything that makes it
 * hard (remedies that name each other across time, revisions that come again, events that come
 * late, change and go, by our hand and by that of other programs), observation by observation.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/compact.h"
#include "tests/support/random_event.h"
#include "tests/support/store_fixture.h"

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, store_fixture_tear_down)
#define DAYS 400
#define END (DAYS * SECONDS_PER_DAY)

static int set_up(void **state)
{
	struct store_fixture *fixture;
	struct error error;

	store_fixture_set_up(state);
	fixture = *state;
	fixture_open(fixture, STORE_WRITE);
	/* Thousands of commits, of which none has to outlast a power cut. */
	assert_true(store_execute(fixture->store, "PRAGMA synchronous = OFF", &error));
	return 0;
}

/* Of `shop` all deployments stand under one name, of `depot` under two. */
static const char *const shop_aliases[] = {"shop-api"};
static const char *const depot_aliases[] = {"depot-api"};
static const struct slo shop_slos[] = {
	{.id = "availability", .window_seconds = 28 * SECONDS_PER_DAY},
	{.id = "latency", .window_seconds = 7 * SECONDS_PER_DAY},
};
static const struct service services[] = {
	{.id = "shop",
	 .aliases = shop_aliases,
	 .alias_count = 1,
	 .slos = shop_slos,
	 .slo_count = 2,
	 .index = 0},
	{.id = "depot", .aliases = depot_aliases, .alias_count = 1, .index = 1},
};
static const struct catalog catalog = {.services = services, .service_count = 2};

/* -- made-up histories -------------------------------------------------------------------- */

struct maker {
	struct store_fixture *fixture;
	struct arena arena;
	uint64_t seed;
};

static unsigned pick(struct maker *maker, unsigned count)
{
	return (unsigned)(random_next(&maker->seed) % count);
}

static const char *maybe(struct maker *maker, const char *text)
{
	return pick(maker, 3) ? "" : text;
}

/* Mostly forward, now and then late; many at one instant. */
static long long moment(struct maker *maker, unsigned step)
{
	unsigned day = pick(maker, 4) ? step % DAYS : pick(maker, DAYS);

	return (long long)day * SECONDS_PER_DAY + pick(maker, 3) * 7;
}

static const char *deployment_line(struct maker *maker, unsigned step)
{
	static const char *const names[] = {"shop", "shop", "depot", "depot-api"};
	static const char *const kinds[] = {"", "|kind=normal", "|kind=hotfix",
					    "|kind=rollback"};
	long long at = moment(maker, step);
	struct arena *arena = &maker->arena;

	return arena_printf(
		arena, "deployment|service=%s|at=%lld|source=%s%s%s%s%s%s%s%s%s",
		names[pick(maker, 4)], at, pick(maker, 2) ? "ci" : "cd",
		maybe(maker, arena_printf(arena, "|id=d%u", pick(maker, 60))),
		kinds[pick(maker, 4)], maybe(maker, "|outcome=failed"),
		pick(maker, 8) ? "" : "|environment=staging",
		maybe(maker, arena_printf(arena, "|revision=r%u", pick(maker, 40))),
		maybe(maker, arena_printf(arena, "|committed_at=%lld",
					  llabs(at - (long long)pick(maker, 900000)))),
		maybe(maker, arena_printf(arena, "|fixes=d%u", pick(maker, 60))),
		maybe(maker, arena_printf(arena, "|changes=r%u=|changes=c%u=%lld",
					  pick(maker, 40), pick(maker, 40), at / 2)));
}

static const char *other_line(struct maker *maker, unsigned step)
{
	long long at = moment(maker, step);
	struct arena *arena = &maker->arena;

	switch (pick(maker, 3)) {
	case 0:
		return arena_printf(
			arena, "incident|service=%s|started_at=%lld|id=i%u%s",
			pick(maker, 2) ? "depot-api" : "shop", at, pick(maker, 500),
			maybe(maker, arena_printf(arena, "|caused_by=d%u", pick(maker, 60))));
	case 1:
		return arena_printf(
			arena,
			"slo_sample|service=%s|slo=%s|at=%lld|total=%u.%u|good=%u|seconds=%u",
			pick(maker, 5) ? "shop" : "shop-api",
			pick(maker, 2) ? "availability" : "latency", at, 5 + pick(maker, 9),
			pick(maker, 2) * 5, pick(maker, 6),
			pick(maker, 2) ? 86400 : 1 + pick(maker, 900));
	default:
		return arena_printf(
			arena, "update|service=shop|component=c%u|version=%u|source=%s%s%s",
			pick(maker, 9), pick(maker, 9), pick(maker, 2) ? "a" : "b",
			pick(maker, 2) ? arena_printf(arena, "|released_at=%lld", at / 2)
				       : "|security=true",
			maybe(maker, arena_printf(arena, "|applied_at=%lld", at)));
	}
}

/* What another program may do, REPLACE included. */
static const char *foreign_sql(struct maker *maker)
{
	struct arena *arena = &maker->arena;
	unsigned n = pick(maker, 60);
	long long at = moment(maker, pick(maker, DAYS));

	switch (pick(maker, 15)) {
	case 0:
		return arena_printf(arena, "DELETE FROM deployment WHERE id = 'd%u'", n);
	case 1:
		return arena_printf(arena, "UPDATE deployment SET at = %lld WHERE id = 'd%u'",
				    at, n);
	case 2:
		return arena_printf(
			arena,
			"INSERT OR REPLACE INTO deployment (service, at, id, source)"
			" VALUES ('shop', %lld, 'd%u', 'ci')",
			at, n);
	case 3:
		return arena_printf(arena,
				    "UPDATE OR REPLACE deployment SET id = 'd%u', source = 'ci'"
				    " WHERE rowid = %u",
				    n, 1 + pick(maker, 200));
	case 4:
		return arena_printf(arena, "DELETE FROM change WHERE revision = 'r%u'",
				    pick(maker, 40));
	case 5:
		return arena_printf(arena,
				    "INSERT OR REPLACE INTO change SELECT rowid, 'r%u', %lld"
				    " FROM deployment WHERE id = 'd%u'",
				    pick(maker, 40), at, n);
	case 6:
		return arena_printf(
			arena,
			"UPDATE OR IGNORE change SET deployment = %u"
			" WHERE deployment = %u AND EXISTS (SELECT 1 FROM deployment"
			" WHERE rowid = %u)",
			n + 1, n, n + 1);
	case 7:
		return arena_printf(arena,
				    "UPDATE deployment SET fixes = 'd%u' WHERE id = 'd%u'",
				    pick(maker, 60), n);
	case 8:
		return arena_printf(
			arena,
			"INSERT OR REPLACE INTO slo_sample (rowid, service, slo, at,"
			" good, total) VALUES (%u, 'shop', 'latency', %lld, 1, 2)",
			1 + pick(maker, 100), at);
	case 9:
		return arena_printf(arena, "DELETE FROM slo_sample WHERE rowid %% 50 = %u",
				    pick(maker, 50));
	case 10:
		return arena_printf(arena,
				    "UPDATE \"update\" SET applied_at = %lld"
				    " WHERE component = 'c%u' AND version = '%u'",
				    at, pick(maker, 9), pick(maker, 9));
	case 11:
		return arena_printf(
			arena,
			"INSERT OR REPLACE INTO deployment (rowid, service, at, id, source)"
			" VALUES (%u, 'shop', %lld, 'd%u', 'by hand')",
			1 + pick(maker, 200), at, n);
	default:
		return arena_printf(arena,
				    "UPDATE deployment SET service = '%s' WHERE id = 'd%u'",
				    pick(maker, 2) ? "shop" : "depot-api", n);
	}
}

/* As if so much had come in that it is time. */
static void pack(struct maker *maker)
{
	struct error error;

	assert_true(store_execute(maker->fixture->store,
				  "UPDATE compact_series SET stale_weight = 64"
				  " WHERE stale_at IS NOT NULL",
				  &error));
	fixture_put(maker->fixture,
		    arena_printf(&maker->arena, "note|team=t|at=1|text=%llu",
				 (unsigned long long)random_next(&maker->seed)));
}

static void make_step(struct maker *maker, unsigned step)
{
	struct error conflict;

	if (pick(maker, 12) == 0)
		fixture_sql(maker->fixture,
			    arena_printf(&maker->arena, "PRAGMA synchronous = OFF; %s",
					 foreign_sql(maker)));
	else
		fixture_put_with(maker->fixture,
				 pick(maker, 3) ? deployment_line(maker, step)
						: other_line(maker, step),
				 pick(maker, 2), &conflict);
	if (pick(maker, 15) == 0)
		pack(maker);
}

/* -- comparing ---------------------------------------------------------------------------- */

static struct history load(struct maker *maker, instant from, instant as_of, bool wants_texts)
{
	const struct history_wanted wanted = {
		.from = from, .as_of = as_of, .wants_texts = wants_texts};
	struct history history;
	struct error error;

	if (!store_load_history(maker->fixture->store, &catalog, &wanted, &maker->arena,
				&history, &error))
		fail_msg("%s", error.message);
	return history;
}

/* The rows alone. */
static struct history load_rows(struct maker *maker, instant from, instant as_of)
{
	struct store *store = maker->fixture->store;
	struct history history;

	store->schema_version = SCHEMA_COMPACT - 1;
	history = load(maker, from, as_of, true);
	store->schema_version = SCHEMA_VERSION;
	return history;
}

static void compare_changes(const struct service_history *rows, const struct deployment *row,
			    const struct service_history *packed,
			    const struct deployment *deployment, bool wants_texts)
{
	assert_int_equal(row->change_count, deployment->change_count);
	for (size_t i = 0; i < row->change_count; i++) {
		const struct change *expected = &rows->changes[row->first_change + i];
		const struct change *change = &packed->changes[deployment->first_change + i];

		assert_int_equal(expected->committed_at, change->committed_at);
		assert_int_equal(expected->was_delivered_before, change->was_delivered_before);
		assert_ptr_equal(&packed->deployments[change->deployment], deployment);
		if (wants_texts)
			assert_string_equal(expected->revision, change->revision);
	}
}

static void compare_deployments(const struct service_history *rows,
				const struct service_history *packed, instant from,
				bool wants_texts)
{
	size_t left = rows->deployment_count, right = packed->deployment_count;

	while (left > 0 && rows->deployments[left - 1].at >= from) {
		const struct deployment *row = &rows->deployments[--left];
		const struct deployment *deployment;

		assert_true(right > 0);
		deployment = &packed->deployments[--right];
		assert_int_equal(row->at, deployment->at);
		assert_int_equal(row->kind, deployment->kind);
		assert_int_equal(row->succeeded, deployment->succeeded);
		assert_int_equal(row->is_production, deployment->is_production);
		assert_int_equal(row->declares_fixes, deployment->declares_fixes);
		assert_int_equal(row->remedied_at, deployment->remedied_at);
		if (wants_texts) {
			assert_string_equal(row->id, deployment->id);
			assert_string_equal(row->source, deployment->source);
			assert_string_equal(row->fixes, deployment->fixes);
			assert_string_equal(row->revision, deployment->revision);
		}
		compare_changes(rows, row, packed, deployment, wants_texts);
	}
	if (right > 0)
		assert_true(packed->deployments[right - 1].at < from);
}

static void compare_samples(const struct slo_history *rows, const struct slo_history *packed,
			    instant from)
{
	size_t left = rows->count, right = packed->count;

	from -= rows->slo->window_seconds;
	while (left > 0 && rows->samples[left - 1].at >= from) {
		assert_true(right > 0);
		assert_memory_equal(&rows->samples[--left], &packed->samples[--right],
				    sizeof(struct slo_sample));
	}
}

static void compare_updates(const struct service_history *rows,
			    const struct service_history *packed)
{
	assert_int_equal(rows->update_count, packed->update_count);
	for (size_t i = 0; i < rows->update_count; i++) {
		const struct update *expected = &rows->updates[i];
		const struct update *update = &packed->updates[i];

		assert_string_equal(expected->component, update->component);
		assert_string_equal(expected->version, update->version);
		assert_string_equal(expected->source, update->source);
		assert_int_equal(expected->released_at, update->released_at);
		assert_int_equal(expected->applied_at, update->applied_at);
		assert_int_equal(expected->is_security, update->is_security);
	}
}

static void compare_incidents(const struct service_history *rows,
			      const struct service_history *packed)
{
	assert_int_equal(rows->incident_count, packed->incident_count);
	for (size_t i = 0; i < rows->incident_count; i++) {
		const struct incident *expected = &rows->incidents[i];
		const struct incident *incident = &packed->incidents[i];

		assert_int_equal(expected->started_at, incident->started_at);
		assert_int_equal(expected->detected_at, incident->detected_at);
		assert_int_equal(expected->restored_at, incident->restored_at);
		assert_int_equal(expected->is_production, incident->is_production);
		assert_int_equal(expected->is_planned, incident->is_planned);
		assert_string_equal(expected->caused_by, incident->caused_by);
	}
}

static void compare(struct maker *maker)
{
	instant as_of = pick(maker, 3) ? END + 1 : (instant)pick(maker, DAYS) * SECONDS_PER_DAY;
	instant from = pick(maker, 3) ? as_of - (instant)pick(maker, DAYS) * SECONDS_PER_DAY
				      : INSTANT_MIN;
	bool wants_texts = pick(maker, 2);
	struct history rows = load_rows(maker, INSTANT_MIN, as_of);
	struct history lately = load_rows(maker, from, as_of);
	struct history packed = load(maker, from, as_of, wants_texts);

	for (size_t s = 0; s < 2; s++) {
		const struct service_history *left = &rows.services[s];
		const struct service_history *right = &packed.services[s];

		compare_deployments(left, right, from, wants_texts);
		compare_updates(&lately.services[s], right);
		compare_incidents(left, right);
		for (size_t i = 0; i < left->slo_count; i++)
			compare_samples(&left->slos[i], &right->slos[i], from);
		assert_memory_equal(lately.services[s].first_seen, right->first_seen,
				    sizeof(left->first_seen));
	}
}

static void fail_with(const struct error *problem, void *context)
{
	(void)context;
	fail_msg("%s", problem->message);
}

static void count_problem(const struct error *problem, void *context)
{
	size_t *count = context;

	assert_non_null(strstr(problem->message, "does not say what they say"));
	++*count;
}

static void test_says_what_rows_say(void **state)
{
	struct error error;

	for (uint64_t seed = 1; seed <= 3; seed++) {
		struct maker maker = {.fixture = *state, .seed = seed * 7919};

		for (unsigned step = 0; step < DAYS; step++) {
			make_step(&maker, step);
			if (step % 5 == 0)
				compare(&maker);
			if (step % 50 == 0)
				assert_true(compact_check_each(maker.fixture->store, fail_with,
							       NULL, &error));
			arena_release(&maker.arena);
		}
	}
}

/* -- parts that say something else -------------------------------------------------------- */

/*
 * The part's columns become what the expression makes of them (?1: where), in a transaction
 * that is rolled back: it stops nobody, check tells it, and packing anew mends it.
 */
static void alter(struct maker *maker, int64_t key, const char *expression, int at)
{
	struct store *store = maker->fixture->store;
	size_t problems = 0;
	struct error error;

	assert_true(store_execute(
		store,
		arena_printf(&maker->arena,
			     "BEGIN; WITH made AS (SELECT CAST(%s AS BLOB) AS made FROM"
			     " compact_part, (SELECT %d AS i) WHERE key = %lld)"
			     " UPDATE compact_part SET columns = (SELECT made FROM made)"
			     " WHERE key = %lld",
			     expression, at, (long long)key, (long long)key),
		&error));
	load(maker, INSTANT_MIN, END, false);
	load(maker, INSTANT_MIN, END, true);
	assert_true(compact_check_each(store, count_problem, &problems, &error));
	assert_int_equal(problems, 1);
	assert_true(store_execute(store, "ROLLBACK", &error));
}

/* What is cut says less than its rows: those are read. */
static void cut(struct maker *maker, int64_t key, int length_bytes)
{
	struct error error;

	assert_true(store_execute(
		maker->fixture->store,
		arena_printf(&maker->arena,
			     "BEGIN; UPDATE compact_part SET columns ="
			     " CAST(substr(columns, 1, %d) AS BLOB) WHERE key = %lld",
			     length_bytes, (long long)key),
		&error));
	compare(maker);
	assert_true(store_execute(maker->fixture->store, "ROLLBACK", &error));
}

static void test_altered_parts(void **state)
{
	struct maker maker = {.fixture = *state, .seed = 4711};
	struct store *store = maker.fixture->store;
	sqlite3_stmt *parts;
	struct error error;
	bool has_row;

	for (unsigned step = 0; step < 60; step++)
		make_step(&maker, step);
	/* Under one name alone, so that they are read packed. */
	fixture_put(maker.fixture, "incident|service=depot|started_at=5000|id=j1|caused_by=d1"
				   "|detected_at=5100|restored_at=6000|title=slow");
	fixture_put(maker.fixture, "incident|service=depot|started_at=90000|id=j2"
				   "|environment=staging|planned=true|severity=low");
	assert_true(store_pack_all(store, &error));
	assert_true(store_prepare(store,
				  "SELECT key, length(columns) FROM compact_part WHERE"
				  " length(columns) > 0 ORDER BY key",
				  &parts, &error));
	while (store_step(store, parts, &has_row, &error) && has_row) {
		int64_t key = sqlite3_column_int64(parts, 0);
		int length = sqlite3_column_int(parts, 1);

		for (int at = 0; at < length; at += 1 + length / 16) {
			cut(&maker, key, at);
			alter(&maker, key,
			      "substr(columns, 1, i) || x'ffffffffffffffff7f' ||"
			      " substr(columns, i + 2)",
			      at);
		}
		alter(&maker, key, "columns || x'00'", 0);
	}
	sqlite3_finalize(parts);
	arena_release(&maker.arena);
}

/* -- deployments of one instant ----------------------------------------------------------- */

/* Which of them caused an incident stays true when another comes that stands before it. */
static void test_cause_among_deployments_of_one_instant(void **state)
{
	struct maker maker = {.fixture = *state, .seed = 1};
	struct error error;

	fixture_put(maker.fixture, "deployment|service=shop|at=5000|id=m|revision=1");
	fixture_put(maker.fixture, "incident|service=shop|started_at=6000|id=i|caused_by=m");
	assert_true(store_pack_all(maker.fixture->store, &error));
	for (int more = 0; more < 3; more++) {
		static const char *const others[] = {
			"deployment|service=shop|at=5000|id=a|revision=2",
			"deployment|service=shop|at=5000|id=z|revision=3",
			"deployment|service=shop|at=5000|id=b|revision=4"};
		struct history packed;

		fixture_put(maker.fixture, others[more]);
		packed = load(&maker, INSTANT_MIN, END, false);
		assert_int_equal(2 + more, packed.services[0].deployment_count);
		for (int i = 0; i < 2 + more; i++)
			assert_int_equal(i == 1 + (more > 1) ? 6000 : INSTANT_NONE,
					 packed.services[0].deployments[i].remedied_at);
		assert_true(compact_check_each(maker.fixture->store, fail_with, NULL, &error));
	}
	arena_release(&maker.arena);
}

/* One that is written over by its row, under whichever of the row's names, causes nothing. */
static void test_cause_written_over(void **state)
{
	struct maker maker = {.fixture = *state, .seed = 1};
	struct history packed;
	struct error error;

	fixture_put(maker.fixture, "deployment|service=shop|at=5000|id=m|revision=1");
	fixture_put(maker.fixture, "deployment|service=shop|at=9000|id=n|revision=2");
	fixture_put(maker.fixture, "incident|service=shop|started_at=6000|id=i|caused_by=m");
	assert_true(store_pack_all(maker.fixture->store, &error));
	fixture_sql(maker.fixture, "UPDATE OR REPLACE deployment SET oid = 1, at = 5000"
				   " WHERE id = 'n'");
	packed = load(&maker, INSTANT_MIN, END, false);
	assert_int_equal(1, packed.services[0].deployment_count);
	assert_int_equal(INSTANT_NONE, packed.services[0].deployments[0].remedied_at);
	arena_release(&maker.arena);
}

/* What an older aplomb packed of causes is read by nobody, and so not complained of. */
static void test_causes_of_an_older_schema(void **state)
{
	struct maker maker = {.fixture = *state, .seed = 1};
	struct store *store = maker.fixture->store;
	size_t problems = 0;
	struct error error;

	fixture_put(maker.fixture, "deployment|service=shop|at=5000|id=m|revision=1");
	fixture_put(maker.fixture, "incident|service=shop|started_at=6000|id=i|caused_by=m");
	assert_true(store_pack_all(store, &error));
	fixture_sql(maker.fixture,
		    "UPDATE compact_part SET columns = CAST(columns || x'00' AS BLOB)"
		    " WHERE key = (SELECT number * 131072 FROM compact_series"
		    " WHERE type = 'incident')");
	assert_true(compact_check_each(store, count_problem, &problems, &error));
	assert_int_equal(1, problems);
	store->schema_version = SCHEMA_CAUSES - 1;
	assert_true(compact_check_each(store, count_problem, &problems, &error));
	assert_int_equal(1, problems);
	store->schema_version = SCHEMA_VERSION;
	arena_release(&maker.arena);
}

/* Instants that no trigger of ours notes: packed anew, whatever stood there. */
static void test_stale_beyond_all_time(void **state)
{
	static const char *const instants[] = {"253402300800", "9223372036854775807", "-1",
					       "-9223372036854775807"};
	struct maker maker = {.fixture = *state, .seed = 1};

	fixture_put(maker.fixture, "deployment|service=shop|at=5000|id=m|revision=1");
	for (size_t i = 0; i < sizeof(instants) / sizeof(*instants); i++) {
		struct history packed;
		struct error error;

		fixture_sql(maker.fixture,
			    arena_printf(&maker.arena,
					 "UPDATE compact_series SET stale_weight = 64,"
					 " stale_at = %s",
					 instants[i]));
		fixture_put(maker.fixture,
			    arena_printf(&maker.arena, "note|team=t|at=1|text=%zu", i));
		packed = load(&maker, INSTANT_MIN, END, false);
		assert_int_equal(1, packed.services[0].deployment_count);
		assert_true(compact_check_each(maker.fixture->store, fail_with, NULL, &error));
	}
	arena_release(&maker.arena);
}

/* -- how much is read --------------------------------------------------------------------- */

/*
 * An event that comes late makes those after it stale, which stand in a part themselves: that
 * they were delivered before is then asked of no earlier row. Forty services with a thousand
 * deployments and forty late ones each took half a second otherwise.
 */
static void test_late_rows_are_not_searched_for(void **state)
{
	struct maker maker = {.fixture = *state, .seed = 1};
	struct store *store = maker.fixture->store;
	sqlite3_stmt *earlier;
	struct error error;
	struct history packed;

	for (unsigned i = 0; i < 100; i++)
		fixture_put(maker.fixture,
			    arena_printf(&maker.arena,
					 "deployment|service=shop|at=%u|id=d%u|revision=r%u",
					 1000 + i * 60, i, i));
	assert_true(store_pack_all(store, &error));
	fixture_put(maker.fixture, "deployment|service=shop|at=4001|id=late|revision=late");
	fixture_put(maker.fixture, "deployment|service=shop|at=9000|id=again|revision=r7");
	earlier = store_statement(store, STATEMENT_DELIVERED_EARLIER, &error);
	sqlite3_stmt_status(earlier, SQLITE_STMTSTATUS_RUN, 1);
	packed = load(&maker, INSTANT_MIN, END, false);
	assert_int_equal(102, packed.services[0].deployment_count);
	assert_true(packed.services[0].changes[101].was_delivered_before);
	assert_false(packed.services[0].changes[100].was_delivered_before);
	assert_int_equal(1, sqlite3_stmt_status(earlier, SQLITE_STMTSTATUS_RUN, 1));

	/* A change without a revision, of which a part cannot tell where it stands. */
	fixture_put(maker.fixture, "deployment|service=shop|at=8000|id=bare|committed_at=7000");
	assert_true(store_pack_all(store, &error));
	fixture_put(maker.fixture, "deployment|service=shop|at=4002|id=later|revision=later");
	sqlite3_stmt_status(earlier, SQLITE_STMTSTATUS_RUN, 1);
	packed = load(&maker, INSTANT_MIN, END, false);
	assert_int_equal(104, packed.services[0].deployment_count);
	assert_true(packed.services[0].changes[103].was_delivered_before);
	pack(&maker);
	assert_int_equal(0, sqlite3_stmt_status(earlier, SQLITE_STMTSTATUS_RUN, 0));
	assert_true(compact_check_each(store, fail_with, NULL, &error));
	arena_release(&maker.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_cause_among_deployments_of_one_instant),
		TEST(test_cause_written_over),
		TEST(test_causes_of_an_older_schema),
		TEST(test_stale_beyond_all_time),
		TEST(test_late_rows_are_not_searched_for),
		TEST(test_says_what_rows_say),
		TEST(test_altered_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
