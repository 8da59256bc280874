/*
 * Patch freshness: components whose oldest pending release is within the goal, out of all
 * known.
 *
 * A component runs the applied version with the latest release time known; pending are the
 * releases after that one which were not applied. Lag is the age of the oldest pending
 * release. Unknown is never 0: what cannot be dated is left out and said so. libyears after
 * Cox, Bouwers, van Eekelen and Visser (2015).
 */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "capacity/measure.h"

#define DEFAULT_WITHIN_SECONDS (30 * SECONDS_PER_DAY)
#define SECONDS_PER_JULIAN_YEAR (365.25 * 86400)

/* One version of a component, united over the sources that tell of it. */
struct version {
	const char *component, *name;
	instant released_at, applied_at;
	uint32_t number;
	bool is_security;
};

struct tally {
	struct version *versions; /* of the component at hand */
	size_t version_capacity;
	struct component_reading *components;
	size_t component_count, component_capacity;
	struct times_list adoption, security; /* from release to running */
	double libyears;
	int64_t within_seconds;
};

static instant earlier(instant a, instant b)
{
	if (a == INSTANT_NONE)
		return b;
	return b == INSTANT_NONE || a < b ? a : b;
}

/* What a record tells before `end`; later facts are not known yet. */
static struct version version_told(const struct update *update, instant end)
{
	return (struct version){
		.component = update->component,
		.name = update->version,
		.number = update->version_number,
		.released_at = update->released_at < end ? update->released_at : INSTANT_NONE,
		.applied_at = update->applied_at < end ? update->applied_at : INSTANT_NONE,
		.is_security = update->is_security,
	};
}

/*
 * Fills tally->versions with those of one component's updates that are known before `end`, in
 * their order; returns how many.
 */
static size_t versions_know(struct tally *tally, const struct update *updates, size_t count,
			    instant end, struct arena *arena)
{
	size_t known = 0;

	for (size_t i = 0; i < count; i++) {
		struct version version = version_told(&updates[i], end);
		struct version *last;

		if (version.released_at == INSTANT_NONE && version.applied_at == INSTANT_NONE)
			continue;
		last = known ? &tally->versions[known - 1] : NULL;
		if (!last || last->number != version.number) {
			tally->versions = arena_grow(arena, tally->versions, known,
						     &tally->version_capacity, sizeof(version));
			tally->versions[known++] = version;
			continue;
		}
		last->released_at = earlier(last->released_at, version.released_at);
		last->applied_at = earlier(last->applied_at, version.applied_at);
		last->is_security |= version.is_security;
	}
	return known;
}

/* Whether the purl's type orders its versions by SemVer, so that a hyphen means pre-release. */
static bool uses_semver(const char *component)
{
	static const char *const types[] = {"npm",	"cargo", "golang", "nuget",
					    "composer", "gem",	 "hex",	   "pub"};

	if (strncasecmp(component, "pkg:", 4) != 0)
		return false;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		size_t length = strlen(types[i]);

		if (strncasecmp(component + 4, types[i], length) == 0 &&
		    component[4 + length] == '/')
			return true;
	}
	return false;
}

/* SemVer 2.0.0, item 9: a hyphen after major.minor.patch, before any build metadata. */
static bool is_prerelease(const char *version)
{
	int numbers = 0;

	if (*version == 'v')
		version++;
	for (;;) {
		if (!isdigit((unsigned char)*version))
			return false;
		while (isdigit((unsigned char)*version))
			version++;
		numbers++;
		if (*version != '.' || numbers == 3)
			break;
		version++;
	}
	return numbers == 3 && version[0] == '-' && version[1] != '\0';
}

static void spans_add(struct tally *tally, const struct version *version, double seconds,
		      bool is_open, struct arena *arena)
{
	times_list_add(&tally->adoption, seconds, is_open, arena);
	if (version->is_security)
		times_list_add(&tally->security, seconds, is_open, arena);
}

/* The version it runs: applied, with the latest release time known; NULL: none is dated. */
static const struct version *version_running(const struct version *versions, size_t count,
					     bool *was_applied)
{
	const struct version *running = NULL;

	*was_applied = false;
	for (size_t i = 0; i < count; i++) {
		if (versions[i].applied_at == INSTANT_NONE)
			continue;
		*was_applied = true;
		if (versions[i].released_at != INSTANT_NONE &&
		    (!running || versions[i].released_at > running->released_at))
			running = &versions[i];
	}
	return running;
}

static bool is_pending(const struct version *version, const struct version *running)
{
	return version->applied_at == INSTANT_NONE && version->released_at != INSTANT_NONE &&
	       version->released_at > running->released_at &&
	       (!uses_semver(version->component) || !is_prerelease(version->name) ||
		is_prerelease(running->name));
}

/* NULL: none is pending. */
static const struct version *oldest_pending(const struct version *versions, size_t count,
					    const struct version *running)
{
	const struct version *oldest = NULL;

	for (size_t i = 0; i < count; i++)
		if (is_pending(&versions[i], running) &&
		    (!oldest || versions[i].released_at < oldest->released_at))
			oldest = &versions[i];
	return oldest;
}

/* All that a point of the series asks of a component. */
static void count_component(const struct version *versions, size_t count,
			    const struct window *window, const struct tally *tally,
			    struct measurement *measurement)
{
	bool was_applied;
	const struct version *running = version_running(versions, count, &was_applied);
	const struct version *oldest;

	if (!running)
		return;
	oldest = oldest_pending(versions, count, running);
	measurement->n++;
	measurement->hits +=
		!oldest || window->end - oldest->released_at <= tally->within_seconds;
}

/* Adds the pending releases of a component; sets what its reading says of them. */
static void add_pending(const struct version *versions, size_t count,
			const struct version *running, instant end, struct tally *tally,
			struct component_reading *reading, struct arena *arena)
{
	const struct version *oldest = oldest_pending(versions, count, running);
	const struct version *newest = oldest;

	for (size_t i = 0; oldest && i < count; i++) {
		const struct version *version = &versions[i];

		if (!is_pending(version, running))
			continue;
		spans_add(tally, version, (double)(end - version->released_at), true, arena);
		if (version->released_at > newest->released_at)
			newest = version;
	}
	if (oldest) {
		reading->pending = oldest->name;
		reading->released_at = oldest->released_at;
		reading->lag_seconds = (double)(end - oldest->released_at);
		tally->libyears += (double)(newest->released_at - running->released_at) /
				   SECONDS_PER_JULIAN_YEAR;
	}
	reading->is_current = reading->lag_seconds <= (double)tally->within_seconds;
}

static void add_component(const struct service *service, const struct version *versions,
			  size_t count, const struct window *window, struct tally *tally,
			  struct measurement *measurement, struct arena *arena)
{
	struct component_reading *reading;
	bool was_applied;
	const struct version *running = version_running(versions, count, &was_applied);

	tally->components = arena_grow(arena, tally->components, tally->component_count,
				       &tally->component_capacity, sizeof(*reading));
	reading = &tally->components[tally->component_count++];
	*reading = (struct component_reading){
		.service = service,
		.component = versions[0].component,
		.released_at = INSTANT_NONE,
	};
	for (size_t i = 0; measurement->use == USE_READING && i < count; i++)
		if (versions[i].applied_at >= window->begin &&
		    versions[i].released_at != INSTANT_NONE &&
		    versions[i].applied_at >= versions[i].released_at)
			spans_add(tally, &versions[i],
				  (double)(versions[i].applied_at - versions[i].released_at),
				  false, arena);
	if (!running) {
		reading->reason = was_applied ? "date unknown" : "never applied";
		measurement_exclude(measurement, reading->reason, 1);
		return;
	}
	reading->running = running->name;
	add_pending(versions, count, running, window->end, tally, reading, arena);
}

static double median_of(struct times_list *spans, size_t *count, bool *at_least,
			struct arena *arena)
{
	struct timed times = times_rank(spans, arena);

	*count = times.count;
	return times_median(&times, at_least);
}

static void add_details(struct tally *tally, const struct goal *goal,
			struct measurement *measurement, struct arena *arena)
{
	size_t adopted;
	size_t secured;
	bool adoption_at_least;
	bool security_at_least;
	double adoption, security;

	if (measurement->use != USE_READING)
		return;
	adoption = median_of(&tally->adoption, &adopted, &adoption_at_least, arena);
	security = median_of(&tally->security, &secured, &security_at_least, arena);
	measurement_detail(measurement, "budget_left",
			   budget_left(goal, measurement->value, measurement->n));
	measurement_detail(measurement, "components", (double)measurement->n);
	measurement_detail(measurement, "current", measurement->hits);
	measurement_detail_of_times(measurement, "adoption_median", adoption,
				    adoption_at_least);
	measurement_detail(measurement, "adoption_n", (double)adopted);
	measurement_detail_of_times(measurement, "security_adoption_median", security,
				    security_at_least);
	measurement_detail(measurement, "security_adoption_n", (double)secured);
	measurement_detail(measurement, "libyears", tally->libyears);
}

static void add_items(const struct tally *tally, instant end, struct measurement *measurement,
		      struct arena *arena)
{
	measurement->items = ARENA_ARRAY(arena, tally->component_count, struct census_item);
	for (size_t i = 0; i < tally->component_count; i++) {
		const struct component_reading *reading = &tally->components[i];
		struct evidence evidence = {
			.service = reading->service,
			.at = reading->pending ? reading->released_at : end,
			.until = INSTANT_NONE,
			.value = reading->reason ? VALUE_NONE : reading->lag_seconds,
			.is_open = reading->pending != NULL,
			.reason = reading->reason,
			.id = reading->component,
			.text = reading->running ? reading->running : "",
		};

		measurement_evidence(measurement, &evidence, arena);
		if (reading->reason)
			continue;
		measurement->hits += reading->is_current;
		measurement->items[measurement->item_count].key = reading->service;
		measurement->items[measurement->item_count].name = reading->component;
		measurement->items[measurement->item_count++].meets = reading->is_current;
	}
	measurement->components = tally->components;
	measurement->component_count = tally->component_count;
	measurement->n = measurement->item_count;
}

static void add_service(const struct service_history *history, const struct window *window,
			struct tally *tally, struct measurement *measurement,
			struct arena *arena)
{
	const struct update *updates = history->updates;

	for (size_t first = 0, next; first < history->update_count; first = next) {
		size_t count;

		for (next = first + 1; next < history->update_count; next++)
			if (updates[next].component_number != updates[first].component_number)
				break;
		count = versions_know(tally, updates + first, next - first, window->end, arena);
		if (count && measurement->use == USE_SERIES)
			count_component(tally->versions, count, window, tally, measurement);
		else if (count)
			add_component(history->service, tally->versions, count, window, tally,
				      measurement, arena);
	}
}

static void measure(const struct scope *scope, const struct window *window,
		    const struct goal *goal, struct measurement *measurement,
		    struct arena *arena)
{
	struct tally tally = {
		.within_seconds = goal && goal->within_seconds ? goal->within_seconds
							       : DEFAULT_WITHIN_SECONDS,
	};

	for (size_t s = 0; s < scope->service_count; s++)
		if (scope->is_collected[s])
			add_service(scope->services[s], window, &tally, measurement, arena);
	if (measurement->use != USE_SERIES)
		add_items(&tally, window->end, measurement, arena);
	if (measurement->n)
		measurement->value = measurement->hits / (double)measurement->n;
	add_details(&tally, goal, measurement, arena);
}

const struct capacity capacity_patch_freshness = {
	.id = "patch_freshness",
	.section = SECTION_SECURITY,
	.unit = UNIT_RATIO,
	.is_headline = true,
	.collected = COLLECTED_UPDATES,
	.test = TEST_CENSUS,
	.measure = measure,
};
