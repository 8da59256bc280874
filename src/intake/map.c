/* A mapping compiled, its documents staged and turned into events. */
#include "intake/map.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "intake/event_json.h"
#include "intake/map_reading.h"

/* How many documents of a file say what it is of, however many it holds. */
#define DOCUMENTS_LOOKED_AT 256

/* -- compiling ------------------------------------------------------------------------------
 */

static bool refuse_sql(const struct map_reading *reading, const char *at, struct error *error)
{
	const struct map *map = reading->map;
	int offset = sqlite3_error_offset(reading->memory);
	const char *end = offset > 0 ? at + offset : at + strspn(at, " \t\r\n");
	size_t line = map->sql_line;

	for (const char *byte = map->sql; byte < end && *byte; byte++)
		line += *byte == '\n';
	if (strstr(sqlite3_errmsg(reading->memory), "authoriz") ||
	    strstr(sqlite3_errmsg(reading->memory), "prohibited"))
		return error_set(error, ERROR_INVALID,
				 "%s:%zu: a mapping may select from 'document' and 'release', "
				 "with functions that give the same for the same, and nothing "
				 "else: %s",
				 map->file, line, sqlite3_errmsg(reading->memory));
	return error_set(error, ERROR_INVALID, "%s:%zu: %s", map->file, line,
			 sqlite3_errmsg(reading->memory));
}

static int column_find(sqlite3_stmt *statement, const char *name)
{
	for (int i = 0; i < sqlite3_column_count(statement); i++)
		if (!strcmp(sqlite3_column_name(statement, i), name))
			return i;
	return -1;
}

static bool keep_statement(struct map_reading *reading, sqlite3_stmt *compiled, const char *at,
			   struct error *error)
{
	struct map_statement statement = {.statement = compiled, .kind = MAP_EVENTS};

	if (!sqlite3_column_count(compiled)) {
		bool is_done = sandbox_step(reading, compiled) == SQLITE_DONE ||
			       refuse_sql(reading, at, error);

		sqlite3_finalize(compiled);
		return is_done;
	}
	statement.type_column = column_find(compiled, "type");
	statement.note_column = column_find(compiled, "note");
	statement.refused_column = column_find(compiled, "refused");
	if (column_find(compiled, "recognised") >= 0)
		statement.kind = MAP_RECOGNISES;
	if (!strcmp(sqlite3_column_name(compiled, 0), "document") &&
	    (statement.kind == MAP_RECOGNISES || statement.type_column >= 0 ||
	     statement.note_column >= 0 || statement.refused_column >= 0) &&
	    reading->statement_count < MAP_STATEMENTS_MAX) {
		reading->statements[reading->statement_count++] = statement;
		return true;
	}
	sqlite3_finalize(compiled);
	return error_set(
		error, ERROR_INVALID,
		"%s: the first column of a statement is 'document', and beside it "
		"stands 'recognised', 'type', 'note' or 'refused' (at most %d statements)",
		reading->map->file, MAP_STATEMENTS_MAX);
}

/* The next statement of the mapping. */
static bool compile_next(struct map_reading *reading, struct error *error)
{
	const char *at = reading->rest;
	sqlite3_stmt *compiled;
	const char *tail;
	int result;

	reading->is_confined = true;
	result = sqlite3_prepare_v3(reading->memory, at, -1, SQLITE_PREPARE_PERSISTENT,
				    &compiled, &tail);
	reading->is_confined = false;
	if (result != SQLITE_OK)
		return refuse_sql(reading, at, error);
	if (compiled && !keep_statement(reading, compiled, at, error))
		return false;
	reading->rest = tail;
	return true;
}

/* Up to the statement that says which documents are of the tool. */
static bool compile_first(struct map_reading *reading, struct error *error)
{
	reading->rest = reading->map->sql;
	while (*reading->rest) {
		size_t count = reading->statement_count;

		if (!compile_next(reading, error))
			return false;
		if (reading->statement_count > count &&
		    reading->statements[count].kind == MAP_RECOGNISES)
			break;
	}
	return true;
}

/* The view that has no table in its place yet; NULL: there is none. In the arena. */
static const char *newest_view(struct map_reading *reading)
{
	sqlite3_stmt *names;
	const char *name = NULL;

	if (sqlite3_prepare_v2(reading->memory,
			       "SELECT name FROM sqlite_temp_schema WHERE type = 'view'", -1,
			       &names, NULL) != SQLITE_OK)
		memory_exhausted();
	if (sqlite3_step(names) == SQLITE_ROW)
		name = arena_copy_string(&reading->arena,
					 (const char *)sqlite3_column_text(names, 0));
	sqlite3_finalize(names);
	return name;
}

/*
 * Puts a table of what it selects in the place of a view. SQLite writes a view out wherever it
 * is named, so that views on views take long to compile and are worked out again and again.
 */
static bool settle_view(struct map_reading *reading, const char *name, const char *at,
			struct error *error)
{
	char *sql = sqlite3_mprintf("SELECT * FROM \"%w\"", name);
	sqlite3_stmt *allowed;
	int result;

	if (!sql)
		memory_exhausted();
	reading->is_confined = true;
	result = sqlite3_prepare_v2(reading->memory, sql, -1, &allowed, NULL);
	reading->is_confined = false;
	sqlite3_finalize(allowed);
	sqlite3_free(sql);
	if (result != SQLITE_OK)
		return refuse_sql(reading, at, error);
	sql = sqlite3_mprintf("CREATE TEMP TABLE \"settled view\" AS SELECT * FROM \"%w\";"
			      "DROP VIEW \"%w\";"
			      "ALTER TABLE \"settled view\" RENAME TO \"%w\"",
			      name, name, name);
	if (!sql)
		memory_exhausted();
	result = sqlite3_exec(reading->memory, sql, NULL, NULL, NULL);
	sqlite3_free(sql);
	return result == SQLITE_OK || refuse_sql(reading, at, error);
}

bool map_compile_rest(struct map_reading *reading, struct error *error)
{
	while (*reading->rest) {
		const char *at = reading->rest;
		const char *view;

		if (!compile_next(reading, error))
			return false;
		view = newest_view(reading);
		if (view && !settle_view(reading, view, at, error))
			return false;
	}
	return true;
}

/* Asked of one file's documents at a time, so that many files cost no more than their sum. */
static bool compile_recognition(struct map_reading *reading, struct error *error)
{
	for (size_t i = 0; i < reading->statement_count; i++) {
		const struct map_statement *statement = &reading->statements[i];
		struct buffer sql;
		size_t length;
		int result;

		if (statement->kind != MAP_RECOGNISES)
			continue;
		buffer_init(&sql);
		buffer_add_string(&sql, "SELECT document, recognised FROM (");
		buffer_add_string(&sql, sqlite3_sql(statement->statement));
		length = sql.length_bytes;
		while (strchr("; \t\r\n", sql.bytes[length - 1]))
			length--;
		sql.length_bytes = length;
		buffer_add_string(&sql, "\n) WHERE document > ?");
		reading->is_confined = true;
		result = sqlite3_prepare_v3(reading->memory, sql.bytes, -1,
					    SQLITE_PREPARE_PERSISTENT, &reading->recognition,
					    NULL);
		reading->is_confined = false;
		buffer_release(&sql);
		return result == SQLITE_OK || refuse_sql(reading, reading->map->sql, error);
	}
	return error_set(error, ERROR_INVALID,
			 "%s: one statement must say 'recognised' of each document",
			 reading->map->file);
}

static bool compile_own(struct map_reading *reading, struct error *error)
{
	const struct {
		sqlite3_stmt **statement;
		const char *sql;
	} own[] = {
		{&reading->stage, "INSERT INTO document VALUES (?1, ?2, ?3, ?4)"},
		{&reading->unstage, "DELETE FROM document WHERE document = ?1"},
		{&reading->stage_release,
		 "WITH given (component, version, released_at, security) AS ("
		 "SELECT coalesce(?1 ->> 'component', ?1 ->> 'package', ?1 ->> 'name'),"
		 " ?1 ->> 'version', ?1 ->> 'released_at', ?1 ->> 'security')"
		 " INSERT INTO release SELECT * FROM given"
		 " WHERE component IS NOT NULL AND version IS NOT NULL"
		 " ON CONFLICT DO UPDATE SET released_at = coalesce(min(released_at,"
		 " excluded.released_at), released_at, excluded.released_at),"
		 " security = coalesce(security, excluded.security)"},
		{&reading->changes,
		 "SELECT value ->> 'revision' AS revision, value ->> 'committed_at'"
		 " FROM json_each(?1) WHERE value ->> 'revision' IS NOT NULL"
		 " GROUP BY revision ORDER BY min(key)"},
		{&reading->teams, "SELECT value FROM json_each(?1) GROUP BY value"},
	};

	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++)
		if (sqlite3_prepare_v3(reading->memory, own[i].sql, -1,
				       SQLITE_PREPARE_PERSISTENT, own[i].statement,
				       NULL) != SQLITE_OK)
			return sandbox_fail(reading, error);
	return true;
}

bool map_open(struct map_reading **reading, const struct map *map, struct error *error)
{
	struct map_reading *opened = memory_resize(NULL, 1, sizeof(*opened));

	*opened = (struct map_reading){.map = map};
	arena_init(&opened->arena);
	if (sandbox_open(opened, error) && compile_own(opened, error) &&
	    compile_first(opened, error) && compile_recognition(opened, error) &&
	    /* What names no view is seen through before a file is read. */
	    (strcasestr(opened->rest, "CREATE TEMP") || map_compile_rest(opened, error))) {
		*reading = opened;
		return true;
	}
	map_close(opened);
	return false;
}

void map_close(struct map_reading *reading)
{
	if (!reading)
		return;
	for (size_t i = 0; i < reading->statement_count; i++)
		sqlite3_finalize(reading->statements[i].statement);
	sqlite3_finalize(reading->stage);
	sqlite3_finalize(reading->unstage);
	sqlite3_finalize(reading->stage_release);
	sqlite3_finalize(reading->changes);
	sqlite3_finalize(reading->teams);
	sqlite3_finalize(reading->recognition);
	sqlite3_close(reading->memory);
	free(reading->documents);
	arena_release(&reading->arena);
	free(reading);
}

/* -- parameters -----------------------------------------------------------------------------
 */

/* The value of ":slo" and its like; false: there is no such parameter. */
static bool parameter_value(const struct intake *intake, const char *name, const char **value)
{
	const struct {
		const char *name, *value;
	} parameters[] = {
		{":service", intake->service},
		{":slo", intake->slo},
		{":at", intake->at},
		{":threshold", intake->threshold},
		{":environment", intake->environment},
	};

	for (size_t i = 0; i < sizeof(parameters) / sizeof(*parameters); i++) {
		if (strcmp(parameters[i].name, name) != 0)
			continue;
		*value = parameters[i].value;
		return true;
	}
	return false;
}

bool map_bind_parameters(struct map_reading *reading, sqlite3_stmt *statement,
			 const struct intake *intake, struct error *error)
{
	for (int i = 1; i <= sqlite3_bind_parameter_count(statement); i++) {
		const char *name = sqlite3_bind_parameter_name(statement, i);
		const char *value;

		if (!name || !parameter_value(intake, name, &value))
			return error_set(error, ERROR_INVALID,
					 "%s: there is no parameter '%s'; there are :service, "
					 ":slo, :at, :threshold and :environment",
					 reading->map->file, name ? name : "?");
		if (value)
			sqlite3_bind_text(statement, i, value, -1, SQLITE_STATIC);
	}
	return true;
}

/* -- staging --------------------------------------------------------------------------------
 */

struct staging {
	struct map_reading *reading;
	struct intake *intake;
	const char *file;
	bool is_release;
	size_t most; /* of documents; 0: all */
};

static bool refuse_document(size_t line, void *context, struct error *error)
{
	struct staging *staging = context;

	staging->intake->place = staging->file;
	staging->intake->line = line;
	return staging->intake->refuse(staging->intake, error);
}

static bool run_once(struct map_reading *reading, sqlite3_stmt *statement, struct error *error)
{
	int result = sqlite3_step(statement);

	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return result == SQLITE_DONE || sandbox_fail(reading, error);
}

static bool json_is_valid(struct map_reading *reading, const char *json, size_t length_bytes)
{
	sqlite3_stmt *valid;
	bool is_valid;
	int result;

	if (sqlite3_prepare_v2(reading->memory, "SELECT json_valid(?1)", -1, &valid, NULL) !=
	    SQLITE_OK)
		memory_exhausted();
	sqlite3_bind_text64(valid, 1, json, length_bytes, SQLITE_STATIC, SQLITE_UTF8);
	result = sqlite3_step(valid);
	if (result == SQLITE_NOMEM)
		memory_exhausted();
	is_valid = result == SQLITE_ROW && sqlite3_column_int(valid, 0);
	sqlite3_finalize(valid);
	return is_valid;
}

static bool stage_release(struct staging *staging, const char *json, size_t length_bytes,
			  struct error *error)
{
	struct map_reading *reading = staging->reading;

	sqlite3_bind_text64(reading->stage_release, 1, json, length_bytes, SQLITE_STATIC,
			    SQLITE_UTF8);
	return run_once(reading, reading->stage_release, error);
}

static bool stage_document(const char *json, size_t length_bytes, size_t line, void *context,
			   struct error *error)
{
	struct staging *staging = context;
	struct map_reading *reading = staging->reading;

	if (length_bytes > reading->map->document_bytes_max) {
		error_set(error, ERROR_INVALID, "the document is longer than %zu MiB",
			  reading->map->document_bytes_max / 1024 / 1024);
		return refuse_document(line, context, error);
	}
	if (json_has_nul(json, length_bytes)) {
		error_set(error, ERROR_INVALID, "there is a NUL (\\u0000) in a text");
		return refuse_document(line, context, error);
	}
	if (!json_is_valid(reading, json, length_bytes)) {
		error_set(error, ERROR_INVALID, "this is not valid JSON: %.*s",
			  (int)(length_bytes < 40 ? length_bytes : 40), json);
		return refuse_document(line, context, error);
	}
	if (staging->is_release)
		return stage_release(staging, json, length_bytes, error);
	if (reading->document_count == reading->document_capacity) {
		reading->document_capacity = reading->document_capacity * 2 + 64;
		reading->documents =
			memory_resize(reading->documents, reading->document_capacity,
				      sizeof(*reading->documents));
	}
	reading->documents[reading->document_count++] =
		(struct staged_document){.file = staging->file, .line = line};
	sqlite3_bind_int64(reading->stage, 1, (sqlite3_int64)reading->document_count);
	sqlite3_bind_text(reading->stage, 2, staging->file, -1, SQLITE_STATIC);
	sqlite3_bind_int64(reading->stage, 3, (sqlite3_int64)line);
	sqlite3_bind_text64(reading->stage, 4, json, length_bytes, SQLITE_STATIC, SQLITE_UTF8);
	return run_once(reading, reading->stage, error) &&
	       (reading->document_count != staging->most ||
		error_set(error, ERROR_NONE, "that is enough to look at"));
}

static bool stage(struct staging *staging, unsigned forms, FILE *file, struct error *error)
{
	struct document_reading reading = {.forms = forms,
					   .wrappers = staging->reading->map->wrappers,
					   .each = stage_document,
					   .refuse = refuse_document,
					   .context = staging};

	staging->file = arena_copy_string(&staging->reading->arena, staging->intake->place);
	return documents_read(&reading, file, error);
}

bool map_stage(struct map_reading *reading, struct intake *intake, FILE *file,
	       struct error *error)
{
	struct staging staging = {.reading = reading, .intake = intake};

	return stage(&staging, reading->map->forms, file, error);
}

bool map_stage_some(struct map_reading *reading, struct intake *intake, FILE *file,
		    struct error *error)
{
	struct staging staging = {
		.reading = reading, .intake = intake, .most = DOCUMENTS_LOOKED_AT};

	return stage(&staging, reading->map->forms, file, error) ||
	       reading->document_count == staging.most;
}

bool map_stage_releases(struct map_reading *reading, struct intake *intake, FILE *file,
			struct error *error)
{
	struct staging staging = {.reading = reading, .intake = intake, .is_release = true};

	return stage(&staging,
		     DOCUMENT_FORM_BIT(DOCUMENT_JSON) | DOCUMENT_FORM_BIT(DOCUMENT_CSV), file,
		     error);
}

/* -- recognising ----------------------------------------------------------------------------
 */

bool map_recognise(struct map_reading *reading, size_t first, size_t *recognised,
		   struct error *error)
{
	sqlite3_stmt *rows = reading->recognition;
	int result;

	*recognised = 0;
	sqlite3_bind_int64(rows, sqlite3_bind_parameter_count(rows), (sqlite3_int64)first);
	while ((result = sandbox_step(reading, rows)) == SQLITE_ROW) {
		sqlite3_int64 document = sqlite3_column_int64(rows, 0);

		if (document < 1 || (size_t)document > reading->document_count ||
		    !sqlite3_column_int(rows, 1))
			continue;
		reading->documents[document - 1].is_recognised = true;
		++*recognised;
	}
	sqlite3_reset(rows);
	return result == SQLITE_DONE || sandbox_fail(reading, error);
}

static bool unstage(struct map_reading *reading, size_t index, struct error *error)
{
	reading->documents[index].is_used = true;
	sqlite3_bind_int64(reading->unstage, 1, (sqlite3_int64)index + 1);
	return run_once(reading, reading->unstage, error);
}

bool map_keep_recognised(struct map_reading *reading, struct intake *intake, size_t first,
			 struct error *error)
{
	for (size_t i = first; i < reading->document_count; i++) {
		struct staged_document *document = &reading->documents[i];

		if (document->is_recognised)
			continue;
		if (!unstage(reading, i, error))
			return false;
		intake->place = document->file;
		intake->line = document->line;
		error_set(error, ERROR_INVALID, "this does not look like %s",
			  reading->map->looks_like);
		if (!intake->refuse(intake, error))
			return false;
	}
	return true;
}

bool map_drop(struct map_reading *reading, size_t first, struct error *error)
{
	for (size_t i = first; i < reading->document_count; i++)
		if (!unstage(reading, i, error))
			return false;
	return true;
}

size_t map_document_count(const struct map_reading *reading)
{
	return reading->document_count;
}
