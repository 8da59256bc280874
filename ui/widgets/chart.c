#include "ui/widgets/chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "ui/widgets/chart_plot.h"

int plot_column(const struct plot *plot, instant at)
{
	const struct chart *chart = plot->chart;
	double part = (double)(at - chart->begin) / (double)(chart->end - chart->begin);
	int column = (int)floor(part * plot->area.columns);

	if (column >= plot->area.columns)
		column = plot->area.columns - 1;
	return column < 0 ? 0 : column;
}

int plot_row(const struct plot *plot, double value)
{
	return plot->area.row + chart_scale_row(&plot->scale, value);
}

static int *points_in(const struct plot *plot, int row, int column)
{
	return &plot->points_in_cells[(row - plot->area.row) * plot->area.columns + column];
}

/* Whether a vertical line stands in one of those columns: where the window begins, a shift. */
static bool is_crossed(const struct plot *plot, int column, int cells)
{
	const struct chart *chart = plot->chart;
	int border = plot_column(plot, chart->window_begin);
	int mark = chart->shift.side ? plot_column(plot, chart->shift.begin) : -1;

	return (chart->window_begin > chart->begin && border >= column &&
		border < column + cells) ||
	       (mark >= column && mark < column + cells);
}

bool plot_is_free(const struct plot *plot, int row, int column, int cells)
{
	if (column < 0 || column + cells > plot->area.columns ||
	    is_crossed(plot, column, cells))
		return false;
	for (int i = 0; i < cells; i++)
		if (*points_in(plot, row, column + i))
			return false;
	return true;
}

void plot_text(struct plot *plot, int row, int column, enum style style, const char *text)
{
	int cells = canvas_text(plot->canvas, row, plot->area.column + column,
				plot->area.columns - column, style, text);

	for (int i = 0; i < cells; i++)
		*points_in(plot, row, column + i) += 1;
}

/* Everything that must be seen. */
static struct chart_scale scale_of(const struct chart *chart, int rows)
{
	double *values = memory_resize(NULL, chart->point_count + 8, sizeof(*values));
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
	if (chart->shift.has_usual) {
		values[count++] = chart->shift.usual.high;
		if (chart->shift.usual.low > 0)
			values[count++] = chart->shift.usual.low;
	}
	if (!isnan(chart->goal))
		values[count++] = chart->goal;
	if (count == 0)
		values[count++] = chart->unit == UNIT_SECONDS ? (double)SECONDS_PER_HOUR : 1;
	scale = chart_scale_of(chart->unit, values, count, rows);
	free(values);
	return scale;
}

/* -- what happened --------------------------------------------------------------------------
 */

static void draw_dot(const struct plot *plot, const struct chart_point *point)
{
	int row = plot_row(plot, point->value);
	int column = plot_column(plot, point->at);
	const char *glyph = "•";

	if (point->mark == CHART_WEEK_BEFORE)
		glyph = "◦";
	else if (point->mark == CHART_EVENT_OPEN)
		glyph = "○";
	else if (*points_in(plot, row, column) > 1)
		glyph = "●";
	column += plot->area.column;
	canvas_text(plot->canvas, row, column, 1,
		    point->mark == CHART_WEEK_BEFORE ? STYLE_DIM : STYLE_PLAIN, glyph);
}

/* A week's bar fills its cells but for one between it and the next, where all have room. */
static int bar_columns(const struct plot *plot, const struct chart_point *point, int *cells)
{
	instant week_begin = point->at - SECONDS_PER_WEEK / 2;
	instant weeks = (plot->chart->end - plot->chart->begin) / SECONDS_PER_WEEK;
	int first = plot_column(plot, week_begin);

	*cells = plot_column(plot, week_begin + SECONDS_PER_WEEK) - first;
	/* The last week ends where the plot does. */
	if (week_begin + SECONDS_PER_WEEK >= plot->chart->end)
		*cells = plot->area.columns - first;
	if (plot->area.columns >= 3 * weeks)
		--*cells;
	if (*cells < 1)
		*cells = 1;
	return first;
}

static void draw_bar(const struct plot *plot, const struct chart_point *point)
{
	static const char *const tops[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇"};
	int eighths = chart_scale_eighths(&plot->scale, point->value);
	enum style style = point->mark == CHART_WEEK_BEFORE ? STYLE_DIM : STYLE_PLAIN;
	int row = plot->area.row + plot->area.rows - 1;
	int cells;
	int first = plot->area.column + bar_columns(plot, point, &cells);

	for (; eighths >= 8; eighths -= 8)
		canvas_repeat(plot->canvas, row--, first, cells, style, "█");
	if (eighths > 0)
		canvas_repeat(plot->canvas, row, first, cells, style, tops[eighths - 1]);
}

/* So that words keep off them, which are drawn before. */
static void count_points(struct plot *plot)
{
	const struct chart *chart = plot->chart;

	for (size_t i = 0; i < chart->point_count; i++) {
		const struct chart_point *point = &chart->points[i];
		int top = plot_row(plot, point->value);
		int foot = chart->has_bars ? plot->area.row + plot->area.rows - 1 : top;
		int cells = 1;
		int first = chart->has_bars ? bar_columns(plot, point, &cells)
					    : plot_column(plot, point->at);

		for (int row = top; row <= foot; row++)
			for (int j = 0; j < cells && first + j < plot->area.columns; j++)
				*points_in(plot, row, first + j) += 1;
	}
}

/* A value beside its dot, to the right or to the left, where there is room. */
static void draw_value(struct plot *plot, const struct chart_point *point)
{
	int row = plot_row(plot, point->value);
	int column = plot_column(plot, point->at);
	int cells = canvas_text_cells(plot->canvas, point->label);
	enum style style = point->mark == CHART_WEEK_BEFORE ? STYLE_DIM : STYLE_PLAIN;

	if (plot_is_free(plot, row, column + 1, cells + 2))
		column += 1;
	else if (plot_is_free(plot, row, column - cells - 2, cells + 2))
		column -= cells + 2;
	else
		return;
	plot_text(plot, row, column, style, " ");
	plot_text(plot, row, column + 1, style, point->label);
	plot_text(plot, row, column + 1 + cells, style, " ");
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
		if (chart->points[i].label)
			draw_value(plot, &chart->points[i]);
	for (size_t i = 0; i < chart->point_count; i++)
		if (chart->points[i].is_selected)
			canvas_overlay(plot->canvas, plot_row(plot, chart->points[i].value),
				       plot->area.column +
					       plot_column(plot, chart->points[i].at),
				       1, STYLE_SELECTED);
}

int chart_lanes_rows(const struct chart_lanes *lanes)
{
	return lanes->count ? (int)lanes->count + 1 : 0;
}

void chart_draw(struct canvas *canvas, struct area area, const struct chart *chart)
{
	struct plot plot = {.canvas = canvas, .chart = chart};
	int under = (chart->note_count > 0 ? 2 : 1) + chart_lanes_rows(&chart->lanes);
	int labels = chart->lanes.count ? LANE_LABEL_CELLS : CHART_LABEL_CELLS;
	size_t cells;

	if (area.rows < CHART_MINIMUM_ROWS + chart_lanes_rows(&chart->lanes) ||
	    area.columns < 2 * labels)
		return;
	plot.area = (struct area){area.row + 1, area.column + labels, area.rows - 1 - under,
				  area.columns - labels};
	plot_cut_gutters(&plot);
	plot.scale = scale_of(chart, plot.area.rows);
	cells = (size_t)plot.area.rows * (size_t)plot.area.columns;
	plot.points_in_cells = memory_resize(NULL, cells, sizeof(*plot.points_in_cells));
	memset(plot.points_in_cells, 0, cells * sizeof(*plot.points_in_cells));
	count_points(&plot);
	plot_draw_frame(&plot);
	draw_points(&plot);
	plot_draw_axes(&plot);
	free(plot.points_in_cells);
}
