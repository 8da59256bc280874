/* One event whole: every field that its type has, and what it counts for. */
#include "ui/screens/events_screen.h"

#include <stdlib.h>
#include <string.h>

#include "report/event_summary.h"
#include "ui/widgets/id.h"
#include "ui/widgets/paragraph.h"

#define NAME_CELLS 16
#define NAME_CELLS_NARROW 12
#define NARROW_COLUMNS 50
#define LINES_MAX 1024

struct record_screen {
	struct screen screen;
	char *team, *service; /* "": all; they and */
	int group;	      /* are those of the list */
	struct arena arena;
	struct event event;
	size_t place, count; /* among those of its day */
	struct list list;    /* of positions that it can be scrolled to */
};

/* Lines on their way to a canvas, of which a part is seen. */
struct record_lines {
	struct view *view;
	struct canvas *canvas;
	struct area area;
	int top, count;
	int name_cells;
};

static void add_line(struct record_lines *lines, const char *name, enum style style,
		     const char *value)
{
	int cells = lines->area.columns - lines->name_cells;
	struct paragraph paragraph = paragraph_break(&lines->view->words.arena, value, cells);

	for (int i = 0; i < paragraph.count && lines->count < LINES_MAX; i++) {
		int row = lines->count++ - lines->top;

		if (row < 0 || row >= lines->area.rows)
			continue;
		row += lines->area.row;
		if (i == 0)
			canvas_text(lines->canvas, row, lines->area.column,
				    lines->name_cells - 1, STYLE_DIM, name);
		canvas_text(lines->canvas, row, lines->area.column + lines->name_cells, cells,
			    style, paragraph.lines[i]);
	}
}

/* Each change with the time of its commit. */
static void add_changes(struct record_lines *lines, const struct event_value *value)
{
	struct buffer *buffer = &lines->view->words.buffer;

	for (size_t i = 0; i < value->count && lines->count < LINES_MAX; i++) {
		buffer_add_string(buffer, value->changes[i].revision);
		if (value->changes[i].committed_at != INSTANT_NONE) {
			buffer_add_string(buffer, "  committed ");
			wording_add_instant(buffer, &lines->view->wording,
					    value->changes[i].committed_at);
		}
		add_line(lines, "", STYLE_PLAIN, words_take(&lines->view->words));
	}
}

static void add_field(struct record_lines *lines, const struct event *event, size_t index,
		      const struct event_names *names)
{
	const struct event_field *field = &event->type->fields[index];
	const struct event_value *value = &event->values[index];
	struct view *view = lines->view;
	const char *name;

	event_add_field_name(&view->words.buffer, field);
	name = words_take(&view->words);
	event_add_subject_field(&view->words.buffer, event, index, names);
	if (!view->words.buffer.length_bytes)
		event_add_field_value(&view->words.buffer, event, index, view->wording.zone);
	add_line(lines, name, value->is_present ? STYLE_PLAIN : STYLE_DIM,
		 words_take(&view->words));
	if (field->kind == FIELD_CHANGES && value->is_present)
		add_changes(lines, value);
}

int record_draw_fields(struct view *view, struct canvas *canvas, struct area area,
		       const struct event *event, size_t place, size_t count, int top)
{
	struct record_lines lines = {.view = view, .canvas = canvas, .area = area, .top = top};
	struct buffer *buffer = &view->words.buffer;
	struct service_names services;
	struct event_names names = {view->scorecard->catalog, &services};

	service_names_init(&services, names.catalog, &view->words.arena);
	lines.name_cells = area.columns < NARROW_COLUMNS ? NAME_CELLS_NARROW : NAME_CELLS;
	add_line(&lines, "type", STYLE_TITLE, event_type_word(event->type));
	event_add_brief(buffer, event);
	add_line(&lines, "in short", STYLE_PLAIN, words_take(&view->words));
	event_add_standing(buffer, event);
	add_line(&lines, "scorecard", STYLE_PLAIN, words_take(&view->words));
	if (count) {
		events_add_place(buffer, place, count);
		add_line(&lines, "that day", STYLE_PLAIN, words_take(&view->words));
	}
	for (size_t i = 0; i < event->type->field_count; i++)
		add_field(&lines, event, i, &names);
	return lines.count;
}

static void record_draw(struct screen *base, struct view *view, struct canvas *canvas,
			struct area area)
{
	struct record_screen *screen = (struct record_screen *)base;
	int lines;

	if (area.rows > 12)
		area_cut_top(&area, 1);
	area_cut_left(&area, 2);
	canvas_place_cursor(canvas, area.row, area.column);
	area.columns--;
	lines = record_draw_fields(view, canvas, area, &screen->event, screen->place,
				   screen->count, screen->list.selected);
	list_read(&screen->list, area.rows, lines);
	area.columns++;
	list_draw_more(canvas, area, &screen->list, lines);
}

static void record_act(struct screen *base, struct view *view, enum action action,
		       const struct input *input, struct request *request)
{
	(void)view;
	(void)input;
	if (action == ACTION_BACK || action == ACTION_LEAVE)
		request->goes_back = true;
	else
		list_act(&((struct record_screen *)base)->list, action);
}

static enum key_screen record_keys(const struct screen *screen, const struct view *view)
{
	(void)screen;
	(void)view;
	return KEY_SCREEN_RECORD;
}

static void record_title(struct screen *base, struct view *view, struct title *title)
{
	const struct record_screen *screen = (const struct record_screen *)base;

	if (*screen->team)
		title_add_team(title, view, screen->team);
	title->crumbs[title->crumb_count++] = "Events";
	event_add_day(&view->words.buffer,
		      zone_local_day(view->wording.zone, event_at(&screen->event)));
	title->crumbs[title->crumb_count++] = words_take(&view->words);
	title->is_timeless = true;
}

static struct events_choice list_of(const struct record_screen *screen)
{
	return (struct events_choice){screen->team, screen->service, screen->group};
}

static bool record_text(struct screen *base, struct view *view, struct buffer *out,
			const char **note, struct error *error)
{
	const struct record_screen *screen = (const struct record_screen *)base;
	/* It stays what it is, whatever the YAML names. */
	struct events_choice any = {NULL, NULL, 0};

	(void)note;
	return screen_add_events(view, &any, &screen->event, out, error);
}

static struct screen *record_exports(const struct screen *base, const struct view *view)
{
	const struct record_screen *screen = (const struct record_screen *)base;
	struct events_choice list = list_of(screen);

	(void)view;
	return export_events_dialog_new(&list, &screen->event);
}

static void record_free(struct screen *base)
{
	struct record_screen *screen = (struct record_screen *)base;

	arena_release(&screen->arena);
	free(screen->team);
	free(screen->service);
	free(screen);
}

static const struct screen_type record_type = {
	.keys = record_keys,
	.title = record_title,
	.draw = record_draw,
	.act = record_act,
	.text = record_text,
	.exports = record_exports,
	.free = record_free,
};

struct screen *record_screen_new(const struct event *event, const struct events_choice *list,
				 size_t place, size_t count)
{
	struct record_screen *screen = memory_resize(NULL, 1, sizeof(*screen));

	memset(screen, 0, sizeof(*screen));
	screen->screen.type = &record_type;
	screen->event = event_copy(event, &screen->arena);
	screen->place = place;
	screen->count = count;
	id_set(&screen->team, list->team);
	id_set(&screen->service, list->service);
	screen->group = list->group;
	return &screen->screen;
}
