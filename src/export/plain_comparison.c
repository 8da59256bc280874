/* Then and now of one team, for reading aloud. */
#include "base/text.h"
#include "export/plain.h"
#include "export/plain_page.h"
#include "report/comparison.h"

static void add_rows(const struct plain_page *page, const struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->row_count; i++) {
		const struct comparison_row *row = &comparison->rows[i];
		enum capacity_section section = row->capacity->section;

		if (i == 0 || comparison->rows[i - 1].capacity->section != section) {
			plain_gap(page);
			buffer_addf(page->out, "%s.\n", section_title(section));
		}
		buffer_addf(page->out, "%s: ", capacity_title(row->capacity));
		comparison_add_sentence(page->out, comparison, row);
		plain_end(page);
	}
	plain_gap(page);
}

static void add_services(const struct plain_page *page, const struct comparison *comparison)
{
	if (!comparison->service_count)
		return;
	buffer_add_string(page->out, "Services.\n");
	for (size_t i = 0; i < comparison->service_count; i++) {
		const struct comparison_service *service = &comparison->services[i];

		for (size_t j = 0; j < service->row_count; j++) {
			plain_foreign(page, service->service->name);
			buffer_add_string(page->out, ", ");
			plain_add_title(page->out, service->rows[j].capacity);
			buffer_add_string(page->out, ": ");
			comparison_add_sentence(page->out, comparison, &service->rows[j]);
			plain_end(page);
		}
	}
	plain_gap(page);
}

static void add_note(const struct plain_page *page, const struct comparison *comparison,
		     const struct note *note)
{
	struct buffer words;

	buffer_init(&words);
	comparison_add_note(&words, comparison, note);
	buffer_add_string(page->out, "What helped, ");
	/* Visible already; only the alphabet is left to mind. */
	if (page->is_ascii)
		text_add_ascii(page->out, words.bytes, words.length_bytes);
	else
		buffer_add(page->out, words.bytes, words.length_bytes);
	buffer_release(&words);
	plain_end(page);
}

static void add_between(const struct plain_page *page, const struct comparison *comparison)
{
	size_t count = 0;

	comparison_add_between(page->out, comparison);
	plain_end(page);
	while (comparison_add_fact(page->out, comparison, count)) {
		plain_end(page);
		count++;
	}
	for (size_t i = 0; i < comparison->between.note_count; i++)
		add_note(page, comparison, &comparison->between.notes[i]);
	if (count + comparison->between.note_count == 0)
		plain_sentences(page, comparison_no_fact_words());
	plain_gap(page);
}

void plain_write_comparison(struct buffer *buffer, const struct comparison *comparison,
			    const char *version, bool is_ascii)
{
	struct plain_page page = {buffer, comparison_wording(comparison, true), is_ascii};
	struct buffer windows;

	plain_foreign(&page, comparison->team->name);
	buffer_add_string(buffer, ", then and now.\n");
	buffer_init(&windows);
	comparison_add_windows(&windows, comparison);
	plain_sentences(&page, windows.bytes);
	buffer_release(&windows);
	add_rows(&page, comparison);
	add_services(&page, comparison);
	add_between(&page, comparison);
	comparison_add_question(buffer, comparison);
	plain_end(&page);
	plain_gap(&page);
	plain_colophon(&page, version);
}
