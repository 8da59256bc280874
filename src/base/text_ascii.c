/*
 * Text for terminals and readers that know ASCII alone (text.h).
 *
 * Rule: a likeness takes exactly the cells of what it stands for, so that a table laid out
 * before is still one.
 */
#include <string.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "base/text.h"

/*
 * Likenesses of one cell. The verdicts stay four different signs (growing +, steady -,
 * conversation ?, gathering . where it is drawn as one), what is cut off ends in ~, a
 * sparkline's bars are a ramp of ever more ink, and a dotted line is another one than a drawn.
 */
static const struct {
	char ascii;
	const char *characters;
} likenesses[] = {
	/* verdicts and signs */
	{'+', "↗"},
	{'?', "◇"},
	{'~', "…⋯"},
	{'*', "✓✔"},
	{'v', "↓▼▾"},
	{'^', "↑▲▴"},
	{'<', "←‹◀◂«≤"},
	{'>', "→›▶▸»≥"},
	{'x', "×✕✗"},
	/* bars, lowest first */
	{'_', "▁"},
	{'.', "▂"},
	{'-', "▃"},
	{'=', "▄"},
	{'+', "▅"},
	{'*', "▆"},
	{'#', "▇"},
	{'@', "█"},
	/* what was written down */
	{'^', "✎"},
	/* lines and dots */
	{'-', "─━╌╍╴╶╸╺·"},
	{'=', "═"},
	{'|', "│┃║▌▏▎▍▋▊▉▐"},
	{'.', "┄┅┈┉░"},
	{':', "┆┇┊┋▒⋮"},
	{'#', "▓■"},
	{'+', "├┤┼┬┴┌┐└┘╭╮╯╰╞╡╪╔╗╚╝╠╣╦╩╬"},
	{'o', "●○◦◯"},
	{'*', "•∙★◆♦"},
	/* typography */
	{'-', "‐‒–—―−⁃"},
	{'\'', "‘’‚‛′`´"},
	{'"', "“”„‟″"},
	{'~', "≈∼"},
	{'/', "⁄∕÷"},
	{'u', "µμ"},
	/* letters that Unicode does not take apart */
	{'O', "Ø"},
	{'o', "ø"},
	{'D', "ĐÐ"},
	{'d', "đð"},
	{'L', "Ł"},
	{'l', "ł"},
	{'H', "Ħ"},
	{'h', "ħ"},
	{'T', "Ŧ"},
	{'t', "ŧ"},
	{'i', "ı"},
	{'s', "ß"},
	{'A', "Æ"},
	{'a', "æ"},
	{'O', "Œ"},
	{'o', "œ"},
};

static char likeness_of(ucs4_t c)
{
	for (size_t i = 0; i < sizeof(likenesses) / sizeof(likenesses[0]); i++)
		if (u8_strchr((const uint8_t *)likenesses[i].characters, c))
			return likenesses[i].ascii;
	return '\0';
}

/* Whether a decomposition says the same with another look: not "1" for a superscript one. */
static bool keeps_meaning(int tag)
{
	return tag == UC_DECOMP_CANONICAL || tag == UC_DECOMP_WIDE || tag == UC_DECOMP_NARROW ||
	       tag == UC_DECOMP_NOBREAK || tag == UC_DECOMP_FONT;
}

/* The character with its accents taken off; itself where it has none. */
static ucs4_t take_off_accents(ucs4_t c)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	int tag;
	int count;

	while ((count = uc_decomposition(c, &tag, parts)) > 0 && keeps_meaning(tag)) {
		for (int i = 1; i < count; i++)
			if (!uc_is_general_category_withtable(parts[i], UC_CATEGORY_MASK_M))
				return c;
		c = parts[0];
	}
	return c;
}

/* Of a character that is shown. */
static char ascii_of(ucs4_t c)
{
	char likeness;

	if (c < 0x7F)
		return (char)c;
	if ((likeness = likeness_of(c)))
		return likeness;
	if (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Zs))
		return ' ';
	c = take_off_accents(c);
	if (c < 0x7F)
		return (char)c;
	likeness = likeness_of(c);
	return likeness ? likeness : '?';
}

/* Bytes of the cluster that begins with a character of length_bytes; cells that it takes. */
static size_t cluster_bytes(const char *bytes, size_t length_bytes, int *cells)
{
	char cluster[TEXT_CLUSTER_BYTES_MAX + 1] = "";

	memcpy(cluster, bytes,
	       length_bytes < sizeof(cluster) - 1 ? length_bytes : sizeof(cluster) - 1);
	return text_next_cluster(cluster, cells);
}

/* Appends the likeness of what stands first; returns its bytes. */
static size_t add_likeness(struct buffer *buffer, const char *bytes, size_t length_bytes)
{
	ucs4_t c;
	int length = u8_mbtoucr(&c, (const uint8_t *)bytes, length_bytes);
	size_t taken = 1;
	int cells = 1;
	char ascii = '?';

	if (c == '\n' || (c >= 0x20 && c < 0x7F && (length_bytes == 1 || !(bytes[1] & 0x80)))) {
		ascii = (char)c;
	} else if (length > 0 && uc_is_general_category_withtable(c, UC_CATEGORY_MASK_C)) {
		taken = (size_t)length;
	} else if (length > 0) {
		taken = cluster_bytes(bytes, length_bytes, &cells);
		ascii = ascii_of(c);
	}
	if (cells > 0)
		buffer_add_char(buffer, ascii);
	if (cells > 1)
		buffer_add_char(buffer, ascii == '?' ? '?' : ' ');
	return taken;
}

void text_add_ascii(struct buffer *buffer, const char *bytes, size_t length_bytes)
{
	size_t at = 0;

	while (at < length_bytes)
		at += add_likeness(buffer, bytes + at, length_bytes - at);
}
