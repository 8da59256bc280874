#include "report/event_mending.h"

#include <string.h>

#include "base/text.h"
#include "report/event_summary.h"

#define NAME_CELLS 16
#define CHANGES_SHOWN 5

void event_add_heading(struct buffer *buffer, const struct event *event,
		       const struct zone *zone)
{
	instant at = event_at(event);
	size_t before;

	buffer_add_string(buffer, event_type_word(event->type));
	buffer_add_string(buffer, ", ");
	before = buffer->length_bytes;
	event_add_subject(buffer, event);
	if (buffer->length_bytes > before)
		buffer_add_string(buffer, ", ");
	if (at == INSTANT_NONE) {
		buffer_add_string(buffer, "without a date");
	} else {
		struct civil civil = zone_civil(zone, at);

		event_add_day(buffer, zone_local_day(zone, at));
		buffer_addf(buffer, " %02d:%02d", civil.hour, civil.minute);
	}
}

/* "3 changes (a, b, c)": two lists of as many are told apart. */
static void add_value(struct buffer *buffer, const struct event *event, size_t index,
		      const struct zone *zone)
{
	const struct event_value *value = &event->values[index];

	event_add_field_value(buffer, event, index, zone);
	if (event->type->fields[index].kind != FIELD_CHANGES || !value->is_present)
		return;
	for (size_t i = 0; i < value->count && i < CHANGES_SHOWN; i++) {
		const char *revision = value->changes[i].revision;

		buffer_add_string(buffer, i ? ", " : " (");
		text_add_visible(buffer, revision, strlen(revision));
	}
	buffer_add_string(buffer, value->count > CHANGES_SHOWN ? ", ...)" : ")");
}

static void add_name(struct buffer *buffer, const struct event_field *field)
{
	size_t before = buffer->length_bytes;
	size_t used;

	buffer_add_string(buffer, "  ");
	event_add_field_name(buffer, field);
	used = buffer->length_bytes - before;
	buffer_add_repeated(buffer, ' ', used < NAME_CELLS ? NAME_CELLS - used + 2 : 2);
}

void event_add_whole(struct buffer *buffer, const struct event *event, const struct zone *zone)
{
	event_add_heading(buffer, event, zone);
	buffer_add_char(buffer, '\n');
	for (size_t i = 0; i < event->type->field_count; i++) {
		if (!event->values[i].is_present)
			continue;
		add_name(buffer, &event->type->fields[i]);
		add_value(buffer, event, i, zone);
		buffer_add_char(buffer, '\n');
	}
}

size_t event_add_differences(struct buffer *buffer, const struct event *was,
			     const struct event *is, const struct zone *zone)
{
	size_t count = 0;

	for (size_t i = 0; i < was->type->field_count; i++) {
		struct event one = *was;

		one.values[i] = is->values[i];
		if (event_equals(was, &one))
			continue;
		add_name(buffer, &was->type->fields[i]);
		add_value(buffer, was, i, zone);
		buffer_add_string(buffer, " → ");
		add_value(buffer, is, i, zone);
		buffer_add_char(buffer, '\n');
		count++;
	}
	return count;
}
