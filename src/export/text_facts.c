/* What is said under a reading's own line: its facts, and its services. */
#include "export/text.h"
#include "export/text_page.h"
#include "report/range_strip.h"

#define LABEL_COLUMN 4
#define FACT_COLUMN 19
#define STRIP_CELLS 22
#define STRIP_COLUMN 57
#define SERVICE_NAME_CELLS (TEXT_COLUMNS - 2)

/* The strip is on the scale of the range; beside it there is room for its two ends. */
static void add_usual(struct text_page *page, const struct reading *reading, const char *text)
{
	struct buffer *words = text_page_words(page);

	text_page_add(page, text, STRIP_COLUMN - FACT_COLUMN - 1);
	text_page_to(page, STRIP_COLUMN);
	range_strip_add(words, reading, STRIP_CELLS, page->wording.is_ascii);
	text_page_add(page, words->bytes, STRIP_CELLS);
}

struct fact_page {
	struct text_page *page;
	const struct reading *reading;
};

static void add_fact(void *context, const struct fact *fact)
{
	struct text_page *page = ((struct fact_page *)context)->page;

	text_page_to(page, LABEL_COLUMN);
	text_page_add(page, fact->label, FACT_COLUMN - LABEL_COLUMN - 1);
	text_page_to(page, FACT_COLUMN);
	if (fact->kind == FACT_USUAL)
		add_usual(page, ((struct fact_page *)context)->reading, fact->text);
	else
		text_page_wrap(page, fact->text, FACT_COLUMN);
	text_page_end_line(page);
}

void text_page_facts(struct text_page *page, const struct reading *reading,
		     enum facts_depth depth)
{
	struct fact_page fact_page = {page, reading};
	struct fact_reader reader = {add_fact, &fact_page};

	reading_each_fact(&page->wording, reading, depth, &reader);
}

/* -- services ------------------------------------------------------------------------------ */

#define SERVICE_VALUE_COLUMN 21
#define SERVICE_N_END_COLUMN 42
#define SERVICE_GLYPH_COLUMN 44
#define SERVICE_BANDS_COLUMN 46

static bool is_uncollected(const struct reading *reading)
{
	return reading->state == READING_UNCOLLECTED && reading->covered_until == INSTANT_NONE;
}

static void add_service_line(struct text_page *page, const struct reading *reading)
{
	bool has_value = reading->state == READING_MEASURED || reading->state == READING_FEW;
	int room = has_value ? SERVICE_N_END_COLUMN - SERVICE_VALUE_COLUMN - 6
			     : TEXT_COLUMNS - SERVICE_VALUE_COLUMN;
	struct buffer *words = text_page_words(page);

	wording_add_value(words, &page->wording, reading, WORDING_LINE);
	text_page_to(page, SERVICE_VALUE_COLUMN);
	text_page_add(page, words->bytes, room);
	if (has_value) {
		words = text_page_words(page);
		quantity_add_count(words, reading->n);
		text_page_add_right(page, words->bytes, SERVICE_N_END_COLUMN);
		text_page_to(page, SERVICE_GLYPH_COLUMN);
		if (!reading->capacity->is_undated)
			text_page_add(page,
				      verdict_glyph(reading->change, page->wording.is_ascii),
				      1);
		words = text_page_words(page);
		wording_add_bands(words, &page->wording, reading);
		text_page_to(page, SERVICE_BANDS_COLUMN);
		text_page_wrap(page, words->bytes, SERVICE_BANDS_COLUMN);
	}
	text_page_end_line(page);
}

/* What is not collected for a service, in one line. */
static void add_uncollected(struct text_page *page, const struct service_card *service)
{
	struct buffer *words = text_page_words(page);

	for (size_t i = 0; i < service->reading_count; i++) {
		const struct reading *reading = &service->readings[i];

		if (is_uncollected(reading))
			buffer_addf(words, "%s%s",
				    words->length_bytes ? ", " : "not collected yet: ",
				    capacity_title(reading->capacity));
	}
	if (!words->length_bytes)
		return;
	text_page_to(page, 4);
	text_page_wrap(page, words->bytes, 6);
	text_page_end_line(page);
}

static void add_service(struct text_page *page, const struct service_card *service,
			enum facts_depth depth)
{
	text_page_foreign(page, text_page_words(page), service->service->name);
	text_page_to(page, 2);
	text_page_add(page, page->words.bytes, SERVICE_NAME_CELLS);
	text_page_end_line(page);
	for (size_t i = 0; i < service->reading_count; i++) {
		const struct reading *reading = &service->readings[i];

		if (depth == FACTS_BRIEF && is_uncollected(reading))
			continue;
		text_page_to(page, 4);
		text_page_add(page, capacity_title(reading->capacity),
			      SERVICE_VALUE_COLUMN - 5);
		add_service_line(page, reading);
	}
	if (depth == FACTS_BRIEF)
		add_uncollected(page, service);
}

static void add_heading(struct text_page *page)
{
	text_page_add(page, "Services", SERVICE_BANDS_COLUMN - 1);
	if (page->wording.period.bands != BAND_EDITION_NONE) {
		buffer_addf(text_page_words(page), "bands: %s",
			    band_edition_word(page->wording.period.bands));
		text_page_to(page, SERVICE_BANDS_COLUMN);
		text_page_add(page, page->words.bytes, TEXT_COLUMNS - SERVICE_BANDS_COLUMN);
	}
	text_page_end_line(page);
}

void text_page_services(struct text_page *page, const struct team_card *card,
			enum facts_depth depth)
{
	if (card->service_count == 0)
		return;
	add_heading(page);
	for (size_t i = 0; i < card->service_count; i++)
		add_service(page, &card->services[i], depth);
	text_page_end_line(page);
}

void text_page_services_of(struct text_page *page, const struct team_card *card,
			   const struct capacity *capacity)
{
	if (card->service_count == 0 || capacity->is_team_only)
		return;
	add_heading(page);
	for (size_t i = 0; i < card->service_count; i++) {
		const struct reading *reading =
			service_card_reading(&card->services[i], capacity->id);

		if (!reading)
			continue;
		text_page_foreign(page, text_page_words(page), card->services[i].service->name);
		text_page_to(page, 2);
		text_page_add(page, page->words.bytes, SERVICE_VALUE_COLUMN - 3);
		add_service_line(page, reading);
	}
	text_page_end_line(page);
}
