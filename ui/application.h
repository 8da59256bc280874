/* The terminal scorecard: a session on a terminal, until the user leaves. */
#ifndef APLOMB_UI_APPLICATION_H
#define APLOMB_UI_APPLICATION_H

#include "ui/session/session.h"
#include "ui/terminal/terminal.h"

/*
 * Runs it on standard input and output, which must be terminals. LC_CTYPE must have been set.
 * Returns true when the user left. Fails when the terminal or the first scorecards cannot be
 * had. A signal that asks to end does so, once the terminal is as it was.
 */
bool application_run(const struct session_source *source, const struct session_options *options,
		     const struct terminal_settings *settings, struct error *error);

#endif
