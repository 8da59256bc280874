/* What stands around every screen: the title above it, the keys below. */
#ifndef APLOMB_UI_SESSION_CHROME_H
#define APLOMB_UI_SESSION_CHROME_H

#include "ui/screens/screen.h"

/* "aplomb › Commerce › Payments      12 weeks to 30 Sep 2026 · Northwind", cut to fit. */
void chrome_draw_title(struct view *view, struct canvas *canvas, int row,
		       const struct title *title);

/* The keys that hold, in the first `columns`; the most useful where not all fit. */
void chrome_draw_keys(struct canvas *canvas, int row, int columns, enum key_screen screen,
		      bool is_ascii);

#endif
