/*
 * The agenda of a champions' meeting in words: the same lines for every export and the screen.
 *
 * Rule: what a line says stands here alone. Foreign text in it is visible, and ASCII where the
 * wording is; each export escapes the whole line for its format. Teams are quoted, not weighed.
 */
#ifndef APLOMB_REPORT_AGENDA_WORDS_H
#define APLOMB_REPORT_AGENDA_WORDS_H

#include "model/agenda.h"
#include "report/wording.h"

/* What is said of a team, in this order. */
enum agenda_part {
	AGENDA_PART_GREW,
	AGENDA_PART_CONVERSATION, /* the reading, then why it is this one */
	AGENDA_PART_ACCOUNTS,	  /* how other teams did this */
	AGENDA_PART_OPEN,
	AGENDA_PART_CLOSED,
	AGENDA_PART_REVIEWS,
	AGENDA_PART_NOTHING, /* in place of all of them */
	AGENDA_PART_COUNT,
};

struct agenda_line {
	enum agenda_part part;
	const char *text;		 /* a sentence; valid until the next line */
	const struct capacity *capacity; /* that it is about; NULL: none */
};

/* Who is told. */
struct agenda_reader {
	void (*read)(void *context, const struct agenda_line *line);
	void *context;
};

/* The lines of a team, at least one; without its question. */
void agenda_each_line(const struct agenda_team *team, const struct wording *wording,
		      const struct agenda_reader *reader);

/* "Champions' meeting" */
const char *agenda_title(void);
/* "What grew"; of AGENDA_PART_NOTHING "". */
const char *agenda_part_title(enum agenda_part part);
/* "Since the champions' meeting of 22 Sep 2026.": one sentence or two. */
void agenda_add_since(struct buffer *buffer, const struct wording *wording,
		      const struct agenda *agenda);
/* Why the conversation of a team is this one: a sentence. The team has one. */
void agenda_add_reason(struct buffer *buffer, const struct agenda_team *team);
/* What a team's part ends in; always a question. */
void agenda_add_question(struct buffer *buffer, const struct wording *wording,
			 const struct agenda_team *team);
/* What the agenda of several teams ends in. */
const char *agenda_closing_question(void);

#endif
