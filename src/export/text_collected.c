/* What is collected, and how the rest begins. */
#include "export/text.h"
#include "export/text_page.h"
#include "report/collected_words.h"

#define TEXT_COLUMN 2

struct collected_page {
	struct text_page *page;
	const char *heading; /* written last */
};

static void add_line(void *context, const char *heading, const char *text)
{
	struct collected_page *collected_page = context;
	struct text_page *page = collected_page->page;
	struct buffer *words = text_page_words(page);

	if (heading != collected_page->heading) {
		if (collected_page->heading)
			text_page_end_line(page);
		text_page_add(page, heading, TEXT_COLUMNS);
		text_page_end_line(page);
	}
	collected_page->heading = heading;
	text_page_foreign(page, words, text);
	text_page_to(page, TEXT_COLUMN);
	text_page_wrap(page, words->bytes, TEXT_COLUMN + 2);
	text_page_end_line(page);
}

void text_write_collected(struct buffer *buffer, const struct scorecard *scorecard,
			  const struct team_card *card, const char *version, bool is_ascii)
{
	struct text_page page;
	struct collected_page collected_page = {&page, NULL};
	struct collected_reader reader = {add_line, &collected_page};
	struct buffer *words;

	text_page_init(&page, buffer, wording_of(scorecard, is_ascii));
	words = text_page_words(&page);
	text_page_foreign(&page, words, card->team->name);
	separator_add(words, &page.wording);
	buffer_add_string(words, collected_title());
	text_page_title(&page);
	text_page_end_line(&page);
	collected_each_line(&page.wording, card, &reader);
	text_page_end_line(&page);
	text_page_wrap(&page, collected_question(), 0);
	text_page_end_line(&page);
	text_page_end_line(&page);
	text_page_colophon(&page, scorecard, version);
	text_page_release(&page);
}
