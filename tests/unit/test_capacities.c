/*
 * The arithmetic of aplomb-capacities(7), one by one: what is counted, what is left out, which
 * state.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "tests/support/world.h"

#define HOUR SECONDS_PER_HOUR
#define MINUTE SECONDS_PER_MINUTE

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
	if (!(fabs(value - expected) <= 1e-9 * fmax(1, fabs(expected))))
		fail_msg("%.12g is not %.12g", value, expected);
}

/* -- deploy cadence ------------------------------------------------------------------------ */

static void cadence_counts_normal_and_hotfix_in_production(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	const struct reading *reading;

	world_deploy(service, world_day(world, -84) - 1, "before the window");
	world_deploy(service, world_day(world, -84), "at its start");
	world_deploy(service, world_day(world, -10), "hotfix")->kind = DEPLOYMENT_HOTFIX;
	world_deploy(service, world_day(world, -9), "rollback")->kind = DEPLOYMENT_ROLLBACK;
	world_deploy(service, world_day(world, -8), "failed")->succeeded = false;
	world_deploy(service, world_day(world, -7), "staging")->is_production = false;
	world_deploy(service, world_day(world, 0), "at its end");
	world_make(world);
	reading = world_reading(world, "deploy_cadence");
	assert_int_equal(reading->state, READING_MEASURED);
	assert_int_equal(reading->n, 2);
	assert_near(reading->value, 2 / 12.0);
	assert_int_equal(reading_excluded(reading, "rollback"), 1);
	assert_int_equal(reading_excluded(reading, "failed"), 1);
	assert_int_equal(reading_excluded(reading, "not production"), 1);
}

static void cadence_interval_goes_by_whole_weeks(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");

	/* 4 whole weeks and 2 days: the two days count for the rate, not for the interval. */
	world->window_days = 30;
	for (int i = 0; i < 3; i++)
		world_deploy(service, world_day(world, -29.5 + 0.1 * i), "in the first days");
	for (int week = 4; week > 0; week--)
		for (int i = 0; i <= week % 2; i++)
			world_deploy(service, world_day(world, -7 * week + 1 + i), "weekly");
	world_make(world);
	assert_near(world_reading(world, "deploy_cadence")->value, 9 / (30 / 7.0));
	assert_true(world_reading(world, "deploy_cadence")->has_interval);
	/* R: x <- c(1,2,1,2); mean(x) + c(-1,1) * qt(.975, 3) * sd(x) / 2 */
	assert_near(round(world_reading(world, "deploy_cadence")->interval.low * 1e6), 581307);
	assert_near(round(world_reading(world, "deploy_cadence")->interval.high * 1e6),
		    2418693);
	world->window_days = 27;
	world_make(world);
	assert_false(world_reading(world, "deploy_cadence")->has_interval);
}

static void cadence_of_one_a_day_is_seven_a_week_in_any_window(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");

	world_add_goal(world, "deploy_cadence", 7);
	for (int day = 200; day > 0; day--)
		world_deploy(service, world_day(world, -day), "");
	for (world->window_days = 1; world->window_days <= 200; world->window_days++) {
		world_make(world);
		assert_int_equal(world_reading(world, "deploy_cadence")->goal_met, GOAL_MET);
		assert_int_equal(world_reading(world, "deploy_cadence")->bands, BAND_HIGH);
	}
}

static void cadence_is_quiet_with_value_zero(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");

	world_deploy(service, world_day(world, -100), "long ago");
	world_make(world);
	assert_int_equal(world_reading(world, "deploy_cadence")->state, READING_QUIET);
	assert_near(world_reading(world, "deploy_cadence")->value, 0);
	assert_false(world_reading(world, "deploy_cadence")->has_interval);
	assert_false(world_service_reading(world, 0, "deploy_cadence")->has_bands);
}

static void cadence_weeks_are_null_before_the_first_and_zero_after(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	const struct reading *reading;

	world_deploy(service, world_day(world, -7 * 10), "at the start of week 3 of 12");
	world_make(world);
	reading = world_reading(world, "deploy_cadence");
	assert_int_equal(reading->week_count, 12);
	assert_true(isnan(reading->weekly[1]));
	assert_near(reading->weekly[2], 1);
	assert_near(reading->weekly[3], 0);
}

static void cadence_counts_local_days(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	struct arena arena = {0};
	struct error error;

	world_deploy(service, world_day(world, -5) + 3 * HOUR,
		     "22:00 the day before in Chicago");
	world_deploy(service, world_day(world, -5) + 6 * HOUR, "01:00 in Chicago");
	world_make(world);
	assert_near(reading_detail(world_reading(world, "deploy_cadence"), "deploy_days"), 1);
	assert_true(zone_load(&world->catalog.zone, "America/Chicago", &arena, &error));
	world_make(world);
	assert_near(reading_detail(world_reading(world, "deploy_cadence"), "deploy_days"), 2);
	arena_release(&arena);
}

/* -- states, coverage ---------------------------------------------------------------------- */

static void nothing_recorded_is_uncollected_never_zero(void **state)
{
	struct world *world = *state;
	static const char *const all[] = {"deploy_cadence", "lead_time",
					  "change_success", "restore_time",
					  "slo_attainment", "patch_freshness"};

	world_add_service(world, "a");
	world_make(world);
	for (size_t i = 0; i < 6; i++) {
		const struct reading *reading = world_reading(world, all[i]);

		assert_int_equal(reading->state, READING_UNCOLLECTED);
		assert_true(isnan(reading->value));
		assert_int_equal(reading->n, 0);
		assert_false(reading->has_bands);
		assert_int_equal(reading->change, VERDICT_GATHERING);
		assert_null(reading->test);
	}
}

static void collects_in_the_yaml_makes_it_quiet(void **state)
{
	struct world *world = *state;

	world_add_service(world, "a")->service.collects =
		1U << COLLECTED_INCIDENTS | 1U << COLLECTED_DEPLOYMENTS;
	world_make(world);
	assert_int_equal(world_reading(world, "restore_time")->state, READING_QUIET);
	assert_int_equal(world_reading(world, "lead_time")->state, READING_UNCOLLECTED);
	/* Nothing was ever seen: there is no rate, not even of zero. */
	assert_int_equal(world_reading(world, "deploy_cadence")->state, READING_QUIET);
	assert_true(isnan(world_reading(world, "deploy_cadence")->value));
}

static void coverage_makes_it_collected(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");

	world_cover(service, COLLECTED_INCIDENTS, world_day(world, -3));
	world_make(world);
	assert_int_equal(world_reading(world, "restore_time")->state, READING_QUIET);
	assert_int_equal(world_reading(world, "restore_time")->covered_until,
			 world_day(world, -3));
}

static void a_dead_collector_is_not_a_calm_quarter(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");

	world_incident(service, world_day(world, -200), HOUR);
	world_cover(service, COLLECTED_INCIDENTS, world_day(world, -85));
	world_make(world);
	assert_int_equal(world_reading(world, "restore_time")->state, READING_UNCOLLECTED);
	assert_int_equal(world_reading(world, "restore_time")->covered_until,
			 world_day(world, -85));
	/* The window before was covered: as it would have been shown then. */
	assert_int_equal(world_reading(world, "restore_time")->previous.state, READING_QUIET);
}

static void the_newest_coverage_counts(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");

	world_incident(service, world_day(world, -5), HOUR);
	world_cover(service, COLLECTED_INCIDENTS, world_day(world, -90));
	world_cover(service, COLLECTED_INCIDENTS, world_day(world, -1));
	world_cover(service, COLLECTED_INCIDENTS, world_day(world, 1)); /* not known yet */
	world_make(world);
	assert_int_equal(world_reading(world, "restore_time")->state, READING_FEW);
	assert_int_equal(world_reading(world, "restore_time")->covered_until,
			 world_day(world, -1));
}

static void an_uncollected_service_leaves_the_others(void **state)
{
	struct world *world = *state;
	struct world_service *dead = world_add_service(world, "dead");
	struct world_service *alive = world_add_service(world, "alive");

	world_deploy(dead, world_day(world, -30), "");
	world_cover(dead, COLLECTED_DEPLOYMENTS, world_day(world, -100));
	world_deploy(alive, world_day(world, -10), "");
	world_make(world);
	assert_int_equal(world_reading(world, "deploy_cadence")->n, 1);
	assert_int_equal(world_service_reading(world, 0, "deploy_cadence")->state,
			 READING_UNCOLLECTED);
	assert_int_equal(world_service_reading(world, 1, "deploy_cadence")->state,
			 READING_MEASURED);
}

/* -- lead time ----------------------------------------------------------------------------- */

static void lead_time_is_deployed_minus_committed(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	const struct reading *reading;
	static const int hours[] = {1, 2, 3, 4, 10};

	for (int i = 0; i < 5; i++) {
		char *revision = arena_printf(&world->arena, "r%d", i);

		world_deploy(service, world_day(world, -10 + i), revision);
		world_change(service, revision, world_day(world, -10 + i) - hours[i] * HOUR);
	}
	world_make(world);
	reading = world_reading(world, "lead_time");
	assert_int_equal(reading->state, READING_MEASURED);
	assert_int_equal(reading->n, 5);
	assert_near(reading->value, 3 * HOUR);
	/* R: quantile(c(1,2,3,4,10), .9, type = 7) = 7.6 */
	assert_near(reading_detail(reading, "p90"), 7.6 * HOUR);
	/* R: exp(mean(log(c(1,2,3,4,10)))) = 2.992556... */
	assert_near(reading_detail(reading, "geometric_mean"), pow(240, 0.2) * HOUR);
	assert_false(reading->at_least);
}

static void lead_time_counts_a_change_once(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	const struct reading *reading;

	world_deploy(service, world_day(world, -10), "staging")->is_production = false;
	world_change(service, "r", world_day(world, -11));
	world_deploy(service, world_day(world, -9), "failed")->succeeded = false;
	world_change(service, "r", world_day(world, -11));
	world_deploy(service, world_day(world, -8), "rollback")->kind = DEPLOYMENT_ROLLBACK;
	world_change(service, "r", world_day(world, -11));
	world_deploy(service, world_day(world, -7), "first counted");
	world_change(service, "r", world_day(world, -11));
	world_deploy(service, world_day(world, -6), "again");
	world_change(service, "r", world_day(world, -11));
	world_make(world);
	reading = world_reading(world, "lead_time");
	assert_int_equal(reading->n, 1);
	assert_near(reading->value, 4 * 86400);
	assert_int_equal(reading_excluded(reading, "delivered before"), 1);
}

static void lead_time_says_what_it_leaves_out(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	const struct reading *reading;

	world_deploy(service, world_day(world, -10), "bare");
	world_deploy(service, world_day(world, -9), "undated");
	world_change(service, "u", INSTANT_NONE);
	world_deploy(service, world_day(world, -8), "skew");
	world_change(service, "s", world_day(world, -8) + 1);
	world_deploy(service, world_day(world, -7), "at once");
	world_change(service, "o", world_day(world, -7));
	world_change(service, "the merge that brought it", INSTANT_NONE);
	world_make(world);
	reading = world_reading(world, "lead_time");
	assert_int_equal(reading->n, 1);
	assert_near(reading->value, 0);
	assert_int_equal(reading_excluded(reading, "no commit time"), 2);
	assert_int_equal(reading_excluded(reading, "committed after it was deployed"), 1);
}

static void lead_time_interval_goes_by_deployments(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");

	/* Ten changes in five deployments: too few deployments for an interval. */
	for (int i = 0; i < 10; i++) {
		if (i % 2 == 0)
			world_deploy(service, world_day(world, -20 + i), "");
		world_change(service, arena_printf(&world->arena, "%d", i),
			     service->deployments[i / 2].at - (i + 1) * HOUR);
	}
	world_make(world);
	assert_false(world_reading(world, "lead_time")->has_interval);
	world_deploy(service, world_day(world, -5), "the sixth");
	world_change(service, "x", world_day(world, -5) - 11 * HOUR);
	world_change(service, "y", world_day(world, -5) - 12 * HOUR);
	world_make(world);
	/* 6 deployments: k = 1; R: quantile(1:12, c(1/7, 6/7), type = 7) = 2.571429 10.428571
	 */
	assert_true(world_reading(world, "lead_time")->has_interval);
	assert_near(world_reading(world, "lead_time")->interval.low, (1 + 11 / 7.0) * HOUR);
	assert_near(world_reading(world, "lead_time")->interval.high, (1 + 66 / 7.0) * HOUR);
}

/* -- change success ------------------------------------------------------------------------ */

static void change_success_tells_declared_from_inferred(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	struct deployment *deployment;
	const struct reading *reading;

	world_deploy(service, world_day(world, -20), "declared by an incident");
	world_deploy(service, world_day(world, -19), "well");
	world_deploy(service, world_day(world, -18), "declared by a rollback");
	world_deploy(service, world_day(world, -17), "inferred");
	world_deploy(service, world_day(world, -16.5), "")->succeeded = false;
	world_deploy(service, world_day(world, -16), "")->kind = DEPLOYMENT_HOTFIX;
	world_deploy(service, world_day(world, -15), "well before a declared rollback");
	deployment = world_deploy(service, world_day(world, -14), "");
	deployment->kind = DEPLOYMENT_ROLLBACK;
	deployment->fixes = "declared by a rollback";
	deployment->declares_fixes = true;
	world_incident(service, world_day(world, -13), HOUR)->caused_by =
		"declared by an incident";
	service->incidents[0].is_planned = true; /* any incident may declare */
	world_make(world);
	reading = world_reading(world, "change_success");
	assert_int_equal(reading->state, READING_MEASURED);
	assert_int_equal(reading->n, 5);
	assert_near(reading->hits, 2);
	assert_near(reading_detail(reading, "declared"), 2);
	assert_near(reading_detail(reading, "inferred"), 1);
}

static void change_success_declared_beats_inferred(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");

	world_deploy(service, world_day(world, -20), "both");
	world_deploy(service, world_day(world, -19), "")->kind = DEPLOYMENT_HOTFIX;
	world_incident(service, world_day(world, -18), HOUR)->caused_by = "both";
	world_make(world);
	assert_near(reading_detail(world_reading(world, "change_success"), "declared"), 1);
	assert_near(reading_detail(world_reading(world, "change_success"), "inferred"), 0);
}

static void change_success_hides_what_came_after_as_of(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");

	world_deploy(service, world_day(world, -30), "")->kind = DEPLOYMENT_HOTFIX;
	world_deploy(service, world_day(world, -2), "later remedied");
	world_deploy(service, world_day(world, 0), "")->kind = DEPLOYMENT_HOTFIX;
	world_incident(service, world_day(world, 1), HOUR)->caused_by = "later remedied";
	world_make(world);
	assert_int_equal(world_reading(world, "change_success")->n, 1);
	assert_near(world_reading(world, "change_success")->hits, 1);
}

static void change_success_needs_remediations_collected(void **state)
{
	struct world *world = *state;
	struct world_service *with = world_add_service(world, "with");
	struct world_service *without = world_add_service(world, "without");

	world_deploy(with, world_day(world, -20), "a");
	world_deploy(with, world_day(world, -19), "")->kind = DEPLOYMENT_ROLLBACK;
	for (int i = 0; i < 3; i++)
		world_deploy(without, world_day(world, -20 + i), "");
	world_make(world);
	assert_int_equal(world_reading(world, "change_success")->n, 1);
	assert_int_equal(reading_excluded(world_reading(world, "change_success"),
					  "remediation not collected"),
			 3);
	assert_int_equal(world_service_reading(world, 1, "change_success")->state,
			 READING_UNCOLLECTED);
}

/* -- restore time -------------------------------------------------------------------------- */

static void restore_time_leaves_out_with_reasons(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	const struct reading *reading;

	world_incident(service, world_day(world, -84), 10 * MINUTE);
	world_incident(service, world_day(world, -20), -1);
	world_incident(service, world_day(world, -19), HOUR)->is_planned = true;
	world_incident(service, world_day(world, -18), HOUR)->is_production = false;
	world_incident(service, world_day(world, -17), 0);
	world_make(world);
	reading = world_reading(world, "restore_time");
	assert_int_equal(reading->n, 2);
	assert_near(reading->value, 5 * MINUTE);
	assert_int_equal(reading_excluded(reading, "restored before it started"), 1);
	assert_int_equal(reading_excluded(reading, "planned"), 1);
	assert_int_equal(reading_excluded(reading, "not production"), 1);
	assert_int_equal(reading->state, READING_FEW);
}

static void an_open_incident_never_makes_the_median_look_better(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	double before;

	for (int i = 1; i <= 5; i++)
		world_incident(service, world_day(world, -30 + i), i * HOUR);
	world_make(world);
	before = world_reading(world, "restore_time")->value;
	assert_near(before, 3 * HOUR);
	/* One minute old, one that is restored only later: both rank above the longest. */
	world_incident(service, world->as_of - 2 * MINUTE, 10 * MINUTE);
	world_incident(service, world->as_of - MINUTE, INSTANT_NONE);
	world_make(world);
	assert_near(world_reading(world, "restore_time")->value, 4 * HOUR);
	assert_false(world_reading(world, "restore_time")->at_least);
	assert_near(reading_detail(world_reading(world, "restore_time"), "open"), 2);
	assert_near(reading_detail(world_reading(world, "restore_time"), "p90"), 5 * HOUR);
	assert_string_equal(world_reading(world, "restore_time")->details[0].name, "p90");
	assert_true(world_reading(world, "restore_time")->details[0].at_least);
}

static void a_median_of_open_incidents_is_at_least(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");

	world_incident(service, world_day(world, -3), HOUR);
	world_incident(service, world_day(world, -1), INSTANT_NONE);
	world_make(world);
	/* The median is the mean of 1 h and the open day: the open one takes part. */
	assert_near(world_reading(world, "restore_time")->value, 12.5 * HOUR);
	assert_true(world_reading(world, "restore_time")->at_least);
}

static void restores_within_the_goal_are_counted(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");

	world_add_goal(world, "restore_time", HOUR);
	for (int i = 0; i < 4; i++)
		world_incident(service, world_day(world, -10 + i), i * HOUR);
	world_incident(service, world_day(world, -1), INSTANT_NONE);
	world_make(world);
	assert_near(reading_detail(world_reading(world, "restore_time"), "within_goal"), 2);
	assert_int_equal(world_reading(world, "restore_time")->goal_met, GOAL_NOT_MET);
}

static void median_interval_needs_six(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");

	for (int i = 1; i <= 5; i++)
		world_incident(service, world_day(world, -10 + i), i * MINUTE);
	world_make(world);
	assert_false(world_reading(world, "restore_time")->has_interval);
	world_incident(service, world_day(world, -4), 6 * MINUTE);
	world_make(world);
	assert_true(world_reading(world, "restore_time")->has_interval);
	assert_near(world_reading(world, "restore_time")->interval.low, MINUTE);
	assert_near(world_reading(world, "restore_time")->interval.high, 6 * MINUTE);
}

/* -- SLO attainment ------------------------------------------------------------------------ */

static void slo_is_kept_at_exactly_its_target(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	const struct reading *reading;

	world_add_slo(service, "kept", 999);
	world_add_slo(service, "one short", 999);
	for (int day = 28; day > 0; day--) {
		world_sample(service, 0, world_day(world, -day), 999, 1000);
		world_sample(service, 1, world_day(world, -day), day == 1 ? 998 : 999, 1000);
	}
	world_make(world);
	reading = world_reading(world, "slo_attainment");
	assert_int_equal(reading->state, READING_MEASURED);
	assert_int_equal(reading->n, 2);
	assert_near(reading->value, 0.5);
	assert_true(reading->slos[0].is_kept);
	assert_true(fabs(reading->slos[0].budget_left) < 1e-9);
	assert_false(reading->slos[1].is_kept);
	assert_false(reading->has_interval);
}

static void slo_samples_count_when_wholly_inside(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");

	world_add_slo(service, "s", 500);
	world_sample(service, 0, world_day(world, -28) - 1, 1000, 1000);
	for (int day = 27; day > 1; day--)
		world_sample(service, 0, world_day(world, -day), 1, 2);
	world_sample(service, 0, world_day(world, -1) + 1, 1000, 1000);
	world_make(world);
	assert_near(world_reading(world, "slo_attainment")->slos[0].total, 52);
}

static void slo_needs_half_of_its_window_and_traffic(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	const struct reading *reading;

	world_add_slo(service, "half", 500);
	world_add_slo(service, "less", 500);
	world_add_slo(service, "no traffic", 500);
	for (int day = 14; day > 0; day--) {
		world_sample(service, 0, world_day(world, -day), 1, 1);
		if (day < 14)
			world_sample(service, 1, world_day(world, -day), 1, 1);
		world_sample(service, 2, world_day(world, -day), 0, 0);
	}
	world_make(world);
	reading = world_reading(world, "slo_attainment");
	assert_int_equal(reading->n, 1);
	assert_int_equal(reading_excluded(reading, "less than half of its window is covered"),
			 1);
	assert_int_equal(reading_excluded(reading, "no traffic in its window"), 1);
}

static void slo_slices_are_judged_one_by_one(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	struct slo *slo = world_add_slo(service, "s", 900);
	const struct reading *reading;

	slo->method = SLO_TIMESLICES;
	slo->slice_target = (struct share){99, 100};
	for (int day = 28; day > 0; day--)
		world_sample(service, 0, world_day(world, -day), day <= 2 ? 989 : 990,
			     day > 26 ? 0 : 1000);
	world_make(world);
	reading = world_reading(world, "slo_attainment");
	/* 26 slices with traffic, of which 24 reach 99 %. */
	assert_near(reading->slos[0].total, 26);
	assert_near(reading->slos[0].good, 24);
	assert_true(reading->slos[0].is_kept);
}

static void slo_of_100_percent_has_no_budget(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");

	world_add_slo(service, "s", 1000);
	for (int day = 28; day > 0; day--)
		world_sample(service, 0, world_day(world, -day), 1, 1);
	world_make(world);
	assert_true(isnan(world_reading(world, "slo_attainment")->slos[0].budget_left));
	assert_true(world_reading(world, "slo_attainment")->slos[0].is_kept);
}

static void slo_week_is_judged_on_that_week_alone(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	const struct reading *reading;

	world_add_slo(service, "s", 900);
	for (int day = 28; day > 0; day--)
		world_sample(service, 0, world_day(world, -day), day > 7 ? 100 : 50, 100);
	world_make(world);
	reading = world_reading(world, "slo_attainment");
	assert_near(reading->weekly[11], 0);
	assert_near(reading->weekly[10], 1);
	assert_near(reading->weekly[8], 1);
	assert_true(isnan(reading->weekly[7]));
}

/* -- patch freshness ----------------------------------------------------------------------- */

static void freshness_is_lag_within_the_goal(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	const struct reading *reading;

	world_update(service, "c", "1", world_day(world, -300), world_day(world, -290));
	world_update(service, "c", "2", world_day(world, -30), INSTANT_NONE);
	world_update(service, "d", "1", world_day(world, -300), world_day(world, -290));
	world_update(service, "d", "2", world_day(world, -30) - 1, INSTANT_NONE);
	world_make(world);
	reading = world_reading(world, "patch_freshness");
	assert_int_equal(reading->n, 2);
	assert_near(reading->hits, 1); /* 30 days are within 30 days, a second more is not */
	assert_near(reading_detail(reading, "libyears"),
		    (270 * 86400.0 + 270 * 86400.0 - 1) / (365.25 * 86400));
	world_add_goal(world, "patch_freshness", 0.9)->within_seconds = 31 * SECONDS_PER_DAY;
	world_make(world);
	assert_near(world_reading(world, "patch_freshness")->value, 1);
	assert_near(reading_detail(world_reading(world, "patch_freshness"), "budget_left"), 1);
}

static void freshness_runs_the_latest_released(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	const struct component_reading *component;

	world_update(service, "c", "1", world_day(world, -300), world_day(world, -10));
	world_update(service, "c", "2", world_day(world, -200), world_day(world, -150));
	world_update(service, "c", "1.5", world_day(world, -250), INSTANT_NONE); /* passed by */
	world_update(service, "c", "3", world_day(world, -20), world_day(world, 1));
	world_make(world);
	component = &world_reading(world, "patch_freshness")->components[0];
	assert_string_equal(component->running, "2");
	assert_string_equal(component->pending, "3"); /* applied later: still pending */
	assert_near(component->lag_seconds, 20 * 86400);
}

static void freshness_never_takes_unknown_for_zero(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	const struct reading *reading;

	world_update(service, "undated", "1", INSTANT_NONE, world_day(world, -10));
	world_update(service, "never", "1", world_day(world, -10), INSTANT_NONE);
	world_make(world);
	reading = world_reading(world, "patch_freshness");
	assert_int_equal(reading->state, READING_QUIET);
	assert_true(isnan(reading->value));
	assert_int_equal(reading_excluded(reading, "date unknown"), 1);
	assert_int_equal(reading_excluded(reading, "never applied"), 1);
}

static void freshness_passes_over_prereleases(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	static const struct {
		const char *component, *running, *pending;
		int is_current;
	} rows[] = {
		{"pkg:npm/a", "1.0.0", "1.1.0-rc.1", 1},
		{"pkg:npm/b", "1.0.0", "1.1.0", 0},
		{"pkg:npm/c", "1.0.0", "1.1.0+build-7", 0}, /* build metadata is no pre-release
							     */
		{"pkg:npm/d", "1.1.0-rc.1", "1.1.0-rc.2", 0},
		{"pkg:golang/e", "v1.0.0", "v1.1.0-beta", 1},
		{"pkg:NuGet/E", "1.0.0", "1.1.0-beta", 1}, /* a purl's type has no case */
		{"pkg:deb/f", "1.0.0", "1.1.0-2", 0},
		{"plain-name", "1.0.0", "1.1.0-rc.1", 0},
		{"pkg:pub/g", "1.0.0", "1.1-2", 0}, /* not three numbers: not SemVer */
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		world_update(service, rows[i].component, rows[i].running,
			     world_day(world, -300), world_day(world, -290));
		world_update(service, rows[i].component, rows[i].pending,
			     world_day(world, -100), INSTANT_NONE);
	}
	world_make(world);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct reading *reading = world_reading(world, "patch_freshness");

		for (size_t j = 0; j < reading->component_count; j++)
			if (strcmp(reading->components[j].component, rows[i].component) == 0)
				assert_int_equal(reading->components[j].is_current,
						 rows[i].is_current);
	}
}

static void freshness_adoption_ranks_pending_above(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");
	const struct reading *reading;

	world_update(service, "c", "1", world_day(world, -60), world_day(world, -50));
	world_update(service, "c", "2", world_day(world, -40), world_day(world, -20))
		->is_security = true;
	world_update(service, "c", "3", world_day(world, -5), INSTANT_NONE);
	/* Running before its release: a negative span says nothing. */
	world_update(service, "d", "1", world_day(world, -10), world_day(world, -12));
	world_make(world);
	reading = world_reading(world, "patch_freshness");
	assert_near(reading_detail(reading, "adoption_n"), 3);
	/* 10 d, 20 d, and the open one at the longest finished, 20 d. */
	assert_near(reading_detail(reading, "adoption_median"), 20 * 86400);
	assert_near(reading_detail(reading, "security_adoption_median"), 20 * 86400);
}

static void freshness_unites_what_several_sources_tell(void **state)
{
	struct world *world = *state;
	struct world_service *service = world_add_service(world, "a");

	world_update(service, "c", "1", INSTANT_NONE, world_day(world, -50));
	world_update(service, "c", "1", world_day(world, -60), INSTANT_NONE)->source = "feed";
	world_make(world);
	assert_int_equal(world_reading(world, "patch_freshness")->n, 1);
	assert_near(world_reading(world, "patch_freshness")->value, 1);
}

/* -- ownership ----------------------------------------------------------------------------- */

static void ownership_counts_services_with_one_owner(void **state)
{
	struct world *world = *state;

	world_add_service(world, "a");
	world_add_service(world, "b")->service.owner_count = 2;
	world_make(world);
	assert_near(world_reading(world, "ownership")->value, 0.5);
	assert_int_equal(world_reading(world, "ownership")->n, 2);
	assert_int_equal(world_reading(world, "ownership")->change, VERDICT_GATHERING);
	assert_null(world_reading(world, "ownership")->test);
	assert_null(world_service_reading(world, 0, "ownership"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(cadence_counts_normal_and_hotfix_in_production),
		TEST(cadence_interval_goes_by_whole_weeks),
		TEST(cadence_of_one_a_day_is_seven_a_week_in_any_window),
		TEST(cadence_is_quiet_with_value_zero),
		TEST(cadence_weeks_are_null_before_the_first_and_zero_after),
		TEST(cadence_counts_local_days),
		TEST(nothing_recorded_is_uncollected_never_zero),
		TEST(collects_in_the_yaml_makes_it_quiet),
		TEST(coverage_makes_it_collected),
		TEST(a_dead_collector_is_not_a_calm_quarter),
		TEST(the_newest_coverage_counts),
		TEST(an_uncollected_service_leaves_the_others),
		TEST(lead_time_is_deployed_minus_committed),
		TEST(lead_time_counts_a_change_once),
		TEST(lead_time_says_what_it_leaves_out),
		TEST(lead_time_interval_goes_by_deployments),
		TEST(change_success_tells_declared_from_inferred),
		TEST(change_success_declared_beats_inferred),
		TEST(change_success_hides_what_came_after_as_of),
		TEST(change_success_needs_remediations_collected),
		TEST(restore_time_leaves_out_with_reasons),
		TEST(an_open_incident_never_makes_the_median_look_better),
		TEST(a_median_of_open_incidents_is_at_least),
		TEST(restores_within_the_goal_are_counted),
		TEST(median_interval_needs_six),
		TEST(slo_is_kept_at_exactly_its_target),
		TEST(slo_samples_count_when_wholly_inside),
		TEST(slo_needs_half_of_its_window_and_traffic),
		TEST(slo_slices_are_judged_one_by_one),
		TEST(slo_of_100_percent_has_no_budget),
		TEST(slo_week_is_judged_on_that_week_alone),
		TEST(freshness_is_lag_within_the_goal),
		TEST(freshness_runs_the_latest_released),
		TEST(freshness_never_takes_unknown_for_zero),
		TEST(freshness_passes_over_prereleases),
		TEST(freshness_adoption_ranks_pending_above),
		TEST(freshness_unites_what_several_sources_tell),
		TEST(ownership_counts_services_with_one_owner),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
