/* What a chart is read against: usual range, goal, bands, a shift, the axes. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "report/wording.h"
#include "ui/widgets/chart_plot.h"

#define TICKS_MAX 16
#define GUTTER_MINIMUM_PLOT 40
#define BANDS_MINIMUM_PLOT 48
#define BRACKET_CELLS 3 /* a space, the bracket, a space */

/* -- gutters --------------------------------------------------------------------------------
 */

static int wider(const struct plot *plot, int cells, const char *text)
{
	int width = text ? canvas_text_cells(plot->canvas, text) : 0;

	return width > cells ? width : cells;
}

static int bracketed(int label_cells)
{
	return label_cells ? label_cells + BRACKET_CELLS : 0;
}

void plot_cut_gutters(struct plot *plot)
{
	const struct chart *chart = plot->chart;
	int labels = 0;
	int names = 0;

	plot->goal_label = chart->goal_label;
	if (chart->has_usual)
		labels = wider(plot, labels, "usual");
	if (!isnan(chart->goal))
		labels = wider(plot, labels, plot->goal_label);
	for (size_t i = 0; i < chart->band_count; i++)
		names = wider(plot, names, chart->bands[i].name);
	if (labels && plot->area.columns - bracketed(labels) >= GUTTER_MINIMUM_PLOT) {
		plot->gutter_cells = bracketed(labels);
		plot->area.columns -= plot->gutter_cells;
	}
	/* The bands are said in words too: they are the first to go. */
	if (names && plot->area.columns - bracketed(names) >= BANDS_MINIMUM_PLOT) {
		plot->bands_cells = bracketed(names);
		plot->area.columns -= plot->bands_cells;
	}
	if (plot->gutter_cells)
		plot->gutter_column = plot->area.column + plot->area.columns + 1;
	if (plot->bands_cells)
		plot->bands_column =
			plot->area.column + plot->area.columns + plot->gutter_cells + 1;
}

static void draw_gutter_text(const struct plot *plot, int row, int column, int cells,
			     enum style style, const char *text)
{
	canvas_text(plot->canvas, row, column, cells, style, text);
}

/* A bracket from the upper to the lower end of the usual range as it is now. */
static void draw_bracket(const struct plot *plot, const struct process_limits *usual,
			 int goal_row)
{
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
	draw_gutter_text(plot, middle, plot->gutter_column + 2,
			 plot->gutter_cells - BRACKET_CELLS, STYLE_USUAL, "usual");
}

/* Beside its line, or where there is no gutter at the line's end. */
static void draw_goal_label(struct plot *plot, int row)
{
	int cells = canvas_text_cells(plot->canvas, plot->goal_label);
	int column = plot->area.columns - cells;

	if (plot->gutter_column)
		draw_gutter_text(plot, row, plot->gutter_column + 2,
				 plot->gutter_cells - BRACKET_CELLS, STYLE_GOAL,
				 plot->goal_label);
	else if (plot_is_free(plot, row, column - 1, cells + 1))
		plot_text(plot, row, column, STYLE_GOAL, plot->goal_label);
}

/* -- bands ----------------------------------------------------------------------------------
 */

/* The part of a band that the scale shows: its upper and lower row; false: none of it. */
static bool band_rows(const struct plot *plot, const struct chart_band *band, int *top,
		      int *foot)
{
	double part_low = chart_scale_part(&plot->scale, band->low);
	double part_high = isinf(band->high) ? 1 : chart_scale_part(&plot->scale, band->high);

	if (part_low >= 1 || part_high <= 0)
		return false;
	*top = isinf(band->high) ? plot->area.row : plot_row(plot, band->high);
	*foot = plot_row(plot, band->low);
	return true;
}

/* Where a band ends within the scale, a tick; its name in the middle of what is seen of it. */
static void draw_band(const struct plot *plot, const struct chart_band *band, bool *is_named)
{
	int column = plot->bands_column;
	bool ends_above, ends_below;
	int top, foot, middle;

	if (!band_rows(plot, band, &top, &foot))
		return;
	ends_above = !isinf(band->high) && chart_scale_part(&plot->scale, band->high) < 1;
	ends_below = chart_scale_part(&plot->scale, band->low) > 0;
	for (int row = top; row <= foot; row++)
		canvas_text(plot->canvas, row, column, 1, STYLE_DIM, "│");
	if (ends_above)
		canvas_text(plot->canvas, top, column, 1, STYLE_DIM, "┤");
	if (ends_below)
		canvas_text(plot->canvas, foot, column, 1, STYLE_DIM, "┤");
	/* Not on the row of a tick, which is as much the neighbour's. */
	if (foot - top > (ends_above ? 1 : 0))
		top += ends_above;
	if (foot - top > (ends_below ? 1 : 0))
		foot -= ends_below;
	middle = (top + foot) / 2 - plot->area.row;
	/* Two names do not fit in one row: the better band's stays. */
	if (is_named[middle])
		return;
	is_named[middle] = true;
	draw_gutter_text(plot, plot->area.row + middle, column + 2,
			 plot->bands_cells - BRACKET_CELLS, STYLE_DIM, band->name);
}

static void draw_bands(const struct plot *plot)
{
	bool *is_named = memory_resize(NULL, (size_t)plot->area.rows, sizeof(*is_named));

	memset(is_named, 0, (size_t)plot->area.rows * sizeof(*is_named));
	for (size_t i = 0; i < plot->chart->band_count; i++)
		draw_band(plot, &plot->chart->bands[i], is_named);
	free(is_named);
}

/* -- lines ----------------------------------------------------------------------------------
 */

static void draw_line(const struct plot *plot, double value, int from, int to, enum style style,
		      const char *glyph)
{
	if (to > from)
		canvas_repeat(plot->canvas, plot_row(plot, value), plot->area.column + from,
			      to - from, style, glyph);
}

static void draw_limits(const struct plot *plot, const struct process_limits *usual, int from,
			int to)
{
	draw_line(plot, usual->high, from, to, STYLE_USUAL, "┈");
	if (usual->low > 0)
		draw_line(plot, usual->low, from, to, STYLE_USUAL, "┈");
	draw_line(plot, usual->mean, from, to, STYLE_USUAL, "─");
}

/* Before a shift the range that was usual, since then its own or at least its middle. */
static void draw_usual(struct plot *plot, int goal_row)
{
	const struct chart *chart = plot->chart;
	const struct reading_shift *shift = &chart->shift;
	int end = plot->area.columns;
	int begin = shift->side ? plot_column(plot, shift->begin) : end;

	draw_limits(plot, &chart->usual, 0, begin);
	if (shift->side && shift->has_usual)
		draw_limits(plot, &shift->usual, begin, end);
	else if (shift->side)
		draw_line(plot, shift->median, begin, end, STYLE_USUAL, "─");
	draw_bracket(plot, shift->has_usual ? &shift->usual : &chart->usual, goal_row);
}

/* Where the words beside a shift's mark keep off all points, from the top; -1: nowhere. */
static int free_row(const struct plot *plot, int column, int cells)
{
	for (int i = 0; i < plot->area.rows; i++)
		if (plot_is_free(plot, plot->area.row + i, column, cells))
			return plot->area.row + i;
	return -1;
}

static void draw_shift(struct plot *plot)
{
	const struct chart *chart = plot->chart;
	int mark = plot_column(plot, chart->shift.begin);
	int cells = canvas_text_cells(plot->canvas, chart->shift_label);
	int column = mark + 2;
	int row;

	for (int i = 0; i < plot->area.rows; i++)
		canvas_text(plot->canvas, plot->area.row + i, plot->area.column + mark, 1,
			    STYLE_USUAL, "│");
	row = free_row(plot, column - 1, cells + 2);
	if (row < 0) {
		column = mark - 1 - cells;
		row = free_row(plot, column - 1, cells + 2);
	}
	if (row < 0)
		return;
	plot_text(plot, row, column - 1, STYLE_USUAL, " ");
	plot_text(plot, row, column, STYLE_USUAL, chart->shift_label);
	plot_text(plot, row, column + cells, STYLE_USUAL, " ");
}

/* The border between the weeks before and the window, and what each part shows. */
static void draw_parts(const struct plot *plot)
{
	const struct chart *chart = plot->chart;
	int row = plot->area.row - 1;
	int border = plot->area.column + plot_column(plot, chart->window_begin);
	int end =
		plot->area.column + plot->area.columns + plot->gutter_cells + plot->bands_cells;

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

void plot_draw_frame(struct plot *plot)
{
	const struct chart *chart = plot->chart;
	int goal_row = isnan(chart->goal) ? -1 : plot_row(plot, chart->goal);

	if (chart->has_usual)
		draw_usual(plot, goal_row);
	if (goal_row >= 0) {
		draw_line(plot, chart->goal, 0, plot->area.columns, STYLE_GOAL, "╌");
		draw_goal_label(plot, goal_row);
	}
	if (plot->bands_column)
		draw_bands(plot);
	draw_parts(plot);
	if (chart->shift.side)
		draw_shift(plot);
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
				  CHART_LABEL_CELLS - 1, STYLE_DIM, label.bytes);
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
	int row = plot->area.row + plot->area.rows + (chart->note_count > 0);
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

/* A row of its own under the plot, so that no mark hides a point or a month. */
static void draw_notes(const struct plot *plot)
{
	const struct chart *chart = plot->chart;
	int row = plot->area.row + plot->area.rows;

	for (size_t i = 0; i < chart->note_count; i++)
		canvas_text(plot->canvas, row,
			    plot->area.column + plot_column(plot, chart->notes[i]), 1,
			    STYLE_PLAIN, chart->note_glyph);
}

static void draw_lane(const struct plot *plot, int row, const struct chart_lane *lane)
{
	const struct chart *chart = plot->chart;

	canvas_text(plot->canvas, row, plot->area.column - LANE_LABEL_CELLS + 2,
		    LANE_LABEL_CELLS - 3, STYLE_DIM, lane->label);
	for (size_t i = lane->count; i-- > 0;) {
		if (lane->at[i] < chart->begin || lane->at[i] >= chart->end)
			continue;
		/* The first is drawn last: no other mark of the same cell hides it. */
		canvas_text(plot->canvas, row,
			    plot->area.column + plot_column(plot, lane->at[i]), 1, STYLE_SPARK,
			    i == 0 ? chart->lanes.first_glyph : chart->lanes.glyph);
	}
}

static void draw_lanes(const struct plot *plot)
{
	const struct chart *chart = plot->chart;
	int row = plot->area.row + plot->area.rows + (chart->note_count > 0) + 1;

	if (chart->lanes.count == 0)
		return;
	canvas_text(plot->canvas, row, plot->area.column - LANE_LABEL_CELLS + 2,
		    plot->area.columns + LANE_LABEL_CELLS - 2, STYLE_DIM, chart->lanes.title);
	for (size_t i = 0; i < chart->lanes.count; i++)
		draw_lane(plot, row + 1 + (int)i, &chart->lanes.lanes[i]);
}

void plot_draw_axes(const struct plot *plot)
{
	draw_value_axis(plot);
	draw_notes(plot);
	draw_time_axis(plot);
	draw_lanes(plot);
}
