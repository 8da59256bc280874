/*
 * What the terminal scorecard gives up once it has opened what it shows: a file that was made
 * to mislead it then finds nothing to take, to change or to run.
 *
 * Rule: the kernel keeps to it (Landlock), for the process and all it could start. Where a
 * kernel has none, nothing is given up, and `aplomb doctor` says so.
 */
#ifndef APLOMB_COMMAND_CONFINEMENT_H
#define APLOMB_COMMAND_CONFINEMENT_H

#include <stdbool.h>

#include "base/arena.h"

/* The version of Landlock that this kernel offers; 0: none. */
int confinement_version(void);

/* What a kernel of that version holds the screens to, in words. */
const char *confinement_words(int version);

/* The directories that are left, with all that lies below them. */
struct confinement {
	const char **readable;
	size_t readable_count, readable_capacity;
	const char *writable; /* files may be made and written, none removed; NULL: none */
};

/*
 * Adds the directory of a file, or a directory itself; of a symbolic link also the directory
 * that it leads to. What is not there is passed over. Strings in the arena.
 */
void confinement_add_readable(struct confinement *confinement, const char *path,
			      struct arena *arena);

/* The directory of the history at a path, where there is one. */
void confinement_set_writable(struct confinement *confinement, const char *path,
			      struct arena *arena);

/*
 * From now on this process reads below those directories (and the system's shared data and time
 * zones), writes below the one, runs no program and opens no connection; descriptors that are
 * open stay so. For good. False, and nothing is given up: the kernel cannot.
 */
bool confinement_enter(const struct confinement *confinement);

#endif
