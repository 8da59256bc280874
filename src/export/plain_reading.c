/* Why a number is what it is, for reading aloud; and events, one by one. */
#include <string.h>

#include "base/text.h"
#include "export/plain.h"
#include "export/plain_page.h"
#include "report/event_summary.h"

static void add_evidence(const struct plain_page *page, const struct capacity *capacity,
			 const struct evidence *evidence)
{
	size_t start;
	bool says_it;

	if (!capacity->is_undated) {
		wording_add_instant(page->out, &page->wording, evidence->at);
		buffer_add_string(page->out, evidence->service ? ", " : "");
	}
	if (evidence->service)
		plain_foreign(page, evidence->service->name);
	buffer_add_string(page->out, ": ");
	start = page->out->length_bytes;
	wording_add_evidence(page->out, capacity, evidence);
	/* What its text says already is not said twice. */
	says_it = strcmp(page->out->bytes + start, evidence->text) == 0;
	if (*evidence->id) {
		buffer_add_string(page->out, ", ");
		plain_foreign(page, evidence->id);
	}
	if (*evidence->text && !says_it) {
		buffer_add_string(page->out, ", ");
		plain_foreign(page, evidence->text);
	}
	plain_end(page);
}

/* A census is told item by item as it stands; what happens over time, event by event. */
static void add_events(const struct plain_page *page, const struct reading *reading,
		       const struct evidence *evidence, size_t count)
{
	if (!count)
		return;
	wording_add_counted(page->out, reading);
	plain_end(page);
	if (reading->slo_count || reading->component_count) {
		plain_slos(page, reading);
		plain_components(page, reading);
	} else {
		for (size_t i = 0; i < count; i++)
			add_evidence(page, reading->capacity, &evidence[i]);
	}
	plain_gap(page);
}

void plain_write_reading(struct buffer *buffer, const struct scorecard *scorecard,
			 const struct team_card *card, const struct reading *reading,
			 const struct evidence *evidence, size_t evidence_count,
			 const char *version, bool is_ascii)
{
	struct plain_page page = {buffer, wording_of(scorecard, true), is_ascii};
	size_t start;

	plain_foreign(&page, card->team->name);
	buffer_add_string(buffer, ", ");
	plain_add_title(buffer, reading->capacity);
	buffer_add_string(buffer, ", ");
	wording_add_the_period(buffer, &page.wording);
	plain_end(&page);
	plain_gap(&page);
	start = buffer->length_bytes;
	plain_add_reading(buffer, &page.wording, reading, true);
	wording_capitalise(buffer, start);
	plain_end(&page);
	plain_details(&page, reading, true);
	plain_gap(&page);
	buffer_add_string(buffer, "The rule.\n");
	plain_sentences(&page, capacity_rule(reading->capacity));
	if (reading->state == READING_UNCOLLECTED) {
		buffer_add_string(buffer, "To begin: ");
		wording_add_beginning(buffer, reading);
		buffer_add_string(buffer, "\n");
	}
	start = buffer->length_bytes;
	wording_add_arithmetic(buffer, &page.wording, reading);
	if (buffer->length_bytes > start)
		plain_end(&page);
	plain_gap(&page);
	plain_services_of(&page, card, reading->capacity);
	plain_notes(&page, &scorecard->notes, card->team->id, reading->capacity->id,
		    notes_begin(&page.wording, reading));
	add_events(&page, reading, evidence, evidence_count);
	reading_add_question(buffer, &page.wording, reading);
	plain_end(&page);
	plain_gap(&page);
	plain_colophon(&page, version);
}

/* -- the history itself -------------------------------------------------------------------- */

/* What report made visible already; only the alphabet is left to mind. */
static void add_visible(struct buffer *buffer, const struct buffer *visible, bool is_ascii)
{
	if (is_ascii)
		text_add_ascii(buffer, visible->bytes, visible->length_bytes);
	else
		buffer_add(buffer, visible->bytes, visible->length_bytes);
}

void plain_write_event(struct buffer *buffer, const struct event *event,
		       const struct zone *zone, bool is_ascii)
{
	struct plain_page page = {.out = buffer, .is_ascii = is_ascii};
	instant at = event_at(event);
	struct buffer words;

	buffer_init(&words);
	if (at == INSTANT_NONE) {
		buffer_add_string(buffer, "Without a date");
	} else {
		struct civil civil = zone_civil(zone, at);

		event_add_day(buffer, zone_local_day(zone, at));
		buffer_addf(buffer, " at %02d:%02d", civil.hour, civil.minute);
	}
	buffer_addf(buffer, ", %s", event_type_word(event->type));
	event_add_subject(&words, event);
	if (words.length_bytes) {
		buffer_add_string(buffer, ", ");
		add_visible(buffer, &words, is_ascii);
	}
	buffer_clear(&words);
	event_add_summary(&words, event, zone);
	if (words.length_bytes) {
		buffer_add_string(buffer, ": ");
		add_visible(buffer, &words, is_ascii);
	}
	buffer_release(&words);
	plain_end(&page);
}
