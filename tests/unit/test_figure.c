/* Figures of the JSON and CSV snapshots: the bytes that printf() writes, whatever the value. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>

#include "export/figure.h"

static const int all_digits[] = {ESTIMATE_DIGITS, FIGURE_DIGITS};

static void assert_as_printed(double value)
{
	for (size_t i = 0; i < sizeof(all_digits) / sizeof(all_digits[0]); i++) {
		char printed[64];
		struct buffer written;

		snprintf(printed, sizeof(printed), "%.*g", all_digits[i], value);
		buffer_init(&written);
		figure_add(&written, value, all_digits[i]);
		assert_string_equal(written.bytes, printed);
		buffer_release(&written);
	}
}

static void assert_around(double value)
{
	assert_as_printed(value);
	assert_as_printed(-value);
	assert_as_printed(nextafter(value, 0));
	assert_as_printed(nextafter(value, (double)INFINITY));
}

static void test_edges(void **state)
{
	struct buffer zero;

	(void)state;
	buffer_init(&zero);
	figure_add(&zero, -0.0, FIGURE_DIGITS);
	assert_string_equal(zero.bytes, "0");
	buffer_release(&zero);
	for (int exponent = -12; exponent <= 18; exponent++) {
		double power = pow(10, exponent);

		assert_around(power);
		assert_around(5 * power);
		assert_around(power - 5e-10 * power);
		assert_around(power - 5e-7 * power);
		assert_around(0.9999995 * power);
		assert_around(1.0000005 * power);
		assert_around(1.234567890123 * power);
	}
	assert_around(0.5);
	assert_around(1234567.125); /* the middle of two figures of nine digits, exactly */
	assert_around(12345678.25);
	assert_around(123456.5);
	assert_around(0x1p-1074);
	assert_around(0x1.fffffffffffffp1023);
}

static void test_many(void **state)
{
	uint64_t random = 1;

	(void)state;
	for (int i = 0; i < 200000; i++) {
		random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
		assert_as_printed((double)(random >> 20) / 1e6 * pow(10, -(i % 12)));
		assert_as_printed((double)(random >> 44) / (double)(1 + i % 60));
		assert_as_printed((double)(random >> 40) / 256);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_edges),
		cmocka_unit_test(test_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
