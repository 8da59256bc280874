/*
 * Where to invest next, and why: the same passages for text, plain sentences and the screen.
 *
 * Rule: what a passage says stands here alone; nothing in it is foreign.
 */
#ifndef APLOMB_REPORT_INVEST_WORDS_H
#define APLOMB_REPORT_INVEST_WORDS_H

#include "report/wording.h"

/* A heading with its sentences, or one more line under the same heading. */
struct invest_passage {
	const char *heading;
	const char *text; /* valid until the next passage */
	bool is_item;	  /* of a list: one line of several */
};

struct invest_reader {
	void (*read)(void *context, const struct invest_passage *passage);
	void *context;
};

/* What it leads to, the rule, how each capacity stands; without the question. */
void invest_each_passage(const struct wording *wording, const struct team_card *card,
			 const struct invest_reader *reader);

/* "Where to invest next" */
const char *invest_title(void);

#endif
