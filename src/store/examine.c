/* How a history is kept, for bug reports: nothing of what is in it. */
#include <stdio.h>

#include "store/database.h"

const char *store_engine(void)
{
	static char name[32];

	snprintf(name, sizeof(name), "SQLite %s", sqlite3_libversion());
	return name;
}

int store_schema_version(void)
{
	return SCHEMA_VERSION;
}

bool store_examine(struct store *store, struct store_condition *condition, struct error *error)
{
	struct store_condition found;
	int64_t is_wal;

	if (!store_query_integer(store, "PRAGMA user_version", &found.schema_version, error) ||
	    !store_query_integer(store, "PRAGMA page_size", &found.page_bytes, error) ||
	    !store_query_integer(store, "PRAGMA page_count", &found.page_count, error) ||
	    !store_query_integer(store, "SELECT journal_mode = 'wal' FROM pragma_journal_mode",
				 &is_wal, error))
		return false;
	found.has_write_ahead_log = is_wal != 0;
	*condition = found;
	return true;
}
