/* What teams wrote down of what helped, as lines of a text. */
#include "export/text.h"
#include "export/text_page.h"

#define DATE_COLUMN 2
#define GAP_CELLS 2
#define DATE_CELLS 11 /* "14 Jul 2025" */

static void add_note(struct text_page *page, const struct note *note, int text_column,
		     bool names_capacity)
{
	struct buffer *words = text_page_words(page);

	note_add_date(words, &page->wording, note);
	text_page_to(page, DATE_COLUMN);
	text_page_add(page, words->bytes, DATE_CELLS);
	words = text_page_words(page);
	if (names_capacity && *note->capacity) {
		note_add_capacity(words, &page->wording, note);
		buffer_add_string(words, ": ");
	}
	note_add_text(words, &page->wording, note);
	text_page_to(page, text_column);
	text_page_wrap(page, words->bytes, text_column + GAP_CELLS);
	text_page_end_line(page);
}

/* The widest date sets the column of the texts. */
static int text_column(struct text_page *page, const struct notes *notes, const char *team,
		       const char *capacity, instant since)
{
	const struct note *note;
	size_t from = 0;
	size_t widest = 0;

	while ((note = notes_next(notes, team, capacity, since, &from))) {
		struct buffer *words = text_page_words(page);

		note_add_date(words, &page->wording, note);
		if (words->length_bytes > widest)
			widest = words->length_bytes;
	}
	return DATE_COLUMN + (int)widest + GAP_CELLS;
}

void text_page_notes(struct text_page *page, const struct notes *notes, const char *team,
		     const char *capacity, instant since)
{
	int column = text_column(page, notes, team, capacity, since);
	const struct note *note;
	size_t from = 0;
	bool is_begun = false;

	while ((note = notes_next(notes, team, capacity, since, &from))) {
		if (!is_begun) {
			text_page_add(page, notes_title(), TEXT_COLUMNS);
			text_page_end_line(page);
		}
		is_begun = true;
		add_note(page, note, column, !capacity);
	}
	if (is_begun)
		text_page_end_line(page);
}
