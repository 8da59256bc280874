#include "scorecard/verdict.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SIGNIFICANCE 0.01
#define TIMES_MIN 8
#define WEEKS_MIN 8
#define CENSUS_SHARE_MIN 0.05

static void set_test(struct reading *reading, const char *name, double p, size_t previous_n,
		     size_t now_n)
{
	reading->test = name;
	reading->test_p = p;
	reading->test_n[0] = previous_n;
	reading->test_n[1] = now_n;
}

/* direction > 0: there is more of it now. */
static enum verdict verdict_of(const struct capacity *capacity, double p, int direction)
{
	if (p >= SIGNIFICANCE || direction == 0)
		return VERDICT_STEADY;
	return (direction > 0) != capacity->less_is_better ? VERDICT_GROWING
							   : VERDICT_CONVERSATION;
}

static void by_mann_whitney(const struct capacity *capacity, const struct measurement *previous,
			    const struct measurement *now, size_t count_min,
			    struct reading *reading)
{
	struct test_result result;

	/* How many there are is told also where they are too few to test. */
	set_test(reading, NULL, VALUE_NONE, previous->compared_count, now->compared_count);
	if (previous->compared_count < count_min || now->compared_count < count_min)
		return;
	result = statistics_mann_whitney(previous->compared, previous->compared_count,
					 now->compared, now->compared_count);
	set_test(reading, "mann_whitney", result.p, previous->compared_count,
		 now->compared_count);
	reading->change = verdict_of(capacity, result.p, result.direction);
}

static void by_fisher(const struct capacity *capacity, const struct measured *previous,
		      const struct measured *now, struct reading *reading)
{
	struct test_result result;

	if (previous->state != READING_MEASURED || now->state != READING_MEASURED)
		return;
	result = statistics_fisher((size_t)previous->is.hits, previous->is.n,
				   (size_t)now->is.hits, now->is.n);
	set_test(reading, "fisher", result.p, previous->is.n, now->is.n);
	reading->change = verdict_of(capacity, result.p, result.direction);
}

static int compare_items(const void *a, const void *b)
{
	const struct census_item *left = a;
	const struct census_item *right = b;

	if (left->key != right->key)
		return (left->key > right->key) - (left->key < right->key);
	return strcmp(left->name, right->name);
}

/* Net change of the items that meet their target, among those with data at both instants. */
static void by_census(const struct measurement *previous, const struct measurement *now,
		      struct reading *reading)
{
	size_t common = 0;
	long net = 0;
	bool is_change;

	qsort(previous->items, previous->item_count, sizeof(*previous->items), compare_items);
	for (size_t i = 0; i < now->item_count; i++) {
		const struct census_item *item = &now->items[i];
		const struct census_item *before =
			bsearch(item, previous->items, previous->item_count, sizeof(*item),
				compare_items);

		if (!before)
			continue;
		common++;
		net += item->meets - before->meets;
	}
	if (!common)
		return;
	set_test(reading, "net_change", VALUE_NONE, common, common);
	is_change = net != 0 && (double)labs(net) >= CENSUS_SHARE_MIN * (double)common;
	if (!is_change)
		reading->change = VERDICT_STEADY;
	else
		reading->change = net > 0 ? VERDICT_GROWING : VERDICT_CONVERSATION;
}

void verdict_make(const struct capacity *capacity, const struct measured *previous,
		  const struct measured *now, bool rates_compare, struct reading *reading)
{
	reading->change = VERDICT_GATHERING;
	set_test(reading, NULL, VALUE_NONE, 0, 0);
	switch (capacity->test) {
	case TEST_RATE:
		if (rates_compare)
			by_mann_whitney(capacity, &previous->is, &now->is, WEEKS_MIN, reading);
		break;
	case TEST_TIMES:
		by_mann_whitney(capacity, &previous->is, &now->is, TIMES_MIN, reading);
		break;
	case TEST_WEEKS:
		by_mann_whitney(capacity, &previous->is, &now->is, WEEKS_MIN, reading);
		break;
	case TEST_SHARE:
		by_fisher(capacity, previous, now, reading);
		break;
	case TEST_CENSUS:
		if (previous->is.item_count)
			by_census(&previous->is, &now->is, reading);
		break;
	case TEST_NONE:
		break;
	}
}
