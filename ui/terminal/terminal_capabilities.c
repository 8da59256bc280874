/* What terminfo says; apart, because <term.h> takes short names for itself. */
#include "ui/terminal/terminal_capabilities.h"

#include <curses.h>
#include <term.h>
#include <unistd.h>

bool capabilities_suffice(const char *name, struct error *error)
{
	int outcome = 0;
	bool can_draw;

	if (!name || !*name)
		return error_set(error, ERROR_USAGE,
				 "TERM is not set, so no screens can be drawn; "
				 "'aplomb show' prints the same as text");
	if (setupterm(name, STDOUT_FILENO, &outcome) != OK)
		return error_set(error, ERROR_USAGE,
				 "the terminal '%s' (from TERM) is not known here; "
				 "'aplomb show' prints the same as text",
				 name);
	can_draw = cursor_address && clear_screen;
	del_curterm(cur_term);
	if (!can_draw)
		return error_set(error, ERROR_USAGE,
				 "the terminal '%s' (from TERM) cannot place its cursor; "
				 "'aplomb show' prints the same as text",
				 name);
	return true;
}

void capabilities_describe(const char *name, struct terminal_facts *facts)
{
	int outcome = 0;

	*facts = (struct terminal_facts){.is_known = false};
	if (!name || !*name || setupterm(name, STDOUT_FILENO, &outcome) != OK)
		return;
	*facts = (struct terminal_facts){
		.is_known = true,
		.places_cursor = cursor_address != NULL,
		.clears_screen = clear_screen != NULL,
		.has_alternate_screen = enter_ca_mode != NULL,
		.has_mouse = key_mouse != NULL,
		.colors = max_colors > 0 ? max_colors : 0,
	};
	del_curterm(cur_term);
}

static struct buffer *collected;

static int collect(int byte)
{
	buffer_add_char(collected, (char)byte);
	return byte;
}

static void collect_capability(const char *capability)
{
	if (capability)
		tputs(capability, 1, collect);
}

void capabilities_add_restoring(struct buffer *bytes, bool has_mouse)
{
	collected = bytes;
	buffer_add_string(bytes, "\033[?2004l"); /* pastes are not marked any more */
	if (has_mouse)
		buffer_add_string(bytes, "\033[?1006l\033[?1000l");
	collect_capability(orig_pair);
	collect_capability(exit_attribute_mode);
	collect_capability(keypad_local);
	collect_capability(cursor_normal);
	collect_capability(exit_ca_mode);
	if (!exit_ca_mode)
		buffer_add_string(bytes, "\r\n");
	collected = NULL;
}
