/*
 * A mapping: how one tool's documents become events, as a text of SQL (data/intake/, --map).
 *
 * Rule: a mapping reads the staged documents and nothing else: it runs in a database in memory
 * whose authorizer lets it select from `document` and `release`, with functions that give the
 * same for the same; no file, no clock, no chance. aplomb-import(5) is its manual.
 *
 * The text begins with comments that say what it is:
 *
 *   -- map: pagerduty
 *   -- reads: incidents (REST answers, v3 webhooks)
 *   -- looks like: PagerDuty incidents
 *   -- documents: json csv              (or front-matter, stanzas)
 *   -- wrapped in: incidents data       (members whose list holds the records)
 *   -- needs: --service --at            (options without which it cannot be read)
 *   -- takes: --threshold               (further options that its parameters stand for)
 *   -- largest: 256                     (MiB that a document may have; else 16)
 *   -- collects: incidents              (what --complete-until speaks of; else what is seen)
 *
 * Then come statements, each a SELECT whose first column is `document`, the row's document:
 *
 *   document, recognised         whether it is of this tool; one such statement, the first
 *   document, type, FIELD...     an event; NULL: the document does not say
 *   document, note               why a document is passed over; counted by its words
 *   document, refused            why a document cannot be read as it is: it is not valid
 *
 * The last three may be one statement (a row with a note and no type); a row with none of them
 * only says that the document is not passed over. `CREATE TEMP VIEW` may stand before.
 */
#ifndef APLOMB_INTAKE_MAP_H
#define APLOMB_INTAKE_MAP_H

#include "intake/documents.h"
#include "intake/intake.h"

#define MAP_STATEMENTS_MAX 32
#define DOCUMENT_BYTES_DEFAULT ((size_t)16 * 1024 * 1024)

struct map {
	const char *name;
	const char *reads;
	const char *looks_like; /* "PagerDuty incidents" */
	unsigned forms;		/* bits of enum document_form */
	const char *wrappers;
	const char *needs, *takes; /* "--service --at"; "" */
	size_t document_bytes_max;
	unsigned collects; /* bits of enum collected_kind */
	const char *file;  /* for messages */
	const char *sql;   /* what follows the head */
	size_t sql_line;   /* the line of the file that it begins on */
};

/*
 * Takes a mapping's head apart; texts lie in the arena. `text` must stay. Fails with
 * ERROR_INVALID: "my.sql:3: ...".
 */
bool map_parse(struct map *map, const char *file, const char *text, struct arena *arena,
	       struct error *error);

struct map_reading; /* a mapping with its staged documents */

/* Compiles it. Fails with ERROR_INVALID: what the mapping may not, or where it is no SQL. */
bool map_open(struct map_reading **reading, const struct map *map, struct error *error);
void map_close(struct map_reading *reading);

/*
 * Adds a file's documents. `intake` is asked to refuse a document that is not valid; its place
 * is the file's name. Fails where that fails, or the file is not of the form.
 */
bool map_stage(struct map_reading *reading, struct intake *intake, FILE *file,
	       struct error *error);
/* Adds the first documents of a file, to look at: fewer than all where there are many. */
bool map_stage_some(struct map_reading *reading, struct intake *intake, FILE *file,
		    struct error *error);
/*
 * Adds known releases (component, version, released_at, security), CSV or JSON; the first may
 * be called package or name.
 */
bool map_stage_releases(struct map_reading *reading, struct intake *intake, FILE *file,
			struct error *error);

size_t map_document_count(const struct map_reading *reading);

/* How many of the documents after the first `first` are of this tool. */
bool map_recognise(struct map_reading *reading, size_t first, size_t *recognised,
		   struct error *error);
/* Refuses those of them that are not, one by one. */
bool map_keep_recognised(struct map_reading *reading, struct intake *intake, size_t first,
			 struct error *error);
/* Forgets the documents after the first `first`. */
bool map_drop(struct map_reading *reading, size_t first, struct error *error);

/* Puts the events of all staged documents, and notes what was passed over. */
bool map_run(struct map_reading *reading, struct intake *intake, struct error *error);

#endif
