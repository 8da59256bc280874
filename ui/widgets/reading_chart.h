/*
 * The chart of a reading: its window, and before it the weeks that the usual range is read
 * from.
 */
#ifndef APLOMB_UI_WIDGETS_READING_CHART_H
#define APLOMB_UI_WIDGETS_READING_CHART_H

#include "model/note.h"
#include "report/shown.h"
#include "ui/canvas/canvas.h"
#include "ui/widgets/chart.h"
#include "ui/widgets/words.h"

/* Up to so many dots each say their value, and do with a low chart: a strip. */
#define READING_CHART_FEW 12

/* The events behind a time, each to be a dot, and the notes to be marked. */
struct chart_events {
	const struct evidence *events;
	size_t count;
	const struct evidence *selected; /* one of them, or NULL */
	const struct note *const *notes;
	size_t note_count;
	struct chart_lanes lanes; /* what was done over the same time */
};

/* Since when a chart of so many columns shows the reading. */
instant reading_chart_begin(const struct wording *wording, const struct reading *reading,
			    int columns);

/*
 * Rates are drawn as bars, times and shares as dots; by week, but for the events of a time
 * where they are given (else NULL).
 */
void reading_chart_draw(struct canvas *canvas, struct area area, struct words *words,
			const struct wording *wording, const struct reading *reading,
			const struct chart_events *events);

/* Whether its dots are few, those of the weeks before among them. */
bool reading_chart_is_sparse(const struct reading *reading, const struct chart_events *events);

#endif
