/* Why a number is what it is: the rule, the arithmetic and every event, counted or not. */
#include <string.h>

#include "base/text.h"
#include "export/text.h"
#include "export/text_page.h"

#define TIME_COLUMN 2
#define SERVICE_CELLS_MAX 18
#define OUTCOME_CELLS_MAX 16
#define LOOP_OUTCOME_CELLS_MAX 22 /* "acted on after 36 days" */
#define GAP_CELLS 2

/* Columns of the list of events, made to fit what is in it. */
struct columns {
	int service, outcome, rest;
};

/* The larger of `cells` and the width of the scratch buffer, but that at most cells_max. */
static int wider(const struct text_page *page, int cells, int cells_max)
{
	int width = text_width_cells(page->words.bytes);

	width = width < cells_max ? width : cells_max;
	return width > cells ? width : cells;
}

static struct columns columns_fit(struct text_page *page, const struct capacity *capacity,
				  const struct evidence *evidence, size_t count)
{
	int time = 0;
	int service = 0;
	int outcome = 0;
	struct columns columns;

	for (size_t i = 0; i < count; i++) {
		if (!capacity->is_undated) {
			wording_add_instant(text_page_words(page), &page->wording,
					    evidence[i].at);
			time = wider(page, time, TEXT_COLUMNS);
		}
		if (evidence[i].service) {
			text_page_foreign(page, text_page_words(page),
					  evidence[i].service->name);
			service = wider(page, service, SERVICE_CELLS_MAX);
		}
		wording_add_evidence(text_page_words(page), capacity, &evidence[i]);
		if (!evidence[i].reason)
			outcome = wider(page, outcome,
					capacity->is_loop ? LOOP_OUTCOME_CELLS_MAX
							  : OUTCOME_CELLS_MAX);
	}
	columns.service = TIME_COLUMN + time + (time ? GAP_CELLS : 0);
	columns.outcome = columns.service + service + (service ? GAP_CELLS : 0);
	columns.rest = columns.outcome + outcome + GAP_CELLS;
	return columns;
}

static void add_event(struct text_page *page, const struct capacity *capacity,
		      const struct evidence *evidence, const struct columns *columns)
{
	struct buffer *words = text_page_words(page);

	if (!capacity->is_undated) {
		wording_add_instant(words, &page->wording, evidence->at);
		text_page_to(page, TIME_COLUMN);
		text_page_add(page, words->bytes, TEXT_COLUMNS);
	}
	if (evidence->service) {
		text_page_foreign(page, text_page_words(page), evidence->service->name);
		text_page_to(page, columns->service);
		text_page_add(page, words->bytes, SERVICE_CELLS_MAX);
	}
	wording_add_evidence(text_page_words(page), capacity, evidence);
	text_page_to(page, columns->outcome);
	text_page_wrap(page, words->bytes, columns->outcome + GAP_CELLS);

	words = text_page_words(page);
	text_page_foreign(page, words, evidence->id);
	if (*evidence->id && *evidence->text)
		buffer_add_string(words, "  ");
	text_page_foreign(page, words, evidence->text);
	if (words->length_bytes) {
		/* Why something was left out, or is open, may reach beyond its column. */
		if (text_width_cells(page->line.bytes) >= columns->rest)
			buffer_add_char(&page->line, ' ');
		text_page_to(page, columns->rest);
		text_page_wrap(page, words->bytes, columns->outcome + GAP_CELLS);
	}
	text_page_end_line(page);
}

/* An item of a census, from the scratch buffer. */
static void add_item(struct text_page *page)
{
	text_page_to(page, TIME_COLUMN);
	text_page_wrap(page, page->words.bytes, TIME_COLUMN + GAP_CELLS);
	text_page_end_line(page);
}

/* A census is told item by item as it stands; what happens over time, event by event. */
static void add_evidence(struct text_page *page, const struct reading *reading,
			 const struct evidence *evidence, size_t count)
{
	struct columns columns;

	if (reading->slo_count || reading->component_count) {
		for (size_t i = 0; i < reading->slo_count; i++) {
			slo_add_line(text_page_words(page), &page->wording, &reading->slos[i]);
			add_item(page);
		}
		for (size_t i = 0; i < reading->component_count; i++) {
			component_add_line(text_page_words(page), &page->wording,
					   &reading->components[i]);
			add_item(page);
		}
		return;
	}
	columns = columns_fit(page, reading->capacity, evidence, count);
	for (size_t i = 0; i < count; i++)
		add_event(page, reading->capacity, &evidence[i], &columns);
}

static void add_evidence_head(struct text_page *page, const struct reading *reading)
{
	struct buffer *words = text_page_words(page);

	wording_add_counted(words, reading);
	text_page_wrap(page, words->bytes, GAP_CELLS);
	text_page_end_line(page);
}

static void add_paragraph(struct text_page *page)
{
	text_page_wrap(page, page->words.bytes, 0);
	text_page_end_line(page);
	text_page_end_line(page);
}

void text_write_reading(struct buffer *buffer, const struct scorecard *scorecard,
			const struct team_card *card, const struct reading *reading,
			const struct evidence *evidence, size_t evidence_count,
			const char *version, bool is_ascii)
{
	struct text_page page;
	struct buffer *words;

	text_page_init(&page, buffer, wording_of(scorecard, is_ascii));
	words = text_page_words(&page);
	text_page_foreign(&page, words, card->team->name);
	separator_add(words, &page.wording);
	buffer_add_string(words, capacity_title(reading->capacity));
	text_page_title(&page);
	text_page_end_line(&page);
	wording_add_sentence(text_page_words(&page), &page.wording, reading);
	add_paragraph(&page);
	text_page_facts(&page, reading, FACTS_WHY);
	text_page_end_line(&page);
	text_page_services_of(&page, card, reading->capacity);
	text_page_notes(&page, &scorecard->notes, card->team->id, reading->capacity->id,
			notes_begin(&page.wording, reading));
	if (evidence_count) {
		add_evidence_head(&page, reading);
		add_evidence(&page, reading, evidence, evidence_count);
		text_page_end_line(&page);
	}
	reading_add_question(text_page_words(&page), &page.wording, reading);
	add_paragraph(&page);
	text_page_colophon(&page, scorecard, version);
	text_page_release(&page);
}
