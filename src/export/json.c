#include "export/json.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "export/figure.h"
#include "report/facts.h"
#include "report/wording.h"

#define SCHEMA_VERSION 1
static void add_text(struct buffer *out, const char *text)
{
	struct buffer visible;

	if (!text) {
		buffer_add_string(out, "null");
		return;
	}
	buffer_init(&visible);
	text_add_visible(&visible, text, strlen(text));
	buffer_add_char(out, '"');
	for (size_t i = 0; i < visible.length_bytes; i++) {
		if (visible.bytes[i] == '"' || visible.bytes[i] == '\\')
			buffer_add_char(out, '\\');
		buffer_add_char(out, visible.bytes[i]);
	}
	buffer_add_char(out, '"');
	buffer_release(&visible);
}

/* "key":, with a comma before it unless it is the first of its object. */
static void add_key(struct buffer *out, const char *key)
{
	if (out->length_bytes && out->bytes[out->length_bytes - 1] != '{')
		buffer_add_char(out, ',');
	buffer_addf(out, "\"%s\":", key);
}

static void add_number(struct buffer *out, double value, int digits)
{
	if (!isfinite(value))
		buffer_add_string(out, "null");
	else
		figure_add(out, value, digits);
}

static void add_key_number(struct buffer *out, const char *key, double value)
{
	add_key(out, key);
	add_number(out, value, FIGURE_DIGITS);
}

static void add_key_text(struct buffer *out, const char *key, const char *text)
{
	add_key(out, key);
	add_text(out, text);
}

static void add_key_word(struct buffer *out, const char *key, const char *word)
{
	add_key(out, key);
	buffer_add_string(out, word);
}

static void add_key_instant(struct buffer *out, const char *key, instant at)
{
	char text[INSTANT_TEXT_BYTES];

	add_key_text(out, key, at == INSTANT_NONE ? NULL : instant_format(at, text));
}

static void add_key_numbers(struct buffer *out, const char *key, const double *values,
			    size_t count)
{
	add_key(out, key);
	buffer_add_char(out, '[');
	for (size_t i = 0; i < count; i++) {
		if (i)
			buffer_add_char(out, ',');
		add_number(out, values[i], FIGURE_DIGITS);
	}
	buffer_add_char(out, ']');
}

static void add_excluded(struct buffer *out, const struct reading *reading)
{
	add_key(out, "excluded");
	buffer_add_char(out, '[');
	for (size_t i = 0; i < reading->excluded_count; i++) {
		buffer_add_string(out, i ? ",{" : "{");
		add_key_text(out, "reason", reading->excluded[i].reason);
		add_key_number(out, "n", (double)reading->excluded[i].count);
		buffer_add_char(out, '}');
	}
	buffer_add_char(out, ']');
}

static void add_interval(struct buffer *out, const struct reading *reading)
{
	add_key(out, "interval");
	if (!reading->has_interval) {
		buffer_add_string(out, "null");
		return;
	}
	buffer_add_char(out, '[');
	add_number(out, reading->interval.low, ESTIMATE_DIGITS);
	buffer_add_char(out, ',');
	add_number(out, reading->interval.high, ESTIMATE_DIGITS);
	buffer_add_char(out, ']');
}

/* A day number is a date of its own, in any zone. */
static void add_review(struct buffer *out, const struct goal *goal)
{
	struct civil civil = zone_civil(&zone_utc, goal->review_day * SECONDS_PER_DAY);

	add_key(out, "review");
	if (goal->has_review)
		buffer_addf(out, "\"%04d-%02d-%02d\"", civil.year, civil.month, civil.day);
	else
		buffer_add_string(out, "null");
}

static void add_goal(struct buffer *out, const struct reading *reading)
{
	add_key(out, "goal");
	if (!reading->goal) {
		buffer_add_string(out, "null");
		return;
	}
	buffer_add_char(out, '{');
	add_key_number(out, "value", reading->goal->value);
	add_key_word(out, "met",
		     reading->goal_met == GOAL_UNKNOWN
			     ? "null"
			     : truth_name(reading->goal_met == GOAL_MET));
	add_review(out, reading->goal);
	buffer_add_char(out, '}');
}

static void add_bands(struct buffer *out, const struct reading *reading)
{
	const char *comma = "";

	add_key(out, "bands");
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
	add_key(out, "previous");
	buffer_add_char(out, '{');
	add_key_text(out, "state", reading_state_names[reading->previous.state]);
	add_key_number(out, "value", reading->previous.value);
	add_key_number(out, "n", (double)reading->previous.n);
	buffer_add_char(out, '}');
}

static void add_change(struct buffer *out, const struct reading *reading)
{
	add_key_text(out, "change", verdict_names[reading->change]);
	add_key(out, "test");
	if (!reading->test) {
		buffer_add_string(out, "null");
		return;
	}
	buffer_add_char(out, '{');
	add_key_text(out, "name", reading->test);
	add_key(out, "p");
	add_number(out, reading->test_p, ESTIMATE_DIGITS);
	add_key(out, "n");
	buffer_addf(out, "[%zu,%zu]}", reading->test_n[0], reading->test_n[1]);
}

static void add_usual(struct buffer *out, bool has_usual, const struct process_limits *usual)
{
	add_key(out, "usual");
	if (!has_usual) {
		buffer_add_string(out, "null");
		return;
	}
	buffer_add_char(out, '{');
	add_key_number(out, "low", usual->low);
	add_key_number(out, "mean", usual->mean);
	add_key_number(out, "high", usual->high);
	buffer_add_char(out, '}');
}

/* There is at most one: the weeks that a window ends with. */
static void add_shifts(struct buffer *out, const struct reading *reading)
{
	const struct reading_shift *shift = &reading->shift;

	add_key(out, "shifts");
	if (shift->side == 0) {
		buffer_add_string(out, "[]");
		return;
	}
	buffer_add_string(out, "[{");
	add_key_instant(out, "since", shift->begin);
	add_key_text(out, "side", shift->side > 0 ? "above" : "below");
	add_key_number(out, "weeks", (double)shift->week_count);
	add_key_number(out, "median", shift->median);
	add_usual(out, shift->has_usual, &shift->usual);
	buffer_add_string(out, "}]");
}

static void add_slo(struct buffer *out, const struct slo_reading *reading)
{
	buffer_add_char(out, '{');
	add_key_text(out, "service", reading->service->id);
	add_key_text(out, "id", reading->slo->id);
	add_key_number(out, "target", share_value(reading->slo->target));
	add_key_number(out, "attained", reading->attained);
	add_key_number(out, "budget_left", reading->budget_left);
	add_key_number(out, "good", reading->good);
	add_key_number(out, "total", reading->total);
	add_key_word(out, "kept", reading->has_data ? truth_name(reading->is_kept) : "null");
	buffer_add_char(out, '}');
}

static void add_details(struct buffer *out, const struct reading *reading)
{
	add_key(out, "details");
	buffer_add_char(out, '{');
	for (size_t i = 0; i < reading->detail_count; i++)
		add_key_number(out, reading->details[i].name, reading->details[i].value);
	if (strcmp(reading->capacity->id, "slo_attainment") == 0) {
		add_key(out, "slos");
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
	add_key_text(out, "id", reading->capacity->id);
	add_key_text(out, "state", reading_state_names[reading->state]);
	add_key_number(out, "value", reading->value);
	add_key_text(out, "unit", unit_name(reading->capacity->unit));
	add_key_number(out, "n", (double)reading->n);
	add_excluded(out, reading);
	add_interval(out, reading);
	add_key_word(out, "at_least", truth_name(reading->at_least));
	add_key_instant(out, "covered_until", reading->covered_until);
	add_key_text(out, "evidence_grade", evidence_grade_names[reading->grade]);
	add_key_instant(out, "evidence_newest", reading->newest_at);
	add_goal(out, reading);
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
	add_key(out, "capacities");
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

	add_key(out, "invest");
	buffer_add_char(out, '{');
	add_key_text(out, "mode", invest_mode_names[card->invest]);
	add_key(out, "because");
	buffer_add_char(out, '[');
	for (size_t i = 0; i < card->because_count; i++) {
		if (i)
			buffer_add_char(out, ',');
		add_text(out, card->because[i]->id);
	}
	buffer_add_char(out, ']');
	buffer_init(&question);
	invest_add_question(&question, wording, card);
	add_key_text(out, "question", question.bytes);
	buffer_release(&question);
	buffer_add_char(out, '}');
}

static void add_service(struct buffer *out, const struct service_card *card)
{
	buffer_add_char(out, '{');
	add_key_text(out, "id", card->service->id);
	add_key_text(out, "name", card->service->name);
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

	add_key(out, "notes");
	buffer_add_char(out, '[');
	while ((note = notes_next(notes, team, NULL, window_begin(wording), &from))) {
		buffer_addf(out, "%s\n  {", comma);
		add_key_instant(out, "at", note->at);
		add_key_text(out, "capacity", *note->capacity ? note->capacity : NULL);
		add_key_text(out, "text", note->text);
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
	add_key_text(out, "id", team->id);
	add_key_text(out, "name", team->name);
	add_key_text(out, "group", group);
	add_key_text(out, "purpose", team->purpose);
	add_key_text(out, "champion", team->champion);
	add_invest(out, wording, card);
	add_readings(out, card->readings, card->reading_count, "  ");
	add_key(out, "services");
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
	add_key(out, "goals");
	if (!is_of_all) {
		buffer_add_string(out, "null");
		return;
	}
	buffer_add_char(out, '[');
	for (size_t i = 0; i < scorecard->goal_count; i++) {
		const struct goal_count *counted = &scorecard->goals[i];

		buffer_add_string(out, i ? ",\n {" : "\n {");
		add_key_text(out, "capacity", counted->capacity->id);
		add_key_number(out, "value", counted->goal->value);
		add_key_text(out, "unit", unit_name(counted->capacity->unit));
		add_key_number(out, "within_seconds",
			       counted->goal->within_seconds
				       ? (double)counted->goal->within_seconds
				       : VALUE_NONE);
		add_review(out, counted->goal);
		add_key_number(out, "teams", (double)counted->teams);
		add_key_number(out, "measured", (double)counted->measured);
		add_key_number(out, "met", (double)counted->met);
		add_key_number(out, "own", (double)counted->own);
		buffer_add_char(out, '}');
	}
	buffer_add_char(out, ']');
}

void json_write_snapshot(struct buffer *buffer, const struct scorecard *scorecard,
			 const struct team_card *const *teams, size_t team_count,
			 const char *version)
{
	struct wording wording = wording_of(scorecard, false);

	buffer_add_char(buffer, '{');
	add_key_text(buffer, "aplomb", version);
	add_key_number(buffer, "schema_version", SCHEMA_VERSION);
	add_key_text(buffer, "organization", scorecard->catalog->organization);
	add_key_instant(buffer, "as_of", scorecard->period.as_of);
	add_key_number(buffer, "window_days", scorecard->period.window_days);
	add_key_text(buffer, "timezone", scorecard->catalog->zone.name);
	add_key_text(buffer, "bands_edition", band_edition_name(scorecard->period.bands));
	add_key(buffer, "teams");
	buffer_add_char(buffer, '[');
	for (size_t i = 0; i < team_count; i++) {
		buffer_add_string(buffer, i ? ",\n " : "\n ");
		add_team(buffer, scorecard, &wording, teams[i]);
	}
	buffer_add_char(buffer, ']');
	add_goals(buffer, scorecard, team_count == scorecard->team_count);
	buffer_add_string(buffer, "}\n");
}
