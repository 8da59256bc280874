/*
 * Of a hundred scorecards on which nothing changed at most a handful show a verdict.
 *
 * A made-up history with what real ones have (weeks overdispersed about twofold, lead times in
 * clusters by deployment, log-normal restores) is shuffled a thousand times: gaps between
 * deployments, their lead times, which of them were remedied, the gaps between incidents and
 * their restore times. Whatever the two windows then show is chance, so that the share of
 * verdicts other than steady is the tests' true level: nominally 1 %, here refused above 2 %.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capacity/registry.h"
#include "scorecard/reading_make.h"
#include "tests/support/world.h"

#define ROUNDS 1000
#define DEPLOYMENTS 110
#define INCIDENTS 60
#define SPAN_DAYS 190

/* SplitMix64 (Steele, Lea and Flood 2014). */
static uint64_t random_state = 20261001;

static uint64_t random_bits(void)
{
	uint64_t z = random_state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static double random_unit(void)
{
	return ((double)(random_bits() >> 11) + 0.5) / 9007199254740992.0;
}

/* Box and Muller 1958. */
static double random_normal(void)
{
	return sqrt(-2 * log(random_unit())) * cos(2 * 3.14159265358979323846 * random_unit());
}

/* A release with its gap to the one before, its changes' lead times and whether it was
 * remedied. */
struct release {
	double gap;
	double lead_hours[5];
	int change_count;
	bool is_remedied;
};

struct restore {
	double gap, minutes;
};

static struct release releases[DEPLOYMENTS];
static struct restore restores[INCIDENTS];

/* Far more uneven than an exponential, so that weeks come out overdispersed about twofold. */
static double random_gap(void)
{
	return pow(fabs(random_normal()), 2.4);
}

static void history_draw(void)
{
	for (int i = 0; i < DEPLOYMENTS; i++) {
		double level = 2 + 1.2 * random_normal();

		releases[i].gap = random_gap();
		releases[i].change_count = 1 + (int)(random_bits() % 5);
		releases[i].is_remedied = random_unit() < 0.12;
		for (int j = 0; j < releases[i].change_count; j++)
			releases[i].lead_hours[j] = exp(level + 0.3 * random_normal());
	}
	for (int i = 0; i < INCIDENTS; i++) {
		restores[i].gap = random_gap();
		restores[i].minutes = exp(3.5 + random_normal());
	}
}

/* Fisher and Yates 1938. */
static void history_shuffle(void)
{
	for (size_t i = DEPLOYMENTS - 1; i > 0; i--) {
		size_t j = random_bits() % (i + 1);
		struct release swapped = releases[i];

		releases[i] = releases[j];
		releases[j] = swapped;
	}
	for (size_t i = INCIDENTS - 1; i > 0; i--) {
		size_t j = random_bits() % (i + 1);
		struct restore swapped = restores[i];

		restores[i] = restores[j];
		restores[j] = swapped;
	}
}

static void history_record(struct world *world, struct world_service *service, char (*ids)[16])
{
	double total = 0;
	double at = 0;
	size_t change = 0;

	service->history.deployment_count = 0;
	service->history.change_count = 0;
	service->history.incident_count = 0;
	for (int i = 0; i < DEPLOYMENTS; i++)
		total += releases[i].gap;
	for (int i = 0; i < DEPLOYMENTS; i++) {
		instant deployed;

		at += releases[i].gap;
		deployed = world_day(world, -SPAN_DAYS + at * (SPAN_DAYS - 1) / total);
		world_deploy(service, deployed, ids[i]);
		for (int j = 0; j < releases[i].change_count; j++)
			world_change(service, ids[change++],
				     deployed - (instant)(releases[i].lead_hours[j] * 3600));
		if (releases[i].is_remedied)
			world_deploy(service, deployed + 600, "")->kind = DEPLOYMENT_HOTFIX;
	}
	total = at = 0;
	for (int i = 0; i < INCIDENTS; i++)
		total += restores[i].gap;
	for (int i = 0; i < INCIDENTS; i++) {
		at += restores[i].gap;
		world_incident(service,
			       world_day(world, -SPAN_DAYS + at * (SPAN_DAYS - 5) / total),
			       (int64_t)(restores[i].minutes * 60));
	}
}

struct tally {
	const char *capacity;
	int told, changed;
};

static void verdicts_stay_near_the_nominal_level(void **state)
{
	struct tally tallies[] = {
		{"deploy_cadence", 0, 0},
		{"lead_time", 0, 0},
		{"change_success", 0, 0},
		{"restore_time", 0, 0},
	};
	struct world *world = world_new();
	struct world_service *service = world_add_service(world, "a");
	static char ids[DEPLOYMENTS * 5][16];
	struct period period = {world->as_of, 84, BAND_EDITION_NONE};

	(void)state;
	for (int i = 0; i < DEPLOYMENTS * 5; i++)
		snprintf(ids[i], sizeof(ids[i]), "r%d", i);
	history_draw();
	for (int round = 0; round < ROUNDS; round++) {
		struct arena arena = {0};
		const struct service_history *history = &service->history;
		struct subject subject = {&history,  1,	   NULL, &world->practices.history,
					  &zone_utc, false};

		history_shuffle();
		history_record(world, service, ids);
		world_prepare(world, service);
		for (size_t i = 0; i < 4; i++) {
			struct reading reading;

			reading_make(&subject, &period, capacity_find(tallies[i].capacity),
				     &arena, &reading);
			tallies[i].told += reading.change != VERDICT_GATHERING;
			tallies[i].changed += reading.change == VERDICT_GROWING ||
					      reading.change == VERDICT_CONVERSATION;
		}
		arena_release(&arena);
		arena_release(&world->arena);
	}
	for (size_t i = 0; i < 4; i++) {
		print_message("%-15s %4d of %4d verdicts say it changed\n", tallies[i].capacity,
			      tallies[i].changed, tallies[i].told);
		assert_true(tallies[i].told >= ROUNDS * 9 / 10);
		assert_true(tallies[i].changed * 50 <= tallies[i].told);
	}
	world_free(world);
}

/* The history must be as hard as real ones: else the level above would be no news. */
static void weeks_are_overdispersed(void **state)
{
	struct world *world = world_new();
	struct world_service *service = world_add_service(world, "a");
	static char ids[DEPLOYMENTS * 5][16];
	double sum = 0;
	double squares = 0;
	double weeks = 0;

	(void)state;
	for (int round = 0; round < 50; round++) {
		history_shuffle();
		history_record(world, service, ids);
		for (int week = 1; week <= 24; week++) {
			double count = 0;

			for (size_t i = 0; i < service->history.deployment_count; i++)
				count += service->deployments[i].kind == DEPLOYMENT_NORMAL &&
					 service->deployments[i].at >=
						 world_day(world, -7 * week) &&
					 service->deployments[i].at <
						 world_day(world, -7 * week + 7);
			sum += count;
			squares += count * count;
			weeks++;
		}
	}
	print_message("variance of weeks is %.2f times their mean\n",
		      (squares / weeks - sum * sum / weeks / weeks) / (sum / weeks));
	assert_true((squares / weeks - sum * sum / weeks / weeks) > 2 * sum / weeks);
	world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(verdicts_stay_near_the_nominal_level),
		cmocka_unit_test(weeks_are_overdispersed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
