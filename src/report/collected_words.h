/*
 * What is collected of a team, capacity by capacity, and how the rest begins.
 *
 * Rule: what is said follows from the readings' states alone, so it can never disagree with
 * them. Services' names are foreign: whoever shows them makes them visible.
 */
#ifndef APLOMB_REPORT_COLLECTED_WORDS_H
#define APLOMB_REPORT_COLLECTED_WORDS_H

#include "report/wording.h"

struct collected_reader {
	/* One line under a heading, which is the same for lines that follow each other. */
	void (*read)(void *context, const char *heading, const char *text);
	void *context;
};

/* A line for each capacity of a card that is made, those collected in full first. */
void collected_each_line(const struct wording *wording, const struct team_card *card,
			 const struct collected_reader *reader);

/* "What is collected" */
const char *collected_title(void);
/* What to talk about: a sentence. */
const char *collected_question(void);

#endif
