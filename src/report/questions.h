/*
 * The table of questions, data/questions.tsv, row by row.
 *
 * Rule: rows are in the order of the file; parts point into it and end without a NUL.
 */
#ifndef APLOMB_REPORT_QUESTIONS_H
#define APLOMB_REPORT_QUESTIONS_H

#include "report/wording.h"

/* In a question: becomes the number that went well. */
#define QUESTION_HITS "{hits}"

struct question_part {
	const char *text;
	size_t length;
};

struct question_row {
	struct question_part capacity, state, question;
};

/* The next row from *from on, which 0 begins; false: there are no more. */
bool question_row_next(size_t *from, struct question_row *row);
bool question_part_is(struct question_part part, const char *text);

#endif
