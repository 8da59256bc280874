#include "command/coverage.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

struct covered {
	const char *service; /* "" for all */
	unsigned kinds;
};

void coverage_init(struct coverage *coverage)
{
	arena_init(&coverage->arena);
	coverage->services = NULL;
}

static void keep(void *covered)
{
	(void)covered; /* it lies in the arena */
}

void coverage_release(struct coverage *coverage)
{
	tdestroy(coverage->services, keep);
	arena_release(&coverage->arena);
	coverage->services = NULL;
}

static int covered_compare(const void *a, const void *b)
{
	const struct covered *left = a;
	const struct covered *right = b;

	return strcmp(left->service, right->service);
}

void coverage_add(struct coverage *coverage, const char *service, unsigned kinds)
{
	struct covered key = {.service = service ? service : ""};
	struct covered **found = tfind(&key, &coverage->services, covered_compare);
	struct covered *covered;

	if (found) {
		(*found)->kinds |= kinds;
		return;
	}
	covered = ARENA_NEW(&coverage->arena, struct covered);
	covered->service = arena_copy_string(&coverage->arena, key.service);
	covered->kinds = kinds;
	if (!tsearch(covered, &coverage->services, covered_compare))
		memory_exhausted();
}

static const struct event_value *value_of(const struct event *event, const char *name)
{
	return &event->values[event_field_find(event->type, name)];
}

static unsigned deployment_kinds(const struct event *event)
{
	const struct event_value *kind = value_of(event, "kind");
	unsigned kinds = 1u << COLLECTED_DEPLOYMENTS;

	if (value_of(event, "changes")->is_present ||
	    value_of(event, "committed_at")->is_present)
		kinds |= 1u << COLLECTED_CHANGES;
	if (value_of(event, "fixes")->is_present ||
	    (kind->is_present && strcmp(kind->text, "normal") != 0))
		kinds |= 1u << COLLECTED_REMEDIATIONS;
	return kinds;
}

static unsigned event_kinds(const struct event *event)
{
	switch (event->type->kind) {
	case EVENT_DEPLOYMENT:
		return deployment_kinds(event);
	case EVENT_INCIDENT:
		return 1u << COLLECTED_INCIDENTS |
		       (unsigned)value_of(event, "caused_by")->is_present
			       << COLLECTED_REMEDIATIONS;
	case EVENT_SLO_SAMPLE:
		return 1u << COLLECTED_SLO_SAMPLES;
	case EVENT_UPDATE:
		return 1u << COLLECTED_UPDATES;
	case EVENT_CHECK:
		return 1u << COLLECTED_CHECKS;
	case EVENT_EXERCISE:
		return 1u << COLLECTED_EXERCISES;
	case EVENT_WORK:
		return 1u << COLLECTED_WORK;
	case EVENT_NEED:
	case EVENT_WALKAROUND:
	case EVENT_CONCERN:
	case EVENT_SHADOWING:
	case EVENT_MEETING:
	case EVENT_LESSON:
	case EVENT_RULE:
	case EVENT_RULE_REVIEW:
	case EVENT_COVERAGE:
	case EVENT_NOTE:
	case EVENT_KIND_COUNT:
		break;
	}
	return 0;
}

void coverage_see(struct coverage *coverage, const struct event *event)
{
	unsigned kinds = event_kinds(event);
	int service = event_field_find(event->type, "service");

	/* What has a team and no service is known for all. */
	if (kinds)
		coverage_add(coverage, service < 0 ? NULL : event->values[service].text, kinds);
}

/* -- putting ------------------------------------------------------------------------------- */

struct putting {
	struct store *store;
	const char *source;
	instant until;
	struct error *error;
	bool is_good;
};

static void put_kind(struct putting *putting, const char *service, const char *kind)
{
	struct error conflict;
	enum put_outcome outcome;
	struct event event;
	struct arena arena;

	arena_init(&arena);
	event_init(&event, &event_types[EVENT_COVERAGE]);
	event.values[event_field_find(event.type, "until")] =
		(struct event_value){.is_present = true, .integer = putting->until};
	putting->is_good =
		event_set(&event, event_field_find(event.type, "kind"), kind, NULL, &arena,
			  putting->error) &&
		event_set(&event, event_field_find(event.type, "service"), service, NULL,
			  &arena, putting->error) &&
		event_set(&event, event_field_find(event.type, "source"),
			  putting->source ? putting->source : "", NULL, &arena,
			  putting->error) &&
		store_put(putting->store, &event, false, &outcome, &conflict, putting->error);
	arena_release(&arena);
}

static void put_service(const void *node, VISIT visit, void *context)
{
	const struct covered *covered = *(const struct covered *const *)node;
	struct putting *putting = context;

	if (visit != postorder && visit != leaf)
		return;
	for (size_t i = 0; i < COLLECTED_KIND_COUNT && putting->is_good; i++)
		if (covered->kinds & 1u << i)
			put_kind(putting, covered->service, collected_kind_names[i]);
}

bool coverage_put(const struct coverage *coverage, struct store *store, instant until,
		  const char *source, struct error *error)
{
	struct putting putting = {store, source, until, error, true};

	twalk_r(coverage->services, put_service, &putting);
	return putting.is_good;
}
