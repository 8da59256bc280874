/* What stands around events in a list: groups, counts, and what they count for. */
#include <string.h>

#include "base/text.h"
#include "capacity/registry.h"
#include "report/event_brief.h"

#define KIND(kind) (1U << EVENT_##kind)
#define PRACTICES                                                                          \
	(KIND(NEED) | KIND(WALKAROUND) | KIND(CONCERN) | KIND(SHADOWING) | KIND(MEETING) | \
	 KIND(LESSON) | KIND(RULE) | KIND(RULE_REVIEW) | KIND(WORK) | KIND(NOTE))

const struct event_group event_groups[EVENT_GROUP_COUNT] = {
	{"All", (1U << EVENT_KIND_COUNT) - 1},
	{"Deployments", KIND(DEPLOYMENT)},
	{"Incidents", KIND(INCIDENT)},
	{"SLO samples", KIND(SLO_SAMPLE)},
	{"Updates", KIND(UPDATE)},
	{"Checks", KIND(CHECK)},
	{"Exercises", KIND(EXERCISE)},
	{"Practices", PRACTICES},
	{"Coverage", KIND(COVERAGE)},
};

int event_group_of_kind(enum event_kind kind)
{
	for (int i = 1; i < EVENT_GROUP_COUNT; i++)
		if (event_groups[i].kinds & 1U << kind)
			return i;
	return 0;
}

int event_group_of_capacity(const char *id)
{
	static const enum event_kind kinds[COLLECTED_KIND_COUNT] = {
		[COLLECTED_DEPLOYMENTS] = EVENT_DEPLOYMENT,
		[COLLECTED_CHANGES] = EVENT_DEPLOYMENT,
		[COLLECTED_REMEDIATIONS] = EVENT_DEPLOYMENT,
		[COLLECTED_INCIDENTS] = EVENT_INCIDENT,
		[COLLECTED_SLO_SAMPLES] = EVENT_SLO_SAMPLE,
		[COLLECTED_UPDATES] = EVENT_UPDATE,
		[COLLECTED_CHECKS] = EVENT_CHECK,
		[COLLECTED_EXERCISES] = EVENT_EXERCISE,
		[COLLECTED_WORK] = EVENT_WORK,
	};
	const struct capacity *capacity = id ? capacity_find(id) : NULL;

	if (!capacity || capacity->is_undated)
		return 0;
	if (capacity->practice == PRACTICE_EXERCISES)
		return event_group_of_kind(EVENT_EXERCISE);
	if (capacity->practice != PRACTICE_NONE)
		return 0;
	return event_group_of_kind(kinds[capacity->collected]);
}

/* -- what one counts for --------------------------------------------------------------------
 */

static bool says(const struct event *event, const char *name, const char *word)
{
	int field = event_field_find(event->type, name);

	return field >= 0 && event->values[field].is_present &&
	       strcmp(event->values[field].text, word) == 0;
}

static bool is_elsewhere(const struct event *event)
{
	int field = event_field_find(event->type, "environment");

	return event->values[field].is_present && !says(event, "environment", "production");
}

static const char *deployment_standing(const struct event *event)
{
	if (is_elsewhere(event))
		return "left out of deploy cadence: not production";
	if (says(event, "outcome", "failed"))
		return "left out of deploy cadence: not completed";
	if (says(event, "kind", "rollback"))
		return "left out of deploy cadence: rollback";
	return "counts for deploy cadence; what it delivered first, for lead time";
}

static const char *incident_standing(const struct event *event)
{
	const struct event_value *planned =
		&event->values[event_field_find(event->type, "planned")];
	const struct event_value *restored =
		&event->values[event_field_find(event->type, "restored_at")];

	if (is_elsewhere(event))
		return "left out of restore time: not production";
	if (planned->is_present && planned->integer)
		return "left out of restore time: planned maintenance";
	if (restored->is_present && restored->integer < event_at(event))
		return "left out of restore time: restored before it started";
	return "counts for restore time";
}

void event_add_standing(struct buffer *buffer, const struct event *event)
{
	if (event->type->kind == EVENT_DEPLOYMENT)
		buffer_add_string(buffer, deployment_standing(event));
	else if (event->type->kind == EVENT_INCIDENT)
		buffer_add_string(buffer, incident_standing(event));
	else if (event->type->kind == EVENT_SLO_SAMPLE)
		buffer_add_string(buffer, "counts for SLO attainment where the YAML names it");
	else if (event->type->kind == EVENT_UPDATE)
		buffer_add_string(buffer, "counts for patch freshness");
}

/* -- around them --------------------------------------------------------------------------- */

void events_add_count(struct buffer *buffer, size_t shown, size_t total, int window_days)
{
	if (shown < total) {
		quantity_add_count(buffer, shown);
		buffer_add_string(buffer, " of ");
	}
	quantity_add_counted(buffer, total, "event", "events");
	buffer_add_string(buffer, " in ");
	wording_add_window(buffer, window_days);
}

void events_add_samples(struct buffer *buffer, size_t samples, const char *slo,
			size_t slo_count)
{
	quantity_add_counted(buffer, samples, "sample", "samples");
	if (slo_count == 1) {
		buffer_add_string(buffer, " of ");
		text_add_visible(buffer, slo, strlen(slo));
	} else if (slo_count > 1) {
		buffer_add_string(buffer, " of ");
		quantity_add_count(buffer, slo_count);
		buffer_add_string(buffer, " objectives");
	}
}

void events_add_checks(struct buffer *buffer, size_t checks, const char *check, bool is_known,
		       size_t passed)
{
	quantity_add_counted(buffer, checks, "check", "checks");
	if (check) {
		buffer_add_string(buffer, " of ");
		text_add_visible(buffer, check, strlen(check));
	}
	if (!is_known)
		return;
	buffer_add_string(buffer, ", ");
	quantity_add_count(buffer, passed);
	buffer_add_string(buffer, " passed");
}

void events_add_place(struct buffer *buffer, size_t place, size_t count)
{
	buffer_add_string(buffer, "number ");
	quantity_add_count(buffer, place);
	buffer_add_string(buffer, " of ");
	quantity_add_count(buffer, count);
	buffer_add_string(buffer, ", the newest first");
}

void events_add_empty(struct buffer *buffer, const struct wording *wording, instant last)
{
	if (last == INSTANT_NONE) {
		buffer_add_string(buffer, "Nothing of this is recorded yet. ");
		buffer_add_string(buffer,
				  "'aplomb import' or 'aplomb record' begins the history.");
		return;
	}
	buffer_add_string(buffer, "Nothing happened yet in this window. The last was on ");
	wording_add_date(buffer, wording, last, true);
	buffer_add_string(buffer, "; p looks at another period.");
}
