/*
 * Putting an event: added, completed, unchanged, contradicted or replaced.
 *
 * Rule: whatever the order in which the same facts arrive, the same rows result. A value that
 * is not given says nothing; a value that is given never silently overwrites another one.
 */
#include <assert.h>
#include <string.h>

#include "store/database.h"
#include "store/merge.h"

/* -- writing rows ------------------------------------------------------------------------- */

static void bind_value(sqlite3_stmt *statement, int parameter, const struct event_field *field,
		       const struct event_value *value)
{
	if (!value->is_present)
		return;
	switch (field->kind) {
	case FIELD_TEXT:
	case FIELD_CHOICE:
		if (*value->text)
			statement_bind_text(statement, parameter, value->text);
		return;
	case FIELD_INSTANT:
	case FIELD_INTEGER:
	case FIELD_BOOLEAN:
		sqlite3_bind_int64(statement, parameter, value->integer);
		return;
	case FIELD_NUMBER:
		sqlite3_bind_double(statement, parameter, value->number);
		return;
	case FIELD_CHANGES:
	case FIELD_TEAMS:
		return;
	}
}

void statement_bind_event(sqlite3_stmt *statement, const struct event *event)
{
	int parameter_count = sqlite3_bind_parameter_count(statement);
	int source = event_field_find(event->type, "source");

	if (source < parameter_count)
		statement_bind_text(statement, source + 1, ""); /* unless it is given */
	for (size_t i = 0; i < event->type->field_count; i++)
		if ((int)i < parameter_count)
			bind_value(statement, (int)i + 1, &event->type->fields[i],
				   &event->values[i]);
}

static bool insert_list(struct store *store, const struct event *event, int64_t rowid,
			struct error *error)
{
	int field = event_list_field(event->type);
	const struct event_value *value = field < 0 ? NULL : &event->values[field];
	bool is_deployment = event->type->kind == EVENT_DEPLOYMENT;

	if (!value || !value->is_present)
		return true;
	for (size_t i = 0; i < value->count; i++) {
		sqlite3_stmt *statement = store_statement(
			store, is_deployment ? STATEMENT_CHANGE_INSERT : STATEMENT_TEAM_INSERT,
			error);

		if (!statement)
			return false;
		sqlite3_bind_int64(statement, 1, rowid);
		if (is_deployment) {
			statement_bind_text(statement, 2, value->changes[i].revision);
			statement_bind_instant(statement, 3, value->changes[i].committed_at);
		} else {
			statement_bind_text(statement, 2, value->teams[i]);
		}
		if (!store_run(store, statement, error))
			return false;
	}
	return true;
}

/* Inserts it unless it is there already. */
static bool insert_event(struct store *store, const struct event *event, bool *is_new,
			 struct error *error)
{
	sqlite3_stmt *statement = store_type_statement(store, event->type, TYPE_INSERT, error);

	if (!statement)
		return false;
	statement_bind_event(statement, event);
	if (!store_run(store, statement, error))
		return false;
	*is_new = sqlite3_changes(store->db) > 0;
	return !*is_new ||
	       insert_list(store, event, sqlite3_last_insert_rowid(store->db), error);
}

/* Writes all that is known of an event over its row; its list only where that changed. */
static bool write_event(struct store *store, const struct merge *merge, int64_t rowid,
			struct error *error)
{
	const struct event *event = &merge->merged;
	bool is_deployment = event->type->kind == EVENT_DEPLOYMENT;
	sqlite3_stmt *statement = store_type_statement(store, event->type, TYPE_UPDATE, error);

	if (!statement)
		return false;
	statement_bind_event(statement, event);
	sqlite3_bind_int64(statement, PARAMETER_ROWID, rowid);
	if (!store_run(store, statement, error))
		return false;
	if (!merge->list_has_changed)
		return true;
	statement = store_statement(
		store, is_deployment ? STATEMENT_CHANGES_DELETE : STATEMENT_TEAMS_DELETE,
		error);
	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, rowid);
	return store_run(store, statement, error) && insert_list(store, event, rowid, error);
}

/* -- finding the row ---------------------------------------------------------------------- */

static bool has_id(const struct event *event)
{
	int field = event_field_find(event->type, "id");

	return field >= 0 && event->values[field].is_present && *event->values[field].text;
}

/* Whether the list is part of the identity (a meeting without an id), and differs. */
static bool is_other_by_list(const struct event *stored, const struct event *given,
			     struct arena *arena)
{
	int field = event_list_field(given->type);

	return field >= 0 && given->type->fields[field].is_natural_key && !has_id(given) &&
	       !lists_are_equal(stored, given, arena);
}

/* The stored event of the same identity; *is_found false where there is none. */
static bool find_event(struct store *store, const struct event *given, struct arena *arena,
		       struct event *stored, int64_t *rowid, bool *is_found,
		       struct error *error)
{
	sqlite3_stmt *statement = store_type_statement(
		store, given->type, has_id(given) ? TYPE_FIND_BY_ID : TYPE_FIND_BY_KEY, error);

	if (!statement)
		return false;
	statement_bind_event(statement, given);
	do {
		if (!store_step(store, statement, is_found, error))
			return false;
		if (*is_found &&
		    !row_event(store, statement, given->type, arena, stored, rowid, error))
			return false;
	} while (*is_found && is_other_by_list(stored, given, arena));
	return true;
}

/* -- one event ---------------------------------------------------------------------------- */

/*
 * A type whose list is part of its identity has no index that says so, so it is looked for
 * first. All others are tried as new: most are, and then one statement does.
 */
static bool put_new(struct store *store, const struct event *event, struct arena *arena,
		    bool *is_new, struct error *error)
{
	int field = event_list_field(event->type);
	struct event stored;
	int64_t rowid;
	bool is_found = false;

	if (field >= 0 && event->type->fields[field].is_natural_key && !has_id(event) &&
	    !find_event(store, event, arena, &stored, &rowid, &is_found, error))
		return false;
	*is_new = false;
	return is_found || insert_event(store, event, is_new, error);
}

static bool put_again(struct store *store, const struct event *event, bool replace,
		      struct arena *arena, enum put_outcome *outcome, struct error *conflict,
		      struct error *error)
{
	struct merge merge;
	struct event stored;
	int64_t rowid;
	bool is_found;

	if (!find_event(store, event, arena, &stored, &rowid, &is_found, error))
		return false;
	if (!is_found)
		return error_set(error, ERROR_INVALID,
				 "%s: refused by the history, though no such event is in it",
				 store_name(store));
	merge_events(&merge, &stored, event, replace, arena, conflict);
	if (merge.is_to_be_written && !write_event(store, &merge, rowid, error))
		return false;
	*outcome = merge.outcome;
	return true;
}

bool store_put(struct store *store, const struct event *event, bool replace,
	       enum put_outcome *outcome, struct error *conflict, struct error *error)
{
	struct arena arena;
	bool is_new, is_done;

	assert(store->holds_lock);
	arena_init(&arena);
	is_done = put_new(store, event, &arena, &is_new, error);
	if (is_done && is_new)
		*outcome = PUT_ADDED;
	else if (is_done)
		is_done = put_again(store, event, replace, &arena, outcome, conflict, error);
	arena_release(&arena);
	return is_done;
}

bool store_try_put(struct store *store, const struct event *event, bool replace,
		   bool *is_refused, enum put_outcome *outcome, struct error *conflict,
		   struct error *error)
{
	*is_refused = false;
	store->is_unsound = false;
	if (!store_execute(store, "SAVEPOINT one_event", error))
		return false;
	if (!store_put(store, event, replace, outcome, conflict, error)) {
		if (error->kind != ERROR_INVALID || store->is_unsound)
			return false;
		*is_refused = true;
		*conflict = *error;
		store_reset_all(store);
		if (!store_execute(store, "ROLLBACK TO one_event", error))
			return false;
	}
	return store_execute(store, "RELEASE one_event", error);
}

bool store_find(struct store *store, const struct event *event, struct arena *arena,
		struct event *found, bool *is_found, struct error *error)
{
	struct event stored;
	int64_t rowid;

	assert(store->holds_lock);
	if (!find_event(store, event, arena, &stored, &rowid, is_found, error))
		return false;
	if (!*is_found)
		return true;
	for (size_t i = 0; i < stored.type->field_count; i++)
		if (stored.values[i].text)
			stored.values[i].text = arena_copy_string(arena, stored.values[i].text);
	store_reset_all(store); /* no statement stays on its row */
	*found = stored;
	return true;
}
