/*
 * Reading other tools' records: what every format is given and what it calls.
 *
 * Rule: a format turns what it reads into events and knows nothing of where they go. What it
 * cannot read it refuses, record by record; what it passes over it says in a note. Adding a
 * format is one file and one line in formats.c.
 */
#ifndef APLOMB_INTAKE_INTAKE_H
#define APLOMB_INTAKE_INTAKE_H

#include <stdio.h>

#include "model/catalog.h"
#include "model/event.h"

struct intake {
	/* What was asked for; NULL where it was not given. */
	const struct event_type *type;	 /* csv: of its rows */
	const char *service;		 /* git */
	const char *repository;		 /* git: a directory */
	const char *tags;		 /* git: an extended regular expression */
	bool has_time_in_name;		 /* git: a tag's name says when */
	const char *source;		 /* git */
	const char *environment;	 /* git */
	const struct zone *assumed_zone; /* of instants without one */

	/* Where the format stands: "events.jsonl", 14; line 0: the place says it all. */
	const char *place;
	size_t line;

	/* Takes one complete event, valid during the call only. False ends the reading. */
	bool (*put)(struct intake *intake, const struct event *event, struct error *error);
	/*
	 * A record is not valid, for the reason in *error (without the place). True: pass over
	 * it and go on; false ends the reading with that error, the place now in front.
	 */
	bool (*refuse)(struct intake *intake, struct error *error);
	/* What a person should know of what was passed over. */
	void (*note)(struct intake *intake, const char *note);
	void *context; /* the caller's */
};

struct intake_format {
	const char *name;
	const char *summary;  /* one line, for help */
	const char *options;  /* those it takes beside the common ones; "" */
	bool is_read_of_file; /* read() is called once for each file, else once with NULL */
	/*
	 * Which kinds (bits of enum collected_kind) of intake->service it reads completely; 0:
	 * those that its events show.
	 */
	unsigned collects;
	/* Whether all that it needs was given; else ERROR_USAGE. NULL: it needs nothing. */
	bool (*check)(const struct intake *intake, struct error *error);
	bool (*read)(struct intake *intake, FILE *file, struct error *error);
};

/* NULL-terminated, in the order of the manual. */
extern const struct intake_format *const intake_formats[];

/* NULL if there is none of that name. */
const struct intake_format *intake_format_find(const char *name);

extern const struct intake_format intake_format_events, intake_format_csv, intake_format_git;

#endif
