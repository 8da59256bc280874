/*
 * What the organisation shares: champions' meetings, rules and how they fit the work, and the
 * notes that say what helped.
 */
#include "data/demo/history.h"
#include "data/demo/jsonl.h"

#define COUNT(array) ((int64_t)(sizeof(array) / sizeof((array)[0])))

struct note {
	const char *team;
	int64_t day;
	const char *text;
	const char *capacity; /* NULL: none */
};

/* clang-format off */
static const struct note notes[] = {
	{"runtime", DAY(2025, 2, 11), "Pipelines moved to their own hosts", "deploy_cadence"},
	{"identity", DAY(2025, 4, 8), "Keys rotate by themselves", NULL},
	{"payments", DAY(2025, 5, 6), "Smaller changes: half a day each at most", "deploy_cadence"},
	{"delivery", DAY(2025, 6, 17), "On-call in pairs", "restore_time"},
	{"insights", DAY(2025, 9, 9), "Morning reports start an hour earlier", "slo_attainment"},
	{"stock", DAY(2025, 10, 14), "Feature flags on the warehouse floor", "change_success"},
	{"search", DAY(2025, 11, 4), "Contract tests with Catalogue", "change_success"},
	{"checkout", DAY(2026, 2, 10), "Dependency updates in one batch a week", "patch_freshness"},
	{"telemetry", DAY(2026, 3, 3), "Dashboards reviewed with their readers", NULL},
	{"runtime", DAY(2026, 6, 22), "Review and build in parallel: eleven minutes to production", "deploy_cadence"},
	{"checkout", DAY(2026, 6, 8), "Moving to the new framework; routine updates wait until autumn", "patch_freshness"},
	{"search", DAY(2026, 6, 22), "From a weekly train to one change at a time", "lead_time"},
	{"stock", DAY(2026, 7, 6), "Releases go in with the warehouse's Thursday window", "lead_time"},
	{"payments", DAY(2026, 7, 14), "Rehearsed the queue replay runbook", "restore_time"},
	{"identity", DAY(2026, 7, 21), "Updates tried on a copy on Monday, live on Tuesday", "patch_freshness"},
	{"telemetry", DAY(2026, 8, 4), "Automatic updates on for both services", "patch_freshness"},
	{"runtime", DAY(2026, 8, 11), "Each alarm carries the link to its runbook", "restore_time"},
	{"payments", DAY(2026, 8, 19), "Second rehearsal, led by the newest on call", "restore_time"},
	{"search", DAY(2026, 8, 26), "An hour every Friday for what we said we need", "needs_met"},
	{"identity", DAY(2026, 9, 2), "Passkeys for all staff", NULL},
	{"loyalty", DAY(2026, 8, 24), "First release, to five shops", NULL},
	{"partners", DAY(2026, 9, 7), "Pipeline, pager and inventory wired up", NULL},
};

struct rule {
	const char *text;
	const char *team; /* NULL: binds all */
	int64_t added_day, retired_day; /* retired_day 0: it stands */
	int64_t hours_per_month;
	const char *aim;
};

static const struct rule rules[] = {
	{"Two people look at every change", NULL, DAY(2024, 10, 1), 0, 60, "risk"},
	{"Change requests are approved by the weekly board", NULL, DAY(2024, 10, 1), DAY(2026, 2, 16), 46, "governance"},
	{"Passwords are changed every 90 days", NULL, DAY(2024, 10, 1), DAY(2025, 3, 10), 30, "risk"},
	{"A ticket for every dependency update", NULL, DAY(2024, 10, 1), DAY(2025, 9, 22), 38, "governance"},
	{"Production access is asked for by the hour", NULL, DAY(2024, 10, 1), 0, 14, "risk"},
	{"Scan reports are answered within five days", NULL, DAY(2024, 10, 1), DAY(2026, 8, 10), 22, "risk"},
	{"A restore is practised every half year", NULL, DAY(2025, 1, 13), 0, 8, "trust"},
	{"Card data stays within the ledger", "payments", DAY(2024, 10, 1), 0, 6, "risk"},
	{"Evidence is collected by hand each month", "payments", DAY(2024, 10, 1), DAY(2026, 7, 27), 18, "governance"},
	{"Handheld scanners are enrolled in person", "stock", DAY(2024, 10, 1), DAY(2025, 11, 3), 12, "risk"},
	{"No release on the day before a holiday", NULL, DAY(2024, 11, 4), 0, 2, "trust"},
	{"Threat model reviewed with each new service", NULL, DAY(2025, 2, 3), 0, 10, "empowerment"},
	{"Vendors are asked the long questionnaire", "insights", DAY(2024, 10, 1), DAY(2026, 4, 13), 16, "governance"},
	{"Base images are at most a month old", "runtime", DAY(2025, 6, 2), 0, 5, "risk"},
	{"Key ceremonies have a witness", "identity", DAY(2024, 10, 1), 0, 3, "trust"},
	{"Logs are kept without names", "telemetry", DAY(2025, 4, 7), 0, 4, "trust"},
	{"Second sign-off for configuration", "runtime", DAY(2024, 10, 1), DAY(2026, 5, 18), 20, "governance"},
	{"Champions hold an hour a week for their team", NULL, DAY(2026, 7, 20), 0, 12, "empowerment"},
	{"A meeting before each change of the index", "search", DAY(2024, 10, 1), DAY(2026, 7, 20), 16, "governance"},
	{"Both frameworks are released together", "checkout", DAY(2026, 7, 13), 0, 9, "risk"},
	{"Alarms are acknowledged by telephone too", "runtime", DAY(2024, 10, 1), DAY(2026, 8, 24), 14, "risk"},
};
/* clang-format on */

int64_t practice_first_day(const struct demo_team *team)
{
	return team->practice_since_day ? team->practice_since_day : DEMO_BEGIN_DAY + 7;
}

/* The champions meet every other Tuesday at three. */
static void print_meetings(void)
{
	struct chance chance = chance_of("meetings", "champions");

	for (int64_t day = DEMO_BEGIN_DAY + 8, n = 1; day < DEMO_END_DAY; day += 14, n++) {
		if (is_freeze(day))
			continue;
		event_begin("meeting");
		event_text("id", "champions-%d", (int)n);
		event_instant("at", local_instant(day, 15 * HOUR));
		event_list("teams");
		for (size_t i = 0; i < demo_team_count; i++) {
			const struct demo_team *team = &demo_teams[i];

			if (day >= practice_first_day(team) &&
			    chance_is(&chance, team->represented_per_mille))
				event_list_text(team->id);
		}
		event_list_end();
		event_end();
	}
}

static void print_rules(void)
{
	struct chance chance = chance_of("rules", "all");

	for (int64_t i = 0; i < COUNT(rules); i++) {
		const struct rule *rule = &rules[i];
		int64_t end = rule->retired_day ? rule->retired_day : DEMO_END_DAY;

		event_begin("rule");
		event_text("id", "rule-%d", (int)i + 1);
		event_text("text", "%s", rule->text);
		if (rule->team)
			event_text("team", "%s", rule->team);
		event_instant("added_at", local_instant(rule->added_day, 9 * HOUR));
		if (rule->retired_day)
			event_instant("retired_at", local_instant(rule->retired_day, 9 * HOUR));
		event_integer("hours_per_month", rule->hours_per_month);
		event_text("aim", "%s", rule->aim);
		event_end();
		for (int64_t day = rule->added_day + 60, n = 1; day < end; n++) {
			event_begin("rule_review");
			event_text("id", "review-%d-%d", (int)i + 1, (int)n);
			event_text("rule", "rule-%d", (int)i + 1);
			event_instant("at", local_instant(working_day(day), 14 * HOUR));
			event_boolean("fits",
				      chance_is(&chance, rule->retired_day ? 200 : 850));
			event_end();
			day += 100 + chance_gap(&chance, 60);
		}
	}
}

static void print_notes(void)
{
	for (int64_t i = 0; i < COUNT(notes); i++) {
		event_begin("note");
		event_text("id", "note-%d", (int)i + 1);
		event_text("team", "%s", notes[i].team);
		event_instant("at", local_instant(notes[i].day, 10 * HOUR));
		event_text("text", "%s", notes[i].text);
		if (notes[i].capacity)
			event_text("capacity", "%s", notes[i].capacity);
		event_end();
	}
}

void print_common_practices(void)
{
	print_meetings();
	print_rules();
	print_notes();
}
