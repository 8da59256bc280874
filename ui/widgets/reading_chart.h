/*
 * The chart of a reading: its window, and before it the weeks that the usual range is read
 * from.
 */
#ifndef APLOMB_UI_WIDGETS_READING_CHART_H
#define APLOMB_UI_WIDGETS_READING_CHART_H

#include "report/shown.h"
#include "ui/canvas/canvas.h"
#include "ui/widgets/words.h"

/* The events behind a time, each to be a dot. */
struct chart_events {
	const struct evidence *events;
	size_t count;
	const struct evidence *selected; /* one of them, or NULL */
};

/*
 * Rates are drawn as bars, times and shares as dots; by week, but for the events of a time
 * where they are given (else NULL).
 */
void reading_chart_draw(struct canvas *canvas, struct area area, struct words *words,
			const struct wording *wording, const struct reading *reading,
			const struct chart_events *events);

#endif
