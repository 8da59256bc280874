/*
 * The pieces of a reading, each in its cells: value, weeks, verdict, own usual range, n, goal.
 *
 * Rule: a state without a value is said in words and never drawn as a small value.
 */
#ifndef APLOMB_UI_WIDGETS_READING_CELLS_H
#define APLOMB_UI_WIDGETS_READING_CELLS_H

#include "report/shown.h"
#include "ui/canvas/canvas.h"
#include "ui/widgets/words.h"

/* Where a piece is drawn, and with what. */
struct cells {
	struct canvas *canvas;
	struct words *words;
	const struct wording *wording;
	int row, column, count;
};

enum style verdict_style(enum verdict verdict);

void cells_draw_value(const struct cells *cells, const struct reading *reading,
		      enum wording_form form);
/*
 * A value, with how far it is known where collecting ended, in the words of a line: "5.8 a
 * week, known up to 20 Aug", or shorter: "5.8/wk to 20 Aug".
 */
const char *cells_known_value(struct words *words, const struct wording *wording,
			      const struct reading *reading, enum wording_form form);
/* That in the longest form that fits. */
void cells_draw_value_fitting(const struct cells *cells, const struct reading *reading);
void cells_draw_weeks(const struct cells *cells, const struct reading *reading);
/* "↗", with the word "growing" where there are at least VERDICT_WORD_CELLS. */
#define VERDICT_WORD_CELLS 14
void cells_draw_verdict(const struct cells *cells, const struct reading *reading);
/* Nothing in fewer than RANGE_STRIP_MINIMUM_CELLS. */
void cells_draw_range(const struct cells *cells, const struct reading *reading);
/* At the right end. */
void cells_draw_n(const struct cells *cells, const struct reading *reading);
/* "n 17", where no column says that it is n and no value does ("46/48"). */
void cells_draw_named_n(const struct cells *cells, const struct reading *reading);
/* A goal's text without the time within which: "90 % in 30 d" is still a goal of 90 %. */
const char *cells_brief_goal(struct words *words, const char *goal);
/* "5 a week ✓"; shorter where it must be. */
void cells_draw_goal(const struct cells *cells, const struct reading *reading);

/* Where a reading will stand that is still to be made; and a line of one. */
void cells_draw_unread(const struct cells *cells);
void cells_draw_unread_line(const struct cells *cells, const struct capacity *capacity);

/*
 * A whole reading in one short line: title, value, weeks (or n) and verdict. For screens too
 * narrow for columns.
 */
void cells_draw_line(const struct cells *cells, const struct reading *reading,
		     bool shows_values);

#endif
