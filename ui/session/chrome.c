#include "ui/session/chrome.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

#define MARGIN_CELLS 1
#define BETWEEN_CELLS 3
#define CLOSE_CELLS 2 /* between keys, where not all fit */

static const char separator[] = " › ";

/* -- the title ------------------------------------------------------------------------------
 */

/* Cells of "aplomb › " (from = -1) or of the crumbs from one on. */
static int crumbs_cells(struct canvas *canvas, const struct title *title, int from)
{
	int cells = from < 0 ? canvas_text_cells(canvas, "aplomb") : 0;

	for (int i = from < 0 ? 0 : from; i < title->crumb_count; i++)
		cells += canvas_text_cells(canvas, title->crumbs[i]) +
			 (i > from ? canvas_text_cells(canvas, separator) : 0);
	return cells;
}

static void draw_crumbs(struct canvas *canvas, int row, int cells, const struct title *title,
			int from)
{
	int column = MARGIN_CELLS;
	int end = MARGIN_CELLS + cells;

	if (from < 0)
		column += canvas_text(canvas, row, column, cells, STYLE_DIM, "aplomb");
	for (int i = from < 0 ? 0 : from; i < title->crumb_count; i++) {
		bool is_last = i + 1 == title->crumb_count;

		if (i > from)
			column += canvas_text(canvas, row, column, end - column, STYLE_DIM,
					      separator);
		column += canvas_text(canvas, row, column, end - column,
				      is_last ? STYLE_TITLE : STYLE_DIM, title->crumbs[i]);
	}
}

static const char *aside_of(struct view *view, const struct title *title, int length)
{
	struct buffer *buffer = &view->words.buffer;

	if (length == 0 || title->is_timeless)
		return "";
	if (title->windows)
		return length == 1 ? title->windows_short : title->windows;
	if (length == 1)
		wording_add_window(buffer, view->wording.period.window_days);
	else
		wording_add_period(buffer, &view->wording);
	if (length == 3 && title->aside)
		buffer_addf(buffer, " · %s", title->aside);
	return words_take(&view->words);
}

void chrome_draw_title(struct view *view, struct canvas *canvas, int row,
		       const struct title *title)
{
	int cells = canvas->columns - 2 * MARGIN_CELLS;
	int aside_cells = 0, last = title->crumb_count - 1;
	const char *aside = "";

	/* The period gives way first, then the way here; the last crumb stays. */
	for (int from = -1; from <= last; from++)
		for (int length = 3; length >= (from < 0 ? 1 : 0); length--) {
			aside = aside_of(view, title, length);
			aside_cells = canvas_text_cells(canvas, aside);
			if (crumbs_cells(canvas, title, from) +
				    (aside_cells ? aside_cells + BETWEEN_CELLS : 0) >
			    cells)
				continue;
			draw_crumbs(canvas, row, cells, title, from);
			canvas_text_right(canvas, row, MARGIN_CELLS + cells, aside_cells,
					  STYLE_DIM, aside);
			return;
		}
	draw_crumbs(canvas, row, cells, title, last);
}

/* -- the keys -------------------------------------------------------------------------------
 */

/* One entry of the footer: the keys that share a label. */
struct entry {
	char keys[64];
	const char *label;
	int rank;
	bool is_shown;
};

#define ENTRIES_MAX 24

/* "←↓↑→", "hjkl"; what is no single sign is parted: "Left/Right". */
static void add_name(struct entry *entry, const char *name)
{
	size_t used = strlen(entry->keys);
	int cells = text_width_cells(name);

	snprintf(entry->keys + used, sizeof(entry->keys) - used, "%s%s",
		 used && cells > 1 ? "/" : "", name);
}

static int entries_of(struct entry entries[ENTRIES_MAX], enum key_screen screen, bool is_ascii)
{
	int count = 0;

	for (size_t i = 0; i < key_binding_count && count < ENTRIES_MAX; i++) {
		const struct key_binding *binding = &key_bindings[i];
		char name[INPUT_NAME_BYTES];
		struct entry *entry;

		if (!(binding->screens & screen) || !binding->footer_rank)
			continue;
		input_name(key_binding_input(binding, is_ascii), is_ascii, name);
		if (count > 0 && strcmp(entries[count - 1].label, binding->label) == 0) {
			add_name(&entries[count - 1], name);
			continue;
		}
		entry = &entries[count++];
		memset(entry, 0, sizeof(*entry));
		add_name(entry, name);
		entry->label = binding->label;
		entry->rank = binding->footer_rank;
	}
	return count;
}

static int entries_cells(struct canvas *canvas, const struct entry *entries, int count, int gap)
{
	int cells = 0;

	for (int i = 0; i < count; i++)
		if (entries[i].is_shown)
			cells += (cells ? gap : 0) +
				 canvas_text_cells(canvas, entries[i].keys) + 1 +
				 canvas_text_cells(canvas, entries[i].label);
	return cells;
}

/* The most useful first, each that still fits; returns the gap between them. */
static int choose_entries(struct canvas *canvas, struct entry *entries, int count, int cells)
{
	int most = 0;

	for (int i = 0; i < count; i++)
		most = entries[i].rank > most ? entries[i].rank : most;
	for (int rank = 1; rank <= most; rank++)
		for (int i = 0; i < count; i++) {
			if (entries[i].rank != rank)
				continue;
			entries[i].is_shown = true;
			entries[i].is_shown =
				entries_cells(canvas, entries, count, CLOSE_CELLS) <= cells;
		}
	return entries_cells(canvas, entries, count, BETWEEN_CELLS) <= cells ? BETWEEN_CELLS
									     : CLOSE_CELLS;
}

void chrome_draw_keys(struct canvas *canvas, int row, int columns, enum key_screen screen,
		      bool is_ascii)
{
	struct entry entries[ENTRIES_MAX] = {0};
	int count = entries_of(entries, screen, is_ascii);
	int cells = columns - 2 * MARGIN_CELLS;
	int gap = choose_entries(canvas, entries, count, cells - 1);
	int column = MARGIN_CELLS + 1;

	for (int i = 0; i < count; i++) {
		if (!entries[i].is_shown)
			continue;
		column += canvas_text(canvas, row, column, cells - column + 1, STYLE_KEY,
				      entries[i].keys);
		column += 1 + canvas_text(canvas, row, column + 1, cells - column, STYLE_DIM,
					  entries[i].label);
		column += gap;
	}
}
