/*
 * The session's own files: what a session holds, and what they ask of each other.
 *
 * Rule: session.c owns the scorecards and the stack of screens; finding, keys and drawing act
 * on the screen on top.
 */
#ifndef APLOMB_UI_SESSION_SESSION_INSIDE_H
#define APLOMB_UI_SESSION_SESSION_INSIDE_H

#include "ui/screens/screen.h"
#include "ui/session/changes.h"
#include "ui/session/session.h"
#include "ui/widgets/prompt.h"

#define SCREENS_MAX 16

struct session {
	const struct session_source *source;
	struct view view;
	struct screen *screens[SCREENS_MAX];
	int depth;
	int window_days;
	bool is_ascii;
	bool is_finding; /* what is typed goes to the query */
	bool has_found;	 /* the query, as it was typed */
	struct prompt query;
	bool is_behind;		  /* the last reload could not be: what is shown is older */
	const struct team *begun; /* whose readings are being made; NULL: nobody's */
	size_t work_count;	  /* teams out of sight that were read */
	bool is_stuck;		  /* a team could not be read: until the next reload none is */
	struct changes changes;	  /* of the history, in this sitting */
	struct buffer copy;	  /* text on its way out */
	const char *copy_note;	  /* what else is to be known of it; NULL: nothing */
	char notice[1024];	  /* shown instead of the keys until the next key; "" */
	int rows, columns;	  /* as last drawn */
};

/* -- session.c ----------------------------------------------------------------------------- */

/* The screen that is looked at. */
struct screen *session_top(const struct session *session);
/* The view, its strings begun anew: for a frame or a key. */
struct view *session_view(struct session *session);
/* Shows a sentence in the place of the keys, until the next key; cut where it is too long. */
void session_notice(struct session *session, const char *text);
/* Opens a screen above; its owner from then on, also where there is no room for it. */
void session_push(struct session *session, struct screen *screen);
/*
 * Goes back; `above` (or NULL), owned from then on, is opened where that leads to the root.
 * False at the root, which is left only by leaving.
 */
bool session_pop(struct session *session, struct screen *above);
/* Reads everything again over a window; what was there stays, and why is said, if it cannot. */
void session_reload(struct session *session, int window_days);

/* -- session_find.c ------------------------------------------------------------------------ */

/* What is typed goes to the query from now on, which begins empty. */
void session_begin_finding(struct session *session);
/* Takes a key that belongs to the query. */
void session_type_query(struct session *session, const struct input *input);
/*
 * Has the screen on top take a step, if it can find: only to begin or to cancel where nothing
 * is looked for. A notice says so where next and previous find nothing.
 */
void session_find(struct session *session, enum find_step step);

/* -- session_keys.c ------------------------------------------------------------------------ */

/* Whether a line of the screen's own is being typed; then *typing is that. */
bool session_is_typing(struct session *session, struct view *view, struct typing *typing);
/* Whether it is too small for more than a word. */
bool session_is_too_small(int rows, int columns);

#endif
