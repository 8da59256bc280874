/*
 * Fuzzing what makes foreign text harmless, and what measures and clips it.
 *
 * What must hold: what comes out is valid UTF-8 on one line without anything to obey, the same
 * when done twice, as wide as its parts; and in ASCII it takes the same cells.
 */
#include <assert.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>

#include "base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void has_nothing_to_obey(const struct buffer *visible)
{
	size_t at = 0;

	while (at < visible->length_bytes) {
		ucs4_t c;
		int length = u8_mbtouc(&c, (const uint8_t *)visible->bytes + at,
				       visible->length_bytes - at);

		assert(c >= ' ' && (c < 0x7F || c > 0x9F));
		assert(!uc_is_general_category_withtable(
			c, UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf | UC_CATEGORY_MASK_Co |
				   UC_CATEGORY_MASK_Cs | UC_CATEGORY_MASK_Zl |
				   UC_CATEGORY_MASK_Zp));
		assert(!uc_is_property_default_ignorable_code_point(c));
		at += (size_t)length;
	}
}

/* Clusters cover the text, and clipping keeps within the cells. */
static void is_clipped(const char *text)
{
	int width = text_width_cells(text);
	int sum = 0;

	for (const char *at = text; *at;) {
		int cells;
		size_t length = text_next_cluster(at, &cells);

		assert(length > 0 && length <= TEXT_CLUSTER_BYTES_MAX);
		assert(cells >= 0 && cells <= 2);
		at += length;
		sum += cells;
	}
	assert(sum == width);
	assert(text_prefix_bytes(text, width) == strlen(text));
	for (int cells = 0; cells < width && cells < 40; cells++) {
		struct buffer part = {0};

		buffer_add(&part, text, text_prefix_bytes(text, cells));
		buffer_add_string(&part, "");
		assert(text_is_utf8(part.bytes ? part.bytes : "", part.length_bytes));
		assert(text_width_cells(part.bytes ? part.bytes : "") <= cells);
		buffer_release(&part);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct buffer visible, again, ascii;

	buffer_init(&visible);
	buffer_init(&again);
	buffer_init(&ascii);
	text_add_visible(&visible, (const char *)bytes, size);
	assert(text_is_utf8(visible.bytes, visible.length_bytes));
	assert(strlen(visible.bytes) == visible.length_bytes);
	has_nothing_to_obey(&visible);
	text_add_visible(&again, visible.bytes, visible.length_bytes);
	assert(!strcmp(visible.bytes, again.bytes));
	is_clipped(visible.bytes);

	text_add_ascii(&ascii, visible.bytes, visible.length_bytes);
	assert((int)ascii.length_bytes == text_width_cells(visible.bytes));
	buffer_clear(&ascii);
	text_add_ascii(&ascii, (const char *)bytes, size);
	for (size_t i = 0; i < ascii.length_bytes; i++)
		assert(ascii.bytes[i] == '\n' ||
		       (ascii.bytes[i] >= ' ' && ascii.bytes[i] < 0x7F));
	buffer_release(&visible);
	buffer_release(&again);
	buffer_release(&ascii);
	return 0;
}
