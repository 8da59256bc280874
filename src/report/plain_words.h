/*
 * Readings as sentences that stand on their own: for reading aloud and for mail.
 *
 * Rule: as wording.h, and no glyph: ASCII words only, units spelled out. A clause that has
 * nothing to tell is left out, never told as nothing.
 */
#ifndef APLOMB_REPORT_PLAIN_WORDS_H
#define APLOMB_REPORT_PLAIN_WORDS_H

#include "report/wording.h"

/* "deploy cadence", "SLO attainment": a title within a sentence. */
void plain_add_title(struct buffer *buffer, const struct capacity *capacity);

/*
 * One sentence with all that a scorecard tells of a reading, to stand after its title and a
 * colon: value with n, usual range (and that since a shift), interval, goal, bands, verdict
 * with the window before, what was left out. with_test: and the test by which the verdict was
 * told.
 */
void plain_add_reading(struct buffer *buffer, const struct wording *wording,
		       const struct reading *reading, bool with_test);

/* "deploy cadence 5.8 a week (70 deployments), steady", for an overview. */
void plain_add_brief(struct buffer *buffer, const struct wording *wording,
		     const struct reading *reading);

/* "by week, oldest first: 4, 6, nothing, 5"; nothing where no week has a value. */
void plain_add_weeks(struct buffer *buffer, const struct reading *reading);

#endif
