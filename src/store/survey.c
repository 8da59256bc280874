#include "store/survey.h"

#include <string.h>

#include "store/list.h"
#include "store/names.h"

/* A text that is one, copied; NULL for all others. */
static const char *readable_text(const struct row *row, int column, struct arena *arena)
{
	const char *text = NULL;
	struct error refusal;

	if (!row_text(row, column, "", &text, &refusal) || !text)
		return NULL;
	return arena_copy_string(arena, text);
}

/* -- SLOs --------------------------------------------------------------------------------- */

static bool service_names_slo(const struct service *service, const char *slo)
{
	for (size_t i = 0; i < service->slo_count; i++)
		if (strcmp(service->slos[i].id, slo) == 0)
			return true;
	return false;
}

/* Adds an SLO's samples under one name of its service to those under the names before. */
static void add_samples(struct list *slos, size_t first, const struct service *service,
			const char *slo, size_t samples, struct arena *arena)
{
	struct unnamed_slo *items = slos->items;

	for (size_t i = first; i < slos->count; i++)
		if (strcmp(items[i].slo, slo) == 0) {
			items[i].samples += samples;
			return;
		}
	*(struct unnamed_slo *)list_add(slos, arena) =
		(struct unnamed_slo){service, slo, samples};
}

/* The unnamed SLOs under one name; those of its service begin at `first`. */
static bool read_slos_under(struct store *store, sqlite3_stmt *seek, sqlite3_stmt *samples,
			    const struct history_name *name, struct list *slos, size_t first,
			    struct arena *arena, struct error *error)
{
	const struct service *service = name->match.service;
	bool has_row, is_ok;

	sqlite3_reset(seek);
	statement_bind_text(seek, 1, name->name);
	while ((is_ok = store_step(store, seek, &has_row, error)) && has_row) {
		struct row row = row_at(store, seek, "slo_sample");
		const char *slo = readable_text(&row, 1, arena);

		if (!slo || service_names_slo(service, slo))
			continue;
		sqlite3_reset(samples);
		statement_bind_text(samples, 1, name->name);
		statement_bind_text(samples, 2, slo);
		if (!store_step(store, samples, &has_row, error))
			return false;
		add_samples(slos, first, service, slo, (size_t)sqlite3_column_int64(samples, 0),
			    arena);
	}
	return is_ok;
}

static int slos_compare(const void *a, const void *b)
{
	const struct unnamed_slo *first = a, *second = b;

	if (first->service != second->service)
		return first->service > second->service ? 1 : -1;
	return strcmp(first->slo, second->slo);
}

static bool read_unnamed_slos(struct store *store, const struct history_names *names,
			      struct arena *arena, struct list *slos, struct error *error)
{
	static const char seek_sql[] =
		"WITH RECURSIVE slos (slo) AS ("
		"SELECT min(slo) FROM slo_sample WHERE service = ?1 UNION ALL "
		"SELECT (SELECT min(s.slo) FROM slo_sample AS s"
		" WHERE s.service = ?1 AND s.slo > slos.slo) FROM slos WHERE slo IS NOT NULL) "
		"SELECT 0, slo FROM slos WHERE slo IS NOT NULL";
	static const char samples_sql[] =
		"SELECT count(*) FROM slo_sample WHERE service = ?1 AND slo = ?2";
	sqlite3_stmt *seek = NULL, *samples = NULL;
	const struct service *service = NULL;
	size_t first = 0;
	bool is_ok;

	is_ok = store_prepare(store, seek_sql, &seek, error) &&
		store_prepare(store, samples_sql, &samples, error);
	for (size_t i = 0; i < names->count && is_ok; i++) {
		const struct history_name *name = &names->names[i];

		if (!name->match.service || !(name->kinds & 1U << EVENT_SLO_SAMPLE))
			continue;
		if (name->match.service != service)
			first = slos->count;
		service = name->match.service;
		is_ok = read_slos_under(store, seek, samples, name, slos, first, arena, error);
	}
	sqlite3_finalize(seek);
	sqlite3_finalize(samples);
	return is_ok;
}

bool store_unnamed_slos(struct store *store, const struct catalog *catalog, struct arena *arena,
			const struct unnamed_slo **slos, size_t *count, struct error *error)
{
	struct list found = list_of(sizeof(struct unnamed_slo));
	struct history_names names;
	bool started, is_ok;

	if (!store_begin_reading(store, &started, error))
		return false;
	is_ok = history_names_read(store, catalog, &names, error) &&
		read_unnamed_slos(store, &names, arena, &found, error);
	store_end_reading(store, started);
	if (!is_ok)
		return false;
	list_sort(&found, slos_compare);
	*slos = found.items;
	*count = found.count;
	return true;
}

/* -- teams -------------------------------------------------------------------------------- */

static bool read_teams_of(struct store *store, const struct event_type *type,
			  struct arena *arena, struct list *teams, struct error *error)
{
	const char *table = type->kind == EVENT_MEETING ? "meeting_team" : type->name;
	sqlite3_stmt *statement;
	bool has_row, is_ok;

	if (!store_prepare(store,
			   arena_printf(arena,
					"SELECT count(*), team FROM \"%s\" WHERE team IS NOT "
					"NULL GROUP BY team",
					table),
			   &statement, error))
		return false;
	while ((is_ok = store_step(store, statement, &has_row, error)) && has_row) {
		struct row row = row_at(store, statement, table);
		const char *name = readable_text(&row, 1, arena);
		struct history_team *team;

		if (!name)
			continue;
		team = list_add(teams, arena);
		team->team = name;
		team->kinds = 1U << type->kind;
		team->events = (size_t)row.rowid; /* column 0: the count */
	}
	sqlite3_finalize(statement);
	return is_ok;
}

static int teams_compare(const void *a, const void *b)
{
	const struct history_team *first = a, *second = b;

	return strcmp(first->team, second->team);
}

static void merge_teams(struct list *teams)
{
	struct history_team *items = teams->items;
	size_t used = 0;

	list_sort(teams, teams_compare);
	for (size_t i = 0; i < teams->count; i++) {
		if (!used || strcmp(items[used - 1].team, items[i].team) != 0) {
			items[used++] = items[i];
			continue;
		}
		items[used - 1].kinds |= items[i].kinds;
		items[used - 1].events += items[i].events;
	}
	teams->count = used;
}

bool store_history_teams(struct store *store, struct arena *arena,
			 const struct history_team **teams, size_t *count, struct error *error)
{
	struct list found = list_of(sizeof(struct history_team));
	bool started, is_ok = true;

	if (!store_begin_reading(store, &started, error))
		return false;
	for (size_t i = 0; i < EVENT_KIND_COUNT && is_ok; i++)
		if (i == EVENT_MEETING || event_field_find(&event_types[i], "team") >= 0)
			is_ok = read_teams_of(store, &event_types[i], arena, &found, error);
	store_end_reading(store, started);
	if (!is_ok)
		return false;
	merge_teams(&found);
	*teams = found.items;
	*count = found.count;
	return true;
}

/* -- the future --------------------------------------------------------------------------- */

/* What an event of a type is about. */
static const char *subject_column(const struct event_type *type)
{
	static const char *const names[] = {"service", "team", "rule"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (event_field_find(type, names[i]) >= 0)
			return names[i];
	return "NULL";
}

static bool read_later(struct store *store, const struct event_type *type, instant from,
		       struct arena *arena, struct later_events *later, struct error *error)
{
	sqlite3_stmt *statement;
	struct buffer sql;
	bool has_row, is_ok;

	/* Beside min(), SQLite gives the other columns of the row that it is of. */
	buffer_init(&sql);
	buffer_addf(&sql, "SELECT rowid, count(*), %s, min(", subject_column(type));
	sql_add_at(&sql, type);
	buffer_addf(&sql, ") FROM \"%s\" WHERE ", type->name);
	sql_add_at(&sql, type);
	buffer_add_string(&sql, " >= ?1");
	is_ok = store_prepare(store, sql.bytes, &statement, error);
	buffer_release(&sql);
	if (!is_ok)
		return false;
	/* A scorecard as of an instant takes coverage up to it in. */
	statement_bind_instant(statement, 1, type->kind == EVENT_COVERAGE ? from + 1 : from);
	is_ok = store_step(store, statement, &has_row, error);
	if (is_ok && sqlite3_column_int64(statement, 1) > 0) {
		struct row row = row_at(store, statement, type->name);

		later->count = (size_t)sqlite3_column_int64(statement, 1);
		later->first_row = row.rowid;
		later->subject = readable_text(&row, 2, arena);
		is_ok = row_instant(&row, 3, type->at_field, &later->first_at, error);
	}
	sqlite3_finalize(statement);
	return is_ok;
}

bool store_later_events(struct store *store, instant from, struct arena *arena,
			struct later_events later[EVENT_KIND_COUNT], struct error *error)
{
	struct later_events found[EVENT_KIND_COUNT] = {{0}};
	bool started, is_ok = true;

	if (!store_begin_reading(store, &started, error))
		return false;
	for (size_t i = 0; i < EVENT_KIND_COUNT && is_ok; i++)
		is_ok = read_later(store, &event_types[i], from, arena, &found[i], error);
	store_end_reading(store, started);
	if (is_ok)
		memcpy(later, found, sizeof(found));
	return is_ok;
}
