/* The form as it is seen: its fields, what Enter records, and what is open. */
#include "ui/screens/add_form.h"

#include <string.h>

#include "report/event_summary.h"
#include "report/record_words.h"
#include "report/wording.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/paragraph.h"

#define MARGIN_CELLS 3 /* the sign of the field and a space before its name */
#define NAME_CELLS 7   /* of a field */
#define AIRY_ROWS 16   /* from here on an empty row parts fields and what is said */
#define CHOICES_MAX 64
#define DAY_CELLS 13

static const char *const kind_names[ADD_KIND_COUNT] = {
	"Note", "Need", "Concern", "Lesson", "Acted on", "Met", "Meeting",
};
static const char *const from_names[ADD_FROM_COUNT] = {
	"not said",
	"what went right",
	"something else",
};
static const char *const field_names[ADD_FIELD_COUNT] = {
	"What", "Text", "Which", "Team", "When", "About", "From",
};

/* -- fields ----------------------------------------------------------------------------------
 */

static void draw_capacities(struct add_form *form, struct view *view, struct canvas *canvas,
			    struct area area, bool is_selected)
{
	const struct capacity *const *capacities;
	const char *names[CHOICES_MAX] = {"no capacity in particular"};
	size_t chosen;
	size_t count = add_form_capacities(form, view, &capacities, &chosen);

	if (count > CHOICES_MAX)
		count = CHOICES_MAX;
	for (size_t i = 1; i < count; i++)
		names[i] = capacity_title(capacities[i]);
	choices_draw(canvas, area, &(struct choices){names, (int)count, (int)chosen},
		     is_selected, &form->hits, ADD_FIELD_CAPACITY);
}

/* "2 of 5, the oldest first": they are listed below. */
static void draw_which(struct add_form *form, struct view *view, struct canvas *canvas,
		       struct area area, bool is_selected)
{
	const char *words;

	add_form_read_open(form, view);
	if (form->open.count == 0)
		buffer_add_string(&view->words.buffer, "nothing is open");
	else
		buffer_addf(&view->words.buffer, "%d of %zu%s", form->which.selected + 1,
			    form->open.count, form->open.count > 1 ? ", the oldest first" : "");
	words = words_take(&view->words);
	canvas_text(canvas, area.row, area.column + 1, area.columns - 1, STYLE_PLAIN, words);
	if (is_selected)
		canvas_place_cursor(canvas, area.row, area.column + 1);
}

static void draw_field(struct add_form *form, struct view *view, struct canvas *canvas,
		       struct area area, enum add_field field)
{
	struct prompt *prompt = add_form_prompt(form, field);
	bool is_selected = form->field == field;
	struct area name;

	hits_add(&form->hits, area.row, area.column, area.columns, (int)field, -1);
	if (is_selected)
		canvas_text(canvas, area.row, area.column + 1, 1, STYLE_TITLE, "▸");
	area.column += MARGIN_CELLS;
	area.columns -= MARGIN_CELLS + 1;
	name = area_cut_left(&area, NAME_CELLS);
	canvas_text(canvas, name.row, name.column, name.columns - 1, STYLE_DIM,
		    field == ADD_FIELD_TEAM && form->kind == ADD_MEETING ? "Teams"
									 : field_names[field]);
	if (prompt)
		prompt_draw(prompt, canvas, area.row, area.column + 1, area.columns - 1, "");
	else if (field == ADD_FIELD_KIND)
		choices_draw(canvas, area,
			     &(struct choices){kind_names, ADD_KIND_COUNT, (int)form->kind},
			     is_selected, &form->hits, (int)field);
	else if (field == ADD_FIELD_FROM)
		choices_draw(canvas, area,
			     &(struct choices){from_names, ADD_FROM_COUNT, (int)form->from},
			     is_selected, &form->hits, (int)field);
	else if (field == ADD_FIELD_CAPACITY)
		draw_capacities(form, view, canvas, area, is_selected);
	else
		draw_which(form, view, canvas, area, is_selected);
}

/* All that the kind has; where there is no room, those around the selected one. */
static void draw_fields(struct add_form *form, struct view *view, struct canvas *canvas,
			struct area area)
{
	enum add_field fields[ADD_FIELD_COUNT];
	int count = 0, selected = 0, first;

	for (int i = 0; i < ADD_FIELD_COUNT; i++) {
		if (!add_form_has(form, (enum add_field)i))
			continue;
		if (form->field == (enum add_field)i)
			selected = count;
		fields[count++] = (enum add_field)i;
	}
	first = selected >= area.rows ? selected - area.rows + 1 : 0;
	/* Each prompt places the cursor; the selected field comes last, to have it. */
	for (int pass = 0; pass < 2; pass++)
		for (int i = first; i < count && i - first < area.rows; i++) {
			struct area row = {area.row + i - first, area.column, 1, area.columns};

			if ((i == selected) == (pass == 1))
				draw_field(form, view, canvas, row, fields[i]);
		}
}

/* -- what is said ----------------------------------------------------------------------------
 */

static void draw_sentence(struct view *view, struct canvas *canvas, struct area *area,
			  enum style style, const char *sentence)
{
	int cells = area->columns - MARGIN_CELLS - 1;
	struct paragraph said = paragraph_break(&view->words.arena, sentence, cells);
	struct area rows = area_cut_top(area, said.count);

	paragraph_draw(canvas, rows.row, rows.column + MARGIN_CELLS, rows.rows, cells, style,
		       &said);
}

/* When it happened. */
static instant instant_of(const struct add_change *change)
{
	instant at = event_at(&change->is);

	for (size_t i = 0; change->was && i < change->is.type->field_count; i++)
		if (change->is.type->fields[i].kind == FIELD_INSTANT &&
		    !change->was->values[i].is_present && change->is.values[i].is_present)
			at = change->is.values[i].integer;
	return at;
}

static void draw_said(struct add_form *form, struct view *view, struct canvas *canvas,
		      struct area *area)
{
	instant as_of = view->wording.period.as_of;
	struct add_change change;

	add_form_make(form, view, &change);
	if (view->source->keeps_nothing)
		draw_sentence(view, canvas, area, STYLE_NOTICE, view->source->keeps_nothing);
	if (form->is_gone && form->open.count)
		draw_sentence(view, canvas, area, STYLE_NOTICE, RECORD_IS_GONE);
	if (*form->said)
		draw_sentence(view, canvas, area, STYLE_NOTICE, form->said);
	if (!*form->said || change.is_ready)
		draw_sentence(view, canvas, area, change.is_ready ? STYLE_PLAIN : STYLE_DIM,
			      change.sentence);
	if (!change.is_ready || !view->source->is_as_of_fixed || instant_of(&change) < as_of)
		return;
	record_add_is_later(&view->words.buffer, as_of, view->wording.zone);
	draw_sentence(view, canvas, area, STYLE_NOTICE, words_take(&view->words));
}

/* -- what is open ----------------------------------------------------------------------------
 */

static void draw_open_one(struct add_form *form, struct view *view, struct canvas *canvas,
			  struct area area, int index)
{
	const struct event *event = &form->open.events[index];
	bool is_selected = index == form->which.selected;
	struct civil day = zone_civil(view->wording.zone, event_at(event));
	struct area cell;

	hits_add(&form->hits, area.row, area.column, area.columns, ADD_FIELD_WHICH, index);
	if (is_selected)
		canvas_text(canvas, area.row, area.column + 1, 1, STYLE_TITLE, "▸");
	area.column += MARGIN_CELLS;
	area.columns -= MARGIN_CELLS + 1;
	cell = area_cut_left(&area, DAY_CELLS);
	buffer_addf(&view->words.buffer, "%d %s %d", day.day, month_name(day.month), day.year);
	canvas_text(canvas, cell.row, cell.column, cell.columns - 1, STYLE_DIM,
		    words_take(&view->words));
	canvas_text(canvas, area.row, area.column, area.columns,
		    is_selected ? STYLE_TITLE : STYLE_PLAIN,
		    event->values[event_field_find(event->type, "text")].text);
}

static void draw_open(struct add_form *form, struct view *view, struct canvas *canvas,
		      struct area area)
{
	list_set_count(&form->which, (int)form->open.count);
	form->which.page_rows = area.rows;
	list_scroll(&form->which, area.rows, form->which.count, form->which.selected,
		    form->which.selected);
	for (int i = 0; i < area.rows && form->which.top + i < form->which.count; i++) {
		struct area row = {area.row + i, area.column, 1, area.columns};

		draw_open_one(form, view, canvas, row, form->which.top + i);
	}
	list_draw_more(canvas, area, &form->which, form->which.count);
}

void add_form_draw(struct add_form *form, struct view *view, struct canvas *canvas,
		   struct area area)
{
	bool is_airy = area.rows >= AIRY_ROWS;
	int field_rows = 0;

	hits_clear(&form->hits);
	for (int i = 0; i < ADD_FIELD_COUNT; i++)
		field_rows += add_form_has(form, (enum add_field)i);
	if (field_rows > area.rows - 1)
		field_rows = area.rows > 1 ? area.rows - 1 : 1;
	draw_fields(form, view, canvas, area_cut_top(&area, field_rows));
	if (is_airy)
		area_cut_top(&area, 1);
	draw_said(form, view, canvas, &area);
	if (is_airy)
		area_cut_top(&area, 1);
	if (add_form_has(form, ADD_FIELD_WHICH) && area.rows > 0)
		draw_open(form, view, canvas, area);
}
