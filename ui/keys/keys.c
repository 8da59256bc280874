#include "ui/keys/keys.h"

#include <stdio.h>

#define NARROW KEY_SCREEN_TEAMS_NARROW
#define WIDE KEY_SCREEN_TEAMS_WIDE
#define TABLE (KEY_SCREEN_TEAMS | WIDE)
#define TEAMS (TABLE | NARROW)
#define CARD KEY_SCREEN_CARD
#define CARDS (KEY_SCREEN_SCORECARD | CARD)
#define SHORT KEY_SCREEN_CAPACITY_SHORT
#define CAPACITY (KEY_SCREEN_CAPACITY | SHORT)
#define HELP KEY_SCREEN_HELP
#define THEN KEY_SCREEN_THEN
#define ALL (KEY_SCREEN_ALL | THEN)
#define INSIDE (CARDS | CAPACITY | THEN)
#define GONE KEY_SCREEN_GONE
#define PALETTE KEY_SCREEN_PALETTE

/* clang-format off */
const struct key_binding key_bindings[] = {
	{ACTION_LEFT, {INPUT_LEFT, 'h'}, TABLE, 3, "move", "one column to the left"},
	{ACTION_LEFT, {INPUT_LEFT, 'h'}, NARROW, 3, "move", "the team before"},
	{ACTION_DOWN, {INPUT_DOWN, 'j'}, ALL, 3, "move", "one line down"},
	{ACTION_UP, {INPUT_UP, 'k'}, ALL, 3, "move", "one line up"},
	{ACTION_RIGHT, {INPUT_RIGHT, 'l'}, TABLE, 3, "move", "one column to the right"},
	{ACTION_RIGHT, {INPUT_RIGHT, 'l'}, NARROW, 3, "move", "the next team"},
	{ACTION_PAGE_DOWN, {INPUT_PAGE_DOWN}, ALL, 0, NULL, "one page down"},
	{ACTION_PAGE_UP, {INPUT_PAGE_UP}, ALL, 0, NULL, "one page up"},
	{ACTION_FIRST, {INPUT_HOME, 'g'}, ALL, 0, NULL, "to the first"},
	{ACTION_LAST, {INPUT_END, 'G'}, ALL, 0, NULL, "to the last"},
	{ACTION_DOWN, {INPUT_DOWN}, PALETTE, 3, "move", "one line down"},
	{ACTION_UP, {INPUT_UP}, PALETTE, 3, "move", "one line up"},
	{ACTION_PAGE_DOWN, {INPUT_PAGE_DOWN}, PALETTE, 0, NULL, "one page down"},
	{ACTION_PAGE_UP, {INPUT_PAGE_UP}, PALETTE, 0, NULL, "one page up"},
	{ACTION_OPEN, {INPUT_ENTER}, PALETTE, 4, "do it", "do what is selected"},
	{ACTION_BACK, {INPUT_ESCAPE}, PALETTE, 5, "back", "back to where you were"},
	{ACTION_OPEN, {INPUT_ENTER}, TEAMS, 4, "open", "open what is selected"},
	{ACTION_OPEN, {INPUT_ENTER, INPUT_RIGHT, 'l'}, CARDS | THEN, 4, "open", "open what is selected"},
	{ACTION_BACK, {INPUT_ESCAPE, INPUT_LEFT, 'h'}, INSIDE | GONE, 5, "back", "back to where you were"},
	{ACTION_BACK, {INPUT_ESCAPE, INPUT_LEFT, 'h'}, HELP, 5, "back", "back to where you were"},
	{ACTION_PANE, {INPUT_TAB}, WIDE | CARD, 6, "pane", "to the list or to the scorecard"},
	{ACTION_PANE, {INPUT_TAB}, SHORT, 4, "pane", "to the events or to the chart"},
	{ACTION_FIND, {'/'}, TEAMS, 6, "find", "find a team, a service or a champion"},
	{ACTION_FIND_NEXT, {'n'}, TEAMS, 0, NULL, "the next one found"},
	{ACTION_FIND_PREVIOUS, {'N'}, TEAMS, 0, NULL, "the one found before"},
	{ACTION_VALUES, {'v'}, TEAMS, 8, "values", "values or sparklines"},
	{ACTION_WHY, {'w'}, INSIDE, 6, "why", "why this number: the rule and the arithmetic"},
	{ACTION_THEN_SPAN, {'p'}, THEN, 5, "then", "then: the window before, half a year, a year earlier"},
	{ACTION_EARLIER, {'['}, THEN, 6, "step", "then: a window earlier"},
	{ACTION_LATER, {']'}, THEN, 6, "step", "then: a window later"},
	{ACTION_PERIOD, {'p'}, TEAMS | CARDS | CAPACITY, 7, "period", "the next period: 4, 12, 26 weeks, 1 year"},
	{ACTION_THEN, {'c'}, TEAMS | CARDS | CAPACITY, 9, "then", "then and now: the team and its own past"},
	{ACTION_RELOAD, {'r'}, TEAMS | INSIDE | GONE, 0, NULL, "read teams and history again"},
	{ACTION_REDRAW, {INPUT_CONTROL('L')}, ALL | GONE | PALETTE, 0, NULL, "draw the screen again"},
	{ACTION_PALETTE, {':'}, TEAMS | INSIDE | HELP | GONE, 8, "commands", "find anything that can be done"},
	{ACTION_HELP, {'?'}, TEAMS | INSIDE | GONE, 1, "help", "this help"},
	{ACTION_LEAVE, {'q'}, TEAMS, 2, "quit", "leave aplomb"},
	{ACTION_LEAVE, {'q'}, INSIDE | HELP | GONE, 2, "up", "up one level"},
	{ACTION_CLICK, {INPUT_CLICK}, TEAMS | INSIDE | PALETTE, 0, NULL, "select; again: open"},
	{ACTION_WHEEL_UP, {INPUT_WHEEL_UP}, ALL | PALETTE, 0, NULL, NULL},
	{ACTION_WHEEL_DOWN, {INPUT_WHEEL_DOWN}, ALL | PALETTE, 0, NULL, NULL},
};
/* clang-format on */
const size_t key_binding_count = sizeof(key_bindings) / sizeof(key_bindings[0]);

enum action keys_action(enum key_screen screen, uint32_t code)
{
	for (size_t i = 0; i < key_binding_count; i++) {
		const struct key_binding *binding = &key_bindings[i];

		if (!(binding->screens & screen))
			continue;
		for (size_t j = 0; j < BINDING_INPUTS_MAX && binding->inputs[j]; j++)
			if (binding->inputs[j] == code)
				return binding->action;
	}
	return ACTION_NONE;
}

static const struct {
	uint32_t code;
	const char *name;
} input_names[] = {
	{INPUT_TAB, "Tab"},
	{INPUT_ENTER, "Enter"},
	{INPUT_ESCAPE, "Esc"},
	{INPUT_BACKSPACE, "Backspace"},
	{INPUT_UP, "↑"},
	{INPUT_DOWN, "↓"},
	{INPUT_LEFT, "←"},
	{INPUT_RIGHT, "→"},
	{INPUT_PAGE_UP, "PgUp"},
	{INPUT_PAGE_DOWN, "PgDn"},
	{INPUT_HOME, "Home"},
	{INPUT_END, "End"},
	{INPUT_CLICK, "click"},
	{INPUT_WHEEL_UP, "wheel"},
	{INPUT_WHEEL_DOWN, "wheel"},
};

const char *input_name(uint32_t code, char name[INPUT_NAME_BYTES])
{
	for (size_t i = 0; i < sizeof(input_names) / sizeof(input_names[0]); i++)
		if (input_names[i].code == code) {
			snprintf(name, INPUT_NAME_BYTES, "%s", input_names[i].name);
			return name;
		}
	if (code < ' ')
		snprintf(name, INPUT_NAME_BYTES, "Ctrl-%c", (char)(code + '@'));
	else
		snprintf(name, INPUT_NAME_BYTES, "%c", code < 0x7f ? (char)code : '?');
	return name;
}
