#include "ui/screens/agenda_screen.h"

#include <string.h>

#include "report/facts.h"
#include "ui/widgets/paragraph.h"

#define TEAM_COLUMN 2
#define PART_COLUMN 2
#define LINE_COLUMN 3
#define WRAPPED_CELLS 2
#define MARGIN_CELLS 2
#define TEXT_CELLS_MAX 100 /* long lines tire the eye */
#define SPACIOUS_ROWS 16
#define SINCE_ROWS_MAX 3

/* -- laying out ------------------------------------------------------------------------------
 */

/* Rows on their way: words are put together in the view's buffer and kept in the arena. */
struct laying {
	struct agenda_layout *layout;
	struct view *view;
	const struct team *team; /* being laid out */
	enum agenda_part part;	 /* laid out last */
	int place;
	int cells;
};

static void add_row(struct laying *laying, const char *text, enum style style, int column,
		    int entry)
{
	struct agenda_layout *layout = laying->layout;

	layout->rows = arena_grow(&layout->arena, layout->rows, layout->row_count,
				  &layout->row_capacity, sizeof(*layout->rows));
	layout->rows[layout->row_count++] = (struct agenda_row){text, style, column, entry};
}

/* Broken into rows; those that follow stand a little further in. */
static void add_rows(struct laying *laying, const char *text, enum style style, int column,
		     int entry)
{
	struct paragraph paragraph = paragraph_break(
		&laying->layout->arena, text, laying->cells - column - WRAPPED_CELLS - 1);

	for (int i = 0; i < paragraph.count; i++)
		add_row(laying, paragraph.lines[i], style, column + (i ? WRAPPED_CELLS : 0),
			entry);
}

static int add_entry(struct laying *laying, const struct capacity *capacity)
{
	struct agenda_layout *layout = laying->layout;

	layout->entries = arena_grow(&layout->arena, layout->entries, layout->entry_count,
				     &layout->entry_capacity, sizeof(*layout->entries));
	layout->entries[layout->entry_count] =
		(struct agenda_entry){laying->team, capacity, laying->place++};
	return (int)layout->entry_count++;
}

static enum style part_style(enum agenda_part part)
{
	return part == AGENDA_PART_NOTHING ? STYLE_GATHERING : STYLE_PLAIN;
}

static void add_line(void *context, const struct agenda_line *line)
{
	struct laying *laying = context;

	if (line->part != laying->part && *agenda_part_title(line->part))
		add_rows(laying, agenda_part_title(line->part), STYLE_HEADING, PART_COLUMN, -1);
	laying->part = line->part;
	add_rows(laying, line->text, part_style(line->part), LINE_COLUMN,
		 add_entry(laying, line->capacity));
}

static const struct capacity *asked_about(const struct agenda_team *team)
{
	if (team->conversation)
		return team->conversation->capacity;
	return team->open_count ? team->open[0].capacity : NULL;
}

static void add_team(struct laying *laying, const struct agenda_team *team)
{
	struct agenda_reader reader = {add_line, laying};
	struct words *words = &laying->view->words;

	laying->team = team->card->team;
	laying->part = AGENDA_PART_COUNT;
	laying->place = 0;
	if (laying->layout->row_count)
		add_row(laying, "", STYLE_PLAIN, 0, -1);
	add_rows(laying, laying->team->name, STYLE_TITLE, TEAM_COLUMN, -1);
	team_add_place(&words->buffer, &laying->view->wording, laying->view->scorecard->catalog,
		       laying->team);
	add_rows(laying, words_take(words), STYLE_DIM, TEAM_COLUMN, -1);
	agenda_each_line(team, &laying->view->wording, &reader);
	agenda_add_question(&words->buffer, &laying->view->wording, team);
	add_rows(laying, words_take(words), STYLE_QUESTION, TEAM_COLUMN,
		 add_entry(laying, asked_about(team)));
}

static void add_last(struct laying *laying, const struct agenda *agenda)
{
	laying->team = NULL;
	laying->place = 0;
	if (laying->layout->row_count)
		add_row(laying, "", STYLE_PLAIN, 0, -1);
	add_rows(laying, agenda->team_count ? agenda_closing_question() : no_team_words(),
		 STYLE_QUESTION, TEAM_COLUMN, add_entry(laying, NULL));
}

/* The selection again, or the nearest of the same team; the first where that is gone. */
static void find_selection(struct agenda_screen *screen)
{
	const struct agenda_layout *layout = &screen->layout;
	int found = 0;

	for (size_t i = 0; i < layout->entry_count; i++) {
		const struct agenda_entry *entry = &layout->entries[i];

		if (strcmp(entry->team ? entry->team->id : "", screen->selected) == 0 &&
		    entry->place <= screen->place)
			found = (int)i;
	}
	list_set_count(&screen->list, (int)layout->entry_count);
	list_select(&screen->list, found);
}

void agenda_lay_out(struct agenda_screen *screen, struct view *view, int columns)
{
	const struct agenda *agenda = agenda_screen_agenda(screen, view);
	struct laying laying = {.layout = &screen->layout, .view = view, .cells = columns};

	if (screen->layout.columns == columns)
		return;
	agenda_layout_release(&screen->layout);
	screen->layout.columns = columns;
	if (laying.cells > TEXT_CELLS_MAX)
		laying.cells = TEXT_CELLS_MAX;
	for (size_t i = 0; i < agenda->team_count; i++)
		add_team(&laying, &agenda->teams[i]);
	if (agenda->team_count != 1)
		add_last(&laying, agenda);
	find_selection(screen);
}

void agenda_layout_release(struct agenda_layout *layout)
{
	arena_release(&layout->arena);
	memset(layout, 0, sizeof(*layout));
}

/* -- drawing --------------------------------------------------------------------------------
 */

/* The rows of the selected entry, with the headings above it where it is the first below. */
static void selected_rows(const struct agenda_screen *screen, int rows_in_sight, int *first,
			  int *last)
{
	const struct agenda_layout *layout = &screen->layout;
	int rows = (int)layout->row_count;
	int entry;

	*first = 0;
	while (*first < rows && layout->rows[*first].entry != screen->list.selected)
		++*first;
	entry = *first;
	*last = entry;
	while (*last + 1 < rows && layout->rows[*last + 1].entry == screen->list.selected)
		++*last;
	while (*first > 0 && entry - *first + 1 < rows_in_sight &&
	       layout->rows[*first - 1].entry < 0 && *layout->rows[*first - 1].text)
		--*first;
}

static void draw_row(struct agenda_screen *screen, struct canvas *canvas, struct area area,
		     int line, int index)
{
	const struct agenda_row *row = &screen->layout.rows[index];
	bool is_first = index == 0 || row[-1].entry != row->entry;
	int cells = canvas_text(canvas, line, area.column + row->column,
				area.columns - row->column - 1, row->style, row->text);

	if (row->entry < 0)
		return;
	hits_add(&screen->hits, line, area.column, area.columns, row->entry, 0);
	if (row->entry != screen->list.selected)
		return;
	canvas_overlay(canvas, line, area.column + row->column, cells, STYLE_SELECTED);
	if (!is_first)
		return;
	canvas_text(canvas, line, area.column + row->column - 2, 1, STYLE_TITLE, "▸");
	canvas_place_cursor(canvas, line, area.column + row->column);
}

/* At first the team that one came from stands at the top, with its name. */
static void place(struct agenda_screen *screen)
{
	const struct agenda_layout *layout = &screen->layout;
	int entry = screen->list.selected;
	int row = 0;

	if (screen->is_placed)
		return;
	screen->is_placed = true;
	while (entry > 0 && layout->entries[entry].place > 0)
		entry--;
	while (row < (int)layout->row_count && layout->rows[row].entry != entry)
		row++;
	while (row > 0 && layout->rows[row - 1].entry < 0 && *layout->rows[row - 1].text)
		row--;
	screen->list.top = row;
	screen->list.anchor_line = -1;
}

/*
 * Cuts its rows, at most a third of all, and an empty one where there is room, from the top of
 * the area.
 */
static void draw_since(const struct agenda_screen *screen, struct view *view,
		       struct canvas *canvas, struct area *area)
{
	int cells = area->columns - MARGIN_CELLS - 1;
	bool is_spacious = area->rows >= SPACIOUS_ROWS;
	int rows = area->rows / 3 < SINCE_ROWS_MAX ? area->rows / 3 : SINCE_ROWS_MAX;
	struct paragraph since;
	struct area head;

	agenda_add_since(&view->words.buffer, &view->wording, &screen->agenda);
	since = paragraph_break(&view->words.arena, words_take(&view->words),
				cells < TEXT_CELLS_MAX ? cells : TEXT_CELLS_MAX);
	head = area_cut_top(area, (since.count < rows ? since.count : rows) + is_spacious);
	paragraph_draw(canvas, head.row, head.column + MARGIN_CELLS, rows, cells, STYLE_DIM,
		       &since);
}

void agenda_draw(struct agenda_screen *screen, struct view *view, struct canvas *canvas,
		 struct area area)
{
	struct list *list = &screen->list;
	int first, last;

	draw_since(screen, view, canvas, &area);
	agenda_lay_out(screen, view, area.columns);
	place(screen);
	selected_rows(screen, area.rows, &first, &last);
	list_scroll(list, area.rows, (int)screen->layout.row_count, first, last);
	for (int i = 0; i < area.rows && list->top + i < (int)screen->layout.row_count; i++)
		draw_row(screen, canvas, area, area.row + i, list->top + i);
	list_draw_more(canvas, area, list, (int)screen->layout.row_count);
}
