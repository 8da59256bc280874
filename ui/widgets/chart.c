#include "ui/widgets/chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "report/chart_scale.h"
#include "report/quantity.h"
#include "report/wording.h"

#define TICKS_MAX 16
#define LABEL_CELLS 8
#define GUTTER_CELLS 9
#define GUTTER_MINIMUM_PLOT 40

/* A chart on its way onto the canvas. */
struct plot {
	struct canvas *canvas;
	const struct chart *chart;
	struct chart_scale scale;
	struct area area;   /* of the plot alone */
	int gutter_column;  /* 0: none */
	int *dots_in_cells; /* how many dots lie in each cell */
};

static int plot_column(const struct plot *plot, instant at)
{
	const struct chart *chart = plot->chart;
	double part = (double)(at - chart->begin) / (double)(chart->end - chart->begin);
	int column = (int)floor(part * plot->area.columns);

	if (column >= plot->area.columns)
		column = plot->area.columns - 1;
	return column < 0 ? 0 : column;
}

static int plot_row(const struct plot *plot, double value)
{
	return plot->area.row + chart_scale_row(&plot->scale, value);
}

/* Everything that must be seen. */
static struct chart_scale scale_of(const struct chart *chart, int rows)
{
	double *values = memory_resize(NULL, chart->point_count + 4, sizeof(*values));
	struct chart_scale scale;
	size_t count = 0;

	for (size_t i = 0; i < chart->point_count; i++)
		values[count++] = chart->points[i].value;
	if (chart->has_usual) {
		values[count++] = chart->usual.mean;
		values[count++] = chart->usual.high;
		if (chart->usual.low > 0)
			values[count++] = chart->usual.low;
	}
	if (!isnan(chart->goal))
		values[count++] = chart->goal;
	if (count == 0)
		values[count++] = chart->unit == UNIT_SECONDS ? (double)SECONDS_PER_HOUR : 1;
	scale = chart_scale_of(chart->unit, values, count, rows);
	free(values);
	return scale;
}

/* -- lines ----------------------------------------------------------------------------------
 */

static void draw_line(const struct plot *plot, double value, enum style style,
		      const char *glyph)
{
	canvas_repeat(plot->canvas, plot_row(plot, value), plot->area.column,
		      plot->area.columns, style, glyph);
}

static void draw_label(const struct plot *plot, int row, enum style style, const char *label)
{
	if (plot->gutter_column)
		canvas_text(plot->canvas, row, plot->gutter_column + 2, GUTTER_CELLS - 4, style,
			    label);
}

/* A bracket in the gutter from the upper to the lower end of the usual range. */
static void draw_bracket(const struct plot *plot, int goal_row)
{
	const struct process_limits *usual = &plot->chart->usual;
	int top = plot_row(plot, usual->high);
	int foot = plot_row(plot, fmax(usual->low, 0));
	int middle = plot_row(plot, usual->mean);

	if (!plot->gutter_column)
		return;
	for (int row = top; row <= foot; row++) {
		const char *glyph = top == foot	  ? "─"
				    : row == top  ? "┐"
				    : row == foot ? "┘"
						  : "│";

		canvas_text(plot->canvas, row, plot->gutter_column, 1, STYLE_USUAL, glyph);
	}
	/* Two words do not fit in one row: the goal's is where its line is. */
	if (middle == goal_row)
		middle += middle < plot->area.row + plot->area.rows - 1 ? 1 : -1;
	draw_label(plot, middle, STYLE_USUAL, "usual");
}

static void draw_lines(const struct plot *plot)
{
	const struct chart *chart = plot->chart;
	int goal_row = -1;

	if (!isnan(chart->goal))
		goal_row = plot_row(plot, chart->goal);
	if (chart->has_usual) {
		draw_line(plot, chart->usual.high, STYLE_USUAL, "┈");
		if (chart->usual.low > 0)
			draw_line(plot, chart->usual.low, STYLE_USUAL, "┈");
		draw_line(plot, chart->usual.mean, STYLE_USUAL, "─");
		draw_bracket(plot, goal_row);
	}
	if (goal_row >= 0) {
		draw_line(plot, chart->goal, STYLE_GOAL, "╌");
		draw_label(plot, goal_row, STYLE_GOAL, "goal");
	}
}

/* The border between the weeks before and the window, and what each part shows. */
static void draw_parts(const struct plot *plot)
{
	const struct chart *chart = plot->chart;
	int row = plot->area.row - 1;
	int border = plot->area.column + plot_column(plot, chart->window_begin);
	int end = plot->area.column + plot->area.columns +
		  (plot->gutter_column ? GUTTER_CELLS : 0);

	if (chart->window_begin > chart->begin) {
		for (int i = -1; i < plot->area.rows; i++)
			canvas_text(plot->canvas, plot->area.row + i, border, 1, STYLE_RULE,
				    "┊");
		canvas_text(plot->canvas, row, plot->area.column,
			    border - plot->area.column - 1, STYLE_DIM, chart->before_legend);
		border += 2;
	}
	canvas_text(plot->canvas, row, border, end - border, STYLE_DIM, chart->window_legend);
}

/* -- axes -----------------------------------------------------------------------------------
 */

static void draw_value_axis(const struct plot *plot)
{
	double ticks[TICKS_MAX];
	size_t count =
		chart_scale_ticks(&plot->scale, plot->area.rows > 8 ? 3 : 2, ticks, TICKS_MAX);
	struct buffer label;

	buffer_init(&label);
	for (size_t i = 0; i < count; i++) {
		buffer_clear(&label);
		chart_scale_add_label(&label, &plot->scale, ticks[i]);
		canvas_text_right(plot->canvas, plot_row(plot, ticks[i]), plot->area.column - 1,
				  LABEL_CELLS - 1, STYLE_DIM, label.bytes);
	}
	buffer_release(&label);
}

/* The first instant of the month after the one that `at` lies in. */
static instant next_month(const struct zone *zone, instant at, int *month, int *year)
{
	struct civil civil = zone_civil(zone, at);

	*month = civil.month % 12 + 1;
	*year = civil.year + (civil.month == 12);
	return zone_day_start(zone, civil_day_number(*year, *month, 1));
}

static void draw_time_axis(const struct plot *plot)
{
	const struct chart *chart = plot->chart;
	int row = plot->area.row + plot->area.rows;
	int month, year, free_from = 0;
	instant at = next_month(chart->zone, chart->begin, &month, &year);
	struct buffer label;

	buffer_init(&label);
	while (at < chart->end) {
		int column = plot_column(plot, at);

		buffer_clear(&label);
		buffer_add_string(&label, month_name(month));
		if (month == 1)
			buffer_addf(&label, " %d", year);
		if (column >= free_from &&
		    column + (int)label.length_bytes <= plot->area.columns) {
			canvas_text(plot->canvas, row, plot->area.column + column,
				    plot->area.columns - column, STYLE_DIM, label.bytes);
			free_from = column + (int)label.length_bytes + 2;
		}
		at = next_month(chart->zone, at, &month, &year);
	}
	buffer_release(&label);
}

/* -- what happened --------------------------------------------------------------------------
 */

static void draw_dot(struct plot *plot, const struct chart_point *point)
{
	int row = plot_row(plot, point->value);
	int column = plot_column(plot, point->at);
	int *here = &plot->dots_in_cells[(row - plot->area.row) * plot->area.columns + column];
	const char *glyph = "•";

	if (point->mark == CHART_WEEK_BEFORE)
		glyph = "◦";
	else if (point->mark == CHART_EVENT_OPEN)
		glyph = "○";
	else if (++*here > 1)
		glyph = "●";
	column += plot->area.column;
	canvas_text(plot->canvas, row, column, 1,
		    point->mark == CHART_WEEK_BEFORE ? STYLE_DIM : STYLE_PLAIN, glyph);
}

/* A week's bar fills its cells but for one between it and the next, where all have room. */
static void draw_bar(const struct plot *plot, const struct chart_point *point)
{
	static const char *const tops[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇"};
	instant week_begin = point->at - SECONDS_PER_WEEK / 2;
	instant weeks = (plot->chart->end - plot->chart->begin) / SECONDS_PER_WEEK;
	int first = plot_column(plot, week_begin);
	int cells = plot_column(plot, week_begin + SECONDS_PER_WEEK) - first;
	int eighths = chart_scale_eighths(&plot->scale, point->value);
	enum style style = point->mark == CHART_WEEK_BEFORE ? STYLE_DIM : STYLE_PLAIN;
	int row = plot->area.row + plot->area.rows - 1;

	/* The last week ends where the plot does. */
	if (week_begin + SECONDS_PER_WEEK >= plot->chart->end)
		cells = plot->area.columns - first;
	if (plot->area.columns >= 3 * weeks)
		cells--;
	if (cells < 1)
		cells = 1;
	first += plot->area.column;
	for (; eighths >= 8; eighths -= 8)
		canvas_repeat(plot->canvas, row--, first, cells, style, "█");
	if (eighths > 0)
		canvas_repeat(plot->canvas, row, first, cells, style, tops[eighths - 1]);
}

static void draw_points(struct plot *plot)
{
	const struct chart *chart = plot->chart;

	for (size_t i = 0; i < chart->point_count; i++)
		if (chart->has_bars)
			draw_bar(plot, &chart->points[i]);
		else
			draw_dot(plot, &chart->points[i]);
	for (size_t i = 0; i < chart->point_count; i++)
		if (chart->points[i].is_selected)
			canvas_overlay(plot->canvas, plot_row(plot, chart->points[i].value),
				       plot->area.column +
					       plot_column(plot, chart->points[i].at),
				       1, STYLE_SELECTED);
}

void chart_draw(struct canvas *canvas, struct area area, const struct chart *chart)
{
	struct plot plot = {.canvas = canvas, .chart = chart};
	bool has_lines = chart->has_usual || !isnan(chart->goal);

	if (area.rows < CHART_MINIMUM_ROWS || area.columns < 2 * LABEL_CELLS)
		return;
	plot.area = (struct area){area.row + 1, area.column + LABEL_CELLS, area.rows - 2,
				  area.columns - LABEL_CELLS};
	if (has_lines && plot.area.columns - GUTTER_CELLS >= GUTTER_MINIMUM_PLOT) {
		plot.area.columns -= GUTTER_CELLS;
		plot.gutter_column = plot.area.column + plot.area.columns + 1;
	}
	plot.scale = scale_of(chart, plot.area.rows);
	plot.dots_in_cells =
		memory_resize(NULL, (size_t)plot.area.rows * (size_t)plot.area.columns,
			      sizeof(*plot.dots_in_cells));
	memset(plot.dots_in_cells, 0,
	       (size_t)plot.area.rows * (size_t)plot.area.columns * sizeof(int));
	draw_lines(&plot);
	draw_parts(&plot);
	draw_points(&plot);
	draw_value_axis(&plot);
	draw_time_axis(&plot);
	free(plot.dots_in_cells);
}
