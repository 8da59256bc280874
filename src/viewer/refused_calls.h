/*
 * System calls that a program which only shows things has no use for, refused by the kernel.
 *
 * Rule: this names what is refused, so it is no proof that all else is harmless. Files are
 * Landlock's to guard (confinement.h); here are the ways around it: programs, sockets, other
 * processes, and what changes files that were never opened.
 */
#ifndef APLOMB_VIEWER_REFUSED_CALLS_H
#define APLOMB_VIEWER_REFUSED_CALLS_H

#include <stdbool.h>

/* Whether calls can be refused: the kernel has seccomp, and the processor's calls are known. */
bool refused_calls_are_possible(void);

/*
 * From now on those calls fail with EPERM, in this process and all it could start, for good; it
 * must have given up new privileges. False: none is refused.
 */
bool refused_calls_enter(void);

#endif
