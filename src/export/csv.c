#include "export/csv.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "export/figure.h"

/* A row is of one of these: whose reading it is, and what all rows say alike. */
struct csv_row {
	const struct scorecard *scorecard;
	const char *version;
	const struct team *team;
	const struct service *service; /* NULL: the team's own */
	const struct reading *reading;
};

void csv_add_text(struct buffer *buffer, const char *text)
{
	struct buffer cell;

	if (!text)
		return;
	buffer_init(&cell);
	if (text_is_formula(text))
		buffer_add_char(&cell, '\'');
	text_add_visible(&cell, text, strlen(text));
	if (strpbrk(cell.bytes, ",\"")) {
		buffer_add_char(buffer, '"');
		for (const char *c = cell.bytes; *c; c++) {
			if (*c == '"')
				buffer_add_char(buffer, '"');
			buffer_add_char(buffer, *c);
		}
		buffer_add_char(buffer, '"');
	} else {
		buffer_add_string(buffer, cell.bytes);
	}
	buffer_release(&cell);
}

static void add_number(struct buffer *out, double value, int digits)
{
	if (isfinite(value))
		figure_add(out, value, digits);
}

static void add_instant(struct buffer *out, instant at)
{
	char text[INSTANT_TEXT_BYTES];

	if (at != INSTANT_NONE)
		buffer_add_string(out, instant_format(at, text));
}

/* -- one function a column ----------------------------------------------------------------- */

static void add_team(struct buffer *out, const struct csv_row *row)
{
	csv_add_text(out, row->team->id);
}

static void add_team_name(struct buffer *out, const struct csv_row *row)
{
	csv_add_text(out, row->team->name);
}

static void add_group(struct buffer *out, const struct csv_row *row)
{
	if (row->team->group != CATALOG_NO_GROUP)
		csv_add_text(out, row->scorecard->catalog->groups[row->team->group].id);
}

static void add_service(struct buffer *out, const struct csv_row *row)
{
	csv_add_text(out, row->service ? row->service->id : NULL);
}

static void add_service_name(struct buffer *out, const struct csv_row *row)
{
	csv_add_text(out, row->service ? row->service->name : NULL);
}

static void add_capacity(struct buffer *out, const struct csv_row *row)
{
	buffer_add_string(out, row->reading->capacity->id);
}

static void add_state(struct buffer *out, const struct csv_row *row)
{
	buffer_add_string(out, reading_state_names[row->reading->state]);
}

static void add_value(struct buffer *out, const struct csv_row *row)
{
	add_number(out, row->reading->value, FIGURE_DIGITS);
}

static void add_unit(struct buffer *out, const struct csv_row *row)
{
	buffer_add_string(out, unit_name(row->reading->capacity->unit));
}

static void add_n(struct buffer *out, const struct csv_row *row)
{
	buffer_addf(out, "%zu", row->reading->n);
}

static void add_interval_low(struct buffer *out, const struct csv_row *row)
{
	if (row->reading->has_interval)
		add_number(out, row->reading->interval.low, ESTIMATE_DIGITS);
}

static void add_interval_high(struct buffer *out, const struct csv_row *row)
{
	if (row->reading->has_interval)
		add_number(out, row->reading->interval.high, ESTIMATE_DIGITS);
}

static void add_at_least(struct buffer *out, const struct csv_row *row)
{
	buffer_add_string(out, truth_name(row->reading->at_least));
}

static void add_covered_until(struct buffer *out, const struct csv_row *row)
{
	add_instant(out, row->reading->covered_until);
}

static void add_goal(struct buffer *out, const struct csv_row *row)
{
	if (row->reading->goal)
		add_number(out, row->reading->goal->value, FIGURE_DIGITS);
}

static void add_goal_met(struct buffer *out, const struct csv_row *row)
{
	if (row->reading->goal && row->reading->goal_met != GOAL_UNKNOWN)
		buffer_add_string(out, truth_name(row->reading->goal_met == GOAL_MET));
}

/* "elite;high"; "[]" in no band, as in JSON; nothing where no band applies. */
static void add_bands(struct buffer *out, const struct csv_row *row)
{
	const char *divider = "";

	if (!row->reading->has_bands)
		return;
	if (!row->reading->bands)
		buffer_add_string(out, "[]");
	for (unsigned i = 0; i < BAND_COUNT; i++) {
		if (!(row->reading->bands & 1U << i))
			continue;
		buffer_addf(out, "%s%s", divider, band_names[i]);
		divider = ";";
	}
}

static void add_previous_state(struct buffer *out, const struct csv_row *row)
{
	buffer_add_string(out, reading_state_names[row->reading->previous.state]);
}

static void add_previous_value(struct buffer *out, const struct csv_row *row)
{
	add_number(out, row->reading->previous.value, FIGURE_DIGITS);
}

static void add_previous_n(struct buffer *out, const struct csv_row *row)
{
	buffer_addf(out, "%zu", row->reading->previous.n);
}

static void add_change(struct buffer *out, const struct csv_row *row)
{
	buffer_add_string(out, verdict_names[row->reading->change]);
}

static void add_test(struct buffer *out, const struct csv_row *row)
{
	if (row->reading->test)
		buffer_add_string(out, row->reading->test);
}

static void add_p(struct buffer *out, const struct csv_row *row)
{
	if (row->reading->test)
		add_number(out, row->reading->test_p, ESTIMATE_DIGITS);
}

static void add_usual_low(struct buffer *out, const struct csv_row *row)
{
	if (row->reading->has_usual)
		add_number(out, row->reading->usual.low, FIGURE_DIGITS);
}

static void add_usual_mean(struct buffer *out, const struct csv_row *row)
{
	if (row->reading->has_usual)
		add_number(out, row->reading->usual.mean, FIGURE_DIGITS);
}

static void add_usual_high(struct buffer *out, const struct csv_row *row)
{
	if (row->reading->has_usual)
		add_number(out, row->reading->usual.high, FIGURE_DIGITS);
}

/* "rollback:1;not production:16" */
static void add_excluded(struct buffer *out, const struct csv_row *row)
{
	const struct reading *reading = row->reading;
	struct buffer reasons;

	buffer_init(&reasons);
	for (size_t i = 0; i < reading->excluded_count; i++)
		buffer_addf(&reasons, "%s%s:%zu", i ? ";" : "", reading->excluded[i].reason,
			    reading->excluded[i].count);
	csv_add_text(out, reasons.bytes);
	buffer_release(&reasons);
}

static void add_organization(struct buffer *out, const struct csv_row *row)
{
	csv_add_text(out, row->scorecard->catalog->organization);
}

static void add_as_of(struct buffer *out, const struct csv_row *row)
{
	add_instant(out, row->scorecard->period.as_of);
}

static void add_window_days(struct buffer *out, const struct csv_row *row)
{
	buffer_addf(out, "%d", row->scorecard->period.window_days);
}

static void add_timezone(struct buffer *out, const struct csv_row *row)
{
	csv_add_text(out, row->scorecard->catalog->zone.name);
}

static void add_bands_edition(struct buffer *out, const struct csv_row *row)
{
	buffer_add_string(out, band_edition_name(row->scorecard->period.bands));
}

static void add_version(struct buffer *out, const struct csv_row *row)
{
	csv_add_text(out, row->version);
}

static void add_evidence_grade(struct buffer *out, const struct csv_row *row)
{
	if (row->reading->grade != EVIDENCE_NONE)
		buffer_add_string(out, evidence_grade_names[row->reading->grade]);
}

static void add_evidence_newest(struct buffer *out, const struct csv_row *row)
{
	add_instant(out, row->reading->newest_at);
}

/* The columns, in order. New ones are added at the end. */
static const struct {
	const char *name;
	void (*add)(struct buffer *out, const struct csv_row *row);
} columns[] = {
	{"team", add_team},
	{"team_name", add_team_name},
	{"group", add_group},
	{"service", add_service},
	{"service_name", add_service_name},
	{"capacity", add_capacity},
	{"state", add_state},
	{"value", add_value},
	{"unit", add_unit},
	{"n", add_n},
	{"interval_low", add_interval_low},
	{"interval_high", add_interval_high},
	{"at_least", add_at_least},
	{"covered_until", add_covered_until},
	{"goal", add_goal},
	{"goal_met", add_goal_met},
	{"bands", add_bands},
	{"previous_state", add_previous_state},
	{"previous_value", add_previous_value},
	{"previous_n", add_previous_n},
	{"change", add_change},
	{"test", add_test},
	{"p", add_p},
	{"usual_low", add_usual_low},
	{"usual_mean", add_usual_mean},
	{"usual_high", add_usual_high},
	{"excluded", add_excluded},
	{"organization", add_organization},
	{"as_of", add_as_of},
	{"window_days", add_window_days},
	{"timezone", add_timezone},
	{"bands_edition", add_bands_edition},
	{"version", add_version},
	{"evidence_grade", add_evidence_grade},
	{"evidence_newest", add_evidence_newest},
};
#define COLUMN_COUNT (sizeof(columns) / sizeof(columns[0]))

static void add_rows(struct buffer *out, struct csv_row *row, const struct reading *readings,
		     size_t count)
{
	for (size_t i = 0; i < count; i++) {
		row->reading = &readings[i];
		for (size_t column = 0; column < COLUMN_COUNT; column++) {
			if (column)
				buffer_add_char(out, ',');
			columns[column].add(out, row);
		}
		buffer_add_string(out, "\r\n");
	}
}

void csv_write_snapshot(struct buffer *buffer, const struct scorecard *scorecard,
			const struct team_card *const *teams, size_t team_count,
			const char *version)
{
	struct csv_row row = {.scorecard = scorecard, .version = version};

	for (size_t column = 0; column < COLUMN_COUNT; column++)
		buffer_addf(buffer, "%s%s", column ? "," : "", columns[column].name);
	buffer_add_string(buffer, "\r\n");
	for (size_t i = 0; i < team_count; i++) {
		const struct team_card *card = teams[i];

		row.team = card->team;
		row.service = NULL;
		add_rows(buffer, &row, card->readings, card->reading_count);
		for (size_t j = 0; j < card->service_count; j++) {
			row.service = card->services[j].service;
			add_rows(buffer, &row, card->services[j].readings,
				 card->services[j].reading_count);
		}
	}
}
