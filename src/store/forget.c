/*
 * Finding events by what is known of them, and taking one back.
 *
 * Rule: an event is taken back only as it was seen: where anything of it has changed meanwhile,
 * nothing is done.
 */
#include <assert.h>
#include <string.h>

#include "base/text.h"
#include "store/database.h"

#define NEAREST_OF_MAX 10000 /* ids: a history may hold millions */

/* -- finding ------------------------------------------------------------------------------ */

/* is_whole: what is not present must not be known either. */
static void sql_add_match(struct buffer *sql, const struct event *wanted, bool is_whole)
{
	const struct event_type *type = wanted->type;
	const char *separator = " WHERE ";
	bool has_source = wanted->values[event_field_find(type, "source")].is_present;
	int id = event_field_find(type, "id");

	buffer_add_string(sql, "SELECT rowid");
	sql_add_columns(sql, type);
	buffer_addf(sql, " FROM \"%s\"", type->name);
	for (size_t i = 0; i < type->field_count; i++) {
		const struct event_field *field = &type->fields[i];
		bool is_source = strcmp(field->name, "source") == 0;

		if (!field_is_column(field) || (!is_whole && !wanted->values[i].is_present))
			continue;
		buffer_add_string(sql, separator);
		/* Of whatever source: the ids have an index of their own to be looked through.
		 */
		if (!is_whole && !has_source && (int)i == id)
			buffer_addf(sql, "rowid IN (SELECT rowid FROM \"%s\" WHERE id = ?%zu)",
				    type->name, i + 1);
		else if (wanted->values[i].is_present || is_source)
			buffer_addf(sql, "\"%s\" = ?%zu", field->name, i + 1);
		else
			buffer_addf(sql, "\"%s\" IS NULL", field->name);
		separator = " AND ";
	}
	buffer_add_string(sql, " ORDER BY ");
	sql_add_at(sql, type);
	buffer_add_string(sql, ", source");
}

static bool prepare_match(struct store *store, const struct event *wanted, bool is_whole,
			  sqlite3_stmt **statement, struct error *error)
{
	struct buffer sql;
	bool is_prepared;

	buffer_init(&sql);
	sql_add_match(&sql, wanted, is_whole);
	is_prepared = store_prepare(store, sql.bytes, statement, error);
	buffer_release(&sql);
	if (is_prepared)
		statement_bind_event(*statement, wanted);
	return is_prepared;
}

/* Whether each change or team of the wanted event is one of the other's. */
static bool has_list_of(const struct event *event, const struct event *wanted)
{
	int field = event_list_field(event->type);
	const struct event_value *has = field < 0 ? NULL : &event->values[field];
	const struct event_value *wants = field < 0 ? NULL : &wanted->values[field];

	for (size_t i = 0; wants && wants->is_present && i < wants->count; i++) {
		bool is_there = false;

		for (size_t j = 0; !is_there && j < has->count; j++)
			is_there = wants->teams ? !strcmp(wants->teams[i], has->teams[j])
						: !strcmp(wants->changes[i].revision,
							  has->changes[j].revision);
		if (!is_there)
			return false;
	}
	return true;
}

static bool each_match(struct store *store, sqlite3_stmt *statement, const struct event *wanted,
		       event_visitor *each, void *context, struct error *error)
{
	bool has_row, is_done = true;

	while (is_done) {
		struct arena arena;
		struct event event;
		int64_t rowid;

		if (!store_step(store, statement, &has_row, error))
			return false;
		if (!has_row)
			return true;
		arena_init(&arena);
		is_done = row_event(store, statement, wanted->type, &arena, &event, &rowid,
				    error) &&
			  (!has_list_of(&event, wanted) || each(&event, context, error));
		arena_release(&arena);
	}
	return false;
}

bool store_each_match(struct store *store, const struct event *wanted, event_visitor *each,
		      void *context, struct error *error)
{
	sqlite3_stmt *statement;
	bool started, is_done;

	if (!store_begin_reading(store, &started, error))
		return false;
	is_done = prepare_match(store, wanted, false, &statement, error);
	if (is_done) {
		is_done = each_match(store, statement, wanted, each, context, error);
		sqlite3_finalize(statement);
	}
	store_end_reading(store, started);
	return is_done;
}

static bool gather_ids(struct store *store, sqlite3_stmt *statement, const char *table,
		       struct arena *arena, const char **ids, size_t *count,
		       struct error *error)
{
	bool has_row;

	for (*count = 0; *count < NEAREST_OF_MAX; ++*count) {
		const char *id = "";
		struct row row;

		if (!store_step(store, statement, &has_row, error))
			return false;
		if (!has_row)
			return true;
		row = row_at(store, statement, table);
		if (!row_text(&row, 1, "id", &id, error))
			return false;
		ids[*count] = arena_copy_string(arena, id);
	}
	return true;
}

bool store_nearest_id(struct store *store, const struct event_type *type, const char *id,
		      struct arena *arena, const char **nearest, struct error *error)
{
	const char **ids = ARENA_ARRAY(arena, NEAREST_OF_MAX, const char *);
	sqlite3_stmt *statement;
	struct buffer sql;
	size_t count;
	bool is_ok;

	*nearest = NULL;
	if (event_field_find(type, "id") < 0)
		return true;
	buffer_init(&sql);
	buffer_addf(&sql,
		    "SELECT rowid, id FROM \"%s\" WHERE id IS NOT NULL"
		    " AND abs(length(id) - length(?1)) <= 3 ORDER BY rowid DESC LIMIT %d",
		    type->name, NEAREST_OF_MAX);
	is_ok = store_prepare(store, sql.bytes, &statement, error);
	buffer_release(&sql);
	if (!is_ok)
		return false;
	statement_bind_text(statement, 1, id);
	is_ok = gather_ids(store, statement, type->name, arena, ids, &count, error);
	sqlite3_finalize(statement);
	if (is_ok)
		*nearest = text_nearest(id, ids, count);
	return is_ok;
}

/* -- taking back -------------------------------------------------------------------------- */

static bool delete_lists(struct store *store, const struct event_type *type, int64_t rowid,
			 struct error *error)
{
	bool is_deployment = type->kind == EVENT_DEPLOYMENT;
	sqlite3_stmt *statement;

	if (event_list_field(type) < 0)
		return true;
	statement = store_statement(
		store, is_deployment ? STATEMENT_CHANGES_DELETE : STATEMENT_TEAMS_DELETE,
		error);
	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, rowid);
	return store_run(store, statement, error);
}

static bool delete_row(struct store *store, const struct event_type *type, int64_t rowid,
		       struct error *error)
{
	sqlite3_stmt *statement;
	struct buffer sql;
	bool is_done;

	if (!delete_lists(store, type, rowid, error))
		return false;
	buffer_init(&sql);
	buffer_addf(&sql, "DELETE FROM \"%s\" WHERE rowid = ?1", type->name);
	is_done = store_prepare(store, sql.bytes, &statement, error);
	buffer_release(&sql);
	if (!is_done)
		return false;
	sqlite3_bind_int64(statement, 1, rowid);
	is_done = store_run(store, statement, error);
	sqlite3_finalize(statement);
	return is_done;
}

/* The row that says the same in every field. */
static bool find_row(struct store *store, const struct event *event, int64_t *rowid,
		     bool *is_found, struct error *error)
{
	sqlite3_stmt *statement;
	bool is_ok, has_row = true;

	*is_found = false;
	if (!prepare_match(store, event, true, &statement, error))
		return false;
	do {
		struct arena arena;
		struct event stored;

		is_ok = store_step(store, statement, &has_row, error);
		if (!is_ok || !has_row)
			break;
		arena_init(&arena);
		is_ok = row_event(store, statement, event->type, &arena, &stored, rowid, error);
		*is_found = is_ok && event_equals(&stored, event);
		arena_release(&arena);
	} while (is_ok && !*is_found);
	sqlite3_finalize(statement);
	return is_ok;
}

bool store_forget(struct store *store, const struct event *event, bool *is_found,
		  struct error *error)
{
	int64_t rowid = 0;

	assert(store->holds_lock);
	return find_row(store, event, &rowid, is_found, error) &&
	       (!*is_found || delete_row(store, event->type, rowid, error));
}
