/* The tables: that they agree with event_types, what they take from foreign programs, and what
 * readers refuse of what got in all the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/embedded.h"
#include "store/database.h"
#include "tests/support/store_fixture.h"

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, store_fixture_tear_down)

static int set_up(void **state)
{
	store_fixture_set_up(state);
	fixture_open(*state, STORE_WRITE);
	return 0;
}

/* What a foreign program is answered: the rows of a query, a line each, columns parted by "|",
 * NULL as nothing. */
static const char *query(struct store_fixture *fixture, const char *sql)
{
	struct buffer lines;
	sqlite3 *db;
	sqlite3_stmt *statement;
	const char *copy;

	assert_int_equal(sqlite3_open(fixture->path, &db), SQLITE_OK);
	if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
		fail_msg("%s", sqlite3_errmsg(db));
	buffer_init(&lines);
	buffer_add_string(&lines, "");
	while (sqlite3_step(statement) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(statement); i++) {
			const char *text = (const char *)sqlite3_column_text(statement, i);

			buffer_addf(&lines, "%s%s", i ? "|" : "", text ? text : "");
		}
		buffer_add_char(&lines, '\n');
	}
	sqlite3_finalize(statement);
	sqlite3_close(db);
	copy = arena_copy(&fixture->arena, lines.bytes, lines.length_bytes);
	buffer_release(&lines);
	return copy;
}

/* -- agreement with event_types ----------------------------------------------------------- */

static const char *column_type(enum field_kind kind)
{
	switch (kind) {
	case FIELD_TEXT:
	case FIELD_CHOICE:
		return "TEXT";
	case FIELD_NUMBER:
		return "REAL";
	case FIELD_INSTANT:
	case FIELD_INTEGER:
	case FIELD_BOOLEAN:
		return "INTEGER";
	case FIELD_CHANGES:
	case FIELD_TEAMS:
		break;
	}
	return NULL;
}

/* name|type|NOT NULL, as the table should have them: rowid, then the fields in their order. */
static const char *expected_columns(struct store_fixture *fixture,
				    const struct event_type *type)
{
	const char *columns = "rowid|INTEGER|0\n";

	for (size_t i = 0; i < type->field_count; i++) {
		const struct event_field *field = &type->fields[i];
		bool is_never_null = field->is_required || strcmp(field->name, "source") == 0;

		if (field_is_column(field))
			columns = arena_printf(&fixture->arena, "%s%s|%s|%d\n", columns,
					       field->name, column_type(field->kind),
					       is_never_null);
	}
	return columns;
}

static void test_columns_are_the_fields(void **state)
{
	struct store_fixture *fixture = *state;
	struct arena *arena = &fixture->arena;

	for (size_t i = 0; i < EVENT_KIND_COUNT; i++) {
		const struct event_type *type = &event_types[i];
		const char *name = type->name;

		assert_string_equal(
			query(fixture, arena_printf(arena,
						    "SELECT name, type, \"notnull\" FROM "
						    "pragma_table_info('%s')",
						    name)),
			expected_columns(fixture, type));
		assert_string_equal(
			query(fixture,
			      arena_printf(arena, "SELECT strict FROM pragma_table_list('%s')",
					   name)),
			"1\n");
	}
}

/* Tables for events, for their lists, the three of the compact form, and no others. */
static void test_tables_are_the_types(void **state)
{
	struct store_fixture *fixture = *state;
	int64_t count;
	struct error error;

	assert_true(store_query_integer(
		fixture->store,
		"SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
		"'sqlite_%'",
		&count, &error));
	assert_int_equal(count, EVENT_KIND_COUNT + 2 + 3);
}

/* Every column of every table has its comment. */
static void test_every_column_is_explained(void **state)
{
	const char *line = embedded_schema;
	bool is_in_table = false;
	size_t columns = 0;

	(void)state;
	while (*line) {
		const char *end = strchr(line, '\n');
		char text[256];

		snprintf(text, sizeof(text), "%.*s", (int)(end - line), line);
		line = end + 1;
		if (strncmp(text, "CREATE TABLE", 12) == 0)
			is_in_table = true;
		else if (text[0] == ')')
			is_in_table = false;
		else if (is_in_table && text[0] == '\t' && text[1] >= '"' && text[1] != '\t' &&
			 strncmp(text, "\tCHECK", 6) != 0 &&
			 strncmp(text, "\tPRIMARY", 8) != 0 &&
			 strncmp(text, "\trowid", 6) != 0) {
			columns++;
			if (!strstr(text, " -- "))
				fail_msg("no comment: %s", text);
		}
	}
	assert_true(columns > 100);
}

/* -- what the tables take ----------------------------------------------------------------- */

static void test_rows_of_foreign_programs(void **state)
{
	struct store_fixture *fixture = *state;

	fixture_sql(fixture,
		    "INSERT INTO deployment (service, at) VALUES ('ledger', 1000);"
		    "INSERT INTO deployment (service, at, id) VALUES ('ledger', 2000, 'D2');"
		    "INSERT INTO change VALUES (last_insert_rowid(), 'abc', 1900);"
		    "INSERT INTO slo_sample (service, slo, at, good, total)"
		    " VALUES ('ledger', 'availability', 3000, 999, 1000);"
		    "INSERT INTO meeting (at) VALUES (4000);"
		    "INSERT INTO meeting_team VALUES (last_insert_rowid(), 'payments')");
	assert_string_equal(
		fixture_events(fixture, NULL),
		"deployment|service=ledger|at=1000\n"
		"deployment|service=ledger|at=2000|id=D2|changes=abc=1900\n"
		"slo_sample|service=ledger|slo=availability|at=3000|good=999|total=1000\n"
		"meeting|at=4000|teams=payments\n");
	/* They are the same events to us. */
	assert_int_equal(fixture_put(fixture, "deployment|service=ledger|at=1000"),
			 PUT_UNCHANGED);
	assert_int_equal(fixture_put(fixture, "meeting|at=4000|teams=payments"), PUT_UNCHANGED);
	/* And ours are to them. */
	assert_int_equal(fixture_sql_code(fixture, "INSERT INTO deployment (service, at, id) "
						   "VALUES ('x', 1, 'D2')"),
			 SQLITE_CONSTRAINT);
	fixture_sql(fixture, "INSERT INTO deployment (service, at) VALUES ('ledger', 1000) "
			     "ON CONFLICT DO NOTHING");
}

static void test_what_tables_refuse(void **state)
{
	static const char *const refused[] = {
		"INSERT INTO deployment (service, at) VALUES ('', 1)",
		"INSERT INTO deployment (service, at) VALUES (NULL, 1)",
		"INSERT INTO deployment (service, at) VALUES ('a', NULL)",
		"INSERT INTO deployment (service, at) VALUES ('a', -1)",
		"INSERT INTO deployment (service, at) VALUES ('a', 253402300800)",
		"INSERT INTO deployment (service, at) VALUES ('a', '2026-01-01')",
		"INSERT INTO deployment (service, at, id) VALUES ('a', 1, '')",
		"INSERT INTO deployment (service, at, source) VALUES ('a', 1, NULL)",
		"INSERT INTO deployment (service, at, kind) VALUES ('a', 1, 'big')",
		"INSERT INTO deployment (service, at, outcome) VALUES ('a', 1, '')",
		"INSERT INTO incident (service, started_at, planned) VALUES ('a', 1, 2)",
		"INSERT INTO slo_sample (service, slo, at, good, total) VALUES ('a','b',1,2,1)",
		"INSERT INTO slo_sample (service, slo, at, good, total) VALUES "
		"('a','b',1,-1,1)",
		"INSERT INTO slo_sample (service, slo, at, good, total)"
		" VALUES ('a', 'b', 1, 1, 9e999)",
		"INSERT INTO slo_sample (service, slo, at, good, total, seconds)"
		" VALUES ('a', 'b', 1, 1, 1, 0)",
		"INSERT INTO exercise (team, at, outcome, sent, reported)"
		" VALUES ('a', 1, 'missed', 1, 2)",
		"PRAGMA foreign_keys = ON; INSERT INTO change VALUES (99, 'a', 1)",
	};
	struct store_fixture *fixture = *state;

	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		if (fixture_sql_code(fixture, refused[i]) != SQLITE_CONSTRAINT)
			fail_msg("accepted: %s", refused[i]);
}

static void test_view_of_all_events(void **state)
{
	struct store_fixture *fixture = *state;
	struct error error;

	fixture_put(fixture, "deployment|service=a|at=5|source=b|id=2|revision=r");
	fixture_put(fixture, "incident|service=a|started_at=5|source=a|id=9|title=t");
	fixture_put(fixture,
		    "update|service=a|component=c|version=2|released_at=1|applied_at=7");
	fixture_put(fixture, "meeting|at=6|teams=web|teams=payments");
	fixture_put(fixture, "need|team=payments|asked_at=3|text=x");
	fixture_put(fixture, "rule|text=undated");
	assert_string_equal(query(fixture, "SELECT * FROM event"),
			    "rule||||||undated|1\n"
			    "need|3||||payments|x|1\n"
			    "incident|5|a|9|a||t|1\n"
			    "deployment|5|b|2|a||r|1\n"
			    "meeting|6|||||payments, web|1\n"
			    "update|7|||a||c 2|1\n");
	assert_true(store_check(fixture->store, &error));
}

/* -- what readers refuse ------------------------------------------------------------------ */

/* Runs SQL with all that keeps tables in order switched off. */
static void force(struct store_fixture *fixture, const char *sql)
{
	fixture_sql(fixture, arena_printf(&fixture->arena,
					  "PRAGMA ignore_check_constraints = ON; %s", sql));
}

static void expect_problem(struct store_fixture *fixture, const char *words)
{
	struct error error = {ERROR_NONE, ""};

	assert_false(store_check(fixture->store, &error));
	assert_int_equal(error.kind, ERROR_INVALID);
	if (!strstr(error.message, words))
		fail_msg("'%s' does not say '%s'", error.message, words);
	if (strncmp(error.message, fixture->path, strlen(fixture->path)) != 0)
		fail_msg("'%s' does not name the file", error.message);
}

static bool pass_over(const struct event *event, void *context, struct error *error)
{
	(void)event;
	(void)context;
	(void)error;
	return true;
}

static void expect_refused_value(struct store_fixture *fixture, const char *sql,
				 const char *words)
{
	struct error error = {ERROR_NONE, ""};

	force(fixture, sql);
	assert_false(store_each_event(fixture->store, NULL, pass_over, NULL, &error));
	assert_int_equal(error.kind, ERROR_INVALID);
	if (!strstr(error.message, words))
		fail_msg("'%s' does not say '%s'", error.message, words);
	assert_non_null(strstr(error.message, "'aplomb check' shows all"));
	force(fixture, "DELETE FROM incident; DELETE FROM deployment; DELETE FROM slo_sample;"
		       "DELETE FROM exercise; DELETE FROM change; DELETE FROM rule");
	assert_true(store_each_event(fixture->store, NULL, pass_over, NULL, &error));
}

static void test_values_out_of_range(void **state)
{
	struct store_fixture *fixture = *state;

	expect_refused_value(fixture, "INSERT INTO deployment (service, at) VALUES ('a', -1)",
			     "table 'deployment', row 1, column 'at': not an instant");
	expect_refused_value(
		fixture, "INSERT INTO deployment (service, at, kind) VALUES ('a', 1, 'big')",
		"column 'kind': not one of: normal hotfix rollback");
	expect_refused_value(
		fixture,
		"INSERT INTO incident (rowid, service, started_at, planned) VALUES (7,'a',1,2)",
		"table 'incident', row 7, column 'planned': neither 0 nor 1");
	expect_refused_value(fixture,
			     "INSERT INTO slo_sample (service, slo, at, good, total) VALUES "
			     "('a', 'b', 1, 1, 9e999)",
			     "column 'total': not a finite number");
	expect_refused_value(fixture,
			     "INSERT INTO exercise (team, at, outcome, sent) VALUES "
			     "('a', 1, 'missed', -4)",
			     "column 'sent': not a whole number");
	expect_refused_value(fixture, "INSERT INTO deployment (service, at) VALUES ('', 1)",
			     "column 'service': unknown, though every such event has it");
	expect_refused_value(fixture,
			     "INSERT INTO deployment (rowid, service, at) VALUES (3, 'a', 1);"
			     "INSERT INTO change VALUES (3, 'r', -5)",
			     "table 'change', row 3, column 'committed_at': not an instant");
	expect_refused_value(fixture,
			     "INSERT INTO deployment (rowid, service, at) VALUES (3, 'a', 1);"
			     "INSERT INTO change VALUES (3, '', 5)",
			     "table 'change', row 3, column 'revision': empty");
}

static void test_texts_that_are_none(void **state)
{
	struct store_fixture *fixture = *state;

	expect_refused_value(fixture, "INSERT INTO rule (text) VALUES ('a' || char(0) || 'b')",
			     "column 'text': a text with a NUL in it");
	expect_refused_value(fixture, "INSERT INTO rule (text) VALUES (CAST(x'61FF' AS TEXT))",
			     "column 'text': a text that is not valid UTF-8");
	expect_refused_value(
		fixture, "INSERT INTO rule (text, id) VALUES ('a', CAST(x'EDA080' AS TEXT))",
		"column 'id': a text that is not valid UTF-8");
}

/* A table that someone made without STRICT holds values of any type. */
static void test_values_of_other_types(void **state)
{
	static const struct {
		const char *sql, *words;
	} cases[] = {
		{"UPDATE incident SET started_at = 'soon'", "'started_at': not an instant"},
		{"UPDATE incident SET started_at = 1.5", "'started_at': not an instant"},
		{"UPDATE incident SET title = x'00'", "'title': not a text"},
		{"UPDATE incident SET planned = 'yes'", "'planned': neither 0 nor 1"},
		{"UPDATE slo_sample SET good = 'all'", "'good': not a finite number"},
		{"UPDATE slo_sample SET seconds = 'day'", "'seconds': not a whole number"},
		{"UPDATE incident SET service = x'61'", "'service': not a text"},
		{"UPDATE incident SET severity = 2", NULL}, /* TEXT affinity makes it a text */
	};
	/* Whoever wants to plant such values puts the promise back afterwards. */
	static const char strict_off[] =
		"PRAGMA writable_schema = ON;"
		"UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')')"
		" WHERE name IN ('incident', 'slo_sample', 'compact_series')";
	static const char strict_on[] =
		"PRAGMA writable_schema = ON;"
		"UPDATE sqlite_schema SET sql = sql || ' STRICT'"
		" WHERE name IN ('incident', 'slo_sample', 'compact_series')";
	struct store_fixture *fixture = *state;
	struct error error;

	fixture_put(fixture, "incident|service=a|started_at=5");
	fixture_put(fixture, "slo_sample|service=a|slo=s|at=5|good=1|total=1");
	fixture_close(fixture);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		fixture_sql(fixture, strict_off);
		fixture_sql(fixture, arena_printf(&fixture->arena,
						  "PRAGMA ignore_check_constraints = ON;"
						  "UPDATE incident SET started_at = 5, title = "
						  "NULL, planned = NULL, service = 'a';"
						  "UPDATE slo_sample SET good = 1.0, seconds = "
						  "NULL; %s",
						  cases[i].sql));
		fixture_sql(fixture, strict_on);
		fixture_open(fixture, STORE_READ);
		if (store_each_event(fixture->store, NULL, pass_over, NULL, &error) !=
		    (cases[i].words == NULL))
			fail_msg("%s", cases[i].sql);
		if (cases[i].words && !strstr(error.message, cases[i].words))
			fail_msg("'%s' does not say '%s'", error.message, cases[i].words);
	}
}

/* -- checking ----------------------------------------------------------------------------- */

static void count_problem(const struct error *problem, void *context)
{
	assert_int_equal(problem->kind, ERROR_INVALID);
	++*(int *)context;
}

static void test_check(void **state)
{
	struct store_fixture *fixture = *state;
	struct error error;
	int problems = 0;

	fixture_put(fixture, "deployment|service=a|at=5|changes=a=");
	fixture_put(fixture, "meeting|at=5|teams=a");
	assert_true(store_check(fixture->store, &error));
	fixture_sql(fixture, "DELETE FROM deployment"); /* foreign keys are off by default */
	expect_problem(fixture, "table 'change', row 1, column 'deployment': a row that is not "
				"there");
	fixture_sql(fixture, "DELETE FROM meeting_team");
	force(fixture, "INSERT INTO rule (text, team) VALUES ('a', CAST(x'FF' AS TEXT));"
		       "INSERT INTO slo_sample (service, slo, at, good, total)"
		       " VALUES ('a', 'b', 1, 2, 1)");
	assert_true(store_check_each(fixture->store, count_problem, &problems, &error));
	/* The stray change, the meeting without teams, the rule's team, good above total; that
	 * one SQLite notices, too, by the table's CHECK. */
	assert_int_equal(problems, 5);
}

static void keep_problem(const struct error *problem, void *context)
{
	*(struct error *)context = *problem;
}

/* No index can say it. */
static void test_meeting_twice(void **state)
{
	struct store_fixture *fixture = *state;
	struct store_depth depth;
	struct error error, problem = {ERROR_NONE, ""};

	fixture_put(fixture, "meeting|at=5|teams=a|teams=b");
	fixture_put(fixture, "meeting|at=5|teams=a");
	fixture_put(fixture, "meeting|at=5|id=m1|teams=a|teams=b");
	assert_true(store_check_deep(fixture->store, keep_problem, &problem, &depth, &error));
	assert_int_equal(problem.kind, ERROR_NONE);
	fixture_sql(fixture, "INSERT INTO meeting (rowid, at, source) VALUES (9, 5, '');"
			     "INSERT INTO meeting_team VALUES (9, 'b'), (9, 'a')");
	assert_true(store_check_deep(fixture->store, keep_problem, &problem, &depth, &error));
	assert_non_null(strstr(problem.message,
			       "table 'meeting', rows 1 and 9: the same meeting "
			       "twice; delete one of them"));
}

#define IN_SCHEMA "PRAGMA writable_schema = ON; "

/* What somebody did to the schema, and what a deep check says of it; "": nothing. */
static void test_objects(void **state)
{
	static const struct {
		const char *sql, *says;
		size_t others;
	} cases[] = {
		{"", "", 0},
		{"DROP INDEX deployment_by_time",
		 "index 'deployment_by_time' is not there as aplomb makes it; 'aplomb check "
		 "--mend' makes it anew",
		 0},
		{"DROP INDEX need_key", "index 'need_key' is not there as aplomb makes it", 0},
		{"CREATE UNIQUE INDEX mine ON note (text)",
		 "has an index 'mine' that is not aplomb's and is unique, partial or on an "
		 "expression",
		 0},
		{"CREATE UNIQUE INDEX \"a \"\"b\" ON \"NOTE\" (text)", "has an index 'a \"b'",
		 0},
		{"CREATE UNIQUE INDEX mine ON 'check' (at)", "has an index 'mine'", 0},
		{"CREATE INDEX mine ON [note] (abs(at))", "has an index 'mine'", 0},
		{"CREATE INDEX mine ON note (text, team || 'x')", "has an index 'mine'", 0},
		{"CREATE INDEX mine ON note (+at)", "has an index 'mine'", 0},
		{"CREATE INDEX mine ON note (text COLLATE NOCASE || '')", "has an index 'mine'",
		 0},
		{"CREATE INDEX mine ON note (text) WHERE at > 5", "has an index 'mine'", 0},
		{IN_SCHEMA "INSERT INTO sqlite_schema VALUES ('index', 'mine', 'note', 0,"
			   " 'CREATE INDEX mine ON \"note')",
		 "has an index 'mine'", 0},
		{"CREATE INDEX mine ON note (text)", "", 1},
		{"CREATE INDEX `my own` ON \"note\" ( 'at' DESC , [text] collate NOCASE asc,"
		 " team/**/COLLATE/**/rtrim)",
		 "", 1},
		{"CREATE TABLE mine (x); CREATE UNIQUE INDEX one ON mine (abs(x)) WHERE x > 1",
		 "", 2},
		{"CREATE TABLE \"my own\" (x /* of mine */, `y`, [z] -- the last\n)", "", 1},
		{"CREATE TABLE own (x) /* open to the end", "", 1},
		{"CREATE TRIGGER t AFTER INSERT ON note BEGIN SELECT 1; END",
		 "has a trigger 't' that is not aplomb's", 0},
		{IN_SCHEMA
		 "INSERT INTO sqlite_schema VALUES ('trigger', 't', 'note', 0, 'CREATE "
		 "TEMPORARY TRIGGER t AFTER INSERT ON note BEGIN SELECT 1; END')",
		 "has a trigger 't' that is not aplomb's", 0},
		{IN_SCHEMA "INSERT INTO sqlite_schema VALUES ('table', 't', 't', 0, 'CREATE "
			   "TEMP TABLE t (x)')",
		 "has an object 't' that is neither a table, an index nor a view", 0},
		{IN_SCHEMA "UPDATE sqlite_schema SET sql = replace(sql, 'CREATE TABLE ',"
			   " 'CREATE /* it */ TABLE' || char(10, 65279)) WHERE name = 'note'",
		 "", 0},
	};
	struct store_fixture *fixture = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct error error, problem = {ERROR_NONE, ""};
		struct store_depth depth;
		size_t told;

		fixture_close(fixture);
		unlink(fixture->path);
		fixture_open(fixture, STORE_WRITE);
		fixture_sql(fixture, cases[i].sql);
		if (!store_check_deep(fixture->store, keep_problem, &problem, &depth, &error) ||
		    !schema_check_indices(fixture->store, keep_problem, &problem, &told,
					  &error))
			fail_msg("%s: %s", cases[i].sql, error.message);
		if (*cases[i].says ? !strstr(problem.message, cases[i].says) : *problem.message)
			fail_msg("%s: '%s'", cases[i].sql, problem.message);
		assert_int_equal(depth.other_objects, cases[i].others);
	}
}

/* A changed deployment's row is never given to another: its changes would stray. */
static void test_row_numbers_are_not_used_again(void **state)
{
	struct store_fixture *fixture = *state;

	fixture_put(fixture, "deployment|service=a|at=5|changes=a=");
	fixture_put(fixture, "meeting|at=5|teams=a");
	fixture_sql(fixture, "DELETE FROM deployment; DELETE FROM meeting");
	fixture_put(fixture, "deployment|service=a|at=6");
	fixture_put(fixture, "meeting|at=6|teams=b");
	assert_string_equal(fixture_events(fixture, NULL), "deployment|service=a|at=6\n"
							   "meeting|at=6|teams=b\n");
}

/* -- query plans -------------------------------------------------------------------------- */

/* One service's records come in order, by an index, without a look at any other's. */
static void test_plans(void **state)
{
	static const char *const queries[] = {
		"SELECT * FROM deployment WHERE service = 'a' AND at < 9 ORDER BY at, source, "
		"id, revision",
		"SELECT * FROM incident WHERE service = 'a' AND started_at < 9 ORDER BY "
		"started_at, source, id",
		"SELECT * FROM slo_sample WHERE service = 'a' AND slo = 's' AND at < 9 ORDER "
		"BY "
		"at, source",
		"SELECT * FROM \"update\" WHERE service = 'a' ORDER BY component, version, "
		"source",
		"SELECT min(at) FROM \"check\" WHERE service = 'a' AND at < 9",
		"SELECT * FROM coverage WHERE service IS NULL AND until < 9 ORDER BY until",
		"SELECT * FROM deployment WHERE at >= 5 ORDER BY at, source, id",
		"SELECT * FROM \"update\" WHERE coalesce(applied_at, released_at) > 4 ORDER BY "
		"coalesce(applied_at, released_at), source",
		"SELECT revision FROM change WHERE deployment = 5 ORDER BY revision",
	};
	struct store_fixture *fixture = *state;

	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		const char *plan =
			query(fixture, arena_printf(&fixture->arena, "EXPLAIN QUERY PLAN %s",
						    queries[i]));

		if (strstr(plan, "SCAN") || strstr(plan, "TEMP") || !strstr(plan, "SEARCH"))
			fail_msg("%s:\n%s", queries[i], plan);
	}
}

/* The program's own statements, too: none walks a table ("each" is what was found one by one).
 */
static void test_plans_of_statements(void **state)
{
	struct store_fixture *fixture = *state;
	struct error error;

	for (int i = STATEMENT_LOAD_DEPLOYMENTS; i <= STATEMENT_LOAD_WORK; i++) {
		sqlite3_stmt *statement =
			store_statement(fixture->store, (enum statement)i, &error);
		const char *plan =
			query(fixture, arena_printf(&fixture->arena, "EXPLAIN QUERY PLAN %s",
						    sqlite3_sql(statement)));

		for (const char *scan = plan; (scan = strstr(scan, "SCAN ")); scan++)
			if (strncmp(scan, "SCAN each", 9) != 0)
				fail_msg("%s:\n%s", sqlite3_sql(statement), plan);
	}
	for (int i = 0; i < EVENT_KIND_COUNT; i++)
		for (int j = TYPE_FIND_BY_ID; j <= TYPE_FIND_BY_KEY; j++) {
			sqlite3_stmt *statement;
			const char *plan;

			if (j == TYPE_FIND_BY_ID && event_field_find(&event_types[i], "id") < 0)
				continue;
			statement = store_type_statement(fixture->store, &event_types[i],
							 (enum type_statement)j, &error);
			plan = query(fixture,
				     arena_printf(&fixture->arena, "EXPLAIN QUERY PLAN %s",
						  sqlite3_sql(statement)));
			if (strstr(plan, "SCAN") || !strstr(plan, "source=?"))
				fail_msg("%s:\n%s", sqlite3_sql(statement), plan);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_columns_are_the_fields),
		TEST(test_tables_are_the_types),
		TEST(test_every_column_is_explained),
		TEST(test_rows_of_foreign_programs),
		TEST(test_what_tables_refuse),
		TEST(test_view_of_all_events),
		TEST(test_values_out_of_range),
		TEST(test_texts_that_are_none),
		TEST(test_values_of_other_types),
		TEST(test_check),
		TEST(test_meeting_twice),
		TEST(test_objects),
		TEST(test_row_numbers_are_not_used_again),
		TEST(test_plans),
		TEST(test_plans_of_statements),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
