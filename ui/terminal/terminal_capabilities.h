/* What a terminal can do, as terminfo says. */
#ifndef APLOMB_UI_TERMINAL_TERMINAL_CAPABILITIES_H
#define APLOMB_UI_TERMINAL_TERMINAL_CAPABILITIES_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/error.h"

/* As terminal_is_capable(). */
bool capabilities_suffice(const char *name, struct error *error);

/* What terminfo says of a terminal. */
struct terminal_facts {
	bool is_known;
	bool places_cursor, clears_screen;
	bool has_alternate_screen; /* what was on the screen comes back afterwards */
	bool has_mouse;
	int colors; /* 0: none */
};
/* As terminal_describe(). */
void capabilities_describe(const char *name, struct terminal_facts *facts);

/*
 * Appends what undoes everything that a screen program does to the open terminal: for the
 * handler of a crash, which cannot ask curses. After newterm().
 */
void capabilities_add_restoring(struct buffer *bytes, bool has_mouse);

#endif
