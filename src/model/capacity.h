/*
 * What a capacity is: the one interface that each file of src/capacity/ fills in.
 *
 * Rule: a capacity knows how to measure one window of some services. Everything that is the
 * same for all of them (previous window, verdict, weekly series, usual range, goal, bands) is
 * src/scorecard's, by the `test`, `unit` and `direction` named here.
 */
#ifndef APLOMB_MODEL_CAPACITY_H
#define APLOMB_MODEL_CAPACITY_H

#include "model/reading.h"

enum capacity_section {
	SECTION_DELIVERY,
	SECTION_RELIABILITY,
	SECTION_SECURITY,
	SECTION_PRACTICES,
	SECTION_COUNT,
};

enum capacity_test {
	TEST_NONE,
	TEST_RATE,   /* Mann-Whitney on whole weeks' counts */
	TEST_TIMES,  /* Mann-Whitney on the values of `compared` */
	TEST_SHARE,  /* Fisher's exact on hits of n */
	TEST_CENSUS, /* net change of items that meet their target */
	TEST_WEEKS,  /* Mann-Whitney on the whole weeks' values in `compared` */
};

/* The services that a reading pools, and where its days are cut. */
struct scope {
	const struct service_history *const *services;
	const bool *is_collected; /* for each service: the capacity's kind, in this window */
	/* Up to when each service's newest coverage reaches; INSTANT_NONE: nothing says so. */
	const instant *covered_until;
	size_t service_count;
	const struct team *team;
	const struct team_history *team_history; /* never NULL */
	bool is_team_collected;			 /* the capacity's practice, in this window */
	const struct zone *zone;
};

/* [begin, end): end is the `as_of` of this measurement. */
struct window {
	instant begin, end;
	bool is_week; /* one point of the weekly series: SLOs judge that week alone */
};

/* An item of a census, matched between two instants by its key. */
struct census_item {
	const void *key;  /* the same object at both instants: an SLO */
	const char *name; /* or, with a key that is a service, the same name: a component */
	bool meets;
};

/* What of a measurement is going to be read; the rest may be left out of it. */
enum measurement_use {
	USE_READING,	/* all of it */
	USE_COMPARISON, /* value, hits, n, at_least, compared and items */
	USE_SERIES,	/* the value alone: one of many points */
};

/* What one measurement found, before it is compared with anything. */
struct measurement {
	enum measurement_use use; /* given */
	double value;		  /* NAN: nothing */
	double hits;
	size_t n;
	struct exclusion excluded[EXCLUSIONS_MAX];
	size_t excluded_count;
	bool has_interval;
	struct interval interval;
	bool at_least;
	double *compared; /* what the test compares: TEST_TIMES, TEST_WEEKS */
	size_t compared_count;
	struct census_item *items; /* TEST_CENSUS */
	size_t item_count;
	struct detail details[DETAILS_MAX];
	size_t detail_count;
	const struct slo_reading *slos;
	size_t slo_count;
	const struct component_reading *components;
	size_t component_count;
	/* Of a practice: its newest record before the end, and whose hand those counted are of.
	 */
	instant newest_at; /* INSTANT_NONE: there is none */
	bool any_by_hand, any_by_tool;
	/* Filled where want_evidence is set. */
	bool want_evidence;
	struct evidence *evidence;
	size_t evidence_count, evidence_capacity;
};

struct capacity {
	const char *id; /* "deploy_cadence" */
	enum capacity_section section;
	enum unit unit;
	bool less_is_better; /* times */
	bool is_headline;
	bool is_team_only; /* practices, exercises */
	bool has_minimum;  /* `few` below 5 observations */
	bool is_undated;   /* read from the YAML alone: no past, no series */
	/*
	 * Its items begin and are closed later, seldom in the week that they began in: its
	 * weekly values are in the series, but say nothing to the eye, and have no usual range.
	 */
	bool is_loop;
	enum collected_kind collected; /* the kind it needs of services */
	enum practice_kind practice;   /* or of the team */
	enum capacity_test test;
	/*
	 * Measures the window of the scope's services; those for which the kind is not
	 * collected add no observation. goal: NULL where nobody set one. Pure. Fills
	 * *measurement (given zeroed but for its use, with value NAN), at least that of it
	 * which its use names; memory from the arena.
	 */
	void (*measure)(const struct scope *scope, const struct window *window,
			const struct goal *goal, struct measurement *measurement,
			struct arena *arena);
};

#endif
