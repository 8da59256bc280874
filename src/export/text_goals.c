/* The organisation's goals, and how many teams have met each, as lines of a text. */
#include "export/text.h"
#include "export/text_page.h"
#include "report/goal_words.h"

#define INDENT 2

void text_page_goals(struct text_page *page, const struct scorecard *scorecard,
		     size_t team_count)
{
	size_t count = goals_told(scorecard, team_count);

	if (count == 0)
		return;
	text_page_end_line(page);
	text_page_add(page, goals_title(), TEXT_COLUMNS);
	text_page_end_line(page);
	for (size_t i = 0; i < count; i++) {
		struct buffer *words = text_page_words(page);

		wording_add_goal_count(words, &scorecard->goals[i], WORDING_LINE);
		text_page_to(page, INDENT);
		text_page_wrap(page, words->bytes, 2 * INDENT);
		text_page_end_line(page);
	}
}

void text_write_goals(struct buffer *buffer, const struct scorecard *scorecard,
		      const char *version, bool is_ascii)
{
	const char *organization = scorecard->catalog->organization;
	struct text_page page;
	struct buffer *words;

	text_page_init(&page, buffer, wording_of(scorecard, is_ascii));
	words = text_page_words(&page);
	text_page_foreign(&page, words, organization);
	buffer_add_string(words, organization[0] ? ": all teams" : "All teams");
	text_page_title(&page);
	text_page_goals(&page, scorecard, scorecard->team_count);
	text_page_end_line(&page);
	text_page_colophon(&page, scorecard, version);
	text_page_release(&page);
}
