/*
 * What the files of `aplomb check` share: what was found so far, and lists under a heading.
 *
 * Rule: what is not valid is an error, on stderr; what would make the data more useful is said
 * on stdout, each with its place and the way out, in the order of the files.
 */
#ifndef APLOMB_COMMAND_CHECK_H
#define APLOMB_COMMAND_CHECK_H

#include "command/command.h"

struct checking {
	struct invocation *invocation;
	struct store *store;
	const struct catalog *catalog; /* an empty one where there is no team file */
	instant now;		       /* nothing at or after it counts yet */
	size_t advice;		       /* how much there is */
	struct buffer out;	       /* what was found, to be printed at the end */
};

/* A list under way. Without -v it shows its first lines and says how many more there are. */
struct findings {
	struct checking *checking;
	struct buffer lines;
	size_t count;
};

void findings_begin(struct findings *findings, struct checking *checking);
/* Whether the next one will be shown: else it need not be put in words. */
bool findings_has_room(const struct findings *findings);
/* Adds one, which is a line; names in it are visible already (text_visible). */
void findings_add(struct findings *findings, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* Counts one for which there was no room. */
void findings_pass(struct findings *findings);
/* Puts the list out, if there is any, with what it is a list of, and what to do. */
void findings_end(struct findings *findings, const char *title, const char *way_out);

/* "" or "s". */
const char *plural(size_t count);
/* The name, made visible, in the invocation's arena. */
const char *shown(const struct checking *checking, const char *name);

/* -- check_names.c ------------------------------------------------------------------------- */

/* Names that belong to no service, and teams that the YAML does not name. */
bool check_names(struct checking *checking, struct error *error);

/* Whether a name can be an id in the YAML. */
bool is_id(const char *name);
/* An id as YAML: quoted where it would be something else. */
const char *yaml_id(struct checking *checking, const char *id);

/* -- check_history.c ----------------------------------------------------------------------- */

/* What the history has nothing of yet, no more of, or too early. */
bool check_history(struct checking *checking, struct error *error);

#endif
