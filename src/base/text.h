/*
 * Text that people see: UTF-8, its width in cells, and how foreign text is made harmless.
 *
 * Rule: text from YAML, history or the command line is shown, never obeyed. It goes through
 * text_add_visible() on its way to a terminal, an export or an error message. Widths do not
 * depend on the locale (libunistring, Unicode data).
 */
#ifndef APLOMB_BASE_TEXT_H
#define APLOMB_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"

/* The version of libunistring that is in use: major << 16, minor << 8, smallest. */
int text_library_version(void);

/* True if the bytes are well-formed UTF-8 (no surrogates, nothing above U+10FFFF). */
bool text_is_utf8(const char *bytes, size_t length_bytes);

/*
 * Appends text with every character that a terminal or reader would obey instead of show made
 * a visible token such as <U+001B>: C0 (tab and newline too), DEL, C1, all format characters
 * (bidi controls, zero-width characters and joiners, soft hyphen, annotation, tags), variation
 * selectors and whatever else is drawn as nothing, line and paragraph separators, private use,
 * unassigned and noncharacters; and marks that have nothing to stand on (at the start, after a
 * token) or are more than four on one character. Invalid bytes become <0x9B>. The result is
 * always valid UTF-8 on one line; done twice it is the same.
 */
void text_add_visible(struct buffer *buffer, const char *bytes, size_t length_bytes);
/* The same, of a C string, in an arena. */
const char *text_visible(struct arena *arena, const char *text);

/*
 * Appends text with everything outside printable ASCII replaced, cell for cell: accents are
 * taken off ("Zoe"), known typographic and drawing characters become an ASCII likeness of one
 * cell, the rest one "?" for each cell; invalid bytes and control characters one "?" each. A
 * newline stays, so that a whole document may pass.
 */
void text_add_ascii(struct buffer *buffer, const char *bytes, size_t length_bytes);

/*
 * One character as it stands in a cell grid: the bytes of one grapheme cluster (UAX 29) and its
 * width, the sum of its characters' but at most 2 (a joined emoji, a flag draws as 2). Marks
 * that take cells of their own beyond two begin a cluster of their own. Returns the bytes taken
 * (0 at the end), at most TEXT_CLUSTER_BYTES_MAX, and sets *width_cells to 0, 1 or 2. text must
 * be valid UTF-8.
 */
#define TEXT_CLUSTER_BYTES_MAX 64
size_t text_next_cluster(const char *text, int *width_cells);

/* Whether a spreadsheet may take a cell for a formula: by its first character, wide or not. */
bool text_is_formula(const char *text);

/* Whether there is nothing to see in it: empty, or white space alone (UTF-8). */
bool text_is_blank(const char *text);

/*
 * Bytes of the longest prefix of at most so many that does not end inside a character; the text
 * need not be valid. And what "%.*s" takes: its two arguments.
 */
size_t text_cut_bytes(const char *text, size_t bytes_max);
#define TEXT_CUT(text, bytes_max) (int)text_cut_bytes(text, bytes_max), (text)

/* Cells that the text takes when drawn cluster by cluster. */
int text_width_cells(const char *text);

/* Bytes of the longest prefix that takes at most `cells` cells, whole clusters only. */
size_t text_prefix_bytes(const char *text, int cells);

/*
 * The candidate nearest to `word` by edit distance (insert, delete, replace, swap of
 * neighbours; ASCII letters' case does not count), if it is near enough to be a slip: at most
 * one third of the word or 1, and never the whole word. The first of equals. Where none is so
 * near, the only one that the word begins, or else is a part of: "restore", "cadence". NULL if
 * there is none.
 */
const char *text_nearest(const char *word, const char *const *candidates, size_t count);

#endif
