/*
 * Deployments out of rows, as a part holds them: with what depends on earlier rows of their
 * series settled.
 *
 * Rule: a hash only says where to look; whether it was so, the rows say.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text_table.h"
#include "store/compact.h"

/* What is being read: the rows, and what is made of them. */
struct tail {
	struct loading *loading;
	const struct compact_series *series;
	struct service_history *rows;
	struct change *changes; /* those of the rows, writable */
	struct compact_deployments *to;
	size_t first; /* in to->deployments: the first of them */
};

static bool load_rows(struct tail *tail, instant end, struct error *error)
{
	const struct history_name name = {tail->series->service, 1U << EVENT_DEPLOYMENT, {0}};
	struct loading rows_loading = {
		.store = tail->loading->store,
		.as_of = end,
		.from = tail->series->stale_at,
		.arena = &tail->loading->scratch,
		.names = &name,
		.name_count = 1,
	};
	struct deployment *deployments;
	bool is_loaded = load_deployments(&rows_loading, tail->rows, &deployments,
					  &tail->changes, error);

	arena_release(&rows_loading.scratch);
	if (is_loaded)
		service_history_prepare(tail->rows, deployments, tail->changes,
					&tail->loading->scratch);
	return is_loaded;
}

/* -- what was delivered before ------------------------------------------------------------ */

uint32_t compact_revision_hash(const char *revision)
{
	uint64_t hash = text_hash(revision);

	return (uint32_t)(hash ^ hash >> 32);
}

/* The revisions that no row before delivered, by their hashes. */
struct wanted_hash {
	uint32_t hash;
	size_t change;
};

static int hashes_compare(const void *a, const void *b)
{
	const struct wanted_hash *first = a, *second = b;

	if (first->hash != second->hash)
		return first->hash < second->hash ? -1 : 1;
	return (first->change > second->change) - (first->change < second->change);
}

static const struct wanted_hash *find_hash(const struct wanted_hash *wanted, size_t count,
					   uint32_t hash)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (wanted[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && wanted[low].hash == hash ? &wanted[low] : NULL;
}

/* Whether rows of [from, until) delivered the revision. */
static bool ask_delivered(const struct tail *tail, instant from, instant until,
			  const char *revision, bool *was_delivered, struct error *error)
{
	sqlite3_stmt *statement =
		store_statement(tail->loading->store, STATEMENT_DELIVERED_EARLIER, error);

	if (!statement)
		return false;
	statement_bind_text(statement, 1, tail->series->service);
	statement_bind_instant(statement, 2, from);
	statement_bind_instant(statement, 3, until);
	statement_bind_text(statement, 4, revision);
	if (!store_step(tail->loading->store, statement, was_delivered, error))
		return false;
	sqlite3_reset(statement);
	return true;
}

/* Asks of each change that has the hash, whether the part that has it delivered it. */
static bool settle_hash(const struct tail *tail, int64_t part, const struct wanted_hash *wanted,
			const struct wanted_hash *end, struct error *error)
{
	uint32_t hash = wanted->hash;
	instant from = part * COMPACT_PART_SECONDS;
	instant until = from + COMPACT_PART_SECONDS;

	if (until > tail->series->stale_at)
		until = tail->series->stale_at;
	for (; wanted < end && wanted->hash == hash; wanted++) {
		struct change *change = &tail->changes[wanted->change];

		if (!change->was_delivered_before &&
		    !ask_delivered(tail, from, until, change->revision,
				   &change->was_delivered_before, error))
			return false;
	}
	return true;
}

static bool settle_part(const struct tail *tail, int64_t part, const unsigned char *hashes,
			size_t length_bytes, const struct wanted_hash *wanted, size_t count,
			struct error *error)
{
	size_t hash_count = length_bytes / sizeof(uint32_t);

	/* The others are of the stale rows as they were: each would be looked for in vain. */
	if (part == compact_part_of(tail->series->stale_at) &&
	    hash_count > tail->to->hashes_before)
		hash_count = tail->to->hashes_before;
	for (size_t i = 0; i < hash_count; i++) {
		const struct wanted_hash *found;
		uint32_t hash;

		memcpy(&hash, hashes + i * sizeof(hash), sizeof(hash));
		found = find_hash(wanted, count, hash);
		if (found && !settle_hash(tail, part, found, wanted + count, error))
			return false;
	}
	return true;
}

static const struct wanted_hash *wanted_hashes(const struct tail *tail, size_t *count)
{
	struct wanted_hash *wanted = ARENA_ARRAY(&tail->loading->scratch,
						 tail->rows->change_count, struct wanted_hash);

	*count = 0;
	for (size_t i = 0; i < tail->rows->change_count; i++)
		if (*tail->changes[i].revision && !tail->changes[i].was_delivered_before)
			wanted[(*count)++] = (struct wanted_hash){
				compact_revision_hash(tail->changes[i].revision), i};
	if (*count)
		qsort(wanted, *count, sizeof(*wanted), hashes_compare);
	return wanted;
}

static bool settle_delivered(const struct tail *tail, struct error *error)
{
	const struct compact_series *series = tail->series;
	struct store *store = tail->loading->store;
	size_t count;
	const struct wanted_hash *wanted = wanted_hashes(tail, &count);
	sqlite3_stmt *statement;
	bool has_row;

	/* What was never packed has no earlier part. */
	if (!count || series->newest_at == INSTANT_NONE)
		return true;
	statement = store_statement(store, STATEMENT_DELIVERED, error);
	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, compact_key(series, 0));
	sqlite3_bind_int64(statement, 2,
			   compact_key(series, compact_part_of(series->stale_at)));
	while (true) {
		if (!store_step(store, statement, &has_row, error))
			return false;
		if (!has_row)
			return true;
		if (!settle_part(
			    tail, sqlite3_column_int64(statement, 0) - compact_key(series, 0),
			    sqlite3_column_blob(statement, 1),
			    (size_t)sqlite3_column_bytes(statement, 1), wanted, count, error))
			return false;
	}
}

/* -- what remediations name --------------------------------------------------------------- */

/* Adds to a list the texts that earlier remedies name, with their instants. */
struct named_text {
	const char *text;
	instant at;
};

static bool remedied_earlier(const struct tail *tail, struct text_table *named,
			     struct error *error)
{
	struct store *store = tail->loading->store;
	struct arena *scratch = &tail->loading->scratch;
	struct list list = list_of(sizeof(struct named_text));
	const struct named_text *items;
	sqlite3_stmt *statement = store_statement(store, STATEMENT_REMEDIES_EARLIER, error);
	bool has_row;

	if (!statement)
		return false;
	statement_bind_text(statement, 1, tail->series->service);
	statement_bind_instant(statement, 2, tail->series->stale_at);
	while (true) {
		struct named_text *item;
		const char *text = "";
		struct row row;

		if (!store_step(store, statement, &has_row, error))
			return false;
		if (!has_row)
			break;
		row = row_at(store, statement, "deployment");
		item = list_add(&list, scratch);
		if (!row_text(&row, 1, "fixes", &text, error) ||
		    !row_instant(&row, 2, "at", &item->at, error))
			return false;
		item->text = arena_copy_string(scratch, text);
	}
	text_table_init(named, list.count, scratch);
	items = list.items;
	for (size_t i = 0; i < list.count; i++)
		text_table_put_least(named, items[i].text, items[i].at);
	return true;
}

static void add_target(struct tail *tail, size_t index, struct compact_target target)
{
	struct compact_deployments *to = tail->to;
	struct compact_deployment *deployment = &to->deployments[tail->first + index];

	if (!deployment->target_count++)
		deployment->first_target = to->target_count;
	to->targets = arena_grow(&tail->loading->scratch, to->targets, to->target_count,
				 &to->target_capacity, sizeof(*to->targets));
	to->targets[to->target_count++] = target;
}

/* Which of the deployments of its instant a row is. */
static uint64_t ordinal_of(const struct service_history *rows, size_t index)
{
	uint64_t ordinal = 0;

	while (index > ordinal &&
	       rows->deployments[index - ordinal - 1].at == rows->deployments[index].at)
		ordinal++;
	return ordinal;
}

bool compact_targets_of(struct loading *loading, const char *service, const char *id,
			instant until, struct list *targets, struct error *error)
{
	sqlite3_stmt *statement = store_statement(loading->store, STATEMENT_NAMED, error);
	bool has_row;

	if (!statement)
		return false;
	statement_bind_text(statement, 1, id);
	if (service)
		statement_bind_text(statement, 2, service);
	statement_bind_instant(statement, 3, until);
	while (true) {
		struct compact_target *target;
		const char *name = "";
		struct row row;

		if (!store_step(loading->store, statement, &has_row, error))
			return false;
		if (!has_row)
			return true;
		row = row_at(loading->store, statement, "deployment");
		target = list_add(targets, &loading->scratch);
		if (!row_instant(&row, 1, "at", &target->at, error) ||
		    (!service && !row_text(&row, 3, "service", &name, error)))
			return false;
		target->ordinal = (uint64_t)sqlite3_column_int64(statement, 2);
		if (!service)
			target->service = arena_copy_string(&loading->scratch, name);
	}
}

/* The rows of each id: the first, and for each the next one; rows->deployment_count: none. */
struct ids {
	struct text_table first;
	size_t *next;
};

static struct ids ids_of(const struct tail *tail)
{
	const struct service_history *rows = tail->rows;
	struct arena *scratch = &tail->loading->scratch;
	struct ids ids = {.next = ARENA_ARRAY(scratch, rows->deployment_count, size_t)};

	text_table_init(&ids.first, rows->deployment_count, scratch);
	for (size_t i = rows->deployment_count; i > 0; i--) {
		const char *id = rows->deployments[i - 1].id;

		ids.next[i - 1] = (size_t)text_table_find(&ids.first, id,
							  (int64_t)rows->deployment_count);
		text_table_put_least(&ids.first, id, (int64_t)i - 1);
	}
	return ids;
}

/* What one remedy among the rows names: earlier deployments, and later ones. */
static bool settle_remedy(struct tail *tail, const struct ids *ids, size_t index,
			  struct error *error)
{
	const struct deployment *remedy = &tail->rows->deployments[index];
	struct list targets = list_of(sizeof(struct compact_target));
	const struct compact_target *items;
	size_t none = tail->rows->deployment_count;

	if (tail->series->newest_at != INSTANT_NONE &&
	    !compact_targets_of(tail->loading, tail->series->service, remedy->fixes,
				tail->series->stale_at, &targets, error))
		return false;
	items = targets.items;
	for (size_t i = 0; i < targets.count; i++)
		add_target(tail, index, items[i]);
	for (size_t i = (size_t)text_table_find(&ids->first, remedy->fixes, (int64_t)none);
	     i < none; i = ids->next[i]) {
		instant *remedied_at = &tail->to->deployments[tail->first + i].remedied_at;

		if (i < index)
			add_target(tail, index,
				   (struct compact_target){NULL, tail->rows->deployments[i].at,
							   ordinal_of(tail->rows, i)});
		else if (*remedied_at == INSTANT_NONE || remedy->at < *remedied_at)
			*remedied_at = remedy->at;
	}
	return true;
}

static bool settle_remedies(struct tail *tail, struct error *error)
{
	const struct service_history *rows = tail->rows;
	struct compact_deployment *deployments;
	struct text_table earlier;
	struct ids ids;

	if (!rows->deployment_count)
		return true;
	deployments = &tail->to->deployments[tail->first];
	ids = ids_of(tail);
	if (!remedied_earlier(tail, &earlier, error))
		return false;
	for (size_t i = 0; i < rows->deployment_count; i++)
		if (*rows->deployments[i].id)
			deployments[i].remedied_at = text_table_find(
				&earlier, rows->deployments[i].id, INSTANT_NONE);
	for (size_t i = 0; i < rows->deployment_count; i++)
		if (deployment_is_remedy(&rows->deployments[i]) &&
		    !settle_remedy(tail, &ids, i, error))
			return false;
	return true;
}

/* -- taking them over --------------------------------------------------------------------- */

static void add_deployment(struct tail *tail, const struct deployment *row)
{
	struct compact_deployments *to = tail->to;
	struct arena *scratch = &tail->loading->scratch;

	to->deployments = arena_grow(scratch, to->deployments, to->count, &to->capacity,
				     sizeof(*to->deployments));
	to->deployments[to->count++] = (struct compact_deployment){
		.at = row->at,
		.kind = row->kind,
		.succeeded = row->succeeded,
		.is_production = row->is_production,
		.declares_fixes = row->declares_fixes,
		.remedied_at = INSTANT_NONE,
		.first_change = to->change_count,
		.change_count = row->change_count,
	};
	for (size_t i = row->first_change; i < row->first_change + row->change_count; i++) {
		to->changes = arena_grow(scratch, to->changes, to->change_count,
					 &to->change_capacity, sizeof(*to->changes));
		to->changes[to->change_count++] = (struct compact_change){
			tail->changes[i].committed_at, tail->changes[i].was_delivered_before};
	}
}

bool compact_deployments_read_rows(struct loading *loading, const struct compact_series *series,
				   instant end, struct compact_deployments *deployments,
				   struct error *error)
{
	struct service_history *rows = ARENA_NEW(&loading->scratch, struct service_history);
	struct tail tail = {.loading = loading,
			    .series = series,
			    .rows = rows,
			    .to = deployments,
			    .first = deployments->count};

	if (!load_rows(&tail, end, error) || !settle_delivered(&tail, error))
		return false;
	for (size_t i = 0; i < rows->deployment_count; i++)
		add_deployment(&tail, &rows->deployments[i]);
	deployments->rows = rows;
	return settle_remedies(&tail, error);
}
