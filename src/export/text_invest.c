/* Where to invest next, and why. */
#include <string.h>

#include "export/text.h"
#include "export/text_page.h"
#include "report/invest_words.h"

#define TEXT_COLUMN 2

struct invest_page {
	struct text_page *page;
	const char *heading; /* written last */
};

static void add_passage(void *context, const struct invest_passage *passage)
{
	struct invest_page *invest_page = context;
	struct text_page *page = invest_page->page;

	if (!invest_page->heading || strcmp(invest_page->heading, passage->heading) != 0) {
		if (invest_page->heading)
			text_page_end_line(page);
		text_page_add(page, passage->heading, TEXT_COLUMNS);
		text_page_end_line(page);
	}
	invest_page->heading = passage->heading;
	text_page_to(page, TEXT_COLUMN);
	text_page_wrap(page, passage->text, TEXT_COLUMN + (passage->is_item ? 2 : 0));
	text_page_end_line(page);
}

void text_write_invest(struct buffer *buffer, const struct scorecard *scorecard,
		       const struct team_card *card, const char *version, bool is_ascii)
{
	struct text_page page;
	struct invest_page invest_page = {&page, NULL};
	struct invest_reader reader = {add_passage, &invest_page};
	struct buffer *words;

	text_page_init(&page, buffer, wording_of(scorecard, is_ascii));
	words = text_page_words(&page);
	text_page_foreign(&page, words, card->team->name);
	separator_add(words, &page.wording);
	buffer_add_string(words, invest_title());
	text_page_title(&page);
	text_page_end_line(&page);
	invest_each_passage(&page.wording, card, &reader);
	text_page_end_line(&page);
	invest_add_question(text_page_words(&page), &page.wording, card);
	text_page_wrap(&page, page.words.bytes, 0);
	text_page_end_line(&page);
	text_page_end_line(&page);
	text_page_colophon(&page, scorecard, version);
	text_page_release(&page);
}
