/*
 * How far something is that takes its time.
 *
 * Rule: on a terminal alone, after a second, four times a second, and gone when it ends.
 */
#ifndef APLOMB_COMMAND_PROGRESS_H
#define APLOMB_COMMAND_PROGRESS_H

#include "command/command.h"

struct progress {
	double shown_at; /* seconds of the clock when it was last shown, or begun */
	bool is_shown;
};

void progress_begin(struct progress *progress);
/* Whether it is time to show it again; then print one line on stderr that begins with \r. */
bool progress_is_due(struct progress *progress, const struct invocation *invocation);
/* Takes the line off the terminal, if one is there. */
void progress_end(struct progress *progress);

#endif
