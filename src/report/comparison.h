/*
 * Then and now in words, shared by the export and the screen.
 *
 * Rule: as wording.h. `wording` is of now (its period is comparison->now_period); words about
 * then are made from it here. Notes' texts are foreign and made visible.
 */
#ifndef APLOMB_REPORT_COMPARISON_H
#define APLOMB_REPORT_COMPARISON_H

#include "model/comparison.h"
#include "report/wording.h"

/* The words' surroundings, of now and of then. */
struct wording comparison_wording(const struct comparison *comparison, bool is_ascii);
struct wording comparison_wording_then(const struct comparison *comparison, bool is_ascii);

/* "Then: the 12 weeks to 8 Jul 2026. Now: the 12 weeks to 30 Sep 2026." and what they share. */
void comparison_add_windows(struct buffer *buffer, const struct comparison *comparison);

/*
 * Where then lies: "the 12 weeks before, to 8 Jul", "the same 12 weeks a year earlier, to 30
 * Sep 2025", "half a year earlier, 12 weeks to 1 Apr"; and what the windows share.
 */
void comparison_add_distance(struct buffer *buffer, const struct comparison *comparison);
/* "12 weeks to 8 Jul": then's window; the year is left out where it is now's. */
void comparison_add_then_window(struct buffer *buffer, const struct comparison *comparison);
/* "8 Jul": the last day of then's window; likewise. */
void comparison_add_then_date(struct buffer *buffer, const struct comparison *comparison);

/* The value of then or its state: "55 min", "not collected then", as a cell "not collected". */
void comparison_add_then(struct buffer *buffer, const struct comparison *comparison,
			 const struct comparison_row *row, enum wording_form form);
/* Whether anything at all was collected then: else there is no use in looking further back. */
bool comparison_then_is_known(const struct comparison *comparison);

/* Whether there is anything to tell of it at either instant. */
bool comparison_row_has_value(const struct comparison_row *row);

/*
 * How the change was told, or why it was not: "Mann-Whitney test on 12 and 12 weeks,
 * p = 0.002", "too little to tell yet", "not tested: the two windows share 28 days", with what
 * could have been told; nothing where neither instant has a value.
 */
void comparison_add_basis(struct buffer *buffer, const struct comparison *comparison,
			  const struct comparison_row *row);
/* "5 a week: met then, met now"; nothing where nobody set a goal. */
void comparison_add_goal(struct buffer *buffer, const struct comparison_row *row,
			 enum wording_form form);
/*
 * All of a row in one sentence: "5.4 a week now (65 deployments), 4.1 a week then (49
 * deployments): growing (Mann-Whitney test ...); the goal is 5 a week: ...".
 */
void comparison_add_sentence(struct buffer *buffer, const struct comparison *comparison,
			     const struct comparison_row *row);

/* Of that what values and a verdict do not say: "Mann-Whitney test on 13 and 12 restores, p =
 * 0.002. Goal 1 h: met then and now." */
void comparison_add_told(struct buffer *buffer, const struct comparison *comparison,
			 const struct comparison_row *row);

/* "Between 8 Jul 2026 and 30 Sep 2026". */
void comparison_add_between(struct buffer *buffer, const struct comparison *comparison);
/*
 * The facts in between, numbered from 0: "48 deployments to production", "9 incidents
 * restored". False, and nothing added, from the first number that there is not.
 */
bool comparison_add_fact(struct buffer *buffer, const struct comparison *comparison,
			 size_t number);
/* A fact as a sentence of its own: "Between 8 Jul 2026 and 30 Sep 2026: 5 needs met." */
bool comparison_add_fact_sentence(struct buffer *buffer, const struct comparison *comparison,
				  size_t number);
/* What notes are of: "What helped". */
const char *comparison_notes_title(void);
/* Where there is neither a fact nor a note. */
const char *comparison_no_fact_words(void);
/* The row that a note is of; NULL: of none. */
const struct comparison_row *comparison_note_row(const struct comparison *comparison,
						 const struct note *note);
/* "14 Jul 2026, restore time: the team's words", made visible. */
void comparison_add_note(struct buffer *buffer, const struct comparison *comparison,
			 const struct note *note);

/* The question about one row. */
void comparison_add_row_question(struct buffer *buffer, const struct comparison *comparison,
				 const struct comparison_row *row);
/* What the conversation may begin with: a question about the row that says most. */
void comparison_add_question(struct buffer *buffer, const struct comparison *comparison);

#endif
