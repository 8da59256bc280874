#include "ui/widgets/passages.h"

#include <string.h>

#include "ui/widgets/paragraph.h"

static void add_line(struct passages *passages, const char *text, enum style style)
{
	passages->lines = arena_grow(passages->arena, passages->lines, passages->count,
				     &passages->capacity, sizeof(*passages->lines));
	passages->lines[passages->count++] = (struct passage_line){text, style};
}

void passages_add(struct passages *passages, const char *heading, const char *text)
{
	int cells = passages->cells < PASSAGES_CELLS_MAX ? passages->cells : PASSAGES_CELLS_MAX;
	struct paragraph paragraph = paragraph_break(passages->arena, text, cells);

	if (paragraph.count == 0)
		return;
	if (!passages->heading || strcmp(passages->heading, heading) != 0) {
		if (passages->count)
			add_line(passages, "", STYLE_PLAIN);
		add_line(passages, heading, STYLE_HEADING);
	}
	passages->heading = heading;
	for (int i = 0; i < paragraph.count; i++)
		add_line(passages, paragraph.lines[i], STYLE_PLAIN);
}

void passages_draw(const struct passages *passages, struct canvas *canvas, struct area area,
		   int margin_cells, struct list *list)
{
	int count = (int)passages->count;

	list_read(list, area.rows, count);
	for (int i = 0; i < area.rows && list->top + i < count; i++) {
		const struct passage_line *line = &passages->lines[list->top + i];

		canvas_text(canvas, area.row + i, area.column + margin_cells,
			    area.columns - margin_cells, line->style, line->text);
	}
	list_draw_more(canvas, area, list, count);
}
