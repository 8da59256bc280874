/* What is the same for all capacities: verdicts, previous windows, goals, bands, usual range,
 * invest. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "capacity/registry.h"
#include "scorecard/bands.h"
#include "tests/support/world.h"

static int setup(void **state)
{
	*state = world_new();
	return 0;
}

static int teardown(void **state)
{
	world_free(*state);
	return 0;
}

static void assert_near(double value, double expected)
{
	if (!(fabs(value - expected) <= 1e-6 * fmax(1, fabs(expected))))
		fail_msg("%.12g is not %.12g", value, expected);
}

/* One deployment an instant, `counts[i]` in week i before as_of (0: the last week). */
static void deploy_weekly(struct world *world, struct world_service *service, const int *counts,
			  int weeks)
{
	for (int week = weeks; week > 0; week--)
		for (int i = 0; i < counts[week - 1]; i++)
			world_deploy(service, world_day(world, -7 * week + 0.5 * (i + 1)), "");
}

static void ranges_of_bands_are_as_printed(void **state)
{
	struct band_range ranges[BAND_COUNT];

	(void)state;
	/* 2019: elite under an hour; high and medium alike, under a day; low a week to a month.
	 */
	assert_int_equal(bands_ranges(BAND_EDITION_2019, capacity_find("restore_time"), ranges),
			 3);
	assert_int_equal(ranges[0].bands, BAND_ELITE);
	assert_near(ranges[0].high, 3600);
	assert_int_equal(ranges[1].bands, BAND_HIGH | BAND_MEDIUM);
	assert_near(ranges[1].low, 3600);
	assert_near(ranges[1].high, 86400);
	assert_int_equal(ranges[2].bands, BAND_LOW);
	assert_near(ranges[2].low, 7 * 86400);
	assert_int_equal(bands_ranges(BAND_EDITION_NONE, capacity_find("restore_time"), ranges),
			 0);
	assert_int_equal(
		bands_ranges(BAND_EDITION_2019, capacity_find("slo_attainment"), ranges), 0);
}

/* -- verdicts ------------------------------------------------------------------------------ */

static void rate_grows_by_mann_whitney(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	const int counts[25] = {5, 6, 5, 7, 6, 5, 8, 6, 5, 7, 6, 5, 2,
				3, 2, 1, 3, 2, 2, 3, 1, 2, 3, 2, 1};
	const struct reading *reading;

	deploy_weekly(world, service, counts, 25);
	world_make(world);
	reading = world_reading(world, "deploy_cadence");
	assert_int_equal(reading->change, VERDICT_GROWING);
	assert_string_equal(reading->test, "mann_whitney");
	/* R: wilcox.test(c(2,3,2,1,3,2,2,3,1,2,3,2), c(5,6,5,7,6,5,8,6,5,7,6,5),
	 *    exact = FALSE, correct = TRUE)$p.value = 2.681681e-05 */
	assert_near(reading->test_p * 1e5, 2.681681352);
	assert_int_equal(reading->test_n[0], 12);
	assert_int_equal(reading->test_n[1], 12);
}

static void rate_needs_a_deployment_before_the_previous_window(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	const int counts[24] = {5, 6, 5, 7, 6, 5, 8, 6, 5, 7, 6, 5,
				2, 3, 2, 1, 3, 2, 2, 3, 1, 2, 3, 2};

	deploy_weekly(world, service, counts, 24);
	world_make(world);
	assert_int_equal(world_reading(world, "deploy_cadence")->change, VERDICT_GATHERING);
	assert_null(world_reading(world, "deploy_cadence")->test);
}

static void rate_needs_eight_weeks_each(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	const int counts[25] = {9, 9, 9, 9, 9, 9, 9, 9, 1, 1, 1, 1, 1, 1, 1, 1, 1};

	deploy_weekly(world, service, counts, 17);
	world->window_days = 55;
	world_make(world);
	assert_int_equal(world_reading(world, "deploy_cadence")->change, VERDICT_GATHERING);
	world->window_days = 56;
	world_make(world);
	assert_int_equal(world_reading(world, "deploy_cadence")->change, VERDICT_GROWING);
}

static void add_restores(struct world *world, struct world_service *service, double from_day,
			 const int *minutes, int count)
{
	for (int i = 0; i < count; i++)
		world_incident(service, world_day(world, from_day + 5 * i),
			       minutes[i] * SECONDS_PER_MINUTE);
}

static void shorter_times_grow_longer_ones_want_a_conversation(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	const int slow[9] = {50, 72, 44, 61, 90, 38, 55, 47, 66};
	const int quick[9] = {14, 20, 21, 9, 33, 12, 27, 18, 30};

	add_restores(world, service, -160, slow, 9);
	add_restores(world, service, -80, quick, 9);
	world_make(world);
	assert_int_equal(world_reading(world, "restore_time")->change, VERDICT_GROWING);
	assert_true(isnan(
		reading_detail(world_reading(world, "restore_time"), "detectable_ratio")));
	/* The same, the other way round. */
	for (int i = 0; i < 9; i++) {
		service->incidents[i].restored_at =
			service->incidents[i].started_at + quick[i] * 60;
		service->incidents[9 + i].restored_at =
			service->incidents[9 + i].started_at + slow[i] * 60;
	}
	world_make(world);
	assert_int_equal(world_reading(world, "restore_time")->change, VERDICT_CONVERSATION);
}

static void times_need_eight_in_each_window(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	const int slow[8] = {50, 72, 44, 61, 90, 38, 55, 47};
	const int quick[7] = {1, 2, 3, 4, 5, 6, 7};

	add_restores(world, service, -160, slow, 8);
	add_restores(world, service, -80, quick, 7);
	world_make(world);
	assert_int_equal(world_reading(world, "restore_time")->change, VERDICT_GATHERING);
	assert_null(world_reading(world, "restore_time")->test);
}

static void steady_says_what_could_have_been_told(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	const int before[8] = {50, 72, 44, 61, 90, 38, 55, 47};
	const int now[9] = {14, 48, 21, 9, 33, 12, 127, 81, 40};

	add_restores(world, service, -160, before, 8);
	add_restores(world, service, -80, now, 9);
	world_make(world);
	assert_int_equal(world_reading(world, "restore_time")->change, VERDICT_STEADY);
	/* R: a <- log(60*c(50,72,44,61,90,38,55,47)); b <-
	 * log(60*c(14,48,21,9,33,12,127,81,40)) s <- sqrt((7*var(a) + 8*var(b)) / 15); exp(3.42
	 * * s * sqrt(1/8 + 1/9)) */
	assert_near(reading_detail(world_reading(world, "restore_time"), "detectable_ratio"),
		    3.092873686);
}

static void shares_need_both_windows_measured(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");

	world_deploy(service, world_day(world, -200), "")->kind = DEPLOYMENT_HOTFIX;
	/* 4 before: few. */
	for (int i = 0; i < 4; i++)
		world_deploy(service, world_day(world, -160 + i), "");
	for (int i = 0; i < 30; i++)
		world_deploy(service, world_day(world, -80 + i), "");
	world_make(world);
	assert_int_equal(world_reading(world, "change_success")->previous.state, READING_FEW);
	assert_int_equal(world_reading(world, "change_success")->change, VERDICT_GATHERING);
}

static void shares_change_by_fisher(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	const struct reading *reading;

	/* 5 of 15 landed well before, 15 of 15 now. */
	for (int i = 0; i < 15; i++) {
		world_deploy(service, world_day(world, -160 + i), "");
		if (i >= 5)
			world_deploy(service, world_day(world, -160 + i + 0.5), "")->kind =
				DEPLOYMENT_ROLLBACK;
	}
	for (int i = 0; i < 15; i++)
		world_deploy(service, world_day(world, -80 + i), "");
	world_make(world);
	reading = world_reading(world, "change_success");
	assert_int_equal(reading->change, VERDICT_GROWING);
	assert_string_equal(reading->test, "fisher");
	/* R: fisher.test(matrix(c(5, 10, 15, 0), 2))$p.value = 0.00019990005 */
	assert_near(reading->test_p * 1e4, 1.9990005);
	assert_near(reading->previous.hits, 5);
	assert_int_equal(reading->previous.n, 15);
}

static void add_components(struct world *world, struct world_service *service, int count,
			   int behind_now, int behind_before)
{
	for (int i = 0; i < count; i++) {
		const char *component = arena_printf(&world->arena, "c%02d", i);
		instant released = world_day(world, -300);

		world_update(service, component, "1", world_day(world, -400),
			     world_day(world, -390));
		if (i < behind_before)
			world_update(service, component, "2", released,
				     i < behind_now ? INSTANT_NONE : world_day(world, -40));
		else if (i < behind_now)
			world_update(service, component, "2", world_day(world, -60),
				     INSTANT_NONE);
	}
}

static void census_needs_one_item_and_a_twentieth(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");

	add_components(world, service, 20, 0, 1);
	world_make(world);
	assert_int_equal(world_reading(world, "patch_freshness")->change, VERDICT_GROWING);
	assert_string_equal(world_reading(world, "patch_freshness")->test, "net_change");
	assert_true(isnan(world_reading(world, "patch_freshness")->test_p));
	assert_int_equal(world_reading(world, "patch_freshness")->test_n[0], 20);
	/* One of 21 is under 5 %. */
	world_update(service, "d", "1", world_day(world, -400), world_day(world, -390));
	world_make(world);
	assert_int_equal(world_reading(world, "patch_freshness")->change, VERDICT_STEADY);
}

static void census_nets_and_wants_common_items(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");

	add_components(world, service, 10, 1, 0);
	world_make(world);
	assert_int_equal(world_reading(world, "patch_freshness")->change, VERDICT_CONVERSATION);
	service->history.update_count = 0;
	world_update(service, "new", "1", world_day(world, -20), world_day(world, -10));
	world_make(world);
	assert_int_equal(world_reading(world, "patch_freshness")->change, VERDICT_GATHERING);
	assert_null(world_reading(world, "patch_freshness")->test);
}

static void silence_after_a_collectors_end_is_no_change(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	int counts[30];

	for (int i = 0; i < 30; i++)
		counts[i] = i < 11 ? 0 : 5;
	deploy_weekly(world, service, counts, 30);
	/* Known up to the end of the first of the twelve weeks: eleven are not known. */
	world_cover(service, COLLECTED_DEPLOYMENTS, world_day(world, -77));
	world_make(world);
	assert_int_equal(world_reading(world, "deploy_cadence")->change, VERDICT_GATHERING);
	assert_false(world_reading(world, "deploy_cadence")->has_interval);
	/* Known up to before the window: nothing is. */
	service->covered[COLLECTED_DEPLOYMENTS][0] = world_day(world, -85);
	world_make(world);
	assert_int_equal(world_reading(world, "deploy_cadence")->state, READING_UNCOLLECTED);
	assert_int_equal(world_reading(world, "deploy_cadence")->change, VERDICT_GATHERING);
	assert_null(world_reading(world, "deploy_cadence")->test);
	/* The same for one service of two: the team's rate fell because nobody tells of it. */
	deploy_weekly(world, world_add_service(world, "b"), counts + 11, 19);
	world_make(world);
	assert_int_equal(world_reading(world, "deploy_cadence")->change, VERDICT_GATHERING);
}

/* -- previous, weekly, usual --------------------------------------------------------------- */

static void previous_is_what_was_shown_then(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	struct reading now;

	for (int i = 0; i < 40; i++)
		world_incident(service, world_day(world, -170 + 4 * i), 600 * (i % 7 + 1));
	/* Open at the end of the window before, restored since. */
	world_incident(service, world_day(world, -85), 5 * SECONDS_PER_DAY);
	memmove(&service->incidents[22], &service->incidents[21],
		19 * sizeof(service->incidents[0]));
	world_incident(service, world_day(world, -9), 60);
	service->incidents[21] = (struct incident){
		.started_at = world_day(world, -85.5),
		.restored_at = world_day(world, -80),
		.detected_at = INSTANT_NONE,
		.source = "",
		.id = "",
		.title = "",
		.url = "",
		.severity = "",
		.caused_by = "",
		.is_production = true,
	};
	service->history.incident_count = 41;
	world_make(world);
	now = *world_reading(world, "restore_time");
	world->as_of = world_day(world, -84);
	world_make(world);
	assert_int_equal(now.previous.state, world_reading(world, "restore_time")->state);
	assert_near(now.previous.value, world_reading(world, "restore_time")->value);
	assert_int_equal(now.previous.n, world_reading(world, "restore_time")->n);
	assert_near(reading_detail(world_reading(world, "restore_time"), "open"), 1);
}

static void weeks_are_counted_back_from_as_of(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");

	world_deploy(service, world_day(world, -500), "");
	world_deploy(service, world_day(world, -7) - 1, "");
	world_deploy(service, world_day(world, -7), "");
	world->window_days = 20;
	world_make(world);
	assert_int_equal(world_reading(world, "deploy_cadence")->week_count, 2);
	assert_near(world_reading(world, "deploy_cadence")->weekly[0], 1);
	assert_near(world_reading(world, "deploy_cadence")->weekly[1], 1);
}

static void usual_range_is_an_xmr_chart_of_26_weeks(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	int counts[38] = {9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9};
	const struct reading *reading;

	for (int i = 12; i < 38; i++)
		counts[i] = i % 2 ? 4 : 2;
	deploy_weekly(world, service, counts, 38);
	world_make(world);
	reading = world_reading(world, "deploy_cadence");
	assert_true(reading->has_usual);
	/* Mean 3, every moving range 2: 3 -+ 2.66 x 2. */
	assert_near(reading->usual.mean, 3);
	assert_near(reading->usual.low, 3 - 5.32);
	assert_near(reading->usual.high, 3 + 5.32);
	assert_int_equal(reading->shift.side, 1);
	/* All of the window, from its first week on: 9 each week. */
	assert_true(reading->shift.begin == world_day(world, -84));
	assert_int_equal(reading->shift.week_count, 12);
	assert_near(reading->shift.median, 9);
	assert_true(reading->shift.has_usual);
	assert_near(reading->shift.usual.low, 9);
	assert_near(reading->shift.usual.high, 9);
}

/* Weeks before the window between 2 and 4 a week, as above: mean 3. */
static const struct reading *shifted(struct world *world, const int recent[12])
{
	struct world_service *service = world_add_service(world, "a");
	int counts[38];

	for (int i = 0; i < 38; i++)
		counts[i] = i < 12 ? recent[i] : i % 2 ? 4 : 2;
	deploy_weekly(world, service, counts, 38);
	world_make(world);
	return world_reading(world, "deploy_cadence");
}

static void a_shift_begins_with_its_run(void **state)
{
	const int recent[12] = {6, 7, 5, 7, 5, 7, 5, 9, 5, 3, 9, 9}; /* the last week first */
	const struct reading *reading = shifted(*state, recent);

	/* Nine weeks above 3; the tenth lies on it. */
	assert_int_equal(reading->shift.side, 1);
	assert_int_equal(reading->shift.week_count, 9);
	assert_true(reading->shift.begin == world_day(*state, -63));
	/* The middle of 5 5 5 5 6 7 7 7 9; too few weeks for limits. */
	assert_near(reading->shift.median, 6);
	assert_false(reading->shift.has_usual);
}

static void seven_weeks_are_no_shift(void **state)
{
	const int recent[12] = {6, 7, 5, 7, 5, 7, 5, 2, 5, 4, 9, 9};

	assert_int_equal(shifted(*state, recent)->shift.side, 0);
}

static void a_shift_of_twelve_weeks_has_limits(void **state)
{
	const int recent[12] = {0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2};
	const struct reading *reading = shifted(*state, recent);

	assert_int_equal(reading->shift.side, -1);
	assert_int_equal(reading->shift.week_count, 12);
	assert_near(reading->shift.median, 1);
	assert_true(reading->shift.has_usual);
	/* Mean 1, every moving range 2: 1 -+ 2.66 x 2. */
	assert_near(reading->shift.usual.mean, 1);
	assert_near(reading->shift.usual.low, 1 - 5.32);
	assert_near(reading->shift.usual.high, 1 + 5.32);
}

/* Where a collector ended, what is missing is no change of what is done. */
static void weeks_that_are_not_known_whole_are_no_shift(void **state)
{
	struct world *world = *state;
	struct world_service *first = world_add_service(world, "a");
	struct world_service *second = world_add_service(world, "b");
	int one[38], more[38];

	for (int i = 0; i < 38; i++) {
		one[i] = 1;
		more[i] = i < 10 ? 0 : i % 2 ? 4 : 2;
	}
	deploy_weekly(world, first, one, 38);
	deploy_weekly(world, second, more, 38);
	world_make(world);
	assert_int_equal(world_reading(world, "deploy_cadence")->shift.side, -1);
	world_cover(second, COLLECTED_DEPLOYMENTS, world_day(world, -70));
	world_make(world);
	assert_int_equal(world_reading(world, "deploy_cadence")->shift.side, 0);
}

static void what_differs_by_rounding_is_no_shift(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");

	/* 7 of 10 landed well in every week for years. */
	for (int week = 40; week > 0; week--)
		for (int i = 0; i < 10; i++) {
			instant at = world_day(world, -7 * week + 0.5 * i + 0.1);

			world_deploy(service, at, "");
			if (i < 3)
				world_deploy(service, at + 60, "")->kind = DEPLOYMENT_ROLLBACK;
		}
	world_make(world);
	assert_near(world_reading(world, "change_success")->value, 0.7);
	assert_int_equal(world_reading(world, "change_success")->shift.side, 0);
}

static void usual_range_needs_twelve_weeks(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	int counts[38] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

	for (int i = 12; i < 23; i++)
		counts[i] = 2;
	deploy_weekly(world, service, counts, 23);
	world_make(world);
	assert_false(world_reading(world, "deploy_cadence")->has_usual);
	memmove(service->deployments + 1, service->deployments,
		service->history.deployment_count * sizeof(service->deployments[0]));
	service->history.deployment_count++;
	service->deployments[0].at = world_day(world, -7 * 24 + 1);
	world_make(world);
	assert_true(world_reading(world, "deploy_cadence")->has_usual);
}

static void usual_range_of_times_is_of_logarithms(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");

	for (int week = 38; week > 0; week--)
		world_incident(service, world_day(world, -7 * week + 1),
			       week % 2 ? 100 : 10000);
	service->incidents[0].restored_at = service->incidents[0].started_at; /* 0 s: as 1 s */
	world_make(world);
	assert_true(world_reading(world, "restore_time")->usual.low > 0);
	/* 12 x 100 (one of the 13 even weeks is 1 s), 13 x 10,000: mean of logs, in tens:
	 * weeks 38..13: 38 is 1 s; odd weeks 37..13 are 13 x 100; even 36..14 are 12 x 10,000.
	 */
	assert_near(world_reading(world, "restore_time")->usual.mean,
		    pow(10, (0 + 13 * 2 + 12 * 4) / 26.0));
}

/* -- goals and bands ----------------------------------------------------------------------- */

static void goals_are_judged_exactly_and_only_when_measured(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");

	world_add_goal(world, "change_success", 0.95);
	world_add_goal(world, "deploy_cadence", 1);
	world_add_goal(world, "lead_time", 86400);
	world_deploy(service, world_day(world, -100), "")->kind = DEPLOYMENT_ROLLBACK;
	for (int i = 0; i < 19; i++) {
		world_deploy(service, world_day(world, -40 + i), "");
		if (i >= 16)
			world_change(service, arena_printf(&world->arena, "r%d", i),
				     world_day(world, -41 + i));
	}
	world_deploy(service, world_day(world, -2), "");
	world_deploy(service, world_day(world, -1), "")->kind = DEPLOYMENT_HOTFIX;
	world_make(world);
	/* 19 of 20: exactly 95 %. */
	assert_int_equal(world_reading(world, "change_success")->n, 20);
	assert_int_equal(world_reading(world, "change_success")->goal_met, GOAL_MET);
	assert_int_equal(world_reading(world, "deploy_cadence")->goal_met, GOAL_MET);
	assert_int_equal(world_reading(world, "lead_time")->state, READING_FEW);
	assert_int_equal(world_reading(world, "lead_time")->goal_met, GOAL_UNKNOWN);
	assert_null(world_reading(world, "restore_time")->goal);
}

struct band_case {
	enum band_edition edition;
	const char *capacity;
	double value;
	unsigned bands;
};

/* Every edge of the published tables, on it and beside it. */
static void bands_are_as_published(void **state)
{
	const double month = 30.4375 * 86400;
	const double half_year = 182.625 * 86400;
	const double per_month = 7 / 30.4375;
	const double per_half_year = 7 / 182.625;
	const unsigned e = BAND_ELITE, h = BAND_HIGH, m = BAND_MEDIUM, l = BAND_LOW;
	const enum band_edition y19 = BAND_EDITION_2019, y21 = BAND_EDITION_2021;
	const struct band_case cases[] = {
		{y19, "deploy_cadence", 7.001, e},
		{y19, "deploy_cadence", 7, h},
		{y19, "deploy_cadence", 1, h},
		{y19, "deploy_cadence", 0.999, m},
		{y19, "deploy_cadence", per_month, m},
		{y19, "deploy_cadence", per_month * 0.999, l},
		{y19, "deploy_cadence", per_half_year, l},
		{y19, "deploy_cadence", per_half_year * 0.999, 0},
		{y19, "lead_time", 0, e},
		{y19, "lead_time", 86399, e},
		{y19, "lead_time", 86400, h},
		{y19, "lead_time", 7 * 86400, m},
		{y19, "lead_time", month, l},
		{y19, "lead_time", half_year, l},
		{y19, "lead_time", half_year + 1, 0},
		{y19, "restore_time", 3599, e},
		{y19, "restore_time", 3600, h | m},
		{y19, "restore_time", 86399, h | m},
		{y19, "restore_time", 86400, 0},
		{y19, "restore_time", 7 * 86400 - 1, 0},
		{y19, "restore_time", 7 * 86400, l},
		{y19, "restore_time", month, l},
		{y19, "restore_time", month + 1, 0},
		{y19, "change_success", 1, e | h | m},
		{y19, "change_success", 0.85, e | h | m},
		{y19, "change_success", 0.849, 0},
		{y19, "change_success", 0.54, l},
		{y19, "change_success", 0.40, l},
		{y19, "change_success", 0.399, 0},
		{y21, "deploy_cadence", 7.001, e},
		{y21, "deploy_cadence", 7, 0},
		{y21, "deploy_cadence", 1.001, 0},
		{y21, "deploy_cadence", 1, h},
		{y21, "deploy_cadence", per_month, h},
		{y21, "deploy_cadence", per_month * 0.999, m},
		{y21, "deploy_cadence", per_half_year, m},
		{y21, "deploy_cadence", per_half_year * 0.999, l},
		{y21, "deploy_cadence", 0, 0},
		{y21, "lead_time", 3599, e},
		{y21, "lead_time", 3600, 0},
		{y21, "lead_time", 86400, h},
		{y21, "lead_time", 7 * 86400, 0},
		{y21, "lead_time", month, m},
		{y21, "lead_time", half_year, l},
		{y21, "restore_time", 3599, e},
		{y21, "restore_time", 3600, h},
		{y21, "restore_time", 86400, m},
		{y21, "restore_time", 7 * 86400, 0},
		{y21, "restore_time", half_year, l},
		{y21, "change_success", 0.85, e},
		{y21, "change_success", 0.849, h | m | l},
		{y21, "change_success", 0.70, h | m | l},
		{y21, "change_success", 0.699, 0},
		{BAND_EDITION_NONE, "lead_time", 60, 0},
		{y19, "slo_attainment", 1, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		unsigned bands = bands_of(cases[i].edition, capacity_find(cases[i].capacity),
					  cases[i].value);

		if (bands != cases[i].bands)
			fail_msg("case %zu: %s %g has bands %x, not %x", i, cases[i].capacity,
				 cases[i].value, bands, cases[i].bands);
	}
	assert_false(bands_apply(BAND_EDITION_NONE, capacity_find("lead_time")));
	assert_false(bands_apply(y19, capacity_find("slo_attainment")));
}

static void bands_belong_to_services(void **state)
{
	struct world *world = *state;
	struct world_service *first = world_add_service(world, "a");
	struct world_service *second;

	for (int i = 0; i < 12; i++)
		world_deploy(first, world_day(world, -80 + i), "");
	world_make(world);
	assert_true(world_reading(world, "deploy_cadence")->has_bands);
	assert_int_equal(world_reading(world, "deploy_cadence")->bands, BAND_HIGH);
	second = world_add_service(world, "b");
	world_deploy(second, world_day(world, -80), "");
	world_make(world);
	assert_false(world_reading(world, "deploy_cadence")->has_bands);
	assert_int_equal(world_service_reading(world, 0, "deploy_cadence")->bands, BAND_HIGH);
	assert_int_equal(world_service_reading(world, 1, "deploy_cadence")->bands, BAND_LOW);
}

/* -- where to invest next ------------------------------------------------------------------ */

static const struct team_card *invested(struct world *world)
{
	world_make(world);
	return &world->scorecard.teams[0];
}

static void invest_gathers_below_three_measured(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");

	world_deploy(service, world_day(world, -10), "");
	for (int i = 0; i < 5; i++)
		world_incident(service, world_day(world, -20 + i), 60);
	assert_int_equal(invested(world)->invest, INVEST_GATHERING);
	assert_int_equal(invested(world)->because_count, 0);
}

/* A team that does well: daily deployments within hours, quick restores, all SLOs kept. */
static struct world_service *add_good_service(struct world *world)
{
	struct world_service *service = world_add_service(world, "a");

	world_add_slo(service, "s", 900);
	for (int i = 0; i < 80; i++) {
		world_deploy(service, world_day(world, -84 + i), "");
		world_change(service, arena_printf(&world->arena, "r%d", i),
			     world_day(world, -84.1 + i));
	}
	for (int i = 0; i < 6; i++)
		world_incident(service, world_day(world, -20 + i), 600);
	for (int day = 28; day > 0; day--)
		world_sample(service, 0, world_day(world, -day), 1, 1);
	return service;
}

static void invest_enhances_until_security_is_measured_and_met(void **state)
{
	struct world *world = *state;
	struct world_service *service = add_good_service(world);

	/* Patch freshness is not measured. */
	assert_int_equal(invested(world)->invest, INVEST_ENHANCE);
	assert_string_equal(invested(world)->because[0]->id, "patch_freshness");
	for (int i = 0; i < 10; i++)
		world_update(service, arena_printf(&world->arena, "c%d", i), "1",
			     world_day(world, -200), world_day(world, -190));
	/* Nor is secure configuration. */
	assert_int_equal(invested(world)->invest, INVEST_ENHANCE);
	assert_int_equal(invested(world)->because_count, 1);
	assert_string_equal(invested(world)->because[0]->id, "secure_configuration");
	world_check(service, "c", world_day(world, -1), true);
	assert_int_equal(invested(world)->invest, INVEST_SPECIALISE);
	/* 9 of 10 is the default goal of 90 %, 8 of 10 is not. */
	world_update(service, "c0", "2", world_day(world, -100), INSTANT_NONE);
	assert_int_equal(invested(world)->invest, INVEST_SPECIALISE);
	world_update(service, "c1", "2", world_day(world, -100), INSTANT_NONE);
	assert_int_equal(invested(world)->invest, INVEST_ENHANCE);
	assert_int_equal(invested(world)->because_count, 1);
	assert_string_equal(invested(world)->because[0]->id, "patch_freshness");
}

static void invest_in_general_performance_first(void **state)
{
	struct world *world = *state;
	struct world_service *service = add_good_service(world);

	world_sample(service, 0, world_day(world, -1), 0, 1000);
	assert_int_equal(invested(world)->invest, INVEST_GENERAL);
	assert_int_equal(invested(world)->because_count, 1);
	assert_string_equal(invested(world)->because[0]->id, "slo_attainment");
}

static void invest_asks_goals_before_bands(void **state)
{
	struct world *world = *state;

	add_good_service(world);
	world_add_goal(world, "restore_time", 300);
	assert_string_equal(invested(world)->because[0]->id, "restore_time");
	world->goals[0].value = 700;
	assert_int_equal(invested(world)->invest, INVEST_ENHANCE);
}

static void invest_asks_bands_where_there_is_no_goal(void **state)
{
	struct world *world = *state;
	struct world_service *service = add_good_service(world);

	for (size_t i = 0; i < service->history.incident_count; i++)
		service->incidents[i].restored_at += 2 * SECONDS_PER_DAY;
	/* Between bands is in neither elite nor high. */
	assert_int_equal(invested(world)->invest, INVEST_GENERAL);
	assert_string_equal(invested(world)->because[0]->id, "restore_time");
	world->bands = BAND_EDITION_NONE;
	assert_int_equal(invested(world)->invest, INVEST_ENHANCE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(rate_grows_by_mann_whitney),
		TEST(rate_needs_a_deployment_before_the_previous_window),
		TEST(rate_needs_eight_weeks_each),
		TEST(shorter_times_grow_longer_ones_want_a_conversation),
		TEST(times_need_eight_in_each_window),
		TEST(steady_says_what_could_have_been_told),
		TEST(shares_need_both_windows_measured),
		TEST(shares_change_by_fisher),
		TEST(census_needs_one_item_and_a_twentieth),
		TEST(census_nets_and_wants_common_items),
		TEST(silence_after_a_collectors_end_is_no_change),
		TEST(previous_is_what_was_shown_then),
		TEST(weeks_are_counted_back_from_as_of),
		TEST(ranges_of_bands_are_as_printed),
		TEST(usual_range_is_an_xmr_chart_of_26_weeks),
		TEST(a_shift_begins_with_its_run),
		TEST(seven_weeks_are_no_shift),
		TEST(a_shift_of_twelve_weeks_has_limits),
		TEST(weeks_that_are_not_known_whole_are_no_shift),
		TEST(what_differs_by_rounding_is_no_shift),
		TEST(usual_range_needs_twelve_weeks),
		TEST(usual_range_of_times_is_of_logarithms),
		TEST(goals_are_judged_exactly_and_only_when_measured),
		TEST(bands_are_as_published),
		TEST(bands_belong_to_services),
		TEST(invest_gathers_below_three_measured),
		TEST(invest_enhances_until_security_is_measured_and_met),
		TEST(invest_in_general_performance_first),
		TEST(invest_asks_goals_before_bands),
		TEST(invest_asks_bands_where_there_is_no_goal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
