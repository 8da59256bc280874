#include "ui/screens/teams_screen.h"

#include <string.h>

#include "base/text.h"
#include "ui/widgets/columns.h"
#include "ui/widgets/divider.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/reading_cells.h"

#define NAME_COLUMN 3
#define NAME_MINIMUM_CELLS 10
#define NAME_MAXIMUM_CELLS 26
#define NAME_PART 5 /* of the columns at most */
#define GAP_CELLS 2
#define WEEKS_MINIMUM_CELLS 3
#define WEEKS_MAXIMUM_CELLS 12
#define VALUE_MINIMUM_CELLS 6
#define VALUE_MAXIMUM_CELLS 11
#define ABOVE_CELLS 4  /* "… › " */
#define STATE_CELLS 14 /* "quiet 12 weeks" */
#define N_CELLS 7
#define PANEL_ROWS 4
#define LIST_MINIMUM_ROWS 8

/* Where the columns of the list stand. */
struct layout {
	int name_cells;
	int pitch;	  /* from one capacity's column to the next */
	int first, shown; /* capacities seen: first is 1 .. */
	int value_cells[TEAMS_HEADLINES_MAX];
};

/* -- measuring ------------------------------------------------------------------------------
 */

static int value_cells(struct view *view, struct canvas *canvas,
		       const struct capacity *capacity)
{
	int widest = VALUE_MINIMUM_CELLS;

	for (size_t i = 0; i < view->scorecard->team_count; i++) {
		const struct reading *reading =
			team_card_reading(&view->scorecard->teams[i], capacity->id);
		int cells;

		if (!reading || !reading_has_value(reading))
			continue;
		wording_add_value(&view->words.buffer, &view->wording, reading, WORDING_CELL);
		cells = canvas_text_cells(canvas, words_take(&view->words));
		widest = cells > widest ? cells : widest;
	}
	return widest < VALUE_MAXIMUM_CELLS ? widest : VALUE_MAXIMUM_CELLS;
}

static int name_cells(struct view *view, struct canvas *canvas, int columns)
{
	int widest = NAME_MINIMUM_CELLS;
	int most = columns / NAME_PART < NAME_MAXIMUM_CELLS ? columns / NAME_PART
							    : NAME_MAXIMUM_CELLS;

	for (size_t i = 0; i < view->scorecard->team_count; i++) {
		int cells = canvas_text_cells(canvas, view->scorecard->teams[i].team->name);

		widest = cells > widest ? cells : widest;
	}
	return widest < most ? widest : most;
}

static struct layout layout_of(struct teams_screen *screen, struct view *view,
			       struct canvas *canvas, const struct headlines *headlines,
			       int columns)
{
	struct layout layout = {.name_cells = name_cells(view, canvas, columns), .first = 1};
	const int least = STATE_CELLS + 1;
	int room;

	for (int i = 0; i < headlines->count; i++)
		layout.value_cells[i] = value_cells(view, canvas, headlines->capacities[i]);
	if (headlines->count == 0)
		return layout;
	/* Long names give way before a capacity does. */
	while (layout.name_cells > NAME_MINIMUM_CELLS + 2 &&
	       columns - NAME_COLUMN - layout.name_cells - GAP_CELLS < headlines->count * least)
		layout.name_cells--;
	room = columns - NAME_COLUMN - layout.name_cells - GAP_CELLS;
	layout.shown = room / least < headlines->count ? room / least : headlines->count;
	if (layout.shown < 1)
		layout.shown = 1;
	layout.pitch = room / layout.shown;
	/* The selected column is always among those seen. */
	if (screen->column >= screen->first_column + layout.shown)
		screen->first_column = screen->column - layout.shown + 1;
	if (screen->column >= 1 && screen->column < screen->first_column)
		screen->first_column = screen->column;
	if (screen->column == 0 || screen->first_column + layout.shown > headlines->count + 1)
		screen->first_column =
			screen->column == 0 ? 1 : headlines->count + 1 - layout.shown;
	layout.first = screen->first_column;
	return layout;
}

static int capacity_column(const struct area *area, const struct layout *layout, int index)
{
	return area->column + NAME_COLUMN + layout->name_cells + GAP_CELLS +
	       index * layout->pitch;
}

/* -- rows -----------------------------------------------------------------------------------
 */

/* A title in two lines where one is too narrow: cut at its first space. */
static void draw_head(struct view *view, struct canvas *canvas, struct area area, int column,
		      int cells, const char *title)
{
	const char *space = strchr(title, ' ');

	if (area.rows < 2 || !space || canvas_text_cells(canvas, title) <= cells) {
		canvas_text(canvas, area.row + area.rows - 1, column, cells, STYLE_DIM, title);
		return;
	}
	canvas_text(canvas, area.row, column, cells, STYLE_DIM,
		    arena_copy(&view->words.arena, title, (size_t)(space - title)));
	canvas_text(canvas, area.row + 1, column, cells, STYLE_DIM, space + 1);
}

static void draw_heads(struct view *view, struct canvas *canvas, struct area area,
		       const struct headlines *headlines, const struct layout *layout)
{
	draw_head(view, canvas, area, area.column + NAME_COLUMN - 1, layout->name_cells,
		  "Team");
	for (int i = 0; i < layout->shown; i++)
		draw_head(view, canvas, area, capacity_column(&area, layout, i),
			  layout->pitch - 1,
			  capacity_title(headlines->capacities[layout->first - 1 + i]));
}

/* Value, weeks (or n) and verdict; without a value its state in words. */
static void draw_cell(struct view *view, struct canvas *canvas, int row, int column, int count,
		      int value, const struct reading *reading)
{
	struct cells cells = {canvas, &view->words, &view->wording, row, column, count};
	int middle;

	if (!reading_has_value(reading)) {
		cells_draw_value(&cells, reading, WORDING_CELL);
		return;
	}
	cells.count = value;
	cells_draw_value(&cells, reading, WORDING_CELL);
	middle = count - value - 1 - 2;
	if (middle > WEEKS_MAXIMUM_CELLS)
		middle = WEEKS_MAXIMUM_CELLS;
	cells.column += value + 1;
	cells.count = view->shows_values ? (middle < N_CELLS ? middle : N_CELLS) : middle;
	if (cells.count >= WEEKS_MINIMUM_CELLS && view->shows_values)
		cells_draw_named_n(&cells, reading);
	else if (cells.count >= WEEKS_MINIMUM_CELLS)
		cells_draw_weeks(&cells, reading);
	else
		cells.count = -1;
	cells.column += cells.count + 1;
	cells.count = column + count - cells.column;
	cells_draw_verdict(&cells, reading);
}

/* Marks where a name holds what is being looked for. */
static void mark_found(struct view *view, struct canvas *canvas, int row, int column, int cells,
		       const char *name)
{
	const char *visible = text_visible(&view->words.arena, name);
	const char *found;
	int before, width;

	if (!view->is_finding || !*view->query)
		return;
	found = strcasestr(visible, view->query);
	if (!found)
		return;
	before = text_width_cells(
		arena_copy(&view->words.arena, visible, (size_t)(found - visible)));
	width = text_width_cells(arena_copy(&view->words.arena, found, strlen(view->query)));
	if (width > cells - before)
		width = cells - before;
	canvas_overlay(canvas, row, column + before, width, STYLE_FOUND);
}

static void draw_team(struct teams_screen *screen, struct view *view, struct canvas *canvas,
		      struct area area, const struct headlines *headlines,
		      const struct layout *layout, int row, int index)
{
	const struct team_card *card = &view->scorecard->teams[index];
	bool is_selected = index == screen->list.selected;
	int name_column = area.column + NAME_COLUMN;

	canvas_text(canvas, row, name_column, layout->name_cells,
		    is_selected ? STYLE_TITLE : STYLE_PLAIN, card->team->name);
	mark_found(view, canvas, row, name_column, layout->name_cells, card->team->name);
	hits_add(&screen->hits, row, area.column, area.columns, index, 0);
	for (int i = 0; i < layout->shown; i++) {
		const struct capacity *capacity = headlines->capacities[layout->first - 1 + i];
		const struct reading *reading = team_card_reading(card, capacity->id);
		int column = capacity_column(&area, layout, i);

		hits_add(&screen->hits, row, column, layout->pitch - 1, index,
			 layout->first + i);
		if (reading)
			draw_cell(view, canvas, row, column, layout->pitch - 1,
				  layout->value_cells[layout->first - 1 + i], reading);
		if (is_selected && screen->column == layout->first + i &&
		    !screen->card_has_focus) {
			canvas_overlay(canvas, row, column - 1, layout->pitch, STYLE_SELECTED);
			canvas_place_cursor(canvas, row, column);
		}
	}
	if (!is_selected)
		return;
	canvas_text(canvas, row, area.column + 1, 1, STYLE_TITLE, "▸");
	if (screen->column == 0 && !screen->card_has_focus) {
		canvas_overlay(canvas, row, name_column - 1, layout->name_cells + 2,
			       STYLE_SELECTED);
		canvas_place_cursor(canvas, row, name_column);
	}
}

/* -- lines: headings of groups, and teams ---------------------------------------------------
 */

/* "Commerce", "Commerce › Web"; of one too long its end, which tells it from its neighbours. */
static const char *group_path(struct view *view, struct canvas *canvas, size_t group, int cells)
{
	const struct catalog *catalog = view->scorecard->catalog;
	const char *path = catalog->groups[group].name;
	size_t above = catalog->groups[group].parent;

	while (above != CATALOG_NO_GROUP) {
		const struct group *at = &catalog->groups[above];
		const char *longer =
			arena_printf(&view->words.arena, "%s › %s", at->name, path);
		int more = at->parent == CATALOG_NO_GROUP ? 0 : ABOVE_CELLS;

		if (canvas_text_cells(canvas, longer) + more > cells)
			return arena_printf(&view->words.arena, "… › %s", path);
		path = longer;
		above = at->parent;
	}
	return path;
}

/* Whether a heading stands above a team. */
static bool begins_group(const struct scorecard *scorecard, int index)
{
	size_t group = scorecard->teams[index].team->group;

	if (index == 0)
		return group != CATALOG_NO_GROUP;
	return group != scorecard->teams[index - 1].team->group;
}

static const char *heading_of(struct view *view, struct canvas *canvas, int index, int cells)
{
	size_t group = view->scorecard->teams[index].team->group;

	return group == CATALOG_NO_GROUP ? "Other teams"
					 : group_path(view, canvas, group, cells);
}

/* Lines of the list before team `index`; `blank` of them above each heading but the first. */
static int lines_before(const struct scorecard *scorecard, int index, int blank)
{
	int lines = 0;

	for (int i = 0; i < index; i++)
		lines += 1 + (begins_group(scorecard, i) ? 1 + (i > 0 ? blank : 0) : 0);
	return lines;
}

static void draw_list(struct teams_screen *screen, struct view *view, struct canvas *canvas,
		      struct area area, const struct headlines *headlines,
		      const struct layout *layout)
{
	const struct scorecard *scorecard = view->scorecard;
	int count = (int)scorecard->team_count;
	int blank = lines_before(scorecard, count, 1) <= area.rows;
	int selected = screen->list.selected;
	int first = lines_before(scorecard, selected, blank);
	int heading = begins_group(scorecard, selected) ? 1 + (selected > 0 ? blank : 0) : 0;
	int line = 0;

	list_scroll(&screen->list, area.rows, lines_before(scorecard, count, blank), first,
		    first + heading);
	for (int i = 0; i < count; i++) {
		if (begins_group(scorecard, i)) {
			int row = (line += i > 0 ? blank : 0) - screen->list.top;

			if (row >= 0 && row < area.rows)
				canvas_text(canvas, area.row + row, area.column + 2,
					    area.columns - 2, STYLE_HEADING,
					    heading_of(view, canvas, i, area.columns - 2));
			line++;
		}
		if (line >= screen->list.top && line < screen->list.top + area.rows)
			draw_team(screen, view, canvas, area, headlines, layout,
				  area.row + line - screen->list.top, i);
		line++;
	}
	list_draw_more(canvas, area, &screen->list, line);
}

/* -- the whole ------------------------------------------------------------------------------
 */

static void draw_beside(struct teams_screen *screen, struct view *view, struct canvas *canvas,
			struct area area)
{
	const struct team_card *card = teams_selected(screen, view);
	const struct reading *reading = teams_selected_reading(screen, view);

	area_cut_left(&area, DIVIDER_CELLS);
	scorecard_screen_stand_beside(screen->card, card->team->id,
				      reading ? reading->capacity->id : NULL,
				      screen->card_has_focus);
	screen->card->type->draw(screen->card, view, canvas, area);
}

/* In 80 columns a sentence takes two rows, and so does the scorecard's beside the list. */
static int panel_rows(const struct view *view)
{
	return teams_are_wide(view) ? PANEL_ROWS + 1 : PANEL_ROWS;
}

static bool heads_fit(struct canvas *canvas, const struct headlines *headlines,
		      const struct layout *layout)
{
	for (int i = 0; i < headlines->count; i++)
		if (canvas_text_cells(canvas, capacity_title(headlines->capacities[i])) >
		    layout->pitch - 1)
			return false;
	return true;
}

void teams_draw(struct teams_screen *screen, struct view *view, struct canvas *canvas,
		struct area area)
{
	struct headlines headlines = headlines_of(view->scorecard);
	struct area heads, panel, beside = {0, 0, 0, 0};
	struct layout layout;

	if (view->scorecard->team_count == 0) {
		teams_draw_none(canvas, area);
		return;
	}
	if (teams_are_wide(view)) {
		struct area list = area_cut_left(&area, area.columns * 52 / 100);

		beside = area;
		draw_beside(screen, view, canvas, beside);
		area = list;
	} else {
		screen->card_has_focus = false;
	}
	panel = area_cut_bottom(
		&area, area.rows >= LIST_MINIMUM_ROWS + PANEL_ROWS ? panel_rows(view) : 0);
	layout = layout_of(screen, view, canvas, &headlines, area.columns);
	heads = area_cut_top(&area, heads_fit(canvas, &headlines, &layout) ? 1 : 2);
	draw_heads(view, canvas, heads, &headlines, &layout);
	draw_list(screen, view, canvas, area, &headlines, &layout);
	teams_draw_panel(screen, view, canvas, panel);
	if (beside.rows)
		divider_draw(canvas, beside.row, beside.column, beside.rows);
}
