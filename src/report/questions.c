/*
 * The questions that a scorecard ends in.
 *
 * Rule: every question stands in data/questions.tsv, which is inside the binary. The choice is
 * by team, capacity and week, so that the same scorecard asks the same thing, and the next
 * meeting is asked another.
 */
#include "report/questions.h"

#include <string.h>

#include "base/embedded.h"

#define ANY_CAPACITY "*"
#define INVEST "invest"

/* Fowler, Noll and Vo: spreads short names evenly. */
static uint32_t name_hash(const char *name)
{
	uint32_t hash = 2166136261U;

	for (; *name; name++)
		hash = (hash ^ (unsigned char)*name) * 16777619U;
	return hash;
}

/* The part of a line up to the tab, or up to its end. */
static struct question_part part_of(const char *begin, const char *end)
{
	const char *tab = memchr(begin, '\t', (size_t)(end - begin));

	return (struct question_part){begin, (size_t)((tab ? tab : end) - begin)};
}

bool question_part_is(struct question_part part, const char *text)
{
	return strlen(text) == part.length && memcmp(part.text, text, part.length) == 0;
}

static const char *after(struct question_part part, const char *end)
{
	const char *next = part.text + part.length;

	return next < end ? next + 1 : end;
}

bool question_row_next(size_t *from, struct question_row *row)
{
	const char *all_end = embedded_questions +
			      embedded_length_bytes(embedded_questions, embedded_questions_end);
	const char *line = embedded_questions + *from;

	while (line < all_end) {
		const char *newline = memchr(line, '\n', (size_t)(all_end - line));
		const char *end = newline ? newline : all_end;
		const char *begin = line;

		line = newline ? newline + 1 : all_end;
		*from = (size_t)(line - embedded_questions);
		if (begin == end || *begin == '#')
			continue;
		row->capacity = part_of(begin, end);
		row->state = part_of(after(row->capacity, end), end);
		row->question.text = after(row->state, end);
		row->question.length = (size_t)(end - row->question.text);
		return true;
	}
	return false;
}

/* The questions of a capacity in a state, counted; the one at `wanted` in *question. */
static size_t look_up(const char *capacity, const char *state, size_t wanted,
		      struct question_part *question)
{
	struct question_row row;
	size_t from = 0;
	size_t count = 0;

	while (question_row_next(&from, &row)) {
		if (!question_part_is(row.capacity, capacity) ||
		    !question_part_is(row.state, state))
			continue;
		if (count++ == wanted)
			*question = row.question;
	}
	return count;
}

/* Weeks begin on Mondays, in the organisation's zone; 1970-01-01 was a Thursday. */
static uint64_t week_of(const struct wording *wording)
{
	return (uint64_t)((zone_local_day(wording->zone, wording->period.as_of - 1) + 3) / 7);
}

/* The question of this week; `who` turns the order, so that not all are asked the same. */
static struct question_part choose(const struct wording *wording, const char *capacity,
				   const char *state, const char *who)
{
	struct question_part question = {"", 0};
	size_t count = look_up(capacity, state, SIZE_MAX, &question);

	if (!count) {
		capacity = ANY_CAPACITY;
		count = look_up(capacity, state, SIZE_MAX, &question);
	}
	if (count)
		look_up(capacity, state,
			(name_hash(who) + name_hash(capacity) + week_of(wording)) % count,
			&question);
	return question;
}

static bool has_value(const struct reading *reading)
{
	return reading->state == READING_MEASURED || reading->state == READING_FEW;
}

static const char *reading_occasion(const struct reading *reading)
{
	/* While something waits, the question is its next step. */
	if (reading->capacity->is_loop && reading->state != READING_UNCOLLECTED &&
	    (reading->hits < (double)reading->n || reading->excluded_count))
		return "room";
	if (!has_value(reading))
		return reading->state == READING_QUIET ? "quiet" : "uncollected";
	if (reading->change == VERDICT_CONVERSATION || reading->goal_met == GOAL_NOT_MET)
		return "room";
	/* Rules that stand wait for their next review. */
	if (reading_detail(reading, "standing") > reading_detail(reading, "confirmed"))
		return "room";
	if (reading->capacity->unit == UNIT_COUNT && !reading->goal && reading->value < 0)
		return "room";
	if (reading->capacity->unit == UNIT_RATIO && !reading->goal &&
	    reading->hits < (double)reading->n)
		return "room";
	return "well";
}

static void add_question(struct buffer *buffer, struct question_part question,
			 const struct reading *reading)
{
	const char *mark =
		memmem(question.text, question.length, QUESTION_HITS, strlen(QUESTION_HITS));
	size_t before = mark ? (size_t)(mark - question.text) : question.length;

	buffer_add(buffer, question.text, before);
	if (!mark)
		return;
	quantity_add_count(buffer, reading && reading->hits > 0 ? (size_t)reading->hits : 0);
	mark += strlen(QUESTION_HITS);
	buffer_add(buffer, mark, (size_t)(question.text + question.length - mark));
}

void reading_add_question(struct buffer *buffer, const struct wording *wording,
			  const struct reading *reading)
{
	add_question(buffer,
		     choose(wording, reading->capacity->id, reading_occasion(reading), ""),
		     reading);
}

/* Where a capacity gave the occasion, it is asked about: that it has room, or is not seen. */
void invest_add_question(struct buffer *buffer, const struct wording *wording,
			 const struct team_card *card)
{
	const char *because = card->because_count ? card->because[0]->id : "";
	const struct reading *reading = team_card_reading(card, because);

	if ((card->invest == INVEST_GENERAL || card->invest == INVEST_ENHANCE) && reading)
		add_question(buffer,
			     choose(wording, because,
				    has_value(reading) ? "room" : reading_occasion(reading),
				    card->team->id),
			     reading);
	else
		add_question(buffer,
			     choose(wording, INVEST, invest_mode_names[card->invest],
				    card->team->id),
			     NULL);
}

const char *invest_mode_words(enum invest_mode mode)
{
	static const char *const words[INVEST_MODE_COUNT] = {
		[INVEST_GATHERING] = "still gathering",
		[INVEST_GENERAL] = "general performance",
		[INVEST_ENHANCE] = "security enhancements",
		[INVEST_SPECIALISE] = "security-specific capability",
	};

	return words[mode];
}
