#include "report/event_summary.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "report/quantity.h"
#include "report/wording.h"

#define SHORT_ID_DIGITS 12

static void add_visible(struct buffer *buffer, const char *text)
{
	text_add_visible(buffer, text, strlen(text));
}

/* "first_reported_at" is "first reported", "hours_per_month" is "hours per month". */
static void add_field_words(struct buffer *buffer, const char *name, bool is_instant)
{
	size_t length = strlen(name);

	if (is_instant && length > 3 && !strcmp(name + length - 3, "_at"))
		length -= 3;
	for (size_t i = 0; i < length; i++)
		buffer_add_char(buffer, name[i] == '_' ? ' ' : name[i]);
}

void event_add_day(struct buffer *buffer, int64_t local_day)
{
	static const char *const weekdays[] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
	/* A day that is counted from 1970 is the same in every zone. */
	struct civil civil = zone_civil(&zone_utc, local_day * SECONDS_PER_DAY);

	buffer_addf(buffer, "%s %d %s %d", weekdays[(local_day % 7 + 7) % 7], civil.day,
		    month_name(civil.month), civil.year);
}

const char *event_type_word(const struct event_type *type)
{
	switch (type->kind) {
	case EVENT_SLO_SAMPLE:
		return "SLO sample";
	case EVENT_RULE_REVIEW:
		return "rule review";
	case EVENT_DEPLOYMENT:
	case EVENT_INCIDENT:
	case EVENT_UPDATE:
	case EVENT_CHECK:
	case EVENT_EXERCISE:
	case EVENT_NEED:
	case EVENT_WALKAROUND:
	case EVENT_CONCERN:
	case EVENT_SHADOWING:
	case EVENT_MEETING:
	case EVENT_LESSON:
	case EVENT_RULE:
	case EVENT_WORK:
	case EVENT_COVERAGE:
	case EVENT_NOTE:
	case EVENT_KIND_COUNT:
		break;
	}
	return type->name;
}

static bool is_subject(const struct event_field *field)
{
	return !strcmp(field->name, "service") || !strcmp(field->name, "team") ||
	       field->kind == FIELD_TEAMS;
}

const char *event_service_name(const struct event_names *names, const char *id)
{
	const struct service *service;
	struct arena scratch;

	arena_init(&scratch);
	service = service_names_find(names->services, id, &scratch).service;
	arena_release(&scratch);
	return service ? service->name : id;
}

/* names NULL: as it stands in the history. */
static const char *subject_name(const struct event_names *names, const char *id,
				bool is_service)
{
	const struct team *team;

	if (!names)
		return id;
	if (is_service)
		return event_service_name(names, id);
	team = catalog_team(names->catalog, id);
	return team ? team->name : id;
}

void event_add_subject(struct buffer *buffer, const struct event *event)
{
	event_add_named_subject(buffer, event, NULL);
}

void event_add_named_subject(struct buffer *buffer, const struct event *event,
			     const struct event_names *names)
{
	for (size_t i = 0; i < event->type->field_count; i++) {
		const struct event_value *value = &event->values[i];

		if (!value->is_present || !is_subject(&event->type->fields[i]))
			continue;
		if (event->type->fields[i].kind != FIELD_TEAMS) {
			add_visible(buffer, subject_name(names, value->text,
							 !strcmp(event->type->fields[i].name,
								 "service")));
			return;
		}
		for (size_t j = 0; j < value->count; j++) {
			buffer_add_string(buffer, j ? ", " : "");
			add_visible(buffer, subject_name(names, value->teams[j], false));
		}
		return;
	}
}

void event_add_subject_field(struct buffer *buffer, const struct event *event, size_t index,
			     const struct event_names *names)
{
	const struct event_field *field = &event->type->fields[index];
	const struct event_value *value = &event->values[index];
	bool is_one = field->kind != FIELD_TEAMS;

	if (!value->is_present || !is_subject(field))
		return;
	for (size_t i = 0; i < (is_one ? 1 : value->count); i++) {
		const char *id = is_one ? value->text : value->teams[i];
		const char *name = subject_name(names, id, !strcmp(field->name, "service"));

		buffer_add_string(buffer, i ? ", " : "");
		add_visible(buffer, name);
		if (!strcmp(name, id))
			continue;
		buffer_add_string(buffer, " (");
		add_visible(buffer, id);
		buffer_add_char(buffer, ')');
	}
}

static void add_instant(struct buffer *buffer, const struct event *event, instant at,
			const struct zone *zone)
{
	struct civil civil = zone_civil(zone, at);
	instant own = event_at(event);

	if (own == INSTANT_NONE || zone_local_day(zone, own) != zone_local_day(zone, at))
		buffer_addf(buffer, "%d %s %d ", civil.day, month_name(civil.month),
			    civil.year);
	buffer_addf(buffer, "%02d:%02d", civil.hour, civil.minute);
}

/* "failed" is a word of the record, not one for people. */
static const char *choice_words(const char *choice)
{
	static const char *const words[][2] = {
		{"failed", "not completed"},	{"missed", "not noticed"},
		{"to_security", "to security"}, {"from_security", "from security"},
		{"slo_samples", "SLO samples"},
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!strcmp(words[i][0], choice))
			return words[i][1];
	return choice;
}

/* Texts that say for themselves what they are. */
static bool is_plain_text(const char *name)
{
	static const char *const names[] = {"id",      "title", "text", "component",
					    "version", "check", "slo",	"url"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (!strcmp(names[i], name))
			return true;
	return false;
}

/* A commit's whole id, of SHA-1 or SHA-256, tells people no more than its first digits. */
static void add_text(struct buffer *buffer, const char *text)
{
	size_t length = strlen(text);

	if ((length == 40 || length == 64) && strspn(text, "0123456789abcdef") == length)
		length = SHORT_ID_DIGITS;
	text_add_visible(buffer, text, length);
}

static void add_number(struct buffer *buffer, const struct event_field *field,
		       const struct event_value *value)
{
	add_field_words(buffer, field->name, false);
	if (field->kind == FIELD_INTEGER)
		buffer_addf(buffer, " %" PRId64, value->integer);
	else
		buffer_addf(buffer, " %.15g", value->number);
}

static void add_value(struct buffer *buffer, const struct event *event, size_t index,
		      const struct zone *zone)
{
	const struct event_field *field = &event->type->fields[index];
	const struct event_value *value = &event->values[index];

	switch (field->kind) {
	case FIELD_TEXT:
		if (!is_plain_text(field->name)) {
			add_field_words(buffer, field->name, false);
			buffer_add_char(buffer, ' ');
		}
		add_text(buffer, value->text);
		break;
	case FIELD_CHOICE:
		add_visible(buffer, choice_words(value->text));
		break;
	case FIELD_INSTANT:
		add_field_words(buffer, field->name, true);
		buffer_add_char(buffer, ' ');
		add_instant(buffer, event, value->integer, zone);
		break;
	case FIELD_INTEGER:
	case FIELD_NUMBER:
		add_number(buffer, field, value);
		break;
	case FIELD_BOOLEAN:
		buffer_add_string(buffer, value->integer ? "" : "not ");
		add_field_words(buffer, field->name, false);
		break;
	case FIELD_CHANGES:
		quantity_add_counted(buffer, value->count, "change", "changes");
		break;
	case FIELD_TEAMS:
		break;
	}
}

void event_add_summary(struct buffer *buffer, const struct event *event,
		       const struct zone *zone)
{
	const struct event_type *type = event->type;
	const char *separator = "";
	const char *own = type->at_field;

	if (type->at_fallback && !event->values[event_field_find(type, own)].is_present)
		own = type->at_fallback;
	for (size_t i = 0; i < type->field_count; i++) {
		if (!event->values[i].is_present || is_subject(&type->fields[i]) ||
		    !strcmp(type->fields[i].name, own))
			continue;
		buffer_add_string(buffer, separator);
		add_value(buffer, event, i, zone);
		separator = ", ";
	}
}

/* -- a field alone ------------------------------------------------------------------------- */

void event_add_field_name(struct buffer *buffer, const struct event_field *field)
{
	if (!strcmp(field->name, "at"))
		buffer_add_string(buffer, "when");
	else if (!strcmp(field->name, "slo"))
		buffer_add_string(buffer, "SLO");
	else
		add_field_words(buffer, field->name, field->kind == FIELD_INSTANT);
}

static void add_whole_instant(struct buffer *buffer, instant at, const struct zone *zone)
{
	struct civil civil = zone_civil(zone, at);

	event_add_day(buffer, zone_local_day(zone, at));
	buffer_addf(buffer, " %02d:%02d:%02d", civil.hour, civil.minute, civil.second);
}

void event_add_field_value(struct buffer *buffer, const struct event *event, size_t index,
			   const struct zone *zone)
{
	const struct event_field *field = &event->type->fields[index];
	const struct event_value *value = &event->values[index];

	if (!value->is_present) {
		buffer_add_string(buffer, "not given");
		return;
	}
	switch (field->kind) {
	case FIELD_TEXT:
		add_visible(buffer, value->text);
		break;
	case FIELD_CHOICE:
		add_visible(buffer, choice_words(value->text));
		break;
	case FIELD_INSTANT:
		add_whole_instant(buffer, value->integer, zone);
		break;
	case FIELD_INTEGER:
		buffer_addf(buffer, "%" PRId64, value->integer);
		break;
	case FIELD_NUMBER:
		buffer_addf(buffer, "%.15g", value->number);
		break;
	case FIELD_BOOLEAN:
		buffer_add_string(buffer, value->integer ? "yes" : "no");
		break;
	case FIELD_CHANGES:
		quantity_add_counted(buffer, value->count, "change", "changes");
		break;
	case FIELD_TEAMS:
		event_add_subject(buffer, event);
		break;
	}
}
