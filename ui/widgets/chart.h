/*
 * A chart over time: each dot an event, or each bar a week, with the own usual range and the
 * goal as lines.
 *
 * Rule: the left part, where there is one, is the 26 weeks that the usual range is read from;
 * the right part is the window that the reading speaks of. Time runs to the right, up is more
 * in the capacity's plain unit.
 */
#ifndef APLOMB_UI_WIDGETS_CHART_H
#define APLOMB_UI_WIDGETS_CHART_H

#include "model/reading.h"
#include "ui/canvas/canvas.h"

#define CHART_MINIMUM_ROWS 5

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
};

struct chart {
	enum unit unit;
	bool has_bars; /* weeks as bars from 0 instead of dots */
	instant begin, window_begin, end;
	const struct zone *zone; /* months begin where the organisation is */
	const struct chart_point *points;
	size_t point_count;
	bool has_usual;
	struct process_limits usual;
	double goal;				   /* VALUE_NONE: none */
	const char *before_legend, *window_legend; /* "26 weeks before", "12 restores" */
};

/* Draws into the area, which has at least CHART_MINIMUM_ROWS rows. */
void chart_draw(struct canvas *canvas, struct area area, const struct chart *chart);

#endif
