/* What a chart says to those who do not see it, and its weeks one by one. */
#include <math.h>

#include "report/facts.h"

static void add_week_value(struct buffer *buffer, const struct reading *reading, double value)
{
	if (isnan(value))
		buffer_add_string(buffer, "nothing counted");
	else
		quantity_add(buffer, reading->capacity->unit, value, WORDING_LINE);
}

void wording_add_week(struct buffer *buffer, const struct wording *wording,
		      const struct reading *reading, size_t week)
{
	instant begin = wording->period.as_of -
			(instant)(reading->week_count - week) * SECONDS_PER_WEEK;

	if (reading->covered_until != INSTANT_NONE && begin >= reading->covered_until)
		buffer_add_string(buffer, "not collected");
	else
		add_week_value(buffer, reading, reading->weekly[week]);
}

void wording_add_week_before(struct buffer *buffer, const struct reading *reading, size_t week)
{
	add_week_value(buffer, reading, reading->before[week]);
}

void chart_add_title(struct buffer *buffer, const struct wording *wording,
		     const struct team *team, const struct capacity *capacity)
{
	buffer_addf(buffer, "%s of ", capacity_title(capacity));
	foreign_add(buffer, wording, team->name);
	buffer_add_string(buffer, ", week by week");
}

void chart_add_description(struct buffer *buffer, const struct wording *wording,
			   const struct reading *reading)
{
	wording_add_sentence(buffer, wording, reading);
	buffer_add_string(buffer, " The chart has a dot for each week of the ");
	wording_add_period(buffer, wording);
	if (reading->before_count) {
		buffer_add_string(buffer, " and for each of the ");
		quantity_add_counted(buffer, reading->before_count, "week", "weeks");
		buffer_add_string(buffer, " before");
	}
	buffer_add_string(buffer, "; the table of weeks below it holds the same.");
}

const char *chart_legend(void)
{
	return "In the charts a filled dot is a week of the window, a hollow one a week before "
	       "it; a week without a dot had nothing to count. The shaded band is the team's "
	       "own usual range, read from the weeks before; the dashed line is the goal. "
	       "A solid upright line is where the weeks shifted to one side of that range; a "
	       "pencil is a note, whose words stand below. "
	       "Times stand on a scale where each doubling is the same step. Each chart has a "
	       "scale of its own: no team is compared with another.";
}

void wording_add_cut(struct buffer *buffer, const struct wording *wording, size_t shown,
		     size_t total, const struct team *team, const struct capacity *capacity)
{
	quantity_add_count(buffer, shown);
	buffer_add_string(buffer, " of ");
	quantity_add_count(buffer, total);
	buffer_add_string(buffer, " stand here; 'aplomb show ");
	foreign_add(buffer, wording, team->id);
	buffer_addf(buffer, " %s' lists all.", capacity->id);
}
