/* A few words side by side, of which one is chosen. */
#ifndef APLOMB_UI_WIDGETS_CHOICES_H
#define APLOMB_UI_WIDGETS_CHOICES_H

#include <stdbool.h>

#include "ui/canvas/canvas.h"
#include "ui/widgets/hits.h"

struct choices {
	const char *const *names;
	int count, chosen;
};

/*
 * Draws them in the first row of the area, the chosen one in brackets, where the cursor rests
 * if it has the focus; it is seen, where not all of them can be. Each becomes a hit: item, and
 * its index as part.
 */
void choices_draw(struct canvas *canvas, struct area area, const struct choices *choices,
		  bool has_focus, struct hits *hits, int item);

#endif
