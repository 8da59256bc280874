/* The export dialog as it is seen: three fields, what is said, and what would be written. */
#include "ui/screens/export_dialog.h"

#include <string.h>

#include "ui/widgets/choices.h"
#include "ui/widgets/paragraph.h"

#define MARGIN_CELLS 3 /* the sign of the field and a space before its name */
#define NAME_CELLS 7   /* of a field */
#define CHOICES_MAX 16
#define FEW_ROWS 5   /* fewer have no room for all fields and a line of the preview */
#define AIRY_ROWS 18 /* from here on an empty row parts fields and preview */
#define LINE_BYTES_PER_CELL 16

static const char *const field_names[EXPORT_FIELD_COUNT] = {"What", "Format", "File"};

/* -- fields ---------------------------------------------------------------------------------
 */

/* names: room for CHOICES_MAX. */
static struct choices choices_of(const struct export_dialog *dialog, struct view *view,
				 enum export_field field, const char **names)
{
	enum export_what offers[EXPORT_WHAT_COUNT];
	const struct snapshot_format *formats;
	struct choices choices = {names, 0, 0};
	int count;

	if (field == EXPORT_FIELD_WHAT) {
		count = export_dialog_offers(dialog, view, offers);
		for (; choices.count < count; choices.count++) {
			names[choices.count] =
				export_dialog_what_words(dialog, view, offers[choices.count]);
			if (offers[choices.count] == dialog->what)
				choices.chosen = choices.count;
		}
	} else if (field == EXPORT_FIELD_FORMAT) {
		formats = export_dialog_formats(dialog, view, &count);
		for (; choices.count < count && choices.count < CHOICES_MAX; choices.count++)
			names[choices.count] = formats[choices.count].name;
		choices.chosen = dialog->format < count ? dialog->format : 0;
	}
	return choices;
}

static void draw_field(struct export_dialog *dialog, struct view *view, struct canvas *canvas,
		       struct area area, enum export_field field)
{
	const char *names[CHOICES_MAX];
	struct choices choices = choices_of(dialog, view, field, names);
	bool is_selected = dialog->field == field;
	struct area name;

	hits_add(&dialog->hits, area.row, area.column, area.columns, (int)field, -1);
	if (is_selected)
		canvas_text(canvas, area.row, area.column + 1, 1, STYLE_TITLE, "▸");
	area.column += MARGIN_CELLS;
	area.columns -= MARGIN_CELLS + 1;
	name = area_cut_left(&area, NAME_CELLS);
	canvas_text(canvas, name.row, name.column, name.columns - 1, STYLE_DIM,
		    field_names[field]);
	if (field == EXPORT_FIELD_FILE) {
		prompt_draw(&dialog->file, canvas, area.row, area.column + 1, area.columns - 1,
			    "");
		return;
	}
	choices_draw(canvas, area, &choices, is_selected, &dialog->hits, (int)field);
}

/* All of them, or, where there is no room, those around the selected one. */
static void draw_fields(struct export_dialog *dialog, struct view *view, struct canvas *canvas,
			struct area area)
{
	int first = (int)dialog->field - area.rows + 1;

	if (first < 0)
		first = 0;
	/* The prompt places the cursor; the selected field comes last, to have it. */
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < area.rows && first + i < EXPORT_FIELD_COUNT; i++) {
			enum export_field field = (enum export_field)(first + i);
			struct area row = {area.row + i, area.column, 1, area.columns};

			if ((dialog->field == field) == (pass == 1))
				draw_field(dialog, view, canvas, row, field);
		}
}

/* -- the preview ----------------------------------------------------------------------------
 */

static void draw_line(struct view *view, struct canvas *canvas, int row, int column, int cells,
		      const char *line, size_t length_bytes)
{
	size_t most = (size_t)cells * LINE_BYTES_PER_CELL;

	/* A line of JSON may be long: more than can be seen is not looked at. */
	if (length_bytes > most) {
		length_bytes = most;
		while (length_bytes > 0 && ((unsigned char)line[length_bytes] & 0xc0) == 0x80)
			length_bytes--;
	}
	canvas_text(canvas, row, column, cells, STYLE_PLAIN,
		    arena_copy(&view->words.arena, line, length_bytes));
}

/* What is seen, if that is not the bytes of the file; and which teams it is of. */
static const char *heading_of(const struct export_dialog *dialog, struct view *view)
{
	const struct export_preview *preview = &dialog->preview;
	struct buffer *buffer = &view->words.buffer;

	buffer_add_string(buffer, "Preview");
	if (preview->is_of_first && dialog->what == EXPORT_EVENTS)
		buffer_addf(buffer, " of the first %d events", EXPORT_PREVIEW_EVENTS);
	else if (preview->is_of_first)
		buffer_addf(buffer, " of %d teams", EXPORT_PREVIEW_TEAMS);
	if (preview->text.length_bytes > 0)
		buffer_add_string(buffer, preview->is_of_first ? ", as text" : ", as its text");
	if (dialog->what == EXPORT_SHOWN)
		buffer_addf(buffer, ", filter %s", dialog->filter);
	return words_take(&view->words);
}

/* "Preview", and which lines of how many are seen. */
static void draw_heading(const struct export_dialog *dialog, struct view *view,
			 struct canvas *canvas, struct area area, int rows)
{
	const struct export_preview *preview = &dialog->preview;
	size_t first = (size_t)dialog->lines.top + 1;
	size_t last = (size_t)dialog->lines.top + (size_t)rows;
	int used = canvas_text(canvas, area.row, area.column + MARGIN_CELLS,
			       area.columns - MARGIN_CELLS, STYLE_HEADING,
			       heading_of(dialog, view));
	int cells = area.columns - used - MARGIN_CELLS - 2;
	const char *range, *hinted;

	if (last > preview->line_count)
		last = preview->line_count;
	if (first > last)
		return;
	buffer_addf(&view->words.buffer, "%zu to %zu of %zu", first, last, preview->line_count);
	range = words_take(&view->words);
	hinted = arena_printf(&view->words.arena, "PgUp PgDn  %s", range);
	if ((int)preview->line_count > rows && canvas_text_cells(canvas, hinted) <= cells)
		range = hinted;
	canvas_text_right(canvas, area.row, area.column + area.columns - 1, cells, STYLE_DIM,
			  range);
}

static void draw_lines(const struct export_dialog *dialog, struct view *view,
		       struct canvas *canvas, struct area area)
{
	const struct buffer *shown = export_preview_shown(&dialog->preview);
	const char *at = shown->bytes;
	size_t length_bytes;
	const char *line;

	for (int i = 0; at && i < dialog->lines.top + area.rows; i++) {
		at = export_preview_next(shown, at, &line, &length_bytes);
		if (at && i >= dialog->lines.top)
			draw_line(view, canvas, area.row + i - dialog->lines.top,
				  area.column + 1, area.columns - 2, line, length_bytes);
	}
}

static void draw_preview(struct export_dialog *dialog, struct view *view, struct canvas *canvas,
			 struct area area)
{
	struct area head = area_cut_top(&area, 1);
	struct list *lines = &dialog->lines;
	int count = (int)dialog->preview.line_count;

	if (area.rows == 0)
		return;
	list_read(lines, area.rows, count);
	draw_heading(dialog, view, canvas, head, area.rows);
	if (dialog->preview.error.kind != ERROR_NONE)
		canvas_text(canvas, area.row, area.column + MARGIN_CELLS,
			    area.columns - MARGIN_CELLS - 1, STYLE_NOTICE,
			    dialog->preview.error.message);
	draw_lines(dialog, view, canvas, area);
	list_draw_more(canvas, area, lines, count);
}

/* -- the whole ------------------------------------------------------------------------------
 */

/* The question, or why it cannot be; above the preview, which gives way to it. */
static void draw_said(const struct export_dialog *dialog, struct view *view,
		      struct canvas *canvas, struct area *area)
{
	int cells = area->columns - MARGIN_CELLS - 1;
	struct paragraph said = paragraph_break(&view->words.arena, dialog->said, cells);
	struct area rows = area_cut_top(area, said.count);

	paragraph_draw(canvas, rows.row, rows.column + MARGIN_CELLS, rows.rows, cells,
		       STYLE_NOTICE, &said);
}

void export_dialog_draw(struct export_dialog *dialog, struct view *view, struct canvas *canvas,
			struct area area)
{
	int field_rows = area.rows >= FEW_ROWS ? EXPORT_FIELD_COUNT : area.rows - 1;
	bool is_airy = area.rows >= AIRY_ROWS;

	hits_clear(&dialog->hits);
	draw_fields(dialog, view, canvas, area_cut_top(&area, field_rows > 0 ? field_rows : 1));
	if (is_airy)
		area_cut_top(&area, 1);
	if (*dialog->said) {
		draw_said(dialog, view, canvas, &area);
		if (is_airy)
			area_cut_top(&area, 1);
	}
	draw_preview(dialog, view, canvas, area);
}
