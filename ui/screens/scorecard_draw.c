#include "ui/screens/scorecard_screen.h"

#include <assert.h>
#include <string.h>

#include "ui/widgets/panel.h"
#include "ui/widgets/paragraph.h"
#include "ui/widgets/reading_cells.h"
#include "ui/widgets/reading_chart.h"

#define PANEL_ROWS 5
#define SMALL_PANEL_ROWS 4
#define PANEL_LEAST_ROWS 2 /* a rule and a line */
#define LIST_LEAST_ROWS 4
#define SMALL_ROWS 20
#define SPACIOUS_ROWS 28
#define CHART_ROWS_LEAST 9
#define CHART_ROWS_MOST 16
#define HEADER_MINIMUM_ROWS 14
#define EVENTS_ROWS_LEAST 4 /* an empty one, a heading and two events */

/* A line of the list; several may belong to one item. */
struct card_line {
	const char *heading; /* a section, or */
	const char *text;    /* a further line of an item, or */
	int item;	     /* the item's first line: its index; -1 */
	bool is_first;
	bool is_folded; /* the text says what is not collected */
};

struct card_lines {
	struct card_line *lines;
	int count;
	int first_of_selected, last_of_selected; /* with the heading above */
	size_t capacity;
};

static bool is_narrow(const struct view *view)
{
	return view->columns < SCREEN_NARROW_COLUMNS;
}

/* Where what is said of a service begins. */
static int text_column(const struct view *view, struct area area, const struct column *columns)
{
	int name_cells = is_narrow(view) ? 0 : columns[CARD_TITLE].cells;

	return area.column + CARD_MARGIN_CELLS + name_cells + CARD_GAP_CELLS;
}

/* A small canvas has no room for the question below the list. */
static bool asks_in_list(const struct view *view, const struct card *card)
{
	return !card->service && view->rows < SMALL_ROWS;
}

/* -- lines ----------------------------------------------------------------------------------
 */

static bool is_collected(const struct service_card *service)
{
	for (size_t i = 0; i < service->reading_count; i++)
		if (service->readings[i].state != READING_UNCOLLECTED)
			return true;
	return false;
}

/* "Deploy cadence elite · Lead time high": what is known of a service, in its bands' words. */
static const char *service_words(struct view *view, const struct service_card *service)
{
	struct buffer *buffer = &view->words.buffer;

	for (size_t i = 0; i < service->reading_count; i++) {
		const struct reading *reading = &service->readings[i];

		if (!reading->has_bands)
			continue;
		buffer_addf(buffer, "%s%s ", buffer->length_bytes ? " · " : "",
			    capacity_title(reading->capacity));
		wording_add_bands(buffer, &view->wording, reading);
	}
	if (buffer->length_bytes == 0)
		buffer_add_string(buffer, !is_collected(service) ? "not collected yet"
					  : view->wording.period.bands == BAND_EDITION_NONE
						  ? "Enter opens its own scorecard"
						  : "no band applies yet");
	return words_take(&view->words);
}

static struct card_line *add_line(struct view *view, struct card_lines *lines)
{
	struct card_line *line;

	lines->lines = arena_grow(&view->words.arena, lines->lines, (size_t)lines->count,
				  &lines->capacity, sizeof(*lines->lines));
	line = &lines->lines[lines->count++];
	memset(line, 0, sizeof(*line));
	line->item = -1;
	return line;
}

/* Its lines; on a narrow canvas what is said of a service stands below its name. */
static void add_item(struct view *view, struct card_lines *lines, int index,
		     const struct paragraph *paragraph)
{
	bool stands_below = is_narrow(view) && paragraph->count > 0;

	for (int i = stands_below ? -1 : 0; i <= 0 || i < paragraph->count; i++) {
		struct card_line *line = add_line(view, lines);

		line->item = index;
		line->is_first = i == (stands_below ? -1 : 0);
		line->text = i >= 0 && i < paragraph->count ? paragraph->lines[i] : NULL;
	}
}

static const char *heading_above(const struct card *card, int index)
{
	const struct card_item *item = &card->items[index];
	const struct card_item *above = index > 0 ? item - 1 : NULL;

	if (item->service)
		return above && above->service ? NULL : "Services";
	if (above && above->reading->capacity->section == item->reading->capacity->section)
		return NULL;
	return section_title(item->reading->capacity->section);
}

/* The practices that nobody collects yet, in one sentence after the last reading. */
static void add_folded(struct view *view, const struct card *card, struct card_lines *lines,
		       int cells)
{
	struct buffer *buffer = &view->words.buffer;
	struct paragraph paragraph;

	wording_add_folded(buffer, card->team->readings, card->team->reading_count,
			   WORDING_CELL);
	if (buffer->length_bytes == 0)
		return;
	paragraph = paragraph_break(&view->words.arena, words_take(&view->words), cells);
	for (int i = 0; i < paragraph.count; i++) {
		struct card_line *line = add_line(view, lines);

		line->text = paragraph.lines[i];
		line->is_folded = true;
	}
}

static struct card_lines lines_of(struct view *view, const struct card *card, int selected,
				  int cells, int folded_cells)
{
	struct card_lines lines = {NULL, 0, 0, 0, 0};

	for (int i = 0; i < card->count; i++) {
		const struct card_item *item = &card->items[i];
		const char *heading = heading_above(card, i);
		struct paragraph paragraph = {NULL, 0};

		if (i == selected)
			lines.first_of_selected = lines.count;
		if (heading)
			add_line(view, &lines)->heading = heading;
		if (item->service)
			paragraph = paragraph_break(&view->words.arena,
						    service_words(view, item->service), cells);
		add_item(view, &lines, i, &paragraph);
		if (i == selected)
			lines.last_of_selected = lines.count - 1;
		if (item->reading && !card->service &&
		    (i + 1 == card->count || card->items[i + 1].service))
			add_folded(view, card, &lines, folded_cells);
	}
	return lines;
}

static const char *invest_words(struct view *view, const struct card *card)
{
	struct buffer *buffer = &view->words.buffer;

	buffer_addf(buffer, "Where to invest next: %s. ",
		    invest_mode_words(card->team->invest));
	invest_add_question(buffer, &view->wording, card->team);
	return words_take(&view->words);
}

/* On a small canvas the question stands at the end of the list, and is seen with its last. */
static void add_invest(struct view *view, const struct card *card, struct card_lines *lines,
		       int selected, int cells)
{
	struct paragraph paragraph =
		paragraph_break(&view->words.arena, invest_words(view, card), cells);

	add_line(view, lines);
	for (int i = 0; i < paragraph.count; i++)
		add_line(view, lines)->text = paragraph.lines[i];
	if (selected == card->count - 1)
		lines->last_of_selected = lines->count - 1;
}

/* -- drawing --------------------------------------------------------------------------------
 */

static void draw_item(struct view *view, struct canvas *canvas, struct area area, int row,
		      const struct column *columns, const struct card_item *item,
		      const struct card_line *line)
{
	int column = area.column + CARD_MARGIN_CELLS;

	if (item->service) {
		if (line->is_first)
			canvas_text(canvas, row, column, columns[CARD_TITLE].cells, STYLE_PLAIN,
				    item->service->service->name);
		if (line->text)
			canvas_text(canvas, row, text_column(view, area, columns), area.columns,
				    STYLE_DIM, line->text);
	} else if (is_narrow(view)) {
		struct cells cells = {
			canvas, &view->words, &view->wording, row, column, area.columns - 4,
		};

		cells_draw_line(&cells, item->reading, view->shows_values);
	} else {
		card_draw_reading(view, canvas, row, columns, item->reading);
	}
}

static void draw_selection(const struct scorecard_screen *screen, const struct view *view,
			   struct canvas *canvas, struct area area, int row,
			   const struct column *columns, bool is_first)
{
	if (!screen->has_focus || !is_first)
		return;
	canvas_text(canvas, row, area.column + 1, 1, STYLE_TITLE, "▸");
	canvas_overlay(canvas, row, area.column + 2,
		       columns[CARD_TITLE].cells + (is_narrow(view) ? 1 : 2), STYLE_SELECTED);
	canvas_place_cursor(canvas, row, area.column + CARD_MARGIN_CELLS);
}

/* Cuts the selected reading's chart off the foot of an area that has room for it. */
static void draw_chart(const struct scorecard_screen *screen, struct view *view,
		       struct canvas *canvas, struct area *area, const struct card *card,
		       int used)
{
	const struct reading *reading =
		card->count > 0 ? card->items[screen->list.selected].reading : NULL;
	int rows = area->rows - used - 2;
	struct area chart;

	if (rows < CHART_ROWS_LEAST)
		return;
	chart = area_cut_bottom(area, rows < CHART_ROWS_MOST ? rows : CHART_ROWS_MOST);
	area_cut_bottom(area, 1);
	if (!reading || !reading_has_chart(reading))
		return;
	canvas_text(canvas, chart.row, chart.column + 2, chart.columns - 2, STYLE_HEADING,
		    capacity_title(reading->capacity));
	area_cut_top(&chart, 1);
	reading_chart_draw(canvas, chart, &view->words, &view->wording, reading, NULL);
}

/* The newest events below the lines, where a chart keeps its room; returns the rows taken. */
static int draw_events(struct scorecard_screen *screen, struct view *view,
		       struct canvas *canvas, struct area area, int lines)
{
	int spare = area.rows - lines, chart = CHART_ROWS_LEAST + 2;
	int rows = spare >= chart ? spare - chart : spare;
	int count;

	if (rows < EVENTS_ROWS_LEAST || view->rows < SMALL_ROWS)
		return 0;
	count = card_events_read(screen, view);
	if (count == 0)
		return 0;
	/* An empty row above, and the heading. */
	rows = rows < count + 2 ? rows : count + 2;
	area_cut_top(&area, lines + 1);
	area.rows = rows - 1;
	card_draw_events(screen, canvas, area);
	return rows;
}

static void draw_list(struct scorecard_screen *screen, struct view *view, struct canvas *canvas,
		      struct area area, const struct column *columns, const struct card *card)
{
	int text_cells = area.column + area.columns - 1 - text_column(view, area, columns);
	struct card_lines lines = lines_of(view, card, screen->list.selected, text_cells,
					   area.columns - CARD_MARGIN_CELLS - 1);

	draw_chart(screen, view, canvas, &area, card,
		   lines.count + draw_events(screen, view, canvas, area, lines.count));
	if (asks_in_list(view, card))
		add_invest(view, card, &lines, screen->list.selected,
			   area.columns - CARD_MARGIN_CELLS - 1);
	list_scroll(&screen->list, area.rows, lines.count, lines.first_of_selected,
		    lines.last_of_selected);
	for (int i = 0; i < area.rows && screen->list.top + i < lines.count; i++) {
		const struct card_line *line = &lines.lines[screen->list.top + i];
		int row = area.row + i;

		assert(lines.lines);
		if (line->heading) {
			canvas_text(canvas, row, area.column + 2, area.columns - 2,
				    STYLE_HEADING, line->heading);
			continue;
		}
		if (line->item < 0) {
			canvas_text(canvas, row,
				    area.column + (line->is_folded ? CARD_MARGIN_CELLS : 2),
				    area.columns - CARD_MARGIN_CELLS,
				    line->is_folded ? STYLE_DIM : STYLE_QUESTION,
				    line->text ? line->text : "");
			continue;
		}
		hits_add(&screen->hits, row, area.column, area.columns, line->item, 0);
		draw_item(view, canvas, area, row, columns, &card->items[line->item], line);
		if (line->item == screen->list.selected)
			draw_selection(screen, view, canvas, area, row, columns,
				       line->is_first);
	}
	list_draw_more(canvas, area, &screen->list, lines.count);
}

/* Purpose, or of which team the service is; the champion at the end. */
static void draw_header(struct view *view, struct canvas *canvas, struct area area,
			const struct card *card)
{
	const struct team *team = card->team->team;
	const char *champion = NULL;
	int cells = area.columns - 4, champion_cells = 0;
	const char *purpose = team->purpose ? team->purpose : "";

	if (card->service) {
		buffer_addf(&view->words.buffer, "A service of %s", team->name);
		purpose = words_take(&view->words);
		if (view->wording.period.bands != BAND_EDITION_NONE) {
			buffer_addf(&view->words.buffer, "Bands  %s",
				    band_edition_word(view->wording.period.bands));
			champion = words_take(&view->words);
		}
	} else if (team->champion) {
		buffer_addf(&view->words.buffer, "Security champion  %s", team->champion);
		champion = words_take(&view->words);
	}
	if (champion) {
		champion_cells = canvas_text_cells(canvas, champion);
		if (champion_cells > cells / 2)
			champion_cells = cells / 2;
		canvas_text_right(canvas, area.row, area.column + area.columns - 2,
				  champion_cells, STYLE_DIM, champion);
		champion_cells += 2;
	}
	canvas_text(canvas, area.row, area.column + 2, cells - champion_cells, STYLE_PLAIN,
		    purpose);
}

static void draw_panel(const struct scorecard_screen *screen, struct view *view,
		       struct canvas *canvas, struct area area, const struct card *card)
{
	struct buffer *buffer = &view->words.buffer;
	struct panel panel = {.sentence = ""};
	const struct card_item *item = NULL;

	if (card->count > 0) {
		item = &card->items[screen->list.selected];
		if (item->service) {
			buffer_addf(buffer, "%s: a service of %s.",
				    item->service->service->name, card->team->team->name);
			panel.hint = "Enter opens its scorecard";
		} else {
			wording_add_titled_sentence(buffer, &view->wording, item->reading);
		}
		panel.sentence = words_take(&view->words);
	}
	if (card->service && item) {
		reading_add_question(buffer, &view->wording, item->reading);
		panel.question = words_take(&view->words);
	} else if (!asks_in_list(view, card)) {
		panel.question = invest_words(view, card);
		if (!panel.hint)
			panel.hint = "i says why";
	}
	panel_draw(canvas, area, &view->words, &panel);
}

/* The list comes first: what is said of it has the rows that it can spare. */
static int panel_rows(const struct view *view, int rows)
{
	int wanted = view->rows < SMALL_ROWS ? SMALL_PANEL_ROWS : PANEL_ROWS;
	int spare = rows - LIST_LEAST_ROWS;

	return spare >= wanted ? wanted : spare >= PANEL_LEAST_ROWS ? spare : 0;
}

void scorecard_draw(struct scorecard_screen *screen, struct view *view, struct canvas *canvas,
		    struct area area, const struct card *card)
{
	struct column columns[CARD_COLUMN_COUNT];
	struct area panel;

	card_columns_of(view, canvas, card, area, columns);
	panel = area_cut_bottom(&area, panel_rows(view, area.rows));
	if (area.rows + panel.rows >= HEADER_MINIMUM_ROWS)
		draw_header(view, canvas, area_cut_top(&area, 1), card);
	if (view->rows >= SPACIOUS_ROWS)
		area_cut_top(&area, 1);
	if (!is_narrow(view)) {
		struct area heads = area_cut_top(&area, 1);

		card_draw_heads(view, canvas, heads.row, columns);
	}
	draw_list(screen, view, canvas, area, columns, card);
	draw_panel(screen, view, canvas, panel, card);
}
