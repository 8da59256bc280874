#include "ui/screens/then_screen.h"

#include <assert.h>

#include "ui/widgets/panel.h"

#define SMALL_PANEL_ROWS 4
#define LEAST_PANEL_ROWS 3
#define LEAST_ROWS 6 /* fewer hold capacities alone */
#define SMALL_ROWS 20
#define SPACIOUS_ROWS 28
#define MARGIN_CELLS 2

/* A line of the list; several may belong to one item, and none to an empty one. */
struct then_line {
	const char *heading;  /* a section, or */
	const char *subtitle; /* a service, or */
	int item;	      /* of which it is a line; -1 */
	bool is_first;
};

struct then_lines {
	struct then_line *lines;
	int count;
	int first_of_selected, last_of_selected; /* with the heading above */
	size_t capacity;
};

/* -- lines ----------------------------------------------------------------------------------
 */

static struct then_line *add_line(struct view *view, struct then_lines *lines)
{
	struct then_line *line;

	lines->lines = arena_grow(&view->words.arena, lines->lines, (size_t)lines->count,
				  &lines->capacity, sizeof(*lines->lines));
	line = &lines->lines[lines->count++];
	*line = (struct then_line){.item = -1};
	return line;
}

/* What stands above an item: a section, a heading, the first of a service with its name. */
static void add_headings(const struct then_screen *screen, struct view *view,
			 struct then_lines *lines, const struct then_items *items, int index)
{
	const struct then_item *item = &items->items[index];
	const struct then_item *above = index > 0 ? item - 1 : NULL;
	int notes = (int)screen->comparison.between.note_count;

	if (!item->row) {
		if (item->between != 0 && item->between != notes)
			return;
		if (item->between < notes)
			buffer_add_string(&view->words.buffer, comparison_notes_title());
		else
			comparison_add_between(&view->words.buffer, &screen->comparison);
		add_line(view, lines)->heading = words_take(&view->words);
	} else if (item->service) {
		if (!above || !above->service)
			add_line(view, lines)->heading = "Services";
		if (!above || above->service != item->service)
			add_line(view, lines)->subtitle = item->service->name;
	} else if (!above || above->row->capacity->section != item->row->capacity->section) {
		/* Where little is seen at once, the capacities themselves. */
		if (!then_is_narrow(view) || view->rows >= SMALL_ROWS)
			add_line(view, lines)->heading =
				section_title(item->row->capacity->section);
	}
}

/* Lines that are empty, where all of them fit with one above each heading. */
static struct then_lines spaced(struct view *view, const struct then_lines *lines, int rows)
{
	struct then_lines with_space = {.first_of_selected = lines->first_of_selected,
					.last_of_selected = lines->last_of_selected};
	int headings = 0;

	for (int i = 1; i < lines->count; i++)
		headings += lines->lines[i].heading != NULL;
	if (lines->count + headings > rows)
		return *lines;
	for (int i = 0; i < lines->count; i++) {
		if (i > 0 && lines->lines[i].heading)
			add_line(view, &with_space);
		*add_line(view, &with_space) = lines->lines[i];
	}
	return with_space;
}

static struct then_lines lines_of(const struct then_screen *screen, struct view *view,
				  const struct then_items *items)
{
	struct then_lines lines = {NULL, 0, 0, 0, 0};

	for (int i = 0; i < items->count; i++) {
		int of_item = then_is_narrow(view) && items->items[i].row ? 2 : 1;

		if (i == screen->list.selected)
			lines.first_of_selected = lines.count;
		add_headings(screen, view, &lines, items, i);
		for (int j = 0; j < of_item; j++) {
			struct then_line *line = add_line(view, &lines);

			line->item = i;
			line->is_first = j == 0;
		}
		if (i == screen->list.selected)
			lines.last_of_selected = lines.count - 1;
	}
	return lines;
}

/* -- drawing --------------------------------------------------------------------------------
 */

static void draw_selection(struct canvas *canvas, struct area area, int row, int cells)
{
	canvas_text(canvas, row, area.column + 1, 1, STYLE_TITLE, "▸");
	canvas_overlay(canvas, row, area.column + 2, cells + 2, STYLE_SELECTED);
	canvas_place_cursor(canvas, row, area.column + THEN_MARGIN_CELLS);
}

static void draw_item(struct then_screen *screen, struct view *view, struct canvas *canvas,
		      struct area area, int row, const struct column *columns,
		      const struct then_items *items, const struct then_line *line)
{
	const struct then_item *item = &items->items[line->item];
	int cells = area.columns - THEN_MARGIN_CELLS - 1;
	int used = columns[THEN_TITLE].cells;

	hits_add(&screen->hits, row, area.column, area.columns, line->item, 0);
	if (item->row) {
		then_draw_row(screen, view, canvas, area, row, columns, item->row,
			      line->is_first);
		if (then_is_narrow(view))
			used = canvas_text_cells(canvas, capacity_title(item->row->capacity));
	} else {
		then_add_between(&view->words.buffer, &screen->comparison, item->between);
		used = canvas_text(canvas, row, area.column + THEN_MARGIN_CELLS, cells,
				   STYLE_PLAIN, words_take(&view->words));
	}
	if (line->item == screen->list.selected && line->is_first)
		draw_selection(canvas, area, row, used < cells ? used : cells - 1);
}

static void draw_list(struct then_screen *screen, struct view *view, struct canvas *canvas,
		      struct area area, const struct column *columns,
		      const struct then_items *items)
{
	struct then_lines lines = lines_of(screen, view, items);

	if (screen->rows != canvas->rows || screen->columns != canvas->columns)
		screen->list.top = 0;
	screen->rows = canvas->rows;
	screen->columns = canvas->columns;
	lines = spaced(view, &lines, area.rows);
	list_scroll(&screen->list, area.rows, lines.count, lines.first_of_selected,
		    lines.last_of_selected);
	for (int i = 0; i < area.rows && screen->list.top + i < lines.count; i++) {
		const struct then_line *line = &lines.lines[screen->list.top + i];
		int row = area.row + i;

		assert(lines.lines);
		if (line->heading)
			canvas_text(canvas, row, area.column + 2, area.columns - 3,
				    STYLE_HEADING, line->heading);
		else if (line->subtitle)
			canvas_text(canvas, row, area.column + 2, area.columns - 3, STYLE_TITLE,
				    line->subtitle);
		else if (line->item >= 0)
			draw_item(screen, view, canvas, area, row, columns, items, line);
	}
	list_draw_more(canvas, area, &screen->list, lines.count);
}

/* A piece of the legend from column on, whole or not at all; the column behind it. */
static int draw_piece(struct view *view, struct canvas *canvas, int row, int column, int end,
		      enum style style)
{
	const char *text = words_take(&view->words);

	if (column + canvas_text_cells(canvas, text) > end)
		return column;
	return column + canvas_text(canvas, row, column, end - column, style, text) +
	       (then_is_narrow(view) ? 2 : 3);
}

/* "Now: to 30 Sep 2026"; first the year goes, then the day. */
#define NOW_FORMS 3
static void add_now(struct buffer *buffer, const struct view *view, int brevity)
{
	const struct wording *wording = &view->wording;

	if (brevity == NOW_FORMS - 1) {
		buffer_add_string(buffer, "Now");
		return;
	}
	buffer_add_string(buffer, then_is_narrow(view) ? "" : "Now: to ");
	wording_add_date(buffer, wording, wording->period.as_of - 1, brevity == 0);
}

/* The marks and what they are of: which windows, and how far apart. */
static void draw_legend(const struct then_screen *screen, struct view *view,
			struct canvas *canvas, struct area area)
{
	const struct comparison *comparison = &screen->comparison;
	bool is_narrow = then_is_narrow(view);
	struct buffer *buffer = &view->words.buffer;
	int begin = area.column + MARGIN_CELLS;
	int end = area.column + area.columns - 1, column, before;

	buffer_add_string(buffer, view->wording.is_ascii ? "o " : "○ ");
	if (is_narrow) {
		comparison_add_then_window(buffer, comparison);
	} else {
		buffer_add_string(buffer, "Then: ");
		comparison_add_distance(buffer, comparison);
	}
	column = draw_piece(view, canvas, area.row, begin, end, STYLE_PLAIN);
	before = column;
	for (int brevity = 0; brevity < NOW_FORMS && column == before; brevity++) {
		buffer_add_string(buffer, view->wording.is_ascii ? "@ " : "● ");
		add_now(buffer, view, brevity);
		column = draw_piece(view, canvas, area.row, column, end, STYLE_PLAIN);
	}
	if (column == before)
		return;
	buffer_add_string(buffer, "┆ goal");
	column = draw_piece(view, canvas, area.row, column, end, STYLE_GOAL);
	buffer_add_string(buffer, "┈ own usual range");
	draw_piece(view, canvas, area.row, column, end, STYLE_USUAL);
}

/* Where two lines of a capacity and little more are seen, what they do not say themselves. */
static bool tells_least(const struct view *view)
{
	return then_is_narrow(view) && view->rows < SMALL_ROWS;
}

static int panel_rows(const struct view *view)
{
	return tells_least(view)	 ? LEAST_PANEL_ROWS
	       : view->rows < SMALL_ROWS ? SMALL_PANEL_ROWS
					 : THEN_PANEL_ROWS;
}

/* A note, or a fact; a note may lead to the capacity that it names. */
static void say_between(const struct then_screen *screen, struct view *view, int number,
			struct panel *panel)
{
	const struct comparison *comparison = &screen->comparison;
	const struct note *note = then_note(comparison, number);
	struct buffer *buffer = &view->words.buffer;

	if (note)
		comparison_add_note(buffer, comparison, note);
	else
		comparison_add_fact_sentence(buffer, comparison,
					     (size_t)number - comparison->between.note_count);
	panel->sentence = words_take(&view->words);
	if (note && comparison_note_row(comparison, note))
		panel->hint = "Enter opens the capacity";
}

static void say_row(const struct then_screen *screen, struct view *view,
		    const struct then_item *item, struct panel *panel)
{
	const struct comparison *comparison = &screen->comparison;
	struct buffer *buffer = &view->words.buffer;

	if (tells_least(view)) {
		comparison_add_told(buffer, comparison, item->row);
		panel->sentence = words_take(&view->words);
		return;
	}
	if (item->service)
		buffer_addf(buffer, "%s, ", item->service->name);
	buffer_addf(buffer, "%s: ", capacity_title(item->row->capacity));
	comparison_add_sentence(buffer, comparison, item->row);
	panel->sentence = words_take(&view->words);
	comparison_add_row_question(buffer, comparison, item->row);
	panel->question = words_take(&view->words);
}

static void draw_panel(const struct then_screen *screen, struct view *view,
		       struct canvas *canvas, struct area area, const struct then_items *items)
{
	const struct then_item *item = &items->items[screen->list.selected];
	struct panel panel = {.sentence = ""};

	if (items->count == 0)
		return;
	if (item->row)
		say_row(screen, view, item, &panel);
	else
		say_between(screen, view, item->between, &panel);
	panel_draw(canvas, area, &view->words, &panel);
}

void then_draw(struct then_screen *screen, struct view *view, struct canvas *canvas,
	       struct area area)
{
	bool is_wide = then_is_wide(screen, view);
	struct then_items items = then_items_of(screen, view, !is_wide);
	struct column columns[THEN_COLUMN_COUNT];
	struct area panel, list;
	bool is_least;

	then_synchronise(screen, &items);
	if (!*screen->capacity && screen->between < 0)
		then_select(screen, &items, 0);
	is_least = area.rows < LEAST_ROWS;
	panel = area_cut_bottom(&area, is_least ? 0 : panel_rows(view));
	list = is_wide ? area_cut_left(&area, area.columns - THEN_BESIDE_CELLS) : area;
	if (!is_least)
		draw_legend(screen, view, canvas, area_cut_top(&list, 1));
	if (view->rows >= SPACIOUS_ROWS)
		area_cut_top(&list, 1);
	then_columns_of(screen, view, canvas, &items, list, columns);
	if (!then_is_narrow(view) && !is_least)
		then_draw_heads(canvas, area_cut_top(&list, 1).row, columns);
	draw_list(screen, view, canvas, list, columns, &items);
	if (panel.rows)
		draw_panel(screen, view, canvas, panel, &items);
	if (is_wide)
		then_draw_beside(screen, view, canvas, area, &items);
}
