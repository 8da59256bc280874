/* A topic of a team: its passages, its question. */
#include <string.h>

#include "export/text.h"
#include "export/text_page.h"

#define TEXT_COLUMN 2

struct topic_page {
	struct text_page *page;
	const char *heading; /* written last */
};

static void add_passage(void *context, const struct passage *passage)
{
	struct topic_page *topic_page = context;
	struct text_page *page = topic_page->page;
	struct buffer *words = text_page_words(page);

	if (!topic_page->heading || strcmp(topic_page->heading, passage->heading) != 0) {
		if (topic_page->heading)
			text_page_end_line(page);
		text_page_add(page, passage->heading, TEXT_COLUMNS);
		text_page_end_line(page);
	}
	topic_page->heading = passage->heading;
	text_page_foreign(page, words, passage->text);
	text_page_to(page, TEXT_COLUMN);
	text_page_wrap(page, words->bytes, TEXT_COLUMN + (passage->is_item ? 2 : 0));
	text_page_end_line(page);
}

void text_write_topic(struct buffer *buffer, const struct scorecard *scorecard,
		      const struct team_card *card, const struct topic *topic,
		      const char *version, bool is_ascii)
{
	struct text_page page;
	struct topic_page topic_page = {&page, NULL};
	struct passage_reader reader = {add_passage, &topic_page};
	struct buffer *words;

	text_page_init(&page, buffer, wording_of(scorecard, is_ascii));
	words = text_page_words(&page);
	text_page_foreign(&page, words, card->team->name);
	separator_add(words, &page.wording);
	buffer_add_string(words, topic->title);
	text_page_title(&page);
	text_page_end_line(&page);
	topic->each_passage(&page.wording, card, &reader);
	text_page_end_line(&page);
	topic->add_question(text_page_words(&page), &page.wording, card);
	text_page_wrap(&page, page.words.bytes, 0);
	text_page_end_line(&page);
	text_page_end_line(&page);
	text_page_colophon(&page, scorecard, version);
	text_page_release(&page);
}
