/*
 * Change success: deployments that landed well, out of all.
 *
 * Of the successful production deployments of kind normal, those that needed no remediation.
 * A remediation is declared (an incident's caused_by, a hotfix's or rollback's fixes) or, where
 * nothing is declared for that deployment, inferred: the service's next successful production
 * deployment is a hotfix or rollback that declares no fixes.
 */
#include <math.h>

#include "capacity/measure.h"

struct landed {
	size_t count, well, declared, inferred;
};

static bool is_remediation_without_fixes(const struct deployment *deployment)
{
	return deployment->kind != DEPLOYMENT_NORMAL && !deployment->declares_fixes;
}

/* Whether what came next for the service, before the window's end, mended this deployment. */
static bool is_inferred(const struct service_history *history, size_t index, instant end)
{
	for (size_t i = index + 1;
	     i < history->deployment_count && history->deployments[i].at < end; i++)
		if (history->deployments[i].succeeded && history->deployments[i].is_production)
			return is_remediation_without_fixes(&history->deployments[i]);
	return false;
}

static void add_deployment(const struct service_history *history, size_t index, instant end,
			   struct landed *landed, struct evidence *evidence)
{
	const struct deployment *deployment = &history->deployments[index];

	landed->count++;
	evidence->value = 0;
	if (deployment->remedied_at != INSTANT_NONE && deployment->remedied_at < end) {
		landed->declared++;
		evidence->text = "a remediation names it";
	} else if (is_inferred(history, index, end)) {
		landed->inferred++;
		evidence->text = "the next deployment mended it";
	} else {
		landed->well++;
		evidence->value = 1;
	}
}

static void measure_service(const struct service_history *history, bool is_collected,
			    const struct window *window, struct landed *landed,
			    struct measurement *measurement, struct arena *arena)
{
	for (size_t i = deployments_from(history, window->begin);
	     i < history->deployment_count && history->deployments[i].at < window->end; i++) {
		const struct deployment *deployment = &history->deployments[i];
		struct evidence evidence = {
			.service = history->service,
			.at = deployment->at,
			.until = INSTANT_NONE,
			.value = VALUE_NONE,
			.id = deployment->id,
			.text = "",
		};

		if (deployment->kind != DEPLOYMENT_NORMAL || !deployment->succeeded ||
		    !deployment->is_production)
			continue;
		if (is_collected) {
			add_deployment(history, i, window->end, landed, &evidence);
		} else {
			evidence.reason = "remediation not collected";
			measurement_exclude(measurement, evidence.reason, 1);
		}
		measurement_evidence(measurement, &evidence, arena);
	}
}

static void measure(const struct scope *scope, const struct window *window,
		    const struct goal *goal, struct measurement *measurement,
		    struct arena *arena)
{
	struct landed landed = {0};

	(void)goal;
	for (size_t s = 0; s < scope->service_count; s++)
		measure_service(scope->services[s], scope->is_collected[s], window, &landed,
				measurement, arena);
	measurement_share(measurement, landed.well, landed.count);
	measurement_detail(measurement, "declared", (double)landed.declared);
	measurement_detail(measurement, "inferred", (double)landed.inferred);
}

const struct capacity capacity_change_success = {
	.id = "change_success",
	.section = SECTION_DELIVERY,
	.unit = UNIT_RATIO,
	.has_minimum = true,
	.collected = COLLECTED_REMEDIATIONS,
	.test = TEST_SHARE,
	.measure = measure,
};
