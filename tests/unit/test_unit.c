/* Exact shares: what they read, and where they are reached. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/unit.h"

static void reads(const char *text, int64_t numerator, int64_t denominator)
{
	struct share share = {0, 0};

	if (!share_parse(text, &share))
		fail_msg("'%s' was not read", text);
	/* The fraction counts, not how it is written. */
	assert_int_equal(share.numerator * denominator, numerator * share.denominator);
}

static void refuses(const char *text)
{
	struct share share = {-1, -2};

	if (share_parse(text, &share))
		fail_msg("'%s' was read", text);
	assert_int_equal(share.numerator, -1);
	assert_int_equal(share.denominator, -2);
}

static void test_shares_are_read_exactly(void **state)
{
	(void)state;
	reads("99.9%", 999, 1000);
	reads("99.9 %", 999, 1000);
	reads("0.999", 999, 1000);
	reads("99.95%", 9995, 10000);
	reads("100%", 1, 1);
	reads("100.00%", 1, 1);
	reads("1", 1, 1);
	reads("1.0", 1, 1);
	reads("50%", 1, 2);
	reads(".5", 1, 2);
	reads("0.5%", 1, 200);
	reads("007%", 7, 100);
}

static void test_twelve_decimals_and_no_more(void **state)
{
	struct share share;

	(void)state;
	assert_true(share_parse("0.999999999999", &share));
	assert_int_equal(share.numerator, INT64_C(999999999999));
	assert_int_equal(share.denominator, INT64_C(1000000000000));
	assert_true(share_parse("99.9999999999%", &share));
	assert_int_equal(share.numerator, INT64_C(999999999999));
	assert_int_equal(share.denominator, INT64_C(1000000000000));
	assert_true(share_parse("0.000000000001", &share));
	assert_int_equal(share.numerator, 1);
	refuses("0.9999999999999");
	refuses("99.99999999999%");
	refuses("0.0000000000001");
}

static void test_outside_of_a_share(void **state)
{
	(void)state;
	refuses("0");
	refuses("0%");
	refuses("0.0");
	refuses("101%");
	refuses("100.1%");
	refuses("1.001");
	refuses("99.9");
	refuses("95");
	refuses("-1%");
	refuses("-0.5");
	refuses("99999999999999999999");
	refuses("99999999999999999999%");
}

static void test_no_number(void **state)
{
	(void)state;
	refuses("");
	refuses(" ");
	refuses("%");
	refuses(".");
	refuses("1e3");
	refuses("1e-3");
	refuses("0x1");
	refuses("+0.5");
	refuses(" 0.5");
	refuses("0,5");
	refuses("1/2");
	refuses("99.9%%");
	refuses("99.9.9%");
	refuses("nan");
	refuses("inf");
	refuses("99.9 percent");
}

static void test_reached_at_the_boundary(void **state)
{
	const struct share three_nines = {999, 1000};
	const struct share nines_and_a_half = {9995, 10000};
	const struct share all = {1, 1};

	(void)state;
	/* In doubles 999.0 / 1000.0 >= 0.999 may go either way; exactly it is reached. */
	assert_true(share_is_reached(three_nines, 999, 1000));
	assert_false(share_is_reached(three_nines, 998, 1000));
	assert_true(share_is_reached(three_nines, 1000, 1000));
	assert_true(share_is_reached(three_nines, 1998, 2000));
	assert_false(share_is_reached(three_nines, 1997, 2000));
	assert_true(share_is_reached(nines_and_a_half, 1999, 2000));
	assert_false(share_is_reached(nines_and_a_half, 1998, 2000));
	assert_true(share_is_reached(nines_and_a_half, 19990, 20000));
	assert_false(share_is_reached(nines_and_a_half, 19989, 20000));
	assert_true(share_is_reached(all, 7, 7));
	/* 28 days of 0.999: their sum in doubles is a little less than 28 x 0.999. */
	double good = 0;
	for (int day = 0; day < 28; day++)
		good += 0.999;
	assert_true(good < 28 * 0.999);
	assert_true(share_is_reached(three_nines, good, 28));
	assert_false(share_is_reached(three_nines, good - 1e-6, 28));
	assert_false(share_is_reached(all, 6, 7));
}

static void test_every_share_of_a_thousand_is_reached_by_itself(void **state)
{
	(void)state;
	for (int64_t i = 1; i <= 1000; i++) {
		const struct share share = {i, 1000};

		for (int64_t times = 1; times <= 7; times++) {
			const double good = (double)(i * times);
			const double total = (double)(1000 * times);

			assert_true(share_is_reached(share, good, total));
			assert_false(share_is_reached(share, good - 1, total));
			assert_false(share_is_reached(share, good, total + 1));
		}
	}
}

static void test_large_counts_stay_exact(void **state)
{
	const struct share finest = {INT64_C(999999999999), INT64_C(1000000000000)};

	(void)state;
	/* Products near 1e27: neither a double nor 64 bits would tell these apart. */
	assert_true(share_is_reached(finest, 8999999999991000.0, 9000000000000000.0));
	assert_false(share_is_reached(finest, 8999999999990999.0, 9000000000000000.0));
	assert_true(share_is_reached(finest, 9007199254740992.0, 9007199254740992.0));
}

static void test_counts_that_are_not_whole(void **state)
{
	const struct share nine_tenths = {9, 10};

	(void)state;
	assert_true(share_is_reached(nine_tenths, 4.5, 5));
	assert_false(share_is_reached(nine_tenths, 4.25, 5));
	assert_true(share_is_reached(nine_tenths, 0.9375, 1));
	assert_true(share_is_reached(nine_tenths, 1e20, 1e20));
	assert_false(share_is_reached(nine_tenths, 8e19, 1e20));
}

static void test_value_of_a_share(void **state)
{
	const struct share share = {999, 1000};

	(void)state;
	assert_true(share_value(share) >= 0.999 && share_value(share) <= 0.999);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shares_are_read_exactly),
		cmocka_unit_test(test_twelve_decimals_and_no_more),
		cmocka_unit_test(test_outside_of_a_share),
		cmocka_unit_test(test_no_number),
		cmocka_unit_test(test_reached_at_the_boundary),
		cmocka_unit_test(test_every_share_of_a_thousand_is_reached_by_itself),
		cmocka_unit_test(test_large_counts_stay_exact),
		cmocka_unit_test(test_counts_that_are_not_whole),
		cmocka_unit_test(test_value_of_a_share),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
