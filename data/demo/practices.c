/*
 * Practices: what teams asked for, raised, learned, tried and shared, and how soon it was
 * acted upon. The words are those of people at work; the last weeks' stand in told.c.
 */
#include <stdio.h>
#include <string.h>

#include "data/demo/history.h"
#include "data/demo/jsonl.h"

#define COUNT(array) ((int64_t)(sizeof(array) / sizeof((array)[0])))

static const char *const needs[] = {
	"A test account for the card network that we can break on purpose",
	"Read access to the audit log of our own service",
	"An hour with someone who knows our threat model",
	"Dependency updates in one pull request a week instead of thirty",
	"A staging copy with made-up customers",
	"A second person who can rotate the signing key",
	"Build minutes enough to run the scans on every branch",
	"Plain words for when to call the security desk",
	"A place to keep secrets for local development",
	"The restore drill written down where we can find it at night",
	"Time in the plan for the library that everyone avoids",
	"Hardware keys for the two who joined in spring",
	"An owner for the shared log format",
	"A way to see which hosts still run the old image",
	"Someone to ask before we invent our own crypto",
	"A quiet week before the harvest season",
	"The alarms of the last month read through together",
	"A name to call in each team that we depend on",
	"A template for new services with logging switched on",
	"Backups that we may restore to try them",
	"Fewer places in which a setting can hide",
	"Somebody to watch our first release of the year with us",
	"A list of what would hurt most if it stood still",
	"Reviews within a day for changes that only update",
	"A sandbox that looks like production and is not",
	"Old accounts taken away without asking us one by one",
};

static const char *const concerns[] = {
	"The on-call phone has no signal in the cold store",
	"Two alarms ring for the same thing, so both are silenced",
	"We can read more customer data than we need",
	"The approval form asks what nobody knows yet",
	"Only one of us has ever restored the backup",
	"The old admin page still answers from outside",
	"Vendors mail us files with passwords in the next mail",
	"Release notes arrive after the release",
	"The scanner reports what we removed last year",
	"Handover between shifts happens in a chat that expires",
	"Test data has real street names in it",
	"A rollback needs three people on a Sunday",
};

static const char *const lessons[] = {
	"Say out loud who is talking to customers",
	"A smaller first step would have told us the same",
	"The graph that helped was three clicks away; it is on the first page now",
	"Two people looking beat one person staring",
	"The limit was in nobody's diagram",
	"Warn the neighbours before a reindex",
	"A timer beats a promise to look again later",
	"Keep the last good configuration one command away",
	"The question from the newest person found it",
	"Writing the customer's sentence first made the choice easy",
};

static const char *const went_right[] = {
	"The runbook's second page was enough; nobody had to be woken",
	"Turning it off for one market kept the others going",
	"The practice in spring made the real evening quiet",
	"Asking for help after ten minutes saved an hour",
	"Small changes made the cause easy to see",
	"The checklist let the newest person lead",
	"The neighbours saw it first and knew whom to call",
	"A release at ten in the morning found everyone awake",
};

/* The instant of being acted upon; what comes after DEMO_AS_OF is not printed. */
static int64_t draw_acted(struct chance *chance, const struct demo_team *team, int64_t at,
			  int64_t median_days)
{
	int64_t waited = chance_log_normal(chance, median_days * SECONDS_A_DAY, 800);

	/* What is not acted upon soon takes months, but is not forgotten for years. */
	if (!chance_is(chance, team->acted_per_mille))
		waited = chance_between(chance, 45, 115) * SECONDS_A_DAY;
	return working_instant(chance, working_day(local_day(at + waited) + 1));
}

void practice_begin(const char *type, const struct demo_team *team, int64_t number)
{
	event_begin(type);
	event_text("id", "%s-%s-%d", type, team->id, (int)number);
	event_text("team", "%s", team->id);
}

static void print_needs(const struct demo_team *team)
{
	struct chance chance = chance_of("needs", team->id);
	int64_t day = practice_first_day(team), start = chance_below(&chance, COUNT(needs));
	int64_t n = 1;

	for (; day < TOLD_DAY; n++) {
		int64_t at = working_instant(&chance, working_day(day));

		practice_begin("need", team, n);
		event_instant("asked_at", at);
		event_text("text", "%s", needs[(start + n) % COUNT(needs)]);
		event_instant("met_at", draw_acted(&chance, team, at, 18));
		event_end();
		day += 4 + chance_gap(&chance, 12);
	}
	print_needs_told(team, n);
}

static void print_walkarounds(const struct demo_team *team)
{
	struct chance chance = chance_of("walkarounds", team->id);
	int64_t day = practice_first_day(team) + chance_below(&chance, 21), concern = 1;
	int64_t start = chance_below(&chance, COUNT(concerns)), n = 1;

	for (; day < TOLD_DAY; n++) {
		int64_t at = working_instant(&chance, working_day(day));

		practice_begin("walkaround", team, n);
		event_instant("at", at);
		event_text("title",
			   n % 2 ? "An hour at the team's desks" : "Watching a release");
		event_end();
		for (int64_t i = chance_between(&chance, 1, 3); i > 0; i--, concern++) {
			practice_begin("concern", team, concern);
			event_instant("raised_at", at + i * 5 * MINUTE);
			event_text("text", "%s", concerns[(start + concern) % COUNT(concerns)]);
			event_text("walkaround", "walkaround-%s-%d", team->id, (int)n);
			event_instant("acted_at", draw_acted(&chance, team, at, 14));
			event_end();
		}
		day += 28 + chance_gap(&chance, 10);
	}
	print_walkarounds_told(team, n, concern);
}

static void print_lesson(struct chance *chance, const struct demo_team *team, int64_t number,
			 int64_t at, bool is_from_success)
{
	const char *const *texts = is_from_success ? went_right : lessons;
	int64_t count = is_from_success ? COUNT(went_right) : COUNT(lessons);

	practice_begin("lesson", team, number);
	event_instant("learned_at", at);
	event_text("text", "%s", texts[chance_below(chance, count)]);
	if (is_from_success)
		event_boolean("went_right", true);
	event_instant("acted_at", draw_acted(chance, team, at, 16));
}

/* About every other incident is talked through within days; good days are talked about too. */
static void print_lessons(const struct demo_team *team, const struct incidents *incidents)
{
	struct chance chance = chance_of("lessons", team->id);
	int64_t number = 1;

	for (size_t i = 0; i < incidents->count; i++) {
		const struct incident *incident = &incidents->all[i];
		int64_t at;

		if (strcmp(incident->service->team, team->id) || incident->is_planned ||
		    !chance_is(&chance, 450))
			continue;
		at = working_instant(&chance,
				     working_day(local_day(incident->restored_at) + 3));
		if (at >= local_instant(TOLD_DAY, 0))
			continue;
		print_lesson(&chance, team, number++, at, chance_is(&chance, 350));
		event_text("from", "INC-%d", (int)incident->number);
		event_end();
	}
	for (int64_t day = practice_first_day(team) + 20; day < TOLD_DAY;) {
		int64_t at = working_instant(&chance, working_day(day));

		print_lesson(&chance, team, number++, at, true);
		event_end();
		day += 30 + chance_gap(&chance, 30);
	}
	print_lessons_told(team, number, incidents);
}

static void print_shadowing(const struct demo_team *team)
{
	struct chance chance = chance_of("shadowing", team->id);
	int64_t day = practice_first_day(team) + 10 + chance_gap(&chance, 30);

	for (int64_t n = 1; day < DEMO_END_DAY; n++) {
		int64_t at = local_instant(working_day(day), 9 * HOUR);

		if (at >= DEMO_AS_OF)
			return;
		practice_begin("shadowing", team, n);
		event_instant("at", at);
		event_halves("days", chance_between(&chance, 1, 6));
		event_text("direction",
			   chance_is(&chance, 550) ? "to_security" : "from_security");
		event_end();
		day += 20 + chance_gap(&chance, 25);
	}
}

static void print_phishing(struct chance *chance, const struct demo_team *team, int64_t number,
			   int64_t at)
{
	int64_t sent = chance_between(chance, 8, 26);
	int64_t reported = sent * chance_between(chance, 450, 850) / 1000;

	practice_begin("exercise", team, number);
	event_instant("at", at);
	event_text("outcome", chance_is(chance, 700) ? "detected" : "stopped");
	event_text("title", "Suspicious messages, announced for this month");
	event_instant("detected_at", at + chance_log_normal(chance, 14 * MINUTE, 800));
	event_integer("sent", sent);
	event_integer("reported", reported);
	event_instant("first_reported_at", at + chance_log_normal(chance, 9 * MINUTE, 700));
	event_end();
}

static void print_rehearsal(struct chance *chance, const struct demo_team *team, int64_t number,
			    int64_t at)
{
	static const char *const titles[] = {
		"A token left in a build log",	    "Traffic from one address, then from many",
		"A look-alike of our sign-in page", "A package with a familiar name",
		"A laptop left on the train",	    "Someone polite on the telephone",
	};
	int64_t drawn = chance_below(chance, 10);
	const char *outcome = drawn < 4 ? "stopped" : drawn < 8 ? "detected" : "missed";

	practice_begin("exercise", team, number);
	event_instant("at", at);
	event_text("outcome", "%s", outcome);
	if (chance_is(chance, 250) && drawn < 8)
		event_text("kind", "real");
	event_text("title", "%s", titles[chance_below(chance, COUNT(titles))]);
	if (drawn < 8)
		event_instant("detected_at", at + chance_log_normal(chance, 35 * MINUTE, 900));
	event_end();
}

static void print_exercises(const struct demo_team *team)
{
	struct chance chance = chance_of("exercises", team->id);
	int64_t day = practice_first_day(team) + 15 + chance_gap(&chance, 15);

	for (int64_t n = 1; day < DEMO_END_DAY; n++) {
		int64_t at = working_instant(&chance, working_day(day));

		if (at >= DEMO_AS_OF)
			return;
		if (n % 2)
			print_phishing(&chance, team, n, at);
		else
			print_rehearsal(&chance, team, n, at);
		day += 30 + chance_gap(&chance, 12);
	}
}

/* Every other Friday, the hours of the two weeks by what they were for. */
static void print_work(const struct demo_team *team)
{
	static const char *const kinds[] = {"unplanned", "operations", "engineering",
					    "business"};
	static const char *const aims[] = {"risk", "trust", "governance", "empowerment"};
	struct chance chance = chance_of("work", team->id);
	int64_t number = 1;

	for (int64_t day = DEMO_BEGIN_DAY + 18; day < DEMO_END_DAY && team->weekly_hours;
	     day += 14) {
		int64_t hours = 2 * team->weekly_hours;
		int64_t share[4] = {course_at(&team->unplanned_per_mille, day), 200, 180};

		if (day < practice_first_day(team) || is_freeze(day))
			continue;
		share[3] = 1000 - share[0] - share[1] - share[2];
		for (int kind = 0; kind < 4; kind++) {
			int64_t spent =
				chance_log_normal(&chance, hours * share[kind] / 1000, 180);

			practice_begin("work", team, number++);
			event_instant("at", local_instant(day, 16 * HOUR));
			event_text("kind", "%s", kinds[kind]);
			event_integer("hours", spent);
			if (kind == 2)
				event_text("aim", "%s", aims[chance_below(&chance, 4)]);
			event_end();
		}
	}
}

void print_practices(const struct demo_team *team, const struct incidents *incidents)
{
	print_needs(team);
	print_walkarounds(team);
	print_lessons(team, incidents);
	print_shadowing(team);
	print_exercises(team);
	print_work(team);
}
