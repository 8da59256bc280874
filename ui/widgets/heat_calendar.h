/*
 * How much happened on each day: weeks side by side, their days from Monday down, each a cell
 * that is the fuller the more there was.
 *
 * Rule: a day without anything has a sign of its own, and the ramp is cut at the quarters of
 * the other days, so one busy day does not make all others alike.
 */
#ifndef APLOMB_UI_WIDGETS_HEAT_CALENDAR_H
#define APLOMB_UI_WIDGETS_HEAT_CALENDAR_H

#include <stdint.h>

#include "ui/canvas/canvas.h"
#include "ui/widgets/hits.h"
#include "ui/widgets/words.h"

/* Months, seven days, what the cells mean. */
#define HEAT_CALENDAR_ROWS 9

struct heat_calendar {
	int64_t first_day; /* days since 1970-01-01 */
	size_t day_count;
	const size_t *counts; /* by day */
	int64_t selected;
	bool has_focus; /* the cursor is on the selected day */
	bool is_ascii;
	int part; /* of hits; their item is the day's index */
};

/* The columns that all its weeks take. */
int heat_calendar_columns(const struct heat_calendar *calendar);
/* Where there are too few columns, the weeks around the selected day. */
void heat_calendar_draw(const struct heat_calendar *calendar, struct canvas *canvas,
			struct area area, struct words *words, struct hits *hits);

#endif
