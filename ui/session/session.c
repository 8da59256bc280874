#include "ui/session/session_inside.h"

#include <stdlib.h>
#include <string.h>

#define WORK_SHOWN_EVERY 8 /* teams out of sight: how far it is */

struct screen *session_top(const struct session *session)
{
	return session->screens[session->depth - 1];
}

void session_notice(struct session *session, const char *text)
{
	size_t length = strlen(text);

	if (length >= sizeof(session->notice))
		length = sizeof(session->notice) - 1;
	memcpy(session->notice, text, length);
	session->notice[length] = '\0';
}

/* -- scorecards -----------------------------------------------------------------------------
 */

static bool load(struct session *session, int window_days, struct error *error)
{
	const struct scorecard *scorecard = NULL;
	const char *notice = NULL;

	if (!session->source->load(session->source->context, window_days, &scorecard, &notice,
				   error))
		return false;
	/* What was said of the reload that could not be holds no more. */
	if (session->is_behind)
		session->notice[0] = '\0';
	session->is_behind = false;
	session->is_stuck = false;
	session->begun = NULL;
	session->window_days = window_days;
	session->view.scorecard = scorecard;
	session->view.wording = wording_of(scorecard, session->is_ascii);
	for (int i = 0; i < session->depth; i++)
		if (session->screens[i]->type->reloaded)
			session->screens[i]->type->reloaded(session->screens[i]);
	if (notice)
		session_notice(session, notice);
	return true;
}

/* What was there stays where a reload could not be. */
void session_reload(struct session *session, int window_days)
{
	struct error error = {ERROR_NONE, ""};

	if (load(session, window_days, &error))
		return;
	session->is_behind = true;
	session_notice(session, error.message);
}

static bool is_wanted(const struct session *session, const struct team *team)
{
	const struct scorecard *scorecard = session->view.scorecard;

	for (size_t i = 0; i < session->view.wanted_count; i++)
		if (scorecard->teams[session->view.wanted[i]].team == team)
			return true;
	return false;
}

/* What was begun, the first team that is drawn without readings, the first that has none. */
static const struct team *next_work(const struct session *session)
{
	const struct scorecard *scorecard = session->view.scorecard;

	if (session->begun)
		return session->begun;
	for (size_t i = 0; i < session->view.wanted_count; i++)
		if (!scorecard->teams[session->view.wanted[i]].is_made)
			return scorecard->teams[session->view.wanted[i]].team;
	for (size_t i = 0; i < scorecard->team_count; i++)
		if (!scorecard->teams[i].is_made)
			return scorecard->teams[i].team;
	return NULL;
}

bool session_has_work(const struct session *session)
{
	return session->source->work && !session->is_stuck && next_work(session) != NULL;
}

bool session_work(struct session *session)
{
	const struct session_source *source = session->source;
	const struct team *team = next_work(session);
	struct error error;
	bool is_made;

	if (!source->work(source->context, team, &is_made, &error)) {
		session->is_stuck = true;
		session->begun = NULL;
		session_notice(session, error.message);
		return true;
	}
	session->begun = is_made ? NULL : team;
	return is_made &&
	       (is_wanted(session, team) || ++session->work_count % WORK_SHOWN_EVERY == 0 ||
		!session_has_work(session));
}

/* -- the stack of screens -------------------------------------------------------------------
 */

void session_push(struct session *session, struct screen *screen)
{
	if (session->depth == SCREENS_MAX) {
		screen_free(screen);
		return;
	}
	session->screens[session->depth++] = screen;
}

/* False at the root, which is left only by leaving. `above`: NULL, or what is above. */
bool session_pop(struct session *session, struct screen *above)
{
	if (session->depth == 1) {
		screen_free(above);
		return false;
	}
	screen_free(session->screens[--session->depth]);
	if (session->depth == 1 && above)
		session_push(session, above);
	else
		screen_free(above);
	return true;
}

/* A frame's or a key's strings begin anew. */
struct view *session_view(struct session *session)
{
	words_clear(&session->view.words);
	session->view.query = session->query.text;
	session->view.is_finding = session->is_finding;
	session->view.rows = session->rows;
	session->view.columns = session->columns;
	return &session->view;
}

bool session_open(struct session **session, const struct session_source *source,
		  const struct session_options *options, struct error *error)
{
	struct session *opened = memory_resize(NULL, 1, sizeof(*opened));

	memset(opened, 0, sizeof(*opened));
	opened->source = source;
	opened->view.source = source;
	opened->is_ascii = options->is_ascii;
	opened->rows = 24;
	opened->columns = 80;
	if (!load(opened, options->window_days, error)) {
		session_close(opened);
		return false;
	}
	session_push(opened, teams_screen_new());
	if (options->state) {
		opened->view.shows_values = options->state->shows_values;
		teams_screen_set_state(opened->screens[0], &opened->view, options->state);
	}
	if (options->team)
		session_push(opened, scorecard_screen_new(options->team, NULL));
	*session = opened;
	return true;
}

void session_close(struct session *session)
{
	while (session->depth > 0)
		screen_free(session->screens[--session->depth]);
	words_release(&session->view.words);
	changes_release(&session->changes);
	buffer_release(&session->copy);
	free(session);
}

void session_get_state(const struct session *session, struct session_state *state)
{
	memset(state, 0, sizeof(*state));
	state->window_days = session->window_days;
	state->shows_values = session->view.shows_values;
	teams_screen_get_state(session->screens[0], &session->view, state);
}

void session_watched(struct session *session)
{
	if (session->source->has_changed &&
	    session->source->has_changed(session->source->context))
		session_reload(session, session->window_days);
}
