/*
 * Groups and teams against the headline capacities.
 *
 * Rule: teams stand in the order of the YAML; nothing here compares one with another, and each
 * line is on its own scale.
 */
#include "base/text.h"
#include "capacity/registry.h"
#include "export/text.h"
#include "export/text_page.h"
#include "report/shown.h"

#include <string.h>

#define CELLS_MAX 4
#define NAME_COLUMN 2
#define FIRST_CELL_COLUMN 20
#define CELL_CELLS 15
#define SPARKLINE_CELLS 5
#define GLYPH_OFFSET 13

static size_t headlines(const struct capacity *capacities[CELLS_MAX])
{
	size_t count = 0;

	for (size_t i = 0; capacity_registry[i] && count < CELLS_MAX; i++)
		if (capacity_registry[i]->is_headline)
			capacities[count++] = capacity_registry[i];
	return count;
}

/* A title over two lines: "Deploy", "cadence". */
static void add_headings(struct text_page *page)
{
	const struct capacity *capacities[CELLS_MAX];
	size_t count = headlines(capacities);

	for (int row = 0; row < 2; row++) {
		if (row == 1) {
			text_page_to(page, NAME_COLUMN);
			text_page_add(page, "Team", TEXT_COLUMNS);
		}
		for (size_t i = 0; i < count; i++) {
			const char *title = capacity_title(capacities[i]);
			size_t first = strcspn(title, " ");
			struct buffer *words = text_page_words(page);

			if (row == 0)
				buffer_add(words, title, first);
			else
				buffer_add_string(words, title + first + (title[first] == ' '));
			text_page_to(page, FIRST_CELL_COLUMN + (int)i * CELL_CELLS);
			text_page_add(page, words->bytes, CELL_CELLS - 1);
		}
		text_page_end_line(page);
	}
}

static void add_cell(struct text_page *page, const struct reading *reading, int column)
{
	struct buffer *words = text_page_words(page);
	int room;
	int width;

	wording_add_value(words, &page->wording, reading, WORDING_CELL);
	width = text_width_cells(words->bytes);
	text_page_to(page, column);
	text_page_add(page, words->bytes, CELL_CELLS - 1);
	if (reading->state != READING_MEASURED && reading->state != READING_FEW)
		return;
	room = GLYPH_OFFSET - 2 - width;
	if (room > 1) {
		room = room < SPARKLINE_CELLS ? room : SPARKLINE_CELLS;
		words = text_page_words(page);
		wording_add_sparkline(words, &page->wording, reading, (size_t)room);
		text_page_to(page, column + GLYPH_OFFSET - 1 - room);
		text_page_add(page, words->bytes, room);
	}
	if (width < GLYPH_OFFSET) {
		text_page_to(page, column + GLYPH_OFFSET);
		text_page_add(page, verdict_glyph(reading->change, page->wording.is_ascii), 1);
	}
}

static void add_team(struct text_page *page, const struct team_card *card)
{
	const struct capacity *capacities[CELLS_MAX];
	size_t count = headlines(capacities);
	struct buffer *words = text_page_words(page);

	text_page_foreign(page, words, card->team->name);
	text_page_to(page, NAME_COLUMN);
	text_page_add(page, words->bytes, FIRST_CELL_COLUMN - NAME_COLUMN - 1);
	for (size_t i = 0; i < count; i++) {
		const struct reading *reading = team_card_reading(card, capacities[i]->id);

		if (reading)
			add_cell(page, reading, FIRST_CELL_COLUMN + (int)i * CELL_CELLS);
	}
	text_page_end_line(page);
}

static void add_group(struct text_page *page, const struct scorecard *scorecard, size_t group)
{
	struct buffer *words = text_page_words(page);

	group_add_heading(words, &page->wording, scorecard->catalog, group);
	text_page_add(page, words->bytes, TEXT_COLUMNS);
	text_page_end_line(page);
}

static void add_legend(struct text_page *page)
{
	static const enum verdict order[] = {VERDICT_GROWING, VERDICT_STEADY,
					     VERDICT_CONVERSATION, VERDICT_GATHERING};
	struct buffer *words = text_page_words(page);

	for (size_t i = 0; i < VERDICT_COUNT; i++)
		buffer_addf(words, "%s%s %s", i ? "   " : "",
			    verdict_glyph(order[i], page->wording.is_ascii),
			    verdict_word(order[i]));
	text_page_to(page, NAME_COLUMN);
	text_page_wrap(page, words->bytes, NAME_COLUMN);
	text_page_end_line(page);
}

static bool is_anything_collected(const struct scorecard *scorecard)
{
	for (size_t i = 0; i < scorecard->team_count; i++) {
		const struct team_card *card = &scorecard->teams[i];

		for (size_t j = 0; j < card->reading_count; j++)
			if (!card->readings[j].capacity->is_undated &&
			    (card->readings[j].state != READING_UNCOLLECTED ||
			     card->readings[j].covered_until != INSTANT_NONE))
				return true;
	}
	return false;
}

void text_write_overview(struct buffer *buffer, const struct scorecard *scorecard,
			 const char *version, bool is_ascii)
{
	const struct catalog *catalog = scorecard->catalog;
	struct text_page page;
	struct buffer *words;

	text_page_init(&page, buffer, wording_of(scorecard, is_ascii));
	words = text_page_words(&page);
	text_page_foreign(&page, words, catalog->organization);
	buffer_add_string(words, catalog->organization[0] ? ": all teams" : "All teams");
	text_page_title(&page);
	text_page_goals(&page, scorecard, scorecard->team_count);
	text_page_end_line(&page);
	if (scorecard->team_count)
		add_headings(&page);
	for (size_t i = 0; i < scorecard->team_count; i++) {
		size_t group = scorecard->teams[i].team->group;

		if (catalog->group_count &&
		    (i == 0 || scorecard->teams[i - 1].team->group != group))
			add_group(&page, scorecard, group);
		add_team(&page, &scorecard->teams[i]);
	}
	text_page_end_line(&page);
	if (is_anything_collected(scorecard)) {
		add_legend(&page);
	} else {
		text_page_wrap(&page,
			       scorecard->team_count ? beginning_words() : no_team_words(), 0);
		text_page_end_line(&page);
	}
	text_page_colophon(&page, scorecard, version);
	text_page_release(&page);
}
