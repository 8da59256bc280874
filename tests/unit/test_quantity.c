/* Numbers as people read them: rounding, units, plurals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/quantity.h"

#define MINUTE 60.0
#define HOUR 3600.0
#define DAY 86400.0

static struct buffer words;

static int words_init(void **state)
{
	(void)state;
	buffer_init(&words);
	return 0;
}

static int words_release(void **state)
{
	(void)state;
	buffer_release(&words);
	return 0;
}

static void assert_words(const char *expected)
{
	assert_string_equal(words.bytes, expected);
	buffer_clear(&words);
}

static void test_counts(void **state)
{
	static const struct {
		size_t count;
		const char *words;
	} rows[] = {
		{0, "0"},	 {1, "1"},	    {999, "999"},	    {1000, "1,000"},
		{1005, "1,005"}, {12345, "12,345"}, {1000000, "1,000,000"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		quantity_add_count(&words, rows[i].count);
		assert_words(rows[i].words);
	}
	quantity_add_counted(&words, 0, "restore", "restores");
	assert_words("0 restores");
	quantity_add_counted(&words, 1, "restore", "restores");
	assert_words("1 restore");
	quantity_add_counted(&words, 1200, "restore", "restores");
	assert_words("1,200 restores");
}

static void test_numbers(void **state)
{
	static const struct {
		double number;
		const char *words;
	} rows[] = {
		{0, "0"},	   {5.416667, "5.4"},
		{5.0, "5"},	   {5.04, "5"},
		{5.05, "5.1"},	   {9.94, "9.9"},
		{9.95, "10"},	   {9.96, "10"},
		{12.4, "12"},	   {12.5, "13"},
		{1234.4, "1,234"}, {0.25, "0.25"},
		{0.0421, "0.042"}, {0.996, "1"},
		{0.001, "0.001"},  {0.0009, "under 0.001"},
		{-2.5, "-2.5"},	   {0.0999, "0.1"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		quantity_add_number(&words, rows[i].number);
		assert_words(rows[i].words);
	}
}

/* A goal is read as it was written. */
static void test_exact_numbers(void **state)
{
	static const struct {
		double number;
		const char *words;
	} rows[] = {
		{5, "5"},	 {12.5, "12.5"}, {0.25, "0.25"},      {2.125, "2.125"},
		{1200, "1,200"}, {0.1, "0.1"},	 {0.4599589, "0.46"}, {0, "0"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		quantity_add_exact_number(&words, rows[i].number);
		assert_words(rows[i].words);
	}
}

/* The unit is judged after rounding: nobody reads "60 s" or "0.99 min". */
static void test_spans(void **state)
{
	static const struct {
		double seconds;
		const char *line, *prose;
	} rows[] = {
		{0, "0 s", "0 seconds"},
		{0.01, "under 0.1 s", "under 0.1 seconds"},
		{0.25, "0.25 s", "0.25 seconds"},
		{1, "1 s", "1 second"},
		{9.4, "9.4 s", "9.4 seconds"},
		{45, "45 s", "45 seconds"},
		{59, "59 s", "59 seconds"},
		{59.4, "59 s", "59 seconds"},
		{59.5, "1 min", "1 minute"},
		{60, "1 min", "1 minute"},
		{63, "1.1 min", "1.1 minutes"},
		{90, "1.5 min", "1.5 minutes"},
		{9.96 * MINUTE, "10 min", "10 minutes"},
		{21 * MINUTE, "21 min", "21 minutes"},
		{89 * MINUTE, "89 min", "89 minutes"},
		{89.4 * MINUTE, "89 min", "89 minutes"},
		{89.5 * MINUTE, "1.5 h", "1.5 hours"},
		{90 * MINUTE, "1.5 h", "1.5 hours"},
		{9.1 * HOUR, "9.1 h", "9.1 hours"},
		{24 * HOUR, "24 h", "24 hours"},
		{47.4 * HOUR, "47 h", "47 hours"},
		{47.5 * HOUR, "2 days", "2 days"},
		{48 * HOUR, "2 days", "2 days"},
		{3.2 * DAY, "3.2 days", "3.2 days"},
		{400 * DAY, "400 days", "400 days"},
		{-2 * HOUR, "-2 h", "-2 hours"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		quantity_add_span(&words, rows[i].seconds, WORDING_LINE);
		assert_words(rows[i].line);
		quantity_add_span(&words, rows[i].seconds, WORDING_CELL);
		assert_words(rows[i].line);
		quantity_add_span(&words, rows[i].seconds, WORDING_PROSE);
		assert_words(rows[i].prose);
	}
}

static void test_exact_spans(void **state)
{
	static const struct {
		double seconds;
		const char *words;
	} rows[] = {
		{DAY, "1 day"}, {30 * DAY, "30 days"}, {36 * HOUR, "36 h"},
		{HOUR, "1 h"},	{4 * HOUR, "4 h"},     {90 * MINUTE, "90 min"},
		{45, "45 s"},	{61, "61 s"},	       {0, "0 s"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		quantity_add_exact_span(&words, rows[i].seconds, WORDING_LINE);
		assert_words(rows[i].words);
	}
}

static void test_span_ranges(void **state)
{
	(void)state;
	quantity_add_span_range(&words, 26 * MINUTE, 60 * MINUTE, " to ", WORDING_LINE);
	assert_words("26 to 60 min");
	quantity_add_span_range(&words, 26 * MINUTE, 60 * MINUTE, " and ", WORDING_PROSE);
	assert_words("26 and 60 minutes");
	quantity_add_span_range(&words, 45, 3 * MINUTE, " to ", WORDING_LINE);
	assert_words("45 s to 3 min");
	quantity_add_span_range(&words, 50 * MINUTE, 2 * HOUR, " to ", WORDING_LINE);
	assert_words("50 min to 2 h");
	quantity_add_span_range(&words, 0, 2 * HOUR, " to ", WORDING_LINE);
	assert_words("0 to 2 h");
}

static void test_shares(void **state)
{
	static const struct {
		struct share share;
		const char *words;
		int decimals;
	} rows[] = {
		{{999, 1000}, "99.9 %", 1},    {{95, 100}, "95 %", 0},
		{{950, 1000}, "95 %", 0},      {{9, 10}, "90 %", 0},
		{{1, 1}, "100 %", 0},	       {{99999, 100000}, "99.999 %", 3},
		{{9905, 10000}, "99.05 %", 2}, {{5, 1000}, "0.5 %", 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		quantity_add_share(&words, rows[i].share);
		assert_words(rows[i].words);
		assert_int_equal(quantity_share_decimals(rows[i].share), rows[i].decimals);
	}
}

/* 99.899 % does not read as a target of 99.9 % reached. */
static void test_percentages_are_cut(void **state)
{
	(void)state;
	quantity_add_percent(&words, 0.99899, 1);
	assert_words("99.8 %");
	quantity_add_percent(&words, 0.999, 2);
	assert_words("99.90 %");
	quantity_add_percent(&words, 0.95, 0);
	assert_words("95 %");
	quantity_add_percent(&words, 0.29, 0);
	assert_words("29 %");
	quantity_add_percent(&words, 1, 2);
	assert_words("100 %");
	quantity_add_percent(&words, 0.9999999, 1);
	assert_words("99.9 %");
}

static void test_units(void **state)
{
	(void)state;
	quantity_add(&words, UNIT_PER_WEEK, 5.41666667, WORDING_CELL);
	assert_words("5.4/wk");
	quantity_add(&words, UNIT_PER_WEEK, 5.41666667, WORDING_LINE);
	assert_words("5.4 a week");
	quantity_add(&words, UNIT_SECONDS, 21 * MINUTE, WORDING_PROSE);
	assert_words("21 minutes");
	quantity_add(&words, UNIT_RATIO, 0.5, WORDING_LINE);
	assert_words("50 %");
	quantity_add(&words, UNIT_DAYS, 1, WORDING_LINE);
	assert_words("1 day");
	quantity_add(&words, UNIT_DAYS, 2.5, WORDING_LINE);
	assert_words("2.5 days");
	quantity_add(&words, UNIT_COUNT, -3, WORDING_LINE);
	assert_words("-3");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_exact_numbers),
		cmocka_unit_test(test_spans),
		cmocka_unit_test(test_exact_spans),
		cmocka_unit_test(test_span_ranges),
		cmocka_unit_test(test_shares),
		cmocka_unit_test(test_percentages_are_cut),
		cmocka_unit_test(test_units),
	};

	return cmocka_run_group_tests(tests, words_init, words_release);
}
