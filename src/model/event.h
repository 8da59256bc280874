/*
 * Events: the facts of the history, as they are recorded, imported, stored and printed.
 *
 * Rule: one table (event_types) says each type's fields, their order, kinds and which are
 * required; `record`, JSON Lines, CSV, the store and the manual's check all read it. A field
 * that was not given is absent, never a default: defaults are applied where readings are made.
 */
#ifndef APLOMB_MODEL_EVENT_H
#define APLOMB_MODEL_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/instant.h"

enum field_kind {
	FIELD_TEXT,
	FIELD_INSTANT,
	FIELD_INTEGER, /* whole number, 0 or more */
	FIELD_NUMBER,  /* finite, 0 or more */
	FIELD_BOOLEAN,
	FIELD_CHOICE,  /* one of a closed set of words */
	FIELD_CHANGES, /* deployment: [{revision, committed_at}] */
	FIELD_TEAMS,   /* meeting: [team, ...] */
};

struct event_field {
	const char *name; /* in record, JSON, CSV; the column's name too */
	enum field_kind kind;
	bool is_required;
	bool is_natural_key; /* part of the identity of an event without an id */
	const char *choices; /* FIELD_CHOICE: "normal hotfix rollback" */
	const char *help;    /* a few words, for --help and the manual */
};

#define EVENT_FIELDS_MAX 16

enum event_kind {
	EVENT_DEPLOYMENT,
	EVENT_INCIDENT,
	EVENT_SLO_SAMPLE,
	EVENT_UPDATE,
	EVENT_CHECK,
	EVENT_EXERCISE,
	EVENT_NEED,
	EVENT_WALKAROUND,
	EVENT_CONCERN,
	EVENT_SHADOWING,
	EVENT_MEETING,
	EVENT_LESSON,
	EVENT_RULE,
	EVENT_RULE_REVIEW,
	EVENT_WORK,
	EVENT_COVERAGE,
	EVENT_NOTE,
	EVENT_KIND_COUNT,
};

struct event_type {
	enum event_kind kind;
	const char *name;	 /* "deployment": type and table */
	const char *at_field;	 /* the field that orders it in time: "at", "started_at" */
	const char *at_fallback; /* and where that one is absent; NULL */
	struct event_field fields[EVENT_FIELDS_MAX];
	size_t field_count;
};

/* In the order of enum event_kind. */
extern const struct event_type event_types[EVENT_KIND_COUNT];

/* NULL if there is no type of that name. */
const struct event_type *event_type_find(const char *name);
/* Index into fields, or -1. */
int event_field_find(const struct event_type *type, const char *name);

struct change_record {
	const char *revision;
	instant committed_at; /* INSTANT_NONE: not known */
};

struct event_value {
	bool is_present;
	const char *text; /* FIELD_TEXT, FIELD_CHOICE */
	int64_t integer;  /* FIELD_INSTANT, FIELD_INTEGER, FIELD_BOOLEAN (0, 1) */
	double number;	  /* FIELD_NUMBER */
	const struct change_record *changes; /* FIELD_CHANGES */
	const char *const *teams;	     /* FIELD_TEAMS */
	size_t count;			     /* of changes or teams */
	size_t capacity; /* of an array that event_set() grew; 0: of exactly `count` */
};

#define EVENT_TEXT_BYTES_MAX ((size_t)64 * 1024)
#define EVENT_INTEGER_MAX (INT64_C(1) << 53) /* what every JSON reader takes exactly */

struct event {
	const struct event_type *type;
	struct event_value values[EVENT_FIELDS_MAX]; /* as type->fields */
};

/* An empty event of a type. */
void event_init(struct event *event, const struct event_type *type);

/*
 * Sets one field from its text, as `record --field text` and CSV cells give it. FIELD_CHANGES
 * takes one "REVISION=T" and appends (the last = divides; nothing after it: time not known);
 * FIELD_TEAMS one team and appends. A boolean is true/false, yes/no or 1/0. An empty text
 * leaves an optional FIELD_TEXT absent. Texts are copied into the arena. Fails with
 * ERROR_INVALID: what is wrong with the value and what was expected; the field's name is in the
 * message.
 */
bool event_set(struct event *event, int field, const char *text,
	       const struct zone *assumed_zone, struct arena *arena, struct error *error);

/*
 * Appends one change to a FIELD_CHANGES. committed_at is an instant as text; NULL or "" where
 * it is not known. Fails as event_set() does.
 */
bool event_add_change(struct event *event, int field, const char *revision,
		      const char *committed_at, const struct zone *assumed_zone,
		      struct arena *arena, struct error *error);

/*
 * Whether all required fields are present and the values go together: good is at most total, a
 * bucket lasts at least a second, reported is at most sent, no revision or team stands twice.
 * Fails with ERROR_INVALID naming the field.
 */
bool event_is_complete(const struct event *event, struct error *error);

/* The instant that orders it; INSTANT_NONE for a rule without dates. */
instant event_at(const struct event *event);

/* A copy that owes nothing to the first; texts and lists lie in the arena. */
struct event event_copy(const struct event *event, struct arena *arena);
/* Whether they are of one type and say the same in every field. */
bool event_equals(const struct event *first, const struct event *second);

#endif
