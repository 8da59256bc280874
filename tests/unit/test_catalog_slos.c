/* Catalogs with SLOs of OpenSLO, Sloth and Pyrra. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/instant.h"
#include "tests/unit/catalog_support.h"

static void slo_write(const struct slo *slo, struct buffer *out)
{
	buffer_addf(out, "%s '%s' %lld/%lld %lldd", slo->id, slo->name,
		    (long long)slo->target.numerator, (long long)slo->target.denominator,
		    (long long)(slo->window_seconds / SECONDS_PER_DAY));
	if (slo->method == SLO_TIMESLICES)
		buffer_addf(out, " slices %lld/%lld", (long long)slo->slice_target.numerator,
			    (long long)slo->slice_target.denominator);
	buffer_add_char(out, '\n');
}

/* A team with a service 'ledger', whose alias is 'shop/ledger', stands before the text. */
#define TEAM "teams: [{id: a, services: [{id: ledger, aliases: [shop/ledger]}]}]\n"

/* The SLOs of the service. */
static void slos_are(const char *text, const char *expected)
{
	struct catalog catalog = loaded(text);
	const struct service *service = catalog_service(&catalog, "ledger");
	struct buffer out;

	buffer_init(&out);
	for (size_t i = 0; i < service->slo_count; i++)
		slo_write(&service->slos[i], &out);
	assert_string_equal(out.bytes, expected);
	assert_int_equal(catalog.note_count, 0);
	buffer_release(&out);
	catalog_release(&catalog);
}

static void note_is(const char *text, const char *expected)
{
	struct catalog catalog = loaded(text);
	struct buffer out;

	buffer_init(&out);
	for (size_t i = 0; i < catalog.note_count; i++)
		buffer_addf(&out, "%zu:%zu: %s\n", catalog.notes[i].place.line,
			    catalog.notes[i].place.column, catalog.notes[i].text);
	assert_string_equal(out.bytes, expected);
	buffer_release(&out);
	catalog_release(&catalog);
}

#define OPENSLO(version, name, service, rest)                                     \
	"---\napiVersion: openslo/" version "\nkind: SLO\nmetadata: {name: " name \
	"}\nspec:\n  service: " service "\n" rest
#define SLOTH(service, slos) \
	"---\nversion: prometheus/v1\nservice: " service "\nslos: [" slos "]\n"
#define PYRRA(name, labels, spec)                                                      \
	"---\napiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjective\nmetadata: " \
	"{name: " name ", labels: {" labels "}}\nspec: {" spec "}\n"

/* -- OpenSLO ------------------------------------------------------------------------------ */

static void test_openslo(void **state)
{
	(void)state;
	slos_are(TEAM OPENSLO("v1", "up", "ledger",
			      "  budgetingMethod: Occurrences\n"
			      "  timeWindow: [{duration: 4w, isRolling: true}]\n"
			      "  objectives: [{target: 0.9995, op: lt, value: 500}]\n"),
		 "up 'up' 9995/10000 28d\n");
	/* 28 days where nothing is said; by its alias; a percentage; what an id cannot have. */
	slos_are(TEAM OPENSLO("v1", "'up: time'", "shop/ledger",
			      "  objectives: [{targetPercent: 99.99}]\n"),
		 "up--time 'up--time' 9999/10000 28d\n");
	slos_are(TEAM "---\napiVersion: openslo/v1\nkind: SLO\n"
		      "metadata: {name: up, displayName: ' Ledger\n  is up '}\n"
		      "spec:\n  service: ledger\n  budgetingMethod: Timeslices\n"
		      "  objectives: [{target: 0.99, timeSliceTarget: 0.95, timeSliceWindow: "
		      "1m}]\n",
		 "up 'Ledger is up' 99/100 28d slices 95/100\n");
}

static void test_openslo_windows(void **state)
{
	static const struct {
		const char *window;
		int days;
	} windows[] = {
		{"timeWindow: [{duration: 48h}]", 2},
		{"timeWindow: [{duration: 1d}]", 1},
		{"timeWindow: [{duration: 1M, calendar: {timeZone: Europe/Berlin}}]", 30},
		{"timeWindow: [{duration: 1Q}]", 90},
		{"timeWindow: [{duration: 1Y}]", 365},
		{"timeWindows: [{unit: Day, count: 30}]", 30},
		{"timeWindows: [{unit: weeks, count: 2}]", 14},
		{"timeWindows: [{unit: Month, count: 2, calendar: {}}]", 60},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(windows) / sizeof(*windows); i++) {
		struct buffer text, expected;

		buffer_init(&text);
		buffer_init(&expected);
		buffer_addf(&text,
			    TEAM OPENSLO("v1alpha", "up", "ledger",
					 "  %s\n  objectives: [{target: 1}]\n"),
			    windows[i].window);
		buffer_addf(&expected, "up 'up' 1/1 %dd\n", windows[i].days);
		slos_are(text.bytes, expected.bytes);
		buffer_release(&text);
		buffer_release(&expected);
	}
}

static void test_openslo_objectives(void **state)
{
	(void)state;
	slos_are(TEAM OPENSLO("v1", "up", "ledger",
			      "  objectives:\n"
			      "    - {target: 0.99, displayName: Good}\n"
			      "    - {target: 0.9}\n"),
		 "up-1 'up: Good' 99/100 28d\nup-2 'up 2' 9/10 28d\n");
	note_is(TEAM OPENSLO("v1", "up", "ledger",
			     "  budgetingMethod: RatioTimeslices\n"
			     "  objectives: [{target: 0.99, timeSliceWindow: 1m}]\n"),
		"8:20: SLO 'up' averages the ratios of its time slices; here it is judged by "
		"occurrences, which is the same while traffic is even\n");
}

static void test_a_list_is_several_documents(void **state)
{
	(void)state;
	slos_are("- apiVersion: openslo/v1\n  kind: SLO\n  metadata: {name: up}\n"
		 "  spec: {service: ledger, objectives: [{target: 0.5}]}\n"
		 "- apiVersion: openslo/v1\n  kind: Service\n  metadata: {name: ledger}\n"
		 "-\n"
		 "- teams: [{id: a, services: [ledger]}]\n",
		 "up 'up' 5/10 28d\n");
}

/* -- Sloth and Pyrra ---------------------------------------------------------------------- */

static void test_sloth(void **state)
{
	(void)state;
	slos_are(TEAM SLOTH("ledger", "{name: up, objective: 99.9}, {name: 'a b', objective: "
				      "100, sli: {raw: {}}}"),
		 "up 'up' 999/1000 30d\na-b 'a-b' 100/100 30d\n");
	slos_are(TEAM "---\napiVersion: sloth.slok.dev/v1\nkind: PrometheusServiceLevel\n"
		      "metadata: {name: any}\n"
		      "spec: {service: ledger, slos: [{name: up, objective: \"95\"}]}\n",
		 "up 'up' 95/100 30d\n");
	slos_are(TEAM SLOTH("ledger", "{name: up, objective: 1}"), "up 'up' 1/100 30d\n");
	/* What it says, though it is hardly what is meant. */
	note_is(TEAM SLOTH("ledger", "{name: up, objective: 0.999}"),
		"5:30: an objective of '0.999' is a percentage, so it is less than 1 %; was "
		"99.9 meant?\n");
}

static void test_pyrra(void **state)
{
	(void)state;
	slos_are(TEAM PYRRA("errors", "pyrra.dev/service: ledger, service: other",
			    "target: \"99.99\", window: 2w"),
		 "errors 'errors' 9999/10000 14d\n");
	slos_are(TEAM PYRRA("errors", "service: shop/ledger", "target: '99%', window: 1w3d"),
		 "errors 'errors' 99/100 10d\n");
	/* Its own name, where that is a service's. */
	slos_are(TEAM PYRRA("ledger", "team: a", "target: \"99\", window: 4w"),
		 "ledger 'ledger' 99/100 28d\n");
}

static void test_kinds_passed_over(void **state)
{
	struct catalog catalog =
		loaded("apiVersion: sloth.slok.dev/v1\nkind: AlertWindows\n"
		       "---\napiVersion: openslo/v1\nkind: DataSource\nspec: [any, shape]\n"
		       "---\napiVersion: openslo/v1alpha\nkind: DataSource\n"
		       "---\napiVersion: pyrra.dev/v1alpha1\nkind: Other\n");

	(void)state;
	assert_int_equal(catalog.passed_over_count, 3);
	assert_string_equal(catalog.passed_over[0].format, "OpenSLO");
	assert_string_equal(catalog.passed_over[0].kind, "DataSource");
	assert_int_equal(catalog.passed_over[0].count, 2);
	assert_int_equal(catalog.passed_over[0].first.line, 4);
	assert_string_equal(catalog.passed_over[1].format, "Pyrra");
	assert_string_equal(catalog.passed_over[2].kind, "AlertWindows");
	catalog_release(&catalog);
}

/* -- whose they are ----------------------------------------------------------------------- */

static void test_a_service_that_nobody_has(void **state)
{
	(void)state;
	note_is(TEAM SLOTH("till", "{name: up, objective: 99}")
			PYRRA("errors", "", "target: \"99\", window: 4w"),
		"4:10: SLO 'up' is of 'till', and no team has a service of that name; name it "
		"under a team's 'services:', or let a service have it as an alias\n"
		"9:18: SLO 'errors' names no service, and none is called so; give it the label "
		"'pyrra.dev/service', or a service the alias 'errors'\n");
}

static void test_the_order_does_not_matter(void **state)
{
	static const char slo[] = SLOTH("shop/ledger", "{name: up, objective: 99}");
	static const char backstage[] =
		"---\napiVersion: backstage.io/v1alpha1\nkind: Component\n"
		"metadata: {name: ledger, annotations: {github.com/project-slug: "
		"shop/ledger}}\n"
		"spec: {owner: a}\n---\napiVersion: backstage.io/v1alpha1\nkind: Group\n"
		"metadata: {name: a}\nspec: {type: team}\n";
	struct buffer text;

	(void)state;
	buffer_init(&text);
	buffer_addf(&text, "%s%s", slo, backstage);
	slos_are(text.bytes, "up 'up' 99/100 30d\n");
	buffer_clear(&text);
	buffer_addf(&text, "%s%s", backstage, slo);
	slos_are(text.bytes, "up 'up' 99/100 30d\n");
	buffer_release(&text);
}

static void test_several_say_the_same(void **state)
{
	static const char own[] =
		"teams: [{id: a, services: [{id: ledger, slos: [{id: up, target: 90%}]}]}]\n";
	struct buffer text;

	(void)state;
	buffer_init(&text);
	buffer_addf(&text, "%s%s", own, SLOTH("ledger", "{name: up, objective: 99}"));
	slos_are(text.bytes, "up 'up' 90/100 28d\n");
	buffer_clear(&text);
	buffer_addf(&text, "%s---\n%s", SLOTH("ledger", "{name: up, objective: 99}"), own);
	slos_are(text.bytes, "up 'up' 90/100 28d\n");
	buffer_release(&text);
	slos_are(TEAM SLOTH("ledger", "{name: up, objective: 99}")
			 SLOTH("ledger", "{name: up, objective: 99.0}"),
		 "up 'up' 99/100 30d\n");
	refused(TEAM SLOTH("ledger", "{name: up, objective: 99}")
			SLOTH("ledger", "{name: up, objective: 98}"),
		"9:15: service 'ledger' has another SLO 'up', at t.yaml:5:15; make them "
		"the same or keep one");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_openslo),
		cmocka_unit_test(test_openslo_windows),
		cmocka_unit_test(test_openslo_objectives),
		cmocka_unit_test(test_a_list_is_several_documents),
		cmocka_unit_test(test_sloth),
		cmocka_unit_test(test_pyrra),
		cmocka_unit_test(test_kinds_passed_over),
		cmocka_unit_test(test_a_service_that_nobody_has),
		cmocka_unit_test(test_the_order_does_not_matter),
		cmocka_unit_test(test_several_say_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
