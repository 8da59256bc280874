/* The history as a whole: how much there is, which names nobody claims, whether it changed. */
#include <sys/stat.h>

#include "store/names.h"

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

/* -- names that belong to no service ------------------------------------------------------- */

/* Counts the events under a name, of every type that has some. */
static bool count_events(struct store *store, const struct history_name *name, size_t *events,
			 struct error *error)
{
	bool is_ok = true;

	for (size_t i = 0; i < EVENT_KIND_COUNT && is_ok; i++) {
		sqlite3_stmt *count;
		bool has_row;

		if (!(name->kinds & 1U << i))
			continue;
		count = store_type_statement(store, &event_types[i], TYPE_COUNT_SERVICE, error);
		if (!count)
			return false;
		statement_bind_text(count, 1, name->name);
		is_ok = store_step(store, count, &has_row, error);
		if (is_ok)
			*events += (size_t)sqlite3_column_int64(count, 0);
		sqlite3_reset(count);
	}
	return is_ok;
}

static bool read_unmatched(struct store *store, const struct history_name *name,
			   struct arena *arena, struct unmatched_name *unmatched,
			   struct error *error)
{
	const struct service_match *match = &name->match;
	const struct service **sharers =
		ARENA_ARRAY(arena, match->sharer_count, const struct service *);

	for (size_t i = 0; i < match->sharer_count; i++)
		sharers[i] = match->sharers[i].service;
	*unmatched = (struct unmatched_name){.name = arena_copy_string(arena, name->name),
					     .sharers = sharers,
					     .sharer_count = match->sharer_count};
	return count_events(store, name, &unmatched->events, error);
}

bool store_unmatched_names(struct store *store, const struct catalog *catalog,
			   struct arena *arena, const struct unmatched_name **names,
			   size_t *count, struct error *error)
{
	struct history_names known;
	struct unmatched_name *unmatched = NULL;
	size_t found = 0;
	bool started, is_ok;

	if (!store_begin_reading(store, &started, error))
		return false;
	is_ok = history_names_read(store, catalog, &known, error);
	if (is_ok) {
		size_t name_count;
		const struct history_name *nobodys =
			history_names_of(&known, NULL, &name_count);

		unmatched = ARENA_ARRAY(arena, name_count, struct unmatched_name);
		for (size_t i = 0; i < name_count && is_ok; i++) {
			is_ok = read_unmatched(store, &nobodys[i], arena, &unmatched[found],
					       error);
			/* A series may outlive its rows. */
			found += is_ok && unmatched[found].events > 0;
		}
	}
	store_end_reading(store, started);
	if (!is_ok)
		return false;
	*names = unmatched;
	*count = found;
	return true;
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
