/*
 * Statements: prepared once, kept by enum or by event type, always handed out reset.
 *
 * Rule: all SQL that is used more than once is in the tables here, or made here from
 * event_types.
 */
#include <assert.h>

#include "store/database.h"

/*
 * What stands where `is_its` holds, from ?4 on, and of what came before the newest: when it was
 * last done is told however long ago.
 */
#define LATELY(columns, table, is_its)                                          \
	"SELECT rowid, " columns " FROM " table " WHERE " is_its " AND at < ?2" \
	" AND at >= ifnull((SELECT max(at) FROM " table " WHERE " is_its " AND at < ?4), ?4)"

/* The same of what a team began and closed; whatever was open at ?4 still counts. */
#define LOOPS_LATELY(columns, table, at, closed)                                          \
	"SELECT rowid, team, " at ", source, id, text, " closed columns " FROM " table    \
	" WHERE team = ?1 AND " at " < ?2 AND (" closed " IS NULL OR max(" at ", " closed \
	") >= ifnull((SELECT max(max(" at ", " closed ")) FROM " table " WHERE team = ?1" \
	" AND " at " < ?4 AND " closed " < ?4), ?4))"

/* clang-format off */
static const char *const statement_sql[STATEMENT_COUNT] = {
	[STATEMENT_CHANGES] =
		"SELECT deployment, revision, committed_at FROM change WHERE deployment = ?1"
		" ORDER BY revision",
	[STATEMENT_CHANGE_INSERT] =
		"INSERT INTO change (deployment, revision, committed_at) VALUES (?1, ?2, ?3)",
	[STATEMENT_CHANGES_DELETE] = "DELETE FROM change WHERE deployment = ?1",
	[STATEMENT_TEAMS] =
		"SELECT meeting, team, NULL FROM meeting_team WHERE meeting = ?1 ORDER BY team",
	[STATEMENT_TEAM_INSERT] = "INSERT INTO meeting_team (meeting, team) VALUES (?1, ?2)",
	[STATEMENT_TEAMS_DELETE] = "DELETE FROM meeting_team WHERE meeting = ?1",
	[STATEMENT_LOAD_DEPLOYMENTS] =
		"SELECT rowid, at, source, id, kind, outcome, environment, revision,"
		" committed_at, fixes, url FROM deployment WHERE service = ?1 AND at < ?2"
		" AND at >= ?4 ORDER BY at, source, id, revision",
	[STATEMENT_LOAD_INCIDENTS] =
		"SELECT rowid, started_at, source, id, detected_at, restored_at, caused_by,"
		" severity, environment, planned, title, url FROM incident"
		" WHERE service = ?1 AND started_at < ?2 ORDER BY started_at, source, id",
	[STATEMENT_LOAD_SAMPLES] =
		"SELECT rowid, at, seconds, good, total, source FROM slo_sample"
		" WHERE service = ?1 AND slo = ?3 AND at < ?2 AND at >= ?4 ORDER BY at, source",
	[STATEMENT_LOAD_FIRST_SAMPLE] =
		"SELECT rowid, at, seconds, good, total, source FROM slo_sample"
		" WHERE service = ?1 AND slo = ?3 AND at < ?2 AND at < ?4 ORDER BY at LIMIT 1",
	[STATEMENT_LOAD_UPDATES] =
		"SELECT rowid, component, version, source, released_at, applied_at, security"
		" FROM \"update\" WHERE service = ?1 AND (released_at < ?2 OR applied_at < ?2)"
		" ORDER BY component, version, source",
	[STATEMENT_LOAD_CHECKS] =
		"WITH RECURSIVE each (name) AS ("
		"SELECT min(\"check\") FROM \"check\" WHERE service = ?1 UNION ALL "
		"SELECT (SELECT min(\"check\") FROM \"check\" WHERE service = ?1"
		" AND \"check\" > name) FROM each WHERE name IS NOT NULL)"
		"SELECT c.rowid, name, at, passed, source, title FROM each"
		" CROSS JOIN \"check\" AS c ON service = ?1 AND \"check\" = name AND at < ?2"
		" AND at >= ifnull((SELECT max(at) FROM \"check\" WHERE service = ?1"
		" AND \"check\" = name AND at < ?4), ?4)",
	[STATEMENT_NAMES] =
		"SELECT 0, service FROM compact_series WHERE type = ?1"
		" GROUP BY service ORDER BY service",
	[STATEMENT_LOAD_COVERAGE] =
		"WITH RECURSIVE each (name) AS ("
		"SELECT min(kind) FROM coverage WHERE service IS ?1 UNION ALL "
		"SELECT (SELECT min(kind) FROM coverage WHERE service IS ?1"
		" AND kind > name) FROM each WHERE name IS NOT NULL)"
		"SELECT c.rowid, kind, until FROM each"
		" CROSS JOIN coverage AS c ON service IS ?1 AND kind = name AND until <= ?2"
		" AND until >= ifnull((SELECT max(until) FROM coverage WHERE service IS ?1"
		" AND kind = name AND until < ?4), ?4)",
	[STATEMENT_LOAD_NEEDS] =
		LOOPS_LATELY("", "need", "asked_at", "met_at"),
	[STATEMENT_LOAD_CONCERNS] =
		LOOPS_LATELY("", "concern", "raised_at", "acted_at"),
	[STATEMENT_LOAD_LESSONS] =
		LOOPS_LATELY(", went_right", "lesson", "learned_at", "acted_at"),
	[STATEMENT_LOAD_WALKAROUNDS] =
		LATELY("team, at, source, id, title", "walkaround", "team = ?1"),
	[STATEMENT_LOAD_SHADOWINGS] =
		LATELY("team, at, source, id, NULL, days, direction", "shadowing", "team = ?1"),
	[STATEMENT_LOAD_MEETINGS] =
		LATELY("NULL, at, source, id, NULL, EXISTS (SELECT 1 FROM meeting_team"
		       " WHERE meeting = meeting.rowid AND team = ?1)", "meeting", "true"),
	[STATEMENT_LOAD_RULES] =
		"SELECT rowid, team, added_at, source, id, text, retired_at, hours_per_month"
		" FROM rule WHERE (team IS NULL OR team = ?1)"
		" AND (added_at IS NULL OR added_at < ?2)",
	[STATEMENT_LOAD_REVIEWS] =
		"SELECT r.rowid, rule, at, source, r.id, NULL, fits FROM"
		" (SELECT DISTINCT id FROM rule WHERE (team IS NULL OR team = ?1)"
		" AND (added_at IS NULL OR added_at < ?2)) AS each"
		" CROSS JOIN rule_review AS r ON rule = each.id AND at < ?2"
		" AND at >= ifnull((SELECT max(at) FROM rule_review WHERE rule = each.id"
		" AND at < ?4), ?4)",
	[STATEMENT_LOAD_EXERCISES] =
		LATELY("team, at, source, id, title, outcome, kind, detected_at, sent,"
		       " reported, first_reported_at", "exercise", "team = ?1"),
	[STATEMENT_LOAD_WORK] =
		LATELY("team, at, source, id, NULL, kind, hours, aim", "work", "team = ?1"),
	[STATEMENT_LOAD_NOTES] =
		"SELECT rowid, team, at, text, capacity FROM note WHERE at < ?2"
		" ORDER BY at, source, id, team, text",
	[STATEMENT_SERIES] =
		"SELECT number, first_at, first_change_at, first_remedy_at, newest_at, stale_at"
		" FROM compact_series WHERE type = ?1 AND service = ?2 AND slo = ?3",
	[STATEMENT_SERIES_DUE] =
		"SELECT type, service, slo FROM compact_series WHERE stale_weight >= 64",
	[STATEMENT_SERIES_ALL] =
		"SELECT type, service, slo FROM compact_series ORDER BY number",
	[STATEMENT_SERIES_PACKED] =
		"UPDATE compact_series SET first_at = ?2, first_change_at = ?3,"
		" first_remedy_at = ?4, newest_at = ?5, stale_at = NULL, stale_weight = 0"
		" WHERE number = ?1",
	[STATEMENT_SERIES_PUT_OFF] =
		"UPDATE compact_series SET stale_weight = 0 WHERE number = ?1",
	[STATEMENT_PARTS] =
		"SELECT key, columns FROM compact_part WHERE key BETWEEN ?1 AND ?2 ORDER BY key",
	[STATEMENT_PART_PUT] = "REPLACE INTO compact_part (key, columns) VALUES (?1, ?2)",
	[STATEMENT_PARTS_DELETE] = "DELETE FROM compact_part WHERE key BETWEEN ?1 AND ?2",
	[STATEMENT_DELIVERED] =
		"SELECT key, hashes FROM compact_delivered WHERE key BETWEEN ?1 AND ?2"
		" ORDER BY key",
	[STATEMENT_DELIVERED_PUT] =
		"REPLACE INTO compact_delivered (key, hashes) VALUES (?1, ?2)",
	[STATEMENT_DELIVERED_DELETE] =
		"DELETE FROM compact_delivered WHERE key BETWEEN ?1 AND ?2",
	[STATEMENT_DELIVERED_EARLIER] =
		"SELECT 1 FROM deployment AS d WHERE service = ?1 AND at >= ?2 AND at < ?3"
		" AND ifnull(kind, 'normal') <> 'rollback'"
		" AND ifnull(outcome, 'succeeded') = 'succeeded'"
		" AND ifnull(environment, 'production') = 'production'"
		" AND (revision = ?4 OR EXISTS (SELECT 1 FROM change"
		" WHERE deployment = d.rowid AND revision = ?4)) LIMIT 1",
	[STATEMENT_REMEDIES_EARLIER] =
		"SELECT rowid, fixes, at FROM deployment WHERE service = ?1 AND at < ?2"
		" AND fixes IS NOT NULL AND kind IN ('hotfix', 'rollback')"
		" AND ifnull(outcome, 'succeeded') = 'succeeded'"
		" AND ifnull(environment, 'production') = 'production'",
	[STATEMENT_NAMED] =
		"WITH RECURSIVE sources (source) AS ("
		"SELECT min(source) FROM deployment WHERE id IS NOT NULL UNION ALL "
		"SELECT (SELECT min(source) FROM deployment WHERE id IS NOT NULL"
		" AND source > sources.source) FROM sources WHERE source IS NOT NULL)"
		"SELECT d.rowid, d.at, (SELECT count(*) FROM deployment AS before"
		" WHERE before.service = d.service AND before.at = d.at"
		" AND (before.source, ifnull(before.id, ''), ifnull(before.revision, ''))"
		" < (d.source, d.id, ifnull(d.revision, ''))), d.service"
		" FROM sources CROSS JOIN deployment AS d ON d.source = sources.source"
		" AND d.id = ?1 WHERE (?2 IS NULL OR +d.service = ?2) AND +d.at < ?3"
		" ORDER BY d.service, d.at, d.source",
	[STATEMENT_DATA_VERSION] = "PRAGMA data_version",
	[STATEMENT_SCHEMA_VERSION] = "PRAGMA schema_version",
};
/* clang-format on */

int store_patience_milliseconds = 10000;

bool field_is_column(const struct event_field *field)
{
	return field->kind != FIELD_CHANGES && field->kind != FIELD_TEAMS;
}

/* -- SQL made from a type's fields -------------------------------------------------------- */

void sql_add_name(struct buffer *sql, const char *name)
{
	buffer_addf(sql, "\"%s\"", name);
}

void sql_add_columns(struct buffer *sql, const struct event_type *type)
{
	for (size_t i = 0; i < type->field_count; i++)
		if (field_is_column(&type->fields[i]))
			buffer_addf(sql, ", \"%s\"", type->fields[i].name);
}

void sql_add_at(struct buffer *sql, const struct event_type *type)
{
	if (type->at_fallback)
		buffer_addf(sql, "coalesce(\"%s\", \"%s\")", type->at_field, type->at_fallback);
	else
		sql_add_name(sql, type->at_field);
}

static void sql_add_find(struct buffer *sql, const struct event_type *type)
{
	buffer_add_string(sql, "SELECT rowid");
	sql_add_columns(sql, type);
	buffer_addf(sql, " FROM \"%s\" WHERE source = ", type->name);
}

static void sql_add_find_by_id(struct buffer *sql, const struct event_type *type)
{
	sql_add_find(sql, type);
	buffer_addf(sql, "?%d AND id = ?%d", event_field_find(type, "source") + 1,
		    event_field_find(type, "id") + 1);
}

/* As the unique index NAME_key of the schema says it, so that the index serves. */
static void sql_add_find_by_key(struct buffer *sql, const struct event_type *type)
{
	sql_add_find(sql, type);
	buffer_addf(sql, "?%d", event_field_find(type, "source") + 1);
	for (size_t i = 0; i < type->field_count; i++) {
		const struct event_field *field = &type->fields[i];

		if (!field->is_natural_key || !field_is_column(field))
			continue;
		buffer_addf(sql,
			    field->is_required ? " AND \"%s\" = ?%zu"
					       : " AND ifnull(\"%s\", '') = ifnull(?%zu, '')",
			    field->name, i + 1);
	}
	if (event_field_find(type, "id") >= 0)
		buffer_add_string(sql, " AND id IS NULL");
}

static void sql_add_insert(struct buffer *sql, const struct event_type *type)
{
	buffer_addf(sql, "INSERT INTO \"%s\" (rowid", type->name);
	sql_add_columns(sql, type);
	buffer_add_string(sql, ") VALUES (NULL");
	for (size_t i = 0; i < type->field_count; i++)
		if (field_is_column(&type->fields[i]))
			buffer_addf(sql, ", ?%zu", i + 1);
	buffer_add_string(sql, ") ON CONFLICT DO NOTHING");
}

static void sql_add_update(struct buffer *sql, const struct event_type *type)
{
	const char *separator = "";

	buffer_addf(sql, "UPDATE \"%s\" SET ", type->name);
	for (size_t i = 0; i < type->field_count; i++) {
		if (!field_is_column(&type->fields[i]))
			continue;
		buffer_addf(sql, "%s\"%s\" = ?%zu", separator, type->fields[i].name, i + 1);
		separator = ", ";
	}
	buffer_addf(sql, " WHERE rowid = ?%d", PARAMETER_ROWID);
}

static void sql_add_count_service(struct buffer *sql, const struct event_type *type)
{
	buffer_addf(sql, "SELECT count(*) FROM \"%s\" WHERE service = ?1", type->name);
}

/* -- handing them out --------------------------------------------------------------------- */

static bool prepare(struct store *store, const char *sql, unsigned flags,
		    sqlite3_stmt **statement, struct error *error)
{
	if (sqlite3_prepare_v3(store->db, sql, -1, flags, statement, NULL) != SQLITE_OK)
		return store_fail(store, error);
	return true;
}

bool store_prepare(struct store *store, const char *sql, sqlite3_stmt **statement,
		   struct error *error)
{
	return prepare(store, sql, 0, statement, error);
}

static sqlite3_stmt *handed_out(sqlite3_stmt *statement)
{
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return statement;
}

sqlite3_stmt *store_statement(struct store *store, enum statement which, struct error *error)
{
	sqlite3_stmt **kept = &store->statements[which];

	if (!*kept &&
	    !prepare(store, statement_sql[which], SQLITE_PREPARE_PERSISTENT, kept, error))
		return NULL;
	return handed_out(*kept);
}

sqlite3_stmt *store_type_statement(struct store *store, const struct event_type *type,
				   enum type_statement which, struct error *error)
{
	static void (*const add[TYPE_STATEMENT_COUNT])(struct buffer *,
						       const struct event_type *) = {
		[TYPE_FIND_BY_ID] = sql_add_find_by_id,
		[TYPE_FIND_BY_KEY] = sql_add_find_by_key,
		[TYPE_INSERT] = sql_add_insert,
		[TYPE_UPDATE] = sql_add_update,
		[TYPE_COUNT_SERVICE] = sql_add_count_service,
	};
	sqlite3_stmt **kept = &store->type_statements[type->kind][which];
	struct buffer sql;
	bool is_ready;

	if (*kept)
		return handed_out(*kept);
	buffer_init(&sql);
	add[which](&sql, type);
	is_ready = prepare(store, sql.bytes, SQLITE_PREPARE_PERSISTENT, kept, error);
	buffer_release(&sql);
	return is_ready ? *kept : NULL;
}

void store_reset_all(struct store *store)
{
	for (size_t i = 0; i < STATEMENT_COUNT; i++)
		sqlite3_reset(store->statements[i]);
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		for (size_t j = 0; j < TYPE_STATEMENT_COUNT; j++)
			sqlite3_reset(store->type_statements[i][j]);
}

void store_finalize_all(struct store *store)
{
	for (size_t i = 0; i < STATEMENT_COUNT; i++) {
		sqlite3_finalize(store->statements[i]);
		store->statements[i] = NULL;
	}
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		for (size_t j = 0; j < TYPE_STATEMENT_COUNT; j++) {
			sqlite3_finalize(store->type_statements[i][j]);
			store->type_statements[i][j] = NULL;
		}
}

/* -- running them ------------------------------------------------------------------------- */

bool store_step(struct store *store, sqlite3_stmt *statement, bool *has_row,
		struct error *error)
{
	int code = sqlite3_step(statement);

	if (code == SQLITE_ROW || code == SQLITE_DONE) {
		*has_row = code == SQLITE_ROW;
		if (!*has_row)
			sqlite3_reset(statement);
		return true;
	}
	store_fail(store, error);
	sqlite3_reset(statement);
	return false;
}

bool store_run(struct store *store, sqlite3_stmt *statement, struct error *error)
{
	bool has_row = true;

	while (has_row)
		if (!store_step(store, statement, &has_row, error))
			return false;
	return true;
}

bool store_execute(struct store *store, const char *sql, struct error *error)
{
	if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return store_fail(store, error);
	return true;
}

bool store_query_integer(struct store *store, const char *sql, int64_t *integer,
			 struct error *error)
{
	sqlite3_stmt *statement;
	bool has_row, is_ok;

	if (!store_prepare(store, sql, &statement, error))
		return false;
	is_ok = store_step(store, statement, &has_row, error);
	if (is_ok)
		*integer = has_row ? sqlite3_column_int64(statement, 0) : 0;
	sqlite3_finalize(statement);
	return is_ok;
}

bool store_begin_reading(struct store *store, bool *started, struct error *error)
{
	*started = sqlite3_get_autocommit(store->db) != 0;
	return !*started || store_execute(store, "BEGIN", error);
}

void store_end_reading(struct store *store, bool started)
{
	store_reset_all(store);
	/* Nothing was written, so there is nothing that ending it could lose. */
	if (started)
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}

/* A bind can only run out of memory; all else would be our own mistake. */
static void bound(int code)
{
	if (code == SQLITE_NOMEM)
		memory_exhausted();
	assert(code == SQLITE_OK);
}

void statement_bind_text(sqlite3_stmt *statement, int parameter, const char *text)
{
	bound(sqlite3_bind_text(statement, parameter, text, -1, SQLITE_STATIC));
}

void statement_bind_instant(sqlite3_stmt *statement, int parameter, instant at)
{
	if (at != INSTANT_NONE)
		bound(sqlite3_bind_int64(statement, parameter, at));
}
