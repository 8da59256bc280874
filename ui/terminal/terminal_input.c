#include "ui/terminal/terminal_input.h"

#include <curses.h>
#include <time.h>

/* Input codes and curses' own, for the keys that are no characters. */
static const struct {
	wint_t curses_code;
	uint32_t code;
} known_keys[] = {
	{KEY_UP, INPUT_UP},	   {KEY_DOWN, INPUT_DOWN},     {KEY_LEFT, INPUT_LEFT},
	{KEY_RIGHT, INPUT_RIGHT},  {KEY_PPAGE, INPUT_PAGE_UP}, {KEY_NPAGE, INPUT_PAGE_DOWN},
	{KEY_HOME, INPUT_HOME},	   {KEY_FIND, INPUT_HOME},     {KEY_END, INPUT_END},
	{KEY_SELECT, INPUT_END},   {KEY_ENTER, INPUT_ENTER},   {KEY_BACKSPACE, INPUT_BACKSPACE},
	{KEY_A1, INPUT_HOME},	   {KEY_A3, INPUT_PAGE_UP},    {KEY_C1, INPUT_END},
	{KEY_C3, INPUT_PAGE_DOWN}, {KEY_F(1), INPUT_F1},
};

/* Codes of our own: curses gives those just above KEY_MAX to keys of the terminal. */
#define KEY_PASTE_BEGIN (KEY_MAX + 5001)
#define KEY_PASTE_END (KEY_MAX + 5002)

/* The end of a paste may be lost: what comes this much later is typed. */
#define PASTE_PAUSE_SECONDS 1

static bool is_pasting;
static time_t pasted_at;

void terminal_input_prepare(void)
{
	define_key("\033[200~", KEY_PASTE_BEGIN);
	define_key("\033[201~", KEY_PASTE_END);
	is_pasting = false;
}

static bool mouse_event(struct input *input)
{
	MEVENT event;

	if (getmouse(&event) != OK)
		return false;
	input->row = event.y;
	input->column = event.x;
	if (event.bstate & BUTTON1_PRESSED)
		input->code = INPUT_CLICK;
	else if (event.bstate & BUTTON4_PRESSED)
		input->code = INPUT_WHEEL_UP;
	else if (event.bstate & BUTTON5_PRESSED)
		input->code = INPUT_WHEEL_DOWN;
	else
		return false;
	return true;
}

static bool special_key(wint_t key, struct input *input)
{
	if (key == KEY_MOUSE)
		return mouse_event(input);
	if (key == KEY_PASTE_BEGIN || key == KEY_PASTE_END) {
		is_pasting = key == KEY_PASTE_BEGIN;
		pasted_at = time(NULL);
		return false;
	}
	for (size_t i = 0; i < sizeof(known_keys) / sizeof(known_keys[0]); i++)
		if (known_keys[i].curses_code == key) {
			input->code = known_keys[i].code;
			return true;
		}
	return false;
}

/*
 * After an escape: true if it was the Escape key. A sequence that curses does not know (a
 * function key, a report) is read to its end, so that its letters are not taken for keys.
 */
static bool is_escape_key(void)
{
	wint_t next;

	if (get_wch(&next) != OK)
		return true;
	if (next != L'[' && next != L'O') {
		unget_wch((wchar_t)next);
		return true;
	}
	while (get_wch(&next) == OK)
		if (next >= 0x40 && next <= 0x7e)
			break;
	return false;
}

static bool character(wint_t read, struct input *input)
{
	if (is_pasting) {
		/* Nothing that is pasted is obeyed; a line that ends is a space. */
		input->is_pasted = true;
		pasted_at = time(NULL);
		input->code = read < ' ' || read == 0x7f ? ' ' : (uint32_t)read;
		return true;
	}
	if (read == INPUT_ESCAPE)
		input->code = INPUT_ESCAPE;
	else if (read == L'\r')
		input->code = INPUT_ENTER;
	else if (read == L'\b')
		input->code = INPUT_BACKSPACE;
	else
		input->code = (uint32_t)read;
	return read != INPUT_ESCAPE || is_escape_key();
}

bool terminal_input_next(struct input *input)
{
	wint_t read = 0;
	int kind;

	input->row = input->column = -1;
	input->is_pasted = false;
	if (is_pasting && time(NULL) > pasted_at + PASTE_PAUSE_SECONDS)
		is_pasting = false;
	while ((kind = get_wch(&read)) != ERR)
		if (kind == KEY_CODE_YES ? special_key(read, input) : character(read, input))
			return true;
	return false;
}
