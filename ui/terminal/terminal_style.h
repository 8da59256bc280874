/* How each meaning looks on this terminal: two hues at most, on the terminal's own background.
 */
#ifndef APLOMB_UI_TERMINAL_TERMINAL_STYLE_H
#define APLOMB_UI_TERMINAL_TERMINAL_STYLE_H

#include <curses.h>
#include <stdbool.h>

#include "ui/canvas/style.h"

struct look {
	attr_t attributes;
	short pair;
};

/* Prepares the colours: 74 and 178 of 256 on dark, 25 and 130 on light, else cyan and yellow.
 */
void looks_prepare(bool wanted, bool background_is_light);

/* The look of a cell's style, overlays included. */
struct look look_of(unsigned style);

#endif
