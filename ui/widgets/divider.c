#include "ui/widgets/divider.h"

#include <string.h>

static bool is_rule(const struct canvas *canvas, int row, int column)
{
	const struct canvas_cell *cell = canvas_cell_at(canvas, row, column);

	return cell && (cell->style & STYLE_BASE_MASK) == STYLE_RULE &&
	       strcmp(cell->text, "─") == 0;
}

void divider_draw(struct canvas *canvas, int row, int column, int rows)
{
	static const char *const inside[2][2] = {{"│", "├"}, {"┤", "┼"}};

	for (int i = -1; i <= rows; i++) {
		bool is_left = is_rule(canvas, row + i, column - 1);
		bool is_right = is_rule(canvas, row + i, column + DIVIDER_CELLS);
		bool is_outside = i < 0 || i == rows;

		/* Above and below it only a rule that goes on across it is joined. */
		if (is_outside && !(is_left && is_right))
			continue;
		if (is_right)
			canvas_repeat(canvas, row + i, column + 1, DIVIDER_CELLS - 1,
				      STYLE_RULE, "─");
		canvas_text(canvas, row + i, column, 1, STYLE_RULE,
			    i < 0	? "┬"
			    : i == rows ? "┴"
					: inside[is_left][is_right]);
	}
}
