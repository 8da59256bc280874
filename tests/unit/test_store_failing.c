/*
 * Every query of the store fails once, in preparing it or in running it: each call says so,
 * with no transaction and no lock left behind, and the history is as it was.
 *
 * Rule: what was made to fail is told; of calls that ask much, later queries are taken now and
 * then, for they are the same again.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "store/compact.h"
#include "store/survey.h"
#include "tests/support/random_event.h"
#include "tests/support/store_fixture.h"

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
#define END 100000000

/* -- failing ------------------------------------------------------------------------------ */

/* The `at`-th query that is met fails; 0: none does. */
static struct {
	size_t at, met;
	bool stops;  /* the statement that runs is to be interrupted, */
	bool struck; /* which not each lets happen */
} failing;

static int fail_preparing(void *context, int action, const char *what, const char *c,
			  const char *d, const char *e)
{
	(void)context, (void)c, (void)d, (void)e;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_INSERT:
	case SQLITE_UPDATE:
	case SQLITE_DELETE:
	case SQLITE_PRAGMA:
	case SQLITE_TRANSACTION:
		break;
	default:
		return SQLITE_OK;
	}
	/* It is how a failure ends: SQLite can always do it. */
	if (action == SQLITE_TRANSACTION && strcmp(what, "ROLLBACK") == 0)
		return SQLITE_OK;
	if (++failing.met != failing.at)
		return SQLITE_OK;
	failing.struck = true;
	return SQLITE_DENY;
}

static int fail_running(unsigned kind, void *context, void *statement, void *text)
{
	const char *sql = sqlite3_sql(statement);

	(void)kind, (void)context, (void)text;
	failing.stops = (!sql || strcmp(sql, "ROLLBACK") != 0) && ++failing.met == failing.at;
	return 0;
}

static int stop(void *context)
{
	bool stops = failing.stops;

	(void)context;
	failing.stops = false;
	failing.struck |= stops;
	return stops;
}

/* SQLite calls it for each connection that anyone opens. */
static int watch(sqlite3 *db, const char **message, const void *api)
{
	(void)message, (void)api;
	sqlite3_set_authorizer(db, fail_preparing, NULL);
	sqlite3_trace_v2(db, SQLITE_TRACE_STMT, fail_running, NULL);
	sqlite3_progress_handler(db, 1, stop, NULL);
	return SQLITE_OK;
}

/* -- a history with something of everything ----------------------------------------------- */

static const char *const aliases[] = {"shop-api"};
static const struct slo slos[] = {{.id = "latency", .window_seconds = SECONDS_PER_WEEK}};
static const struct service services[] = {
	{.id = "shop",
	 .aliases = aliases,
	 .alias_count = 1,
	 .slos = slos,
	 .slo_count = 1,
	 .index = 0},
	{.id = "depot", .index = 1},
};
static const struct service *const of_team[] = {&services[0], &services[1]};
static const struct team teams[] = {
	{.id = "web", .services = of_team, .service_count = 2},
	{.id = "app"},
};
static const struct catalog catalog = {
	.services = services, .service_count = 2, .teams = teams, .team_count = 2};

/* Beside one of each type. */
static const char *const lines[] = {
	"deployment|service=shop|at=200|id=d2|kind=hotfix|fixes=d1|changes=c2=150|changes=c1=",
	"deployment|service=shop|at=5000000|id=d3|revision=r1|url=https://x.example",
	"deployment|service=depot|at=300|id=d4|changes=c9=1",
	"deployment|service=shop-api|at=400|id=d5",
	"incident|service=depot|started_at=130|id=i2|detected_at=140",
	"slo_sample|service=shop|slo=other|at=86400|good=9|total=10",
	"check|service=nobody|check=tls|at=100|passed=true",
	"coverage|kind=incidents|until=1000",
};

struct kept {
	struct store_fixture *fixture;
	struct buffer bytes; /* of the history's file, as every case begins with it */
	const char *events;
};

static void read_file(const char *path, struct buffer *bytes)
{
	FILE *file = fopen(path, "rb");
	char piece[65536];
	size_t count;

	assert_non_null(file);
	while ((count = fread(piece, 1, sizeof(piece), file)) > 0)
		buffer_add(bytes, piece, count);
	fclose(file);
}

static void write_file(const char *path, const struct buffer *bytes)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes->bytes, 1, bytes->length_bytes, file),
			 bytes->length_bytes);
	assert_int_equal(fclose(file), 0);
}

static void remove_beside(struct store_fixture *fixture, const char *ending)
{
	char path[128];

	snprintf(path, sizeof(path), "%s%s", fixture->path, ending);
	unlink(path);
}

/* Its file as it was, with nothing beside it, not opened. */
static void put_back(struct kept *kept)
{
	fixture_close(kept->fixture);
	remove_beside(kept->fixture, "-wal");
	remove_beside(kept->fixture, "-shm");
	write_file(kept->fixture->path, &kept->bytes);
}

static void put_back_and_open(struct kept *kept, enum store_mode mode)
{
	struct error error;

	put_back(kept);
	fixture_open(kept->fixture, mode);
	/* Many commits, of which none has to outlast a power cut. */
	if (mode == STORE_WRITE)
		assert_true(store_execute(kept->fixture->store, "PRAGMA synchronous = OFF",
					  &error));
}

/* Some rows packed, and enough that are due. */
static void fill(struct store_fixture *fixture)
{
	struct error error;
	char line[128];

	fixture_put_one_of_each(fixture);
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		fixture_put(fixture, lines[i]);
	assert_true(store_pack_all(fixture->store, &error));
	for (int i = 0; i < 3; i++) {
		snprintf(line, sizeof(line), "deployment|service=shop|at=%d|id=l%d|revision=r1",
			 4000000 + i, i);
		fixture_put(fixture, line);
	}
	fixture_put(fixture, "slo_sample|service=shop|slo=latency|at=86300|good=1|total=1");
	fixture_put(fixture, "update|service=shop|component=c|version=2|released_at=300");
	assert_true(store_execute(fixture->store,
				  "UPDATE compact_series SET stale_weight = 64"
				  " WHERE stale_at IS NOT NULL",
				  &error));
}

static int set_up(void **state)
{
	struct kept *kept = calloc(1, sizeof(*kept));
	struct error error;
	void *fixture;

	failing.at = 0;
	sqlite3_auto_extension((void (*)(void))watch);
	store_fixture_set_up(&fixture);
	kept->fixture = fixture;
	fixture_open(kept->fixture, STORE_WRITE);
	assert_true(store_execute(kept->fixture->store, "PRAGMA synchronous = OFF", &error));
	fill(kept->fixture);
	kept->events = fixture_events(kept->fixture, NULL);
	assert_true(
		store_execute(kept->fixture->store, "PRAGMA wal_checkpoint(TRUNCATE)", &error));
	fixture_close(kept->fixture);
	buffer_init(&kept->bytes);
	read_file(kept->fixture->path, &kept->bytes);
	*state = kept;
	return 0;
}

static int tear_down(void **state)
{
	struct kept *kept = *state;
	void *fixture = kept->fixture;

	failing.at = 0;
	sqlite3_reset_auto_extension();
	buffer_release(&kept->bytes);
	free(kept);
	return store_fixture_tear_down(&fixture);
}

/* -- each failure of a call --------------------------------------------------------------- */

/* A call of the store; what it gives goes to `given`. */
typedef bool call(struct store *store, struct arena *arena, struct buffer *given,
		  struct error *error);

/* What fails says so in a sentence, and leaves nothing under way. */
static void expect(const struct kept *kept, bool is_done, const struct error *error)
{
	const struct store *store = kept->fixture->store;

	if (is_done == failing.struck)
		fail_msg("query %zu of %zu: %s", failing.at, failing.met,
			 is_done ? "its failure is not told" : error->message);
	if (is_done)
		return;
	assert_int_equal(error->kind, ERROR_IO);
	assert_true(strlen(error->message) > 20);
	if (!store)
		return;
	assert_true(sqlite3_get_autocommit(store->db));
	assert_false(store->holds_lock);
}

static bool make_call(struct kept *kept, call *make, struct buffer *given, struct error *error)
{
	struct store *store = kept->fixture->store;
	struct arena arena = {0};
	bool is_done;

	memset(error, 0, sizeof(*error));
	buffer_init(given);
	/* Nothing is kept of what was prepared and read before. */
	store_finalize_all(store);
	store_names_forget(store);
	failing.met = 0;
	failing.struck = false;
	is_done = make(store, &arena, given, error);
	failing.stops = false;
	buffer_add_char(given, '.');
	arena_release(&arena);
	return is_done;
}

static void check_events(struct kept *kept, const char *expected)
{
	size_t at = failing.at;

	failing.at = 0;
	assert_string_equal(fixture_events(kept->fixture, NULL), expected);
	failing.at = at;
}

/* Lets each query of a call that reads fail in turn. */
static void each_fails(struct kept *kept, call *make)
{
	struct buffer expected, given;
	struct error error;
	size_t count;

	failing.at = 0;
	if (!make_call(kept, make, &expected, &error))
		fail_msg("%s", error.message);
	count = failing.met;
	assert_true(count > 0);
	for (failing.at = 1; failing.at <= count; failing.at += 1 + failing.at / 32) {
		expect(kept, make_call(kept, make, &given, &error), &error);
		if (!failing.struck)
			assert_string_equal(given.bytes, expected.bytes);
		buffer_release(&given);
	}
	failing.at = 0;
	/* And none of it lasts. */
	assert_true(make_call(kept, make, &given, &error));
	assert_string_equal(given.bytes, expected.bytes);
	buffer_release(&given);
	buffer_release(&expected);
}

/* The same of one that writes; what it made of the history where nothing failed is `after`. */
static void each_write_fails(struct kept *kept, call *make)
{
	struct buffer given;
	struct error error;
	const char *after;
	size_t count;

	failing.at = 0;
	if (!make_call(kept, make, &given, &error))
		fail_msg("%s", error.message);
	count = failing.met;
	buffer_release(&given);
	after = fixture_events(kept->fixture, NULL);
	put_back_and_open(kept, STORE_WRITE);
	for (failing.at = 1; failing.at <= count; failing.at += 1 + failing.at / 32) {
		bool is_done = make_call(kept, make, &given, &error);

		expect(kept, is_done, &error);
		check_events(kept, is_done ? after : kept->events);
		buffer_release(&given);
		if (is_done) {
			size_t at = failing.at;

			failing.at = 0;
			put_back_and_open(kept, STORE_WRITE);
			failing.at = at;
		}
	}
	failing.at = 0;
}

/* -- reading ------------------------------------------------------------------------------ */

static void give_history(const struct history *history, struct buffer *given)
{
	for (size_t i = 0; i < history->count; i++) {
		const struct service_history *one = &history->services[i];

		buffer_addf(given, "%zu %zu %zu %zu %zu %zu|", one->deployment_count,
			    one->change_count, one->incident_count, one->update_count,
			    one->check_count, one->slo_count ? one->slos[0].count : 0);
	}
	buffer_addf(given, "%zu", history->notes.count);
}

static bool load(struct store *store, const struct history_wanted *wanted, struct arena *arena,
		 struct buffer *given, struct error *error)
{
	struct history history;

	if (!store_load_history(store, &catalog, wanted, arena, &history, error))
		return false;
	give_history(&history, given);
	return true;
}

static bool load_all(struct store *store, struct arena *arena, struct buffer *given,
		     struct error *error)
{
	const struct history_wanted wanted = {.from = INSTANT_MIN, .as_of = END};

	return load(store, &wanted, arena, given, error);
}

static bool load_lately(struct store *store, struct arena *arena, struct buffer *given,
			struct error *error)
{
	const struct history_wanted wanted = {
		.team = &teams[0], .from = 4500000, .as_of = END, .wants_texts = true};

	return load(store, &wanted, arena, given, error);
}

/* As of an older schema, which has no compact form. */
static bool load_rows(struct store *store, struct arena *arena, struct buffer *given,
		      struct error *error)
{
	bool is_loaded;

	store->schema_version = SCHEMA_COMPACT - 1;
	is_loaded = load_all(store, arena, given, error);
	store->schema_version = SCHEMA_VERSION;
	return is_loaded;
}

static bool load_in_steps(struct store *store, struct arena *arena, struct buffer *given,
			  struct error *error)
{
	const struct history_wanted wanted = {
		.team = &teams[0], .from = INSTANT_MIN, .as_of = END};
	struct history history;
	struct store_load *begun = store_load_begin(store, &catalog, &wanted, arena, &history);
	bool is_whole = false;

	while (!is_whole)
		if (!store_load_step(begun, &is_whole, error))
			return false;
	give_history(&history, given);
	return true;
}

static bool load_the_notes(struct store *store, struct arena *arena, struct buffer *given,
			   struct error *error)
{
	struct notes notes;

	if (!store_load_notes(store, END, arena, &notes, error))
		return false;
	buffer_addf(given, "%zu", notes.count);
	return true;
}

static bool give_event(const struct event *event, void *context, struct error *error)
{
	(void)error;
	buffer_addf(context, "%s ", event->type->name);
	return true;
}

static bool each_event(struct store *store, struct arena *arena, struct buffer *given,
		       struct error *error)
{
	(void)arena;
	return store_each_event(store, NULL, give_event, given, error);
}

static bool each_event_of_team(struct store *store, struct arena *arena, struct buffer *given,
			       struct error *error)
{
	const struct event_filter filter = {
		.team = &teams[0], .catalog = &catalog, .text = "s", .is_newest_first = true};

	(void)arena;
	return store_each_event(store, &filter, give_event, given, error);
}

static bool count_days(struct store *store, struct arena *arena, struct buffer *given,
		       struct error *error)
{
	const struct event_filter filter = {.service = &services[0], .catalog = &catalog};
	size_t counts[60][EVENT_KIND_COUNT] = {{0}};

	(void)arena;
	if (!store_count_days(store, &filter, &zone_utc, 0, 60, counts, error))
		return false;
	for (size_t i = 0; i < 60; i++)
		buffer_addf(given, "%zu ", counts[i][EVENT_DEPLOYMENT]);
	return true;
}

static bool count_days_of_text(struct store *store, struct arena *arena, struct buffer *given,
			       struct error *error)
{
	const struct event_filter filter = {.text = "e"};
	size_t counts[2][EVENT_KIND_COUNT] = {{0}};

	(void)arena;
	if (!store_count_days(store, &filter, &zone_utc, 0, 2, counts, error))
		return false;
	buffer_addf(given, "%zu %zu", counts[0][EVENT_NOTE], counts[1][EVENT_NOTE]);
	return true;
}

static bool each_match(struct store *store, struct arena *arena, struct buffer *given,
		       struct error *error)
{
	const struct event wanted =
		event_of("deployment|service=shop|at=200|changes=c1=", arena);

	return store_each_match(store, &wanted, give_event, given, error);
}

static bool nearest_id(struct store *store, struct arena *arena, struct buffer *given,
		       struct error *error)
{
	const char *nearest = NULL;

	if (!store_nearest_id(store, &event_types[EVENT_NEED], "n2", arena, &nearest, error))
		return false;
	buffer_add_string(given, nearest ? nearest : "none");
	return true;
}

static bool survey(struct store *store, struct arena *arena, struct buffer *given,
		   struct error *error)
{
	const struct unmatched_name *names;
	const struct unnamed_slo *unnamed;
	const struct history_team *found;
	struct later_events later[EVENT_KIND_COUNT];
	size_t name_count, unnamed_count, team_count;

	if (!store_unmatched_names(store, &catalog, arena, &names, &name_count, error) ||
	    !store_unnamed_slos(store, &catalog, arena, &unnamed, &unnamed_count, error) ||
	    !store_history_teams(store, arena, &found, &team_count, error) ||
	    !store_later_events(store, 150, arena, later, error))
		return false;
	buffer_addf(given, "%zu %zu %zu %zu", name_count, unnamed_count, team_count,
		    later[EVENT_DEPLOYMENT].count);
	return true;
}

static bool examine(struct store *store, struct arena *arena, struct buffer *given,
		    struct error *error)
{
	struct store_condition condition;
	struct store_summary summary;
	long long version;

	(void)arena;
	if (!store_examine(store, &condition, error) ||
	    !store_summarise(store, &summary, error) || !store_version(store, &version, error))
		return false;
	buffer_addf(given, "%lld %zu %lld", (long long)condition.schema_version,
		    summary.events[EVENT_DEPLOYMENT], (long long)summary.latest);
	return true;
}

static void give_problem(const struct error *problem, void *context)
{
	buffer_addf(context, "%s\n", problem->message);
}

static bool check_rows(struct store *store, struct arena *arena, struct buffer *given,
		       struct error *error)
{
	(void)arena;
	return store_check_each(store, give_problem, given, error);
}

static bool check_deep(struct store *store, struct arena *arena, struct buffer *given,
		       struct error *error)
{
	struct store_depth depth;

	(void)arena;
	return store_check_deep(store, give_problem, given, &depth, error);
}

static void test_reading(void **state)
{
	static call *const calls[] = {
		load_all,
		load_lately,
		load_rows,
		load_in_steps,
		load_the_notes,
		each_event,
		each_event_of_team,
		count_days,
		count_days_of_text,
		each_match,
		nearest_id,
		survey,
		examine,
		check_rows,
		check_deep,
	};
	struct kept *kept = *state;

	put_back_and_open(kept, STORE_READ);
	for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++)
		each_fails(kept, calls[i]);
}

/* -- writing ------------------------------------------------------------------------------ */

/* In a transaction that is rolled back where anything of it fails, as commands do. */
static bool ends(struct store *store, bool is_done, struct error *error)
{
	if (is_done)
		return store_commit(store, error);
	store_rollback(store);
	return false;
}

static bool put_all(struct store *store, const char *const *put, size_t count, bool replace,
		    struct arena *arena, struct error *error)
{
	enum put_outcome outcome;
	struct error conflict;
	bool is_done = true;

	if (!store_begin(store, error))
		return false;
	for (size_t i = 0; i < count && is_done; i++) {
		const struct event event = event_of(put[i], arena);

		is_done = store_put(store, &event, replace, &outcome, &conflict, error);
	}
	return ends(store, is_done, error);
}

/* New ones; and at the end what is due is packed. */
static bool put_new(struct store *store, struct arena *arena, struct buffer *given,
		    struct error *error)
{
	static const char *const put[] = {
		"deployment|service=shop|at=600|id=new|revision=r7|changes=c7=500",
		"meeting|at=700|teams=web",
		"rule|text=no keys",
		"incident|service=shop|started_at=700|id=inew",
	};

	(void)given;
	return put_all(store, put, sizeof(put) / sizeof(*put), false, arena, error);
}

static bool put_again(struct store *store, struct arena *arena, struct buffer *given,
		      struct error *error)
{
	static const char *const put[] = {
		"deployment|service=depot|at=300|id=d4|kind=hotfix|changes=c8=1",
		"need|team=web|asked_at=100|id=n1|text=more keys|met_at=900",
		"meeting|at=100|teams=web|teams=sea",
	};

	(void)given;
	return put_all(store, put, sizeof(put) / sizeof(*put), true, arena, error);
}

static bool try_put(struct store *store, struct arena *arena, struct buffer *given,
		    struct error *error)
{
	const struct event event = event_of("need|team=web|asked_at=7|text=time", arena);
	enum put_outcome outcome;
	struct error conflict;
	bool is_refused;

	(void)given;
	store->has_inspected = false;
	return store_begin(store, error) &&
	       ends(store,
		    store_try_put(store, &event, false, &is_refused, &outcome, &conflict,
				  error),
		    error);
}

static bool forget(struct store *store, struct arena *arena, struct buffer *given,
		   struct error *error)
{
	struct event found;
	bool is_found, is_done;
	const struct event event = event_of("meeting|at=100|teams=web|teams=app", arena);

	(void)given;
	if (!store_begin(store, error))
		return false;
	is_done = store_find(store, &event, arena, &found, &is_found, error) &&
		  store_forget(store, &found, &is_found, error);
	return ends(store, is_done, error);
}

static bool pack(struct store *store, struct arena *arena, struct buffer *given,
		 struct error *error)
{
	(void)arena, (void)given;
	return store_pack_all(store, error);
}

static void test_writing(void **state)
{
	static call *const calls[] = {put_new, put_again, try_put, forget, pack};
	struct kept *kept = *state;

	for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++) {
		put_back_and_open(kept, STORE_WRITE);
		each_write_fails(kept, calls[i]);
	}
}

/* -- opening and copying ------------------------------------------------------------------ */

static void each_opening_fails(struct kept *kept, enum store_mode mode)
{
	struct store_fixture *fixture = kept->fixture;
	struct error error;
	size_t count;

	failing.at = failing.met = 0;
	assert_int_equal(fixture_try_open(fixture, mode, &error), ERROR_NONE);
	count = failing.met;
	for (size_t at = 1; at <= count; at += 1 + at / 32) {
		put_back(kept);
		failing.at = at;
		failing.met = 0;
		failing.struck = false;
		expect(kept, fixture_try_open(fixture, mode, &error) == ERROR_NONE, &error);
		failing.at = 0;
		failing.stops = false;
		fixture_open(fixture, STORE_READ);
		check_events(kept, kept->events);
	}
}

static void test_opening(void **state)
{
	put_back(*state);
	each_opening_fails(*state, STORE_READ);
	put_back(*state);
	each_opening_fails(*state, STORE_WRITE);
}

static bool go_on(void *context, double part_done)
{
	(void)context, (void)part_done;
	return true;
}

static char beside[160]; /* where copies go */

static bool back_up(struct store *store, struct arena *arena, struct buffer *given,
		    struct error *error)
{
	const struct store_work work = {go_on, NULL};
	const struct buffer nothing = {0};
	struct store_summary copied;

	(void)arena;
	write_file(beside, &nothing);
	if (!store_backup(store, beside, "copy.db", &work, &copied, error))
		return false;
	buffer_addf(given, "%zu", copied.events[EVENT_DEPLOYMENT]);
	return true;
}

static bool open_scratch(struct store *store, struct arena *arena, struct buffer *given,
			 struct error *error)
{
	struct store *scratch;
	struct store_summary summary;
	bool is_summarised;

	(void)arena;
	if (!store_open_scratch(&scratch, store->path, error))
		return false;
	is_summarised = store_summarise(scratch, &summary, error);
	buffer_addf(given, "%zu", summary.events[EVENT_DEPLOYMENT]);
	store_close(scratch);
	return is_summarised;
}

static void test_copying(void **state)
{
	struct kept *kept = *state;

	put_back_and_open(kept, STORE_READ);
	snprintf(beside, sizeof(beside), "%s/copy.db", kept->fixture->directory);
	each_fails(kept, back_up);
	each_fails(kept, open_scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_reading),
		TEST(test_writing),
		TEST(test_opening),
		TEST(test_copying),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
