/*
 * Parts of the HTML snapshot, for the files of html_*.c alone.
 *
 * Rule: words are put together in the page's scratch buffer and go out through
 * html_add_words(), which escapes them; what is written straight to `out` is our own markup.
 */
#ifndef APLOMB_EXPORT_HTML_PAGE_H
#define APLOMB_EXPORT_HTML_PAGE_H

#include "export/html.h"
#include "report/facts.h"

struct html_page {
	struct buffer *out;  /* the caller's */
	struct buffer words; /* scratch */
	struct wording wording;
	const struct evidence_source *source;
	const struct notes *notes;
	const struct team_card *card; /* whose section is written */
	size_t chart_count;	      /* so far: gives each its id */
};

/* Empties the scratch buffer and returns it. */
struct buffer *html_words(struct html_page *page);
/* What is in it, escaped. */
void html_add_words(struct html_page *page);
/* The same as the whole content of an element: "<p class=...>" is "p class=..." here. */
void html_add_element(struct html_page *page, const char *tag);
/* An element that holds foreign text. */
void html_add_foreign(struct html_page *page, const char *tag, const char *text);
/* An id, or the part of one: letters, digits, - and . stay, all else is numbered. */
void html_add_id(struct buffer *out, const char *text);

/* One capacity of page->card. html_reading.c */
void html_add_reading(struct html_page *page, const struct reading *reading);
/* What is behind it, closed until asked for. html_behind.c */
void html_add_behind(struct html_page *page, const struct reading *reading);
/* Its weeks, drawn; the reading has a chart. html_chart.c */
void html_add_chart(struct html_page *page, const struct reading *reading);
/* The services of page->card, or nothing. html_services.c */
void html_add_services(struct html_page *page);

#endif
