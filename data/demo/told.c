/*
 * What each team asked for, raised and learned in the last twelve weeks, in its own words.
 *
 * Rule: these are the practices that somebody looks at first, so each belongs to what else
 * happens in its team; what came before is drawn, in practices.c.
 */
#include <string.h>

#include "data/demo/history.h"
#include "data/demo/jsonl.h"

#define COUNT(array) ((int64_t)(sizeof(array) / sizeof((array)[0])))
#define STILL_OPEN 0

struct told {
	const char *team;
	int64_t day;
	int64_t acted_after_days; /* or STILL_OPEN */
	const char *text;
};

struct told_lesson {
	struct told told;
	const char *service; /* learned from its newest incident; NULL: from a good day */
	bool went_right;
};

/* clang-format off */
static const struct told needs[] = {
	/* Payments: a copy to practise on, then the rehearsal; the rest follows from it. */
	{"payments", DAY(2026, 7, 9), 4, "A copy of the payment queue that we may break on purpose"},
	{"payments", DAY(2026, 7, 22), 6, "The right to replay for everyone on call before a shift, not during it"},
	{"payments", DAY(2026, 8, 10), 9, "A second rehearsal, led by whoever is newest"},
	{"payments", DAY(2026, 8, 19), 12, "A second person who can renew the card network's certificate"},
	{"payments", DAY(2026, 9, 2), 14, "Made-up card numbers that the test network accepts"},
	{"payments", DAY(2026, 9, 17), STILL_OPEN, "An hour with someone who knows the new payout format"},

	{"checkout", DAY(2026, 7, 14), 16, "A day with someone who has moved to the new framework before"},
	{"checkout", DAY(2026, 7, 28), STILL_OPEN, "Dependency updates that can be tried in both frameworks at once"},
	{"checkout", DAY(2026, 8, 11), 21, "A staging copy with made-up families"},
	{"checkout", DAY(2026, 8, 25), 6, "Plain words for when to call the security desk"},
	{"checkout", DAY(2026, 9, 15), STILL_OPEN, "A quiet week before the harvest season"},

	{"loyalty", DAY(2026, 8, 26), 5, "A list of whom to call, before we need it"},
	{"loyalty", DAY(2026, 9, 9), 12, "Someone to read our first threat model with us"},
	{"loyalty", DAY(2026, 9, 24), STILL_OPEN, "Read access to the audit log of our own service"},

	{"stock", DAY(2026, 7, 16), STILL_OPEN, "A way to release small fixes outside the Thursday window"},
	{"stock", DAY(2026, 7, 30), 18, "Spare scanners to try a new version on"},
	{"stock", DAY(2026, 8, 13), 25, "The restore drill written down where we can find it at night"},
	{"stock", DAY(2026, 8, 27), 9, "Hardware keys for the two who joined in spring"},
	{"stock", DAY(2026, 9, 10), 7, "Someone in the warehouse to ask before a change"},

	{"delivery", DAY(2026, 7, 15), 30, "A way to see which phones on the road still run the old app"},
	{"delivery", DAY(2026, 7, 29), 11, "A second person who can rotate the signing key"},
	{"delivery", DAY(2026, 8, 19), 14, "Drivers asked about the sign-in before it changes"},
	{"delivery", DAY(2026, 9, 2), STILL_OPEN, "Build minutes enough to run the scans on every branch"},
	{"delivery", DAY(2026, 9, 23), 6, "A telephone list for the hour when Dispatch is down"},

	{"partners", DAY(2026, 9, 9), STILL_OPEN, "A contact in security who knows a small grower's day"},
	{"partners", DAY(2026, 9, 22), 6, "Help with the first threat model of the portal"},

	{"insights", DAY(2026, 7, 21), STILL_OPEN, "One team to call first for the event stream"},
	{"insights", DAY(2026, 8, 18), 24, "Reports that can be tried without real names"},
	{"insights", DAY(2026, 9, 8), 15, "Time in the plan for the library that everyone avoids"},

	{"search", DAY(2026, 7, 13), 10, "Contract tests that run before a merge, not after"},
	{"search", DAY(2026, 7, 27), 8, "A small index to practise on"},
	{"search", DAY(2026, 8, 10), 3, "Someone to ask before we invent our own crypto"},
	{"search", DAY(2026, 8, 24), 20, "A place to keep secrets for local development"},
	{"search", DAY(2026, 9, 7), 9, "A word from Runtime before nodes restart"},
	{"search", DAY(2026, 9, 21), STILL_OPEN, "Plain words for what may be logged of a search"},

	{"runtime", DAY(2026, 7, 10), 12, "A way to see which hosts still run the old image"},
	{"runtime", DAY(2026, 7, 24), 10, "An afternoon to go through every alarm that woke somebody"},
	{"runtime", DAY(2026, 8, 7), 26, "A registry that warns before it is full"},
	{"runtime", DAY(2026, 8, 21), 7, "Teams that tell us what they need before we build it"},
	{"runtime", DAY(2026, 9, 4), STILL_OPEN, "A second region to practise in"},
	{"runtime", DAY(2026, 9, 18), 10, "Runners that cannot reach production"},

	{"identity", DAY(2026, 7, 17), 24, "A way to sign in for those without a smartphone"},
	{"identity", DAY(2026, 7, 31), 11, "A copy of the directory to try updates on"},
	{"identity", DAY(2026, 8, 14), 5, "An afternoon of trying to break the sign-in together"},
	{"identity", DAY(2026, 8, 28), STILL_OPEN, "A way to end a session without a deployment"},
	{"identity", DAY(2026, 9, 11), 13, "A word from staffing on the day somebody leaves"},

	{"telemetry", DAY(2026, 7, 22), 9, "One host to try automatic updates on first"},
	{"telemetry", DAY(2026, 8, 12), STILL_OPEN, "Names taken out of log lines before they reach us"},
	{"telemetry", DAY(2026, 8, 26), 22, "An owner for the shared log format"},
	{"telemetry", DAY(2026, 9, 16), 8, "Dashboards that open without a second sign-in while on call"},
};

static const struct told walkarounds[] = {
	{"payments", DAY(2026, 7, 9), 0, "An hour beside the person on call"},
	{"payments", DAY(2026, 8, 26), 0, "Watching a payout run"},
	{"payments", DAY(2026, 9, 16), 0, "An hour at the team's desks"},
	{"checkout", DAY(2026, 7, 21), 0, "Watching a release"},
	{"checkout", DAY(2026, 9, 1), 0, "An hour at the team's desks"},
	{"loyalty", DAY(2026, 9, 3), 0, "A morning in one of the five shops"},
	{"stock", DAY(2026, 7, 23), 0, "A shift in hall two"},
	{"stock", DAY(2026, 9, 3), 0, "Watching a release in the Thursday window"},
	{"delivery", DAY(2026, 8, 6), 0, "A morning in the depot"},
	{"delivery", DAY(2026, 9, 10), 0, "An hour at the team's desks"},
	{"partners", DAY(2026, 9, 15), 0, "An hour with a grower on the telephone"},
	{"insights", DAY(2026, 7, 28), 0, "An hour at the team's desks"},
	{"insights", DAY(2026, 9, 9), 0, "Watching the morning reports come in"},
	{"search", DAY(2026, 8, 5), 0, "Watching one change go live"},
	{"search", DAY(2026, 9, 8), 0, "An hour at the team's desks"},
	{"runtime", DAY(2026, 7, 22), 0, "The first hour of a night on call"},
	{"runtime", DAY(2026, 8, 26), 0, "An hour at the team's desks"},
	{"identity", DAY(2026, 8, 13), 0, "An hour at the support desk"},
	{"identity", DAY(2026, 9, 24), 0, "Watching a key ceremony"},
	{"telemetry", DAY(2026, 7, 30), 0, "An hour at the team's desks"},
	{"telemetry", DAY(2026, 9, 17), 0, "Watching a release"},
};

/* Each was raised on the walkaround of its day. */
static const struct told concerns[] = {
	{"payments", DAY(2026, 7, 9), 5, "Only one of us has ever replayed the queue"},
	{"payments", DAY(2026, 7, 9), 12, "Two alarms ring for the same thing, so both are silenced"},
	{"payments", DAY(2026, 8, 26), 20, "The bank's file arrives when nobody is at work"},
	{"payments", DAY(2026, 8, 26), 35, "We can read more customer data than we need"},
	{"payments", DAY(2026, 9, 16), 8, "The approval form asks what nobody knows yet"},
	{"payments", DAY(2026, 9, 16), STILL_OPEN, "A rollback needs three people on a Sunday"},

	{"checkout", DAY(2026, 7, 21), STILL_OPEN, "Nobody dares to update while two frameworks run side by side"},
	{"checkout", DAY(2026, 7, 21), 18, "Release notes arrive after the release"},
	{"checkout", DAY(2026, 9, 1), 15, "Test data has real street names in it"},
	{"checkout", DAY(2026, 9, 1), STILL_OPEN, "The old shop still answers at its old address"},

	{"loyalty", DAY(2026, 9, 3), 15, "Everyone at the counter shares one sign-in"},
	{"loyalty", DAY(2026, 9, 3), STILL_OPEN, "We see more of a customer than a number of points"},

	{"stock", DAY(2026, 7, 23), 13, "The on-call phone has no signal in the cold store"},
	{"stock", DAY(2026, 7, 23), STILL_OPEN, "Changes pile up until Thursday and go in all at once"},
	{"stock", DAY(2026, 9, 3), 12, "Scanners are handed on signed in"},
	{"stock", DAY(2026, 9, 3), 22, "Suppliers send a file, and its password in the next mail"},

	{"delivery", DAY(2026, 8, 6), 19, "Door codes are kept in a chat"},
	{"delivery", DAY(2026, 8, 6), 12, "Handover between shifts happens in a chat that expires"},
	{"delivery", DAY(2026, 9, 10), STILL_OPEN, "The inventory of the route planner's updates stands still, and nobody was told"},
	{"delivery", DAY(2026, 9, 10), 14, "The key of the map is inside the app"},

	{"partners", DAY(2026, 9, 15), STILL_OPEN, "A whole farm shares one sign-in"},
	{"partners", DAY(2026, 9, 15), 9, "We do not know yet whom to call at night"},

	{"insights", DAY(2026, 7, 28), 9, "The password of the extracts is as old as the extracts"},
	{"insights", DAY(2026, 7, 28), 23, "Two teams change the stream, and each thinks that the other tells"},
	{"insights", DAY(2026, 9, 9), STILL_OPEN, "Reports are mailed on to people we do not know"},

	{"search", DAY(2026, 8, 5), 26, "People search for what is nobody's business, and we keep it"},
	{"search", DAY(2026, 8, 5), 33, "Changes go out one at a time; the reindex is still a train"},
	{"search", DAY(2026, 9, 8), 10, "The scanner reports what we removed last year"},
	{"search", DAY(2026, 9, 8), 1, "A test key opens the live index"},
	{"search", DAY(2026, 9, 8), STILL_OPEN, "Only one of us has ever restored the index from its backup"},

	{"runtime", DAY(2026, 7, 22), 15, "Every team can read every team's build log"},
	{"runtime", DAY(2026, 7, 22), 19, "Runbooks are three clicks and a sign-in away from the alarm"},
	{"runtime", DAY(2026, 8, 26), 6, "The old admin page still answers from outside"},
	{"runtime", DAY(2026, 8, 26), 21, "Many can restart the edge, and few know when to"},
	{"runtime", DAY(2026, 8, 26), STILL_OPEN, "Certificates are renewed a minute late, and that is called normal"},

	{"identity", DAY(2026, 8, 13), 18, "Support resets a sign-in for a friendly voice"},
	{"identity", DAY(2026, 8, 13), 25, "The directory is synced by a script on one laptop"},
	{"identity", DAY(2026, 9, 24), STILL_OPEN, "A key ceremony waits for one witness"},

	{"telemetry", DAY(2026, 7, 30), 5, "Nobody reads the mail that says an update waits"},
	{"telemetry", DAY(2026, 7, 30), 29, "Logs are kept for longer than we say"},
	{"telemetry", DAY(2026, 9, 17), STILL_OPEN, "Neither of two teams is called first for the stream"},
};

static const struct told_lesson lessons[] = {
	{{"payments", DAY(2026, 7, 16), 8, "The replay waited for a right that only one of us had"}, "ledger", false},
	{{"payments", DAY(2026, 7, 17), 11, "The runbook was open before the second alarm rang"}, "payouts", true},
	{{"payments", DAY(2026, 7, 31), 14, "Holding doubled webhooks for review kept every account right"}, "gateway", true},
	{{"payments", DAY(2026, 8, 21), 10, "The newest on call led it, and nobody had to be woken"}, "payouts", true},
	{{"payments", DAY(2026, 9, 22), STILL_OPEN, "The balance job could say by noon how long it will run"}, "ledger", false},

	{{"checkout", DAY(2026, 7, 29), 20, "A price list loaded twice looks exactly like one loaded once"}, "pricing", false},
	{{"checkout", DAY(2026, 8, 24), 14, "Turning suggestions off kept the carts quick on Saturday"}, "cart", true},
	{{"checkout", DAY(2026, 9, 24), STILL_OPEN, "The session store's limit was in nobody's diagram"}, "cart", false},

	{{"loyalty", DAY(2026, 8, 31), 9, "Five shops first meant five telephones, not five hundred"}, NULL, true},

	{{"stock", DAY(2026, 7, 20), 24, "A silent sensor looked the same as a cold one"}, "warehouse", false},
	{{"stock", DAY(2026, 8, 19), 8, "Raising the limit was one line, and we had practised it"}, "inventory", true},
	{{"stock", DAY(2026, 9, 4), 18, "A mailbox needs an owner as much as a service does"}, "suppliers", false},
	{{"stock", DAY(2026, 9, 24), STILL_OPEN, "The spare printer needs the same labels"}, "warehouse", false},

	{{"delivery", DAY(2026, 8, 5), 16, "Two vans with one name cannot be told apart at night"}, "dispatch", false},
	{{"delivery", DAY(2026, 8, 21), 7, "Telling customers first kept the telephones quiet"}, "tracking", true},
	{{"delivery", DAY(2026, 9, 25), STILL_OPEN, "Signing in twice was last spring's fix, still switched on"}, "dispatch", false},

	{{"insights", DAY(2026, 7, 23), 20, "Reports at seven need an early look at six"}, "reports", false},
	{{"insights", DAY(2026, 7, 27), 14, "The consumer caught up by itself because it could start over"}, "stream", true},
	{{"insights", DAY(2026, 9, 15), STILL_OPEN, "A full share warned a list that nobody reads any more"}, "extracts", false},

	{{"search", DAY(2026, 8, 11), 9, "Warn the neighbours before a reindex"}, "query", false},
	{{"search", DAY(2026, 8, 25), 13, "A model has a size, and nobody had looked at it"}, "suggestions", false},
	{{"search", DAY(2026, 8, 31), 4, "One change at a time made the cause easy to see"}, "query", true},
	{{"search", DAY(2026, 9, 16), 8, "The question from the newest person found it"}, "query", true},
	{{"search", DAY(2026, 9, 28), STILL_OPEN, "Captions travel with their pictures or not at all"}, "catalogue", false},

	{{"runtime", DAY(2026, 7, 17), 11, "Long requests were left to finish, and nobody noticed"}, "edge", true},
	{{"runtime", DAY(2026, 8, 10), 15, "A slow name lookup looks like a slow everything"}, "cluster", false},
	{{"runtime", DAY(2026, 8, 12), 8, "Runners fill up on Mondays; Sundays are quiet enough to clear them"}, "builds", false},
	{{"runtime", DAY(2026, 8, 24), 12, "The practice in spring made the real evening quiet"}, "cluster", true},
	{{"runtime", DAY(2026, 9, 21), STILL_OPEN, "The registry's limit was ours to raise"}, "builds", false},

	{{"identity", DAY(2026, 7, 20), 10, "Passkeys off for one browser kept the others going"}, "sign-in", true},
	{{"identity", DAY(2026, 8, 10), 17, "A sync that says nothing may not be running"}, "directory", false},
	{{"identity", DAY(2026, 8, 31), 9, "Sessions end early when clocks disagree"}, "accounts", false},
	{{"identity", DAY(2026, 9, 24), STILL_OPEN, "The neighbours saw it first and knew whom to call"}, "sign-in", true},

	{{"telemetry", DAY(2026, 8, 24), 9, "Slowing the loudest kept the rest"}, "logs", true},
	{{"telemetry", DAY(2026, 8, 26), 14, "Pages that come late come all at once"}, "metrics", false},
	{{"telemetry", DAY(2026, 9, 8), 6, "An update that did not start was taken back before breakfast"}, NULL, true},
};
/* clang-format on */

static bool is_of(const struct told *told, const struct demo_team *team)
{
	return !strcmp(told->team, team->id);
}

static void print_acted(const char *name, struct chance *chance, const struct told *told)
{
	if (told->acted_after_days != STILL_OPEN)
		event_instant(name,
			      working_instant(chance,
					      working_day(told->day + told->acted_after_days)));
}

void print_needs_told(const struct demo_team *team, int64_t number)
{
	struct chance chance = chance_of("needs told", team->id);

	for (int64_t i = 0; i < COUNT(needs); i++) {
		if (!is_of(&needs[i], team))
			continue;
		practice_begin("need", team, number++);
		event_instant("asked_at", working_instant(&chance, needs[i].day));
		event_text("text", "%s", needs[i].text);
		print_acted("met_at", &chance, &needs[i]);
		event_end();
	}
}

/* The concerns raised on one walkaround, five minutes apart. The number after the last. */
static int64_t print_concerns_told(struct chance *chance, const struct demo_team *team,
				   const struct told *walkaround, int64_t at,
				   int64_t walkaround_number, int64_t number)
{
	for (int64_t i = 0; i < COUNT(concerns); i++) {
		if (!is_of(&concerns[i], team) || concerns[i].day != walkaround->day)
			continue;
		practice_begin("concern", team, number++);
		at += 5 * MINUTE;
		event_instant("raised_at", at);
		event_text("text", "%s", concerns[i].text);
		event_text("walkaround", "walkaround-%s-%d", team->id, (int)walkaround_number);
		print_acted("acted_at", chance, &concerns[i]);
		event_end();
	}
	return number;
}

void print_walkarounds_told(const struct demo_team *team, int64_t number,
			    int64_t concern_number)
{
	struct chance chance = chance_of("walkarounds told", team->id);

	for (int64_t i = 0; i < COUNT(walkarounds); i++) {
		int64_t at;

		if (!is_of(&walkarounds[i], team))
			continue;
		at = working_instant(&chance, walkarounds[i].day);
		practice_begin("walkaround", team, number);
		event_instant("at", at);
		event_text("title", "%s", walkarounds[i].text);
		event_end();
		concern_number = print_concerns_told(&chance, team, &walkarounds[i], at,
						     number++, concern_number);
	}
}

/* The newest incident of a service that was over before an instant; one there must be. */
static const struct incident *newest_before(const struct incidents *incidents,
					    const char *service, int64_t at)
{
	const struct incident *newest = NULL;

	for (size_t i = 0; i < incidents->count; i++) {
		const struct incident *incident = &incidents->all[i];

		if (!strcmp(incident->service->id, service) && !incident->is_planned &&
		    !incident->environment && incident->restored_at < at)
			newest = incident;
	}
	return newest;
}

void print_lessons_told(const struct demo_team *team, int64_t number,
			const struct incidents *incidents)
{
	struct chance chance = chance_of("lessons told", team->id);

	for (int64_t i = 0; i < COUNT(lessons); i++) {
		const struct told *told = &lessons[i].told;
		const struct incident *incident;
		int64_t at;

		if (!is_of(told, team))
			continue;
		at = working_instant(&chance, told->day);
		practice_begin("lesson", team, number++);
		event_instant("learned_at", at);
		event_text("text", "%s", told->text);
		if (lessons[i].went_right)
			event_boolean("went_right", true);
		print_acted("acted_at", &chance, told);
		incident = lessons[i].service ? newest_before(incidents, lessons[i].service, at)
					      : NULL;
		if (incident)
			event_text("from", "INC-%d", (int)incident->number);
		event_end();
	}
}
