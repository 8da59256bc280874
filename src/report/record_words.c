#include "report/record_words.h"

#include <string.h>

#include "base/text.h"
#include "report/event_mending.h"
#include "report/event_summary.h"

void record_add_no_team(struct buffer *buffer, const char *id, const char *nearest)
{
	if (!*id) {
		buffer_add_string(buffer, "Which team? Its id in the YAML.");
		return;
	}
	buffer_addf(buffer, "The YAML names no team '%s'", id);
	if (nearest)
		buffer_addf(buffer, "; did you mean '%s'?", nearest);
	else
		buffer_add_char(buffer, '.');
}

static void add_text(struct buffer *buffer, const struct event *event)
{
	int field = event_field_find(event->type, "text");

	if (field < 0 || !event->values[field].is_present)
		return;
	buffer_add_string(buffer, ": ");
	text_add_visible(buffer, event->values[field].text, strlen(event->values[field].text));
}

static void leave_out(struct event *event, const char *name)
{
	int field = event_field_find(event->type, name);

	if (field >= 0)
		event->values[field].is_present = false;
}

/* The fields that say more than type, team, time and text do. */
static void add_rest(struct buffer *buffer, const struct event *event, const char *about,
		     const struct zone *zone)
{
	struct event rest = *event;
	size_t before;

	leave_out(&rest, "text");
	if (about) {
		leave_out(&rest, "capacity");
		buffer_addf(buffer, ", about %s", about);
	}
	buffer_add_string(buffer, ", ");
	before = buffer->length_bytes;
	event_add_summary(buffer, &rest, zone);
	if (buffer->length_bytes == before) {
		buffer->length_bytes -= 2;
		buffer->bytes[buffer->length_bytes] = '\0';
	}
}

static void add_instant(struct buffer *buffer, instant at, const struct zone *zone)
{
	struct civil civil = zone_civil(zone, at);

	event_add_day(buffer, zone_local_day(zone, at));
	buffer_addf(buffer, " %02d:%02d", civil.hour, civil.minute);
}

/* "as acted on Wed 30 Sep 2026 11:40: concern, ...": the instant that was not known. */
static void add_closed(struct buffer *buffer, const struct event *was, const struct event *is,
		       const struct zone *zone)
{
	for (size_t i = 0; i < is->type->field_count; i++) {
		if (is->type->fields[i].kind != FIELD_INSTANT || was->values[i].is_present ||
		    !is->values[i].is_present)
			continue;
		buffer_add_string(buffer,
				  is->type->kind == EVENT_NEED ? "as met " : "as acted on ");
		add_instant(buffer, is->values[i].integer, zone);
		buffer_add_string(buffer, ": ");
	}
}

void record_add_what(struct buffer *buffer, const struct event *was, const struct event *is,
		     const char *about, bool is_kept, const struct zone *zone)
{
	buffer_add_string(buffer, is_kept ? "Enter records" : "It would be recorded");
	if (was && is->type->kind == EVENT_MEETING) {
		buffer_add_string(buffer, ", in the meeting of that day: ");
	} else {
		buffer_add_string(buffer, was ? " " : ": ");
		if (was)
			add_closed(buffer, was, is, zone);
	}
	event_add_heading(buffer, is, zone);
	if (!was)
		add_rest(buffer, is, about, zone);
	add_text(buffer, is);
}

void record_add_taken_back(struct buffer *buffer, const struct event *was,
			   const struct event *is, const struct zone *zone)
{
	buffer_add_string(buffer, was ? "It is again as it was: " : "Taken back: ");
	event_add_heading(buffer, was ? was : is, zone);
	buffer_add_char(buffer, '.');
}

void record_add_is_later(struct buffer *buffer, instant as_of, const struct zone *zone)
{
	buffer_add_string(buffer, "Not seen here: this scorecard speaks as of ");
	add_instant(buffer, as_of, zone);
	buffer_add_char(buffer, '.');
}
