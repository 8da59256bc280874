/*
 * A chart on its way onto the canvas, for the files of chart*.c alone: chart.c draws what
 * happened, chart_frame.c what it is read against.
 *
 * Rule: what is written into the plot keeps off the points; lines may be written over.
 */
#ifndef APLOMB_UI_WIDGETS_CHART_PLOT_H
#define APLOMB_UI_WIDGETS_CHART_PLOT_H

#include "report/chart_scale.h"
#include "ui/widgets/chart.h"

#define CHART_LABEL_CELLS 8 /* of the value axis */
#define LANE_LABEL_CELLS 14 /* of that and of lanes */

struct plot {
	struct canvas *canvas;
	const struct chart *chart;
	struct chart_scale scale;
	struct area area;	/* of the plot alone */
	int gutter_column;	/* of the usual range and the goal; 0: none */
	int gutter_cells;	/* with the space before it */
	const char *goal_label; /* as it fits the gutter */
	int bands_column;	/* of the bands; 0: none */
	int bands_cells;
	int *points_in_cells; /* how many points lie in each cell; text counts as one */
};

/* Columns count from the plot's left edge, rows from the canvas's top. */
int plot_column(const struct plot *plot, instant at);
int plot_row(const struct plot *plot, double value);
/* Whether nothing lies in those cells of a row, all of them within the plot. */
bool plot_is_free(const struct plot *plot, int row, int column, int cells);
/* Text in the plot that nothing else is to be written over. */
void plot_text(struct plot *plot, int row, int column, enum style style, const char *text);

/* Cuts the gutters off the plot's right, as far as they leave it room. */
void plot_cut_gutters(struct plot *plot);
/* Lines, marks and their labels; then the axes. */
void plot_draw_frame(struct plot *plot);
void plot_draw_axes(const struct plot *plot);

#endif
