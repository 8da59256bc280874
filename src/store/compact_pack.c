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
};

static instant part_begin(instant at)
{
	return compact_part_of(at) * COMPACT_PART_SECONDS;
}

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

	return run_with_keys(packing->loading.store, STATEMENT_PARTS_DELETE, first, last,
			     error) &&
	       run_with_keys(packing->loading.store, STATEMENT_DELIVERED_DELETE, first, last,
			     error);
}

static bool put_part(struct packing *packing, enum statement which, int64_t part,
		     const struct buffer *bytes, struct error *error)
{
	sqlite3_stmt *statement = store_statement(packing->loading.store, which, error);

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
	sqlite3_stmt *statement =
		store_statement(packing->loading.store, STATEMENT_SERIES_PACKED, error);

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
			part_begin(begin); /* at the latest; nothing is lost by it */
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

/* What the packed rows of the part in which packing begins delivered. */
static bool keep_hashes(struct packing *packing, instant begin, struct buffer *hashes,
			struct error *error)
{
	struct store *store = packing->loading.store;
	int64_t key = compact_key(&packing->series, compact_part_of(begin));
	sqlite3_stmt *statement;
	bool has_row;

	if (begin == part_begin(begin))
		return true;
	statement = store_statement(store, STATEMENT_DELIVERED, error);
	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, key);
	sqlite3_bind_int64(statement, 2, key);
	if (!store_step(store, statement, &has_row, error))
		return false;
	if (has_row)
		buffer_add(hashes, sqlite3_column_blob(statement, 1),
			   (size_t)sqlite3_column_bytes(statement, 1));
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

static bool put_deployments(struct packing *packing, instant begin,
			    const struct compact_deployments *deployments, struct error *error)
{
	struct buffer columns, hashes;
	bool is_put;

	buffer_init(&columns);
	buffer_init(&hashes);
	is_put = keep_hashes(packing, begin, &hashes, error) &&
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

/* What came last is added to its part; what came late is packed with the whole of its part. */
static instant begin_of(const struct compact_series *series)
{
	if (series->newest_at != INSTANT_NONE && series->stale_at > series->newest_at)
		return series->stale_at;
	return part_begin(series->stale_at);
}

static bool pack_deployments(struct packing *packing, struct error *error)
{
	struct compact_series *series = &packing->series;
	struct compact_deployments deployments = {0};
	bool is_whole;

	series->stale_at = begin_of(series);
	if (!compact_deployments_read(&packing->loading, series, part_begin(series->stale_at),
				      END_OF_TIME, &deployments, &is_whole, error))
		return false;
	if (!is_whole) {
		series->stale_at = 0;
		series->newest_at = INSTANT_NONE;
		return pack_deployments(packing, error);
	}
	note_deployments(packing, series->stale_at, &deployments);
	return put_deployments(packing, series->stale_at, &deployments, error) &&
	       put_series(packing, error);
}

/* -- samples and updates ------------------------------------------------------------------ */

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
	instant begin = part_begin(series->stale_at);
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

static bool pack_updates(struct packing *packing, struct error *error)
{
	struct list list = list_of(sizeof(struct update));
	struct buffer columns;
	bool is_put;

	if (!load_update_rows(&packing->loading, packing->series.service, &list, error))
		return false;
	buffer_init(&columns);
	compact_updates_pack(list.items, list.count, &columns);
	is_put = delete_parts(packing, 0, error) &&
		 put_part(packing, STATEMENT_PART_PUT, 0, &columns, error) &&
		 put_series(packing, error);
	buffer_release(&columns);
	return is_put;
}

/* -- all that are due --------------------------------------------------------------------- */

static const struct {
	const char *type;
	bool (*pack)(struct packing *packing, struct error *error);
} packers[] = {
	{"deployment", pack_deployments},
	{"slo_sample", pack_samples},
	{"update", pack_updates},
};

/* Lets it rest until more came; what is wrong with its rows, readers say. */
static bool put_off(struct packing *packing, struct error *error)
{
	sqlite3_stmt *statement =
		store_statement(packing->loading.store, STATEMENT_SERIES_PUT_OFF, error);

	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, packing->series.number);
	return store_run(packing->loading.store, statement, error);
}

static bool pack_series(struct packing *packing, struct error *error)
{
	for (size_t i = 0; i < sizeof(packers) / sizeof(packers[0]); i++)
		if (strcmp(packing->series.type, packers[i].type) == 0 &&
		    packing->series.stale_at != INSTANT_NONE &&
		    packing->series.stale_at >= INSTANT_MIN) {
			if (packers[i].pack(packing, error))
				return true;
			return error->kind == ERROR_INVALID && put_off(packing, error);
		}
	return put_off(packing, error);
}

/* The series that are due: type, service, slo. */
struct due {
	const char *type, *service, *slo;
};

static bool find_due(struct store *store, struct arena *arena, struct list *due,
		     struct error *error)
{
	sqlite3_stmt *statement = store_statement(store, STATEMENT_SERIES_DUE, error);
	bool has_row;

	if (!statement)
		return false;
	while (true) {
		struct due *item;
		const char *texts[3] = {"", "", ""};
		struct row row;

		if (!store_step(store, statement, &has_row, error))
			return false;
		if (!has_row)
			return true;
		row = row_at(store, statement, "compact_series");
		for (int i = 0; i < 3; i++)
			if (!row_text(&row, i, "service", &texts[i], error))
				return error->kind == ERROR_INVALID;
		item = list_add(due, arena);
		item->type = arena_copy_string(arena, texts[0]);
		item->service = arena_copy_string(arena, texts[1]);
		item->slo = arena_copy_string(arena, texts[2]);
	}
}

static bool pack_due(struct store *store, const struct due *due, struct error *error)
{
	struct packing packing = {
		.loading = {.store = store, .from = INSTANT_BEFORE_ALL, .as_of = END_OF_TIME}};
	bool is_there, is_packed = true;

	packing.loading.arena = &packing.loading.scratch;
	if (!compact_series_find(store, due->type, due->service, due->slo, &packing.series,
				 &is_there, error))
		return false;
	if (is_there)
		is_packed = pack_series(&packing, error);
	arena_release(&packing.loading.scratch);
	return is_packed;
}

bool compact_pack_due(struct store *store, struct error *error)
{
	struct list due = list_of(sizeof(struct due));
	const struct due *items;
	struct arena arena;
	bool is_packed;

	if (!store->has_compact)
		return true;
	arena_init(&arena);
	is_packed = find_due(store, &arena, &due, error);
	items = due.items;
	for (size_t i = 0; i < due.count && is_packed; i++)
		is_packed = pack_due(store, &items[i], error);
	arena_release(&arena);
	return is_packed;
}
