/*
 * What the readers of foreign formats share: values by key, kinds, percentages, windows.
 *
 * Rule: a key that is not read is passed over whatever it holds; a value that is read is
 * checked for its shape. Texts are copied into the draft's arena.
 */
#ifndef APLOMB_CATALOG_FOREIGN_H
#define APLOMB_CATALOG_FOREIGN_H

#include "catalog/draft.h"

/* The value of a key; NULL where it is absent or null, or `mapping` NULL or no mapping. */
const struct node *foreign_value(const struct node *mapping, const char *key);

/*
 * The value of a key that must be there; `what` names the document in a refusal ("a
 * Component"), `example` a value.
 */
bool foreign_require(const struct node *mapping, const char *key, const char *what,
		     const char *example, const struct node **value, struct error *error);

/* The same of a mapping, such as `spec`. */
bool foreign_mapping(const struct node *mapping, const char *key, const char *what,
		     const struct node **value, struct error *error);

/*
 * A text for people, each run of spaces and line ends one space; node NULL or an empty text
 * gives NULL.
 */
bool foreign_text(const struct node *node, const char *what, struct draft *draft,
		  const char **text, struct error *error);

/* A name made an id: characters that an id cannot have become '-'. */
bool foreign_id(const struct node *node, const char *what, struct draft *draft, const char **id,
		struct error *error);

/*
 * A percentage above 0 and up to 100, with or without '%'. One below 1 is what it says, and
 * noted.
 */
bool foreign_percent(const struct node *node, const char *what, struct draft *draft,
		     struct share *share, struct error *error);

/*
 * A span of one or, if `may_add`, several numbers and units: "30d", "1w3d". The units stand in
 * a table that ends with name '\0'.
 */
struct span_unit {
	char name;
	int64_t seconds;
};
bool foreign_span(const struct node *node, const struct span_unit *units, bool may_add,
		  int64_t *seconds, struct error *error);

#endif
