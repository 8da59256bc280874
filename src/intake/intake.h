/*
 * Reading other tools' records: what every format is given and what it calls.
 *
 * Rule: a format turns what it reads into events and knows nothing of where they go. What it
 * cannot read it refuses, record by record; what it passes over it says in a note. Adding a
 * format is one file: a mapping in data/intake/, or C here and one line in formats.c.
 */
#ifndef APLOMB_INTAKE_INTAKE_H
#define APLOMB_INTAKE_INTAKE_H

#include <stdio.h>

#include "model/catalog.h"
#include "model/event.h"

struct map;

struct intake {
	const struct intake_format *format;
	const struct intake_formats *formats; /* all, to say what a file is instead */
	void *state;			      /* the format's own, from begin() to end() */

	/* What was asked for; NULL where it was not given. */
	const struct event_type *type;	 /* csv: of its rows */
	const char *service;		 /* of all records */
	const char *environment;	 /* of all records */
	const char *source;		 /* to record */
	const char *repository;		 /* git, upptime: a directory */
	const char *tags;		 /* git: an extended regular expression */
	bool has_time_in_name;		 /* git: a tag's name says when */
	const char *slo;		 /* of samples that do not name theirs */
	const char *at;			 /* of documents that do not say when: Unix seconds */
	const char *threshold;		 /* of scores */
	FILE *releases;			 /* known releases */
	const char *releases_name;	 /* its file, for messages */
	const struct zone *assumed_zone; /* of instants without one */

	/* Where the format stands: "events.jsonl", 14; line 0: the place says it all. */
	const char *place;
	size_t line;

	/*
	 * Takes one complete event, valid during the call only; replaces: its values take the
	 * place of those that differ. False ends the reading.
	 */
	bool (*put)(struct intake *intake, const struct event *event, bool replaces,
		    struct error *error);
	/*
	 * A record is not valid, for the reason in *error (without the place). True: pass over
	 * it and go on; false ends the reading with that error, the place now in front.
	 */
	bool (*refuse)(struct intake *intake, struct error *error);
	/* What a person should know of what was passed over. */
	void (*note)(struct intake *intake, const char *note);
	/* The event of the same id (or natural key) that is known already. */
	bool (*find)(struct intake *intake, const struct event *event, struct arena *arena,
		     struct event *known, bool *is_found, struct error *error);
	void *context; /* the caller's */
};

struct intake_format {
	const char *name;
	const char *summary;	/* one line, for help */
	const char *looks_like; /* "PagerDuty incidents" */
	const char *options;	/* those it takes beside the common ones; "" */
	bool is_read_of_file;	/* read() is called once for each file, else once with NULL */
	/*
	 * Which kinds (bits of enum collected_kind) of intake->service it reads completely; 0,
	 * or where no service was named: those that its events show.
	 */
	unsigned collects;
	const struct map *map; /* NULL: not read by a mapping */
	/* Whether all that it needs was given; else ERROR_USAGE. NULL: it needs nothing. */
	bool (*check)(const struct intake_format *format, const struct intake *intake,
		      struct error *error);
	/* NULL: there is nothing to begin, finish, end. */
	bool (*begin)(struct intake *intake, struct error *error);
	bool (*read)(struct intake *intake, FILE *file, struct error *error);
	bool (*finish)(struct intake *intake, struct error *error);
	void (*end)(struct intake *intake);
	/* Whether a file is of this format, from its beginning. NULL: it cannot be told. */
	bool (*recognises)(const struct intake_format *format, FILE *file);
};

/* All formats, in the order of the manual; in an arena. */
struct intake_formats {
	struct intake_format *formats;
	size_t count;
};

/* Those of C and those of the mappings inside the binary. */
void intake_formats_load(struct intake_formats *formats, struct arena *arena);
/* NULL if there is none of that name. */
const struct intake_format *intake_format_find(const struct intake_formats *formats,
					       const char *name);
/* The format that a seekable file is of; NULL: none, or more than one. Rewinds it. */
const struct intake_format *intake_format_recognise(const struct intake_formats *formats,
						    FILE *file);
/* Says in *error of what other format than the intake's a seekable file is; false: of none. */
bool intake_format_say_other(const struct intake *intake, FILE *file, struct error *error);
/*
 * A format that a mapping reads, which the text says; the text must stay. Fails with
 * ERROR_INVALID: "my.sql:3: ...".
 */
bool intake_format_of_map(struct intake_format *format, const char *file, const char *text,
			  struct arena *arena, struct error *error);

extern const struct intake_format intake_format_events, intake_format_csv, intake_format_git,
	intake_format_upptime;

#endif
