/*
 * Numbers for people: counts, rates, spans of time, shares.
 *
 * Rule: rounded for reading (two significant digits below 10, none above), never to a zero that
 * is not one, and always ASCII. Exact figures are for the JSON export alone.
 */
#ifndef APLOMB_REPORT_QUANTITY_H
#define APLOMB_REPORT_QUANTITY_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "model/unit.h"

/* How much room there is. */
enum wording_form {
	WORDING_CELL,  /* a table cell: "5.4/wk", "47/50", "21 min" */
	WORDING_LINE,  /* a line of a scorecard: "5.4 a week", "47 of 50", "21 min" */
	WORDING_PROSE, /* within a sentence: "5.4 a week", "47 of 50", "21 minutes" */
};

/* "1,234". */
void quantity_add_count(struct buffer *buffer, size_t count);

/* "12 restores", "1 restore": the noun in the right number. */
void quantity_add_counted(struct buffer *buffer, size_t count, const char *singular,
			  const char *plural);

/* "5.4", "12", "0.042", "1,234", "5" for 5.0. Finite. */
void quantity_add_number(struct buffer *buffer, double number);

/* The same for goals, which are read as they were written: "12.5". */
void quantity_add_exact_number(struct buffer *buffer, double number);

/*
 * A span of time in its fitting unit: seconds below 60, minutes below 90, hours below 48, then
 * days, judged after rounding (59.6 s is "1 min"). Prose spells minutes and hours out.
 */
void quantity_add_span(struct buffer *buffer, double seconds, enum wording_form form);

/* The same, exact, for goals: in the largest unit that divides it ("36 h", "1 day"). */
void quantity_add_exact_span(struct buffer *buffer, double seconds, enum wording_form form);

/*
 * "26 to 60 min", "45 s to 3 min": one unit where it serves both ends. `joint` stands between
 * them: " to ", " and ".
 */
void quantity_add_span_range(struct buffer *buffer, double low_seconds, double high_seconds,
			     const char *joint, enum wording_form form);

/*
 * A value in a capacity's unit: "5.4 a week", "21 min", "3.2 days", "12". A ratio alone is a
 * percentage, which is for goals, SLOs and the axes of charts: a reading's share is a count
 * ("47 of 50", wording_add_value).
 */
void quantity_add(struct buffer *buffer, enum unit unit, double value, enum wording_form form);

/* "99.9 %", "95 %": as many digits as the share has. */
void quantity_add_share(struct buffer *buffer, struct share share);

/* "99.95 %": a ratio with that many decimals, cut, never rounded up to a target not reached. */
void quantity_add_percent(struct buffer *buffer, double ratio, int decimals);

/* The decimals that a share shows as a percentage: 1 for 99.9 %. */
int quantity_share_decimals(struct share share);

#endif
