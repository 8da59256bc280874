/* The words of each capacity. Adding one is adding a row. */
#include "report/capacity_words.h"

#include <string.h>

#include "report/wording.h"

static const struct capacity_words rows[] = {
	{
		.id = "deploy_cadence",
		.title = "Deploy cadence",
		.noun = "deployment",
		.nouns = "deployments",
		.compared = "week",
		.compared_many = "weeks",
		.aim = "deploy",
		.aims = "deploys",
		.aim_tail = " or more",
		.quiet = "No deployment was counted in %s.",
		.uncollected = "Not collected yet: recording deployments begins it.",
		.rule = "Counted are successful deployments to production, normal ones and "
			"hotfixes. Rollbacks, deployments that did not complete and other "
			"environments are left out. Their number in the window is divided by "
			"the length of the window in weeks.",
	},
	{
		.id = "lead_time",
		.title = "Lead time",
		.noun = "change",
		.nouns = "changes",
		.compared = "deployment",
		.compared_many = "deployments",
		.duration_tail = " from commit to production",
		.aim = "deliver half of their changes within",
		.aims = "delivers half of its changes within",
		.quiet = "No change was counted in %s.",
		.uncollected = "Not collected yet: recording deployments with the commit times "
			       "of their changes begins it.",
		.rule = "Each change counts once, when a successful deployment to production "
			"first delivers it (rollbacks do not): the time from its commit to "
			"that "
			"deployment. Changes without a commit time, committed after they were "
			"deployed or delivered before are left out. The value is the median: "
			"half of the changes took that or less.",
	},
	{
		.id = "change_success",
		.title = "Change success",
		.noun = "change",
		.nouns = "changes",
		.compared = "change",
		.compared_many = "changes",
		.predicate = "landed well",
		.predicates = "landed well",
		.event_yes = "landed well",
		.event_no = "remedied later",
		.aim = "see",
		.aims = "sees",
		.aim_tail = " of changes land well",
		.quiet = "No normal deployment was counted in %s.",
		.uncollected = "Not collected yet: recording rollbacks, hotfixes, or what an "
			       "incident followed from, begins it.",
		.rule = "Counted are successful deployments to production of kind normal. One "
			"landed well if nothing had to remedy it: declared, where an incident "
			"says that it followed from it or a hotfix or rollback says that it "
			"fixes it; or else inferred, where the next successful deployment to "
			"production is a hotfix or rollback that does not say what it fixes. "
			"Services for which remediation is not collected are left out. The "
			"value is those that landed well out of all.",
	},
	{
		.id = "restore_time",
		.title = "Restore time",
		.noun = "restore",
		.nouns = "restores",
		.compared = "restore",
		.compared_many = "restores",
		.duration_tail = "",
		.aim = "restore service within",
		.aims = "restores service within",
		.aim_tail = " half of the time",
		.quiet = "No incident was counted in %s.",
		.uncollected = "Not collected yet: recording incidents begins it.",
		.rule = "Counted are production incidents whose impact began in the window: "
			"the "
			"time from that to restored service. One that is still open ranks "
			"above "
			"all restored ones and counts with its time so far or the longest "
			"restore of the window, whichever is larger. Planned maintenance, "
			"other "
			"environments and incidents restored before they started are left out. "
			"The value is the median: half of the restores took that or less.",
	},
	{
		.id = "slo_attainment",
		.title = "SLO attainment",
		.noun = "SLO",
		.nouns = "SLOs",
		.compared = "SLO",
		.compared_many = "SLOs",
		.predicate = "was kept",
		.predicates = "were kept",
		.event_yes = "kept",
		.event_no = "room to grow",
		.aim = "keep",
		.aims = "keeps",
		.aim_tail = " of SLOs",
		.quiet = "No SLO has enough samples in its window to be judged.",
		.uncollected = "Not collected yet: recording samples of the SLOs that the YAML "
			       "names begins it.",
		.rule = "Each SLO is judged over its own window (28 days unless the YAML says "
			"otherwise) that ends at the instant of the scorecard: good out of all "
			"events, or slices that reach the slice target out of all slices with "
			"traffic, and kept if that reaches its target exactly. A sample counts "
			"if all of it lies in that window. SLOs with less than half of their "
			"window covered by samples, or without traffic, are left out. The "
			"value "
			"is SLOs kept out of SLOs with data.",
	},
	{
		.id = "patch_freshness",
		.title = "Patch freshness",
		.noun = "component",
		.nouns = "components",
		.compared = "component",
		.compared_many = "components",
		.predicate = "is current",
		.predicates = "are current",
		.event_is_lag = true,
		.aim = "patch",
		.aims = "patches",
		.quiet = "No component with a dated version is known here yet.",
		.uncollected = "Not collected yet: recording updates of components begins it.",
		.rule = "A component runs the applied version that was released last. It lags "
			"by the age of the oldest later release that was not applied; without "
			"one it does not lag. Pre-releases are passed over unless it runs one. "
			"It is current if it lags no longer than the goal says (30 days unless "
			"the YAML says otherwise). Components without a release date for what "
			"they run, or of which no version was ever applied, are left out. The "
			"value is current components out of all known ones.",
	},
	{
		.id = "ownership",
		.title = "Ownership",
		.noun = "service",
		.nouns = "services",
		.compared = "service",
		.compared_many = "services",
		.predicate = "has exactly one owner",
		.predicates = "have exactly one owner",
		.event_yes = "one owner",
		.event_no = "more than one owner",
		.quiet = "The YAML names no service of this team yet.",
		.uncollected = "The YAML names no service of this team yet.",
		.rule = "Counted are the services that the YAML names for the team, now: it "
			"has "
			"no past. The value is those that exactly one team names, out of all.",
	},
};

static const struct capacity_words general_words = {
	.noun = "observation",
	.nouns = "observations",
	.compared = "observation",
	.compared_many = "observations",
	.duration_tail = "",
	.predicate = "went well",
	.predicates = "went well",
	.event_yes = "counted",
	.event_no = "room to grow",
	.quiet = "Nothing happened yet in %s.",
	.uncollected = "Not collected yet.",
	.rule = "The rule is in aplomb-capacities(7).",
};

const struct capacity_words *capacity_words(const struct capacity *capacity)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(rows[i].id, capacity->id) == 0)
			return &rows[i];
	for (size_t i = 0; practice_words[i].id; i++)
		if (strcmp(practice_words[i].id, capacity->id) == 0)
			return &practice_words[i];
	return &general_words;
}

const char *capacity_title(const struct capacity *capacity)
{
	const struct capacity_words *words = capacity_words(capacity);

	return words->title ? words->title : capacity->id;
}

const char *capacity_noun(const struct capacity *capacity, size_t count)
{
	const struct capacity_words *words = capacity_words(capacity);

	return count == 1 ? words->noun : words->nouns;
}

const char *capacity_rule(const struct capacity *capacity)
{
	return capacity_words(capacity)->rule;
}

void wording_add_beginning(struct buffer *buffer, const struct reading *reading)
{
	if (reading->state == READING_UNCOLLECTED)
		buffer_addf(buffer, "aplomb-capacities(7) says how, under %s.",
			    reading->capacity->id);
}

const char *section_title(enum capacity_section section)
{
	static const char *const titles[SECTION_COUNT] = {
		[SECTION_DELIVERY] = "Delivery",
		[SECTION_RELIABILITY] = "Reliability",
		[SECTION_SECURITY] = "Security",
		[SECTION_PRACTICES] = "Practices",
	};

	return section < SECTION_COUNT ? titles[section] : "";
}
