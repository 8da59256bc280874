/*
 * The weeks of a reading as inline SVG: dots over the team's own usual range, with its goal.
 *
 * Rule: the chart is on its own scale; up is more in plain units. Colours and sizes of text are
 * the style sheet's; what is placed here is in units of the view box.
 */
#include <math.h>
#include <string.h>

#include "export/html_page.h"
#include "report/chart_scale.h"
#include "report/shown.h"

#define WIDTH 440
#define HEIGHT 206
#define PLOT_LEFT 54
#define PLOT_RIGHT 374
#define PLOT_TOP 12
#define PLOT_BOTTOM 180
#define SCALE_ROWS 28
#define TICKS_APART 5
#define TICKS_MAX 6
#define LABEL_DROP 4	/* from the middle of a letter to its foot */
#define LABEL_UNITS 6.5 /* about the width of a letter */
#define LABELS_APART 13
#define SHIFT_LABEL_UNITS 80

struct chart {
	struct html_page *page;
	const struct reading *reading;
	struct chart_scale scale;
	struct arena arena;
	const double *weekly; /* known ones */
	bool has_before;
	instant begin, window_begin, end;
};

static struct buffer *out_of(const struct chart *chart)
{
	return chart->page->out;
}

static double x_of(const struct chart *chart, instant at)
{
	return PLOT_LEFT + (PLOT_RIGHT - PLOT_LEFT) * (double)(at - chart->begin) /
				   (double)(chart->end - chart->begin);
}

static double y_of(const struct chart *chart, double value)
{
	return PLOT_BOTTOM - (PLOT_BOTTOM - PLOT_TOP) * chart_scale_part(&chart->scale, value);
}

/* The middle of a week, `count - 1 - i` weeks before the last one that ends at `end`. */
static instant middle_of_week(instant end, size_t count, size_t i)
{
	return end - (instant)(count - 1 - i) * SECONDS_PER_WEEK - SECONDS_PER_WEEK / 2;
}

/* -- the scale ----------------------------------------------------------------------------- */

static size_t add_known(double *values, const double *weeks, size_t count)
{
	size_t added = 0;

	for (size_t i = 0; i < count; i++)
		if (!isnan(weeks[i]))
			values[added++] = weeks[i];
	return added;
}

/* Everything that must be seen. */
static struct chart_scale scale_of(struct chart *chart)
{
	const struct reading *reading = chart->reading;
	double *values = ARENA_ARRAY(&chart->arena,
				     reading->week_count + reading->before_count + 8, double);
	size_t count = add_known(values, chart->weekly, reading->week_count);

	if (chart->has_before)
		count += add_known(values + count, reading->before, reading->before_count);
	if (reading->has_usual) {
		values[count++] = reading->usual.high;
		if (reading->usual.low > 0)
			values[count++] = reading->usual.low;
	}
	if (reading->shift.has_usual) {
		values[count++] = reading->shift.usual.high;
		if (reading->shift.usual.low > 0)
			values[count++] = reading->shift.usual.low;
	}
	if (reading->goal)
		values[count++] = reading->goal->value;
	if (count == 0)
		values[count++] = 1;
	return chart_scale_of(reading->capacity->unit, values, count, SCALE_ROWS);
}

static struct chart chart_of(struct html_page *page, const struct reading *reading)
{
	const struct period *period = &page->wording.period;
	struct chart chart = {.page = page, .reading = reading, .end = period->as_of};

	chart.window_begin = period->as_of - period->window_days * SECONDS_PER_DAY;
	chart.begin = chart.window_begin;
	chart.has_before = series_has_values(reading->before, reading->before_count);
	if (chart.has_before)
		chart.begin -= (instant)reading->before_count * SECONDS_PER_WEEK;
	chart.weekly = reading_known_weeks(&chart.arena, &page->wording, reading);
	chart.scale = scale_of(&chart);
	return chart;
}

/* -- lines and labels ---------------------------------------------------------------------- */

static void add_label(struct chart *chart, const char *class, double x, double y)
{
	buffer_addf(out_of(chart), "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">", class, x,
		    y + LABEL_DROP);
	html_add_words(chart->page);
	buffer_add_string(out_of(chart), "</text>\n");
}

static void add_level(struct chart *chart, const char *class, double y)
{
	buffer_addf(out_of(chart),
		    "<line class=\"%s\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>\n", class,
		    PLOT_LEFT, y, PLOT_RIGHT, y);
}

static void add_value_axis(struct chart *chart)
{
	double ticks[TICKS_MAX];
	size_t count = chart_scale_ticks(&chart->scale, TICKS_APART, ticks, TICKS_MAX);

	for (size_t i = 0; i < count; i++) {
		double y = y_of(chart, ticks[i]);

		add_level(chart, "grid", y);
		chart_scale_add_label(html_words(chart->page), &chart->scale, ticks[i]);
		add_label(chart, "value", PLOT_LEFT - 8, y);
	}
}

/* The first instant of the month after the one that `at` lies in. */
static instant next_month(const struct zone *zone, instant at, int *month, int *year)
{
	struct civil civil = zone_civil(zone, at);

	*month = civil.month % 12 + 1;
	*year = civil.year + (civil.month == 12);
	return zone_day_start(zone, civil_day_number(*year, *month, 1));
}

static void add_time_axis(struct chart *chart)
{
	const struct zone *zone = chart->page->wording.zone;
	double free_from = 0;
	int month, year;
	instant at = next_month(zone, chart->begin, &month, &year);

	for (; at < chart->end; at = next_month(zone, at, &month, &year)) {
		struct buffer *words = html_words(chart->page);
		double x = x_of(chart, at);
		double width;

		buffer_add_string(words, month_name(month));
		if (month == 1)
			buffer_addf(words, " %d", year);
		width = LABEL_UNITS * (double)words->length_bytes;
		if (x < free_from || x + width > WIDTH)
			continue;
		free_from = x + width + LABEL_UNITS;
		buffer_addf(
			out_of(chart),
			"<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>\n",
			x, PLOT_BOTTOM, x, PLOT_BOTTOM + 5);
		add_label(chart, "month", x, PLOT_BOTTOM + 15);
	}
}

/* A range from one instant to another; returns its middle. */
static double add_limits(struct chart *chart, const struct process_limits *usual, double from,
			 double to)
{
	double top = y_of(chart, usual->high);
	double height = fmax(y_of(chart, usual->low) - top, 1);

	buffer_addf(out_of(chart),
		    "<rect class=\"usual\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
		    "height=\"%.1f\"/>\n",
		    from, top, to - from, height);
	return top + height / 2;
}

/* The usual range, and the one since a shift; returns where its name stands. */
static double add_usual(struct chart *chart)
{
	const struct reading *reading = chart->reading;
	double shift_x;

	if (!reading->shift.has_usual)
		return add_limits(chart, &reading->usual, PLOT_LEFT, PLOT_RIGHT);
	shift_x = x_of(chart, reading->shift.begin);
	add_limits(chart, &reading->usual, PLOT_LEFT, shift_x);
	return add_limits(chart, &reading->shift.usual, shift_x, PLOT_RIGHT);
}

/* Where a shift begins; its words stand on the side that has more room. */
static void add_shift(struct chart *chart)
{
	const struct reading *reading = chart->reading;
	double x;
	bool is_late;

	if (!reading->shift.side)
		return;
	x = x_of(chart, reading->shift.begin);
	is_late = x > PLOT_RIGHT - SHIFT_LABEL_UNITS;
	buffer_addf(out_of(chart),
		    "<line class=\"shift\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>\n", x,
		    PLOT_TOP, x, PLOT_BOTTOM);
	wording_add_shift_mark(html_words(chart->page), &chart->page->wording, reading);
	add_label(chart, is_late ? "side mark before-mark" : "side mark",
		  is_late ? x - 4 : x + 4, PLOT_BOTTOM - 8);
}

/* A mark above the plot for each note; what it says stands in the list below the chart. */
static void add_note_marks(struct chart *chart)
{
	struct html_page *page = chart->page;
	const struct note *note;
	size_t from = 0;

	while ((note = notes_next(page->notes, page->card->team->id,
				  chart->reading->capacity->id, chart->begin, &from))) {
		double x = x_of(chart, note->at);

		buffer_addf(out_of(chart),
			    "<line class=\"begin\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" "
			    "y2=\"%d\"/>\n<text class=\"note\" x=\"%.1f\" y=\"%d\">%s<title>",
			    x, PLOT_TOP, x, PLOT_BOTTOM, x, PLOT_TOP - 3, note_glyph(false));
		note_add_date(html_words(page), &page->wording, note);
		buffer_add_string(&page->words, ": ");
		note_add_text(&page->words, &page->wording, note);
		html_add_words(page);
		buffer_add_string(out_of(chart), "</title></text>\n");
	}
}

/* Two names beside the chart step aside for each other. */
static void add_usual_and_goal(struct chart *chart)
{
	const struct reading *reading = chart->reading;
	double usual_y = 0;
	double goal_y = 0;

	if (reading->has_usual)
		usual_y = add_usual(chart);
	if (reading->goal) {
		goal_y = y_of(chart, reading->goal->value);
		add_level(chart, "goal", goal_y);
	}
	if (reading->goal && reading->has_usual && fabs(goal_y - usual_y) < LABELS_APART)
		usual_y = goal_y + (goal_y > usual_y ? -LABELS_APART : LABELS_APART);
	if (reading->has_usual) {
		buffer_add_string(html_words(chart->page), "usual");
		add_label(chart, "side", PLOT_RIGHT + 6, usual_y);
	}
	if (reading->goal) {
		struct buffer *words = html_words(chart->page);

		buffer_add_string(words, "goal ");
		if (reading->capacity->unit == UNIT_RATIO)
			quantity_add_share(words, reading->goal->share);
		else
			goal_add_value(words, reading, WORDING_CELL);
		add_label(chart, "side of-goal", PLOT_RIGHT + 6, goal_y);
	}
}

/* -- the weeks ----------------------------------------------------------------------------- */

/* Weeks that follow each other are joined; where one is unknown the line ends. */
static void add_path(struct chart *chart, const double *weeks, size_t count, instant end,
		     const char *class)
{
	bool is_joined = false;

	buffer_addf(out_of(chart), "<path class=\"%s\" d=\"", class);
	for (size_t i = 0; i < count; i++) {
		if (!isnan(weeks[i]))
			buffer_addf(out_of(chart), "%s%.1f %.1f", is_joined ? "L" : "M",
				    x_of(chart, middle_of_week(end, count, i)),
				    y_of(chart, weeks[i]));
		is_joined = !isnan(weeks[i]);
	}
	buffer_add_string(out_of(chart), "\"/>\n");
}

/* The weeks of the window or those before it, and how their dots look. */
struct dots {
	const double *weeks;
	size_t count;
	instant end;
	bool is_before;
	const char *class;
	double radius;
};

/* What a pointer that rests on a dot is told: "30 Sep 2026: 18 h". */
static void add_dot_title(struct chart *chart, const struct dots *dots, size_t week)
{
	struct buffer *words = html_words(chart->page);
	instant end = dots->end - (instant)(dots->count - 1 - week) * SECONDS_PER_WEEK;

	wording_add_date(words, &chart->page->wording, end - 1, true);
	buffer_add_string(words, ": ");
	if (dots->is_before)
		wording_add_week_before(words, chart->reading, week);
	else
		wording_add_week(words, &chart->page->wording, chart->reading, week);
	buffer_add_string(out_of(chart), "<title>");
	html_add_words(chart->page);
	buffer_add_string(out_of(chart), "</title>");
}

static void add_dots(struct chart *chart, const struct dots *dots)
{
	for (size_t i = 0; i < dots->count; i++) {
		if (isnan(dots->weeks[i]))
			continue;
		buffer_addf(out_of(chart),
			    "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\">",
			    dots->class, x_of(chart, middle_of_week(dots->end, dots->count, i)),
			    y_of(chart, dots->weeks[i]), dots->radius);
		add_dot_title(chart, dots, i);
		buffer_add_string(out_of(chart), "</circle>\n");
	}
}

static void add_weeks(struct chart *chart)
{
	const struct reading *reading = chart->reading;
	double radius = reading->week_count > 30 ? 2.4 : 3.4;

	if (chart->has_before) {
		double x = x_of(chart, chart->window_begin);

		add_path(chart, reading->before, reading->before_count, chart->window_begin,
			 "path before");
		add_dots(chart, &(struct dots){reading->before, reading->before_count,
					       chart->window_begin, true, "dot before", 2.2});
		buffer_addf(out_of(chart),
			    "<line class=\"begin\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" "
			    "y2=\"%d\"/>\n",
			    x, PLOT_TOP, x, PLOT_BOTTOM);
	}
	add_path(chart, chart->weekly, reading->week_count, chart->end, "path");
	add_dots(chart, &(struct dots){chart->weekly, reading->week_count, chart->end, false,
				       "dot", radius});
}

void html_add_chart(struct html_page *page, const struct reading *reading)
{
	struct chart chart = chart_of(page, reading);
	size_t id = ++page->chart_count;

	buffer_addf(page->out,
		    "<svg viewBox=\"0 0 %d %d\" role=\"img\" "
		    "aria-labelledby=\"chart-%zu chart-%zu-says\">\n<title id=\"chart-%zu\">",
		    WIDTH, HEIGHT, id, id, id);
	chart_add_title(html_words(page), &page->wording, page->card->team, reading->capacity);
	html_add_words(page);
	buffer_addf(page->out, "</title>\n<desc id=\"chart-%zu-says\">", id);
	chart_add_description(html_words(page), &page->wording, reading);
	html_add_words(page);
	buffer_add_string(page->out, "</desc>\n");
	add_value_axis(&chart);
	add_time_axis(&chart);
	add_usual_and_goal(&chart);
	add_note_marks(&chart);
	add_shift(&chart);
	add_weeks(&chart);
	buffer_add_string(page->out, "</svg>\n");
	arena_release(&chart.arena);
}
