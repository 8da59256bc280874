/* What is said about the selected team or capacity, and the whole screen where it is narrow. */
#include "ui/screens/teams_screen.h"

#include "report/goal_words.h"
#include "report/group_words.h"
#include "ui/screens/teams_filter.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/reading_cells.h"

#define NARROW_COLUMN 3
#define COUNT_CELLS 12
#define FILTER_COLUMN 2
#define FILTER_GAP_CELLS 2
#define FILTER_LEAST_ROWS 2 /* fewer are the teams' */

/* -- what is filtered -------------------------------------------------------------------------
 */

void teams_draw_filter(const struct teams_screen *screen, struct view *view,
		       struct canvas *canvas, struct area *area)
{
	struct buffer *buffer = &view->words.buffer;
	struct area line;
	const char *hint = screen->is_filtering ? "" : "Esc shows all";
	int column, end, hint_cells = canvas_text_cells(canvas, hint) + FILTER_GAP_CELLS;

	if (!filter_has_words(screen->filter.text))
		return;
	line = area_cut_top(area, area->rows > FILTER_LEAST_ROWS ? 1 : 0);
	if (!line.rows)
		return;
	column = line.column + FILTER_COLUMN;
	end = line.column + line.columns - 1;
	wording_add_teams_of(buffer, (size_t)screen->tree.shown, view->scorecard->team_count);
	buffer_add_string(buffer, ": ");
	column += canvas_text(canvas, line.row, column, end - column, STYLE_NOTICE,
			      words_take(&view->words));
	/* The way out is said where the filter leaves it room. */
	if (canvas_text_cells(canvas, screen->filter.text) > end - column - hint_cells)
		hint_cells = 0;
	canvas_text(canvas, line.row, column, end - column - hint_cells, STYLE_TITLE,
		    screen->filter.text);
	if (hint_cells)
		canvas_text_right(canvas, line.row, end, hint_cells, STYLE_DIM, hint);
}

void teams_draw_none(const struct teams_screen *screen, struct view *view,
		     struct canvas *canvas, struct area area)
{
	struct buffer *buffer = &view->words.buffer;
	int row = area.row + area.rows / 2;

	if (view->scorecard->team_count == 0) {
		canvas_text_centre(canvas, row, area.column, area.columns, STYLE_PLAIN,
				   "No teams yet: 'aplomb init' writes a file to begin with.");
		return;
	}
	buffer_addf(buffer, "%s: %s", no_match_words(), screen->filter.text);
	canvas_text_centre(canvas, row, area.column, area.columns, STYLE_PLAIN,
			   words_take(&view->words));
	wording_add_filter_way_out(buffer, view->scorecard->team_count);
	if (area.rows > area.rows / 2 + 1)
		canvas_text_centre(canvas, row + 1, area.column, area.columns, STYLE_DIM,
				   words_take(&view->words));
	else
		buffer_clear(buffer);
}

/* -- the panel ------------------------------------------------------------------------------
 */

static void panel_of_reading(struct view *view, const struct team_card *card,
			     const struct reading *reading, struct panel *panel)
{
	struct buffer *buffer = &view->words.buffer;

	buffer_addf(buffer, "%s · ", card->team->name);
	wording_add_titled_sentence(buffer, &view->wording, reading);
	panel->sentence = words_take(&view->words);
	reading_add_question(buffer, &view->wording, reading);
	panel->question = words_take(&view->words);
	if (reading->n > 0) {
		buffer_add_string(buffer, "Enter opens the ");
		if (reading->n == 1)
			buffer_add_string(buffer, capacity_noun(reading->capacity, 1));
		else
			wording_add_n(buffer, reading);
		panel->hint = words_take(&view->words);
	}
}

static void panel_of_team(struct view *view, const struct team_card *card, struct panel *panel)
{
	struct buffer *buffer = &view->words.buffer;

	buffer_add_string(buffer, card->team->name);
	if (card->team->purpose)
		buffer_addf(buffer, ": %s", card->team->purpose);
	panel->sentence = words_take(&view->words);
	if (card->reading_count)
		invest_add_question(buffer, &view->wording, card);
	else
		buffer_add_string(buffer, being_read_words());
	panel->question = words_take(&view->words);
	panel->hint = "Enter opens the scorecard";
}

static void panel_of_group(struct view *view, const struct tree_line *line, struct panel *panel)
{
	struct buffer *buffer = &view->words.buffer;
	const char *holds = teams_group_holds(view, line);

	buffer_addf(buffer, "%s: %s. %s",
		    teams_group_name(view->scorecard->catalog, line->group), holds,
		    group_words());
	panel->sentence = words_take(&view->words);
	panel->hint = line->is_folded ? "Enter unfolds it" : "Enter folds it";
}

void teams_draw_panel(struct teams_screen *screen, struct view *view, struct canvas *canvas,
		      struct area area)
{
	const struct team_card *card = teams_shown(screen, view);
	const struct capacity *capacity = teams_selected_capacity(screen, view);
	const struct reading *reading = capacity ? team_card_reading(card, capacity->id) : NULL;
	struct panel panel = {.sentence = ""};

	if (!card)
		panel_of_group(view, teams_selected_group(screen), &panel);
	else if (reading)
		panel_of_reading(view, card, reading, &panel);
	else
		panel_of_team(view, card, &panel);
	panel_draw(canvas, area, &view->words, &panel);
}

/* -- one team at a time ----------------------------------------------------------------------
 */

static void draw_name(const struct teams_screen *screen, struct view *view,
		      struct canvas *canvas, struct area area, int row,
		      const struct team_card *card)
{
	int used;

	buffer_addf(&view->words.buffer, "%d of %d", screen->list.selected + 1,
		    screen->tree.count);
	used = canvas_text_right(canvas, row, area.column + area.columns - 1, COUNT_CELLS,
				 STYLE_DIM, words_take(&view->words));
	canvas_text(canvas, row, area.column + NARROW_COLUMN,
		    area.columns - NARROW_COLUMN - used - 2, STYLE_TITLE, card->team->name);
}

static void draw_line(struct view *view, struct canvas *canvas, struct area area, int row,
		      const struct team_card *card, const struct capacity *capacity)
{
	const struct reading *reading = team_card_reading(card, capacity->id);
	struct cells cells = {
		canvas,
		&view->words,
		&view->wording,
		row,
		area.column + NARROW_COLUMN,
		area.columns - NARROW_COLUMN - 1,
	};

	if (reading)
		cells_draw_line(&cells, reading, view->shows_values);
	else
		cells_draw_unread_line(&cells, capacity);
}

/* One team, its capacities as lines. */
void teams_draw_narrow(struct teams_screen *screen, struct view *view, struct canvas *canvas,
		       struct area area)
{
	struct headlines headlines = headlines_of(view->scorecard);
	const struct team_card *card = teams_shown(screen, view);
	struct area lines;

	screen->card_has_focus = false;
	teams_draw_filter(screen, view, canvas, &area);
	if (!card) {
		teams_draw_none(screen, view, canvas, area);
		return;
	}
	lines = area_cut_top(&area, headlines.count + 1);
	for (int i = 0; i < lines.rows; i++) {
		int row = lines.row + i;

		hits_add(&screen->hits, row, lines.column, lines.columns, screen->list.selected,
			 i);
		if (i == 0)
			draw_name(screen, view, canvas, lines, row, card);
		else
			draw_line(view, canvas, lines, row, card, headlines.capacities[i - 1]);
		if (screen->column != i)
			continue;
		canvas_text(canvas, row, lines.column + 1, 1, STYLE_TITLE, "▸");
		canvas_overlay(canvas, row, lines.column + 2, lines.columns - 3,
			       STYLE_SELECTED);
		canvas_place_cursor(canvas, row, lines.column + NARROW_COLUMN);
	}
	teams_draw_panel(screen, view, canvas, area);
}
