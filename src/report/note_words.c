/* What teams wrote down of what helped, in words. */
#include "report/capacity_words.h"
#include "report/facts.h"
#include "report/shown.h"

instant window_begin(const struct wording *wording)
{
	return wording->period.as_of - wording->period.window_days * SECONDS_PER_DAY;
}

instant notes_begin(const struct wording *wording, const struct reading *reading)
{
	instant begin = window_begin(wording);

	if (series_has_values(reading->before, reading->before_count))
		begin -= (instant)reading->before_count * SECONDS_PER_WEEK;
	return begin;
}

void note_add_date(struct buffer *buffer, const struct wording *wording,
		   const struct note *note)
{
	wording_add_date(buffer, wording, note->at, false);
}

void note_add_text(struct buffer *buffer, const struct wording *wording,
		   const struct note *note)
{
	foreign_add(buffer, wording, note->text);
}

void note_add_capacity(struct buffer *buffer, const struct wording *wording,
		       const struct note *note)
{
	const struct capacity named = {.id = note->capacity};
	const struct capacity_words *words = capacity_words(&named);

	if (words->title)
		buffer_add_string(buffer, words->title);
	else
		foreign_add(buffer, wording, note->capacity);
}

const char *note_glyph(bool is_ascii)
{
	return is_ascii ? "^" : "\xe2\x9c\x8e";
}

const char *notes_title(void)
{
	return "What was noted";
}
