/* What follows from a service's records: delivered before, remedied, first seen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "model/history.h"

/* A deployment of the kind that is counted; its changes are filled in by add_changes(). */
static struct deployment counted_at(instant at)
{
	return (struct deployment){.at = at,
				   .source = "",
				   .id = "",
				   .revision = "",
				   .fixes = "",
				   .url = "",
				   .kind = DEPLOYMENT_NORMAL,
				   .succeeded = true,
				   .is_production = true};
}

static struct incident incident_at(instant at, const char *caused_by)
{
	return (struct incident){.started_at = at,
				 .detected_at = INSTANT_NONE,
				 .restored_at = INSTANT_NONE,
				 .source = "",
				 .id = "",
				 .title = "",
				 .url = "",
				 .severity = "",
				 .caused_by = caused_by};
}

static void test_counted(void **state)
{
	struct deployment deployment = counted_at(1);

	(void)state;
	assert_true(deployment_is_counted(&deployment));
	deployment.kind = DEPLOYMENT_HOTFIX;
	assert_true(deployment_is_counted(&deployment));
	deployment.kind = DEPLOYMENT_ROLLBACK;
	assert_false(deployment_is_counted(&deployment));
	deployment = counted_at(1);
	deployment.succeeded = false;
	assert_false(deployment_is_counted(&deployment));
	deployment = counted_at(1);
	deployment.is_production = false;
	assert_false(deployment_is_counted(&deployment));
}

/* Fills first_change and change_count of the deployments from the changes' own indexes. */
static void link_changes(struct deployment *deployments, const struct change *changes,
			 size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct deployment *deployment = &deployments[changes[i].deployment];

		if (deployment->change_count++ == 0)
			deployment->first_change = i;
	}
}

static void test_first_counted_deployment_delivers(void **state)
{
	struct arena arena = {0};
	struct deployment deployments[] = {counted_at(10), counted_at(20), counted_at(30),
					   counted_at(40), counted_at(50)};
	struct change changes[] = {
		{"a", 1, 0, true}, /* not delivered: that deployment did not succeed */
		{"a", 1, 1, true},  {"b", INSTANT_NONE, 1, true},
		{"b", 2, 2, false}, /* a rollback carries again what was delivered */
		{"c", 3, 2, true},  /* and does not deliver */
		{"c", 3, 3, true},  {"d", 4, 3, true},
		{"d", 4, 3, true}, /* twice in one deployment is not delivered before it */
		{"a", 1, 4, false}, {"d", 4, 4, false},
		{"e", 4, 4, true},
	};
	static const bool expected[] = {false, false, false, true, false, false,
					false, false, true,  true, false};
	struct service_history history = {
		.deployments = deployments,
		.deployment_count = 5,
		.changes = changes,
		.change_count = 11,
	};

	(void)state;
	deployments[0].succeeded = false;
	deployments[2].kind = DEPLOYMENT_ROLLBACK;
	link_changes(deployments, changes, 11);
	service_history_prepare(&history, deployments, changes, &arena);
	for (size_t i = 0; i < 11; i++)
		assert_int_equal(changes[i].was_delivered_before, expected[i]);
	arena_release(&arena);
}

/* Many revisions, each delivered twice: the set tells all of them apart. */
static void test_many_revisions(void **state)
{
	enum { COUNT = 20000 };
	struct arena arena = {0};
	struct deployment deployments[] = {counted_at(10), counted_at(20)};
	struct change *changes = ARENA_ARRAY(&arena, COUNT + 1, struct change);
	struct service_history history = {.deployments = deployments,
					  .deployment_count = 2,
					  .changes = changes,
					  .change_count = COUNT + 1};

	(void)state;
	for (size_t i = 0; i < COUNT; i++)
		changes[i] = (struct change){arena_printf(&arena, "%zx", i % (COUNT / 2)), 1,
					     i / (COUNT / 2), false};
	changes[COUNT] = (struct change){"new", 1, 1, true};
	link_changes(deployments, changes, COUNT + 1);
	service_history_prepare(&history, deployments, changes, &arena);
	for (size_t i = 0; i < COUNT; i++)
		assert_int_equal(changes[i].was_delivered_before, i >= COUNT / 2);
	assert_false(changes[COUNT].was_delivered_before);
	arena_release(&arena);
}

static void test_nothing_seen(void **state)
{
	struct arena arena = {0};
	struct service_history history = {0};

	(void)state;
	service_history_prepare(&history, NULL, NULL, &arena);
	for (size_t i = 0; i <= COLLECTED_CHECKS; i++)
		assert_true(history.first_seen[i] == INSTANT_NONE);
	arena_release(&arena);
}

static void test_first_seen(void **state)
{
	struct arena arena = {0};
	struct deployment deployments[] = {counted_at(10), counted_at(20), counted_at(30)};
	struct change changes[] = {{"a", INSTANT_NONE, 0, false}, {"b", 5, 1, false}};
	struct incident incidents[] = {incident_at(11, ""), incident_at(12, "D1")};
	static const struct slo_sample samples[] = {{13, 86400, 1, 1}, {14, 86400, 1, 1}};
	static const struct slo_history slos[] = {{NULL, NULL, 0}, {NULL, samples, 2}};
	static const struct update updates[] = {
		{"x", "1", "", INSTANT_NONE, 16, false, 0, 0},
		{"y", "1", "", 15, 17, false, 0, 0},
	};
	struct service_history history = {.deployments = deployments,
					  .deployment_count = 3,
					  .changes = changes,
					  .change_count = 2,
					  .incidents = incidents,
					  .incident_count = 2,
					  .slos = slos,
					  .slo_count = 2,
					  .updates = updates,
					  .update_count = 2};

	(void)state;
	deployments[0].succeeded = false; /* any outcome, any environment counts as a record */
	deployments[1].is_production = false;
	link_changes(deployments, changes, 2);
	service_history_prepare(&history, deployments, changes, &arena);
	assert_int_equal(history.first_seen[COLLECTED_DEPLOYMENTS], 10);
	assert_int_equal(history.first_seen[COLLECTED_CHANGES], 20);
	assert_int_equal(history.first_seen[COLLECTED_REMEDIATIONS], 12);
	assert_int_equal(history.first_seen[COLLECTED_INCIDENTS], 11);
	assert_int_equal(history.first_seen[COLLECTED_SLO_SAMPLES], 13);
	assert_int_equal(history.first_seen[COLLECTED_UPDATES], 15);
	arena_release(&arena);
}

/* Each of the four kinds of remediation is one. */
static void test_first_remediation(void **state)
{
	struct arena arena = {0};
	struct deployment deployments[] = {counted_at(10), counted_at(20)};
	struct incident incident = incident_at(15, "");
	struct service_history history = {.deployments = deployments,
					  .deployment_count = 2,
					  .incidents = &incident,
					  .incident_count = 1};
	const instant *first = &history.first_seen[COLLECTED_REMEDIATIONS];

	(void)state;
	service_history_prepare(&history, deployments, NULL, &arena);
	assert_true(*first == INSTANT_NONE);
	deployments[1].kind = DEPLOYMENT_HOTFIX;
	service_history_prepare(&history, deployments, NULL, &arena);
	assert_int_equal(*first, 20);
	deployments[1].kind = DEPLOYMENT_ROLLBACK;
	service_history_prepare(&history, deployments, NULL, &arena);
	assert_int_equal(*first, 20);
	deployments[1].kind = DEPLOYMENT_NORMAL;
	deployments[1].fixes = "D0";
	deployments[1].declares_fixes = true;
	service_history_prepare(&history, deployments, NULL, &arena);
	assert_int_equal(*first, 20);
	incident.caused_by = "D0";
	service_history_prepare(&history, deployments, NULL, &arena);
	assert_int_equal(*first, 15);
	arena_release(&arena);
}

/* A deployment at `at` with an id; named by what it fixes. */
static struct deployment identified(instant at, const char *id, enum deployment_kind kind,
				    const char *fixes)
{
	struct deployment deployment = counted_at(at);

	deployment.id = id;
	deployment.kind = kind;
	deployment.fixes = fixes;
	deployment.declares_fixes = *fixes;
	return deployment;
}

static void test_remedied(void **state)
{
	struct arena arena = {0};
	struct deployment deployments[] = {
		identified(10, "A", DEPLOYMENT_NORMAL, ""),
		identified(20, "B", DEPLOYMENT_NORMAL, ""),
		identified(30, "C", DEPLOYMENT_NORMAL, "A"), /* a normal one does not remedy */
		identified(40, "D", DEPLOYMENT_HOTFIX, "A"),
		identified(50, "E", DEPLOYMENT_ROLLBACK, "A"),
		identified(60, "", DEPLOYMENT_ROLLBACK, ""),
		identified(70, "F", DEPLOYMENT_HOTFIX, "C"), /* not in production */
		identified(80, "G", DEPLOYMENT_HOTFIX, "C"), /* did not succeed */
		identified(90, "C", DEPLOYMENT_NORMAL, ""),  /* the same id of another tool */
	};
	struct incident incidents[] = {incident_at(25, "B"), incident_at(22, "B"),
				       incident_at(95, "A"), incident_at(99, "C")};
	static const instant expected[] = {40,		 22,	       99,
					   INSTANT_NONE, INSTANT_NONE, INSTANT_NONE,
					   INSTANT_NONE, INSTANT_NONE, 99};
	struct service_history history = {.deployments = deployments,
					  .deployment_count = 9,
					  .incidents = incidents,
					  .incident_count = 4};

	(void)state;
	deployments[6].is_production = false;
	deployments[7].succeeded = false;
	incidents[3].is_production = false; /* any incident may declare */
	service_history_prepare(&history, deployments, NULL, &arena);
	for (size_t i = 0; i < 9; i++)
		assert_true(deployments[i].remedied_at == expected[i]);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counted),
		cmocka_unit_test(test_first_counted_deployment_delivers),
		cmocka_unit_test(test_many_revisions),
		cmocka_unit_test(test_nothing_seen),
		cmocka_unit_test(test_first_seen),
		cmocka_unit_test(test_first_remediation),
		cmocka_unit_test(test_remedied),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
