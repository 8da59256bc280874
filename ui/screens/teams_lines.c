/* The lines of the list: groups that fold, and teams with their cells. */
#include "ui/screens/teams_screen.h"

#include <string.h>

#include "base/text.h"
#include "report/group_words.h"
#include "ui/widgets/reading_cells.h"

#define WEEKS_MINIMUM_CELLS 3
#define WEEKS_MAXIMUM_CELLS 12
#define N_CELLS 7
#define GLYPH_CELLS 2
#define COUNT_GAP_CELLS 2

/* What every line is drawn with. */
struct drawing {
	struct teams_screen *screen;
	struct view *view;
	struct canvas *canvas;
	struct area area;
	const struct headlines *headlines;
	const struct teams_layout *layout;
};

/* -- a team ---------------------------------------------------------------------------------
 */

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

/* The sign of the selection, and the selection itself where it is on the name. */
static void draw_selection(const struct drawing *drawing, int row, int column, int cells)
{
	canvas_text(drawing->canvas, row, drawing->area.column + 1, 1, STYLE_TITLE, "▸");
	if (cells < 1 || drawing->screen->card_has_focus)
		return;
	canvas_overlay(drawing->canvas, row, column - 1, cells + 2, STYLE_SELECTED);
	canvas_place_cursor(drawing->canvas, row, column);
}

static void draw_capacity(const struct drawing *drawing, int row, int index, int item,
			  const struct team_card *card, bool is_selected)
{
	const struct teams_layout *layout = drawing->layout;
	int number = layout->first + index;
	const struct capacity *capacity = drawing->headlines->capacities[number - 1];
	const struct reading *reading = team_card_reading(card, capacity->id);
	int column = teams_capacity_column(&drawing->area, layout, index);

	hits_add(&drawing->screen->hits, row, column, layout->pitch - 1, item, number);
	if (reading)
		draw_cell(drawing->view, drawing->canvas, row, column, layout->pitch - 1,
			  layout->value_cells[number - 1], reading);
	else
		cells_draw_unread(&(struct cells){drawing->canvas, &drawing->view->words,
						  &drawing->view->wording, row, column, 1});
	if (!is_selected || drawing->screen->column != number ||
	    drawing->screen->card_has_focus)
		return;
	canvas_overlay(drawing->canvas, row, column - 1, layout->pitch, STYLE_SELECTED);
	canvas_place_cursor(drawing->canvas, row, column);
}

static void draw_team(const struct drawing *drawing, int row, int item)
{
	const struct tree_line *line = &drawing->screen->tree.lines[item];
	const struct team_card *card = view_card(drawing->view, (size_t)line->team);
	bool is_selected = item == drawing->screen->list.selected;
	int indent = teams_indent_cells(drawing->layout, line->depth);
	int column = drawing->area.column + TEAMS_NAME_COLUMN + indent;
	int cells = drawing->layout->name_cells - indent;

	canvas_text(drawing->canvas, row, column, cells,
		    is_selected ? STYLE_TITLE : STYLE_PLAIN, card->team->name);
	mark_found(drawing->view, drawing->canvas, row, column, cells, card->team->name);
	hits_add(&drawing->screen->hits, row, drawing->area.column, drawing->area.columns, item,
		 0);
	for (int i = 0; i < drawing->layout->shown; i++)
		draw_capacity(drawing, row, i, item, card, is_selected);
	if (is_selected)
		draw_selection(drawing, row, column, drawing->screen->column == 0 ? cells : 0);
}

/* -- a group --------------------------------------------------------------------------------
 */

const char *teams_group_name(const struct catalog *catalog, size_t group)
{
	return group == CATALOG_NO_GROUP ? other_teams_words() : catalog->groups[group].name;
}

/* "▸ Commerce  3 teams"; open ones show what they hold. */
static void draw_group(const struct drawing *drawing, int row, int item)
{
	const struct tree_line *line = &drawing->screen->tree.lines[item];
	const char *name = teams_group_name(drawing->view->scorecard->catalog, line->group);
	bool is_selected = item == drawing->screen->list.selected;
	int column = drawing->area.column + TEAMS_NAME_COLUMN +
		     teams_indent_cells(drawing->layout, line->depth);
	int end = drawing->area.column + drawing->area.columns - 1;
	int name_column = column + GLYPH_CELLS;
	int count = 0, used;

	if (line->is_folded) {
		wording_add_teams(&drawing->view->words.buffer, (size_t)line->shown,
				  (size_t)line->inside);
		count = canvas_text_cells(drawing->canvas, drawing->view->words.buffer.bytes);
	}
	canvas_text(drawing->canvas, row, column, 1, is_selected ? STYLE_TITLE : STYLE_DIM,
		    drawing->view->wording.is_ascii ? line->is_folded ? "+" : "-"
		    : line->is_folded		    ? "▸"
						    : "▾");
	used = canvas_text(drawing->canvas, row, name_column,
			   end - name_column - (count ? count + COUNT_GAP_CELLS : 0),
			   is_selected ? STYLE_TITLE : STYLE_HEADING, name);
	mark_found(drawing->view, drawing->canvas, row, name_column, used, name);
	if (line->is_folded)
		canvas_text(drawing->canvas, row, name_column + used + COUNT_GAP_CELLS, count,
			    STYLE_DIM, words_take(&drawing->view->words));
	hits_add(&drawing->screen->hits, row, drawing->area.column, drawing->area.columns, item,
		 0);
	hits_add(&drawing->screen->hits, row, column, GLYPH_CELLS, item, TEAMS_PART_FOLD);
	if (is_selected)
		draw_selection(drawing, row, column, GLYPH_CELLS + used);
}

/* -- all of them ----------------------------------------------------------------------------
 */

/* Whether a blank line parts a line from the one above it. */
static bool begins_part(const struct tree *tree, int line)
{
	return line > 0 && tree->lines[line].team == TREE_GROUP &&
	       tree->lines[line - 1].team != TREE_GROUP;
}

/* Rows above a line, from the top of the list on. */
static int rows_before(const struct tree *tree, int line, bool has_blanks)
{
	int rows = line;

	for (int i = 0; has_blanks && i <= line && i < tree->count; i++)
		rows += begins_part(tree, i);
	return rows;
}

/* The first of a group is seen with the lines of the groups above it. */
static int first_with(const struct tree *tree, int line)
{
	while (line > 0 && tree->lines[line - 1].team == TREE_GROUP &&
	       tree->lines[line - 1].depth < tree->lines[line].depth)
		line--;
	return line;
}

void teams_draw_lines(struct teams_screen *screen, struct view *view, struct canvas *canvas,
		      struct area area, const struct headlines *headlines,
		      const struct teams_layout *layout)
{
	struct drawing drawing = {screen, view, canvas, area, headlines, layout};
	const struct tree *tree = &screen->tree;
	bool has_blanks = rows_before(tree, tree->count, true) <= area.rows;
	int rows = rows_before(tree, tree->count, has_blanks);
	int selected = screen->list.selected, row = 0;

	list_scroll(&screen->list, area.rows, rows,
		    rows_before(tree, first_with(tree, selected), has_blanks),
		    rows_before(tree, selected, has_blanks));
	for (int i = 0; i < tree->count && row < screen->list.top + area.rows; i++, row++) {
		row += has_blanks && begins_part(tree, i);
		if (row < screen->list.top || row >= screen->list.top + area.rows)
			continue;
		if (tree->lines[i].team == TREE_GROUP)
			draw_group(&drawing, area.row + row - screen->list.top, i);
		else
			draw_team(&drawing, area.row + row - screen->list.top, i);
	}
	list_draw_more(canvas, area, &screen->list, rows);
}
