/* The calendar of the events screen: a day chosen there is the day that the list shows. */
#include "ui/screens/events_screen.h"
#include "ui/widgets/heat_calendar.h"

#include "report/event_summary.h"

#define BESIDE_COLUMNS 100
#define ABOVE_ROWS 30

bool events_calendar_is_beside(const struct view *view)
{
	return view->columns >= BESIDE_COLUMNS;
}

bool events_have_calendar(const struct view *view)
{
	return events_calendar_is_beside(view) ||
	       (view->rows >= ABOVE_ROWS && view->columns >= SCREEN_NARROW_COLUMNS);
}

bool events_in_calendar(const struct events_screen *screen, const struct view *view)
{
	return screen->in_calendar && events_have_calendar(view);
}

/* The day in words, under the cells; its events above them are the list's. */
#define DAY_ROWS 1

int events_calendar_rows(void)
{
	return HEAT_CALENDAR_ROWS + DAY_ROWS;
}

void events_draw_calendar(struct events_screen *screen, struct view *view,
			  struct canvas *canvas, struct area area)
{
	const struct events_data *data = &screen->data;
	int64_t index = screen->calendar_day - data->first_day;
	struct heat_calendar calendar = {
		.first_day = data->first_day,
		.day_count = data->day_count,
		.counts = data->day_totals,
		.selected = screen->calendar_day,
		.has_focus = screen->in_calendar,
		.is_ascii = view->wording.is_ascii,
		.part = EVENTS_PART_DAY,
	};
	struct area head = area_cut_top(&area, DAY_ROWS);
	struct buffer *buffer = &view->words.buffer;

	heat_calendar_draw(&calendar, canvas, area, &view->words, &screen->hits);
	if (index < 0 || index >= (int64_t)data->day_count)
		return;
	event_add_day(buffer, screen->calendar_day);
	buffer_add_string(buffer, ": ");
	if (data->day_totals[index])
		quantity_add_counted(buffer, data->day_totals[index], "event", "events");
	else
		buffer_add_string(buffer, "nothing happened");
	canvas_text(canvas, head.row, head.column, head.columns,
		    screen->in_calendar ? STYLE_HEADING : STYLE_PLAIN,
		    words_take(&view->words));
}

/* With its heading in the first row. */
static void select_day(struct events_screen *screen, const struct events_day *day)
{
	list_select(&screen->list, day->first_item);
	screen->list.top = day->first_line;
}

void events_calendar_select(struct events_screen *screen, int64_t day)
{
	struct events_data *data = &screen->data;
	int64_t last = data->first_day + (int64_t)data->day_count - 1;

	day = day > last ? last : day < data->first_day ? data->first_day : day;
	screen->calendar_day = day;
	if (data->days_shown)
		select_day(screen, events_day_near(data, day));
}

bool events_calendar_act(struct events_screen *screen, enum action action)
{
	int64_t step;

	if (action == ACTION_UP || action == ACTION_WHEEL_UP)
		step = -1;
	else if (action == ACTION_DOWN || action == ACTION_WHEEL_DOWN)
		step = 1;
	else if (action == ACTION_LEFT)
		step = -7;
	else if (action == ACTION_RIGHT)
		step = 7;
	else if (action == ACTION_PAGE_UP)
		step = -28;
	else if (action == ACTION_PAGE_DOWN)
		step = 28;
	else if (action == ACTION_FIRST)
		step = -(int64_t)screen->data.day_count;
	else if (action == ACTION_LAST)
		step = (int64_t)screen->data.day_count;
	else
		return false;
	events_calendar_select(screen, screen->calendar_day + step);
	return true;
}
