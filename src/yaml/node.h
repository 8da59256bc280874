/*
 * A YAML document as a tree of nodes, each with its place, and how it is refused by that place.
 *
 * Rule: a tree is plain data in an arena; tags are gone and aliases expanded when it is made.
 */
#ifndef APLOMB_YAML_NODE_H
#define APLOMB_YAML_NODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/place.h"

enum node_kind {
	NODE_SCALAR,
	NODE_SEQUENCE,
	NODE_MAPPING,
};

struct node {
	enum node_kind kind;
	bool is_plain;		 /* a scalar without quotes */
	const struct node *next; /* the next child of the same parent */
	union {
		/*
		 * A sequence's children are its items; a mapping's are key, value, key, value,
		 * ...; keys are scalars, each there once.
		 */
		const struct node *first;
		const char *text; /* a scalar's: UTF-8 without NUL */
	};
	size_t count;	    /* items of a sequence, pairs of a mapping */
	struct place place; /* an alias's own place, not that of what it stands for */
};

/* A plain scalar that is empty, ~ or null: nothing was given. */
bool node_is_null(const struct node *node);

/* The value of a key of a mapping; NULL where it has no such key or is no mapping. */
const struct node *node_value(const struct node *mapping, const char *key);

/*
 * For "%.*s" in a message: at most 64 bytes of a foreign text, whole characters. Foreign texts
 * in messages are made visible where messages are printed.
 */
int quoted_bytes(const char *text);

/* Refuses what stands at a place: "teams.yaml:14:7: ...", ERROR_INVALID. Returns false. */
bool place_refuse(const struct place *place, struct error *error, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Puts the place before what another reader said of the text there. Returns false. */
bool place_prefix(const struct place *place, struct error *error);

#endif
