/*
 * The history as a whole: how much there is, what nobody claims, whether it changed, whether
 * every row is what it must be.
 *
 * Rule: names are found by seeking from one to the next, so what they cost is their number.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "store/load.h"

/* -- numbers ------------------------------------------------------------------------------ */

static bool summarise_type(struct store *store, const struct event_type *type,
			   struct store_summary *summary, struct error *error)
{
	static const char *const ends[] = {"min", "max"};
	struct buffer sql;
	int64_t count, found[2];
	bool is_ok;

	buffer_init(&sql);
	buffer_addf(&sql, "SELECT count(*) FROM \"%s\"", type->name);
	is_ok = store_query_integer(store, sql.bytes, &count, error);
	for (size_t i = 0; i < 2 && is_ok; i++) {
		buffer_clear(&sql);
		buffer_addf(&sql, "SELECT ifnull(%s(", ends[i]);
		sql_add_at(&sql, type);
		/* An undated event is neither first nor last. */
		buffer_addf(&sql, "), -1) FROM \"%s\"", type->name);
		is_ok = store_query_integer(store, sql.bytes, &found[i], error);
	}
	buffer_release(&sql);
	if (!is_ok)
		return false;
	summary->events[type->kind] = (size_t)count;
	if (found[0] >= 0 &&
	    (summary->earliest == INSTANT_NONE || found[0] < summary->earliest))
		summary->earliest = found[0];
	if (found[1] >= 0 && (summary->latest == INSTANT_NONE || found[1] > summary->latest))
		summary->latest = found[1];
	return true;
}

bool store_summarise(struct store *store, struct store_summary *summary, struct error *error)
{
	struct store_summary made = {.earliest = INSTANT_NONE, .latest = INSTANT_NONE};
	bool started, is_ok = true;

	if (!store_begin_reading(store, &started, error))
		return false;
	for (size_t i = 0; i < EVENT_KIND_COUNT && is_ok; i++)
		is_ok = summarise_type(store, &event_types[i], &made, error);
	store_end_reading(store, started);
	if (is_ok)
		*summary = made;
	return is_ok;
}

/* -- names that no service has ------------------------------------------------------------ */

static int names_compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static struct list catalog_names(const struct catalog *catalog, struct arena *scratch)
{
	struct list names = list_of(sizeof(const char *));

	for (size_t i = 0; i < catalog->service_count; i++) {
		const struct service *service = &catalog->services[i];

		*(const char **)list_add(&names, scratch) = service->id;
		for (size_t j = 0; j < service->alias_count; j++)
			*(const char **)list_add(&names, scratch) = service->aliases[j];
	}
	list_sort(&names, names_compare);
	return names;
}

static bool name_is_known(const struct list *names, const char *name)
{
	return names->count && bsearch(&name, names->items, names->count, names->item_bytes,
				       names_compare) != NULL;
}

/* The least name of a type's events after `name`; *next NULL where there is none. */
static bool name_after(struct store *store, sqlite3_stmt *statement, const char *table,
		       const char *name, struct arena *arena, const char **next,
		       struct error *error)
{
	const char *text = NULL;
	bool has_row;
	struct row row;

	sqlite3_reset(statement);
	statement_bind_text(statement, 1, name);
	if (!store_step(store, statement, &has_row, error))
		return false;
	row = row_at(store, statement, table);
	if (has_row && !row_text(&row, 1, "service", &text, error))
		return false;
	*next = text ? arena_copy_string(arena, text) : NULL;
	return true;
}

static bool count_name(struct store *store, sqlite3_stmt *statement, const char *name,
		       size_t *events, struct error *error)
{
	bool has_row;

	sqlite3_reset(statement);
	statement_bind_text(statement, 1, name);
	if (!store_step(store, statement, &has_row, error))
		return false;
	*events += (size_t)sqlite3_column_int64(statement, 0);
	return true;
}

static bool gather_unmatched(struct store *store, const struct event_type *type,
			     const struct list *known, struct arena *scratch,
			     struct list *unmatched, struct error *error)
{
	sqlite3_stmt *seek = NULL, *count = NULL;
	const char *name = "";
	bool is_ok;

	is_ok = store_prepare(store,
			      arena_printf(scratch,
					   "SELECT rowid, service FROM \"%s\" WHERE service > "
					   "?1 ORDER BY service LIMIT 1",
					   type->name),
			      &seek, error) &&
		store_prepare(store,
			      arena_printf(scratch,
					   "SELECT count(*) FROM \"%s\" WHERE service = ?1",
					   type->name),
			      &count, error);
	while (is_ok &&
	       (is_ok = name_after(store, seek, type->name, name, scratch, &name, error)) &&
	       name) {
		struct unmatched_name *entry;

		if (name_is_known(known, name))
			continue;
		entry = list_add(unmatched, scratch);
		entry->name = name;
		is_ok = count_name(store, count, name, &entry->events, error);
	}
	sqlite3_finalize(seek);
	sqlite3_finalize(count);
	return is_ok;
}

static int unmatched_compare(const void *a, const void *b)
{
	const struct unmatched_name *first = a, *second = b;

	return strcmp(first->name, second->name);
}

/* Copies the sorted list, one entry for each name; names of several types add up. */
static struct unmatched_name *unmatched_merged(const struct list *list, struct arena *arena,
					       size_t *count)
{
	const struct unmatched_name *items = list->items;
	struct unmatched_name *merged = ARENA_ARRAY(arena, list->count, struct unmatched_name);
	size_t used = 0;

	for (size_t i = 0; i < list->count; i++) {
		if (used && strcmp(merged[used - 1].name, items[i].name) == 0) {
			merged[used - 1].events += items[i].events;
			continue;
		}
		merged[used].name = arena_copy_string(arena, items[i].name);
		merged[used++].events = items[i].events;
	}
	*count = used;
	return merged;
}

bool store_unmatched_names(struct store *store, const struct catalog *catalog,
			   struct arena *arena, const struct unmatched_name **names,
			   size_t *count, struct error *error)
{
	struct arena scratch;
	struct list known, unmatched = list_of(sizeof(struct unmatched_name));
	bool started, is_ok = true;

	if (!store_begin_reading(store, &started, error))
		return false;
	arena_init(&scratch);
	known = catalog_names(catalog, &scratch);
	for (size_t i = 0; i < EVENT_KIND_COUNT && is_ok; i++)
		if (event_field_find(&event_types[i], "service") >= 0)
			is_ok = gather_unmatched(store, &event_types[i], &known, &scratch,
						 &unmatched, error);
	store_end_reading(store, started);
	if (is_ok) {
		list_sort(&unmatched, unmatched_compare);
		*names = unmatched_merged(&unmatched, arena, count);
	}
	arena_release(&scratch);
	return is_ok;
}

/* -- whether anything changed ------------------------------------------------------------- */

/* The mixing step of splitmix64 (Steele, Lea and Flood 2014). */
static uint64_t mix(uint64_t state, uint64_t value)
{
	state = (state ^ value) + UINT64_C(0x9e3779b97f4a7c15);
	state = (state ^ (state >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	state = (state ^ (state >> 27)) * UINT64_C(0x94d049bb133111eb);
	return state ^ (state >> 31);
}

static uint64_t mix_file(uint64_t state, const char *path)
{
	struct stat status;

	if (stat(path, &status) != 0)
		return mix(state, 0);
	state = mix(state, (uint64_t)status.st_dev);
	state = mix(state, (uint64_t)status.st_ino);
	state = mix(state, (uint64_t)status.st_size);
	state = mix(state, (uint64_t)status.st_mtim.tv_sec);
	return mix(state, (uint64_t)status.st_mtim.tv_nsec);
}

/*
 * data_version tells what other connections wrote, exactly, but only to this connection, and
 * not of a file that took this one's place; total_changes tells what this one wrote; the two
 * files tell all of it, as finely as the file system's clock goes.
 */
bool store_version(struct store *store, long long *version, struct error *error)
{
	sqlite3_stmt *statement = store_statement(store, STATEMENT_DATA_VERSION, error);
	uint64_t state = 0;
	bool has_row;

	if (!statement || !store_step(store, statement, &has_row, error))
		return false;
	state = mix(state, (uint64_t)sqlite3_column_int64(statement, 0));
	sqlite3_reset(statement);
	state = mix(state, (uint64_t)sqlite3_total_changes64(store->db));
	if (store->path) {
		sqlite3_filename name = sqlite3_db_filename(store->db, "main");

		state = mix_file(mix_file(state, name), sqlite3_filename_wal(name));
	}
	*version = (long long)(state >> 1);
	return true;
}
