/*
 * What a bare loop records durably: durable_loop DATABASE < rows
 *
 * One row a line, fields apart by tabs: service, at, id, source, revision, committed_at. Each
 * is inserted into `deployment` in a transaction of its own, under the writers' lock and with
 * the settings that `aplomb record` has, and nothing else is done.
 */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>

static void require(sqlite3 *db, int went_well)
{
	if (went_well)
		return;
	fprintf(stderr, "durable_loop: %s\n", db ? sqlite3_errmsg(db) : "no database");
	exit(1);
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *statement;

	require(db, sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement,
				       NULL) == SQLITE_OK);
	return statement;
}

static void run(sqlite3 *db, sqlite3_stmt *statement)
{
	require(db, sqlite3_step(statement) == SQLITE_DONE);
	sqlite3_reset(statement);
}

int main(int argc, char **argv)
{
	char line[1024], lock_path[1024];
	sqlite3_stmt *begin, *insert, *commit;
	sqlite3 *db = NULL;
	int lock;

	if (argc != 2)
		return 2;
	snprintf(lock_path, sizeof(lock_path), "%s.lock", argv[1]);
	lock = open(lock_path, O_RDONLY | O_CREAT | O_CLOEXEC, 0660);
	require(db, lock >= 0 && sqlite3_open(argv[1], &db) == SQLITE_OK);
	require(db,
		sqlite3_exec(db,
			     "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
			     "PRAGMA foreign_keys = ON; PRAGMA journal_size_limit = 4194304;"
			     "PRAGMA cache_size = -16384",
			     NULL, NULL, NULL) == SQLITE_OK);
	begin = prepare(db, "BEGIN IMMEDIATE");
	insert = prepare(db, "INSERT INTO deployment (service, at, id, source, revision, "
			     "committed_at) VALUES (?, ?, ?, ?, ?, ?)");
	commit = prepare(db, "COMMIT");
	while (fgets(line, sizeof(line), stdin)) {
		char *rest = line;

		for (int i = 1; i <= 6; i++)
			sqlite3_bind_text(insert, i, strsep(&rest, "\t\n"), -1, SQLITE_STATIC);
		flock(lock, LOCK_EX);
		run(db, begin);
		run(db, insert);
		run(db, commit);
		flock(lock, LOCK_UN);
	}
	sqlite3_finalize(begin);
	sqlite3_finalize(insert);
	sqlite3_finalize(commit);
	return sqlite3_close(db) == SQLITE_OK ? 0 : 1;
}
