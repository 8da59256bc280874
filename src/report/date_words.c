/* Dates and windows in the organisation's zone. */
#include "report/wording.h"

struct wording wording_of(const struct scorecard *scorecard, bool is_ascii)
{
	struct wording wording = {
		.zone = &scorecard->catalog->zone,
		.period = scorecard->period,
		.is_ascii = is_ascii,
	};

	return wording;
}

const char *month_name(int month)
{
	static const char *const names[12] = {
		"Jan", "Feb", "Mar", "Apr", "May", "Jun",
		"Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
	};

	return month >= 1 && month <= 12 ? names[month - 1] : "";
}

/* The window is [begin, as_of): its last day is that of the second before as_of. */
static int period_year(const struct wording *wording)
{
	return zone_civil(wording->zone, wording->period.as_of - 1).year;
}

void wording_add_date(struct buffer *buffer, const struct wording *wording, instant at,
		      bool with_year)
{
	struct civil civil = zone_civil(wording->zone, at);

	buffer_addf(buffer, "%d %s", civil.day, month_name(civil.month));
	if (with_year || civil.year != period_year(wording))
		buffer_addf(buffer, " %d", civil.year);
}

void wording_add_instant(struct buffer *buffer, const struct wording *wording, instant at)
{
	struct civil civil;

	if (at == INSTANT_NONE) {
		buffer_add_string(buffer, "without a date");
		return;
	}
	civil = zone_civil(wording->zone, at);
	buffer_addf(buffer, "%02d %s", civil.day, month_name(civil.month));
	if (civil.year != period_year(wording))
		buffer_addf(buffer, " %d", civil.year);
	buffer_addf(buffer, " %02d:%02d", civil.hour, civil.minute);
}

void wording_add_window(struct buffer *buffer, int window_days)
{
	size_t days = window_days > 0 ? (size_t)window_days : 0;

	if (days && days % 365 == 0)
		quantity_add_counted(buffer, days / 365, "year", "years");
	else if (days && days % 7 == 0)
		quantity_add_counted(buffer, days / 7, "week", "weeks");
	else
		quantity_add_counted(buffer, days, "day", "days");
}

/* "year", where one is enough to say what it is; else NULL. */
static const char *single_window(int window_days)
{
	return window_days == 365 ? "year"
	       : window_days == 7 ? "week"
	       : window_days == 1 ? "day"
				  : NULL;
}

void wording_add_the_window(struct buffer *buffer, int window_days)
{
	const char *single = single_window(window_days);

	buffer_add_string(buffer, "the ");
	if (single)
		buffer_add_string(buffer, single);
	else
		wording_add_window(buffer, window_days);
}

void wording_add_this_window(struct buffer *buffer, int window_days)
{
	const char *single = single_window(window_days);

	buffer_add_string(buffer, single ? "this " : "these ");
	if (single)
		buffer_add_string(buffer, single);
	else
		wording_add_window(buffer, window_days);
}

void wording_add_period(struct buffer *buffer, const struct wording *wording)
{
	wording_add_window(buffer, wording->period.window_days);
	buffer_add_string(buffer, " to ");
	wording_add_date(buffer, wording, wording->period.as_of - 1, true);
}

void wording_add_the_period(struct buffer *buffer, const struct wording *wording)
{
	wording_add_the_window(buffer, wording->period.window_days);
	buffer_add_string(buffer, " to ");
	wording_add_date(buffer, wording, wording->period.as_of - 1, true);
}

void wording_add_coverage(struct buffer *buffer, const struct wording *wording,
			  const struct reading *reading)
{
	if (reading->covered_until == INSTANT_NONE)
		return;
	if (reading->state == READING_UNCOLLECTED) {
		buffer_add_string(buffer, "not collected since ");
		wording_add_date(buffer, wording, reading->covered_until, false);
	} else {
		/* Known up to midnight is known for the day that it ends. */
		buffer_add_string(buffer, "known up to ");
		wording_add_date(buffer, wording, reading->covered_until - 1, false);
	}
}

void goal_add_review(struct buffer *buffer, const struct goal *goal)
{
	/* A day number is a date of its own, in any zone. */
	struct civil civil = zone_civil(&zone_utc, goal->review_day * SECONDS_PER_DAY);

	buffer_addf(buffer, "review by %d %s %d", civil.day, month_name(civil.month),
		    civil.year);
}
