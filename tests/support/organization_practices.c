/* The practices of one made-up team: something of every kind, some of it still open. */
#include "tests/support/organization.h"

#define AT(days) (ORGANIZATION_AS_OF - INT64_C(86400) * (days))
#define RECORD(days, id, text)                     \
	{                                          \
		"edge", AT(days), "", (id), (text) \
	}

static const struct loop_item needs[] = {
	{RECORD(120, "N-1", "A way to see which hosts still run the old image"), INSTANT_NONE,
	 false},
	{RECORD(70, "N-2", "An hour with someone who knows our threat model"), AT(61), false},
	{RECORD(50, "N-3", "Read access to our own audit log"), AT(38), false},
	{RECORD(41, "N-4", "A staging copy with made-up customers"), INSTANT_NONE, false},
	{RECORD(30, "N-5", "A second person who can rotate the key"), AT(27), false},
	{RECORD(3, "N-6", "Plain words for when to call the security desk"), INSTANT_NONE,
	 false},
};

static const struct shadowing shadowings[] = {
	{RECORD(60, "S-1", ""), 1, true},
	{RECORD(20, "S-2", ""), 0.5, false},
};

static const struct meeting meetings[] = {
	{RECORD(75, "M-1", ""), true},	{RECORD(60, "M-2", ""), true},
	{RECORD(45, "M-3", ""), false}, {RECORD(30, "M-4", ""), true},
	{RECORD(15, "M-5", ""), true},
};

static const struct rule rules[] = {
	{RECORD(300, "R-1", "A ticket for every update"), AT(12), 38},
	{RECORD(290, "R-2", "Two people look at every change"), INSTANT_NONE, 12},
};

static const struct rule_review reviews[] = {
	{{"R-2", AT(40), "", "", ""}, true},
};

static const struct exercise exercises[] = {
	{RECORD(25, "X-1", "Suspicious messages, announced for this month"), EXERCISE_DETECTED,
	 false, AT(25) + 660, AT(25) + 540, 18, 11},
};

static const struct work work[] = {
	{RECORD(22, "H-1", ""), WORK_BUSINESS, WORK_AIM_NONE, 120},
	{RECORD(22, "H-2", ""), WORK_UNPLANNED, WORK_AIM_NONE, 30},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

const struct team_history organization_practices = {
	.needs = needs,
	.need_count = COUNT(needs),
	.shadowings = shadowings,
	.shadowing_count = COUNT(shadowings),
	.meetings = meetings,
	.meeting_count = COUNT(meetings),
	.rules = rules,
	.rule_count = COUNT(rules),
	.reviews = reviews,
	.review_count = COUNT(reviews),
	.exercises = exercises,
	.exercise_count = COUNT(exercises),
	.work = work,
	.work_count = COUNT(work),
};
