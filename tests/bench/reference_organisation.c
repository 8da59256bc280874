/*
 * Two hundred teams of ten services each. Services differ by factors, as real ones do: how
 * often they deploy, how long a change waits and how soon they are restored is log-normal.
 */
#include <stdlib.h>
#include <string.h>

#include "tests/bench/reference.h"

#define GROUPS 12

static const char *const first_words[16] = {
	"order", "stock",   "route", "price",	"account", "search", "basket", "ledger",
	"media", "partner", "fleet", "voucher", "session", "report", "tariff", "harvest"};
static const char *const second_words[16] = {
	"api",	  "gateway", "worker",	"store", "feed",  "portal",  "mailer", "planner",
	"engine", "index",   "archive", "hub",	 "queue", "console", "bridge", "catalog"};

static const int64_t targets[5] = {99900, 99500, 99000, 99900, 95000};

static void draw_service(struct reference_service *service, int index, int team)
{
	struct chance chance;

	snprintf(service->id, sizeof(service->id), "%s-%s-%04d", first_words[index * 7 % 16],
		 second_words[index * 11 / 16 % 16], index + 1);
	service->team = team;
	chance = chance_of("service", service->id);
	service->deployments_milli = 200 + chance_log_normal(&chance, 11000, 900);
	service->since_week = chance_is(&chance, 40) ? REFERENCE_AS_OF / WEEK -
							       chance_between(&chance, 20, 200)
						     : 0;
	service->lead_minutes = 10 + chance_log_normal(&chance, 15 * 60, 1000);
	service->incidents_milli = chance_log_normal(&chance, 155, 700);
	service->restore_minutes = 2 + chance_log_normal(&chance, 70, 900);
	service->remedied_per_mille = chance_log_normal(&chance, 45, 600);
	service->slo_target_per_100000 = targets[chance_below(&chance, 5)];
	service->slo_lost_per_100000 =
		chance_log_normal(&chance, (100000 - service->slo_target_per_100000) / 3, 600);
	service->slo_by_slices = chance_is(&chance, 200);
	service->has_staging = chance_is(&chance, 250);
	service->is_quicker_lately = chance_is(&chance, 120);
	service->component_count = (int)chance_between(&chance, 7, 13);
}

/* So that all of them together deploy as often as the reference set says. */
static void settle_rates(struct reference *reference)
{
	int64_t sum = 0, meant;

	for (int i = 0; i < reference->service_count; i++)
		sum += reference->services[i].deployments_milli;
	meant = 1000 * reference->service_count * reference->deployments_a_service * 7 /
		(REFERENCE_YEARS * 36525 / 100);
	for (int i = 0; i < reference->service_count; i++) {
		struct reference_service *service = &reference->services[i];

		service->deployments_milli = service->deployments_milli * meant / sum;
	}
}

void reference_init(struct reference *reference)
{
	reference->service_count = reference->team_count * reference->services_a_team;
	reference->services =
		calloc((size_t)reference->service_count, sizeof(*reference->services));
	if (!reference->services)
		abort();
	for (int i = 0; i < reference->service_count; i++)
		draw_service(&reference->services[i], i, i / reference->services_a_team);
	settle_rates(reference);
}

void reference_release(struct reference *reference)
{
	free(reference->services);
}

void reference_team_id(char *id, int team)
{
	snprintf(id, TEAM_ID_SIZE, "team-%03d", team + 1);
}

static void print_service(const struct reference_service *service, FILE *out)
{
	int64_t target = service->slo_target_per_100000;

	fprintf(out, "      - id: %s\n", service->id);
	if (service->slo_by_slices)
		fprintf(out,
			"        slos:\n          - {id: availability, name: Requests "
			"answered, "
			"target: 90%%, window: 28d, method: timeslices, slice_target: "
			"%lld.%lld%%}\n",
			(long long)(target / 1000), (long long)(target / 100 % 10));
	else
		fprintf(out,
			"        slos:\n          - {id: availability, name: Requests "
			"answered, "
			"target: %lld.%lld%%, window: 28d}\n",
			(long long)(target / 1000), (long long)(target / 100 % 10));
}

static void print_team(const struct reference *reference, int team, FILE *out)
{
	char id[TEAM_ID_SIZE];

	reference_team_id(id, team);
	fprintf(out, "  - id: %s\n    name: Team %03d\n    group: group-%02d\n", id, team + 1,
		team % GROUPS + 1);
	if (team % 3 == 0)
		fprintf(out, "    goals:\n      lead_time: 1d\n      restore_time: 1h\n");
	fprintf(out, "    services:\n");
	for (int i = 0; i < reference->service_count; i++) {
		if (reference->services[i].team == team)
			print_service(&reference->services[i], out);
	}
}

void reference_print_teams(const struct reference *reference, FILE *out)
{
	fprintf(out, "# Made by tests/bench for measuring; nobody in it exists.\n"
		     "organization: Reference\n"
		     "timezone: UTC\n"
		     "goals:\n"
		     "  deploy_cadence: 2/week\n"
		     "  lead_time: 2d\n"
		     "  change_success: 90%%\n"
		     "  restore_time: 4h\n"
		     "  patch_freshness: 80%% within 30d\n"
		     "groups:\n");
	for (int group = 0; group < GROUPS && group < reference->team_count; group++)
		fprintf(out, "  - {id: group-%02d, name: Group %02d}\n", group + 1, group + 1);
	fprintf(out, "teams:\n");
	for (int team = 0; team < reference->team_count; team++)
		print_team(reference, team, out);
}
