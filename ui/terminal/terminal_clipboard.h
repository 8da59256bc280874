/*
 * Text on its way to a clipboard: tmux's buffer where there is a tmux, else the terminal's by
 * OSC 52.
 *
 * Rule: nothing is run by a shell, nothing is waited for without end, and a text goes whole or
 * not at all. Whether a terminal takes OSC 52 nobody can ask it: it must be said so.
 */
#ifndef APLOMB_UI_TERMINAL_TERMINAL_CLIPBOARD_H
#define APLOMB_UI_TERMINAL_TERMINAL_CLIPBOARD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/error.h"

/*
 * The most that goes by OSC 52: in base64 it is just under the 100,000 bytes at which terminals
 * cut it off.
 */
#define CLIPBOARD_OSC52_BYTES_MAX 74000

enum clipboard_way {
	CLIPBOARD_NONE, /* it could not be copied */
	CLIPBOARD_TMUX,
	CLIPBOARD_OSC52,
};

/* How tmux takes a text; copy NULL: there is no tmux. False: it does not. */
struct clipboard_tmux {
	bool (*copy)(void *context, const char *bytes, size_t length_bytes);
	void *context;
};

/* Runs tmux, and takes an answer within two seconds; no context is needed. */
bool clipboard_copy_by_tmux(void *context, const char *bytes, size_t length_bytes);

/*
 * Copies a text: by tmux where it takes it, else by OSC 52 to the descriptor of a terminal.
 * CLIPBOARD_NONE fills *error: the text is too long, or cannot be written.
 */
enum clipboard_way clipboard_copy(int terminal_fd, const struct clipboard_tmux *tmux,
				  const char *bytes, size_t length_bytes, struct error *error);

/* Appends the sequence that puts a text in a terminal's clipboard. */
void clipboard_add_osc52(struct buffer *buffer, const char *bytes, size_t length_bytes);

#endif
