/*
 * A history made in a file of its own: by `backup` from one that is whole, by `rescue` from
 * what can be read of one that is not.
 *
 * Rule: it is made under another name, read back, and put in place in one step. What stands
 * there already stays.
 */
#ifndef APLOMB_COMMAND_COPYING_H
#define APLOMB_COMMAND_COPYING_H

#include "command/progress.h"
#include "export/output.h"

struct copying {
	struct invocation *invocation;
	const char *from, *to; /* paths */
	const char *doing;     /* "backing up" */
	struct stat source;
	struct replacement replacement;
	struct progress progress;
	struct store_work work; /* stops at an interrupt */
};

/*
 * Looks at both places and from here on takes interrupts. Fails with ERROR_USAGE or ERROR_IO.
 * copying_end() belongs to it either way.
 */
bool copying_begin(struct copying *copying, struct invocation *invocation, const char *from,
		   const char *to, const char *doing, struct error *error);
/* Writes what a store holds, reads it back and puts it in place. */
bool copying_fill(struct copying *copying, struct store *store, struct store_summary *copied,
		  struct error *error);
/* Takes away what is not in place; ends the program where an interrupt asked for it. */
void copying_end(struct copying *copying);

/* How many events a summary counts. */
size_t summary_total(const struct store_summary *summary);
/* "1.2 MiB" of the file at a path, in the invocation's arena. */
const char *size_of_file(struct invocation *invocation, const char *path);

#endif
