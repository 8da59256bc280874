/*
 * The schema: whether a database is a history, of which version, and how it becomes the current
 * one.
 *
 * Rule: application_id and user_version say it. Step i of the migrations brings version i to
 * i + 1; all steps are one transaction.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/embedded.h"
#include "store/compact.h"

/*
 * embedded_schema is data/schema.sql: a new history starts there, whatever came before.
 * embedded_compact is data/compact.sql, which stands without the triggers; embedded_indexes is
 * data/indexes.sql, embedded_causes data/causes.sql.
 */
static const char *const migrations[SCHEMA_VERSION] = {
	embedded_schema,
	embedded_compact,
	embedded_indexes,
	embedded_causes,
};

const char *schema_step(int version)
{
	return migrations[version - 1];
}

static bool refuse_foreign(const struct store *store, struct error *error)
{
	return error_set(error, ERROR_INVALID,
			 "%s: an SQLite database of another program, not a history; name "
			 "another file with -d",
			 store_name(store));
}

static bool identify(struct store *store, enum schema_state *state, struct error *error)
{
	int64_t application_id, version, object_count;

	if (!store_query_integer(store, "SELECT count(*) FROM sqlite_schema", &object_count,
				 error) ||
	    !store_query_integer(store, "PRAGMA application_id", &application_id, error) ||
	    !store_query_integer(store, "PRAGMA user_version", &version, error))
		return false;
	if (object_count == 0 && application_id == 0 && version == 0) {
		*state = SCHEMA_EMPTY;
		return true;
	}
	if (application_id != SCHEMA_APPLICATION_ID)
		return refuse_foreign(store, error);
	if (version > SCHEMA_VERSION)
		return error_set(error, ERROR_INVALID,
				 "%s: was written by a newer aplomb (schema %lld; this one "
				 "knows %d): update aplomb",
				 store_name(store), (long long)version, SCHEMA_VERSION);
	if (version < 1)
		return error_set(error, ERROR_INVALID,
				 "%s: says to be a history of schema %lld, which never was; "
				 "put back a copy",
				 store_name(store), (long long)version);
	*state = version < SCHEMA_VERSION ? SCHEMA_OLDER : SCHEMA_CURRENT;
	store->schema_version = (int)version;
	return schema_inspect(store, error);
}

/*
 * All that is asked is of one moment: another may begin or migrate the history meanwhile. After
 * a failure the moment is held until the store is closed, as ending it would drop the code
 * of SQLite that says why.
 */
bool schema_identify(struct store *store, enum schema_state *state, struct error *error)
{
	bool started;

	if (!store_begin_reading(store, &started, error) || !identify(store, state, error))
		return false;
	store_end_reading(store, started);
	return true;
}

static bool create_triggers(struct store *store, struct error *error)
{
	struct buffer sql;
	bool is_done;

	buffer_init(&sql);
	compact_triggers_add(&sql);
	is_done = store_execute(store, sql.bytes, error);
	buffer_release(&sql);
	return is_done;
}

static bool migrate(struct store *store, struct error *error)
{
	enum schema_state state;
	int64_t version;

	/* Another writer may have been here between the first look and the lock. */
	if (!schema_identify(store, &state, error) ||
	    !store_query_integer(store, "PRAGMA user_version", &version, error))
		return false;
	for (; version < SCHEMA_VERSION; version++)
		if (!store_execute(store, migrations[version], error) ||
		    (version + 1 == SCHEMA_COMPACT && !create_triggers(store, error)))
			return false;
	store->schema_version = SCHEMA_VERSION;
	return true;
}

bool schema_bring_up(struct store *store, struct error *error)
{
	if (!store_execute(store, "BEGIN IMMEDIATE", error))
		return false;
	if (migrate(store, error) && store_execute(store, "COMMIT", error))
		return true;
	sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	return false;
}

/* Its number lies in the file itself only once the log was taken over into it. */
bool store_may_be_history(const char *path)
{
	static const char magic[16] = "SQLite format 3";
	unsigned char head[72] = {0};
	int file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	ssize_t count = file < 0 ? 0 : read(file, head, sizeof(head));
	uint32_t id = (uint32_t)head[68] << 24 | (uint32_t)head[69] << 16 |
		      (uint32_t)head[70] << 8 | head[71];

	if (file >= 0)
		close(file);
	return count <= 0 ||
	       (memcmp(head, magic, sizeof(magic)) == 0 &&
		(id == SCHEMA_APPLICATION_ID || (id == 0 && store_has_log(path))));
}
