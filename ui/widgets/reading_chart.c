#include "ui/widgets/reading_chart.h"

#include <math.h>

#include "ui/widgets/chart.h"

/* Narrower charts show the window alone. */
#define BEFORE_MINIMUM_COLUMNS 70

/* Each week's value in the middle of the week. */
static size_t add_weeks(struct chart_point *points, const double *values, size_t count,
			instant end, enum chart_mark mark)
{
	size_t added = 0;

	for (size_t i = 0; i < count; i++) {
		instant week_end = end - (instant)(count - 1 - i) * SECONDS_PER_WEEK;

		if (isnan(values[i]))
			continue;
		points[added++] = (struct chart_point){week_end - SECONDS_PER_WEEK / 2,
						       values[i], mark, false};
	}
	return added;
}

static size_t add_events(struct chart_point *points, const struct chart_events *events)
{
	size_t added = 0;

	for (size_t i = 0; i < events->count; i++) {
		const struct evidence *event = &events->events[i];

		if (event->reason || isnan(event->value))
			continue;
		points[added++] =
			(struct chart_point){event->at, event->value,
					     event->is_open ? CHART_EVENT_OPEN : CHART_EVENT,
					     event == events->selected};
	}
	return added;
}

static void add_legends(struct chart *chart, struct words *words, const struct wording *wording,
			const struct reading *reading, bool shows_events)
{
	struct buffer *buffer = &words->buffer;
	const char *by_week = chart->unit == UNIT_SECONDS ? ", weekly medians" : ", by week";

	buffer_addf(buffer, "%zu weeks before%s", reading->before_count, by_week);
	chart->before_legend = words_take(words);
	wording_add_window(buffer, wording->period.window_days);
	if (shows_events)
		buffer_addf(buffer, ", each %s", capacity_noun(reading->capacity, 1));
	else
		buffer_add_string(buffer, by_week);
	chart->window_legend = words_take(words);
}

static struct chart chart_of(const struct wording *wording, const struct reading *reading,
			     const struct chart_point *points)
{
	const struct period *period = &wording->period;
	enum unit unit = reading->capacity->unit;
	instant window_begin = period->as_of - period->window_days * SECONDS_PER_DAY;

	return (struct chart){
		.unit = unit,
		.has_bars = unit != UNIT_SECONDS && unit != UNIT_RATIO,
		.begin = window_begin,
		.window_begin = window_begin,
		.end = period->as_of,
		.zone = wording->zone,
		.points = points,
		.has_usual = reading->has_usual,
		.usual = reading->usual,
		.goal = reading->goal ? reading->goal->value : VALUE_NONE,
	};
}

void reading_chart_draw(struct canvas *canvas, struct area area, struct words *words,
			const struct wording *wording, const struct reading *reading,
			const struct chart_events *events)
{
	bool shows_events = events && reading->capacity->unit == UNIT_SECONDS;
	size_t most =
		(events ? events->count : 0) + reading->week_count + reading->before_count;
	struct chart_point *points = ARENA_ARRAY(&words->arena, most, struct chart_point);
	struct chart chart = chart_of(wording, reading, points);

	if (area.columns >= BEFORE_MINIMUM_COLUMNS &&
	    series_has_values(reading->before, reading->before_count)) {
		chart.begin -= (instant)reading->before_count * SECONDS_PER_WEEK;
		chart.point_count = add_weeks(points, reading->before, reading->before_count,
					      chart.window_begin, CHART_WEEK_BEFORE);
	}
	if (shows_events)
		chart.point_count += add_events(points + chart.point_count, events);
	else
		chart.point_count +=
			add_weeks(points + chart.point_count,
				  reading_known_weeks(&words->arena, wording, reading),
				  reading->week_count, chart.end, CHART_WEEK);
	add_legends(&chart, words, wording, reading, shows_events);
	chart_draw(canvas, area, &chart);
}
