/*
 * Checked reading: a value is what its table promises, or it is refused by its place.
 *
 * Rule: the database may have been written by anything. STRICT tables still hold infinity,
 * invalid UTF-8, embedded NULs, and whatever was put in while constraints were off.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "store/database.h"

struct row row_at(const struct store *store, sqlite3_stmt *statement, const char *table)
{
	return (struct row){store, statement, table, sqlite3_column_int64(statement, 0)};
}

bool row_refuse(const struct row *row, const char *name, const char *what, struct error *error)
{
	return error_set(error, ERROR_INVALID,
			 "%s: table '%s', row %lld, column '%s': %s; mend it with an SQLite "
			 "tool ('aplomb check' shows all)",
			 store_name(row->store), row->table, (long long)row->rowid, name, what);
}

/* Whether the value is of a storage class, or NULL (*is_null). */
static bool row_expect(const struct row *row, int column, const char *name, int storage_class,
		       const char *expected, bool *is_null, struct error *error)
{
	int found = sqlite3_column_type(row->statement, column);

	*is_null = found == SQLITE_NULL;
	if (!*is_null && found != storage_class)
		return row_refuse(row, name, expected, error);
	return true;
}

bool row_text(const struct row *row, int column, const char *name, const char **value,
	      struct error *error)
{
	bool is_null;
	const char *text;
	size_t length_bytes;

	if (!row_expect(row, column, name, SQLITE_TEXT, "not a text", &is_null, error))
		return false;
	if (is_null)
		return true;
	text = (const char *)sqlite3_column_text(row->statement, column);
	if (!text)
		memory_exhausted();
	length_bytes = (size_t)sqlite3_column_bytes(row->statement, column);
	if (length_bytes > EVENT_TEXT_BYTES_MAX)
		return row_refuse(row, name, "a text of more than 64 KiB", error);
	/* cppcheck-suppress nullPointerRedundantCheck ; memory_exhausted() does not return */
	if (memchr(text, '\0', length_bytes))
		return row_refuse(row, name, "a text with a NUL in it", error);
	if (!text_is_utf8(text, length_bytes))
		return row_refuse(row, name, "a text that is not valid UTF-8", error);
	*value = text;
	return true;
}

bool row_instant(const struct row *row, int column, const char *name, instant *value,
		 struct error *error)
{
	static const char expected[] =
		"not an instant (UTC in Unix seconds, from 1970 to 9999)";
	bool is_null;
	int64_t integer;

	if (!row_expect(row, column, name, SQLITE_INTEGER, expected, &is_null, error))
		return false;
	if (is_null)
		return true;
	integer = sqlite3_column_int64(row->statement, column);
	if (integer < INSTANT_MIN || integer > INSTANT_MAX)
		return row_refuse(row, name, expected, error);
	*value = integer;
	return true;
}

bool row_integer(const struct row *row, int column, const char *name, int64_t *value,
		 struct error *error)
{
	static const char expected[] = "not a whole number from 0 to 9007199254740992";
	bool is_null;
	int64_t integer;

	if (!row_expect(row, column, name, SQLITE_INTEGER, expected, &is_null, error))
		return false;
	if (is_null)
		return true;
	integer = sqlite3_column_int64(row->statement, column);
	if (integer < 0 || integer > EVENT_INTEGER_MAX)
		return row_refuse(row, name, expected, error);
	*value = integer;
	return true;
}

bool row_number(const struct row *row, int column, const char *name, double *value,
		struct error *error)
{
	static const char expected[] = "not a finite number, 0 or more";
	bool is_null;
	double number;

	if (!row_expect(row, column, name, SQLITE_FLOAT, expected, &is_null, error))
		return false;
	if (is_null)
		return true;
	number = sqlite3_column_double(row->statement, column);
	if (!isfinite(number) || number < 0)
		return row_refuse(row, name, expected, error);
	*value = number;
	return true;
}

bool row_boolean(const struct row *row, int column, const char *name, bool *value,
		 struct error *error)
{
	bool is_null;
	int64_t integer;

	if (!row_expect(row, column, name, SQLITE_INTEGER, "neither 0 nor 1", &is_null, error))
		return false;
	if (is_null)
		return true;
	integer = sqlite3_column_int64(row->statement, column);
	if (integer != 0 && integer != 1)
		return row_refuse(row, name, "neither 0 nor 1", error);
	*value = integer == 1;
	return true;
}

/* The place of a word in "normal hotfix rollback"; -1 where it is none of them. */
static int choice_index(const char *choices, const char *word)
{
	size_t length = strlen(word);

	for (int index = 0;; index++) {
		size_t choice_length = strcspn(choices, " ");

		if (choice_length == length && memcmp(choices, word, length) == 0)
			return index;
		choices += choice_length;
		if (!*choices)
			return -1;
		choices++;
	}
}

bool row_choice(const struct row *row, int column, const char *name, const char *choices,
		int *value, struct error *error)
{
	const char *word = NULL;
	char what[160];
	int index;

	if (!row_text(row, column, name, &word, error))
		return false;
	if (!word)
		return true;
	index = choice_index(choices, word);
	if (index >= 0) {
		*value = index;
		return true;
	}
	snprintf(what, sizeof(what), "not one of: %s", choices);
	return row_refuse(row, name, what, error);
}

/* -- events ------------------------------------------------------------------------------- */

static bool row_field(const struct row *row, int column, const struct event_field *field,
		      struct event_value *value, struct error *error)
{
	bool is_true = false;
	int choice = 0;

	/* An empty text says nothing, whoever put it there. */
	value->is_present = sqlite3_column_type(row->statement, column) != SQLITE_NULL;
	switch (field->kind) {
	case FIELD_TEXT:
		if (!row_text(row, column, field->name, &value->text, error))
			return false;
		value->is_present = value->text && *value->text;
		return true;
	case FIELD_CHOICE:
		return row_choice(row, column, field->name, field->choices, &choice, error) &&
		       row_text(row, column, field->name, &value->text, error);
	case FIELD_INSTANT:
		return row_instant(row, column, field->name, &value->integer, error);
	case FIELD_INTEGER:
		return row_integer(row, column, field->name, &value->integer, error);
	case FIELD_NUMBER:
		return row_number(row, column, field->name, &value->number, error);
	case FIELD_BOOLEAN:
		if (!row_boolean(row, column, field->name, &is_true, error))
			return false;
		value->integer = is_true;
		return true;
	case FIELD_CHANGES:
	case FIELD_TEAMS:
		break;
	}
	return true;
}

int event_list_field(const struct event_type *type)
{
	for (size_t i = 0; i < type->field_count; i++)
		if (!field_is_column(&type->fields[i]))
			return (int)i;
	return -1;
}

static int change_records_compare(const void *a, const void *b)
{
	const struct change_record *first = a, *second = b;

	return strcmp(first->revision, second->revision);
}

void change_list_sort(struct change_list *list)
{
	if (list->count > 1)
		qsort(list->records, list->count, sizeof(*list->records),
		      change_records_compare);
}

bool row_list_item(const struct row *row, const char *name, struct arena *arena,
		   struct change_record *record, struct error *error)
{
	const char *revision = "";

	record->committed_at = INSTANT_NONE;
	if (!row_text(row, 1, name, &revision, error) ||
	    !row_instant(row, 2, "committed_at", &record->committed_at, error))
		return false;
	if (!*revision)
		return row_refuse(row, name, "empty", error);
	record->revision = arena_copy_string(arena, revision);
	return true;
}

bool store_read_list(struct store *store, const struct event_type *type, int64_t rowid,
		     struct arena *arena, struct change_list *list, struct error *error)
{
	bool is_deployment = type->kind == EVENT_DEPLOYMENT;
	sqlite3_stmt *statement = store_statement(
		store, is_deployment ? STATEMENT_CHANGES : STATEMENT_TEAMS, error);
	struct change_record *records = NULL;
	size_t count = 0, capacity = 0;
	bool has_row;

	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, rowid);
	while (true) {
		struct row row;

		if (!store_step(store, statement, &has_row, error))
			return false;
		if (!has_row)
			break;
		row = row_at(store, statement, is_deployment ? "change" : "meeting_team");
		records = arena_grow(arena, records, count, &capacity, sizeof(*records));
		if (!row_list_item(&row, is_deployment ? "revision" : "team", arena,
				   &records[count], error))
			return false;
		count++;
	}
	*list = (struct change_list){records, count};
	return true;
}

static const char row_lacks[] = "unknown, though every such event has it";

bool row_event_list(struct store *store, int64_t rowid, struct arena *arena,
		    struct event *event, struct error *error)
{
	const struct event_type *type = event->type;
	int field = event_list_field(type);
	struct event_value *value = &event->values[field < 0 ? 0 : field];
	struct change_list list;
	const char **teams;

	if (field < 0)
		return true;
	if (!store_read_list(store, type, rowid, arena, &list, error))
		return false;
	value->is_present = list.count > 0;
	value->count = list.count;
	if (type->kind == EVENT_DEPLOYMENT) {
		value->changes = list.records;
		return true;
	}
	teams = ARENA_ARRAY(arena, list.count, const char *);
	for (size_t i = 0; i < list.count; i++)
		teams[i] = list.records[i].revision;
	value->teams = teams;
	return true;
}

bool row_event_alone(struct store *store, sqlite3_stmt *statement,
		     const struct event_type *type, struct event *event, int64_t *rowid,
		     struct error *error)
{
	struct row row = row_at(store, statement, type->name);
	int column = 1;

	event_init(event, type);
	for (size_t i = 0; i < type->field_count; i++) {
		const struct event_field *field = &type->fields[i];
		struct event_value *value = &event->values[i];

		if (!field_is_column(field))
			continue;
		if (!row_field(&row, column++, field, value, error))
			return false;
		if (field->is_required && !value->is_present)
			return row_refuse(&row, field->name, row_lacks, error);
	}
	*rowid = row.rowid;
	return true;
}

bool row_event(struct store *store, sqlite3_stmt *statement, const struct event_type *type,
	       struct arena *arena, struct event *event, int64_t *rowid, struct error *error)
{
	int list = event_list_field(type);
	struct row row = row_at(store, statement, type->name);

	if (!row_event_alone(store, statement, type, event, rowid, error) ||
	    !row_event_list(store, *rowid, arena, event, error))
		return false;
	return list < 0 || !type->fields[list].is_required || event->values[list].is_present ||
	       row_refuse(&row, type->fields[list].name, row_lacks, error);
}
