/*
 * The terminal: a canvas goes out, keys come in.
 *
 * Rule: the files of this room are the only ones that know curses. One terminal is open at a
 * time, and however the program ends (quit, signal, crash, out of memory) it is left as it was
 * found. When nothing happens nothing is drawn and no time is spent.
 */
#ifndef APLOMB_UI_TERMINAL_TERMINAL_H
#define APLOMB_UI_TERMINAL_TERMINAL_H

#include <stdbool.h>

#include "base/error.h"
#include "ui/canvas/canvas.h"
#include "ui/keys/input.h"
#include "ui/terminal/terminal_capabilities.h"
#include "ui/terminal/terminal_clipboard.h"

/* What the command line and the environment say; the room itself reads neither. */
struct terminal_settings {
	const char *name;	  /* TERM; NULL: not set */
	bool has_colors;	  /* false: NO_COLOR, --color never */
	bool background_is_light; /* as COLORFGBG hints */
	bool has_mouse;
	struct clipboard_tmux tmux;
};

struct terminal;

/*
 * Whether screens can be drawn on a terminal of that name: it must be known and be able to
 * place its cursor (a "dumb" one is not). Fails with ERROR_USAGE and says what to do.
 */
bool terminal_is_capable(const char *name, struct error *error);

/* What terminfo says of a terminal, for bug reports; name NULL: nothing. */
void terminal_describe(const char *name, struct terminal_facts *facts);
/* "ncurses 6.4.20221231": the library that is in use. */
const char *terminal_library(void);

/*
 * Takes over standard input and output, which must be terminals, and the signals that end,
 * stop, continue or resize. LC_CTYPE must have been set. Fails as terminal_is_capable().
 */
bool terminal_open(struct terminal **terminal, const struct terminal_settings *settings,
		   struct error *error);

/*
 * Gives the terminal and the signals back. Returns the signal that asked to end, 0 if none did:
 * the caller raises it once it has put its own things in order.
 */
int terminal_close(struct terminal *terminal);

void terminal_size(const struct terminal *terminal, int *rows, int *columns);

/* Shows a canvas; sends only what differs from what is shown. */
void terminal_draw(struct terminal *terminal, const struct canvas *canvas);

/* The next terminal_draw() draws everything again. */
void terminal_forget(struct terminal *terminal);

/* Copies a text, as clipboard_copy(), by what the settings say is there. */
enum clipboard_way terminal_copy(struct terminal *terminal, const char *bytes,
				 size_t length_bytes, struct error *error);

enum terminal_event {
	TERMINAL_INPUT,	  /* *input is set */
	TERMINAL_REDRAW,  /* resized or continued: ask the size, draw again */
	TERMINAL_WATCHED, /* the watched descriptor can be read; at most twice a second */
	TERMINAL_ENDED,	  /* a signal asks to end, or the terminal is gone */
};

/* What has come already, without waiting; false: nothing, and *input tells of none. */
bool terminal_next(struct terminal *terminal, struct input *input);
/*
 * Sleeps until something happens. watched_fd: also wakes when that descriptor can be read; -1:
 * none. A request to stop (Ctrl-Z) is carried out here.
 */
enum terminal_event terminal_wait(struct terminal *terminal, int watched_fd,
				  struct input *input);
/* Whether a key or a signal waits to be seen to. */
bool terminal_has_input(const struct terminal *terminal);

#endif
