#include "ui/widgets/reading_chart.h"

#include <math.h>

#include "report/facts.h"

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
						       values[i], mark, false, NULL};
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
					     event == events->selected, NULL};
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

/* -- what it is read against ----------------------------------------------------------------
 */

static void add_goal(struct chart *chart, struct words *words, const struct reading *reading)
{
	const struct goal *goal = reading->goal;

	chart->goal = VALUE_NONE;
	if (!goal)
		return;
	chart->goal = goal->value;
	buffer_add_string(&words->buffer, "goal ");
	if (chart->unit == UNIT_RATIO)
		quantity_add_share(&words->buffer, goal->share);
	else
		goal_add_value(&words->buffer, reading, WORDING_CELL);
	chart->goal_label = words_take(words);
}

static void add_bands(struct chart *chart, struct words *words, const struct wording *wording,
		      const struct reading *reading)
{
	struct chart_band *bands = ARENA_ARRAY(&words->arena, BAND_COUNT, struct chart_band);
	struct band_shown shown[BAND_COUNT];

	chart->bands = bands;
	chart->band_count = reading_bands_shown(wording, reading, shown);
	for (size_t i = 0; i < chart->band_count; i++) {
		bands_add_name(&words->buffer, shown[i].bands);
		bands[i] = (struct chart_band){shown[i].low, shown[i].high, words_take(words)};
	}
}

static void add_notes(struct chart *chart, struct words *words, const struct wording *wording,
		      const struct chart_events *events)
{
	instant *notes;

	if (!events || events->note_count == 0)
		return;
	notes = ARENA_ARRAY(&words->arena, events->note_count, instant);
	for (size_t i = 0; i < events->note_count; i++)
		if (events->notes[i]->at >= chart->begin)
			notes[chart->note_count++] = events->notes[i]->at;
	chart->notes = notes;
	chart->note_glyph = note_glyph(wording->is_ascii);
}

static void add_shift(struct chart *chart, struct words *words, const struct wording *wording,
		      const struct reading *reading)
{
	chart->shift = reading->shift;
	if (!reading->shift.side)
		return;
	wording_add_shift_mark(&words->buffer, wording, reading);
	chart->shift_label = words_take(words);
}

/* Few enough dots say their values. */
static void add_values(const struct chart *chart, struct chart_point *points,
		       struct words *words)
{
	if (chart->has_bars || chart->unit != UNIT_SECONDS ||
	    chart->point_count > READING_CHART_FEW)
		return;
	for (size_t i = 0; i < chart->point_count; i++) {
		quantity_add(&words->buffer, chart->unit, points[i].value, WORDING_CELL);
		points[i].label = words_take(words);
	}
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
	};
}

instant reading_chart_begin(const struct wording *wording, const struct reading *reading,
			    int columns)
{
	return columns >= BEFORE_MINIMUM_COLUMNS ? notes_begin(wording, reading)
						 : window_begin(wording);
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

	chart.begin = reading_chart_begin(wording, reading, area.columns);
	if (chart.begin < chart.window_begin) {
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
	add_values(&chart, points, words);
	add_legends(&chart, words, wording, reading, shows_events);
	add_goal(&chart, words, reading);
	add_bands(&chart, words, wording, reading);
	add_notes(&chart, words, wording, events);
	add_shift(&chart, words, wording, reading);
	if (events)
		chart.lanes = events->lanes;
	chart_draw(canvas, area, &chart);
}

static size_t count_known(const double *values, size_t count)
{
	size_t known = 0;

	for (size_t i = 0; i < count; i++)
		known += isnan(values[i]) ? 0 : 1;
	return known;
}

bool reading_chart_is_sparse(const struct reading *reading, const struct chart_events *events)
{
	size_t count = count_known(reading->before, reading->before_count);

	for (size_t i = 0; i < events->count; i++)
		if (!events->events[i].reason && !isnan(events->events[i].value))
			count++;
	return reading->capacity->unit == UNIT_SECONDS && count <= READING_CHART_FEW;
}
