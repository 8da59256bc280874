#include "model/team_practices.h"

const char *practised_capacity(enum practised practised)
{
	static const char *const capacities[PRACTISED_COUNT] = {
		[PRACTISED_NEEDS] = "needs_met",
		[PRACTISED_WALKAROUNDS] = "concerns_acted_on",
		[PRACTISED_CONCERNS] = "concerns_acted_on",
		[PRACTISED_LESSONS] = "lessons_acted_on",
		[PRACTISED_SHADOWING] = "shadowing",
		[PRACTISED_MEETINGS] = "champions",
		[PRACTISED_RULES] = "simplification",
		[PRACTISED_EXERCISES] = "defence",
		[PRACTISED_WORK] = "planned_work",
	};

	return capacities[practised];
}
