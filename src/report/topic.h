/*
 * What can be told of a team beside its numbers, in passages: where to invest next, what is
 * collected. The same for text, plain sentences and the screen.
 *
 * Rule: nothing outside its own file knows a topic's passages. Names in them are foreign:
 * whoever shows them makes them visible.
 */
#ifndef APLOMB_REPORT_TOPIC_H
#define APLOMB_REPORT_TOPIC_H

#include "report/wording.h"

/* A heading with its sentences, or one more line under the same heading. */
struct passage {
	const char *heading;
	const char *text; /* valid until the next passage */
	bool is_item;	  /* of a list: one line of several */
};

struct passage_reader {
	void (*read)(void *context, const struct passage *passage);
	void *context;
};

struct topic {
	const char *id;	   /* in the place of a capacity: "invest" */
	const char *title; /* "Where to invest next" */
	const char *summary;
	/* Gives out the passages of a card that is made. */
	void (*each_passage)(const struct wording *wording, const struct team_card *card,
			     const struct passage_reader *reader);
	/* Appends what to talk about: a question. */
	void (*add_question)(struct buffer *words, const struct wording *wording,
			     const struct team_card *card);
};

extern const struct topic topic_invest, topic_collected;
/* Both, NULL at the end. */
extern const struct topic *const topics[];
/* The one of that id; NULL: there is none. */
const struct topic *topic_find(const char *id);

#endif
