/* What curses reads, as input codes. */
#ifndef APLOMB_UI_TERMINAL_TERMINAL_INPUT_H
#define APLOMB_UI_TERMINAL_TERMINAL_INPUT_H

#include <stdbool.h>

#include "ui/keys/input.h"

/* Tells curses of the marks around pasted text; once for each terminal. */
void terminal_input_prepare(void);

/* The next key or mouse event that has arrived; false where there is none. Never waits. */
bool terminal_input_next(struct input *input);

#endif
