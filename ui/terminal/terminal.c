#include "ui/terminal/terminal.h"

#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "ui/terminal/terminal_capabilities.h"
#include "ui/terminal/terminal_cell.h"
#include "ui/terminal/terminal_input.h"
#include "ui/terminal/terminal_signals.h"
#include "ui/terminal/terminal_style.h"

#define ESCAPE_DELAY_MILLISECONDS 25
#define WATCH_REST_MILLISECONDS 500

struct terminal {
	SCREEN *screen;
	struct canvas shown; /* what the terminal shows */
	bool is_forgotten;   /* it may show anything */
	struct clipboard_tmux tmux;
	int64_t watch_again_milliseconds; /* the watched descriptor rests until then */
};

/* -- open and close -------------------------------------------------------------------------
 */

/* False: it does not say, as on a serial line. */
static bool tells_size(struct winsize *size)
{
	return ioctl(STDOUT_FILENO, TIOCGWINSZ, size) == 0 && size->ws_row > 0 &&
	       size->ws_col > 0;
}

static void follow_size(void)
{
	struct winsize size;

	if (tells_size(&size) && (size.ws_row != LINES || size.ws_col != COLS))
		resizeterm(size.ws_row, size.ws_col);
}

bool terminal_is_capable(const char *name, struct error *error)
{
	return capabilities_suffice(name, error);
}

void terminal_describe(const char *name, struct terminal_facts *facts)
{
	capabilities_describe(name, facts);
}

const char *terminal_library(void)
{
	return curses_version();
}

static void remember_restoring(bool has_mouse)
{
	struct buffer bytes;

	buffer_init(&bytes);
	capabilities_add_restoring(&bytes, has_mouse);
	signals_set_restoring_bytes(bytes.bytes, bytes.length_bytes);
	buffer_release(&bytes);
}

/* Pasted text comes between two marks, where the terminal knows of them. */
static void mark_pastes(bool is_on)
{
	putp(is_on ? "\033[?2004h" : "\033[?2004l");
	fflush(stdout);
}

static void prepare_input(bool has_mouse)
{
	terminal_input_prepare();
	mark_pastes(true);
	cbreak();
	noecho();
	nonl();
	intrflush(stdscr, FALSE);
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	set_escdelay(ESCAPE_DELAY_MILLISECONDS);
	if (has_mouse) {
		mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
		mouseinterval(0);
	}
}

bool terminal_open(struct terminal **terminal, const struct terminal_settings *settings,
		   struct error *error)
{
	struct terminal *opened;
	struct winsize size;
	SCREEN *screen;

	if (!terminal_is_capable(settings->name, error))
		return false;
	if (!signals_take())
		return error_set(error, ERROR_IO, "cannot make a pipe: %s", strerror(errno));
	/* LINES and COLUMNS speak for a terminal that does not; else they may be of another. */
	use_env(!tells_size(&size));
	use_tioctl(TRUE);
	screen = newterm(settings->name, stdout, stdin);
	if (!screen) {
		signals_give_back();
		return error_set(error, ERROR_IO, "the terminal '%s' cannot be opened",
				 settings->name);
	}
	opened = memory_resize(NULL, 1, sizeof(*opened));
	memset(opened, 0, sizeof(*opened));
	opened->screen = screen;
	opened->is_forgotten = true;
	opened->tmux = settings->tmux;
	canvas_init(&opened->shown, 0, 0);
	remember_restoring(settings->has_mouse);
	prepare_input(settings->has_mouse);
	looks_prepare(settings->has_colors, settings->background_is_light);
	follow_size();
	*terminal = opened;
	return true;
}

int terminal_close(struct terminal *terminal)
{
	int ending = signals_take_noted().ending;

	mark_pastes(false);
	endwin();
	signals_give_back();
	delscreen(terminal->screen);
	canvas_release(&terminal->shown);
	free(terminal);
	return ending;
}

void terminal_size(const struct terminal *terminal, int *rows, int *columns)
{
	(void)terminal;
	*rows = LINES;
	*columns = COLS;
}

/* -- drawing --------------------------------------------------------------------------------
 */

static bool cells_differ(const struct canvas_cell *a, const struct canvas_cell *b)
{
	return a->style != b->style || a->width_cells != b->width_cells ||
	       strcmp(a->text, b->text) != 0;
}

void terminal_draw(struct terminal *terminal, const struct canvas *canvas)
{
	struct canvas *shown = &terminal->shown;
	bool all = terminal->is_forgotten || shown->rows != canvas->rows ||
		   shown->columns != canvas->columns;

	if (all) {
		erase();
		canvas_resize(shown, canvas->rows, canvas->columns);
	}
	for (int row = 0; row < canvas->rows && row < LINES; row++)
		for (int column = 0; column < canvas->columns && column < COLS; column++) {
			size_t at = (size_t)row * (size_t)canvas->columns + (size_t)column;

			if (!all && !cells_differ(&canvas->cells[at], &shown->cells[at]))
				continue;
			terminal_cell_put(row, column, &canvas->cells[at]);
			shown->cells[at] = canvas->cells[at];
		}
	terminal->is_forgotten = false;
	/* Where a terminal cannot hide its cursor, it rests in the corner. */
	curs_set(canvas->has_cursor ? 1 : 0);
	if (canvas->has_cursor)
		move(canvas->cursor_row, canvas->cursor_column);
	else
		move(LINES - 1, COLS - 1);
	refresh();
}

void terminal_forget(struct terminal *terminal)
{
	terminal->is_forgotten = true;
	clearok(curscr, TRUE);
}

/* -- copying --------------------------------------------------------------------------------
 */

enum clipboard_way terminal_copy(struct terminal *terminal, const char *bytes,
				 size_t length_bytes, struct error *error)
{
	return clipboard_copy(STDOUT_FILENO, &terminal->tmux, bytes, length_bytes, error);
}

/* -- waiting --------------------------------------------------------------------------------
 */

static void stop_and_continue(struct terminal *terminal)
{
	mark_pastes(false);
	endwin();
	signals_stop();
	mark_pastes(true);
	follow_size();
	terminal_forget(terminal);
}

/* What the signals noted ask for. True if the loop has something to do. */
static bool obey_signals(struct terminal *terminal, enum terminal_event *event)
{
	struct signals_noted noted = signals_take_noted();

	if (noted.ending) {
		*event = TERMINAL_ENDED;
		return true;
	}
	if (noted.stopped)
		stop_and_continue(terminal);
	if (noted.continued) {
		/* After a SIGSTOP the shell has set its own modes. */
		reset_prog_mode();
		terminal_forget(terminal);
	}
	if (noted.resized || noted.continued)
		follow_size();
	if (noted.resized)
		terminal->is_forgotten = true;
	*event = TERMINAL_REDRAW;
	return noted.stopped || noted.continued || noted.resized;
}

/* Nothing to read though it was said that there was: the other end is gone. */
static bool input_is_gone(short revents)
{
	int waiting = 0;

	if (revents & (POLLERR | POLLNVAL))
		return true;
	if (revents & POLLHUP)
		return true;
	return (revents & POLLIN) && ioctl(STDIN_FILENO, FIONREAD, &waiting) == 0 &&
	       waiting == 0;
}

static int64_t now_milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* How long the watched descriptor still rests: -1, and nothing to wait for, if it does not. */
static int rest_milliseconds(const struct terminal *terminal, int watched_fd)
{
	int64_t rest;

	if (watched_fd < 0 || terminal->watch_again_milliseconds == 0)
		return -1;
	rest = terminal->watch_again_milliseconds - now_milliseconds();
	return rest > 0 ? (int)rest : -1;
}

bool terminal_has_input(const struct terminal *terminal)
{
	struct pollfd polled[2] = {{signals_wake_fd(), POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}};

	(void)terminal;
	return poll(polled, 2, 0) != 0;
}

bool terminal_next(struct terminal *terminal, struct input *input)
{
	(void)terminal;
	return terminal_input_next(input);
}

enum terminal_event terminal_wait(struct terminal *terminal, int watched_fd,
				  struct input *input)
{
	for (;;) {
		int rest = rest_milliseconds(terminal, watched_fd);
		struct pollfd polled[3] = {
			{signals_wake_fd(), POLLIN, 0},
			{STDIN_FILENO, POLLIN, 0},
			{rest >= 0 ? -1 : watched_fd, POLLIN, 0},
		};
		enum terminal_event event;

		errno = 0;
		if (terminal_input_next(input))
			return TERMINAL_INPUT;
		/* So it is where a shell let go of us: keys may wait, for others to read. */
		if (errno == EIO)
			return TERMINAL_ENDED;
		if (poll(polled, 3, rest) < 0 && errno != EINTR)
			return TERMINAL_ENDED;
		if ((polled[0].revents & POLLIN) && obey_signals(terminal, &event))
			return event;
		if (input_is_gone(polled[1].revents))
			return TERMINAL_ENDED;
		if (polled[2].revents) {
			terminal->watch_again_milliseconds =
				now_milliseconds() + WATCH_REST_MILLISECONDS;
			return TERMINAL_WATCHED;
		}
	}
}
