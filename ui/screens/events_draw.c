#include "ui/screens/events_screen.h"

#include <string.h>

#include "report/event_summary.h"
#include "ui/widgets/divider.h"
#include "ui/widgets/paragraph.h"

#define MARGIN_CELLS 2
#define ROW_COLUMN 3
#define TIME_CELLS 5
#define TYPE_CELLS 11
#define CARD_CELLS 34
#define CARD_WIDE_CELLS 60
#define LIST_CELLS_MIN 62
#define ROOMY_ROWS 16 /* with a line of their own for the counts */

/* -- the groups ------------------------------------------------------------------------------
 */

static const char *group_label(const struct events_screen *screen, struct view *view, int group)
{
	struct buffer *buffer = &view->words.buffer;
	bool is_shown = group == screen->group;

	/* Not by weight alone: brackets say which it is, too. */
	buffer_addf(buffer, "%s%s ", is_shown ? "[" : " ", event_groups[group].title);
	quantity_add_count(buffer, screen->data.group_counts[group]);
	buffer_add_char(buffer, is_shown ? ']' : ' ');
	return words_take(&view->words);
}

static bool is_offered(const struct events_screen *screen, int group)
{
	return group == 0 || group == screen->group || screen->data.group_counts[group];
}

/* Cells of the groups from one on to another one. */
static int groups_cells(const struct events_screen *screen, struct view *view,
			struct canvas *canvas, int from, int to)
{
	int cells = 0;

	for (int i = from; i <= to; i++)
		if (is_offered(screen, i))
			cells += canvas_text_cells(canvas, group_label(screen, view, i)) + 1;
	return cells;
}

/* As many as fit around the one shown; returns the cells taken. */
static int draw_groups(struct events_screen *screen, struct view *view, struct canvas *canvas,
		       struct area area)
{
	int from = 0, column = area.column, end = area.column + area.columns;

	while (from < screen->group &&
	       groups_cells(screen, view, canvas, from, screen->group) > area.columns - 4)
		from++;
	if (from > 0)
		column += canvas_text(canvas, area.row, column, 2, STYLE_DIM, "‹ ");
	for (int i = from; i < EVENT_GROUP_COUNT; i++) {
		const char *label = group_label(screen, view, i);
		int cells = canvas_text_cells(canvas, label);

		if (!is_offered(screen, i))
			continue;
		if (column + cells > end - 2 && i != screen->group) {
			column += canvas_text(canvas, area.row, column, 1, STYLE_DIM, "›");
			break;
		}
		hits_add(&screen->hits, area.row, column, cells, i, EVENTS_PART_GROUP);
		column += canvas_text(canvas, area.row, column, end - column,
				      i == screen->group ? STYLE_TITLE : STYLE_DIM, label);
		column++;
	}
	return column - area.column;
}

static const char *count_words(const struct events_screen *screen, struct view *view)
{
	const struct service *service =
		catalog_service(view->scorecard->catalog, screen->service);

	events_add_count(&view->words.buffer, screen->data.group_counts[screen->group],
			 screen->data.group_counts[0], view->wording.period.window_days);
	if (service)
		buffer_addf(&view->words.buffer, " · only %s", service->name);
	return words_take(&view->words);
}

/* Groups, and how many events: on a line of their own, or beside them. */
static void draw_head(struct events_screen *screen, struct view *view, struct canvas *canvas,
		      struct area *area)
{
	struct area line = area_cut_top(area, 1);
	const char *words = count_words(screen, view);
	int cells = canvas_text_cells(canvas, words), all;

	if (line.rows == 0)
		return;
	line.column += 1;
	line.columns -= MARGIN_CELLS;
	all = groups_cells(screen, view, canvas, 0, EVENT_GROUP_COUNT - 1);
	if (area->rows >= ROOMY_ROWS && all + cells + 2 > line.columns) {
		struct area second = area_cut_top(area, 1);

		draw_groups(screen, view, canvas, line);
		canvas_text(canvas, second.row, second.column + MARGIN_CELLS,
			    second.columns - 2 * MARGIN_CELLS, STYLE_DIM, words);
		return;
	}
	all = draw_groups(screen, view, canvas, line);
	canvas_text_right(canvas, line.row, line.column + line.columns,
			  line.columns - all - 1 >= cells || *screen->service
				  ? line.columns - all - 1
				  : 0,
			  STYLE_DIM, words);
}

/* -- the list --------------------------------------------------------------------------------
 */

/* What the one service of a fold is called; NULL: it is of several. */
static const char *fold_service(const struct events_screen *screen, const struct view *view,
				const struct events_fold *fold)
{
	struct event_names names = events_names(screen, view);

	return fold->service ? event_service_name(&names, fold->service) : NULL;
}

/* "4 samples of 4 objectives"; of one service, where no column says of which. */
static void add_fold(struct buffer *buffer, const struct events_fold *fold, const char *service)
{
	if (fold->kind == EVENT_CHECK)
		events_add_checks(buffer, fold->count, fold->slo, fold->is_known, fold->passed);
	else
		events_add_samples(buffer, fold->count, fold->slo, fold->slo_count);
	if (service)
		buffer_addf(buffer, ", %s", service);
}

static void draw_heading(struct events_screen *screen, struct view *view, struct canvas *canvas,
			 struct area area, int row, const struct events_day *day)
{
	struct buffer *buffer = &view->words.buffer;
	int column = area.column + MARGIN_CELLS, used;
	size_t total = screen->data.day_totals[day->day - screen->data.first_day];

	event_add_day(buffer, day->day);
	used = canvas_text(canvas, row, column, area.columns - MARGIN_CELLS - 1, STYLE_HEADING,
			   words_take(&view->words));
	buffer_add_string(buffer, "  ");
	quantity_add_counted(buffer, total, "event", "events");
	canvas_text(canvas, row, column + used, area.columns - MARGIN_CELLS - 1 - used,
		    STYLE_DIM, words_take(&view->words));
}

/* Beside a heading, where the fold is all that there was. */
static void draw_fold_beside(const struct events_screen *screen, struct view *view,
			     struct canvas *canvas, struct area area, int row,
			     const struct events_day *day)
{
	struct buffer *buffer = &view->words.buffer;
	int column = area.column + MARGIN_CELLS, end = area.column + area.columns - 2;

	event_add_day(buffer, day->day);
	column += canvas_text(canvas, row, column, end - column, STYLE_HEADING,
			      words_take(&view->words));
	buffer_add_string(buffer, "  ");
	add_fold(buffer, &day->folds[0], fold_service(screen, view, &day->folds[0]));
	canvas_text(canvas, row, column, end - column, STYLE_DIM, words_take(&view->words));
}

/* Columns of a row, from the time on. */
struct row_layout {
	int type, type_cells; /* 0: all are of one */
	int subject, subject_cells;
	int brief;
	int end;
};

static bool is_one_kind(unsigned kinds)
{
	return (kinds & (kinds - 1)) == 0;
}

static int wider(int cells, struct canvas *canvas, const char *text)
{
	int width = canvas_text_cells(canvas, text);

	return width > cells ? width : cells;
}

/* The widest name of a service or a team of which there may be events. */
static int subject_cells(const struct events_screen *screen, const struct view *view,
			 struct canvas *canvas)
{
	const struct catalog *catalog = view->scorecard->catalog;
	const struct team *team = events_team(screen, view);
	const struct service *service = catalog_service(catalog, screen->service);
	int cells = 0;

	if (service)
		return wider(cells, canvas, service->name);
	for (size_t i = 0; team && i < team->service_count; i++)
		cells = wider(cells, canvas, team->services[i]->name);
	for (size_t i = 0; !team && i < catalog->service_count; i++)
		cells = wider(cells, canvas, catalog->services[i].name);
	for (size_t i = 0; i < catalog->team_count; i++)
		if (!team || team == &catalog->teams[i])
			cells = wider(cells, canvas, catalog->teams[i].name);
	return cells;
}

static struct row_layout layout_of(const struct events_screen *screen, const struct view *view,
				   struct canvas *canvas, struct area area)
{
	int most = area.columns < SCREEN_NARROW_COLUMNS ? 8 : area.columns < 90 ? 12 : 20;
	struct row_layout layout = {.type = area.column + ROW_COLUMN + TIME_CELLS + 2,
				    .end = area.column + area.columns - 2};
	bool is_narrow = area.columns < SCREEN_NARROW_COLUMNS;

	if (is_narrow)
		layout.type--;
	if (!is_narrow && !is_one_kind(event_groups[screen->group].kinds))
		layout.type_cells = TYPE_CELLS;
	layout.subject = layout.type + (layout.type_cells ? TYPE_CELLS + 2 : 0);
	layout.subject_cells = subject_cells(screen, view, canvas);
	if (layout.subject_cells > most)
		layout.subject_cells = most;
	layout.brief = layout.subject + layout.subject_cells + (is_narrow ? 1 : 2);
	return layout;
}

static void draw_event(const struct events_screen *screen, struct view *view,
		       struct canvas *canvas, struct area area, int row,
		       const struct row_layout *layout, const struct event *event)
{
	struct event_names names = events_names(screen, view);
	struct buffer *buffer = &view->words.buffer;
	struct civil civil = zone_civil(view->wording.zone, event_at(event));

	buffer_addf(buffer, "%02d:%02d", civil.hour, civil.minute);
	canvas_text(canvas, row, area.column + ROW_COLUMN, TIME_CELLS, STYLE_PLAIN,
		    words_take(&view->words));
	canvas_text(canvas, row, layout->type, layout->type_cells, STYLE_DIM,
		    event_type_word(event->type));
	event_add_named_subject(buffer, event, &names);
	canvas_text(canvas, row, layout->subject, layout->subject_cells, STYLE_PLAIN,
		    words_take(&view->words));
	event_add_brief(buffer, event);
	canvas_text(canvas, row, layout->brief, layout->end - layout->brief, STYLE_PLAIN,
		    words_take(&view->words));
}

static void draw_fold(const struct events_screen *screen, struct view *view,
		      struct canvas *canvas, int row, const struct row_layout *layout,
		      const struct events_fold *fold)
{
	/* Where there is little room, what is of several services begins in their column. */
	int column = layout->type_cells || fold->service ? layout->brief : layout->subject;

	canvas_text(canvas, row, layout->type, layout->type_cells, STYLE_DIM,
		    event_type_word(&event_types[fold->kind]));
	if (fold->service)
		canvas_text(canvas, row, layout->subject, layout->subject_cells, STYLE_DIM,
			    fold_service(screen, view, fold));
	add_fold(&view->words.buffer, fold, NULL);
	canvas_text(canvas, row, column, layout->end - column, STYLE_DIM,
		    words_take(&view->words));
}

static void draw_item(struct events_screen *screen, struct view *view, struct canvas *canvas,
		      struct area area, int row, const struct row_layout *layout, int item)
{
	const struct event *event = events_at(screen, view, item);
	const struct events_fold *fold = events_fold_of(&screen->data, item);
	const struct events_day *day = events_day_of(&screen->data, item);

	hits_add(&screen->hits, row, area.column, area.columns, item, EVENTS_PART_ITEM);
	if (event)
		draw_event(screen, view, canvas, area, row, layout, event);
	else if (events_day_is_one_line(day))
		draw_fold_beside(screen, view, canvas, area, row, day);
	else if (fold)
		draw_fold(screen, view, canvas, row, layout, fold);
	if (item != screen->list.selected)
		return;
	canvas_text(canvas, row, area.column + !events_day_is_one_line(day), 1, STYLE_TITLE,
		    "▸");
	/* Keys that go to the calendar are shown there. */
	canvas_overlay(canvas, row, area.column + 2, area.columns - 3,
		       events_in_calendar(screen, view) ? STYLE_FOUND : STYLE_SELECTED);
	if (!events_in_calendar(screen, view))
		canvas_place_cursor(canvas, row, area.column + ROW_COLUMN);
}

static struct events_day *day_of_line(struct events_data *data, int line)
{
	int low = 0, high = data->days_shown;

	while (low + 1 < high) {
		int middle = low + (high - low) / 2;

		if (data->days[middle].first_line <= line)
			low = middle;
		else
			high = middle;
	}
	return &data->days[low];
}

static void draw_list(struct events_screen *screen, struct view *view, struct canvas *canvas,
		      struct area area)
{
	struct events_data *data = &screen->data;
	struct row_layout layout = layout_of(screen, view, canvas, area);
	int selected = events_line_of(data, screen->list.selected);

	if (screen->is_settled)
		screen->list.top = screen->settled_top;
	/* The first row is always the day's: what is selected is never under it. */
	list_scroll(&screen->list, area.rows, data->line_count,
		    area.rows > 1 ? selected - 1 : selected, selected);
	if (!screen->is_settled)
		screen->settled_top = screen->list.top;
	screen->is_settled = true;
	for (int i = 0; i < area.rows && screen->list.top + i < data->line_count; i++) {
		int line = screen->list.top + i;
		const struct events_day *day = day_of_line(data, line);
		int heading = !events_day_is_one_line(day);

		if (heading && (line == day->first_line || (i == 0 && area.rows > 1)))
			draw_heading(screen, view, canvas, area, area.row + i, day);
		else
			draw_item(screen, view, canvas, area, area.row + i, &layout,
				  day->first_item + line - day->first_line - heading);
	}
	list_draw_more(canvas, area, &screen->list, data->line_count);
}

/* -- what stands beside it -------------------------------------------------------------------
 */

static void draw_card(struct events_screen *screen, struct view *view, struct canvas *canvas,
		      struct area area)
{
	struct area calendar = area_cut_top(&area, events_calendar_rows());
	const struct event *event;

	area_cut_left(&calendar, 1);
	events_draw_calendar(screen, view, canvas, calendar);
	area_cut_top(&area, 1);
	area_cut_left(&area, 1);
	area.columns--;
	event = screen->data.item_count ? events_at(screen, view, screen->list.selected) : NULL;
	if (event)
		record_draw_fields(view, canvas, area, event, 0, 0, 0);
}

/* A third, and no more than the calendar asks for unless there is room for a record. */
static int card_cells(const struct view *view)
{
	return view->columns >= SCREEN_WIDE_COLUMNS	     ? CARD_WIDE_CELLS
	       : view->columns - CARD_CELLS < LIST_CELLS_MIN ? view->columns - LIST_CELLS_MIN
							     : CARD_CELLS;
}

/* -- the whole -------------------------------------------------------------------------------
 */

static void draw_nothing(struct events_screen *screen, struct view *view, struct canvas *canvas,
			 struct area area)
{
	const struct events_data *data = &screen->data;
	int cells = area.columns - 2 * MARGIN_CELLS;
	struct paragraph paragraph;

	if (data->error.kind != ERROR_NONE)
		buffer_add_string(&view->words.buffer, data->error.message);
	else
		events_add_empty(&view->words.buffer, &view->wording, data->last);
	paragraph = paragraph_break(&view->words.arena, words_take(&view->words), cells);
	paragraph_draw(canvas, area.row + (area.rows > 4 ? 1 : 0), area.column + MARGIN_CELLS,
		       area.rows, cells,
		       data->error.kind != ERROR_NONE ? STYLE_NOTICE : STYLE_PLAIN, &paragraph);
	canvas_place_cursor(canvas, area.row + (area.rows > 4 ? 1 : 0),
			    area.column + MARGIN_CELLS);
}

void events_draw(struct events_screen *screen, struct view *view, struct canvas *canvas,
		 struct area area)
{
	struct events_data *data = &screen->data;

	if (events_have_calendar(view) && events_calendar_is_beside(view)) {
		struct area card = area;

		area = area_cut_left(&card, area.columns - card_cells(view));
		draw_card(screen, view, canvas, card);
		divider_draw(canvas, card.row, card.column - 1, card.rows);
		area.columns--;
	} else if (events_have_calendar(view)) {
		struct area above = area_cut_top(&area, events_calendar_rows());

		area_cut_left(&above, MARGIN_CELLS);
		events_draw_calendar(screen, view, canvas, above);
		area_cut_top(&area, 1);
	}
	draw_head(screen, view, canvas, &area);
	if (data->error.kind != ERROR_NONE || !data->item_count)
		draw_nothing(screen, view, canvas, area);
	else if (area.rows > 0)
		draw_list(screen, view, canvas, area);
}
