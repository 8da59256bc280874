/*
 * Prints the history of the demo organisation as JSON Lines: two years of events up to the end
 * of 30 September 2026 in Chicago. Nothing of it happened.
 *
 * Rule: the same program prints the same bytes, whenever and wherever it runs.
 * data/demo/README.md says how the history is made and what is told in it.
 */
#include <stdio.h>
#include <stdlib.h>

#include "data/demo/history.h"

void *grow(void *array, size_t count, size_t size)
{
	/* Doubles at every power of two. */
	if (count == 0 || (count & (count - 1)) == 0)
		array = realloc(array, (count ? 2 * count : 1) * size);
	if (!array) {
		fputs("generate: out of memory\n", stderr);
		exit(1);
	}
	return array;
}

int main(void)
{
	struct incidents incidents = {0};

	for (size_t i = 0; i < demo_service_count; i++) {
		struct landings landings = {0};

		print_deployments(&demo_services[i], &landings);
		incidents_add(&incidents, &demo_services[i], &landings);
		print_updates(&demo_services[i]);
		print_checks(&demo_services[i]);
		free(landings.all);
	}
	incidents_finish(&incidents);
	for (size_t i = 0; i < demo_slo_count; i++)
		print_slo_samples(&demo_slos[i], &incidents);
	for (size_t i = 0; i < demo_team_count; i++)
		print_practices(&demo_teams[i], &incidents);
	print_common_practices();
	free(incidents.all);
	if (fflush(stdout) || ferror(stdout)) {
		perror("generate");
		return 1;
	}
	return 0;
}
