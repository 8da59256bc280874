#include "scorecard/reading_make.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "scorecard/bands.h"
#include "scorecard/verdict.h"

#define OBSERVATIONS_MIN 5
#define USUAL_WEEKS 26
#define USUAL_WEEKS_MIN 12
#define SHIFT_WEEKS 8
/* A value this near to the mean, relatively, differs from it by rounding alone. */
#define SIDE_TOLERANCE 1e-9

/* The newest of ascending instants up to `end`; INSTANT_NONE: there is none. */
static instant newest_coverage(const instant *until, size_t count, instant end)
{
	for (size_t i = count; i > 0; i--)
		if (until[i - 1] <= end)
			return until[i - 1];
	return INSTANT_NONE;
}

/*
 * Whether the kind is collected for a service in a window. *covered_until is the end of its
 * newest coverage where that lies before the window's end.
 */
static bool is_collected(const struct service_history *history, enum collected_kind kind,
			 const struct window *window, instant *covered_until)
{
	instant first = history->first_seen[kind];

	*covered_until = newest_coverage(history->covered_until[kind],
					 history->covered_count[kind], window->end);
	if (*covered_until != INSTANT_NONE)
		return *covered_until > window->begin;
	return (first != INSTANT_NONE && first < window->end) ||
	       (history->service->collects & 1U << kind);
}

/* The same of a practice of the team: of some kinds the YAML and coverage speak too. */
bool practice_is_collected(const struct team *team, const struct team_history *history,
			   enum practice_kind practice, const struct window *window,
			   instant *covered_until)
{
	enum collected_kind kind = practice_collected_kind(practice);
	instant first = team_history_first(history, practice);

	*covered_until = INSTANT_NONE;
	if (kind != COLLECTED_KIND_COUNT) {
		*covered_until = newest_coverage(history->covered_until[kind],
						 history->covered_count[kind], window->end);
		if (*covered_until != INSTANT_NONE)
			return *covered_until > window->begin;
		if (team->collects & 1U << kind)
			return true;
	}
	return first != INSTANT_NONE && first < window->end;
}

static enum reading_state state_of(const struct capacity *capacity, bool any_collected,
				   size_t n)
{
	if (!any_collected)
		return READING_UNCOLLECTED;
	if (n == 0)
		return READING_QUIET;
	return capacity->has_minimum && n < OBSERVATIONS_MIN ? READING_FEW : READING_MEASURED;
}

/*
 * Says for each service whether the capacity's kind is collected, and for the team. Returns
 * whether it is for any. *covered_until: the earliest end of coverage among those that are
 * collected, or the latest of all if none is; INSTANT_NONE where nothing says so.
 */
static bool find_collected(const struct subject *subject, const struct capacity *capacity,
			   const struct window *window, struct scope *scope, bool *collected,
			   instant *covered, instant *covered_until)
{
	instant lapsed = INSTANT_NONE;
	bool any = false;

	*covered_until = INSTANT_NONE;
	if (capacity->practice != PRACTICE_NONE) {
		assert(subject->team); /* an organisation has no practices of its own */
		scope->is_team_collected =
			practice_is_collected(subject->team, subject->team_history,
					      capacity->practice, window, covered_until);
		if (scope->is_team_collected && *covered_until >= window->end)
			*covered_until = INSTANT_NONE;
		return scope->is_team_collected;
	}
	for (size_t i = 0; i < subject->service_count; i++) {
		instant until = INSTANT_NONE;

		collected[i] =
			capacity->is_undated ||
			is_collected(subject->services[i], capacity->collected, window, &until);
		covered[i] = until;
		any |= collected[i];
		if (!collected[i] && until > lapsed)
			lapsed = until;
		if (collected[i] && until != INSTANT_NONE && until < window->end &&
		    (*covered_until == INSTANT_NONE || until < *covered_until))
			*covered_until = until;
	}
	if (!any)
		*covered_until = lapsed;
	return any;
}

static struct measured measure_window(const struct subject *subject,
				      const struct capacity *capacity,
				      const struct window *window, const struct goal *goal,
				      enum measurement_use use, bool want_evidence,
				      struct arena *arena, instant *covered_until)
{
	bool *collected = ARENA_ARRAY(arena, subject->service_count, bool);
	instant *covered = ARENA_ARRAY(arena, subject->service_count, instant);
	struct scope scope = {
		.services = subject->services,
		.is_collected = collected,
		.covered_until = covered,
		.service_count = subject->service_count,
		.team = subject->team,
		.team_history = subject->team_history,
		.zone = subject->zone,
	};
	struct measured measured = {.is = {.use = use,
					   .value = VALUE_NONE,
					   .newest_at = INSTANT_NONE,
					   .want_evidence = want_evidence}};
	bool any = find_collected(subject, capacity, window, &scope, collected, covered,
				  covered_until);

	capacity->measure(&scope, window, goal, &measured.is, arena);
	measured.state = state_of(capacity, any, measured.is.n);
	if (measured.state == READING_QUIET || measured.state == READING_UNCOLLECTED)
		measured.is.has_interval = false;
	return measured;
}

static double week_value(const struct subject *subject, const struct capacity *capacity,
			 const struct goal *goal, instant end, struct arena *scratch)
{
	struct window week = {end - SECONDS_PER_WEEK, end, true};
	instant covered_until;
	struct measured measured = measure_window(subject, capacity, &week, goal, USE_SERIES,
						  false, scratch, &covered_until);

	return measured.state == READING_UNCOLLECTED ? VALUE_NONE : measured.is.value;
}

/* Fills `count` weekly values, oldest first, the last one ending at `end`. */
static const double *weekly_make(const struct subject *subject, const struct capacity *capacity,
				 const struct goal *goal, instant end, size_t count,
				 struct arena *arena)
{
	double *values = ARENA_ARRAY(arena, count, double);
	struct arena scratch;

	arena_init(&scratch);
	for (size_t i = 0; i < count; i++) {
		values[i] =
			capacity->is_undated
				? VALUE_NONE
				: week_value(subject, capacity, goal,
					     end - (instant)(count - 1 - i) * SECONDS_PER_WEEK,
					     &scratch);
		arena_clear(&scratch);
	}
	arena_release(&scratch);
	return values;
}

/* Times are judged as logarithms, a time below 1 s as 1 s. */
static double to_chart(const struct capacity *capacity, double value)
{
	return capacity->unit == UNIT_SECONDS ? log(fmax(value, 1)) : value;
}

static double from_chart(const struct capacity *capacity, double value)
{
	if (capacity->unit == UNIT_SECONDS)
		return exp(value);
	if (capacity->unit == UNIT_RATIO)
		return fmin(fmax(value, 0), 1);
	return value;
}

/* Mean and natural process limits of weekly values, gaps left out; false: too few. */
static bool limits_make(const struct capacity *capacity, const double *weeks, size_t count,
			struct arena *arena, struct process_limits *limits, double *chart_mean)
{
	double *values = ARENA_ARRAY(arena, count, double);
	size_t known = 0;

	for (size_t i = 0; i < count; i++)
		if (!isnan(weeks[i]))
			values[known++] = to_chart(capacity, weeks[i]);
	if (known < USUAL_WEEKS_MIN)
		return false;
	*limits = statistics_process_limits(values, known);
	*chart_mean = limits->mean;
	limits->low = from_chart(capacity, limits->low);
	limits->mean = from_chart(capacity, limits->mean);
	limits->high = from_chart(capacity, limits->high);
	return true;
}

/* +1, -1 or, where only rounding tells them apart, 0. */
static int side_of(double value, double mean)
{
	if (fabs(value - mean) <= SIDE_TOLERANCE * fmax(1, fabs(mean)))
		return 0;
	return value > mean ? 1 : -1;
}

/* A weekly value; none where collecting ended before the week did: that is no change. */
static double whole_week(const struct reading *reading, instant end, size_t week)
{
	instant week_end = end - (instant)(reading->week_count - 1 - week) * SECONDS_PER_WEEK;

	return reading->covered_until != INSTANT_NONE && week_end > reading->covered_until
		       ? VALUE_NONE
		       : reading->weekly[week];
}

/* How many weeks from the end on, gaps left out, all lie on one side of the mean. */
static size_t run_at_end(const struct reading *reading, instant end, double mean, size_t *first,
			 int *side)
{
	size_t run = 0;

	for (size_t i = reading->week_count; i > 0; i--) {
		double value = whole_week(reading, end, i - 1);
		int its_side;

		if (isnan(value))
			continue;
		its_side = side_of(to_chart(reading->capacity, value), mean);
		if (its_side == 0 || (run && its_side != *side))
			break;
		*side = its_side;
		*first = i - 1;
		run++;
	}
	return run;
}

/* The weeks of the run alone, told as what is usual since it began. */
static void shift_make(struct reading *reading, instant end, double mean, struct arena *arena)
{
	struct reading_shift *shift = &reading->shift;
	double *values, chart_mean;
	size_t first = 0;
	size_t count = 0;
	int side = 0;
	size_t run = run_at_end(reading, end, mean, &first, &side);

	if (run < SHIFT_WEEKS)
		return;
	values = ARENA_ARRAY(arena, run, double);
	for (size_t i = first; i < reading->week_count; i++)
		if (!isnan(whole_week(reading, end, i)))
			values[count++] = whole_week(reading, end, i);
	shift->side = side;
	shift->begin = end - (instant)(reading->week_count - first) * SECONDS_PER_WEEK;
	shift->week_count = run;
	shift->has_usual =
		limits_make(reading->capacity, values, run, arena, &shift->usual, &chart_mean);
	statistics_sort(values, run);
	shift->median = statistics_quantile(values, run, 0.5);
}

static void usual_make(struct reading *reading, instant end, struct arena *arena)
{
	double mean;

	/* What a window adds up is no more like a week's than twelve are like one. */
	if (reading->capacity->unit == UNIT_COUNT || reading->capacity->unit == UNIT_DAYS ||
	    reading->capacity->is_loop)
		return;
	reading->has_usual = limits_make(reading->capacity, reading->before,
					 reading->before_count, arena, &reading->usual, &mean);
	if (reading->has_usual)
		shift_make(reading, end, mean, arena);
}

static void goal_judge(struct reading *reading)
{
	bool is_met;

	if (!reading->goal || reading->state != READING_MEASURED)
		return;
	if (reading->capacity->unit == UNIT_RATIO)
		is_met = share_is_reached(reading->goal->share, reading->hits,
					  (double)reading->n);
	else if (reading->capacity->less_is_better)
		is_met = reading->value <= reading->goal->value;
	else
		is_met = reading->value >= reading->goal->value;
	reading->goal_met = is_met ? GOAL_MET : GOAL_NOT_MET;
}

static const char *copy_known(const char *text, struct arena *arena)
{
	return text ? arena_copy_string(arena, text) : NULL;
}

/* Their texts are the history's, which may be given back before the reading. */
static const struct component_reading *copy_components(const struct measurement *from,
						       struct arena *arena)
{
	struct component_reading *copies =
		ARENA_ARRAY(arena, from->component_count, struct component_reading);

	for (size_t i = 0; i < from->component_count; i++) {
		copies[i] = from->components[i];
		copies[i].component = copy_known(copies[i].component, arena);
		copies[i].running = copy_known(copies[i].running, arena);
		copies[i].pending = copy_known(copies[i].pending, arena);
	}
	return copies;
}

static const struct slo_reading *copy_slos(const struct measurement *from, struct arena *arena)
{
	struct slo_reading *copies = ARENA_ARRAY(arena, from->slo_count, struct slo_reading);

	if (from->slo_count)
		memcpy(copies, from->slos, from->slo_count * sizeof(*copies));
	return copies;
}

/* What was measured lies in scratch; what stays of it is copied. */
static void take_measurement(const struct measurement *from, struct arena *arena,
			     struct reading *reading)
{
	reading->value = from->value;
	reading->hits = from->hits;
	reading->n = from->n;
	memcpy(reading->excluded, from->excluded, sizeof(reading->excluded));
	reading->excluded_count = from->excluded_count;
	reading->has_interval = from->has_interval;
	reading->interval = from->interval;
	reading->at_least = from->at_least;
	memcpy(reading->details, from->details, sizeof(reading->details));
	reading->detail_count = from->detail_count;
	reading->slos = copy_slos(from, arena);
	reading->slo_count = from->slo_count;
	reading->components = copy_components(from, arena);
	reading->component_count = from->component_count;
	reading->newest_at = from->newest_at;
}

static enum evidence_grade grade_of(const struct measurement *measurement, instant begin)
{
	if (measurement->newest_at == INSTANT_NONE)
		return EVIDENCE_NONE;
	if (measurement->newest_at < begin)
		return EVIDENCE_EXPIRED;
	return measurement->any_by_hand ? EVIDENCE_ATTESTED : EVIDENCE_MEASURED;
}

/*
 * Whether two rates can be compared: the first deployment ever seen lies before the window
 * before, and no collector fell silent in either.
 */
static bool rates_compare(const struct subject *subject, const struct window *before,
			  const struct window *now)
{
	bool is_old = false;

	for (size_t i = 0; i < subject->service_count; i++) {
		const struct service_history *history = subject->services[i];
		instant first = history->first_seen[COLLECTED_DEPLOYMENTS];
		instant until;

		if (is_collected(history, COLLECTED_DEPLOYMENTS, before, &until)) {
			if (!is_collected(history, COLLECTED_DEPLOYMENTS, now, &until))
				return false;
		} else if (until != INSTANT_NONE) {
			return false;
		}
		is_old |= first != INSTANT_NONE && first < before->begin;
	}
	return is_old;
}

/* What these numbers could have told apart, where they told nothing. */
static void detectable_make(const struct measurement *previous, const struct measurement *now,
			    struct reading *reading)
{
	struct detail *detail = &reading->details[reading->detail_count++];

	detail->name = "detectable_ratio";
	detail->value = VALUE_NONE;
	if (reading->change == VERDICT_STEADY || reading->change == VERDICT_GATHERING)
		statistics_detectable_ratio(previous->compared, previous->compared_count,
					    now->compared, now->compared_count, &detail->value);
}

/* No test takes the same days on both sides; a census is of an instant, not of days. */
static bool is_told_apart(const struct capacity *capacity, const struct window *before,
			  const struct window *now)
{
	return before->end <= now->begin || capacity->test == TEST_CENSUS;
}

/* A window before, as it would have been shown then, and what changed since. */
static void compare_with_past(const struct subject *subject, const struct window *window,
			      const struct window *before, const struct measured *now,
			      struct arena *arena, struct reading *reading)
{
	static const struct measured nothing = {.is = {.value = VALUE_NONE}};
	struct measured previous = nothing;
	bool is_told = is_told_apart(reading->capacity, before, window);
	instant covered_until;

	if (!reading->capacity->is_undated)
		previous = measure_window(subject, reading->capacity, before, reading->goal,
					  USE_COMPARISON, false, arena, &covered_until);
	reading->previous.state = previous.state;
	reading->previous.value = previous.is.value;
	reading->previous.hits = previous.is.hits;
	reading->previous.n = previous.is.n;
	reading->previous.at_least = previous.is.at_least;
	verdict_make(reading->capacity, is_told ? &previous : &nothing,
		     is_told ? now : &nothing,
		     is_told && rates_compare(subject, before, window), reading);
	if (reading->capacity->test == TEST_TIMES)
		detectable_make(is_told ? &previous.is : &nothing.is,
				is_told ? &now->is : &nothing.is, reading);
}

static struct window window_of(const struct period *period)
{
	return (struct window){period->as_of - period->window_days * SECONDS_PER_DAY,
			       period->as_of, false};
}

/* The weeks before the window that is cut into whole ones. */
static instant usual_end(const struct window *window)
{
	instant seconds = window->end - window->begin;
	instant straddled = (seconds + SECONDS_PER_WEEK - 1) / SECONDS_PER_WEEK;

	return window->end - straddled * SECONDS_PER_WEEK;
}

instant reading_usual_begin(const struct period *period)
{
	struct window window = window_of(period);

	return usual_end(&window) - USUAL_WEEKS * SECONDS_PER_WEEK;
}

void reading_make_since(const struct subject *subject, const struct period *period,
			instant then, const struct capacity *capacity, struct arena *arena,
			struct reading *reading)
{
	struct window window = window_of(period);
	struct window before = {then - (window.end - window.begin), then, false};
	int64_t window_seconds = window.end - window.begin;
	struct arena scratch;
	struct measured now;

	memset(reading, 0, sizeof(*reading));
	arena_init(&scratch);
	reading->capacity = capacity;
	reading->goal = subject->team ? team_goal(subject->team, capacity->id) : NULL;
	now = measure_window(subject, capacity, &window, reading->goal, USE_READING, false,
			     &scratch, &reading->covered_until);
	reading->state = now.state;
	take_measurement(&now.is, arena, reading);
	reading->grade = grade_of(&now.is, window.begin);
	compare_with_past(subject, &window, &before, &now, &scratch, reading);
	reading->week_count = (size_t)(window_seconds / SECONDS_PER_WEEK);
	reading->weekly = weekly_make(subject, capacity, reading->goal, window.end,
				      reading->week_count, arena);
	reading->before_count = USUAL_WEEKS;
	reading->before = weekly_make(subject, capacity, reading->goal, usual_end(&window),
				      USUAL_WEEKS, arena);
	usual_make(reading, window.end, &scratch);
	goal_judge(reading);
	if (reading->state == READING_MEASURED && subject->service_count == 1 &&
	    bands_apply(period->bands, capacity)) {
		reading->has_bands = true;
		reading->bands = bands_of(period->bands, capacity, reading->value);
	}
	arena_release(&scratch);
}

void reading_make(const struct subject *subject, const struct period *period,
		  const struct capacity *capacity, struct arena *arena, struct reading *reading)
{
	reading_make_since(subject, period, window_of(period).begin, capacity, arena, reading);
}

void reading_evidence(const struct subject *subject, const struct period *period,
		      const struct capacity *capacity, struct arena *arena,
		      struct measurement *measurement)
{
	struct window window = window_of(period);
	instant covered_until;
	const struct goal *goal = subject->team ? team_goal(subject->team, capacity->id) : NULL;

	*measurement = measure_window(subject, capacity, &window, goal, USE_READING, true,
				      arena, &covered_until)
			       .is;
}
