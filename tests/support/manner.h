/* The manner of words: what no text that a user reads may say. */
#ifndef APLOMB_TESTS_SUPPORT_MANNER_H
#define APLOMB_TESTS_SUPPORT_MANNER_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a word is the pattern's, whatever its case; a star at its end matches any ending. */
bool manner_word_is(const char *word, size_t length, const char *pattern);

/* Ends the test where a text says a word that the product refuses. */
void manner_assert(const char *text);

#endif
