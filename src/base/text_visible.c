/*
 * How foreign text is made harmless (text.h).
 *
 * Rule: what this lets through is a printable character or a mark on one, and marking twice
 * changes nothing: its tokens are ASCII.
 */
#include <string.h>
#include <unictype.h>
#include <unigbrk.h>
#include <unistr.h>
#include <uniwidth.h>

#include "base/text.h"

/* Marks that may stand on one character; Unicode text needs up to four (Vietnamese two). */
#define MARKS_MAX 4
/* A character of its own to Unicode, of which no dot is set. */
#define BRAILLE_BLANK 0x2800

/* Whether it is obeyed instead of shown, or shown as nothing at all. */
static bool is_obeyed(ucs4_t c)
{
	const uint32_t never_shown = UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf |
				     UC_CATEGORY_MASK_Cs | UC_CATEGORY_MASK_Co |
				     UC_CATEGORY_MASK_Cn | UC_CATEGORY_MASK_Zl |
				     UC_CATEGORY_MASK_Zp;

	return uc_is_general_category_withtable(c, never_shown) ||
	       uc_is_property_default_ignorable_code_point(c);
}

bool text_is_blank(const char *text)
{
	const uint8_t *at = (const uint8_t *)text;
	ucs4_t c;

	for (; *at; at += u8_strmbtouc(&c, at))
		if (u8_strmbtouc(&c, at) < 1 ||
		    !(uc_is_property_white_space(c) || c == BRAILLE_BLANK))
			return false;
	return true;
}

/* What a mark would stand on: the text so far. */
struct carrier {
	ucs4_t last;  /* 0: nothing, at the start and after a token */
	size_t marks; /* without a cell of their own, on the last that has one */
};

/* Whether c would be drawn over what is not there, or as one mark too many. */
static bool is_stray_mark(const struct carrier *carrier, ucs4_t c)
{
	bool takes_no_cell = uc_width(c, "UTF-8") <= 0;
	bool is_mark = takes_no_cell || uc_is_general_category_withtable(c, UC_CATEGORY_MASK_M);

	if (!is_mark)
		return false;
	if (!carrier->last)
		return true;
	if (!takes_no_cell)
		return false;
	return carrier->marks >= MARKS_MAX || uc_is_grapheme_break(carrier->last, c);
}

static void carrier_add(struct carrier *carrier, ucs4_t c)
{
	carrier->last = c;
	carrier->marks = uc_width(c, "UTF-8") > 0 ? 0 : carrier->marks + 1;
}

/* How many bytes from here on are ASCII that is shown as it stands: most of most texts. */
static size_t plain_run(const uint8_t *text, size_t length_bytes)
{
	size_t run = 0;

	while (run < length_bytes && text[run] >= ' ' && text[run] <= '~')
		run++;
	return run;
}

void text_add_visible(struct buffer *buffer, const char *bytes, size_t length_bytes)
{
	const uint8_t *text = (const uint8_t *)bytes;
	struct carrier carrier = {0, 0};
	size_t at = 0;

	while (at < length_bytes) {
		size_t run = plain_run(text + at, length_bytes - at);
		ucs4_t c;
		int length;

		if (run) {
			buffer_add(buffer, bytes + at, run);
			at += run;
			carrier = (struct carrier){text[at - 1], 0};
			continue;
		}
		length = u8_mbtoucr(&c, text + at, length_bytes - at);
		if (length < 0) {
			buffer_addf(buffer, "<0x%02X>", text[at]);
			carrier.last = 0;
			at++;
			continue;
		}
		if (is_obeyed(c) || is_stray_mark(&carrier, c)) {
			buffer_addf(buffer, "<U+%04X>", (unsigned)c);
			carrier.last = 0;
		} else {
			buffer_add(buffer, bytes + at, (size_t)length);
			carrier_add(&carrier, c);
		}
		at += (size_t)length;
	}
}

const char *text_visible(struct arena *arena, const char *text)
{
	struct buffer buffer;
	const char *visible;

	buffer_init(&buffer);
	text_add_visible(&buffer, text, strlen(text));
	visible = arena_copy(arena, buffer.bytes, buffer.length_bytes);
	buffer_release(&buffer);
	return visible;
}
