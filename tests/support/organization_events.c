/* The events that the histories of the made-up organisation would have come from. */
#include "report/event_brief.h"
#include "tests/support/organization.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- one event ------------------------------------------------------------------------------
 */

static struct event *begin(struct organization *organization, struct event *events,
			   enum event_kind kind)
{
	struct event *event = &events[organization->event_count++];

	event_init(event, &event_types[kind]);
	return event;
}

static struct event_value *field(struct event *event, const char *name)
{
	struct event_value *value = &event->values[event_field_find(event->type, name)];

	value->is_present = true;
	return value;
}

static void set_text(struct event *event, const char *name, const char *text)
{
	if (text && *text)
		field(event, name)->text = text;
}

static void set_instant(struct event *event, const char *name, instant at)
{
	if (at != INSTANT_NONE)
		field(event, name)->integer = at;
}

/* -- all of them ----------------------------------------------------------------------------
 */

static void add_deployments(struct organization *organization, struct event *events,
			    const struct service_history *history)
{
	for (size_t i = 0; i < history->deployment_count; i++) {
		const struct deployment *deployment = &history->deployments[i];
		struct event *event = begin(organization, events, EVENT_DEPLOYMENT);

		set_text(event, "service", history->service->id);
		set_instant(event, "at", deployment->at);
		set_text(event, "id", deployment->id);
		set_text(event, "source", "ci");
		set_text(event, "kind",
			 deployment->kind == DEPLOYMENT_ROLLBACK ? "rollback" : "");
		set_text(event, "outcome", deployment->succeeded ? "succeeded" : "failed");
		set_text(event, "revision", deployment->revision);
		set_instant(event, "committed_at",
			    history->changes[deployment->first_change].committed_at);
	}
}

static void add_incidents(struct organization *organization, struct event *events,
			  const struct service_history *history)
{
	for (size_t i = 0; i < history->incident_count; i++) {
		const struct incident *incident = &history->incidents[i];
		struct event *event = begin(organization, events, EVENT_INCIDENT);

		set_text(event, "service", history->service->id);
		set_instant(event, "started_at", incident->started_at);
		set_text(event, "id", incident->id);
		set_instant(event, "detected_at", incident->detected_at);
		set_instant(event, "restored_at", incident->restored_at);
		set_text(event, "title", incident->title);
		if (incident->is_planned)
			field(event, "planned")->integer = 1;
	}
}

static void add_samples(struct organization *organization, struct event *events,
			const struct service_history *history, const struct slo_history *slo)
{
	for (size_t i = 0; i < slo->count; i++) {
		struct event *event = begin(organization, events, EVENT_SLO_SAMPLE);

		set_text(event, "service", history->service->id);
		set_text(event, "slo", slo->slo->id);
		set_instant(event, "at", slo->samples[i].at);
		field(event, "good")->number = slo->samples[i].good;
		field(event, "total")->number = slo->samples[i].total;
	}
}

static void add_updates(struct organization *organization, struct event *events,
			const struct service_history *history)
{
	for (size_t i = 0; i < history->update_count; i++) {
		const struct update *update = &history->updates[i];
		struct event *event = begin(organization, events, EVENT_UPDATE);

		set_text(event, "service", history->service->id);
		set_text(event, "component", update->component);
		set_text(event, "version", update->version);
		set_instant(event, "released_at", update->released_at);
		set_instant(event, "applied_at", update->applied_at);
	}
}

/* What a team said and did, of which there are no histories. */
static void add_practices(struct organization *organization, struct event *events)
{
	instant at = ORGANIZATION_AS_OF - 9 * SECONDS_PER_DAY + 10 * SECONDS_PER_HOUR;
	struct event *need = begin(organization, events, EVENT_NEED);
	struct event *lesson = begin(organization, events, EVENT_LESSON);
	struct event *check = begin(organization, events, EVENT_CHECK);

	set_text(need, "team", "payments");
	set_instant(need, "asked_at", at);
	set_text(need, "text", "A second \x1b[31mkey\xe2\x80\xae for the vault");
	set_instant(need, "met_at", at + 2 * SECONDS_PER_DAY);
	set_text(lesson, "team", "payments");
	set_instant(lesson, "learned_at", at);
	set_text(lesson, "text", "\xe5\x86\x8d\xe8\xb5\xb7\xe5\x8b\x95 before paging");
	field(lesson, "went_right")->integer = 1;
	set_text(check, "service", "ledger");
	set_text(check, "check", "tls-modern");
	set_instant(check, "at", at);
	field(check, "passed")->integer = 1;
}

static const char *text_of(const struct event *event, const char *name)
{
	int index = event_field_find(event->type, name);

	return index >= 0 && event->values[index].is_present ? event->values[index].text : "";
}

static int compare(const void *a, const void *b)
{
	const struct event *first = a, *second = b;
	instant one = event_at(first), other = event_at(second);
	int order = (one > other) - (one < other);

	if (!order)
		order = strcmp(text_of(first, "source"), text_of(second, "source"));
	if (!order)
		order = strcmp(text_of(first, "id"), text_of(second, "id"));
	if (!order)
		order = (int)first->type->kind - (int)second->type->kind;
	if (!order)
		order = strcmp(text_of(first, "service"), text_of(second, "service"));
	if (!order)
		order = strcmp(text_of(first, "component"), text_of(second, "component"));
	return order ? order : strcmp(text_of(first, "slo"), text_of(second, "slo"));
}

static void make_events(struct organization *organization)
{
	size_t most = 3;
	struct event *events;

	for (size_t i = 0; i < organization->catalog.service_count; i++) {
		const struct service_history *history = &organization->histories[i];

		most += history->deployment_count + history->incident_count +
			history->update_count;
		for (size_t j = 0; j < history->slo_count; j++)
			most += history->slos[j].count;
	}
	events = ARENA_ARRAY(&organization->arena, most, struct event);
	for (size_t i = 0; i < organization->catalog.service_count; i++) {
		const struct service_history *history = &organization->histories[i];

		add_deployments(organization, events, history);
		add_incidents(organization, events, history);
		add_updates(organization, events, history);
		for (size_t j = 0; j < history->slo_count; j++)
			add_samples(organization, events, history, &history->slos[j]);
	}
	add_practices(organization, events);
	qsort(events, organization->event_count, sizeof(*events), compare);
	organization->events = events;
}

/* -- the source -----------------------------------------------------------------------------
 */

static bool is_of_team(const struct event *event, const struct team *team)
{
	if (strcmp(text_of(event, "team"), team->id) == 0)
		return true;
	for (size_t i = 0; i < team->service_count; i++)
		if (strcmp(text_of(event, "service"), team->services[i]->id) == 0)
			return true;
	return false;
}

static bool has_text(const struct event *event, const char *text)
{
	static const char *const names[] = {"service", "team", "id",
					    "title",   "text", "component"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcasestr(text_of(event, names[i]), text))
			return true;
	return false;
}

static bool passes(const struct event_filter *filter, const struct event *event)
{
	instant at = event_at(event);

	return (!filter->kinds || filter->kinds & 1U << event->type->kind) &&
	       at >= filter->since && (filter->until <= INSTANT_MIN || at < filter->until) &&
	       at < ORGANIZATION_AS_OF && (!filter->team || is_of_team(event, filter->team)) &&
	       (!filter->service ||
		strcmp(text_of(event, "service"), filter->service->id) == 0) &&
	       (!filter->text || has_text(event, filter->text));
}

static bool events(void *context, const struct event_filter *filter, event_visitor *each,
		   void *each_context, struct error *error)
{
	struct organization *organization = context;
	size_t passed = 0;

	if (organization->fails)
		return error_set(error, ERROR_IO, "the history cannot be read just now");
	if (!organization->events)
		make_events(organization);
	for (size_t i = 0; i < organization->event_count; i++) {
		const struct event *event =
			&organization->events[filter->is_newest_first
						      ? organization->event_count - 1 - i
						      : i];

		if (!passes(filter, event) || passed++ < filter->skip)
			continue;
		organization->events_given++;
		if (!each(event, each_context, error))
			return false;
		if (filter->limit && passed == filter->skip + filter->limit)
			break;
	}
	return true;
}

static bool event_days(void *context, const struct event_filter *filter, int64_t first_day,
		       size_t day_count, size_t (*counts)[EVENT_KIND_COUNT],
		       struct error *error)
{
	struct organization *organization = context;

	if (organization->fails)
		return error_set(error, ERROR_IO, "the history cannot be read just now");
	if (!organization->events)
		make_events(organization);
	for (size_t i = 0; i < organization->event_count; i++) {
		const struct event *event = &organization->events[i];
		int64_t day;

		if (!passes(filter, event))
			continue;
		day = zone_local_day(&organization->catalog.zone, event_at(event)) - first_day;
		if (day >= 0 && day < (int64_t)day_count)
			counts[day][event->type->kind]++;
	}
	return true;
}

/* No real listing, as the snapshot is none. */
static bool write_event(const struct event *event, void *context, struct error *error)
{
	struct buffer *out = context;

	(void)error;
	buffer_addf(out, "%s: ", event->type->name);
	event_add_brief(out, event);
	buffer_add_char(out, '\n');
	return true;
}

static bool events_text(void *context, const char *format, const struct event_filter *filter,
			const struct event *alone, struct buffer *out, struct error *error)
{
	if (strcmp(format, "csv") == 0 && !alone && filter->kinds & (filter->kinds - 1))
		return error_set(error, ERROR_USAGE, "csv holds one type of event");
	if (strcmp(format, "text") != 0)
		buffer_addf(out, "as %s\n", format);
	return alone ? write_event(alone, out, error)
		     : events(context, filter, write_event, out, error);
}

static const struct snapshot_format formats[] = {
	{"text", "txt"}, {"csv", "csv"}, {"jsonl", "jsonl"}};

void organization_have_events(struct organization *organization)
{
	organization->source.events = events;
	organization->source.event_days = event_days;
	organization->source.events_text = events_text;
	organization->source.event_formats = formats;
	organization->source.event_format_count = sizeof(formats) / sizeof(*formats);
}
