/*
 * What `aplomb doctor` writes: labelled lines, for a bug report.
 *
 * Rule: no name of a team, a service or a person, and the home directory is "~", so that what
 * it says can be passed on. What is not there is said with what to do about it, and is no
 * failure.
 */
#ifndef APLOMB_COMMAND_DOCTOR_H
#define APLOMB_COMMAND_DOCTOR_H

#include "command/command.h"

struct doctor {
	struct invocation *invocation;
	struct buffer out;
};

/* "Title", after an empty line. */
void doctor_title(struct doctor *doctor, const char *title);
/* "  label           what there is to say": made visible, the home directory shown as ~. */
void doctor_say(struct doctor *doctor, const char *label, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* doctor_files.c: team definitions, history and directories. */
void doctor_teams(struct doctor *doctor);
void doctor_history(struct doctor *doctor);
void doctor_directories(struct doctor *doctor);

#endif
