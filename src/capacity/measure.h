/*
 * What the capacities share: windows over ordered records, exclusions, evidence, times.
 *
 * Rule: pure; nothing here knows one capacity from another.
 */
#ifndef APLOMB_CAPACITY_MEASURE_H
#define APLOMB_CAPACITY_MEASURE_H

#include "model/capacity.h"

/* Index of the first deployment, incident, or SLO sample at or after an instant. */
size_t deployments_from(const struct service_history *history, instant at);
size_t incidents_from(const struct service_history *history, instant at);
size_t slo_samples_from(const struct slo_history *history, instant at);

/*
 * All that follows adds only what the measurement's use asks for.
 *
 * Counts `count` observations left out for a reason; reasons keep the order of first use.
 */
void measurement_exclude(struct measurement *measurement, const char *reason, size_t count);

/* Adds one further figure. */
void measurement_detail(struct measurement *measurement, const char *name, double value);
/* The same of one that may rest on open items: it is at least this. */
void measurement_detail_of_times(struct measurement *measurement, const char *name,
				 double value, bool at_least);

/* Adds an event behind the number; does nothing where evidence is not wanted. */
void measurement_keep_evidence(struct measurement *measurement, const struct evidence *evidence,
			       struct arena *arena);
static inline void measurement_evidence(struct measurement *measurement,
					const struct evidence *evidence, struct arena *arena)
{
	if (measurement->want_evidence)
		measurement_keep_evidence(measurement, evidence, arena);
}

/* Sets value, hits and n of a share of `count`, with its Wilson interval. */
void measurement_share(struct measurement *measurement, size_t hits, size_t count);

/*
 * What is left of the budget of an objective, 1 - (1 - value) / (1 - goal); NAN without a goal,
 * for one of 100 %, and of nothing.
 */
double budget_left(const struct goal *goal, double value, size_t n);

/* Growing times, finished and still running. Zeros are a valid empty list. */
struct times_list {
	double *finished, *open;
	size_t finished_count, finished_capacity;
	size_t open_count, open_capacity;
};
/*
 * Adds how long an item took; is_open: it is not finished, and that is its time so far. Memory
 * from the arena, the same each time.
 */
void times_list_add(struct times_list *list, double seconds, bool is_open, struct arena *arena);

/* The same, in order. */
struct timed {
	double *seconds; /* ascending, the open ones last */
	size_t count;
	size_t open_count;
};

/*
 * Ranks finished times and open ones: an open item counts with the larger of its time so far
 * and the longest finished time, and stands above all finished ones. Memory from the arena; the
 * list is sorted in place.
 */
struct timed times_rank(struct times_list *list, struct arena *arena);

/* The median of ranked times; NAN of none. *at_least: an open item takes part in it. */
double times_median(const struct timed *times, bool *at_least);

/*
 * Sets the interval of the median of independent times: [x(k), x(n+1-k)] in order, none below
 * six (statistics_median_rank).
 */
void times_interval(const struct timed *times, struct measurement *measurement);

/* Adds p90 and geometric_mean to the details (NAN of none). */
void times_details(const struct timed *times, struct measurement *measurement);

/* -- practices ----------------------------------------------------------------------------- */

/* Takes note of a record before the window's end: how new it is, and whose hand it is of. */
void measurement_record(struct measurement *measurement, const struct team_record *record,
			const struct window *window);
/* The same of what the record tells of another instant: that it was closed, retired. */
void measurement_deed(struct measurement *measurement, const struct team_record *record,
		      instant at, const struct window *window);
/* Whether it lies in the window. */
bool window_holds(const struct window *window, instant at);

/*
 * Measures a loop: items that began in the window, and of them those closed before its end.
 * Adds the median time to that under `median_name`, open items as ever, and `open`. Those from
 * before the window that are open still are left out, and shown.
 */
void measure_loop(const struct loop_item *items, size_t count, const char *median_name,
		  const struct window *window, struct measurement *measurement,
		  struct arena *arena);

/* Adds their median to the details. */
void measurement_detail_of_list(struct measurement *measurement, const char *name,
				struct times_list *list, struct arena *arena);

#endif
