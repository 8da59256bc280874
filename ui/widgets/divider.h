/*
 * The line between two parts of a screen that stand side by side.
 *
 * Rule: it is drawn last, and joins the rules that come up to it.
 */
#ifndef APLOMB_UI_WIDGETS_DIVIDER_H
#define APLOMB_UI_WIDGETS_DIVIDER_H

#include "ui/canvas/canvas.h"

/* What stands to the right of a divider begins so many cells after it. */
#define DIVIDER_CELLS 2

/* Draws it down `rows` rows from (row, column) on. */
void divider_draw(struct canvas *canvas, int row, int column, int rows);

#endif
