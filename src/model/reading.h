/*
 * A reading: one capacity's value for one team or one service, with all that explains it.
 *
 * Rule: plain data, immutable once made, in the scorecard's arena. Nothing that a person reads
 * is decided here: words are src/report's.
 */
#ifndef APLOMB_MODEL_READING_H
#define APLOMB_MODEL_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/statistics.h"
#include "model/history.h"

enum reading_state {
	READING_UNCOLLECTED, /* this kind is collected for none of the services */
	READING_QUIET,	     /* collected, nothing happened in the window */
	READING_FEW,	     /* fewer than 5 observations for a median or a share */
	READING_MEASURED,
	READING_STATE_COUNT,
};
extern const char *const reading_state_names[READING_STATE_COUNT];

enum verdict {
	VERDICT_GATHERING, /* too little to tell */
	VERDICT_STEADY,
	VERDICT_GROWING,      /* more capacity than the same team had before */
	VERDICT_CONVERSATION, /* less than before: worth a conversation */
	VERDICT_COUNT,
};
extern const char *const verdict_names[VERDICT_COUNT];

enum goal_met {
	GOAL_UNKNOWN, /* null: the reading is not measured */
	GOAL_NOT_MET,
	GOAL_MET,
};

/* How a practice is known. */
enum evidence_grade {
	EVIDENCE_NONE,	   /* no practice, or nothing was ever recorded */
	EVIDENCE_MEASURED, /* a tool recorded all that is counted */
	EVIDENCE_ATTESTED, /* some of it was recorded by hand */
	EVIDENCE_EXPIRED,  /* the newest record is older than the window */
	EVIDENCE_GRADE_COUNT,
};
extern const char *const evidence_grade_names[EVIDENCE_GRADE_COUNT]; /* the first is NULL */

/* DORA's bands, as bits: a value may lie in several or in none. */
enum band {
	BAND_ELITE = 1,
	BAND_HIGH = 2,
	BAND_MEDIUM = 4,
	BAND_LOW = 8,
};
#define BAND_COUNT 4
extern const char *const band_names[BAND_COUNT]; /* elite first */

struct exclusion {
	const char *reason; /* "rollback": as aplomb-capacities(7) names it */
	size_t count;
};
#define EXCLUSIONS_MAX 6

/* A further figure of a capacity. NAN: null. */
struct detail {
	const char *name; /* as in JSON: "p90" */
	double value;
	bool at_least; /* an item that is still open takes part in it */
};
#define DETAILS_MAX 10

/* One SLO as of the reading. */
struct slo_reading {
	const struct service *service;
	const struct slo *slo;
	bool has_data; /* else left out: `reason` */
	const char *reason;
	double good, total; /* requests or slices */
	double attained;    /* good / total */
	double budget_left; /* NAN for a target of 100 % */
	bool is_kept;
};

/* One component as of the reading. */
struct component_reading {
	const struct service *service;
	const char *component;
	const char *running; /* the version it runs, with the latest release time known */
	const char *pending; /* the oldest pending version; NULL: current */
	instant released_at; /* of `pending` */
	double lag_seconds;
	bool is_current;    /* lag within the goal */
	const char *reason; /* not NULL: left out */
};

/* One event behind a reading: counted, or left out with its reason. */
struct evidence {
	const struct service *service; /* NULL: it is the team's */
	instant at;		       /* when it counts: deployed, started, sampled */
	instant until; /* restored, applied; INSTANT_NONE: still open or no such thing */
	double value;  /* what it contributes: seconds for a time, 1 or 0 for a share; NAN */
	bool is_open;  /* its value is at least this */
	const char *reason; /* NULL: counted; else why it was left out */
	const char *id;	    /* the event's id, revision or component; "" */
	const char *text;   /* title, version, "remediated by X"; "" */
	double of;	    /* of how many, where the value is a part; else 0 */
	/* How long it took, or has been open, where the value does not say it; else 0. */
	double age_seconds;
};

/*
 * A shift: the last weekly values of the window, at least 8 of them and gaps left out, all lie
 * on one side of the usual range's mean.
 */
struct reading_shift {
	int side;	   /* +1 above, -1 below; 0: no shift, and nothing else is set */
	instant begin;	   /* of the first of those weeks */
	size_t week_count; /* those with a value */
	double median;	   /* of their values */
	bool has_usual;	   /* there are enough of them for limits of their own */
	struct process_limits usual;
};

struct reading {
	const struct capacity *capacity;
	enum reading_state state;
	double value; /* NAN: null */
	double hits;  /* of a share: how many of n */
	size_t n;
	struct exclusion excluded[EXCLUSIONS_MAX];
	size_t excluded_count;
	bool has_interval;
	struct interval interval;
	bool at_least;
	instant covered_until; /* INSTANT_NONE: null */

	const struct goal *goal; /* NULL: nobody set one */
	enum goal_met goal_met;

	bool has_bands; /* false: null */
	unsigned bands; /* bits of enum band; 0: between bands */

	struct {
		enum reading_state state;
		double value; /* NAN: null */
		double hits;
		size_t n;
		bool at_least;
	} previous;

	enum verdict change;
	const char *test; /* "mann_whitney", "fisher", "net_change"; NULL: none was made */
	double test_p;	  /* NAN where the test has no p (net_change) */
	size_t test_n[2]; /* previous, then now; of Mann-Whitney also where none was made */

	const double *weekly; /* oldest first; NAN: null */
	size_t week_count;
	const double *before; /* the 26 weeks before the window, oldest first */
	size_t before_count;
	bool has_usual;
	struct process_limits usual; /* in the value's own unit */
	struct reading_shift shift;

	struct detail details[DETAILS_MAX];
	size_t detail_count;
	const struct slo_reading *slos; /* slo_attainment */
	size_t slo_count;
	const struct component_reading *components; /* patch_freshness */
	size_t component_count;

	enum evidence_grade grade; /* of a practice */
	instant newest_at;	   /* of its records before as_of; INSTANT_NONE: none */
};

/* The value of a detail by name; NAN if the reading has none. */
double reading_detail(const struct reading *reading, const char *name);

#endif
