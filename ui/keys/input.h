/*
 * What comes from the keyboard and the mouse, as numbers.
 *
 * Rule: a character is its Unicode number; everything else lies above them. Nothing here knows
 * which terminal sent it.
 */
#ifndef APLOMB_UI_KEYS_INPUT_H
#define APLOMB_UI_KEYS_INPUT_H

#include <stdbool.h>
#include <stdint.h>

enum input_code {
	INPUT_TAB = '\t',
	INPUT_ENTER = '\n',
	INPUT_ESCAPE = 0x1b,
	INPUT_SPACE = ' ',
	INPUT_BACKSPACE = 0x7f,
	INPUT_UP = 0x110000, /* beyond Unicode */
	INPUT_DOWN,
	INPUT_LEFT,
	INPUT_RIGHT,
	INPUT_PAGE_UP,
	INPUT_PAGE_DOWN,
	INPUT_HOME,
	INPUT_END,
	INPUT_F1,
	INPUT_CLICK, /* at row and column */
	INPUT_WHEEL_UP,
	INPUT_WHEEL_DOWN,
};

struct input {
	uint32_t code;
	int row, column; /* of the mouse */
	bool is_pasted;	 /* a character that was pasted, not typed */
};

#define INPUT_CONTROL(letter) ((uint32_t)(letter)&0x1f)

/* Room for a name with its NUL. */
#define INPUT_NAME_BYTES 16

/* What a key is called on screen: "↑" (in ASCII "Up"), "Enter", "q", "Ctrl-L". Returns name. */
const char *input_name(uint32_t code, bool is_ascii, char name[INPUT_NAME_BYTES]);

#endif
