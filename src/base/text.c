#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unigbrk.h>
#include <unistr.h>
#include <unistring/version.h>
#include <uniwidth.h>

int text_library_version(void)
{
	return _libunistring_version;
}

bool text_is_formula(const char *text)
{
	static const char *const signs[] = {"=",  "+",	    "-",      "@",	"\t",
					    "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20"};

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (strncmp(text, signs[i], strlen(signs[i])) == 0)
			return true;
	return false;
}

bool text_is_utf8(const char *bytes, size_t length_bytes)
{
	return !u8_check((const uint8_t *)bytes, length_bytes);
}

/* -- clusters and cells ------------------------------------------------------------------- */

/* Cells of one character by itself, the same in every locale. */
static int character_cells(ucs4_t c)
{
	int cells = uc_width(c, "UTF-8");

	return cells > 0 ? cells : 0;
}

static bool is_regional_indicator(ucs4_t c)
{
	return c >= 0x1F1E6 && c <= 0x1F1FF;
}

/* A cluster while it grows. */
struct cluster {
	ucs4_t first, last;
	size_t characters;
	size_t bytes;
	int cells;
};

/*
 * Whether c, the next character, still belongs to the cluster: extended grapheme clusters of
 * Unicode's Standard Annex 29, which libunistring leaves incomplete for emoji and flags. Marks
 * with a width of their own make a cell of their own once two are full, as terminals draw
 * them, so that a long run of them cannot hide.
 */
static bool cluster_takes(const struct cluster *cluster, ucs4_t c)
{
	const ucs4_t joiner = 0x200D;

	if (cluster->last == joiner)
		return uc_is_property_extended_pictographic(cluster->first) &&
		       uc_is_property_extended_pictographic(c);
	if (is_regional_indicator(cluster->last) && is_regional_indicator(c))
		return cluster->characters == 1;
	if (uc_is_grapheme_break(cluster->last, c))
		return false;
	if (uc_is_property_emoji_modifier(c))
		return uc_is_property_extended_pictographic(cluster->last);
	return cluster->cells + character_cells(c) <= 2;
}

size_t text_next_cluster(const char *text, int *width_cells)
{
	const uint8_t *bytes = (const uint8_t *)text;
	struct cluster cluster;
	ucs4_t c;
	int length = u8_strmbtouc(&c, bytes);

	*width_cells = 0;
	if (length == 0)
		return 0;
	if (length < 0)
		return 1; /* not UTF-8: a caller's mistake, but no endless loop */
	cluster = (struct cluster){c, c, 1, (size_t)length, character_cells(c)};
	/* Printable ASCII before ASCII is most of all text. */
	while (c < 0x80 ? bytes[cluster.bytes] >= 0x80 || c < 0x20 : true) {
		length = u8_strmbtouc(&c, bytes + cluster.bytes);
		if (length <= 0 || cluster.bytes + (size_t)length > TEXT_CLUSTER_BYTES_MAX ||
		    !cluster_takes(&cluster, c))
			break;
		cluster.last = c;
		cluster.characters++;
		cluster.bytes += (size_t)length;
		cluster.cells += character_cells(c);
		if (cluster.cells > 2)
			cluster.cells = 2;
	}
	*width_cells = cluster.cells;
	return cluster.bytes;
}

int text_width_cells(const char *text)
{
	int cells = 0;
	size_t length;
	int width;

	for (; (length = text_next_cluster(text, &width)) > 0; text += length)
		cells += width;
	return cells;
}

size_t text_prefix_bytes(const char *text, int cells)
{
	size_t bytes = 0;
	size_t length;
	int width;

	while ((length = text_next_cluster(text + bytes, &width)) > 0 && width <= cells) {
		cells -= width;
		bytes += length;
	}
	return bytes;
}

size_t text_cut_bytes(const char *text, size_t bytes_max)
{
	size_t length = strnlen(text, bytes_max), begin = length;

	while (begin > 0 && length - begin < 3 && ((unsigned char)text[begin] & 0xc0) == 0x80)
		begin--;
	return (unsigned char)text[begin] >= 0xc0 ? begin : length;
}

/* -- slips of the keyboard ---------------------------------------------------------------- */

static unsigned char fold_case(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * Edit distance with swaps of neighbours (optimal string alignment, Damerau 1964). rows has
 * room for three rows of strlen(other) + 1.
 */
static size_t edit_distance(const char *word, const char *other, size_t *rows)
{
	size_t width = strlen(other) + 1;
	size_t *two_above = rows;
	size_t *above = rows + width;
	size_t *row = rows + 2 * width;

	for (size_t j = 0; j < width; j++)
		row[j] = j;
	for (size_t i = 1; word[i - 1]; i++) {
		size_t *oldest = two_above;

		two_above = above;
		above = row;
		row = oldest;
		row[0] = i;
		for (size_t j = 1; j < width; j++) {
			unsigned char a = fold_case(word[i - 1]);
			unsigned char b = fold_case(other[j - 1]);

			row[j] = smaller(above[j - 1] + (a != b),
					 smaller(above[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a == fold_case(other[j - 2]) &&
			    fold_case(word[i - 2]) == b)
				row[j] = smaller(row[j], two_above[j - 2] + 1);
		}
	}
	return row[width - 1];
}

/* Fewer letters of a name say too little. */
#define PART_LETTERS 3

static bool has_part(const char *text, const char *part, size_t length, bool is_beginning)
{
	for (size_t at = 0; text[at]; at++) {
		size_t same = 0;

		while (same < length && fold_case(text[at + same]) == fold_case(part[same]))
			same++;
		if (same == length)
			return true;
		if (is_beginning)
			return false;
	}
	return false;
}

/* The only candidate that has the word in it, or at its beginning; NULL: none, or several. */
static const char *only_with_part(const char *word, const char *const *candidates, size_t count,
				  bool is_beginning)
{
	size_t length = strlen(word);
	const char *only = NULL;

	for (size_t i = 0; i < count; i++) {
		if (!has_part(candidates[i], word, length, is_beginning))
			continue;
		if (only)
			return NULL;
		only = candidates[i];
	}
	return only;
}

const char *text_nearest(const char *word, const char *const *candidates, size_t count)
{
	size_t length = strlen(word);
	size_t limit = length / 3 > 1 ? length / 3 : 1;
	size_t nearest_distance = smaller(limit + 1, length); /* something must be in common */
	const char *nearest = NULL;

	for (size_t i = 0; i < count; i++) {
		size_t other_length = strlen(candidates[i]);
		size_t *rows;
		size_t distance;

		if (other_length > length + limit || length > other_length + limit)
			continue;
		rows = memory_resize(NULL, 3 * (other_length + 1), sizeof(*rows));
		distance = edit_distance(word, candidates[i], rows);
		free(rows);
		if (distance < nearest_distance) {
			nearest_distance = distance;
			nearest = candidates[i];
		}
	}
	if (!nearest && length >= PART_LETTERS)
		nearest = only_with_part(word, candidates, count, true);
	if (!nearest && length >= PART_LETTERS)
		nearest = only_with_part(word, candidates, count, false);
	return nearest;
}
