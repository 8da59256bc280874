/*
 * Updates: the components of a service, their releases, and when each came to run. Most are
 * applied within days; a few components are renewed after months of testing only; some
 * releases are passed over for the next one; pre-releases are never taken.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "data/demo/history.h"
#include "data/demo/jsonl.h"

#define RELEASES_MAX 64
#define LATEST_ADOPTION (25 * SECONDS_A_DAY)
#define NEVER INT64_MAX

struct release {
	int64_t major, minor, patch;
	bool is_candidate;
	bool is_security;
	int64_t released_at, applied_at; /* applied_at NEVER: it was not */
};

struct component {
	const struct demo_service *service;
	char purl[80];
	bool is_slow;
	struct release releases[RELEASES_MAX];
	int count;
};

/* Two words make a package nobody publishes; number tells them apart within a service. */
static void name_component(struct component *component, int64_t number)
{
	static const char *const first[] = {"amber", "brook",	"cedar",  "delta",
					    "ember", "fjord",	"grove",  "harbor",
					    "iris",  "juniper", "kestrel"};
	static const char *const second[] = {"http", "json", "queue", "cache", "log",
					     "date", "auth", "pool",  "mail",  "csv"};

	const char *type = component->service->purl_type, *namespace = "";

	if (!strcmp(type, "maven"))
	namespace = "org.example/";
	else if (!strcmp(type, "golang")) namespace = "example.org/";
	else if (!strcmp(type, "deb")) namespace = "debian/";
	/* 11 and 10 have no common factor: 110 different pairs. */
	snprintf(component->purl, sizeof(component->purl), "pkg:%s/%s%s-%s", type, namespace,
		 first[number % 11], second[number % 10]);
}

static void next_version(struct chance *chance, const struct release *last,
			 struct release *next)
{
	int64_t drawn = chance_below(chance, 100);

	*next = (struct release){.major = last->major, .applied_at = NEVER};
	if (drawn < 6) {
		next->major++;
	} else if (drawn < 38) {
		next->minor = last->minor + 1;
	} else {
		next->minor = last->minor;
		next->patch = last->patch + 1;
	}
}

/* Types whose pre-releases can be told by their version. */
static bool has_candidates(const struct demo_service *service)
{
	return !strcmp(service->purl_type, "npm") || !strcmp(service->purl_type, "cargo") ||
	       !strcmp(service->purl_type, "golang") || !strcmp(service->purl_type, "nuget");
}

static void draw_releases(struct chance *chance, struct component *component)
{
	struct release last = {.major = chance_between(chance, 1, 4),
			       .minor = chance_between(chance, 0, 12),
			       .patch = chance_between(chance, 0, 6)};
	int64_t at = local_instant(DEMO_BEGIN_DAY, 11 * HOUR);
	int64_t pace = chance_log_normal(chance, 62 * SECONDS_A_DAY, 400);

	/* What it ran when the inventory began. */
	last.released_at = at - chance_log_normal(chance, 25 * SECONDS_A_DAY, 500);
	last.applied_at = at;
	component->releases[component->count++] = last;
	while (component->count < RELEASES_MAX - 2) {
		struct release next;
		int64_t gap = chance_log_normal(chance, pace, 700);

		at = last.released_at + (gap < 3 * SECONDS_A_DAY ? 3 * SECONDS_A_DAY : gap);
		if (at >= DEMO_AS_OF)
			return;
		next_version(chance, &last, &next);
		next.released_at = at;
		next.is_security = chance_is(chance, 110);
		if (next.major > last.major && gap > 25 * SECONDS_A_DAY &&
		    has_candidates(component->service)) {
			struct release candidate = next;

			candidate.is_candidate = true;
			candidate.is_security = false;
			candidate.released_at = at - 18 * SECONDS_A_DAY;
			component->releases[component->count++] = candidate;
		}
		component->releases[component->count++] = next;
		last = next;
	}
}

static int64_t draw_application(struct chance *chance, const struct demo_service *service,
				const struct release *release)
{
	int64_t median = service->adoption_days * SECONDS_A_DAY;
	int64_t waited;

	/* A security update goes in about four times as soon. */
	waited = chance_log_normal(chance, release->is_security ? median / 4 : median, 700);
	if (waited > LATEST_ADOPTION)
		waited = LATEST_ADOPTION - chance_below(chance, 5 * SECONDS_A_DAY);
	/* Some wait for a test, a holiday to end, someone's return. */
	if (!release->is_security && chance_is(chance, 40))
		waited = chance_between(chance, 31, 48) * SECONDS_A_DAY;
	return working_instant(chance, working_day(local_day(release->released_at + waited)));
}

static int64_t months_later(struct chance *chance, const struct release *release)
{
	int64_t waited = chance_between(chance, 150, 260) * SECONDS_A_DAY;

	return working_instant(chance, working_day(local_day(release->released_at + waited)));
}

static bool does_stall(struct chance *chance, const struct demo_service *service, int64_t day)
{
	return chance_is(chance, course_at(&service->stalled_per_mille, day)) &&
	       (service->caught_up_day == 0 || day < service->caught_up_day);
}

/*
 * Applies releases from the oldest to the newest. Once one has stalled, those after it wait as
 * well, until the day of catching up, when the newest goes in.
 */
static void draw_applications(struct chance *chance, struct component *component)
{
	const struct demo_service *service = component->service;
	int64_t caught_up_at = local_instant(service->caught_up_day, 14 * HOUR);
	struct release *waiting = NULL, *stalled = NULL;

	for (int i = 1; i < component->count; i++) {
		struct release *release = &component->releases[i];
		int64_t day = local_day(release->released_at), at;

		at = draw_application(chance, service, release);
		if (stalled && service->caught_up_day && release->released_at > caught_up_at) {
			stalled->applied_at = caught_up_at;
			stalled = NULL;
		}
		if (release->is_candidate)
			continue;
		if (component->is_slow) {
			release->applied_at = months_later(chance, release);
			continue;
		}
		if (stalled || does_stall(chance, service, day)) {
			stalled = release;
			continue;
		}
		/* Passed over where the next came in time to go in for both. */
		if (waiting && waiting->applied_at > release->released_at &&
		    at < waiting->released_at + LATEST_ADOPTION && chance_is(chance, 600))
			waiting->applied_at = NEVER;
		release->applied_at = at;
		waiting = release;
	}
	if (stalled && service->caught_up_day)
		stalled->applied_at = caught_up_at;
}

static void print_component(const struct component *component)
{
	const struct demo_service *service = component->service;
	int64_t until = service->updates_until_day
				? local_instant(service->updates_until_day, 0)
				: DEMO_AS_OF;

	for (int i = 0; i < component->count; i++) {
		const struct release *release = &component->releases[i];

		if (release->released_at >= until)
			continue;
		event_begin("update");
		event_text("service", "%s", service->id);
		event_text("component", "%s", component->purl);
		event_text("version", "%" PRId64 ".%" PRId64 ".%" PRId64 "%s", release->major,
			   release->minor, release->patch,
			   release->is_candidate ? "-rc.1" : "");
		event_instant("released_at", release->released_at);
		if (release->applied_at < until)
			event_instant("applied_at", release->applied_at);
		if (release->is_security)
			event_boolean("security", true);
		event_text("source", "inventory");
		event_end();
	}
}

/* A component of the service's own making has no release dates; one was never rolled out. */
static void print_oddities(const struct demo_service *service)
{
	event_begin("update");
	event_text("service", "%s", service->id);
	event_text("component", "in-house rules");
	event_text("version", "2025-%02d", (int)(service->components % 12 + 1));
	event_instant("applied_at", local_instant(DAY(2025, 6, 3), 10 * HOUR));
	event_text("source", "inventory");
	event_end();
	if (service->components % 2)
		return;
	event_begin("update");
	event_text("service", "%s", service->id);
	event_text("component", "pkg:%s/lantern-trial", service->purl_type);
	event_text("version", "0.9.0");
	event_instant("released_at", local_instant(DAY(2026, 4, 21), 9 * HOUR));
	event_text("source", "inventory");
	event_end();
}

/* A collector says each month how far it knows; where it stops, so does what it said. */
static void print_coverage(const struct demo_service *service)
{
	for (int64_t day = service->updates_until_day; day > DAY(2026, 1, 1); day -= 30) {
		event_begin("coverage");
		event_text("kind", "updates");
		event_text("service", "%s", service->id);
		event_instant("until", local_instant(day, 0));
		event_text("source", "inventory");
		event_end();
	}
}

void print_updates(const struct demo_service *service)
{
	struct chance chance = chance_of("updates", service->id);

	for (int64_t i = 0; i < service->components; i++) {
		struct component component = {.service = service,
					      .is_slow = i < service->slow_components};

		name_component(&component, i);
		draw_releases(&chance, &component);
		draw_applications(&chance, &component);
		print_component(&component);
	}
	if (service->components)
		print_oddities(service);
	if (service->updates_until_day)
		print_coverage(service);
}
