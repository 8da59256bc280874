/* The event that the form's fields make, or what is missing to make one. */
#include "ui/screens/add_form.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/record_words.h"
#include "report/wording.h"

#define TEAMS_MAX 64

static const enum event_kind kinds[ADD_KIND_COUNT] = {
	[ADD_NOTE] = EVENT_NOTE,	[ADD_NEED] = EVENT_NEED,
	[ADD_CONCERN] = EVENT_CONCERN,	[ADD_LESSON] = EVENT_LESSON,
	[ADD_ACTED_ON] = EVENT_CONCERN, [ADD_MET] = EVENT_NEED,
	[ADD_MEETING] = EVENT_MEETING,
};

/* -- what is missing ----------------------------------------------------------------------- */

/* Says so, and where; false, so that a caller can return it. */
static bool lacks(struct add_change *change, enum add_field field, const char *sentence)
{
	change->field = field;
	change->sentence = sentence;
	return false;
}

static bool lacks_team(struct add_change *change, struct view *view, const char *id)
{
	const struct catalog *catalog = view->scorecard->catalog;
	const char **ids =
		ARENA_ARRAY(&view->words.arena, catalog->team_count + 1, const char *);

	for (size_t i = 0; i < catalog->team_count; i++)
		ids[i] = catalog->teams[i].id;
	record_add_no_team(&view->words.buffer, id, text_nearest(id, ids, catalog->team_count));
	return lacks(change, ADD_FIELD_TEAM, words_take(&view->words));
}

/* -- reading what is there ------------------------------------------------------------------
 */

void add_events_forget(struct add_events *events)
{
	arena_release(&events->arena);
	memset(events, 0, sizeof(*events));
}

static bool keep_event(const struct event *event, void *context, struct error *error)
{
	struct add_events *events = context;

	(void)error;
	events->events = arena_grow(&events->arena, events->events, events->count,
				    &events->capacity, sizeof(*events->events));
	events->events[events->count++] = event_copy(event, &events->arena);
	return true;
}

static int closing_field(const struct event_type *type)
{
	int field = event_field_find(type, "acted_at");

	return field < 0 ? event_field_find(type, "met_at") : field;
}

static bool keep_open(const struct event *event, void *context, struct error *error)
{
	int field = closing_field(event->type);

	return field < 0 || event->values[field].is_present ||
	       keep_event(event, context, error);
}

static void read_events(struct add_events *events, const struct view *view,
			const struct event_filter *filter, event_visitor *keep)
{
	const struct session_source *source = view->source;

	add_events_forget(events);
	events->is_read = true;
	if (source->events &&
	    !source->events(source->context, filter, keep, events, &events->error))
		events->count = 0;
}

void add_form_forget_read(struct add_form *form)
{
	struct error error;

	if (form->open.count) {
		add_events_forget(&form->held);
		keep_event(&form->open.events[form->which.selected], &form->held, &error);
	}
	add_events_forget(&form->open);
	add_events_forget(&form->met);
}

/* The list may have grown or shrunk above it: a place in it is nobody's. */
static void select_held(struct add_form *form)
{
	size_t index = 0;

	if (!form->held.count)
		return;
	while (index < form->open.count &&
	       !event_equals(&form->open.events[index], form->held.events))
		index++;
	form->is_gone |= index == form->open.count;
	list_select(&form->which, index < form->open.count ? (int)index : 0);
	add_events_forget(&form->held);
}

void add_form_read_open(struct add_form *form, const struct view *view)
{
	struct event_filter filter = {.since = INSTANT_NONE, .until = INSTANT_NONE};

	if (form->open.is_read)
		return;
	filter.team = catalog_team(view->scorecard->catalog, form->team.text);
	filter.kinds = form->kind == ADD_MET ? 1U << EVENT_NEED
					     : 1U << EVENT_CONCERN | 1U << EVENT_LESSON;
	if (filter.team && (form->kind == ADD_MET || form->kind == ADD_ACTED_ON))
		read_events(&form->open, view, &filter, keep_open);
	list_set_count(&form->which, (int)form->open.count);
	select_held(form);
}

/* The meetings of that local day. */
static void read_met(struct add_form *form, const struct view *view, instant at)
{
	const struct zone *zone = view->wording.zone;
	int64_t day = zone_local_day(zone, at);
	struct event_filter filter = {
		.kinds = 1U << EVENT_MEETING,
		.since = zone_day_start(zone, day),
		.until = zone_day_start(zone, day + 1),
	};

	if (form->met.is_read && form->met_day == day)
		return;
	read_events(&form->met, view, &filter, keep_event);
	form->met_day = day;
}

/* -- fields ----------------------------------------------------------------------------------
 */

static void set_text(struct event *event, const char *name, const char *text)
{
	struct event_value *value = &event->values[event_field_find(event->type, name)];

	value->is_present = *text != '\0';
	value->text = text;
}

static void set_integer(struct event *event, const char *name, int64_t integer)
{
	struct event_value *value = &event->values[event_field_find(event->type, name)];

	value->is_present = true;
	value->integer = integer;
}

/* Without the spaces around it. */
static const char *trimmed(const struct prompt *prompt, struct arena *arena)
{
	const char *text = prompt->text + strspn(prompt->text, " ");
	size_t length = strlen(text);

	while (length > 0 && text[length - 1] == ' ')
		length--;
	return arena_copy(arena, text, length);
}

/* "11:40": today. */
static bool parse_clock(const char *text, const struct zone *zone, instant now, instant *at)
{
	char *end;
	long hour = strtol(text, &end, 10), minute;

	if (end == text || end - text > 2 || *end != ':' || hour < 0 || hour > 23 ||
	    strlen(end) != 3 || strspn(end + 1, "0123456789") != 2)
		return false;
	minute = strtol(end + 1, NULL, 10);
	if (minute > 59)
		return false;
	*at = zone_local_instant(zone, zone_local_day(zone, now) * SECONDS_PER_DAY +
					       hour * SECONDS_PER_HOUR +
					       minute * SECONDS_PER_MINUTE);
	return true;
}

static bool make_when(const struct add_form *form, struct view *view, struct add_change *change,
		      instant *at)
{
	const struct session_source *source = view->source;
	const struct zone *zone = view->wording.zone;
	instant now = source->now ? source->now(source->context) : view->wording.period.as_of;
	const char *text = trimmed(&form->when, &view->words.arena);
	struct error error;
	int64_t day;

	if (!*text || strcmp(text, "now") == 0)
		*at = now;
	else if (date_parse(text, &day, &error))
		*at = zone_day_start(zone, day);
	else if (!parse_clock(text, zone, now, at) && !instant_parse(text, zone, at, &error))
		return lacks(change, ADD_FIELD_WHEN, RECORD_NEEDS_WHEN);
	return *at <= now || lacks(change, ADD_FIELD_WHEN, RECORD_IS_AHEAD);
}

static bool make_team(const struct add_form *form, struct view *view, struct add_change *change)
{
	const char *id = trimmed(&form->team, &view->words.arena);

	if (!catalog_team(view->scorecard->catalog, id))
		return lacks_team(change, view, id);
	set_text(&change->is, "team", id);
	return true;
}

/* -- one event of each kind ------------------------------------------------------------------
 */

static bool make_said(const struct add_form *form, struct view *view, instant at,
		      struct add_change *change)
{
	const char *text = trimmed(&form->text, &view->words.arena);

	set_integer(&change->is, change->is.type->at_field, at);
	if (!make_team(form, view, change))
		return false;
	if (!*text)
		return lacks(change, ADD_FIELD_TEXT, RECORD_NEEDS_TEXT);
	set_text(&change->is, "text", text);
	if (form->kind == ADD_NOTE)
		set_text(&change->is, "capacity",
			 arena_copy_string(&view->words.arena, form->capacity));
	if (form->kind == ADD_LESSON && form->from != ADD_FROM_UNSAID)
		set_integer(&change->is, "went_right", form->from == ADD_FROM_RIGHT);
	return true;
}

static bool make_closed(struct add_form *form, struct view *view, instant at,
			struct add_change *change)
{
	if (!make_team(form, view, change))
		return false;
	add_form_read_open(form, view);
	if (form->open.error.kind != ERROR_NONE)
		return lacks(change, ADD_FIELD_WHICH, form->open.error.message);
	if (form->open.count == 0)
		return lacks(change, ADD_FIELD_WHICH,
			     form->kind == ADD_MET ? RECORD_NO_NEED_OPEN : RECORD_NONE_OPEN);
	change->was = &form->open.events[form->which.selected];
	change->is = *change->was;
	change->is.values[closing_field(change->is.type)] =
		(struct event_value){.is_present = true, .integer = at};
	return at >= event_at(change->was) ||
	       lacks(change, ADD_FIELD_WHEN, RECORD_CLOSED_TOO_EARLY);
}

static int ids_compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_id(const char **ids, size_t *count, const char *id)
{
	for (size_t i = 0; i < *count; i++)
		if (strcmp(ids[i], id) == 0)
			return;
	if (*count < TEAMS_MAX)
		ids[(*count)++] = id;
}

/* Adds the typed ids, which commas or spaces part. */
static bool add_typed(const struct add_form *form, struct view *view, const char **ids,
		      size_t *count, struct add_change *change)
{
	for (const char *at = form->team.text; *at;) {
		size_t length = strcspn(at, ", ");
		const char *id = arena_copy(&view->words.arena, at, length);

		if (length && !catalog_team(view->scorecard->catalog, id))
			return lacks_team(change, view, id);
		if (length)
			add_id(ids, count, id);
		at += length + (at[length] != '\0');
	}
	return *count > 0 || lacks_team(change, view, "");
}

/* Teams join a meeting of that day that is recorded already: each tells of the same one. */
static bool make_meeting(struct add_form *form, struct view *view, instant at,
			 struct add_change *change)
{
	const char **ids = ARENA_ARRAY(&view->words.arena, TEAMS_MAX, const char *);
	struct event_value *teams;
	size_t count = 0;

	if (!add_typed(form, view, ids, &count, change))
		return false;
	set_integer(&change->is, "at", at);
	read_met(form, view, at);
	if (form->met.error.kind != ERROR_NONE)
		return lacks(change, ADD_FIELD_WHEN, form->met.error.message);
	teams = &change->is.values[event_field_find(change->is.type, "teams")];
	if (form->met.count) {
		change->was = &form->met.events[form->met.count - 1];
		change->is = *change->was;
		for (size_t i = 0; i < teams->count; i++)
			add_id(ids, &count, teams->teams[i]);
		if (count == teams->count)
			return lacks(change, ADD_FIELD_TEAM, RECORD_ALL_AT_MEETING);
	}
	qsort(ids, count, sizeof(*ids), ids_compare);
	*teams = (struct event_value){.is_present = true, .teams = ids, .count = count};
	return true;
}

/* The title of the capacity that a note is about; NULL: none in particular. */
static const char *title_about(const struct add_form *form, struct view *view)
{
	const struct capacity *const *capacities;
	size_t chosen;

	add_form_capacities(form, view, &capacities, &chosen);
	return form->kind == ADD_NOTE && chosen ? capacity_title(capacities[chosen]) : NULL;
}

/* What was typed is all there, of the fields that the kind has. */
static bool make_whole(struct add_form *form, struct add_change *change)
{
	for (enum add_field field = 0; field < ADD_FIELD_COUNT; field++) {
		const struct prompt *prompt = add_form_prompt(form, field);

		if (prompt && prompt->is_full && add_form_has(form, field))
			return lacks(change, field, RECORD_IS_FULL);
	}
	return true;
}

void add_form_make(struct add_form *form, struct view *view, struct add_change *change)
{
	struct error error;
	instant at = 0;
	bool is_made;

	memset(change, 0, sizeof(*change));
	event_init(&change->is, &event_types[kinds[form->kind]]);
	if (!make_whole(form, change) || !make_when(form, view, change, &at))
		return;
	if (form->kind == ADD_MEETING)
		is_made = make_meeting(form, view, at, change);
	else if (form->kind == ADD_MET || form->kind == ADD_ACTED_ON)
		is_made = make_closed(form, view, at, change);
	else
		is_made = make_said(form, view, at, change);
	if (!is_made)
		return;
	if (!event_is_complete(&change->is, &error)) {
		lacks(change, ADD_FIELD_TEXT,
		      arena_copy_string(&view->words.arena, error.message));
		return;
	}
	change->is_ready = true;
	record_add_what(&view->words.buffer, change->was, &change->is, title_about(form, view),
			!view->source->keeps_nothing, view->wording.zone);
	change->sentence = words_take(&view->words);
}
