/* One scorecard, briefly for `show` and with every fact for a snapshot. */
#include <string.h>

#include "export/text.h"
#include "export/text_page.h"
#include "report/shown.h"

#define TITLE_COLUMN 2
#define VALUE_COLUMN 19
#define N_END_COLUMN 41
#define N_CELLS 7
#define SERIES_COLUMN 43
#define SERIES_CELLS 12
#define VERDICT_COLUMN 57
#define LABEL_CELLS 11

static void add_column_heads(struct text_page *page)
{
	struct buffer *words;

	text_page_to(page, TITLE_COLUMN);
	text_page_add(page, "Capacity", VALUE_COLUMN - TITLE_COLUMN - 1);
	text_page_to(page, VALUE_COLUMN);
	text_page_add(page, "Now", N_END_COLUMN - VALUE_COLUMN);
	text_page_add_right(page, "n", N_END_COLUMN);
	words = text_page_words(page);
	wording_add_window(words, page->wording.period.window_days);
	text_page_to(page, SERIES_COLUMN);
	text_page_add(page, words->bytes, SERIES_CELLS);
	text_page_to(page, VERDICT_COLUMN);
	text_page_add(page, "Change", TEXT_COLUMNS - VERDICT_COLUMN);
	text_page_end_line(page);
}

static void add_series(struct text_page *page, const struct reading *reading)
{
	struct buffer *words;

	words = text_page_words(page);
	quantity_add_count(words, reading->n);
	text_page_add_right(page, words->bytes, N_END_COLUMN);
	if (reading->capacity->is_undated)
		return;
	words = text_page_words(page);
	wording_add_sparkline(words, &page->wording, reading, SERIES_CELLS);
	text_page_to(page, SERIES_COLUMN);
	text_page_add(page, words->bytes, SERIES_CELLS);
	words = text_page_words(page);
	buffer_addf(words, "%s %s", verdict_glyph(reading->change, page->wording.is_ascii),
		    verdict_word(reading->change));
	text_page_to(page, VERDICT_COLUMN);
	text_page_add(page, words->bytes, TEXT_COLUMNS - VERDICT_COLUMN);
}

static void add_reading(struct text_page *page, const struct reading *reading,
			enum facts_depth depth)
{
	bool has_value = reading->state == READING_MEASURED || reading->state == READING_FEW;
	int room = (has_value ? N_END_COLUMN - N_CELLS : TEXT_COLUMNS) - VALUE_COLUMN;
	struct buffer *words = text_page_words(page);

	text_page_to(page, TITLE_COLUMN);
	text_page_add(page, capacity_title(reading->capacity), VALUE_COLUMN - TITLE_COLUMN - 1);
	wording_add_value(words, &page->wording, reading, WORDING_LINE);
	text_page_to(page, VALUE_COLUMN);
	text_page_add(page, words->bytes, room);
	if (has_value)
		add_series(page, reading);
	text_page_end_line(page);
	text_page_facts(page, reading, depth);
}

/* The practices that nobody collects yet, in one sentence. */
static void add_folded(struct text_page *page, const struct team_card *card)
{
	struct buffer *words = text_page_words(page);

	wording_add_folded(words, card->readings, card->reading_count, WORDING_LINE);
	if (!words->length_bytes)
		return;
	text_page_to(page, TITLE_COLUMN);
	text_page_wrap(page, words->bytes, TITLE_COLUMN);
	text_page_end_line(page);
}

static void add_readings(struct text_page *page, const struct team_card *card,
			 enum facts_depth depth)
{
	int section = -1;

	add_column_heads(page);
	for (size_t i = 0; i < card->reading_count; i++) {
		const struct reading *reading = &card->readings[i];

		if (reading_is_folded(reading))
			continue;
		if ((int)reading->capacity->section != section) {
			section = (int)reading->capacity->section;
			text_page_add(page, section_title(reading->capacity->section),
				      TEXT_COLUMNS);
			text_page_end_line(page);
		}
		add_reading(page, reading, depth);
	}
	add_folded(page, card);
}

static void add_invest(struct text_page *page, const struct team_card *card)
{
	struct buffer *words = text_page_words(page);

	wording_add_invest(words, &page->wording, card);
	text_page_wrap(page, words->bytes, 0);
	text_page_end_line(page);
}

static void add_about(struct text_page *page, const struct scorecard *scorecard,
		      const struct team_card *card)
{
	const struct team *team = card->team;
	struct buffer *words = text_page_words(page);

	if (team->purpose) {
		text_page_foreign(page, words, team->purpose);
		text_page_wrap(page, words->bytes, 0);
		text_page_end_line(page);
	}
	words = text_page_words(page);
	team_add_place(words, &page->wording, scorecard->catalog, team);
	if (words->length_bytes) {
		text_page_wrap(page, words->bytes, 0);
		text_page_end_line(page);
	}
}

void text_write_team(struct buffer *buffer, const struct scorecard *scorecard,
		     const struct team_card *card, const char *version, bool is_ascii)
{
	struct text_page page;

	text_page_init(&page, buffer, wording_of(scorecard, is_ascii));
	text_page_foreign(&page, text_page_words(&page), card->team->name);
	text_page_title(&page);
	add_about(&page, scorecard, card);
	text_page_end_line(&page);
	add_readings(&page, card, FACTS_BRIEF);
	text_page_end_line(&page);
	text_page_services(&page, card, FACTS_BRIEF);
	add_invest(&page, card);
	text_page_end_line(&page);
	text_page_colophon(&page, scorecard, version);
	text_page_release(&page);
}

/* -- the snapshot -------------------------------------------------------------------------- */

/* "champion   Ines Duarte": from the scratch buffer. */
static void add_labelled(struct text_page *page, const char *label)
{
	text_page_add(page, label, LABEL_CELLS - 1);
	text_page_to(page, LABEL_CELLS);
	text_page_wrap(page, page->words.bytes, LABEL_CELLS);
	text_page_end_line(page);
}

static void add_labelled_foreign(struct text_page *page, const char *label, const char *text)
{
	if (!text || !*text)
		return;
	text_page_foreign(page, text_page_words(page), text);
	add_labelled(page, label);
}

static void add_header_fact(void *context, const struct fact *fact)
{
	struct text_page *page = context;

	buffer_add_string(text_page_words(page), fact->text);
	add_labelled(page, fact->label);
}

static void add_header(struct text_page *page, const struct scorecard *scorecard,
		       const char *version)
{
	struct fact_reader reader = {add_header_fact, page};

	text_page_add(page, "Scorecards", TEXT_COLUMNS);
	text_page_end_line(page);
	snapshot_each_fact(&page->wording, scorecard, version, &reader);
}

static void add_snapshot_team(struct text_page *page, const struct scorecard *scorecard,
			      const struct team_card *card)
{
	struct buffer *words;

	text_page_end_line(page);
	buffer_add_repeated(&page->line, '-', TEXT_COLUMNS);
	text_page_end_line(page);
	add_labelled_foreign(page, "team", card->team->name);
	add_labelled_foreign(page, "id", card->team->id);
	words = text_page_words(page);
	group_add_path(words, &page->wording, scorecard->catalog, card->team->group);
	if (words->length_bytes)
		add_labelled(page, "group");
	add_labelled_foreign(page, "purpose", card->team->purpose);
	add_labelled_foreign(page, "champion", card->team->champion);
	text_page_end_line(page);
	add_readings(page, card, FACTS_FULL);
	text_page_end_line(page);
	text_page_services(page, card, FACTS_FULL);
	text_page_notes(page, &scorecard->notes, card->team->id, NULL,
			window_begin(&page->wording));
	add_invest(page, card);
}

void text_write_snapshot(struct buffer *buffer, const struct scorecard *scorecard,
			 const struct team_card *const *teams, size_t team_count,
			 const char *version, bool is_ascii)
{
	struct text_page page;

	text_page_init(&page, buffer, wording_of(scorecard, is_ascii));
	add_header(&page, scorecard, version);
	text_page_goals(&page, scorecard, team_count);
	for (size_t i = 0; i < team_count; i++)
		add_snapshot_team(&page, scorecard, teams[i]);
	text_page_release(&page);
}
