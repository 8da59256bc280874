#include "report/practised_words.h"

#include "report/capacity_words.h"

static const struct practised_words {
	const char *title, *what;
	const char *uncollected; /* where no capacity's words say it */
} rows[PRACTISED_COUNT] = {
	[PRACTISED_NEEDS] = {"Needs", "a need asked for or met", NULL},
	[PRACTISED_WALKAROUNDS] = {"Walkarounds", "a leader's walkaround held", NULL},
	[PRACTISED_CONCERNS] = {"Concerns", "a concern raised or acted on", NULL},
	[PRACTISED_LESSONS] = {"Lessons", "a lesson learned or acted on", NULL},
	[PRACTISED_SHADOWING] = {"Shadowing", "days of shadowing, to security or from it",
				 NULL},
	[PRACTISED_MEETINGS] = {"Meetings", "a champions' meeting with the team at the table",
				NULL},
	[PRACTISED_RULES] = {"Rules", "a rule that binds the team added, retired or reviewed",
			     NULL},
	[PRACTISED_EXERCISES] = {"Exercises", "an exercise held", NULL},
	[PRACTISED_WORK] = {"Work", "hours of work written down by kind", NULL},
	[PRACTISED_NOTES] = {"Notes", "a note of what helped",
			     "Not collected yet: recording notes of what helped begins it."},
};

const char *practised_title(enum practised practised)
{
	return rows[practised].title;
}

const char *practised_what(enum practised practised)
{
	return rows[practised].what;
}

/* -- months -------------------------------------------------------------------------------- */

const char *practice_month_glyph(enum practice_month month, bool is_ascii)
{
	static const char *const glyphs[2][PRACTICE_MONTH_STATE_COUNT] = {
		{[PRACTICE_UNCOLLECTED] = " ",
		 [PRACTICE_QUIET] = "·",
		 [PRACTICE_DONE] = "●",
		 [PRACTICE_FIRST] = "◉"},
		{[PRACTICE_UNCOLLECTED] = " ",
		 [PRACTICE_QUIET] = ".",
		 [PRACTICE_DONE] = "o",
		 [PRACTICE_FIRST] = "O"},
	};

	return glyphs[is_ascii][month];
}

const char *practice_month_word(enum practice_month month)
{
	switch (month) {
	case PRACTICE_FIRST:
		return "first on record";
	case PRACTICE_DONE:
		return "done";
	case PRACTICE_QUIET:
		return "nothing happened";
	case PRACTICE_UNCOLLECTED:
	case PRACTICE_MONTH_STATE_COUNT:
		break;
	}
	return "not collected";
}

void practice_months_add_legend(struct buffer *buffer, bool is_ascii)
{
	for (int month = PRACTICE_FIRST; month > PRACTICE_UNCOLLECTED; month--)
		buffer_addf(buffer, "%s %s   ",
			    practice_month_glyph((enum practice_month)month, is_ascii),
			    practice_month_word((enum practice_month)month));
	buffer_addf(buffer, "blank: %s", practice_month_word(PRACTICE_UNCOLLECTED));
}

/* -- one practice of one team ---------------------------------------------------------------
 */

static void add_month(struct buffer *buffer, const struct wording *wording, instant at)
{
	struct civil civil = zone_civil(wording->zone, at);

	buffer_addf(buffer, "%s %d", month_name(civil.month), civil.year);
}

static size_t months_done(const struct practice_record *record, size_t months,
			  size_t *collected)
{
	size_t done = 0;

	*collected = 0;
	for (size_t i = PRACTICE_MONTHS - months; i < PRACTICE_MONTHS; i++) {
		done += record->months[i] >= PRACTICE_DONE;
		*collected += record->months[i] > PRACTICE_UNCOLLECTED;
	}
	return done;
}

static void add_months(struct buffer *buffer, const struct practice_record *record,
		       size_t months)
{
	size_t collected;
	size_t done = months_done(record, months, &collected);

	if (done == 0)
		buffer_add_string(buffer, "in none of the ");
	else if (done == collected && done > 1)
		buffer_add_string(buffer, "in each of the ");
	else
		buffer_addf(buffer, "in %zu of the ", done);
	if (collected == months) {
		buffer_add_string(buffer, "last ");
		quantity_add_counted(buffer, months, "month", "months");
	} else {
		quantity_add_counted(buffer, collected, "month", "months");
		buffer_add_string(buffer, " collected of the last ");
		quantity_add_count(buffer, months);
	}
}

void practised_add_sentence(struct buffer *buffer, const struct wording *wording,
			    enum practised practised, const struct practice_record *record,
			    const struct reading *reading, size_t months)
{
	size_t collected;

	months_done(record, months, &collected);
	buffer_addf(buffer, "%s: ", practised_title(practised));
	if (record->count == 0 && collected == 0) {
		size_t start = buffer->length_bytes;

		buffer_add_string(buffer,
				  reading ? capacity_words(reading->capacity)->uncollected
					  : rows[practised].uncollected);
		/* It goes on after the title. */
		if (buffer->length_bytes > start && buffer->bytes[start] == 'N')
			buffer->bytes[start] = 'n';
		return;
	}
	if (collected)
		add_months(buffer, record, months);
	else
		buffer_add_string(buffer, "not collected in the months shown");
	if (record->count) {
		buffer_add_string(buffer, ", first in ");
		add_month(buffer, wording, record->at[0]);
	}
	if (reading && reading->grade != EVIDENCE_NONE) {
		buffer_add_string(buffer, "; ");
		wording_add_known(buffer, wording, reading);
	}
	buffer_add_char(buffer, '.');
}

/* As wording_add_known(), short. */
static void add_grade(struct buffer *buffer, const struct wording *wording,
		      const struct reading *reading)
{
	buffer_add_string(buffer, reading->grade == EVIDENCE_MEASURED	? "by a tool, "
				  : reading->grade == EVIDENCE_ATTESTED ? "attested "
									: "expired ");
	wording_add_date(buffer, wording, reading->newest_at, false);
}

void practised_add_known(struct buffer *buffer, const struct wording *wording,
			 const struct practice_record *record, const struct reading *reading,
			 enum wording_form form)
{
	if (reading && reading->grade != EVIDENCE_NONE && form == WORDING_CELL) {
		add_grade(buffer, wording, reading);
	} else if (reading && reading->grade != EVIDENCE_NONE) {
		wording_add_known(buffer, wording, reading);
	} else if (record->count) {
		buffer_add_string(buffer, "newest ");
		wording_add_date(buffer, wording, record->at[record->count - 1], false);
	} else if (record->months[PRACTICE_MONTHS - 1] == PRACTICE_UNCOLLECTED) {
		buffer_add_string(buffer, practice_month_word(PRACTICE_UNCOLLECTED));
	}
}

void practised_add_mark(struct buffer *buffer, enum practised practised)
{
	buffer_addf(buffer, "Each mark: a month with %s.", rows[practised].what);
}

void practices_add_month_head(struct buffer *buffer, struct civil month)
{
	if (month.month == 1)
		buffer_addf(buffer, "%d", month.year);
	else
		buffer_add_string(buffer, month_name(month.month));
}

void practices_add_period(struct buffer *buffer, const struct wording *wording, bool is_long)
{
	buffer_add_string(buffer, is_long ? "by month to " : "to ");
	wording_add_date(buffer, wording, wording->period.as_of - 1, true);
}

const char *practised_beside_words(void)
{
	return "Practices over the same time: an association, not a cause.";
}
