/*
 * What the practices share: records of a team in a window, and loops that are closed.
 */
#include "capacity/measure.h"

#include <math.h>

bool window_holds(const struct window *window, instant at)
{
	return at != INSTANT_NONE && at >= window->begin && at < window->end;
}

void measurement_record(struct measurement *measurement, const struct team_record *record,
			const struct window *window)
{
	if (measurement->use != USE_READING || record->at == INSTANT_NONE ||
	    record->at >= window->end)
		return;
	if (measurement->newest_at == INSTANT_NONE || record->at > measurement->newest_at)
		measurement->newest_at = record->at;
	if (record->at < window->begin)
		return;
	if (*record->source)
		measurement->any_by_tool = true;
	else
		measurement->any_by_hand = true;
}

void measurement_deed(struct measurement *measurement, const struct team_record *record,
		      instant at, const struct window *window)
{
	struct team_record deed;

	if (measurement->use != USE_READING)
		return;
	deed = *record;
	deed.at = at;
	measurement_record(measurement, &deed, window);
}

void measurement_detail_of_list(struct measurement *measurement, const char *name,
				struct times_list *list, struct arena *arena)
{
	struct timed times;
	bool at_least;
	double median;

	if (measurement->use != USE_READING)
		return;
	times = times_rank(list, arena);
	median = times_median(&times, &at_least);
	measurement_detail_of_times(measurement, name, median, at_least);
}

/* Adds an item that began before the window's end; returns whether it counts as closed. */
static bool add_item(const struct loop_item *item, const struct window *window,
		     struct times_list *times, struct measurement *measurement,
		     struct arena *arena)
{
	bool is_open = item->closed_at == INSTANT_NONE || item->closed_at >= window->end;
	double seconds = (double)((is_open ? window->end : item->closed_at) - item->record.at);
	struct evidence evidence = {
		.at = item->record.at,
		.until = is_open ? INSTANT_NONE : item->closed_at,
		.value = !is_open,
		.is_open = is_open,
		.age_seconds = seconds,
		.id = item->record.id,
		.text = item->record.text,
	};

	measurement_record(measurement, &item->record, window);
	measurement_deed(measurement, &item->record, item->closed_at, window);
	if (item->record.at < window->begin) {
		if (!is_open)
			return false;
		evidence.reason = "from before the window";
		measurement_exclude(measurement, evidence.reason, 1);
	} else if (seconds >= 0) {
		/* What was closed before it began was closed, but took no time of ours. */
		times_list_add(times, seconds, is_open, arena);
	}
	measurement_evidence(measurement, &evidence, arena);
	return !is_open;
}

void measure_loop(const struct loop_item *items, size_t count, const char *median_name,
		  const struct window *window, struct measurement *measurement,
		  struct arena *arena)
{
	struct times_list times = {0};
	size_t begun = 0;
	size_t closed = 0;

	for (size_t i = 0; i < count && items[i].record.at < window->end; i++) {
		/* What is from before takes no part in the value. */
		if (measurement->use != USE_READING && items[i].record.at < window->begin)
			continue;
		begun += window_holds(window, items[i].record.at);
		closed += add_item(&items[i], window, &times, measurement, arena);
	}
	measurement_share(measurement, closed, begun);
	measurement_detail(measurement, "open", (double)(begun - closed));
	measurement_detail_of_list(measurement, median_name, &times, arena);
}
