/* The further figures of secure settings, exercises and practices, in words. */
#include <math.h>
#include <string.h>

#include "report/capacity_words.h"
#include "report/wording.h"

static void add_number(struct buffer *buffer, double number, const char *singular,
		       const char *plural)
{
	quantity_add_number(buffer, number);
	buffer_addf(buffer, " %s", number == 1.0 ? singular : plural);
}

/* -- times --------------------------------------------------------------------------------- */

/* "median 14 days until met" */
static bool add_median(struct buffer *buffer, const struct detail *detail)
{
	static const char *const ends[][2] = {
		{"met_median", "met"},
		{"acted_median", "acted on"},
		{"first_report_median", "the first report"},
		{"detect_median", "detected"},
	};

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		if (strcmp(detail->name, ends[i][0]) != 0)
			continue;
		if (isnan(detail->value))
			return true;
		buffer_addf(buffer, "median %s", detail->at_least ? "at least " : "");
		quantity_add_span(buffer, detail->value, WORDING_LINE);
		buffer_addf(buffer, " until %s", ends[i][1]);
		return true;
	}
	return false;
}

/* -- several figures that are said with the first ------------------------------------------ */

static void add_directions(struct buffer *buffer, const struct reading *reading)
{
	double to = reading_detail(reading, "to_security");
	double from = reading_detail(reading, "from_security");

	if (to + from <= 0)
		return;
	if (to > 0) {
		add_number(buffer, to, "day", "days");
		buffer_add_string(buffer, " to security");
	}
	if (to > 0 && from > 0)
		buffer_add_string(buffer, ", ");
	if (from > 0) {
		add_number(buffer, from, "day", "days");
		buffer_add_string(buffer, " from security");
	}
}

static void add_rules(struct buffer *buffer, const struct reading *reading)
{
	if (!reading->n)
		return;
	add_number(buffer, reading_detail(reading, "retired"), "rule retired", "rules retired");
	buffer_add_string(buffer, ", ");
	quantity_add_number(buffer, reading_detail(reading, "added"));
	buffer_add_string(buffer, " added");
}

static void add_hours_a_month(struct buffer *buffer, double hours, const char *what)
{
	if (isnan(hours) || hours <= 0)
		return;
	add_number(buffer, hours, "hour a month", "hours a month");
	buffer_addf(buffer, " %s", what);
}

static void add_confirmed(struct buffer *buffer, const struct reading *reading)
{
	double standing = reading_detail(reading, "standing");

	if (standing <= 0 || reading->state == READING_UNCOLLECTED)
		return;
	quantity_add_number(buffer, reading_detail(reading, "confirmed"));
	buffer_add_string(buffer, " of ");
	add_number(buffer, standing, "standing rule", "standing rules");
	buffer_add_string(buffer, " confirmed to fit the work in the last 180 days");
}

/* "1,467 hours business, 601 operations": those that there are. */
static void add_hours(struct buffer *buffer, const struct reading *reading,
		      const char *const *names, size_t count)
{
	bool is_first = true;

	for (size_t i = 0; i < count; i++) {
		double hours = reading_detail(reading, names[i]);

		if (isnan(hours) || hours <= 0)
			continue;
		if (is_first)
			add_number(buffer, hours, "hour", "hours");
		else {
			buffer_add_string(buffer, ", ");
			quantity_add_number(buffer, hours);
		}
		buffer_addf(buffer, " %s", names[i]);
		is_first = false;
	}
}

static const char *const kinds[] = {"business", "operations", "engineering", "unplanned"};
static const char *const aims[] = {"risk", "trust", "governance", "empowerment"};

/* -- one after the other ------------------------------------------------------------------- */

static void add_count(struct buffer *buffer, double count, const char *singular,
		      const char *plural)
{
	if (count > 0)
		add_number(buffer, count, singular, plural);
}

/* Those that are said with another one, or in the value. */
static bool is_silent(const char *name)
{
	static const char *const silent[] = {
		"checks",    "passing",	   "from_security", "added",
		"confirmed", "operations", "engineering",   "unplanned",
		"trust",     "governance", "empowerment",
	};

	for (size_t i = 0; i < sizeof(silent) / sizeof(silent[0]); i++)
		if (strcmp(name, silent[i]) == 0)
			return true;
	return false;
}

bool practice_add_detail(struct buffer *buffer, const struct reading *reading,
			 const struct detail *detail)
{
	const char *name = detail->name;
	double value = detail->value;

	if (is_silent(name) || add_median(buffer, detail))
		return true;
	if (strcmp(name, "walkarounds") == 0)
		add_count(buffer, value, "walkaround held", "walkarounds held");
	else if (strcmp(name, "went_right") == 0)
		add_count(buffer, value, "learned from what went right",
			  "learned from what went right");
	else if (strcmp(name, "exercises") == 0)
		add_count(buffer, value, "exercise with messages", "exercises with messages");
	else if (strcmp(name, "real") == 0)
		add_count(buffer, value, "real attempt stopped or detected",
			  "real attempts stopped or detected");
	else if (strcmp(name, "to_security") == 0)
		add_directions(buffer, reading);
	else if (strcmp(name, "names_one") == 0)
		buffer_add_string(buffer, value > 0 ? "the YAML names a champion"
						    : "the YAML names no champion yet");
	else if (strcmp(name, "retired") == 0)
		add_rules(buffer, reading);
	else if (strcmp(name, "hours_given_back") == 0)
		add_hours_a_month(buffer, value, "given back");
	else if (strcmp(name, "hours_added") == 0)
		add_hours_a_month(buffer, value, "added");
	else if (strcmp(name, "standing") == 0)
		add_confirmed(buffer, reading);
	else if (strcmp(name, "business") == 0)
		add_hours(buffer, reading, kinds, sizeof(kinds) / sizeof(kinds[0]));
	else if (strcmp(name, "risk") == 0)
		add_hours(buffer, reading, aims, sizeof(aims) / sizeof(aims[0]));
	else
		return false;
	return true;
}

/* -- how a practice is known --------------------------------------------------------------- */

void wording_add_known(struct buffer *buffer, const struct wording *wording,
		       const struct reading *reading)
{
	switch (reading->grade) {
	case EVIDENCE_MEASURED:
		buffer_add_string(buffer, "measured by a tool, newest ");
		break;
	case EVIDENCE_ATTESTED:
		buffer_add_string(buffer, "attested ");
		break;
	case EVIDENCE_EXPIRED:
		buffer_add_string(buffer, "expired: the newest is of ");
		break;
	case EVIDENCE_NONE:
	case EVIDENCE_GRADE_COUNT:
		return;
	}
	wording_add_date(buffer, wording, reading->newest_at, false);
}

/* -- what is not collected yet ------------------------------------------------------------- */

bool reading_is_folded(const struct reading *reading)
{
	return reading->capacity->practice != PRACTICE_NONE &&
	       reading->state == READING_UNCOLLECTED && reading->covered_until == INSTANT_NONE;
}

void wording_add_folded(struct buffer *buffer, const struct reading *readings, size_t count,
			enum wording_form form)
{
	size_t folded = 0;

	for (size_t i = 0; i < count; i++) {
		if (!reading_is_folded(&readings[i]))
			continue;
		if (form != WORDING_CELL)
			buffer_addf(buffer, "%s%s", folded ? ", " : "Not collected yet: ",
				    capacity_title(readings[i].capacity));
		folded++;
	}
	if (folded && form == WORDING_CELL)
		quantity_add_counted(buffer, folded,
				     "more is not collected yet; C says how it begins.",
				     "more are not collected yet; C says how they begin.");
	else if (folded)
		buffer_add_string(buffer, "; aplomb-capacities(7) says how to begin.");
}
