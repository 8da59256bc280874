/*
 * The statistics against R 4.2.2: the R call stands beside each value. Some calls are named:
 *   m <- function(x, y) wilcox.test(x, y, exact = FALSE, correct = TRUE)$p.value
 *   f <- function(h1, n1, h2, n2) fisher.test(matrix(c(h1, h2, n1-h1, n2-h2), 2))$p.value
 *   w <- function(x, n) prop.test(x, n, correct = FALSE)$conf.int
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/statistics.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void close_to(double seen, double expected, const char *file, int line)
{
	if (fabs(seen - expected) > 1e-9 * fmax(fabs(expected), 1e-3)) {
		print_error("%s:%d: %.17g, expected %.17g\n", file, line, seen, expected);
		fail();
	}
}
#define assert_close(seen, expected) close_to((seen), (expected), __FILE__, __LINE__)

/* Deterministic numbers for the properties (Steele et al. 2014, splitmix64). */
static uint64_t random_next(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static void test_sort(void **state)
{
	double values[] = {3, -1, 2, 2, 0, 1e300, -1e300};
	const double sorted[] = {-1e300, -1, 0, 2, 2, 3, 1e300};

	(void)state;
	statistics_sort(values, COUNT(values));
	for (size_t i = 0; i < COUNT(values); i++)
		assert_true(values[i] == sorted[i]);
	statistics_sort(values, 0);
	statistics_sort(values, 1);
	assert_true(values[0] == -1e300);
}

static int compare_values(const void *left, const void *right)
{
	double a = *(const double *)left;
	double b = *(const double *)right;

	return (a > b) - (a < b);
}

/* Times (wholes and halves) take another way than other numbers, and many than few. */
static void test_sort_many(void **state)
{
	const double scales[] = {1, 0.5, 1e5, 1e-3, -1, 1e6 + 0.5};
	static double values[1000], sorted[1000];
	uint64_t random = 7;

	(void)state;
	for (size_t i = 0; i < COUNT(scales); i++) {
		for (size_t count = 60; count <= COUNT(values); count += 47) {
			for (size_t j = 0; j < count; j++)
				values[j] = (double)(random_next(&random) % 5000) * scales[i];
			memcpy(sorted, values, sizeof(sorted));
			qsort(sorted, count, sizeof(*sorted), compare_values);
			statistics_sort(values, count);
			assert_memory_equal(values, sorted, count * sizeof(*values));
		}
	}
}

/*
 * The order in which the median of three is the second least each time (Musser 1997): what
 * would take the square of the count is sorted all the same.
 */
static void test_sort_unevenly(void **state)
{
	double values[400];
	const size_t half = COUNT(values) / 2;

	(void)state;
	for (size_t i = 1; i <= half; i++) {
		values[i - 1] = (double)(i % 2 ? i : half + i - 1) + 0.25;
		values[half + i - 1] = (double)(2 * i) + 0.25;
	}
	statistics_sort(values, COUNT(values));
	for (size_t i = 0; i < COUNT(values); i++)
		assert_true(values[i] == (double)(i + 1) + 0.25);
}

/* One value that is no whole half, or too large for one, decides for all. */
static void test_sort_odd_one(void **state)
{
	const double odd[] = {0.25, -1, 2147483647.5, 2147483648.0, 4294967296.0, 1e300};
	double values[100];

	(void)state;
	for (size_t i = 0; i < COUNT(odd); i++) {
		for (size_t j = 0; j < COUNT(values); j++)
			values[j] = (double)(100 - j);
		values[50] = odd[i];
		statistics_sort(values, COUNT(values));
		for (size_t j = 1; j < COUNT(values); j++)
			assert_true(values[j - 1] <= values[j]);
		assert_true(values[odd[i] < 1 ? 0 : COUNT(values) - 1] == odd[i]);
	}
}

static void test_quantile(void **state)
{
	const double p[] = {0, 0.1, 0.25, 0.5, 0.75, 0.9, 1};
	double five[] = {14, 48, 21, 9, 33};
	double six[] = {14, 48, 21, 9, 33, 27};
	double twelve[] = {60, 12, 35, 35, 8, 120, 44, 19, 35, 77, 3, 250};
	/* quantile(c(14,48,21,9,33), c(0,.1,.25,.5,.75,.9,1)) */
	const double of_five[] = {9, 11, 14, 21, 33, 42, 48};
	/* quantile(c(14,48,21,9,33,27), c(0,.1,.25,.5,.75,.9,1)) */
	const double of_six[] = {9, 11.5, 15.75, 24, 31.5, 40.5, 48};
	/* quantile(c(60,12,35,35,8,120,44,19,35,77,3,250), c(0,.1,.25,.5,.75,.9,1)) */
	const double of_twelve[] = {3, 8.4, 17.25, 35, 64.25, 115.7, 250};
	const double one[] = {7};
	const double equal[] = {4, 4, 4, 4};

	(void)state;
	statistics_sort(five, COUNT(five));
	statistics_sort(six, COUNT(six));
	statistics_sort(twelve, COUNT(twelve));
	for (size_t i = 0; i < COUNT(p); i++) {
		assert_close(statistics_quantile(five, COUNT(five), p[i]), of_five[i]);
		assert_close(statistics_quantile(six, COUNT(six), p[i]), of_six[i]);
		assert_close(statistics_quantile(twelve, COUNT(twelve), p[i]), of_twelve[i]);
		assert_true(statistics_quantile(one, 1, p[i]) == 7);
		assert_true(statistics_quantile(equal, 4, p[i]) == 4);
	}
	/* The median of an even number is the mean of the two middle values, exactly. */
	assert_true(statistics_quantile(six, COUNT(six), 0.5) == (21.0 + 27.0) / 2);
}

static void test_quantile_last_index(void **state)
{
	(void)state;
	assert_int_equal(statistics_quantile_last_index(1, 0.5), 0);
	assert_int_equal(statistics_quantile_last_index(1, 1), 0);
	assert_int_equal(statistics_quantile_last_index(2, 0.5), 1);
	assert_int_equal(statistics_quantile_last_index(5, 0.5), 2);
	assert_int_equal(statistics_quantile_last_index(6, 0.5), 3);
	assert_int_equal(statistics_quantile_last_index(5, 0), 0);
	assert_int_equal(statistics_quantile_last_index(5, 1), 4);
	assert_int_equal(statistics_quantile_last_index(12, 0.9), 10);
	/* 0.9 * 10 k is whole: the next one has no weight, whatever the rounding. */
	for (size_t k = 1; k < 10000; k++)
		assert_int_equal(statistics_quantile_last_index(10 * k + 1, 0.9), 9 * k);
	/* 3 * 0.1 is 0.30000000000000004, but 30 * 0.1 is 3 of 0..30. */
	assert_int_equal(statistics_quantile_last_index(31, 0.1), 3);
}

/* What has no weight cannot move the quantile; the last that has, does. */
static void test_quantile_last_index_moves(void **state)
{
	const double p[] = {0.1, 0.25, 0.5, 0.9};
	double values[40];

	(void)state;
	for (size_t count = 1; count <= COUNT(values); count++) {
		for (size_t j = 0; j < COUNT(p); j++) {
			size_t last = statistics_quantile_last_index(count, p[j]);
			double before, after;

			for (size_t i = 0; i < count; i++)
				values[i] = (double)i;
			before = statistics_quantile(values, count, p[j]);
			for (size_t i = last + 1; i < count; i++)
				values[i] = 1e6;
			assert_true(statistics_quantile(values, count, p[j]) == before);
			values[last] = 1e6;
			after = statistics_quantile(values, count, p[j]);
			assert_true(after > before);
		}
	}
}

static void test_geometric_mean(void **state)
{
	const double five[] = {14, 48, 21, 9, 33};
	const double small[] = {0, 0.5, 1, 60, 3600};

	(void)state;
	/* exp(mean(log(c(14,48,21,9,33)))) */
	assert_close(statistics_geometric_mean(five, 5), 21.109065302606218);
	/* exp(mean(log(pmax(c(0,0.5,1,60,3600), 1)))) */
	assert_close(statistics_geometric_mean(small, 5), 11.665161349761227);
	assert_close(statistics_geometric_mean(small, 1), 1);
}

static void test_wilson(void **state)
{
	const struct {
		double hits, count, low, high;
	} cases[] = {
		{0, 5, 0, 0.43448246478317465},				     /* w(0,5) */
		{5, 5, 0.56551753521682535, 1},				     /* w(5,5) */
		{47, 50, 0.83782908311161830, 0.97938502965102614},	     /* w(47,50) */
		{1, 1, 0.2065493143772375, 1},				     /* w(1,1) */
		{0, 1, 0, 0.79345068562276255},				     /* w(0,1) */
		{136, 148, 0.86362962919197206, 0.95301162915123561},	     /* w(136,148) */
		{499999, 1000000, 0.49901901989384828, 0.50097898011383479}, /* w(499999,1e6) */
		{1, 7, 0.025679624344743562, 0.513127829274318770},	     /* w(1,7) */
		{3, 6, 0.18761630648265057, 0.81238369351734940},	     /* w(3,6) */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct interval seen = statistics_wilson(cases[i].hits, cases[i].count);

		assert_close(seen.low, cases[i].low);
		assert_close(seen.high, cases[i].high);
	}
	for (int count = 1; count <= 200; count++) {
		for (int hits = 0; hits <= count; hits++) {
			struct interval seen = statistics_wilson(hits, count);
			struct interval turned = statistics_wilson(count - hits, count);
			double share = (double)hits / count;

			assert_true(seen.low >= 0 && seen.high <= 1);
			assert_true(seen.low <= share && share <= seen.high);
			assert_close(seen.low, 1 - turned.high);
		}
	}
}

static void test_median_rank(void **state)
{
	/* sapply(n, function(n) sum(pbinom(0:(n-1), n, .5) <= 0.025)) */
	const size_t count[] = {1, 2, 5, 6, 7, 8, 9, 11, 12, 20, 25, 50, 100, 1000, 1000000};
	const size_t rank[] = {0, 0, 0, 1, 1, 1, 2, 2, 3, 6, 8, 18, 40, 469, 499020};
	size_t sum = 0;
	size_t weighted = 0;

	(void)state;
	assert_int_equal(statistics_median_rank(0), 0);
	for (size_t i = 0; i < COUNT(count); i++)
		assert_int_equal(statistics_median_rank(count[i]), rank[i]);
	for (size_t n = 1; n <= 2000; n++) {
		sum += statistics_median_rank(n);
		weighted += n * statistics_median_rank(n);
		assert_true(2 * statistics_median_rank(n) <= n);
	}
	/* k <- sapply(1:2000, function(n) sum(pbinom(0:(n-1), n, .5) <= 0.025)) */
	assert_int_equal(sum, 942059);		/* sum(k) */
	assert_int_equal(weighted, 1264176532); /* sum(k * (1:2000)) */
}

static void test_mean_interval(void **state)
{
	const double twelve[] = {4, 6, 5, 7, 5, 6, 4, 5, 6, 7, 5, 5};
	const double four[] = {0, 0, 1, 3};
	const double two[] = {2, 9};
	const double equal[] = {3, 3, 3, 3};
	struct interval seen;

	(void)state;
	/* t.test(c(4,6,5,7,5,6,4,5,6,7,5,5))$conf.int */
	seen = statistics_mean_interval(twelve, 12);
	assert_close(seen.low, 4.7837082581953405);
	assert_close(seen.high, 6.0496250751379934);
	/* t.test(c(0,0,1,3))$conf.int: below 0 is cut by the caller, not here */
	seen = statistics_mean_interval(four, 4);
	assert_close(seen.low, -1.2503293632281836);
	assert_close(seen.high, 3.2503293632281833);
	/* t.test(c(2,9))$conf.int */
	seen = statistics_mean_interval(two, 2);
	assert_close(seen.low, -38.971716576611428);
	assert_close(seen.high, 49.971716576611428);
	seen = statistics_mean_interval(equal, 4);
	assert_true(seen.low == 3 && seen.high == 3);
}

/* The test both ways round: the same p, the direction turned. */
static void assert_mann_whitney(const double *x, size_t nx, const double *y, size_t ny,
				double p, int direction)
{
	struct test_result seen = statistics_mann_whitney(x, nx, y, ny);
	struct test_result turned = statistics_mann_whitney(y, ny, x, nx);

	assert_close(seen.p, p);
	assert_int_equal(seen.direction, direction);
	assert_true(turned.p == seen.p);
	assert_int_equal(turned.direction, -direction);
}

static void test_mann_whitney(void **state)
{
	const double weeks[] = {4, 3, 5, 4, 2, 6, 4, 3, 5, 4, 4, 5};
	const double weeks_later[] = {6, 5, 7, 5, 6, 8, 5, 6, 5, 7, 6, 5};
	const double plain[] = {1.1, 2.2, 3.3, 4.4, 5.5, 6.6, 7.7, 8.8};
	const double plain_later[] = {2.5, 3.5, 9.5, 10.5, 11.5, 12.5, 13.5, 14.5};
	const double run[] = {1, 2, 3, 4, 5, 6, 7, 8};
	const double far[] = {101, 102, 103, 104, 105, 106, 107, 108};
	const double few_tied[] = {7, 7, 7, 9, 9, 20};
	const double few_tied_later[] = {7, 9, 9, 9, 20, 20, 31};
	const double one_once[] = {0, 0, 0, 0, 0, 0, 0, 1};
	const double zeros[] = {0, 0, 0, 0, 0, 0, 0, 0};

	(void)state;
	/* m(c(4,3,5,4,2,6,4,3,5,4,4,5), c(6,5,7,5,6,8,5,6,5,7,6,5)) */
	assert_mann_whitney(weeks, 12, weeks_later, 12, 0.00071199067730075554, 1);
	/* m(c(1.1,2.2,3.3,4.4,5.5,6.6,7.7,8.8), c(2.5,3.5,9.5,10.5,11.5,12.5,13.5,14.5)) */
	assert_mann_whitney(plain, 8, plain_later, 8, 0.031324130877889989, 1);
	/* m(1:8, 101:108) */
	assert_mann_whitney(run, 8, far, 8, 0.00093910569911719033, 1);
	/* m(c(7,7,7,9,9,20), c(7,9,9,9,20,20,31)) */
	assert_mann_whitney(few_tied, 6, few_tied_later, 7, 0.17691187319448651, 1);
	/* m(c(0,0,0,0,0,0,0,1), c(0,0,0,0,0,0,0,0)) */
	assert_mann_whitney(one_once, 8, zeros, 8, 0.38157390570502125, -1);
	/* m(c(1), c(2)); m(c(1,2), c(2,3)); m(1:5, 1:5) */
	assert_mann_whitney(run, 1, run + 1, 1, 1, 1);
	assert_mann_whitney(run, 2, run + 1, 2, 0.41421617824252505, 1);
	assert_mann_whitney(run, 5, run, 5, 1, 0);
	/* All tied: R says NaN, we say that nothing changed. */
	assert_mann_whitney(zeros, 8, zeros, 3, 1, 0);
	assert_mann_whitney(zeros, 1, zeros, 1, 1, 0);
	assert_true(weeks[0] == 4); /* its inputs stay in their order */
}

static void test_mann_whitney_large(void **state)
{
	double *x = memory_resize(NULL, 100000, sizeof(*x));
	double *y = memory_resize(NULL, 100000, sizeof(*y));

	(void)state;
	for (int i = 0; i < 1000; i++) {
		x[i] = i + 1;
		y[i] = i + 31;
	}
	/* m(1:1000, 1:1000 + 30) */
	assert_mann_whitney(x, 1000, y, 1000, 0.022118703453373433, 1);
	for (int i = 0; i < 600; i++) {
		x[i] = i % 3 + 1;
		y[i] = fmin(i % 4 + 1, 3);
	}
	/* m(rep(c(1,2,3), 200), rep(c(1,2,3,3), 150)) */
	assert_mann_whitney(x, 600, y, 600, 9.62546084704094e-08, 1);
	for (int i = 0; i < 100000; i++) {
		x[i] = (i + 1) % 997;
		y[i] = (i + 1) % 1009;
	}
	/* m((1:100000) %% 997, (1:100000) %% 1009) */
	assert_mann_whitney(x, 100000, y, 100000, 5.0159911757085729e-07, 1);
	free(x);
	free(y);
}

static void test_mann_whitney_properties(void **state)
{
	uint64_t seed = 1;
	double x[30], y[30];

	(void)state;
	for (int round = 0; round < 2000; round++) {
		size_t nx = 1 + random_next(&seed) % COUNT(x);
		size_t ny = 1 + random_next(&seed) % COUNT(y);
		struct test_result seen, turned;

		for (size_t i = 0; i < nx; i++)
			x[i] = (double)(random_next(&seed) % 12);
		for (size_t i = 0; i < ny; i++)
			y[i] = (double)(random_next(&seed) % 12);
		seen = statistics_mann_whitney(x, nx, y, ny);
		turned = statistics_mann_whitney(y, ny, x, nx);
		assert_true(seen.p >= 0 && seen.p <= 1);
		assert_true(seen.p == turned.p && seen.direction == -turned.direction);
		assert_true(seen.direction != 0 || seen.p == 1);
	}
}

static void test_fisher(void **state)
{
	const struct {
		size_t h1, n1, h2, n2;
		double p;
		int direction;
	} cases[] = {
		{47, 50, 38, 50, 0.022604386881923486, -1},  /* f(47,50,38,50) */
		{3, 10, 9, 10, 0.019766611097880419, 1},     /* f(3,10,9,10) */
		{0, 5, 0, 7, 1, 0},			     /* f(0,5,0,7) */
		{5, 5, 7, 7, 1, 0},			     /* f(5,5,7,7) */
		{0, 1, 1, 1, 1, 1},			     /* f(0,1,1,1) */
		{0, 8, 8, 8, 0.00015540015540015556, 1},     /* f(0,8,8,8) */
		{10, 20, 10, 20, 1, 0},			     /* f(10,20,10,20) */
		{1, 5, 4, 6, 0.24242424242424235, 1},	     /* f(1,5,4,6) */
		{95, 100, 180, 200, 0.1842936666246606, -1}, /* f(95,100,180,200) */
		{4900, 5000, 4800, 5000, 4.7665203215954424e-09,
		 -1}, /* f(4900,5000,4800,5000) */
		{50000, 100000, 50600, 100000, 0.0073872269501776798,
		 1},						  /* f(5e4,1e5,50600,1e5) */
		{2, 12, 7, 12, 0.089379458877372572, 1},	  /* f(2,12,7,12) */
		{999, 1000, 990, 1000, 0.011504767503741676, -1}, /* f(999,1000,990,1000) */
		{1, 100000, 100000, 100000, 0, 1},		  /* f(1,1e5,1e5,1e5) */
		{7, 7, 0, 5, 0.001262626262626263, -1},		  /* f(7,7,0,5) */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct test_result seen =
			statistics_fisher(cases[i].h1, cases[i].n1, cases[i].h2, cases[i].n2);

		assert_true(fabs(seen.p - cases[i].p) <= 1e-9 * fmax(cases[i].p, 1e-9));
		assert_int_equal(seen.direction, cases[i].direction);
	}
}

static void test_fisher_properties(void **state)
{
	(void)state;
	for (size_t n1 = 1; n1 <= 9; n1++) {
		for (size_t n2 = 1; n2 <= 9; n2++) {
			for (size_t i = 0; i < (n1 + 1) * (n2 + 1); i++) {
				size_t h1 = i / (n2 + 1);
				size_t h2 = i % (n2 + 1);
				struct test_result seen = statistics_fisher(h1, n1, h2, n2);
				struct test_result turned = statistics_fisher(h2, n2, h1, n1);
				struct test_result misses =
					statistics_fisher(n1 - h1, n1, n2 - h2, n2);

				assert_true(seen.p > 0 && seen.p <= 1);
				assert_close(turned.p, seen.p);
				assert_close(misses.p, seen.p);
				assert_int_equal(turned.direction, -seen.direction);
				assert_int_equal(misses.direction, -seen.direction);
			}
		}
	}
}

static void test_detectable_ratio(void **state)
{
	const double first[] = {840, 2880, 1260, 540, 1980};
	const double second[] = {600, 900, 720};
	const double below_one[] = {0, 0.5, 10};
	const double above_one[] = {100, 1000};
	const double equal[] = {5, 5};
	double ratio = -1;

	(void)state;
	/*
	 * d <- function(x, y) { x <- log(pmax(x, 1)); y <- log(pmax(y, 1)); n <- length(x)
	 *   k <- length(y); s <- sqrt((sum((x-mean(x))^2) + sum((y-mean(y))^2)) / (n+k-2))
	 *   exp(3.42 * s * sqrt(1/n + 1/k)) }
	 * d(c(840,2880,1260,540,1980), c(600,900,720))
	 */
	assert_true(statistics_detectable_ratio(first, 5, second, 3, &ratio));
	assert_close(ratio, 4.0058257755993321);
	/* d(c(0,0.5,10), c(100,1000)) */
	assert_true(statistics_detectable_ratio(below_one, 3, above_one, 2, &ratio));
	assert_close(ratio, 88.495389591454014);
	assert_true(statistics_detectable_ratio(equal, 2, equal, 2, &ratio));
	assert_true(ratio == 1);
	ratio = -1;
	assert_false(statistics_detectable_ratio(first, 1, second, 3, &ratio));
	assert_false(statistics_detectable_ratio(first, 5, second, 1, &ratio));
	assert_false(statistics_detectable_ratio(first, 0, second, 0, &ratio));
	assert_true(ratio == -1);
}

static void test_process_limits(void **state)
{
	const double twelve[] = {4, 6, 5, 7, 5, 6, 4, 5, 6, 7, 5, 5};
	const double equal[] = {3, 3};
	const double two[] = {1, 9};
	struct process_limits seen;

	(void)state;
	/* x <- c(4,6,5,7,5,6,4,5,6,7,5,5); mean(x) + c(-1,0,1) * 2.66 * mean(abs(diff(x))) */
	seen = statistics_process_limits(twelve, 12);
	assert_close(seen.low, 1.7893939393939400);
	assert_close(seen.mean, 5.4166666666666670);
	assert_close(seen.high, 9.0439393939393931);
	seen = statistics_process_limits(equal, 2);
	assert_true(seen.low == 3 && seen.mean == 3 && seen.high == 3);
	/* x <- c(1,9) */
	seen = statistics_process_limits(two, 2);
	assert_close(seen.low, -16.28);
	assert_close(seen.mean, 5);
	assert_close(seen.high, 26.28);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sort),
		cmocka_unit_test(test_sort_many),
		cmocka_unit_test(test_sort_unevenly),
		cmocka_unit_test(test_sort_odd_one),
		cmocka_unit_test(test_quantile),
		cmocka_unit_test(test_quantile_last_index),
		cmocka_unit_test(test_quantile_last_index_moves),
		cmocka_unit_test(test_geometric_mean),
		cmocka_unit_test(test_wilson),
		cmocka_unit_test(test_median_rank),
		cmocka_unit_test(test_mean_interval),
		cmocka_unit_test(test_mann_whitney),
		cmocka_unit_test(test_mann_whitney_large),
		cmocka_unit_test(test_mann_whitney_properties),
		cmocka_unit_test(test_fisher),
		cmocka_unit_test(test_fisher_properties),
		cmocka_unit_test(test_detectable_ratio),
		cmocka_unit_test(test_process_limits),
	};

	return cmocka_run_group_tests_name("statistics", tests, NULL, NULL);
}
