/*
 * What the history has nothing of yet, no more of, or too early.
 *
 * Rule: quiet is not wrong. What may honestly have nothing to say is told of once, with what
 * would say so; what stopped is told of only where it was regular, or where somebody said up to
 * when it is known.
 */
#include <stdlib.h>
#include <string.h>

#include "command/check.h"
#include "model/rhythm.h"
#include "store/survey.h"

#define COVERAGE_SECONDS (14 * SECONDS_PER_DAY)

/* What the sections look at. */
struct looking {
	struct checking *checking;
	struct history history; /* before now */
	const struct unnamed_slo *slos;
	size_t slo_count;
	const struct history_team *teams;
	size_t team_count;
};

static const char *placed(struct checking *checking, const struct place *place)
{
	return arena_printf(&checking->invocation->arena, "%s:%zu:%zu",
			    shown(checking, place->file), place->line, place->column);
}

/* "2026-09-30T11:40:00Z, 118 days ago" */
static const char *since(struct checking *checking, instant at)
{
	char text[INSTANT_TEXT_BYTES];
	size_t days = (size_t)((checking->now - at) / SECONDS_PER_DAY);

	return arena_printf(&checking->invocation->arena, "%s, %zu day%s ago",
			    instant_format(at, text), days, plural(days));
}

/* -- nothing yet --------------------------------------------------------------------------- */

static bool has_unnamed_slo(const struct looking *looking, const struct service *service)
{
	for (size_t i = 0; i < looking->slo_count; i++)
		if (looking->slos[i].service == service)
			return true;
	return false;
}

static bool has_events(const struct looking *looking, const struct service_history *history)
{
	for (size_t kind = 0; kind < COLLECTED_KIND_COUNT; kind++)
		if (history->first_seen[kind] != INSTANT_NONE)
			return true;
	return has_unnamed_slo(looking, history->service);
}

static void say_empty_services(const struct looking *looking)
{
	struct findings findings;

	findings_begin(&findings, looking->checking);
	for (size_t i = 0; i < looking->history.count; i++) {
		const struct service *service = looking->history.services[i].service;

		if (!has_events(looking, &looking->history.services[i]))
			findings_add(&findings, "%s: service '%s'",
				     placed(looking->checking, &service->place), service->id);
	}
	findings_end(
		&findings, "Services that nothing was recorded for yet",
		"If the history has another name for it, let that be an alias; else record "
		"or import it:");
}

static void say_empty_slos(const struct looking *looking)
{
	struct findings findings;

	findings_begin(&findings, looking->checking);
	for (size_t i = 0; i < looking->history.count; i++) {
		const struct service_history *history = &looking->history.services[i];

		for (size_t j = 0; j < history->slo_count; j++)
			if (!history->slos[j].count)
				findings_add(
					&findings, "%s: '%s' of service '%s'",
					placed(looking->checking, &history->slos[j].slo->place),
					history->slos[j].slo->id, history->service->id);
	}
	findings_end(&findings, "SLOs without samples yet",
		     "They are judged once there are some: 'aplomb record slo_sample --help':");
}

static void say_unnamed_slos(const struct looking *looking)
{
	struct checking *checking = looking->checking;
	struct findings findings;

	findings_begin(&findings, checking);
	for (size_t i = 0; i < looking->slo_count; i++) {
		const struct unnamed_slo *slo = &looking->slos[i];

		if (is_id(slo->slo))
			findings_add(&findings,
				     "- {id: %s, target: 99%%}   # service '%s', %zu sample%s",
				     yaml_id(checking, slo->slo), slo->service->id,
				     slo->samples, plural(slo->samples));
		else
			findings_add(&findings,
				     "# '%s' of service '%s', %zu sample%s: an id has letters, "
				     "digits, . _ and - only",
				     shown(checking, slo->slo), slo->service->id, slo->samples,
				     plural(slo->samples));
	}
	findings_end(&findings, "SLOs that have samples and no target yet",
		     "A line under the service's 'slos:' adopts them; the target is yours to "
		     "agree on:");
}

/* -- what a team collects ------------------------------------------------------------------ */

static bool team_has_kind(const struct looking *looking, const char *team, enum event_kind kind)
{
	for (size_t i = 0; i < looking->team_count; i++)
		if (strcmp(looking->teams[i].team, team) == 0)
			return looking->teams[i].kinds & 1U << kind;
	return false;
}

/* Whether a kind came, or somebody said that it is known. */
static bool kind_came(const struct looking *looking, const struct team *team,
		      enum collected_kind kind)
{
	for (size_t i = 0; i < team->service_count; i++) {
		const struct service_history *history =
			&looking->history.services[team->services[i]->index];

		if (history->first_seen[kind] != INSTANT_NONE || history->covered_count[kind])
			return true;
	}
	if (kind == COLLECTED_EXERCISES)
		return team_has_kind(looking, team->id, EVENT_EXERCISE);
	return kind == COLLECTED_WORK && team_has_kind(looking, team->id, EVENT_WORK);
}

/* "incidents, updates": the kinds that a team collects and that did not come; "": all did. */
static const char *empty_kinds(const struct looking *looking, const struct team *team)
{
	const char *listed = "";

	for (size_t kind = 0; kind < COLLECTED_KIND_COUNT; kind++)
		if (team->collects & 1U << kind &&
		    !kind_came(looking, team, (enum collected_kind)kind))
			listed = arena_printf(&looking->checking->invocation->arena, "%s%s%s",
					      listed, *listed ? ", " : "",
					      collected_kind_names[kind]);
	return listed;
}

static void say_empty_kinds(const struct looking *looking)
{
	const struct catalog *catalog = looking->checking->catalog;
	struct findings findings;

	findings_begin(&findings, looking->checking);
	for (size_t i = 0; i < catalog->team_count; i++) {
		const struct team *team = &catalog->teams[i];
		const char *kinds = empty_kinds(looking, team);

		if (*kinds)
			findings_add(&findings, "%s: team '%s': %s",
				     placed(looking->checking, &team->place), team->id, kinds);
	}
	findings_end(&findings, "Teams that collect what nothing came of yet",
		     "If there was nothing to tell, a coverage record says so "
		     "(aplomb-events(5)):");
}

/* -- no more ------------------------------------------------------------------------------- */

/* Up to when a kind is known of a service; of all teams, where it is a practice. */
struct known_until {
	enum collected_kind kind;
	instant until;
	const struct service *service; /* NULL: of all teams */
};

static bool is_of_teams(enum collected_kind kind)
{
	return kind == COLLECTED_EXERCISES || kind == COLLECTED_WORK;
}

/* By kind, then the longest ago, then as they came. */
static int known_compare(const void *a, const void *b)
{
	const struct known_until *first = a, *second = b;

	if (first->kind != second->kind)
		return first->kind < second->kind ? -1 : 1;
	if (first->until != second->until)
		return first->until < second->until ? -1 : 1;
	return (first->service > second->service) - (first->service < second->service);
}

/* covered: ascending; the newest is what counts. */
static void add_ended(const struct checking *checking, enum collected_kind kind,
		      const instant *covered, size_t covered_count,
		      const struct service *service, struct known_until *ended, size_t *count)
{
	instant until = covered_count ? covered[covered_count - 1] : INSTANT_NONE;

	if (until != INSTANT_NONE && until < checking->now - COVERAGE_SECONDS)
		ended[(*count)++] = (struct known_until){kind, until, service};
}

static struct known_until *gather_ended(const struct looking *looking, size_t *count)
{
	const struct checking *checking = looking->checking;
	const struct history *history = &looking->history;
	struct known_until *ended =
		ARENA_ARRAY(&looking->checking->invocation->arena,
			    (history->count + 1) * COLLECTED_KIND_COUNT, struct known_until);

	*count = 0;
	for (size_t k = 0; k < COLLECTED_KIND_COUNT; k++) {
		enum collected_kind kind = (enum collected_kind)k;

		/* What covers one team covers all. */
		if (is_of_teams(kind) && history->teams && checking->catalog->team_count)
			add_ended(checking, kind, history->teams->covered_until[k],
				  history->teams->covered_count[k], NULL, ended, count);
		for (size_t i = 0; !is_of_teams(kind) && i < history->count; i++)
			add_ended(checking, kind, history->services[i].covered_until[k],
				  history->services[i].covered_count[k],
				  history->services[i].service, ended, count);
	}
	if (*count)
		qsort(ended, *count, sizeof(*ended), known_compare);
	return ended;
}

/* One line for each kind and instant: importers cover many services at once. */
static void say_ended_coverage(const struct looking *looking)
{
	struct checking *checking = looking->checking;
	struct findings findings;
	struct known_until *ended;
	size_t count, next;

	ended = gather_ended(looking, &count);
	findings_begin(&findings, checking);
	for (size_t i = 0; i < count; i = next) {
		size_t others;

		for (next = i + 1; next < count && ended[next].kind == ended[i].kind &&
				   ended[next].until == ended[i].until;)
			next++;
		others = next - i - 1;
		if (!ended[i].service) {
			findings_add(&findings, "%s of all teams: up to %s",
				     collected_kind_names[ended[i].kind],
				     since(checking, ended[i].until));
			continue;
		}
		findings_add(&findings, "%s of '%s'%s: up to %s",
			     collected_kind_names[ended[i].kind], ended[i].service->id,
			     others ? arena_printf(&checking->invocation->arena,
						   " and %zu other service%s", others,
						   plural(others))
				    : "",
			     since(checking, ended[i].until));
	}
	findings_end(&findings, "Kinds that are known no further",
		     "If the collector still runs, let it say so: 'aplomb import "
		     "--complete-until T':");
}

static void add_stopped(struct findings *findings, const struct service_history *history,
			enum collected_kind kind, const char *what, const instant *instants,
			size_t count)
{
	struct checking *checking = findings->checking;
	struct rhythm rhythm;
	size_t days;

	/* Where somebody says up to when it is known, quiet is quiet, or told of already. */
	if (history->covered_count[kind] ||
	    !rhythm_has_stopped(instants, count, checking->now, &rhythm))
		return;
	days = (size_t)((rhythm.longest_gap_seconds + SECONDS_PER_DAY - 1) / SECONDS_PER_DAY);
	findings_add(findings,
		     "%s of '%s': the last %s; before, never more than %zu day%s apart", what,
		     history->service->id, since(checking, rhythm.last), days, plural(days));
}

static void add_stopped_deployments(struct findings *findings,
				    const struct service_history *history, struct arena *arena)
{
	instant *instants = ARENA_ARRAY(arena, history->deployment_count, instant);

	for (size_t i = 0; i < history->deployment_count; i++)
		instants[i] = history->deployments[i].at;
	add_stopped(findings, history, COLLECTED_DEPLOYMENTS, "deployments", instants,
		    history->deployment_count);
}

static void add_stopped_samples(struct findings *findings,
				const struct service_history *history,
				const struct slo_history *slo, struct arena *arena)
{
	instant *instants = ARENA_ARRAY(arena, slo->count, instant);

	for (size_t i = 0; i < slo->count; i++)
		instants[i] = slo->samples[i].at;
	add_stopped(findings, history, COLLECTED_SLO_SAMPLES,
		    arena_printf(arena, "samples of '%s'", slo->slo->id), instants, slo->count);
}

static void say_stopped(const struct looking *looking)
{
	struct findings findings;
	struct arena arena;

	arena_init(&arena);
	findings_begin(&findings, looking->checking);
	for (size_t i = 0; i < looking->history.count; i++) {
		const struct service_history *history = &looking->history.services[i];

		add_stopped_deployments(&findings, history, &arena);
		for (size_t j = 0; j < history->slo_count; j++)
			add_stopped_samples(&findings, history, &history->slos[j], &arena);
		arena_release(&arena);
	}
	findings_end(&findings, "What came regularly and no longer does",
		     "Is the collector still connected? A coverage record tells a quiet time "
		     "from a lost one:");
}

/* -- too early ----------------------------------------------------------------------------- */

static void add_later(struct findings *findings, const struct event_type *type,
		      const struct later_events *later)
{
	char first[INSTANT_TEXT_BYTES];

	findings_add(findings, "%s: %zu, the first %s, row %lld%s%s%s", type->name,
		     later->count, instant_format(later->first_at, first),
		     (long long)later->first_row, later->subject ? ", '" : "",
		     later->subject ? shown(findings->checking, later->subject) : "",
		     later->subject ? "'" : "");
}

static bool say_later(struct checking *checking, struct error *error)
{
	struct later_events later[EVENT_KIND_COUNT];
	struct findings findings;
	char now[INSTANT_TEXT_BYTES];

	if (!store_later_events(checking->store, checking->now, &checking->invocation->arena,
				later, error))
		return false;
	findings_begin(&findings, checking);
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		if (later[i].count)
			add_later(&findings, &event_types[i], &later[i]);
	findings_end(&findings, "Events that lie in the future",
		     arena_printf(&checking->invocation->arena,
				  "They count once their time comes; it is %s. If it came, a "
				  "clock or zone is off:",
				  instant_format(checking->now, now)));
	return true;
}

/* -- all ----------------------------------------------------------------------------------- */

static void say_all(const struct looking *looking)
{
	say_empty_services(looking);
	say_empty_kinds(looking);
	say_empty_slos(looking);
	say_unnamed_slos(looking);
	say_ended_coverage(looking);
	say_stopped(looking);
}

bool check_history(struct checking *checking, struct error *error)
{
	const struct history_wanted all = {.from = INSTANT_MIN, .as_of = checking->now};
	struct looking looking = {.checking = checking};
	struct arena arena;
	bool is_read;

	arena_init(&arena);
	is_read = store_load_history(checking->store, checking->catalog, &all, &arena,
				     &looking.history, error) &&
		  store_unnamed_slos(checking->store, checking->catalog, &arena, &looking.slos,
				     &looking.slo_count, error) &&
		  store_history_teams(checking->store, &arena, &looking.teams,
				      &looking.team_count, error);
	if (is_read)
		say_all(&looking);
	arena_release(&arena);
	return is_read && say_later(checking, error);
}
