/* What a terminal can do, as terminfo says. */
#ifndef APLOMB_UI_TERMINAL_TERMINAL_CAPABILITIES_H
#define APLOMB_UI_TERMINAL_TERMINAL_CAPABILITIES_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/error.h"

/* As terminal_is_capable(). */
bool capabilities_suffice(const char *name, struct error *error);

/*
 * Appends what undoes everything that a screen program does to the open terminal: for the
 * handler of a crash, which cannot ask curses. After newterm().
 */
void capabilities_add_restoring(struct buffer *bytes, bool has_mouse);

#endif
