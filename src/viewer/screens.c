/* The board on a terminal: where screens get their scorecards, and what the terminal is told.
 */
#include "viewer/screens.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "board/event_writer.h"
#include "intake/spool.h"
#include "report/record_words.h"
#include "scorecard/scorecard_make.h"
#include "ui/application.h"
#include "viewer/confinement.h"
#include "viewer/remembered.h"
#include "viewer/watch.h"
#include "viewer/writing_helper.h"

#define FORMATS_MAX 16
#define FIRST_CARDS_COUNT 16

/* Two boards: a reload opens the spare one, and what is shown stands until that is done. */
struct screens {
	struct invocation *invocation;
	struct board *current, *spare;
	long long files;     /* the number of the team files that the current one was made of */
	bool is_begun;	     /* the first scorecards were given out */
	int given_days;	     /* the window that --window asked for; 0: none did */
	int remembered_days; /* the one before that; 0: none */
	struct watch watch;
	struct writing_helper *helper;
};

/* The same teams and history over another window: nothing is read again. */
static bool make_again(struct board *board, int window_days, struct error *error)
{
	int before = board->period.window_days;

	board->period.window_days = window_days;
	if (board_begin_again(board, error))
		return true;
	board->period.window_days = before;
	return false;
}

static bool open_again(struct screens *screens, int window_days, struct error *error)
{
	struct board *opened = screens->spare;
	long long files = watch_files_number(&screens->current->catalog);

	/* Of team files that are what they were the catalog is, too. */
	if (!screens->current->is_demo && files && files == screens->files)
		return board_read_again(screens->current, screens->invocation, error);
	if (!board_open(opened, screens->invocation, screens->current->is_demo, error))
		return false;
	if (opened->period.window_days != window_days &&
	    !make_again(opened, window_days, error)) {
		board_close(opened);
		return false;
	}
	board_close(screens->current);
	screens->spare = screens->current;
	screens->current = opened;
	screens->files = watch_files_number(&opened->catalog);
	return true;
}

/* How many events wait beside the history, or NULL. */
static const char *waiting_notice(struct invocation *invocation)
{
	struct spool_contents spool;
	struct error error;

	if (!spool_examine(invocation_db_path(invocation), &invocation->arena, &spool,
			   &error) ||
	    !spool.waiting)
		return NULL;
	return arena_printf(&invocation->arena,
			    "%zu event%s wait%s to be taken in by the next that is recorded",
			    spool.waiting, spool.waiting == 1 ? "" : "s",
			    spool.waiting == 1 ? "s" : "");
}

static const char *notice_of(const struct screens *screens)
{
	const struct board *board = screens->current;
	const char *notice;

	if (!board->store)
		return "There is no history yet: 'aplomb import git' or 'aplomb record' begins "
		       "it.";
	notice = store_notice(board->store);
	return notice || board->is_demo ? notice : waiting_notice(screens->invocation);
}

/* All of a small organisation; of a large one nobody waits for any. */
static bool make_first_cards(struct board *board, struct error *error)
{
	return board->catalog.team_count > FIRST_CARDS_COUNT || board_make_all(board, error);
}

static bool make_card(void *context, const struct team *team, struct error *error)
{
	return board_make_card(((const struct screens *)context)->current, team, error);
}

static bool work(void *context, const struct team *team, bool *is_made, struct error *error)
{
	return board_work(((const struct screens *)context)->current, team, is_made, error);
}

static bool load(void *context, int window_days, const struct scorecard **scorecard,
		 const char **notice, struct error *error)
{
	struct screens *screens = context;
	if (!screens->is_begun)
		*notice = notice_of(screens);
	else if (!(window_days != screens->current->period.window_days
			   ? make_again(screens->current, window_days, error)
			   : open_again(screens, window_days, error)))
		return false;
	/* Later on a card that cannot be made is asked for again, and what is wrong is said. */
	if (!make_first_cards(screens->current, error) && !screens->is_begun)
		return false;
	screens->is_begun = true;
	*scorecard = &screens->current->scorecard;
	return true;
}

static const struct evidence *evidence(void *context, const struct team *team,
				       const struct service *service,
				       const struct capacity *capacity, struct arena *arena,
				       size_t *count)
{
	struct screens *screens = context;

	return board_evidence(screens->current, team, service, capacity, arena, count);
}

static const struct team_practices *practices(void *context, const struct team *team,
					      struct arena *arena)
{
	return board_practices(((const struct screens *)context)->current, team, arena);
}

static bool comparison(void *context, const struct team *team, instant then,
		       struct comparison *made, struct error *error)
{
	struct screens *screens = context;

	return board_compare(screens->current, team, then, made, error);
}

static bool agenda(void *context, const struct team *team, struct agenda *made,
		   struct error *error)
{
	return board_agenda(((const struct screens *)context)->current, team, made, error);
}

/* Nothing at or after as_of exists. */
static struct event_filter filter_before(const struct board *board,
					 const struct event_filter *filter)
{
	struct event_filter before = *filter;

	before.catalog = &board->catalog;
	if (before.until <= INSTANT_MIN || before.until > board->period.as_of)
		before.until = board->period.as_of;
	return before;
}

/* An event on its way to a screen. */
struct event_relay {
	instant as_of;
	event_visitor *each;
	void *context;
};

/* Of an event before as_of, what came later is not known yet. */
static bool relay_event(const struct event *event, void *context, struct error *error)
{
	const struct event_relay *relay = context;
	struct event before = *event;

	for (size_t i = 0; i < event->type->field_count; i++)
		if (event->type->fields[i].kind == FIELD_INSTANT &&
		    event->values[i].integer >= relay->as_of)
			before.values[i].is_present = false;
	return relay->each(&before, relay->context, error);
}

static bool events(void *context, const struct event_filter *filter, event_visitor *each,
		   void *each_context, struct error *error)
{
	const struct board *board = ((const struct screens *)context)->current;
	struct event_filter before = filter_before(board, filter);
	struct event_relay relay = {board->period.as_of, each, each_context};

	return !board->store ||
	       store_each_event(board->store, &before, relay_event, &relay, error);
}

static bool event_days(void *context, const struct event_filter *filter, int64_t first_day,
		       size_t day_count, size_t (*counts)[EVENT_KIND_COUNT],
		       struct error *error)
{
	const struct board *board = ((const struct screens *)context)->current;
	struct event_filter before = filter_before(board, filter);

	return !board->store || store_count_days(board->store, &before, &board->catalog.zone,
						 first_day, day_count, counts, error);
}

static bool snapshot(void *context, const char *format, const struct team *const *teams,
		     size_t team_count, struct buffer *out, struct error *error)
{
	struct screens *screens = context;

	return board_add_snapshot(screens->invocation, screens->current, format, teams,
				  team_count, out, error);
}

static bool write_event(const struct event *event, void *context, struct error *error)
{
	(void)error;
	event_writer_add(context, event);
	return true;
}

static const struct event_type *only_type(unsigned kinds)
{
	for (int kind = 0; kind < EVENT_KIND_COUNT; kind++)
		if (kinds == 1U << kind)
			return &event_types[kind];
	return NULL;
}

static bool events_text(void *context, const char *format, const struct event_filter *filter,
			const struct event *alone, struct buffer *out, struct error *error)
{
	const struct screens *screens = context;
	const struct event_type *type = alone ? alone->type : only_type(filter->kinds);
	struct event_writer writer;
	bool is_read = true;

	if (!type && event_format_is_of_one_type(format))
		return error_set(error, ERROR_USAGE,
				 "%s holds one type of event; choose a kind in the list first",
				 format);
	event_writer_begin(&writer, screens->invocation, format, type,
			   &screens->current->catalog.zone, out);
	if (alone)
		event_writer_add(&writer, alone);
	else
		is_read = events(context, filter, write_event, &writer, error);
	event_writer_end(&writer);
	return is_read;
}

static bool text(void *context, const struct team *team, const struct capacity *capacity,
		 struct buffer *out, struct error *error)
{
	struct screens *screens = context;

	if (!board_make_card(screens->current, team, error))
		return false;
	board_add_team(screens->invocation, screens->current, team, capacity, out);
	return true;
}

static bool topic_text(void *context, const struct team *team, const struct topic *topic,
		       struct buffer *out, struct error *error)
{
	struct screens *screens = context;

	if (!board_make_card(screens->current, team, error))
		return false;
	board_add_topic(screens->invocation, screens->current, team, topic, out);
	return true;
}

static bool copy_goals(void *context, struct buffer *out, struct error *error)
{
	struct screens *screens = context;

	if (!board_make_all(screens->current, error))
		return false;
	board_add_goals(screens->invocation, screens->current, out);
	return true;
}

static bool comparison_text(void *context, const struct team *team, instant then,
			    struct buffer *out, struct error *error)
{
	struct screens *screens = context;

	return board_add_comparison(screens->invocation, screens->current, team, then, out,
				    error);
}

static bool copy_agenda(void *context, const struct team *team, struct buffer *out,
			struct error *error)
{
	const struct screens *screens = context;

	return board_add_agenda(screens->invocation, screens->current, team, out, error);
}

/* The same formats as `export`, as screens know them. */
static int formats_of(struct snapshot_format *formats, int count_max)
{
	int count = 0;

	for (; count < count_max && snapshot_formats[count]; count++)
		formats[count] = (struct snapshot_format){snapshot_formats[count],
							  snapshot_ending((size_t)count)};
	return count;
}

/* The same formats as of `events`. */
static int event_formats_of(struct snapshot_format *formats, int count_max)
{
	int count = 0;

	for (; count < count_max && event_formats[count]; count++)
		formats[count] = (struct snapshot_format){event_formats[count],
							  event_ending(event_formats[count])};
	return count;
}

/* -- what is written: by the helper, as the screens may not ---------------------------------
 */

static bool save(void *context, const char *path, const struct buffer *bytes, bool replaces,
		 bool *exists, struct error *error)
{
	return writing_helper_save(((const struct screens *)context)->helper, path, bytes,
				   replaces, exists, error);
}

static bool change(void *context, const struct event *was, const struct event *is,
		   struct error *error)
{
	return writing_helper_change(((const struct screens *)context)->helper, was, is, error);
}

static bool copy_by_tmux(void *context, const char *bytes, size_t length_bytes)
{
	return writing_helper_copy(context, bytes, length_bytes);
}

static instant now(void *context)
{
	struct screens *screens = context;

	/* In the demo it is the end of its last day. */
	return screens->current->is_demo ? screens->current->period.as_of - 1 : time(NULL);
}

static const char *keeps_nothing(const struct invocation *invocation, const struct board *board)
{
	if (board->is_demo)
		return RECORD_DEMO_KEEPS_NOTHING;
	return invocation_has(invocation, OPTION_READ_ONLY) ? RECORD_READ_ONLY : NULL;
}

static bool has_changed(void *context)
{
	struct screens *screens = context;

	return watch_has_changed(&screens->watch, screens->current->store,
				 &screens->current->catalog);
}

/* A window that was asked for on the command line is for this time, unless it was changed. */
static void remember(void *context, const struct session_state *state)
{
	struct screens *screens = context;
	struct session_state kept = *state;

	if (screens->given_days == kept.window_days)
		kept.window_days = screens->remembered_days;
	writing_helper_remember(screens->helper, screens->invocation, &kept);
}

/* What reloading needs is left: where the team files and the history are. */
static void confine(void *context)
{
	const struct screens *screens = context;
	const struct board *board = screens->current;
	struct invocation *invocation = screens->invocation;
	struct arena *arena = &invocation->arena;
	struct confinement confinement = {0};

	for (size_t i = 0; i < invocation->teams_path_count && !board->is_demo; i++)
		confinement_add_readable(&confinement, invocation->teams_paths[i], arena);
	for (size_t i = 0; i < board->catalog.path_count && !board->is_demo; i++)
		confinement_add_readable(&confinement, board->catalog.paths[i], arena);
	if (!board->is_demo)
		confinement_set_writable(&confinement, invocation_db_path(invocation), arena);
	invocation->is_confined = confinement_enter(&confinement);
	if (invocation->is_confined && board->store)
		store_keep_in_memory(board->store);
}

/* -- what the environment says of the terminal ----------------------------------------------
 */

static bool is_set(const char *name)
{
	const char *value = getenv(name);

	return value && *value;
}

static bool wants_colors(const struct invocation *invocation)
{
	const char *option = invocation->values[OPTION_COLOR];

	if (option && strcmp(option, "auto") != 0)
		return strcmp(option, "always") == 0;
	return !is_set("NO_COLOR");
}

/* "15;0", "0;default;15": the last number is the background; 7 and 9 to 15 are light. */
static bool background_is_light(void)
{
	const char *hint = getenv("COLORFGBG");
	const char *last = hint ? strrchr(hint, ';') : NULL;
	long color = last ? strtol(last + 1, NULL, 10) : 0;

	return color == 7 || (color >= 9 && color <= 15);
}

struct terminal_settings screens_settings(const struct invocation *invocation)
{
	return (struct terminal_settings){
		.name = getenv("TERM"),
		.has_colors = wants_colors(invocation),
		.background_is_light = background_is_light(),
		.has_mouse = !invocation_has(invocation, OPTION_NO_MOUSE),
	};
}

/* False with "" for a reason where screens are not asked for. */
static bool are_possible(const struct invocation *invocation, struct error *error)
{
	error->message[0] = '\0';
	return !invocation_has(invocation, OPTION_OUTPUT) &&
	       !invocation_has(invocation, OPTION_PLAIN) && isatty(STDIN_FILENO) &&
	       isatty(STDOUT_FILENO) && terminal_is_capable(getenv("TERM"), error);
}

bool screens_are_possible(const struct invocation *invocation)
{
	struct error error;

	if (are_possible(invocation, &error))
		return true;
	if (error.message[0])
		remark(invocation, "aplomb: %s", error.message);
	return false;
}

const struct session_state *screens_recall(struct invocation *invocation)
{
	const struct session_state *recalled;
	struct error error;

	if (!are_possible(invocation, &error))
		return NULL;
	recalled = remembered_read(invocation);
	if (recalled && recalled->window_days && !invocation_has(invocation, OPTION_WINDOW)) {
		invocation->values[OPTION_WINDOW] =
			arena_printf(&invocation->arena, "%dd", recalled->window_days);
		invocation->has_recalled_window = true;
	}
	return recalled;
}

int screens_run(struct invocation *invocation, struct board *board,
		struct writing_helper *helper, const struct session_state *recalled)
{
	struct board second;
	struct screens screens = {
		.invocation = invocation, .current = board, .spare = &second, .helper = helper};
	struct snapshot_format formats[FORMATS_MAX], of_events[FORMATS_MAX];
	struct session_source source = {
		.context = &screens,
		.load = load,
		.make_card = make_card,
		.work = work,
		.evidence = evidence,
		.practices = practices,
		.comparison = comparison,
		.events = events,
		.event_days = event_days,
		.formats = formats,
		.format_count = formats_of(formats, FORMATS_MAX),
		.snapshot = snapshot,
		.event_formats = of_events,
		.event_format_count = event_formats_of(of_events, FORMATS_MAX),
		.events_text = events_text,
		.text = text,
		.topic_text = topic_text,
		.goals_text = copy_goals,
		.comparison_text = comparison_text,
		.agenda = agenda,
		.agenda_text = copy_agenda,
		.save = save,
		.change = change,
		.opened = confine,
		.keeps_nothing = keeps_nothing(invocation, board),
		.now = now,
		.is_as_of_fixed = !board->is_demo && invocation_has(invocation, OPTION_AS_OF),
		.watched_fd = -1,
		.has_changed = has_changed,
	};
	struct session_options options = {
		.window_days = board->period.window_days,
		.team = invocation->argument_count ? invocation->arguments[0] : NULL,
		.is_ascii = invocation_is_ascii(invocation),
		.state = recalled,
	};
	struct terminal_settings settings = screens_settings(invocation);
	struct error error;
	bool is_done;

	memset(&second, 0, sizeof(second));
	if (is_set("TMUX"))
		settings.tmux = (struct clipboard_tmux){copy_by_tmux, helper};
	screens.files = watch_files_number(&board->catalog);
	/* A remark would be written across the screen; the session says what there is to say.
	 */
	invocation->values[OPTION_QUIET] = "";
	/* The demo cannot change. */
	if (!board->is_demo) {
		source.remember = remember;
		if (invocation_has(invocation, OPTION_WINDOW) &&
		    !invocation->has_recalled_window)
			screens.given_days = board->period.window_days;
		screens.remembered_days = recalled ? recalled->window_days : 0;
		watch_begin(&screens.watch, invocation_db_path(invocation), board->store,
			    &board->catalog);
		source.watched_fd = screens.watch.fd;
	}
	is_done = application_run(&source, &options, &settings, &error);
	if (!board->is_demo)
		watch_end(&screens.watch);
	board_close(&second);
	return is_done ? 0 : report_error(&error);
}
