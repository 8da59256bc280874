#include "capacity/registry.h"

#include <string.h>

extern const struct capacity capacity_deploy_cadence, capacity_lead_time,
	capacity_change_success, capacity_restore_time, capacity_slo_attainment,
	capacity_patch_freshness, capacity_secure_configuration, capacity_reporting,
	capacity_defence, capacity_needs_met, capacity_concerns_acted_on,
	capacity_lessons_acted_on, capacity_shadowing, capacity_champions, capacity_ownership,
	capacity_simplification, capacity_planned_work;

/* clang-format off */
const struct capacity *const capacity_registry[] = {
	&capacity_deploy_cadence,
	&capacity_lead_time,
	&capacity_change_success,
	&capacity_restore_time,
	&capacity_slo_attainment,
	&capacity_patch_freshness,
	&capacity_secure_configuration,
	&capacity_reporting,
	&capacity_defence,
	&capacity_needs_met,
	&capacity_concerns_acted_on,
	&capacity_lessons_acted_on,
	&capacity_shadowing,
	&capacity_champions,
	&capacity_ownership,
	&capacity_simplification,
	&capacity_planned_work,
	NULL,
};
/* clang-format on */

const struct capacity *capacity_find(const char *id)
{
	for (size_t i = 0; capacity_registry[i]; i++)
		if (strcmp(capacity_registry[i]->id, id) == 0)
			return capacity_registry[i];
	return NULL;
}
