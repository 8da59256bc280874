/*
 * Loading what the capacities read: the observations of a service before an instant, and notes.
 *
 * Rule: every query names one service, so the cost follows what is looked at. Defaults are
 * applied here, and only here.
 */
#include "store/load.h"

#include <stdlib.h>
#include <string.h>

/* -- what the loaders share -------------------------------------------------------------- */

/* A copy, or the last one of this column, where the row before said the same. */
static const char *loading_repeated(struct loading *loading, const char *text,
				    const char **last)
{
	if (!*text)
		return "";
	if (!*last || strcmp(text, *last) != 0)
		*last = arena_copy_string(loading->arena, text);
	return *last;
}

const char *loading_text(struct loading *loading, const char *text)
{
	/* Sources and environments repeat from row to row. */
	return loading_repeated(loading, text, &loading->last_text);
}

/* From when on rows are asked for: where all are wanted, be it one that is refused. */
static instant begin_of(const struct loading *loading, enum statement which)
{
	bool is_packed = which == STATEMENT_LOAD_SAMPLES ||
			 which == STATEMENT_LOAD_FIRST_SAMPLE ||
			 which == STATEMENT_LOAD_DEPLOYMENTS;

	return is_packed || loading->from > INSTANT_MIN ? loading->from : INSTANT_BEFORE_ALL;
}

bool loading_read_under(struct loading *loading, enum statement which, const char *name,
			const char *table, read_item *read, struct list *list,
			struct error *error)
{
	sqlite3_stmt *statement = store_statement(loading->store, which, error);
	bool has_row;

	if (!statement)
		return false;
	if (name)
		statement_bind_text(statement, 1, name);
	statement_bind_instant(statement, 2, loading->as_of);
	if (which == STATEMENT_LOAD_SAMPLES || which == STATEMENT_LOAD_FIRST_SAMPLE)
		statement_bind_text(statement, 3, loading->slo->id);
	if (sqlite3_bind_parameter_count(statement) >= 4)
		sqlite3_bind_int64(statement, 4, begin_of(loading, which));
	while (true) {
		struct row row;

		if (!store_step(loading->store, statement, &has_row, error))
			return false;
		if (!has_row)
			return true;
		row = row_at(loading->store, statement, table);
		if (!read(loading, &row, list_add(list, &loading->scratch), error))
			return false;
	}
}

bool loading_read(struct loading *loading, enum statement which, enum event_kind kind,
		  read_item *read, struct list *list, struct error *error)
{
	for (size_t n = 0; n < loading->name_count; n++) {
		const struct history_name *name = &loading->names[n];

		/* Where nothing stands under a name, asking would cost as much. */
		if (name->kinds & 1U << kind &&
		    !loading_read_under(loading, which, name->name, event_types[kind].name,
					read, list, error))
			return false;
	}
	return true;
}

/* -- service-level objectives, checks, coverage ------------------------------------------- */

/* By start alone: samples of one instant all count, whichever is first. */
static int samples_compare(const void *a, const void *b)
{
	const struct slo_sample *first = a, *second = b;

	return (first->at > second->at) - (first->at < second->at);
}

static bool read_sample(struct loading *loading, const struct row *row, void *item,
			struct error *error)
{
	struct slo_sample *sample = item;

	(void)loading;
	sample->seconds = SECONDS_PER_DAY;
	if (!row_instant(row, 1, "at", &sample->at, error) ||
	    !row_integer(row, 2, "seconds", &sample->seconds, error) ||
	    !row_number(row, 3, "good", &sample->good, error) ||
	    !row_number(row, 4, "total", &sample->total, error))
		return false;
	if (sample->seconds < 1)
		return row_refuse(row, "seconds", "a bucket lasts at least 1 second", error);
	if (sample->good > sample->total)
		return row_refuse(row, "good", "more than total", error);
	return true;
}

bool load_sample_rows(struct loading *loading, const char *name, instant from,
		      struct list *samples, struct error *error)
{
	instant wanted_from = loading->from;
	bool is_loaded;

	loading->from = from;
	is_loaded = loading_read_under(loading, STATEMENT_LOAD_SAMPLES, name, "slo_sample",
				       read_sample, samples, error);
	loading->from = wanted_from;
	return is_loaded;
}

bool load_first_sample_row(struct loading *loading, const char *name, struct list *samples,
			   struct error *error)
{
	return loading_read_under(loading, STATEMENT_LOAD_FIRST_SAMPLE, name, "slo_sample",
				  read_sample, samples, error);
}

/* Under all names, each out of its compact form where it has one. */
static bool load_samples_of(struct loading *loading, struct service_history *history,
			    struct list *samples, struct error *error)
{
	for (size_t n = 0; n < loading->name_count; n++) {
		const struct history_name *name = &loading->names[n];
		bool is_loaded = false;

		if (!(name->kinds & 1U << EVENT_SLO_SAMPLE))
			continue;
		if (!load_compact_samples(loading, name->name, samples, history, &is_loaded,
					  error) ||
		    (!is_loaded && !load_sample_rows(loading, name->name, INSTANT_BEFORE_ALL,
						     samples, error)))
			return false;
	}
	return true;
}

static bool load_samples(struct loading *loading, struct service_history *history,
			 struct error *error)
{
	const struct service *service = history->service;
	instant from = loading->from;
	struct slo_history *slos =
		ARENA_ARRAY(loading->arena, service->slo_count, struct slo_history);

	for (size_t i = 0; i < service->slo_count; i++) {
		struct list samples = list_of(sizeof(struct slo_sample));
		bool is_loaded;

		loading->slo = &service->slos[i];
		/* An objective looks back by a window of its own. */
		if (from > INSTANT_MIN)
			loading->from = from - loading->slo->window_seconds;
		is_loaded = load_samples_of(loading, history, &samples, error);
		loading->from = from;
		if (!is_loaded)
			return false;
		list_sort(&samples, samples_compare);
		slos[i].slo = loading->slo;
		slos[i].samples = list_copy(&samples, loading->arena);
		slos[i].count = samples.count;
	}
	history->slos = slos;
	history->slo_count = service->slo_count;
	return true;
}

/* The same look by several tools: in the order of their names. */
static int checks_compare(const void *a, const void *b)
{
	const struct check_result *first = a, *second = b;
	int order = strcmp(first->check, second->check);

	if (!order)
		order = (first->at > second->at) - (first->at < second->at);
	if (!order)
		order = strcmp(first->source, second->source);
	if (!order)
		order = first->passed - second->passed;
	return order ? order : strcmp(first->title, second->title);
}

static bool read_check(struct loading *loading, const struct row *row, void *item,
		       struct error *error)
{
	struct check_result *result = item;
	const char *check = "", *source = "", *title = "";

	if (!row_text(row, 1, "check", &check, error) ||
	    !row_instant(row, 2, "at", &result->at, error) ||
	    !row_boolean(row, 3, "passed", &result->passed, error) ||
	    !row_text(row, 4, "source", &source, error) ||
	    !row_text(row, 5, "title", &title, error))
		return false;
	result->check = loading_repeated(loading, check, &loading->last_check);
	result->source = loading_text(loading, source);
	result->title = loading_repeated(loading, title, &loading->last_title);
	return true;
}

/* What was looked at again and again has one name. */
static void share_texts(struct check_result *results, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		if (strcmp(results[i].check, results[i - 1].check) == 0)
			results[i].check = results[i - 1].check;
		if (strcmp(results[i].title, results[i - 1].title) == 0)
			results[i].title = results[i - 1].title;
	}
}

static bool load_checks(struct loading *loading, struct service_history *history,
			struct error *error)
{
	struct list checks = list_of(sizeof(struct check_result));

	if (!loading_read(loading, STATEMENT_LOAD_CHECKS, EVENT_CHECK, read_check, &checks,
			  error))
		return false;
	list_sort(&checks, checks_compare);
	share_texts(checks.items, checks.count);
	history->checks = list_copy(&checks, loading->arena);
	history->check_count = checks.count;
	return true;
}

struct loaded_coverage {
	int kind;
	instant until;
};

static bool read_coverage(struct loading *loading, const struct row *row, void *item,
			  struct error *error)
{
	static const char kinds[] = "deployments changes remediations incidents slo_samples "
				    "updates checks exercises work";
	struct loaded_coverage *coverage = item;

	(void)loading;
	coverage->kind = -1;
	if (!row_choice(row, 1, "kind", kinds, &coverage->kind, error) ||
	    !row_instant(row, 2, "until", &coverage->until, error))
		return false;
	return coverage->kind >= 0 || row_refuse(row, "kind", "unknown", error);
}

/* By kind, then ascending. */
static int coverage_compare(const void *a, const void *b)
{
	const struct loaded_coverage *first = a, *second = b;

	if (first->kind != second->kind)
		return first->kind - second->kind;
	return (first->until > second->until) - (first->until < second->until);
}

/* What is said of all services at once. */
static bool read_coverage_of_all(struct loading *loading, struct list *loaded,
				 struct error *error)
{
	return loading_read_under(loading, STATEMENT_LOAD_COVERAGE, NULL, "coverage",
				  read_coverage, loaded, error);
}

/* Sorts it, and sets the instants of each kind and how many there are. */
static void set_coverage(struct loading *loading, struct list *loaded,
			 const instant **covered_until, size_t *covered_count)
{
	const struct loaded_coverage *items;
	instant *until = ARENA_ARRAY(loading->arena, loaded->count, instant);

	list_sort(loaded, coverage_compare);
	items = loaded->items;
	for (size_t i = 0; i < loaded->count; i++) {
		until[i] = items[i].until;
		if (covered_count[items[i].kind]++ == 0)
			covered_until[items[i].kind] = &until[i];
	}
}

static bool load_coverage(struct loading *loading, struct service_history *history,
			  struct error *error)
{
	struct list loaded = list_of(sizeof(struct loaded_coverage));

	if (!loading_read(loading, STATEMENT_LOAD_COVERAGE, EVENT_COVERAGE, read_coverage,
			  &loaded, error) ||
	    !read_coverage_of_all(loading, &loaded, error))
		return false;
	set_coverage(loading, &loaded, history->covered_until, history->covered_count);
	return true;
}

bool load_team_coverage(struct loading *loading, struct team_history *history,
			struct error *error)
{
	struct list loaded = list_of(sizeof(struct loaded_coverage));

	if (!read_coverage_of_all(loading, &loaded, error))
		return false;
	set_coverage(loading, &loaded, history->covered_until, history->covered_count);
	return true;
}

/* -- notes -------------------------------------------------------------------------------- */

static bool read_note(struct loading *loading, const struct row *row, void *item,
		      struct error *error)
{
	struct note *note = item;
	const char *team = "", *text = "", *capacity = "";

	if (!row_text(row, 1, "team", &team, error) ||
	    !row_instant(row, 2, "at", &note->at, error) ||
	    !row_text(row, 3, "text", &text, error) ||
	    !row_text(row, 4, "capacity", &capacity, error))
		return false;
	note->team = loading_text(loading, team);
	note->text = loading_text(loading, text);
	note->capacity = loading_text(loading, capacity);
	return true;
}

bool load_notes(struct loading *loading, struct notes *notes, struct error *error)
{
	struct list list = list_of(sizeof(struct note));

	if (!loading_read_under(loading, STATEMENT_LOAD_NOTES, NULL, "note", read_note, &list,
				error))
		return false;
	notes->items = list_copy(&list, loading->arena);
	notes->count = list.count;
	return true;
}

bool store_load_notes(struct store *store, instant as_of, struct arena *arena,
		      struct notes *notes, struct error *error)
{
	struct loading loading = {.store = store, .as_of = as_of, .arena = arena};
	bool started, is_loaded;

	if (!store)
		return true;
	if (!store_begin_reading(store, &started, error))
		return false;
	is_loaded = load_notes(&loading, notes, error);
	arena_release(&loading.scratch);
	store_end_reading(store, started);
	return is_loaded;
}

/* -- services ----------------------------------------------------------------------------- */

/* Out of the compact form where that can be, else out of all rows. */
static bool load_all_deployments(struct loading *loading, struct service_history *history,
				 struct error *error)
{
	struct deployment *deployments;
	struct change *changes;
	instant from = loading->from;
	instant first_seen[COLLECTED_KIND_COUNT];
	bool is_loaded;

	if (!load_compact_deployments(loading, history, &is_loaded, error))
		return false;
	if (is_loaded) {
		service_history_note_others(history);
		return true;
	}
	memcpy(first_seen, history->first_seen, sizeof(first_seen));
	loading->from = INSTANT_BEFORE_ALL;
	is_loaded = load_deployments(loading, history, &deployments, &changes, error);
	loading->from = from;
	if (!is_loaded)
		return false;
	service_history_prepare(history, deployments, changes, loading->arena);
	/* Of what else there is not all may have been loaded. */
	for (size_t kind = 0; kind < COLLECTED_KIND_COUNT; kind++)
		service_history_note_first(history, (enum collected_kind)kind,
					   first_seen[kind]);
	return true;
}

bool load_service(struct loading *loading, const struct history_names *names,
		  struct service_history *history, struct error *error)
{
	loading->names = history_names_of(names, history->service, &loading->name_count);
	loading->causes_are_known = false;
	return load_incidents(loading, history, error) &&
	       load_updates(loading, history, error) && load_samples(loading, history, error) &&
	       load_checks(loading, history, error) && load_coverage(loading, history, error) &&
	       load_all_deployments(loading, history, error);
}
