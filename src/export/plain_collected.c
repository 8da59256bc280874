/* What is collected, and how the rest begins, for reading aloud. */
#include "export/plain.h"
#include "export/plain_page.h"
#include "report/collected_words.h"

struct collected_page {
	const struct plain_page *page;
	const char *heading; /* written last */
};

static void add_line(void *context, const char *heading, const char *text)
{
	struct collected_page *collected_page = context;
	const struct plain_page *page = collected_page->page;

	if (heading != collected_page->heading) {
		plain_gap(page);
		buffer_addf(page->out, "%s.\n", heading);
	}
	collected_page->heading = heading;
	plain_foreign(page, text);
	plain_end(page);
}

void plain_write_collected(struct buffer *buffer, const struct scorecard *scorecard,
			   const struct team_card *card, const char *version, bool is_ascii)
{
	struct plain_page page = {buffer, wording_of(scorecard, true), is_ascii};
	struct collected_page collected_page = {&page, NULL};
	struct collected_reader reader = {add_line, &collected_page};

	plain_foreign(&page, card->team->name);
	buffer_add_string(buffer, ", what is collected, ");
	wording_add_the_period(buffer, &page.wording);
	plain_end(&page);
	collected_each_line(&page.wording, card, &reader);
	plain_gap(&page);
	buffer_add_string(buffer, collected_question());
	plain_end(&page);
	plain_gap(&page);
	plain_colophon(&page, version);
}
