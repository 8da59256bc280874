/* Where to invest next, and why, for reading aloud. */
#include <string.h>

#include "export/plain.h"
#include "export/plain_page.h"
#include "report/invest_words.h"

struct invest_page {
	const struct plain_page *page;
	const char *heading; /* written last */
};

static void add_passage(void *context, const struct invest_passage *passage)
{
	struct invest_page *invest_page = context;
	const struct plain_page *page = invest_page->page;

	if (!invest_page->heading || strcmp(invest_page->heading, passage->heading) != 0) {
		plain_gap(page);
		buffer_addf(page->out, "%s.\n", passage->heading);
	}
	invest_page->heading = passage->heading;
	if (passage->is_item) {
		buffer_add_string(page->out, passage->text);
		plain_end(page);
	} else {
		plain_sentences(page, passage->text);
	}
}

void plain_write_invest(struct buffer *buffer, const struct scorecard *scorecard,
			const struct team_card *card, const char *version, bool is_ascii)
{
	struct plain_page page = {buffer, wording_of(scorecard, true), is_ascii};
	struct invest_page invest_page = {&page, NULL};
	struct invest_reader reader = {add_passage, &invest_page};

	plain_foreign(&page, card->team->name);
	buffer_add_string(buffer, ", where to invest next, ");
	wording_add_the_period(buffer, &page.wording);
	plain_end(&page);
	invest_each_passage(&page.wording, card, &reader);
	plain_gap(&page);
	invest_add_question(buffer, &page.wording, card);
	plain_end(&page);
	plain_gap(&page);
	plain_colophon(&page, version);
}
