/* Rows into tables: one prepared INSERT for each table, its columns bound in turn. */
#include <stdlib.h>
#include <string.h>

#include "tests/bench/reference.h"

static void require(const struct table *table, bool went_well)
{
	if (went_well)
		return;
	fprintf(stderr, "reference: %s: %s\n",
		table->insert ? sqlite3_sql(table->insert) : "insert",
		sqlite3_errmsg(table->db));
	exit(1);
}

void table_init(struct table *table, sqlite3 *db, const char *name, const char *columns)
{
	char statement[512];
	int length = snprintf(statement, sizeof(statement), "INSERT INTO \"%s\" (%s) VALUES (?",
			      name, columns);

	for (; *columns && length < (int)sizeof(statement) - 4; columns++) {
		if (*columns == ',')
			length += snprintf(statement + length,
					   sizeof(statement) - (size_t)length, ", ?");
	}
	snprintf(statement + length, sizeof(statement) - (size_t)length, ")");
	*table = (struct table){.db = db, .next = 1};
	require(table, sqlite3_prepare_v3(db, statement, -1, SQLITE_PREPARE_PERSISTENT,
					  &table->insert, NULL) == SQLITE_OK);
}

void table_release(struct table *table)
{
	sqlite3_finalize(table->insert);
}

void row_text(struct table *table, const char *text)
{
	require(table, sqlite3_bind_text(table->insert, table->next++, text, -1,
					 SQLITE_STATIC) == SQLITE_OK);
}

void row_whole(struct table *table, int64_t value)
{
	require(table, sqlite3_bind_int64(table->insert, table->next++, value) == SQLITE_OK);
}

void row_real(struct table *table, double value)
{
	require(table, sqlite3_bind_double(table->insert, table->next++, value) == SQLITE_OK);
}

void row_null(struct table *table)
{
	require(table, sqlite3_bind_null(table->insert, table->next++) == SQLITE_OK);
}

int64_t row_end(struct table *table)
{
	require(table, table->next - 1 == sqlite3_bind_parameter_count(table->insert));
	require(table, sqlite3_step(table->insert) == SQLITE_DONE);
	sqlite3_reset(table->insert);
	table->next = 1;
	table->row_count++;
	return sqlite3_last_insert_rowid(table->db);
}
