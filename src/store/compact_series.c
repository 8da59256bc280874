/* Series: their row, their keys and their parts of deployments. */
#include "store/compact.h"

int64_t compact_part_of(instant at)
{
	return at / COMPACT_PART_SECONDS;
}

instant compact_part_begin(instant at)
{
	return compact_part_of(at) * COMPACT_PART_SECONDS;
}

int64_t compact_key(const struct compact_series *series, int64_t part)
{
	return series->number * COMPACT_PARTS_MAX + part;
}

bool compact_series_find(struct store *store, const char *type, const char *service,
			 const char *slo, struct compact_series *series, bool *is_there,
			 struct error *error)
{
	sqlite3_stmt *statement;
	instant *const instants[] = {&series->first_at, &series->first_change_at,
				     &series->first_remedy_at, &series->newest_at,
				     &series->stale_at};

	*is_there = false;
	if (store->schema_version < SCHEMA_COMPACT)
		return true;
	statement = store_statement(store, STATEMENT_SERIES, error);
	if (!statement)
		return false;
	statement_bind_text(statement, 1, type);
	statement_bind_text(statement, 2, service);
	statement_bind_text(statement, 3, slo);
	if (!store_step(store, statement, is_there, error))
		return false;
	if (!*is_there)
		return true;
	*series = (struct compact_series){.type = type, .service = service, .slo = slo};
	series->number = sqlite3_column_int64(statement, 0);
	for (int i = 0; i < 5; i++)
		*instants[i] = sqlite3_column_type(statement, i + 1) == SQLITE_INTEGER
				       ? sqlite3_column_int64(statement, i + 1)
				       : INSTANT_NONE;
	sqlite3_reset(statement);
	/* A number out of all bounds would name another series' parts. */
	if (series->number < 0 || series->number > INT64_MAX / COMPACT_PARTS_MAX - 1)
		*is_there = false;
	return true;
}

instant compact_packed_until(const struct compact_series *series, instant end)
{
	return series->stale_at != INSTANT_NONE && series->stale_at < end ? series->stale_at
									  : end;
}

bool compact_each_part(struct store *store, const struct compact_series *series, instant from,
		       instant until, compact_part_visitor *each, void *context, bool *is_whole,
		       struct error *error)
{
	sqlite3_stmt *statement;
	int64_t first = compact_part_of(from);
	bool has_row;

	*is_whole = true;
	if (until <= from)
		return true;
	statement = store_statement(store, STATEMENT_PARTS, error);
	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, compact_key(series, first));
	sqlite3_bind_int64(statement, 2, compact_key(series, compact_part_of(until - 1)));
	while (*is_whole) {
		int64_t part;
		const void *columns;

		if (!store_step(store, statement, &has_row, error))
			return false;
		if (!has_row)
			return true;
		part = sqlite3_column_int64(statement, 0) - compact_key(series, 0);
		columns = sqlite3_column_blob(statement, 1);
		*is_whole = each(context, part, columns,
				 (size_t)sqlite3_column_bytes(statement, 1));
	}
	sqlite3_reset(statement);
	return true;
}

/* -- deployments -------------------------------------------------------------------------- */

struct unpacking {
	struct compact_deployments *deployments;
	instant end;
	struct arena *arena;
};

static bool unpack(void *context, int64_t part, const void *columns, size_t length_bytes)
{
	struct unpacking *unpacking = context;

	return compact_deployments_unpack(unpacking->deployments, part, columns, length_bytes,
					  unpacking->end, unpacking->arena);
}

bool compact_delivered_find(struct store *store, int64_t key, sqlite3_stmt **statement,
			    bool *is_there, struct error *error)
{
	*statement = store_statement(store, STATEMENT_DELIVERED, error);
	if (!*statement)
		return false;
	sqlite3_bind_int64(*statement, 1, key);
	sqlite3_bind_int64(*statement, 2, key);
	return store_step(store, *statement, is_there, error);
}

/* How many hashes a part has. */
static bool count_hashes(struct store *store, int64_t key, size_t *count, struct error *error)
{
	sqlite3_stmt *statement;
	bool is_there;

	if (!compact_delivered_find(store, key, &statement, &is_there, error))
		return false;
	*count = is_there ? (size_t)sqlite3_column_bytes(statement, 1) / sizeof(uint32_t) : 0;
	sqlite3_reset(statement);
	return true;
}

bool compact_deployments_read(struct loading *loading, struct compact_series *series,
			      instant from, instant end,
			      struct compact_deployments *deployments, bool *is_whole,
			      struct error *error)
{
	struct unpacking unpacking = {deployments, compact_packed_until(series, end),
				      &loading->scratch};
	bool has_rows = unpacking.end < end;
	size_t hash_count;

	if (has_rows && series->stale_at < from)
		from = compact_part_begin(series->stale_at);
	if (!compact_each_part(loading->store, series, from, unpacking.end, unpack, &unpacking,
			       is_whole, error))
		return false;
	if (*is_whole && has_rows) {
		if (!count_hashes(loading->store,
				  compact_key(series, compact_part_of(series->stale_at)),
				  &hash_count, error))
			return false;
		series->stale_at = compact_rows_from(deployments, series->stale_at, hash_count);
	}
	deployments->packed_count = deployments->count;
	return !*is_whole || !has_rows ||
	       compact_deployments_read_rows(loading, series, end, deployments, error);
}
