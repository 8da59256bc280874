/*
 * The statistics of the scorecard.
 *
 * Rule: the only file that names libRmath (R's own distributions). Ranks, medians and the
 * formulas are ours, checked against R in tests/unit/test_statistics.c. Pure: numbers in,
 * numbers out. "values" are finite doubles; where a function says sorted, ascending.
 */
#ifndef APLOMB_BASE_STATISTICS_H
#define APLOMB_BASE_STATISTICS_H

#include <stdbool.h>
#include <stddef.h>

/* "4.2.2": R, of which the library is a part. */
const char *statistics_library_version(void);

struct interval {
	double low, high;
};

/* Sorts in place, ascending. */
void statistics_sort(double *values, size_t count);

/*
 * Quantile of sorted values by linear interpolation (type 7 of Hyndman and Fan 1996, as R and
 * NumPy by default). p in [0, 1]; count >= 1. The median is p = 0.5: the mean of the two middle
 * values.
 */
double statistics_quantile(const double *sorted, size_t count, double p);

/*
 * Index of the highest order statistic that takes part in that quantile (0-based): whether an
 * open item, which ranks above all finished ones, takes part in it.
 */
size_t statistics_quantile_last_index(size_t count, double p);

/* exp of the mean of logarithms; a value below 1 counts as 1. count >= 1. */
double statistics_geometric_mean(const double *values, size_t count);

/* Wilson score interval of a share, 95 % (Wilson 1927). 0 <= hits <= count, count >= 1. */
struct interval statistics_wilson(double hits, double count);

/*
 * The largest rank k with P(Bin(n, 1/2) <= k - 1) <= 0.025, for a distribution-free 95 %
 * interval [x(k), x(n + 1 - k)] of a median (David and Nagaraja 2003, 7.1). 0 when n < 6: none.
 */
size_t statistics_median_rank(size_t count);

/*
 * 95 % interval of a mean: mean -+ t(0.975, n - 1) s / sqrt(n) (Student 1908).
 * count >= 2.
 */
struct interval statistics_mean_interval(const double *values, size_t count);

/* One two-sided test of two samples. direction > 0: the second sample is the larger one. */
struct test_result {
	double p;
	int direction;
};

/*
 * Mann-Whitney, normal approximation with tie correction and continuity correction (as R's
 * wilcox.test(exact = FALSE, correct = TRUE)). direction compares the rank sums with their
 * expectation. All values tied: p = 1, direction 0. Both counts >= 1.
 */
struct test_result statistics_mann_whitney(const double *first, size_t first_count,
					   const double *second, size_t second_count);

/*
 * Fisher's exact test of two shares: the sum of the probabilities of all tables with the same
 * margins that are no likelier than the one seen, relative tolerance 1e-7 (as R's fisher.test).
 * direction compares hits2/count2 with hits1/count1. Both counts >= 1.
 */
struct test_result statistics_fisher(size_t first_hits, size_t first_count, size_t second_hits,
				     size_t second_count);

/*
 * The smallest ratio between two groups of times that a test at 0.01 could have told with
 * 80 % power: exp(3.42 s sqrt(1/n1 + 1/n2)), s the pooled standard deviation of the logarithms
 * (a time below 1 s as 1 s). false (and *ratio untouched) where either group has under 2.
 */
bool statistics_detectable_ratio(const double *first, size_t first_count, const double *second,
				 size_t second_count, double *ratio);

/*
 * Natural process limits of an XmR chart (Shewhart 1931; Wheeler 1993): mean -+ 2.66 x mean
 * moving range of consecutive values. count >= 2.
 */
struct process_limits {
	double low, mean, high;
};
struct process_limits statistics_process_limits(const double *values, size_t count);

#endif
