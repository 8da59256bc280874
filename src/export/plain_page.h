/*
 * Sentences, one a line, as the plain export writes them.
 *
 * Rule: foreign text comes in through plain_foreign() alone.
 */
#ifndef APLOMB_EXPORT_PLAIN_PAGE_H
#define APLOMB_EXPORT_PLAIN_PAGE_H

#include "report/facts.h"
#include "report/plain_words.h"

struct plain_page {
	struct buffer *out;	/* the caller's; sentences are written into it directly */
	struct wording wording; /* is_ascii: our own words never hold a glyph */
	bool is_ascii;		/* of foreign text */
};

/* Visible, ASCII where the page is. */
void plain_foreign(const struct plain_page *page, const char *text);

/* Ends the sentence and its line; no full stop where one (or a question mark) stands. */
void plain_end(const struct plain_page *page);
/* An empty line. */
void plain_gap(const struct plain_page *page);

/* "Label: text." on a line of its own; nothing where there is no text. Foreign text. */
void plain_labelled(const struct plain_page *page, const char *label, const char *text);

/* Our own words, several sentences, each on a line of its own. */
void plain_sentences(const struct plain_page *page, const char *text);

/* "Commerce, Shops": the path of a group, the top first. */
void plain_group(const struct plain_page *page, const struct catalog *catalog, size_t group);

/* "As of 2026-10-01 ..., a window of 84 days, bands: DORA 2019, aplomb 0.1.0." */
void plain_colophon(const struct plain_page *page, const char *version);

/* What a census found of each item: SLOs; of patch freshness its components. */
void plain_slos(const struct plain_page *page, const struct reading *reading);
void plain_components(const struct plain_page *page, const struct reading *reading);

/* Each further fact of a reading, a sentence that begins with the capacity's title. */
void plain_details(const struct plain_page *page, const struct reading *reading,
		   bool with_remedied);

/* "Services." and a sentence for each capacity of each; or nothing. */
void plain_services(const struct plain_page *page, const struct team_card *card,
		    bool with_test);
/* The same of one capacity. */
void plain_services_of(const struct plain_page *page, const struct team_card *card,
		       const struct capacity *capacity);

/*
 * A team's notes since an instant, a line for each; about a capacity, or (NULL) all of them.
 */
void plain_notes(const struct plain_page *page, const struct notes *notes, const char *team,
		 const char *capacity, instant since);

#endif
