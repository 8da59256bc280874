/*
 * Loading the history of one team or of all, at once or in steps.
 *
 * Rule: no transaction lasts from one step to the next, so that nobody is kept waiting by who
 * looks; what was loaded before somebody wrote is told, and thrown away.
 */
#include <string.h>

#include "store/load.h"

struct store_load {
	struct loading loading;
	const struct catalog *catalog;
	const struct team *team; /* NULL: all */
	bool practices_alone;
	struct history *history;
	struct service_history *services;
	struct team_history *teams;
	size_t next;	   /* of the wanted services, in the order of the team or catalog */
	bool is_begun;	   /* a step was taken */
	long long version; /* of the history, at the first step */
};

static void make_empty(struct service_history *history, const struct service *service,
		       struct arena *arena)
{
	struct slo_history *slos = ARENA_ARRAY(arena, service->slo_count, struct slo_history);

	memset(history, 0, sizeof(*history));
	for (size_t i = 0; i < service->slo_count; i++)
		slos[i].slo = &service->slos[i];
	history->service = service;
	history->slos = slos;
	history->slo_count = service->slo_count;
	for (size_t kind = 0; kind < COLLECTED_KIND_COUNT; kind++)
		history->first_seen[kind] = INSTANT_NONE;
}

struct store_load *store_load_begin(struct store *store, const struct catalog *catalog,
				    const struct history_wanted *wanted, struct arena *arena,
				    struct history *history)
{
	struct store_load *load = ARENA_NEW(arena, struct store_load);

	load->loading = (struct loading){.store = store,
					 .from = wanted->from,
					 .as_of = wanted->as_of,
					 .wants_texts = wanted->wants_texts,
					 .arena = arena};
	load->catalog = catalog;
	load->team = wanted->team;
	load->practices_alone = wanted->practices_alone;
	load->history = history;
	load->services = ARENA_ARRAY(arena, catalog->service_count, struct service_history);
	load->teams = ARENA_ARRAY(arena, catalog->team_count, struct team_history);
	for (size_t i = 0; i < catalog->service_count; i++)
		make_empty(&load->services[i], &catalog->services[i], arena);
	*history = (struct history){.services = load->services,
				    .count = catalog->service_count,
				    .teams = load->teams};
	return load;
}

/* NULL: all that are wanted are loaded. */
static struct service_history *next_service(struct store_load *load)
{
	const struct team *team = load->team;
	size_t count = team ? team->service_count : load->catalog->service_count;
	size_t next = load->next;

	if (next == count || load->practices_alone)
		return NULL;
	load->next++;
	return &load->services[team ? team->services[next]->index : next];
}

/* A service, and after the last one what is the teams' own. */
static bool load_next(struct store_load *load, const struct history_names *names,
		      bool *is_whole, struct error *error)
{
	struct loading *loading = &load->loading;
	struct service_history *service = next_service(load);
	bool is_loaded =
		service ? load_service(loading, names, service, error)
			: load_teams(loading, load->catalog, load->team, load->teams, error) &&
				  (load->team ||
				   load_notes(loading, &load->history->notes, error));

	arena_release(&loading->scratch);
	*is_whole = !service;
	return is_loaded;
}

/* First of all the names, of which there may be many. */
static bool step(struct store_load *load, bool *is_whole, struct error *error)
{
	struct history_names names;
	bool is_read;

	if (!history_names_step(load->loading.store, load->catalog, &names, &is_read, error))
		return false;
	return !is_read || load_next(load, &names, is_whole, error);
}

/* Notes the version before the first step; after each it must be the same. */
static bool check_version(struct store_load *load, struct error *error)
{
	long long version;

	if (!store_version(load->loading.store, &version, error))
		return false;
	if (load->is_begun && version != load->version)
		return error_set(error, ERROR_TRY_LATER,
				 "somebody wrote to the history while it was read");
	load->is_begun = true;
	load->version = version;
	return true;
}

bool store_load_step(struct store_load *load, bool *is_whole, struct error *error)
{
	struct store *store = load->loading.store;
	bool started, is_loaded;

	*is_whole = !store;
	if (!store)
		return true;
	if (!load->is_begun && !check_version(load, error))
		return false;
	if (!store_begin_reading(store, &started, error))
		return false;
	is_loaded = step(load, is_whole, error);
	store_end_reading(store, started);
	return is_loaded && check_version(load, error);
}

bool store_load_history(struct store *store, const struct catalog *catalog,
			const struct history_wanted *wanted, struct arena *arena,
			struct history *history, struct error *error)
{
	struct store_load *load = store_load_begin(store, catalog, wanted, arena, history);
	struct history_names names;
	bool started, is_loaded, is_whole = false;

	if (!store)
		return true;
	if (!store_begin_reading(store, &started, error))
		return false;
	is_loaded = history_names_read(store, catalog, &names, error);
	while (is_loaded && !is_whole)
		is_loaded = load_next(load, &names, &is_whole, error);
	store_end_reading(store, started);
	return is_loaded;
}
