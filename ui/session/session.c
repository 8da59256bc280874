#include "ui/session/session.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "report/record_words.h"
#include "ui/screens/screen.h"
#include "ui/session/changes.h"
#include "ui/session/chrome.h"
#include "ui/widgets/prompt.h"

#define SCREENS_MAX 16
#define TITLE_RULE_ROWS 16 /* from here on a line parts the title from the screen */
#define KEYS_RULE_ROWS 26  /* and another one the screen from the keys */
#define HINT_GAP_CELLS 3
#define BEHIND_COLUMNS 32 /* narrower ones mark older data with a sign alone */

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

static struct screen *top_of(const struct session *session)
{
	return session->screens[session->depth - 1];
}

static void set_notice(struct session *session, const char *text)
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
		set_notice(session, notice);
	return true;
}

/* What was there stays where a reload could not be. */
static void reload(struct session *session, int window_days)
{
	struct error error = {ERROR_NONE, ""};

	if (load(session, window_days, &error))
		return;
	session->is_behind = true;
	set_notice(session, error.message);
}

/* Asked for: it is said, for often nothing else is seen of it. */
static void read_again(struct session *session)
{
	reload(session, session->window_days);
	if (!session->notice[0])
		set_notice(session, "Teams and history are read again.");
}

static void next_period(struct session *session)
{
	static const int windows[] = {28, 84, 182, 365};
	const int count = (int)(sizeof(windows) / sizeof(windows[0]));
	int next = windows[0];

	for (int i = count - 1; i >= 0; i--)
		if (windows[i] > session->window_days)
			next = windows[i];
	reload(session, next);
}

#define WORK_SHOWN_EVERY 8 /* teams out of sight: how far it is */

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
		set_notice(session, error.message);
		return true;
	}
	session->begun = is_made ? NULL : team;
	return is_made &&
	       (is_wanted(session, team) || ++session->work_count % WORK_SHOWN_EVERY == 0 ||
		!session_has_work(session));
}

/* -- the stack of screens -------------------------------------------------------------------
 */

static void push(struct session *session, struct screen *screen)
{
	if (session->depth == SCREENS_MAX) {
		screen_free(screen);
		return;
	}
	session->screens[session->depth++] = screen;
}

/* False at the root, which is left only by leaving. `above`: NULL, or what is above. */
static bool pop(struct session *session, struct screen *above)
{
	if (session->depth == 1)
		return false;
	screen_free(session->screens[--session->depth]);
	if (session->depth == 1 && above)
		push(session, above);
	else
		screen_free(above);
	return true;
}

/* A frame's or a key's strings begin anew. */
static struct view *fresh_view(struct session *session)
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
	push(opened, teams_screen_new());
	if (options->state) {
		opened->view.shows_values = options->state->shows_values;
		teams_screen_set_state(opened->screens[0], &opened->view, options->state);
	}
	if (options->team)
		push(opened, scorecard_screen_new(options->team, NULL));
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

/* -- finding --------------------------------------------------------------------------------
 */

/* Nothing, or nothing else, has what was looked for. */
static void notice_not_found(struct session *session, bool has_found)
{
	const char *where = top_of(session)->type->find_where;

	buffer_addf(&session->view.words.buffer, "Nothing %shas that in %s.",
		    has_found ? "else " : "", where);
	set_notice(session, words_take(&session->view.words));
}

static void find(struct session *session, enum find_step step)
{
	struct screen *top = top_of(session);
	bool has_found;

	if (!top->type->find ||
	    (step != FIND_BEGIN && step != FIND_CANCEL && !*session->query.text))
		return;
	has_found = top->type->find(top, fresh_view(session), step);
	if (step == FIND_TYPED)
		session->has_found = has_found;
	else if (!has_found && (step == FIND_NEXT || step == FIND_PREVIOUS))
		notice_not_found(session, session->has_found);
}

static void end_finding(struct session *session, bool keeps)
{
	session->is_finding = false;
	if (!keeps)
		find(session, FIND_CANCEL);
	else if (*session->query.text && !session->has_found)
		notice_not_found(session, false);
}

static void type_query(struct session *session, const struct input *input)
{
	if (input->code == INPUT_ENTER) {
		end_finding(session, true);
	} else if (input->code == INPUT_ESCAPE) {
		end_finding(session, false);
	} else if (input->code == INPUT_BACKSPACE && !*session->query.text) {
		end_finding(session, false);
	} else if (!prompt_take(&session->query, input)) {
		return;
	}
	if (session->is_finding)
		find(session, *session->query.text ? FIND_TYPED : FIND_CANCEL);
}

static void begin_finding(struct session *session)
{
	session->is_finding = true;
	session->has_found = false;
	prompt_set(&session->query, "");
	find(session, FIND_BEGIN);
}

/* -- copying --------------------------------------------------------------------------------
 */

static enum session_outcome copy(struct session *session)
{
	struct screen *top = top_of(session);
	struct error error = {ERROR_NONE, ""};

	if (!top->type->text)
		return SESSION_CONTINUES;
	buffer_clear(&session->copy);
	session->copy_note = NULL;
	if (top->type->text(top, fresh_view(session), &session->copy, &session->copy_note,
			    &error))
		return SESSION_COPIES;
	set_notice(session, error.message);
	return SESSION_CONTINUES;
}

const struct buffer *session_copy_text(const struct session *session)
{
	return &session->copy;
}

void session_copied(struct session *session, enum copy_way way, const struct error *error)
{
	struct words *words = &fresh_view(session)->words;

	if (error) {
		set_notice(session, error->message);
		return;
	}
	deed_add_copied(&words->buffer, deed_count_lines(&session->copy), way);
	if (session->copy_note)
		buffer_addf(&words->buffer, " %s", session->copy_note);
	set_notice(session, words_take(words));
}

/* -- keys -----------------------------------------------------------------------------------
 */

static bool is_too_small(int rows, int columns)
{
	return rows < SESSION_MINIMUM_ROWS || columns < SESSION_MINIMUM_COLUMNS;
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
	struct screen *top = top_of(session);
	struct request request = {.then = ACTION_NONE};

	top->type->act(top, fresh_view(session), action, input, &request);
	if (request.was || request.is) {
		changes_add(&session->changes, request.was, request.is);
		reload(session, session->window_days);
	}
	if (request.notice)
		set_notice(session, request.notice);
	if (request.goes_back && !pop(session, request.above)) {
		screen_free(request.open);
		return SESSION_LEAVES;
	}
	if (request.open)
		push(session, request.open);
	return request.then == ACTION_NONE ? SESSION_CONTINUES
					   : perform(session, request.then, input);
}

static enum key_screen keys_of_top(struct session *session)
{
	struct screen *top = top_of(session);

	return top->type->keys(top, fresh_view(session));
}

/* The capacity that the screen on top is about, or points at; NULL: none. */
static const char *capacity_at_hand(struct session *session)
{
	struct screen *top = top_of(session);

	return top->type->capacity ? top->type->capacity(top, fresh_view(session)) : NULL;
}

static struct screen *export_dialog(struct session *session)
{
	const struct screen *top = top_of(session);
	struct export_choice choice = {.is_of_team = true, .then = INSTANT_NONE};

	if (top->type->exports)
		return top->type->exports(top, fresh_view(session));
	choice.team = team_at_hand(session);
	return export_dialog_new(&choice);
}

/* A group is selected, or nothing is. */
#define NEEDS_A_TEAM "Select a team first: this is about one."

static void open_then(struct session *session)
{
	const char *team = team_at_hand(session);

	if (!session->source->comparison)
		set_notice(session, "Then and now cannot be had here.");
	else if (!team)
		set_notice(session, NEEDS_A_TEAM);
	else
		push(session, then_screen_new(team, capacity_at_hand(session)));
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
	push(session, screen);
}

static void open_agenda(struct session *session)
{
	if (session->source->agenda)
		push(session, agenda_screen_new(team_at_hand(session),
						!(keys_of_top(session) & ALL_TEAMS)));
}

static void open_form(struct session *session)
{
	const char *team = team_at_hand(session);

	if (!team)
		set_notice(session, RECORD_NEEDS_A_TEAM);
	else
		push(session, add_form_new(team, capacity_at_hand(session)));
}

/* Its reverse: what was added goes, what was amended is again as it was. */
static void take_back(struct session *session)
{
	const struct change_made *last = changes_last(&session->changes);
	const struct event *was = last && last->has_was ? &last->was : NULL;
	const struct event *is = last && last->has_is ? &last->is : NULL;
	const struct session_source *source = session->source;
	struct error error = {ERROR_NONE, ""};
	struct words *words = &fresh_view(session)->words;

	if (!last) {
		set_notice(session, RECORD_NOTHING_TO_TAKE_BACK);
		return;
	}
	if (!source->change(source->context, is, was, &error)) {
		/* What is not there as it was recorded can never be taken back from here. */
		if (error.kind == ERROR_UNKNOWN)
			changes_drop_last(&session->changes);
		set_notice(session, error.message);
		return;
	}
	record_add_taken_back(&words->buffer, was, is, session->view.wording.zone);
	changes_drop_last(&session->changes);
	reload(session, session->window_days);
	if (!session->is_behind)
		set_notice(session, words_take(words));
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
		push(session, help_screen_new(keys_of_top(session)));
		break;
	case ACTION_PALETTE:
		push(session, palette_screen_new(keys_of_top(session), team_at_hand(session)));
		break;
	case ACTION_EXPORT:
		push(session, export_dialog(session));
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
		push(session, goals_screen_new());
		break;
	case ACTION_INVEST:
		if (!team_at_hand(session))
			set_notice(session, NEEDS_A_TEAM);
		else
			push(session, invest_screen_new(team_at_hand(session)));
		break;
	case ACTION_AGENDA:
		open_agenda(session);
		break;
	case ACTION_FIND:
		begin_finding(session);
		break;
	case ACTION_FIND_NEXT:
		find(session, FIND_NEXT);
		break;
	case ACTION_FIND_PREVIOUS:
		find(session, FIND_PREVIOUS);
		break;
	default:
		return act(session, action, input);
	}
	return SESSION_CONTINUES;
}

/* Whether a line of the screen's own is being typed. */
static bool is_typing(struct session *session, struct view *view, struct typing *typing)
{
	struct screen *top = top_of(session);

	return top->type->typing && top->type->typing(top, view, typing);
}

/* Whether characters are text now, and no keys. */
static bool takes_text(struct session *session)
{
	struct typing typing;

	return session->is_finding || top_of(session)->type->takes_text ||
	       is_typing(session, &session->view, &typing);
}

enum session_outcome session_key(struct session *session, const struct input *input)
{
	enum action action = keys_action(keys_of_top(session), input->code);

	session->notice[0] = '\0';
	if (is_too_small(session->rows, session->columns) && action != ACTION_LEAVE &&
	    action != ACTION_REDRAW)
		return SESSION_CONTINUES;
	if (input->is_pasted && !takes_text(session)) {
		/* Else each of its letters would be a key. */
		set_notice(session, "Pasted text goes where text is typed: / or : first.");
		return SESSION_CONTINUES;
	}
	if (session->is_finding) {
		type_query(session, input);
		return SESSION_CONTINUES;
	}
	if (takes_text(session) && (action == ACTION_NONE || input->is_pasted))
		action = ACTION_TYPE;
	return perform(session, action, input);
}

void session_watched(struct session *session)
{
	if (session->source->has_changed &&
	    session->source->has_changed(session->source->context))
		reload(session, session->window_days);
}

/* -- drawing --------------------------------------------------------------------------------
 */

/* Cells at the end of the keys' row that say of older data what it is. */
static int draw_behind(const struct session *session, struct canvas *canvas, int row)
{
	const char *words = canvas->columns >= SCREEN_NARROW_COLUMNS
				    ? "not read again: r says why"
			    : canvas->columns >= BEHIND_COLUMNS ? "not read again"
								: "!";

	if (!session->is_behind)
		return 0;
	return canvas_text_right(canvas, row, canvas->columns - 1, canvas->columns - 2,
				 STYLE_NOTICE, words) +
	       1;
}

static void draw_typing(struct canvas *canvas, int row, const struct typing *typing)
{
	int end = canvas->columns - 1;
	int room = end - 1 -
		   prompt_draw(typing->prompt, canvas, row, 1, end - 1, typing->sign) -
		   HINT_GAP_CELLS;
	int none = typing->none ? canvas_text_cells(canvas, typing->none) : 0;
	int hint = canvas_text_cells(canvas, typing->hint);

	if (!none) {
		canvas_text_right(canvas, row, end, room, STYLE_DIM, typing->hint);
		return;
	}
	/* What is found, or not, comes before how it ends. */
	if (none + HINT_GAP_CELLS + hint > room)
		hint = 0;
	canvas_text_right(canvas, row, end, hint, STYLE_DIM, typing->hint);
	canvas_text_right(canvas, row, end - hint - (hint ? HINT_GAP_CELLS : 0), none,
			  STYLE_NOTICE, typing->none);
}

static void draw_foot(struct session *session, struct view *view, struct canvas *canvas,
		      int row)
{
	struct screen *top = top_of(session);
	struct typing typing = {&session->query, "/", "Enter keeps   Esc cancels", NULL};
	int cells = canvas->columns - 2;
	int used;

	if (session->is_finding && *session->query.text && !session->has_found)
		typing.none = top->type->find_none;
	if (session->is_finding || is_typing(session, view, &typing)) {
		draw_typing(canvas, row, &typing);
	} else if (session->notice[0]) {
		canvas_text(canvas, row, 2, cells - 1, STYLE_NOTICE, session->notice);
	} else {
		used = draw_behind(session, canvas, row);
		chrome_draw_keys(canvas, row, canvas->columns - used,
				 top->type->keys(top, view), session->is_ascii);
	}
}

static void draw_too_small(struct canvas *canvas)
{
	canvas_text_centre(canvas, canvas->rows / 2, 0, canvas->columns, STYLE_PLAIN,
			   "enlarge");
}

static void draw_rule(struct canvas *canvas, struct area area)
{
	canvas_repeat(canvas, area.row, area.column, area.columns, STYLE_RULE, "─");
}

static void draw_screen(struct session *session, struct canvas *canvas)
{
	struct view *view = fresh_view(session);
	struct screen *top = top_of(session);
	struct area area = canvas_area(canvas);
	struct area head = area_cut_top(&area, 1);
	struct area foot = area_cut_bottom(&area, 1);
	struct title title = {.crumb_count = 0};

	top->type->title(top, view, &title);
	chrome_draw_title(view, canvas, head.row, &title);
	if (canvas->rows >= TITLE_RULE_ROWS)
		draw_rule(canvas, area_cut_top(&area, 1));
	if (canvas->rows >= KEYS_RULE_ROWS)
		draw_rule(canvas, area_cut_bottom(&area, 1));
	top->type->draw(top, view, canvas, area);
	draw_foot(session, view, canvas, foot.row);
}

void session_draw(struct session *session, struct canvas *canvas)
{
	canvas_clear(canvas);
	session->view.wanted_count = 0;
	session->rows = canvas->rows;
	session->columns = canvas->columns;
	if (is_too_small(canvas->rows, canvas->columns))
		draw_too_small(canvas);
	else
		draw_screen(session, canvas);
	if (session->is_ascii)
		canvas_make_ascii(canvas);
}
