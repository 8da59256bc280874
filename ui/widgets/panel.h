/* The panel below a list: a sentence about what is selected, and a question. */
#ifndef APLOMB_UI_WIDGETS_PANEL_H
#define APLOMB_UI_WIDGETS_PANEL_H

#include "ui/canvas/canvas.h"
#include "ui/widgets/words.h"

struct panel {
	const char *sentence;
	const char *question; /* NULL: none */
	const char *hint;     /* at the end of the last row, where it fits; NULL: none */
};

/* A rule, the sentence, the question; what does not fit ends in an ellipsis. */
void panel_draw(struct canvas *canvas, struct area area, struct words *words,
		const struct panel *panel);

#endif
