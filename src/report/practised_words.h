/*
 * What teams did of each practice, and when, in words.
 *
 * Rule: it is told that something was done, never how much: more marks are no better team. What
 * nobody collects is told apart from what did not happen.
 */
#ifndef APLOMB_REPORT_PRACTISED_WORDS_H
#define APLOMB_REPORT_PRACTISED_WORDS_H

#include "model/team_practices.h"
#include "report/wording.h"

/* "Needs", "Walkarounds"; a heading. */
const char *practised_title(enum practised practised);
/* What a mark stands for: "a need asked for or met". */
const char *practised_what(enum practised practised);

/* One cell; that of a month which nobody collects is a space. */
const char *practice_month_glyph(enum practice_month month, bool is_ascii);
/* "first on record", "done", "nothing happened", "not collected" */
const char *practice_month_word(enum practice_month month);
/* "◉ first on record   ● done   · nothing happened   ..." of all four, first things first. */
void practice_months_add_legend(struct buffer *buffer, bool is_ascii);

/*
 * "Needs: in 4 of the last 12 months, first in Dec 2025"; "Not collected yet: ..." months: how
 * many of the newest are spoken of. reading: of its capacity, or NULL.
 */
void practised_add_sentence(struct buffer *buffer, const struct wording *wording,
			    enum practised practised, const struct practice_record *record,
			    const struct reading *reading, size_t months);
/* How it is known: as wording_add_known(), as a cell "by a tool, 12 Aug"; "not collected". */
void practised_add_known(struct buffer *buffer, const struct wording *wording,
			 const struct practice_record *record, const struct reading *reading,
			 enum wording_form form);

/* "Each mark: a month with a need asked for or met." */
void practised_add_mark(struct buffer *buffer, enum practised practised);
/* Above a month that begins a quarter: "Apr", and "2026" for January. */
void practices_add_month_head(struct buffer *buffer, struct civil month);
/* "by month to 30 Sep 2026"; short "to 30 Sep 2026". */
void practices_add_period(struct buffer *buffer, const struct wording *wording, bool is_long);

/* Under a chart with practices below: what that they stand there says, and what it does not. */
const char *practised_beside_words(void);

#endif
