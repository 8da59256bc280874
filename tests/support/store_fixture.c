#include "tests/support/store_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ftw.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int store_fixture_set_up(void **state)
{
	struct store_fixture *fixture = calloc(1, sizeof(*fixture));

	assert_non_null(fixture);
	snprintf(fixture->directory, sizeof(fixture->directory), "/tmp/aplomb-store-XXXXXX");
	assert_non_null(mkdtemp(fixture->directory));
	snprintf(fixture->path, sizeof(fixture->path), "%s/aplomb.db", fixture->directory);
	*state = fixture;
	return 0;
}

static int remove_entry(const char *path, const struct stat *status, int flag, struct FTW *ftw)
{
	(void)status;
	(void)flag;
	(void)ftw;
	return remove(path);
}

int store_fixture_tear_down(void **state)
{
	struct store_fixture *fixture = *state;

	fixture_close(fixture);
	arena_release(&fixture->arena);
	nftw(fixture->directory, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
	free(fixture);
	return 0;
}

enum error_kind fixture_try_open(struct store_fixture *fixture, enum store_mode mode,
				 struct error *error)
{
	fixture_close(fixture);
	return store_open(&fixture->store, fixture->path, mode, error) ? ERROR_NONE
								       : error->kind;
}

void fixture_open(struct store_fixture *fixture, enum store_mode mode)
{
	struct error error;

	if (fixture_try_open(fixture, mode, &error) != ERROR_NONE)
		fail_msg("%s", error.message);
}

void fixture_close(struct store_fixture *fixture)
{
	store_close(fixture->store);
	fixture->store = NULL;
}

struct event event_of(const char *line, struct arena *arena)
{
	char *rest = arena_copy_string(arena, line);
	struct event event;
	struct error error;

	event_init(&event, event_type_find(strsep(&rest, "|")));
	while (rest) {
		char *value = strsep(&rest, "|");
		const char *name = strsep(&value, "=");

		if (!event_set(&event, event_field_find(event.type, name), value, NULL, arena,
			       &error))
			fail_msg("%s: %s", line, error.message);
	}
	if (!event_is_complete(&event, &error))
		fail_msg("%s: %s", line, error.message);
	return event;
}

enum put_outcome fixture_put_with(struct store_fixture *fixture, const char *line, bool replace,
				  struct error *conflict)
{
	struct arena arena = {0};
	struct event event = event_of(line, &arena);
	enum put_outcome outcome = PUT_ADDED;
	struct error error;

	if (!store_begin(fixture->store, &error) ||
	    !store_put(fixture->store, &event, replace, &outcome, conflict, &error) ||
	    !store_commit(fixture->store, &error))
		fail_msg("%s: %s", line, error.message);
	arena_release(&arena);
	return outcome;
}

enum put_outcome fixture_put(struct store_fixture *fixture, const char *line)
{
	struct error conflict;

	return fixture_put_with(fixture, line, false, &conflict);
}

/* -- events as lines ---------------------------------------------------------------------- */

static void add_value(struct buffer *line, const struct event_field *field,
		      const struct event_value *value)
{
	switch (field->kind) {
	case FIELD_TEXT:
	case FIELD_CHOICE:
		buffer_addf(line, "|%s=%s", field->name, value->text);
		break;
	case FIELD_INSTANT:
	case FIELD_INTEGER:
	case FIELD_BOOLEAN:
		buffer_addf(line, "|%s=%lld", field->name, (long long)value->integer);
		break;
	case FIELD_NUMBER:
		buffer_addf(line, "|%s=%.17g", field->name, value->number);
		break;
	case FIELD_CHANGES:
		for (size_t i = 0; i < value->count; i++) {
			buffer_addf(line, "|%s=%s=", field->name, value->changes[i].revision);
			if (value->changes[i].committed_at != INSTANT_NONE)
				buffer_addf(line, "%lld",
					    (long long)value->changes[i].committed_at);
		}
		break;
	case FIELD_TEAMS:
		for (size_t i = 0; i < value->count; i++)
			buffer_addf(line, "|%s=%s", field->name, value->teams[i]);
		break;
	}
}

static bool add_line(const struct event *event, void *context, struct error *error)
{
	struct buffer *lines = context;

	(void)error;
	buffer_add_string(lines, event->type->name);
	for (size_t i = 0; i < event->type->field_count; i++)
		if (event->values[i].is_present)
			add_value(lines, &event->type->fields[i], &event->values[i]);
	buffer_add_char(lines, '\n');
	return true;
}

const char *fixture_events(struct store_fixture *fixture, const struct event_filter *filter)
{
	struct buffer lines;
	struct error error;
	const char *copy;

	buffer_init(&lines);
	if (!store_each_event(fixture->store, filter, add_line, &lines, &error))
		fail_msg("%s", error.message);
	copy = arena_copy(&fixture->arena, lines.bytes ? lines.bytes : "", lines.length_bytes);
	buffer_release(&lines);
	return copy;
}

/* -- a foreign program -------------------------------------------------------------------- */

int fixture_sql_code(struct store_fixture *fixture, const char *sql)
{
	sqlite3 *db;
	int code;

	assert_int_equal(sqlite3_open(fixture->path, &db), SQLITE_OK);
	sqlite3_busy_timeout(db, 10000);
	code = sqlite3_exec(db, sql, NULL, NULL, NULL);
	sqlite3_close(db);
	return code;
}

void fixture_sql(struct store_fixture *fixture, const char *sql)
{
	if (fixture_sql_code(fixture, sql) != SQLITE_OK)
		fail_msg("not accepted: %s", sql);
}

static const char *const one_of_each[EVENT_KIND_COUNT] = {
	"deployment|service=shop|at=100|id=d1|revision=r1|committed_at=50|changes=c1=40",
	"incident|service=shop|started_at=120|id=i1|caused_by=d1|restored_at=500",
	"slo_sample|service=shop|slo=latency|at=86400|good=9|total=10",
	"update|service=shop|component=c|version=1|released_at=100|applied_at=200",
	"check|service=shop|check=tls|at=100|passed=true",
	"coverage|kind=deployments|until=1000|service=shop",
	"note|team=web|at=100|text=before",
	"need|team=web|asked_at=100|id=n1|text=keys",
	"concern|team=web|raised_at=100|text=slow|acted_at=300",
	"lesson|team=web|learned_at=100|text=ask|went_right=true",
	"walkaround|team=web|at=100",
	"shadowing|team=web|at=100|days=2|direction=to_security",
	"meeting|at=100|teams=web|teams=app",
	"rule|id=R1|text=two keys|team=web|added_at=50",
	"rule_review|rule=R1|at=200|fits=1",
	"exercise|team=web|at=100|outcome=detected",
	"work|team=web|at=100|kind=business|hours=3",
};

void fixture_put_one_of_each(struct store_fixture *fixture)
{
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		fixture_put(fixture, one_of_each[i]);
}
