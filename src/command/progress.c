#include "command/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static double clock_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void progress_begin(struct progress *progress)
{
	*progress = (struct progress){.shown_at = clock_seconds()};
}

bool progress_is_due(struct progress *progress, const struct invocation *invocation)
{
	double now = clock_seconds();

	if (now - progress->shown_at < (progress->is_shown ? 0.25 : 1))
		return false;
	if (!isatty(STDERR_FILENO) || invocation_has(invocation, OPTION_QUIET))
		return false;
	progress->shown_at = now;
	progress->is_shown = true;
	return true;
}

void progress_end(struct progress *progress)
{
	if (progress->is_shown)
		fputs("\r\033[K", stderr);
	progress->is_shown = false;
}
