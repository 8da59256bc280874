/* Why a number is what it is, in words. */
#include "ui/screens/capacity_screen.h"

#include "ui/widgets/passages.h"

struct why {
	struct view *view;
	struct passages passages;
};

/* What was put together, under a heading; nothing where that is nothing. */
static void add_part(struct why *why, const char *heading)
{
	passages_add(&why->passages, heading, words_take(&why->view->words));
}

static void add_usual(struct why *why, const struct reading *reading)
{
	const struct wording *wording = &why->view->wording;
	struct buffer *buffer = &why->view->words.buffer;
	size_t start = buffer->length_bytes;

	wording_add_usual(buffer, reading, WORDING_LINE);
	if (buffer->length_bytes == start)
		return;
	buffer_addf(buffer,
		    ": what the weekly values of the %zu weeks before this window lead one to "
		    "expect (mean and 2.66 mean moving ranges to each side). ",
		    reading->before_count);
	wording_add_shift(buffer, wording, reading);
}

/* Further figures, one after the other. */
static void add_detail(struct why *why, const struct reading *reading,
		       const struct detail *detail)
{
	struct buffer *buffer = &why->view->words.buffer;
	size_t start = buffer->length_bytes;

	if (start)
		buffer_add_string(buffer, "; ");
	wording_add_detail(buffer, reading, detail);
	/* A figure with nothing to say takes its semicolon back. */
	if (start && buffer->length_bytes == start + 2) {
		buffer->length_bytes = start;
		buffer->bytes[start] = '\0';
	}
}

static void fill(struct why *why, const struct reading *reading)
{
	struct buffer *buffer = &why->view->words.buffer;
	const struct wording *wording = &why->view->wording;

	wording_add_sentence(buffer, wording, reading);
	add_part(why, "What it says");
	buffer_add_string(buffer, capacity_rule(reading->capacity));
	add_part(why, "The rule");
	wording_add_beginning(buffer, reading);
	add_part(why, "To begin");
	wording_add_arithmetic(buffer, wording, reading);
	add_part(why, "The arithmetic");
	wording_add_interval(buffer, reading);
	add_part(why, "How sure");
	for (size_t i = 0; i < reading->detail_count; i++)
		add_detail(why, reading, &reading->details[i]);
	add_part(why, "Beside it");
	wording_add_excluded(buffer, reading);
	add_part(why, "Left out");
	wording_add_change(buffer, wording, reading);
	add_part(why, "Then and now");
	add_usual(why, reading);
	add_part(why, "Own usual range");
	wording_add_goal(buffer, wording, reading);
	add_part(why, "The goal");
	wording_add_bands(buffer, wording, reading);
	add_part(why, band_edition_word(wording->period.bands));
	wording_add_coverage(buffer, wording, reading);
	add_part(why, "Collected");
	reading_add_question(buffer, wording, reading);
	add_part(why, "To talk about");
}

void capacity_draw_why(struct capacity_screen *screen, struct view *view, struct canvas *canvas,
		       struct area area, const struct reading *reading, bool takes_keys)
{
	struct why why = {
		.view = view,
		.passages = {.arena = &view->words.arena,
			     .cells = area.columns - 2 * CAPACITY_MARGIN_CELLS},
	};

	fill(&why, reading);
	passages_draw(&why.passages, canvas, area, CAPACITY_MARGIN_CELLS, &screen->why);
	if (takes_keys)
		canvas_place_cursor(canvas, area.row, area.column + CAPACITY_MARGIN_CELLS);
}
