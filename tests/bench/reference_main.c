/*
 * Makes the reference set: reference [OPTIONS] DATABASE TEAMS.yaml
 *
 * --scale 1 is the full set of 200 teams; 0.01 has 2. --years tells how far it goes back from
 * the same last day, --services how many a team has, and --rate multiplies how often each
 * deploys. Rows are inserted by what data/schema.sql says, in one transaction, and
 * indexed at the end. The same arguments make the same rows.
 */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/bench/reference.h"

extern const char embedded_schema[], embedded_schema_end[];

#define INDEXES_MAX 128

/* Statements that are left until the rows are there. */
struct later {
	char *statements[INDEXES_MAX];
	int count;
};

static void stop(sqlite3 *db)
{
	fprintf(stderr, "reference: %s\n", sqlite3_errmsg(db));
	exit(1);
}

static void execute(sqlite3 *db, const char *statements)
{
	if (sqlite3_exec(db, statements, NULL, NULL, NULL) != SQLITE_OK)
		stop(db);
}

static const char *after_comments(const char *statement)
{
	for (;;) {
		statement += strspn(statement, " \t\n");
		if (strncmp(statement, "--", 2) != 0)
			return statement;
		statement += strcspn(statement, "\n");
	}
}

static bool makes_index(const char *statement)
{
	return !strncmp(statement, "CREATE INDEX", 12) ||
	       !strncmp(statement, "CREATE UNIQUE INDEX", 19);
}

static void make_tables(sqlite3 *db, const char *schema, struct later *indexes)
{
	while (*(schema = after_comments(schema))) {
		sqlite3_stmt *statement;
		const char *rest;

		if (sqlite3_prepare_v2(db, schema, -1, &statement, &rest) != SQLITE_OK)
			stop(db);
		if (makes_index(schema) && indexes->count < INDEXES_MAX)
			indexes->statements[indexes->count++] =
				strndup(schema, (size_t)(rest - schema));
		else if (sqlite3_step(statement) != SQLITE_DONE)
			stop(db);
		sqlite3_finalize(statement);
		schema = rest;
	}
}

static void make_indexes(sqlite3 *db, struct later *indexes)
{
	for (int i = 0; i < indexes->count; i++) {
		execute(db, indexes->statements[i]);
		free(indexes->statements[i]);
	}
}

static void make_history(const struct reference *reference, const char *path)
{
	size_t length = (size_t)(embedded_schema_end - embedded_schema);
	char *schema = strndup(embedded_schema, length);
	struct later indexes = {.count = 0};
	sqlite3 *db;

	unlink(path);
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (!schema || sqlite3_open(path, &db) != SQLITE_OK)
		exit(1);
	/* Nothing else sees the file before it is whole. */
	execute(db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
		    "PRAGMA cache_size = -1000000; PRAGMA temp_store = MEMORY; BEGIN");
	make_tables(db, schema, &indexes);
	reference_add_delivery(reference, db);
	reference_add_slo_samples(reference, db);
	reference_add_updates(reference, db);
	reference_add_checks(reference, db);
	reference_add_practices(reference, db);
	make_indexes(db, &indexes);
	execute(db, "COMMIT; PRAGMA journal_mode = WAL");
	sqlite3_close(db);
	free(schema);
}

struct size {
	double scale, years, services, rate;
};

static double *number_named(struct size *size, const char *option)
{
	if (!strcmp(option, "--scale"))
		return &size->scale;
	if (!strcmp(option, "--years"))
		return &size->years;
	if (!strcmp(option, "--services"))
		return &size->services;
	return strcmp(option, "--rate") ? NULL : &size->rate;
}

/* Reads options of a number each; returns the index of what comes after them, 0: not so. */
static int read_size(int argc, char **argv, struct size *size)
{
	int i = 1;

	for (; i + 1 < argc && !strncmp(argv[i], "--", 2); i += 2) {
		double *number = number_named(size, argv[i]);
		char *end;

		if (!number)
			return 0;
		*number = strtod(argv[i + 1], &end);
		if (*end || !(*number > 0 && *number <= 100))
			return 0;
	}
	return i + 2 == argc ? i : 0;
}

int main(int argc, char **argv)
{
	struct size size = {1, REFERENCE_YEARS, REFERENCE_SERVICES_A_TEAM, 1};
	int paths = read_size(argc, argv, &size);
	struct reference reference;
	FILE *teams;

	if (!paths) {
		fprintf(stderr, "usage: reference [--scale S] [--years Y] [--services N] "
				"[--rate R] DATABASE TEAMS\n");
		return 2;
	}
	reference = (struct reference){
		.team_count = (int)fmax(1, size.scale * REFERENCE_TEAMS + 0.5),
		.services_a_team = (int)fmax(1, size.services),
		.deployments_a_service = (int64_t)(REFERENCE_DEPLOYMENTS_A_SERVICE * size.rate),
		.first_week = REFERENCE_AS_OF / WEEK - (int64_t)ceil(size.years * 365.25 / 7),
		.end_week = REFERENCE_AS_OF / WEEK,
	};
	reference_init(&reference);
	teams = fopen(argv[paths + 1], "w");
	if (!teams) {
		fprintf(stderr, "reference: %s: %s\n", argv[paths + 1], strerror(errno));
		return 1;
	}
	reference_print_teams(&reference, teams);
	fclose(teams);
	make_history(&reference, argv[paths]);
	reference_release(&reference);
	return 0;
}
