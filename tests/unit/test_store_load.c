/* Loading the observations that the capacities read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "tests/support/random_event.h"
#include "tests/support/store_fixture.h"

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, store_fixture_tear_down)

static int set_up(void **state)
{
	store_fixture_set_up(state);
	fixture_open(*state, STORE_WRITE);
	return 0;
}

/* Two teams; the ledger has two aliases (one is its own id again) and two objectives. */
static const char *const ledger_aliases[] = {"ledger-api", "ledger", "https://git.example/l"};
static const struct slo ledger_slos[] = {{.id = "availability"}, {.id = "latency"}};
static const struct service services[] = {
	{.id = "portal", .index = 0},
	{.id = "ledger",
	 .aliases = ledger_aliases,
	 .alias_count = 3,
	 .slos = ledger_slos,
	 .slo_count = 2,
	 .index = 1},
};
static const struct service *const payments_services[] = {&services[1]};
static const struct team payments = {
	.id = "payments", .services = payments_services, .service_count = 1};
static const struct catalog catalog = {
	.services = services, .service_count = 2, .teams = &payments, .team_count = 1};

static const struct service_history *load(struct store_fixture *fixture,
					  const struct team *team, instant as_of, size_t index)
{
	struct history history;
	struct error error;

	if (!store_load_history(fixture->store, &catalog,
				&(struct history_wanted){.team = team,
							 .from = INSTANT_MIN,
							 .as_of = as_of,
							 .wants_texts = true},
				&fixture->arena, &history, &error))
		fail_msg("%s", error.message);
	assert_int_equal(history.count, 2);
	assert_ptr_equal(history.services[index].service, &services[index]);
	return &history.services[index];
}

static const struct service_history *load_ledger(struct store_fixture *fixture)
{
	return load(fixture, NULL, 1000000, 1);
}

/* -- which and how far -------------------------------------------------------------------- */

static void expect_nothing(const struct service_history *history)
{
	assert_int_equal(history->deployment_count, 0);
	assert_int_equal(history->change_count, 0);
	assert_int_equal(history->incident_count, 0);
	assert_int_equal(history->update_count, 0);
	assert_int_equal(history->slo_count, history->service->slo_count);
	for (size_t i = 0; i < history->slo_count; i++) {
		assert_ptr_equal(history->slos[i].slo, &history->service->slos[i]);
		assert_int_equal(history->slos[i].count, 0);
	}
	for (size_t kind = 0; kind < COLLECTED_KIND_COUNT; kind++) {
		assert_true(history->first_seen[kind] == INSTANT_NONE);
		assert_int_equal(history->covered_count[kind], 0);
	}
}

static void test_without_a_store(void **state)
{
	struct store_fixture *fixture = *state;
	struct history history;
	struct error error;

	assert_true(store_load_history(
		NULL, &catalog,
		&(struct history_wanted){
			.team = NULL, .from = INSTANT_MIN, .as_of = 5, .wants_texts = true},
		&fixture->arena, &history, &error));
	expect_nothing(&history.services[0]);
	expect_nothing(&history.services[1]);
}

static void test_wanted_services(void **state)
{
	struct store_fixture *fixture = *state;

	fixture_put(fixture, "deployment|service=portal|at=5");
	fixture_put(fixture, "deployment|service=ledger|at=5");
	fixture_put(fixture, "deployment|service=unclaimed|at=5");
	expect_nothing(load(fixture, &payments, 1000, 0));
	assert_int_equal(load(fixture, &payments, 1000, 1)->deployment_count, 1);
	assert_int_equal(load(fixture, NULL, 1000, 0)->deployment_count, 1);
	assert_int_equal(load(fixture, NULL, 1000, 1)->deployment_count, 1);
}

/* Notes of all teams, in order; one at as_of does not exist yet. */
static void test_notes(void **state)
{
	struct store_fixture *fixture = *state;
	const struct note *note;
	struct notes notes = {0};
	struct error error;
	size_t from = 0;

	fixture_put(fixture, "note|team=payments|at=100|text=later");
	fixture_put(fixture, "note|team=payments|at=99|text=second|capacity=restore_time");
	fixture_put(fixture, "note|team=payments|at=7|text=first");
	fixture_put(fixture, "note|team=elsewhere|at=50|text=theirs");
	assert_true(store_load_notes(fixture->store, 100, &fixture->arena, &notes, &error));
	assert_int_equal(notes.count, 3);
	note = notes_next(&notes, "payments", "restore_time", 7, &from);
	assert_string_equal(note->text, "first");
	assert_true(note->at == 7);
	assert_string_equal(note->capacity, "");
	note = notes_next(&notes, "payments", "restore_time", 7, &from);
	assert_string_equal(note->text, "second");
	assert_null(notes_next(&notes, "payments", "restore_time", 7, &from));
	/* Of another capacity only what names none; nothing that is too old. */
	from = 0;
	assert_string_equal(notes_next(&notes, "payments", "lead_time", 0, &from)->text,
			    "first");
	assert_null(notes_next(&notes, "payments", "lead_time", 0, &from));
	from = 0;
	assert_string_equal(notes_next(&notes, "payments", NULL, 8, &from)->text, "second");
	notes = (struct notes){0};
	assert_true(store_load_notes(NULL, 100, &fixture->arena, &notes, &error));
	assert_int_equal(notes.count, 0);
}

/* Nothing at or after as_of exists; facts of what began before may lie later. */
static void test_as_of(void **state)
{
	struct store_fixture *fixture = *state;
	const struct service_history *history;

	fixture_put(fixture, "deployment|service=ledger|at=99|changes=a=200");
	fixture_put(fixture, "deployment|service=ledger|at=100");
	fixture_put(fixture, "incident|service=ledger|started_at=99|restored_at=500");
	fixture_put(fixture, "incident|service=ledger|started_at=100");
	fixture_put(fixture, "slo_sample|service=ledger|slo=latency|at=99|good=1|total=1");
	fixture_put(fixture, "slo_sample|service=ledger|slo=latency|at=100|good=1|total=1");
	fixture_put(fixture, "check|service=ledger|check=c|at=100|passed=1");
	fixture_put(fixture, "coverage|kind=checks|until=100"); /* of what is before 100 */
	fixture_put(fixture, "coverage|kind=checks|until=101");
	history = load(fixture, NULL, 100, 1);
	assert_int_equal(history->deployment_count, 1);
	assert_int_equal(history->change_count, 1);
	assert_int_equal(history->changes[0].committed_at, 200);
	assert_int_equal(history->incident_count, 1);
	assert_int_equal(history->incidents[0].restored_at, 500);
	assert_int_equal(history->slos[1].count, 1);
	assert_true(history->first_seen[COLLECTED_CHECKS] == INSTANT_NONE);
	assert_int_equal(history->covered_count[COLLECTED_CHECKS], 1);
	expect_nothing(load(fixture, NULL, 99, 1));
}

/* -- deployments and changes -------------------------------------------------------------- */

static void test_defaults(void **state)
{
	struct store_fixture *fixture = *state;
	const struct service_history *history;
	const struct deployment *deployment;

	fixture_put(fixture, "deployment|service=ledger|at=5");
	fixture_put(fixture, "deployment|service=ledger|at=6|id=D|source=ci|kind=rollback|"
			     "outcome=failed|environment=staging|revision=r|fixes=C|url=u");
	fixture_put(fixture, "incident|service=ledger|started_at=5");
	fixture_put(fixture, "incident|service=ledger|started_at=6|id=I|source=p|detected_at=7|"
			     "restored_at=8|caused_by=D|severity=2|environment=staging|"
			     "planned=1|title=t|url=u");
	fixture_put(fixture, "slo_sample|service=ledger|slo=latency|at=5|good=0.5|total=1");
	fixture_put(fixture,
		    "slo_sample|service=ledger|slo=latency|at=6|good=1|total=1|seconds=60");
	history = load_ledger(fixture);
	deployment = &history->deployments[0];
	assert_int_equal(deployment->kind, DEPLOYMENT_NORMAL);
	assert_true(deployment->succeeded);
	assert_true(deployment->is_production);
	assert_string_equal(deployment->id, "");
	assert_string_equal(deployment->source, "");
	assert_string_equal(deployment->revision, "");
	assert_string_equal(deployment->fixes, "");
	assert_string_equal(deployment->url, "");
	deployment++;
	assert_int_equal(deployment->kind, DEPLOYMENT_ROLLBACK);
	assert_false(deployment->succeeded);
	assert_false(deployment->is_production);
	assert_string_equal(deployment->id, "D");
	assert_string_equal(deployment->source, "ci");
	assert_string_equal(deployment->revision, "r");
	assert_string_equal(deployment->fixes, "C");
	assert_string_equal(deployment->url, "u");
	assert_int_equal(deployment->remedied_at, 6);
	assert_true(history->incidents[0].is_production);
	assert_false(history->incidents[0].is_planned);
	assert_true(history->incidents[0].restored_at == INSTANT_NONE);
	assert_true(history->incidents[0].detected_at == INSTANT_NONE);
	assert_string_equal(history->incidents[0].caused_by, "");
	assert_false(history->incidents[1].is_production);
	assert_true(history->incidents[1].is_planned);
	assert_int_equal(history->incidents[1].detected_at, 7);
	assert_int_equal(history->incidents[1].restored_at, 8);
	assert_string_equal(history->incidents[1].caused_by, "D");
	assert_string_equal(history->incidents[1].severity, "2");
	assert_string_equal(history->incidents[1].title, "t");
	assert_string_equal(history->incidents[1].source, "p");
	assert_string_equal(history->incidents[1].url, "u");
	assert_int_equal(history->slos[1].samples[0].seconds, 86400);
	assert_int_equal(history->slos[1].samples[1].seconds, 60);
	assert_true(history->slos[1].samples[0].good < 0.6);
}

/* Records under the id and all aliases are one history, in order, each once. */
static void test_aliases(void **state)
{
	struct store_fixture *fixture = *state;
	const struct service_history *history;
	static const char *const ids[] = {"a", "b", "c", "d"};

	fixture_put(fixture, "deployment|service=ledger|at=8|id=d|changes=4=1");
	fixture_put(fixture, "deployment|service=ledger-api|at=7|source=z|id=b|changes=2=1");
	fixture_put(fixture, "deployment|service=https://git.example/l|at=7|id=a|changes=1=1");
	fixture_put(fixture, "deployment|service=ledger|at=7|source=z|id=c|changes=3=1");
	fixture_put(fixture, "check|service=ledger|check=c|at=9|passed=1");
	fixture_put(fixture, "check|service=ledger-api|check=c|at=8|passed=1");
	fixture_put(fixture, "coverage|kind=checks|until=9|service=ledger-api");
	fixture_put(fixture, "coverage|kind=checks|until=8|service=ledger");
	fixture_put(fixture, "coverage|kind=checks|until=7");
	fixture_put(fixture, "coverage|kind=deployments|until=6");
	fixture_put(fixture, "coverage|kind=deployments|until=6|service=portal");
	history = load_ledger(fixture);
	assert_int_equal(history->deployment_count, 4);
	assert_int_equal(history->change_count, 4);
	for (size_t i = 0; i < 4; i++) {
		const struct deployment *deployment = &history->deployments[i];

		assert_string_equal(deployment->id, ids[i]);
		assert_int_equal(deployment->first_change, i);
		assert_int_equal(deployment->change_count, 1);
		assert_int_equal(history->changes[i].deployment, i);
		assert_int_equal(history->changes[i].revision[0], '1' + (char)i);
	}
	assert_int_equal(history->first_seen[COLLECTED_CHECKS], 8);
	assert_int_equal(history->covered_count[COLLECTED_CHECKS], 3);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(history->covered_until[COLLECTED_CHECKS][i], 7 + (int)i);
	assert_int_equal(history->covered_count[COLLECTED_DEPLOYMENTS], 1);
}

/*
 * Whatever variant of a name each event came under, the history is the one that came under the
 * id: the same records in the same order.
 */
static void test_variants_of_names(void **state)
{
	static const char *const variants[] = {
		"ledger",
		"service/ledger",
		"component:default/ledger-api",
		"git@git.example:l.git",
		"https://git.example/L.git",
		"ssh://git@git.example:22/l/",
	};
	struct store_fixture *fixture = *state;
	const struct service_history *history;
	uint64_t seed = 11;

	for (int i = 0; i < 300; i++) {
		uint64_t random = random_next(&seed);

		fixture_put(fixture,
			    arena_printf(&fixture->arena,
					 "deployment|service=%s|at=%d|source=%c|id=%03d",
					 variants[random % 6], (int)(random / 8 % 40),
					 "ab"[random / 1024 % 2], i));
		fixture_put(fixture, arena_printf(&fixture->arena,
						  "slo_sample|service=%s|slo=latency|at=%d|"
						  "good=1|total=1",
						  variants[random / 64 % 6], i));
	}
	history = load_ledger(fixture);
	assert_int_equal(history->deployment_count, 300);
	assert_int_equal(history->slos[1].count, 300);
	for (int i = 1; i < 300; i++) {
		const struct deployment *before = &history->deployments[i - 1];
		const struct deployment *after = &history->deployments[i];
		int order = strcmp(before->source, after->source);

		assert_true(before->at <= after->at);
		assert_true(before->at < after->at || order <= 0);
		assert_true(before->at < after->at || order < 0 ||
			    strcmp(before->id, after->id) < 0);
		assert_true(history->slos[1].samples[i - 1].at <
			    history->slos[1].samples[i].at);
	}
	expect_nothing(load(fixture, NULL, 1000, 0));
}

/* A row whose name is no text is nobody's, and keeps nobody from reading their own. */
static void test_name_that_is_no_text(void **state)
{
	struct store_fixture *fixture = *state;

	fixture_sql(fixture, "INSERT INTO deployment (service, at) VALUES "
			     "(CAST(x'6c656467657200' AS TEXT), 5), (CAST(x'ff' AS TEXT), 5), "
			     "(CAST(x'6c6564676572002f' AS TEXT), 5), ('ledger', 6)");
	assert_int_equal(load_ledger(fixture)->deployment_count, 1);
}

/* A deployment without an id has its place by what else identifies it, however it came. */
static void test_order_without_ids(void **state)
{
	struct store_fixture *fixture = *state;
	const struct service_history *history;

	fixture_put(fixture, "deployment|service=ledger|at=7|revision=b");
	fixture_put(fixture, "deployment|service=ledger|at=7|revision=a");
	history = load_ledger(fixture);
	assert_string_equal(history->deployments[0].revision, "a");
	assert_string_equal(history->deployments[1].revision, "b");
}

static void expect_change(const struct service_history *history, size_t index,
			  const char *revision, instant committed_at, size_t deployment)
{
	const struct change *change = &history->changes[index];

	assert_string_equal(change->revision, revision);
	assert_true(change->committed_at == committed_at);
	assert_int_equal(change->deployment, deployment);
}

/* A deployment's own revision and commit time are one change, listed again or not. */
static void test_own_revision(void **state)
{
	struct store_fixture *fixture = *state;
	const struct service_history *history;

	fixture_put(fixture, "deployment|service=ledger|at=10"); /* nothing known: no change */
	fixture_put(fixture, "deployment|service=ledger|at=11|revision=r1");
	fixture_put(fixture, "deployment|service=ledger|at=12|revision=r2|committed_at=2");
	fixture_put(fixture, "deployment|service=ledger|at=13|revision=r3|committed_at=3|"
			     "changes=r3=|changes=a=1");
	fixture_put(fixture, "deployment|service=ledger|at=14|revision=r4|changes=r4=4|"
			     "changes=z=");
	fixture_put(fixture, "deployment|service=ledger|at=15|revision=a5|committed_at=5|"
			     "changes=b5=6|changes=c5=7");
	fixture_put(fixture, "deployment|service=ledger|at=16|revision=r6|committed_at=5|"
			     "changes=r6=6");
	fixture_put(fixture, "deployment|service=ledger|at=17|committed_at=5");
	history = load_ledger(fixture);
	assert_int_equal(history->deployment_count, 8);
	assert_int_equal(history->change_count, 11);
	expect_change(history, 10, "", 5, 7); /* nobody says which, but when */
	expect_change(history, 0, "r1", INSTANT_NONE, 1);
	expect_change(history, 1, "r2", 2, 2);
	expect_change(history, 2, "a", 1, 3);
	expect_change(history, 3, "r3", 3, 3);
	expect_change(history, 4, "r4", 4, 4);
	expect_change(history, 5, "z", INSTANT_NONE, 4);
	expect_change(history, 6, "a5", 5, 5);
	expect_change(history, 7, "b5", 6, 5);
	expect_change(history, 8, "c5", 7, 5);
	expect_change(history, 9, "r6", 5, 6);
	assert_int_equal(history->deployments[0].change_count, 0);
	assert_int_equal(history->deployments[5].first_change, 6);
	assert_int_equal(history->deployments[5].change_count, 3);
	assert_int_equal(history->deployments[7].change_count, 1);
}

/* What follows from the records is set by the loader: see test_history.c. */
static void test_prepared(void **state)
{
	struct store_fixture *fixture = *state;
	const struct service_history *history;

	fixture_put(fixture, "deployment|service=ledger|at=10|id=1|revision=a|committed_at=9");
	fixture_put(fixture, "deployment|service=ledger|at=11|id=2|revision=a|committed_at=9");
	fixture_put(fixture, "incident|service=ledger|started_at=12|caused_by=2");
	history = load_ledger(fixture);
	assert_false(history->changes[0].was_delivered_before);
	assert_true(history->changes[1].was_delivered_before);
	assert_true(history->deployments[0].remedied_at == INSTANT_NONE);
	assert_int_equal(history->deployments[1].remedied_at, 12);
	assert_int_equal(history->first_seen[COLLECTED_DEPLOYMENTS], 10);
	assert_int_equal(history->first_seen[COLLECTED_CHANGES], 10);
	assert_int_equal(history->first_seen[COLLECTED_REMEDIATIONS], 12);
	assert_int_equal(history->first_seen[COLLECTED_INCIDENTS], 12);
	assert_true(history->first_seen[COLLECTED_UPDATES] == INSTANT_NONE);
}

/* -- objectives and updates --------------------------------------------------------------- */

static void test_samples_of_named_objectives(void **state)
{
	struct store_fixture *fixture = *state;
	const struct service_history *history;

	fixture_put(fixture, "slo_sample|service=ledger|slo=unnamed|at=1|good=1|total=1");
	assert_true(load_ledger(fixture)->first_seen[COLLECTED_SLO_SAMPLES] == INSTANT_NONE);
	fixture_put(fixture, "slo_sample|service=ledger-api|slo=latency|at=9|good=1|total=2");
	fixture_put(fixture, "slo_sample|service=ledger|slo=latency|at=8|good=1|total=2");
	fixture_put(fixture, "slo_sample|service=portal|slo=latency|at=7|good=1|total=2");
	history = load_ledger(fixture);
	assert_int_equal(history->first_seen[COLLECTED_SLO_SAMPLES], 8);
	assert_int_equal(history->slo_count, 2);
	assert_int_equal(history->slos[0].count, 0);
	assert_int_equal(history->slos[1].count, 2);
	assert_int_equal(history->slos[1].samples[0].at, 8);
	assert_int_equal(history->slos[1].samples[1].at, 9);
}

static void test_updates(void **state)
{
	struct store_fixture *fixture = *state;
	const struct service_history *history;

	fixture_put(fixture, "update|service=ledger|component=b|version=1|released_at=1");
	fixture_put(fixture, "update|service=ledger|component=a|version=10|released_at=5|"
			     "applied_at=9|security=1");
	fixture_put(fixture, "update|service=ledger-api|component=a|version=9|applied_at=8");
	fixture_put(fixture,
		    "update|service=ledger|component=a|version=11|released_at=100|"
		    "applied_at=50"); /* ran before its release was told: kept as it is */
	fixture_put(fixture, "update|service=ledger|component=a|version=12|released_at=100");
	fixture_put(fixture, "update|service=ledger|component=a|version=13"); /* undated */
	history = load(fixture, NULL, 100, 1);
	assert_int_equal(history->update_count, 4);
	/* By component, version and source, so that one version's records stand together. */
	assert_string_equal(history->updates[0].version, "10");
	assert_true(history->updates[0].is_security);
	assert_string_equal(history->updates[1].version, "11");
	assert_int_equal(history->updates[1].released_at, 100);
	assert_string_equal(history->updates[2].version, "9");
	assert_true(history->updates[2].released_at == INSTANT_NONE);
	assert_string_equal(history->updates[3].component, "b");
	assert_true(history->updates[3].applied_at == INSTANT_NONE);
	assert_int_equal(history->first_seen[COLLECTED_UPDATES], 1);
}

/* -- whole ------------------------------------------------------------------------------- */

/* A value that is not what its table promises is refused, wherever it stands. */
static void test_refused_values(void **state)
{
	static const char *const wrong[] = {
		"INSERT INTO deployment (service, at, kind) VALUES ('ledger', 5, 'x')",
		"INSERT INTO deployment (service, at, url) VALUES ('ledger', 5, 'a'||char(0))",
		"INSERT INTO incident (service, started_at, planned) VALUES ('ledger', 5, 9)",
		"INSERT INTO slo_sample (service, slo, at, good, total, seconds)"
		" VALUES ('ledger', 'latency', 5, 1, 1, 0)",
		"INSERT INTO slo_sample (service, slo, at, good, total)"
		" VALUES ('ledger', 'latency', 5, 2, 1)",
		"INSERT INTO \"update\" (service, component, version, released_at)"
		" VALUES ('ledger', 'c', '1', -1)",
		"INSERT INTO coverage (kind, until) VALUES ('everything', 5)",
		"INSERT INTO \"check\" (service, \"check\", at, passed)"
		" VALUES ('ledger', 'c', -5, 1)",
		"INSERT INTO deployment (service, at) VALUES ('ledger', 5);"
		"INSERT INTO change VALUES (last_insert_rowid(), 'r', -1)",
	};
	struct store_fixture *fixture = *state;
	struct history history;
	struct error error;

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		fixture_sql(fixture,
			    arena_printf(&fixture->arena,
					 "PRAGMA ignore_check_constraints = ON; %s", wrong[i]));
		if (store_load_history(fixture->store, &catalog,
				       &(struct history_wanted){.team = NULL,
								.from = INSTANT_MIN,
								.as_of = 1000,
								.wants_texts = true},
				       &fixture->arena, &history, &error))
			fail_msg("read: %s", wrong[i]);
		assert_int_equal(error.kind, ERROR_INVALID);
		assert_non_null(strstr(error.message, "table '"));
		fixture_sql(fixture, "DELETE FROM deployment; DELETE FROM change; DELETE FROM "
				     "incident; DELETE FROM slo_sample; DELETE FROM \"update\";"
				     "DELETE FROM coverage; DELETE FROM \"check\"");
		expect_nothing(load_ledger(fixture));
	}
}

/* What others write while one loads is seen whole at the next load, not in the middle. */
static void test_loading_leaves_no_snapshot(void **state)
{
	struct store_fixture *fixture = *state;
	struct store *writer;
	struct error error;

	fixture_put(fixture, "deployment|service=ledger|at=5");
	fixture_open(fixture, STORE_READ);
	assert_int_equal(load_ledger(fixture)->deployment_count, 1);
	assert_true(store_open(&writer, fixture->path, STORE_WRITE, &error));
	{
		struct store *viewer = fixture->store;

		fixture->store = writer;
		fixture_put(fixture, "deployment|service=ledger|at=6");
		fixture->store = viewer;
	}
	assert_int_equal(load_ledger(fixture)->deployment_count, 2);
	store_close(writer);
}

/* In steps the same, with room in between; but not of two moments. */
static void test_loading_in_steps(void **state)
{
	const struct history_wanted wanted = {
		.team = &payments, .from = INSTANT_MIN, .as_of = 1000};
	struct store_fixture *fixture = *state;
	struct store_load *load;
	struct history history;
	struct error error;
	size_t steps = 0;
	bool is_whole;

	fixture_put(fixture, "deployment|service=ledger|at=5");
	fixture_put(fixture, "incident|service=ledger-api|started_at=7");
	fixture_put(fixture, "need|team=payments|asked_at=9|text=time");
	load = store_load_begin(fixture->store, &catalog, &wanted, &fixture->arena, &history);
	do {
		assert_true(store_load_step(load, &is_whole, &error));
		steps++;
	} while (!is_whole);
	assert_true(steps > 3);
	assert_int_equal(history.services[1].deployment_count, 1);
	assert_int_equal(history.services[1].incident_count, 1);
	assert_int_equal(history.teams[0].need_count, 1);
	/* Nothing is held: who writes need not wait, and whoever reads begins anew. */
	load = store_load_begin(fixture->store, &catalog, &wanted, &fixture->arena, &history);
	assert_true(store_load_step(load, &is_whole, &error));
	fixture_put(fixture, "deployment|service=ledger|at=6");
	/* At once: the last step need not come while somebody writes between all of them. */
	assert_false(store_load_step(load, &is_whole, &error));
	assert_int_equal(error.kind, ERROR_TRY_LATER);
	load = store_load_begin(NULL, &catalog, &wanted, &fixture->arena, &history);
	assert_true(store_load_step(load, &is_whole, &error));
	assert_true(is_whole);
	expect_nothing(&history.services[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_without_a_store),
		TEST(test_wanted_services),
		TEST(test_notes),
		TEST(test_as_of),
		TEST(test_defaults),
		TEST(test_aliases),
		TEST(test_variants_of_names),
		TEST(test_name_that_is_no_text),
		TEST(test_order_without_ids),
		TEST(test_own_revision),
		TEST(test_prepared),
		TEST(test_samples_of_named_objectives),
		TEST(test_updates),
		TEST(test_refused_values),
		TEST(test_loading_leaves_no_snapshot),
		TEST(test_loading_in_steps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
