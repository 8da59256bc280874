/*
 * From the report's words, which are appended to a buffer, to strings that live for a frame.
 */
#ifndef APLOMB_UI_WIDGETS_WORDS_H
#define APLOMB_UI_WIDGETS_WORDS_H

#include "base/arena.h"
#include "base/buffer.h"

struct words {
	struct arena arena;   /* of the frame */
	struct buffer buffer; /* what is being put together */
};

/* Zeros are a valid beginning. */
void words_release(struct words *words);
/* Forgets all strings: a new frame begins. */
void words_clear(struct words *words);
/* What was put together since the last take, as a string. */
const char *words_take(struct words *words);

#endif
