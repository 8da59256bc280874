#include "export/json.h"

#include <math.h>
#include <string.h>

#include "export/figure.h"
#include "export/json_write.h"
#include "report/facts.h"
#include "report/wording.h"

static void add_key_numbers(struct buffer *out, const char *key, const double *values,
			    size_t count)
{
	json_add_key(out, key);
	buffer_add_char(out, '[');
	for (size_t i = 0; i < count; i++) {
		if (i)
			buffer_add_char(out, ',');
		json_add_number(out, values[i], FIGURE_DIGITS);
	}
	buffer_add_char(out, ']');
}

static void add_excluded(struct buffer *out, const struct reading *reading)
{
	json_add_key(out, "excluded");
	buffer_add_char(out, '[');
	for (size_t i = 0; i < reading->excluded_count; i++) {
		buffer_add_string(out, i ? ",{" : "{");
		json_add_key_text(out, "reason", reading->excluded[i].reason);
		json_add_key_number(out, "n", (double)reading->excluded[i].count);
		buffer_add_char(out, '}');
	}
	buffer_add_char(out, ']');
}

static void add_interval(struct buffer *out, const struct reading *reading)
{
	json_add_key(out, "interval");
	if (!reading->has_interval) {
		buffer_add_string(out, "null");
		return;
	}
	buffer_add_char(out, '[');
	json_add_number(out, reading->interval.low, ESTIMATE_DIGITS);
	buffer_add_char(out, ',');
	json_add_number(out, reading->interval.high, ESTIMATE_DIGITS);
	buffer_add_char(out, ']');
}

/* A day number is a date of its own, in any zone. */
static void add_review(struct buffer *out, const struct goal *goal)
{
	struct civil civil = zone_civil(&zone_utc, goal->review_day * SECONDS_PER_DAY);

	json_add_key(out, "review");
	if (goal->has_review)
		buffer_addf(out, "\"%04d-%02d-%02d\"", civil.year, civil.month, civil.day);
	else
		buffer_add_string(out, "null");
}

void json_add_goal(struct buffer *out, const struct reading *reading)
{
	json_add_key(out, "goal");
	if (!reading->goal) {
		buffer_add_string(out, "null");
		return;
	}
	buffer_add_char(out, '{');
	json_add_key_number(out, "value", reading->goal->value);
	json_add_key_word(out, "met",
			  reading->goal_met == GOAL_UNKNOWN
				  ? "null"
				  : truth_name(reading->goal_met == GOAL_MET));
	add_review(out, reading->goal);
	buffer_add_char(out, '}');
}

static void add_bands(struct buffer *out, const struct reading *reading)
{
	const char *comma = "";

	json_add_key(out, "bands");
	if (!reading->has_bands) {
		buffer_add_string(out, "null");
		return;
	}
	buffer_add_char(out, '[');
	for (unsigned i = 0; i < BAND_COUNT; i++) {
		if (!(reading->bands & 1U << i))
			continue;
		buffer_addf(out, "%s\"%s\"", comma, band_names[i]);
		comma = ",";
	}
	buffer_add_char(out, ']');
}

static void add_previous(struct buffer *out, const struct reading *reading)
{
	json_add_key(out, "previous");
	buffer_add_char(out, '{');
	json_add_key_text(out, "state", reading_state_names[reading->previous.state]);
	json_add_key_number(out, "value", reading->previous.value);
	json_add_key_number(out, "n", (double)reading->previous.n);
	buffer_add_char(out, '}');
}

static void add_change(struct buffer *out, const struct reading *reading)
{
	json_add_key_text(out, "change", verdict_names[reading->change]);
	json_add_key(out, "test");
	if (!reading->test) {
		buffer_add_string(out, "null");
		return;
	}
	buffer_add_char(out, '{');
	json_add_key_text(out, "name", reading->test);
	json_add_key(out, "p");
	json_add_number(out, reading->test_p, ESTIMATE_DIGITS);
	json_add_key(out, "n");
	buffer_addf(out, "[%zu,%zu]}", reading->test_n[0], reading->test_n[1]);
}

static void add_usual(struct buffer *out, bool has_usual, const struct process_limits *usual)
{
	json_add_key(out, "usual");
	if (!has_usual) {
		buffer_add_string(out, "null");
		return;
	}
	buffer_add_char(out, '{');
	json_add_key_number(out, "low", usual->low);
	json_add_key_number(out, "mean", usual->mean);
	json_add_key_number(out, "high", usual->high);
	buffer_add_char(out, '}');
}

/* There is at most one: the weeks that a window ends with. */
static void add_shifts(struct buffer *out, const struct reading *reading)
{
	const struct reading_shift *shift = &reading->shift;

	json_add_key(out, "shifts");
	if (shift->side == 0) {
		buffer_add_string(out, "[]");
		return;
	}
	buffer_add_string(out, "[{");
	json_add_key_instant(out, "since", shift->begin);
	json_add_key_text(out, "side", shift->side > 0 ? "above" : "below");
	json_add_key_number(out, "weeks", (double)shift->week_count);
	json_add_key_number(out, "median", shift->median);
	add_usual(out, shift->has_usual, &shift->usual);
	buffer_add_string(out, "}]");
}

static void add_slo(struct buffer *out, const struct slo_reading *reading)
{
	buffer_add_char(out, '{');
	json_add_key_text(out, "service", reading->service->id);
	json_add_key_text(out, "id", reading->slo->id);
	json_add_key_number(out, "target", share_value(reading->slo->target));
	json_add_key_number(out, "attained", reading->attained);
	json_add_key_number(out, "budget_left", reading->budget_left);
	json_add_key_number(out, "good", reading->good);
	json_add_key_number(out, "total", reading->total);
	json_add_key_word(out, "kept",
			  reading->has_data ? truth_name(reading->is_kept) : "null");
	buffer_add_char(out, '}');
}

static void add_details(struct buffer *out, const struct reading *reading)
{
	json_add_key(out, "details");
	buffer_add_char(out, '{');
	for (size_t i = 0; i < reading->detail_count; i++)
		json_add_key_number(out, reading->details[i].name, reading->details[i].value);
	if (strcmp(reading->capacity->id, "slo_attainment") == 0) {
		json_add_key(out, "slos");
		buffer_add_char(out, '[');
		for (size_t i = 0; i < reading->slo_count; i++) {
			if (i)
				buffer_add_char(out, ',');
			add_slo(out, &reading->slos[i]);
		}
		buffer_add_char(out, ']');
	}
	buffer_add_char(out, '}');
}

static void add_reading(struct buffer *out, const struct reading *reading)
{
	buffer_add_char(out, '{');
	json_add_key_text(out, "id", reading->capacity->id);
	json_add_key_text(out, "state", reading_state_names[reading->state]);
	json_add_key_number(out, "value", reading->value);
	json_add_key_text(out, "unit", unit_name(reading->capacity->unit));
	json_add_key_number(out, "n", (double)reading->n);
	add_excluded(out, reading);
	add_interval(out, reading);
	json_add_key_word(out, "at_least", truth_name(reading->at_least));
	json_add_key_instant(out, "covered_until", reading->covered_until);
	json_add_key_text(out, "evidence_grade", evidence_grade_names[reading->grade]);
	json_add_key_instant(out, "evidence_newest", reading->newest_at);
	json_add_goal(out, reading);
	add_bands(out, reading);
	add_previous(out, reading);
	add_change(out, reading);
	add_key_numbers(out, "weekly", reading->weekly, reading->week_count);
	add_usual(out, reading->has_usual, &reading->usual);
	add_details(out, reading);
	add_shifts(out, reading);
	buffer_add_char(out, '}');
}

static void add_readings(struct buffer *out, const struct reading *readings, size_t count,
			 const char *indent)
{
	json_add_key(out, "capacities");
	buffer_add_char(out, '[');
	for (size_t i = 0; i < count; i++) {
		buffer_addf(out, "%s\n%s", i ? "," : "", indent);
		add_reading(out, &readings[i]);
	}
	buffer_add_char(out, ']');
}

static void add_invest(struct buffer *out, const struct wording *wording,
		       const struct team_card *card)
{
	struct buffer question;

	json_add_key(out, "invest");
	buffer_add_char(out, '{');
	json_add_key_text(out, "mode", invest_mode_names[card->invest]);
	json_add_key(out, "because");
	buffer_add_char(out, '[');
	for (size_t i = 0; i < card->because_count; i++) {
		if (i)
			buffer_add_char(out, ',');
		json_add_text(out, card->because[i]->id);
	}
	buffer_add_char(out, ']');
	buffer_init(&question);
	invest_add_question(&question, wording, card);
	json_add_key_text(out, "question", question.bytes);
	buffer_release(&question);
	buffer_add_char(out, '}');
}

static void add_service(struct buffer *out, const struct service_card *card)
{
	buffer_add_char(out, '{');
	json_add_key_text(out, "id", card->service->id);
	json_add_key_text(out, "name", card->service->name);
	add_readings(out, card->readings, card->reading_count, "    ");
	buffer_add_char(out, '}');
}

/* Those of the window, as the other snapshots show them. */
static void add_notes(struct buffer *out, const struct wording *wording,
		      const struct notes *notes, const char *team)
{
	const struct note *note;
	const char *comma = "";
	size_t from = 0;

	json_add_key(out, "notes");
	buffer_add_char(out, '[');
	while ((note = notes_next(notes, team, NULL, window_begin(wording), &from))) {
		buffer_addf(out, "%s\n  {", comma);
		json_add_key_instant(out, "at", note->at);
		json_add_key_text(out, "capacity", *note->capacity ? note->capacity : NULL);
		json_add_key_text(out, "text", note->text);
		buffer_add_char(out, '}');
		comma = ",";
	}
	buffer_add_char(out, ']');
}

static void add_team(struct buffer *out, const struct scorecard *scorecard,
		     const struct wording *wording, const struct team_card *card)
{
	const struct team *team = card->team;
	const char *group = team->group == CATALOG_NO_GROUP
				    ? NULL
				    : scorecard->catalog->groups[team->group].id;

	buffer_add_char(out, '{');
	json_add_key_text(out, "id", team->id);
	json_add_key_text(out, "name", team->name);
	json_add_key_text(out, "group", group);
	json_add_key_text(out, "purpose", team->purpose);
	json_add_key_text(out, "champion", team->champion);
	add_invest(out, wording, card);
	add_readings(out, card->readings, card->reading_count, "  ");
	json_add_key(out, "services");
	buffer_add_char(out, '[');
	for (size_t i = 0; i < card->service_count; i++) {
		buffer_add_string(out, i ? ",\n  " : "\n  ");
		add_service(out, &card->services[i]);
	}
	buffer_add_char(out, ']');
	add_notes(out, wording, &scorecard->notes, team->id);
	buffer_add_char(out, '}');
}

/* null: a snapshot of some of the teams tells nothing of all. */
static void add_goals(struct buffer *out, const struct scorecard *scorecard, bool is_of_all)
{
	json_add_key(out, "goals");
	if (!is_of_all) {
		buffer_add_string(out, "null");
		return;
	}
	buffer_add_char(out, '[');
	for (size_t i = 0; i < scorecard->goal_count; i++) {
		const struct goal_count *counted = &scorecard->goals[i];

		buffer_add_string(out, i ? ",\n {" : "\n {");
		json_add_key_text(out, "capacity", counted->capacity->id);
		json_add_key_number(out, "value", counted->goal->value);
		json_add_key_text(out, "unit", unit_name(counted->capacity->unit));
		json_add_key_number(out, "within_seconds",
				    counted->goal->within_seconds
					    ? (double)counted->goal->within_seconds
					    : VALUE_NONE);
		add_review(out, counted->goal);
		json_add_key_number(out, "teams", (double)counted->teams);
		json_add_key_number(out, "measured", (double)counted->measured);
		json_add_key_number(out, "met", (double)counted->met);
		json_add_key_number(out, "own", (double)counted->own);
		buffer_add_char(out, '}');
	}
	buffer_add_char(out, ']');
}

void json_write_snapshot(struct buffer *buffer, const struct scorecard *scorecard,
			 const struct team_card *const *teams, size_t team_count,
			 const char *version)
{
	struct wording wording = wording_of(scorecard, false);

	json_begin(buffer, scorecard, version);
	json_add_key(buffer, "teams");
	buffer_add_char(buffer, '[');
	for (size_t i = 0; i < team_count; i++) {
		buffer_add_string(buffer, i ? ",\n " : "\n ");
		add_team(buffer, scorecard, &wording, teams[i]);
	}
	buffer_add_char(buffer, ']');
	add_goals(buffer, scorecard, team_count == scorecard->team_count);
	buffer_add_string(buffer, "}\n");
}
