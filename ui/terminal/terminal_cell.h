/* One cell of a canvas on its way to the terminal. */
#ifndef APLOMB_UI_TERMINAL_TERMINAL_CELL_H
#define APLOMB_UI_TERMINAL_TERMINAL_CELL_H

#include "ui/canvas/canvas.h"

/*
 * Puts a cell at its place. What the C library's width for it differs from the canvas', or what
 * a cell of curses cannot hold, becomes question marks of the same width: nothing may move.
 */
void terminal_cell_put(int row, int column, const struct canvas_cell *cell);

#endif
