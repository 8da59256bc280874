/*
 * The words of each capacity: one row of one table.
 *
 * Rule: nothing outside this table knows a capacity by name.
 */
#ifndef APLOMB_REPORT_CAPACITY_WORDS_H
#define APLOMB_REPORT_CAPACITY_WORDS_H

#include <stdbool.h>

#include "base/buffer.h"
#include "model/capacity.h"

struct capacity_words {
	const char *id;
	const char *title;
	const char *noun, *nouns;	      /* what n counts */
	const char *compared, *compared_many; /* what the test compares */
	/* "Half of 88 changes took 9.1 hours or less" + duration_tail. Times only. */
	const char *duration_tail;
	/* "47 of 50 changes" + " landed well". Shares only; by the number of hits. */
	const char *predicate, *predicates;
	/* What one event behind it was, value 1 and value 0. Shares only. */
	const char *event_yes, *event_no;
	/* "3 days" + amount_tail. Days only. */
	const char *amount_tail;
	bool event_has_age;  /* "met after 12 days", "open for 40 days" */
	bool event_stands;   /* what is left out stands: "stands for 290 days, ..." */
	bool event_is_hours; /* what one event tells is how many hours */
	bool event_is_lag;   /* what one event tells is how far behind it is */
	/*
	 * "9 of 12 teams " + aim + " 90 % within 30 days" + aim_tail; aims of one team. NULL:
	 * there are no words of its own for a goal.
	 */
	const char *aim, *aims, *aim_tail;
	const char *quiet;	 /* a sentence; "%s" stands for "these 12 weeks" */
	const char *uncollected; /* a sentence */
	const char *rule;	 /* sentences */
};

/* The rows of practice_words.c; the last has no id. */
extern const struct capacity_words practice_words[];

/* Never NULL: general words where the id has no row. */
const struct capacity_words *capacity_words(const struct capacity *capacity);

/* Says a further figure of a practice; false where it is none of these. */
bool practice_add_detail(struct buffer *buffer, const struct reading *reading,
			 const struct detail *detail);

#endif
