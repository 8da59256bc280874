/* The agenda of a champions' meeting, for reading aloud. */
#include "export/plain.h"
#include "export/plain_page.h"
#include "report/agenda_words.h"

struct agenda_page {
	const struct plain_page *page;
	enum agenda_part part; /* told last */
};

static void add_line(void *context, const struct agenda_line *line)
{
	struct agenda_page *agenda_page = context;
	const struct plain_page *page = agenda_page->page;

	if (line->part != agenda_page->part && *agenda_part_title(line->part)) {
		buffer_add_string(page->out, agenda_part_title(line->part));
		plain_end(page);
	}
	agenda_page->part = line->part;
	buffer_add_string(page->out, line->text);
	plain_end(page);
}

static void add_team(const struct plain_page *page, const struct agenda *agenda,
		     const struct agenda_team *team)
{
	const struct team *about = team->card->team;
	struct wording wording = wording_of(agenda->scorecard, page->is_ascii);
	struct agenda_page agenda_page = {page, AGENDA_PART_COUNT};
	struct agenda_reader reader = {add_line, &agenda_page};

	buffer_add_string(page->out, "Team ");
	plain_foreign(page, about->name);
	plain_end(page);
	plain_labelled(page, "Security champion", about->champion);
	agenda_each_line(team, &wording, &reader);
	agenda_add_question(page->out, &page->wording, team);
	plain_end(page);
	plain_gap(page);
}

void plain_write_agenda(struct buffer *buffer, const struct agenda *agenda, const char *version,
			bool is_ascii)
{
	struct plain_page page = {buffer, wording_of(agenda->scorecard, true), is_ascii};
	size_t start;

	buffer_addf(buffer, "%s, ", agenda_title());
	wording_add_the_period(buffer, &page.wording);
	plain_end(&page);
	start = buffer->length_bytes;
	agenda_add_since(buffer, &page.wording, agenda);
	wording_capitalise(buffer, start);
	plain_end(&page);
	plain_gap(&page);
	for (size_t i = 0; i < agenda->team_count; i++)
		add_team(&page, agenda, &agenda->teams[i]);
	if (agenda->team_count != 1) {
		plain_sentences(&page, agenda->team_count ? agenda_closing_question()
							  : no_team_words());
		plain_gap(&page);
	}
	plain_colophon(&page, version);
}
