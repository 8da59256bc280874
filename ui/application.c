#include "ui/application.h"

#include <signal.h>

static void copy(struct session *session, struct terminal *terminal)
{
	const struct buffer *text = session_copy_text(session);
	struct error error;

	switch (terminal_copy(terminal, text->bytes, text->length_bytes, &error)) {
	case CLIPBOARD_TMUX:
		session_copied(session, COPY_BY_TMUX, NULL);
		break;
	case CLIPBOARD_OSC52:
		session_copied(session, COPY_BY_OSC52, NULL);
		break;
	case CLIPBOARD_NONE:
		session_copied(session, COPY_BY_OSC52, &error);
		break;
	}
}

/* Makes what is still to be made, until some of it is to be shown (true) or a key comes. */
static bool work(struct session *session, const struct terminal *terminal)
{
	while (session_has_work(session) && !terminal_has_input(terminal))
		if (session_work(session))
			return true;
	return false;
}

/* Draws, works, waits. What is pasted comes all at once, and is drawn once. */
static enum terminal_event next_event(struct session *session, struct terminal *terminal,
				      int watched_fd, struct canvas *canvas,
				      struct input *input)
{
	int rows, columns;

	if (input->is_pasted && terminal_next(terminal, input))
		return TERMINAL_INPUT;
	terminal_size(terminal, &rows, &columns);
	if (rows != canvas->rows || columns != canvas->columns)
		canvas_resize(canvas, rows, columns);
	session_draw(session, canvas);
	terminal_draw(terminal, canvas);
	if (work(session, terminal))
		return TERMINAL_REDRAW;
	return terminal_wait(terminal, watched_fd, input);
}

/* Acts on what comes, until the user or a signal ends it. */
static void run(struct session *session, struct terminal *terminal, int watched_fd)
{
	struct canvas canvas;
	struct input input = {0};

	canvas_init(&canvas, 0, 0);
	for (bool goes_on = true; goes_on;) {
		switch (next_event(session, terminal, watched_fd, &canvas, &input)) {
		case TERMINAL_INPUT:
			switch (session_key(session, &input)) {
			case SESSION_LEAVES:
				goes_on = false;
				break;
			case SESSION_REDRAWS:
				terminal_forget(terminal);
				break;
			case SESSION_COPIES:
				copy(session, terminal);
				break;
			case SESSION_CONTINUES:
				break;
			}
			break;
		case TERMINAL_WATCHED:
			session_watched(session);
			break;
		case TERMINAL_REDRAW:
			break;
		case TERMINAL_ENDED:
			goes_on = false;
			break;
		}
	}
	canvas_release(&canvas);
}

bool application_run(const struct session_source *source, const struct session_options *options,
		     const struct terminal_settings *settings, struct error *error)
{
	struct session *session;
	struct terminal *terminal;
	struct session_state state;
	int ending;

	if (!session_open(&session, source, options, error))
		return false;
	if (!terminal_open(&terminal, settings, error)) {
		session_close(session);
		return false;
	}
	if (source->opened)
		source->opened(source->context);
	run(session, terminal, source->watched_fd);
	ending = terminal_close(terminal);
	if (source->remember) {
		session_get_state(session, &state);
		source->remember(source->context, &state);
	}
	session_close(session);
	/* Its default action again: the parent sees which signal ended us. */
	if (ending)
		raise(ending);
	return true;
}
