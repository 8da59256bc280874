#include "export/text_page.h"

#include <string.h>

#include "base/text.h"
#include "export/text.h"

#define ELLIPSIS "\xe2\x80\xa6"

void text_page_init(struct text_page *page, struct buffer *out, struct wording wording)
{
	page->out = out;
	buffer_init(&page->line);
	buffer_init(&page->words);
	page->wording = wording;
}

void text_page_release(struct text_page *page)
{
	buffer_release(&page->line);
	buffer_release(&page->words);
}

struct buffer *text_page_words(struct text_page *page)
{
	buffer_clear(&page->words);
	return &page->words;
}

void text_page_foreign(const struct text_page *page, struct buffer *buffer, const char *text)
{
	foreign_add(buffer, &page->wording, text);
}

static int column_of(const struct text_page *page)
{
	return text_width_cells(page->line.bytes);
}

void text_page_to(struct text_page *page, int column)
{
	int now = column_of(page);

	if (now < column)
		buffer_add_repeated(&page->line, ' ', (size_t)(column - now));
	else if (now > 0)
		buffer_add_char(&page->line, ' ');
}

void text_page_add(struct text_page *page, const char *text, int cells)
{
	if (text_width_cells(text) <= cells) {
		buffer_add_string(&page->line, text);
		return;
	}
	buffer_add(&page->line, text, text_prefix_bytes(text, cells - 1));
	buffer_add_string(&page->line, page->wording.is_ascii ? "~" : ELLIPSIS);
}

void text_page_add_right(struct text_page *page, const char *text, int column)
{
	text_page_to(page, column - text_width_cells(text));
	buffer_add_string(&page->line, text);
}

void text_page_end_line(struct text_page *page)
{
	size_t length = page->line.length_bytes;

	while (length && page->line.bytes[length - 1] == ' ')
		length--;
	buffer_add(page->out, page->line.bytes, length);
	buffer_add_char(page->out, '\n');
	buffer_clear(&page->line);
}

static void break_line(struct text_page *page, int indent)
{
	text_page_end_line(page);
	buffer_add_repeated(&page->line, ' ', (size_t)indent);
}

/* A word longer than a line, in pieces. */
static const char *add_pieces(struct text_page *page, const char *word, const char *end,
			      int indent)
{
	while (word < end) {
		int room = TEXT_COLUMNS - column_of(page);
		size_t taken = room > 0 ? text_prefix_bytes(word, room) : 0;

		if (taken > (size_t)(end - word))
			taken = (size_t)(end - word);
		buffer_add(&page->line, word, taken);
		word += taken;
		if (word < end)
			break_line(page, indent);
	}
	return end;
}

void text_page_wrap(struct text_page *page, const char *text, int indent)
{
	struct buffer word;

	buffer_init(&word);
	while (*text) {
		size_t spaces = strspn(text, " ");
		size_t length = strcspn(text + spaces, " ");
		int width;

		buffer_clear(&word);
		buffer_add(&word, text + spaces, length);
		width = text_width_cells(word.bytes);
		if (column_of(page) + (int)spaces + width <= TEXT_COLUMNS) {
			buffer_add(&page->line, text, spaces + length);
		} else {
			if (column_of(page) > indent)
				break_line(page, indent);
			add_pieces(page, word.bytes, word.bytes + length, indent);
		}
		text += spaces + length;
	}
	buffer_release(&word);
}

/* -- shared parts -------------------------------------------------------------------------- */

void text_page_title(struct text_page *page)
{
	struct buffer period;
	int width;

	buffer_init(&period);
	wording_add_period(&period, &page->wording);
	width = text_width_cells(period.bytes);
	text_page_add(page, page->words.bytes, TEXT_COLUMNS - width - 2);
	text_page_add_right(page, period.bytes, TEXT_COLUMNS);
	text_page_end_line(page);
	buffer_release(&period);
}

void text_page_colophon(struct text_page *page, const struct scorecard *scorecard,
			const char *version)
{
	struct buffer *words = text_page_words(page);

	buffer_add_string(words, "as of ");
	wording_add_as_of(words, &page->wording);
	separator_add(words, &page->wording);
	buffer_addf(words, "%d days", scorecard->period.window_days);
	separator_add(words, &page->wording);
	buffer_addf(words, "bands: %s", band_edition_word(scorecard->period.bands));
	separator_add(words, &page->wording);
	buffer_addf(words, "aplomb %s", version);
	text_page_wrap(page, words->bytes, 0);
	text_page_end_line(page);
}
