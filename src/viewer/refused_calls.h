/*
 * System calls that a program which only shows things has no use for, refused by the kernel.
 *
 * Rule: this names what is refused, so it is no proof that all else is harmless. Files are
 * Landlock's to guard (confinement.h); here are the ways around it: programs, sockets, other
 * processes, and what Landlock does not guard of files: whose they are, and for whom.
 */
#ifndef APLOMB_VIEWER_REFUSED_CALLS_H
#define APLOMB_VIEWER_REFUSED_CALLS_H

#include <stdbool.h>
#include <sys/types.h>

struct file_owner {
	uid_t user;
	gid_t group;
};

/* Whether calls can be refused: the kernel has seccomp, and the processor's calls are known. */
bool refused_calls_are_possible(void);

/*
 * From now on those calls fail with EPERM, in this process and all it could start, for good; it
 * must have given up new privileges. Files may be given to that owner still; NULL: to nobody.
 * False: none is refused.
 */
bool refused_calls_enter(const struct file_owner *owner);

#endif
