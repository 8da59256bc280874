/*
 * What of a reading there is to show, on a screen or in an export.
 *
 * Rule: a state without a value is said in words and never drawn as a small value.
 */
#ifndef APLOMB_REPORT_SHOWN_H
#define APLOMB_REPORT_SHOWN_H

#include "report/wording.h"

/* Whether there is a value to draw beside weeks and verdict, or only a state to say. */
bool reading_has_value(const struct reading *reading);

/* Whether what waits is behind it: then the oldest comes first, else the newest. */
bool reading_lists_oldest_first(const struct reading *reading);

/* Whether the verdict says more than that there is nothing to compare. */
bool reading_has_verdict(const struct reading *reading);

/* Where a published band begins and ends, and its bits: several that are printed alike. */
struct band_shown {
	double low, high; /* high HUGE_VAL: open */
	unsigned bands;
};
/* The bands of a reading that has them, the best first; returns how many, 0 where none apply.
 */
size_t reading_bands_shown(const struct wording *wording, const struct reading *reading,
			   struct band_shown shown[BAND_COUNT]);
/* "elite"; "high, medium"; "elite to medium". */
void bands_add_name(struct buffer *buffer, unsigned bands);

/* Whether any week of a series is known. */
bool series_has_values(const double *values, size_t count);

/* Whether there is anything to draw over time, in the window or before it. */
bool reading_has_chart(const struct reading *reading);

/*
 * The weekly values (reading->week_count of them) without the weeks of which nothing is known,
 * because collecting ended before them; of a loop none. Memory: the arena's, or the reading's
 * own.
 */
const double *reading_known_weeks(struct arena *arena, const struct wording *wording,
				  const struct reading *reading);

/* Those weeks as a sparkline, exactly width_cells wide. */
void wording_add_sparkline(struct buffer *buffer, const struct wording *wording,
			   const struct reading *reading, size_t width_cells);

#endif
