#include "ui/widgets/panel.h"

#include <string.h>

#include "ui/widgets/paragraph.h"

#define MARGIN_CELLS 2
#define BEFORE_HINT_CELLS 3

/* At the end of the last row, where nothing else stands. */
static void draw_hint(struct canvas *canvas, struct area area, const char *hint, int used)
{
	int end = area.column + area.columns;
	int cells = canvas_text_cells(canvas, hint);

	if (used + BEFORE_HINT_CELLS + cells <= area.columns)
		canvas_text_right(canvas, area.row + area.rows - 1, end, cells, STYLE_DIM,
				  hint);
}

/* "Half of 17 restores took 14 minutes or less": the figure is in what comes first. */
static int first_clause_rows(struct words *words, const char *sentence, int cells)
{
	const char *clause = arena_copy(&words->arena, sentence, strcspn(sentence, ";"));

	return paragraph_break(&words->arena, clause, cells).count;
}

void panel_draw(struct canvas *canvas, struct area area, struct words *words,
		const struct panel *panel)
{
	struct area rule = area_cut_top(&area, 1);
	struct paragraph sentence, question = {NULL, 0};
	struct area said;
	int in_last_row = 0;

	if (rule.rows)
		canvas_repeat(canvas, rule.row, rule.column, rule.columns, STYLE_RULE, "─");
	if (area.rows == 0)
		return;
	area.column += MARGIN_CELLS;
	area.columns -= 2 * MARGIN_CELLS;
	sentence = paragraph_break(&words->arena, panel->sentence, area.columns);
	if (panel->question && area.rows > 1)
		question = paragraph_break(&words->arena, panel->question, area.columns);
	/* The question is asked in full, as far as it leaves the sentence its figure. */
	said = area;
	said.rows = area.rows - question.count;
	if (said.rows < first_clause_rows(words, panel->sentence, area.columns))
		said.rows = first_clause_rows(words, panel->sentence, area.columns);
	if (said.rows > area.rows - (question.count > 0))
		said.rows = area.rows - (question.count > 0);
	said.rows = paragraph_draw(canvas, said.row, area.column, said.rows, area.columns,
				   STYLE_PLAIN, &sentence);
	paragraph_draw(canvas, said.row + said.rows, area.column, area.rows - said.rows,
		       area.columns, STYLE_QUESTION, &question);
	if (!panel->hint || said.rows + question.count > area.rows)
		return;
	if (said.rows + question.count == area.rows && question.count > 0)
		in_last_row = canvas_text_cells(canvas, question.lines[question.count - 1]);
	draw_hint(canvas, area, panel->hint, in_last_row);
}
