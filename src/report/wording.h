/*
 * Every sentence about scorecards that a user reads, shared by screens and exports.
 *
 * Rule: words say what went right, with its denominator, and never judge (the table "Words" of
 * the product). The words are ASCII; only glyphs are not, and have the ASCII likeness that
 * text_add_ascii() gives them. Names
 * from YAML and history are never part of them: the caller writes those, made visible.
 *
 * All functions append to the buffer, without a final newline; readings may be in any state
 * unless said. Capacities are looked up by id in capacity_words.c; an id unknown there gets
 * general words, so a new capacity shows before it has its own.
 */
#ifndef APLOMB_REPORT_WORDING_H
#define APLOMB_REPORT_WORDING_H

#include "model/scorecard.h"
#include "report/quantity.h"

/* What words depend on besides the reading. */
struct wording {
	const struct zone *zone; /* dates are the organisation's */
	struct period period;
	bool is_ascii; /* glyphs by their ASCII likeness */
};

struct wording wording_of(const struct scorecard *scorecard, bool is_ascii);

/* -- titles -------------------------------------------------------------------------------- */

/* "Deploy cadence", "Restore time"; the id itself where it has no words yet. */
const char *capacity_title(const struct capacity *capacity);
/* "Delivery". */
const char *section_title(enum capacity_section section);
/* What n counts: "restore" and "restores", "change" and "changes". */
const char *capacity_noun(const struct capacity *capacity, size_t count);

/* -- one value ----------------------------------------------------------------------------- */

/*
 * The value or, without one, its state: "5.4 a week", "47 of 50", "at least 3.2 h", "not
 * collected yet", "not collected since 3 May", "nothing happened in 12 weeks". As a cell:
 * "5.4/wk", "47/50", "3.2+ h", "not collected", "quiet 12 weeks" (at most 14 columns).
 */
void wording_add_value(struct buffer *buffer, const struct wording *wording,
		       const struct reading *reading, enum wording_form form);
/* The same of the window before: "4.1 a week", "not collected", "nothing happened". */
void wording_add_previous(struct buffer *buffer, const struct reading *reading,
			  enum wording_form form);
/* "12 restores", "1 SLO". */
void wording_add_n(struct buffer *buffer, const struct reading *reading);
/*
 * "likely between 4.2 and 6.7 a week", of a share "likely between 43 and 49 of 50"; nothing
 * where there is no interval.
 */
void wording_add_interval(struct buffer *buffer, const struct reading *reading);
/* The same in the words of a sentence: "likely between 26 and 60 minutes". */
void wording_add_interval_prose(struct buffer *buffer, const struct reading *reading);
/* "26 to 60 min", of a share "41 to 48 of 50"; nothing where there is no usual range. */
void wording_add_usual(struct buffer *buffer, const struct reading *reading,
		       enum wording_form form);
/* The same since a shift; nothing where it has too few weeks for limits of their own. */
void wording_add_usual_since(struct buffer *buffer, const struct reading *reading,
			     enum wording_form form);

/* How to begin, where nothing at all is collected: two sentences; and where there is no team.
 */
const char *beginning_words(void);
const char *no_team_words(void);

/* -- verdict, goal, bands ------------------------------------------------------------------ */

/* "growing", "steady", "worth a conversation", "gathering". */
const char *verdict_word(enum verdict verdict);
/* "more capacity than the same team had before, and a named test says so" */
const char *verdict_meaning(enum verdict verdict);
/* One cell: up-right arrow, dot, diamond, ellipsis; ASCII "+", "-", "?", ".". */
const char *verdict_glyph(enum verdict verdict, bool is_ascii);

/* "5 a week", "1 h", "90 % in 30 days". */
void goal_add_value(struct buffer *buffer, const struct reading *reading,
		    enum wording_form form);
/* "review by 1 Dec 2026"; the goal has one. */
void goal_add_review(struct buffer *buffer, const struct goal *goal);
/* "met", "room to grow", "not judged yet". */
const char *goal_met_word(enum goal_met met);
/* One cell: a check mark where it is met (ASCII "v"), else a space. */
const char *goal_met_glyph(enum goal_met met, bool is_ascii);
/* "5 a week \u2713 met", "1 h, room to grow"; nothing where nobody set a goal. */
void wording_add_goal(struct buffer *buffer, const struct wording *wording,
		      const struct reading *reading);

/*
 * "elite", "elite, high and medium alike", "between high and medium", "below all bands";
 * nothing where no band applies.
 */
void wording_add_bands(struct buffer *buffer, const struct wording *wording,
		       const struct reading *reading);
/* "DORA 2019", "none". */
const char *band_edition_word(enum band_edition edition);

/* -- time ---------------------------------------------------------------------------------- */

/* "12 weeks", "30 days", "1 year". */
void wording_add_window(struct buffer *buffer, int window_days);
/* "the 12 weeks", "the year". */
void wording_add_the_window(struct buffer *buffer, int window_days);
/* "12 weeks to 30 Sep 2026": the last local day in the window. */
void wording_add_period(struct buffer *buffer, const struct wording *wording);
/* "these 12 weeks", "this year". */
void wording_add_this_window(struct buffer *buffer, int window_days);
/* "the 12 weeks to 30 Sep 2026", "the year to 30 Sep 2026". */
void wording_add_the_period(struct buffer *buffer, const struct wording *wording);
/* "30 Sep 2026"; the year is left out where it is the period's own and with_year is false. */
void wording_add_date(struct buffer *buffer, const struct wording *wording, instant at,
		      bool with_year);
/* "18 Sep 11:40", with the year where it is not the period's own; "without a date". */
void wording_add_instant(struct buffer *buffer, const struct wording *wording, instant at);
/* "Jan" .. "Dec"; month 1..12. */
const char *month_name(int month);
/* "not collected since 3 May", "known up to 14 Sep"; nothing where all is known. */
void wording_add_coverage(struct buffer *buffer, const struct wording *wording,
			  const struct reading *reading);

/* -- sentences ----------------------------------------------------------------------------- */

/* Makes what stands at that byte begin as a sentence does. */
void wording_capitalise(struct buffer *buffer, size_t from);
/*
 * The reading in one or two sentences: "Half of 12 restores took 21 minutes or less; the usual
 * here is 26 to 60 minutes." With a shift: "... or less. Since 14 Jul the usual is 12 to 40
 * minutes; before, 26 to 60 minutes." Also where nothing is measured.
 */
void wording_add_sentence(struct buffer *buffer, const struct wording *wording,
			  const struct reading *reading);
/* The same after the capacity's title: "Restore time: half of 12 restores took ..." */
void wording_add_titled_sentence(struct buffer *buffer, const struct wording *wording,
				 const struct reading *reading);
/*
 * What its sentence says of the usual range, without a full stop: "the usual here is 26 to 60
 * minutes", with a shift "since 14 Jul the usual is 12 to 40 minutes; before, 26 to 60
 * minutes". Nothing where there is none; of readings that have a value.
 */
void wording_add_what_is_usual(struct buffer *buffer, const struct wording *wording,
			       const struct reading *reading);
/*
 * Its change against the same team's window before: the test by name, p and both n, or what
 * could have been told: "with 12 and 9 restores, only a halving would show".
 */
void wording_add_change(struct buffer *buffer, const struct wording *wording,
			const struct reading *reading);
/* "4.1 a week in the 12 weeks before", of a census "12 weeks ago 5 of 6". */
void wording_add_past(struct buffer *buffer, const struct wording *wording,
		      const struct reading *reading, enum wording_form form);
/* "Mann-Whitney test on 12 and 12 weeks, p = 0.002"; nothing where no test was made. */
void wording_add_test(struct buffer *buffer, const struct reading *reading);
/* "With 12 and 9 restores only a halving or a doubling would show."; or nothing. */
void wording_add_detectable(struct buffer *buffer, const struct reading *reading);
/*
 * A shift of the weekly values, in a sentence: "Since 14 Jul all 12 weekly values are quicker
 * than the middle of the usual range." Nothing where there is none.
 */
void wording_add_shift(struct buffer *buffer, const struct wording *wording,
		       const struct reading *reading);
/* "from 14 Jul"; the reading has a shift. */
void wording_add_shift_mark(struct buffer *buffer, const struct wording *wording,
			    const struct reading *reading);
/* The rule in words: what is counted, what is left out, the formula. Several sentences. */
const char *capacity_rule(const struct capacity *capacity);
/*
 * To begin with what nobody collects: "aplomb-capacities(7) says how, under restore_time."; of
 * what is collected nothing.
 */
void wording_add_beginning(struct buffer *buffer, const struct reading *reading);
/* "65 deployments in 12 weeks: 65 / 12 = 5.42 a week." Nothing where nothing is measured. */
void wording_add_arithmetic(struct buffer *buffer, const struct wording *wording,
			    const struct reading *reading);
/* "1 left out: planned maintenance"; "3 left out: 2 rollback, 1 not production"; or nothing. */
void wording_add_excluded(struct buffer *buffer, const struct reading *reading);
/* A reason as people read it: "failed" is "not completed", most are as they stand. */
const char *exclusion_words(const char *reason);

/*
 * What an event contributed: "14 min", "open 3 h so far", "landed well", "met after 12 days",
 * "left out: planned maintenance".
 */
void wording_add_evidence(struct buffer *buffer, const struct capacity *capacity,
			  const struct evidence *evidence);
/* "kept: 99.95 %, target 99.9 %, 50 % of error budget left"; "left out: ...". */
void slo_add_standing(struct buffer *buffer, const struct slo_reading *reading);
/* "up to date"; "current: update out for 12 days"; "left out: date unknown". */
void component_add_standing(struct buffer *buffer, const struct component_reading *reading);
/*
 * A further figure: "nine in ten took at most 14 h", "3 remedied later: 2 declared, 1
 * inferred"; nothing for a figure that is unknown or said with another one.
 */
void wording_add_detail(struct buffer *buffer, const struct reading *reading,
			const struct detail *detail);

/* "attested 12 Aug": how a practice is known, and its newest record; nothing of others. */
void wording_add_known(struct buffer *buffer, const struct wording *wording,
		       const struct reading *reading);

/* Whether a practice that nobody collects is said in one line with others. */
bool reading_is_folded(const struct reading *reading);
/*
 * "Not collected yet: Reporting, Needs met; aplomb-capacities(7) says how to begin.", as a cell
 * of a screen "9 more are not collected yet; C says how they begin."; nothing where none is.
 */
void wording_add_folded(struct buffer *buffer, const struct reading *readings, size_t count,
			enum wording_form form);

/* -- where to invest next ------------------------------------------------------------------ */

/* "general performance", "security enhancements", "security-specific capability", ... */
const char *invest_mode_words(enum invest_mode mode);
/*
 * The question of a scorecard, always ending in '?'; the same for the same card and week.
 * From the reviewed table in data/questions.tsv.
 */
void invest_add_question(struct buffer *buffer, const struct wording *wording,
			 const struct team_card *card);
/* A question about one reading, to begin a conversation with; likewise. */
void reading_add_question(struct buffer *buffer, const struct wording *wording,
			  const struct reading *reading);

#endif
