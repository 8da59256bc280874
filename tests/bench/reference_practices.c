/* What belongs to teams: exercises, loops, visits, meetings, rules and hours of work. */
#include <string.h>

#include "tests/bench/reference.h"

struct practices {
	struct table exercises, needs, walkarounds, concerns, shadowings, meetings,
		meeting_teams, lessons, rules, reviews, works, notes;
};

static void practices_init(struct practices *tables, sqlite3 *db)
{
	table_init(&tables->exercises, db, "exercise",
		   "team, at, outcome, id, source, detected_at, title, sent, reported, "
		   "first_reported_at");
	table_init(&tables->needs, db, "need", "team, asked_at, text, id, met_at");
	table_init(&tables->walkarounds, db, "walkaround", "team, at, id");
	table_init(&tables->concerns, db, "concern",
		   "team, raised_at, text, id, walkaround, acted_at");
	table_init(&tables->shadowings, db, "shadowing", "team, at, days, direction, id");
	table_init(&tables->meetings, db, "meeting", "at, id");
	table_init(&tables->meeting_teams, db, "meeting_team", "meeting, team");
	table_init(&tables->lessons, db, "lesson",
		   "team, learned_at, text, id, went_right, acted_at");
	table_init(&tables->rules, db, "rule",
		   "text, id, team, added_at, retired_at, hours_per_month");
	table_init(&tables->reviews, db, "rule_review", "rule, at, fits, id");
	table_init(&tables->works, db, "work", "team, at, kind, hours, id, aim");
	table_init(&tables->notes, db, "note", "team, at, text, id, capacity");
}

static void practices_release(struct practices *tables)
{
	struct table *all[] = {
		&tables->exercises,	&tables->needs,	     &tables->walkarounds,
		&tables->concerns,	&tables->shadowings, &tables->meetings,
		&tables->meeting_teams, &tables->lessons,    &tables->rules,
		&tables->reviews,	&tables->works,	     &tables->notes};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		table_release(all[i]);
}

/* The instant of an end, or NULL where it has not come. */
static void row_end_of(struct table *table, struct chance *chance, int64_t begin,
		       int64_t median_days)
{
	int64_t end = begin + chance_log_normal(chance, median_days * DAY, 900);

	if (end < REFERENCE_AS_OF && !chance_is(chance, 100))
		row_whole(table, end);
	else
		row_null(table);
}

static void add_exercise(struct table *table, struct chance *chance, const char *team,
			 const char *id, int64_t at)
{
	int64_t sent = chance_between(chance, 8, 40);
	int64_t reported = sent * chance_between(chance, 20, 80) / 100;
	bool is_missed = chance_is(chance, 250);

	row_text(table, team);
	row_whole(table, at);
	row_text(table, is_missed ? "missed" : chance_is(chance, 400) ? "stopped" : "detected");
	row_text(table, id);
	row_text(table, "range");
	if (is_missed)
		row_null(table);
	else
		row_whole(table, at + chance_log_normal(chance, 40 * MINUTE, 800));
	row_text(table, "Rehearsal");
	row_whole(table, sent);
	row_whole(table, reported);
	row_whole(table, at + chance_log_normal(chance, 12 * MINUTE, 700));
	row_end(table);
}

static void add_loops(struct practices *tables, struct chance *chance, const char *team,
		      const char *id, int64_t at)
{
	if (chance_is(chance, 250)) {
		row_text(&tables->needs, team);
		row_whole(&tables->needs, at);
		row_text(&tables->needs, "A second test environment");
		row_text(&tables->needs, id);
		row_end_of(&tables->needs, chance, at, 30);
		row_end(&tables->needs);
	}
	if (chance_is(chance, 100)) {
		row_text(&tables->walkarounds, team);
		row_whole(&tables->walkarounds, at);
		row_text(&tables->walkarounds, id);
		row_end(&tables->walkarounds);
		row_text(&tables->concerns, team);
		row_whole(&tables->concerns, at + HOUR);
		row_text(&tables->concerns, "Two alarms for one thing");
		row_text(&tables->concerns, id);
		row_text(&tables->concerns, id);
		row_end_of(&tables->concerns, chance, at + HOUR, 25);
		row_end(&tables->concerns);
	}
	if (chance_is(chance, 250)) {
		row_text(&tables->lessons, team);
		row_whole(&tables->lessons, at);
		row_text(&tables->lessons, "The runbook's second step comes first");
		row_text(&tables->lessons, id);
		row_whole(&tables->lessons, chance_is(chance, 400));
		row_end_of(&tables->lessons, chance, at, 40);
		row_end(&tables->lessons);
	}
}

static void add_work(struct table *table, struct chance *chance, const char *team,
		     const char *id, int64_t at)
{
	static const char *const kinds[4] = {"business", "operations", "engineering",
					     "unplanned"};
	static const char *const aims[5] = {NULL, "risk", "trust", "governance", "empowerment"};
	static const int64_t usual[4] = {120, 50, 45, 35};
	char own[80];

	for (int kind = 0; kind < 4; kind++) {
		snprintf(own, sizeof(own), "%s-%d", id, kind);
		row_text(table, team);
		row_whole(table, at + kind);
		row_text(table, kinds[kind]);
		row_real(table, (double)chance_log_normal(chance, usual[kind] * 2, 300) / 2);
		row_text(table, own);
		row_text(table, aims[chance_below(chance, 5)]);
		row_end(table);
	}
}

static void add_team_week(struct practices *tables, int team, int64_t week)
{
	char id[64], name[TEAM_ID_SIZE];
	struct chance chance;
	int64_t at;

	reference_team_id(name, team);
	snprintf(id, sizeof(id), "%s-%lld", name, (long long)week);
	chance = chance_of("practices", id);
	at = week * WEEK + chance_below(&chance, 6 * DAY);
	if (week % 13 == team % 13)
		add_exercise(&tables->exercises, &chance, name, id, at);
	add_loops(tables, &chance, name, id, at);
	add_work(&tables->works, &chance, name, id, week * WEEK + DAY + 16 * HOUR);
	if (chance_is(&chance, 60)) {
		row_text(&tables->shadowings, name);
		row_whole(&tables->shadowings, at);
		row_real(&tables->shadowings, (double)chance_between(&chance, 1, 6) / 2);
		row_text(&tables->shadowings,
			 chance_is(&chance, 500) ? "to_security" : "from_security");
		row_text(&tables->shadowings, id);
		row_end(&tables->shadowings);
	}
	if (chance_is(&chance, 10)) {
		row_text(&tables->notes, name);
		row_whole(&tables->notes, at);
		row_text(&tables->notes, "Pair on the first deployment of the day");
		row_text(&tables->notes, id);
		row_null(&tables->notes);
		row_end(&tables->notes);
	}
}

static void add_meeting(struct practices *tables, const struct reference *reference,
			int64_t week)
{
	char id[32], team[TEAM_ID_SIZE];
	struct chance chance;
	int64_t rowid;

	snprintf(id, sizeof(id), "M-%lld", (long long)week);
	chance = chance_of("meeting", id);
	row_whole(&tables->meetings, week * WEEK + 5 * DAY + 15 * HOUR);
	row_text(&tables->meetings, id);
	rowid = row_end(&tables->meetings);
	for (int i = 0; i < reference->team_count; i++) {
		if (i > 0 && !chance_is(&chance, 700))
			continue;
		reference_team_id(team, i);
		row_whole(&tables->meeting_teams, rowid);
		row_text(&tables->meeting_teams, team);
		row_end(&tables->meeting_teams);
	}
}

/* Rules of all teams come and go at a pace of one in four weeks, and each is reviewed. */
static void add_rule(struct practices *tables, int64_t week)
{
	char id[32], review[64];
	struct chance chance;
	int64_t at = week * WEEK + 10 * HOUR;

	snprintf(id, sizeof(id), "R-%lld", (long long)week);
	chance = chance_of("rule", id);
	row_text(&tables->rules, "Two people look at each change");
	row_text(&tables->rules, id);
	row_null(&tables->rules);
	row_whole(&tables->rules, at);
	row_end_of(&tables->rules, &chance, at, 500);
	row_whole(&tables->rules, chance_between(&chance, 1, 40));
	row_end(&tables->rules);
	for (int64_t later = at + 20 * WEEK; later < REFERENCE_AS_OF; later += 26 * WEEK) {
		snprintf(review, sizeof(review), "%s-%lld", id, (long long)(later / DAY));
		row_text(&tables->reviews, id);
		row_whole(&tables->reviews, later);
		row_whole(&tables->reviews, chance_is(&chance, 800));
		row_text(&tables->reviews, review);
		row_end(&tables->reviews);
	}
}

void reference_add_practices(const struct reference *reference, sqlite3 *db)
{
	struct practices tables;

	practices_init(&tables, db);
	for (int64_t week = reference->first_week; week < reference->end_week; week++) {
		for (int team = 0; team < reference->team_count; team++)
			add_team_week(&tables, team, week);
		if (week % 2 == 0)
			add_meeting(&tables, reference, week);
		if (week % 4 == 0)
			add_rule(&tables, week);
	}
	practices_release(&tables);
}
