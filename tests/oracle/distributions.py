"""Order statistics, intervals and tests, by other means than the program's.

What can be counted exactly is counted with whole numbers (binomial, hypergeometric); Student's
distribution is its finite sum for whole degrees of freedom (Abramowitz and Stegun 26.7.3-4).
"""
import math
from bisect import bisect_left, bisect_right


def median(values):
    return quantile(values, 0.5)


def quantile(values, share):
    """Linear interpolation between order statistics: type 7 of R and NumPy."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def logarithm(seconds):
    """A time below one second counts as one."""
    return math.log(max(seconds, 1))


def geometric_mean(times):
    return math.exp(math.fsum(map(logarithm, times)) / len(times))


def solve(function, target, low, high):
    """The place where a growing function reaches the target."""
    for _ in range(200):
        middle = (low + high) / 2
        if function(middle) < target:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def student_within(t, degrees):
    """P(|T| < t)."""
    angle = math.atan(t / math.sqrt(degrees))
    cosine = math.cos(angle)
    if degrees % 2:
        terms, term = [], cosine
        for j in range(1, (degrees - 1) // 2 + 1):
            terms.append(term)
            term *= cosine * cosine * (2 * j) / (2 * j + 1)
        return 2 / math.pi * (angle + math.sin(angle) * math.fsum(terms))
    terms, term = [], 1.0
    for j in range(1, degrees // 2 + 1):
        terms.append(term)
        term *= cosine * cosine * (2 * j - 1) / (2 * j)
    return math.sin(angle) * math.fsum(terms)


def student_quantile_975(degrees):
    return solve(lambda t: student_within(t, degrees), 0.95, 0, 1000)


NORMAL_QUANTILE_975 = solve(lambda z: math.erf(z / math.sqrt(2)), 0.95, 0, 10)


def wilson_interval(kept, n):
    z = NORMAL_QUANTILE_975
    share = kept / n
    centre = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return [(centre - half) / (1 + z * z / n) if kept else 0,
            (centre + half) / (1 + z * z / n) if kept < n else 1]


def median_rank(n):
    """The largest k with P(Bin(n, 1/2) <= k - 1) <= 0.025; None under six."""
    if n < 6:
        return None
    tail, k = 0, 0
    while 40 * (tail + math.comb(n, k)) <= 2 ** n:
        tail += math.comb(n, k)
        k += 1
    return k


def median_interval(values):
    k = median_rank(len(values))
    ordered = sorted(values)
    return [ordered[k - 1], ordered[len(ordered) - k]] if k else None


def rate_interval(counts):
    weeks = len(counts)
    if weeks < 4:
        return None
    mean = math.fsum(counts) / weeks
    variance = math.fsum((count - mean) ** 2 for count in counts) / (weeks - 1)
    half = student_quantile_975(weeks - 1) * math.sqrt(variance / weeks)
    return [max(0, mean - half), mean + half]


def mann_whitney(before, now):
    """(p, direction): two-sided, tie-corrected normal with continuity correction."""
    together = sorted(before + now)
    count, n_before, n_now = len(together), len(before), len(now)

    def rank(value):
        return (bisect_left(together, value) + bisect_right(together, value) + 1) / 2

    above_half = (math.fsum(map(rank, now)) - n_now * (n_now + 1) / 2) - n_now * n_before / 2
    ties = sum(size ** 3 - size for size in
               (bisect_right(together, v) - bisect_left(together, v) for v in set(together)))
    variance = n_before * n_now / 12 * ((count + 1) - ties / (count * (count - 1)))
    if above_half == 0 or variance <= 0:
        return 1.0, 0
    z = (abs(above_half) - 0.5) / math.sqrt(variance)
    return math.erfc(z / math.sqrt(2)), (1 if above_half > 0 else -1)


def fisher_exact(kept_before, n_before, kept_now, n_now):
    """Sum of the tables that are no likelier than the one seen."""
    kept = kept_before + kept_now

    def ways(first):
        return math.comb(n_before, first) * math.comb(n_now, kept - first)

    seen = ways(kept_before)
    possible = map(ways, range(max(0, kept - n_now), min(kept, n_before) + 1))
    unlikely = sum(w for w in possible if w * 10 ** 7 <= seen * (10 ** 7 + 1))
    return unlikely / math.comb(n_before + n_now, kept)


def detectable_ratio(before, now):
    """What 80 % power at 0.01 could have told apart, as a ratio of times."""
    n_before, n_now = len(before), len(now)
    if min(n_before, n_now) < 2:
        return None
    squares = 0
    for logs in ([logarithm(t) for t in before], [logarithm(t) for t in now]):
        mean = math.fsum(logs) / len(logs)
        squares += math.fsum((log - mean) ** 2 for log in logs)
    deviation = math.sqrt(squares / (n_before + n_now - 2))
    return math.exp(3.42 * deviation * math.sqrt(1 / n_before + 1 / n_now))


def check_known_values():
    """Tables: Student's and the normal; R's wilcox.test and fisher.test for the tests."""
    for degrees, known in ((3, 3.182446305), (11, 2.200985160), (51, 2.007583770)):
        assert abs(student_quantile_975(degrees) - known) < 1e-8
    assert abs(NORMAL_QUANTILE_975 - 1.959963984540) < 1e-12
    assert [median_rank(n) for n in (5, 6, 8, 9, 12, 25)] == [None, 1, 1, 2, 3, 8]
    # fisher.test(matrix(c(3, 1, 1, 3), 2)) and Fisher's tea, one cup the other way
    assert abs(fisher_exact(3, 4, 1, 4) - 34 / 70) < 1e-12
    # wilcox.test(1:8, 9:16, exact = FALSE)
    assert abs(mann_whitney(list(range(1, 9)), list(range(9, 17)))[0] - 0.0009391056) < 1e-9
