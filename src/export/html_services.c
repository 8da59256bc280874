/* The readings of a team's services, in one table. */
#include "export/html_page.h"
#include "report/shown.h"

static void add_cell(struct html_page *page, const char *tag)
{
	html_add_element(page, tag);
}

static void add_reading(struct html_page *page, const struct reading *reading)
{
	struct buffer *words;

	buffer_add_string(html_words(page), capacity_title(reading->capacity));
	add_cell(page, "th scope=\"row\"");
	wording_add_value(html_words(page), &page->wording, reading, WORDING_LINE);
	add_cell(page, reading_has_value(reading) ? "td" : "td class=\"state\"");
	words = html_words(page);
	if (reading_has_value(reading))
		quantity_add_count(words, reading->n);
	add_cell(page, "td class=\"n\"");
	words = html_words(page);
	if (reading_has_verdict(reading))
		buffer_addf(words, "%s %s", verdict_glyph(reading->change, false),
			    verdict_word(reading->change));
	add_cell(page, "td");
	words = html_words(page);
	if (reading_has_value(reading))
		wording_add_bands(words, &page->wording, reading);
	add_cell(page, "td");
}

static void add_service(struct html_page *page, const struct service_card *service)
{
	buffer_add_string(page->out, "<tbody>\n");
	for (size_t i = 0; i < service->reading_count; i++) {
		buffer_add_string(page->out, "<tr>");
		if (i == 0) {
			buffer_addf(page->out, "<th scope=\"rowgroup\" rowspan=\"%zu\">",
				    service->reading_count);
			foreign_add(html_words(page), &page->wording, service->service->name);
			html_add_words(page);
			buffer_add_string(page->out, "</th>\n");
		}
		add_reading(page, &service->readings[i]);
		buffer_add_string(page->out, "</tr>\n");
	}
	buffer_add_string(page->out, "</tbody>\n");
}

void html_add_services(struct html_page *page)
{
	const struct team_card *card = page->card;

	if (card->service_count == 0)
		return;
	buffer_add_string(page->out,
			  "<section>\n<h3>Services</h3>\n"
			  "<div class=\"wide\" role=\"group\" tabindex=\"0\" aria-label=\"");
	buffer_add_string(html_words(page), "Services of ");
	foreign_add(&page->words, &page->wording, card->team->name);
	html_add_words(page);
	buffer_add_string(page->out, "\">\n<table class=\"services\">\n<caption>");
	html_add_words(page);
	if (page->wording.period.bands != BAND_EDITION_NONE)
		buffer_addf(page->out, " (bands: %s)",
			    band_edition_word(page->wording.period.bands));
	buffer_add_string(page->out,
			  "</caption>\n<thead><tr><th scope=\"col\">Service</th>"
			  "<th scope=\"col\">Capacity</th><th scope=\"col\">Now</th>"
			  "<th scope=\"col\" class=\"n\">n</th><th scope=\"col\">Change</th>"
			  "<th scope=\"col\">Bands</th></tr></thead>\n");
	for (size_t i = 0; i < card->service_count; i++)
		add_service(page, &card->services[i]);
	buffer_add_string(page->out, "</table>\n</div>\n</section>\n");
}
