/* A topic of a team, for reading aloud. */
#include <ctype.h>
#include <string.h>

#include "export/plain.h"
#include "export/plain_page.h"

struct topic_page {
	const struct plain_page *page;
	const char *heading; /* written last */
};

static void add_passage(void *context, const struct passage *passage)
{
	struct topic_page *topic_page = context;
	const struct plain_page *page = topic_page->page;

	if (!topic_page->heading || strcmp(topic_page->heading, passage->heading) != 0) {
		plain_gap(page);
		buffer_addf(page->out, "%s.\n", passage->heading);
	}
	topic_page->heading = passage->heading;
	if (passage->is_item) {
		plain_foreign(page, passage->text);
		plain_end(page);
	} else {
		plain_sentences(page, passage->text);
	}
}

void plain_write_topic(struct buffer *buffer, const struct scorecard *scorecard,
		       const struct team_card *card, const struct topic *topic,
		       const char *version, bool is_ascii)
{
	struct plain_page page = {buffer, wording_of(scorecard, true), is_ascii};
	struct topic_page topic_page = {&page, NULL};
	struct passage_reader reader = {add_passage, &topic_page};

	plain_foreign(&page, card->team->name);
	buffer_addf(buffer, ", %c%s, ", tolower((unsigned char)topic->title[0]),
		    topic->title + 1);
	wording_add_the_period(buffer, &page.wording);
	plain_end(&page);
	topic->each_passage(&page.wording, card, &reader);
	plain_gap(&page);
	topic->add_question(buffer, &page.wording, card);
	plain_end(&page);
	plain_gap(&page);
	plain_colophon(&page, version);
}
