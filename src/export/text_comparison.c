/* Then and now of one team, as text for people. */
#include "base/text.h"
#include "export/text.h"
#include "export/text_page.h"
#include "report/comparison.h"

#define TITLE_COLUMN 2
#define FACT_LABEL_COLUMN 4
#define THEN_COLUMN 19
#define NOW_COLUMN 39
#define VALUE_CELLS 14
#define N_END 18 /* after the column of its value */
#define VERDICT_COLUMN 58

static void add_heads(struct text_page *page)
{
	text_page_to(page, TITLE_COLUMN);
	text_page_add(page, "Capacity", TEXT_COLUMNS);
	text_page_to(page, THEN_COLUMN);
	text_page_add(page, "Then", VALUE_CELLS);
	text_page_add_right(page, "n", THEN_COLUMN + N_END);
	text_page_to(page, NOW_COLUMN);
	text_page_add(page, "Now", VALUE_CELLS);
	text_page_add_right(page, "n", NOW_COLUMN + N_END);
	text_page_to(page, VERDICT_COLUMN);
	text_page_add(page, "Change", TEXT_COLUMNS);
	text_page_end_line(page);
}

/* A state without a value is told as a cell tells it, which fits its column. */
static void add_value(struct text_page *page, const struct wording *wording,
		      const struct reading *reading, int column)
{
	bool has_value = reading->state == READING_MEASURED || reading->state == READING_FEW;
	struct buffer *words = text_page_words(page);
	int value_cells;

	wording_add_value(words, wording, reading, has_value ? WORDING_LINE : WORDING_CELL);
	text_page_to(page, column);
	text_page_add(page, words->bytes, VALUE_CELLS);
	value_cells = text_width_cells(words->bytes);
	if (!has_value)
		return;
	words = text_page_words(page);
	quantity_add_count(words, reading->n);
	/* A share says its n itself where there is no room for both. */
	if (reading->capacity->unit == UNIT_RATIO &&
	    value_cells + text_width_cells(words->bytes) >= N_END)
		return;
	text_page_add_right(page, words->bytes, column + N_END);
}

static void add_row(struct text_page *page, const struct comparison *comparison,
		    const struct comparison_row *row, int title_column)
{
	struct wording then = comparison_wording_then(comparison, page->wording.is_ascii);
	struct buffer *words;

	text_page_to(page, title_column);
	text_page_add(page, capacity_title(row->capacity), THEN_COLUMN - title_column - 1);
	if (!row->capacity->is_undated)
		add_value(page, &then, row->then, THEN_COLUMN);
	add_value(page, &page->wording, row->now, NOW_COLUMN);
	if (row->capacity->test != TEST_NONE && comparison_row_has_value(row)) {
		words = text_page_words(page);
		buffer_addf(words, "%s %s",
			    verdict_glyph(row->now->change, page->wording.is_ascii),
			    verdict_word(row->now->change));
		text_page_to(page, VERDICT_COLUMN);
		text_page_add(page, words->bytes, TEXT_COLUMNS - VERDICT_COLUMN);
	}
	text_page_end_line(page);
}

/* One fact from the scratch buffer, under its label; nothing where there is none. */
static void add_fact(struct text_page *page, const char *label)
{
	if (!page->words.length_bytes)
		return;
	text_page_to(page, FACT_LABEL_COLUMN);
	text_page_add(page, label, THEN_COLUMN - FACT_LABEL_COLUMN - 1);
	text_page_to(page, THEN_COLUMN);
	text_page_wrap(page, page->words.bytes, THEN_COLUMN);
	text_page_end_line(page);
}

static void add_rows(struct text_page *page, const struct comparison *comparison)
{
	add_heads(page);
	for (size_t i = 0; i < comparison->row_count; i++) {
		const struct comparison_row *row = &comparison->rows[i];
		enum capacity_section section = row->capacity->section;

		if (i == 0 || comparison->rows[i - 1].capacity->section != section) {
			text_page_add(page, section_title(section), TEXT_COLUMNS);
			text_page_end_line(page);
		}
		add_row(page, comparison, row, TITLE_COLUMN);
		comparison_add_goal(text_page_words(page), row, WORDING_LINE);
		add_fact(page, "goal");
		comparison_add_basis(text_page_words(page), comparison, row);
		add_fact(page, "told by");
	}
	text_page_end_line(page);
}

static void add_services(struct text_page *page, const struct comparison *comparison)
{
	if (!comparison->service_count)
		return;
	text_page_add(page, "Services", TEXT_COLUMNS);
	text_page_end_line(page);
	for (size_t i = 0; i < comparison->service_count; i++) {
		const struct comparison_service *service = &comparison->services[i];

		text_page_foreign(page, text_page_words(page), service->service->name);
		text_page_to(page, TITLE_COLUMN);
		text_page_add(page, page->words.bytes, TEXT_COLUMNS - TITLE_COLUMN);
		text_page_end_line(page);
		for (size_t j = 0; j < service->row_count; j++)
			add_row(page, comparison, &service->rows[j], FACT_LABEL_COLUMN - 1);
	}
	text_page_end_line(page);
}

/* A line of its own, from the scratch buffer. */
static void add_item(struct text_page *page, int column)
{
	text_page_to(page, column);
	text_page_wrap(page, page->words.bytes, column + 2);
	text_page_end_line(page);
}

static void add_between(struct text_page *page, const struct comparison *comparison)
{
	struct buffer visible;
	size_t count = 0;

	comparison_add_between(text_page_words(page), comparison);
	add_item(page, 0);
	while (comparison_add_fact(text_page_words(page), comparison, count)) {
		add_item(page, TITLE_COLUMN);
		count++;
	}
	buffer_init(&visible);
	for (size_t i = 0; i < comparison->between.note_count; i++) {
		buffer_clear(&visible);
		buffer_add_string(&visible, "what helped, ");
		comparison_add_note(&visible, comparison, &comparison->between.notes[i]);
		/* Visible already; only the alphabet is left to mind. */
		text_page_foreign(page, text_page_words(page), visible.bytes);
		add_item(page, TITLE_COLUMN);
	}
	buffer_release(&visible);
	if (count + comparison->between.note_count == 0) {
		buffer_add_string(text_page_words(page), comparison_no_fact_words());
		add_item(page, TITLE_COLUMN);
	}
	text_page_end_line(page);
}

void text_write_comparison(struct buffer *buffer, const struct comparison *comparison,
			   const char *version, bool is_ascii)
{
	struct scorecard scorecard = {.catalog = comparison->catalog,
				      .period = comparison->now_period};
	struct text_page page;
	struct buffer *words;

	text_page_init(&page, buffer, comparison_wording(comparison, is_ascii));
	words = text_page_words(&page);
	text_page_foreign(&page, words, comparison->team->name);
	buffer_add_string(words, ": then and now");
	text_page_title(&page);
	comparison_add_windows(text_page_words(&page), comparison);
	add_item(&page, 0);
	text_page_end_line(&page);
	add_rows(&page, comparison);
	add_services(&page, comparison);
	add_between(&page, comparison);
	comparison_add_question(text_page_words(&page), comparison);
	add_item(&page, 0);
	text_page_end_line(&page);
	text_page_colophon(&page, &scorecard, version);
	text_page_release(&page);
}
