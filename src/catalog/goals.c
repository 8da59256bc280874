#include "catalog/goals.h"

#include <string.h>

#include "catalog/shape.h"

#define DAYS_PER_WEEK 7.0
#define DAYS_PER_MONTH 30.4375 /* as in DORA's bands */
#define DIGITS_MAX 15	       /* a double holds them exactly */

static const char *const goal_keys[] = {"goal", "review", NULL};
static const struct record_shape goal_shape = {
	"a goal", "a key of a goal", "{goal: 90% within 30d, review: 2026-12-01}", goal_keys};

/* Reads digits with at most one point, in any locale; returns what follows, NULL if none. */
static const char *decimal_read(const char *text, double *value)
{
	double digits = 0, scale = 1;
	bool has_point = false;
	int count = 0;

	for (; (*text >= '0' && *text <= '9') || (*text == '.' && !has_point); text++) {
		if (*text == '.') {
			has_point = true;
			continue;
		}
		digits = digits * 10 + (*text - '0');
		scale *= has_point ? 10 : 1;
		count++;
	}
	if (count == 0 || count > DIGITS_MAX)
		return NULL;
	*value = digits / scale;
	return text;
}

static const char *spaces_skip(const char *text)
{
	return text + strspn(text, " ");
}

/* "5/week", "1.5 / day", "2/month" to a number per week. */
static bool rate_parse(const char *text, double *per_week)
{
	static const struct {
		const char *name;
		double weeks;
	} units[] = {{"day", 1 / DAYS_PER_WEEK},
		     {"week", 1},
		     {"month", DAYS_PER_MONTH / DAYS_PER_WEEK}};
	double number = 0;

	text = decimal_read(text, &number);
	if (!text)
		return false;
	text = spaces_skip(text);
	if (*text != '/' || number <= 0)
		return false;
	text = spaces_skip(text + 1);
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (strcmp(text, units[i].name) == 0) {
			*per_week = number / units[i].weeks;
			return true;
		}
	}
	return false;
}

/* "95%" and, where allowed, "90% within 30d". */
static bool ratio_parse(const char *text, bool may_have_within, struct goal *goal,
			struct arena *arena)
{
	const char *within = strstr(text, " within ");
	struct error unused;

	if (within) {
		if (!may_have_within ||
		    !span_parse(spaces_skip(within + 8), &goal->within_seconds, &unused) ||
		    goal->within_seconds <= 0)
			return false;
		text = arena_copy(arena, text, (size_t)(within - text));
	}
	if (!share_parse(text, &goal->share))
		return false;
	goal->value = share_value(goal->share);
	return true;
}

static bool number_parse(const char *text, double *value)
{
	text = decimal_read(text, value);
	return text && !*text;
}

/* "5", "5 days", "1 day". */
static bool days_parse(const char *text, double *days)
{
	text = decimal_read(text, days);
	if (!text)
		return false;
	text = spaces_skip(text);
	return !*text || strcmp(text, "days") == 0 || strcmp(text, "day") == 0;
}

static bool time_parse(const char *text, double *seconds)
{
	struct error unused;
	int64_t whole;

	if (!span_parse(text, &whole, &unused) || whole <= 0)
		return false;
	*seconds = (double)whole;
	return true;
}

static bool capacity_has_within(const struct capacity *capacity)
{
	return strcmp(capacity->id, "patch_freshness") == 0;
}

static bool goal_parse(const char *text, const struct capacity *capacity, struct goal *goal,
		       struct arena *arena)
{
	switch (capacity->unit) {
	case UNIT_PER_WEEK:
		return rate_parse(text, &goal->value);
	case UNIT_SECONDS:
		return time_parse(text, &goal->value);
	case UNIT_RATIO:
		return ratio_parse(text, capacity_has_within(capacity), goal, arena);
	case UNIT_DAYS:
		return days_parse(text, &goal->value);
	case UNIT_COUNT:
		break;
	}
	return number_parse(text, &goal->value);
}

static const char *goal_example(const struct capacity *capacity)
{
	switch (capacity->unit) {
	case UNIT_PER_WEEK:
		return "a rate such as 5/week, 1/day or 2/month";
	case UNIT_SECONDS:
		return "a time such as 4h or 1d";
	case UNIT_RATIO:
		return capacity_has_within(capacity) ? "a share such as 90% or 90% within 30d"
						     : "a share such as 95%";
	case UNIT_DAYS:
		return "a number of days such as 5 days";
	case UNIT_COUNT:
		break;
	}
	return "a number such as 5";
}

static bool goal_refuse(const struct node *node, const struct capacity *capacity,
			struct error *error)
{
	if (node->kind == NODE_SCALAR && capacity->unit == UNIT_RATIO &&
	    percent_is_meant(node->text))
		return place_refuse(&node->place, error,
				    "'%s' is more than 1; did you mean '%s%%'?", node->text,
				    node->text);
	if (node->kind != NODE_SCALAR)
		return place_refuse(&node->place, error, "the goal of %s is %s", capacity->id,
				    goal_example(capacity));
	return place_refuse(&node->place, error, "the goal of %s is %s, not '%.*s'",
			    capacity->id, goal_example(capacity), quoted_bytes(node->text),
			    node->text);
}

static bool review_read(const struct node *node, struct goal *goal, struct error *error)
{
	if (!node)
		return true;
	if (node->kind != NODE_SCALAR)
		return place_refuse(
			&node->place, error,
			"the date of a review is expected here, such as 2026-12-01");
	if (!date_parse(node->text, &goal->review_day, error))
		return place_prefix(&node->place, error);
	goal->has_review = true;
	return true;
}

static bool goal_read(const struct node *node, const struct capacity *capacity,
		      struct arena *arena, struct goal *goal, struct error *error)
{
	const struct node *values[RECORD_KEYS_MAX] = {node};

	if (node->kind == NODE_MAPPING) {
		if (!record_read(node, &goal_shape, values, error) ||
		    !review_read(values[1], goal, error))
			return false;
		if (!values[0])
			return place_refuse(&node->place, error,
					    "a key 'goal' is expected here, with %s",
					    goal_example(capacity));
	}
	if (values[0]->kind != NODE_SCALAR ||
	    !goal_parse(values[0]->text, capacity, goal, arena))
		return goal_refuse(values[0], capacity, error);
	goal->capacity = capacity->id;
	return true;
}

/* The capacity of that name; NULL after a refusal. */
static const struct capacity *capacity_read(const struct node *key,
					    const struct capacity *const *capacities,
					    struct arena *arena, struct error *error)
{
	size_t count = 0;
	const char **ids;
	const char *nearest;

	for (; capacities[count]; count++)
		if (strcmp(capacities[count]->id, key->text) == 0)
			return capacities[count];
	ids = ARENA_ARRAY(arena, count, const char *);
	for (size_t i = 0; i < count; i++)
		ids[i] = capacities[i]->id;
	nearest = nearest_word(key->text, ids, count);
	place_refuse(&key->place, error, "'%.*s' is not a capacity%s%s%s",
		     quoted_bytes(key->text), key->text, nearest ? "; did you mean '" : "",
		     nearest ? nearest : "; aplomb-capacities(7) lists them",
		     nearest ? "'?" : "");
	return NULL;
}

bool goals_read(const struct node *node, const struct capacity *const *capacities,
		struct arena *arena, struct placed_goal **goals, size_t *count,
		struct error *error)
{
	struct placed_goal *read;
	size_t filled = 0;

	if (!node) {
		*goals = NULL;
		*count = 0;
		return true;
	}
	if (node->kind != NODE_MAPPING)
		return place_refuse(&node->place, error,
				    "goals are expected here, such as {lead_time: 1d}");
	read = ARENA_ARRAY(arena, node->count, struct placed_goal);
	for (const struct node *key = node->first; key; key = key->next->next) {
		const struct capacity *capacity = capacity_read(key, capacities, arena, error);

		if (!capacity)
			return false;
		if (node_is_null(key->next))
			continue;
		read[filled].place = key->next->place;
		if (!goal_read(key->next, capacity, arena, &read[filled++].goal, error))
			return false;
	}
	*goals = read;
	*count = filled;
	return true;
}

bool goals_are_equal(const struct goal *one, const struct goal *other)
{
	return !(one->value < other->value) && !(one->value > other->value) &&
	       one->within_seconds == other->within_seconds &&
	       one->has_review == other->has_review && one->review_day == other->review_day;
}
