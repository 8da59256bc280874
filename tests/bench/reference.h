/*
 * The reference set: the history of a large organisation, made up for measuring.
 *
 * Rule: chance decides week by week and service by service, from streams named by service and
 * week, so that a longer history ends in just the rows of a shorter one.
 */
#ifndef APLOMB_BENCH_REFERENCE_H
#define APLOMB_BENCH_REFERENCE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "data/demo/chance.h"

#define MINUTE INT64_C(60)
#define HOUR INT64_C(3600)
#define DAY INT64_C(86400)
#define WEEK (7 * DAY)

/* 2026-10-01T00:00:00Z, a multiple of WEEK: what the reference set is looked at from. */
#define REFERENCE_AS_OF INT64_C(1790812800)

/* At full scale. */
#define REFERENCE_TEAMS 200
#define REFERENCE_SERVICES_A_TEAM 10
#define REFERENCE_YEARS 5
#define REFERENCE_DEPLOYMENTS_A_SERVICE 5000 /* in REFERENCE_YEARS */

struct reference_service {
	char id[48];
	int team;		   /* index in the organisation's teams */
	int64_t deployments_milli; /* a week, all of them, in thousandths */
	int64_t since_week;	   /* the first week with anything */
	int64_t lead_minutes;	   /* the median of what its changes wait */
	int64_t incidents_milli;   /* a week, in thousandths */
	int64_t restore_minutes;   /* the median */
	int64_t remedied_per_mille;
	int64_t slo_target_per_100000; /* 99900 is 99.9 % */
	int64_t slo_lost_per_100000; /* what its SLO usually loses; near its budget for some */
	bool slo_by_slices, has_staging, is_quicker_lately;
	int component_count;
};

struct reference {
	/* Given to reference_init(). */
	int team_count, services_a_team;
	int64_t deployments_a_service; /* in REFERENCE_YEARS */
	int64_t first_week, end_week;  /* in weeks since 1970; [first, end) */
	/* Set by it. */
	int service_count;
	struct reference_service *services; /* in order of their teams */
};

/* Services with their ways of working. Ends the program where there is no memory. */
void reference_init(struct reference *reference);
void reference_release(struct reference *reference);
void reference_print_teams(const struct reference *reference, FILE *out);
#define TEAM_ID_SIZE 20
/* "team-007"; room for TEAM_ID_SIZE bytes. */
void reference_team_id(char *id, int team);

/* -- rows: one prepared INSERT each; whatever goes wrong ends the program ----------------- */

struct table {
	sqlite3 *db;
	sqlite3_stmt *insert;
	int next; /* the column to be bound */
	int64_t row_count;
};

/* Columns as in "service, at, id". */
void table_init(struct table *table, sqlite3 *db, const char *name, const char *columns);
void table_release(struct table *table);
/* The next column of the row; a NULL text is NULL. The bytes must live until row_end(). */
void row_text(struct table *table, const char *text);
void row_whole(struct table *table, int64_t value);
void row_real(struct table *table, double value);
void row_null(struct table *table);
/* The rowid that the row got. */
int64_t row_end(struct table *table);

/* -- what the history holds --------------------------------------------------------------- */

/* Deployments, their changes, and incidents. */
void reference_add_delivery(const struct reference *reference, sqlite3 *db);
void reference_add_slo_samples(const struct reference *reference, sqlite3 *db);
void reference_add_updates(const struct reference *reference, sqlite3 *db);
void reference_add_checks(const struct reference *reference, sqlite3 *db);
/* Exercises, needs, walkarounds and what else belongs to teams. */
void reference_add_practices(const struct reference *reference, sqlite3 *db);

#endif
