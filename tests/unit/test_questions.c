/* The table of questions: every row of it, and how one of them is chosen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "capacity/registry.h"
#include "report/questions.h"
#include "tests/support/manner.h"

#define QUESTION_BYTES_MAX 80 /* a line of a text */
#define QUESTIONS_MIN 2

static const char *const states[] = {"well", "room", "quiet", "uncollected"};
#define STATE_COUNT (sizeof(states) / sizeof(states[0]))

static const struct wording wording = {
	.zone = &zone_utc,
	.period = {.as_of = 1790812800, .window_days = 84, .bands = BAND_EDITION_2019},
};

static const char *text_of(struct question_part part, char text[256])
{
	assert_true(part.length < 256);
	memcpy(text, part.text, part.length);
	text[part.length] = '\0';
	return text;
}

static bool is_invest_state(struct question_part state)
{
	for (size_t i = 0; i < INVEST_MODE_COUNT; i++)
		if (question_part_is(state, invest_mode_names[i]))
			return true;
	return false;
}

static bool is_reading_state(struct question_part state)
{
	for (size_t i = 0; i < STATE_COUNT; i++)
		if (question_part_is(state, states[i]))
			return true;
	return false;
}

static void assert_question(const char *text)
{
	size_t length = strlen(text);

	assert_in_range(length, 10, QUESTION_BYTES_MAX);
	assert_in_range(text[0], 'A', 'Z');
	if (text[length - 1] != '?' || strchr(text, '?') != text + length - 1)
		fail_msg("'%s' does not end in its only question mark", text);
	for (const char *c = text; *c; c++)
		assert_in_range(*c, ' ', '~');
	manner_assert(text);
}

static void test_every_row_is_a_question(void **state)
{
	struct question_row row;
	size_t from = 0;
	size_t count = 0;
	char text[256];

	(void)state;
	for (; question_row_next(&from, &row); count++) {
		const char *capacity = text_of(row.capacity, text);

		if (strcmp(capacity, "invest") == 0)
			assert_true(is_invest_state(row.state));
		else if (strcmp(capacity, "*") == 0 || capacity_find(capacity))
			assert_true(is_reading_state(row.state));
		else
			fail_msg("there is no capacity '%s'", capacity);
		assert_question(text_of(row.question, text));
	}
	assert_true(count > 200);
}

static void assert_enough(const char *capacity, const char *of)
{
	struct question_row row, other;
	size_t from = 0;
	size_t count = 0;
	char text[256];

	while (question_row_next(&from, &row)) {
		size_t rest = from;

		if (!question_part_is(row.capacity, capacity) ||
		    !question_part_is(row.state, of))
			continue;
		count++;
		while (question_row_next(&rest, &other))
			if (question_part_is(other.capacity, capacity) &&
			    question_part_is(other.state, of) &&
			    question_part_is(other.question, text_of(row.question, text)))
				fail_msg("%s, %s: '%s' stands there twice", capacity, of, text);
	}
	if (count < QUESTIONS_MIN)
		fail_msg("%s, %s: %zu questions", capacity, of, count);
}

static void test_every_capacity_has_enough_of_each_state(void **state)
{
	(void)state;
	for (size_t i = 0; i < STATE_COUNT; i++) {
		assert_enough("*", states[i]);
		for (size_t c = 0; capacity_registry[c]; c++)
			assert_enough(capacity_registry[c]->id, states[i]);
	}
	for (size_t i = 0; i < INVEST_MODE_COUNT; i++)
		assert_enough("invest", invest_mode_names[i]);
}

/* What a reading is asked about so many days later. */
static void ask(struct buffer *words, const struct reading *reading, int days)
{
	struct wording then = wording;

	then.period.as_of += days * SECONDS_PER_DAY;
	buffer_clear(words);
	reading_add_question(words, &then, reading);
}

/* Champions who meet every week, every second or every fourth hear another question. */
static void test_the_next_meeting_is_asked_another(void **state)
{
	static const int apart_days[] = {7, 14, 28};
	struct buffer now, next;

	(void)state;
	buffer_init(&now);
	buffer_init(&next);
	for (size_t c = 0; capacity_registry[c]; c++)
		for (enum reading_state in = 0; in < READING_STATE_COUNT; in++) {
			struct reading reading = {.capacity = capacity_registry[c],
						  .state = in,
						  .hits = 47,
						  .n = 50};

			for (size_t i = 0; i < 3; i++) {
				ask(&now, &reading, 0);
				ask(&next, &reading, apart_days[i]);
				assert_string_not_equal(now.bytes, next.bytes);
			}
		}
	buffer_release(&now);
	buffer_release(&next);
}

/* 2026-09-30 is a Wednesday: as_of is its end. */
static void test_within_a_week_the_question_stays(void **state)
{
	struct reading reading = {.capacity = capacity_find("restore_time"),
				  .state = READING_QUIET};
	struct buffer now, other;

	(void)state;
	buffer_init(&now);
	buffer_init(&other);
	ask(&now, &reading, 0);
	for (int days = -2; days <= 4; days++) {
		ask(&other, &reading, days);
		assert_string_equal(now.bytes, other.bytes);
	}
	ask(&other, &reading, 5);
	assert_string_not_equal(now.bytes, other.bytes);
	ask(&other, &reading, -3);
	assert_string_not_equal(now.bytes, other.bytes);
	buffer_release(&now);
	buffer_release(&other);
}

static void test_a_capacity_without_questions_is_asked_too(void **state)
{
	const struct capacity unknown = {.id = "kindness", .unit = UNIT_RATIO};
	struct reading reading = {.capacity = &unknown, .state = READING_UNCOLLECTED};
	struct buffer words;

	(void)state;
	buffer_init(&words);
	ask(&words, &reading, 0);
	assert_question(words.bytes);
	buffer_release(&words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_row_is_a_question),
		cmocka_unit_test(test_every_capacity_has_enough_of_each_state),
		cmocka_unit_test(test_the_next_meeting_is_asked_another),
		cmocka_unit_test(test_within_a_week_the_question_stays),
		cmocka_unit_test(test_a_capacity_without_questions_is_asked_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
