/*
 * A line of text that is being typed.
 *
 * Rule: always valid UTF-8, without control characters; what does not fit is not taken.
 */
#ifndef APLOMB_UI_WIDGETS_PROMPT_H
#define APLOMB_UI_WIDGETS_PROMPT_H

#include <stdbool.h>

#include "ui/canvas/canvas.h"
#include "ui/keys/input.h"

#define PROMPT_BYTES 1024

struct prompt {
	char text[PROMPT_BYTES];
	/* A character was not taken: none is until the text is shortened, or set. */
	bool is_full;
};

void prompt_set(struct prompt *prompt, const char *text);
/*
 * A character is added, Backspace takes the last one back, Ctrl-W the last word, Ctrl-U all.
 * False where the input is none of these.
 */
bool prompt_take(struct prompt *prompt, const struct input *input);
/*
 * Draws the sign ("/") and the text, its end where it is too long, and places the cursor behind
 * it. Returns the cells it took.
 */
int prompt_draw(const struct prompt *prompt, struct canvas *canvas, int row, int column,
		int cells, const char *sign);

#endif
