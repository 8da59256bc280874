/* The agenda of a champions' meeting as text. */
#include "export/text.h"
#include "export/text_page.h"
#include "report/agenda_words.h"

#define PART_COLUMN 2
#define LINE_COLUMN 4
#define WRAPPED_CELLS 2

struct agenda_page {
	struct text_page *page;
	enum agenda_part part; /* told last */
};

static void add_wrapped(struct text_page *page, const char *text, int column)
{
	text_page_to(page, column);
	text_page_wrap(page, text, column + WRAPPED_CELLS);
	text_page_end_line(page);
}

static void add_line(void *context, const struct agenda_line *line)
{
	struct agenda_page *agenda_page = context;
	struct text_page *page = agenda_page->page;

	if (line->part != agenda_page->part && *agenda_part_title(line->part))
		add_wrapped(page, agenda_part_title(line->part), PART_COLUMN);
	agenda_page->part = line->part;
	add_wrapped(page, line->text,
		    line->part == AGENDA_PART_NOTHING ? PART_COLUMN : LINE_COLUMN);
}

static void add_team(struct text_page *page, const struct agenda *agenda,
		     const struct agenda_team *team)
{
	struct agenda_page agenda_page = {page, AGENDA_PART_COUNT};
	struct agenda_reader reader = {add_line, &agenda_page};
	struct buffer *words = text_page_words(page);

	text_page_foreign(page, words, team->card->team->name);
	text_page_add(page, words->bytes, TEXT_COLUMNS);
	text_page_end_line(page);
	words = text_page_words(page);
	team_add_place(words, &page->wording, agenda->scorecard->catalog, team->card->team);
	if (words->length_bytes)
		add_wrapped(page, words->bytes, PART_COLUMN);
	agenda_each_line(team, &page->wording, &reader);
	agenda_add_question(text_page_words(page), &page->wording, team);
	add_wrapped(page, page->words.bytes, PART_COLUMN);
	text_page_end_line(page);
}

void text_write_agenda(struct buffer *buffer, const struct agenda *agenda, const char *version,
		       bool is_ascii)
{
	const struct scorecard *scorecard = agenda->scorecard;
	struct text_page page;

	text_page_init(&page, buffer, wording_of(scorecard, is_ascii));
	buffer_add_string(text_page_words(&page), agenda_title());
	text_page_title(&page);
	agenda_add_since(text_page_words(&page), &page.wording, agenda);
	add_wrapped(&page, page.words.bytes, 0);
	text_page_end_line(&page);
	for (size_t i = 0; i < agenda->team_count; i++)
		add_team(&page, agenda, &agenda->teams[i]);
	if (agenda->team_count != 1) {
		add_wrapped(&page,
			    agenda->team_count ? agenda_closing_question() : no_team_words(),
			    0);
		text_page_end_line(&page);
	}
	text_page_colophon(&page, scorecard, version);
	text_page_release(&page);
}
