/* One capacity: what it is now, its chart, and the facts of it. */
#include <string.h>

#include "export/html_page.h"
#include "report/shown.h"

static void add_now(struct html_page *page, const struct reading *reading)
{
	if (!reading_has_value(reading)) {
		wording_add_value(html_words(page), &page->wording, reading, WORDING_LINE);
		html_add_element(page, "p class=\"now state\"");
		return;
	}
	buffer_add_string(page->out, "<p class=\"now\"><strong>");
	wording_add_value(html_words(page), &page->wording, reading, WORDING_LINE);
	html_add_words(page);
	buffer_add_string(page->out, "</strong> <span class=\"n\">");
	wording_add_n(html_words(page), reading);
	html_add_words(page);
	buffer_add_string(page->out, "</span></p>\n");
}

static void add_verdict(struct html_page *page, const struct reading *reading)
{
	if (!reading_has_verdict(reading))
		return;
	buffer_addf(
		page->out,
		"<p class=\"change %s\"><span class=\"glyph\" aria-hidden=\"true\">%s</span> "
		"%s</p>\n",
		verdict_names[reading->change], verdict_glyph(reading->change, false),
		verdict_word(reading->change));
}

/* Labels that follow each other are said once. */
struct fact_list {
	struct html_page *page;
	const char *label;
};

static void add_fact(void *context, const struct fact *fact)
{
	struct fact_list *list = context;
	struct buffer *out = list->page->out;

	if (!list->label)
		buffer_add_string(out, "<dl class=\"facts\">\n");
	if (!list->label || strcmp(list->label, fact->label) != 0)
		buffer_addf(out, "<dt>%s</dt>", fact->label);
	buffer_add_string(out, "<dd>");
	html_add_text(out, fact->text);
	buffer_add_string(out, "</dd>\n");
	list->label = fact->label;
}

static void add_facts(struct html_page *page, const struct reading *reading)
{
	struct fact_list list = {page, NULL};
	struct fact_reader reader = {add_fact, &list};

	reading_each_fact(&page->wording, reading, FACTS_FULL, &reader);
	if (list.label)
		buffer_add_string(page->out, "</dl>\n");
}

/* The texts of the marks in the chart. */
static void add_notes(struct html_page *page, const struct reading *reading)
{
	instant since = notes_begin(&page->wording, reading);
	const struct note *note;
	size_t from = 0;
	bool is_begun = false;

	while ((note = notes_next(page->notes, page->card->team->id, reading->capacity->id,
				  since, &from))) {
		struct buffer *words = html_words(page);

		if (!is_begun)
			buffer_add_string(page->out, "<ul class=\"notes\">\n");
		is_begun = true;
		buffer_addf(words, "%s ", note_glyph(false));
		note_add_date(words, &page->wording, note);
		buffer_add_string(words, ": ");
		note_add_text(words, &page->wording, note);
		html_add_element(page, "li");
	}
	if (is_begun)
		buffer_add_string(page->out, "</ul>\n");
}

void html_add_reading(struct html_page *page, const struct reading *reading)
{
	buffer_addf(page->out, "<article>\n<div class=\"head\">\n<h4>%s</h4>\n",
		    capacity_title(reading->capacity));
	add_now(page, reading);
	add_verdict(page, reading);
	wording_add_sentence(html_words(page), &page->wording, reading);
	html_add_element(page, "p class=\"says\"");
	buffer_add_string(page->out, "</div>\n");
	if (reading_has_chart(reading)) {
		html_add_chart(page, reading);
		add_notes(page, reading);
	}
	add_facts(page, reading);
	html_add_behind(page, reading);
	buffer_add_string(page->out, "</article>\n");
}
