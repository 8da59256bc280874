#include "base/statistics.h"

#include <Rmath.h>
#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static int compare_doubles(const void *left, const void *right)
{
	double a = *(const double *)left;
	double b = *(const double *)right;

	return (a > b) - (a < b);
}

static void sort_few(double *values, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		double value = values[i];
		size_t to = i;

		for (; to > 0 && values[to - 1] > value; to--)
			values[to] = values[to - 1];
		values[to] = value;
	}
}

static double median_of_three(double a, double b, double c)
{
	return fmax(fmin(a, b), fmin(fmax(a, b), c));
}

/*
 * Quicksort (Hoare 1961) until few are left; what turns out uneven time and again is left to
 * qsort(). Comparing without a call each makes it three times as fast as qsort() alone.
 */
static void sort_many(double *values, size_t count, int patience)
{
	while (count > 24) {
		double pivot = median_of_three(values[0], values[count / 2], values[count - 1]);
		size_t low = 0, high = count - 1;

		if (patience-- == 0) {
			qsort(values, count, sizeof(values[0]), compare_doubles);
			return;
		}
		while (true) {
			double swapped;

			while (values[low] < pivot)
				low++;
			while (values[high] > pivot)
				high--;
			if (low >= high)
				break;
			swapped = values[low];
			values[low++] = values[high];
			values[high--] = swapped;
		}
		sort_many(values, low, patience);
		values += low;
		count -= low;
	}
	sort_few(values, count);
}

#define RADIX_COUNT_MIN 64
#define RADIX_DIGITS 256

/* Times and their medians: whole halves below 2^31. false: some value is something else. */
static bool take_halves(const double *values, size_t count, uint32_t *halves, uint32_t *largest)
{
	*largest = 0;
	for (size_t i = 0; i < count; i++) {
		double twice = values[i] * 2;

		if (!(twice >= 0 && twice <= UINT32_MAX))
			return false;
		halves[i] = (uint32_t)twice;
		if ((double)halves[i] < twice)
			return false;
		*largest = halves[i] > *largest ? halves[i] : *largest;
	}
	return true;
}

/* One digit of a radix sort, the order of those below it kept. */
static void sort_by_digit(const uint32_t *from, size_t count, unsigned shift, uint32_t *to)
{
	size_t starts[RADIX_DIGITS + 1] = {0};

	for (size_t i = 0; i < count; i++)
		starts[(from[i] >> shift) % RADIX_DIGITS + 1]++;
	for (size_t i = 1; i < RADIX_DIGITS; i++)
		starts[i] += starts[i - 1];
	for (size_t i = 0; i < count; i++)
		to[starts[(from[i] >> shift) % RADIX_DIGITS]++] = from[i];
}

/* Whole numbers are sorted without comparing any: several times as fast. */
static bool sort_halves(double *values, size_t count)
{
	uint32_t *memory = memory_resize(NULL, 2 * count, sizeof(*memory));
	uint32_t *from = memory;
	uint32_t *to = memory + count;
	uint32_t largest;
	bool are_halves = take_halves(values, count, from, &largest);

	for (unsigned shift = 0; are_halves && shift < 32 && largest >> shift; shift += 8) {
		uint32_t *sorted = to;

		sort_by_digit(from, count, shift, to);
		to = from;
		from = sorted;
	}
	for (size_t i = 0; are_halves && i < count; i++)
		values[i] = (double)from[i] / 2;
	free(memory);
	return are_halves;
}

void statistics_sort(double *values, size_t count)
{
	if (count >= RADIX_COUNT_MIN && sort_halves(values, count))
		return;
	sort_many(values, count, 60);
}

/*
 * Where the quantile lies among 0-based order statistics. A product such as 0.7 * 10 that
 * misses a whole number by rounding alone is that whole number: else an item that has no
 * weight would seem to take part.
 */
static double quantile_position(size_t count, double p)
{
	double position = (double)(count - 1) * p;
	double whole = nearbyint(position);

	if (fabs(position - whole) <= 4 * DBL_EPSILON * fmax(1, position))
		return whole;
	return position;
}

double statistics_quantile(const double *sorted, size_t count, double p)
{
	double position, weight;
	size_t below;

	assert(count >= 1 && p >= 0 && p <= 1);
	position = quantile_position(count, p);
	below = (size_t)position;
	weight = position - (double)below;
	if (weight == 0 || sorted[below] == sorted[below + 1])
		return sorted[below];
	return (1 - weight) * sorted[below] + weight * sorted[below + 1];
}

size_t statistics_quantile_last_index(size_t count, double p)
{
	assert(count >= 1 && p >= 0 && p <= 1);
	return (size_t)ceil(quantile_position(count, p));
}

static double log_of_time(double value)
{
	return value > 1 ? log(value) : 0;
}

double statistics_geometric_mean(const double *values, size_t count)
{
	double sum = 0;

	assert(count >= 1);
	for (size_t i = 0; i < count; i++)
		sum += log_of_time(values[i]);
	return exp(sum / (double)count);
}

struct interval statistics_wilson(double hits, double count)
{
	const double z = qnorm(0.975, 0, 1, 1, 0);
	double share = hits / count;
	double middle = share + z * z / (2 * count);
	double half = z * sqrt(share * (1 - share) / count + z * z / (4 * count * count));
	double scale = 1 + z * z / count;
	struct interval interval = {(middle - half) / scale, (middle + half) / scale};

	assert(count >= 1 && hits >= 0 && hits <= count);
	/* The ends are exact in algebra and one rounding beside it in doubles. */
	interval.low = hits == 0 ? 0 : fmin(interval.low, share);
	interval.high = hits == count ? 1 : fmax(interval.high, share);
	return interval;
}

size_t statistics_median_rank(size_t count)
{
	/*
	 * qbinom gives the smallest x with P(X <= x) >= 0.025. No sum of powers of 1/2 is
	 * 0.025, so at x - 1 it is below, and x is the largest rank that was asked for.
	 */
	return count ? (size_t)qbinom(0.025, (double)count, 0.5, 1, 0) : 0;
}

static double mean_of(const double *values, size_t count)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += values[i];
	return sum / (double)count;
}

struct interval statistics_mean_interval(const double *values, size_t count)
{
	double n = (double)count;
	double squares = 0;
	double mean, half;

	assert(count >= 2);
	mean = mean_of(values, count);
	for (size_t i = 0; i < count; i++)
		squares += (values[i] - mean) * (values[i] - mean);
	half = qt(0.975, n - 1, 1, 0) * sqrt(squares / (n - 1)) / sqrt(n);
	return (struct interval){mean - half, mean + half};
}

/* The ranks of two samples put together. */
struct ranks {
	double twice_first_sum; /* twice the rank sum of the first: a whole number */
	double ties;		/* sum of t^3 - t over the groups of t equal values */
};

/* Walks two sorted samples together; ties share the mean of their ranks. */
static struct ranks rank_merged(const double *first, size_t first_count, const double *second,
				size_t second_count)
{
	struct ranks ranks = {0, 0};
	size_t i = 0;
	size_t j = 0;

	while (i < first_count || j < second_count) {
		double value = j >= second_count || (i < first_count && first[i] <= second[j])
				       ? first[i]
				       : second[j];
		size_t before = i + j;
		size_t first_before = i;
		double tied;

		while (i < first_count && first[i] == value)
			i++;
		while (j < second_count && second[j] == value)
			j++;
		tied = (double)(i + j - before);
		ranks.ties += tied * tied * tied - tied;
		ranks.twice_first_sum +=
			(double)(i - first_before) * (double)(before + 1 + i + j);
	}
	return ranks;
}

struct test_result statistics_mann_whitney(const double *first, size_t first_count,
					   const double *second, size_t second_count)
{
	double n1 = (double)first_count;
	double n2 = (double)second_count;
	double n = n1 + n2;
	double *sorted = memory_resize(NULL, first_count + second_count, sizeof(*sorted));
	double variance, distance, z;
	struct ranks ranks;

	assert(first_count >= 1 && second_count >= 1);
	memcpy(sorted, first, first_count * sizeof(*sorted));
	memcpy(sorted + first_count, second, second_count * sizeof(*sorted));
	statistics_sort(sorted, first_count);
	statistics_sort(sorted + first_count, second_count);
	ranks = rank_merged(sorted, first_count, sorted + first_count, second_count);
	free(sorted);

	/* How far the first sample's rank sum lies above its expectation. */
	distance = (ranks.twice_first_sum - n1 * (n + 1)) / 2;
	/* So it is where all are equal, too. */
	if (distance == 0)
		return (struct test_result){1, 0};
	variance = n1 * n2 / 12 * ((n + 1) - ranks.ties / (n * (n - 1)));
	z = fmax(fabs(distance) - 0.5, 0) / sqrt(variance);
	return (struct test_result){2 * pnorm(z, 0, 1, 0, 0), distance < 0 ? 1 : -1};
}

struct test_result statistics_fisher(size_t first_hits, size_t first_count, size_t second_hits,
				     size_t second_count)
{
	double hits = (double)(first_hits + second_hits);
	double others = (double)(first_count + second_count) - hits;
	double drawn = (double)first_count;
	double lowest = fmax(0, drawn - others);
	double highest = fmin(drawn, hits);
	uint64_t first_share = (uint64_t)first_hits * second_count;
	uint64_t second_share = (uint64_t)second_hits * first_count;
	double seen = dhyper((double)first_hits, hits, others, drawn, 0);
	double p = 0;

	assert(first_count >= 1 && second_count >= 1);
	assert(first_hits <= first_count && second_hits <= second_count);
	for (double x = lowest; x <= highest; x++) {
		double probability = dhyper(x, hits, others, drawn, 0);

		if (probability <= seen * (1 + 1e-7))
			p += probability;
	}
	return (struct test_result){fmin(p, 1), (second_share > first_share) -
							(second_share < first_share)};
}

/* Sum of squared distances of the logarithms from their mean. */
static double log_squares(const double *values, size_t count)
{
	double *logs = memory_resize(NULL, count, sizeof(*logs));
	double mean = 0;
	double squares = 0;

	for (size_t i = 0; i < count; i++) {
		logs[i] = log_of_time(values[i]);
		mean += logs[i] / (double)count;
	}
	for (size_t i = 0; i < count; i++)
		squares += (logs[i] - mean) * (logs[i] - mean);
	free(logs);
	return squares;
}

bool statistics_detectable_ratio(const double *first, size_t first_count, const double *second,
				 size_t second_count, double *ratio)
{
	double n1 = (double)first_count;
	double n2 = (double)second_count;
	double squares, deviation;

	if (first_count < 2 || second_count < 2)
		return false;
	squares = log_squares(first, first_count) + log_squares(second, second_count);
	deviation = sqrt(squares / (n1 + n2 - 2));
	*ratio = exp(3.42 * deviation * sqrt(1 / n1 + 1 / n2));
	return true;
}

struct process_limits statistics_process_limits(const double *values, size_t count)
{
	double mean, moves = 0;
	double reach;

	assert(count >= 2);
	mean = mean_of(values, count);
	for (size_t i = 1; i < count; i++)
		moves += fabs(values[i] - values[i - 1]);
	reach = 2.66 * moves / (double)(count - 1);
	return (struct process_limits){mean - reach, mean, mean + reach};
}

const char *statistics_library_version(void)
{
	return R_VERSION_STRING;
}
