#include "export/markdown.h"

#include <string.h>

#include "report/facts.h"
#include "report/goal_words.h"
#include "report/shown.h"
#include "report/sparkline.h"

#define SERIES_CELLS 12

/* Where it is written, and a scratch buffer for words that are escaped as they go in. */
struct markdown {
	struct buffer *out;
	struct buffer words;
	struct wording wording;
	const char *deep; /* what is put before a heading: "#" where teams stand in groups */
};

static struct buffer *words_of(struct markdown *page)
{
	buffer_clear(&page->words);
	return &page->words;
}

/* Appends what is in the scratch buffer, escaped. */
static void add_words(struct markdown *page)
{
	markdown_add_text(page->out, page->words.bytes);
}

static void add_foreign(struct markdown *page, const char *text)
{
	foreign_add(words_of(page), &page->wording, text);
	add_words(page);
}

/* A cell that holds the scratch buffer; each row begins with "|". */
static void add_cell(struct markdown *page)
{
	buffer_add_char(page->out, ' ');
	add_words(page);
	buffer_add_string(page->out, page->words.length_bytes ? " |" : "|");
}

static void add_text_cell(struct markdown *page, const char *text)
{
	buffer_add_string(words_of(page), text);
	add_cell(page);
}

/* "| A | B |" and the line under it; n stands to the right. */
static void add_heads(struct markdown *page, const char *const *heads, size_t count)
{
	buffer_add_char(page->out, '|');
	for (size_t i = 0; i < count; i++)
		add_text_cell(page, heads[i]);
	buffer_add_string(page->out, "\n|");
	for (size_t i = 0; i < count; i++)
		buffer_add_string(page->out, strcmp(heads[i], "n") == 0 ? " ---: |" : " --- |");
	buffer_add_char(page->out, '\n');
}

/* -- one reading --------------------------------------------------------------------------- */

/* As code, so that its weeks stand side by side and a gap stays a gap. */
static void add_series_cell(struct markdown *page, const struct reading *reading)
{
	struct buffer *words = words_of(page);
	const char *pad = "";

	if (reading->capacity->is_undated || !reading_has_value(reading)) {
		add_cell(page);
		return;
	}
	wording_add_sparkline(words, &page->wording, reading, SERIES_CELLS);
	if (strspn(words->bytes, " ") == words->length_bytes) {
		buffer_clear(words);
		add_cell(page);
		return;
	}
	/* One space is taken off a code span that has one at either end. */
	if (words->bytes[0] == ' ' && words->bytes[words->length_bytes - 1] == ' ')
		pad = " ";
	buffer_addf(page->out, " `%s%s%s` |", pad, words->bytes, pad);
}

static void add_change_cell(struct markdown *page, const struct reading *reading)
{
	struct buffer *words = words_of(page);

	if (reading_has_verdict(reading))
		buffer_addf(words, "%s %s",
			    verdict_glyph(reading->change, page->wording.is_ascii),
			    verdict_word(reading->change));
	/* ASCII glyphs begin as a list does; within a cell they are none. */
	buffer_addf(page->out, "%s%s |", words->length_bytes ? " " : "", words->bytes);
}

static void add_n_cell(struct markdown *page, const struct reading *reading)
{
	struct buffer *words = words_of(page);

	if (reading_has_value(reading))
		quantity_add_count(words, reading->n);
	add_cell(page);
}

static void add_value_cell(struct markdown *page, const struct reading *reading)
{
	wording_add_value(words_of(page), &page->wording, reading, WORDING_LINE);
	add_cell(page);
}

static void add_goal_cell(struct markdown *page, const struct reading *reading)
{
	struct buffer *words = words_of(page);

	wording_add_goal(words, &page->wording, reading);
	if (reading->goal && reading->goal->has_review) {
		buffer_add_string(words, ", ");
		goal_add_review(words, reading->goal);
	}
	add_cell(page);
}

static void add_reading(struct markdown *page, const struct reading *reading)
{
	buffer_add_char(page->out, '|');
	add_text_cell(page, capacity_title(reading->capacity));
	add_value_cell(page, reading);
	add_series_cell(page, reading);
	wording_add_usual(words_of(page), reading, WORDING_LINE);
	add_cell(page);
	add_change_cell(page, reading);
	add_n_cell(page, reading);
	add_goal_cell(page, reading);
	buffer_add_char(page->out, '\n');
}

static void add_readings(struct markdown *page, const struct team_card *card)
{
	struct buffer window;
	const char *heads[] = {"Capacity", "Now", NULL,	 "Own usual range",
			       "Change",   "n",	  "Goal"};
	const size_t head_count = sizeof(heads) / sizeof(heads[0]);
	int section = -1;

	buffer_init(&window);
	wording_add_window(&window, page->wording.period.window_days);
	heads[2] = window.bytes;
	add_heads(page, heads, head_count);
	buffer_release(&window);
	for (size_t i = 0; i < card->reading_count; i++) {
		const struct reading *reading = &card->readings[i];

		if (reading_is_folded(reading))
			continue;
		if ((int)reading->capacity->section != section) {
			section = (int)reading->capacity->section;
			buffer_addf(page->out, "| **%s** |",
				    section_title(reading->capacity->section));
			for (size_t j = 1; j < head_count; j++)
				buffer_add_string(page->out, " |");
			buffer_add_char(page->out, '\n');
		}
		add_reading(page, reading);
	}
	buffer_add_char(page->out, '\n');
	wording_add_folded(words_of(page), card->readings, card->reading_count, WORDING_LINE);
	if (page->words.length_bytes) {
		add_words(page);
		buffer_add_string(page->out, "\n\n");
	}
}

/* -- what stands behind it ----------------------------------------------------------------- */

/* One fact a line; those that the table says already are passed over. */
static void add_fact(void *context, const struct fact *fact)
{
	struct markdown *page = context;

	if (fact->kind == FACT_GOAL || fact->kind == FACT_USUAL)
		return;
	buffer_addf(page->out, "  - %s: ", fact->label);
	markdown_add_text(page->out, fact->text);
	buffer_add_char(page->out, '\n');
}

static void add_facts(struct markdown *page, const struct team_card *card)
{
	struct fact_reader reader = {add_fact, page};

	for (size_t i = 0; i < card->reading_count; i++) {
		const struct reading *reading = &card->readings[i];

		if (reading_is_folded(reading))
			continue;
		buffer_addf(page->out, "- **%s**: ", capacity_title(reading->capacity));
		wording_add_sentence(words_of(page), &page->wording, reading);
		add_words(page);
		buffer_add_char(page->out, '\n');
		reading_each_fact(&page->wording, reading, FACTS_FULL, &reader);
	}
	buffer_add_char(page->out, '\n');
}

/* -- notes --------------------------------------------------------------------------------- */

static void add_note(struct markdown *page, const struct note *note)
{
	struct buffer *words = words_of(page);

	note_add_date(words, &page->wording, note);
	if (*note->capacity) {
		buffer_add_string(words, ", ");
		note_add_capacity(words, &page->wording, note);
	}
	buffer_add_string(words, ": ");
	note_add_text(words, &page->wording, note);
	buffer_add_string(page->out, "- ");
	add_words(page);
	buffer_add_char(page->out, '\n');
}

static void add_notes(struct markdown *page, const struct notes *notes, const char *team)
{
	instant since = window_begin(&page->wording);
	const struct note *note;
	size_t from = 0;
	bool is_begun = false;

	while ((note = notes_next(notes, team, NULL, since, &from))) {
		if (!is_begun)
			buffer_addf(page->out, "%s### %s\n\n", page->deep, notes_title());
		is_begun = true;
		add_note(page, note);
	}
	if (is_begun)
		buffer_add_char(page->out, '\n');
}

/* -- services ------------------------------------------------------------------------------ */

static void add_service_reading(struct markdown *page, const struct service_card *service,
				const struct reading *reading)
{
	struct buffer *words;

	buffer_add_char(page->out, '|');
	foreign_add(words_of(page), &page->wording, service->service->name);
	add_cell(page);
	add_text_cell(page, capacity_title(reading->capacity));
	add_value_cell(page, reading);
	add_change_cell(page, reading);
	add_n_cell(page, reading);
	words = words_of(page);
	if (reading_has_value(reading))
		wording_add_bands(words, &page->wording, reading);
	add_cell(page);
	buffer_add_char(page->out, '\n');
}

static void add_services(struct markdown *page, const struct team_card *card)
{
	static const char *const heads[] = {"Service", "Capacity", "Now",
					    "Change",  "n",	   "Bands"};

	if (card->service_count == 0)
		return;
	buffer_addf(page->out, "%s### Services\n\n", page->deep);
	add_heads(page, heads, sizeof(heads) / sizeof(heads[0]));
	for (size_t i = 0; i < card->service_count; i++)
		for (size_t j = 0; j < card->services[i].reading_count; j++)
			add_service_reading(page, &card->services[i],
					    &card->services[i].readings[j]);
	buffer_add_char(page->out, '\n');
}

/* -- the snapshot -------------------------------------------------------------------------- */

static void add_team(struct markdown *page, const struct scorecard *scorecard,
		     const struct team_card *card)
{
	const struct team *team = card->team;
	struct buffer *words;

	buffer_addf(page->out, "%s## ", page->deep);
	add_foreign(page, team->name);
	buffer_add_string(page->out, "\n\n");
	if (team->purpose && *team->purpose) {
		add_foreign(page, team->purpose);
		buffer_add_string(page->out, "\n\n");
	}
	words = words_of(page);
	team_add_place(words, &page->wording, scorecard->catalog, team);
	if (words->length_bytes) {
		add_words(page);
		buffer_add_string(page->out, "\n\n");
	}
	add_readings(page, card);
	buffer_add_string(page->out, "> ");
	wording_add_invest(words_of(page), &page->wording, card);
	add_words(page);
	buffer_add_string(page->out, "\n\n");
	add_facts(page, card);
	add_notes(page, &scorecard->notes, team->id);
	add_services(page, card);
}

struct header {
	struct buffer *out;
	const struct wording *wording;
	bool is_first;
};

static void add_header_fact(void *context, const struct fact *fact)
{
	struct header *header = context;

	if (fact->kind == FACT_OF)
		return;
	if (!header->is_first)
		separator_add(header->out, header->wording);
	header->is_first = false;
	buffer_addf(header->out, "%s: ", fact->label);
	markdown_add_text(header->out, fact->text);
}

void markdown_add_made_of(struct buffer *buffer, const struct wording *wording,
			  const struct scorecard *scorecard, const char *version)
{
	struct header header = {buffer, wording, true};
	struct fact_reader reader = {add_header_fact, &header};

	snapshot_each_fact(wording, scorecard, version, &reader);
	buffer_add_string(buffer, "\n\n");
}

static void add_header(struct markdown *page, const struct scorecard *scorecard,
		       const char *version)
{
	buffer_add_string(page->out, "# Scorecards");
	if (*scorecard->catalog->organization) {
		buffer_add_string(page->out, ": ");
		add_foreign(page, scorecard->catalog->organization);
	}
	buffer_add_string(page->out, "\n\n");
	markdown_add_made_of(page->out, &page->wording, scorecard, version);
}

static void add_goals(struct markdown *page, const struct scorecard *scorecard,
		      size_t team_count)
{
	size_t count = goals_told(scorecard, team_count);

	if (count == 0)
		return;
	buffer_addf(page->out, "## %s\n\n", goals_title());
	for (size_t i = 0; i < count; i++) {
		wording_add_goal_count(words_of(page), &scorecard->goals[i], WORDING_LINE);
		buffer_add_string(page->out, "- ");
		add_words(page);
		buffer_add_char(page->out, '\n');
	}
	buffer_add_char(page->out, '\n');
}

static void add_group(struct markdown *page, const struct catalog *catalog, size_t group)
{
	buffer_add_string(page->out, "## ");
	group_add_heading(words_of(page), &page->wording, catalog, group);
	add_words(page);
	buffer_add_string(page->out, "\n\n");
}

static void add_legend(struct markdown *page)
{
	static const enum verdict order[] = {VERDICT_GROWING, VERDICT_STEADY,
					     VERDICT_CONVERSATION, VERDICT_GATHERING};

	for (size_t i = 0; i < VERDICT_COUNT; i++) {
		buffer_addf(words_of(page), "%s %s: %s",
			    verdict_glyph(order[i], page->wording.is_ascii),
			    verdict_word(order[i]), verdict_meaning(order[i]));
		buffer_add_string(page->out, "- ");
		add_words(page);
		buffer_add_char(page->out, '\n');
	}
}

void markdown_write_snapshot(struct buffer *buffer, const struct scorecard *scorecard,
			     const struct team_card *const *teams, size_t team_count,
			     const char *version, bool is_ascii)
{
	const struct catalog *catalog = scorecard->catalog;
	struct markdown page = {
		.out = buffer,
		.wording = wording_of(scorecard, is_ascii),
		.deep = catalog->group_count ? "#" : "",
	};

	buffer_init(&page.words);
	add_header(&page, scorecard, version);
	add_goals(&page, scorecard, team_count);
	for (size_t i = 0; i < team_count; i++) {
		size_t group = teams[i]->team->group;

		if (catalog->group_count && (i == 0 || teams[i - 1]->team->group != group))
			add_group(&page, catalog, group);
		add_team(&page, scorecard, teams[i]);
	}
	if (team_count) {
		add_legend(&page);
	} else {
		buffer_add_string(words_of(&page), no_team_words());
		add_words(&page);
		buffer_add_char(buffer, '\n');
	}
	buffer_release(&page.words);
}
