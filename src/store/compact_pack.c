/*
 * Packing: what is stale of a series is made anew from its rows, in the writer's own
 * transaction.
 *
 * Rule: nothing is lost if it is not done. A series whose rows are not valid stays as it is;
 * readers read its rows, and say which one it is.
 */
#include <string.h>

#include "store/compact.h"

#define END_OF_TIME (INSTANT_MAX + 1)

struct packing {
	struct loading loading; /* memory in its scratch alone */
	struct compact_series series;
	bool is_checking;
	int64_t checked_before; /* the first part that need not be right */
	bool is_right;
	size_t checked_count; /* parts that were compared */
};

/* -- writing ------------------------------------------------------------------------------ */

static bool run_with_keys(struct store *store, enum statement which, int64_t first,
			  int64_t last, struct error *error)
{
	sqlite3_stmt *statement = store_statement(store, which, error);

	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, first);
	sqlite3_bind_int64(statement, 2, last);
	return store_run(store, statement, error);
}

/* Takes away every part from that of `begin` on. */
static bool delete_parts(struct packing *packing, instant begin, struct error *error)
{
	int64_t first = compact_key(&packing->series, compact_part_of(begin));
	int64_t last = compact_key(&packing->series, COMPACT_PARTS_MAX - 1);

	return packing->is_checking ||
	       (run_with_keys(packing->loading.store, STATEMENT_PARTS_DELETE, first, last,
			      error) &&
		run_with_keys(packing->loading.store, STATEMENT_DELIVERED_DELETE, first, last,
			      error));
}

/* Whether a part is there, with these bytes. */
static bool check_part(struct packing *packing, enum statement which, int64_t part,
		       const struct buffer *bytes, struct error *error)
{
	int64_t key = compact_key(&packing->series, part);
	sqlite3_stmt *statement;
	bool has_row;

	if (part >= packing->checked_before)
		return true;
	statement = store_statement(packing->loading.store, which, error);
	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, key);
	sqlite3_bind_int64(statement, 2, key);
	if (!store_step(packing->loading.store, statement, &has_row, error))
		return false;
	packing->is_right &=
		has_row && (size_t)sqlite3_column_bytes(statement, 1) == bytes->length_bytes &&
		memcmp(sqlite3_column_blob(statement, 1), bytes->bytes, bytes->length_bytes) ==
			0;
	packing->checked_count++;
	sqlite3_reset(statement);
	return true;
}

static bool put_part(struct packing *packing, enum statement which, int64_t part,
		     const struct buffer *bytes, struct error *error)
{
	sqlite3_stmt *statement;

	if (packing->is_checking)
		return check_part(packing,
				  which == STATEMENT_PART_PUT ? STATEMENT_PARTS
							      : STATEMENT_DELIVERED,
				  part, bytes, error);
	statement = store_statement(packing->loading.store, which, error);
	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, compact_key(&packing->series, part));
	sqlite3_bind_blob64(statement, 2, bytes->bytes ? bytes->bytes : "", bytes->length_bytes,
			    SQLITE_STATIC);
	return store_run(packing->loading.store, statement, error);
}

static bool put_series(struct packing *packing, struct error *error)
{
	const struct compact_series *series = &packing->series;
	sqlite3_stmt *statement;

	if (packing->is_checking)
		return true;
	statement = store_statement(packing->loading.store, STATEMENT_SERIES_PACKED, error);
	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, series->number);
	statement_bind_instant(statement, 2, series->first_at);
	statement_bind_instant(statement, 3, series->first_change_at);
	statement_bind_instant(statement, 4, series->first_remedy_at);
	statement_bind_instant(statement, 5, series->newest_at);
	return store_run(packing->loading.store, statement, error);
}

/* -- deployments -------------------------------------------------------------------------- */

/* What was known before `begin`, or what the rows from there on tell. */
static instant first_of(instant known, instant begin, instant in_rows)
{
	return known != INSTANT_NONE && known < begin ? known : in_rows;
}

static void note_deployments(struct packing *packing, instant begin,
			     const struct compact_deployments *deployments)
{
	struct compact_series *series = &packing->series;
	const instant *in_rows = deployments->rows->first_seen;

	series->first_at = first_of(series->first_at, begin, in_rows[COLLECTED_DEPLOYMENTS]);
	series->first_change_at =
		first_of(series->first_change_at, begin, in_rows[COLLECTED_CHANGES]);
	series->first_remedy_at =
		first_of(series->first_remedy_at, begin, in_rows[COLLECTED_REMEDIATIONS]);
	if (deployments->count)
		series->newest_at = deployments->deployments[deployments->count - 1].at;
	else if (series->newest_at != INSTANT_NONE && series->newest_at >= begin)
		series->newest_at =
			compact_part_begin(begin); /* at the latest; nothing is lost by it */
}

/* Adds what the rows of [from, until) delivered. */
static void add_hashes(const struct compact_deployments *deployments, size_t from, size_t until,
		       struct buffer *hashes)
{
	const struct service_history *rows = deployments->rows;

	for (size_t i = from; i < until; i++) {
		const struct deployment *row;

		if (i < deployments->packed_count)
			continue;
		row = &rows->deployments[i - deployments->packed_count];
		for (size_t c = 0; c < row->change_count && deployment_is_counted(row); c++) {
			const char *revision = rows->changes[row->first_change + c].revision;
			uint32_t hash = compact_revision_hash(revision);

			if (*revision)
				buffer_add(hashes, (const char *)&hash, sizeof(hash));
		}
	}
}

/* What the packed rows of the part in which packing begins delivered, and still do. */
static bool keep_hashes(struct packing *packing, const struct compact_deployments *deployments,
			struct buffer *hashes, struct error *error)
{
	size_t length_bytes = deployments->hashes_before * sizeof(uint32_t);
	int64_t key = compact_key(&packing->series, compact_part_of(packing->series.stale_at));
	sqlite3_stmt *statement;
	bool is_there;

	if (!length_bytes)
		return true;
	if (!compact_delivered_find(packing->loading.store, key, &statement, &is_there, error))
		return false;
	if (is_there && (size_t)sqlite3_column_bytes(statement, 1) < length_bytes)
		length_bytes = (size_t)sqlite3_column_bytes(statement, 1);
	if (is_there)
		buffer_add(hashes, sqlite3_column_blob(statement, 1), length_bytes);
	sqlite3_reset(statement);
	return true;
}

static bool put_deployments_of_part(struct packing *packing,
				    const struct compact_deployments *deployments, size_t from,
				    size_t until, struct buffer *columns, struct buffer *hashes,
				    struct error *error)
{
	int64_t part = compact_part_of(deployments->deployments[from].at);

	buffer_clear(columns);
	compact_deployments_pack(deployments, from, until, columns);
	add_hashes(deployments, from, until, hashes);
	return put_part(packing, STATEMENT_PART_PUT, part, columns, error) &&
	       (!hashes->length_bytes ||
		put_part(packing, STATEMENT_DELIVERED_PUT, part, hashes, error));
}

static bool put_deployments(struct packing *packing,
			    const struct compact_deployments *deployments, struct error *error)
{
	instant begin = packing->series.stale_at;
	struct buffer columns, hashes;
	bool is_put;

	buffer_init(&columns);
	buffer_init(&hashes);
	is_put = keep_hashes(packing, deployments, &hashes, error) &&
		 delete_parts(packing, begin, error);
	for (size_t from = 0, until; from < deployments->count && is_put; from = until) {
		int64_t part = compact_part_of(deployments->deployments[from].at);

		if (part != compact_part_of(begin))
			buffer_clear(&hashes);
		for (until = from + 1; until < deployments->count; until++)
			if (compact_part_of(deployments->deployments[until].at) != part)
				break;
		is_put = put_deployments_of_part(packing, deployments, from, until, &columns,
						 &hashes, error);
	}
	buffer_release(&columns);
	buffer_release(&hashes);
	return is_put;
}

static bool pack_deployments(struct packing *packing, struct error *error)
{
	struct compact_series *series = &packing->series;
	struct compact_deployments deployments = {0};
	bool is_whole;

	if (!compact_deployments_read(&packing->loading, series,
				      compact_part_begin(series->stale_at), END_OF_TIME,
				      &deployments, &is_whole, error))
		return false;
	if (!is_whole) {
		series->stale_at = 0;
		series->newest_at = INSTANT_NONE;
		return pack_deployments(packing, error);
	}
	note_deployments(packing, series->stale_at, &deployments);
	return put_deployments(packing, &deployments, error) && put_series(packing, error);
}

/* -- samples, updates, incidents --------------------------------------------------------- */

static bool put_samples(struct packing *packing, instant begin,
			const struct slo_sample *samples, size_t count, struct error *error)
{
	struct buffer columns;
	bool is_put = delete_parts(packing, begin, error);

	buffer_init(&columns);
	for (size_t from = 0, until; from < count && is_put; from = until) {
		int64_t part = compact_part_of(samples[from].at);

		for (until = from + 1; until < count; until++)
			if (compact_part_of(samples[until].at) != part)
				break;
		buffer_clear(&columns);
		compact_samples_pack(samples + from, until - from, &columns);
		is_put = put_part(packing, STATEMENT_PART_PUT, part, &columns, error);
	}
	buffer_release(&columns);
	return is_put;
}

static bool pack_samples(struct packing *packing, struct error *error)
{
	struct compact_series *series = &packing->series;
	const struct slo slo = {.id = series->slo};
	struct list list = list_of(sizeof(struct slo_sample));
	instant begin = compact_part_begin(series->stale_at);
	const struct slo_sample *samples;

	packing->loading.slo = &slo;
	if (!load_sample_rows(&packing->loading, series->service, begin, &list, error))
		return false;
	samples = list.items;
	series->first_at =
		first_of(series->first_at, begin, list.count ? samples[0].at : INSTANT_NONE);
	if (list.count)
		series->newest_at = samples[list.count - 1].at;
	return put_samples(packing, begin, samples, list.count, error) &&
	       put_series(packing, error);
}

/* A series that is one part. */
static bool put_whole(struct packing *packing, const struct buffer *columns,
		      struct error *error)
{
	return delete_parts(packing, 0, error) &&
	       put_part(packing, STATEMENT_PART_PUT, 0, columns, error) &&
	       put_series(packing, error);
}

static bool pack_updates(struct packing *packing, struct error *error)
{
	struct list list = list_of(sizeof(struct update));
	struct buffer columns;
	bool is_put;

	if (!load_update_rows(&packing->loading, packing->series.service, &list, error))
		return false;
	buffer_init(&columns);
	compact_updates_pack(list.items, list.count, &columns);
	is_put = put_whole(packing, &columns, error);
	buffer_release(&columns);
	return is_put;
}

static bool pack_incidents(struct packing *packing, struct error *error)
{
	struct compact_series *series = &packing->series;
	struct list list = list_of(sizeof(struct incident));
	struct buffer columns;
	bool is_put;

	if (!load_incident_rows(&packing->loading, series->service, &list, error))
		return false;
	buffer_init(&columns);
	is_put = compact_incidents_pack(&packing->loading, list.items, list.count, &columns,
					error) &&
		 put_whole(packing, &columns, error);
	buffer_release(&columns);
	return is_put;
}

/* -- all that are due --------------------------------------------------------------------- */

static const struct {
	const char *type;
	bool (*pack)(struct packing *packing, struct error *error);
} packers[] = {
	{"deployment", pack_deployments},
	{"incident", pack_incidents},
	{"slo_sample", pack_samples},
	{"update", pack_updates},
};

/* Lets it rest until more came; what is wrong with its rows, readers say. */
static bool put_off(struct packing *packing, struct error *error)
{
	sqlite3_stmt *statement;

	if (packing->is_checking)
		return true;
	statement = store_statement(packing->loading.store, STATEMENT_SERIES_PUT_OFF, error);
	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, packing->series.number);
	return store_run(packing->loading.store, statement, error);
}

static bool pack_series(struct packing *packing, struct error *error)
{
	struct compact_series *series = &packing->series;

	/* No trigger of ours notes such an instant: nothing that was packed is trusted. */
	if (series->stale_at != INSTANT_NONE &&
	    (series->stale_at < INSTANT_MIN || series->stale_at > INSTANT_MAX)) {
		series->stale_at = INSTANT_MIN;
		series->newest_at = INSTANT_NONE;
	}
	for (size_t i = 0; i < sizeof(packers) / sizeof(packers[0]); i++)
		if (strcmp(series->type, packers[i].type) == 0 &&
		    series->stale_at != INSTANT_NONE) {
			if (packers[i].pack(packing, error))
				return true;
			return error->kind == ERROR_INVALID && put_off(packing, error);
		}
	return put_off(packing, error);
}

/* What names a series. */
struct named_series {
	const char *type, *service, *slo;
};

/* Those that a statement gives; one whose name is no text of ours is nobody's. */
static bool find_series(struct store *store, enum statement which, struct arena *arena,
			struct list *found, struct error *error)
{
	sqlite3_stmt *statement = store_statement(store, which, error);
	bool has_row;

	if (!statement)
		return false;
	while (true) {
		struct named_series *item;
		const char *texts[3] = {"", "", ""};
		struct error refusal;
		struct row row;
		bool is_named = true;

		if (!store_step(store, statement, &has_row, error))
			return false;
		if (!has_row)
			return true;
		row = row_at(store, statement, "compact_series");
		for (int i = 0; i < 3; i++)
			is_named &= row_text(&row, i, "service", &texts[i], &refusal);
		if (!is_named)
			continue;
		item = list_add(found, arena);
		item->type = arena_copy_string(arena, texts[0]);
		item->service = arena_copy_string(arena, texts[1]);
		item->slo = arena_copy_string(arena, texts[2]);
	}
}

/* Sets up the packing of a series; *is_there false where it is gone. */
static bool packing_begin(struct packing *packing, struct store *store,
			  const struct named_series *named, bool *is_there, struct error *error)
{
	*packing = (struct packing){
		.loading = {.store = store, .from = INSTANT_BEFORE_ALL, .as_of = END_OF_TIME},
		.is_right = true};
	return compact_series_find(store, named->type, named->service, named->slo,
				   &packing->series, is_there, error);
}

static bool pack_named(struct store *store, const struct named_series *named,
		       struct error *error)
{
	struct packing packing;
	bool is_there, is_packed = true;

	if (!packing_begin(&packing, store, named, &is_there, error))
		return false;
	packing.loading.arena = &packing.loading.scratch;
	if (is_there)
		is_packed = pack_series(&packing, error);
	arena_release(&packing.loading.scratch);
	return is_packed;
}

bool compact_pack_due(struct store *store, struct error *error)
{
	struct list due = list_of(sizeof(struct named_series));
	const struct named_series *items;
	struct arena arena;
	bool is_packed;

	if (store->schema_version < SCHEMA_COMPACT)
		return true;
	arena_init(&arena);
	is_packed = find_series(store, STATEMENT_SERIES_DUE, &arena, &due, error);
	items = due.items;
	for (size_t i = 0; i < due.count && is_packed; i++)
		is_packed = pack_named(store, &items[i], error);
	arena_release(&arena);
	return is_packed;
}

/* -- checking ----------------------------------------------------------------------------- */

/* Whether there are parts beside those that were compared. */
static bool check_no_more(struct packing *packing, struct error *error)
{
	static const enum statement statements[] = {STATEMENT_PARTS, STATEMENT_DELIVERED};
	size_t count = 0;

	for (size_t i = 0; i < 2; i++) {
		sqlite3_stmt *statement =
			store_statement(packing->loading.store, statements[i], error);
		bool has_row;

		if (!statement)
			return false;
		sqlite3_bind_int64(statement, 1, compact_key(&packing->series, 0));
		sqlite3_bind_int64(statement, 2,
				   compact_key(&packing->series, packing->checked_before - 1));
		do {
			if (!store_step(packing->loading.store, statement, &has_row, error))
				return false;
			count += has_row;
		} while (has_row);
	}
	packing->is_right &= count == packing->checked_count;
	return true;
}

static bool check_named(struct store *store, const struct named_series *named, bool *is_right,
			struct error *error)
{
	struct packing packing;
	instant stale_at;
	bool is_there, is_checked;

	*is_right = true;
	/* Nobody reads what an older aplomb packed of what caused incidents. */
	if (strcmp(named->type, "incident") == 0 && store->schema_version < SCHEMA_CAUSES)
		return true;
	if (!packing_begin(&packing, store, named, &is_there, error))
		return false;
	if (!is_there)
		return true;
	packing.loading.arena = &packing.loading.scratch;
	stale_at = packing.series.stale_at;
	packing.checked_before =
		stale_at == INSTANT_NONE ? COMPACT_PARTS_MAX : compact_part_of(stale_at);
	packing.is_checking = true;
	/* As if nothing had been packed: all is made from the rows. */
	packing.series.stale_at = 0;
	packing.series.newest_at = INSTANT_NONE;
	is_checked = pack_series(&packing, error) && check_no_more(&packing, error);
	*is_right = packing.is_right;
	arena_release(&packing.loading.scratch);
	return is_checked;
}

/* Rows of which no series tells are read by nobody. */
static bool check_all_have_series(struct store *store,
				  void (*each)(const struct error *problem, void *context),
				  void *context, struct error *error)
{
	int64_t count;
	struct error problem;

	if (!store_query_integer(store,
				 "SELECT count(*) FROM ("
				 "SELECT 'deployment', service, '' FROM deployment UNION "
				 "SELECT 'slo_sample', service, slo FROM slo_sample UNION "
				 "SELECT 'update', service, '' FROM \"update\" EXCEPT "
				 "SELECT type, service, slo FROM compact_series)",
				 &count, error))
		return false;
	if (!count)
		return true;
	error_set(&problem, ERROR_INVALID,
		  "%s: the compact form knows nothing of the rows of %lld service%s; "
		  "'aplomb check --mend' makes it anew",
		  store_name(store), (long long)count, count == 1 ? "" : "s");
	each(&problem, context);
	return true;
}

bool compact_check_each(struct store *store,
			void (*each)(const struct error *problem, void *context), void *context,
			struct error *error)
{
	struct list all = list_of(sizeof(struct named_series));
	const struct named_series *items;
	struct arena arena;
	bool is_checked;

	if (store->schema_version < SCHEMA_COMPACT)
		return true;
	arena_init(&arena);
	is_checked = check_all_have_series(store, each, context, error) &&
		     find_series(store, STATEMENT_SERIES_ALL, &arena, &all, error);
	items = all.items;
	for (size_t i = 0; i < all.count && is_checked; i++) {
		struct error problem;
		bool is_right;

		is_checked = check_named(store, &items[i], &is_right, error);
		if (!is_checked || is_right)
			continue;
		error_set(&problem, ERROR_INVALID,
			  "%s: the compact form of the %s rows of '%s' does not say what they "
			  "say; 'aplomb check --mend' makes it anew",
			  store_name(store), items[i].type, items[i].service);
		each(&problem, context);
	}
	arena_release(&arena);
	return is_checked;
}

bool store_pack_all(struct store *store, struct error *error)
{
	return store_begin(store, error) &&
	       ((schema_mend(store, error) &&
		 store_execute(store,
			       "INSERT OR IGNORE INTO compact_series (type, service, slo)"
			       " SELECT DISTINCT 'deployment', service, '' FROM deployment"
			       " UNION SELECT 'incident', service, '' FROM incident"
			       " UNION SELECT 'slo_sample', service, slo FROM slo_sample"
			       " UNION SELECT 'update', service, '' FROM \"update\";"
			       "UPDATE compact_series SET stale_at = 0, stale_weight = 64,"
			       " newest_at = NULL",
			       error) &&
		 store_commit(store, error)) ||
		(store_rollback(store), false));
}
