/* The newest events of a scorecard's team or service, where there is room below its list. */
#include "ui/screens/scorecard_screen.h"

#include <string.h>

#include "report/event_brief.h"
#include "report/event_summary.h"

#define WHEN_CELLS 13
#define TYPE_CELLS 12
#define SUBJECT_CELLS 16
#define WHOLE_COLUMNS 60 /* narrower areas do without the type */

/* Kinds of which there are many a day are the events screen's. */
static const unsigned kinds_of_many = 1U << EVENT_CHECK | 1U << EVENT_SLO_SAMPLE;

void card_events_forget(struct card_events *events)
{
	arena_release(&events->arena);
	memset(events, 0, sizeof(*events));
}

/* An event on its way to the words of its line. */
struct taking {
	struct card_events *events;
	struct view *view;
	struct event_names names;
};

static const char *kept(struct taking *taking)
{
	return arena_copy_string(&taking->events->arena, words_take(&taking->view->words));
}

static bool take(const struct event *event, void *context, struct error *error)
{
	struct taking *taking = context;
	struct card_events *events = taking->events;
	struct buffer *buffer = &taking->view->words.buffer;
	struct civil civil = zone_civil(taking->view->wording.zone, event_at(event));
	struct card_event *line = &events->lines[events->count++];

	(void)error;
	buffer_addf(buffer, "%2d %s %02d:%02d", civil.day, month_name(civil.month), civil.hour,
		    civil.minute);
	line->when = kept(taking);
	line->type = event_type_word(event->type);
	event_add_named_subject(buffer, event, &taking->names);
	line->subject = kept(taking);
	event_add_brief(buffer, event);
	line->brief = kept(taking);
	return events->count < CARD_EVENTS_MAX;
}

static bool are_read(const struct card_events *events, const char *team, const char *service)
{
	return events->team && strcmp(events->team, team) == 0 &&
	       strcmp(events->service, service) == 0;
}

int card_events_read(struct scorecard_screen *screen, struct view *view)
{
	const struct session_source *source = view->source;
	struct events_choice choice = {screen->team, screen->service, 0};
	struct card_events *events = &screen->events;
	struct service_names services;
	struct taking taking = {events, view, {view->scorecard->catalog, &services}};
	struct event_filter filter;
	struct error ignored;

	if (are_read(events, screen->team, screen->service))
		return events->count;
	card_events_forget(events);
	events->team = arena_copy_string(&events->arena, screen->team);
	events->service = arena_copy_string(&events->arena, screen->service);
	if (!source->events || !events_choice_filter(&choice, view, &filter))
		return 0;
	service_names_init(&services, view->scorecard->catalog, &view->words.arena);
	filter.kinds &= ~kinds_of_many;
	filter.is_newest_first = true;
	filter.limit = CARD_EVENTS_MAX;
	/* What cannot be read the events screen says. */
	source->events(source->context, &filter, take, &taking, &ignored);
	return events->count;
}

void card_draw_events(const struct scorecard_screen *screen, struct canvas *canvas,
		      struct area area)
{
	int column = area.column + CARD_MARGIN_CELLS, end = area.column + area.columns - 1;
	int type_cells = area.columns < WHOLE_COLUMNS ? 0 : TYPE_CELLS;
	int subject = column + WHEN_CELLS + type_cells;
	int brief = subject + SUBJECT_CELLS;
	int used = canvas_text(canvas, area.row, area.column + 2, area.columns - 2,
			       STYLE_HEADING, "Newest events");

	canvas_text(canvas, area.row, area.column + 2 + used, area.columns - 3 - used,
		    STYLE_DIM, "  E opens all");
	for (int i = 0; i < screen->events.count && i < area.rows - 1; i++) {
		const struct card_event *line = &screen->events.lines[i];
		int row = area.row + 1 + i;

		canvas_text(canvas, row, column, WHEN_CELLS - 1, STYLE_DIM, line->when);
		canvas_text(canvas, row, column + WHEN_CELLS, type_cells - 1, STYLE_DIM,
			    line->type);
		canvas_text(canvas, row, subject, SUBJECT_CELLS - 1, STYLE_PLAIN,
			    line->subject);
		canvas_text(canvas, row, brief, end - brief, STYLE_PLAIN, line->brief);
	}
}
