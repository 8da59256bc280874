/* The words of secure settings, exercises and practices. Adding one is adding a row. */
#include "report/capacity_words.h"

#define BEGIN(what) "Not collected yet: recording " what " begins it."

const struct capacity_words practice_words[] = {
	{
		.id = "secure_configuration",
		.title = "Secure settings",
		.noun = "check",
		.nouns = "checks",
		.compared = "check",
		.compared_many = "checks",
		.predicate = "is as meant",
		.predicates = "are as meant",
		.event_yes = "as meant",
		.event_no = "room to grow",
		.aim = "have",
		.aims = "has",
		.aim_tail = " of settings as meant",
		.quiet = "No check was looked at in the last 90 days.",
		.uncollected = BEGIN("checks of how services are set up"),
		.rule = "The latest result of each check of each service counts, whatever tool "
			"looked. A check that nobody looked at in the 90 days before is left "
			"out. The value is the checks that are as meant out of all.",
	},
	{
		.id = "reporting",
		.title = "Reporting",
		.noun = "message",
		.nouns = "messages",
		.compared = "message",
		.compared_many = "messages",
		.predicate = "was reported",
		.predicates = "were reported",
		.event_yes = "reported",
		.event_no = "sent",
		.quiet = "No suspicious message was sent in an exercise in these %s.",
		.uncollected = BEGIN("exercises with the messages sent and reported"),
		.rule = "Counted are the suspicious messages sent in the exercises that began "
			"in the window. Real attempts, exercises without messages and those "
			"of which nobody counted the reports are left out. The value is the "
			"messages reported out of those sent. Who opened what is never kept.",
	},
	{
		.id = "defence",
		.title = "Defence",
		.noun = "exercise",
		.nouns = "exercises",
		.compared = "exercise",
		.compared_many = "exercises",
		.predicate = "was stopped or detected",
		.predicates = "were stopped or detected",
		.event_yes = "caught",
		.event_no = "passed unseen",
		.event_has_age = true,
		.quiet = "No exercise was held in these %s.",
		.uncollected = BEGIN("exercises"),
		.rule = "Counted are the exercises that began in the window. The value is "
			"those "
			"that were stopped or detected out of all. Real attempts are left out, "
			"for nobody knows how many there were: those stopped or detected stand "
			"beside it.",
	},
	{
		.id = "needs_met",
		.title = "Needs met",
		.noun = "need",
		.nouns = "needs",
		.compared = "need",
		.compared_many = "needs",
		.predicate = "was met",
		.predicates = "were met",
		.event_yes = "met",
		.event_no = "open",
		.event_has_age = true,
		.quiet = "No need was asked for in these %s.",
		.uncollected = BEGIN("what the team says it needs to be secure"),
		.rule = "Counted are the answers to \"what do you need to be secure?\" given "
			"in "
			"the window. The value is those that were met before its end out of "
			"all. Older ones that are still open are left out, and stand first "
			"below.",
	},
	{
		.id = "concerns_acted_on",
		.title = "Concerns closed",
		.noun = "concern",
		.nouns = "concerns",
		.compared = "concern",
		.compared_many = "concerns",
		.predicate = "was acted on",
		.predicates = "were acted on",
		.event_yes = "acted on",
		.event_no = "open",
		.event_has_age = true,
		.quiet = "No concern was raised in these %s.",
		.uncollected = BEGIN("leaders' walkarounds and the concerns raised on them"),
		.rule = "Counted are the concerns raised in the window, on a leader's "
			"walkaround or whenever else. The value is those acted on before its "
			"end out of all. Older ones that are still open are left out, and "
			"stand first below.",
	},
	{
		.id = "lessons_acted_on",
		.title = "Lessons acted on",
		.noun = "lesson",
		.nouns = "lessons",
		.compared = "lesson",
		.compared_many = "lessons",
		.predicate = "was acted on",
		.predicates = "were acted on",
		.event_yes = "acted on",
		.event_no = "open",
		.event_has_age = true,
		.quiet = "No lesson was recorded in these %s.",
		.uncollected = BEGIN("what was learned, from what went right too,"),
		.rule = "Counted are the lessons learned in the window, from an incident, an "
			"exercise or a success. The value is those that became work and were "
			"acted on before its end out of all. Older ones that are still open "
			"are left out, and stand first below.",
	},
	{
		.id = "shadowing",
		.title = "Shadowing",
		.noun = "visit",
		.nouns = "visits",
		.compared = "visit",
		.compared_many = "visits",
		.amount_tail = " of shadowing",
		.quiet = "Nobody shadowed in these %s.",
		.uncollected = BEGIN("days of shadowing, to security or from it,"),
		.rule = "The days of the visits that began in the window are added up, those "
			"of "
			"the team to security and those of security to the team.",
	},
	{
		.id = "champions",
		.title = "Champions",
		.noun = "meeting",
		.nouns = "meetings",
		.compared = "meeting",
		.compared_many = "meetings",
		.predicate = "had the team at the table",
		.predicates = "had the team at the table",
		.event_yes = "represented",
		.event_no = "met without the team",
		.quiet = "The champions did not meet in these %s.",
		.uncollected = BEGIN("the champions' meetings"),
		.rule = "Counted are all the champions' meetings in the window. The value is "
			"those at which the team was represented out of all.",
	},
	{
		.id = "simplification",
		.title = "Simplification",
		.noun = "rule retired or added",
		.nouns = "rules retired or added",
		.compared = "rule",
		.compared_many = "rules",
		.event_yes = "retired",
		.event_no = "added",
		.event_stands = true,
		.quiet = "No rule was retired or added in these %s.",
		.uncollected = BEGIN("rules, and when they were added and retired,"),
		.rule = "Counted are the rules that bind the team, its own and those that bind "
			"all. The value is those retired in the window minus those added. A "
			"standing rule is confirmed if the newest review of the 180 days "
			"before the end says that it fits the work as it is done.",
	},
	{
		.id = "planned_work",
		.title = "Planned work",
		.noun = "hour",
		.nouns = "hours",
		.compared = "week",
		.compared_many = "weeks",
		.predicate = "was planned",
		.predicates = "were planned",
		.event_is_hours = true,
		.quiet = "No hours were recorded in these %s.",
		.uncollected = BEGIN("hours by kind of work"),
		.rule = "The value is the hours on business projects, operations and "
			"engineering out of all hours recorded in the window; the rest was "
			"unplanned. Hours written down together hang together, so there is no "
			"interval, and whole weeks are compared.",
	},
	{.id = NULL},
};
