/*
 * Lines of at most 80 columns, as the text export writes them.
 *
 * Rule: what may be long is wrapped or clipped here, by cells as they are drawn; nothing else
 * counts columns. Foreign text comes in through text_page_foreign() alone.
 */
#ifndef APLOMB_EXPORT_TEXT_PAGE_H
#define APLOMB_EXPORT_TEXT_PAGE_H

#include "base/buffer.h"
#include "report/facts.h"

struct text_page {
	struct buffer *out;  /* the caller's */
	struct buffer line;  /* what is being written */
	struct buffer words; /* scratch: what is about to be */
	struct wording wording;
};

void text_page_init(struct text_page *page, struct buffer *out, struct wording wording);
void text_page_release(struct text_page *page);

/* Empties the page's scratch buffer and returns it, to put words into. */
struct buffer *text_page_words(struct text_page *page);

/* Appends text from YAML or history to a buffer: visible, ASCII where the page is. */
void text_page_foreign(const struct text_page *page, struct buffer *buffer, const char *text);

/* Spaces up to that column; at least one where the line is there already (and not empty). */
void text_page_to(struct text_page *page, int column);

/* Appends to the line, clipped with an ellipsis to `cells` where it would take more. */
void text_page_add(struct text_page *page, const char *text, int cells);

/* Appends so that it ends before that column. */
void text_page_add_right(struct text_page *page, const char *text, int column);

/*
 * Appends and breaks lines at spaces before column 80; lines that follow begin at `indent`.
 * A word longer than a line is cut in pieces, nothing of it is lost.
 */
void text_page_wrap(struct text_page *page, const char *text, int indent);

/* Ends the line, without spaces at its end. */
void text_page_end_line(struct text_page *page);

/* -- parts that several texts share -------------------------------------------------------- */

/* The first line: `left` (from the scratch buffer) and, to the right, the period. */
void text_page_title(struct text_page *page);
/* as_of in both zones, bands edition, version. */
void text_page_colophon(struct text_page *page, const struct scorecard *scorecard,
			const char *version);
/* The facts of a reading, one a line, under its own line. */
void text_page_facts(struct text_page *page, const struct reading *reading,
		     enum facts_depth depth);

/* The readings of all services, with their bands, and an empty line; or nothing. */
void text_page_services(struct text_page *page, const struct team_card *card,
			enum facts_depth depth);
/* The same of one capacity. */
void text_page_services_of(struct text_page *page, const struct team_card *card,
			   const struct capacity *capacity);

/* An empty line and the goals of the organisation under a heading; or nothing. */
void text_page_goals(struct text_page *page, const struct scorecard *scorecard,
		     size_t team_count);

/*
 * A team's notes since an instant, oldest first, with a heading and an empty line; or nothing.
 * Those about a capacity, or (NULL) all of them with what they are about.
 */
void text_page_notes(struct text_page *page, const struct notes *notes, const char *team,
		     const char *capacity, instant since);

#endif
