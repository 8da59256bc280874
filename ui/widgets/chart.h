/*
 * A chart over time: each dot an event, or each bar a week, with the own usual range, the goal
 * and a shift as lines, published bands at the right edge and marks for notes under it.
 *
 * Rule: the left part, where there is one, is the 26 weeks that the usual range is read from;
 * the right part is the window that the reading speaks of. Time runs to the right, up is more
 * in the capacity's plain unit.
 */
#ifndef APLOMB_UI_WIDGETS_CHART_H
#define APLOMB_UI_WIDGETS_CHART_H

#include "model/reading.h"
#include "ui/canvas/canvas.h"

#define CHART_MINIMUM_ROWS 5 /* one more with notes, and those of lanes */

enum chart_mark {
	CHART_EVENT,	   /* one observation */
	CHART_EVENT_OPEN,  /* at least this: not over yet */
	CHART_WEEK,	   /* the value of a week of the window */
	CHART_WEEK_BEFORE, /* of a week before it */
};

struct chart_point {
	instant at;
	double value;
	enum chart_mark mark;
	bool is_selected;
	const char *label; /* its value, to stand beside it; NULL: none */
};

/* A published band, as the right edge names it. */
struct chart_band {
	double low, high; /* high HUGE_VAL: open */
	const char *name;
};

/* A row of marks under the time axis: what was done over the same time. */
struct chart_lane {
	const char *label;
	const instant *at; /* ascending; some may lie outside the chart */
	size_t count;
};

/* Lanes, with a sentence above them. */
struct chart_lanes {
	const struct chart_lane *lanes; /* each with the first mark there ever was */
	size_t count;
	const char *title;
	const char *glyph, *first_glyph;
};
/* The rows that lanes take. */
int chart_lanes_rows(const struct chart_lanes *lanes);

struct chart {
	enum unit unit;
	bool has_bars; /* weeks as bars from 0 instead of dots */
	instant begin, window_begin, end;
	const struct zone *zone; /* months begin where the organisation is */
	const struct chart_point *points;
	size_t point_count;
	bool has_usual;
	struct process_limits usual;
	struct reading_shift shift; /* side 0: none */
	const char *shift_label;    /* "from 14 Jul" */
	double goal;		    /* VALUE_NONE: none */
	const char *goal_label;	    /* "goal 1 h" */
	const struct chart_band *bands;
	size_t band_count;
	const instant *notes; /* marked under the plot */
	size_t note_count;
	const char *note_glyph;
	struct chart_lanes lanes;		   /* count 0: none */
	const char *before_legend, *window_legend; /* "26 weeks before", "12 restores" */
};

/* Draws into the area, which has at least CHART_MINIMUM_ROWS rows. */
void chart_draw(struct canvas *canvas, struct area area, const struct chart *chart);

#endif
