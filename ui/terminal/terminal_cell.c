#include "ui/terminal/terminal_cell.h"

#include <curses.h>
#include <unistr.h>
#include <wchar.h>

#include "ui/terminal/terminal_style.h"

static size_t characters_of(const char *text, wchar_t characters[CELL_CHARACTERS_MAX + 1])
{
	size_t count = 0;
	ucs4_t character;
	int length;

	while (*text && count < CELL_CHARACTERS_MAX) {
		length = u8_strmbtouc(&character, (const uint8_t *)text);
		if (length <= 0)
			break;
		characters[count++] = (wchar_t)character;
		text += length;
	}
	characters[count] = L'\0';
	return count;
}

/* One character with a width, then marks without. */
static bool is_drawable(const wchar_t *characters, size_t count, int width_cells)
{
	if (count == 0 || wcwidth(characters[0]) != width_cells)
		return false;
	for (size_t i = 1; i < count; i++)
		if (wcwidth(characters[i]) != 0)
			return false;
	return true;
}

void terminal_cell_put(int row, int column, const struct canvas_cell *cell)
{
	wchar_t characters[CELL_CHARACTERS_MAX + 1];
	struct look look = look_of(cell->style);
	cchar_t complex;
	size_t count;

	if (cell->width_cells == 0)
		return;
	count = characters_of(cell->text, characters);
	if (is_drawable(characters, count, cell->width_cells) &&
	    setcchar(&complex, characters, look.attributes, look.pair, NULL) == OK) {
		mvadd_wch(row, column, &complex);
		return;
	}
	for (int i = 0; i < cell->width_cells; i++) {
		setcchar(&complex, L"?", look.attributes, look.pair, NULL);
		mvadd_wch(row, column + i, &complex);
	}
}
