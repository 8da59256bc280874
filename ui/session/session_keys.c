/* Keys: an action is the session's own, or the screen's on top. */
#include "report/record_words.h"
#include "ui/session/session_inside.h"

/* -- copying --------------------------------------------------------------------------------
 */

static enum session_outcome copy(struct session *session)
{
	struct screen *top = session_top(session);
	struct error error = {ERROR_NONE, ""};

	if (!top->type->text)
		return SESSION_CONTINUES;
	buffer_clear(&session->copy);
	session->copy_note = NULL;
	if (top->type->text(top, session_view(session), &session->copy, &session->copy_note,
			    &error))
		return SESSION_COPIES;
	session_notice(session, error.message);
	return SESSION_CONTINUES;
}

const struct buffer *session_copy_text(const struct session *session)
{
	return &session->copy;
}

void session_copied(struct session *session, enum copy_way way, const struct error *error)
{
	struct words *words = &session_view(session)->words;

	if (error) {
		session_notice(session, error->message);
		return;
	}
	deed_add_copied(&words->buffer, deed_count_lines(&session->copy), way);
	if (session->copy_note)
		buffer_addf(&words->buffer, " %s", session->copy_note);
	session_notice(session, words_take(words));
}

/* -- keys -----------------------------------------------------------------------------------
 */

bool session_is_too_small(int rows, int columns)
{
	return rows < SESSION_MINIMUM_ROWS || columns < SESSION_MINIMUM_COLUMNS;
}

/* Asked for: it is said, for often nothing else is seen of it. */
static void read_again(struct session *session)
{
	session_reload(session, session->window_days);
	if (!session->notice[0])
		session_notice(session, "Teams and history are read again.");
}

static void next_period(struct session *session)
{
	static const int windows[] = {28, 84, 182, 365};
	const int count = (int)(sizeof(windows) / sizeof(windows[0]));
	int next = windows[0];

	for (int i = count - 1; i >= 0; i--)
		if (windows[i] > session->window_days)
			next = windows[i];
	session_reload(session, next);
}

/* The team that the screens are about, from the innermost out; NULL: none. */
static const char *team_at_hand(struct session *session)
{
	for (int i = session->depth - 1; i >= 0; i--) {
		struct screen *screen = session->screens[i];
		const char *team =
			screen->type->team ? screen->type->team(screen, &session->view) : NULL;

		if (team && *team)
			return team;
	}
	return NULL;
}

static enum session_outcome perform(struct session *session, enum action action,
				    const struct input *input);

/* Passes an action to the screen, and does what it asks for. */
static enum session_outcome act(struct session *session, enum action action,
				const struct input *input)
{
	struct screen *top = session_top(session);
	struct request request = {.then = ACTION_NONE};

	top->type->act(top, session_view(session), action, input, &request);
	if (request.was || request.is) {
		changes_add(&session->changes, request.was, request.is);
		session_reload(session, session->window_days);
	}
	if (request.notice)
		session_notice(session, request.notice);
	if (request.goes_back && !session_pop(session, request.above)) {
		screen_free(request.open);
		return SESSION_LEAVES;
	}
	if (request.open)
		session_push(session, request.open);
	return request.then == ACTION_NONE ? SESSION_CONTINUES
					   : perform(session, request.then, input);
}

static enum key_screen keys_of_top(struct session *session)
{
	struct screen *top = session_top(session);

	return top->type->keys(top, session_view(session));
}

/* The capacity that the screen on top is about, or points at; NULL: none. */
static const char *capacity_at_hand(struct session *session)
{
	struct screen *top = session_top(session);

	return top->type->capacity ? top->type->capacity(top, session_view(session)) : NULL;
}

static struct screen *export_dialog(struct session *session)
{
	const struct screen *top = session_top(session);
	struct export_choice choice = {.then = INSTANT_NONE};

	if (top->type->exports)
		return top->type->exports(top, session_view(session));
	choice.team = team_at_hand(session);
	choice.is_of_team = !(keys_of_top(session) & (KEY_SCREEN_PRACTICES | KEY_SCREEN_GOALS));
	return export_dialog_new(&choice);
}

static void open_of_team(struct session *session, struct screen *(*screen_new)(const char *))
{
	const char *team = team_at_hand(session);

	if (team)
		session_push(session, screen_new(team));
	else
		session_notice(session, NEEDS_A_TEAM);
}

static void open_then(struct session *session)
{
	const char *team = team_at_hand(session);

	if (!session->source->comparison)
		session_notice(session, "Then and now cannot be had here.");
	else if (!team)
		session_notice(session, NEEDS_A_TEAM);
	else
		session_push(session, then_screen_new(team, capacity_at_hand(session)));
}

/* Screens that are about all teams, though one of them is selected. */
#define ALL_TEAMS                                                             \
	(KEY_SCREEN_TEAMS | KEY_SCREEN_TEAMS_NARROW | KEY_SCREEN_TEAMS_WIDE | \
	 KEY_SCREEN_TEAMS_GROUP)

/* Of all teams where they are what one looks at, else of the team at hand. */
static void open_practices(struct session *session)
{
	const char *team = team_at_hand(session);
	bool is_of_all = keys_of_top(session) & ALL_TEAMS;
	struct screen *screen = practices_screen_new(is_of_all ? NULL : team, team);

	practices_screen_select(screen, capacity_at_hand(session));
	session_push(session, screen);
}

static void open_agenda(struct session *session)
{
	if (session->source->agenda)
		session_push(session, agenda_screen_new(team_at_hand(session),
							!(keys_of_top(session) & ALL_TEAMS)));
}

static void open_form(struct session *session)
{
	const char *team = team_at_hand(session);

	if (!team)
		session_notice(session, RECORD_NEEDS_A_TEAM);
	else
		session_push(session, add_form_new(team, capacity_at_hand(session)));
}

/* Its reverse: what was added goes, what was amended is again as it was. */
static void take_back(struct session *session)
{
	const struct change_made *last = changes_last(&session->changes);
	const struct event *was = last && last->has_was ? &last->was : NULL;
	const struct event *is = last && last->has_is ? &last->is : NULL;
	const struct session_source *source = session->source;
	struct error error = {ERROR_NONE, ""};
	struct words *words = &session_view(session)->words;

	if (!last) {
		session_notice(session, RECORD_NOTHING_TO_TAKE_BACK);
		return;
	}
	if (!source->change(source->context, is, was, &error)) {
		/* What is not there as it was recorded can never be taken back from here. */
		if (error.kind == ERROR_UNKNOWN)
			changes_drop_last(&session->changes);
		session_notice(session, error.message);
		return;
	}
	record_add_taken_back(&words->buffer, was, is, session->view.wording.zone);
	changes_drop_last(&session->changes);
	session_reload(session, session->window_days);
	if (!session->is_behind)
		session_notice(session, words_take(words));
}

static enum session_outcome perform(struct session *session, enum action action,
				    const struct input *input)
{
	switch ((int)action) {
	case ACTION_NONE:
		break;
	case ACTION_REDRAW:
		return SESSION_REDRAWS;
	case ACTION_HELP:
		session_push(session, help_screen_new(keys_of_top(session)));
		break;
	case ACTION_PALETTE:
		session_push(session,
			     palette_screen_new(keys_of_top(session), team_at_hand(session)));
		break;
	case ACTION_EXPORT:
		session_push(session, export_dialog(session));
		break;
	case ACTION_ADD:
		open_form(session);
		break;
	case ACTION_UNDO:
		take_back(session);
		break;
	case ACTION_COPY:
		return copy(session);
	case ACTION_PERIOD:
		next_period(session);
		break;
	case ACTION_RELOAD:
		read_again(session);
		break;
	case ACTION_VALUES:
		session->view.shows_values = !session->view.shows_values;
		break;
	case ACTION_THEN:
		open_then(session);
		break;
	case ACTION_PRACTICES:
		open_practices(session);
		break;
	case ACTION_GOALS:
		session_push(session, goals_screen_new());
		break;
	case ACTION_INVEST:
		open_of_team(session, invest_screen_new);
		break;
	case ACTION_COLLECTED:
		open_of_team(session, collected_screen_new);
		break;
	case ACTION_AGENDA:
		open_agenda(session);
		break;
	case ACTION_FIND:
		session_begin_finding(session);
		break;
	case ACTION_FIND_NEXT:
		session_find(session, FIND_NEXT);
		break;
	case ACTION_FIND_PREVIOUS:
		session_find(session, FIND_PREVIOUS);
		break;
	default:
		return act(session, action, input);
	}
	return SESSION_CONTINUES;
}

/* Whether a line of the screen's own is being typed. */
bool session_is_typing(struct session *session, struct view *view, struct typing *typing)
{
	struct screen *top = session_top(session);

	return top->type->typing && top->type->typing(top, view, typing);
}

/* Whether characters are text now, and no keys. */
static bool takes_text(struct session *session)
{
	struct typing typing;

	return session->is_finding || session_top(session)->type->takes_text ||
	       session_is_typing(session, &session->view, &typing);
}

enum session_outcome session_key(struct session *session, const struct input *input)
{
	enum action action = keys_action(keys_of_top(session), input->code);

	session->notice[0] = '\0';
	if (session_is_too_small(session->rows, session->columns) && action != ACTION_LEAVE &&
	    action != ACTION_REDRAW)
		return SESSION_CONTINUES;
	if (input->is_pasted && !takes_text(session)) {
		/* Else each of its letters would be a key. */
		session_notice(session, "Pasted text goes where text is typed: / or : first.");
		return SESSION_CONTINUES;
	}
	if (session->is_finding) {
		session_type_query(session, input);
		return SESSION_CONTINUES;
	}
	if (takes_text(session) && (action == ACTION_NONE || input->is_pasted))
		action = ACTION_TYPE;
	return perform(session, action, input);
}
