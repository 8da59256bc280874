/*
 * What the files of the mapping engine share.
 *
 * Rule: included by src/intake/map*.c alone.
 */
#ifndef APLOMB_INTAKE_MAP_READING_H
#define APLOMB_INTAKE_MAP_READING_H

#include <sqlite3.h>

#include "intake/map.h"

enum map_statement_kind {
	MAP_RECOGNISES,
	MAP_EVENTS, /* and notes */
};

struct map_statement {
	sqlite3_stmt *statement;
	enum map_statement_kind kind;
	int type_column, note_column, refused_column; /* -1: none */
};

/* A staged document, by its number minus 1. */
struct staged_document {
	const char *file;
	size_t line; /* 0: the file says it all */
	bool is_recognised;
	bool is_used; /* an event or a note came of it */
};

struct map_reading {
	const struct map *map;
	sqlite3 *memory;
	bool is_confined; /* a statement of the mapping is compiled or runs */
	const struct zone *assumed_zone;
	sqlite3_stmt *stage, *unstage, *stage_release, *changes, *teams, *recognition;
	struct map_statement statements[MAP_STATEMENTS_MAX];
	size_t statement_count;
	const char *rest; /* of the mapping's text: not compiled yet */
	struct staged_document *documents;
	size_t document_count, document_capacity;
	struct arena arena; /* file names */
};

/* -- the sandbox (map_sandbox.c) ----------------------------------------------------------- */

/* An empty database in memory that confines what is_confined says. Fails with ERROR_IO. */
bool sandbox_open(struct map_reading *reading, struct error *error);
/* Steps a statement of the mapping, confined. */
int sandbox_step(struct map_reading *reading, sqlite3_stmt *statement);
/* Puts the connection's last failure in words, with ERROR_INVALID. */
bool sandbox_fail(const struct map_reading *reading, struct error *error);

/* -- statements and rows (map.c, map_row.c)
 * ---------------------------------------------------------------------- */

/* "It was so by then": a bound of an instant whose earliest sighting counts. */
struct sighting {
	int field; /* -1: none */
	instant by;
};

/* The row that a statement stands on as an event. */
bool map_row_event(struct map_reading *reading, const struct map_statement *statement,
		   const struct intake *intake, struct arena *arena, struct event *event,
		   struct sighting *sighting, struct error *error);

/*
 * Compiles what is left once the documents are staged; each view becomes a table of what it
 * selects.
 */
bool map_compile_rest(struct map_reading *reading, struct error *error);
/* Gives a statement what the command line said. Fails on a parameter that there is not. */
bool map_bind_parameters(struct map_reading *reading, sqlite3_stmt *statement,
			 const struct intake *intake, struct error *error);

#endif
