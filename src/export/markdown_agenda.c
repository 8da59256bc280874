/* The agenda of a champions' meeting as Markdown: a heading a team, a list for each part. */
#include "export/markdown.h"
#include "report/agenda_words.h"
#include "report/facts.h"

/* Where it is written, and a scratch buffer for words that are escaped as they go in. */
struct agenda_page {
	struct buffer *out;
	struct buffer words;
	struct wording wording;
	enum agenda_part part; /* told last */
};

static struct buffer *words_of(struct agenda_page *page)
{
	buffer_clear(&page->words);
	return &page->words;
}

/* What is in the scratch buffer, as a block of its own. */
static void add_block(struct agenda_page *page, const char *sign)
{
	buffer_add_string(page->out, sign);
	markdown_add_text(page->out, page->words.bytes);
	buffer_add_string(page->out, "\n\n");
}

static void end_part(struct agenda_page *page)
{
	if (page->part != AGENDA_PART_COUNT)
		buffer_add_char(page->out, '\n');
}

static void add_line(void *context, const struct agenda_line *line)
{
	struct agenda_page *page = context;

	if (line->part != page->part) {
		end_part(page);
		if (*agenda_part_title(line->part))
			buffer_addf(page->out, "**%s**\n\n", agenda_part_title(line->part));
	}
	page->part = line->part;
	buffer_add_string(page->out, "- ");
	markdown_add_text(page->out, line->text);
	buffer_add_char(page->out, '\n');
}

static void add_team(struct agenda_page *page, const struct agenda *agenda,
		     const struct agenda_team *team)
{
	struct agenda_reader reader = {add_line, page};

	foreign_add(words_of(page), &page->wording, team->card->team->name);
	add_block(page, "## ");
	team_add_place(words_of(page), &page->wording, agenda->scorecard->catalog,
		       team->card->team);
	if (page->words.length_bytes)
		add_block(page, "");
	page->part = AGENDA_PART_COUNT;
	agenda_each_line(team, &page->wording, &reader);
	end_part(page);
	agenda_add_question(words_of(page), &page->wording, team);
	add_block(page, "> ");
}

static void add_header(struct agenda_page *page, const struct agenda *agenda,
		       const char *version)
{
	struct buffer *words = words_of(page);

	buffer_add_string(words, agenda_title());
	if (*agenda->scorecard->catalog->organization) {
		buffer_add_string(words, ": ");
		foreign_add(words, &page->wording, agenda->scorecard->catalog->organization);
	}
	add_block(page, "# ");
	markdown_add_made_of(page->out, &page->wording, agenda->scorecard, version);
	agenda_add_since(words_of(page), &page->wording, agenda);
	add_block(page, "");
}

void markdown_write_agenda(struct buffer *buffer, const struct agenda *agenda,
			   const char *version, bool is_ascii)
{
	struct agenda_page page = {.out = buffer,
				   .wording = wording_of(agenda->scorecard, is_ascii)};

	buffer_init(&page.words);
	add_header(&page, agenda, version);
	for (size_t i = 0; i < agenda->team_count; i++)
		add_team(&page, agenda, &agenda->teams[i]);
	if (agenda->team_count != 1) {
		buffer_add_string(words_of(&page), agenda->team_count
							   ? agenda_closing_question()
							   : no_team_words());
		add_block(&page, "> ");
	}
	buffer_release(&page.words);
}
