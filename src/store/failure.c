/*
 * What can go wrong with a database, in words: what, where and what to do.
 *
 * Rule: one place knows SQLite's codes; the kinds of error are the program's exit statuses.
 */
#include <errno.h>
#include <limits.h>
#include <string.h>

#include "store/database.h"

const char *store_name(const struct store *store)
{
	return store->path ? store->path : "the history";
}

/* The system's own words, where there are any. */
static const char *system_reason(const struct store *store)
{
	int number = sqlite3_system_errno(store->db);

	return number ? strerror(number) : sqlite3_errmsg(store->db);
}

static bool fail_read_only(const struct store *store, int extended_code, struct error *error)
{
	if (extended_code == SQLITE_READONLY_ROLLBACK ||
	    extended_code == SQLITE_READONLY_RECOVERY)
		return error_set(
			error, ERROR_IO,
			"%s: an interrupted write must be undone first, which the next "
			"to record does; 'aplomb check --mend' does it at once",
			store_name(store));
	if (extended_code == SQLITE_READONLY_DBMOVED)
		return error_set(error, ERROR_IO,
				 "%s: the file was moved or replaced meanwhile; try again",
				 store_name(store));
	return error_set(error, ERROR_IO,
			 "%s: no permission to write; it and its directory must be writable",
			 store_name(store));
}

bool store_find_spent(struct store *store, const char **table, struct error *error)
{
	*table = NULL;
	for (size_t i = 0; i < EVENT_KIND_COUNT && !*table; i++) {
		const char *name = event_types[i].name;
		int64_t is_spent;
		struct buffer sql;
		bool is_ok;

		/* Lists go by the row's number, so it is never given again. */
		if (event_list_field(&event_types[i]) < 0)
			continue;
		/* Any value may stand there: SQLite takes it for a number so, too. */
		buffer_init(&sql);
		buffer_addf(&sql,
			    "SELECT EXISTS (SELECT 1 FROM \"%s\" WHERE rowid = %lld) OR EXISTS "
			    "(SELECT 1 FROM sqlite_sequence WHERE name = '%s' AND CAST(seq AS "
			    "INTEGER) = %lld)",
			    name, LLONG_MAX, name, LLONG_MAX);
		is_ok = store_query_integer(store, sql.bytes, &is_spent, error);
		buffer_release(&sql);
		if (!is_ok)
			return false;
		*table = is_spent ? name : NULL;
	}
	return true;
}

bool store_refuse_spent(const struct store *store, const char *table, struct error *error)
{
	return error_set(error, ERROR_INVALID,
			 "%s: table '%s' has given its last row number, so it can take nothing "
			 "more; put back a copy, or save its events in a new history with "
			 "'aplomb rescue'",
			 store_name(store), table);
}

/* SQLite says that a disk is full of a table's numbers as well. */
static bool fail_full(struct store *store, struct error *error)
{
	const char *table;

	store->is_unsound = store_find_spent(store, &table, error) && table;
	if (store->is_unsound)
		return store_refuse_spent(store, table, error);
	return error_set(error, ERROR_IO, "%s: the disk is full; nothing of this was kept",
			 store_name(store));
}

/* The codes that speak of the world outside the file. */
static bool fail_io(const struct store *store, int code, int extended_code, struct error *error)
{
	switch (code) {
	case SQLITE_READONLY:
		return fail_read_only(store, extended_code, error);
	case SQLITE_PERM:
	case SQLITE_AUTH:
	case SQLITE_CANTOPEN:
		return error_set(error, ERROR_IO, "%s: cannot be opened: %s", store_name(store),
				 system_reason(store));
	default:
		return error_set(error, ERROR_IO, "%s: %s (SQLite code %d)", store_name(store),
				 system_reason(store), extended_code);
	}
}

bool store_fail(struct store *store, struct error *error)
{
	int extended_code = sqlite3_extended_errcode(store->db);
	int code = extended_code & 0xff;

	store->is_unsound = code == SQLITE_CORRUPT || code == SQLITE_NOTADB ||
			    code == SQLITE_ERROR || code == SQLITE_MISMATCH;
	switch (code) {
	case SQLITE_NOMEM:
		memory_exhausted();
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL:
		return error_set(error, ERROR_TRY_LATER,
				 "%s: locked by another program for too long",
				 store_name(store));
	case SQLITE_NOTADB:
		return error_set(error, ERROR_INVALID,
				 "%s: not a history: it is no SQLite database",
				 store_name(store));
	case SQLITE_CORRUPT:
		return error_set(error, ERROR_INVALID,
				 "%s: damaged (%s); put back a copy, or save what can be read "
				 "in a new history with 'aplomb rescue'",
				 store_name(store), sqlite3_errmsg(store->db));
	case SQLITE_FULL:
		return fail_full(store, error);
	case SQLITE_CONSTRAINT:
		return error_set(error, ERROR_INVALID, "%s: refused by the history: %s",
				 store_name(store), sqlite3_errmsg(store->db));
	case SQLITE_TOOBIG:
		return error_set(error, ERROR_INVALID,
				 "%s: holds a value of more than %d MiB, which no event has; "
				 "put back a copy, or save all else in a new history with "
				 "'aplomb rescue'",
				 store_name(store), STORE_VALUE_BYTES_MAX / 1048576);
	case SQLITE_ERROR:
	case SQLITE_MISMATCH:
		return error_set(error, ERROR_INVALID,
				 "%s: not as a history of schema %d should be: %s",
				 store_name(store), SCHEMA_VERSION, sqlite3_errmsg(store->db));
	default:
		return fail_io(store, code, extended_code, error);
	}
}
