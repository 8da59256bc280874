#include "export/plain_page.h"

#include <string.h>

#include "base/text.h"

void plain_foreign(const struct plain_page *page, const char *text)
{
	struct buffer visible;

	if (!page->is_ascii) {
		text_add_visible(page->out, text, strlen(text));
		return;
	}
	buffer_init(&visible);
	text_add_visible(&visible, text, strlen(text));
	text_add_ascii(page->out, visible.bytes, visible.length_bytes);
	buffer_release(&visible);
}

void plain_end(const struct plain_page *page)
{
	size_t length = page->out->length_bytes;
	char last = length ? page->out->bytes[length - 1] : '\n';

	buffer_add_string(page->out, strchr(".?!\n", last) ? "\n" : ".\n");
}

void plain_gap(const struct plain_page *page)
{
	buffer_add_char(page->out, '\n');
}

void plain_labelled(const struct plain_page *page, const char *label, const char *text)
{
	if (!text || !*text)
		return;
	buffer_addf(page->out, "%s: ", label);
	plain_foreign(page, text);
	plain_end(page);
}

void plain_sentences(const struct plain_page *page, const char *text)
{
	const char *stop;

	while ((stop = strstr(text, ". "))) {
		buffer_add(page->out, text, (size_t)(stop - text) + 1);
		buffer_add_char(page->out, '\n');
		text = stop + 2;
	}
	if (!*text)
		return;
	buffer_add_string(page->out, text);
	plain_end(page);
}

void plain_group(const struct plain_page *page, const struct catalog *catalog, size_t group)
{
	if (group == CATALOG_NO_GROUP)
		return;
	if (catalog->groups[group].parent != CATALOG_NO_GROUP) {
		plain_group(page, catalog, catalog->groups[group].parent);
		buffer_add_string(page->out, ", ");
	}
	plain_foreign(page, catalog->groups[group].name);
}

void plain_colophon(const struct plain_page *page, const char *version)
{
	const struct wording *wording = &page->wording;
	struct civil civil = zone_civil(wording->zone, wording->period.as_of);
	char utc[INSTANT_TEXT_BYTES];

	buffer_addf(page->out, "As of %04d-%02d-%02d %02d:%02d:%02d ", civil.year, civil.month,
		    civil.day, civil.hour, civil.minute, civil.second);
	plain_foreign(page, wording->zone->name);
	buffer_addf(page->out, " (%s), a window of %d %s, bands: %s, aplomb %s.\n",
		    instant_format(wording->period.as_of, utc), wording->period.window_days,
		    wording->period.window_days == 1 ? "day" : "days",
		    band_edition_word(wording->period.bands), version);
}

/* -- further facts ------------------------------------------------------------------------- */

/* What follows "Restore time: "; the title goes again where nothing did. */
static void end_or_undo(const struct plain_page *page, size_t start, size_t from)
{
	if (page->out->length_bytes > from) {
		plain_end(page);
		return;
	}
	page->out->length_bytes = start;
	page->out->bytes[start] = '\0';
}

void plain_details(const struct plain_page *page, const struct reading *reading,
		   bool with_remedied)
{
	struct buffer *out = page->out;
	const char *title = capacity_title(reading->capacity);
	size_t start = out->length_bytes;
	size_t from;

	buffer_addf(out, "%s: ", title);
	from = out->length_bytes;
	wording_add_detectable(out, reading);
	end_or_undo(page, start, from);
	start = out->length_bytes;
	buffer_addf(out, "%s: ", title);
	from = out->length_bytes;
	wording_add_shift(out, &page->wording, reading);
	end_or_undo(page, start, from);
	for (size_t i = 0; i < reading->detail_count; i++) {
		/* What was remedied later stays one step away, as material to learn from. */
		if (!with_remedied && strcmp(reading->details[i].name, "declared") == 0)
			continue;
		start = out->length_bytes;
		buffer_addf(out, "%s: ", title);
		from = out->length_bytes;
		wording_add_detail(out, reading, &reading->details[i]);
		end_or_undo(page, start, from);
	}
	start = out->length_bytes;
	buffer_addf(out, "%s ", title);
	from = out->length_bytes;
	plain_add_weeks(out, reading);
	end_or_undo(page, start, from);
}

void plain_slos(const struct plain_page *page, const struct reading *reading)
{
	for (size_t i = 0; i < reading->slo_count; i++) {
		const struct slo_reading *slo = &reading->slos[i];

		buffer_add_string(page->out, "SLO of ");
		plain_foreign(page, slo->service->name);
		buffer_add_string(page->out, ", ");
		plain_foreign(page, slo->slo->name);
		buffer_add_string(page->out, ": ");
		slo_add_standing(page->out, slo);
		plain_end(page);
	}
}

void plain_components(const struct plain_page *page, const struct reading *reading)
{
	for (size_t i = 0; i < reading->component_count; i++) {
		const struct component_reading *component = &reading->components[i];

		plain_foreign(page, component->service->name);
		buffer_add_string(page->out, ", ");
		plain_foreign(page, component->component);
		if (component->running) {
			buffer_add_string(page->out, " runs ");
			plain_foreign(page, component->running);
		}
		if (component->pending) {
			buffer_add_string(page->out, ", next is ");
			plain_foreign(page, component->pending);
		}
		buffer_add_string(page->out, ": ");
		component_add_standing(page->out, component);
		plain_end(page);
	}
}

/* -- notes --------------------------------------------------------------------------------- */

void plain_notes(const struct plain_page *page, const struct notes *notes, const char *team,
		 const char *capacity, instant since)
{
	const struct note *note;
	size_t from = 0;
	bool is_any = false;

	while ((note = notes_next(notes, team, capacity, since, &from))) {
		buffer_addf(page->out, "%s, ", notes_title());
		note_add_date(page->out, &page->wording, note);
		if (!capacity && *note->capacity) {
			buffer_add_string(page->out, ", ");
			note_add_capacity(page->out, &page->wording, note);
		}
		buffer_add_string(page->out, ": ");
		plain_foreign(page, note->text);
		plain_end(page);
		is_any = true;
	}
	if (is_any)
		plain_gap(page);
}

/* -- services ------------------------------------------------------------------------------ */

static bool is_uncollected(const struct reading *reading)
{
	return reading->state == READING_UNCOLLECTED && reading->covered_until == INSTANT_NONE;
}

static void add_service_reading(const struct plain_page *page, const struct service *service,
				const struct reading *reading, bool with_test)
{
	plain_foreign(page, service->name);
	buffer_add_string(page->out, ", ");
	plain_add_title(page->out, reading->capacity);
	buffer_add_string(page->out, ": ");
	plain_add_reading(page->out, &page->wording, reading, with_test);
	plain_end(page);
}

static void add_uncollected(const struct plain_page *page, const struct service_card *service)
{
	bool is_first = true;

	for (size_t i = 0; i < service->reading_count; i++) {
		if (!is_uncollected(&service->readings[i]))
			continue;
		if (is_first) {
			plain_foreign(page, service->service->name);
			buffer_add_string(page->out, ", not collected yet: ");
		} else {
			buffer_add_string(page->out, ", ");
		}
		is_first = false;
		plain_add_title(page->out, service->readings[i].capacity);
	}
	if (!is_first)
		plain_end(page);
}

void plain_services(const struct plain_page *page, const struct team_card *card, bool with_test)
{
	if (!card->service_count)
		return;
	buffer_add_string(page->out, "Services.\n");
	for (size_t i = 0; i < card->service_count; i++) {
		const struct service_card *service = &card->services[i];

		for (size_t j = 0; j < service->reading_count; j++)
			if (!is_uncollected(&service->readings[j]))
				add_service_reading(page, service->service,
						    &service->readings[j], with_test);
		add_uncollected(page, service);
	}
	plain_gap(page);
}

void plain_services_of(const struct plain_page *page, const struct team_card *card,
		       const struct capacity *capacity)
{
	if (!card->service_count || capacity->is_team_only)
		return;
	buffer_add_string(page->out, "Services.\n");
	for (size_t i = 0; i < card->service_count; i++) {
		const struct reading *reading =
			service_card_reading(&card->services[i], capacity->id);

		if (reading)
			add_service_reading(page, card->services[i].service, reading, true);
	}
	plain_gap(page);
}
