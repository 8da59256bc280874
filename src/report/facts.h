/*
 * What is said of a snapshot and under a reading, one fact at a time: the text, Markdown and
 * HTML exports lay out the same facts, each in its own way.
 *
 * Rule: what a fact says stands here or in wording.h, never in an export. Foreign text in it is
 * visible, and ASCII where the wording is; each export escapes the whole fact for its format.
 */
#ifndef APLOMB_REPORT_FACTS_H
#define APLOMB_REPORT_FACTS_H

#include "report/wording.h"

enum fact_kind {
	FACT_OF, /* of a snapshot */
	FACT_AS_OF,
	FACT_WINDOW,
	FACT_ZONE,
	FACT_BANDS,
	FACT_MADE_BY,
	FACT_RULE, /* of a reading */
	FACT_ARITHMETIC,
	FACT_GOAL,
	FACT_INTERVAL,
	FACT_USUAL,
	FACT_BEFORE,
	FACT_CHANGE,
	FACT_SHIFT,
	FACT_DETAIL,
	FACT_COVERAGE,
	FACT_KNOWN,
	FACT_EVENTS,
	FACT_SLO,
};

struct fact {
	enum fact_kind kind;
	const char *label; /* "goal", "made by" */
	const char *text;  /* never empty; valid until the next fact */
};

/* Who is told. */
struct fact_reader {
	void (*read)(void *context, const struct fact *fact);
	void *context;
};

/* How much is said of a reading. */
enum facts_depth {
	FACTS_BRIEF, /* goal, interval and usual range: a scorecard */
	FACTS_FULL,  /* every fact: a snapshot */
	FACTS_WHY,   /* and the rule and the arithmetic before them */
};

/* In order; a fact that there is nothing to say of is left out. */
void reading_each_fact(const struct wording *wording, const struct reading *reading,
		       enum facts_depth depth, const struct fact_reader *reader);

/* Whose it is, as_of, window, zone, bands edition and version. */
void snapshot_each_fact(const struct wording *wording, const struct scorecard *scorecard,
			const char *version, const struct fact_reader *reader);

/* -- words with foreign text in them; all append ------------------------------------------- */

/* Text from YAML or history: visible, by its ASCII likeness where the wording is ASCII. */
void foreign_add(struct buffer *buffer, const struct wording *wording, const char *text);

/* " \u00b7 ", or " - ". */
void separator_add(struct buffer *buffer, const struct wording *wording);

/* "2026-10-01 00:00:00 America/Chicago (2026-10-01T05:00:00Z)". */
void wording_add_as_of(struct buffer *buffer, const struct wording *wording);

/* The group's path, "Commerce / Shops"; nothing for CATALOG_NO_GROUP. */
void group_add_path(struct buffer *buffer, const struct wording *wording,
		    const struct catalog *catalog, size_t group);

/* The same; "Other teams" for CATALOG_NO_GROUP. */
void group_add_heading(struct buffer *buffer, const struct wording *wording,
		       const struct catalog *catalog, size_t group);

/* "Commerce \u00b7 security champion Ines Duarte": what is known of it, or nothing. */
void team_add_place(struct buffer *buffer, const struct wording *wording,
		    const struct catalog *catalog, const struct team *team);

/* "Ledger, Availability: kept: 99.95 %, target 99.9 %, 50 % of error budget left" */
void slo_add_line(struct buffer *buffer, const struct wording *wording,
		  const struct slo_reading *slo);

/* "Ledger, openssl runs 3.0.14, next is 3.0.15: current: update out for 12 days" */
void component_add_line(struct buffer *buffer, const struct wording *wording,
			const struct component_reading *component);

/* Where the window begins; since when notes stand beside a whole scorecard. */
instant window_begin(const struct wording *wording);
/* Since when notes stand beside a reading: from where its chart begins. */
instant notes_begin(const struct wording *wording, const struct reading *reading);
/* "14 Jul"; with the year where it is not the period's own. */
void note_add_date(struct buffer *buffer, const struct wording *wording,
		   const struct note *note);
/* "Rehearsed the queue replay runbook" */
void note_add_text(struct buffer *buffer, const struct wording *wording,
		   const struct note *note);
/* "Restore time": what it is about; nothing where it does not say. */
void note_add_capacity(struct buffer *buffer, const struct wording *wording,
		       const struct note *note);
/* One cell: a pencil; ASCII "^". */
const char *note_glyph(bool is_ascii);
/* "What was noted": the heading above notes. */
const char *notes_title(void);

/*
 * "12 restores counted, 1 left out: planned maintenance"; "3 rules retired or added counted,
 * and 7 rules that stand"
 */
void wording_add_counted(struct buffer *buffer, const struct reading *reading);

/* "Where to invest next: general performance (SLO attainment). What would ...?" */
void wording_add_invest(struct buffer *buffer, const struct wording *wording,
			const struct team_card *card);

/* -- of what is left to a page ------------------------------------------------------------- */

/* The value of one week (0 is the oldest) of the window: "18 h", "96 %", "nothing counted". */
void wording_add_week(struct buffer *buffer, const struct wording *wording,
		      const struct reading *reading, size_t week);
/* The same of the weeks before the window that the usual range is read from. */
void wording_add_week_before(struct buffer *buffer, const struct reading *reading, size_t week);

/* "Restore time of Payments, week by week" */
void chart_add_title(struct buffer *buffer, const struct wording *wording,
		     const struct team *team, const struct capacity *capacity);
/* What a chart shows, for those who do not see it. The reading has a chart. */
void chart_add_description(struct buffer *buffer, const struct wording *wording,
			   const struct reading *reading);
/* How the charts of a page are to be read. Sentences. */
const char *chart_legend(void);

/* "40 of 117 stand here; 'aplomb show payments lead_time' lists all." */
void wording_add_cut(struct buffer *buffer, const struct wording *wording, size_t shown,
		     size_t total, const struct team *team, const struct capacity *capacity);

#endif
