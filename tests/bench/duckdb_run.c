/*
 * A DuckDB process with as little around it as there can be: duckdb_run DATABASE SCRIPT.sql
 *
 * Of DuckDB's C interface only what is needed is declared here, so that its library alone, out
 * of the npm package, is enough to build it. Each statement runs on all processors.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct _duckdb_database *duckdb_database;
typedef struct _duckdb_connection *duckdb_connection;

struct duckdb_result {
	uint64_t column_count, row_count, rows_changed;
	void *columns;
	char *error_message;
	void *internal_data;
};

int duckdb_open(const char *path, duckdb_database *database);
int duckdb_connect(duckdb_database database, duckdb_connection *connection);
int duckdb_query(duckdb_connection connection, const char *sql, struct duckdb_result *result);
const char *duckdb_result_error(struct duckdb_result *result);
void duckdb_destroy_result(struct duckdb_result *result);
void duckdb_disconnect(duckdb_connection *connection);
void duckdb_close(duckdb_database *database);
const char *duckdb_library_version(void);

static char *read_whole(const char *path)
{
	static char text[1 << 20];
	FILE *file = fopen(path, "r");

	if (!file || fread(text, 1, sizeof(text) - 1, file) == 0) {
		fprintf(stderr, "duckdb_run: %s cannot be read\n", path);
		exit(1);
	}
	fclose(file);
	return text;
}

int main(int argc, char **argv)
{
	duckdb_database database;
	duckdb_connection connection;
	struct duckdb_result result;

	if (argc != 3) {
		printf("%s\n", duckdb_library_version());
		return argc == 1 ? 0 : 2;
	}
	if (duckdb_open(argv[1], &database) != 0 ||
	    duckdb_connect(database, &connection) != 0) {
		fprintf(stderr, "duckdb_run: %s cannot be opened\n", argv[1]);
		return 1;
	}
	if (duckdb_query(connection, read_whole(argv[2]), &result) != 0) {
		fprintf(stderr, "duckdb_run: %s\n", duckdb_result_error(&result));
		return 1;
	}
	duckdb_destroy_result(&result);
	duckdb_disconnect(&connection);
	duckdb_close(&database);
	return 0;
}
