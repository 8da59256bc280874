#include "ui/screens/practices_screen.h"

#include "report/facts.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/paragraph.h"

#define MARGIN_CELLS 3
#define GAP_CELLS 2
#define NAME_MINIMUM_CELLS 10
#define NAME_MAXIMUM_CELLS 26
#define NAME_PART 4 /* of the columns at most */
#define KNOWN_CELLS 18
#define KNOWN_LONG_CELLS 36
#define KNOWN_COLUMNS 72 /* narrower ones leave how it is known to the panel */
#define KNOWN_LONG_COLUMNS 120
#define PITCH_MINIMUM 2 /* cells from one month to the next */
#define PITCH_MAXIMUM 4
#define PANEL_ROWS 4
#define LEGEND_ROWS 16 /* fewer leave the signs to the help, and what they stand for */
#define SPACIOUS_ROWS 26

/* Where the columns stand. */
struct layout {
	int name_cells;
	int months, pitch, months_column;
	int known_column, known_cells; /* 0: none */
};

/* A row of the table: a heading, or an item of the list. */
struct line {
	const char *heading;
	int item;
};

struct lines {
	struct line *lines;
	int count, of_selected;
};

/* -- what a row is of -----------------------------------------------------------------------
 */

static const struct team *team_of(const struct practices_screen *screen,
				  const struct view *view, int item)
{
	return screen->shows_all ? view->scorecard->teams[item].team
				 : practices_team(screen, view);
}

static enum practised practised_of(const struct practices_screen *screen, int item)
{
	return screen->shows_all ? screen->practised : (enum practised)item;
}

static const struct practice_record *record_of(struct practices_screen *screen,
					       struct view *view, int item)
{
	const struct team_practices *made =
		practices_of(screen, view, team_of(screen, view, item));

	return &made->records[practised_of(screen, item)];
}

static const char *name_of(const struct practices_screen *screen, const struct view *view,
			   int item)
{
	return screen->shows_all ? view->scorecard->teams[item].team->name
				 : practised_title((enum practised)item);
}

static const char *known_of(struct practices_screen *screen, struct view *view, int item,
			    const struct layout *layout)
{
	practised_add_known(&view->words.buffer, &view->wording, record_of(screen, view, item),
			    practices_reading(view, team_of(screen, view, item),
					      practised_of(screen, item)),
			    layout->known_cells < KNOWN_LONG_CELLS ? WORDING_CELL
								   : WORDING_LINE);
	return words_take(&view->words);
}

/* -- lines and columns ----------------------------------------------------------------------
 */

static bool begins_group(const struct view *view, int item)
{
	const struct team_card *teams = view->scorecard->teams;

	return view->scorecard->catalog->group_count > 0 &&
	       (item == 0 || teams[item].team->group != teams[item - 1].team->group);
}

static struct lines lines_of(const struct practices_screen *screen, struct view *view)
{
	struct lines lines = {
		ARENA_ARRAY(&view->words.arena, (size_t)screen->list.count * 2, struct line), 0,
		0};

	for (int i = 0; i < screen->list.count; i++) {
		if (screen->shows_all && begins_group(view, i)) {
			group_add_heading(&view->words.buffer, &view->wording,
					  view->scorecard->catalog,
					  view->scorecard->teams[i].team->group);
			lines.lines[lines.count++] =
				(struct line){words_take(&view->words), -1};
		}
		if (i == screen->list.selected)
			lines.of_selected = lines.count;
		lines.lines[lines.count++] = (struct line){NULL, i};
	}
	return lines;
}

/* With the heading above it. */
static int first_of_selected(const struct lines *lines)
{
	int first = lines->of_selected;

	return first > 0 && lines->lines[first - 1].heading ? first - 1 : first;
}

static struct layout layout_of(const struct practices_screen *screen, struct view *view,
			       struct canvas *canvas, struct area area)
{
	int most = area.columns / NAME_PART < NAME_MAXIMUM_CELLS ? area.columns / NAME_PART
								 : NAME_MAXIMUM_CELLS;
	struct layout layout = {.name_cells = NAME_MINIMUM_CELLS};
	int room;

	for (int i = 0; i < screen->list.count; i++) {
		int cells = canvas_text_cells(canvas, name_of(screen, view, i));

		layout.name_cells = cells > layout.name_cells ? cells : layout.name_cells;
	}
	if (screen->shows_all && layout.name_cells > most)
		layout.name_cells = most > NAME_MINIMUM_CELLS ? most : NAME_MINIMUM_CELLS;
	if (area.columns >= KNOWN_COLUMNS)
		layout.known_cells =
			area.columns >= KNOWN_LONG_COLUMNS ? KNOWN_LONG_CELLS : KNOWN_CELLS;
	layout.months_column = area.column + MARGIN_CELLS + layout.name_cells + GAP_CELLS;
	room = area.column + area.columns - 1 - layout.months_column;
	if (layout.known_cells)
		room -= layout.known_cells + GAP_CELLS;
	layout.pitch = room / PRACTICE_MONTHS;
	layout.pitch = layout.pitch < PITCH_MINIMUM   ? PITCH_MINIMUM
		       : layout.pitch > PITCH_MAXIMUM ? PITCH_MAXIMUM
						      : layout.pitch;
	layout.months =
		room / layout.pitch < PRACTICE_MONTHS ? room / layout.pitch : PRACTICE_MONTHS;
	layout.months = layout.months > 0 ? layout.months : 0;
	layout.known_column =
		layout.months_column + layout.months * layout.pitch + GAP_CELLS - 1;
	return layout;
}

/* -- the table ------------------------------------------------------------------------------
 */

static int month_column(const struct layout *layout, int index)
{
	return layout->months_column +
	       (index - (PRACTICE_MONTHS - layout->months)) * layout->pitch;
}

/* Years where they begin, and the first month of each other quarter. */
static void draw_heads(const struct practices_screen *screen, struct view *view,
		       struct canvas *canvas, struct area area, const struct layout *layout,
		       const struct team_practices *practices)
{
	int end = layout->months_column + layout->months * layout->pitch;

	canvas_text(canvas, area.row, area.column + MARGIN_CELLS, layout->name_cells, STYLE_DIM,
		    screen->shows_all ? "Team" : "Practice");
	for (int i = PRACTICE_MONTHS - layout->months; i < PRACTICE_MONTHS; i++) {
		struct civil civil = zone_civil(view->wording.zone, practices->month_begins[i]);
		int column = month_column(layout, i);

		if (civil.month % 3 != 1)
			continue;
		practices_add_month_head(&view->words.buffer, civil);
		canvas_text(canvas, area.row, column, end + 1 - column,
			    civil.month == 1 ? STYLE_PLAIN : STYLE_DIM,
			    words_take(&view->words));
	}
	if (layout->known_cells)
		canvas_text(canvas, area.row, layout->known_column, layout->known_cells,
			    STYLE_DIM, "How it is known");
}

static void draw_months(struct view *view, struct canvas *canvas, int row,
			const struct layout *layout, const struct practice_record *record)
{
	for (int i = PRACTICE_MONTHS - layout->months; i < PRACTICE_MONTHS; i++) {
		enum practice_month month = record->months[i];

		canvas_text(canvas, row, month_column(layout, i), 1,
			    month >= PRACTICE_DONE ? STYLE_PLAIN : STYLE_DIM,
			    practice_month_glyph(month, view->wording.is_ascii));
	}
}

static void draw_item(struct practices_screen *screen, struct view *view, struct canvas *canvas,
		      struct area area, int row, const struct layout *layout, int item)
{
	hits_add(&screen->hits, row, area.column, area.columns, item, PRACTICES_PART_ROW);
	canvas_text(canvas, row, area.column + MARGIN_CELLS, layout->name_cells, STYLE_PLAIN,
		    name_of(screen, view, item));
	draw_months(view, canvas, row, layout, record_of(screen, view, item));
	if (layout->known_cells)
		canvas_text(canvas, row, layout->known_column, layout->known_cells, STYLE_DIM,
			    known_of(screen, view, item, layout));
	if (item != screen->list.selected)
		return;
	canvas_text(canvas, row, area.column + 1, 1, STYLE_TITLE, "▸");
	canvas_overlay(canvas, row, area.column + 2, layout->name_cells + 2, STYLE_SELECTED);
	canvas_place_cursor(canvas, row, area.column + MARGIN_CELLS);
}

static void draw_lines(struct practices_screen *screen, struct view *view,
		       struct canvas *canvas, struct area area, const struct layout *layout,
		       const struct lines *lines)
{
	int first = area.rows > 1 ? first_of_selected(lines) : lines->of_selected;

	list_scroll(&screen->list, area.rows, lines->count, first, lines->of_selected);
	for (int i = 0; i < area.rows && screen->list.top + i < lines->count; i++) {
		const struct line *line = &lines->lines[screen->list.top + i];

		if (line->heading)
			canvas_text(canvas, area.row + i, area.column + 2, area.columns - 4,
				    STYLE_HEADING, line->heading);
		else
			draw_item(screen, view, canvas, area, area.row + i, layout, line->item);
	}
	list_draw_more(canvas, area, &screen->list, lines->count);
}

/* -- above and below it ---------------------------------------------------------------------
 */

static const char *label_of(struct view *view, const struct practices_screen *screen, int index)
{
	bool is_shown = index == (int)screen->practised;

	buffer_addf(&view->words.buffer, "%s%s%s", is_shown ? "[" : " ",
		    practised_title((enum practised)index), is_shown ? "]" : " ");
	return words_take(&view->words);
}

static int labels_cells(const struct practices_screen *screen, struct view *view,
			struct canvas *canvas, int from, int to)
{
	int cells = 0;

	for (int i = from; i <= to; i++)
		cells += canvas_text_cells(canvas, label_of(view, screen, i));
	return cells;
}

/* The practices to choose from, from as far on as leaves the chosen one in sight. */
static void draw_choices(struct practices_screen *screen, struct view *view,
			 struct canvas *canvas, struct area line)
{
	int column = line.column + 2;
	int end = line.column + line.columns - 1;
	int chosen = (int)screen->practised;
	int from = 0;

	while (from < chosen &&
	       labels_cells(screen, view, canvas, from, chosen) > end - column - 2)
		from++;
	if (from > 0)
		canvas_text(canvas, line.row, line.column + 1, 1, STYLE_DIM, "‹");
	for (int i = from; i < PRACTISED_COUNT; i++) {
		const char *label = label_of(view, screen, i);
		int cells = canvas_text_cells(canvas, label);

		if (column + cells > end) {
			canvas_text(canvas, line.row, end, 1, STYLE_DIM, "›");
			return;
		}
		hits_add(&screen->hits, line.row, column, cells, i, PRACTICES_PART_PRACTISED);
		column += canvas_text(canvas, line.row, column, cells,
				      i == chosen ? STYLE_TITLE : STYLE_DIM, label);
	}
}

static void draw_legend(struct view *view, struct canvas *canvas, struct area line)
{
	if (line.rows == 0)
		return;
	practice_months_add_legend(&view->words.buffer, view->wording.is_ascii);
	canvas_text(canvas, line.row, line.column + MARGIN_CELLS,
		    line.columns - MARGIN_CELLS - 1, STYLE_DIM, words_take(&view->words));
}

static void draw_panel(struct practices_screen *screen, struct view *view,
		       struct canvas *canvas, struct area area, const struct layout *layout)
{
	struct buffer *buffer = &view->words.buffer;
	int item = screen->list.selected;
	const struct team *team = team_of(screen, view, item);
	enum practised practised = practised_of(screen, item);
	struct panel panel = {.question = NULL};

	if (screen->shows_all)
		buffer_addf(buffer, "%s · ", team->name);
	practised_add_sentence(buffer, &view->wording, practised, record_of(screen, view, item),
			       practices_reading(view, team, practised),
			       (size_t)layout->months);
	panel.sentence = words_take(&view->words);
	if (view->rows >= LEGEND_ROWS) {
		practised_add_mark(buffer, practised);
		panel.question = words_take(&view->words);
	}
	panel_draw(canvas, area, &view->words, &panel);
}

void practices_draw(struct practices_screen *screen, struct view *view, struct canvas *canvas,
		    struct area area)
{
	struct layout layout = layout_of(screen, view, canvas, area);
	struct lines lines = lines_of(screen, view);
	struct area panel = area_cut_bottom(&area, area.rows > 2 * PANEL_ROWS ? PANEL_ROWS : 0);
	struct area legend = area_cut_bottom(&area, view->rows >= LEGEND_ROWS ? 1 : 0);

	if (screen->shows_all)
		draw_choices(screen, view, canvas, area_cut_top(&area, 1));
	if (view->rows >= SPACIOUS_ROWS)
		area_cut_top(&area, 1);
	if (area.rows > 1)
		draw_heads(screen, view, canvas, area_cut_top(&area, 1), &layout,
			   practices_of(screen, view,
					team_of(screen, view, screen->list.selected)));
	draw_lines(screen, view, canvas, area, &layout, &lines);
	draw_legend(view, canvas, legend);
	draw_panel(screen, view, canvas, panel, &layout);
}
