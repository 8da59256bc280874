/*
 * The signals that concern a terminal.
 *
 * Rule: a handler only notes what came and wakes the sleeper; what must be done is done by the
 * loop. The exception is a crash, where one write and one tcsetattr put the terminal right.
 */
#ifndef APLOMB_UI_TERMINAL_TERMINAL_SIGNALS_H
#define APLOMB_UI_TERMINAL_TERMINAL_SIGNALS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Installs the handlers. Must come before newterm(), which then leaves these signals alone.
 * Remembers the terminal's modes for a crash. False where no pipe is to be had.
 */
bool signals_take(void);
/* The bytes that put the terminal right after a crash; cut at what is kept for them. */
void signals_set_restoring_bytes(const char *bytes, size_t length_bytes);
/* Puts the handlers of before back. */
void signals_give_back(void);

/* Readable once a signal has been noted. */
int signals_wake_fd(void);

/* The first signal noted that is to end the program; 0: none. */
int signals_ending(void);

/* What was noted since the last call. */
struct signals_noted {
	int ending; /* signal number; 0: none. Stays noted. */
	bool resized, stopped, continued;
};
struct signals_noted signals_take_noted(void);

/* Stops the process group by SIGTSTP's default action; returns when continued. */
void signals_stop(void);

#endif
