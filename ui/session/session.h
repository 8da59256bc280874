/*
 * The session: the screens one is in, and what keys do to them. It needs no terminal: keys go
 * in, a canvas comes out.
 *
 * Rule: a key becomes an action; an action changes what is looked at, or asks the source for
 * fresh scorecards; what was recorded is kept to be taken back. Whatever the keys and whatever
 * the size, there is always something to draw.
 */
#ifndef APLOMB_UI_SESSION_SESSION_H
#define APLOMB_UI_SESSION_SESSION_H

#include "report/deeds.h"
#include "ui/canvas/canvas.h"
#include "ui/keys/input.h"
#include "ui/screens/source.h"
#include "ui/screens/state.h"

/* Smaller canvases show one word. */
#define SESSION_MINIMUM_ROWS 4
#define SESSION_MINIMUM_COLUMNS 20

struct session_options {
	int window_days;
	const char *team; /* whose scorecard to begin with; NULL: all teams */
	bool is_ascii;
	const struct session_state *state; /* as it was left the last time; NULL: never */
};

struct session;

/* Loads the first scorecards. The source must outlive the session. */
bool session_open(struct session **session, const struct session_source *source,
		  const struct session_options *options, struct error *error);
void session_close(struct session *session);

/* How it is looked at now, to begin with another time. Pointers hold until the next key. */
void session_get_state(const struct session *session, struct session_state *state);

enum session_outcome {
	SESSION_CONTINUES,
	SESSION_REDRAWS, /* everything is to be drawn again, whatever is shown */
	SESSION_COPIES,	 /* session_copy_text() is to be copied, then session_copied() called */
	SESSION_LEAVES,	 /* the user left */
};

enum session_outcome session_key(struct session *session, const struct input *input);

/*
 * Whether there are teams whose readings are still to be made, while nobody asks for anything
 * else; and takes a step towards them, what is shown first. True: it is to be drawn again.
 */
bool session_has_work(const struct session *session);
bool session_work(struct session *session);

/* The text to be copied; the session's, until the next key. */
const struct buffer *session_copy_text(const struct session *session);
/* It went this way; error not NULL: it could not, and why. */
void session_copied(struct session *session, enum copy_way way, const struct error *error);

/* The source's watched descriptor can be read. */
void session_watched(struct session *session);

void session_draw(struct session *session, struct canvas *canvas);

#endif
