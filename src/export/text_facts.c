/* What is said under a reading's own line: its facts, and its services. */
#include <math.h>
#include <string.h>

#include "export/text.h"
#include "export/text_page.h"
#include "report/range_strip.h"

#define LABEL_COLUMN 4
#define FACT_COLUMN 19
#define STRIP_CELLS 22
#define STRIP_COLUMN 57
#define SERVICE_NAME_CELLS (TEXT_COLUMNS - 2)

/* One fact from the scratch buffer, under its label; nothing where there is none. */
static void add_fact(struct text_page *page, const char *label)
{
	if (!page->words.length_bytes)
		return;
	text_page_to(page, LABEL_COLUMN);
	text_page_add(page, label, FACT_COLUMN - LABEL_COLUMN - 1);
	text_page_to(page, FACT_COLUMN);
	text_page_wrap(page, page->words.bytes, FACT_COLUMN);
	text_page_end_line(page);
}

static void add_usual(struct text_page *page, const struct reading *reading)
{
	struct buffer *words = text_page_words(page);

	wording_add_usual(words, reading, WORDING_LINE);
	if (!words->length_bytes)
		return;
	text_page_to(page, LABEL_COLUMN);
	text_page_add(page, "usual", FACT_COLUMN - LABEL_COLUMN - 1);
	text_page_to(page, FACT_COLUMN);
	text_page_add(page, words->bytes, STRIP_COLUMN - FACT_COLUMN - 1);
	text_page_to(page, STRIP_COLUMN);
	words = text_page_words(page);
	range_strip_add(words, reading, STRIP_CELLS, page->wording.is_ascii);
	text_page_add(page, words->bytes, STRIP_CELLS);
	text_page_end_line(page);
}

static void add_goal(struct text_page *page, const struct reading *reading,
		     enum text_depth depth)
{
	struct buffer *words = text_page_words(page);

	wording_add_goal(words, &page->wording, reading);
	if (reading->goal && reading->goal->has_review && depth != TEXT_BRIEF) {
		buffer_add_string(words, ", ");
		goal_add_review(words, reading->goal);
	}
	add_fact(page, "goal");
}

static void add_before(struct text_page *page, const struct reading *reading)
{
	struct buffer *words = text_page_words(page);

	if (reading->capacity->is_undated)
		return;
	wording_add_previous(words, reading, WORDING_LINE);
	if (reading->previous.n && reading->capacity->unit != UNIT_RATIO) {
		buffer_add_string(words, " (");
		quantity_add_count(words, reading->previous.n);
		buffer_addf(words, " %s)",
			    capacity_noun(reading->capacity, reading->previous.n));
	}
	add_fact(page, "before");
}

/* "SLO": one line for each, the service's name before it. */
static void add_slos(struct text_page *page, const struct reading *reading)
{
	for (size_t i = 0; i < reading->slo_count; i++) {
		const struct slo_reading *slo = &reading->slos[i];
		struct buffer *words = text_page_words(page);

		text_page_foreign(page, words, slo->service->name);
		buffer_add_string(words, ", ");
		text_page_foreign(page, words, slo->slo->name);
		buffer_add_string(words, ": ");
		slo_add_standing(words, slo);
		add_fact(page, "SLO");
	}
}

/* Where there was nothing then and nothing now, there is nothing to compare. */
static bool is_comparable(const struct reading *reading)
{
	return !reading->capacity->is_undated &&
	       (!isnan(reading->value) || !isnan(reading->previous.value));
}

static void add_full_facts(struct text_page *page, const struct reading *reading,
			   enum text_depth depth)
{
	if (depth == TEXT_FULL)
		add_before(page, reading);
	if (is_comparable(reading) || depth == TEXT_WHY) {
		wording_add_change(text_page_words(page), &page->wording, reading);
		add_fact(page, "change");
	}
	wording_add_shift(text_page_words(page), reading);
	add_fact(page, "shift");
	for (size_t i = 0; i < reading->detail_count; i++) {
		/* What was remedied later stays one step away, as material to learn from. */
		if (depth == TEXT_FULL && strcmp(reading->details[i].name, "declared") == 0)
			continue;
		wording_add_detail(text_page_words(page), reading, &reading->details[i]);
		add_fact(page, "beside it");
	}
	wording_add_coverage(text_page_words(page), &page->wording, reading);
	if (reading->state != READING_UNCOLLECTED)
		add_fact(page, "coverage");
	if (depth == TEXT_FULL) {
		wording_add_excluded(text_page_words(page), reading);
		add_fact(page, "events");
		add_slos(page, reading);
	}
}

void text_page_facts(struct text_page *page, const struct reading *reading,
		     enum text_depth depth)
{
	struct buffer *words;

	if (depth == TEXT_WHY) {
		words = text_page_words(page);
		buffer_add_string(words, capacity_rule(reading->capacity));
		add_fact(page, "rule");
		wording_add_arithmetic(text_page_words(page), &page->wording, reading);
		add_fact(page, "arithmetic");
	}
	add_goal(page, reading, depth);
	wording_add_interval(text_page_words(page), reading);
	add_fact(page, "interval");
	add_usual(page, reading);
	if (depth != TEXT_BRIEF)
		add_full_facts(page, reading, depth);
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
			enum text_depth depth)
{
	text_page_foreign(page, text_page_words(page), service->service->name);
	text_page_to(page, 2);
	text_page_add(page, page->words.bytes, SERVICE_NAME_CELLS);
	text_page_end_line(page);
	for (size_t i = 0; i < service->reading_count; i++) {
		const struct reading *reading = &service->readings[i];

		if (depth == TEXT_BRIEF && is_uncollected(reading))
			continue;
		text_page_to(page, 4);
		text_page_add(page, capacity_title(reading->capacity),
			      SERVICE_VALUE_COLUMN - 5);
		add_service_line(page, reading);
	}
	if (depth == TEXT_BRIEF)
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
			enum text_depth depth)
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
