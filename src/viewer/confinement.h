/*
 * What the terminal scorecard gives up once it has opened what it shows: a file that was made
 * to mislead it then finds nothing to take, to change or to run.
 *
 * Rule: the kernel keeps to it, for the process and all it could start: Landlock guards files,
 * a list of system calls that are refused (refused_calls.h) the rest. What a kernel has not is
 * not given up, and `aplomb doctor` says so.
 */
#ifndef APLOMB_VIEWER_CONFINEMENT_H
#define APLOMB_VIEWER_CONFINEMENT_H

#include <stdbool.h>

#include "base/arena.h"
#include "viewer/refused_calls.h"

/* The version of Landlock that this kernel offers; 0: none. */
int confinement_version(void);

/* What is refused to the screens besides files, in words: by that version, and by the list. */
const char *confinement_refusals(int version, bool calls_are_refused);

/* The directories that are left, with all that lies below them. */
struct confinement {
	const char **readable;
	size_t readable_count, readable_capacity;
	const char *writable;	 /* files may be made and written, none removed; NULL: none */
	struct file_owner owner; /* of what is written there */
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
 * zones) and writes below the one; it runs no program, and opens no socket where calls can be
 * refused (else, no TCP connection from version 4 on). Descriptors that are open stay so. A
 * file that it makes has the rights that are asked for, whatever the umask. For good. False:
 * the kernel cannot guard files, which are open to it as before.
 */
bool confinement_enter(const struct confinement *confinement);

#endif
